#pragma once

class QWidget;

namespace skep::ui {

class Cluster;

// The sheet of preferences: keys, and what the desktop tells while the window is not in front. Save applies them.
void openPreferences(Cluster& cluster, QWidget* window);

} // namespace skep::ui

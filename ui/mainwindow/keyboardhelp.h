#pragma once

class QWidget;

namespace skep::ui {

class Cluster;

// Every key that does something: those of the actions that the server offers, and those of the map and of lists.
void openKeyboardHelp(Cluster& cluster, QWidget* window);

} // namespace skep::ui

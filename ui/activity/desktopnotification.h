#pragma once

#include <QString>

namespace skep::ui {

// Shows a notification of the desktop: org.freedesktop.Notifications on the session's bus. Plain text. Does not wait;
// without such a service nothing happens.
void showDesktopNotification(const QString& title, const QString& text);

} // namespace skep::ui

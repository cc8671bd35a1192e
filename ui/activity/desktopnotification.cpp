#include "ui/activity/desktopnotification.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>

namespace skep::ui {
namespace {

constexpr int AsTheDesktopLikes = -1; // how long it stays

} // namespace

void showDesktopNotification(const QString& title, const QString& text)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("skep-desktop")}};
    const uint replaces = 0;
    // The text may be read as markup.
    call.setArguments({QStringLiteral("Skep"), replaces, QStringLiteral("skep-desktop"), title, text.toHtmlEscaped(),
        QStringList(), hints, AsTheDesktopLikes});
    (void)bus.send(call);
}

} // namespace skep::ui

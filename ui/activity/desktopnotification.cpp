#include "ui/activity/desktopnotification.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace skep::ui {
namespace {

constexpr int AsTheDesktopLikes = -1; // how long it stays
const QString Service = QStringLiteral("org.freedesktop.Notifications");
const QString Path = QStringLiteral("/org/freedesktop/Notifications");
const QString Followed = QStringLiteral("default"); // the action of a click on the notification itself
// The bus finds slots by their names alone; the digit says that it is one.
constexpr const char *Invoked = "1invoked(uint,QString)", *Closed = "1closed(uint,uint)";

} // namespace

void DesktopNotifier::show(const QString& title, const QString& text, std::function<void()> clicked)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (!std::exchange(m_listening, true)) {
        bus.connect(Service, Path, Service, QStringLiteral("ActionInvoked"), this, Invoked);
        bus.connect(Service, Path, Service, QStringLiteral("NotificationClosed"), this, Closed);
    }
    QDBusMessage call = QDBusMessage::createMethodCall(Service, Path, Service, QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("skep-desktop")}};
    const uint replaces = 0;
    // The text may be read as markup.
    call.setArguments({QStringLiteral("Skep"), replaces, QStringLiteral("skep-desktop"), title, text.toHtmlEscaped(),
        QStringList{Followed, tr("Open")}, hints, AsTheDesktopLikes});
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, clicked = std::move(clicked)] {
        answer->deleteLater();
        if (const QDBusPendingReply<uint> id = *answer; !id.isError())
            m_shown[id.value()] = clicked;
    });
}

void DesktopNotifier::invoked(uint id, const QString& action)
{
    const auto shown = m_shown.find(id);
    if (action != Followed || shown == m_shown.end())
        return;
    const auto clicked = std::move(shown->second);
    m_shown.erase(shown);
    if (clicked)
        clicked();
}

void DesktopNotifier::closed(uint id, uint)
{
    m_shown.erase(id);
}

} // namespace skep::ui

#pragma once

#include <QObject>

#include <functional>
#include <map>

namespace skep::ui {

// Shows notifications of the desktop: org.freedesktop.Notifications on the session's bus. Plain text. Waits for nothing;
// without such a service nothing happens.
class DesktopNotifier final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // `clicked` runs when the person follows it.
    void show(const QString& title, const QString& text, std::function<void()> clicked);

private Q_SLOTS:
    // As the bus calls them.
    void invoked(uint id, const QString& action);
    void closed(uint id, uint reason);

private:
    bool m_listening = false;
    std::map<uint, std::function<void()>> m_shown;
};

} // namespace skep::ui

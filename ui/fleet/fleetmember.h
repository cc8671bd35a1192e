#pragma once

#include "ui/connect/recents.h"
#include "ui/fleet/fleetsummary.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace skep::ui {

// One cluster that the fleet keeps an eye on: a connection of its own that only reads and asks less often than a
// window's.
class FleetMember final : public QObject
{
    Q_OBJECT
public:
    // `recent`: how it is remembered; nothing for a cluster that is only open now.
    FleetMember(client::ClusterTarget target, std::optional<Recent> recent, QObject* parent);
    // One that cannot even be tried, and why.
    FleetMember(Recent recent, const QString& why, QObject* parent);
    ~FleetMember() override;

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString address() const { return m_address; } // as people write it
    [[nodiscard]] const std::optional<Recent>& recent() const { return m_recent; }
    [[nodiscard]] const client::ClusterTarget& target() const { return m_target; }
    [[nodiscard]] bool usable() const { return m_connection != nullptr; }
    [[nodiscard]] const FleetSummary& summary() const { return m_summary; }
    // Asks again now.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void summarise();

    client::ClusterTarget m_target;
    std::optional<Recent> m_recent;
    QString m_address;
    std::unique_ptr<client::ClusterConnection> m_connection;
    Tally m_tally;
    FleetSummary m_summary;
    QTimer m_later; // lines change at most twice a second
    std::shared_ptr<void> m_subscription;
};

// As people write it, to tell clusters apart; "" without an endpoint.
[[nodiscard]] QString addressOf(const client::ClusterTarget& target);

} // namespace skep::ui

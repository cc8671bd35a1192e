#include "ui/fleet/fleetmember.h"

#include "ui/text/text.h"

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

// A glance, not a window.
client::Pace unhurried()
{
    client::Pace pace;
    pace.ping = 5s;
    pace.nodes = pace.services = 10s;
    pace.tasks = 15s;
    pace.cluster = 60s;
    pace.rest = 300s;
    pace.stale = 20s;
    return pace;
}

} // namespace

QString addressOf(const client::ClusterTarget& target)
{
    return target.endpoints.empty() ? QString() : qstr(target.endpoints.front().toString());
}

FleetMember::FleetMember(client::ClusterTarget target, std::optional<Recent> recent, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_recent(std::move(recent))
    , m_address(addressOf(m_target))
{
    m_connection = std::make_unique<client::ClusterConnection>(m_target, unhurried());
    m_connection->setReadOnly(true);
    m_tally.restart(m_connection->store());
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &FleetMember::summarise);
    const auto later = [this] {
        if (!m_later.isActive())
            m_later.start(500ms);
    };
    m_subscription = m_connection->observe({
        [this, later](const std::vector<store::Event>& events) {
            for (const auto& event : events)
                m_tally.take(event);
            later();
        },
        later,
    });
    summarise();
}

FleetMember::FleetMember(Recent recent, const QString& why, QObject* parent)
    : QObject(parent)
    , m_recent(std::move(recent))
    , m_address(m_recent->host)
{
    m_summary.health = FleetSummary::Health::Bad;
    m_summary.state = livenessText(client::Liveness::Down);
    m_summary.problems << why;
}

FleetMember::~FleetMember() = default;

QString FleetMember::name() const
{
    if (m_recent && !m_recent->name.isEmpty())
        return m_recent->name;
    return m_target.name.empty() ? m_address : qstr(m_target.name);
}

void FleetMember::refresh()
{
    if (m_connection)
        m_connection->refresh();
}

void FleetMember::summarise()
{
    FleetSummary now = summaryOf(m_connection->state(), m_connection->store(), m_tally);
    if (now == m_summary)
        return;
    m_summary = std::move(now);
    Q_EMIT changed();
}

} // namespace skep::ui

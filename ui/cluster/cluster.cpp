#include "ui/cluster/cluster.h"

#include "ui/text/text.h"

namespace skep::ui {
namespace {

constexpr int PulseMs = 34;

} // namespace

Cluster::Cluster(client::ClusterTarget target, QObject* parent) : QObject(parent), m_connection(std::move(target))
{
    m_pulse.setSingleShot(true);
    connect(&m_pulse, &QTimer::timeout, this, &Cluster::tell);
    m_subscription = m_connection.observe({
        [this](const std::vector<store::Event>& events) { collect(events); },
        [this] { Q_EMIT stateChanged(); },
    });
}

Cluster::~Cluster() = default;

QString Cluster::name() const
{
    const std::string& given = m_connection.target().name;
    return qstr(given.empty() ? m_connection.state().host : given);
}

void Cluster::select(Selection selection)
{
    if (m_selection == selection)
        return;
    m_selection = std::move(selection);
    Q_EMIT selectionChanged();
}

// The first change after a pause is told at the next turn of the loop, what comes soon after it with the next pulse.
void Cluster::collect(const std::vector<store::Event>& events)
{
    m_waiting.insert(m_waiting.end(), events.begin(), events.end());
    if (!m_pulse.isActive())
        m_pulse.start(0);
}

void Cluster::tell()
{
    if (m_waiting.empty())
        return;
    m_pulse.start(PulseMs);
    const auto events = std::exchange(m_waiting, {});
    m_operations.mirrorChanged();
    Q_EMIT changed(events);
}

} // namespace skep::ui

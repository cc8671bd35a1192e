#include "ui/fleet/fleetsummary.h"

#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct FleetText
{
    Q_DECLARE_TR_FUNCTIONS(Fleet)
};

constexpr qsizetype NamesShown = 3;

// "w1, w2, w3, …"
QString some(const QStringList& names)
{
    QStringList shown = names.mid(0, NamesShown);
    if (names.size() > NamesShown)
        shown << QStringLiteral("…");
    return shown.join(QStringLiteral(", "));
}

bool isJob(const api::Service& service)
{
    return service.spec.mode.replicatedJob || service.spec.mode.globalJob;
}

void lookAtNodes(FleetSummary& summary, const store::View& view)
{
    QStringList down;
    for (const auto& node : view.all<api::Node>()) {
        ++summary.nodes;
        if (node->status.state == api::NodeState::Ready)
            ++summary.nodesReady;
        else
            down << nodeName(*node);
    }
    if (summary.quorum.reachable < summary.quorum.managers && summary.quorum.mayStillLose() == 0)
        summary.problems << FleetText::tr("%1 of %2 managers can be reached: no further one may be lost.")
                                .arg(summary.quorum.reachable)
                                .arg(summary.quorum.managers);
    if (!down.isEmpty())
        summary.problems << FleetText::tr("%n node(s) not ready: %1.", nullptr, int(down.size())).arg(some(down));
}

void lookAtServices(FleetSummary& summary, const store::View& view, const Tally& tally)
{
    QStringList halted, rolling, lacking;
    int waiting = 0;
    for (const auto& service : view.all<api::Service>()) {
        const Tally::Counts counts = tally.service(service->id);
        const int wanted = isJob(*service) ? counts.wanted : desiredOf(*service, counts);
        const auto state = service->updateStatus ? service->updateStatus->state : api::UpdateState::Unspecified;
        const bool halts = state == api::UpdateState::Paused || state == api::UpdateState::RollbackPaused;
        const bool moves = state == api::UpdateState::Updating || state == api::UpdateState::RollbackStarted;
        ++summary.services;
        summary.running += counts.running;
        summary.wanted += wanted;
        waiting += counts.waiting;
        summary.converged += counts.running >= wanted && !halts && !moves;
        const QString name = qstr(service->spec.name);
        if (halts)
            halted << name;
        else if (state == api::UpdateState::RollbackStarted)
            rolling << name;
        if (counts.running < wanted && !halts && !moves)
            lacking << name;
    }
    if (!halted.isEmpty())
        summary.problems << FleetText::tr("%n update(s) paused: %1.", nullptr, int(halted.size())).arg(some(halted));
    if (!rolling.isEmpty())
        summary.problems
            << FleetText::tr("%n service(s) rolling back: %1.", nullptr, int(rolling.size())).arg(some(rolling));
    if (!lacking.isEmpty())
        summary.problems << FleetText::tr(
            "%n service(s) run fewer tasks than wanted: %1.", nullptr, int(lacking.size()))
                                .arg(some(lacking));
    if (waiting > 0)
        summary.problems << FleetText::tr("%n task(s) wait for a node.", nullptr, waiting);
}

} // namespace

FleetSummary summaryOf(const client::ConnectionState& state, const store::View& view, const Tally& tally)
{
    using client::Liveness;
    using client::Standing;
    using Health = FleetSummary::Health;
    FleetSummary summary;
    summary.clusterId = state.clusterId;
    summary.state = fleetStateText(state);
    summary.quorum = quorumOf(view);
    lookAtNodes(summary, view);
    lookAtServices(summary, view, tally);
    summary.seen = summary.nodes > 0;
    const QString connection = connectionText(state);
    const bool cut = state.liveness == Liveness::Stale || state.liveness == Liveness::Down || state.otherCluster;
    const bool works = state.standing == Standing::Manager || state.standing == Standing::Unknown;
    if (state.liveness == Liveness::Connecting) {
        if (state.attempts > 0)
            summary.problems.prepend(connection);
        return summary;
    }
    if (!connection.isEmpty())
        summary.problems.prepend(connection);
    summary.health = cut || !works ? Health::Bad : summary.problems.isEmpty() ? Health::Good : Health::Attention;
    return summary;
}

QString fleetStateText(const client::ConnectionState& state)
{
    if (state.liveness == client::Liveness::Live || state.liveness == client::Liveness::Slow)
        switch (state.standing) {
        case client::Standing::NoQuorum:
            return FleetText::tr("no majority");
        case client::Standing::Locked:
            return FleetText::tr("locked");
        case client::Standing::Worker:
            return FleetText::tr("a worker");
        case client::Standing::NoSwarm:
            return FleetText::tr("no swarm");
        case client::Standing::Manager:
        case client::Standing::Unknown:
            break;
        }
    return livenessText(state.liveness);
}

} // namespace skep::ui

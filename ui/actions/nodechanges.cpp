#include "ui/actions/nodechanges.h"

#include "ui/actions/gapfreedrain.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace skep::ui {
namespace {

struct NodeChanges {
    Q_DECLARE_TR_FUNCTIONS(NodeChanges)
};

// What each node's specification said before, to go back to.
struct Before {
    std::string id;
    api::Availability availability;
    api::NodeRole role;
};

QString wordOf(api::Availability availability)
{
    return qstr(api::text(availability));
}

async::Task<Result<void>> removeNodes(client::ClusterConnection* connection, NodeIds ids, bool force)
{
    for (const auto& id : ids) {
        auto engine = connection->engine();
        if (!engine)
            co_return Failure(engine.error());
        client::EngineClient::Queries queries;
        if (force)
            queries.push_back({"force", "1"});
        auto removed = co_await (*engine)->remove("/nodes/" + id, queries);
        if (!removed)
            co_return Failure(removed.error());
    }
    co_return Result<void>();
}

async::Task<Result<void>> drainWithoutGaps(client::ClusterConnection* connection, NodeIds ids)
{
    for (const auto& id : ids) {
        auto engine = connection->engine();
        if (!engine)
            co_return Failure(engine.error());
        auto drained = co_await (*engine)->post("/skep/v1/nodes/" + id + "/drain", {}, {{"gapfree", "1"}});
        if (!drained)
            co_return Failure(drained.error());
    }
    co_return Result<void>();
}

std::vector<Before> remember(const store::View& view, const NodeIds& ids)
{
    std::vector<Before> before;
    for (const auto& id : ids)
        if (const auto node = view.get<api::Node>(id))
            before.push_back({id, node->spec.availability, node->spec.role});
    return before;
}

int tasksLeft(const store::View& view, const NodeIds& ids)
{
    int left = 0;
    for (const auto& id : ids)
        for (const auto& task : view.tasksOfNode(id))
            left += !isTerminal(task->status.state) && task->status.state >= api::TaskState::Assigned;
    return left;
}

// A line for each node of which `now` has a word to say, because it is no longer as it was left.
std::function<QString()> contested(Cluster& cluster, const std::vector<Before>& nodes, std::function<QString(const api::NodeSpec&)> now)
{
    return [mirror = &cluster, nodes, now = std::move(now)] {
        QStringList lines;
        for (const Before& one : nodes) {
            const auto node = mirror->live().get<api::Node>(one.id);
            if (!node)
                lines << NodeChanges::tr("%1 is not there any more").arg(shortId(one.id));
            else if (const QString word = now(node->spec); !word.isEmpty())
                lines << NodeChanges::tr("%1: %2", "node, what it is").arg(nodeName(*node), word);
        }
        return lines.join(u'\n');
    };
}

Operations::Work availabilityWork(Cluster& cluster, const std::vector<Before>& before, api::Availability wanted)
{
    std::vector<std::pair<std::string, QString>> now, back;
    for (const Before& node : before) {
        now.emplace_back(node.id, wordOf(wanted));
        back.emplace_back(node.id, wordOf(node.availability));
    }
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.request = [connection, now] { return writeMember(connection, now, QStringLiteral("Availability")); };
    work.undo = [connection, back](bool) { return writeMember(connection, back, QStringLiteral("Availability")); };
    work.contested = contested(cluster, before, [wanted](const api::NodeSpec& spec) {
        return spec.availability == wanted ? QString() : availabilityText(spec.availability);
    });
    work.undoText = NodeChanges::tr("Undo");
    return work;
}

Operations::Work roleWork(Cluster& cluster, const std::vector<Before>& before, api::NodeRole wanted)
{
    std::vector<std::pair<std::string, QString>> now, back;
    for (const Before& node : before) {
        now.emplace_back(node.id, qstr(api::text(wanted)));
        back.emplace_back(node.id, qstr(api::text(node.role)));
    }
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.request = [connection, now] { return writeMember(connection, now, QStringLiteral("Role")); };
    work.undo = [connection, back](bool) { return writeMember(connection, back, QStringLiteral("Role")); };
    work.contested = contested(cluster, before,
        [wanted](const api::NodeSpec& spec) { return spec.role == wanted ? QString() : roleText(spec.role); });
    work.undoText = NodeChanges::tr("Undo");
    return work;
}

} // namespace

async::Task<Result<void>> writeMember(client::ClusterConnection* connection, std::vector<std::pair<std::string, QString>> values, QString member)
{
    for (const auto& [id, value] : values) {
        client::ClusterConnection::Edit edit = [member, text = value](QJsonObject& spec) -> Result<void> {
            spec.insert(member, text);
            return {};
        };
        auto written = co_await connection->editNode(id, edit);
        if (!written)
            co_return Failure(written.error());
    }
    co_return Result<void>();
}

std::function<bool(Operation&)> untilEmpty(Cluster& cluster, const NodeIds& ids)
{
    return [mirror = &cluster, ids, total = tasksLeft(cluster.store(), ids)](Operation& operation) {
        const int left = tasksLeft(mirror->store(), ids);
        operation.total = std::max(total, left);
        operation.done = operation.total - left;
        operation.progress = left == 0 ? QString() : NodeChanges::tr("%1 of %2 tasks left").arg(left).arg(operation.total);
        return left == 0;
    };
}

QString verbText(NodeChange change, const store::View& view, const NodeIds& ids, NodeManner manner)
{
    const QString names = nodeNames(view, ids);
    switch (change) {
    case NodeChange::Drain:
        return (manner.gapFree ? NodeChanges::tr("Drain %1 without gaps") : NodeChanges::tr("Drain %1")).arg(names);
    case NodeChange::Pause:
        return NodeChanges::tr("Pause %1").arg(names);
    case NodeChange::Activate:
        return NodeChanges::tr("Activate %1").arg(names);
    case NodeChange::Promote:
        return NodeChanges::tr("Promote %1").arg(names);
    case NodeChange::Demote:
        return NodeChanges::tr("Demote %1").arg(names);
    case NodeChange::Remove:
        return NodeChanges::tr("Remove %1").arg(names);
    }
    return {};
}

Operations::Work nodeWork(Cluster& cluster, NodeChange change, const NodeIds& ids, NodeManner manner)
{
    const auto before = remember(cluster.store(), ids);
    Cluster* mirror = &cluster;
    Operations::Work work;
    switch (change) {
    case NodeChange::Drain:
        if (manner.byScaling)
            return drainByScaling(cluster, ids);
        work = availabilityWork(cluster, before, api::Availability::Drain);
        if (manner.gapFree)
            work.request = [connection = &cluster.connection(), ids] { return drainWithoutGaps(connection, ids); };
        work.converged = untilEmpty(cluster, ids);
        break;
    case NodeChange::Pause:
        work = availabilityWork(cluster, before, api::Availability::Pause);
        break;
    case NodeChange::Activate:
        work = availabilityWork(cluster, before, api::Availability::Active);
        break;
    case NodeChange::Promote:
    case NodeChange::Demote: {
        const bool manager = change == NodeChange::Promote;
        work = roleWork(cluster, before, manager ? api::NodeRole::Manager : api::NodeRole::Worker);
        work.converged = [mirror, ids, manager](Operation&) {
            return std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
                const auto node = mirror->store().get<api::Node>(id);
                if (!node)
                    return true;
                const auto& status = node->managerStatus;
                return manager ? status && status->reachability == api::Reachability::Reachable : !status;
            });
        };
        break;
    }
    case NodeChange::Remove:
        work.request = [connection = &cluster.connection(), ids, manner] { return removeNodes(connection, ids, manner.force); };
        break;
    }
    work.title = verbText(change, cluster.store(), ids, manner);
    return work;
}

} // namespace skep::ui

#include "ui/actions/nodechanges.h"

#include "ui/actions/gapfreedrain.h"
#include "ui/actions/waysback.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace skep::ui {
namespace {

struct NodeChanges {
    Q_DECLARE_TR_FUNCTIONS(NodeChanges)
};

// What each node's specification said before, to go back to.
struct Before {
    std::string id;
    api::NodeSpec spec;
};

// What was asked for, and how things were then.
struct Asked {
    KeptNodeChange how;
    std::vector<Before> nodes;
    int tasks = 0; // that were on them
};

// As the files spell them.
constexpr std::pair<NodeChange, const char*> Words[] = {{NodeChange::Drain, "drain"}, {NodeChange::Pause, "pause"},
    {NodeChange::Activate, "activate"}, {NodeChange::Promote, "promote"}, {NodeChange::Demote, "demote"}, {NodeChange::Remove, "remove"}};

QJsonObject keptOf(const Asked& asked)
{
    QJsonObject kept = ui::keptOf(asked.how);
    kept.insert(QStringLiteral("kind"), QLatin1String(NodeWorkKind));
    kept.insert(QStringLiteral("tasks"), asked.tasks);
    QJsonArray nodes;
    for (const Before& node : asked.nodes)
        nodes << QJsonObject{{QStringLiteral("id"), qstr(node.id)}, {QStringLiteral("spec"), documentOf(node.spec)}};
    kept.insert(QStringLiteral("nodes"), nodes);
    return kept;
}

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
            before.push_back({id, node->spec});
    return before;
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
        back.emplace_back(node.id, wordOf(node.spec.availability));
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
        back.emplace_back(node.id, qstr(api::text(node.spec.role)));
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

Operations::Work workOf(Cluster& cluster, const Asked& asked)
{
    const auto& [change, manner] = asked.how;
    NodeIds ids;
    for (const Before& node : asked.nodes)
        ids.push_back(node.id);
    Operations::Work work;
    switch (change) {
    case NodeChange::Drain:
        work = availabilityWork(cluster, asked.nodes, api::Availability::Drain);
        if (manner.gapFree)
            work.request = [connection = &cluster.connection(), ids] { return drainWithoutGaps(connection, ids); };
        work.converged = untilEmpty(cluster, ids, asked.tasks);
        break;
    case NodeChange::Pause:
        work = availabilityWork(cluster, asked.nodes, api::Availability::Pause);
        break;
    case NodeChange::Activate:
        work = availabilityWork(cluster, asked.nodes, api::Availability::Active);
        break;
    case NodeChange::Promote:
    case NodeChange::Demote: {
        const bool manager = change == NodeChange::Promote;
        work = roleWork(cluster, asked.nodes, manager ? api::NodeRole::Manager : api::NodeRole::Worker);
        work.converged = [mirror = &cluster, ids, manager](Operation&) {
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
        work.request = [connection = &cluster.connection(), ids, force = manner.force] { return removeNodes(connection, ids, force); };
        break;
    }
    work.title = verbText(change, cluster.store(), ids, manner);
    if (work.converged)
        work.kept = [asked] { return keptOf(asked); };
    return work;
}

} // namespace

QJsonObject keptOf(const KeptNodeChange& change)
{
    QJsonObject kept;
    for (const auto& [one, word] : Words)
        if (one == change.change)
            kept.insert(QStringLiteral("change"), QLatin1String(word));
    if (change.manner.force)
        kept.insert(QStringLiteral("force"), true);
    if (change.manner.gapFree)
        kept.insert(QStringLiteral("gapFree"), true);
    if (change.manner.byScaling)
        kept.insert(QStringLiteral("byScaling"), true);
    return kept;
}

std::optional<KeptNodeChange> keptNodeChange(const QJsonObject& kept)
{
    const NodeManner manner{.force = kept.value(QStringLiteral("force")).toBool(), .gapFree = kept.value(QStringLiteral("gapFree")).toBool(),
        .byScaling = kept.value(QStringLiteral("byScaling")).toBool()};
    for (const auto& [change, word] : Words)
        if (kept.value(QStringLiteral("change")).toString() == QLatin1String(word))
            return KeptNodeChange{change, manner};
    return std::nullopt;
}

int tasksLeft(const store::View& view, const NodeIds& ids)
{
    int left = 0;
    for (const auto& id : ids) {
        const auto node = view.get<api::Node>(id);
        const bool silent = node && node->status.state == api::NodeState::Down;
        for (const auto& task : view.tasksOfNode(id))
            left += silent ? lives(*task) : !isTerminal(task->status.state) && task->status.state >= api::TaskState::Assigned;
    }
    return left;
}

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

std::function<bool(Operation&)> untilEmpty(Cluster& cluster, const NodeIds& ids, int total)
{
    return [mirror = &cluster, ids, total](Operation& operation) {
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
    if (change == NodeChange::Drain && manner.byScaling)
        return drainByScaling(cluster, ids);
    return workOf(cluster, {{change, manner}, remember(cluster.store(), ids), tasksLeft(cluster.store(), ids)});
}

std::optional<Operations::Work> nodeWorkAgain(Cluster& cluster, const QJsonObject& kept)
{
    const auto how = keptNodeChange(kept);
    if (!how)
        return std::nullopt;
    Asked asked{*how, {}, kept.value(QStringLiteral("tasks")).toInt()};
    for (const QJsonValue& node : kept.value(QStringLiteral("nodes")).toArray()) {
        const std::string id = node[u"id"].toString().toStdString();
        if (auto spec = api::fromJsonValue<api::NodeSpec>(node[u"spec"]); spec && cluster.live().get<api::Node>(id))
            asked.nodes.push_back({id, std::move(*spec)});
    }
    return asked.nodes.empty() ? std::nullopt : std::optional(workOf(cluster, asked));
}

} // namespace skep::ui

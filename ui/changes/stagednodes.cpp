#include "ui/changes/stagednodes.h"

#include "ui/guard/confirmation.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct StagedNodes
{
    Q_DECLARE_TR_FUNCTIONS(StagedNodes)
};

Draft::Change fieldChange(NodeChange change, const api::Node& node)
{
    const auto roles = [&](api::NodeRole to) {
        return Draft::Change{qstr(node.id), StagedNodes::tr("Role"), roleText(node.spec.role), roleText(to)};
    };
    const auto availabilities = [&](api::Availability to) {
        return Draft::Change{
            qstr(node.id), StagedNodes::tr("Availability"), availabilityText(node.spec.availability), availabilityText(to)};
    };
    switch (change) {
    case NodeChange::Drain:
        return availabilities(api::Availability::Drain);
    case NodeChange::Pause:
        return availabilities(api::Availability::Pause);
    case NodeChange::Activate:
        return availabilities(api::Availability::Active);
    case NodeChange::Promote:
        return roles(api::NodeRole::Manager);
    case NodeChange::Demote:
        return roles(api::NodeRole::Worker);
    case NodeChange::Remove:
        break;
    }
    return {qstr(node.id), StagedNodes::tr("Node"), nodeName(node), StagedNodes::tr("removed")};
}

} // namespace

std::vector<planning::Change> effectsOf(NodeChange change, const NodeIds& ids)
{
    const auto kind = change == NodeChange::Drain ? planning::ChangeKind::Drain
        : change == NodeChange::Pause             ? planning::ChangeKind::Pause
        : change == NodeChange::Activate          ? planning::ChangeKind::Activate
                                                  : planning::ChangeKind::None;
    std::vector<planning::Change> all;
    if (kind != planning::ChangeKind::None)
        for (const auto& id : ids)
            all.push_back({.kind = kind, .node = id, .service = {}, .replicas = {}, .spec = {}});
    return all;
}

StagedChange stagedNodeChange(Cluster& cluster, NodeChange change, const std::string& id, NodeManner manner)
{
    const store::View& view = cluster.store();
    const auto node = view.get<api::Node>(id);
    const bool role = change == NodeChange::Promote || change == NodeChange::Demote;
    Cluster* mirror = &cluster;
    StagedChange staged{.key = QStringLiteral("node:%1:%2").arg(qstr(id), role ? QStringLiteral("role") : QStringLiteral("availability")),
        .title = verbText(change, view, {id}, manner),
        .changes = {},
        .diff = {},
        .command = {command(change, view, {id}, manner), true},
        .effects = effectsOf(change, {id}),
        .refusal = [change, id](const store::View& now) { return refusal(change, now, {id}); },
        .work = [mirror, change, id, manner] { return nodeWork(*mirror, change, {id}, manner); }};
    staged.kept = keptOf(KeptNodeChange{change, manner});
    staged.kept.insert(QStringLiteral("node"), qstr(id));
    if (node)
        staged.changes.push_back(fieldChange(change, *node));
    if (change == NodeChange::Remove)
        staged.deed = {.irreversible = true, .name = nodeNames(view, {id}), .dependants = runningAmong(view.tasksOfNode(id))};
    return staged;
}

std::optional<StagedChange> stagedAgain(Cluster& cluster, const QJsonObject& kept)
{
    const std::string id = kept.value(QStringLiteral("node")).toString().toStdString();
    const auto how = keptNodeChange(kept);
    if (!how || !cluster.live().get<api::Node>(id))
        return std::nullopt;
    return stagedNodeChange(cluster, how->change, id, how->manner);
}

} // namespace skep::ui

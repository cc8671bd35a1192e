#include "ui/actions/noderules.h"

#include "ui/actions/gapfreedrain.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace skep::ui {
namespace {

struct NodeRules {
    Q_DECLARE_TR_FUNCTIONS(NodeRules)
};

using Nodes = std::vector<store::Ptr<api::Node>>;

Nodes nodesOf(const store::View& view, const NodeIds& ids)
{
    Nodes nodes;
    for (const auto& id : ids)
        if (auto node = view.get<api::Node>(id))
            nodes.push_back(std::move(node));
    return nodes;
}

template <class Test>
bool all(const Nodes& nodes, Test test)
{
    return std::all_of(nodes.begin(), nodes.end(), [&](const auto& node) { return test(*node); });
}

bool isReachable(const api::Node& node)
{
    return node.managerStatus && node.managerStatus->reachability == api::Reachability::Reachable;
}

// The managers that would be left.
Quorum without(const store::View& view, const Nodes& leaving)
{
    Quorum quorum = quorumOf(view);
    for (const auto& node : leaving) {
        if (!isManager(*node))
            continue;
        --quorum.managers;
        quorum.reachable -= isReachable(*node);
    }
    return quorum;
}

std::optional<QString> demoteRefusal(const store::View& view, const Nodes& nodes)
{
    if (!all(nodes, isManager))
        return NodeRules::tr("It is a worker already");
    const Quorum after = without(view, nodes);
    if (after.managers == 0)
        return NodeRules::tr("It is the last manager: promote another node first, or the swarm would have nobody to lead it");
    if (!quorumOf(view).held())
        return NodeRules::tr("The managers have no majority: nothing can be changed until enough of them are back");
    if (!after.held())
        return NodeRules::tr("Only %1 of the %2 managers left would be reachable: the swarm would lose its majority").arg(after.reachable).arg(after.managers);
    return std::nullopt;
}

std::optional<QString> availabilityRefusal(const Nodes& nodes, api::Availability wanted, const QString& already)
{
    if (all(nodes, [wanted](const api::Node& node) { return node.spec.availability == wanted; }))
        return already;
    return std::nullopt;
}

// As a command names them: by hostname where that is enough.
QStringList commandNames(const store::View& view, const NodeIds& ids)
{
    QStringList names;
    for (const auto& node : nodesOf(view, ids))
        names << (view.byName<api::Node>(node->description.hostname).size() == 1 ? qstr(node->description.hostname) : qstr(node->id));
    return names;
}

} // namespace

bool isManager(const api::Node& node)
{
    return node.spec.role == api::NodeRole::Manager || node.managerStatus.has_value();
}

bool isLeader(const api::Node& node)
{
    return node.managerStatus && node.managerStatus->leader;
}

QString nodeName(const api::Node& node)
{
    const std::string& name = node.spec.name.empty() ? node.description.hostname : node.spec.name;
    return name.empty() ? shortId(node.id) : qstr(name);
}

Quorum quorumOf(const store::View& view)
{
    Quorum quorum;
    for (const auto& node : view.all<api::Node>()) {
        quorum.managers += isManager(*node);
        quorum.reachable += isManager(*node) && isReachable(*node);
    }
    return quorum;
}

QString quorumText(const Quorum& quorum)
{
    return NodeRules::tr("quorum %1/%2 (may lose %3)").arg(quorum.reachable).arg(quorum.managers).arg(quorum.mayStillLose());
}

std::optional<QString> refusal(NodeChange change, const store::View& view, const NodeIds& ids)
{
    const Nodes nodes = nodesOf(view, ids);
    if (nodes.empty())
        return NodeRules::tr("Select a node first");
    switch (change) {
    case NodeChange::Drain:
        return availabilityRefusal(nodes, api::Availability::Drain, NodeRules::tr("It is drained already"));
    case NodeChange::Pause:
        return availabilityRefusal(nodes, api::Availability::Pause, NodeRules::tr("It is paused already"));
    case NodeChange::Activate:
        return availabilityRefusal(nodes, api::Availability::Active, NodeRules::tr("It is active already"));
    case NodeChange::Promote:
        if (all(nodes, isManager))
            return NodeRules::tr("It is a manager already");
        if (!all(nodes, [](const api::Node& node) { return isManager(node) || node.status.state == api::NodeState::Ready; }))
            return NodeRules::tr("A node that is not ready cannot become a manager: it could not take part in decisions");
        return std::nullopt;
    case NodeChange::Demote:
        return demoteRefusal(view, nodes);
    case NodeChange::Remove:
        if (!all(nodes, [](const api::Node& node) { return !isManager(node); }))
            return NodeRules::tr("It is a manager: demote it first");
        return std::nullopt;
    }
    return std::nullopt;
}

QString consequence(NodeChange change, const store::View& view, const NodeIds& ids)
{
    const Nodes nodes = nodesOf(view, ids);
    const QString names = nodeNames(view, ids);
    switch (change) {
    case NodeChange::Drain: {
        int tasks = 0;
        for (const auto& node : nodes)
            for (const auto& task : view.tasksOfNode(node->id))
                tasks += lives(*task);
        return NodeRules::tr("Drain %1: %n task(s) leave.", nullptr, tasks).arg(names);
    }
    case NodeChange::Pause:
        return NodeRules::tr("Pause %1: tasks stay, no new ones come.").arg(names);
    case NodeChange::Activate:
        return NodeRules::tr("Activate %1: it may get tasks again.").arg(names);
    case NodeChange::Promote: {
        Quorum quorum = quorumOf(view);
        const int before = quorum.tolerates();
        for (const auto& node : nodes)
            quorum.managers += !isManager(*node);
        return quorum.tolerates() == before
            ? NodeRules::tr("Promote %1: %2 managers, still may lose %3.").arg(names).arg(quorum.managers).arg(quorum.tolerates())
            : NodeRules::tr("Promote %1: %2 managers, may lose %3 instead of %4.").arg(names).arg(quorum.managers).arg(quorum.tolerates()).arg(before);
    }
    case NodeChange::Demote: {
        const Quorum after = without(view, nodes);
        const int before = quorumOf(view).tolerates();
        return after.tolerates() == before
            ? NodeRules::tr("Demote %1: %2 managers, still may lose %3.").arg(names).arg(after.managers).arg(after.tolerates())
            : NodeRules::tr("Demote %1: %2 managers, may lose %3 instead of %4.").arg(names).arg(after.managers).arg(after.tolerates()).arg(before);
    }
    case NodeChange::Remove:
        return NodeRules::tr("Remove %1 from the swarm: it needs a join token to come back.").arg(names);
    }
    return {};
}

QStringList warnings(NodeChange change, const store::View& view, const NodeIds& ids)
{
    QStringList found;
    const Nodes nodes = nodesOf(view, ids);
    if (change == NodeChange::Demote || change == NodeChange::Promote) {
        if (change == NodeChange::Demote && std::any_of(nodes.begin(), nodes.end(), [](const auto& node) { return isLeader(*node); }))
            found << NodeRules::tr("It leads: the other managers elect a new leader, one to two seconds without changes.");
        Quorum after = change == NodeChange::Demote ? without(view, nodes) : quorumOf(view);
        if (change == NodeChange::Promote)
            for (const auto& node : nodes)
                after.managers += !isManager(*node);
        if (after.managers % 2 == 0)
            found << NodeRules::tr("With %1 managers the swarm may lose no more of them than with %2: an odd number is better.").arg(after.managers).arg(after.managers - 1);
    }
    if (change == NodeChange::Drain || change == NodeChange::Pause) {
        int active = 0;
        for (const auto& node : view.all<api::Node>()) {
            const bool chosen = std::find(ids.begin(), ids.end(), node->id) != ids.end();
            active += !chosen && node->status.state == api::NodeState::Ready && node->spec.availability == api::Availability::Active;
        }
        if (active == 0)
            found << NodeRules::tr("No other node can take tasks: everything that needs a place would wait.");
    }
    return found;
}

QString nodeNames(const store::View& view, const NodeIds& ids)
{
    const Nodes nodes = nodesOf(view, ids);
    return nodes.size() == 1 ? nodeName(*nodes.front()) : NodeRules::tr("%n node(s)", nullptr, int(nodes.size()));
}

QString command(NodeChange change, const store::View& view, const NodeIds& ids, NodeManner manner)
{
    const QStringList names = commandNames(view, ids);
    if (change == NodeChange::Drain && manner.byScaling)
        return gapFreeCommands(view, ids);
    switch (change) {
    case NodeChange::Drain:
    case NodeChange::Pause:
    case NodeChange::Activate: {
        const QString word = change == NodeChange::Drain ? QStringLiteral("drain") : change == NodeChange::Pause ? QStringLiteral("pause") : QStringLiteral("active");
        const QString begin = manner.gapFree ? QStringLiteral("skep node update --availability drain --gap-free ")
                                             : QStringLiteral("docker node update --availability %1 ").arg(word);
        QStringList commands;
        for (const QString& name : names)
            commands << begin + name;
        return commands.join(u'\n');
    }
    case NodeChange::Promote:
        return QStringLiteral("docker node promote ") + names.join(u' ');
    case NodeChange::Demote:
        return QStringLiteral("docker node demote ") + names.join(u' ');
    case NodeChange::Remove:
        return (manner.force ? QStringLiteral("docker node rm --force ") : QStringLiteral("docker node rm ")) + names.join(u' ');
    }
    return {};
}

} // namespace skep::ui

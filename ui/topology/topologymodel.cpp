#include "ui/topology/topologymodel.h"

#include "ui/actions/quorum.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace skep::ui::topology {
namespace {

struct TopologyText
{
    Q_DECLARE_TR_FUNCTIONS(Topology)
};

constexpr QLatin1String NodeLabels("node.labels."), EngineLabels("engine.labels.");

// 0: best.
int severity(api::TaskState state)
{
    using api::TaskState;
    if (state == TaskState::Failed || state == TaskState::Rejected)
        return 4;
    if (state == TaskState::Orphaned)
        return 3;
    if (state <= TaskState::Pending)
        return 2;
    return state < TaskState::Running ? 1 : 0;
}

void reserve(NodeView& shownNode, const api::Node& node, std::int64_t cpus, std::int64_t memory)
{
    const api::Resources& all = node.description.resources;
    if (all.nanoCpus > 0) {
        shownNode.cpuShare = double(cpus) / double(all.nanoCpus);
        shownNode.cpuText = TopologyText::tr("%1 of %2 CPUs reserved").arg(cpusText(cpus), cpusText(all.nanoCpus));
    }
    if (all.memoryBytes > 0) {
        shownNode.memoryShare = double(memory) / double(all.memoryBytes);
        shownNode.memoryText
            = TopologyText::tr("%1 of %2 memory reserved").arg(bytesText(memory), bytesText(all.memoryBytes));
    }
}

} // namespace

QString Grouping::name() const
{
    return byRole() ? QString() : (by == By::NodeLabel ? NodeLabels : EngineLabels) + key;
}

Grouping Grouping::named(const QString& name)
{
    for (const auto& [by, prefix] : {std::pair(By::NodeLabel, NodeLabels), {By::EngineLabel, EngineLabels}})
        if (name.startsWith(prefix) && name.size() > prefix.size())
            return {by, name.mid(prefix.size())};
    return {};
}

QString Grouping::title() const
{
    switch (by) {
    case By::Role:
        return TopologyText::tr("role");
    case By::NodeLabel:
        return key;
    case By::EngineLabel:
        return TopologyText::tr("%1 (engine)", "a label of the engine").arg(key);
    }
    return {};
}

QString Grouping::valueOf(const api::Node& node) const
{
    if (byRole())
        return {};
    const auto& labels = by == By::NodeLabel ? node.spec.labels : node.description.engine.labels;
    const auto value = labels.find(key.toStdString());
    return value == labels.end() ? QString() : qstr(value->second);
}

QString Grouping::bandTitle(const QString& value) const
{
    return value.isEmpty() ? TopologyText::tr("no %1").arg(title()) : title() + QStringLiteral(" = ") + value;
}

QColor NodeView::worstColour() const
{
    const Theme& t = theme();
    if (state == api::NodeState::Down)
        return t.fail;
    if (state != api::NodeState::Ready)
        return t.lost;
    const Pip* worst = nullptr;
    for (const Pip& pip : pips)
        if (!worst || severity(pip.state) > severity(worst->state))
            worst = &pip;
    return worst ? markColor(worst->state) : t.border;
}

QString NodeView::sentence() const
{
    QStringList parts{name,
        leader ? TopologyText::tr("leader") : roleText(manager ? api::NodeRole::Manager : api::NodeRole::Worker),
        stateText(state), availabilityText(availability)};
    if (!group.isEmpty())
        parts << group;
    parts << TopologyText::tr("%n task(s)", nullptr, int(pips.size()));
    for (const QString& text : {cpuText, memoryText})
        if (!text.isEmpty())
            parts << text;
    return parts.join(QStringLiteral(", "));
}

bool shown(const api::Task& task)
{
    return task.desiredState <= api::TaskState::Running || !isTerminal(task.status.state);
}

NodeView nodeView(const store::View& view, const api::Node& node, const Grouping& grouping)
{
    NodeView result;
    result.id = node.id;
    result.name = nodeName(node);
    result.manager = isManager(node);
    result.leader = isLeader(node);
    result.reachable = !node.managerStatus || node.managerStatus->reachability == api::Reachability::Reachable;
    result.state = node.status.state;
    result.availability = node.spec.availability;
    result.group = grouping.valueOf(node);
    std::int64_t cpus = 0, memory = 0;
    for (const auto& task : view.tasksOfNode(node.id)) {
        if (!shown(*task))
            continue;
        result.pips.push_back({task->id, task->serviceId, taskNameOn(*task, node.id), task->status.state});
        if (!isTerminal(task->status.state) && task->spec.resources && task->spec.resources->reservations) {
            cpus += task->spec.resources->reservations->nanoCpus;
            memory += task->spec.resources->reservations->memoryBytes;
        }
    }
    std::sort(result.pips.begin(), result.pips.end(), [](const Pip& a, const Pip& b) {
        if (a.name != b.name)
            return naturalLess(a.name, b.name);
        return a.id < b.id;
    });
    reserve(result, node, cpus, memory);
    return result;
}

QString taskSentence(const store::View& view, const api::Task& task, Timestamp now)
{
    const auto node = view.get<api::Node>(task.nodeId);
    const QString name = task.slot ? TopologyText::tr("%1 slot %2").arg(qstr(task.serviceName)).arg(task.slot)
                                   : qstr(task.serviceName);
    QStringList parts{name,
        node ? TopologyText::tr("%1 on %2").arg(stateText(task.status.state), nodeName(*node))
             : stateText(task.status.state)};
    if (!task.status.timestamp.isZero())
        parts << ageText(task.status.timestamp, now);
    if (!task.status.err.empty())
        parts << qstr(task.status.err);
    return parts.join(QStringLiteral(", "));
}

bool isUnplaced(const api::Task& task)
{
    return task.nodeId.empty() && task.desiredState <= api::TaskState::Running
        && task.status.state <= api::TaskState::Pending;
}

Unplaced unplacedView(const api::Task& task)
{
    const std::string& reason = task.status.err.empty() ? task.status.message : task.status.err;
    return {task.id, qstr(api::taskShortName(task)), reason.empty() ? stateText(task.status.state) : qstr(reason)};
}

std::vector<Grouping> labelGroupings(const store::View& view)
{
    std::vector<Grouping> all;
    for (const auto by : {Grouping::By::NodeLabel, Grouping::By::EngineLabel}) {
        std::set<QString, bool (*)(const QString&, const QString&)> keys(naturalLess);
        for (const auto& node : view.all<api::Node>())
            for (const auto& [key, value] :
                by == Grouping::By::NodeLabel ? node->spec.labels : node->description.engine.labels)
                if (!key.empty() && !value.empty())
                    keys.insert(qstr(key));
        for (const QString& key : keys)
            all.push_back({by, key});
    }
    return all;
}

QColor serviceTint(std::string_view serviceId)
{
    // FNV: the same service has the same hue in every window.
    std::uint32_t hash = 2166136261u;
    for (const char c : serviceId)
        hash = (hash ^ std::uint8_t(c)) * 16777619u;
    return membershipTint(int(hash % MembershipTints));
}

} // namespace skep::ui::topology

#include "shared/scheduler/explain.h"

#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/defaults.h"
#include "shared/scheduler/quantity.h"
#include "shared/scheduler/ranking.h"
#include "shared/scheduler/scheduler.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace skep::scheduler {

namespace {

std::string nameOf(const NodeAccount& node)
{
    const std::string& hostname = node.node()->description.hostname;
    return hostname.empty() ? node.id() : hostname;
}

void addClause(std::string& text, const std::string& clause)
{
    if (!text.empty())
        text += " and ";
    text += clause;
}

std::string remedyForReady(const NodeAccount& node)
{
    std::string text;
    if (node.node()->status.state != api::NodeState::Ready)
        addClause(text, "bring node " + nameOf(node) + " back");
    const api::Availability availability = node.node()->spec.availability;
    if (availability == api::Availability::Pause || availability == api::Availability::Drain)
        addClause(text, "set the availability of node " + nameOf(node) + " to active");
    return text;
}

struct Amount {
    std::int64_t asked, free, total;
    std::string (*text)(std::int64_t);
    const char* unit;
};

// What is there can be freed; what the node does not have at all cannot.
std::string remedyFor(const Amount& amount, const std::string& node)
{
    const std::string free = amount.text(amount.free);
    if (amount.asked <= amount.total)
        return "free " + amount.text(amount.asked - amount.free) + amount.unit + " on node " + node
            + (amount.free > 0 ? " (or reserve no more than " + free + ')' : std::string());
    if (amount.free > 0)
        return "reserve no more than " + free + amount.unit + " (node " + node + " has " + amount.text(amount.total)
            + ')';
    return "add a node with " + amount.text(amount.asked) + amount.unit;
}

std::string remedyForResources(const Probe& probe)
{
    const Holding& asked = probe.demand.holding;
    const api::Resources& total = probe.node.node()->description.resources;
    const std::int64_t cpus = probe.node.freeNanoCpus(), memory = probe.node.freeMemoryBytes();
    std::string text;
    if (asked.nanoCpus > 0 && asked.nanoCpus > cpus)
        addClause(text, remedyFor({asked.nanoCpus, cpus, total.nanoCpus, cpuText, " CPUs"}, nameOf(probe.node)));
    if (asked.memoryBytes > 0 && asked.memoryBytes > memory)
        addClause(text,
            remedyFor(
                {asked.memoryBytes, memory, total.memoryBytes, memoryText, " of memory"}, nameOf(probe.node)));
    for (const GenericNeed& need : asked.generic) {
        const std::int64_t free = probe.node.freeGeneric(need.kind);
        if (need.count > free)
            addClause(
                text, "free " + std::to_string(need.count - free) + ' ' + need.kind + " on node " + nameOf(probe.node));
    }
    return text;
}

std::string remedyForConstraint(const api::Constraint& constraint, const NodeAccount& node)
{
    const bool isEqual = constraint.op == api::Constraint::Op::Equal;
    const std::string name = nameOf(node);
    if (const auto label = nodeLabelOf(constraint.key); !label.empty()) {
        if (isEqual)
            return "set label " + std::string(label) + '=' + constraint.value + " on node " + name;
        return "remove label " + std::string(label) + " from node " + name;
    }
    // Only role and labels can be changed on a node; anything else is a fact about it.
    const api::NodeRole role = roleOf(*node.node());
    if (isRoleKey(constraint.key) && role == api::NodeRole::Worker)
        return "promote node " + name;
    if (isRoleKey(constraint.key) && role == api::NodeRole::Manager)
        return "demote node " + name;
    return "drop the constraint " + toText(constraint);
}

std::string remedyForConstraints(const Probe& probe)
{
    std::string text;
    for (const api::Constraint& constraint : probe.demand.constraints)
        if (!matches(*probe.node.node(), constraint))
            addClause(text, remedyForConstraint(constraint, probe.node));
    return text;
}

std::string remedyForPlugins(const Probe& probe)
{
    std::string text;
    for (const PluginNeed& need : probe.demand.plugins) {
        const Demand only{.plugins = {need}};
        if (!isEligible(only, probe.node))
            addClause(text, "install the " + need.type + " plugin " + need.name + " on node " + nameOf(probe.node));
    }
    return text;
}

std::string remedyForPlatform(const NodeAccount& node)
{
    const api::Platform own = normalised(node.node()->description.platform);
    return "use an image for " + own.os + '/' + own.architecture;
}

std::string remedyForPorts(const Probe& probe)
{
    std::string text;
    for (const HostPort& port : probe.demand.holding.hostPorts)
        if (!probe.node.isPortFree(port))
            addClause(text,
                "free port " + std::to_string(port.port) + '/' + std::string(api::text(port.protocol)) + " on node "
                    + nameOf(probe.node));
    return text;
}

std::vector<Suggestion> suggestionsFor(const std::vector<std::pair<std::string, Suggestion>>& perNode)
{
    std::map<std::string, Suggestion> merged; // by text: what helps on several nodes is one suggestion
    for (const auto& [nodeId, suggestion] : perNode) {
        Suggestion& into = merged.try_emplace(suggestion.text, suggestion).first->second;
        into.nodeIds.push_back(nodeId);
    }
    std::vector<Suggestion> result;
    for (const auto& [text, suggestion] : merged)
        result.push_back(suggestion);
    std::ranges::stable_sort(result, [](const Suggestion& a, const Suggestion& b) {
        return std::tuple(a.changes, b.nodeIds.size()) < std::tuple(b.changes, a.nodeIds.size());
    });
    if (result.size() > MaxSuggestions)
        result.resize(MaxSuggestions);
    return result;
}

// The nodes of one explanation as they are looked at.
struct Matrix {
    std::vector<NodeVerdict> verdicts;
    std::vector<Candidate> fitting;
    std::vector<std::pair<std::string, Suggestion>> suggestions; // node id → what it would take
    FailureCounts failures;
    std::optional<FilterId> firstFailure; // of the last node
};

void judge(Matrix& matrix, const Probe& probe, const Candidate& candidate)
{
    NodeVerdict verdict{.nodeId = probe.node.id(),
        .hostname = probe.node.node()->description.hostname,
        .failures = candidate.failures,
        .tasksOfService = candidate.ofService,
        .tasks = candidate.active};
    Suggestion suggestion;
    for (const FilterId filter : allFailing(probe)) {
        verdict.failing.push_back({.filter = filter, .reason = reason(filter, probe)});
        addClause(suggestion.text, remedy(filter, probe));
        ++suggestion.changes;
    }
    matrix.firstFailure.reset();
    if (verdict.failing.empty()) {
        matrix.fitting.push_back(candidate);
    } else {
        matrix.firstFailure = verdict.failing.front().filter;
        matrix.failures.add(*matrix.firstFailure);
        matrix.suggestions.emplace_back(verdict.nodeId, std::move(suggestion));
    }
    matrix.verdicts.push_back(std::move(verdict));
}

void sortVerdicts(Matrix& matrix)
{
    std::ranges::sort(matrix.fitting, isBetter);
    std::map<std::string_view, std::uint32_t> ranks;
    for (const Candidate& candidate : matrix.fitting)
        ranks.emplace(candidate.node->id(), static_cast<std::uint32_t>(ranks.size() + 1));
    for (NodeVerdict& verdict : matrix.verdicts)
        if (const auto rank = ranks.find(verdict.nodeId); rank != ranks.end())
            verdict.rank = rank->second;
    std::ranges::sort(
        matrix.verdicts, {}, [](const NodeVerdict& v) { return std::tuple(v.failing.size(), v.rank, v.nodeId); });
}

} // namespace

std::string remedy(FilterId filter, const Probe& probe)
{
    switch (filter) {
    case FilterId::Ready:
        return remedyForReady(probe.node);
    case FilterId::Resources:
        return remedyForResources(probe);
    case FilterId::Plugins:
        return remedyForPlugins(probe);
    case FilterId::Constraints:
        return remedyForConstraints(probe);
    case FilterId::Platform:
        return remedyForPlatform(probe.node);
    case FilterId::HostPorts:
        return remedyForPorts(probe);
    case FilterId::MaxReplicas:
        return "allow more than " + std::to_string(probe.demand.maxReplicas) + " replicas per node";
    }
    return {};
}

Result<Explanation> Scheduler::explain(const store::View& view, std::string_view taskId) const
{
    const auto task = view.get<api::Task>(taskId);
    if (!task)
        return fail(ErrorCode::NotFound, "task " + std::string(taskId) + " not found");
    const TrackedTask* tracked = m_book->find(taskId);
    const ServiceTally* tally = m_book->tally(task->serviceId);
    const Demand demand = demandOf(*task, m_book->drivers());
    const bool isPreassigned = task->status.state <= api::TaskState::Pending && !task->nodeId.empty();

    Matrix matrix;
    // Accounts of its own, so that the task's place can be given back in one of them and ranking can point to it.
    std::vector<std::unique_ptr<NodeAccount>> accounts;
    for (const NodeAccount* known : m_book->nodes().byIndex()) {
        if (!known || !known->node() || (isPreassigned && known->id() != task->nodeId))
            continue;
        NodeAccount& account = *accounts.emplace_back(std::make_unique<NodeAccount>(*known));
        std::uint32_t ofService = tally ? tally->active(account.index()) : 0;
        if (tracked && tracked->isBooked && tracked->node == known) {
            account.release(tracked->holding, tracked->generic);
            if (tracked->isActive) {
                account.removeActive();
                ofService -= tally ? 1 : 0;
            }
        }
        const std::uint32_t failures = tally ? tally->failures(account.index(), task->specVersion) : 0;
        const std::uint64_t ring = tally ? tally->ring() : ringPosition(task->serviceId);
        judge(matrix, {.demand = demand, .node = account, .ofService = ofService},
            {.failures = failures < FaultyAfter ? 0 : failures,
                .ofService = ofService,
                .active = account.active(),
                .distance = ringDistance(ring, account.ring()),
                .node = &account});
    }

    Explanation explanation{.taskId = task->id, .serviceId = task->serviceId, .nodeId = task->nodeId};
    sortVerdicts(matrix);
    if (matrix.fitting.empty()) {
        explanation.summary = isPreassigned && matrix.firstFailure ? scheduler::explain(*matrix.firstFailure, 1)
                                                                   : matrix.failures.noSuitableNode();
        explanation.suggestions = suggestionsFor(matrix.suggestions);
    }
    explanation.nodes = std::move(matrix.verdicts);
    return explanation;
}

Result<Explanation> explain(const store::View& view, std::string_view taskId, Timestamp now)
{
    Scheduler scheduler;
    scheduler.start(view, now);
    if (!now.isZero())
        scheduler.recallFailures(view, now);
    return scheduler.explain(view, taskId);
}

} // namespace skep::scheduler

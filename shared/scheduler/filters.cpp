#include "shared/scheduler/filters.h"

#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/quantity.h"

#include <algorithm>

namespace skep::scheduler {

namespace {

std::string counted(std::string_view text, std::size_t nodes)
{
    return std::string(text) + (nodes == 1 ? " on 1 node" : " on " + std::to_string(nodes) + " nodes");
}

void addClause(std::string& text, const std::string& clause)
{
    if (!text.empty())
        text += ", ";
    text += clause;
}

struct ReadyFilter {
    static bool applies(const Demand&) { return true; }
    static bool check(const Probe& probe) { return probe.node.isReady(); }
    static std::string explain(std::size_t nodes)
    {
        return nodes == 1 ? "1 node not available for new tasks"
                          : std::to_string(nodes) + " nodes not available for new tasks";
    }
    static std::string reason(const Probe& probe)
    {
        const api::Node& node = *probe.node.node();
        std::string text;
        if (node.status.state != api::NodeState::Ready)
            addClause(text, "node is " + std::string(api::text(node.status.state)));
        if (node.spec.availability == api::Availability::Pause || node.spec.availability == api::Availability::Drain)
            addClause(text, "availability is " + std::string(api::text(node.spec.availability)));
        return text;
    }
};

struct ResourceFilter {
    static bool applies(const Demand& demand)
    {
        const Holding& asked = demand.holding;
        return asked.nanoCpus > 0 || asked.memoryBytes > 0 || !asked.generic.empty();
    }
    static bool check(const Probe& probe) { return probe.node.hasResources(probe.demand.holding); }
    static std::string explain(std::size_t nodes) { return counted("insufficient resources", nodes); }
    static std::string reason(const Probe& probe)
    {
        const Holding& asked = probe.demand.holding;
        std::string text;
        if (asked.nanoCpus > 0 && asked.nanoCpus > probe.node.freeNanoCpus())
            addClause(text,
                "needs " + cpuText(asked.nanoCpus) + " CPUs, " + cpuText(probe.node.freeNanoCpus()) + " are free");
        if (asked.memoryBytes > 0 && asked.memoryBytes > probe.node.freeMemoryBytes())
            addClause(text,
                "needs " + memoryText(asked.memoryBytes) + " of memory, " + memoryText(probe.node.freeMemoryBytes())
                    + " are free");
        for (const GenericNeed& need : asked.generic) {
            const std::int64_t free = probe.node.freeGeneric(need.kind);
            if (need.count > free)
                addClause(text,
                    "needs " + std::to_string(need.count) + ' ' + need.kind + ", " + std::to_string(free)
                        + " are free");
        }
        return text;
    }
};

struct PluginFilter {
    static bool applies(const Demand& demand) { return !demand.plugins.empty(); }
    static bool has(const api::Node& node, const PluginNeed& need)
    {
        const api::EngineDescription& engine = node.description.engine;
        if (engine == api::EngineDescription{}) // a node that reports no engine is not judged
            return true;
        bool reportsType = false;
        for (const api::EnginePlugin& plugin : engine.plugins) {
            if (plugin.type != need.type)
                continue;
            reportsType = true;
            if (plugin.name == need.name || plugin.name == need.name + ":latest")
                return true;
        }
        return need.type == "Log" && !reportsType;
    }
    static bool check(const Probe& probe)
    {
        return std::ranges::all_of(
            probe.demand.plugins, [&](const PluginNeed& need) { return has(*probe.node.node(), need); });
    }
    static std::string explain(std::size_t nodes) { return counted("missing plugin", nodes); }
    static std::string reason(const Probe& probe)
    {
        std::string text;
        for (const PluginNeed& need : probe.demand.plugins)
            if (!has(*probe.node.node(), need))
                addClause(text, need.type + " plugin " + need.name + " is missing");
        return text;
    }
};

struct ConstraintFilter {
    static bool applies(const Demand& demand) { return !demand.constraints.empty(); }
    static bool check(const Probe& probe) { return matches(*probe.node.node(), probe.demand.constraints); }
    static std::string explain(std::size_t nodes) { return counted("scheduling constraints not satisfied", nodes); }
    static std::string reason(const Probe& probe)
    {
        std::string text;
        for (const api::Constraint& constraint : probe.demand.constraints)
            if (!matches(*probe.node.node(), constraint))
                addClause(text,
                    "needs " + toText(constraint) + ", it is \"" + valueOf(*probe.node.node(), constraint.key) + '"');
        return text;
    }
};

struct PlatformFilter {
    static bool applies(const Demand& demand) { return !demand.platforms.empty(); }
    static bool check(const Probe& probe) { return isOfPlatform(*probe.node.node(), probe.demand.platforms); }
    static std::string explain(std::size_t nodes) { return counted("unsupported platform", nodes); }
    static std::string name(const api::Platform& platform)
    {
        const auto orAny = [](const std::string& text) { return text.empty() ? std::string("any") : text; };
        return orAny(platform.os) + '/' + orAny(platform.architecture);
    }
    static std::string reason(const Probe& probe)
    {
        std::string wanted;
        for (const api::Platform& platform : probe.demand.platforms)
            wanted += (wanted.empty() ? "" : " or ") + name(platform);
        const api::Platform own = normalised(probe.node.node()->description.platform);
        return "needs " + wanted + ", it is " + (own == api::Platform{} ? "unknown" : name(own));
    }
};

struct HostPortFilter {
    static bool applies(const Demand& demand) { return !demand.holding.hostPorts.empty(); }
    static bool check(const Probe& probe) { return probe.node.hasPorts(probe.demand.holding); }
    static std::string explain(std::size_t nodes) { return counted("host-mode port already in use", nodes); }
    static std::string reason(const Probe& probe)
    {
        std::string text;
        for (const HostPort& port : probe.demand.holding.hostPorts)
            if (!probe.node.isPortFree(port))
                addClause(text,
                    "port " + std::to_string(port.port) + '/' + std::string(api::text(port.protocol)) + " is in use");
        return text;
    }
};

struct MaxReplicasFilter {
    static bool applies(const Demand& demand) { return demand.maxReplicas > 0; }
    static bool check(const Probe& probe) { return probe.ofService < probe.demand.maxReplicas; }
    static std::string explain(std::size_t) { return "max replicas per node limit exceed"; }
    static std::string reason(const Probe& probe)
    {
        return "has " + std::to_string(probe.ofService) + " of at most " + std::to_string(probe.demand.maxReplicas)
            + " replicas";
    }
};

struct Filter {
    FilterId id;
    bool (*applies)(const Demand&);
    bool (*check)(const Probe&);
    std::string (*explain)(std::size_t nodes);
    std::string (*reason)(const Probe&);
};

template <class F>
constexpr Filter row(FilterId id)
{
    return {id, &F::applies, &F::check, &F::explain, &F::reason};
}

constexpr std::array<Filter, FilterCount> Pipeline{row<ReadyFilter>(FilterId::Ready),
    row<ResourceFilter>(FilterId::Resources), row<PluginFilter>(FilterId::Plugins),
    row<ConstraintFilter>(FilterId::Constraints), row<PlatformFilter>(FilterId::Platform),
    row<HostPortFilter>(FilterId::HostPorts), row<MaxReplicasFilter>(FilterId::MaxReplicas)};

const Filter& at(FilterId id)
{
    return Pipeline[static_cast<std::size_t>(id)];
}

template <class F>
bool passes(const Probe& probe)
{
    return !F::applies(probe.demand) || F::check(probe);
}

} // namespace

std::optional<FilterId> firstFailing(const Probe& probe)
{
    for (const Filter& filter : Pipeline)
        if (filter.applies(probe.demand) && !filter.check(probe))
            return filter.id;
    return std::nullopt;
}

std::vector<FilterId> allFailing(const Probe& probe)
{
    std::vector<FilterId> failing;
    for (const Filter& filter : Pipeline)
        if (filter.applies(probe.demand) && !filter.check(probe))
            failing.push_back(filter.id);
    return failing;
}

bool isEligible(const Demand& demand, const NodeAccount& node)
{
    const Probe probe{.demand = demand, .node = node};
    return passes<PluginFilter>(probe) && passes<ConstraintFilter>(probe) && passes<PlatformFilter>(probe);
}

bool hasRoom(const Probe& probe)
{
    return passes<MaxReplicasFilter>(probe) && passes<ResourceFilter>(probe) && passes<HostPortFilter>(probe);
}

std::string explain(FilterId filter, std::size_t nodes)
{
    return at(filter).explain(nodes);
}

std::string reason(FilterId filter, const Probe& probe)
{
    return at(filter).reason(probe);
}

std::string FailureCounts::text() const
{
    std::array<FilterId, FilterCount> order{};
    std::ranges::transform(Pipeline, order.begin(), &Filter::id);
    const auto count = [this](FilterId id) { return m_counts[static_cast<std::size_t>(id)]; };
    std::ranges::stable_sort(order, std::ranges::greater{}, count);
    std::string text;
    for (const FilterId id : order)
        if (count(id) > 0)
            text += (text.empty() ? "" : "; ") + explain(id, count(id));
    return text;
}

std::string FailureCounts::noSuitableNode() const
{
    const std::string causes = text();
    return causes.empty() ? "no suitable node" : "no suitable node (" + causes + ')';
}

} // namespace skep::scheduler

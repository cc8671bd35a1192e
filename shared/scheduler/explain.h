#pragma once

#include "shared/scheduler/filters.h"
#include "shared/store/store.h"

#include <string>
#include <string_view>
#include <vector>

// Why a task is not placed, or where it would go: the answer to tasks/{id}/explain.
namespace skep::scheduler {

// One filter's no to one node.
struct Finding {
    FilterId filter = FilterId::Ready;
    std::string reason; // asked and found

    template <class V>
    static void fields(V& v)
    {
        v(1, "Filter", &Finding::filter, api::Omit::Never);
        v(2, "Reason", &Finding::reason, api::Omit::Never);
    }
    bool operator==(const Finding&) const = default;
};

struct NodeVerdict {
    std::string nodeId, hostname;
    std::vector<Finding> failing; // every filter that says no; none: the task fits
    // What the ranking goes by among nodes that fit. Failures are recent ones of this spec version, once they count.
    std::uint32_t failures = 0, tasksOfService = 0, tasks = 0;
    std::uint32_t rank = 0; // 1 is the first choice without spread preferences; 0: does not fit

    template <class V>
    static void fields(V& v)
    {
        v(1, "NodeID", &NodeVerdict::nodeId, api::Omit::Never);
        v(2, "Hostname", &NodeVerdict::hostname, api::Omit::Never);
        v(3, "Failing", &NodeVerdict::failing, api::Omit::Never);
        v(4, "RecentFailures", &NodeVerdict::failures, api::Omit::Never);
        v(5, "TasksOfService", &NodeVerdict::tasksOfService, api::Omit::Never);
        v(6, "Tasks", &NodeVerdict::tasks, api::Omit::Never);
        v(7, "Rank", &NodeVerdict::rank, api::Omit::Never);
    }
    bool operator==(const NodeVerdict&) const = default;
};

// A change that would make the task fit, and where.
struct Suggestion {
    std::string text; // "set label zone=a on node worker1 and free 0.5 CPUs on node worker1"
    std::vector<std::string> nodeIds;
    std::uint32_t changes = 0; // how many things have to change

    template <class V>
    static void fields(V& v)
    {
        v(1, "Text", &Suggestion::text, api::Omit::Never);
        v(2, "NodeIDs", &Suggestion::nodeIds, api::Omit::Never);
        v(3, "Changes", &Suggestion::changes, api::Omit::Never);
    }
    bool operator==(const Suggestion&) const = default;
};

struct Explanation {
    std::string taskId, serviceId;
    std::string nodeId; // where it is (or must be: global services); "" when it waits for any node
    std::string summary; // the error the task carries while it waits; "" when it fits somewhere
    std::vector<NodeVerdict> nodes; // those that fit by rank, then the others by number of failing filters, then id
    std::vector<Suggestion> suggestions; // fewest changes first, then most nodes; none when it fits

    template <class V>
    static void fields(V& v)
    {
        v(1, "TaskID", &Explanation::taskId, api::Omit::Never);
        v(2, "ServiceID", &Explanation::serviceId, api::Omit::Empty);
        v(3, "NodeID", &Explanation::nodeId, api::Omit::Empty);
        v(4, "Summary", &Explanation::summary, api::Omit::Never);
        v(5, "Nodes", &Explanation::nodes, api::Omit::Never);
        v(6, "Suggestions", &Explanation::suggestions, api::Omit::Never);
    }
    bool operator==(const Explanation&) const = default;
};

// Scheduler::explain() for a view that no scheduler follows (a client's mirror, a simulation). Recent failures are those
// on record; without `now`, none.
[[nodiscard]] Result<Explanation> explain(const store::View& view, std::string_view taskId, Timestamp now = {});

// The smallest change that makes the node pass a filter it fails.
[[nodiscard]] std::string remedy(FilterId filter, const Probe& probe);

} // namespace skep::scheduler

template <>
struct skep::api::EnumText<skep::scheduler::FilterId> {
    using Id = skep::scheduler::FilterId;
    static constexpr std::pair<Id, std::string_view> Table[] = {{Id::Ready, "ready"}, {Id::Resources, "resources"},
        {Id::Plugins, "plugins"}, {Id::Constraints, "constraints"}, {Id::Platform, "platform"},
        {Id::HostPorts, "host-ports"}, {Id::MaxReplicas, "max-replicas"}};
    static std::string invalid(std::string_view t) { return "invalid filter: \"" + std::string(t) + "\""; }
};

#pragma once

#include "shared/scheduler/nodeaccount.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The filter pipeline of orchestration.md §7.4. A filter is a struct and a line in the table of filters.cpp.
namespace skep::scheduler {

// In pipeline order.
enum class FilterId : std::uint8_t { Ready = 0, Resources, Plugins, Constraints, Platform, HostPorts, MaxReplicas };
inline constexpr std::size_t FilterCount = 7;

// One question: may one more task with this demand, of a service with that many active tasks on the node, go there? The
// node is a known one (node.node() is not null).
struct Probe {
    const Demand& demand;
    const NodeAccount& node;
    std::uint32_t ofService = 0;
};

// The first filter that says no; nullopt when the node will do.
[[nodiscard]] std::optional<FilterId> firstFailing(const Probe& probe);
// All that say no, in pipeline order.
[[nodiscard]] std::vector<FilterId> allFailing(const Probe& probe);

// The pipeline in two halves, for speed: what only the node's description decides (the same for all nodes' load), and
// what changes with every task placed. Together, with isReady(), they are firstFailing() == nullopt.
[[nodiscard]] bool isEligible(const Demand& demand, const NodeAccount& node);
[[nodiscard]] bool hasRoom(const Probe& probe);

// What the filter says of `nodes` nodes: "insufficient resources on 2 nodes".
[[nodiscard]] std::string explain(FilterId filter, std::size_t nodes);
// Why it says no to this one, asked and found: "needs 2 CPUs, 0.5 are free". Only for a filter that does.
[[nodiscard]] std::string reason(FilterId filter, const Probe& probe);

// Counts first failures over nodes and puts them into words.
class FailureCounts {
public:
    void add(FilterId filter) { ++m_counts[static_cast<std::size_t>(filter)]; }
    // "2 nodes not available for new tasks; insufficient resources on 1 node": most failures first. Empty when there
    // were none.
    [[nodiscard]] std::string text() const;
    // "no suitable node (…)", or "no suitable node" when there are no nodes at all.
    [[nodiscard]] std::string noSuitableNode() const;

private:
    std::array<std::size_t, FilterCount> m_counts{};
};

} // namespace skep::scheduler

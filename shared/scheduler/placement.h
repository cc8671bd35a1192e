#pragma once

#include "shared/scheduler/nodetable.h"
#include "shared/scheduler/ranking.h"
#include "shared/scheduler/servicetally.h"
#include "shared/scheduler/spreadtree.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace skep::scheduler {

// Ready nodes from the emptiest on, each once. Among equally full ones the first is the one that comes next after
// `start` on the ring. Costs what is walked, not what there is.
class RingWalk {
public:
    RingWalk(const NodeOrder& order, std::uint64_t start);
    // Null at the end.
    [[nodiscard]] NodeAccount* next();

private:
    const NodeOrder& m_order;
    std::uint64_t m_start;
    NodeOrder::const_iterator m_at;
    std::uint32_t m_active = 0;
    bool m_hasWrapped = false;
};

// Finds nodes for the interchangeable tasks of one service, best first (orchestration.md §7.7, §7.8): fewest tasks of
// the service, then fewest tasks; with spread preferences, by branch first. Cheap for few tasks as for many: for few it
// walks nodes in order of load and stops, for many it ranks all eligible ones once.
class Placement {
public:
    // `tally` may be null: a task without service. All must outlive this. `tasks` is about how many will be placed.
    Placement(NodeTable& nodes, const Demand& demand, const ServiceTally* tally, const api::Version& version,
        std::size_t tasks);

    // The best node that still passes every filter; null when there is none. The caller books the task on it (claim,
    // active, tally) before asking again.
    [[nodiscard]] NodeAccount* next();
    // Nodes looked at so far.
    [[nodiscard]] std::size_t visits() const { return m_visits; }

private:
    [[nodiscard]] Candidate candidate(NodeAccount& node) const;
    [[nodiscard]] std::uint32_t penalty(std::uint32_t index) const;
    [[nodiscard]] bool fits(const NodeAccount& node);
    void rankAll(NodeTable& nodes);
    void rankKnown(const NodeTable& nodes);
    void growTree(const NodeTable& nodes);
    [[nodiscard]] NodeAccount* nextOfWalk();

    const Demand& m_demand;
    const ServiceTally* m_tally;
    const Eligibility& m_eligibility;
    std::uint64_t m_ring;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_faulty;
    CandidateHeap m_ranked;
    std::optional<RingWalk> m_walk;
    std::optional<SpreadTree> m_tree;
    std::size_t m_visits = 0;
};

} // namespace skep::scheduler

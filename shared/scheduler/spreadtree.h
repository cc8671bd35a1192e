#pragma once

#include "shared/scheduler/ranking.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace skep::scheduler {

// Nodes by their label values, one level per spread preference: orchestration.md §7.8. Branches, not nodes, are
// balanced: each task goes down the branch with the fewest tasks of the service, at every level. Nodes without the
// label form a branch of their own.
class SpreadTree {
public:
    // `ring` is the service's place, which breaks ties between branches.
    explicit SpreadTree(std::uint64_t ring)
        : m_ring(ring)
    {
    }

    // Counts tasks of the service that are under `path` (a value per level), on nodes of any kind. A branch exists once
    // it was named.
    void addTasks(const std::vector<std::string>& path, std::uint64_t tasks);
    // A node that may take tasks.
    void addCandidate(const std::vector<std::string>& path, const Candidate& candidate);

    // The node for the next task, counted as placed; null when no branch has one. A node that does not fit is not asked
    // again.
    [[nodiscard]] NodeAccount* next(const std::function<bool(const NodeAccount&)>& fits);

private:
    struct Branch {
        std::uint64_t tasks = 0, distance = 0;
        std::map<std::string, std::unique_ptr<Branch>> children;
        CandidateHeap candidates; // of a leaf
        std::vector<Branch*> usable; // children that may have room, as a heap, once started
    };

    [[nodiscard]] Branch& leaf(const std::vector<std::string>& path, std::uint64_t tasks);
    void start(Branch& branch);
    [[nodiscard]] NodeAccount* nextBelow(Branch& branch, const std::function<bool(const NodeAccount&)>& fits);
    [[nodiscard]] static bool comesLater(const Branch* a, const Branch* b);

    std::uint64_t m_ring;
    Branch m_root;
    bool m_hasStarted = false;
};

// The descriptors that name a label, node.labels.x or engine.labels.x: nothing else can be spread over.
[[nodiscard]] std::vector<std::string> spreadLevels(const std::vector<std::string>& descriptors);

} // namespace skep::scheduler

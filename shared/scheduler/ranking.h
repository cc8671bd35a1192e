#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

// Which node is better for a service: orchestration.md §7.6.
namespace skep::scheduler {

class NodeAccount;

// Where a name stands on a ring of 2^64 places: the same on every machine and in every run, evenly spread.
[[nodiscard]] std::uint64_t ringPosition(std::string_view name);

// Among equals a service prefers the node that comes next after itself on the ring. So services start at different
// nodes, and nodes kept in ring order need no sorting per service.
[[nodiscard]] constexpr std::uint64_t ringDistance(std::uint64_t service, std::uint64_t node)
{
    return node - service;
}

// A node as one service sees it. Smaller is better.
struct Candidate {
    std::uint32_t failures = 0; // recent ones, 0 while there are fewer than FaultyAfter
    std::uint32_t ofService = 0; // active tasks of the service there
    std::uint32_t active = 0; // active tasks there
    std::uint64_t distance = 0; // ringDistance()
    NodeAccount* node = nullptr;
};

[[nodiscard]] bool isBetter(const Candidate& a, const Candidate& b);

// Candidates with the best one at hand.
class CandidateHeap {
public:
    void add(const Candidate& candidate);
    [[nodiscard]] bool empty() const { return m_heap.empty(); }
    // Takes the best out; there must be one.
    [[nodiscard]] Candidate take();

private:
    std::vector<Candidate> m_heap;
};

} // namespace skep::scheduler

#include "shared/scheduler/placement.h"

#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/filters.h"

#include <algorithm>

namespace skep::scheduler {

RingWalk::RingWalk(const NodeOrder& order, std::uint64_t start)
    : m_order(order)
    , m_start(start)
    , m_at(order.begin())
{
    if (m_at == order.end())
        return;
    m_active = m_at->active;
    m_at = order.lower_bound({m_active, m_start, nullptr});
}

NodeAccount* RingWalk::next()
{
    while (true) {
        const bool isInRow
            = m_at != m_order.end() && m_at->active == m_active && !(m_hasWrapped && m_at->ring >= m_start);
        if (isInRow)
            return (m_at++)->node;
        if (!m_hasWrapped) {
            m_hasWrapped = true;
            m_at = m_order.lower_bound({m_active, 0, nullptr});
            continue;
        }
        const auto nextRow = m_order.lower_bound({m_active + 1, 0, nullptr});
        if (nextRow == m_order.end())
            return nullptr;
        m_active = nextRow->active;
        m_hasWrapped = false;
        m_at = m_order.lower_bound({m_active, m_start, nullptr});
    }
}

Placement::Placement(
    NodeTable& nodes, const Demand& demand, const ServiceTally* tally, const api::Version& version, std::size_t tasks)
    : m_demand(demand)
    , m_tally(tally)
    , m_eligibility(nodes.eligibility(demand))
    , m_ring(tally ? tally->ring() : ringPosition({}))
{
    if (tally)
        m_faulty = tally->faulty(version);
    const std::size_t eligible = m_eligibility.count();
    if (!spreadLevels(demand.spread).empty()) {
        growTree(nodes);
    } else if (eligible > 2 * tasks && eligible * eligible > tasks * nodes.known()) {
        // A walk looks at known/eligible nodes for each one that is eligible; ranking looks at all `eligible`.
        m_walk.emplace(nodes.order(), m_ring);
        rankKnown(nodes);
    } else {
        rankAll(nodes);
    }
}

std::uint32_t Placement::penalty(std::uint32_t index) const
{
    const auto found = std::ranges::lower_bound(m_faulty, index, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
    return found != m_faulty.end() && found->first == index ? found->second : 0;
}

Candidate Placement::candidate(NodeAccount& node) const
{
    return {.failures = penalty(node.index()),
        .ofService = m_tally ? m_tally->active(node.index()) : 0,
        .active = node.active(),
        .distance = ringDistance(m_ring, node.ring()),
        .node = &node};
}

bool Placement::fits(const NodeAccount& node)
{
    ++m_visits;
    return hasRoom({.demand = m_demand, .node = node, .ofService = m_tally ? m_tally->active(node.index()) : 0});
}

void Placement::rankAll(NodeTable& nodes)
{
    for (NodeAccount* node : nodes.byIndex())
        if (node && m_eligibility.contains(node->index()) && node->isReady())
            m_ranked.add(candidate(*node));
    m_visits += m_eligibility.count();
}

// The nodes that a walk in order of load would get wrong.
void Placement::rankKnown(const NodeTable& nodes)
{
    const auto rank = [&](std::uint32_t index) {
        NodeAccount* node = nodes.byIndex()[index];
        if (node && m_eligibility.contains(index) && node->isReady())
            m_ranked.add(candidate(*node));
    };
    if (m_tally)
        for (const auto& [index, active] : m_tally->activeByNode())
            rank(index);
    for (const auto& [index, failures] : m_faulty)
        if (m_tally->active(index) == 0)
            rank(index);
}

void Placement::growTree(const NodeTable& nodes)
{
    const std::vector<std::string> levels = spreadLevels(m_demand.spread);
    m_tree.emplace(m_ring);
    std::vector<std::string> path(levels.size());
    for (NodeAccount* node : nodes.byIndex()) {
        if (!node || !node->node())
            continue;
        std::ranges::transform(
            levels, path.begin(), [&](const std::string& level) { return valueOf(*node->node(), level); });
        const Candidate seen = candidate(*node);
        m_tree->addTasks(path, seen.ofService);
        if (m_eligibility.contains(node->index()) && node->isReady())
            m_tree->addCandidate(path, seen);
    }
    m_visits += nodes.known();
}

NodeAccount* Placement::nextOfWalk()
{
    while (NodeAccount* node = m_walk->next()) {
        const std::uint32_t index = node->index();
        const bool isRanked = penalty(index) > 0 || (m_tally && m_tally->active(index) > 0);
        if (!isRanked && m_eligibility.contains(index) && fits(*node))
            return node;
        ++m_visits;
    }
    m_walk.reset();
    return nullptr;
}

NodeAccount* Placement::next()
{
    if (m_tree)
        return m_tree->next([this](const NodeAccount& node) { return fits(node); });
    if (m_walk) {
        if (NodeAccount* node = nextOfWalk()) {
            Candidate placed = candidate(*node);
            ++placed.ofService;
            ++placed.active;
            m_ranked.add(placed);
            return node;
        }
    }
    while (!m_ranked.empty()) {
        Candidate best = m_ranked.take();
        if (!fits(*best.node))
            continue;
        ++best.ofService;
        ++best.active;
        m_ranked.add(best);
        return best.node;
    }
    return nullptr;
}

} // namespace skep::scheduler

#include "shared/scheduler/servicetally.h"

#include "shared/scheduler/defaults.h"
#include "shared/scheduler/ranking.h"

#include <algorithm>

namespace skep::scheduler {

namespace {

using Active = std::pair<std::uint32_t, std::uint32_t>;

} // namespace

ServiceTally::ServiceTally(std::string id)
    : m_id(std::move(id))
    , m_ring(ringPosition(m_id))
{
}

std::uint32_t ServiceTally::active(std::uint32_t node) const
{
    const auto found = std::ranges::lower_bound(m_active, node, {}, &Active::first);
    return found == m_active.end() || found->first != node ? 0 : found->second;
}

void ServiceTally::add(std::uint32_t node)
{
    const auto found = std::ranges::lower_bound(m_active, node, {}, &Active::first);
    if (found != m_active.end() && found->first == node)
        ++found->second;
    else
        m_active.insert(found, {node, 1});
}

void ServiceTally::remove(std::uint32_t node)
{
    const auto found = std::ranges::lower_bound(m_active, node, {}, &Active::first);
    if (--found->second == 0)
        m_active.erase(found);
}

void ServiceTally::noteFailure(std::uint32_t node, const api::Version& version, Timestamp at)
{
    m_failures[{version, node}].push_back(at);
}

std::uint32_t ServiceTally::failures(std::uint32_t node, const api::Version& version) const
{
    const auto found = m_failures.find({version, node});
    return found == m_failures.end() ? 0 : static_cast<std::uint32_t>(found->second.size());
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> ServiceTally::faulty(const api::Version& version) const
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> nodes;
    for (auto it = m_failures.lower_bound({version, 0}); it != m_failures.end() && it->first.first == version; ++it)
        if (it->second.size() >= FaultyAfter)
            nodes.emplace_back(it->first.second, static_cast<std::uint32_t>(it->second.size()));
    return nodes;
}

void ServiceTally::forgetFailuresUntil(Timestamp at)
{
    for (auto& [where, times] : m_failures)
        times.erase(times.begin(), std::upper_bound(times.begin(), times.end(), at));
    std::erase_if(m_failures, [](const auto& entry) { return entry.second.empty(); });
}

void ServiceTally::forgetFailuresOn(std::uint32_t node)
{
    std::erase_if(m_failures, [node](const auto& entry) { return entry.first.second == node; });
}

} // namespace skep::scheduler

#include "shared/scheduler/nodeaccount.h"

#include "shared/scheduler/ranking.h"

#include <algorithm>

namespace skep::scheduler {

namespace {

// Adds `amount` and forgets what came to nothing.
template <class K>
void add(std::map<K, std::int64_t, std::less<>>& counts, const K& key, std::int64_t amount)
{
    const auto entry = counts.try_emplace(key, 0).first;
    entry->second += amount;
    if (entry->second == 0)
        counts.erase(entry);
}

} // namespace

NodeAccount::NodeAccount(std::string id, std::uint32_t index)
    : m_id(std::move(id))
    , m_index(index)
    , m_ring(ringPosition(m_id))
{
}

bool NodeAccount::isReady() const
{
    if (!m_node || m_node->status.state != api::NodeState::Ready)
        return false;
    const api::Availability availability = m_node->spec.availability;
    return availability != api::Availability::Pause && availability != api::Availability::Drain;
}

std::int64_t NodeAccount::freeGeneric(std::string_view kind) const
{
    const auto named = m_named.find(kind);
    std::int64_t free = 0;
    for (const auto& declared : m_node->description.resources.generic) {
        if (declared.discrete && declared.discrete->kind == kind)
            free += declared.discrete->value;
        if (declared.named && declared.named->kind == kind
            && (named == m_named.end() || !named->second.contains(declared.named->value)))
            ++free;
    }
    const auto taken = m_discrete.find(kind);
    return taken == m_discrete.end() ? free : free - taken->second;
}

bool NodeAccount::hasResources(const Holding& asked) const
{
    if (asked.nanoCpus > 0 && asked.nanoCpus > freeNanoCpus())
        return false;
    if (asked.memoryBytes > 0 && asked.memoryBytes > freeMemoryBytes())
        return false;
    return std::ranges::all_of(
        asked.generic, [this](const GenericNeed& need) { return need.count <= freeGeneric(need.kind); });
}

bool NodeAccount::hasPorts(const Holding& asked) const
{
    return std::ranges::all_of(asked.hostPorts, [this](const HostPort& port) { return isPortFree(port); });
}

std::vector<api::GenericResource> NodeAccount::pickGeneric(const std::vector<GenericNeed>& needs) const
{
    std::vector<api::GenericResource> picked;
    for (const auto& need : needs) {
        std::int64_t missing = need.count;
        const auto taken = m_named.find(need.kind);
        for (const auto& declared : m_node->description.resources.generic) {
            if (missing == 0)
                break;
            if (!declared.named || declared.named->kind != need.kind)
                continue;
            if (taken != m_named.end() && taken->second.contains(declared.named->value))
                continue;
            picked.push_back({.named = declared.named});
            --missing;
        }
        if (missing > 0)
            picked.push_back({.discrete = api::DiscreteResource{.kind = need.kind, .value = missing}});
    }
    return picked;
}

void NodeAccount::book(const Holding& holding, const std::vector<api::GenericResource>& generic, std::int64_t sign)
{
    m_nanoCpus += sign * holding.nanoCpus;
    m_memoryBytes += sign * holding.memoryBytes;
    for (const HostPort& port : holding.hostPorts)
        add(m_ports, port, sign);
    for (const auto& resource : generic) {
        if (resource.named) {
            auto& values = m_named[resource.named->kind];
            const auto entry = values.try_emplace(resource.named->value, 0).first;
            entry->second += sign;
            if (entry->second == 0)
                values.erase(entry);
            if (values.empty())
                m_named.erase(resource.named->kind);
        }
        if (resource.discrete)
            add(m_discrete, resource.discrete->kind, sign * resource.discrete->value);
    }
}

} // namespace skep::scheduler

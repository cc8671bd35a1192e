#include "shared/scheduler/nodetable.h"

#include "shared/scheduler/filters.h"

#include <tuple>
#include <utility>

namespace skep::scheduler {

namespace {

// Each set costs a bit per node and a judgement per node event.
constexpr std::size_t MaxEligibilitySets = 1'000;

} // namespace

Eligibility::Eligibility(Demand demand)
    : m_demand(std::move(demand))
{
}

void Eligibility::update(const NodeAccount& node)
{
    set(node.index(), node.node() && isEligible(m_demand, node));
}

bool Eligibility::contains(std::uint32_t index) const
{
    return index < m_in.size() && m_in[index];
}

void Eligibility::set(std::uint32_t index, bool in)
{
    if (index >= m_in.size())
        m_in.resize(index + 1);
    if (m_in[index] == in)
        return;
    m_in[index] = in;
    m_count += in ? 1 : std::size_t(-1);
}

bool Standing::operator<(const Standing& other) const
{
    const auto left = std::tie(active, ring), right = std::tie(other.active, other.ring);
    if (left != right)
        return left < right;
    if (!node || !other.node) // only keys made for searching have none
        return !node && other.node;
    return node->id() < other.node->id();
}

NodeAccount& NodeTable::at(std::string_view id)
{
    const auto known = m_ids.find(id);
    if (known != m_ids.end())
        return *m_places[known->second].account;
    std::uint32_t index = static_cast<std::uint32_t>(m_places.size());
    if (m_freeIndexes.empty()) {
        m_places.emplace_back();
        m_byIndex.push_back(nullptr);
    } else {
        index = m_freeIndexes.back();
        m_freeIndexes.pop_back();
    }
    m_places[index].account = std::make_unique<NodeAccount>(std::string(id), index);
    m_byIndex[index] = m_places[index].account.get();
    m_ids.emplace(id, index);
    return *m_places[index].account;
}

NodeAccount* NodeTable::find(std::string_view id) const
{
    const auto known = m_ids.find(id);
    return known == m_ids.end() ? nullptr : m_places[known->second].account.get();
}

void NodeTable::setNode(const store::Ptr<api::Node>& node)
{
    NodeAccount& account = at(node->id);
    const bool isNew = !account.node();
    const bool isRedescribed = isNew || account.node()->description != node->description
        || account.node()->spec.labels != node->spec.labels || account.node()->spec.role != node->spec.role
        || account.node()->role != node->role || account.node()->status.addr != node->status.addr;
    account.setNode(node);
    m_known += isNew ? 1 : 0;
    if (isRedescribed)
        judge(account);
    moved(account);
}

void NodeTable::removeNode(NodeAccount& account)
{
    if (!account.node())
        return;
    account.setNode(nullptr);
    --m_known;
    judge(account);
    moved(account);
}

void NodeTable::drop(NodeAccount& account)
{
    Place& place = m_places[account.index()];
    removeNode(account);
    settle(place);
    m_freeIndexes.push_back(account.index());
    m_byIndex[account.index()] = nullptr;
    m_ids.erase(account.id());
    place.account.reset();
}

void NodeTable::moved(NodeAccount& account)
{
    Place& place = m_places[account.index()];
    if (place.hasMoved)
        return;
    place.hasMoved = true;
    m_moved.push_back(account.index());
}

const NodeOrder& NodeTable::order()
{
    for (const std::uint32_t index : m_moved)
        settle(m_places[index]);
    m_moved.clear();
    return m_order;
}

void NodeTable::settle(Place& place)
{
    place.hasMoved = false;
    const bool stood = std::exchange(place.stands, place.account && place.account->isReady());
    if (stood && place.stands) {
        if (place.standing->active == place.account->active())
            return;
        auto standing = m_order.extract(place.standing);
        standing.value().active = place.account->active();
        place.standing = m_order.insert(std::move(standing)).position;
    } else if (stood) {
        m_order.erase(place.standing);
    } else if (place.stands) {
        place.standing = m_order.insert({place.account->active(), place.account->ring(), place.account.get()}).first;
    }
}

void NodeTable::judge(const NodeAccount& account)
{
    for (auto& [key, eligibility] : m_eligibility)
        eligibility.update(account);
}

const Eligibility& NodeTable::eligibility(const Demand& demand)
{
    const auto [entry, isNew] = m_eligibility.try_emplace(eligibilityKey(demand), demand);
    if (isNew)
        for (const NodeAccount* account : m_byIndex)
            if (account)
                entry->second.update(*account);
    return entry->second;
}

void NodeTable::pruneEligibility()
{
    if (m_eligibility.size() > MaxEligibilitySets)
        m_eligibility.clear();
}

} // namespace skep::scheduler

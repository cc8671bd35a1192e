#include "daemon/allocator/subnet.h"

namespace skep::allocator {

Subnet::Subnet(const IpPrefix& prefix, const std::optional<IpPrefix>& range, const IpAddress& gateway)
    : m_prefix(prefix.network())
    , m_first(range ? m_prefix.offsetOf(range->network().address).value_or(0) : 0)
    , m_last(m_first + (range ? range->size() : m_prefix.size()) - 1)
    , m_gateway(m_prefix.offsetOf(gateway).value_or(0))
    , m_next(m_first)
{
}

bool Subnet::isReserved(std::uint64_t offset) const
{
    return offset == m_gateway || offset == 0 || (!m_prefix.address.v6 && offset + 1 == m_prefix.size());
}

std::optional<IpAddress> Subnet::take(const std::string& owner)
{
    // One turn: `offset` runs from the next place to the last and on from the first. Taken ones are passed over in
    // order.
    std::uint64_t offset = m_next;
    for (std::uint64_t turn = 0; turn <= m_last - m_first; ++turn, offset = offset == m_last ? m_first : offset + 1) {
        if (m_owners.size() > m_last - m_first)
            return std::nullopt;
        if (isReserved(offset) || !m_owners.try_emplace(offset, owner).second)
            continue;
        m_next = offset == m_last ? m_first : offset + 1;
        return m_prefix.at(offset);
    }
    return std::nullopt;
}

bool Subnet::claim(const IpAddress& address, const std::string& owner)
{
    const auto offset = m_prefix.offsetOf(address);
    if (!offset)
        return false;
    const auto [held, isNew] = m_owners.try_emplace(*offset, owner);
    if (isNew && *offset >= m_next && *offset <= m_last) // what was handed out last is most likely the highest
        m_next = *offset == m_last ? m_first : *offset + 1;
    return held->second == owner;
}

bool Subnet::release(const IpAddress& address, const std::string& owner)
{
    const auto offset = m_prefix.offsetOf(address);
    const auto held = offset ? m_owners.find(*offset) : m_owners.end();
    if (held == m_owners.end() || held->second != owner)
        return false;
    m_owners.erase(held);
    return true;
}

} // namespace skep::allocator

#pragma once

#include "shared/base/ipaddress.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace skep::allocator {

// Addresses of one subnet and who holds each. Handed out one after the other, so that a released address rests as long
// as possible (orchestration.md §8.4).
class Subnet {
public:
    // Hands out only from `range`, if given. The gateway, and in IPv4 the first and last address, are never given out.
    Subnet(const IpPrefix& prefix, const std::optional<IpPrefix>& range, const IpAddress& gateway);

    [[nodiscard]] const IpPrefix& prefix() const { return m_prefix; }
    // nullopt when none is free.
    [[nodiscard]] std::optional<IpAddress> take(const std::string& owner);
    // False when it is not of this subnet, or held by someone else.
    bool claim(const IpAddress& address, const std::string& owner);
    // Whether `owner` held it.
    bool release(const IpAddress& address, const std::string& owner);

private:
    [[nodiscard]] bool isReserved(std::uint64_t offset) const;

    IpPrefix m_prefix;
    std::uint64_t m_first, m_last; // offsets that may be handed out, inclusive
    std::uint64_t m_gateway;
    std::uint64_t m_next;
    std::map<std::uint64_t, std::string> m_owners; // by offset
};

} // namespace skep::allocator

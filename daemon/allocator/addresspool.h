#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <set>
#include <string>

namespace skep::allocator {

// The IPv4 addresses of one subnet: handed out one after the other, wrapping, so that one just released is not reused at once
// (orchestration.md §8.4). Network, broadcast and gateway address are never handed out.
class AddressPool {
public:
    // `subnet`: "10.0.0.0/24". Error InvalidArgument.
    [[nodiscard]] static Result<AddressPool> create(const std::string& subnet, const std::string& gateway);

    // "10.0.0.7/24". Error ResourceExhausted naming the subnet.
    [[nodiscard]] Result<std::string> take();
    // Marks an address ("10.0.0.7/24" or without the mask) as handed out before. False if it is not of this subnet or taken.
    bool reserve(const std::string& address);
    void release(const std::string& address);

private:
    std::string m_subnet;
    std::uint32_t m_base = 0, m_last = 0, m_next = 0; // host numbers in [1, m_last]
    unsigned m_prefix = 24;
    std::set<std::uint32_t> m_taken;
};

} // namespace skep::allocator

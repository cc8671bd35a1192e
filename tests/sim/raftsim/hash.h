#pragma once

#include <cstdint>
#include <string_view>

#include "daemon/raft/entry.h"

namespace skep::raftsim {

// FNV-1a over 64-bit words.
class Hash
{
public:
    Hash& add(std::uint64_t value);
    Hash& add(std::string_view text);
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 14695981039346656037ULL;
};

[[nodiscard]] std::uint64_t hashOf(const raft::Entry& entry);

} // namespace skep::raftsim

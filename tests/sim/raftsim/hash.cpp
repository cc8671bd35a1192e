#include "hash.h"

namespace skep::raftsim {

Hash& Hash::add(std::uint64_t value)
{
    m_value = (m_value ^ value) * 1099511628211ULL;
    m_value ^= m_value >> 29;
    return *this;
}

Hash& Hash::add(std::string_view text)
{
    add(text.size());
    for (const char c : text)
        add(static_cast<unsigned char>(c));
    return *this;
}

std::uint64_t hashOf(const raft::Entry& entry)
{
    Hash hash;
    hash.add(entry.term.value).add(entry.index.value).add(static_cast<std::uint64_t>(entry.kind));
    if (entry.data)
        hash.add(*entry.data);
    if (entry.configuration) {
        for (const auto* group :
            {&entry.configuration->voters, &entry.configuration->outgoing, &entry.configuration->learners}) {
            hash.add(group->size());
            for (const auto& [id, member] : *group)
                hash.add(id.value).add(member.address);
        }
        for (const raft::RaftId id : entry.configuration->removed)
            hash.add(id.value);
    }
    return hash.value();
}

} // namespace skep::raftsim

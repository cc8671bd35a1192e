#include "daemon/raft/entry.h"

namespace skep::raft {

namespace {

// What an entry costs besides its payload: its header here and on the wire, and a member's record in a configuration.
constexpr std::size_t EntryOverhead = 32;
constexpr std::size_t MemberOverhead = 96;

template <class T>
bool sameValue(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace

std::size_t Entry::cost() const
{
    std::size_t cost = EntryOverhead;
    if (data)
        cost += data->size();
    if (configuration)
        cost += MemberOverhead * (configuration->memberIds().size() + configuration->removed.size() / 8);
    return cost;
}

bool operator==(const Entry& a, const Entry& b)
{
    return a.term == b.term && a.index == b.index && a.kind == b.kind && sameValue(a.data, b.data)
        && sameValue(a.configuration, b.configuration);
}

Entry makeEntry(Term term, Index index, Bytes data)
{
    return {.term = term, .index = index, .data = std::make_shared<const Bytes>(std::move(data))};
}

Entry makeEntry(Term term, Index index, Configuration configuration)
{
    return {.term = term,
        .index = index,
        .kind = EntryKind::Configuration,
        .configuration = std::make_shared<const Configuration>(std::move(configuration))};
}

} // namespace skep::raft

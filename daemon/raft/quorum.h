#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "daemon/raft/configuration.h"
#include "daemon/raft/mutations.h"
#include "daemon/raft/types.h"

namespace skep::raft {

// More than half of `count`.
[[nodiscard]] constexpr std::size_t majority(std::size_t count)
{
    return count / 2 + 1;
}

enum class Tally
{
    Open,
    Won,
    Lost, // cannot be won any more
};

// Those whose votes and acknowledgements count: one group, or two while joint. Without any voter nothing has a quorum.
class Electorate
{
public:
    explicit Electorate(const Configuration& configuration, const Mutations& mutations = {});

    // All voters of both groups, ascending.
    [[nodiscard]] const std::vector<RaftId>& all() const { return m_all; }

    // Votes of others than voters are not counted; a voter without an entry has not answered.
    [[nodiscard]] Tally tally(const std::map<RaftId, bool>& votes) const;

    // The highest value that a majority of each group has reached; T{} without voters.
    template <class T>
    [[nodiscard]] T reached(const std::function<T(RaftId)>& valueOf) const
    {
        const T value = reachedBy(m_voters, valueOf);
        return m_outgoing.empty() ? value : std::min(value, reachedBy(m_outgoing, valueOf));
    }

private:
    using Group = std::vector<RaftId>;

    template <class T>
    static T reachedBy(const Group& group, const std::function<T(RaftId)>& valueOf)
    {
        if (group.empty())
            return T{};
        std::vector<T> values;
        values.reserve(group.size());
        for (const RaftId id : group)
            values.push_back(valueOf(id));
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(group.size() - majority(group.size()));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    }
    static Tally tallyOf(const Group& group, const std::map<RaftId, bool>& votes);

    Group m_voters;
    Group m_outgoing;
    Group m_all;
};

} // namespace skep::raft

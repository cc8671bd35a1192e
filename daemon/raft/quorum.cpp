#include "daemon/raft/quorum.h"

namespace skep::raft {

Electorate::Electorate(const Configuration& configuration, const Mutations& mutations)
{
    for (const auto& [id, member] : configuration.voters)
        m_voters.push_back(id);
    if (mutations.learnersInQuorum) {
        for (const auto& [id, member] : configuration.learners)
            m_voters.push_back(id);
    }
    if (!mutations.jointNeedsNewOnly) {
        for (const auto& [id, member] : configuration.outgoing)
            m_outgoing.push_back(id);
    }
    std::ranges::sort(m_voters);
    std::ranges::set_union(m_voters, m_outgoing, std::back_inserter(m_all));
}

Tally Electorate::tally(const std::map<RaftId, bool>& votes) const
{
    const Tally voters = tallyOf(m_voters, votes);
    if (m_outgoing.empty())
        return voters;
    const Tally outgoing = tallyOf(m_outgoing, votes);
    if (voters == Tally::Lost || outgoing == Tally::Lost)
        return Tally::Lost;
    return voters == Tally::Won && outgoing == Tally::Won ? Tally::Won : Tally::Open;
}

Tally Electorate::tallyOf(const Group& group, const std::map<RaftId, bool>& votes)
{
    std::size_t granted = 0;
    std::size_t refused = 0;
    for (const RaftId id : group) {
        if (const auto vote = votes.find(id); vote != votes.end())
            ++(vote->second ? granted : refused);
    }
    if (granted >= majority(group.size()))
        return Tally::Won;
    return group.size() - refused >= majority(group.size()) ? Tally::Open : Tally::Lost;
}

} // namespace skep::raft

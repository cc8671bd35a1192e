#include "daemon/raft/raft.h"

namespace skep::raft {

void Raft::campaign()
{
    if (!m_fault && m_role == Role::Follower && mayCampaign())
        startPreVote();
}

void Raft::tickFollower()
{
    ++m_electionElapsed;
    if (m_electionElapsed < m_electionTimeout)
        return;
    if (!mayCampaign()) {
        m_leader = {};
        dropReads();
        resetElectionTimer();
        return;
    }
    // A slow disk is no reason to think the leader dead: what it sent is still being written.
    m_campaignHeld = m_writes.hasEntriesUnderway();
    if (!m_campaignHeld)
        startPreVote();
}

// Whoever is being taken out may be needed until that is committed: its log may be the only one that has the change. It
// then asks the others without counting itself (Raft thesis §4.2.2).
bool Raft::mayCampaign() const
{
    return !m_removed
        && (m_log.configuration()->isVoter(m_config.self) || m_log.configurationAt(m_commit)->isVoter(m_config.self));
}

bool Raft::hasLiveLeader() const
{
    return isLeader() || (m_leader && m_now - m_leaderHeardAt < m_config.electionTicks);
}

void Raft::startPreVote()
{
    becomeFollower(m_term, {}); // forgets the leader: two candidates that still trust it would refuse each other
    m_role = Role::PreCandidate;
    resetElectionTimer();
    m_votes[m_config.self] = true; // promises nothing, so it need not be durable
    for (const RaftId id : m_electorate.all()) {
        if (id != m_config.self)
            send(id, {m_term.value + 1}, PreVoteRequest{m_log.last(), m_log.lastTerm()});
    }
    countVotes();
}

void Raft::startElection(bool forced)
{
    becomeFollower({m_term.value + 1}, {});
    m_role = Role::Candidate;
    m_vote = m_config.self;
    resetElectionTimer();
    // After the write: else a candidate that crashes could stand again in this term, with a shorter log.
    for (const RaftId id : m_electorate.all()) {
        if (id != m_config.self)
            sendAfterWrite(id, m_term, VoteRequest{m_log.last(), m_log.lastTerm(), forced});
    }
}

void Raft::countVotes()
{
    switch (m_electorate.tally(m_votes)) {
    case Tally::Open:
        break;
    case Tally::Won:
        if (m_role == Role::PreCandidate)
            startElection(false);
        else
            becomeLeader();
        break;
    case Tally::Lost:
        becomeFollower(m_term, {});
        break;
    }
}

void Raft::on(const Message& message, const PreVoteRequest& request)
{
    if (message.term > m_term && hasLiveLeader())
        return;
    const bool upToDate
        = m_config.mutations.noLogCheckInPreVote || m_log.isUpToDate(request.lastIndex, request.lastTerm);
    const bool granted = message.term > m_term && upToDate;
    sendAfterWrite(message.from, granted ? message.term : m_term, PreVoteResponse{granted});
}

void Raft::on(const Message& message, const PreVoteResponse& response)
{
    const bool isForThisRound = !response.granted || message.term == Term{m_term.value + 1};
    if (m_role != Role::PreCandidate || !isForThisRound)
        return;
    m_votes.emplace(message.from, response.granted);
    countVotes();
}

void Raft::on(const Message& message, const VoteRequest& request)
{
    const bool isFree = m_vote == message.from || (!m_vote && !m_leader) || m_config.mutations.voteTwicePerTerm;
    const bool upToDate = m_config.mutations.noLogCheckInVote || m_log.isUpToDate(request.lastIndex, request.lastTerm);
    const bool granted = isFree && upToDate;
    if (granted) {
        m_vote = message.from;
        m_electionElapsed = 0;
    }
    if (m_config.mutations.voteBeforeDurable)
        send(message.from, m_term, VoteResponse{granted});
    else
        sendAfterWrite(message.from, m_term, VoteResponse{granted});
}

void Raft::on(const Message& message, const VoteResponse& response)
{
    if (m_role != Role::Candidate)
        return;
    m_votes.emplace(message.from, response.granted);
    countVotes();
}

void Raft::on(const Message& message, const TimeoutNow&)
{
    if (m_role == Role::Follower && message.from == m_leader && mayCampaign())
        startElection(true);
}

} // namespace skep::raft

#include "daemon/raft/raft.h"

#include <algorithm>
#include <limits>

#include "shared/base/assert.h"

namespace skep::raft {

namespace {

HardState readBack(const Config& config, const PersistedState& state)
{
    return {state.term, config.mutations.forgetVoteOnRestart ? RaftId{} : state.vote, state.commit};
}

} // namespace

Raft::Raft(Config config, PersistedState state, std::uint64_t seed)
    : m_config(config)
    , m_rng(seed)
    , m_log(Index{}, Term{}, std::move(state.initial), state.entries)
    , m_writes(readBack(config, state), m_log.last(), config.mutations.trustOldWriteAcks)
    , m_electorate(*m_log.configuration(), config.mutations)
    , m_term(state.term)
    , m_vote(readBack(config, state).vote)
{
    SKEP_ASSERT(check(m_config, state), "a replica starts from a state that check() accepts");
    m_nextToken = {m_rng.next(), 1};
    commitTo(state.commit);
    drawElectionTimeout();
}

void Raft::tick()
{
    if (m_fault)
        return;
    ++m_now;
    if (isLeader()) {
        tickLeader();
    } else {
        tickForwardedReads();
        tickFollower();
    }
}

void Raft::persisted(WriteSeq seq)
{
    if (m_fault)
        return;
    m_writes.persisted(seq);
    if (m_campaignHeld && !m_writes.hasEntriesUnderway())
        resetElectionTimer();
    // The own vote counts once it is durable; one for an earlier term never does.
    const HardState& hard = m_writes.durableHard();
    if (m_role == Role::Candidate && hard.term == m_term && hard.vote == m_config.self) {
        m_votes[m_config.self] = true;
        countVotes();
    }
}

void Raft::applied(Index index)
{
    SKEP_ASSERT(index <= m_delivered, "only delivered entries are applied");
    m_applied = std::max(m_applied, index);
    m_applyingBytes = m_log.cost(m_applied, m_delivered);
}

void Raft::unreachable(RaftId id)
{
    if (const auto found = m_progress.find(id); found != m_progress.end())
        found->second.unreachable();
}

Output Raft::takeOutput()
{
    Output output;
    if (!m_fault && isLeader()) {
        do
            advanceCommit();
        while (finishJoint()); // fewer are needed then, so that more may be committed
        stepDownIfExcluded();
    }
    if (!m_fault && isLeader()) {
        continueTransfer();
        if (m_heartbeatDue || m_reads.wantsRound(m_round))
            broadcastHeartbeat();
        confirmReads();
        replicate();
    }
    if (!m_fault) {
        deliver(output);
        takeWrite(output);
        output.messages = std::exchange(m_messages, {});
    }
    output.reads = std::exchange(m_readStates, {});
    output.soft = {m_leader, m_role, m_term};
    output.removed = m_removed;
    output.fault = m_fault;
    return output;
}

void Raft::deliver(Output& output)
{
    const Index limit = m_config.mutations.applyBeforeDurable ? m_commit : std::min(m_commit, m_writes.durable());
    while (m_delivered < limit && m_applyingBytes < m_config.limits.applyBytes) {
        m_delivered = m_delivered + 1;
        output.committed.push_back(m_log.at(m_delivered));
        m_applyingBytes += output.committed.back().cost();
    }
}

void Raft::takeWrite(Output& output)
{
    const HardState hard{m_term, m_vote, m_commit};
    if (m_writes.isBehind(hard, m_log) || (!m_afterWrite.empty() && !m_writes.isIdle())) {
        output.write = m_writes.take(hard, m_log);
        output.write->afterWrite = std::exchange(m_afterWrite, {});
    } else {
        // Everything that these promise is durable already.
        std::ranges::move(std::exchange(m_afterWrite, {}), std::back_inserter(m_messages));
    }
}

Status Raft::status() const
{
    Status status{
        .self = m_config.self,
        .term = m_term,
        .vote = m_vote,
        .role = m_role,
        .leader = m_leader,
        .commit = m_commit,
        .applied = m_applied,
        .last = m_log.last(),
        .lastTerm = m_log.lastTerm(),
        .durable = m_writes.durable(),
        .ticksSinceLeader = isLeader() ? 0 : m_now - m_leaderHeardAt,
        .configuration = m_log.configuration(),
        .configurationIndex = m_log.configurationIndex(),
        .configurationCommitted = m_log.configurationIndex() <= m_commit,
        .transferee = m_transferee,
        .readable = isLeader() && hasCommittedInTerm(),
        .removed = m_removed,
        .uncommittedBytes = m_uncommittedBytes,
        .pendingReads = m_reads.size() + m_forwarded.size(),
        .ignoredMessages = m_ignored,
    };
    for (const auto& [id, progress] : m_progress) {
        const std::uint64_t silence = m_now - progress.lastContact();
        status.followers.push_back({
            .id = id,
            .isLearner = !status.configuration->isVoter(id),
            .match = progress.match(),
            .next = progress.next(),
            .state = progress.state(),
            .recentActive = silence < m_config.electionTicks,
            .ticksSinceContact = silence,
            .inflightMessages = progress.inflight().messages(),
            .inflightBytes = progress.inflight().bytes(),
        });
    }
    return status;
}

void Raft::send(RaftId to, Term term, Body body)
{
    m_messages.push_back({m_config.self, to, term, std::move(body)});
}

void Raft::sendAfterWrite(RaftId to, Term term, Body body)
{
    m_afterWrite.push_back({m_config.self, to, term, std::move(body)});
}

void Raft::becomeFollower(Term term, RaftId leader)
{
    if (term > m_term) {
        m_term = term;
        m_vote = {};
    }
    dropReads();
    if (isLeader()) {
        m_progress.clear();
        m_uncommittedBytes = 0;
        m_transferee = {};
        m_leaderHeardAt = m_now;
    }
    // A mere follower goes on waiting: a new term is no sign of life of a leader.
    if (m_role != Role::Follower)
        m_electionElapsed = 0;
    m_role = Role::Follower;
    m_leader = leader;
    m_votes.clear();
    drawElectionTimeout();
}

void Raft::resetElectionTimer()
{
    m_electionElapsed = 0;
    m_campaignHeld = false;
    drawElectionTimeout();
}

void Raft::drawElectionTimeout()
{
    m_electionTimeout = m_config.electionTicks + static_cast<unsigned>(m_rng.below(m_config.electionTicks));
}

void Raft::heardFromLeader(RaftId leader)
{
    m_leader = leader;
    m_leaderHeardAt = m_now;
    m_electionElapsed = 0;
    m_campaignHeld = false;
}

void Raft::commitTo(Index index)
{
    if (isLeader())
        m_uncommittedBytes -= m_log.cost(m_commit, index);
    m_commit = index;
    if (m_log.configurationAt(m_commit)->removed.contains(m_config.self))
        m_removed = true;
}

bool Raft::hasCommittedInTerm() const
{
    return m_log.term(m_commit) == m_term;
}

void Raft::stop(std::string why)
{
    becomeFollower(m_term, {});
    m_fault = Error{ErrorCode::DataLoss, std::move(why)};
}

} // namespace skep::raft

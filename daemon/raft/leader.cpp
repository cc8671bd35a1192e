#include "daemon/raft/raft.h"

#include <algorithm>
#include <limits>

namespace skep::raft {

namespace {

constexpr Round Newest{std::numeric_limits<std::uint64_t>::max()};

} // namespace

void Raft::becomeLeader()
{
    m_role = Role::Leader;
    m_leader = m_config.self;
    m_votes.clear();
    m_electionElapsed = 0;
    m_heartbeatElapsed = 0;
    m_heartbeatDue = false;
    m_windowRound = m_round;
    m_transferee = {};
    m_toldRemovedAt = m_log.configurationIndex() <= m_commit ? m_log.configurationIndex() : Index{};
    m_uncommittedBytes = m_log.cost(m_commit, m_log.last());
    activateConfiguration();
    // Entries of earlier terms commit only under one of this term (Raft §5.4.2).
    appendOwn(makeEntry({}, {}, Bytes{}));
}

void Raft::tickLeader()
{
    if (++m_heartbeatElapsed >= m_config.heartbeatTicks) {
        m_heartbeatElapsed = 0;
        m_heartbeatDue = true;
    }
    if (m_transferee && ++m_transferElapsed >= m_config.electionTicks)
        m_transferee = {};
    if (++m_electionElapsed >= m_config.electionTicks) {
        m_electionElapsed = 0;
        checkQuorum();
    }
}

// A leader that a quorum does not follow must fall silent, so that those who still hear it can elect another. Only
// echoes of rounds begun in this window count: older ones may have been under way since before the cut.
void Raft::checkQuorum()
{
    const Round echoed = m_electorate.reached<Round>([this](RaftId id) {
        const auto found = m_progress.find(id);
        return id == m_config.self ? Newest : found == m_progress.end() ? Round{} : found->second.echoed();
    });
    if (echoed <= m_windowRound && !m_config.mutations.noCheckQuorum) {
        becomeFollower(m_term, {});
        return;
    }
    m_windowRound = m_round;
    m_heartbeatDue = true;
}

Result<void> Raft::checkMayPropose() const
{
    if (m_fault)
        return Failure(*m_fault);
    if (!isLeader())
        return fail(ErrorCode::Unavailable, "this node is not the leader");
    if (m_transferee)
        return fail(ErrorCode::Unavailable, "leadership is being transferred to another node");
    return {};
}

Result<ProposeResult> Raft::propose(Bytes data)
{
    SKEP_CHECK(checkMayPropose());
    const Limits& limits = m_config.limits;
    if (data.size() > limits.entryBytes)
        return fail(ErrorCode::InvalidArgument,
            "a change of " + std::to_string(data.size()) + " bytes is larger than the limit of "
                + std::to_string(limits.entryBytes) + " bytes");
    Entry entry = makeEntry({}, {}, std::move(data));
    if (m_uncommittedBytes > 0 && m_uncommittedBytes + entry.cost() > limits.uncommittedBytes)
        return fail(ErrorCode::ResourceExhausted,
            "more than " + std::to_string(limits.uncommittedBytes)
                + " bytes of changes wait for a majority of the managers");
    const Entry& own = appendOwn(std::move(entry));
    return ProposeResult{own.term, own.index};
}

// Fills in where the entry stands.
const Entry& Raft::appendOwn(Entry entry)
{
    entry.term = m_term;
    entry.index = m_log.last() + 1;
    m_uncommittedBytes += entry.cost();
    m_log.append(std::move(entry));
    if (m_log.configurationIndex() == m_log.last())
        activateConfiguration();
    return m_log.at(m_log.last());
}

void Raft::advanceCommit()
{
    const Index own = m_config.mutations.countOwnUnsynced ? m_log.last() : m_writes.durable();
    const Index index = m_electorate.reached<Index>([&](RaftId id) {
        const auto found = m_progress.find(id);
        return id == m_config.self ? own : found == m_progress.end() ? Index{} : found->second.match();
    });
    if (index > m_commit && (m_log.term(index) == m_term || m_config.mutations.countOldTermEntries))
        commitTo(index);
    if (hasCommittedInTerm())
        m_reads.startWaiting(m_commit, {m_round.value + 1});
    if (m_log.configurationIndex() <= m_commit)
        tellRemoved();
}

// A leader that is no voter any more leads until that is committed, then hands over (Raft §6).
void Raft::stepDownIfExcluded()
{
    const Configuration& configuration = *m_log.configuration();
    if (m_log.configurationIndex() > m_commit || configuration.isVoter(m_config.self))
        return;
    replicate(); // tells the commit index
    RaftId successor;
    Index match;
    for (const auto& [id, progress] : m_progress) {
        if (configuration.isVoter(id) && progress.match() > match) {
            successor = id;
            match = progress.match();
        }
    }
    if (successor)
        send(successor, m_term, TimeoutNow{});
    becomeFollower(m_term, {});
}

void Raft::replicate()
{
    for (auto& [id, progress] : m_progress) {
        while (sendAppend(id, progress)) { }
    }
}

// Returns whether another append may follow at once.
bool Raft::sendAppend(RaftId id, Progress& progress)
{
    const Limits& limits = m_config.limits;
    const bool isPaused = progress.isPaused(limits);
    if (isPaused && !progress.isDue())
        return false;
    // Through a full window goes an empty append: if all of it was lost, the refusal reveals that.
    AppendRequest request{.prevIndex = progress.next() - 1, .commit = m_commit};
    if (!isPaused)
        request.entries = m_log.slice(progress.next(), m_log.last(), limits.appendBytes);
    if (request.entries.empty() && !progress.isDue() && progress.sentCommit() >= m_commit)
        return false;
    request.prevTerm = m_log.term(request.prevIndex).value_or(Term{});

    const std::size_t count = request.entries.size();
    std::size_t bytes = 0;
    for (const Entry& entry : request.entries)
        bytes += entry.cost();
    progress.sent(count, bytes, m_commit, m_round);
    send(id, m_term, std::move(request));
    return count > 0;
}

void Raft::broadcastHeartbeat()
{
    m_heartbeatDue = false;
    m_round.value += 1;
    for (const auto& [id, progress] : m_progress) {
        const Index commit
            = m_config.mutations.heartbeatCommitBeyondMatch ? m_commit : std::min(m_commit, progress.match());
        send(id, m_term, Heartbeat{commit, m_round});
    }
}

void Raft::on(const Message& message, const AppendResponse& response)
{
    const auto found = m_progress.find(message.from);
    if (found == m_progress.end())
        return;
    Progress& progress = found->second;
    if (response.match > m_log.last() || response.prevIndex > m_log.last()) {
        ++m_ignored;
        return;
    }
    progress.contacted(m_now);
    if (response.accepted)
        progress.accepted(response.match);
    else
        progress.refused(response.prevIndex, m_log.lastNotAbove(response.hintIndex, response.hintTerm) + 1);
}

void Raft::on(const Message& message, const HeartbeatResponse& response)
{
    const auto found = m_progress.find(message.from);
    if (found == m_progress.end())
        return;
    if (response.round > m_round) {
        ++m_ignored;
        return;
    }
    found->second.contacted(m_now);
    found->second.heard(response.round, m_log.last());
}

Result<void> Raft::transferLeadership(RaftId target)
{
    if (!isLeader())
        return fail(ErrorCode::Unavailable, "this node is not the leader");
    if (target == m_config.self || !m_progress.contains(target) || !m_log.configuration()->isVoter(target))
        return fail(ErrorCode::FailedPrecondition,
            "member " + std::to_string(target.value) + " is not another voter of the cluster");
    if (m_transferee == target)
        return {};
    m_transferee = target;
    m_transferElapsed = 0;
    m_timeoutNowSent = false;
    return {};
}

void Raft::continueTransfer()
{
    if (!m_transferee || m_timeoutNowSent)
        return;
    if (m_progress.at(m_transferee).match() == m_log.last()) {
        send(m_transferee, m_term, TimeoutNow{});
        m_timeoutNowSent = true;
    }
}

} // namespace skep::raft

#include "daemon/raft/raft.h"

namespace skep::raft {

namespace {

bool isWellFormedAppend(const AppendRequest& request, Term term)
{
    if (request.prevTerm > term || (request.prevIndex == Index{}) != (request.prevTerm == Term{}))
        return false;
    Index last = request.prevIndex;
    Term lastTerm = request.prevTerm;
    for (const Entry& entry : request.entries) {
        if (entry.index != last + 1 || entry.term < lastTerm || entry.term > term || entry.term == Term{})
            return false;
        if (entry.kind == EntryKind::Configuration ? !entry.configuration : !entry.data)
            return false;
        last = entry.index;
        lastTerm = entry.term;
    }
    return true;
}

// No cluster gets there by elections; beyond it, counting up would overflow one day.
constexpr Term LastTerm{std::uint64_t(1) << 62};

// Asking for a pre-vote, or granting one, speaks of a term that nobody may ever enter.
bool isAboutLaterTerm(const Body& body)
{
    if (const auto* response = std::get_if<PreVoteResponse>(&body))
        return response->granted;
    return std::holds_alternative<PreVoteRequest>(body);
}

} // namespace

void Raft::step(const Message& message)
{
    if (m_fault)
        return;
    if (!isWellFormed(message)) {
        ++m_ignored;
        return;
    }
    if (std::holds_alternative<RemovedNotice>(message.body)) {
        onRemovedNotice(message);
        return;
    }
    if (isFromRemoved(message)) {
        send(message.from, m_term, RemovedNotice{});
        return;
    }
    if (message.term > m_term && !adoptTerm(message))
        return;
    if (message.term < m_term && !std::holds_alternative<PreVoteRequest>(message.body)
        && !std::holds_alternative<PreVoteResponse>(message.body)) {
        answerOldTerm(message);
        return;
    }
    std::visit([&](const auto& body) { on(message, body); }, message.body);
}

bool Raft::isWellFormed(const Message& message) const
{
    if (!message.from || message.from == m_config.self || message.to != m_config.self)
        return false;
    if (message.term == Term{} || message.term > LastTerm)
        return false;
    const auto* append = std::get_if<AppendRequest>(&message.body);
    return !append || isWellFormedAppend(*append, message.term);
}

bool Raft::isFromRemoved(const Message& message) const
{
    // A leader that removes itself leads until its followers have heard that the removal is committed.
    if (message.from == m_leader && message.term == m_term)
        return false;
    return m_log.configurationAt(m_commit)->removed.contains(message.from);
}

// Returns whether the message is to be looked at any further.
bool Raft::adoptTerm(const Message& message)
{
    if (isAboutLaterTerm(message.body))
        return true;
    // Stickiness: who has a leader does not help to depose it, unless the leader asked for it (Raft thesis §4.2.3).
    if (const auto* vote = std::get_if<VoteRequest>(&message.body); vote && !vote->forced && hasLiveLeader())
        return false;
    const bool fromLeader
        = std::holds_alternative<AppendRequest>(message.body) || std::holds_alternative<Heartbeat>(message.body);
    becomeFollower(message.term, fromLeader ? message.from : RaftId{});
    return true;
}

// Tells senders that wait for an answer, or lead without right, about our term; the rest is of no use any more.
void Raft::answerOldTerm(const Message& message)
{
    if (const auto* append = std::get_if<AppendRequest>(&message.body))
        sendAfterWrite(message.from, m_term, AppendResponse{.prevIndex = append->prevIndex});
    else if (const auto* heartbeat = std::get_if<Heartbeat>(&message.body))
        sendAfterWrite(message.from, m_term, HeartbeatResponse{heartbeat->round});
    else if (std::holds_alternative<VoteRequest>(message.body))
        sendAfterWrite(message.from, m_term, VoteResponse{.granted = false});
    else if (const auto* read = std::get_if<ReadRequest>(&message.body))
        sendAfterWrite(message.from, m_term, ReadResponse{.token = read->token});
}

void Raft::onRemovedNotice(const Message& message)
{
    if (m_log.configurationAt(m_commit)->removed.contains(message.from))
        return;
    m_removed = true;
    if (m_role != Role::Follower)
        becomeFollower(m_term, {});
}

} // namespace skep::raft

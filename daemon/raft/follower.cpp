#include "daemon/raft/raft.h"

#include <algorithm>

namespace skep::raft {

// Whether `message`, of the current term, comes from the one who may lead it.
bool Raft::acceptLeader(const Message& message)
{
    if (isLeader() || (m_leader && m_leader != message.from)) {
        ++m_ignored; // two leaders of one term: the sender breaks the protocol
        return false;
    }
    if (m_role != Role::Follower)
        becomeFollower(m_term, message.from);
    heardFromLeader(message.from);
    return true;
}

void Raft::on(const Message& message, const AppendRequest& request)
{
    if (!acceptLeader(message))
        return;
    AppendResponse response{.prevIndex = request.prevIndex};
    if (request.prevIndex < m_commit) {
        // What is committed agrees with every leader: nothing to compare, and never anything to truncate.
        response.accepted = true;
        response.match = m_commit;
    } else if (m_log.holds(request.prevIndex, request.prevTerm)
        || (m_config.mutations.noPrevCheck && request.prevIndex <= m_log.last())) {
        if (!takeEntries(request.entries))
            return;
        const Index lastNew = request.prevIndex + request.entries.size();
        if (m_config.mutations.truncateOnShortAppend && m_log.last() > lastNew)
            truncate(lastNew + 1);
        if (const Index commit = std::min(request.commit, lastNew);
            commit > m_commit || m_config.mutations.commitMayFall)
            commitTo(commit);
        response.accepted = true;
        response.match = lastNew;
    } else {
        response.hintIndex = m_log.lastNotAbove(request.prevIndex, request.prevTerm);
        response.hintTerm = m_log.term(response.hintIndex).value_or(Term{});
    }
    if (m_config.mutations.ackBeforeDurable)
        send(message.from, m_term, response);
    else
        sendAfterWrite(message.from, m_term, response);
}

// Returns false after a contradiction that stops this replica.
bool Raft::takeEntries(const std::vector<Entry>& entries)
{
    for (const Entry& entry : entries) {
        if (m_log.holds(entry.index, entry.term))
            continue;
        if (entry.index <= m_commit) {
            stop("entry " + std::to_string(entry.index.value)
                + " was committed with another content than the leader has");
            return false;
        }
        if (entry.index <= m_log.last())
            truncate(entry.index);
        if (entry.term < m_log.lastTerm()) {
            stop("the leader's entry " + std::to_string(entry.index.value)
                + " has a lower term than the entry before it");
            return false;
        }
        m_log.append(entry);
        if (entry.kind == EntryKind::Configuration)
            activateConfiguration();
    }
    return true;
}

void Raft::truncate(Index from)
{
    m_log.truncate(from, m_config.mutations.noConfigurationRollback);
    m_writes.truncated(from);
    activateConfiguration();
}

void Raft::on(const Message& message, const Heartbeat& heartbeat)
{
    if (!acceptLeader(message))
        return;
    // The leader names only what this replica has acknowledged to it as durable.
    if (heartbeat.commit > m_log.last()) {
        stop("the log ends at entry " + std::to_string(m_log.last().value) + ", but entry "
            + std::to_string(heartbeat.commit.value) + " was acknowledged: the disk has lost writes");
        return;
    }
    if (heartbeat.commit > m_commit || m_config.mutations.commitMayFall)
        commitTo(heartbeat.commit);
    send(message.from, m_term, HeartbeatResponse{heartbeat.round});
}

} // namespace skep::raft

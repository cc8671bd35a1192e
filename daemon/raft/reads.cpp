#include "daemon/raft/raft.h"

#include <limits>

namespace skep::raft {

Result<void> Raft::readIndex(ReadId id)
{
    if (m_fault)
        return Failure(*m_fault);
    if (!m_leader)
        return fail(ErrorCode::Unavailable, "no leader is known");
    if (m_reads.size() + m_forwarded.size() >= m_config.limits.pendingReads)
        return fail(ErrorCode::ResourceExhausted,
            "more than " + std::to_string(m_config.limits.pendingReads) + " reads wait for the leader");
    if (isLeader()) {
        admitRead({.from = m_config.self, .id = id});
        return {};
    }
    const ReadToken token = m_nextToken;
    m_nextToken.number += 1;
    m_forwarded.emplace(token, Forwarded{id, m_now});
    send(m_leader, m_term, ReadRequest{token});
    return {};
}

void Raft::admitRead(ReadQueue::Read read)
{
    if (m_config.mutations.readsWithoutQuorum) {
        read.index = m_commit;
        answerRead(read, true);
    } else if (hasCommittedInTerm() || m_config.mutations.readsBeforeTermCommit) {
        m_reads.add(read, m_commit, {m_round.value + 1});
    } else {
        m_reads.addWaiting(read);
    }
}

void Raft::confirmReads()
{
    if (m_reads.size() == 0)
        return;
    Round round = m_electorate.reached<Round>([this](RaftId id) {
        const auto found = m_progress.find(id);
        return id == m_config.self ? m_round : found == m_progress.end() ? Round{} : found->second.echoed();
    });
    if (m_config.mutations.anyEchoConfirmsReads && round > Round{})
        round = {std::numeric_limits<std::uint64_t>::max()};
    for (const ReadQueue::Read& read : m_reads.confirmed(round))
        answerRead(read, true);
}

void Raft::answerRead(const ReadQueue::Read& read, bool ok)
{
    const Index index = ok ? read.index : Index{};
    if (read.from == m_config.self)
        m_readStates.push_back({read.id, index, ok});
    else
        send(read.from, m_term, ReadResponse{read.token, ok, index});
}

// Whoever asked asks again: the next leader knows what this one committed.
void Raft::dropReads()
{
    for (const ReadQueue::Read& read : m_reads.takeAll())
        answerRead(read, false);
    for (const auto& [token, forwarded] : m_forwarded)
        m_readStates.push_back({forwarded.id, {}, false});
    m_forwarded.clear();
}

void Raft::tickForwardedReads()
{
    std::erase_if(m_forwarded, [this](const auto& waiting) {
        const Forwarded& forwarded = waiting.second;
        const bool isLate = m_now - forwarded.since >= m_config.electionTicks;
        if (isLate)
            m_readStates.push_back({forwarded.id, {}, false});
        return isLate;
    });
}

void Raft::on(const Message& message, const ReadRequest& request)
{
    const ReadQueue::Read read{.from = message.from, .token = request.token};
    if (isLeader() && m_reads.size() < m_config.limits.pendingReads)
        admitRead(read);
    else
        answerRead(read, false);
}

void Raft::on(const Message&, const ReadResponse& response)
{
    const auto found = m_forwarded.find(response.token);
    if (found == m_forwarded.end())
        return;
    m_readStates.push_back({found->second.id, response.confirmed ? response.index : Index{}, response.confirmed});
    m_forwarded.erase(found);
}

} // namespace skep::raft

#include "daemon/raft/raft.h"

namespace skep::raft {

Result<ProposeResult> Raft::proposeConfiguration(const Change& change)
{
    SKEP_CHECK(checkMayPropose());
    if (!m_config.mutations.noConfigurationGate) {
        if (!hasCommittedInTerm())
            return fail(ErrorCode::Unavailable, "the new leader has not committed anything in its term yet");
        if (m_log.configurationIndex() > m_commit)
            return fail(ErrorCode::FailedPrecondition, "a configuration change is in progress already");
    }
    SKEP_TRY(next, changed(*m_log.configuration(), change, m_config.limits.members));
    const Entry& own = appendOwn(makeEntry({}, {}, std::move(next)));
    return ProposeResult{own.term, own.index};
}

// Makes the log's newest configuration the one that counts: when it is appended, not when it commits (Raft §6).
void Raft::activateConfiguration()
{
    const Configuration& configuration = *m_log.configuration();
    m_electorate = Electorate(configuration, m_config.mutations);
    if (!isLeader())
        return;
    trackMembers();
    if (m_config.mutations.removedLeaderCounts && !configuration.isVoter(m_config.self)) {
        Configuration counted = configuration;
        counted.voters.emplace(m_config.self, Member{});
        m_electorate = Electorate(counted, m_config.mutations);
    }
}

void Raft::trackMembers()
{
    const std::set<RaftId> members = m_log.configuration()->memberIds();
    std::erase_if(m_progress, [&](const auto& follower) { return !members.contains(follower.first); });
    for (const RaftId id : members) {
        if (id != m_config.self)
            m_progress.try_emplace(id, Progress(m_log.last() + 1, m_now));
    }
}

// A committed joint configuration is followed by its new half alone, without being asked. Returns whether that was so.
bool Raft::finishJoint()
{
    const Configuration& configuration = *m_log.configuration();
    if (!configuration.isJoint() || m_log.configurationIndex() > m_commit || !hasCommittedInTerm() || m_transferee)
        return false;
    appendOwn(makeEntry({}, {}, afterJoint(configuration)));
    return true;
}

// Those who left are not sent the entry that says so; they hear it once, when it is certain.
void Raft::tellRemoved()
{
    if (m_toldRemovedAt >= m_log.configurationIndex())
        return;
    m_toldRemovedAt = m_log.configurationIndex();
    const Configuration& now = *m_log.configuration();
    for (const RaftId id : m_log.configurationAt(m_toldRemovedAt - 1)->memberIds()) {
        if (id != m_config.self && now.removed.contains(id))
            send(id, m_term, RemovedNotice{});
    }
}

} // namespace skep::raft

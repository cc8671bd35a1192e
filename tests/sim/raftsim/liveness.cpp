#include <algorithm>

#include "world.h"

namespace skep::raftsim {

using namespace raft;

namespace {

// 20 × the longest election timeout.
constexpr Micros Patience = 20 * 2 * 10 * Tick;
constexpr Micros Quiet = 50 * Tick;

} // namespace

void World::checkLiveness()
{
    // Acks of slow writes may still be due.
    runUntil(m_now + 5 * Second);

    Bytes probe;
    std::optional<ProposeResult> accepted;
    runUntil(m_now + Patience, [&] {
        Node* leader = newestLeader();
        const bool isOpen = accepted && leader && leader->raft->status().term == accepted->term;
        if (leader && !isOpen) {
            probe = "probe " + std::to_string(m_nextProposal++);
            if (const auto result = leader->raft->propose(probe)) {
                m_checker.proposed(probe);
                accepted = *result;
                touched(*leader);
            }
        }
        return accepted && m_checker.committed() >= accepted->index && hasConverged();
    });
    if (m_checker.violation())
        return;
    if (!hasConverged()) {
        m_checker.fail("liveness: a healed cluster did not settle:" + describe());
        return;
    }

    const Term term = newestLeader()->raft->status().term;
    runUntil(m_now + Quiet);
    for (const auto& [id, node] : m_nodes) {
        if (node->isUp() && !node->outputDue)
            m_checker.compareLog(id, *node->raft);
    }
    if (m_checker.violation())
        return;
    if (!hasConverged() || newestLeader()->raft->status().term != term)
        m_checker.fail("liveness: a quiet cluster does not stay as it is:" + describe());
}

// Everyone whom the leader's configuration names follows it and has all it has.
bool World::hasConverged()
{
    Node* leader = newestLeader();
    return leader && isSettled(*leader);
}

bool World::isSettled(Node& leader)
{
    const Status status = leader.raft->status();
    if (status.commit != status.last || status.configuration->isJoint())
        return false;
    return std::ranges::all_of(status.followers, [&](const FollowerStatus& follower) {
        const auto node = m_nodes.find(follower.id);
        if (node == m_nodes.end() || !node->second->isUp() || follower.state != ProgressState::Replicate)
            return false;
        const Status theirs = node->second->raft->status();
        return theirs.leader == leader.id && theirs.term == status.term && theirs.commit == status.commit
            && theirs.last == status.last;
    });
}

std::string World::describe() const
{
    std::string text;
    for (const auto& [id, node] : m_nodes) {
        text += "\n  " + std::to_string(id.value) + ": ";
        if (!node->isUp()) {
            text += node->isRetired ? "removed" : "down";
            continue;
        }
        const Status status = node->raft->status();
        const auto list = [&](const char* label, const std::map<RaftId, Member>& members) {
            text += label;
            for (const auto& [member, record] : members)
                text += " " + std::to_string(member.value);
        };
        text += "role " + std::to_string(int(status.role)) + ", term " + std::to_string(status.term.value) + ", leader "
            + std::to_string(status.leader.value) + ", log " + std::to_string(status.commit.value) + "/"
            + std::to_string(status.last.value) + ", configuration " + std::to_string(status.configurationIndex.value);
        list(", voters", status.configuration->voters);
        list(", outgoing", status.configuration->outgoing);
        list(", learners", status.configuration->learners);
        for (const FollowerStatus& follower : status.followers)
            text += "; " + std::to_string(follower.id.value) + " " + std::string(name(follower.state)) + " "
                + std::to_string(follower.match.value) + "/" + std::to_string(follower.next.value);
    }
    return text;
}

} // namespace skep::raftsim

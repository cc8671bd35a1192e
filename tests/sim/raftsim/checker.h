#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "daemon/raft/raft.h"
#include "disk.h"

namespace skep::raftsim {

// Judges a cluster by what its replicas say, write and send, and by their disks; knows nothing of how they decide. The
// letters are those of the invariants' list: G for the cluster, L for one replica.
class Checker
{
public:
    // `disk` outlives the checker.
    void addDisk(raft::RaftId id, const Disk& disk) { m_disks[id] = &disk; }
    // A life begins.
    void started(raft::RaftId id, const raft::Raft& raft);
    void ended(raft::RaftId id) { m_lives.erase(id); }
    // Before Raft::tick, Raft::step.
    void ticks(raft::RaftId id, const raft::Raft& raft, unsigned electionTicks);
    void receives(const raft::Message& message, const raft::Raft& raft);
    // After Raft::takeOutput; `before` is the status when it was called.
    void observe(raft::RaftId id, const raft::Status& before, const raft::Raft& raft, const raft::Output& output);
    // When the message leaves the machine.
    void sends(const raft::Message& message);
    // A proposal was accepted by the leader.
    void proposed(const Bytes& data) { m_proposed.insert(data); }
    void readAnswered(raft::Index index, raft::Index floor);
    // The whole log, not only what changed.
    void compareLog(raft::RaftId id, const raft::Raft& raft);
    void fail(std::string what);

    [[nodiscard]] const std::optional<std::string>& violation() const { return m_violation; }
    // Number of entries known to be committed, and the newest configuration among them.
    [[nodiscard]] raft::Index committed() const { return {m_committed.size()}; }
    [[nodiscard]] raft::Index highestDelivered() const { return m_highestDelivered; }
    [[nodiscard]] std::size_t leaders() const { return m_leaders.size(); }

private:
    struct Seen
    {
        raft::Term term;
        std::uint64_t prefix = 0; // hash of everything up to here
    };
    struct Committed
    {
        Seen seen;
        raft::Term by; // the term of the leader that committed it
    };
    // What is known of one life of one replica.
    struct Life
    {
        raft::Term term;
        raft::RaftId vote;
        raft::RaftId leader;
        raft::Role role = raft::Role::Follower;
        raft::Index commit;
        raft::Index delivered;
        std::vector<Seen> log;
        std::vector<raft::Index> configurations; // where the log has them
        // Who asked for a vote, or a pre-vote, and whether it had everything that this replica had then.
        std::map<std::tuple<raft::RaftId, raft::Term, bool>, bool> candidates;
        std::uint64_t ticks = 0;
        std::uint64_t quorumOwedSince = 0; // tick
        raft::Index activeAt; // of the configuration then
        std::map<raft::RaftId, std::uint64_t> echoes; // tick
    };

    void require(bool holds, raft::RaftId id, const char* rule);
    void append(raft::RaftId id, Life& life, const raft::Entry& entry);
    void followWrite(raft::RaftId id, Life& life, const raft::Status& before, const raft::Output& output);
    void checkLocal(
        raft::RaftId id, const Life& life, const raft::Status& now, const raft::Raft& raft, const raft::Output& output);
    void checkTerm(raft::RaftId id, const Life& life, const raft::Status& now);
    void checkLeader(raft::RaftId id, const Life& life, const raft::Status& now, const raft::Raft& raft);
    void checkNewLeader(raft::RaftId id, const Life& life, const raft::Status& now);
    void checkCommit(
        raft::RaftId id, const Life& life, const raft::Status& before, const raft::Status& now, const raft::Raft& raft);
    void commitNext(raft::RaftId id, const raft::Entry& entry, const Seen& seen, raft::Term leaderTerm);
    void checkDelivered(raft::RaftId id, Life& life, const raft::Output& output);
    void checkQuorumContact(raft::RaftId id, Life& life, const raft::Raft& raft, unsigned electionTicks);
    [[nodiscard]] bool diskHolds(raft::RaftId id, raft::Index index, raft::Term term) const;

    std::map<raft::RaftId, const Disk*> m_disks;
    std::map<raft::RaftId, Life> m_lives;
    std::map<std::pair<raft::Index, raft::Term>, std::uint64_t> m_entries; // prefix hashes, of all logs ever
    std::vector<Committed> m_committed;
    std::set<Bytes> m_proposed;
    std::set<Bytes> m_committedData;
    std::set<raft::RaftId> m_removed;
    std::map<raft::Term, raft::RaftId> m_leaders;
    std::map<std::pair<raft::RaftId, raft::Term>, raft::RaftId> m_votes;
    raft::Index m_highestDelivered;
    std::optional<std::string> m_violation;
};

} // namespace skep::raftsim

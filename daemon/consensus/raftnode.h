#pragma once

#include "daemon/consensus/defaults.h"
#include "daemon/consensus/proposer.h"
#include "daemon/consensus/raftstorage.h"
#include "daemon/consensus/transport.h"
#include "daemon/raft/raft.h"
#include "shared/async/task.h"
#include "shared/store/store.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace skep::consensus {

// Drives Raft: ticks, disk, peers; applies what is committed to the store, and turns writes into entries. The order persist →
// send → apply (Raft thesis §3.8) is in process().
class RaftNode final : public Proposer {
public:
    struct Events {
        // Leading, and everything committed before is applied; false: no longer leading. Called from the loop.
        std::function<void(bool leading)> leadership;
        // The members changed (by an entry that was appended).
        std::function<void()> members;
        // This replica was removed from the cluster; it has stopped.
        std::function<void()> removed;
        // The disk failed or the log contradicts the cluster's; it has stopped and must not go on.
        std::function<void(Error)> fatal;
    };

    // `introduced`: the members that a joiner, whose log tells it nothing yet, may answer to.
    RaftNode(RaftStorage& storage, store::Store& store, RaftStorage::Stored stored, std::function<rpc::ClientTls()> tls,
        Events events, std::vector<raft::Member> introduced = {});

    // Begins to tick. A lone voter elects itself at once.
    void start();
    // Stops ticking, fails all waiting writes and reads, closes connections.
    [[nodiscard]] async::Task<void> close();

    void receive(const raft::Message& message, const std::string& fromNodeId);

    [[nodiscard]] async::Task<Result<void>> update(Work work) override;
    // After it the store shows every write acknowledged anywhere before the call (Raft thesis §6.4); waits for a leader up to the
    // request limit. Any manager.
    [[nodiscard]] async::Task<Result<void>> readBarrier();
    // Errors: Unknown NoLeader, after `patience`, or at once when none has been known for LeaderlessGrace.
    [[nodiscard]] async::Task<Result<raft::RaftId>> waitForLeader(std::chrono::nanoseconds patience = LeaderlessGrace);

    // Membership; leader only, one at a time. Resolves when the change is committed. A new member starts as a learner and is
    // promoted by itself once it has caught up.
    [[nodiscard]] async::Task<Result<raft::RaftId>> addMember(std::string nodeId, std::string address);
    [[nodiscard]] async::Task<Result<void>> removeMember(std::string nodeId);
    [[nodiscard]] async::Task<Result<void>> transferLeadership();

    [[nodiscard]] raft::Status status() const { return m_raft.status(); }
    [[nodiscard]] bool isLeader() const { return m_leading; }
    [[nodiscard]] Transport& transport() { return m_transport; }
    // Whether the cluster keeps a quorum of reachable managers without this one.
    [[nodiscard]] bool survivesWithout(const std::string& nodeId) const;
    [[nodiscard]] bool isReachable(raft::RaftId id) const;

private:
    struct Write {
        Work work;
        async::Pending<void> done;
    };
    struct InFlight {
        raft::Term term;
        async::Pending<void> applied;
    };

    void tick();
    void process();
    void apply(const raft::Entry& entry);
    void written(raft::WriteSeq seq, std::vector<raft::Message> afterWrite, Result<void> result);
    void stop(Error error);
    void checkLeadership(const raft::SoftState& soft);
    void failInFlight();
    void promoteLearners();
    void updateMembers();
    [[nodiscard]] async::Task<void> writeLoop();
    [[nodiscard]] async::Task<Result<void>> replicate(store::Transaction transaction);
    [[nodiscard]] async::Task<Result<void>> replicateBytes(Bytes data);
    [[nodiscard]] async::Task<Result<void>> awaitCommit(raft::ProposeResult place);
    [[nodiscard]] async::Task<Result<void>> change(raft::Change change);
    void wakeReaders();

    RaftStorage& m_storage;
    store::Store& m_store;
    raft::Raft m_raft;
    Transport m_transport;
    Events m_events;
    std::vector<raft::Member> m_introduced;
    async::Timer m_ticker;
    async::TaskScope m_scope;
    bool m_processing = false, m_again = false, m_stopped = false, m_processPosted = false;

    bool m_leading = false;
    raft::Index m_applied;
    raft::Index m_membersAt;
    bool m_hasLearners = false; // of that configuration
    std::chrono::nanoseconds m_leaderKnownAt{0};
    raft::RaftId m_leader;

    std::deque<Write> m_writes;
    async::Notify m_writeReady;
    std::map<raft::Index, InFlight> m_inFlight;

    std::uint64_t m_nextRead = 1;
    std::map<raft::ReadId, async::Pending<raft::Index>> m_reads;
    std::multimap<raft::Index, async::Pending<void>> m_applyWaiters;
    std::vector<async::Pending<raft::RaftId>> m_leaderWaiters;
    bool m_changing = false;
};

} // namespace skep::consensus

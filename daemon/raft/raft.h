#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "daemon/raft/config.h"
#include "daemon/raft/log.h"
#include "daemon/raft/message.h"
#include "daemon/raft/output.h"
#include "daemon/raft/progress.h"
#include "daemon/raft/quorum.h"
#include "daemon/raft/readqueue.h"
#include "daemon/raft/status.h"
#include "daemon/raft/writepipeline.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/rng.h"

namespace skep::raft {

// Where a proposal stands in the log. It is committed when an entry of this term and index is delivered; if an entry of
// another term is delivered at this index it is lost; until then its outcome is unknown.
struct ProposeResult
{
    Term term;
    Index index;
    bool operator==(const ProposeResult&) const = default;
};

// One replica of the consensus: a pure machine. Feed it ticks, messages and proposals in any order; after every input,
// or after several to batch them, call takeOutput() once and carry out what it says. It does no I/O, has no clock, and
// its behaviour is a function of its arguments and inputs alone. Not thread-safe.
//
// The driver's duties: write batches in order and report them by persisted(); send Output::messages at once and
// WriteBatch::afterWrite only after the batch is durable; apply Output::committed in order and report it by applied();
// tick at a steady rate and, after a pause, not make up for missed ticks; stop for good on Output::fault or on a failed
// write.
class Raft
{
public:
    // `config` and `state` must pass check(); aborts otherwise. `seed` must differ between lives and replicas.
    Raft(Config config, PersistedState state, std::uint64_t seed);

    // One unit of time has passed.
    void tick();
    // A message from a peer whose identity the transport has verified to be message.from. What is malformed or against
    // the protocol is ignored and counted.
    void step(const Message& message);

    // Leader only. Errors: Unavailable (not the leader, or leadership is being transferred), InvalidArgument (larger
    // than Limits::entryBytes), ResourceExhausted (too much is uncommitted).
    [[nodiscard]] Result<ProposeResult> propose(Bytes data);
    // Leader only, one at a time. A change that goes through a joint configuration finishes by itself; the result names
    // the joint entry. Errors: those of changed(); Unavailable as above or when this leader has not committed in its
    // term yet; FailedPrecondition while another change is in progress.
    [[nodiscard]] Result<ProposeResult> proposeConfiguration(const Change& change);
    // Leader only: hands leadership to a voter once that has the whole log; given up after electionTicks. Until then
    // proposals are refused. A second call for the same target does nothing, for another one replaces it.
    // Errors: Unavailable (not the leader), FailedPrecondition (not a voter, or this replica).
    [[nodiscard]] Result<void> transferLeadership(RaftId target);
    // Any replica; answered by a ReadState of this id, later, at most once; a failed one within about electionTicks if
    // the leader falls silent. Errors: Unavailable (no leader known), ResourceExhausted.
    [[nodiscard]] Result<void> readIndex(ReadId id);
    // Starts an election without waiting for the timeout; a lone voter thereby elects itself. Without effect on a
    // leader and on a replica that may not campaign.
    void campaign();

    // Every batch up to `seq` is durable.
    void persisted(WriteSeq seq);
    // Everything up to `index` has been applied.
    void applied(Index index);
    // The transport dropped a message to this member, or lost its connection.
    void unreachable(RaftId id);

    [[nodiscard]] Output takeOutput();
    [[nodiscard]] Status status() const;
    // For checkers and disaster recovery.
    [[nodiscard]] const Log& log() const { return m_log; }

private:
    // raft.cpp
    void send(RaftId to, Term term, Body body);
    void sendAfterWrite(RaftId to, Term term, Body body);
    void becomeFollower(Term term, RaftId leader);
    void resetElectionTimer();
    void drawElectionTimeout();
    void heardFromLeader(RaftId leader);
    void commitTo(Index index);
    void stop(std::string why);
    [[nodiscard]] bool isLeader() const { return m_role == Role::Leader; }
    [[nodiscard]] bool hasCommittedInTerm() const;
    void deliver(Output& output);
    void takeWrite(Output& output);

    // receive.cpp: what holds for every message before its body is looked at
    [[nodiscard]] bool isWellFormed(const Message& message) const;
    [[nodiscard]] bool isFromRemoved(const Message& message) const;
    bool adoptTerm(const Message& message);
    void answerOldTerm(const Message& message);
    void onRemovedNotice(const Message& message);

    // election.cpp
    void tickFollower();
    void startPreVote();
    void startElection(bool forced);
    void countVotes();
    [[nodiscard]] bool mayCampaign() const;
    [[nodiscard]] bool hasLiveLeader() const;
    void on(const Message& message, const PreVoteRequest& request);
    void on(const Message& message, const PreVoteResponse& response);
    void on(const Message& message, const VoteRequest& request);
    void on(const Message& message, const VoteResponse& response);
    void on(const Message& message, const TimeoutNow& request);

    // follower.cpp
    [[nodiscard]] bool acceptLeader(const Message& message);
    void on(const Message& message, const AppendRequest& request);
    void on(const Message& message, const Heartbeat& heartbeat);
    bool takeEntries(const std::vector<Entry>& entries);
    void truncate(Index from);

    // leader.cpp
    void becomeLeader();
    void tickLeader();
    void checkQuorum();
    const Entry& appendOwn(Entry entry);
    void advanceCommit();
    void stepDownIfExcluded();
    void replicate();
    bool sendAppend(RaftId id, Progress& progress);
    void broadcastHeartbeat();
    void continueTransfer();
    [[nodiscard]] Result<void> checkMayPropose() const;
    void on(const Message& message, const AppendResponse& response);
    void on(const Message& message, const HeartbeatResponse& response);

    // membership.cpp
    void activateConfiguration();
    void trackMembers();
    bool finishJoint();
    void tellRemoved();

    // reads.cpp
    void confirmReads();
    void dropReads();
    void tickForwardedReads();
    void answerRead(const ReadQueue::Read& read, bool ok);
    void admitRead(ReadQueue::Read read);
    void on(const Message& message, const ReadRequest& request);
    void on(const Message& message, const ReadResponse& response);

    void on(const Message&, const RemovedNotice&) { }

    Config m_config;
    Rng m_rng;
    Log m_log;
    WritePipeline m_writes;
    Electorate m_electorate; // of the active configuration

    Term m_term;
    RaftId m_vote;
    Index m_commit;
    Index m_delivered; // handed out as committed
    Index m_applied;
    std::size_t m_applyingBytes = 0; // of what lies between the two

    Role m_role = Role::Follower;
    RaftId m_leader;
    bool m_removed = false;
    std::optional<Error> m_fault;
    std::uint64_t m_now = 0; // in ticks
    unsigned m_electionElapsed = 0;
    unsigned m_electionTimeout = 0;
    std::uint64_t m_leaderHeardAt = 0; // tick
    bool m_campaignHeld = false; // timed out while entries were on their way to the disk
    std::map<RaftId, bool> m_votes;

    // Leader only.
    std::map<RaftId, Progress> m_progress;
    std::size_t m_uncommittedBytes = 0;
    unsigned m_heartbeatElapsed = 0;
    bool m_heartbeatDue = false;
    Round m_round; // the newest begun
    Round m_windowRound; // the newest begun before the current check-quorum window
    RaftId m_transferee;
    unsigned m_transferElapsed = 0;
    bool m_timeoutNowSent = false;
    Index m_toldRemovedAt; // configuration entry whose leavers have been told
    ReadQueue m_reads;

    // Reads forwarded to the leader.
    struct Forwarded
    {
        ReadId id;
        std::uint64_t since = 0; // tick
    };
    std::map<ReadToken, Forwarded> m_forwarded;
    ReadToken m_nextToken;

    std::vector<Message> m_messages;
    std::vector<Message> m_afterWrite;
    std::vector<ReadState> m_readStates;
    std::uint64_t m_ignored = 0;
};

} // namespace skep::raft

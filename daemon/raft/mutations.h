#pragma once

namespace skep::raft {

// Simulator only: each switch plants one known mistake, which the simulator must catch. All off in a daemon.
struct Mutations
{
    bool voteBeforeDurable = false; // a granted vote leaves before it is on disk
    bool ackBeforeDurable = false; // an append is acknowledged before it is on disk
    bool countOwnUnsynced = false; // the leader counts its own entries before they are on disk
    bool applyBeforeDurable = false; // committed entries are delivered before they are on disk here
    bool forgetVoteOnRestart = false; // the vote on disk is not read back
    bool voteTwicePerTerm = false; // a second candidate of the same term gets a vote too
    bool noLogCheckInVote = false; // a vote goes to a candidate whose log lacks entries
    bool noLogCheckInPreVote = false; // the same for a pre-vote
    bool countOldTermEntries = false; // an entry of an earlier term commits by counting (Raft figure 8)
    bool truncateOnShortAppend = false; // an append removes what lies beyond its last entry
    bool noPrevCheck = false; // an append is taken without comparing what precedes it
    bool heartbeatCommitBeyondMatch = false; // a heartbeat carries the commit index uncapped
    bool commitMayFall = false; // a follower follows the leader's commit index downwards
    bool trustOldWriteAcks = false; // an ack of an overwritten write marks the rewritten entries durable
    bool noCheckQuorum = false; // a leader without a quorum stays
    bool readsWithoutQuorum = false; // reads are confirmed without asking anyone
    bool readsBeforeTermCommit = false; // a new leader answers reads before it has committed in its term
    bool anyEchoConfirmsReads = false; // an echo of a heartbeat older than the read confirms it
    bool noConfigurationGate = false; // changes are proposed before the previous one and the term's first entry commit
    bool noConfigurationRollback = false; // truncation leaves the truncated configuration active
    bool learnersInQuorum = false; // learners count as voters
    bool jointNeedsNewOnly = false; // a joint configuration asks only its new half
    bool removedLeaderCounts = false; // a leader outside the configuration counts itself
};

} // namespace skep::raft

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "daemon/raft/configuration.h"
#include "daemon/raft/progress.h"
#include "daemon/raft/types.h"

namespace skep::raft {

struct FollowerStatus
{
    RaftId id;
    bool isLearner = false;
    Index match;
    Index next;
    ProgressState state = ProgressState::Probe;
    bool recentActive = false; // heard from within electionTicks
    std::uint64_t ticksSinceContact = 0;
    std::size_t inflightMessages = 0;
    std::size_t inflightBytes = 0;
};

struct Status
{
    RaftId self;
    Term term;
    RaftId vote;
    Role role = Role::Follower;
    RaftId leader; // 0: none known
    Index commit;
    Index applied; // as reported by the driver
    Index last;
    Term lastTerm;
    Index durable; // on this disk
    std::uint64_t ticksSinceLeader = 0; // since the last sign of life of a leader; 0 on the leader
    std::shared_ptr<const Configuration> configuration; // the active one
    Index configurationIndex; // of the entry it came in; 0: the initial one
    bool configurationCommitted = true;
    std::vector<FollowerStatus> followers; // on the leader only, by id
    RaftId transferee; // 0: no transfer of leadership under way
    bool readable = false; // the leader has committed in its term: reads and configuration changes are possible
    bool removed = false;
    std::size_t uncommittedBytes = 0; // on the leader
    std::size_t pendingReads = 0;
    std::uint64_t ignoredMessages = 0; // malformed or against the protocol, in this life
};

} // namespace skep::raft

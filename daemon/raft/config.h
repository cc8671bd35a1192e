#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "daemon/raft/configuration.h"
#include "daemon/raft/entry.h"
#include "daemon/raft/mutations.h"
#include "daemon/raft/types.h"

namespace skep::raft {

// Byte limits count Entry::cost().
struct Limits
{
    std::size_t entryBytes = 1536 * 1024; // a larger proposal is refused
    std::size_t appendBytes = 64 * 1024; // of one AppendRequest; a single larger entry still goes
    std::size_t inflightMessages = 256; // per follower, AppendRequests with entries
    std::size_t inflightBytes = 8 * 1024 * 1024; // per follower; one message may exceed it
    std::size_t uncommittedBytes = 32 * 1024 * 1024; // of a leader's log; more proposals are refused
    std::size_t applyBytes = 4 * 1024 * 1024; // handed out as committed and not yet reported as applied
    std::size_t pendingReads = 10000;
    std::size_t members = 64;
};

struct Config
{
    RaftId self;
    unsigned electionTicks = 10; // a follower campaigns after [electionTicks, 2 × electionTicks) without a leader
    unsigned heartbeatTicks = 1; // less than electionTicks
    Limits limits;
    Mutations mutations;
};

// What the disk held at start. `initial` is the configuration before the first entry: the founder's own, or empty for a
// joiner, which then waits for a leader to call.
struct PersistedState
{
    Term term;
    RaftId vote;
    Index commit;
    std::vector<Entry> entries; // from index 1, without a gap
    Configuration initial;
};

// Whether a replica may start from this. Error: DataLoss naming what contradicts what (index gap, falling terms, a term
// above the current one, a commit index beyond the log); InvalidArgument for an unusable Config.
[[nodiscard]] Result<void> check(const Config& config, const PersistedState& state);

} // namespace skep::raft

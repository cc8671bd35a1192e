#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/raft/entry.h"
#include "daemon/raft/message.h"
#include "daemon/raft/types.h"
#include "shared/base/result.h"

namespace skep::raft {

struct HardState
{
    Term term;
    RaftId vote;
    Index commit; // a hint for the next start; may lag behind
    bool operator==(const HardState&) const = default;
};

// To be made durable as a whole and in the order of `seq`; several may be under way. Then: send `afterWrite`, call
// Raft::persisted(seq). Apply `truncateFrom` (delete entries with index ≥ it) before `entries`.
struct WriteBatch
{
    WriteSeq seq;
    HardState hard;
    std::optional<Index> truncateFrom;
    std::vector<Entry> entries;
    std::vector<Message> afterWrite; // promises made by this or an earlier batch; must not leave before it is durable
    bool mustSync = true; // false: nothing new but perhaps `hard.commit`; durable as soon as the earlier batches are
};

// The answer to Raft::readIndex. ok: once the store has applied `index`, its state is as new as any that was
// acknowledged before the call. Not ok: leadership moved or the leader fell silent; ask again.
struct ReadState
{
    ReadId id;
    Index index;
    bool ok = false;
    bool operator==(const ReadState&) const = default;
};

struct SoftState
{
    RaftId leader; // 0: none known
    Role role = Role::Follower;
    Term term;
    bool operator==(const SoftState&) const = default;
};

// Everything produced since the last call. Messages may be lost, doubled and reordered; the rest may not.
struct Output
{
    std::vector<Message> messages; // may leave at once
    std::optional<WriteBatch> write;
    std::vector<Entry> committed; // to apply, in order, each once per life; durable here; report with Raft::applied
    std::vector<ReadState> reads;
    SoftState soft;
    bool removed = false; // this replica left the cluster, by a committed configuration; stays true
    std::optional<Error>
        fault; // its log contradicts the cluster's: it has stopped, and its data must not be used again

    // Whether there is anything to do besides looking at the state flags.
    [[nodiscard]] bool hasWork() const;
};

} // namespace skep::raft

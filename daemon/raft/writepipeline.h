#pragma once

#include <deque>
#include <optional>

#include "daemon/raft/log.h"
#include "daemon/raft/output.h"
#include "daemon/raft/types.h"

namespace skep::raft {

// What of a replica's state is on disk, what is on its way there, and what must still be handed out. Knows writes by
// their sequence number, never by (term, index): the same entry may be written, overwritten and written again.
class WritePipeline
{
public:
    WritePipeline(HardState durable, Index durableLast, bool trustOldAcks = false);

    // The entries from `from` on have been removed from the log.
    void truncated(Index from);
    // Whether the log or the hard state have something that no batch carries yet.
    [[nodiscard]] bool isBehind(const HardState& hard, const Log& log) const;
    // Whether everything handed out is durable.
    [[nodiscard]] bool isIdle() const { return m_underway.empty(); }
    // Whether entries are on their way to the disk.
    [[nodiscard]] bool hasEntriesUnderway() const;

    // The next batch: everything that no batch carries yet.
    [[nodiscard]] WriteBatch take(const HardState& hard, const Log& log);
    // All batches up to `seq` are durable. Others than those under way are ignored.
    void persisted(WriteSeq seq);

    // Index of the last entry known to be on stable storage here, and unchanged since.
    [[nodiscard]] Index durable() const { return m_durable; }
    [[nodiscard]] const HardState& durableHard() const { return m_durableHard; }

private:
    struct Underway
    {
        WriteSeq seq;
        HardState hard;
        Index last; // the log up to here is durable with this batch; lowered by truncation
        bool hasEntries = false;
    };

    WriteSeq m_lastSeq;
    HardState m_handed; // in the newest batch
    Index m_handedLast; // last index in a batch
    std::optional<Index> m_truncateFrom;
    std::deque<Underway> m_underway;
    Index m_durable;
    HardState m_durableHard;
    bool m_trustOldAcks;
};

} // namespace skep::raft

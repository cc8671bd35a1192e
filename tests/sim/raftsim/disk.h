#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "daemon/raft/config.h"
#include "daemon/raft/output.h"
#include "shared/base/rng.h"

namespace skep::raftsim {

// A disk that keeps what was synced and, at a crash, any part of the rest that ends between two batches.
class Disk
{
public:
    explicit Disk(raft::Configuration initial);

    void write(raft::WriteBatch batch);
    // The oldest batch that is not durable yet becomes so. False if there is none.
    bool sync();
    // The batches that became durable since the last call, oldest first, without their entries.
    [[nodiscard]] std::vector<raft::WriteBatch> takeSynced();
    // Forgets a random number of the newest unsynced batches; the others turn out to have been written.
    void crash(Rng& rng);

    [[nodiscard]] raft::PersistedState read() const;
    [[nodiscard]] const raft::HardState& hard() const { return m_hard; }
    [[nodiscard]] raft::Index last() const { return {m_entries.size()}; }
    // The term of the durable entry; nothing beyond the end, term 0 before the log.
    [[nodiscard]] std::optional<raft::Term> term(raft::Index index) const;

private:
    void apply(const raft::WriteBatch& batch);

    raft::Configuration m_initial;
    raft::HardState m_hard;
    std::vector<raft::Entry> m_entries;
    std::deque<raft::WriteBatch> m_unsynced;
    std::vector<raft::WriteBatch> m_synced;
};

} // namespace skep::raftsim

#pragma once

#include <memory>
#include <vector>

#include "daemon/raft/configuration.h"
#include "daemon/raft/types.h"
#include "shared/base/bytes.h"

namespace skep::raft {

enum class EntryKind
{
    Normal,
    Configuration,
};

// Shared and never changed, so that an entry costs no copy on its way to the disk, the peers and the store.
using Payload = std::shared_ptr<const Bytes>;

struct Entry
{
    Term term;
    Index index;
    EntryKind kind = EntryKind::Normal;
    Payload data; // of a Normal entry, never null there; empty bytes: the no-op that a new leader appends
    std::shared_ptr<const Configuration> configuration; // of a Configuration entry, never null there

    // What the entry counts for in every limit: its payload and a fixed overhead.
    [[nodiscard]] std::size_t cost() const;
};

// By value, not by address.
[[nodiscard]] bool operator==(const Entry& a, const Entry& b);

[[nodiscard]] Entry makeEntry(Term term, Index index, Bytes data);
[[nodiscard]] Entry makeEntry(Term term, Index index, Configuration configuration);

} // namespace skep::raft

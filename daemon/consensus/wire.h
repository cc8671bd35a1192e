#pragma once

#include "daemon/raft/entry.h"
#include "daemon/raft/message.h"
#include "shared/base/result.h"

namespace skep::consensus {

// Raft's values as CBOR: on the wire between managers and in the log on disk.
[[nodiscard]] Bytes encode(const raft::Message& message);
// Error DataLoss for anything malformed.
[[nodiscard]] Result<raft::Message> decodeMessage(BytesView bytes);

// What an entry holds besides term, index and kind, which the storage keeps readable.
[[nodiscard]] Bytes encodePayload(const raft::Entry& entry);
[[nodiscard]] Result<raft::Entry> decodeEntry(raft::Term term, raft::Index index, raft::EntryKind kind, BytesView payload);

[[nodiscard]] Bytes encode(const raft::Configuration& configuration);
[[nodiscard]] Result<raft::Configuration> decodeConfiguration(BytesView bytes);

} // namespace skep::consensus

#pragma once

#include "daemon/raft/config.h"
#include "daemon/raft/output.h"
#include "shared/base/result.h"

#include <functional>
#include <optional>

namespace skep::consensus {

// Stable storage of one replica. Whatever is reported as written survives a power cut.
class RaftStorage {
public:
    struct Stored {
        raft::RaftId self;
        raft::PersistedState state;
    };

    virtual ~RaftStorage() = default;

    // What was written before; nullopt for an empty storage. Error DataLoss: damaged, or the key does not fit.
    [[nodiscard]] virtual Result<std::optional<Stored>> load() = 0;
    // Makes an empty storage one of replica `self` that starts from `initial` (empty: a joiner).
    [[nodiscard]] virtual Result<void> initialise(raft::RaftId self, const raft::Configuration& initial) = 0;
    // Batches become durable in order; several may be under way, and one sync may cover many. `done` runs on the caller's loop.
    // An error is fatal for the replica: nothing after it is durable.
    virtual void write(raft::WriteBatch batch, std::function<void(Result<void>)> done) = 0;
};

} // namespace skep::consensus

#pragma once

#include "shared/async/task.h"
#include "shared/store/store.h"

#include <functional>

namespace skep::consensus {

// Writes to the cluster. Works on the leader only.
class Proposer {
public:
    virtual ~Proposer() = default;

    // Decides on a write: reads and writes through the Tx, which shows the newest state. May run together with others in one
    // Raft entry, each seeing the writes of those before; an error leaves no trace. Must not keep the Tx.
    using Work = std::function<Result<void>(store::Tx&)>;

    // Runs `work` when its turn comes and resolves when its writes are applied here (at once if it wrote nothing).
    // Errors: those of `work`; Unavailable when this is not the leader; Unknown "raft: failed to process the request: node lost leader
    // status" when leadership went meanwhile: the write may or may not happen.
    [[nodiscard]] virtual async::Task<Result<void>> update(Work work) = 0;
};

} // namespace skep::consensus

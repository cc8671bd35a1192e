#pragma once

#include "shared/base/rng.h"
#include "shared/store/store.h"

#include <optional>

namespace skep::orchestrator {

// Compares what is wanted with what is and writes the difference. Lives inside one leader term; its memory is lost with
// it, so start() must be able to pick up any half-done work from the store alone. No clock, no randomness but the
// arguments'.
//
// One pass runs every reconciler in a fixed order over the same Tx, until none has anything to add; the writes of each
// are shown to all by observe() before the next one runs, so a service can go to assigned tasks in one Raft entry.
class Reconciler {
public:
    virtual ~Reconciler() = default;

    // Full scan, before anything else; and again whenever a plan could not be written, which what is remembered may
    // rest on.
    virtual void start(const store::View& view, Timestamp now) = 0;
    // Something changed. The same change may be shown twice (first while it is being written, again when it is
    // committed): must be idempotent. Cheap: remember what to look at, decide in reconcile().
    virtual void observe(const store::Event& event) = 0;
    // Plans into `tx` and answers when it wants to run again without an event (nullopt: only after one).
    [[nodiscard]] virtual std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) = 0;
};

} // namespace skep::orchestrator

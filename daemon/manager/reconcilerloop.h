#pragma once

#include "daemon/consensus/proposer.h"
#include "shared/async/task.h"
#include "shared/orchestrator/reconciler.h"
#include "shared/store/store.h"

#include <memory>
#include <vector>

namespace skep::manager {

// Runs the reconcilers of a leader term: shows them what changed, gives them passes over one Tx, replicates what they planned.
class ReconcilerLoop {
public:
    using Reconcilers = std::vector<std::unique_ptr<orchestrator::Reconciler>>;

    ReconcilerLoop(store::Store& store, consensus::Proposer& proposer);
    // With these, asked in this order, and with their randomness from `seed`: for simulators.
    ReconcilerLoop(store::Store& store, consensus::Proposer& proposer, Reconcilers reconcilers, std::uint64_t seed);
    ~ReconcilerLoop();

    // All that a leader needs, in the order of a task's life: made, given addresses, given a node, forgotten.
    [[nodiscard]] static Reconcilers standard();

    void start();
    [[nodiscard]] async::Task<void> close();

private:
    [[nodiscard]] async::Task<void> run();
    [[nodiscard]] async::Task<Result<void>> readStore();
    Result<void> pass(store::Tx& tx);
    void show(const store::Event& event);

    store::Store& m_store;
    consensus::Proposer& m_proposer;
    Reconcilers m_reconcilers;
    std::size_t m_started = 0; // so many of them know the store
    std::shared_ptr<void> m_subscription;
    std::optional<Timestamp> m_wakeAt;
    Rng m_rng;
    async::Notify m_changed;
    async::TaskScope m_scope;
};

} // namespace skep::manager

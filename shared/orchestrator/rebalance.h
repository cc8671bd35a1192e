#pragma once

#include "shared/api/reports.h"
#include "shared/store/store.h"

// Evening out where the tasks of a replicated service run, on request: nodes that joined or came back get their share.
namespace skep::orchestrator {

// The moves that make shares equal: with spread preferences branch by branch, else node by node. A move goes from where
// there are at least two tasks more to a node that passes every filter, with what runs there now. `maxMoves`: 0 for any
// number. Errors FailedPrecondition: the service is not replicated, is being updated, is being rebalanced, or its tasks are
// not restarted.
[[nodiscard]] Result<api::RebalancePlan> planRebalance(
    const store::View& view, const api::Service& service, std::uint64_t maxMoves);

// Marks the tasks; reconcileMoves() does the rest, without a gap.
[[nodiscard]] Result<void> beginRebalance(store::Tx& tx, const api::RebalancePlan& plan, Timestamp now);

// Gives up the moves that have not come to their end: their tasks stay where they are, and what was being started elsewhere is stopped.
// Those whose new task runs already are finished. Answers what was given up.
[[nodiscard]] Result<api::RebalanceProgress> callOffRebalance(store::Tx& tx, const api::Service& service);

// Moves that were begun and have not come to their end.
[[nodiscard]] api::RebalanceProgress rebalanceProgress(const store::View& view, const api::Service& service);

} // namespace skep::orchestrator

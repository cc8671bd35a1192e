#pragma once

#include "shared/orchestrator/restarts.h"
#include "shared/orchestrator/work.h"

namespace skep::orchestrator {

// Keeps as many slots filled as the service wants replicas (orchestration.md §3.2). `filled` is remembered from pass to
// pass. Slots to be given up get desired state REMOVE; the reaper deletes their records once no node has them any more.
void reconcileReplicated(Plan& plan, Restarts& restarts, std::set<SlotKey>& filled, const Work& work);

// The filled slots, those first that stay longest when scaling down: fewest tasks of the service on the same node
// before it, then running before not running, then low numbers. Slots without a node, or with two tasks, come last.
[[nodiscard]] std::vector<SlotKey> slotsByWorth(const Plan& plan, const std::set<SlotKey>& filled);

} // namespace skep::orchestrator

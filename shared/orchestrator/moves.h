#pragma once

#include "shared/orchestrator/plan.h"
#include "shared/orchestrator/restartpolicy.h"

// Tasks of replicated services that leave their node while they serve (slots.h: isLeaving): a new one is started
// elsewhere, and only when it is RUNNING, which health checks decide, the old one is stopped. So the service never has
// less than it had.
//
// Everything follows from the store: a leaving task with a younger companion is under way. A new leader goes on, and a
// drain that is called off leaves the old task where it is.
namespace skep::orchestrator {

// `leaving`: the places with a leaving task, kept from call to call and brought up to date from those in `looked`. At
// most the update's parallelism of places is under way; none is begun while an update rolls, which replaces tasks by
// itself. A companion that fails is replaced by Restarts, after the delay of its policy. A rebalance gives its move up
// when the node is not available, when the companion fails, and after Tuning::startTimeout; a drain does not.
void reconcileMoves(Plan& plan, std::set<SlotKey>& leaving, const std::set<SlotKey>& looked);

// The task that is to be replaced of a place under way; null if none is leaving.
[[nodiscard]] TaskPtr leaverOf(const store::View& view, const Slot& slot);
// The task that is to take its place, not yet running; null if there is none (yet).
[[nodiscard]] TaskPtr companionOf(const store::View& view, const Slot& slot);

// The task that leaves has its successor: it is only waiting to be stopped.
[[nodiscard]] bool isReplaced(const store::View& view, const Slot& slot);

// The last companion that ended by itself; null if none is on record.
[[nodiscard]] TaskPtr failedCompanionOf(const store::View& view, const Slot& slot);

// Why the task that leaves the place is not (yet) started elsewhere; empty: nothing of its service speaks against it.
[[nodiscard]] std::string moveObstacle(const store::View& view, const api::Service& service, const Slot& slot);

} // namespace skep::orchestrator

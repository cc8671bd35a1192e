#pragma once

#include "shared/orchestrator/restarts.h"
#include "shared/orchestrator/work.h"

namespace skep::orchestrator {

// One task on each node that may have it (orchestration.md §3.3). `filled`: the nodes whose task takes part in updates,
// remembered from pass to pass. A node that changed gets what the spec says at once; that is no part of an update.
void reconcileGlobal(Plan& plan, Restarts& restarts, std::set<SlotKey>& filled, const Work& work);

} // namespace skep::orchestrator

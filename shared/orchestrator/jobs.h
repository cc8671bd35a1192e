#pragma once

#include "shared/orchestrator/restarts.h"
#include "shared/orchestrator/work.h"

namespace skep::orchestrator {

// Runs tasks to completion: a number of times (replicated job, in places 1…n), or once on each node (global job):
// orchestration.md §3.4. Each change of the service begins another iteration; tasks of earlier ones are stopped.
void reconcileJob(Plan& plan, Restarts& restarts, const Work& work);

} // namespace skep::orchestrator

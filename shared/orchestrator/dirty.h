#pragma once

#include "shared/orchestrator/slots.h"

namespace skep::orchestrator {

// Whether `task` must be replaced to follow the service's spec (orchestration.md §5.2): its template or its ports
// differ. Another placement alone does not matter while the task's node satisfies it; nor do other registry credentials
// once the task was prepared.
[[nodiscard]] bool isDirty(const store::View& view, const api::Service& service, const api::Task& task);

} // namespace skep::orchestrator

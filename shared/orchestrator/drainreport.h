#pragma once

#include "shared/api/reports.h"
#include "shared/store/store.h"

namespace skep::orchestrator {

// How far the drain of a node has come, read from the store.
[[nodiscard]] api::DrainReport drainReport(const store::View& view, const api::Node& node);

} // namespace skep::orchestrator

#pragma once

#include "shared/api/reports.h"
#include "shared/store/store.h"

namespace skep::orchestrator {

// How far the update of a service has come, read from the store.
[[nodiscard]] api::UpdateReport updateReport(const store::View& view, const api::Service& service, Timestamp now);

} // namespace skep::orchestrator

#pragma once

#include "shared/base/rng.h"
#include "shared/planning/planning.h"

namespace skep::planning {

// Writes the change as the API (or, for a lost node, the dispatcher) would. Of a service it also settles the endpoint,
// as the allocator would. Errors: InvalidArgument, NotFound, AlreadyExists.
[[nodiscard]] Result<void> apply(store::Tx& tx, const Change& change, Timestamp now, Rng& rng);

} // namespace skep::planning

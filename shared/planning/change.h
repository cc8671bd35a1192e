#pragma once

#include "shared/base/rng.h"
#include "shared/planning/planning.h"

namespace skep::planning {

// Writes the change as the API (or, for a lost node, the dispatcher) would. Of a service it also settles the endpoint,
// as the allocator would. Of a rebalance it only says what speaks against it. Errors: InvalidArgument, NotFound,
// AlreadyExists.
[[nodiscard]] Result<void> apply(store::Tx& tx, const Change& change, Timestamp now, Rng& rng);

// What nodes that are added are like: a worker that is READY, if there is one. Null when there are no nodes.
[[nodiscard]] store::Ptr<api::Node> modelOfNewNodes(const store::View& view);

} // namespace skep::planning

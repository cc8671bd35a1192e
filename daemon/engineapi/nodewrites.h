#pragma once

#include "shared/api/objects.h"
#include "shared/store/store.h"

#include <string>

namespace skep::engineapi {

// Drains the node: at once, or (`gapFree`) so that what runs there is stopped only once it runs elsewhere. Asked again, it
// changes the one into the other; a drain without a gap that goes on keeps its date. Error NotFound.
[[nodiscard]] Result<void> drainNode(store::Tx& tx, const std::string& id, bool gapFree, Timestamp now);

} // namespace skep::engineapi

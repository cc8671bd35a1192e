#pragma once

#include "shared/store/store.h"

#include <vector>

namespace skep::planning {

// What a view holds, as far as planning goes by it. The objects never change, so another thread may have it.
struct Copy {
    std::uint64_t version = 1;
    std::vector<store::ObjectPtr> objects;
};

[[nodiscard]] Copy copyOf(const store::View& view);

} // namespace skep::planning

#pragma once

#include "shared/store/store.h"

#include <vector>

namespace skep::planning {

struct Copy {
    std::uint64_t version = 1;
    std::vector<store::ObjectPtr> objects;
};

// Everything in the view, for Store::restore(). What JSON does not carry is filled in: names and endpoints of tasks from
// their service, network ids from the networks merged into attachments.
[[nodiscard]] Copy copyOf(const store::View& view);

} // namespace skep::planning

#pragma once

#include "shared/api/objects.h"

#include <string>
#include <vector>

namespace skep::ui {

// What a command would act on: objects of one kind, by id. Empty: the cluster itself.
struct Selection {
    api::ObjectKind kind = api::ObjectKind::Cluster;
    std::vector<std::string> ids;

    [[nodiscard]] bool single() const { return ids.size() == 1; }
    bool operator==(const Selection&) const = default;
};

} // namespace skep::ui

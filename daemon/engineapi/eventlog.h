#pragma once

#include "daemon/engineapi/filters.h"
#include "shared/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace skep::engineapi {

// One line of GET /events (docker-api.md §9).
struct SwarmEvent {
    std::string type, action, id;
    std::vector<std::pair<std::string, std::string>> attributes; // in Docker's order; "name" first
    Timestamp at;
    std::uint64_t version = 0;

    [[nodiscard]] std::string json() const;
    [[nodiscard]] bool passes(const Filters& filters) const;
};

// What clients are told of a change; nothing for tasks and for clusters.
[[nodiscard]] std::optional<SwarmEvent> swarmEvent(const store::Event& event, std::uint64_t version, Timestamp now);

} // namespace skep::engineapi

#pragma once

#include "shared/orchestrator/slots.h"
#include "shared/planning/planning.h"
#include "shared/planning/world.h"

#include <map>
#include <string>

namespace skep::planning {

// Who has each place of each service, at one moment of a World.
struct Snapshot {
    using Key = std::pair<std::string, orchestrator::SlotKey>; // service id, place
    struct Holder {
        std::string taskId;
        std::string nodeId; // "" while it waits
        std::string waiterId; // the newest task that no node takes; not taskId while an older one holds the place (start-first)
    };

    std::map<Key, Holder> places;
    std::map<std::string, std::string> services; // id → name
    std::map<std::string, std::uint64_t> waiting; // by service id
    std::map<std::string, Load> loads; // by node id
    World::Copies copies;
};

[[nodiscard]] Snapshot snapshotOf(const World& world);

// What became of `before` in the world as it is now.
[[nodiscard]] Answer compare(const Snapshot& before, const World& world);

} // namespace skep::planning

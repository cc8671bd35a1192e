#pragma once

#include "shared/orchestrator/slots.h"

namespace skep::orchestrator {

// What to look at in one service.
struct Work {
    bool whole = false; // everything: its spec or its update status changed
    std::set<SlotKey> slots; // a task of the place changed, or its node, or its alarm went off
    std::set<SlotKey> removed; // the record of a task disappeared
    std::set<SlotKey> kicked; // and the task was wanted: somebody wants another one
    std::set<std::string> nodes; // nodes that changed, for services with a task on each node
};

} // namespace skep::orchestrator

#pragma once

#include "shared/planning/copy.h"
#include "shared/planning/planning.h"

#include <string>
#include <vector>

namespace skep::planning {

// What a question can move of a cluster. The rest need not be simulated, which is nearly all of a large one.
struct Scope
{
    // A cluster of its own: every node, network and task without service, and the services that a change is about, with
    // their tasks. Of other replicated services it has the places alone that are not at rest or have a task on a node
    // that a change is about; the service wants as many copies fewer as are left out. Where that would not come to the
    // same it has the whole service; for a rebalance it has all of them.
    Copy copy;
    // Running tasks that are left out. They stay where they are and hold what they hold.
    std::vector<store::Ptr<api::Task>> still;
    // The changes, with nodes and services by id.
    Question question;
};

// Errors: those of the first change that cannot be made, as Simulation::start() words them.
[[nodiscard]] Result<Scope> scopeOf(Copy whole, const Question& question, Timestamp now);

} // namespace skep::planning

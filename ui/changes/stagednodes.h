#pragma once

#include "ui/actions/nodechanges.h"
#include "ui/changes/changeset.h"

namespace skep::ui {

// What a simulation is asked about: roles move no tasks.
[[nodiscard]] std::vector<planning::Change> effectsOf(NodeChange change, const NodeIds& ids);
// One change of one node, as an edit that waits with others.
[[nodiscard]] StagedChange stagedNodeChange(Cluster& cluster, NodeChange change, const std::string& id, NodeManner manner = {});

} // namespace skep::ui

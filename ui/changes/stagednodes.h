#pragma once

#include "ui/actions/nodechanges.h"
#include "ui/changes/changeset.h"

namespace skep::ui {

// What a simulation is asked about: roles move no tasks.
[[nodiscard]] std::vector<planning::Change> effectsOf(NodeChange change, const NodeIds& ids);
// One change of one node, as an edit that waits with others.
[[nodiscard]] StagedChange stagedNodeChange(Cluster& cluster, NodeChange change, const std::string& id, NodeManner manner = {});

// From StagedChange::kept; nothing when that is no change of a node that is there.
[[nodiscard]] std::optional<StagedChange> stagedAgain(Cluster& cluster, const QJsonObject& kept);

} // namespace skep::ui

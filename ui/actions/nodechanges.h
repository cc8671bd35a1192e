#pragma once

#include "ui/actions/noderules.h"
#include "ui/cluster/cluster.h"

namespace skep::ui {

// The change as an operation with progress and, where it can be taken back, undo.
[[nodiscard]] Operations::Work nodeWork(Cluster& cluster, NodeChange change, const NodeIds& ids, NodeManner manner = {});

// The verb of a button: "Drain worker-2".
[[nodiscard]] QString verbText(NodeChange change, const store::View& view, const NodeIds& ids, NodeManner manner = {});

} // namespace skep::ui

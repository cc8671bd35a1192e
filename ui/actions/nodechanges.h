#pragma once

#include "ui/actions/noderules.h"
#include "ui/cluster/cluster.h"

namespace skep::ui {

// The change as an operation with progress and, where it can be taken back, undo. `force` is for Remove: also a node
// that is not down.
[[nodiscard]] Operations::Work nodeWork(Cluster& cluster, NodeChange change, const NodeIds& ids, bool force = false);
void startNodeChange(Cluster& cluster, NodeChange change, const NodeIds& ids, bool force = false);
// Drain where each task runs on until another one runs elsewhere; for servers that have "drain".
void startGapFreeDrain(Cluster& cluster, const NodeIds& ids);

// The verb of a button: "Drain worker-2".
[[nodiscard]] QString verbText(NodeChange change, const store::View& view, const NodeIds& ids);

} // namespace skep::ui

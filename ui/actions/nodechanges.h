#pragma once

#include "ui/actions/noderules.h"
#include "ui/cluster/cluster.h"

namespace skep::ui {

// The change as an operation with progress and, where it can be taken back, undo.
[[nodiscard]] Operations::Work nodeWork(Cluster& cluster, NodeChange change, const NodeIds& ids, NodeManner manner = {});

// Writes one member of each node's specification, {id, value}, in this order and no further than the first that fails.
[[nodiscard]] async::Task<Result<void>> writeMember(
    client::ClusterConnection* connection, std::vector<std::pair<std::string, QString>> values, QString member);
// Converges when no task is left on them.
[[nodiscard]] std::function<bool(Operation&)> untilEmpty(Cluster& cluster, const NodeIds& ids);

// The verb of a button: "Drain worker-2".
[[nodiscard]] QString verbText(NodeChange change, const store::View& view, const NodeIds& ids, NodeManner manner = {});

} // namespace skep::ui

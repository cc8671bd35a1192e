#pragma once

#include "ui/actions/noderules.h"
#include "ui/cluster/cluster.h"

namespace skep::ui {

// A change as the program's own files spell it, for those that make it again.
struct KeptNodeChange {
    NodeChange change = NodeChange::Drain;
    NodeManner manner;
};
[[nodiscard]] QJsonObject keptOf(const KeptNodeChange& change);
[[nodiscard]] std::optional<KeptNodeChange> keptNodeChange(const QJsonObject& kept);

// The change as an operation with progress and, where it can be taken back, undo.
[[nodiscard]] Operations::Work nodeWork(Cluster& cluster, NodeChange change, const NodeIds& ids, NodeManner manner = {});
// Of what it kept.
inline constexpr const char* NodeWorkKind = "nodes";
[[nodiscard]] std::optional<Operations::Work> nodeWorkAgain(Cluster& cluster, const QJsonObject& kept);

// Writes one member of each node's specification, {id, value}, in this order and no further than the first that fails.
[[nodiscard]] async::Task<Result<void>> writeMember(
    client::ClusterConnection* connection, std::vector<std::pair<std::string, QString>> values, QString member);
// How many of their tasks are not over; of a node that is down, which cannot report an end, how many should go on.
[[nodiscard]] int tasksLeft(const store::View& view, const NodeIds& ids);
// Converges when none of these is left, of which there were `total` once.
[[nodiscard]] std::function<bool(Operation&)> untilEmpty(Cluster& cluster, const NodeIds& ids, int total);

// The verb of a button: "Drain worker-2".
[[nodiscard]] QString verbText(NodeChange change, const store::View& view, const NodeIds& ids, NodeManner manner = {});

} // namespace skep::ui

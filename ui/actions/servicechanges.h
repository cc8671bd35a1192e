#pragma once

#include "ui/cluster/cluster.h"

namespace skep::ui {

// The number of replicas as `change` makes it of the present one. Error FailedPrecondition: the service is not replicated.
[[nodiscard]] client::ClusterConnection::Edit replicasEdit(std::function<std::uint64_t(std::uint64_t)> change);

// Starts operations on one service.
void scaleService(Cluster& cluster, const std::string& id, std::uint64_t replicas);
inline constexpr const char* ScaleKind = "scale";
[[nodiscard]] std::optional<Operations::Work> scaleAgain(Cluster& cluster, const QJsonObject& kept);
void rollbackService(Cluster& cluster, const std::string& id);
void restartService(Cluster& cluster, const std::string& id);
// Capability "history": goes back to that revision, which is `wanted`.
void useRevision(Cluster& cluster, const std::string& id, std::uint64_t number, const api::ServiceSpec& wanted);
// Makes the service's specification this one; what Skep does not know of it stays as it is.
void useSpec(Cluster& cluster, const std::string& id, const api::ServiceSpec& wanted);
// Capability "pause".
void pauseUpdate(Cluster& cluster, const std::string& id, bool pause);
// Capability "rebalance": evens out where its tasks run, one after the other without a gap.
void rebalanceService(Cluster& cluster, const std::string& id);
inline constexpr const char* RebalanceKind = "rebalance";
[[nodiscard]] std::optional<Operations::Work> rebalanceAgain(Cluster& cluster, const QJsonObject& kept);

} // namespace skep::ui

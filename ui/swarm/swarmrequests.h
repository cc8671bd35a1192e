#pragma once

#include "ui/cluster/cluster.h"

#include <QJsonObject>

// What is asked of a swarm or of a node about its membership. Secrets are handed to the caller and kept nowhere.
namespace skep::ui {

// What Docker's engine always can, and Skep once it lists it: "autolock", "externalca", "rootrotation" (of a swarm of several nodes).
[[nodiscard]] bool offers(const Cluster& cluster, const char* what);

// Of the manager in use.
[[nodiscard]] async::Task<Result<QString>> fetchJoinToken(client::ClusterConnection* connection, api::NodeRole role);
// FailedPrecondition while autolock is off: there is none.
[[nodiscard]] async::Task<Result<QString>> fetchUnlockKey(client::ClusterConnection* connection);
[[nodiscard]] async::Task<Result<std::string>> fetchFromManager(
    client::ClusterConnection* connection, std::string path);
// Of the node that answers, manager or not: POST /swarm/init, join, leave, unlock.
[[nodiscard]] async::Task<Result<std::string>> postToNode(client::ClusterConnection* connection, std::string path,
    QJsonObject body, client::EngineClient::Queries queries = {});

[[nodiscard]] async::Task<Result<void>> rotateToken(client::ClusterConnection* connection, api::NodeRole role);
[[nodiscard]] async::Task<Result<void>> rotateUnlockKey(client::ClusterConnection* connection);
[[nodiscard]] async::Task<Result<void>> setAutolock(client::ClusterConnection* connection, bool on);

// Operations with progress.
void startRootRotation(Cluster& cluster);
inline constexpr const char* RootRotationKind = "rootRotation";
[[nodiscard]] std::optional<Operations::Work> rootRotationAgain(Cluster& cluster, const QJsonObject& kept);
// From now on until a node appears that is not there yet. Answers the operation's number.
int waitForNewNode(Cluster& cluster, api::NodeRole role);
inline constexpr const char* NewNodeKind = "newNode";
[[nodiscard]] std::optional<Operations::Work> newNodeAgain(Cluster& cluster, const QJsonObject& kept);

} // namespace skep::ui

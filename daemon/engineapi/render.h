#pragma once

#include "daemon/engineapi/answer.h"
#include "daemon/engineapi/backend.h"
#include "shared/api/objects.h"
#include "shared/store/store.h"

#include <string>
#include <vector>

namespace skep::engineapi {

// Objects as the API shows them: what is never stored is merged in.
[[nodiscard]] std::string render(api::Node node, const RaftView& raft);
// With the networks it is attached to. `version` decides about members that older engines do not have.
[[nodiscard]] std::string render(api::Task task, const store::View& view, ApiNumber version);
// Without them.
[[nodiscard]] std::string renderBare(api::Task task);
[[nodiscard]] std::string render(api::Service service);
// Without keys; `withTokens` for GET /swarm only.
[[nodiscard]] std::string render(api::Cluster cluster, bool withTokens);

// The counters of GET /services?status=true (docker-api.md §7.3).
[[nodiscard]] api::ServiceStatus serviceStatus(const store::View& view, const api::Service& service);

[[nodiscard]] http::Response jsonList(const std::vector<std::string>& values);

} // namespace skep::engineapi

#pragma once

#include "shared/api/objects.h"
#include "shared/store/store.h"

#include <optional>
#include <string>
#include <vector>

// The writes behind POST /services/create, /services/{id}/update and what /skep/v1 adds to them: what is decided inside the transaction, so that two callers
// cannot both pass. Errors are the cluster's (shown with the rpc prefix).
namespace skep::engineapi {

[[nodiscard]] Result<void> createService(store::Tx& tx, const std::string& id, api::ServiceSpec spec, Timestamp now);

struct ServiceUpdate {
    std::string id;
    std::uint64_t version = 0; // that the client read
    api::ServiceSpec spec;     // ignored for a rollback
    bool rollback = false, authFromPrevious = false;
    std::optional<std::uint64_t> toRevision; // of a rollback; absent: the previous spec
    Timestamp now;
};
[[nodiscard]] Result<void> updateService(store::Tx& tx, const ServiceUpdate& update);

// Stops the update (or rollback) under way; places that are being updated are finished. Errors NotFound,
// FailedPrecondition: none is under way.
[[nodiscard]] Result<void> pauseUpdate(store::Tx& tx, const std::string& id);
// Goes on with one that was paused, by hand or by a failure; failures count from zero.
[[nodiscard]] Result<void> resumeUpdate(store::Tx& tx, const std::string& id);

// What can be stored but will not do what it seems to: too little room under the limit of replicas per node, for them
// or for updates that start new tasks first; start-first with a port of the node; a spread over something that not all
// nodes have; a monitor period too short for the health check. What holds for `before` as well has been said.
[[nodiscard]] std::vector<std::string> warningsAbout(
    const store::View& view, const api::ServiceSpec& spec, const api::ServiceSpec* before = nullptr);

} // namespace skep::engineapi

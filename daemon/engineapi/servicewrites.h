#pragma once

#include "shared/api/objects.h"
#include "shared/store/store.h"

#include <string>

// The writes behind POST /services/create and /services/{id}/update: what is decided inside the transaction, so that two callers
// cannot both pass. Errors are the cluster's (shown with the rpc prefix).
namespace skep::engineapi {

[[nodiscard]] Result<void> createService(store::Tx& tx, const std::string& id, api::ServiceSpec spec, Timestamp now);

struct ServiceUpdate {
    std::string id;
    std::uint64_t version = 0; // that the client read
    api::ServiceSpec spec;     // ignored for a rollback
    bool rollback = false, authFromPrevious = false;
    Timestamp now;
};
[[nodiscard]] Result<void> updateService(store::Tx& tx, const ServiceUpdate& update);

} // namespace skep::engineapi

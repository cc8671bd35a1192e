#pragma once

#include "shared/api/messages.h"
#include "shared/pki/identity.h"
#include "shared/store/store.h"

#include <optional>
#include <string>

namespace skep::ca {

// Who gets which certificate (control-plane.md §A.9). Pure.
struct Caller {
    std::string nodeId; // "" without a certificate of this cluster
    std::string clusterId;
};

struct Grant {
    pki::Subject subject;
    bool isNew = false;               // a node record has to be made
    std::uint64_t tokenGeneration = 0; // for new ones: of the token that admitted it
};

// A caller with a certificate of a node that is still part of the cluster renews: with the role it has now. Anybody else needs a
// join token, whose kind decides the role; `newId` names the node then.
// Errors: InvalidArgument "A valid join token is necessary to join this cluster"; Unavailable before the cluster exists.
[[nodiscard]] Result<Grant> decide(
    const store::View& view, const Caller& caller, const api::CaIssueRequest& request, const std::string& newId);

[[nodiscard]] bool isRemoved(const api::Cluster& cluster, const std::string& nodeId);

// A fresh token for the present root.
void rotateToken(api::Cluster& cluster, pki::Role role, Timestamp now);

} // namespace skep::ca

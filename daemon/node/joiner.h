#pragma once

#include "daemon/rpc/tls.h"
#include "shared/api/messages.h"
#include "shared/async/task.h"

#include <string>
#include <vector>

namespace skep::node {

struct Joined {
    std::string nodeId;
    rpc::TlsIdentity identity;
};

// From a join token to a certificate: the root is fetched without trust and compared with the token's digest; only then is the token's
// secret sent, over a connection that the root vouches for (control-plane.md §A.8, §A.9). The token is not kept.
// Errors: InvalidArgument (token refused, or it does not fit this cluster's root), Unavailable.
[[nodiscard]] async::Task<Result<Joined>> requestCertificate(std::vector<std::string> remoteAddrs, api::SecretText token,
    api::Availability availability, std::string hostname, async::Stop stop);

// A new certificate for a node that has one, with the role that the managers now give it.
[[nodiscard]] async::Task<Result<rpc::TlsIdentity>> renewCertificate(
    rpc::TlsIdentity identity, std::vector<api::ManagerAddress> managers, async::Stop stop);

} // namespace skep::node

#pragma once

#include "shared/base/result.h"

#include <optional>
#include <string>

class QSslConfiguration;

namespace skep::rpc {

// What a node proves itself with and whom it trusts, all PEM.
struct TlsIdentity {
    // Leaf, then intermediates.
    std::string certificatePem;
    std::string keyPem;
    std::string rootsPem;
};

// What a client demands of the server.
struct ClientTls {
    // Absent: connect without a certificate (joining).
    std::optional<TlsIdentity> identity = {};
    // Whom to trust; empty: identity->rootsPem.
    std::string rootsPem = {};
    // Must be among the DNS names of the server's certificate.
    std::string expectedName = "swarm-manager";
    // Verify nothing and present nothing, because the root is not known yet. Such a connection calls CaRoot only, and
    // its answer is worth nothing until compared with a token's digest.
    bool insecureForRoot = false;
};

// TLS 1.3, own roots only, no session tickets: a ticket would outlive the removal of a node.
// Error: InvalidArgument naming the part that cannot be used.
[[nodiscard]] Result<QSslConfiguration> serverConfiguration(const TlsIdentity& identity);
[[nodiscard]] Result<QSslConfiguration> clientConfiguration(const ClientTls& tls);

} // namespace skep::rpc

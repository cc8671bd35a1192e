#pragma once

#include "shared/pki/identity.h"

#include <optional>
#include <string>

class QSslSocket;

namespace skep::rpc {

// Who is at the other end of a connection.
struct Peer {
    std::string nodeId;
    std::optional<pki::Role> role;
    std::string clusterId;
    // IP address without port, no brackets.
    std::string address;

    // Without a certificate of this swarm: may only ask for the root and for a certificate.
    [[nodiscard]] bool anonymous() const { return !role; }
    bool operator==(const Peer&) const = default;
};

// The only place that reads a peer's certificate. Qt accepts a handshake with a foreign or expired certificate where
// the certificate is optional, and only sslHandshakeErrors() tells; such a peer is anonymous.
[[nodiscard]] Peer identityOf(const QSslSocket& socket);

} // namespace skep::rpc

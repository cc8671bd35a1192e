#pragma once

#include "daemon/mesh/portpublisher.h"

#include <memory>
#include <string>

namespace skep::mesh {

class Proxy;

// Publishes ports by carrying the bytes itself, in a thread of its own (epoll and splice, platform-notes §10): needs no
// privilege and works on loopback, at roughly 0.7 of the kernel's throughput and 0.4 of its connection rate.
//
// A TCP connection goes to the next target in turn; one that refuses is skipped, and a client for whom none is left is reset.
// Half-closes are passed on. Each UDP client keeps its target until it has been silent for a while.
// Used from one thread, handles included; a handle may outlive the publisher. Raises this process's soft limit of open files
// to the hard one, for connections are files.
class ProxyPublisher final : public PortPublisher {
public:
    // Ports are opened on this IP address; "", "0.0.0.0" and "::" mean every address of the node, IPv4 and IPv6.
    explicit ProxyPublisher(std::string listenAddress = {});
    // Closes all ports and connections.
    ~ProxyPublisher() override;

    // Further errors: InvalidArgument for a bad address or port; Unimplemented for SCTP; PermissionDenied and Unavailable when
    // the system does not open the port.
    [[nodiscard]] Result<std::shared_ptr<Attachment>> attach(api::PortProtocol protocol, std::uint32_t publishedPort,
        std::string targetAddress, std::uint32_t targetPort) override;

private:
    std::shared_ptr<Proxy> m_proxy;
};

} // namespace skep::mesh

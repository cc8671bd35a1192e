#pragma once

#include "shared/api/common.h"
#include "shared/base/result.h"

#include <cstdint>
#include <memory>
#include <string>

namespace skep::mesh {

// One target of one published port, attached as long as this lives.
class Attachment {
public:
    virtual ~Attachment() = default;
    // It gets no new connections; those that are open go on. Once.
    virtual void withdraw() = 0;
    // A TCP connection to it is open, or one may still be given to it. Only what was withdrawn stops being in use.
    [[nodiscard]] virtual bool inUse() const = 0;
};

// Published ports of this node (ingress mode, this milestone: for tasks that run here). A port is open as long as at least one
// target is attached to it; new connections go round robin over its targets. Withdrawing a target lets its open connections go on.
class PortPublisher {
public:
    virtual ~PortPublisher() = default;

    // Attaches `targetAddress`:`targetPort` to `publishedPort`. All services that attach to one
    // (protocol, port) must be the same service (the managers see to it).
    // Error FailedPrecondition: the port is taken by another program on this node: "port 8080/tcp is already in use on this node".
    [[nodiscard]] virtual Result<std::shared_ptr<Attachment>> attach(api::PortProtocol protocol, std::uint32_t publishedPort,
        std::string targetAddress, std::uint32_t targetPort) = 0;
};

} // namespace skep::mesh

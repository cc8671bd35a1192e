#pragma once

#include "daemon/docker/wire.h"
#include "daemon/mesh/portpublisher.h"

#include <memory>
#include <vector>

namespace skep::docker {

// The ingress ports of one container: traffic that arrives on the node goes to the container's own address.
class IngressPorts {
public:
    // Once; later calls do nothing, also after withdraw(). Error: FailedPrecondition when the container has no address, or
    // as PortPublisher::attach; then nothing is published.
    [[nodiscard]] Result<void> publish(const api::Task& task, const NetworkSettings& network, mesh::PortPublisher& publisher);
    // They get no new connections; those that are open go on.
    void withdraw();
    // A connection is open, or one may still come.
    [[nodiscard]] bool inUse() const;

private:
    bool m_published = false;
    std::vector<std::shared_ptr<mesh::Attachment>> m_attachments;
};

} // namespace skep::docker

#pragma once

#include "daemon/docker/containerfeed.h"
#include "daemon/docker/engineclient.h"
#include "daemon/docker/gate.h"
#include "daemon/docker/imagepuller.h"
#include "daemon/docker/taskfiles.h"
#include "daemon/mesh/portpublisher.h"

#include <memory>
#include <optional>
#include <string>

namespace skep::docker {

struct ExecutorOptions {
    std::string socketPath = "/var/run/docker.sock";
    // Replaces the engine's host name unless empty.
    std::string hostname;
    // In addition to the engine's.
    api::Labels engineLabels;
    // Address on which the engine binds ports in host mode; "", "0.0.0.0" and "::": all.
    std::string publishAddress;
    // For secrets and configs; see TaskFiles. The engine must see the same files under this path.
    std::string filesDirectory = "/run/skep/files";
    // Creates and starts that the engine works on at once; 0: one per core, between MinStartsAtOnce and MaxStartsAtOnce.
    std::size_t startsAtOnce = 0;
    // Stops that may begin together; 0: StopsAtOnce.
    std::size_t stopsAtOnce = 0;
};

// What an executor shares with its controllers. Lives as long as any of them; after close() every call ends with Cancelled.
class Engine {
public:
    Engine(ExecutorOptions engineOptions, mesh::PortPublisher& portPublisher);

    // Requested by close().
    [[nodiscard]] const async::Stop& stop() const { return scope.stop(); }
    // A controller's step is under way until the handle is dropped; close() waits for it.
    [[nodiscard]] std::shared_ptr<void> beginStep();
    [[nodiscard]] async::Task<void> close();

    const ExecutorOptions options;
    mesh::PortPublisher& publisher;
    async::TaskScope scope;
    EngineClient client;
    ContainerFeed feed;
    ImagePuller puller;
    TaskFiles files;
    Gate starts, stops;

private:
    struct Steps {
        std::size_t running = 0;
        std::optional<async::Pending<void>> idle;
    };
    const std::shared_ptr<Steps> m_steps = std::make_shared<Steps>();
};

} // namespace skep::docker

#pragma once

#include "daemon/agent/executor.h"
#include "daemon/docker/engine.h"

#include <memory>
#include <string>
#include <vector>

namespace skep::docker {

// Runs tasks as containers of a Docker Engine (20.10 and later), or of what speaks its API, behind a Unix socket. The engine may
// come, go and be replaced at any time; nothing is asked of it before the first call.
class DockerExecutor final : public agent::Executor {
public:
    // `publisher` serves ports in ingress mode and outlives this and the controllers.
    DockerExecutor(ExecutorOptions options, mesh::PortPublisher& publisher);

    [[nodiscard]] async::Task<Result<api::NodeDescription>> describe() override;
    [[nodiscard]] std::unique_ptr<agent::Controller> controller(agent::TaskContext context) override;
    [[nodiscard]] async::Task<Result<void>> removeOthers(std::string nodeId, std::vector<std::string> taskIds) override;
    [[nodiscard]] async::Task<void> close() override;

private:
    const std::shared_ptr<Engine> m_engine;
};

} // namespace skep::docker

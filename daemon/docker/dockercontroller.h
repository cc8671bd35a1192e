#pragma once

#include "daemon/agent/executor.h"
#include "daemon/docker/containerconfig.h"
#include "daemon/docker/engine.h"
#include "daemon/docker/ingressports.h"

#include <memory>
#include <optional>
#include <string>

namespace skep::docker {

// One task's container. What it is doing now is asked of the engine only when this object does not know: after it was made for a
// container that exists, and after a call that failed without an answer.
class DockerController final : public agent::Controller {
public:
    DockerController(std::shared_ptr<Engine> engine, agent::TaskContext context);
    ~DockerController() override;

    [[nodiscard]] async::Task<Result<void>> prepare() override;
    [[nodiscard]] async::Task<Result<void>> start() override;
    [[nodiscard]] async::Task<Result<agent::Exit>> wait() override;
    [[nodiscard]] async::Task<Result<void>> shutdown() override;
    [[nodiscard]] async::Task<Result<void>> remove() override;

    [[nodiscard]] std::optional<api::ContainerStatus> containerStatus() const override;
    [[nodiscard]] api::PortStatus portStatus() const override;

private:
    class Busy;

    // prepare()
    [[nodiscard]] async::Task<Result<void>> create();
    [[nodiscard]] async::Task<Result<void>> createFrom(std::string body);
    [[nodiscard]] async::Task<Result<void>> adopt(Error conflict);
    // start()
    [[nodiscard]] async::Task<Result<void>> launch();
    [[nodiscard]] async::Task<Result<void>> postStart();
    [[nodiscard]] async::Task<Result<bool>> untilHealthy();
    [[nodiscard]] async::Task<Result<void>> giveUp(Error why);
    // wait()
    [[nodiscard]] async::Task<Result<agent::Exit>> untilEnded();

    // Makes sure that m_container is the task's container and up to date. Error: NotFound when there is none.
    [[nodiscard]] async::Task<Result<void>> find();
    [[nodiscard]] async::Task<Result<void>> inspect();
    [[nodiscard]] async::Task<void> finishAnswers();
    [[nodiscard]] async::Task<Result<void>> stopContainer();
    [[nodiscard]] async::Task<Result<void>> stopPolitely();
    void take(const Inspection& inspection);
    void hold(std::string containerId);
    [[nodiscard]] Error notThere() const;
    [[nodiscard]] agent::Exit exit() const;

    const std::shared_ptr<Engine> m_engine;
    agent::TaskContext m_context; // never changes
    const std::string m_name;
    // Requested by shutdown() and by the engine's close(): ends waiting in prepare() and start().
    async::Stop m_interrupt;
    std::shared_ptr<void> m_interruptLink;
    std::optional<async::Pending<void>> m_stepOver; // while prepare() or start() is under way

    std::unique_ptr<WatchedContainer> m_container;
    std::shared_ptr<void> m_watch;
    bool m_upToDate = false; // m_container tells what is
    NetworkSettings m_network;
    bool m_unhealthy = false; // we stop it, or stopped it, for that
    IngressPorts m_ingress;
};

} // namespace skep::docker

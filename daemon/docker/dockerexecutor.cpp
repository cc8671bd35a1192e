#include "daemon/docker/dockerexecutor.h"

#include "daemon/docker/defaults.h"
#include "daemon/docker/dockercontroller.h"
#include "daemon/docker/nodedescription.h"
#include "shared/base/logging.h"

#include <algorithm>

namespace skep::docker {

DockerExecutor::DockerExecutor(ExecutorOptions options, mesh::PortPublisher& publisher)
    : m_engine(std::make_shared<Engine>(std::move(options), publisher))
{
}

async::Task<Result<api::NodeDescription>> DockerExecutor::describe()
{
    const auto engine = m_engine;
    const auto step = engine->beginStep();
    EngineClient::Call call{.method = "GET", .path = "/info"};
    const auto answer = co_await engine->client.request(std::move(call), QueryDeadline, engine->stop());
    if (!answer)
        co_return Failure(answer.error());
    const auto info = api::fromJson<InfoAnswer>(answer->body);
    if (!info)
        co_return fail(ErrorCode::Internal, "the container engine's description cannot be read: " + info.error().message);
    co_return nodeDescription(*info, engine->options.hostname, engine->options.engineLabels);
}

std::unique_ptr<agent::Controller> DockerExecutor::controller(agent::TaskContext context)
{
    return std::make_unique<DockerController>(m_engine, std::move(context));
}

async::Task<Result<void>> DockerExecutor::removeOthers(std::string nodeId, std::vector<std::string> taskIds)
{
    const auto engine = m_engine;
    const auto step = engine->beginStep();
    const Filters filters{{"label", {std::string(NodeIdLabel) + "=" + nodeId}}};
    EngineClient::Call call{.method = "GET", .path = "/containers/json", .query = {{"all", "1"}, {"filters", toText(filters)}}};
    const auto answer = co_await engine->client.request(std::move(call), QueryDeadline, engine->stop());
    if (!answer)
        co_return Failure(answer.error());
    const auto containers = api::listFromJson<ListedContainer>(answer->body);
    if (!containers)
        co_return Failure(containers.error());
    for (const auto& container : *containers) {
        const auto label = container.labels.find(std::string(TaskIdLabel));
        if (label != container.labels.end() && std::ranges::find(taskIds, label->second) != taskIds.end())
            continue;
        qCInfo(logDocker) << "removing a container that belongs to no task, id=" << log(container.id);
        EngineClient::Call removal{.method = "DELETE",
            .path = "/containers/" + http::percentEncode(container.id),
            .query = {{"force", "1"}, {"v", "1"}}};
        const auto removed = co_await engine->client.request(std::move(removal), WorkDeadline, engine->stop());
        // Gone, or on its way out by another's hand.
        const bool fine
            = removed || removed.error().code == ErrorCode::NotFound || removed.error().code == ErrorCode::AlreadyExists;
        if (!fine)
            co_return Failure(removed.error());
    }
    engine->files.removeOthers(nodeId, taskIds);
    co_return Result<void>{};
}

async::Task<void> DockerExecutor::close()
{
    const auto engine = m_engine;
    co_await engine->close();
}

} // namespace skep::docker

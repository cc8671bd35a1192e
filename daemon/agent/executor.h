#pragma once

#include "shared/api/objects.h"
#include "shared/async/task.h"

#include <memory>
#include <string>
#include <vector>

namespace skep::agent {

// What a container is made from: the task, and what only its node knows.
struct TaskContext {
    api::Task task;
    std::string nodeId, nodeHostname;
    api::Platform nodePlatform;
    std::vector<api::Secret> secrets; // with data; those that the task names
    std::vector<api::Config> configs;
};

// How a container came to its end.
struct Exit {
    std::int64_t code = 0;
    std::string error; // the engine's words, or "unhealthy container"; "" for a plain exit

    [[nodiscard]] bool ok() const { return code == 0 && error.empty(); }
};

// Runs one task. Every call is one step of orchestration.md §2.3 and is made by one coroutine at a time, except shutdown(), which
// may come while prepare(), start() or wait() is under way and makes them end soon. Steps are repeatable: a controller made for a
// container that already exists (after a restart of this program) continues from what it finds and never makes a second one.
// Errors: Unavailable and DeadlineExceeded are worth another try, all others are final for the task.
class Controller {
public:
    virtual ~Controller() = default;

    // Image present (pulled if need be), container created.
    [[nodiscard]] virtual async::Task<Result<void>> prepare() = 0;
    // Container started, healthy if it has a health check, its published ports answering.
    [[nodiscard]] virtual async::Task<Result<void>> start() = 0;
    // Until the container ends. An unhealthy container is stopped and ends with Exit::error.
    [[nodiscard]] virtual async::Task<Result<Exit>> wait() = 0;
    // Published ports withdrawn, stop signal, grace period, kill. Well-defined in every state; nothing to stop is success.
    [[nodiscard]] virtual async::Task<Result<void>> shutdown() = 0;
    // The container and what belongs to it are gone.
    [[nodiscard]] virtual async::Task<Result<void>> remove() = 0;

    // As last seen; no value before there is a container.
    [[nodiscard]] virtual std::optional<api::ContainerStatus> containerStatus() const = 0;
    // Ports published on this node in host mode.
    [[nodiscard]] virtual api::PortStatus portStatus() const = 0;
};

// The only door to containers. Made once per node.
class Executor {
public:
    virtual ~Executor() = default;

    // Hostname, platform, resources, engine version, plugins. Error Unavailable while there is no engine.
    [[nodiscard]] virtual async::Task<Result<api::NodeDescription>> describe() = 0;
    [[nodiscard]] virtual std::unique_ptr<Controller> controller(TaskContext context) = 0;
    // Removes containers that carry this node's label but belong to none of `taskIds`: left over from before a restart or a leave.
    [[nodiscard]] virtual async::Task<Result<void>> removeOthers(std::string nodeId, std::vector<std::string> taskIds) = 0;
    // Before destruction. No further call comes; steps that are still under way end soon with Cancelled, and their containers are
    // left as they are.
    [[nodiscard]] virtual async::Task<void> close() = 0;
};

} // namespace skep::agent

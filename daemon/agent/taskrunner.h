#pragma once

#include "daemon/agent/dependencies.h"
#include "daemon/agent/executor.h"
#include "daemon/agent/taskdriver.h"
#include "shared/async/task.h"

#include <memory>
#include <optional>
#include <string>

namespace skep::agent {

// What a runner asks of its worker.
class TaskHost {
public:
    virtual ~TaskHost() = default;
    // A controller for the task with what is known of its secrets and configs.
    [[nodiscard]] virtual std::unique_ptr<Controller> makeController(const api::Task& task, Dependencies::Found found) = 0;
    [[nodiscard]] virtual Dependencies::Found dependenciesOf(const api::Task& task) const = 0;
    // Whether everything the managers want to be here has arrived; until then a missing secret may still come.
    [[nodiscard]] virtual bool settled() const = 0;
    // False while containers that belong to no task are looked for and this task is too new to be spared.
    [[nodiscard]] virtual bool mayCreateContainer(const std::string& taskId) const = 0;
    virtual void statusChanged(const std::string& taskId, const api::TaskStatus& status) = 0;
};

// Drives one task from its observed to its desired state: one coroutine, one step at a time. Only a stop interrupts a step.
class TaskRunner {
public:
    // `task` carries its observed status. `credentialsDropped`: it needs a registry's credentials, which are not stored.
    TaskRunner(TaskHost& host, api::Task task, bool credentialsDropped);
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    // Ends when the task is removed(), or soon after `stop`; then the container is left as it is, and a step under way goes on
    // without us. Call once.
    [[nodiscard]] async::Task<void> run(async::Stop stop);

    // The managers' present wish; its status is ignored, ours is newer. Returns whether it differs from the last. A desired state
    // below the last one is refused.
    bool update(api::Task task);
    // Stop and remove the container, then end. Passing failures are retried for ever, or `tries` times.
    void remove(std::optional<int> tries = {});
    // Something that the host is asked for may have changed.
    void wake();

    [[nodiscard]] const api::Task& task() const { return m_task; }
    [[nodiscard]] bool removing() const { return m_removing; }
    // The container is gone, or was given up.
    [[nodiscard]] bool removed() const { return m_removed; }

private:
    struct Work;

    [[nodiscard]] bool stopWanted() const;
    [[nodiscard]] async::Task<void> perform(Step step, async::Stop stop);
    [[nodiscard]] async::Task<Result<void>> halt(async::Stop stop);
    [[nodiscard]] async::Task<void> dispose(async::Stop stop);
    [[nodiscard]] async::Task<void> pause(async::Stop stop);
    [[nodiscard]] async::Task<bool> rest(async::Stop stop);
    [[nodiscard]] Result<bool> takeController(Step step);
    [[nodiscard]] std::shared_ptr<Work> begin(Step step);
    [[nodiscard]] std::shared_ptr<Work> watch(async::Task<Result<void>> step);
    [[nodiscard]] std::shared_ptr<Work> watch(async::Task<Result<Exit>> step);
    void settle(Step step, const Result<Exit>& result);
    void enter(api::TaskState state);
    void record(api::TaskStatus status);
    [[nodiscard]] Observation seen() const;

    TaskHost& m_host;
    api::Task m_task;
    std::shared_ptr<async::Notify> m_wake; // shared with steps that may outlive us
    std::shared_ptr<Controller> m_controller;
    bool m_controllerLacks = false; // made before everything that the task names was here
    bool m_credentialsDropped;
    bool m_removing = false, m_removed = false;
    std::optional<int> m_tries;
};

} // namespace skep::agent

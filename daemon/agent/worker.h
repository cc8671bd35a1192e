#pragma once

#include "daemon/agent/dependencies.h"
#include "daemon/agent/executor.h"
#include "daemon/agent/taskdb.h"
#include "daemon/agent/taskrunner.h"
#include "shared/api/messages.h"
#include "shared/async/task.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace skep::agent {

struct NodeFacts {
    std::string nodeId, hostname;
    api::Platform platform;

    bool operator==(const NodeFacts&) const = default;
};

// Makes this node run exactly what it is assigned: one runner per task. Remembers assignments and statuses in the database.
class Worker final : private TaskHost {
public:
    // Every status that differs from the last one, in the turn of the loop in which it was observed.
    using StatusCallback = std::function<void(const std::string& taskId, const api::TaskStatus& status)>;

    Worker(Executor& executor, TaskDb& db, NodeFacts facts, StatusCallback onStatus);
    ~Worker() override;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Goes on with the tasks in the database; needs no manager. Call once, before anything else.
    [[nodiscard]] async::Task<void> start();
    // A new session begins: a complete set that an earlier one left unfinished is forgotten.
    void beginSession();
    // Takes effect before it returns: the first step of a new task is under way then.
    void apply(const api::Assignments& assignments);
    // For tasks that are prepared from now on.
    void setFacts(NodeFacts facts);

    // Of every task that managers want here, if this node had something to do with it.
    [[nodiscard]] std::vector<api::TaskStatusUpdate> statuses() const;
    [[nodiscard]] std::size_t taskCount() const { return m_runners.size(); }

    // Stops and removes everything; what is applied from now on is ignored. Gives up on containers whose engine does not answer.
    [[nodiscard]] async::Task<void> leave();
    // Stops driving. Containers keep running. The executor must outlive steps that are under way; see Executor::close().
    [[nodiscard]] async::Task<void> close();

private:
    std::unique_ptr<Controller> makeController(const api::Task& task, Dependencies::Found found) override;
    Dependencies::Found dependenciesOf(const api::Task& task) const override;
    bool settled() const override { return m_settled; }
    bool mayCreateContainer(const std::string& taskId) const override;
    void statusChanged(const std::string& taskId, const api::TaskStatus& status) override;

    void assign(const api::Task& task);
    void drop(const std::string& taskId);
    void add(api::Task task, bool credentialsDropped);
    [[nodiscard]] async::Task<void> drive(std::string taskId);
    [[nodiscard]] async::Task<void> sweep();
    void finishCompleteSet();
    void forgetUnneeded();
    void wakeAll();

    Executor& m_executor;
    TaskDb& m_db;
    NodeFacts m_facts;
    StatusCallback m_onStatus;
    Dependencies m_dependencies;
    std::map<std::string, std::unique_ptr<TaskRunner>> m_runners;
    std::map<std::string, api::Task> m_returning; // assigned again while they are being removed
    std::optional<std::set<std::string>> m_completing; // tasks of the complete set that is arriving
    std::optional<std::set<std::string>> m_spared; // while a sweep is under way: tasks whose containers it leaves alone
    bool m_settled = false; // nothing of a complete set is outstanding
    bool m_swept = false;
    bool m_leaving = false;
    async::Notify m_removedOne;
    async::TaskScope m_scope;
};

} // namespace skep::agent

#include "daemon/agent/worker.h"

#include "daemon/agent/abandon.h"
#include "daemon/agent/defaults.h"
#include "shared/base/logging.h"

#include <utility>

namespace skep::agent {

using api::TaskState;

Worker::Worker(Executor& executor, TaskDb& db, NodeFacts facts, StatusCallback onStatus)
    : m_executor(executor)
    , m_db(db)
    , m_facts(std::move(facts))
    , m_onStatus(std::move(onStatus))
{
}

Worker::~Worker() = default;

async::Task<void> Worker::start()
{
    auto rows = m_db.load();
    if (!rows) {
        // The managers will say what to run, and containers that run are found again.
        qCCritical(logAgent) << "cannot read the assigned tasks, error=" << log(rows.error().message);
        co_return;
    }
    if (!rows->empty())
        qCInfo(logAgent) << "going on with tasks, count=" << rows->size();
    for (auto& row : *rows)
        add(std::move(row.task), row.credentialsDropped);
    co_return;
}

void Worker::beginSession() { m_completing.reset(); }

void Worker::apply(const api::Assignments& assignments)
{
    if (m_leaving || m_scope.stop().requested())
        return;
    if (assignments.complete && !m_completing) {
        m_completing.emplace();
        m_settled = false;
        m_dependencies.clear();
    }
    m_dependencies.add(assignments.secrets, assignments.configs);
    for (const auto& task : assignments.tasks) {
        if (m_completing)
            m_completing->insert(task.id);
        assign(task);
    }
    for (const auto& id : assignments.removedTasks) {
        if (m_completing)
            m_completing->erase(id);
        drop(id);
    }
    if (assignments.complete && assignments.last)
        finishCompleteSet();
    else if (!assignments.removedTasks.empty() && m_settled)
        forgetUnneeded();
}

void Worker::assign(const api::Task& task)
{
    const auto it = m_runners.find(task.id);
    if (it == m_runners.end()) {
        m_db.put(task);
        add(task, false);
    } else if (it->second->removing()) {
        m_returning[task.id] = task;
    } else if (it->second->update(task)) {
        m_db.put(it->second->task());
    }
}

void Worker::drop(const std::string& taskId)
{
    m_returning.erase(taskId);
    const auto it = m_runners.find(taskId);
    if (it != m_runners.end() && !it->second->removing())
        it->second->remove();
}

void Worker::add(api::Task task, bool credentialsDropped)
{
    const std::string id = task.id;
    m_runners[id] = std::make_unique<TaskRunner>(static_cast<TaskHost&>(*this), std::move(task), credentialsDropped);
    m_scope.spawn("task", drive(id));
}

async::Task<void> Worker::drive(std::string taskId)
{
    auto& runner = *m_runners.at(taskId);
    co_await runner.run(m_scope.stop());
    if (!runner.removed())
        co_return;
    m_runners.erase(taskId);
    m_db.remove(taskId);
    if (auto returning = m_returning.extract(taskId); !returning.empty() && !m_leaving)
        assign(returning.mapped());
    m_removedOne.notify();
}

void Worker::finishCompleteSet()
{
    const auto wanted = std::exchange(m_completing, {}).value_or(std::set<std::string>{});
    for (const auto& [id, runner] : m_runners) {
        if (!wanted.contains(id) && !runner->removing())
            runner->remove();
    }
    std::erase_if(m_returning, [&](const auto& entry) { return !wanted.contains(entry.first); });
    m_settled = true;
    forgetUnneeded();
    wakeAll();
    if (!std::exchange(m_swept, true))
        m_scope.spawn("sweep", sweep());
}

// A secret stays until no task on this node names it any more, although managers may count it as released earlier: they send it
// again with the next task that needs it, but not if they believe that it is still here.
void Worker::forgetUnneeded()
{
    std::vector<const api::Task*> tasks;
    for (const auto& [id, runner] : m_runners) {
        if (!runner->removing())
            tasks.push_back(&runner->task());
    }
    for (const auto& [id, task] : m_returning)
        tasks.push_back(&task);
    m_dependencies.keepOnly(tasks);
}

void Worker::wakeAll()
{
    for (const auto& [id, runner] : m_runners)
        runner->wake();
}

// Once per life of this program, and only when the managers have said what belongs here: a lost database must not cost a container.
async::Task<void> Worker::sweep()
{
    const auto stop = m_scope.stop();
    while (!stop.requested() && !m_leaving) {
        std::vector<std::string> ids;
        for (const auto& [id, runner] : m_runners)
            ids.push_back(id);
        m_spared.emplace(ids.begin(), ids.end());
        const auto swept = co_await orAbandon(m_executor.removeOthers(m_facts.nodeId, ids), stop, -1ns, {});
        m_spared.reset();
        wakeAll();
        if (swept)
            co_return;
        if (!isTransient(swept.error())) {
            qCWarning(logAgent) << "cannot remove containers that belong to no task, error=" << log(swept.error().message);
            co_return;
        }
        [[maybe_unused]] const auto slept = co_await async::sleepFor(SweepRetry, stop);
    }
}

void Worker::setFacts(NodeFacts facts) { m_facts = std::move(facts); }

std::vector<api::TaskStatusUpdate> Worker::statuses() const
{
    std::vector<api::TaskStatusUpdate> result;
    for (const auto& [id, runner] : m_runners) {
        if (!runner->removing() && runner->task().status.state > TaskState::Assigned)
            result.push_back({.taskId = id, .status = runner->task().status});
    }
    return result;
}

async::Task<void> Worker::leave()
{
    m_leaving = true;
    m_returning.clear();
    for (const auto& [id, runner] : m_runners)
        runner->remove(LeaveTries);
    const auto stop = m_scope.stop();
    while (!m_runners.empty() && !stop.requested()) {
        [[maybe_unused]] const auto woken = co_await m_removedOne.wait(stop);
    }
    m_dependencies.clear();
    const auto swept = co_await orAbandon(
        m_executor.removeOthers(m_facts.nodeId, {}), stop, StepRetry * LeaveTries, "removing containers took too long");
    if (!swept && !stop.requested())
        qCWarning(logAgent) << "containers of this node may be left behind, error=" << log(swept.error().message);
    const auto flushed = co_await m_db.flush();
    if (!flushed)
        qCCritical(logAgent) << "cannot forget the assigned tasks, error=" << log(flushed.error().message);
}

async::Task<void> Worker::close()
{
    co_await m_scope.close();
    const auto flushed = co_await m_db.flush();
    if (!flushed)
        qCCritical(logAgent) << "cannot write the assigned tasks, error=" << log(flushed.error().message);
}

std::unique_ptr<Controller> Worker::makeController(const api::Task& task, Dependencies::Found found)
{
    return m_executor.controller({.task = task,
        .nodeId = m_facts.nodeId,
        .nodeHostname = m_facts.hostname,
        .nodePlatform = m_facts.platform,
        .secrets = std::move(found.secrets),
        .configs = std::move(found.configs)});
}

Dependencies::Found Worker::dependenciesOf(const api::Task& task) const { return m_dependencies.of(task); }

bool Worker::mayCreateContainer(const std::string& taskId) const { return !m_spared || m_spared->contains(taskId); }

void Worker::statusChanged(const std::string& taskId, const api::TaskStatus& status)
{
    m_db.putStatus(taskId, status);
    if (m_onStatus)
        m_onStatus(taskId, status);
}

} // namespace skep::agent

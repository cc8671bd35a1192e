#include "shared/orchestrator/taskreaper.h"

#include "shared/orchestrator/restartpolicy.h"
#include "shared/orchestrator/taskinit.h"

#include <algorithm>
#include <utility>

namespace skep::orchestrator {

using api::TaskState;

namespace {

// Whatever the history limit says.
bool mustGo(const store::View& view, const api::Task& task)
{
    if (task.desiredState == TaskState::Remove)
        return !isOnNode(task) || !view.get<api::Node>(task.nodeId);
    return task.serviceId.empty() && task.status.state >= TaskState::Orphaned;
}

// Nobody runs it and nobody will. One that ended before it was to start still stands for the appointment.
bool isHistory(const api::Task& task)
{
    if (isTerminal(task.status.state))
        return task.desiredState != TaskState::Ready;
    return task.status.state < TaskState::Assigned && !isWanted(task);
}

// Its record answers a question: the job's place is done, or the place stays empty on purpose.
bool isEvidence(const Slot& slot, const api::Service& service, const api::Task& task)
{
    if (isJob(service)) {
        const api::Version current = service.jobStatus ? service.jobStatus->jobIteration : api::Version{};
        if (task.jobIteration != current)
            return false;
        if (task.status.state == TaskState::Complete)
            return true;
    }
    return task.id == slot.tasks.back()->id && !shouldRestart(slot, task);
}

std::int64_t keepLimit(const store::View& view, const api::Service& service)
{
    const auto cluster = view.cluster();
    const std::int64_t limit
        = cluster ? cluster->spec.orchestration.taskHistoryRetentionLimit.value_or(TaskHistory) : TaskHistory;
    const std::uint64_t attempts = restartPolicy(service.spec.task).maxAttempts;
    if (limit < 0 || attempts == 0)
        return limit;
    constexpr std::uint64_t Most = INT64_MAX - 1;
    return std::max(limit, static_cast<std::int64_t>(std::min(attempts, Most)) + 1);
}

} // namespace

void TaskReaper::start(const store::View& view, Timestamp)
{
    m_index.rebuild(view);
    m_places.clear();
    m_marked.clear();
    m_lost.clear();
    m_due.reset();
    m_notBefore = {};
    for (const auto& task : view.all<api::Task>()) {
        if (mustGo(view, *task))
            m_marked.insert(task->id);
        else if (!task->serviceId.empty())
            m_places.insert({task->serviceId, slotKey(*task)});
    }
    m_atOnce = !m_marked.empty() || !m_places.empty();
}

void TaskReaper::observe(const store::Event& event)
{
    m_index.observe(event);
    observeTask(event);
    if (const auto node = store::as<api::Node>(event.object); node && event.action == store::Action::Remove)
        m_lost.insert(node->id);
    const auto cluster = store::as<api::Cluster>(event.object);
    const auto old = store::as<api::Cluster>(event.old);
    if (cluster && old && cluster->spec.orchestration != old->spec.orchestration)
        for (const std::string& serviceId : m_index.serviceIds())
            for (const auto& [key, ids] : m_index.slots(serviceId))
                m_places.insert({serviceId, key});
}

void TaskReaper::observeTask(const store::Event& event)
{
    const auto task = store::as<api::Task>(event.object);
    if (!task || event.action == store::Action::Remove)
        return;
    if (task->desiredState == TaskState::Remove
        || (task->serviceId.empty() && task->status.state >= TaskState::Orphaned))
        m_marked.insert(task->id);
    else if (!task->serviceId.empty() && (event.action == store::Action::Create || isHistory(*task)))
        m_places.insert({task->serviceId, slotKey(*task)});
}

std::optional<Timestamp> TaskReaper::reconcile(store::Tx& tx, Timestamp now, Rng&)
{
    const std::size_t waiting = m_places.size() + m_marked.size() + m_lost.size();
    if (waiting == 0)
        return std::nullopt;
    if (!m_due)
        m_due = now + ReapInterval;
    const Timestamp due = m_atOnce || waiting > ReapAtOnce ? now : *m_due;
    if (now < std::max(due, m_notBefore))
        return std::max(due, m_notBefore);
    reap(tx);
    m_atOnce = !m_places.empty() || !m_marked.empty();
    m_due.reset();
    m_notBefore = now + PassGap;
    return m_atOnce ? std::optional(m_notBefore) : std::nullopt;
}

void TaskReaper::reap(store::Tx& tx)
{
    for (const std::string& nodeId : std::exchange(m_lost, {}))
        for (const auto& task : tx.tasksOfNode(nodeId))
            if (task->desiredState == TaskState::Remove)
                m_marked.insert(task->id);
    m_deleted = 0;
    while (!m_marked.empty() && m_deleted < m_tuning.writesPerPass) {
        const auto id = m_marked.extract(m_marked.begin());
        if (const auto task = tx.get<api::Task>(id.value()); task && mustGo(tx, *task))
            erase(tx, *task);
    }
    for (std::size_t looked = 0;
         !m_places.empty() && m_deleted < m_tuning.writesPerPass && looked < m_tuning.placesPerPass; ++looked) {
        const auto place = m_places.extract(m_places.begin());
        trim(tx, place.value());
    }
}

void TaskReaper::trim(store::Tx& tx, const Place& place)
{
    const auto& [serviceId, key] = place;
    const auto service = tx.get<api::Service>(serviceId);
    if (!service)
        return;
    const std::int64_t limit = keepLimit(tx, *service);
    const TaskIndex::Slots& slots = m_index.slots(serviceId);
    const auto known = slots.find(key);
    if (limit < 0 || known == slots.end() || static_cast<std::int64_t>(known->second.size()) <= limit)
        return;
    const Slot slot = m_index.slot(tx, serviceId, key);
    auto count = static_cast<std::int64_t>(slot.tasks.size());
    for (const TaskPtr& task : slot.tasks) {
        if (count <= limit)
            return;
        if (!isHistory(*task) || isEvidence(slot, *service, *task))
            continue;
        erase(tx, *task);
        --count;
    }
}

void TaskReaper::erase(store::Tx& tx, const api::Task& task)
{
    if (!tx.remove<api::Task>(task.id))
        return;
    m_index.remove(task);
    ++m_deleted;
}

} // namespace skep::orchestrator

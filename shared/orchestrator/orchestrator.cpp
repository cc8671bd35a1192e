#include "shared/orchestrator/orchestrator.h"

#include "shared/orchestrator/global.h"
#include "shared/orchestrator/jobs.h"
#include "shared/orchestrator/moves.h"
#include "shared/orchestrator/replicated.h"
#include "shared/orchestrator/taskinit.h"
#include "shared/orchestrator/updateslots.h"

#include <utility>

namespace skep::orchestrator {

using api::TaskState;
using store::Action;

namespace {

bool isPerNode(const api::Service& service)
{
    return service.spec.mode.global || service.spec.mode.globalJob;
}

// What may move tasks: a heartbeat's worth of change elsewhere in the node does not.
bool matters(const api::Node& old, const api::Node& node)
{
    return old.status.state != node.status.state || old.status.addr != node.status.addr || old.spec != node.spec
        || old.role != node.role || old.description != node.description || old.gapFreeDrain != node.gapFreeDrain;
}

} // namespace

Orchestrator::Orchestrator(Tuning tuning)
    : m_tuning(tuning)
    , m_restarts(m_tuning)
{
}

void Orchestrator::start(const store::View& view, Timestamp)
{
    m_index.rebuild(view);
    m_alarms.clear();
    m_restarts.clear();
    m_known.clear();
    m_perNode.clear();
    m_work.clear();
    m_changedNodes.clear();
    m_emptying.clear();
    for (const auto& node : view.all<api::Node>())
        if (isDrainedGapFree(*node))
            m_emptying.insert(node->id);
    m_passAt = {};
    for (const std::string& id : m_index.serviceIds())
        m_work[id].whole = true;
    for (const auto& service : view.all<api::Service>()) {
        m_work[service->id].whole = true;
        if (isPerNode(*service))
            m_perNode.insert(service->id);
    }
}

void Orchestrator::observe(const store::Event& event)
{
    m_index.observe(event);
    m_restarts.observe(event);
    observeService(event);
    observeTask(event);
    observeNode(event);
}

void Orchestrator::observeService(const store::Event& event)
{
    const auto service = store::as<api::Service>(event.object);
    if (!service)
        return;
    const auto old = store::as<api::Service>(event.old);
    if (event.action == Action::Remove)
        m_perNode.erase(service->id);
    else if (isPerNode(*service))
        m_perNode.insert(service->id);
    if (event.action != Action::Update || !old || old->spec != service->spec || old->specVersion != service->specVersion
        || old->updateStatus != service->updateStatus || old->jobStatus != service->jobStatus)
        m_work[service->id].whole = true;
}

void Orchestrator::observeTask(const store::Event& event)
{
    const auto task = store::as<api::Task>(event.object);
    if (!task || task->serviceId.empty())
        return;
    const auto old = store::as<api::Task>(event.old);
    if (event.action == Action::Remove) {
        m_work[task->serviceId].removed.insert(slotKey(*task));
        if (isWanted(*task))
            m_work[task->serviceId].kicked.insert(slotKey(*task));
    } else if (!old || old->status.state != task->status.state || old->desiredState != task->desiredState
        || old->nodeId != task->nodeId || old->move != task->move) {
        m_work[task->serviceId].slots.insert(slotKey(*task));
    }
    // What is to run on every node leaves last.
    if (task->slot != 0 && m_emptying.contains(task->nodeId))
        for (const std::string& serviceId : m_perNode)
            m_work[serviceId].nodes.insert(task->nodeId);
}

void Orchestrator::observeNode(const store::Event& event)
{
    const auto node = store::as<api::Node>(event.object);
    if (!node)
        return;
    if (event.action != Action::Remove && isDrainedGapFree(*node))
        m_emptying.insert(node->id);
    else
        m_emptying.erase(node->id);
    const auto old = store::as<api::Node>(event.old);
    if (event.action != Action::Update || !old || matters(*old, *node))
        m_changedNodes.insert(node->id);
}

// Turns alarms and changed nodes into work.
void Orchestrator::collect(const store::View& view, Timestamp now)
{
    for (const Concern& concern : m_alarms.takeDue(now)) {
        Work& work = m_work[concern.serviceId];
        if (concern.slot)
            work.slots.insert(*concern.slot);
    }
    for (const std::string& nodeId : m_changedNodes) {
        for (const auto& task : view.tasksOfNode(nodeId))
            if (!task->serviceId.empty())
                m_work[task->serviceId].slots.insert(slotKey(*task));
        for (const std::string& serviceId : m_perNode)
            m_work[serviceId].nodes.insert(nodeId);
    }
    m_changedNodes.clear();
}

std::optional<Timestamp> Orchestrator::reconcile(store::Tx& tx, Timestamp now, Rng& rng)
{
    if (std::exchange(m_passAt, now) != now)
        m_writes = m_looks = 0;
    collect(tx, now);
    std::map<std::string, Work> todo = std::exchange(m_work, {});
    while (!todo.empty() && m_writes < m_tuning.writesPerPass && m_looks < m_tuning.placesPerPass) {
        auto next = todo.extract(todo.begin());
        const Work& work = next.mapped();
        m_looks += work.whole ? m_index.slots(next.key()).size()
                              : work.slots.size() + work.removed.size() + work.nodes.size();
        planService(tx, now, rng, next.key(), next.mapped());
        if (m_writes >= m_tuning.writesPerPass) {
            // It may have stopped half-way.
            next.mapped().whole = true;
            todo.insert(std::move(next));
        }
    }
    m_work = std::move(todo);
    return m_work.empty() ? m_alarms.next() : now + PassGap;
}

void Orchestrator::planService(store::Tx& tx, Timestamp now, Rng& rng, const std::string& id, const Work& work)
{
    Plan plan{.tx = tx,
        .now = now,
        .rng = rng,
        .tuning = m_tuning,
        .index = m_index,
        .alarms = m_alarms,
        .service = tx.get<api::Service>(id),
        .writes = m_writes,
        .touched = {}};
    if (!plan.service) {
        removeTasks(plan, id);
        return;
    }
    if (isJob(*plan.service))
        reconcileJob(plan, m_restarts, work);
    else
        planStanding(plan, m_known[id], work);

    std::set<SlotKey> waiting = std::exchange(plan.touched, {});
    waiting.insert(work.slots.begin(), work.slots.end());
    waiting.insert(work.removed.begin(), work.removed.end());
    if (work.whole)
        for (const auto& [key, ids] : m_index.slots(id))
            waiting.insert(key);
    for (const SlotKey& key : waiting)
        m_restarts.startDue(plan, key);
}

// Services that are to run for ever.
void Orchestrator::planStanding(Plan& plan, Known& known, const Work& work)
{
    std::set<SlotKey> changed = work.slots;
    changed.insert(work.removed.begin(), work.removed.end());
    for (const std::string& nodeId : work.nodes)
        changed.insert({.nodeId = nodeId});
    if (known.update)
        known.update->noteOutcomes(plan, changed, work.whole);
    if (plan.service->spec.mode.global)
        reconcileGlobal(plan, m_restarts, known.filled, work);
    else if (plan.service->spec.mode.replicated)
        reconcileReplicated(plan, m_restarts, known.filled, work);
    // What is known is not complete then; the service's turn comes again.
    if (plan.isFull())
        return;
    for (const SlotKey& key : work.whole ? known.filled : changed)
        settleSlot(plan, key);
    if (plan.service->spec.mode.replicated)
        reconcileMoves(plan, known.leaving, work.whole ? known.filled : changed);
    advanceUpdate(plan, m_restarts, known.update, known.filled, changed, work.whole);
}

// Of a service that is gone.
void Orchestrator::removeTasks(Plan& plan, const std::string& serviceId)
{
    for (const auto& [key, ids] : m_index.slots(serviceId)) {
        if (plan.isFull())
            return;
        for (const TaskPtr& task : m_index.slot(plan.tx, serviceId, key).tasks)
            plan.demand(*task, TaskState::Remove);
    }
    m_restarts.forgetService(serviceId);
    m_known.erase(serviceId);
}

} // namespace skep::orchestrator

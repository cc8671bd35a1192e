#include "shared/orchestrator/global.h"

#include "shared/orchestrator/updateslots.h"
#include "shared/scheduler/constraintmatch.h"

#include <algorithm>

namespace skep::orchestrator {

using api::Availability;
using api::TaskState;

namespace {

// A drain without a gap has not yet moved what can move: until then the node keeps what is to run on every node.
bool isStillNeeded(const Plan& plan, const api::Node& node)
{
    const auto tasks = plan.tx.tasksOfNode(node.id);
    return isDrainedGapFree(node) && std::any_of(tasks.begin(), tasks.end(), [](const TaskPtr& task) {
        return task->slot != 0 && isOnNode(*task);
    });
}

bool suits(const Plan& plan, const api::Node& node)
{
    return node.status.state != api::NodeState::Down
        && (node.spec.availability != Availability::Drain || isStillNeeded(plan, node))
        && scheduler::isMeantFor(node, plan.service->spec.task.placement.value_or(api::Placement{}));
}

void stop(Plan& plan, const Slot& slot, TaskState desired)
{
    for (const TaskPtr& task : slot.tasks)
        plan.demand(*task, desired);
}

// The node changed while no update is under way (it came back, or is no longer paused): its task is replaced at once.
void catchUp(Plan& plan, Restarts& restarts, const Slot& slot, const std::vector<TaskPtr>& tasks)
{
    const api::UpdateState state = updateState(*plan.service);
    if (isRolling(state) || isPaused(state) || !isDirtySlot(plan, tasks) || bestClean(plan, tasks))
        return;
    api::Task next = plan.task(slot.key);
    next.desiredState = TaskState::Ready;
    const api::Task made = next;
    restarts.startSoon(plan, made.id);
    plan.create(std::move(next));
    stopOthers(plan, slot, made);
}

void reconcileNode(Plan& plan, Restarts& restarts, std::set<SlotKey>& filled, const SlotKey& key, bool changed)
{
    filled.erase(key);
    const auto node = plan.tx.get<api::Node>(key.nodeId);
    const Slot before = plan.slot(key);
    if (!node)
        return stop(plan, before, TaskState::Remove);
    if (!suits(plan, *node))
        return stop(plan, before, TaskState::Shutdown);
    if (node->spec.availability != Availability::Active && node->spec.availability != Availability::Unspecified) {
        for (const TaskPtr& task : before.tasks)
            if (isTerminal(task->status.state))
                plan.demand(*task, TaskState::Shutdown);
        return;
    }
    restarts.restartEnded(plan, before);
    const Slot slot = plan.slot(key);
    const std::vector<TaskPtr> tasks = filledBy(slot, *plan.service);
    filled.insert(key);
    if (tasks.empty())
        restarts.createNext(plan, plan.task(key));
    else if (changed)
        catchUp(plan, restarts, slot, tasks);
}

} // namespace

void reconcileGlobal(Plan& plan, Restarts& restarts, std::set<SlotKey>& filled, const Work& work)
{
    std::set<SlotKey> keys = work.slots;
    for (const std::string& nodeId : work.nodes)
        keys.insert({.nodeId = nodeId});
    if (work.whole) {
        filled.clear();
        for (const auto& node : plan.tx.all<api::Node>())
            keys.insert({.nodeId = node->id});
        for (const auto& [key, ids] : plan.index.slots(plan.service->id))
            keys.insert(key);
    }
    for (const SlotKey& key : keys)
        if (!plan.isFull())
            reconcileNode(plan, restarts, filled, key, work.nodes.contains(key.nodeId));
}

} // namespace skep::orchestrator

#include "shared/orchestrator/updateslots.h"

#include "shared/orchestrator/dirty.h"

#include <algorithm>

namespace skep::orchestrator {

using api::TaskState;
using api::UpdateState;

UpdateState updateState(const api::Service& service)
{
    return service.updateStatus ? service.updateStatus->state : UpdateState::Unspecified;
}

bool isPaused(UpdateState state)
{
    return state == UpdateState::Paused || state == UpdateState::RollbackPaused;
}

bool isRolling(UpdateState state)
{
    return state == UpdateState::Updating || state == UpdateState::RollbackStarted;
}

bool isComing(const api::Task& task)
{
    return isWanted(task) && task.status.state < TaskState::Running;
}

bool isDirtySlot(const Plan& plan, const std::vector<TaskPtr>& tasks)
{
    const std::vector<TaskPtr> staying = stayers(plan.tx, tasks);
    return staying.size() > 1 || (staying.size() == 1 && isDirty(plan.tx, *plan.service, *staying.front()));
}

TaskPtr furthest(const std::vector<TaskPtr>& tasks)
{
    TaskPtr best;
    for (const TaskPtr& task : tasks)
        if (isWanted(*task) && !isTerminal(task->status.state) && (!best || best->status.state < task->status.state))
            best = task;
    return best;
}

TaskPtr bestClean(const Plan& plan, const std::vector<TaskPtr>& tasks)
{
    TaskPtr best;
    for (const TaskPtr& task : tasks)
        if (isWanted(*task) && !isTerminal(task->status.state) && !isDirty(plan.tx, *plan.service, *task)
            && (!best || best->status.state < task->status.state))
            best = task;
    return best;
}

TaskPtr newcomerOf(const Plan& plan, const Slot& slot)
{
    const TaskPtr best = bestClean(plan, slot.tasks);
    if (!best || !isComing(*best))
        return nullptr;
    const bool follows = std::any_of(slot.tasks.begin(), slot.tasks.end(), [&](const TaskPtr& other) {
        return other->desiredState != TaskState::Remove && isDirty(plan.tx, *plan.service, *other);
    });
    return follows ? best : nullptr;
}

api::Task successorOf(const Plan& plan, const SlotKey& key, const api::Task& old)
{
    api::Task next = plan.task(key);
    const UpdateState state = updateState(*plan.service);
    if ((state == UpdateState::Updating || state == UpdateState::Paused) && isDirty(plan.tx, *plan.service, old)) {
        next.spec = old.spec;
        next.specVersion = old.specVersion;
        next.endpoint = old.endpoint;
        next.logDriver = old.logDriver;
    }
    return next;
}

void stopOthers(Plan& plan, const Slot& slot, const api::Task& keep)
{
    for (const TaskPtr& task : slot.tasks)
        if (task->id != keep.id && isWanted(*task))
            plan.demand(*task, TaskState::Shutdown);
}

void settleSlot(Plan& plan, const SlotKey& key)
{
    std::vector<TaskPtr> rivals;
    for (const TaskPtr& task : plan.slot(key).tasks)
        if (isWanted(*task) && !isLeaving(plan.tx, *task))
            rivals.push_back(task);
    if (rivals.size() < 2)
        return;
    const TaskPtr keep = bestClean(plan, rivals);
    if (!keep) {
        // A move that was called off while its version waits for an update.
        if (const TaskPtr best = furthest(rivals))
            for (const TaskPtr& task : rivals)
                if (task->id != best->id && task->specVersion == best->specVersion)
                    plan.demand(*task, TaskState::Shutdown);
        return;
    }
    const bool replaces = keep->status.state == TaskState::Running && !isPaused(updateState(*plan.service));
    for (const TaskPtr& task : rivals)
        if (task->id != keep->id && (replaces || !isDirty(plan.tx, *plan.service, *task)))
            plan.demand(*task, TaskState::Shutdown);
}

} // namespace skep::orchestrator

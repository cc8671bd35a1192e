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
    return tasks.size() > 1 || (tasks.size() == 1 && isDirty(plan.tx, *plan.service, *tasks.front()));
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

void stopOthers(Plan& plan, const Slot& slot, const api::Task& keep)
{
    for (const TaskPtr& task : slot.tasks)
        if (task->id != keep.id && isWanted(*task))
            plan.demand(*task, TaskState::Shutdown);
}

void settleSlot(Plan& plan, const SlotKey& key)
{
    const Slot slot = plan.slot(key);
    if (std::count_if(slot.tasks.begin(), slot.tasks.end(), [](const TaskPtr& task) { return isWanted(*task); }) < 2)
        return;
    const TaskPtr keep = bestClean(plan, slot.tasks);
    if (!keep)
        return;
    const bool replaces = keep->status.state == TaskState::Running && !isPaused(updateState(*plan.service));
    for (const TaskPtr& task : slot.tasks)
        if (task->id != keep->id && isWanted(*task) && (replaces || !isDirty(plan.tx, *plan.service, *task)))
            plan.demand(*task, TaskState::Shutdown);
}

} // namespace skep::orchestrator

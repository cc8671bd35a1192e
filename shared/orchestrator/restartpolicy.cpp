#include "shared/orchestrator/restartpolicy.h"

#include <algorithm>

namespace skep::orchestrator {

using api::RestartCondition;
using api::TaskState;

RestartPolicy restartPolicy(const api::TaskSpec& spec)
{
    RestartPolicy policy;
    if (!spec.restartPolicy)
        return policy;
    if (spec.restartPolicy->condition != RestartCondition::Unspecified)
        policy.condition = spec.restartPolicy->condition;
    policy.delay = Nanoseconds(spec.restartPolicy->delay.value_or(RestartDelay.count()));
    policy.maxAttempts = spec.restartPolicy->maxAttempts.value_or(0);
    policy.window = Nanoseconds(spec.restartPolicy->window.value_or(0));
    return policy;
}

Nanoseconds gracePeriod(const api::Task& task)
{
    if (task.spec.container && task.spec.container->stopGracePeriod)
        return Nanoseconds(*task.spec.container->stopGracePeriod);
    return StopGracePeriod;
}

namespace {

bool conditionAllows(RestartCondition condition, const api::Task& task)
{
    const bool completed = task.status.state == TaskState::Complete;
    switch (condition) {
    case RestartCondition::None:
        return false;
    case RestartCondition::OnFailure:
        return !completed;
    case RestartCondition::Any:
    case RestartCondition::Unspecified:
        return !(completed && task.jobIteration);
    }
    return false;
}

// When the tasks of the same version up to and with `task` replaced one another, newest first.
std::vector<Timestamp> restartsUpTo(const Slot& slot, const api::Task& task)
{
    std::vector<Timestamp> made;
    bool reached = false;
    for (auto it = slot.tasks.rbegin(); it != slot.tasks.rend(); ++it) {
        const api::Task& other = **it;
        reached = reached || other.id == task.id;
        if (!reached || other.desiredState == TaskState::Remove)
            continue;
        if (other.specVersion != task.specVersion)
            break;
        made.push_back(other.meta.createdAt);
    }
    if (!made.empty())
        made.pop_back();
    return made;
}

} // namespace

bool shouldRestart(const Slot& slot, const api::Task& task)
{
    const RestartPolicy policy = restartPolicy(task.spec);
    if (!conditionAllows(policy.condition, task))
        return false;
    if (policy.maxAttempts == 0)
        return true;
    const std::vector<Timestamp> restarts = restartsUpTo(slot, task);
    if (policy.window <= 0ns)
        return restarts.size() < policy.maxAttempts;
    const Timestamp end = statusTime(task);
    const auto counted = std::count_if(restarts.begin(), restarts.end(),
        [&](Timestamp restart) { return end - policy.window < restart && restart < end; });
    return static_cast<std::uint64_t>(counted) < policy.maxAttempts;
}

std::vector<TaskPtr> filledBy(const Slot& slot, const api::Service& service)
{
    std::vector<TaskPtr> wanted;
    std::copy_if(slot.tasks.begin(), slot.tasks.end(), std::back_inserter(wanted),
        [](const TaskPtr& task) { return isWanted(*task); });
    // While rolling back, finished tasks do not count, so that it converges even over them.
    if (!wanted.empty() || (service.updateStatus && service.updateStatus->state == api::UpdateState::RollbackStarted))
        return wanted;
    // The newest, but rather one of the present version: while two ran side by side, the older may have outlived the newer.
    TaskPtr last;
    for (const TaskPtr& task : slot.tasks)
        if (task->desiredState != TaskState::Remove
            && (!last || task->specVersion == service.specVersion || last->specVersion != service.specVersion))
            last = task;
    if (last && !shouldRestart(slot, *last))
        wanted.push_back(last);
    return wanted;
}

unsigned failuresOnRecord(const Slot& slot, const api::Task& task, const Tuning& tuning)
{
    unsigned failures = 0;
    bool reached = false;
    for (auto it = slot.tasks.rbegin(); it != slot.tasks.rend(); ++it) {
        const api::Task& other = **it;
        reached = reached || other.id == task.id;
        if (!reached)
            continue;
        const bool failed = other.status.state == TaskState::Failed || other.status.state == TaskState::Rejected;
        if (!failed || other.specVersion != task.specVersion
            || other.meta.createdAt + tuning.backoffReset <= statusTime(other))
            break;
        ++failures;
    }
    return failures;
}

Nanoseconds restartDelay(const RestartPolicy& policy, unsigned failures, const Tuning& tuning)
{
    if (failures <= tuning.failuresBeforeBackoff)
        return policy.delay;
    Nanoseconds delay = std::max(policy.delay, Nanoseconds(1s));
    for (unsigned doublings = failures - tuning.failuresBeforeBackoff; doublings > 0 && delay < tuning.backoffCap;
         --doublings)
        delay *= 2;
    return std::max(policy.delay, std::min(delay, tuning.backoffCap));
}

} // namespace skep::orchestrator

#include "shared/orchestrator/jobs.h"

#include "shared/scheduler/constraintmatch.h"

#include <algorithm>

namespace skep::orchestrator {

using api::TaskState;

namespace {

enum class Place {
    Free,
    Active, // a task is on its way to completion
    Done,
    GivenUp, // its task failed and may not be restarted
};

Place placeOf(const Slot& slot)
{
    const auto any = [&](auto test) { return std::any_of(slot.tasks.begin(), slot.tasks.end(), test); };
    if (any([](const TaskPtr& task) { return task->status.state == TaskState::Complete; }))
        return Place::Done;
    if (any([](const TaskPtr& task) { return isWanted(*task); }))
        return Place::Active;
    const bool over
        = !slot.tasks.empty() && endedByItself(*slot.tasks.back()) && !shouldRestart(slot, *slot.tasks.back());
    return over ? Place::GivenUp : Place::Free;
}

// The tasks of this iteration in the place.
Slot current(const Plan& plan, const SlotKey& key)
{
    const api::Version iteration = plan.service->jobStatus ? plan.service->jobStatus->jobIteration : api::Version{};
    Slot slot = plan.slot(key);
    std::erase_if(slot.tasks, [&](const TaskPtr& task) { return task->jobIteration != iteration; });
    return slot;
}

void stopEarlier(Plan& plan, const SlotKey& key, const Slot& kept)
{
    for (const TaskPtr& task : plan.slot(key).tasks)
        if (!isTerminal(task->status.state)
            && std::find(kept.tasks.begin(), kept.tasks.end(), task) == kept.tasks.end())
            plan.demand(*task, TaskState::Remove);
}

void reconcileReplicatedJob(Plan& plan, Restarts& restarts)
{
    std::uint64_t done = 0, active = 0, givenUp = 0;
    std::set<std::uint64_t> used;
    std::vector<SlotKey> keys;
    for (const auto& [key, ids] : plan.index.slots(plan.service->id))
        keys.push_back(key);
    for (const SlotKey& key : keys) {
        const Slot slot = current(plan, key);
        stopEarlier(plan, key, slot);
        restarts.restartEnded(plan, slot);
        const Place place = placeOf(current(plan, key));
        done += place == Place::Done ? 1 : 0;
        active += place == Place::Active ? 1 : 0;
        givenUp += place == Place::GivenUp ? 1 : 0;
        if (place != Place::Free)
            used.insert(key.slot);
    }

    const api::ReplicatedJobMode& mode = *plan.service->spec.mode.replicatedJob;
    const std::uint64_t total = mode.totalCompletions.value_or(mode.maxConcurrent.value_or(1));
    const std::uint64_t concurrent = mode.maxConcurrent.value_or(1) > 0 ? mode.maxConcurrent.value_or(1) : total;
    const std::uint64_t taken = done + active + givenUp;
    if (active >= concurrent || taken >= total)
        return;
    std::uint64_t missing = std::min(concurrent - active, total - taken);
    for (std::uint64_t number = 1; missing > 0 && !plan.isFull(); ++number) {
        if (used.contains(number))
            continue;
        restarts.createNext(plan, plan.task({.slot = number}));
        --missing;
    }
}

void reconcileNode(Plan& plan, Restarts& restarts, const SlotKey& key)
{
    const Slot slot = current(plan, key);
    const auto node = plan.tx.get<api::Node>(key.nodeId);
    if (!node) {
        for (const TaskPtr& task : plan.slot(key).tasks)
            plan.demand(*task, TaskState::Remove);
        return;
    }
    stopEarlier(plan, key, slot);
    if (isOnInvalidNode(plan.tx, api::Task{.nodeId = key.nodeId})) {
        // Where the drain is to be without a gap, one that runs may come to its end.
        for (const TaskPtr& task : slot.tasks)
            if (!isTerminal(task->status.state) && isOnInvalidNode(plan.tx, *task))
                plan.demand(*task, TaskState::Shutdown);
        return;
    }
    const bool eligible = node->status.state == api::NodeState::Ready
        && node->spec.availability == api::Availability::Active
        && scheduler::isMeantFor(*node, plan.service->spec.task.placement.value_or(api::Placement{}));
    if (!eligible)
        return;
    restarts.restartEnded(plan, slot);
    if (placeOf(current(plan, key)) == Place::Free)
        restarts.createNext(plan, plan.task(key));
}

} // namespace

void reconcileJob(Plan& plan, Restarts& restarts, const Work& work)
{
    if (plan.service->spec.mode.replicatedJob)
        return reconcileReplicatedJob(plan, restarts);
    std::set<SlotKey> keys = work.slots;
    for (const std::string& nodeId : work.nodes)
        keys.insert({.nodeId = nodeId});
    if (work.whole) {
        for (const auto& node : plan.tx.all<api::Node>())
            keys.insert({.nodeId = node->id});
        for (const auto& [key, ids] : plan.index.slots(plan.service->id))
            keys.insert(key);
    }
    for (const SlotKey& key : keys)
        if (!plan.isFull())
            reconcileNode(plan, restarts, key);
}

} // namespace skep::orchestrator

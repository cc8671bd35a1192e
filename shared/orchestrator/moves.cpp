#include "shared/orchestrator/moves.h"

#include "shared/orchestrator/startstep.h"
#include "shared/orchestrator/update.h"
#include "shared/orchestrator/updateslots.h"

#include <algorithm>

namespace skep::orchestrator {

using api::TaskState;

namespace {

bool isAvailable(const store::View& view, const std::string& nodeId)
{
    const auto node = view.get<api::Node>(nodeId);
    return node && node->status.state == api::NodeState::Ready
        && node->spec.availability != api::Availability::Pause
        && node->spec.availability != api::Availability::Drain;
}

void giveUp(Plan& plan, const api::Task& leaver, const TaskPtr& companion)
{
    // One of another version is an update's, which sees to it.
    if (companion && companion->specVersion == leaver.specVersion)
        plan.demand(*companion, TaskState::Shutdown);
    const auto current = plan.tx.get<api::Task>(leaver.id);
    if (!current)
        return;
    api::Task stays = *current;
    stays.move.reset();
    if (plan.tx.update(std::move(stays)))
        ++plan.writes;
}

// Stops what is superfluous. Answers whether the place still has a leaver that waits.
bool tidy(Plan& plan, const Slot& slot, const TaskPtr& leaver)
{
    const bool replaced = isReplaced(plan.tx, slot);
    for (const TaskPtr& task : slot.tasks)
        if (isLeaving(plan.tx, *task) && (replaced || task->id != leaver->id))
            plan.demand(*task, TaskState::Shutdown);
    return !replaced;
}

// Whether a companion may be made now. One that failed is replaced by Restarts, after its delay.
bool isDue(Plan& plan, const Slot& slot, const api::Task& leaver)
{
    if (leavesByChoice(plan.tx, leaver) && (!isAvailable(plan.tx, leaver.move->to) || failedCompanionOf(plan.tx, slot))) {
        giveUp(plan, leaver, nullptr);
        return false;
    }
    return moveObstacle(plan.tx, *plan.service, slot).empty();
}

void sendOff(Plan& plan, const Slot& slot, const api::Task& leaver)
{
    api::Task next = successorOf(plan, slot.key, leaver);
    if (leavesByChoice(plan.tx, leaver)) {
        next.nodeId = leaver.move->to;
        plan.wakeAt(slot.key, plan.now + plan.tuning.startTimeout);
    }
    plan.create(std::move(next));
}

// A companion of a rebalance that does not come to run is given up.
void watch(Plan& plan, const Slot& slot, const api::Task& leaver, const TaskPtr& companion)
{
    if (!leavesByChoice(plan.tx, leaver))
        return;
    const Timestamp made = companion->meta.createdAt.isZero() ? plan.now : companion->meta.createdAt;
    if (made + plan.tuning.startTimeout <= plan.now || !isAvailable(plan.tx, leaver.move->to))
        giveUp(plan, leaver, companion);
    else
        plan.wakeAt(slot.key, made + plan.tuning.startTimeout);
}

} // namespace

TaskPtr leaverOf(const store::View& view, const Slot& slot)
{
    const auto found = std::find_if(
        slot.tasks.begin(), slot.tasks.end(), [&](const TaskPtr& task) { return isLeaving(view, *task); });
    return found == slot.tasks.end() ? nullptr : *found;
}

bool isReplaced(const store::View& view, const Slot& slot)
{
    return std::any_of(slot.tasks.begin(), slot.tasks.end(), [&](const TaskPtr& task) {
        return isWanted(*task) && task->status.state == TaskState::Running && !isLeaving(view, *task);
    });
}

TaskPtr companionOf(const store::View& view, const Slot& slot)
{
    TaskPtr companion;
    if (leaverOf(view, slot))
        for (const TaskPtr& task : slot.tasks)
            if (isComing(*task) && (!companion || companion->status.state < task->status.state))
                companion = task;
    return companion;
}

TaskPtr failedCompanionOf(const store::View& view, const Slot& slot)
{
    const TaskPtr leaver = leaverOf(view, slot);
    if (leaver)
        for (auto it = slot.tasks.rbegin(); it != slot.tasks.rend() && (*it)->id != leaver->id; ++it)
            if (endedByItself(**it) && (*it)->desiredState != TaskState::Remove)
                return *it;
    return nullptr;
}

std::string moveObstacle(const store::View& view, const api::Service& service, const Slot& slot)
{
    const TaskPtr leaver = leaverOf(view, slot);
    if (!leaver)
        return {};
    if (isRolling(updateState(service)))
        return "the update of service " + service.spec.name + " replaces its tasks first";
    if (restartPolicy(leaver->spec).condition == api::RestartCondition::None)
        return "its restart condition is none: it is not started elsewhere";
    const TaskPtr failed = failedCompanionOf(view, slot);
    if (failed && !companionOf(view, slot) && !shouldRestart(slot, *failed))
        return "task " + failed->id + " failed on node " + nodeText(view, failed->nodeId)
            + ", and its restart policy allows no further attempt";
    return {};
}

void reconcileMoves(Plan& plan, std::set<SlotKey>& leaving, const std::set<SlotKey>& looked)
{
    for (const SlotKey& key : looked) {
        if (leaverOf(plan.tx, plan.slot(key)))
            leaving.insert(key);
        else
            leaving.erase(key);
    }
    std::size_t underWay = 0;
    std::vector<SlotKey> waiting;
    for (auto it = leaving.begin(); it != leaving.end();) {
        const Slot slot = plan.slot(*it);
        const TaskPtr leaver = leaverOf(plan.tx, slot);
        if (!leaver || !tidy(plan, slot, leaver)) {
            it = leaving.erase(it);
            continue;
        }
        if (const TaskPtr companion = companionOf(plan.tx, slot)) {
            ++underWay;
            watch(plan, slot, *leaver, companion);
        } else {
            waiting.push_back(*it);
        }
        ++it;
    }
    const std::uint64_t most = updateRules(plan.service->spec.updateConfig).parallelism;
    for (const SlotKey& key : waiting) {
        if (plan.isFull() || (most != 0 && underWay >= most))
            return;
        const Slot slot = plan.slot(key);
        const TaskPtr leaver = leaverOf(plan.tx, slot);
        if (!leaver || !isDue(plan, slot, *leaver))
            continue;
        sendOff(plan, slot, *leaver);
        ++underWay;
    }
}

} // namespace skep::orchestrator

#include "shared/orchestrator/startstep.h"

#include "shared/orchestrator/restartpolicy.h"

#include <algorithm>

namespace skep::orchestrator {

using api::TaskState;

namespace {

// Of those that hold the place, the one that may hold it longest.
TaskPtr holderOf(const store::View& view, const Slot& slot, const api::Task& task)
{
    TaskPtr holder;
    for (const TaskPtr& other : slot.tasks)
        if (other->id != task.id && holdsItsPlace(view, *other)
            && (!holder || gracePeriod(*holder) < gracePeriod(*other)))
            holder = other;
    return holder;
}

std::string durationText(Nanoseconds duration)
{
    if (duration >= 1min && duration % 1min == 0ns)
        return std::to_string(duration / 1min) + " min";
    if (duration >= 1s)
        return std::to_string(duration / 1s) + " s";
    return std::to_string(duration / 1ms) + " ms";
}

std::string onNode(const store::View& view, const api::Task& task)
{
    return task.nodeId.empty() ? "" : " on node " + nodeText(view, task.nodeId);
}

// What its node or the scheduler says about it.
std::string remark(const api::Task& task)
{
    return task.status.err.empty() ? "" : ": " + task.status.err;
}

} // namespace

StartStep stepOf(const store::View& view, const Slot& slot, const api::Task& task)
{
    const TaskState state = task.status.state;
    if (isTerminal(state))
        return StartStep::Ended;
    if (state == TaskState::Running)
        return StartStep::Running;
    if (state <= TaskState::Pending)
        return StartStep::Placing;
    if (state < TaskState::Ready)
        return StartStep::Preparing;
    if (state == TaskState::Ready && task.desiredState <= TaskState::Ready)
        return holderOf(view, slot, task) ? StartStep::Yielding : StartStep::Delayed;
    return StartStep::Starting;
}

Timestamp stepSince(const api::Task& task, Timestamp now)
{
    const Timestamp since = std::max(statusTime(task), task.status.timestamp);
    return since.isZero() ? now : std::min(since, now);
}

std::string nodeText(const store::View& view, const std::string& nodeId)
{
    const auto node = view.get<api::Node>(nodeId);
    return node && !node->description.hostname.empty() ? node->description.hostname : nodeId;
}

std::string placeText(const store::View& view, const SlotKey& key)
{
    return key.slot != 0 ? "slot " + std::to_string(key.slot) : "node " + nodeText(view, key.nodeId);
}

std::string stepText(const store::View& view, const Slot& slot, const api::Task& task)
{
    const std::string name = "task " + task.id;
    switch (stepOf(view, slot, task)) {
    case StartStep::Placing:
        return name + " waits for a node" + remark(task);
    case StartStep::Preparing:
        return name + " is being prepared" + onNode(view, task) + remark(task);
    case StartStep::Yielding: {
        const TaskPtr holder = holderOf(view, slot, task);
        return name + " waits for task " + holder->id + " to stop" + onNode(view, *holder) + " (grace period "
            + durationText(gracePeriod(*holder)) + ")";
    }
    case StartStep::Delayed:
        return name + " waits for its restart delay";
    case StartStep::Starting:
        return name + " is starting" + onNode(view, task) + remark(task);
    case StartStep::Running:
        return name + " runs" + onNode(view, task);
    case StartStep::Ended:
        return name + " has ended" + remark(task);
    }
    return name;
}

} // namespace skep::orchestrator

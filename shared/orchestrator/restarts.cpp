#include "shared/orchestrator/restarts.h"

#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/taskinit.h"
#include "shared/orchestrator/updateslots.h"

#include <algorithm>

namespace skep::orchestrator {

using api::TaskState;

namespace {

bool isDrained(const store::View& view, const api::Task& task)
{
    const auto node = view.get<api::Node>(task.nodeId);
    return node && node->spec.availability == api::Availability::Drain;
}

// False if another task fills the place anyway (two of them: start-first).
bool isMissed(const Plan& plan, const Slot& slot, const api::Task& task)
{
    bool others = false, cleanOther = false;
    TaskPtr leaver;
    for (const TaskPtr& other : slot.tasks) {
        if (other->id == task.id || !isWanted(*other) || isTerminal(other->status.state)
            || isOnInvalidNode(plan.tx, *other))
            continue;
        if (isLeaving(plan.tx, *other) && !leavesByChoice(plan.tx, *other)) {
            leaver = other;
            continue;
        }
        others = true;
        cleanOther = cleanOther || !isDirty(plan.tx, *plan.service, *other);
    }
    if (!others && leaver) {
        // It was to take that task's place. An update that was stopped spreads no further, though.
        return !isPaused(updateState(*plan.service)) || !isDirty(plan.tx, *plan.service, *leaver)
            || isDirty(plan.tx, *plan.service, task);
    }
    if (!others)
        return true;
    // A newcomer that failed beside the old task tries again, unless the update was stopped over such failures.
    return !cleanOther && !isPaused(updateState(*plan.service)) && !isDirty(plan.tx, *plan.service, task);
}

} // namespace

void Restarts::clear()
{
    m_starts.clear();
    m_failures.clear();
    m_ranWell.clear();
}

void Restarts::observe(const store::Event& event)
{
    const auto task = store::as<api::Task>(event.object);
    if (!task)
        return;
    if (event.action == store::Action::Remove) {
        m_starts.erase(task->id);
        m_ranWell.erase(task->id);
        return;
    }
    const auto old = store::as<api::Task>(event.old);
    if (old && old->status.state == TaskState::Running && isTerminal(task->status.state)
        && statusTime(*task) - statusTime(*old) >= m_tuning.backoffReset)
        m_ranWell.insert(task->id);
}

void Restarts::forgetService(const std::string& serviceId)
{
    const auto from = m_failures.lower_bound({serviceId, SlotKey{}});
    m_failures.erase(
        from, std::find_if(from, m_failures.end(), [&](const auto& entry) { return entry.first.first != serviceId; }));
}

void Restarts::restartEnded(Plan& plan, const Slot& slot)
{
    for (const TaskPtr& task : slot.tasks) {
        const bool done = task->jobIteration && task->status.state == TaskState::Complete;
        if (!isWanted(*task) || done)
            continue;
        const bool ended = isTerminal(task->status.state);
        if (!ended && !isOnInvalidNode(plan.tx, *task))
            continue;
        // One that failed before it was to start keeps its appointment, else a missing image would make a tight loop.
        if (ended && task->desiredState < goal(*plan.service)) {
            const Timestamp due = startOf(plan, slot, *task).due;
            if (plan.now < due) {
                plan.wakeAt(slot.key, due);
                continue;
            }
        }
        restart(plan, slot, *task);
    }
}

void Restarts::restart(Plan& plan, const Slot& slot, const api::Task& task)
{
    plan.demand(task, TaskState::Shutdown);
    if (!shouldRestart(slot, task) || !isMissed(plan, slot, task))
        return;

    api::Task next = successorOf(plan, slot.key, task);
    next.desiredState = TaskState::Ready;
    m_starts[next.id] = {.since = plan.now, .due = plan.now + delayAfter(plan, slot, task)};
    m_starts.erase(task.id);
    plan.create(std::move(next));
}

Nanoseconds Restarts::delayAfter(const Plan& plan, const Slot& slot, const api::Task& task)
{
    const RestartPolicy policy = restartPolicy(task.spec);
    const std::pair place(task.serviceId, slot.key);
    if (isDrained(plan.tx, task))
        return 0ns;
    if (!isTerminal(task.status.state)) {
        // It has to leave its node before it was to start: the appointment stands.
        const auto appointment = m_starts.find(task.id);
        if (task.desiredState < goal(*plan.service) && appointment != m_starts.end())
            return std::max(Nanoseconds(0), appointment->second.due - plan.now);
        return policy.delay;
    }
    if (task.status.state != TaskState::Failed && task.status.state != TaskState::Rejected) {
        m_failures.erase(place);
        return policy.delay;
    }
    const auto [known, added] = m_failures.try_emplace(place);
    if (m_ranWell.erase(task.id) > 0)
        known->second = {.specVersion = task.specVersion, .count = 1};
    else if (added || known->second.specVersion != task.specVersion)
        known->second
            = {.specVersion = task.specVersion, .count = std::max(1U, failuresOnRecord(slot, task, m_tuning))};
    else
        ++known->second.count;
    return restartDelay(policy, known->second.count, m_tuning);
}

// A start that is not known here was arranged by an earlier leader. It waits for the delay if it was made for a task
// that ended or was lost, and never longer than a new one would.
Restarts::Start& Restarts::startOf(const Plan& plan, const Slot& slot, const api::Task& task)
{
    const auto [known, added] = m_starts.try_emplace(task.id);
    if (!added)
        return known->second;
    const auto self = std::find_if(
        slot.tasks.begin(), slot.tasks.end(), [&](const TaskPtr& other) { return other->id == task.id; });
    const TaskPtr before = self == slot.tasks.begin() || self == slot.tasks.end() ? nullptr : *std::prev(self);
    const bool lost = before
        && (endedByItself(*before) || before->status.state == TaskState::Orphaned
            || (isOnNode(*before) && isOutOfReach(plan.tx, *before)));
    // Without a predecessor on record it is a restart too: the reaper took the record.
    const bool delayed = !before || (lost && before->desiredState != TaskState::Remove);
    const Nanoseconds delay = delayed ? restartPolicy(before ? before->spec : task.spec).delay : Nanoseconds(0);
    const Timestamp since = task.meta.createdAt.isZero() ? plan.now : std::min(task.meta.createdAt, plan.now);
    known->second = {.since = since, .due = since + delay};
    return known->second;
}

Timestamp Restarts::blockedUntil(const Plan& plan, const Slot& slot, const api::Task& task, Timestamp since) const
{
    Timestamp until;
    for (const TaskPtr& other : slot.tasks)
        if (other->id != task.id && holdsItsPlace(plan.tx, *other))
            until = std::max(until, since + gracePeriod(*other) + m_tuning.stopMargin);
    return until;
}

void Restarts::startDue(Plan& plan, const SlotKey& key)
{
    const Slot slot = plan.slot(key);
    for (const TaskPtr& task : slot.tasks) {
        if (!isWanted(*task) || task->desiredState >= goal(*plan.service) || isTerminal(task->status.state))
            continue;
        const Start start = startOf(plan, slot, *task);
        const Timestamp free = blockedUntil(plan, slot, *task, start.since);
        const Timestamp when = std::max(start.due, free);
        if (plan.now < start.due || plan.now < free) {
            plan.wakeAt(key, when);
            continue;
        }
        plan.demand(*task, goal(*plan.service));
        m_starts.erase(task->id);
    }
}

void Restarts::createNext(Plan& plan, api::Task task)
{
    const Slot slot = plan.slot(slotKey(task));
    const bool waits = std::any_of(
        slot.tasks.begin(), slot.tasks.end(), [&](const TaskPtr& other) { return holdsItsPlace(plan.tx, *other); });
    if (waits) {
        task.desiredState = TaskState::Ready;
        startSoon(plan, task.id);
    }
    plan.create(std::move(task));
}

void Restarts::startSoon(const Plan& plan, const std::string& taskId)
{
    m_starts[taskId] = {.since = plan.now, .due = plan.now};
}

} // namespace skep::orchestrator

#include "shared/orchestrator/update.h"

#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/revisions.h"
#include "shared/orchestrator/updateslots.h"

#include <algorithm>
#include <utility>

namespace skep::orchestrator {

using api::FailureAction;
using api::TaskState;
using api::UpdateState;

UpdateRules updateRules(const std::optional<api::UpdateConfig>& config)
{
    UpdateRules rules;
    if (!config)
        return rules;
    rules.parallelism = config->parallelism;
    rules.delay = Nanoseconds(config->delay);
    if (config->failureAction != FailureAction::Unspecified)
        rules.action = config->failureAction;
    if (config->monitor > 0)
        rules.monitor = Nanoseconds(config->monitor);
    rules.maxFailureRatio = config->maxFailureRatio;
    rules.startFirst = config->order == api::UpdateOrder::StartFirst;
    return rules;
}

namespace {

void setStatus(Plan& plan, UpdateState state, std::string message)
{
    api::Service service = *plan.service;
    if (!service.updateStatus)
        service.updateStatus = api::UpdateStatus{.startedAt = plan.now};
    service.updateStatus->state = state;
    service.updateStatus->message = std::move(message);
    if (state == UpdateState::Completed || state == UpdateState::RollbackCompleted)
        service.updateStatus->completedAt = plan.now;
    plan.writeService(std::move(service));
}

void complete(Plan& plan)
{
    if (updateState(*plan.service) == UpdateState::RollbackStarted)
        setStatus(plan, UpdateState::RollbackCompleted, "rollback completed");
    else
        setStatus(plan, UpdateState::Completed, "update completed");
}

Timestamp observedAt(const api::Task& task, Timestamp now)
{
    return task.status.appliedAt.isZero() ? now : std::min(task.status.appliedAt, now);
}

constexpr std::string_view ObstacleMark = "; blocked at ";

std::string withoutObstacle(const std::string& message)
{
    return message.substr(0, message.find(ObstacleMark));
}

std::string stalled(const api::Task& task, Nanoseconds duration)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    return "still " + std::string(api::text(task.status.state)) + " after " + std::to_string(seconds) + " s";
}

} // namespace

Update::Update(const Plan& plan, const std::set<SlotKey>& filled, const Update* former)
    : m_spec(plan.service->spec)
    , m_specVersion(plan.service->specVersion)
    , m_rules(updateRules(
          updateState(*plan.service) == UpdateState::RollbackStarted ? m_spec.rollbackConfig : m_spec.updateConfig))
{
    if (isRolling(updateState(*plan.service)) || (former && !former->m_finished))
        for (const SlotKey& key : filled)
            if (const TaskPtr task = newcomerOf(plan, plan.slot(key)))
                adopt(plan, key, *task);
    survey(plan, filled);
    m_total = m_todo.size() + m_lanes.size();
}

// Puts the dirty slots in order: those with two tasks first, for they are under way; then those that have least to
// lose.
void Update::survey(const Plan& plan, const std::set<SlotKey>& filled)
{
    std::vector<std::pair<int, SlotKey>> found;
    for (const SlotKey& key : filled) {
        const std::vector<TaskPtr> tasks = filledBy(plan.slot(key), *plan.service);
        if (m_seen.contains(key) || !isDirtySlot(plan, tasks))
            continue;
        const bool running = std::any_of(
            tasks.begin(), tasks.end(), [](const TaskPtr& task) { return task->status.state == TaskState::Running; });
        found.emplace_back(tasks.size() > 1 ? 0 : running ? 2 : 1, key);
    }
    std::sort(found.begin(), found.end());
    for (auto& [rank, key] : found) {
        m_seen.insert(key);
        m_todo.push_back(std::move(key));
    }
}

void Update::adopt(const Plan& plan, const SlotKey& key, const api::Task& task)
{
    m_seen.insert(key);
    m_lanes[key] = {.task = task.id,
        .seen = stepOf(plan.tx, plan.slot(key), task),
        .since = stepSince(task, plan.now),
        .restsUntil = std::nullopt};
    m_watched[key] = {.task = task.id, .runningSince = std::nullopt};
}

bool Update::isFor(const api::Service& service) const
{
    return m_specVersion == service.specVersion && m_spec == service.spec;
}

void Update::halt()
{
    m_halted = true;
    m_todo.clear();
}

void Update::begin(Plan& plan) const
{
    if (isRolling(updateState(*plan.service)))
        return;
    api::Service service = *plan.service;
    service.updateStatus
        = api::UpdateStatus{.state = UpdateState::Updating, .startedAt = plan.now, .message = "update in progress"};
    plan.writeService(std::move(service));
}

void Update::noteOutcomes(Plan& plan, const std::set<SlotKey>& slots, bool whole)
{
    std::set<SlotKey> keys = slots;
    if (whole)
        for (const auto& [key, watch] : m_watched)
            keys.insert(key);
    for (const SlotKey& key : keys)
        noteOutcome(plan, key);
}

void Update::noteOutcome(Plan& plan, const SlotKey& key)
{
    const auto watched = m_watched.find(key);
    if (watched == m_watched.end())
        return;
    Watch& watch = watched->second;
    const auto task = plan.tx.get<api::Task>(watch.task);
    if (task && isWanted(*task) && !isTerminal(task->status.state)) {
        if (task->status.state == TaskState::Running && !watch.runningSince)
            watch.runningSince = observedAt(*task, plan.now);
        return;
    }
    // What was stopped or lost with its node says nothing about the new spec.
    const bool failed = task && isWanted(*task) && endedByItself(*task)
        && (!watch.runningSince || observedAt(*task, plan.now) - *watch.runningSince <= m_rules.monitor);
    m_watched.erase(watched);
    if (failed)
        fail(plan, task->id, "");
}

void Update::fail(Plan& plan, const std::string& taskId, const std::string& detail)
{
    if (m_halted)
        return;
    ++m_failures;
    const double ratio = static_cast<double>(m_failures) / static_cast<double>(m_total);
    if (m_rules.action == FailureAction::Continue || ratio <= m_rules.maxFailureRatio) {
        if (!detail.empty())
            setStatus(plan, updateState(*plan.service), "update in progress; task " + taskId + " is " + detail);
        return;
    }
    const std::string reason
        = "failure or early termination of task " + taskId + (detail.empty() ? "" : " (" + detail + ")");
    const bool rollingBack = updateState(*plan.service) == UpdateState::RollbackStarted;
    halt();
    if (m_rules.action == FailureAction::Rollback && !rollingBack)
        rollBack(plan, reason);
    else if (m_rules.action == FailureAction::Rollback)
        setStatus(plan, UpdateState::RollbackPaused, "rollback paused due to " + reason);
    else
        setStatus(
            plan, rollingBack ? UpdateState::RollbackPaused : UpdateState::Paused, "update paused due to " + reason);
}

void Update::rollBack(Plan& plan, const std::string& reason)
{
    if (!plan.service->previousSpec) {
        setStatus(plan, UpdateState::Paused,
            "update paused due to " + reason + "; there is no previous spec to roll back to");
        return;
    }
    api::Service service = *plan.service;
    api::ServiceSpec spec = *std::exchange(service.previousSpec, std::nullopt);
    const api::Version specVersion = std::exchange(service.previousSpecVersion, {});
    const std::uint64_t like = revisionLike(service, spec, specVersion);
    revise(service, std::move(spec), specVersion, plan.now,
        "automatic rollback" + (like == 0 ? "" : " to " + std::to_string(like)));
    plan.writeService(std::move(service));
    setStatus(plan, UpdateState::RollbackStarted, "update rolled back due to " + reason);
}

void Update::advance(
    Plan& plan, Restarts& restarts, const std::set<SlotKey>& filled, const std::set<SlotKey>& changed, bool whole)
{
    if (m_finished)
        return;
    for (auto it = m_lanes.begin(); it != m_lanes.end();) {
        const auto due = deadline(plan, it->second);
        const bool look = whole || changed.contains(it->first) || (due && *due <= plan.now);
        it = look && follow(plan, it->first, it->second) ? m_lanes.erase(it) : std::next(it);
    }
    for (const SlotKey& key : changed)
        if (!m_halted && filled.contains(key) && !m_seen.contains(key)
            && isDirtySlot(plan, filledBy(plan.slot(key), *plan.service))) {
            m_seen.insert(key);
            m_todo.push_back(key);
            ++m_total;
        }
    while (!m_todo.empty() && !plan.isFull() && (m_rules.parallelism == 0 || m_lanes.size() < m_rules.parallelism)) {
        const SlotKey key = std::move(m_todo.front());
        m_todo.pop_front();
        if (filled.contains(key))
            visit(plan, restarts, key);
    }
    std::erase_if(m_watched, [&](const auto& entry) {
        const auto& [key, watch] = entry;
        return watch.runningSince ? *watch.runningSince + m_rules.monitor <= plan.now : !m_lanes.contains(key);
    });
    if (!m_halted && m_todo.empty() && m_lanes.empty() && m_watched.empty()) {
        m_finished = true;
        complete(plan);
        return;
    }
    tellWhatBlocks(plan);
    setAlarm(plan);
}

std::optional<Timestamp> Update::deadline(const Plan& plan, const Lane& lane)
{
    if (lane.restsUntil)
        return lane.restsUntil;
    // These end by themselves: the restart supervisor gives them their time.
    if (lane.seen == StartStep::Yielding || lane.seen == StartStep::Delayed)
        return std::nullopt;
    return lane.since + plan.tuning.startTimeout;
}

bool Update::isOverdue(const Plan& plan, const Lane& lane)
{
    const auto due = deadline(plan, lane);
    return due && *due <= plan.now;
}

void Update::rest(const Plan& plan, Lane& lane) const
{
    // Nothing is left to be delayed after the last slot.
    lane.restsUntil = m_todo.empty() ? plan.now : plan.now + m_rules.delay;
}

bool Update::follow(Plan& plan, const SlotKey& key, Lane& lane)
{
    if (lane.restsUntil)
        return *lane.restsUntil <= plan.now;

    const auto task = plan.tx.get<api::Task>(lane.task);
    const bool lost = !task || (!endedByItself(*task) && !isComing(*task) && task->status.state != TaskState::Running);
    if (lost) {
        // Taken away with its node or by hand: its replacement stands in for it, or it is the slot's turn again.
        const TaskPtr next = newcomerOf(plan, plan.slot(key));
        if (next) {
            adopt(plan, key, *next);
            return false;
        }
        if (!m_halted && isDirtySlot(plan, filledBy(plan.slot(key), *plan.service))) {
            m_todo.push_back(key);
            return true;
        }
        rest(plan, lane);
    } else if (task->status.state >= TaskState::Running) {
        if (task->status.state == TaskState::Running && isWanted(*task))
            stopOthers(plan, plan.slot(key), *task);
        rest(plan, lane);
    } else if (const StartStep step = stepOf(plan.tx, plan.slot(key), *task); step != lane.seen) {
        lane.seen = step;
        lane.since = plan.now;
    } else if (isOverdue(plan, lane)) {
        m_watched.erase(key);
        fail(plan, task->id, stalled(*task, plan.tuning.startTimeout));
        rest(plan, lane);
    }
    return lane.restsUntil && *lane.restsUntil <= plan.now;
}

void Update::visit(Plan& plan, Restarts& restarts, const SlotKey& key)
{
    const Slot slot = plan.slot(key);
    const std::vector<TaskPtr> tasks = filledBy(slot, *plan.service);
    if (!isDirtySlot(plan, tasks))
        return;
    if (const TaskPtr clean = bestClean(plan, tasks)) {
        if (clean->status.state == TaskState::Running || !m_rules.startFirst)
            stopOthers(plan, slot, *clean);
        if (clean->status.state == TaskState::Running)
            return;
        restarts.startSoon(plan, clean->id);
        plan.touched.insert(key);
        adopt(plan, key, *clean);
        return;
    }
    api::Task next = plan.task(key);
    if (!m_rules.startFirst) {
        next.desiredState = TaskState::Ready;
        restarts.startSoon(plan, next.id);
    }
    const api::Task made = next;
    // Start-first too it waits for those that are told to stop already, or three would run for a while.
    if (m_rules.startFirst)
        restarts.createNext(plan, std::move(next));
    else
        plan.create(std::move(next));
    adopt(plan, key, made);
    // Start-first, one old task stays until the new one runs: the furthest, not the newcomers of superseded updates.
    const TaskPtr kept = m_rules.startFirst ? furthest(tasks) : nullptr;
    stopOthers(plan, slot, kept ? *kept : made);
}

void Update::tellWhatBlocks(Plan& plan) const
{
    const UpdateState state = updateState(*plan.service);
    if (!isRolling(state))
        return;
    const std::pair<const SlotKey, Lane>* longest = nullptr;
    std::size_t stuck = 0;
    for (const auto& entry : m_lanes) {
        if (entry.second.restsUntil || plan.now < entry.second.since + plan.tuning.blockedNotice)
            continue;
        ++stuck;
        if (!longest || entry.second.since < longest->second.since)
            longest = &entry;
    }
    std::string message = withoutObstacle(plan.service->updateStatus->message);
    if (longest)
        if (const auto task = plan.tx.get<api::Task>(longest->second.task))
            message += std::string(ObstacleMark) + placeText(plan.tx, longest->first) + ": "
                + stepText(plan.tx, plan.slot(longest->first), *task) + ", since " + toRfc3339(longest->second.since)
                + (stuck > 1 ? ", and " + std::to_string(stuck - 1) + " more" : "");
    if (message != plan.service->updateStatus->message)
        setStatus(plan, state, std::move(message));
}

void Update::setAlarm(Plan& plan) const
{
    std::optional<Timestamp> next;
    const auto consider = [&](Timestamp when) {
        if (when > plan.now && (!next || when < *next))
            next = when;
    };
    for (const auto& [key, lane] : m_lanes) {
        if (const auto due = deadline(plan, lane))
            consider(*due);
        if (!lane.restsUntil)
            consider(lane.since + plan.tuning.blockedNotice);
    }
    for (const auto& [key, watch] : m_watched)
        if (watch.runningSince)
            consider(*watch.runningSince + m_rules.monitor);
    if (next)
        plan.wakeAt(*next);
}

void advanceUpdate(Plan& plan, Restarts& restarts, std::optional<Update>& update, const std::set<SlotKey>& filled,
    const std::set<SlotKey>& changed, bool whole)
{
    const UpdateState state = updateState(*plan.service);
    // A change of the specification clears the status. So one that says completed is about the present specification, and a place that
    // does not follow it was visited: its new task failed within what is tolerated. A new leader does not begin again.
    const bool wasRolledOut = !update && (state == UpdateState::Completed || state == UpdateState::RollbackCompleted);
    if (whole && isPaused(state)) {
        if (update)
            update->halt();
    } else if (wasRolledOut) {
        return;
    } else if (whole && (!update || !update->isFor(*plan.service) || update->isHalted())) {
        Update next(plan, filled, update ? &*update : nullptr);
        update.reset();
        if (next.isNeeded()) {
            next.begin(plan);
            update = std::move(next);
        } else if (isRolling(state)) {
            complete(plan);
        }
    }
    if (update)
        update->advance(plan, restarts, filled, changed, whole);
}

} // namespace skep::orchestrator

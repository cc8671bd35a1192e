#include "ui/timeline/timeline.h"

#include <algorithm>
#include <tuple>

namespace skep::ui {
namespace {

Timestamp later(Timestamp a, Timestamp b)
{
    return a.isZero() ? b : b.isZero() ? a : std::max(a, b);
}

bool failedState(api::TaskState state)
{
    return state == api::TaskState::Failed || state == api::TaskState::Rejected || state == api::TaskState::Orphaned;
}

} // namespace

void TimelineLog::restart(const store::View& view, const std::string& serviceId, Timestamp now)
{
    m_service = serviceId;
    m_tasks.clear();
    for (const auto& task : view.tasksOfService(serviceId))
        see(*task, now, true);
}

void TimelineLog::take(const std::vector<store::Event>& events, Timestamp now)
{
    for (const auto& event : events) {
        const auto task = store::as<api::Task>(event.object);
        if (!task || task->serviceId != m_service)
            continue;
        if (event.action == store::Action::Remove) {
            const auto found = m_tasks.find(task->id);
            if (found != m_tasks.end() && found->second.ended.isZero())
                found->second.ended = now;
        } else {
            see(*task, now, false);
        }
    }
}

void TimelineLog::see(const api::Task& task, Timestamp now, bool first)
{
    const auto [found, fresh] = m_tasks.try_emplace(task.id);
    Seen& seen = found->second;
    seen.slot = task.slot;
    seen.nodeId = task.nodeId;
    if (fresh) {
        seen.version = task.specVersion;
        seen.spec = essence(task.spec);
        seen.health = task.spec.container && task.spec.container->healthcheck && !task.spec.container->healthcheck->test.empty()
            && task.spec.container->healthcheck->test.front() != "NONE";
        seen.created = task.meta.createdAt.isZero() ? now : task.meta.createdAt;
    }
    // The status' own time is exact for the state it speaks of; the steps that it left out were over by then.
    const Timestamp at = task.status.timestamp.isZero() ? now : task.status.timestamp;
    const auto state = task.status.state;
    int skipped = -1;
    const auto mark = [&](Timestamp& when, api::TaskState from) {
        if (state >= from && when.isZero()) {
            when = at;
            ++skipped;
        }
    };
    mark(seen.preparing, api::TaskState::Preparing);
    mark(seen.ready, api::TaskState::Ready);
    mark(seen.starting, api::TaskState::Starting);
    if (state == api::TaskState::Running)
        mark(seen.running, api::TaskState::Running);
    if (isTerminal(state) && seen.ended.isZero())
        seen.ended = at;
    if (skipped > 0 || (first && state > api::TaskState::Preparing))
        seen.late = true;
    if (task.desiredState > api::TaskState::Running && seen.stopping.isZero())
        seen.stopping = first && !task.meta.updatedAt.isZero() ? task.meta.updatedAt : now;
    seen.last = state;
    seen.err = task.status.err;
}

// Where versions do not travel (the API has none), specifications tell an old task from a new one. Credentials and placement may
// change without replacing it.
api::TaskSpec TimelineLog::essence(api::TaskSpec spec)
{
    if (spec.container)
        spec.container.edit().registryAuth = {};
    spec.placement.reset();
    if (spec.runtime == "container")
        spec.runtime.clear(); // Docker's engine names it in services and leaves it out in tasks
    return spec;
}

Timeline TimelineLog::build(const api::Service& service, Timestamp now) const
{
    const auto& update = service.spec.updateConfig;
    const bool startFirst = update && update->order == api::UpdateOrder::StartFirst;
    const bool over = service.updateStatus && service.updateStatus->completedAt && !service.updateStatus->completedAt->isZero();
    const Timestamp started = service.updateStatus && service.updateStatus->startedAt ? *service.updateStatus->startedAt : Timestamp{};

    struct Slot {
        std::vector<const Seen*> fresh;
        std::vector<std::string> ids;
        const Seen* old = nullptr; // the newest of another version
        bool oldWanted = false;
    };
    std::map<std::pair<std::uint64_t, std::string>, Slot> slots;
    const bool knownVersion = service.specVersion != api::Version{};
    const api::TaskSpec wanted = essence(service.spec.task);
    for (const auto& [id, seen] : m_tasks) {
        Slot& slot = slots[{seen.slot, seen.slot ? std::string() : seen.nodeId}];
        if (knownVersion ? seen.version == service.specVersion : seen.spec == wanted) {
            slot.fresh.push_back(&seen);
            slot.ids.push_back(id);
        } else if (!slot.old || seen.created > slot.old->created) {
            slot.old = &seen;
        }
    }

    Timeline timeline;
    for (auto& [place, slot] : slots) {
        const bool oldRuns = slot.old && slot.old->ended.isZero();
        if (slot.fresh.empty() && !oldRuns)
            continue;
        ++timeline.total;
        if (slot.fresh.empty())
            continue;
        // Of the new tasks the newest counts; earlier ones are attempts. What came after the update's end is not its own.
        const auto later = [&](const Seen* seen) { return over && seen->created > *service.updateStatus->completedAt; };
        const bool superseded = std::any_of(slot.fresh.begin(), slot.fresh.end(), later);
        std::size_t newest = 0;
        for (std::size_t i = 1; i < slot.fresh.size(); ++i)
            if (std::pair(!later(slot.fresh[i]), slot.fresh[i]->created) > std::pair(!later(slot.fresh[newest]), slot.fresh[newest]->created))
                newest = i;
        const Seen& task = *slot.fresh[newest];
        if (superseded && (later(&task) || task.running.isZero())) {
            ++timeline.done; // when, nobody has seen
            continue;
        }
        if (!started.isZero() && task.created < started && task.ended.isZero() && !oldRuns) {
            ++timeline.done; // as it was before: the update has nothing to do here
            continue;
        }
        SlotRow row{.key = place.first ? std::to_string(place.first) : place.second, .slot = place.first, .nodeId = task.nodeId};
        row.attempts = int(slot.fresh.size());
        for (const Seen* attempt : slot.fresh)
            if (failedState(attempt->last) && (row.failure.empty() || attempt == &task))
                row.failure = attempt->err.empty() ? std::string("failed") : attempt->err;
        const bool dead = !task.ended.isZero();
        const auto bar = [&](Phase phase, Timestamp from, Timestamp to) {
            if (from.isZero())
                return;
            if (to.isZero() && dead)
                to = task.ended;
            if (!to.isZero() && to <= from)
                return;
            row.bars.push_back({phase, from, to, task.late});
            if (to.isZero())
                row.waitsFor = slot.ids[newest];
        };
        bar(Phase::Prepare, task.created, task.ready);
        const auto stopBar = [&] {
            if (slot.old && !slot.old->stopping.isZero() && slot.old->stopping >= task.created
                && (slot.old->ended.isZero() || slot.old->ended > slot.old->stopping))
                row.bars.push_back({Phase::Stop, slot.old->stopping, slot.old->ended, slot.old->late});
        };
        if (!startFirst)
            stopBar();
        // Starting means both: the container is being made, and its health check has not said yes. Only the check's presence tells them
        // apart, so the first second of it counts as the start.
        const Timestamp healthFrom = task.starting.isZero() || !task.health ? Timestamp{} : task.starting + std::chrono::seconds(1);
        const Timestamp begun = task.starting.isZero() && !task.ready.isZero() && !task.running.isZero() ? task.ready : task.starting;
        if (task.health && !healthFrom.isZero() && (task.running.isZero() ? now > healthFrom : task.running > healthFrom)) {
            bar(Phase::Start, begun, healthFrom);
            bar(Phase::Health, healthFrom, task.running);
        } else {
            bar(Phase::Start, begun, task.running);
        }
        if (startFirst)
            stopBar();
        row.finished = !task.running.isZero() && (!dead || superseded);
        timeline.done += row.finished;
        timeline.failed += !row.failure.empty();
        timeline.rows.push_back(std::move(row));
    }
    const auto firstOf = [](const SlotRow& row) { return row.bars.empty() ? Timestamp{INT64_MAX} : row.bars.front().from; };
    std::sort(timeline.rows.begin(), timeline.rows.end(), [&](const SlotRow& a, const SlotRow& b) {
        return std::tuple(firstOf(a), a.slot, a.key) < std::tuple(firstOf(b), b.slot, b.key);
    });
    const auto state = service.updateStatus ? service.updateStatus->state : api::UpdateState::Unspecified;
    const bool halted = state == api::UpdateState::Paused || state == api::UpdateState::RollbackPaused;
    // Delay: from running until the next slot moves that had not moved before.
    for (auto& row : timeline.rows) {
        if (!row.finished || row.bars.empty() || row.bars.back().to.isZero())
            continue;
        const Timestamp from = row.bars.back().to;
        Timestamp next;
        for (const auto& other : timeline.rows)
            if (const Timestamp moved = firstOf(other); moved >= from && moved.ns != INT64_MAX && (next.isZero() || moved < next))
                next = moved;
        const bool last = next.isZero();
        if (!last && next > from)
            row.bars.push_back({Phase::Delay, from, next, false});
        else if (last && !over && !halted && timeline.rows.size() < std::size_t(timeline.total) && now > from)
            row.bars.push_back({Phase::Delay, from, {}, false});
    }
    timeline.begin = started;
    for (const auto& row : timeline.rows)
        for (const auto& one : row.bars) {
            if (timeline.begin.isZero() || one.from < timeline.begin)
                timeline.begin = one.from;
            timeline.end = later(timeline.end, one.to.isZero() ? now : one.to);
        }
    if (!over && !halted && !timeline.rows.empty() && timeline.done < timeline.total)
        timeline.end = now;
    return timeline;
}

std::optional<Stall> stallOf(const Timeline& timeline, Timestamp now)
{
    std::optional<Stall> worst;
    for (const auto& row : timeline.rows) {
        for (const auto& open : row.bars) {
            if (!open.to.isZero() || open.phase == Phase::Delay)
                continue;
            std::vector<std::int64_t> finished;
            for (const auto& other : timeline.rows)
                for (const auto& bar : other.bars)
                    if (other.finished && bar.phase == open.phase && !bar.to.isZero())
                        finished.push_back((bar.to - bar.from).count());
            std::sort(finished.begin(), finished.end());
            const std::int64_t median = finished.empty() ? 0 : finished[finished.size() / 2];
            const auto lasts = now - open.from;
            if (lasts.count() > std::max<std::int64_t>(3 * median, Nanoseconds(std::chrono::seconds(30)).count()) && (!worst || lasts > worst->since))
                worst = Stall{row.key, open.phase, lasts};
        }
    }
    return worst;
}

} // namespace skep::ui

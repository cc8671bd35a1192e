#include "shared/planning/world.h"

#include "shared/base/fetchahead.h"
#include "shared/orchestrator/orchestrator.h"
#include "shared/orchestrator/restartpolicy.h"
#include "shared/orchestrator/taskreaper.h"
#include "shared/planning/network.h"
#include "shared/scheduler/constraintenforcer.h"
#include "shared/scheduler/demand.h"
#include "shared/scheduler/scheduler.h"

#include <algorithm>

namespace skep::planning {

using api::TaskState;

namespace {

constexpr int MaxRounds = 8; // of one pass; it goes on in the next
constexpr std::size_t MaxWakes = 20'000;
constexpr Nanoseconds Horizon = 24h * 60;

// What a node on which everything works makes of the task next; nullopt: nothing.
std::optional<TaskState> nextState(const api::Task& task)
{
    const TaskState state = task.status.state;
    if (state < TaskState::Assigned || api::isTerminal(state))
        return std::nullopt;
    if (!orchestrator::isWanted(task))
        return TaskState::Shutdown;
    if (state < TaskState::Ready)
        return TaskState::Ready;
    if (state < TaskState::Running && task.desiredState > TaskState::Ready)
        return TaskState::Running;
    return std::nullopt;
}

// From its making until it ran; nullopt: it does not run, or that is not known.
std::optional<Nanoseconds> timeToStart(const api::Task& task)
{
    const Nanoseconds took = orchestrator::statusTime(task) - task.meta.createdAt;
    if (task.status.state != TaskState::Running || task.meta.createdAt.isZero() || took < 0ns)
        return std::nullopt;
    return took;
}

} // namespace

bool isUp(const store::View& view, const std::string& nodeId)
{
    const auto node = view.get<api::Node>(nodeId);
    return node && node->status.state != api::NodeState::Down;
}

void add(Load& load, const api::Task& task)
{
    const scheduler::Holding holding = scheduler::holdingOf(task);
    ++load.tasks;
    load.nanoCpus += holding.nanoCpus;
    load.memoryBytes += holding.memoryBytes;
}

World::World(const Scope& scope, Timestamp now)
    : m_now(now)
    , m_lastCommit(now)
    , m_end(now + Horizon)
{
    m_store.restore(scope.copy.version, scope.copy.objects);
    m_reconcilers.push_back(std::make_unique<scheduler::ConstraintEnforcer>());
    m_reconcilers.push_back(std::make_unique<orchestrator::Orchestrator>());
    m_reconcilers.push_back(std::make_unique<NetworkSide>());
    m_reconcilers.push_back(std::make_unique<scheduler::Scheduler>());
    m_scheduler = dynamic_cast<scheduler::Scheduler*>(m_reconcilers.back().get());
    m_reconcilers.push_back(std::make_unique<orchestrator::TaskReaper>());
    for (const auto& reconciler : m_reconcilers)
        reconciler->start(m_store, now);
    m_scheduler->occupy(scope.still);
    m_scheduler->recallFailures(m_store, now);
    struct Resting
    {
        std::uint64_t copies = 0;
        std::optional<Nanoseconds> started; // the quickest
    };
    TextViewMap<Resting> resting; // by service id
    for (std::size_t i = 0; i < scope.still.size(); ++i) {
        if (i + FarAhead < scope.still.size())
            fetchAhead(scope.still[i + FarAhead].get());
        const auto& task = scope.still[i];
        add(m_stillLoads[task->nodeId], *task);
        Resting& of = resting[task->serviceId];
        ++of.copies;
        if (const auto took = timeToStart(*task); took && (!of.started || *took < *of.started))
            of.started = took;
    }
    for (const auto& [id, of] : resting) {
        if (!m_store.get<api::Service>(id))
            continue;
        m_stillCopies.emplace(id, of.copies);
        if (of.started)
            m_startTimes.emplace(id, *of.started);
    }
    for (const auto& task : m_store.all<api::Task>()) {
        m_known.insert(task->id);
        m_moving.insert(task->id);
        noteStart(*task);
    }
    for (const auto& node : m_store.all<api::Node>())
        m_knownNodes.insert(node->id);
    for (const auto& service : m_store.all<api::Service>())
        recount(service->id);
    m_subscription = m_store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) {
        show(events);
        follow(events);
        m_isFresh = true;
    });
}

World::~World() = default;

Result<void> World::write(const std::function<Result<void>(store::Tx&)>& writes)
{
    store::Tx tx(m_store);
    SKEP_CHECK(writes(tx));
    commit(tx);
    return {};
}

bool World::advance()
{
    return plan() || step() || wake();
}

bool World::isWithinBounds() const
{
    return m_wakes < MaxWakes && m_now <= m_end;
}

// As daemon/manager's loop does it.
bool World::plan()
{
    if (!m_isFresh)
        return false;
    store::Tx tx(m_store);
    m_wakeAt.reset();
    m_isFresh = false;
    for (int round = 0; round < MaxRounds; ++round) {
        bool wrote = false;
        for (const auto& reconciler : m_reconcilers) {
            const auto at = reconciler->reconcile(tx, m_now, m_rng);
            if (at && (!m_wakeAt || *at < *m_wakeAt))
                m_wakeAt = at;
            const std::vector<store::Event> events = tx.takeEvents();
            wrote = wrote || !events.empty();
            show(events);
        }
        if (!wrote)
            break;
        m_isFresh = round + 1 == MaxRounds;
    }
    commit(tx); // which makes it fresh if anything was written
    return true;
}

bool World::step()
{
    store::Tx tx(m_store);
    std::map<std::string, Span> needed; // by service id
    for (const std::string& id : std::exchange(m_moving, {})) {
        const auto task = m_store.get<api::Task>(id);
        const auto next = task && isUp(m_store, task->nodeId) ? nextState(*task) : std::nullopt;
        if (!next)
            continue;
        if (!task->serviceId.empty()) {
            Span& span = needed[task->serviceId];
            if (*next == TaskState::Shutdown)
                span.most = std::max(span.most, orchestrator::gracePeriod(*task));
            const Nanoseconds start = *next == TaskState::Running ? startTime(task->serviceId) : 0ns;
            span = {.least = std::max(span.least, start), .most = std::max(span.most, start)};
        }
        api::Task moved = *task;
        moved.status.state = *next;
        moved.status.message = std::string(api::text(*next));
        moved.status.err.clear();
        moved.status.timestamp = moved.status.appliedAt = m_now;
        // Cannot fail: it was read from the same store.
        (void)tx.update(std::move(moved));
    }
    passStep(needed);
    commit(tx);
    return !tx.empty();
}

bool World::wake()
{
    if (!m_wakeAt)
        return false;
    ++m_wakes;
    passTime(std::max(m_now, *m_wakeAt) - m_now);
    m_now = std::max(m_now, *m_wakeAt);
    m_isFresh = true;
    return true;
}

void World::commit(const store::Tx& tx)
{
    if (tx.empty())
        return;
    // No two transactions share an instant, as on a real leader.
    m_lastCommit = std::max(m_now, m_lastCommit + 1ns);
    // Cannot fail: the transaction was made on this store, and nobody else writes.
    (void)m_store.apply(m_store.version() + 1, {.at = m_lastCommit, .changes = tx.changes()});
}

void World::show(const std::vector<store::Event>& events)
{
    for (const store::Event& event : events)
        for (const auto& reconciler : m_reconcilers)
            reconciler->observe(event);
}

void World::follow(const std::vector<store::Event>& events)
{
    std::set<std::string> touched;
    const auto follow = [&](const api::Task& task) {
        m_moving.insert(task.id);
        touched.insert(task.serviceId);
    };
    for (const store::Event& event : events) {
        if (const auto changed = store::as<api::Task>(event.object))
            follow(*changed);
        else if (const auto node = store::as<api::Node>(event.object))
            for (const auto& one : m_store.tasksOfNode(node->id))
                follow(*one);
    }
    for (const std::string& serviceId : touched)
        recount(serviceId);
}

std::uint64_t World::stillCopies(const std::string& serviceId) const
{
    const auto found = m_stillCopies.find(serviceId);
    return found == m_stillCopies.end() ? 0 : found->second;
}

void World::recount(const std::string& serviceId)
{
    const auto tasks = m_store.tasksOfService(serviceId);
    const auto running = std::ranges::count_if(tasks, [this](const auto& task) {
        return task->status.state == TaskState::Running && orchestrator::isWanted(*task) && isUp(m_store, task->nodeId);
    });
    const auto count = static_cast<std::uint64_t>(running) + stillCopies(serviceId);
    if (count > 0)
        m_copies[serviceId] = count;
    else
        m_copies.erase(serviceId);
    const auto watched = m_watched.find(serviceId);
    if (watched == m_watched.end())
        return;
    std::uint64_t& least = m_least[serviceId];
    least = std::min(least, count);
    if (count < watched->second)
        m_short.insert(serviceId);
    else
        m_short.erase(serviceId);
}

void World::watchCopies()
{
    m_watched = m_least = m_copies;
    m_short.clear();
}

void World::noteStart(const api::Task& task)
{
    const auto took = timeToStart(task);
    if (!took)
        return;
    const auto [known, isFirst] = m_startTimes.try_emplace(task.serviceId, *took);
    if (!isFirst)
        known->second = std::min(known->second, *took);
}

Nanoseconds World::startTime(const std::string& serviceId) const
{
    const auto found = m_startTimes.find(serviceId);
    return found == m_startTimes.end() ? 0ns : found->second;
}

// A step takes each service as long as the slowest of its own tasks; one that has none in it waits for the others.
void World::passStep(const std::map<std::string, Span>& needed)
{
    Span longest;
    for (const auto& [id, span] : needed)
        longest = {.least = std::max(longest.least, span.least), .most = std::max(longest.most, span.most)};
    for (const std::string& id : m_short) {
        const auto own = needed.find(id);
        addSpan(id, own == needed.end() ? longest : own->second);
    }
}

void World::passTime(Nanoseconds duration)
{
    for (const std::string& id : m_short)
        addSpan(id, {.least = duration, .most = duration});
}

void World::addSpan(const std::string& serviceId, const Span& span)
{
    const auto found = m_copies.find(serviceId);
    Span& sum = m_spans[serviceId][found == m_copies.end() ? 0 : found->second];
    sum = {.least = sum.least + span.least, .most = sum.most + span.most};
}

World::Span World::spanBelow(const std::string& serviceId, std::uint64_t copies) const
{
    Span sum;
    const auto found = m_spans.find(serviceId);
    if (found != m_spans.end())
        for (auto it = found->second.begin(); it != found->second.lower_bound(copies); ++it)
            sum = {.least = sum.least + it->second.least, .most = sum.most + it->second.most};
    return sum;
}

Result<scheduler::Explanation> World::explain(const std::string& taskId) const
{
    return m_scheduler->explain(m_store, taskId);
}

} // namespace skep::planning

#include "shared/scheduler/scheduler.h"

#include "shared/base/fetchahead.h"
#include "shared/scheduler/defaults.h"
#include "shared/scheduler/filters.h"
#include "shared/scheduler/placement.h"

#include <utility>

namespace skep::scheduler {

namespace {

constexpr std::string_view AssignedMessage = "scheduler assigned task to node";
constexpr std::string_view ConfirmedMessage = "scheduler confirmed task can run on preassigned node";
constexpr std::string_view ShutdownMessage = "shutdown";

} // namespace

struct Scheduler::Pass {
    store::Tx& tx;
    Timestamp now;
    std::size_t writes = 0, visits = 0;

    [[nodiscard]] bool isOver() const { return writes >= MaxWritesPerPass || visits >= MaxVisitsPerPass; }
};

Scheduler::Scheduler()
    : m_book(std::make_unique<TaskBook>())
{
}

Scheduler::~Scheduler() = default;

void Scheduler::start(const store::View& view, Timestamp)
{
    m_book = std::make_unique<TaskBook>();
    m_book->start(view);
}

void Scheduler::recallFailures(const store::View& view, Timestamp now)
{
    m_book->recallFailures(view, now);
}

void Scheduler::occupy(const std::vector<store::Ptr<api::Task>>& tasks)
{
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (i + FarAhead < tasks.size())
            fetchAhead(tasks[i + FarAhead].get());
        m_book->occupy(*tasks[i]);
    }
}

void Scheduler::observe(const store::Event& event)
{
    m_book->observe(event);
}

std::optional<Timestamp> Scheduler::reconcile(store::Tx& tx, Timestamp now, Rng&)
{
    m_book->settle(now);
    Pass pass{.tx = tx, .now = now};
    shutDownEnded(pass);
    checkPreassigned(pass);
    while (!pass.isOver()) {
        Group* group = m_book->nextGroup();
        if (!group)
            return std::nullopt;
        placeGroup(pass, *group);
    }
    return now;
}

void Scheduler::shutDownEnded(Pass& pass)
{
    while (!m_book->ended().empty() && !pass.isOver()) {
        const std::string id = *m_book->ended().begin();
        m_book->finished(id);
        const auto task = pass.tx.get<api::Task>(id);
        if (!task || task->status.state != api::TaskState::Pending || task->desiredState != api::TaskState::Shutdown)
            continue;
        api::Task next = *task;
        next.status.state = api::TaskState::Shutdown;
        next.status.message = ShutdownMessage;
        next.status.err.clear();
        next.status.timestamp = pass.now;
        if (pass.tx.update(std::move(next)))
            ++pass.writes;
    }
}

void Scheduler::checkPreassigned(Pass& pass)
{
    while (!m_book->nodesToCheck().empty()) {
        const std::uint32_t index = *m_book->nodesToCheck().begin();
        NodeAccount& node = *m_book->nodes().byIndex()[index];
        for (TrackedTask* tracked : m_book->preassigned(index)) {
            if (pass.isOver())
                return;
            if (node.node())
                checkPreassigned(pass, *tracked, node);
        }
        m_book->checked(index);
    }
}

void Scheduler::checkPreassigned(Pass& pass, TrackedTask& tracked, NodeAccount& node)
{
    const Demand demand = demandOf(*tracked.task, m_book->drivers());
    const std::uint32_t ofService = tracked.tally ? tracked.tally->active(node.index()) : 0;
    ++pass.visits;
    if (const auto failing = firstFailing({.demand = demand, .node = node, .ofService = ofService}))
        tell(pass, tracked, scheduler::explain(*failing, 1));
    else
        assign(pass, tracked, node, demand, ConfirmedMessage);
}

void Scheduler::placeGroup(Pass& pass, Group& group)
{
    const Demand demand = demandOf(*group.sample, m_book->drivers());
    const std::size_t room = MaxWritesPerPass - pass.writes;
    std::size_t left = group.waiting.size();
    Placement placement(m_book->nodes(), demand, group.tally, group.sample->specVersion, std::min(left, room));
    while (pass.writes < MaxWritesPerPass) {
        NodeAccount* node = placement.next();
        if (!node)
            break;
        assign(pass, group.waiting.first(), *node, demand, AssignedMessage);
        if (--left == 0) // and the group is gone
            break;
    }
    pass.visits += placement.visits();
    if (left > 0 && pass.writes < MaxWritesPerPass)
        tellGroup(pass, group, demand);
}

// Says why to all tasks of a group for which there is no node.
void Scheduler::tellGroup(Pass& pass, Group& group, const Demand& demand)
{
    FailureCounts failures;
    for (const NodeAccount* node : m_book->nodes().byIndex()) {
        if (!node || !node->node())
            continue;
        const std::uint32_t ofService = group.tally ? group.tally->active(node->index()) : 0;
        if (const auto failing = firstFailing({.demand = demand, .node = *node, .ofService = ofService}))
            failures.add(*failing);
    }
    pass.visits += m_book->nodes().known();
    const std::string error = failures.noSuitableNode();
    if (!group.allTold || group.told != error) {
        const std::vector<TrackedTask*> waiting = group.waiting.all();
        std::size_t left = waiting.size();
        for (TrackedTask* tracked : waiting) {
            if (pass.writes >= MaxWritesPerPass)
                return; // the group stays where it is in the queue
            left -= tell(pass, *tracked, error) ? 0 : 1;
        }
        if (left == 0) // every one of them has changed under our feet, and the group is gone
            return;
        group.told = error;
        group.allTold = true;
    }
    m_book->block(group, demand);
}

bool Scheduler::assign(
    Pass& pass, TrackedTask& tracked, NodeAccount& node, const Demand& demand, std::string_view message)
{
    std::vector<api::GenericResource> generic = node.pickGeneric(demand.holding.generic);
    auto next = std::make_shared<api::Task>(*tracked.task);
    next->nodeId = node.id();
    next->genericResources = generic;
    next->status.state = api::TaskState::Assigned;
    next->status.message = message;
    next->status.err.clear();
    next->status.timestamp = pass.now;
    if (!pass.tx.update<api::Task>(std::move(next))) {
        m_book->refresh(pass.tx, std::string(tracked.task->id));
        return false;
    }
    ++pass.writes;
    m_book->assign(tracked, node, demand.holding, std::move(generic));
    return true;
}

bool Scheduler::tell(Pass& pass, TrackedTask& tracked, const std::string& error)
{
    if (tracked.task->status.err == error)
        return true;
    const std::string id = tracked.task->id;
    api::Task next = *tracked.task;
    next.status.err = error;
    next.status.timestamp = pass.now;
    const bool isWritten = pass.tx.update(std::move(next)).has_value();
    pass.writes += isWritten ? 1 : 0;
    m_book->refresh(pass.tx, id);
    return isWritten;
}

} // namespace skep::scheduler

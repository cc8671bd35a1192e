#include "daemon/allocator/allocator.h"
#include "shared/orchestrator/orchestrator.h"
#include "shared/orchestrator/taskreaper.h"
#include "shared/scheduler/constraintenforcer.h"
#include "shared/scheduler/scheduler.h"
#include "tests/sim/swarmsim/controlplane.h"

namespace skep::swarmsim {
namespace {

using api::TaskState;
using orchestrator::Reconciler;

// Nothing of what a planted mistake writes may fail silently.
void put(store::Tx& tx, api::Task task)
{
    if (!tx.update(std::move(task)))
        qFatal("a planted mistake cannot be written");
}

bool holdsHostPort(const api::Task& task)
{
    return std::ranges::any_of(
        task.endpoint.ports, [](const auto& port) { return port.publishMode == api::PublishMode::Host; });
}

bool isReady(const api::Node& node)
{
    return node.status.state == api::NodeState::Ready && node.spec.availability == api::Availability::Active;
}

// A reconciler that makes one mistake.
class Flawed final : public Reconciler {
public:
    Flawed(std::unique_ptr<Reconciler> inner, Bug bug) : m_inner(std::move(inner)), m_bug(bug) {}

    void start(const store::View& view, Timestamp now) override
    {
        if (m_bug == Bug::AmnesiacAllocator)
            m_inner->start(store::Store(), now);
        else
            m_inner->start(view, now);
    }

    void observe(const store::Event& event) override
    {
        const bool deaf = m_bug == Bug::SchedulerDeafToNodes || m_bug == Bug::OrchestratorDeafToNodes;
        if (deaf && store::as<api::Node>(event.object))
            return;
        if (m_bug == Bug::NeverReplaced)
            if (const auto task = store::as<api::Task>(event.object); task && task->status.state == TaskState::Failed)
                return;
        m_inner->observe(event);
    }

    std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override
    {
        if (m_bug == Bug::PortBlindPlacement || m_bug == Bug::AddressReused)
            before(tx);
        const auto wake = m_inner->reconcile(tx, now, rng);
        if (m_bug == Bug::ImpatientStart || m_bug == Bug::EagerReaper)
            after(tx);
        return wake;
    }

private:
    void before(store::Tx& tx) const
    {
        for (const auto& task : tx.all<api::Task>()) {
            api::Task changed = *task;
            if (m_bug == Bug::PortBlindPlacement && task->status.state == TaskState::Pending && task->nodeId.empty()
                && holdsHostPort(*task)) {
                for (const auto& node : tx.all<api::Node>())
                    if (isReady(*node))
                        changed.nodeId = node->id;
                if (changed.nodeId.empty())
                    continue;
                changed.status.state = TaskState::Assigned;
                put(tx, std::move(changed));
            }
            if (m_bug == Bug::AddressReused && task->status.state == TaskState::New && orchestrator::isWanted(*task)) {
                for (const auto& other : tx.tasksOfService(task->serviceId))
                    if (!other->networks.empty() && other->status.state == TaskState::Running)
                        changed.networks = other->networks;
                if (changed.networks.empty())
                    continue;
                changed.endpoint = tx.get<api::Service>(task->serviceId)->endpoint;
                changed.status.state = TaskState::Pending;
                put(tx, std::move(changed));
            }
        }
    }

    void after(store::Tx& tx) const
    {
        for (const auto& task : tx.all<api::Task>()) {
            if (m_bug == Bug::ImpatientStart && task->desiredState == TaskState::Ready) {
                api::Task changed = *task;
                changed.desiredState = TaskState::Running;
                put(tx, std::move(changed));
            }
            if (m_bug == Bug::EagerReaper && task->desiredState == TaskState::Shutdown
                && task->status.state == TaskState::Running && !tx.remove<api::Task>(task->id))
                qFatal("a planted mistake cannot be written");
        }
    }

    std::unique_ptr<Reconciler> m_inner;
    Bug m_bug;
};

template <class T>
std::unique_ptr<Reconciler> make(Bug bug, std::initializer_list<Bug> itsBugs)
{
    auto sound = std::make_unique<T>();
    if (std::ranges::find(itsBugs, bug) == itsBugs.end())
        return sound;
    return std::make_unique<Flawed>(std::move(sound), bug);
}

} // namespace

manager::ReconcilerLoop::Reconcilers reconcilersWith(Bug bug)
{
    if (bug == Bug::None)
        return manager::ReconcilerLoop::standard();
    manager::ReconcilerLoop::Reconcilers all;
    if (bug != Bug::NoEnforcer)
        all.push_back(std::make_unique<scheduler::ConstraintEnforcer>());
    all.push_back(make<orchestrator::Orchestrator>(
        bug, {Bug::ImpatientStart, Bug::OrchestratorDeafToNodes, Bug::NeverReplaced}));
    all.push_back(make<allocator::Allocator>(bug, {Bug::AddressReused, Bug::AmnesiacAllocator}));
    all.push_back(make<scheduler::Scheduler>(bug, {Bug::PortBlindPlacement, Bug::SchedulerDeafToNodes}));
    all.push_back(make<orchestrator::TaskReaper>(bug, {Bug::EagerReaper}));
    return all;
}

void spoil(Bug bug, store::Tx& tx, Rng& rng)
{
    if (bug != Bug::StatesGoBack || tx.empty() || rng.below(20) != 0)
        return;
    for (const auto& task : tx.all<api::Task>()) {
        if (task->status.state != TaskState::Running)
            continue;
        api::Task changed = *task;
        changed.status.state = TaskState::Starting;
        put(tx, std::move(changed));
        return;
    }
}

} // namespace skep::swarmsim

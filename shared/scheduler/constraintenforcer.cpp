#include "shared/scheduler/constraintenforcer.h"

#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/nodeaccount.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace skep::scheduler {

namespace {

constexpr std::string_view Message = "task rejected by constraint enforcer";
constexpr std::string_view Reason = "assigned node no longer meets constraints";

// Whether anything changed that constraints and reservations are judged by.
bool isAnotherNode(const api::Node& a, const api::Node& b)
{
    const auto judged = [](const api::Node& n) {
        return std::tie(n.spec.availability, n.spec.labels, n.spec.role, n.role, n.status.addr, n.description.hostname,
            n.description.platform, n.description.resources, n.description.engine.labels);
    };
    return judged(a) != judged(b);
}

bool isRunningHere(const api::Task& task)
{
    return task.desiredState >= api::TaskState::Assigned && task.desiredState <= api::TaskState::Complete
        && task.status.state >= api::TaskState::Assigned && task.status.state < api::TaskState::Complete;
}

// The current spec of the service decides: a task that satisfied a constraint added later was not replaced for it.
bool meetsConstraints(const store::View& view, const api::Node& node, const api::Task& task)
{
    const auto service = task.serviceId.empty() ? nullptr : view.get<api::Service>(task.serviceId);
    const auto& placement = service ? service->spec.task.placement : task.spec.placement;
    return !placement || matches(node, *placement);
}

// Whether what the task was given of generic resources still exists and is not given to another one.
bool hasAssigned(const NodeAccount& account, const std::vector<api::GenericResource>& assigned)
{
    if (assigned.empty())
        return true;
    NodeAccount rest = account;
    const auto& declared = account.node()->description.resources.generic;
    for (const auto& resource : assigned) {
        if (resource.named) {
            const bool isDeclared
                = std::ranges::any_of(declared, [&](const auto& d) { return d.named == resource.named; });
            const std::int64_t before = rest.freeGeneric(resource.named->kind);
            rest.claim({}, {resource});
            if (!isDeclared || rest.freeGeneric(resource.named->kind) == before) // taken already
                return false;
        } else if (resource.discrete) {
            rest.claim({}, {resource});
            if (rest.freeGeneric(resource.discrete->kind) < 0)
                return false;
        }
    }
    return true;
}

} // namespace

void ConstraintEnforcer::start(const store::View& view, Timestamp)
{
    m_nodes.clear();
    for (const auto& node : view.all<api::Node>())
        m_nodes.insert(node->id);
}

void ConstraintEnforcer::observe(const store::Event& event)
{
    const auto node = store::as<api::Node>(event.object);
    if (!node || event.action == store::Action::Remove)
        return;
    const auto old = store::as<api::Node>(event.old);
    if (!old || isAnotherNode(*old, *node))
        m_nodes.insert(node->id);
}

std::optional<Timestamp> ConstraintEnforcer::reconcile(store::Tx& tx, Timestamp, Rng&)
{
    for (const std::string& id : std::exchange(m_nodes, {})) {
        const auto node = tx.get<api::Node>(id);
        const bool isActive = node && node->spec.availability != api::Availability::Pause
            && node->spec.availability != api::Availability::Drain;
        if (isActive)
            enforce(tx, *node);
    }
    return std::nullopt;
}

void ConstraintEnforcer::enforce(store::Tx& tx, const api::Node& node) const
{
    auto tasks = tx.tasksOfNode(node.id);
    std::erase_if(tasks, [](const auto& task) { return !isRunningHere(*task); });
    std::ranges::stable_sort(tasks, {}, [](const auto& task) { return task->meta.createdAt; });

    NodeAccount account(node.id, 0);
    account.setNode(std::make_shared<const api::Node>(node));
    for (const auto& task : tasks) {
        Holding holding = holdingOf(*task);
        holding.generic.clear(); // what was assigned counts, below
        const bool fits = meetsConstraints(tx, node, *task) && account.hasResources(holding)
            && hasAssigned(account, task->genericResources);
        if (fits) {
            account.claim(holding, task->genericResources);
            continue;
        }
        api::Task next = *task;
        next.desiredState = api::TaskState::Shutdown;
        next.status.message = Message;
        next.status.err = Reason;
        // Cannot fail: the task was read from this transaction.
        (void)tx.update(std::move(next));
    }
}

} // namespace skep::scheduler

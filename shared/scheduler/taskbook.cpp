#include "shared/scheduler/taskbook.h"

#include "shared/scheduler/defaults.h"

#include <algorithm>
#include <utility>

namespace skep::scheduler {

namespace {

// A task of a global service is made for its node and has no slot.
bool isPreassigned(const api::Task& task)
{
    return !task.serviceId.empty() && task.slot == 0;
}

std::string driverOf(const api::Network& network)
{
    return network.driverState.name.empty() ? network.spec.driver.name : network.driverState.name;
}

GroupKey keyOf(const api::Task& task)
{
    return {.owner = task.serviceId.empty() ? task.id : task.serviceId, .version = task.specVersion};
}

// Whether the scheduler can tell the two apart.
bool isSameToUs(const api::Node& a, const api::Node& b)
{
    return a.status == b.status && a.spec == b.spec && a.role == b.role && a.description == b.description;
}

} // namespace

unsigned concernsOf(const Holding& holding)
{
    const bool isLarge = holding.nanoCpus > 0 || holding.memoryBytes > 0 || !holding.generic.empty();
    return (isLarge ? Resources : 0U) | (holding.hostPorts.empty() ? 0U : Ports);
}

unsigned concernsOf(const Demand& demand)
{
    return Nodes | concernsOf(demand.holding) | (demand.maxReplicas > 0 ? Replicas : 0U);
}

bool ByTaskId::operator()(const TrackedTask* a, const TrackedTask* b) const
{
    return a->task->id < b->task->id;
}

void TaskBook::start(const store::View& view)
{
    for (const auto& node : view.all<api::Node>())
        m_nodes.setNode(node);
    for (const auto& network : view.all<api::Network>())
        m_drivers[network->id] = driverOf(*network);
    const auto tasks = view.all<api::Task>();
    m_tasks.reserve(tasks.size());
    for (const auto& task : tasks)
        observeTask(task);
}

void TaskBook::recallFailures(const store::View& view, Timestamp now)
{
    std::vector<std::pair<Timestamp, store::Ptr<api::Task>>> failed;
    for (const auto& task : view.all<api::Task>()) {
        const bool hasFailed
            = task->status.state == api::TaskState::Failed || task->status.state == api::TaskState::Rejected;
        const Timestamp at = task->status.appliedAt.isZero() ? task->status.timestamp : task->status.appliedAt;
        if (hasFailed && !task->serviceId.empty() && !isPreassigned(*task) && at > now - FailureMemory)
            failed.emplace_back(at, task);
    }
    std::ranges::stable_sort(failed, {}, [](const auto& entry) { return entry.first; });
    for (const auto& [at, task] : failed) {
        const NodeAccount* node = m_nodes.find(task->nodeId);
        if (!node)
            continue;
        m_tallies.try_emplace(task->serviceId, task->serviceId)
            .first->second.noteFailure(node->index(), task->specVersion, at);
        m_failing.insert(task->serviceId);
    }
}

void TaskBook::occupy(const api::Task& task)
{
    NodeAccount& node = m_nodes.at(task.nodeId);
    ++node.users;
    node.claim(holdingOf(task), task.genericResources);
    node.addActive();
    if (const auto tally = m_tallies.find(task.serviceId); tally != m_tallies.end()) {
        tally->second.add(node.index());
        ++tally->second.users;
    }
    m_nodes.moved(node);
}

void TaskBook::observe(const store::Event& event)
{
    const bool isRemoved = event.action == store::Action::Remove;
    if (const auto task = store::as<api::Task>(event.object)) {
        if (isRemoved)
            forget(task->id);
        else
            observeTask(task);
    } else if (const auto node = store::as<api::Node>(event.object)) {
        observeNode(event, node);
    } else if (const auto network = store::as<api::Network>(event.object)) {
        if (isRemoved)
            m_drivers.erase(network->id);
        else
            m_drivers[network->id] = driverOf(*network);
    } else if (const auto service = store::as<api::Service>(event.object); service && isRemoved) {
        dropWaiting(service->id);
    }
}

void TaskBook::observeNode(const store::Event& event, const store::Ptr<api::Node>& node)
{
    NodeAccount& account = m_nodes.at(node->id);
    if (event.action == store::Action::Remove) {
        m_nodes.removeNode(account);
        leaveNode(account);
        return;
    }
    const bool isChanged = !account.node() || !isSameToUs(*account.node(), *node);
    m_nodes.setNode(node);
    if (isChanged)
        touch(account, Nodes);
}

void TaskBook::observeTask(const store::Ptr<api::Task>& task)
{
    const api::TaskState state = task->status.state;
    const bool isWanted = task->desiredState <= api::TaskState::Complete;
    m_ended.erase(task->id);
    if (api::isTerminal(state)) {
        const auto known = m_tasks.find(task->id);
        const bool hasFailed = state == api::TaskState::Failed || state == api::TaskState::Rejected;
        if (known != m_tasks.end() && known->second.isBooked && hasFailed && !task->serviceId.empty()
            && !isPreassigned(*task))
            m_failures.push_back({task->serviceId, known->second.node->id(), task->specVersion});
        forget(task->id);
    } else if (state == api::TaskState::Pending && !isWanted) {
        forget(task->id);
        if (task->desiredState == api::TaskState::Shutdown)
            m_ended.insert(task->id);
    } else if (state >= api::TaskState::Pending) {
        TrackedTask& tracked = m_tasks[task->id];
        if (!tracked.tally && !task->serviceId.empty())
            tracked.tally = &useTally(task->serviceId);
        if (state == api::TaskState::Pending)
            wait(tracked, task);
        else
            hold(tracked, task);
    }
}

void TaskBook::wait(TrackedTask& tracked, const store::Ptr<api::Task>& task)
{
    unbook(tracked);
    if (task->nodeId.empty()) {
        enqueue(tracked, task);
        return;
    }
    NodeAccount& node = m_nodes.at(task->nodeId);
    if (tracked.node == &node) {
        tracked.task = task;
        return;
    }
    leaveQueues(tracked);
    tracked.task = task;
    tracked.node = &node;
    ++node.users;
    m_preassigned[node.index()].insert(&tracked);
    m_toCheck.insert(node.index());
}

void TaskBook::hold(TrackedTask& tracked, const store::Ptr<api::Task>& task)
{
    const bool isActive = task->desiredState <= api::TaskState::Complete;
    NodeAccount& node = m_nodes.at(task->nodeId);
    if (tracked.isBooked && tracked.node == &node && tracked.generic == task->genericResources) {
        setActive(tracked, isActive);
        return;
    }
    ++node.users; // so that leaving does not drop it
    leaveQueues(tracked);
    unbook(tracked);
    --node.users;
    book(tracked, node, holdingOf(*task), task->genericResources, isActive);
}

void TaskBook::book(
    TrackedTask& tracked, NodeAccount& node, Holding holding, std::vector<api::GenericResource> generic, bool isActive)
{
    ++node.users;
    tracked.node = &node;
    tracked.holding = std::move(holding);
    tracked.generic = std::move(generic);
    tracked.isBooked = true;
    node.claim(tracked.holding, tracked.generic);
    setActive(tracked, isActive);
}

void TaskBook::unbook(TrackedTask& tracked)
{
    if (!tracked.isBooked)
        return;
    NodeAccount& node = *tracked.node;
    setActive(tracked, false);
    node.release(tracked.holding, tracked.generic);
    tracked.isBooked = false;
    tracked.node = nullptr;
    touch(node, concernsOf(tracked.holding));
    --node.users;
    leaveNode(node);
}

void TaskBook::setActive(TrackedTask& tracked, bool isActive)
{
    if (tracked.isActive == isActive)
        return;
    tracked.isActive = isActive;
    NodeAccount& node = *tracked.node;
    if (isActive) {
        node.addActive();
        if (tracked.tally)
            tracked.tally->add(node.index());
    } else {
        node.removeActive();
        if (tracked.tally)
            tracked.tally->remove(node.index());
        touch(node, Replicas);
    }
    m_nodes.moved(node);
}

void TaskBook::enqueue(TrackedTask& tracked, const store::Ptr<api::Task>& task)
{
    // The group of a waiting task follows from what never changes about it, but for its demand: endpoints may be
    // refreshed.
    if (tracked.group && sameDemand(*tracked.group->sample, *task)) {
        tracked.task = task;
        return;
    }
    leaveQueues(tracked);
    const GroupKey key = keyOf(*task);
    auto [found, end] = m_groups.equal_range(key);
    while (found != end && !sameDemand(*found->second.sample, *task))
        ++found;
    if (found == end)
        found = m_groups.emplace(key, Group{.tally = tracked.tally, .sample = task});
    Group& group = found->second;
    tracked.task = task;
    tracked.group = &group;
    group.waiting.insert(group.waiting.end(), &tracked); // in a new book they come in order
    group.allTold = false;
    if (group.place != 0 && group.blockedBy == 0)
        return;
    unqueue(group);
    group.place = ++m_lastPlace;
    m_fresh.emplace(group.place, &group);
}

// Out of its group, or of those preassigned to a node.
void TaskBook::leaveQueues(TrackedTask& tracked)
{
    if (Group* group = std::exchange(tracked.group, nullptr)) {
        group->waiting.erase(&tracked);
        if (group->waiting.empty()) {
            unqueue(*group);
            auto it = m_groups.lower_bound(keyOf(*group->sample));
            while (&it->second != group)
                ++it;
            m_groups.erase(it);
        }
    } else if (tracked.node && !tracked.isBooked) {
        NodeAccount& node = *std::exchange(tracked.node, nullptr);
        const auto waiting = m_preassigned.find(node.index());
        waiting->second.erase(&tracked);
        if (waiting->second.empty()) {
            m_preassigned.erase(waiting);
            m_toCheck.erase(node.index());
        }
        --node.users;
        leaveNode(node);
    }
    tracked.task.reset();
}

void TaskBook::forget(std::string_view taskId)
{
    const auto found = m_tasks.find(taskId);
    if (found == m_tasks.end())
        return;
    TrackedTask& tracked = found->second;
    leaveQueues(tracked);
    unbook(tracked);
    if (tracked.tally)
        leaveTally(*tracked.tally);
    m_tasks.erase(found);
}

// A service that is gone needs no tasks placed, whatever their records still say.
void TaskBook::dropWaiting(const std::string& serviceId)
{
    std::vector<std::string> waiting;
    for (auto it = m_groups.lower_bound({.owner = serviceId}); it != m_groups.end() && it->first.owner == serviceId;
         ++it)
        for (const TrackedTask* tracked : it->second.waiting)
            waiting.push_back(tracked->task->id);
    for (const std::string& id : waiting)
        forget(id);
}

void TaskBook::unqueue(Group& group)
{
    Queue& queue = group.blockedBy == 0 ? m_fresh : m_blocked[group.blockedBy];
    queue.erase(group.place);
    group.blockedBy = 0;
}

void TaskBook::touch(const NodeAccount& node, unsigned concerns)
{
    for (unsigned i = 0; i < ConcernCount; ++i)
        m_changes[i] += concerns >> i & 1U;
    if (m_preassigned.contains(node.index()))
        m_toCheck.insert(node.index());
}

void TaskBook::leaveNode(NodeAccount& node)
{
    if (node.node() || node.users > 0)
        return;
    for (const std::string& service : m_failing)
        m_tallies.find(service)->second.forgetFailuresOn(node.index());
    m_nodes.drop(node);
}

ServiceTally& TaskBook::useTally(const std::string& serviceId)
{
    ServiceTally& tally = m_tallies.try_emplace(serviceId, serviceId).first->second;
    ++tally.users;
    return tally;
}

void TaskBook::leaveTally(ServiceTally& tally)
{
    if (--tally.users > 0 || tally.hasFailures())
        return;
    m_failing.erase(tally.id());
    m_tallies.erase(m_tallies.find(tally.id()));
}

void TaskBook::settle(Timestamp now)
{
    for (const Failure& failure : std::exchange(m_failures, {})) {
        const NodeAccount* node = m_nodes.find(failure.nodeId);
        if (!node)
            continue;
        m_tallies.try_emplace(failure.serviceId, failure.serviceId)
            .first->second.noteFailure(node->index(), failure.version, now);
        m_failing.insert(failure.serviceId);
    }
    std::erase_if(m_failing, [&](const std::string& service) {
        const auto found = m_tallies.find(service);
        found->second.forgetFailuresUntil(now - FailureMemory);
        if (found->second.hasFailures())
            return false;
        if (found->second.users == 0)
            m_tallies.erase(found);
        return true;
    });
    m_nodes.pruneEligibility();
}

const ServiceTally* TaskBook::tally(std::string_view serviceId) const
{
    const auto found = m_tallies.find(serviceId);
    return found == m_tallies.end() ? nullptr : &found->second;
}

const TrackedTask* TaskBook::find(std::string_view taskId) const
{
    const auto found = m_tasks.find(taskId);
    return found == m_tasks.end() ? nullptr : &found->second;
}

std::uint64_t TaskBook::changes(unsigned concerns) const
{
    std::uint64_t sum = 0;
    for (unsigned i = 0; i < ConcernCount; ++i)
        sum += concerns >> i & 1U ? m_changes[i] : 0;
    return sum;
}

Group* TaskBook::nextGroup() const
{
    if (!m_fresh.empty())
        return m_fresh.begin()->second;
    for (const auto& [concerns, queue] : m_blocked) {
        if (queue.empty())
            continue;
        Group* oldest = queue.begin()->second; // the others were tried after it
        if (oldest->triedAt != changes(concerns))
            return oldest;
    }
    return nullptr;
}

void TaskBook::block(Group& group, const Demand& demand)
{
    unqueue(group);
    group.blockedBy = concernsOf(demand);
    group.triedAt = changes(group.blockedBy);
    group.place = ++m_lastPlace;
    m_blocked[group.blockedBy].emplace(group.place, &group);
}

std::vector<TrackedTask*> TaskBook::preassigned(std::uint32_t node) const
{
    const auto found = m_preassigned.find(node);
    return found == m_preassigned.end() ? std::vector<TrackedTask*>{}
                                        : std::vector<TrackedTask*>(found->second.begin(), found->second.end());
}

void TaskBook::assign(
    TrackedTask& tracked, NodeAccount& node, const Holding& holding, std::vector<api::GenericResource> generic)
{
    ++node.users; // so that leaving its queue does not drop it
    leaveQueues(tracked);
    --node.users;
    book(tracked, node, holding, std::move(generic), true);
}

void TaskBook::refresh(const store::View& view, const std::string& taskId)
{
    const auto task = view.get<api::Task>(taskId);
    if (task && task->status.state >= api::TaskState::Pending)
        observeTask(task);
    else
        forget(taskId);
}

} // namespace skep::scheduler

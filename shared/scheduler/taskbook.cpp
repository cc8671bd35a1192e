#include "shared/scheduler/taskbook.h"

#include "shared/base/fetchahead.h"
#include "shared/scheduler/defaults.h"

#include <algorithm>
#include <tuple>
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

// When it was made; one that is only being written has no date yet.
Timestamp madeAt(const api::Task& task)
{
    return task.meta.createdAt.isZero() ? Timestamp{INT64_MAX} : task.meta.createdAt;
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

bool comesBefore(const api::Task& a, const api::Task& b)
{
    if (a.slot != b.slot)
        return a.slot < b.slot;
    return std::tie(a.serviceId, a.specVersion, a.id) < std::tie(b.serviceId, b.specVersion, b.id);
}

void TaskBook::start(const store::View& view)
{
    for (const auto& node : view.all<api::Node>())
        m_nodes.setNode(node);
    for (const auto& network : view.all<api::Network>())
        m_drivers[network->id] = driverOf(*network);
    const auto tasks = view.all<api::Task>();
    m_tasks.reserve(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (i + FarAhead < tasks.size())
            fetchAhead(tasks[i + FarAhead].get());
        if (i + NearAhead < tasks.size())
            fetchAhead(tasks[i + NearAhead]->id.data());
        observeTask(tasks[i]);
    }
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
    m_preassigned[node.index()].add(tracked);
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
    Group& group = groupFor(tracked, task);
    tracked.task = task;
    tracked.group = &group;
    group.since = std::min(group.since, madeAt(*task));
    group.waiting.add(tracked);
    group.allTold = false;
    if (group.place != 0 && group.blockedBy == 0)
        return;
    unqueue(group);
    group.place = ++m_lastPlace;
    m_fresh.emplace_hint(m_fresh.end(), group.place, &group);
}

// The one it belongs to, or a new one.
Group& TaskBook::groupFor(const TrackedTask& tracked, const store::Ptr<api::Task>& task)
{
    if (tracked.tally)
        for (Group* group : tracked.tally->groups)
            if (group->sample->specVersion == task->specVersion && sameDemand(*group->sample, *task))
                return *group;
    Group* group = m_freeGroups.empty() ? &m_groups.emplace_back() : m_freeGroups.back();
    if (!m_freeGroups.empty())
        m_freeGroups.pop_back();
    *group = {.tally = tracked.tally, .sample = task, .since = madeAt(*task)};
    if (tracked.tally)
        tracked.tally->groups.push_back(group);
    return *group;
}

// A group without tasks is none.
void TaskBook::leaveGroup(TrackedTask& tracked, Group& group)
{
    group.waiting.remove(tracked);
    if (!group.waiting.empty())
        return;
    unqueue(group);
    if (group.tally)
        std::erase(group.tally->groups, &group);
    group = {};
    m_freeGroups.push_back(&group);
}

// Out of its group, or of those preassigned to a node.
void TaskBook::leaveQueues(TrackedTask& tracked)
{
    if (Group* group = std::exchange(tracked.group, nullptr)) {
        leaveGroup(tracked, *group);
    } else if (tracked.node && !tracked.isBooked) {
        NodeAccount& node = *std::exchange(tracked.node, nullptr);
        const auto waiting = m_preassigned.find(node.index());
        waiting->second.remove(tracked);
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
    const auto known = m_tallies.find(serviceId);
    if (known == m_tallies.end())
        return;
    std::vector<std::string> waiting;
    for (const Group* group : known->second.groups)
        for (const TrackedTask* tracked : group->waiting.all())
            waiting.push_back(tracked->task->id);
    for (const std::string& id : waiting)
        forget(id);
}

void TaskBook::orderArrivals()
{
    struct Arrival {
        Group* group;
        const api::Task* first;

        bool operator<(const Arrival& other) const
        {
            if (group->since != other.group->since)
                return group->since < other.group->since;
            if (first->serviceId != other.first->serviceId)
                return first->serviceId < other.first->serviceId;
            return comesBefore(*first, *other.first);
        }
    };
    std::vector<Arrival> arrivals;
    const auto begin = m_fresh.upper_bound(m_lastOrdered);
    for (auto it = begin; it != m_fresh.end(); ++it)
        arrivals.push_back({it->second, it->second->waiting.first().task.get()});
    m_lastOrdered = m_lastPlace;
    const auto isBeforeLast = [&arrivals](std::size_t i) {
        if (i + FarAhead < arrivals.size())
            fetchAhead(arrivals[i + FarAhead].first);
        return arrivals[i] < arrivals[i - 1];
    };
    std::size_t inOrder = 1;
    while (inOrder < arrivals.size() && !isBeforeLast(inOrder))
        ++inOrder;
    if (inOrder >= arrivals.size())
        return;
    std::ranges::sort(arrivals, std::less<>());
    auto place = begin;
    for (const Arrival& arrival : arrivals) {
        arrival.group->place = place->first;
        (place++)->second = arrival.group;
    }
}

void TaskBook::unqueue(Group& group)
{
    Queue& queue = group.blockedBy == 0 ? m_fresh : m_blocked[group.blockedBy];
    const bool isFirst = !queue.empty() && queue.begin()->first == group.place;
    if (const auto found = isFirst ? queue.begin() : queue.find(group.place); found != queue.end())
        queue.erase(found);
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
    orderArrivals();
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
    if (!m_fresh.empty()) {
        auto ahead = m_fresh.begin();
        for (std::size_t i = 0; i < FarAhead && ahead != m_fresh.end(); ++i, ++ahead)
            if (i == NearAhead)
                fetchAhead(ahead->second->sample->id.data());
        if (ahead != m_fresh.end()) {
            fetchAhead(ahead->second->sample.get());
            ahead->second->waiting.fetch();
        }
        return m_fresh.begin()->second;
    }
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
                                        : found->second.all();
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

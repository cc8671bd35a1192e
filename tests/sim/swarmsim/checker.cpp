#include "tests/sim/swarmsim/checker.h"

#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/taskinit.h"
#include "shared/scheduler/constraintmatch.h"

#include <algorithm>

namespace skep::swarmsim {

using api::TaskState;

namespace {

using namespace std::chrono_literals;

// A new leader needs this long to hear of all nodes, and a plan to be written.
constexpr auto Settling = 8s;

bool isStartFirst(const api::ServiceSpec& spec)
{
    const auto first = [](const std::optional<api::UpdateConfig>& config) {
        return config && config->order == api::UpdateOrder::StartFirst;
    };
    return first(spec.updateConfig) || first(spec.rollbackConfig);
}

std::vector<std::string> hostPorts(const api::Task& task)
{
    std::vector<std::string> ports;
    for (const auto& port : task.endpoint.ports)
        if (port.publishMode == api::PublishMode::Host && port.publishedPort != 0)
            ports.push_back(std::to_string(int(port.protocol)) + "/" + std::to_string(port.publishedPort));
    return ports;
}

bool isReadyForTasks(const api::Node& node)
{
    return node.status.state == api::NodeState::Ready && node.spec.availability == api::Availability::Active;
}

std::int64_t reservedMemory(const api::Task& task)
{
    return task.spec.resources && task.spec.resources->reservations ? task.spec.resources->reservations->memoryBytes : 0;
}

std::string placeOf(const api::Task& task)
{
    return task.serviceId + (task.slot != 0 ? "." + std::to_string(task.slot) : "@" + task.nodeId)
        + (task.jobIteration ? " of iteration " + std::to_string(task.jobIteration->index) : "");
}

} // namespace

std::string describe(const api::Task& task)
{
    return placeOf(task) + " (" + task.id.substr(0, 6) + (task.nodeId.empty() ? "" : " on " + task.nodeId) + ", "
        + std::string(api::text(task.status.state)) + ", wanted " + std::string(api::text(task.desiredState)) + ", image "
        + (task.spec.container ? task.spec.container->image : "") + ")";
}

bool satisfies(const api::Node& node, const api::TaskSpec& spec)
{
    if (!spec.placement)
        return true;
    return std::ranges::all_of(spec.placement->constraints, [&](const std::string& constraint) {
        const auto operation = constraint.find(" == ");
        const auto label = node.spec.labels.find(constraint.substr(12, operation - 12)); // behind "node.labels."
        return label != node.spec.labels.end() && label->second == constraint.substr(operation + 4);
    });
}

void Checker::complain(const std::string& what)
{
    if (!m_violation)
        m_violation = what;
}

bool Checker::isLost(const std::string& nodeId) const
{
    const auto node = m_plane.canon.get<api::Node>(nodeId);
    return !node || node->status.state == api::NodeState::Down;
}

bool Checker::isRunning(const std::string& taskId) const
{
    return std::ranges::any_of(m_machines, [&](const auto& machine) {
        const auto running = machine->running();
        return std::ranges::any_of(running, [&](const api::Task* task) { return task->id == taskId; });
    });
}

void Checker::observe(const std::vector<store::Event>& events)
{
    std::set<std::string> nodes;
    for (const store::Event& event : events) {
        if (const auto task = store::as<api::Task>(event.object)) {
            checkTask(event, *task);
            nodes.insert(task->nodeId);
        } else if (const auto service = store::as<api::Service>(event.object)) {
            if (isStartFirst(service->spec))
                m_startFirst.insert(service->id);
        } else if (const auto node = store::as<api::Node>(event.object); node && isLost(node->id)) {
            for (const auto& lost : m_plane.canon.tasksOfNode(node->id))
                m_excused.insert(lost->id);
        }
    }
    claim(events);
    for (const std::string& node : nodes)
        checkHostPorts(node);
}

void Checker::checkTask(const store::Event& event, const api::Task& task)
{
    if (!task.nodeId.empty() && isLost(task.nodeId))
        m_excused.insert(task.id);
    if (event.action == store::Action::Remove) {
        // Its last report may be part of the same entry, so the record does not tell.
        if (!isLost(task.nodeId) && isRunning(task.id))
            complain("the record of a task that is running is gone: " + describe(task));
        return;
    }
    const auto old = store::as<api::Task>(event.old);
    if (!old)
        return;
    if (task.status.state < old->status.state)
        complain("a task went back from " + std::string(api::text(old->status.state)) + ": " + describe(task));
    if (task.desiredState < old->desiredState)
        complain("a task's goal went back from " + std::string(api::text(old->desiredState)) + ": " + describe(task));
    if (task.serviceId != old->serviceId || task.slot != old->slot || (!old->nodeId.empty() && task.nodeId != old->nodeId))
        complain("a task changed its place from " + placeOf(*old) + " on " + old->nodeId + ": " + describe(task));
}

// Addresses and published ports. What is freed and given in one entry may come in any order.
void Checker::claim(const std::vector<store::Event>& events)
{
    const auto claims = [](const store::ObjectPtr& object) {
        std::vector<Claim> result;
        if (const auto task = store::as<api::Task>(object); task && !api::isTerminal(task->status.state)) {
            for (const auto& attachment : task->networks)
                for (const auto& address : attachment.addresses)
                    result.emplace_back(attachment.networkId, address.substr(0, address.find('/')));
        } else if (const auto service = store::as<api::Service>(object)) {
            for (const auto& vip : service->endpoint.virtualIps)
                result.emplace_back(vip.networkId, vip.addr.substr(0, vip.addr.find('/')));
            for (const auto& port : service->endpoint.ports)
                if (port.publishMode != api::PublishMode::Host && port.publishedPort != 0)
                    result.emplace_back("port " + std::to_string(int(port.protocol)), std::to_string(port.publishedPort));
        }
        return result;
    };
    for (const store::Event& event : events)
        if (event.action != store::Action::Create)
            for (const Claim& old : claims(event.action == store::Action::Remove ? event.object : event.old))
                if (const auto found = m_claims.find(old); found != m_claims.end() && found->second == store::idOf(event.object))
                    m_claims.erase(found);
    for (const store::Event& event : events) {
        if (event.action == store::Action::Remove)
            continue;
        for (const Claim& now : claims(event.object)) {
            const auto [found, added] = m_claims.try_emplace(now, store::idOf(event.object));
            if (!added && found->second != store::idOf(event.object))
                complain("given out twice: " + now.second + " of " + now.first + ", to " + found->second + " and "
                    + store::idOf(event.object));
        }
    }
}

void Checker::checkHostPorts(const std::string& nodeId)
{
    std::map<std::string, store::Ptr<api::Task>> holders;
    if (nodeId.empty())
        return;
    for (const auto& task : m_plane.canon.tasksOfNode(nodeId)) {
        if (!orchestrator::isOnNode(*task))
            continue;
        for (const std::string& port : hostPorts(*task))
            if (const auto [found, added] = holders.try_emplace(port, task); !added)
                complain("host port " + port + " of " + nodeId + " is held by " + describe(*found->second) + " and "
                    + describe(*task));
    }
}

void Checker::checkContainers()
{
    std::map<std::string, std::vector<std::pair<const api::Task*, std::string>>> places;
    for (const auto& machine : m_machines)
        for (const api::Task* task : machine->running())
            if (!m_excused.contains(task->id))
                places[placeOf(*task)].emplace_back(task, machine->nodeId);
    for (const auto& [place, running] : places) {
        const std::size_t most = m_startFirst.contains(running.front().first->serviceId) ? 2 : 1;
        if (running.size() <= most)
            continue;
        std::string what = std::to_string(running.size()) + " containers run in one place:";
        for (const auto& [task, nodeId] : running) {
            const auto record = m_plane.canon.get<api::Task>(task->id);
            what += " " + describe(record ? *record : *task);
        }
        complain(what);
    }
}

bool Checker::fits(const api::Task& task, const api::Node& node) const
{
    if (!isReadyForTasks(node) || (!task.nodeId.empty() && task.nodeId != node.id) || !satisfies(node, task.spec))
        return false;
    std::int64_t memory = node.description.resources.memoryBytes - reservedMemory(task);
    std::uint64_t same = 0;
    const auto wanted = hostPorts(task);
    for (const auto& other : m_plane.canon.tasksOfNode(node.id)) {
        if (!orchestrator::isOnNode(*other))
            continue;
        memory -= reservedMemory(*other);
        same += other->serviceId == task.serviceId ? 1 : 0;
        for (const std::string& port : hostPorts(*other))
            if (std::ranges::find(wanted, port) != wanted.end())
                return false;
    }
    const std::uint64_t most = task.spec.placement ? task.spec.placement->maxReplicas : 0;
    return memory >= 0 && (most == 0 || same < most);
}

void Checker::checkWaiting()
{
    const std::set<std::string> before = std::exchange(m_waiting, {});
    const ManagerNode* leader = m_plane.leader();
    if (!leader || async::loop().monotonic() - leader->term->since < Settling)
        return;
    for (const auto& task : m_plane.canon.all<api::Task>()) {
        if (task->status.state >= TaskState::Assigned || !orchestrator::isWanted(*task))
            continue;
        const auto nodes = m_plane.canon.all<api::Node>();
        const auto node = std::ranges::find_if(nodes, [&](const auto& candidate) { return fits(*task, *candidate); });
        if (node == nodes.end())
            continue;
        m_waiting.insert(task->id);
        if (before.contains(task->id))
            complain("a task waits although " + (*node)->id + " has room for it: " + describe(*task)
                + (task->status.err.empty() ? "" : ", " + task->status.err));
    }
}

std::optional<std::string> Checker::unsettledService(const api::Service& service) const
{
    using api::UpdateState;
    const store::Store& view = m_plane.canon;
    const auto state = service.updateStatus ? service.updateStatus->state : UpdateState::Unspecified;
    const bool halted = state == UpdateState::Paused || state == UpdateState::RollbackPaused;
    if (state == UpdateState::Updating || state == UpdateState::RollbackStarted)
        return "the update of " + service.id + " is not over";

    std::set<std::string> expected; // nodes, for one task each
    for (const auto& node : view.all<api::Node>())
        if (isReadyForTasks(*node) && satisfies(*node, service.spec.task))
            expected.insert(node->id);
    std::set<std::string> places;
    for (const auto& task : view.tasksOfService(service.id)) {
        if (orchestrator::isJob(service)) {
            if (task->jobIteration == service.jobStatus->jobIteration && task->status.state == TaskState::Complete)
                places.insert(placeOf(*task));
            if (!api::isTerminal(task->status.state))
                return "a job's task is not done: " + describe(*task);
            continue;
        }
        if (api::isTerminal(task->status.state))
            continue;
        if (task->status.state != TaskState::Running || task->desiredState != TaskState::Running)
            return "on its way: " + describe(*task);
        if (!halted && orchestrator::isDirty(view, service, *task))
            return "of an old version: " + describe(*task);
        if (const auto node = view.get<api::Node>(task->nodeId); !node || !satisfies(*node, service.spec.task))
            return "not where its constraints want it: " + describe(*task);
        if (!places.insert(placeOf(*task)).second)
            return "twice in its place: " + describe(*task);
    }
    std::uint64_t count = expected.size();
    if (service.spec.mode.replicated)
        count = service.spec.mode.replicated->replicas.value_or(1);
    else if (service.spec.mode.replicatedJob)
        count = service.spec.mode.replicatedJob->totalCompletions.value_or(1);
    if (places.size() != count)
        return service.id + " has " + std::to_string(places.size()) + " of " + std::to_string(count);
    return {};
}

std::optional<std::string> Checker::unsettled() const
{
    if (!m_plane.leader())
        return "nobody leads";
    for (const auto& node : m_plane.canon.all<api::Node>())
        if (node->status.state != api::NodeState::Ready)
            return "node " + node->id + " is not ready";
    for (const auto& service : m_plane.canon.all<api::Service>())
        if (auto reason = unsettledService(*service))
            return reason;
    std::set<std::string> wanted, running;
    for (const auto& task : m_plane.canon.all<api::Task>()) {
        if (task->status.state == TaskState::Running)
            wanted.insert(task->id);
        if (!m_plane.canon.get<api::Service>(task->serviceId))
            return "its service is gone: " + describe(*task);
    }
    for (const auto& machine : m_machines)
        for (const api::Task* task : machine->running()) {
            running.insert(task->id);
            if (!wanted.contains(task->id))
                return "a container too many on " + machine->nodeId + ": " + describe(*task);
        }
    for (const std::string& id : wanted)
        if (!running.contains(id))
            return "no container for " + describe(*m_plane.canon.get<api::Task>(id));
    return m_plane.difference();
}

} // namespace skep::swarmsim

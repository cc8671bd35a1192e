#include "daemon/allocator/allocator.h"

#include "daemon/allocator/allocatorpass.h"
#include "daemon/allocator/initialnetworks.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace skep::allocator {

namespace {

constexpr std::string_view PendingMessage = "pending task scheduling";
constexpr std::string_view ShutdownMessage = "shutdown";

} // namespace

void Allocator::start(const store::View& view, Timestamp)
{
    *this = Allocator();
    // All that is in use is taken over before anything is given out.
    for (const auto& network : view.all<api::Network>())
        observe({.action = store::Action::Create, .object = network});
    for (const auto& service : view.all<api::Service>())
        observe({.action = store::Action::Create, .object = service});
    for (const auto& task : view.all<api::Task>())
        observe({.action = store::Action::Create, .object = task});
}

void Allocator::observe(const store::Event& event)
{
    if (const auto task = store::as<api::Task>(event.object))
        observeTask(event, task);
    else if (const auto service = store::as<api::Service>(event.object))
        observeService(event, service);
    else if (const auto network = store::as<api::Network>(event.object))
        observeNetwork(event, network);
}

void Allocator::observeNetwork(const store::Event& event, const store::Ptr<api::Network>& network)
{
    if (event.action == store::Action::Remove) {
        m_networks.forget(network->id);
        m_networksToDo.erase(network->id);
        m_networkErrors.erase(network->id);
        for (const auto& [id, error] : m_networkErrors) // its subnet may be what they lacked
            m_networksToDo.insert(id);
        wake(networkKey(network->id)); // to hear that it is gone
        m_retryServices = true;
        return;
    }
    const bool isNew = !m_networks.find(network->id);
    m_networks.adopt(network);
    m_retryServices = m_retryServices || isNew;
    if (!NetworkBook::isAllocated(*network)) {
        m_networksToDo.insert(network->id);
        return;
    }
    m_networksToDo.erase(network->id);
    if (isNew)
        wake(networkKey(network->id));
}

void Allocator::observeService(const store::Event& event, const store::Ptr<api::Service>& service)
{
    if (event.action != store::Action::Remove) {
        adoptService(*service);
        m_servicesToDo.insert(service->id);
        return;
    }
    m_servicesToDo.erase(service->id);
    holdPorts(service->id, {});
    const auto known = m_services.find(service->id);
    if (known == m_services.end())
        return;
    for (const auto& [network, address] : known->second.vips)
        if (m_networks.release(network, address, service->id))
            freed(network);
    m_services.erase(known);
}

// What the stored endpoint says is held, and nothing else.
void Allocator::adoptService(const api::Service& service)
{
    holdPorts(service.id, service.endpoint.ports);
    Addresses now;
    for (const api::VirtualIp& vip : service.endpoint.virtualIps)
        if (m_networks.claim(vip.networkId, vip.addr, service.id))
            now[vip.networkId] = vip.addr;
    ServiceState& state = m_services[service.id];
    for (const auto& [network, address] : state.vips)
        if (const auto kept = now.find(network); kept == now.end() || kept->second != address)
            if (m_networks.release(network, address, service.id))
                freed(network);
    state.vips = std::move(now);
}

void Allocator::observeTask(const store::Event& event, const store::Ptr<api::Task>& task)
{
    const api::TaskState state = task->status.state;
    if (event.action == store::Action::Remove || api::isTerminal(state)) {
        m_tasksToDo.erase(task->id);
        stopWaiting(task->id);
        holdAddresses(task->id, {});
        return;
    }
    if (state == api::TaskState::New) {
        // While it waits only another wish is news; the rest is our own writing.
        if (!m_waitsFor.contains(task->id) || task->desiredState > api::TaskState::Complete)
            m_tasksToDo.insert(task->id);
        return;
    }
    m_tasksToDo.erase(task->id);
    stopWaiting(task->id);
    Addresses now;
    for (const api::NetworkAttachment& attachment : task->networks)
        for (const std::string& address : attachment.addresses)
            if (m_networks.claim(attachment.networkId, address, task->id))
                now[attachment.networkId] = address;
    holdAddresses(task->id, std::move(now));
}

void Allocator::holdPorts(const std::string& serviceId, const std::vector<api::PortConfig>& ports)
{
    if (m_ports.hold(serviceId, ports))
        m_retryServices = true;
}

void Allocator::holdAddresses(const std::string& taskId, Addresses now)
{
    const auto known = m_addresses.find(taskId);
    if (known != m_addresses.end())
        for (const auto& [network, address] : known->second)
            if (const auto kept = now.find(network); kept == now.end() || kept->second != address)
                if (m_networks.release(network, address, taskId))
                    freed(network);
    if (!now.empty())
        m_addresses[taskId] = std::move(now);
    else if (known != m_addresses.end())
        m_addresses.erase(known);
}

std::optional<Timestamp> Allocator::reconcile(store::Tx& tx, Timestamp now, Rng&)
{
    Pass pass{.tx = tx, .now = now};
    allocateNetworks(pass);
    allocateServices(pass);
    allocateTasks(pass);
    return pass.isOver() ? std::optional(now) : std::nullopt;
}

void Allocator::allocateNetworks(Pass& pass)
{
    std::vector<store::Ptr<api::Network>> networks;
    for (const std::string& id : std::exchange(m_networksToDo, {}))
        if (auto network = pass.tx.get<api::Network>(id); network && !NetworkBook::isAllocated(*network))
            networks.push_back(std::move(network));
    std::ranges::sort(
        networks, {}, [](const auto& n) { return std::tuple(!n->spec.ingress, n->meta.createdAt, n->id); });
    const auto cluster = pass.tx.cluster();
    for (const auto& network : networks) {
        auto allocated = m_networks.allocate(*network, cluster.get());
        if (!allocated)
            m_networkErrors[network->id] = "network " + network->spec.name + ": " + allocated.error().message;
        else
            m_networkErrors.erase(network->id);
        wake(networkKey(network->id)); // to go on, or to hear why not
        m_retryServices = true;
        if (allocated && pass.update(*allocated))
            m_networks.adopt(pass.tx.get<api::Network>(network->id));
    }
}

void Allocator::allocateTasks(Pass& pass)
{
    allocateFreed(pass);
    while (!m_tasksToDo.empty() && !pass.isOver()) {
        const std::string id = *m_tasksToDo.begin();
        m_tasksToDo.erase(m_tasksToDo.begin());
        allocateTask(pass, id);
    }
}

// Of the tasks that wait for addresses of a network, as many are tried as find one.
void Allocator::allocateFreed(Pass& pass)
{
    while (!m_freed.empty() && !pass.isOver()) {
        const std::string key = networkKey(*m_freed.begin());
        const auto waiting = m_waiting.find(key);
        const std::string id = waiting == m_waiting.end() ? std::string() : *waiting->second.begin();
        if (!id.empty())
            allocateTask(pass, id);
        const auto now = m_waitsFor.find(id);
        if (id.empty() || (now != m_waitsFor.end() && now->second == key))
            m_freed.erase(m_freed.begin());
    }
}

void Allocator::allocateTask(Pass& pass, const std::string& id)
{
    stopWaiting(id);
    const auto task = pass.tx.get<api::Task>(id);
    if (!task || task->status.state != api::TaskState::New || task->desiredState > api::TaskState::Shutdown)
        return;
    api::Task next = *task;
    next.status.timestamp = pass.now;
    next.status.err.clear();
    if (task->desiredState == api::TaskState::Shutdown) { // nobody else will ever report it stopped
        next.status.state = api::TaskState::Shutdown;
        next.status.message = ShutdownMessage;
        pass.update(std::move(next));
        return;
    }
    auto attachments = attach(pass.tx, *task);
    if (!attachments) {
        waitFor(id, attachments.error().waitsFor);
        next.status.err = attachments.error().error;
        if (next.status.err != task->status.err)
            pass.update(std::move(next));
        return;
    }
    Addresses addresses;
    for (const api::NetworkAttachment& attachment : *attachments)
        for (const std::string& address : attachment.addresses)
            addresses[attachment.networkId] = address;
    next.networks = std::move(*attachments);
    if (const auto service = task->serviceId.empty() ? nullptr : pass.tx.get<api::Service>(task->serviceId))
        next.endpoint = service->endpoint;
    next.status.state = api::TaskState::Pending;
    next.status.message = PendingMessage;
    holdAddresses(id, std::move(addresses));
    pass.update(std::move(next));
}

tl::expected<std::vector<api::NetworkAttachment>, Allocator::Obstacle> Allocator::attach(
    const store::View& view, const api::Task& task)
{
    const auto service = task.serviceId.empty() ? nullptr : view.get<api::Service>(task.serviceId);
    if (!task.serviceId.empty()) {
        const auto state = m_services.find(task.serviceId);
        const bool isKnown = service && state != m_services.end();
        if (!isKnown) // on its way in or out: nothing new to say
            return tl::unexpected(Obstacle{.waitsFor = serviceKey(task.serviceId), .error = task.status.err});
        if (!state->second.isSettled)
            return tl::unexpected(Obstacle{.waitsFor = serviceKey(task.serviceId), .error = state->second.error});
    }
    std::vector<std::pair<std::string, std::vector<std::string>>> wanted; // network id, aliases
    if (service && publishesIngress(wantedPorts(*service)))
        if (const auto ingress = m_networks.ingress())
            wanted.emplace_back(ingress->id, std::vector<std::string>{});
    for (const auto& config : attachedNetworks(task.spec.networks, service.get()))
        wanted.emplace_back(config.target, config.aliases);

    std::vector<api::NetworkAttachment> attachments;
    for (const auto& [networkId, aliases] : wanted) {
        auto attachment = attachTo(networkId, aliases, task);
        if (attachment) {
            attachments.push_back(std::move(*attachment));
            continue;
        }
        for (const api::NetworkAttachment& made : attachments)
            for (const std::string& address : made.addresses)
                m_networks.release(made.networkId, address, task.id);
        return tl::unexpected(std::move(attachment.error()));
    }
    return attachments;
}

tl::expected<api::NetworkAttachment, Allocator::Obstacle> Allocator::attachTo(
    const std::string& networkId, const std::vector<std::string>& aliases, const api::Task& task)
{
    api::NetworkAttachment attachment{.networkId = networkId, .aliases = aliases};
    const auto network = m_networks.find(networkId);
    if (network && isNodeLocal(*network))
        return attachment;
    if (const auto error = m_networkErrors.find(networkId); error != m_networkErrors.end())
        return tl::unexpected(Obstacle{.waitsFor = networkKey(networkId), .error = error->second});
    auto address = m_networks.take(networkId, task.id);
    if (!address)
        return tl::unexpected(Obstacle{.waitsFor = networkKey(networkId), .error = address.error().message});
    attachment.addresses.push_back(std::move(*address));
    return attachment;
}

void Allocator::waitFor(const std::string& taskId, const std::string& what)
{
    m_waiting[what].insert(taskId);
    m_waitsFor[taskId] = what;
}

void Allocator::stopWaiting(const std::string& taskId)
{
    const auto entry = m_waitsFor.extract(taskId);
    if (entry.empty())
        return;
    const auto waiting = m_waiting.find(entry.mapped());
    waiting->second.erase(taskId);
    if (waiting->second.empty())
        m_waiting.erase(waiting);
}

// All that wait for it look again.
void Allocator::wake(const std::string& what)
{
    auto waiting = m_waiting.extract(what);
    if (waiting.empty())
        return;
    for (const std::string& id : waiting.mapped())
        m_waitsFor.erase(id);
    m_tasksToDo.merge(waiting.mapped());
}

void Allocator::freed(const std::string& networkId)
{
    m_freed.insert(networkId);
    m_retryServices = true;
}

} // namespace skep::allocator

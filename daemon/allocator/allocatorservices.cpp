#include "daemon/allocator/allocatorpass.h"
#include "daemon/allocator/initialnetworks.h"

#include <algorithm>

namespace skep::allocator {

namespace {

std::string text(const IngressPort& port)
{
    return std::to_string(port.number) + '/' + std::string(api::text(port.protocol));
}

} // namespace

// Services that failed are tried again whenever something was given back; each round but the last has settled one.
void Allocator::allocateServices(Pass& pass)
{
    do {
        if (std::exchange(m_retryServices, false))
            for (const auto& [id, state] : m_services)
                if (!state.isSettled)
                    m_servicesToDo.insert(id);
        while (!m_servicesToDo.empty() && !pass.isOver()) {
            const std::string id = *m_servicesToDo.begin();
            m_servicesToDo.erase(m_servicesToDo.begin());
            if (const auto service = pass.tx.get<api::Service>(id))
                allocateService(pass, *service);
        }
    } while (m_retryServices && !pass.isOver());
}

void Allocator::allocateService(Pass& pass, const api::Service& service)
{
    auto endpoint = settle(pass.tx, service);
    ServiceState& state = m_services[service.id];
    const bool wasSettled = std::exchange(state.isSettled, endpoint.has_value());
    const std::string before = std::exchange(state.error, endpoint ? std::string() : endpoint.error().message);
    if (state.isSettled != wasSettled || state.error != before)
        wake(serviceKey(service.id));
    if (!endpoint || *endpoint == service.endpoint)
        return;
    api::Service next = service;
    next.endpoint = std::move(*endpoint);
    adoptService(next);
    pass.update(std::move(next));
}

// The endpoint the service should have. On success the addresses in it are held; ports are once it is adopted.
Result<api::Endpoint> Allocator::settle(const store::View& view, const api::Service& service)
{
    const auto& ports = wantedPorts(service);
    const bool hasNetworks = !attachedNetworks(service.spec.task.networks, &service).empty();
    if (ports.empty() && !hasNetworks)
        return api::Endpoint{};
    const auto plan = m_ports.plan(service.id, ports, service.endpoint.spec.ports, service.endpoint.ports);
    if (!plan) {
        const auto& [port, ownerId] = plan.error();
        if (ownerId.empty())
            return fail(ErrorCode::ResourceExhausted,
                "no free port is left between " + std::to_string(FirstDynamicPort) + " and "
                    + std::to_string(LastDynamicPort) + " for " + std::string(api::text(port.protocol)));
        const auto owner = view.get<api::Service>(ownerId);
        return fail(ErrorCode::AlreadyExists,
            "port " + text(port) + " is already published by service " + (owner ? owner->spec.name : ownerId));
    }
    SKEP_TRY(networks, networksWithVip(service));
    SKEP_TRY(vips, settleVips(service, networks));
    api::Endpoint endpoint{.ports = *plan, .virtualIps = std::move(vips)};
    if (service.spec.endpointSpec)
        endpoint.spec = *service.spec.endpointSpec;
    return endpoint;
}

Result<std::vector<std::string>> Allocator::networksWithVip(const api::Service& service) const
{
    std::vector<std::string> ids;
    const auto add = [&ids](const std::string& id) {
        if (std::ranges::find(ids, id) == ids.end())
            ids.push_back(id);
    };
    if (publishesIngress(wantedPorts(service))) {
        const auto ingress = m_networks.ingress();
        if (!ingress)
            return fail(ErrorCode::FailedPrecondition, "the swarm has no ingress network");
        add(ingress->id);
    }
    for (const auto& attachment : attachedNetworks(service.spec.task.networks, &service)) {
        const auto network = m_networks.find(attachment.target);
        if (!network)
            return fail(ErrorCode::NotFound, "network " + attachment.target + " not found");
        if (!isNodeLocal(*network))
            add(network->id);
    }
    for (const std::string& id : ids) {
        const auto error = m_networkErrors.find(id);
        if (error != m_networkErrors.end())
            return fail(ErrorCode::FailedPrecondition, error->second);
    }
    if (service.spec.endpointSpec && service.spec.endpointSpec->mode == api::EndpointMode::DnsRr)
        ids.clear();
    return ids;
}

Result<std::vector<api::VirtualIp>> Allocator::settleVips(
    const api::Service& service, const std::vector<std::string>& networks)
{
    const Addresses& held = m_services[service.id].vips;
    std::vector<api::VirtualIp> vips, taken;
    for (const std::string& network : networks) {
        if (const auto known = held.find(network); known != held.end()) {
            vips.push_back({.networkId = network, .addr = known->second});
            continue;
        }
        auto address = m_networks.take(network, service.id);
        if (!address) {
            for (const api::VirtualIp& vip : taken)
                m_networks.release(vip.networkId, vip.addr, service.id);
            return Failure(std::move(address.error()));
        }
        vips.push_back({.networkId = network, .addr = std::move(*address)});
        taken.push_back(vips.back());
    }
    return vips;
}

} // namespace skep::allocator

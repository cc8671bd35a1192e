#include "daemon/docker/ingressports.h"

#include "daemon/docker/containerconfig.h"

namespace skep::docker {
namespace {

std::string addressOf(const NetworkSettings& network)
{
    for (const auto& [name, endpoint] : network.networks)
        if (!endpoint.ipAddress.empty())
            return endpoint.ipAddress;
    for (const auto& [name, endpoint] : network.networks)
        if (!endpoint.globalIpv6Address.empty())
            return endpoint.globalIpv6Address;
    return {};
}

} // namespace

Result<void> IngressPorts::publish(const api::Task& task, const NetworkSettings& network, mesh::PortPublisher& publisher)
{
    if (m_published)
        return {};
    SKEP_TRY(mode, networkMode(task));
    const bool sharesNode = mode == "host";
    const std::string address = sharesNode ? "127.0.0.1" : addressOf(network);
    std::vector<std::shared_ptr<void>> handles;
    for (const auto& port : task.endpoint.ports) {
        if (port.publishMode == api::PublishMode::Host || port.publishedPort == 0)
            continue;
        // Then the container answers on the node by itself.
        if (sharesNode && port.publishedPort == port.targetPort)
            continue;
        if (address.empty())
            return fail(ErrorCode::FailedPrecondition,
                "port " + portKey(port.publishedPort, port.protocol) + " cannot be published: the container has no network");
        SKEP_TRY(handle, publisher.attach(port.protocol, port.publishedPort, address, port.targetPort));
        handles.push_back(std::move(handle));
    }
    m_handles = std::move(handles);
    m_published = true;
    return {};
}

} // namespace skep::docker

#include "daemon/docker/ingressports.h"

#include "daemon/docker/containerconfig.h"

#include <algorithm>

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
    std::vector<std::shared_ptr<mesh::Attachment>> attachments;
    for (const auto& port : task.endpoint.ports) {
        if (port.publishMode == api::PublishMode::Host || port.publishedPort == 0)
            continue;
        // Then the container answers on the node by itself.
        if (sharesNode && port.publishedPort == port.targetPort)
            continue;
        if (address.empty())
            return fail(ErrorCode::FailedPrecondition,
                "port " + portKey(port.publishedPort, port.protocol) + " cannot be published: the container has no network");
        SKEP_TRY(attachment, publisher.attach(port.protocol, port.publishedPort, address, port.targetPort));
        attachments.push_back(std::move(attachment));
    }
    m_attachments = std::move(attachments);
    m_published = true;
    return {};
}

void IngressPorts::withdraw()
{
    for (const auto& attachment : m_attachments)
        attachment->withdraw();
}

bool IngressPorts::inUse() const
{
    return std::ranges::any_of(m_attachments, [](const auto& attachment) { return attachment->inUse(); });
}

} // namespace skep::docker

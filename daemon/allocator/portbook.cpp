#include "daemon/allocator/portbook.h"

#include "daemon/allocator/defaults.h"

#include <algorithm>
#include <tuple>

namespace skep::allocator {

bool isIngress(const api::PortConfig& port)
{
    return port.publishMode != api::PublishMode::Host;
}

bool publishesIngress(const std::vector<api::PortConfig>& ports)
{
    return std::ranges::any_of(ports, isIngress);
}

api::PortProtocol protocolOf(const api::PortConfig& port)
{
    return port.protocol == api::PortProtocol::Unspecified ? api::PortProtocol::Tcp : port.protocol;
}

const std::string* PortBook::ownerOf(const IngressPort& port) const
{
    const auto found = m_owners.find(port);
    return found == m_owners.end() ? nullptr : &found->second;
}

PortBook::Plan PortBook::plan(const std::string& serviceId, const std::vector<api::PortConfig>& wanted,
    const std::vector<api::PortConfig>& spec, const std::vector<api::PortConfig>& had)
{
    std::vector<api::PortConfig> result = wanted;
    std::set<IngressPort> planned;
    for (const api::PortConfig& port : wanted) {
        if (!isIngress(port) || port.publishedPort == 0)
            continue;
        const IngressPort key{protocolOf(port), port.publishedPort};
        const std::string* owner = ownerOf(key);
        if (owner && *owner != serviceId)
            return tl::unexpected(Taken{key, *owner});
        planned.insert(key);
    }
    const auto isOpen = [](const api::PortConfig& port) { return isIngress(port) && port.publishedPort == 0; };
    const auto identity = [](const api::PortConfig& p) { return std::tuple(p.name, protocolOf(p), p.targetPort); };
    for (api::PortConfig& port : result) {
        if (!isOpen(port))
            continue;
        for (std::size_t i = 0; i < std::min(spec.size(), had.size()); ++i) {
            const IngressPort key{protocolOf(had[i]), had[i].publishedPort};
            const std::string* owner = ownerOf(key);
            if (isOpen(spec[i]) && identity(had[i]) == identity(port) && owner && *owner == serviceId
                && planned.insert(key).second) {
                port.publishedPort = key.number;
                break;
            }
        }
    }
    for (api::PortConfig& port : result) {
        if (!isOpen(port))
            continue;
        const auto number = findDynamic(protocolOf(port), planned);
        if (!number)
            return tl::unexpected(Taken{{protocolOf(port), 0}, {}});
        port.publishedPort = *number;
        planned.insert({protocolOf(port), *number});
    }
    return result;
}

// Goes on upward from the last one found, then from the start.
std::optional<std::uint32_t> PortBook::findDynamic(api::PortProtocol protocol, const std::set<IngressPort>& planned)
{
    std::uint32_t& next = m_next.try_emplace(protocol, FirstDynamicPort).first->second;
    for (std::uint32_t tried = FirstDynamicPort; tried <= LastDynamicPort; ++tried) {
        const IngressPort candidate{protocol, next};
        next = next == LastDynamicPort ? FirstDynamicPort : next + 1;
        if (!ownerOf(candidate) && !planned.contains(candidate))
            return candidate.number;
    }
    return std::nullopt;
}

bool PortBook::hold(const std::string& serviceId, const std::vector<api::PortConfig>& ports)
{
    std::set<IngressPort> now;
    for (const api::PortConfig& port : ports) {
        if (!isIngress(port) || port.publishedPort == 0)
            continue;
        const IngressPort key{protocolOf(port), port.publishedPort};
        if (m_owners.try_emplace(key, serviceId).first->second == serviceId)
            now.insert(key);
    }
    const auto held = m_held.find(serviceId);
    bool hasReleased = false;
    if (held != m_held.end()) {
        for (const IngressPort& port : held->second) {
            if (now.contains(port))
                continue;
            m_owners.erase(port);
            hasReleased = true;
        }
    }
    if (!now.empty())
        m_held[serviceId] = std::move(now);
    else if (held != m_held.end())
        m_held.erase(held);
    return hasReleased;
}

} // namespace skep::allocator

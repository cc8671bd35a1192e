#include "daemon/allocator/portspace.h"

namespace skep::allocator {

bool isIngress(const api::PortConfig& port) { return port.publishMode != api::PublishMode::Host; }

Result<std::vector<api::PortConfig>> PortSpace::assign(
    const std::string& service, const std::vector<api::PortConfig>& asked, const std::vector<api::PortConfig>& before)
{
    std::map<Key, std::string> owners = m_owners;
    std::erase_if(owners, [&](const auto& owned) { return owned.second == service; });
    std::vector<api::PortConfig> ports = asked;
    const auto own = [&](const api::PortConfig& port) -> Result<void> {
        const auto [at, free] = owners.emplace(Key{port.protocol, port.publishedPort}, service);
        if (!free)
            return fail(ErrorCode::FailedPrecondition,
                "port '" + std::to_string(port.publishedPort) + "/" + std::string(api::text(port.protocol)) + "' is already in use by service "
                    + at->second);
        return {};
    };
    // Explicit numbers first, so that an open port does not take what is asked for by number.
    for (const api::PortConfig& port : ports)
        if (isIngress(port) && port.publishedPort != 0)
            SKEP_CHECK(own(port));
    for (api::PortConfig& port : ports) {
        if (!isIngress(port) || port.publishedPort != 0)
            continue;
        for (const api::PortConfig& old : before)
            if (isIngress(old) && old.name == port.name && old.protocol == port.protocol && old.targetPort == port.targetPort
                && !owners.contains({old.protocol, old.publishedPort}))
                port.publishedPort = old.publishedPort;
        std::uint32_t& next = m_next.try_emplace(port.protocol, FirstDynamic).first->second;
        for (std::uint32_t tried = FirstDynamic; port.publishedPort == 0 && tried <= LastDynamic; ++tried) {
            if (!owners.contains({port.protocol, next}))
                port.publishedPort = next;
            next = next == LastDynamic ? FirstDynamic : next + 1;
        }
        if (port.publishedPort == 0)
            return fail(ErrorCode::ResourceExhausted, "no port from 30000 to 32767 is left to publish");
        SKEP_CHECK(own(port));
    }
    m_owners = std::move(owners);
    return ports;
}

void PortSpace::release(const std::string& service)
{
    std::erase_if(m_owners, [&](const auto& owned) { return owned.second == service; });
}

} // namespace skep::allocator

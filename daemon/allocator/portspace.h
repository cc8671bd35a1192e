#pragma once

#include "shared/api/common.h"
#include "shared/base/result.h"

#include <map>
#include <string>
#include <vector>

namespace skep::allocator {

// Published ingress ports: one owner for each (protocol, port); ports left open come from 30000–32767 (orchestration.md §8.2).
class PortSpace {
public:
    static constexpr std::uint32_t FirstDynamic = 30000, LastDynamic = 32767;

    // Ports of `service` as they shall be: asked ports with numbers, open ones kept from `before` where name, protocol and target are
    // the same, else newly chosen. What the service held before and does not keep is released. On an error nothing changes.
    // Errors: FailedPrecondition naming the port and its owner; ResourceExhausted.
    [[nodiscard]] Result<std::vector<api::PortConfig>> assign(
        const std::string& service, const std::vector<api::PortConfig>& asked, const std::vector<api::PortConfig>& before);
    void release(const std::string& service);

private:
    using Key = std::pair<api::PortProtocol, std::uint32_t>;

    std::map<Key, std::string> m_owners;
    std::map<api::PortProtocol, std::uint32_t> m_next;
};

[[nodiscard]] bool isIngress(const api::PortConfig& port);

} // namespace skep::allocator

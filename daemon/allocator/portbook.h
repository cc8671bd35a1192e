#pragma once

#include "shared/api/common.h"
#include "shared/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace skep::allocator {

// A port of the routing mesh: tcp, udp and sctp are spaces of their own.
struct IngressPort {
    api::PortProtocol protocol = api::PortProtocol::Tcp;
    std::uint32_t number = 0;

    auto operator<=>(const IngressPort&) const = default;
};

// Which service holds which published port of the routing mesh: orchestration.md §8.2.
class PortBook {
public:
    // A port is in conflict: its owner.
    struct Taken {
        IngressPort port;
        std::string serviceId; // "": no dynamic port is free
    };
    using Plan = tl::expected<std::vector<api::PortConfig>, Taken>;

    // The ports of a service that asks for `wanted`, in that order, with published numbers filled in: explicit ones
    // first, then those it had (`spec` and `had` are the ports it asked for and got before) while name, protocol and
    // target are the same, then new ones. Changes nothing but where the search for dynamic ports goes on.
    [[nodiscard]] Plan plan(const std::string& serviceId, const std::vector<api::PortConfig>& wanted,
        const std::vector<api::PortConfig>& spec, const std::vector<api::PortConfig>& had);
    // The service holds the ingress ports among `ports` from now on, and no others. Whether it has let go of any.
    bool hold(const std::string& serviceId, const std::vector<api::PortConfig>& ports);

private:
    [[nodiscard]] const std::string* ownerOf(const IngressPort& port) const;
    [[nodiscard]] std::optional<std::uint32_t> findDynamic(
        api::PortProtocol protocol, const std::set<IngressPort>& planned);

    std::map<IngressPort, std::string> m_owners;
    std::map<std::string, std::set<IngressPort>> m_held; // by service
    std::map<api::PortProtocol, std::uint32_t> m_next;
};

[[nodiscard]] bool isIngress(const api::PortConfig& port);
[[nodiscard]] bool publishesIngress(const std::vector<api::PortConfig>& ports);
[[nodiscard]] api::PortProtocol protocolOf(const api::PortConfig& port);

} // namespace skep::allocator

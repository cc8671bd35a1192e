#pragma once

#include "daemon/consensus/transport.h"
#include "shared/base/result.h"

#include <string>
#include <vector>

namespace skep::node {

inline constexpr std::uint16_t DefaultClusterPort = 2377;

// One address of this machine that others may reach.
struct LocalAddress {
    std::string interfaceName, ip;
};
// Global unicast addresses of interfaces that are up, IPv4 first.
[[nodiscard]] std::vector<LocalAddress> localAddresses();

// `text`: "", an IP, an interface name, each with an optional port (control-plane.md §G.1).
// Error: InvalidArgument with Docker's text.
[[nodiscard]] Result<consensus::HostPort> resolveListenAddr(const std::string& text);
// "" chooses: the listen address if it is a specific one, else this machine's only address. Errors: InvalidArgument with Docker's
// texts, naming two candidates when there are several.
[[nodiscard]] Result<consensus::HostPort> resolveAdvertiseAddr(const std::string& text, const consensus::HostPort& listen);

} // namespace skep::node

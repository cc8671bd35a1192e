#pragma once

#include "shared/api/objects.h"

#include <string>

namespace skep::allocator {

// The first subnet of the default pool belongs to the ingress network (orchestration.md §8.4).
inline constexpr const char* IngressSubnet = "10.0.0.0/24";
inline constexpr const char* IngressGateway = "10.0.0.1";
inline constexpr const char* IngressName = "ingress";
inline constexpr std::uint32_t FirstVxlanId = 4096;
inline constexpr const char* VxlanOption = "com.docker.network.driver.overlay.vxlanid_list";

// The network that published ports are on; made with a new cluster, its addressing settled.
[[nodiscard]] api::Network ingressNetwork(std::string id);

} // namespace skep::allocator

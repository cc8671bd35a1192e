#pragma once

#include "shared/api/objects.h"

// Networks that a new cluster starts with.
namespace skep::allocator {

// The network of the routing mesh as it is before allocation. The first to be allocated: it gets the first
// subnet, 10.0.0.0/24.
[[nodiscard]] api::Network makeIngressNetwork(std::string id);

// "bridge" or "host": a network of each node, known to the cluster so that services can name it. Nothing is allocated
// on it.
[[nodiscard]] api::Network makePredefinedNetwork(std::string id, std::string name);

// Exists on each node by itself: no addresses, no VIPs.
[[nodiscard]] bool isNodeLocal(const api::Network& network);

} // namespace skep::allocator

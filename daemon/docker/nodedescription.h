#pragma once

#include "daemon/docker/wire.h"

#include <string>

namespace skep::docker {

// What Docker's swarm mode says of a node with this engine. `hostname`, unless empty, replaces the engine's; `labels` are added
// to the engine's own and win. Pure.
[[nodiscard]] api::NodeDescription nodeDescription(const InfoAnswer& info, const std::string& hostname, const api::Labels& labels);

} // namespace skep::docker

#pragma once

#include "shared/api/objects.h"

namespace skep::agent {

// What the operating system says of this machine: hostname, platform, resources; no engine. For a node whose engine is not there.
[[nodiscard]] api::NodeDescription describeHost();

} // namespace skep::agent

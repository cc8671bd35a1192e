#pragma once

#include "shared/client/target.h"

#include <string>
#include <vector>

namespace skep::client {

// One of Docker's contexts, as `docker context ls` shows them.
struct DockerContext {
    std::string name, description;
    std::string host; // the endpoint as written
    bool current = false;
    // Where it leads; an Error (unreadable TLS files, a scheme that cannot be used) says why it cannot be connected to.
    Result<http::Endpoint> endpoint;
};

// The contexts of Docker's configuration directory (DOCKER_CONFIG, else ~/.docker), by name; "default" is not among them. Reads,
// never writes. What is no context is passed over.
[[nodiscard]] std::vector<DockerContext> dockerContexts(const TargetOptions& options);

} // namespace skep::client

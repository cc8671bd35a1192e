#pragma once

#include "daemon/agent/executor.h"
#include "daemon/docker/wire.h"

#include <string>
#include <vector>

// Task → container, as Docker's swarm mode does it. Pure.
namespace skep::docker {

// A file of a secret or config: where it is on the node and where the container sees it.
struct FileMount {
    std::string source, target;

    bool operator==(const FileMount&) const = default;
};

// The network mode that the task's networks ask for: "" for the engine's default bridge, or the name of a predefined one. The
// ingress network needs none: its ports are served from outside.
// Error: FailedPrecondition for any other swarm network, InvalidArgument for more than one predefined network.
[[nodiscard]] Result<std::string> networkMode(const api::Task& task);

// Body of POST /containers/create. `spec` is the task's, expanded (expansion.h). Ports in host mode are bound by the engine, on
// `publishAddress` unless that is empty or means every address; those in ingress mode are not mentioned. Errors: as networkMode().
[[nodiscard]] Result<CreateRequest> containerConfig(const agent::TaskContext& context, const api::ContainerSpec& spec,
    const std::vector<FileMount>& files, const std::string& publishAddress = {});

// Whole seconds that a container has after its stop signal; a part of a second counts as one.
[[nodiscard]] std::int64_t stopGraceSeconds(const api::ContainerSpec& spec);

// The task's host-mode ports with the numbers that the engine gave them.
[[nodiscard]] api::PortStatus hostPorts(const api::Task& task, const NetworkSettings& settings);

// "80/tcp"
[[nodiscard]] std::string portKey(std::uint32_t port, api::PortProtocol protocol);

} // namespace skep::docker

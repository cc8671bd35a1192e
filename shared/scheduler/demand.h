#pragma once

#include "shared/api/constraint.h"
#include "shared/api/objects.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

// What a task asks of a node, worked out once for all tasks that are interchangeable.
namespace skep::scheduler {

// Driver of each network by network id, for the plugin filter.
using NetworkDrivers = std::map<std::string, std::string, std::less<>>;

struct GenericNeed {
    std::string kind;
    std::int64_t count = 0;

    auto operator<=>(const GenericNeed&) const = default;
};

// A port of the node itself: host mode, with an explicit number.
struct HostPort {
    api::PortProtocol protocol = api::PortProtocol::Tcp;
    std::uint32_t port = 0;

    auto operator<=>(const HostPort&) const = default;
};

struct PluginNeed {
    std::string type, name; // "Volume", "Network" or "Log"

    auto operator<=>(const PluginNeed&) const = default;
};

// What a task takes from a node while it is there (orchestration.md §7.9): reservations, never limits.
struct Holding {
    std::int64_t nanoCpus = 0, memoryBytes = 0;
    std::vector<GenericNeed> generic; // ascending, one per kind
    std::vector<HostPort> hostPorts; // ascending, unique
};

struct Demand {
    Holding holding;
    std::uint64_t maxReplicas = 0; // per node; 0: no limit
    std::vector<api::Constraint> constraints;
    std::vector<api::Platform> platforms; // any of them; names normalised, "" is any
    std::vector<PluginNeed> plugins;
    std::vector<std::string> spread; // descriptors in order of importance
};

[[nodiscard]] Holding holdingOf(const api::Task& task);
// A placement whose constraints do not parse has none, as in SwarmKit.
[[nodiscard]] Demand demandOf(const api::Task& task, const NetworkDrivers& drivers);
// Whether demandOf() answers the same for both: compares what it reads.
[[nodiscard]] bool sameDemand(const api::Task& a, const api::Task& b);
// Names everything about `demand` that only the node's description decides: equal keys, same eligible nodes.
[[nodiscard]] std::string eligibilityKey(const Demand& demand);

// Docker's and Go's name of an architecture from the kernel's: x86_64 is amd64, aarch64 is arm64.
[[nodiscard]] std::string normalisedArchitecture(const std::string& architecture);
[[nodiscard]] api::Platform normalised(const api::Platform& platform);

} // namespace skep::scheduler

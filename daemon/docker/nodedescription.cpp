#include "daemon/docker/nodedescription.h"

#include <set>
#include <utility>

namespace skep::docker {
namespace {

// Podman says it in Go's words, Docker in the kernel's.
std::string architecture(const std::string& name)
{
    if (name == "amd64")
        return "x86_64";
    return name == "arm64" ? "aarch64" : name;
}

} // namespace

api::NodeDescription nodeDescription(const InfoAnswer& info, const std::string& hostname, const api::Labels& labels)
{
    std::set<std::pair<std::string, std::string>> plugins;
    const auto add = [&](const char* type, const std::vector<std::string>& names) {
        for (const auto& name : names)
            plugins.emplace(type, name);
    };
    add("Authorization", info.plugins.authorization);
    add("Log", info.plugins.log);
    add("Network", info.plugins.network);
    add("Network", {"overlay"}); // built in, though an engine outside a swarm may not list it
    add("Volume", info.plugins.volume);

    api::NodeDescription description{
        .hostname = hostname.empty() ? info.name : hostname,
        .platform = {.architecture = architecture(info.architecture), .os = info.osType},
        .resources = {.nanoCpus = info.ncpu * 1'000'000'000, .memoryBytes = info.memTotal},
        .engine = {.engineVersion = info.serverVersion, .labels = labels},
    };
    for (const auto& label : info.labels) {
        const auto equals = label.find('=');
        const std::string value = equals == std::string::npos ? std::string() : label.substr(equals + 1);
        description.engine.labels.emplace(label.substr(0, equals), value);
    }
    for (const auto& [type, name] : plugins)
        description.engine.plugins.push_back({.type = type, .name = name});
    return description;
}

} // namespace skep::docker

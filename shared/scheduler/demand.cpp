#include "shared/scheduler/demand.h"

#include <algorithm>
#include <string_view>

namespace skep::scheduler {

namespace {

constexpr char Separator = '\x1f'; // cannot occur in constraints, driver or platform names

template <class T>
void sortUnique(std::vector<T>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<GenericNeed> genericNeeds(const std::vector<api::GenericResource>& asked)
{
    std::map<std::string, std::int64_t> counts;
    for (const auto& resource : asked)
        if (resource.discrete && resource.discrete->value > 0)
            counts[resource.discrete->kind] += resource.discrete->value;
    std::vector<GenericNeed> needs;
    for (const auto& [kind, count] : counts)
        needs.push_back({.kind = kind, .count = count});
    return needs;
}

std::vector<PluginNeed> pluginNeeds(const api::Task& task, const NetworkDrivers& drivers)
{
    std::vector<PluginNeed> needs;
    if (task.spec.container) {
        for (const auto& mount : task.spec.container->mounts) {
            if (mount.type != api::MountType::Volume || !mount.volumeOptions || !mount.volumeOptions->driverConfig)
                continue;
            const std::string& driver = mount.volumeOptions->driverConfig->name;
            if (!driver.empty() && driver != "local")
                needs.push_back({.type = "Volume", .name = driver});
        }
    }
    for (const auto& attachment : task.networks) {
        const auto driver = drivers.find(attachment.networkId);
        if (driver != drivers.end() && !driver->second.empty())
            needs.push_back({.type = "Network", .name = driver->second});
    }
    if (task.spec.logDriver && !task.spec.logDriver->name.empty() && task.spec.logDriver->name != "none")
        needs.push_back({.type = "Log", .name = task.spec.logDriver->name});
    sortUnique(needs);
    return needs;
}

bool sameNetworks(const api::Task& a, const api::Task& b)
{
    return std::ranges::equal(
        a.networks, b.networks, [](const auto& x, const auto& y) { return x.networkId == y.networkId; });
}

bool sameMounts(const api::Task& a, const api::Task& b)
{
    const bool none = !a.spec.container || !b.spec.container;
    return none ? a.spec.container.has_value() == b.spec.container.has_value()
                : a.spec.container->mounts == b.spec.container->mounts;
}

} // namespace

std::string normalisedArchitecture(const std::string& architecture)
{
    if (architecture == "x86_64")
        return "amd64";
    if (architecture == "aarch64")
        return "arm64";
    return architecture;
}

api::Platform normalised(const api::Platform& platform)
{
    return {.architecture = normalisedArchitecture(platform.architecture), .os = platform.os};
}

Holding holdingOf(const api::Task& task)
{
    Holding holding;
    if (task.spec.resources && task.spec.resources->reservations) {
        const api::Resources& reserved = *task.spec.resources->reservations;
        holding.nanoCpus = reserved.nanoCpus;
        holding.memoryBytes = reserved.memoryBytes;
        holding.generic = genericNeeds(reserved.generic);
    }
    for (const auto& port : task.endpoint.ports) {
        if (port.publishMode != api::PublishMode::Host || port.publishedPort == 0)
            continue;
        const bool unsaid = port.protocol == api::PortProtocol::Unspecified;
        holding.hostPorts.push_back(
            {.protocol = unsaid ? api::PortProtocol::Tcp : port.protocol, .port = port.publishedPort});
    }
    sortUnique(holding.hostPorts);
    return holding;
}

Demand demandOf(const api::Task& task, const NetworkDrivers& drivers)
{
    Demand demand{.holding = holdingOf(task)};
    demand.plugins = pluginNeeds(task, drivers);
    if (!task.spec.placement)
        return demand;
    const api::Placement& placement = *task.spec.placement;
    demand.maxReplicas = placement.maxReplicas;
    demand.constraints = api::parseConstraints(placement.constraints).value_or(std::vector<api::Constraint>{});
    for (const auto& platform : placement.platforms)
        demand.platforms.push_back(normalised(platform));
    for (const auto& preference : placement.preferences)
        if (preference.spread)
            demand.spread.push_back(preference.spread->descriptor);
    return demand;
}

bool sameDemand(const api::Task& a, const api::Task& b)
{
    return a.spec.resources == b.spec.resources && a.spec.placement == b.spec.placement
        && a.spec.logDriver == b.spec.logDriver && a.endpoint.ports == b.endpoint.ports && sameNetworks(a, b)
        && sameMounts(a, b);
}

std::string eligibilityKey(const Demand& demand)
{
    std::string key;
    const auto add = [&key](char kind, std::string_view first, std::string_view second) {
        key += kind;
        key += first;
        key += Separator;
        key += second;
        key += Separator;
    };
    for (const auto& constraint : demand.constraints)
        add(constraint.op == api::Constraint::Op::Equal ? '=' : '!', constraint.key, constraint.value);
    for (const auto& platform : demand.platforms)
        add('p', platform.os, platform.architecture);
    for (const auto& plugin : demand.plugins)
        add('d', plugin.type, plugin.name);
    return key;
}

} // namespace skep::scheduler

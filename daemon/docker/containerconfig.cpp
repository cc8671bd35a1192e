#include "daemon/docker/containerconfig.h"

#include "daemon/docker/defaults.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>
#include <sstream>

namespace skep::docker {
namespace {

api::Labels labelsOf(const agent::TaskContext& context, const api::ContainerSpec& spec)
{
    const api::Task& task = context.task;
    api::Labels labels = spec.labels;
    for (const auto& [key, value] : task.labels)
        labels[key] = value;
    const std::pair<std::string_view, std::string> own[] = {{TaskLabel, ""}, {TaskIdLabel, task.id},
        {TaskNameLabel, api::taskName(task)}, {NodeIdLabel, context.nodeId}, {ServiceIdLabel, task.serviceId},
        {ServiceNameLabel, task.serviceName}};
    for (const auto& [key, value] : own)
        labels[std::string(key)] = value;
    return labels;
}

// Generic resources as DOCKER_RESOURCE_<KIND>=value,value.
std::vector<std::string> resourceEnvironment(const std::vector<api::GenericResource>& resources)
{
    std::map<std::string, std::string> values;
    const auto add = [&](const std::string& kind, const std::string& value) {
        std::string& list = values[kind];
        list += (list.empty() ? "" : ",") + value;
    };
    for (const auto& resource : resources) {
        if (resource.named)
            add(resource.named->kind, resource.named->value);
        if (resource.discrete)
            add(resource.discrete->kind, std::to_string(resource.discrete->value));
    }
    std::vector<std::string> env;
    for (const auto& [kind, list] : values) {
        std::string name = "DOCKER_RESOURCE_" + kind;
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        env.push_back(name + "=" + list);
    }
    return env;
}

std::vector<std::string> securityOptions(const api::Privileges& privileges)
{
    std::vector<std::string> options;
    if (const auto& context = privileges.seLinuxContext) {
        if (context->disable)
            options.emplace_back("label=disable");
        const std::pair<const char*, const std::string&> parts[]
            = {{"user", context->user}, {"role", context->role}, {"level", context->level}, {"type", context->type}};
        for (const auto& [name, value] : parts)
            if (!value.empty())
                options.push_back("label=" + std::string(name) + ":" + value);
    }
    if (const auto& seccomp = privileges.seccomp) {
        if (seccomp->mode == "unconfined")
            options.emplace_back("seccomp=unconfined");
        else if (seccomp->mode == "custom")
            options.push_back("seccomp=" + seccomp->profile.data);
    }
    if (privileges.appArmor && privileges.appArmor->mode == "disabled")
        options.emplace_back("apparmor=unconfined");
    if (privileges.noNewPrivileges)
        options.emplace_back("no-new-privileges=true");
    return options;
}

// "IP name alias…" as hosts files have it → "name:IP"; aliases are ignored, as Docker does.
std::vector<std::string> extraHosts(const std::vector<std::string>& hosts)
{
    std::vector<std::string> result;
    for (const auto& line : hosts) {
        std::istringstream words(line);
        std::string ip, name;
        if (words >> ip >> name)
            result.push_back(name + ":" + ip);
    }
    return result;
}

bool inHostMode(const api::PortConfig& port) { return port.publishMode == api::PublishMode::Host; }

void publish(const api::Task& task, const std::string& address, CreateRequest& request)
{
    const bool everywhere = address == "0.0.0.0" || address == "::";
    for (const auto& port : task.endpoint.ports) {
        if (!inHostMode(port))
            continue;
        const std::string key = portKey(port.targetPort, port.protocol);
        request.exposedPorts[key] = {};
        PortBinding binding{.hostIp = everywhere ? std::string() : address, .hostPort = {}};
        if (port.publishedPort != 0)
            binding.hostPort = std::to_string(port.publishedPort);
        request.hostConfig.portBindings[key].push_back(std::move(binding));
    }
}

void limit(const api::Task& task, HostConfig& host)
{
    if (!task.spec.resources)
        return;
    if (const auto& limits = task.spec.resources->limits) {
        host.nanoCpus = limits->nanoCpus;
        host.memory = limits->memoryBytes;
        host.pidsLimit = limits->pids;
    }
    if (const auto& reservations = task.spec.resources->reservations)
        host.memoryReservation = reservations->memoryBytes;
}

std::vector<api::Mount> mountsOf(const api::ContainerSpec& spec, const std::vector<FileMount>& files)
{
    std::vector<api::Mount> mounts = spec.mounts;
    for (const auto& file : files)
        mounts.push_back({.type = api::MountType::Bind, .source = file.source, .target = file.target, .readOnly = true});
    return mounts;
}

bool isPredefined(const std::string& name) { return name == "host" || name == "bridge" || name == "none"; }

HostConfig hostConfig(const api::Task& task, const api::ContainerSpec& spec, const std::vector<FileMount>& files)
{
    HostConfig host{
        .mounts = mountsOf(spec, files),
        .ulimits = spec.ulimits,
        .oomScoreAdj = spec.oomScoreAdj,
        .groupAdd = spec.groups,
        .capAdd = spec.capabilityAdd,
        .capDrop = spec.capabilityDrop,
        .extraHosts = extraHosts(spec.hosts),
        .sysctls = spec.sysctls,
        .readonlyRootfs = spec.readOnly,
        .init = spec.init,
        .isolation = spec.isolation == "default" ? std::string() : spec.isolation,
    };
    if (spec.privileges)
        host.securityOpt = securityOptions(*spec.privileges);
    if (spec.dnsConfig) {
        host.dns = spec.dnsConfig->nameservers;
        host.dnsSearch = spec.dnsConfig->search;
        host.dnsOptions = spec.dnsConfig->options;
    }
    const auto& driver = task.logDriver ? task.logDriver : task.spec.logDriver;
    if (driver)
        host.logConfig = LogConfig{.type = driver->name, .config = driver->options};
    limit(task, host);
    return host;
}

} // namespace

Result<std::string> networkMode(const api::Task& task)
{
    // What the user asked for, by id or name; and what the allocator attached, which knows more of some of them.
    std::map<std::string, const api::Network*> networks;
    for (const auto& wanted : task.spec.networks)
        networks.emplace(wanted.target, nullptr);
    const bool ingressPorts = std::ranges::any_of(task.endpoint.ports, std::not_fn(inHostMode));
    bool ingressSeen = false;
    for (const auto& attachment : task.networks) {
        const api::Network* network = attachment.network ? &*attachment.network : nullptr;
        const bool wanted = networks.contains(attachment.networkId);
        // An attachment that nobody asked for is the ingress network: managers add no other.
        if ((network && network->spec.ingress) || (!network && !wanted && ingressPorts && !ingressSeen))
            ingressSeen = true;
        else
            networks[network ? network->id : attachment.networkId] = network;
    }
    std::set<std::string> modes;
    for (const auto& [id, network] : networks) {
        const std::string& name = network ? network->spec.name : id;
        if (!isPredefined(name))
            return fail(ErrorCode::FailedPrecondition,
                "network " + name + " cannot be used on this node: overlay networks are not supported yet");
        modes.insert(name);
    }
    if (modes.size() > 1)
        return fail(ErrorCode::InvalidArgument, "a task can be attached to one of the networks bridge, host and none only");
    return modes.empty() ? std::string() : *modes.begin();
}

Result<CreateRequest> containerConfig(const agent::TaskContext& context, const api::ContainerSpec& spec,
    const std::vector<FileMount>& files, const std::string& publishAddress)
{
    const api::Task& task = context.task;
    SKEP_TRY(network, networkMode(task));
    CreateRequest request{
        .image = spec.image,
        .hostname = spec.hostname,
        .user = spec.user,
        .workingDir = spec.dir,
        .stopSignal = spec.stopSignal,
        .entrypoint = spec.command,
        .cmd = spec.args,
        .env = spec.env,
        .labels = labelsOf(context, spec),
        .tty = spec.tty,
        .openStdin = spec.openStdin,
        .stopTimeout = stopGraceSeconds(spec),
        .healthcheck = spec.healthcheck,
        .exposedPorts = {},
        .hostConfig = hostConfig(task, spec, files),
    };
    request.hostConfig.networkMode = std::move(network);
    std::ranges::copy(resourceEnvironment(task.genericResources), std::back_inserter(request.env));
    publish(task, publishAddress, request);
    return request;
}

std::int64_t stopGraceSeconds(const api::ContainerSpec& spec)
{
    const std::chrono::nanoseconds grace
        = spec.stopGracePeriod ? std::chrono::nanoseconds(*spec.stopGracePeriod) : DefaultStopGrace;
    return std::max<std::int64_t>(std::chrono::ceil<std::chrono::seconds>(grace).count(), 0);
}

api::PortStatus hostPorts(const api::Task& task, const NetworkSettings& settings)
{
    api::PortStatus status;
    for (const auto& [key, bindings] : settings.ports) {
        const auto wanted = std::ranges::find_if(task.endpoint.ports,
            [&](const api::PortConfig& port) { return inHostMode(port) && portKey(port.targetPort, port.protocol) == key; });
        if (wanted == task.endpoint.ports.end())
            continue;
        // The engine lists a binding once per address family.
        std::set<std::uint32_t> numbers;
        for (const auto& binding : bindings) {
            std::uint32_t number = 0;
            const auto [end, error]
                = std::from_chars(binding.hostPort.data(), binding.hostPort.data() + binding.hostPort.size(), number);
            if (error == std::errc() && number != 0)
                numbers.insert(number);
        }
        for (const std::uint32_t number : numbers) {
            api::PortConfig port = *wanted;
            port.publishedPort = number;
            status.ports.push_back(std::move(port));
        }
    }
    return status;
}

std::string portKey(std::uint32_t port, api::PortProtocol protocol)
{
    const auto shown = protocol == api::PortProtocol::Unspecified ? api::PortProtocol::Tcp : protocol;
    return std::to_string(port) + "/" + std::string(api::text(shown));
}

} // namespace skep::docker

#include "shared/api/constraint.h"
#include "shared/api/imagereference.h"
#include "shared/api/validation.h"

#include <cstdio>
#include <limits>
#include <set>

namespace skep::api {
namespace {

Failure invalid(std::string message)
{
    return fail(ErrorCode::InvalidArgument, std::move(message));
}

bool isJob(const ServiceMode& mode)
{
    return mode.replicatedJob || mode.globalJob;
}

int countModes(const ServiceMode& mode)
{
    return int{mode.replicated.has_value()} + int{mode.global.has_value()} + int{mode.replicatedJob.has_value()}
    + int{mode.globalJob.has_value()};
}

std::string cpus(std::int64_t nano)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(nano) / 1e9);
    return text;
}

template <class R>
Result<void> validateAmounts(const R& resources)
{
    if (resources.nanoCpus != 0 && resources.nanoCpus < MinNanoCpus)
        return invalid("invalid cpu value " + cpus(resources.nanoCpus) + ": Must be at least " + cpus(MinNanoCpus));
    if (resources.memoryBytes != 0 && resources.memoryBytes < MinMemoryBytes)
        return invalid("invalid memory value " + std::to_string(resources.memoryBytes) + ": Must be at least 4MiB");
    return {};
}

// Docker means to refuse named generic resources and negative counts too, but drops the error (orchestration.md §1.6).
Result<void> validateGeneric(const std::vector<GenericResource>& resources)
{
    for (const GenericResource& resource : resources) {
        if (resource.named)
            return invalid("invalid argument for resource " + resource.named->kind);
        if (resource.discrete && (resource.discrete->kind.empty() || resource.discrete->value < 0))
            return invalid("invalid argument for resource " + resource.discrete->kind);
    }
    return {};
}

Result<void> validateResources(const ResourceRequirements& resources)
{
    if (resources.limits) {
        SKEP_CHECK(validateAmounts(*resources.limits));
        if (resources.limits->pids < 0)
            return invalid("invalid pids limit " + std::to_string(resources.limits->pids) + ": Must not be negative");
    }
    if (resources.reservations) {
        SKEP_CHECK(validateAmounts(*resources.reservations));
        SKEP_CHECK(validateGeneric(resources.reservations->generic));
    }
    return {};
}

Result<void> validateRestart(const RestartPolicy& policy)
{
    if (policy.delay.value_or(0) < 0)
        return invalid("TaskSpec: restart-delay cannot be negative");
    if (policy.window.value_or(0) < 0)
        return invalid("TaskSpec: restart-window cannot be negative");
    return {};
}

// `what` is "update" or "rollback": Docker looks at the former only.
Result<void> validateUpdate(const UpdateConfig& config, const std::string& what)
{
    if (config.delay < 0)
        return invalid("TaskSpec: " + what + "-delay cannot be negative");
    if (config.monitor < 0)
        return invalid("TaskSpec: " + what + "-monitor cannot be negative");
    if (!(config.maxFailureRatio >= 0 && config.maxFailureRatio <= 1))
        return invalid("TaskSpec: " + what + "-maxfailureratio cannot be less than 0 or bigger than 1");
    return {};
}

// Docker stores these and lets the tasks fail or wait for ever; the rule is told before.
Result<void> validateConstraints(const std::vector<std::string>& texts)
{
    SKEP_TRY(constraints, parseConstraints(texts));
    for (const Constraint& constraint : constraints)
        if (constraintKeyOf(constraint.key) == ConstraintKey::Unknown)
            return invalid("Placement.Constraints: no node has '" + constraint.key
                + "': a constraint is about node.id, node.hostname, node.role, node.ip, node.platform.os, "
                  "node.platform.arch, node.labels.NAME or engine.labels.NAME");
    return {};
}

// `what` is "secret" or "config". Two references of a kind must not end in the same file.
Result<void> validateTarget(const std::string& what, const std::optional<FileTarget>& file, const std::string& name,
    std::map<std::string, std::string>& targets)
{
    if (!file)
        return {};
    if (file->name.empty())
        return invalid("malformed file " + what + " reference, invalid target file name provided");
    const auto [known, isNew] = targets.emplace(file->name, name);
    if (!isNew)
        return invalid(what + " references '" + known->second + "' and '" + name + "' have a conflicting target: '"
            + file->name + "'");
    return {};
}

Result<void> validateSecrets(const ContainerSpec& container)
{
    std::map<std::string, std::string> targets;
    for (const SecretReference& secret : container.secrets) {
        if (secret.secretId.empty() || secret.secretName.empty())
            return invalid("malformed secret reference");
        if (!secret.file)
            return invalid("malformed secret reference, no target provided");
        SKEP_CHECK(validateTarget("secret", secret.file, secret.secretName, targets));
    }
    return {};
}

Result<void> validateConfigs(const ContainerSpec& container)
{
    std::string credential;
    if (container.privileges && container.privileges->credentialSpec)
        credential = container.privileges->credentialSpec->config;
    bool listed = credential.empty();
    std::map<std::string, std::string> targets;
    for (const ConfigReference& config : container.configs) {
        if (config.configId.empty() || config.configName.empty())
            return invalid("malformed config reference");
        if (!config.file && !config.runtime)
            return invalid("malformed config reference, no target provided");
        SKEP_CHECK(validateTarget("config", config.file, config.configName, targets));
        listed = listed || (config.runtime && config.configId == credential);
    }
    if (!listed)
        return invalid("CredentialSpec references config '" + credential
            + "', but that config isn't in config references with RuntimeTarget");
    return {};
}

Result<void> validateHealthcheck(const Healthcheck& check)
{
    const std::pair<DurationNs, const char*> durations[] = {{check.interval, "Interval"}, {check.timeout, "Timeout"},
        {check.startPeriod, "StartPeriod"}, {check.startInterval, "StartInterval"}};
    for (const auto& [duration, name] : durations)
        if (duration != 0 && duration < MinHealthDuration)
            return invalid("ContainerSpec: " + std::string(name) + " in HealthConfig cannot be less than 1ms");
    if (check.retries < 0)
        return invalid("ContainerSpec: Retries in HealthConfig cannot be negative");
    return {};
}

Result<void> validateContainer(const ContainerSpec& container)
{
    if (container.image.empty())
        return invalid("ContainerSpec: image reference must be provided");
    if (!parseImageReference(container.image))
        return invalid("ContainerSpec: \"" + container.image + "\" is not a valid repository/tag");
    std::set<std::string> targets;
    for (const Mount& mount : container.mounts) {
        if (!targets.insert(mount.target).second)
            return invalid("ContainerSpec: duplicate mount point: " + mount.target);
        if (mount.type == MountType::Cluster)
            return invalid("ContainerSpec.Mounts: " + mount.target
                + " is to be a cluster volume, which Skep does not have: volume, bind or tmpfs is needed");
    }
    if (container.stopGracePeriod.value_or(0) < 0)
        return invalid("ContainerSpec: StopGracePeriod cannot be negative");
    if (container.healthcheck)
        SKEP_CHECK(validateHealthcheck(*container.healthcheck));
    return {};
}

Result<void> validateTask(const TaskSpec& task)
{
    if (task.resources)
        SKEP_CHECK(validateResources(*task.resources));
    if (task.restartPolicy)
        SKEP_CHECK(validateRestart(*task.restartPolicy));
    if (task.placement)
        SKEP_CHECK(validateConstraints(task.placement->constraints));
    if (!task.container)
        return invalid("TaskSpec: missing runtime");
    SKEP_CHECK(validateSecrets(*task.container));
    SKEP_CHECK(validateConfigs(*task.container));
    return validateContainer(*task.container);
}

Result<void> validateMode(const ServiceMode& mode)
{
    constexpr auto Most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (countModes(mode) != 1)
        return invalid("Unrecognized service mode");
    if (mode.replicated && mode.replicated->replicas.value_or(0) > Most)
        return invalid("Number of replicas must be non-negative");
    if (mode.replicatedJob && mode.replicatedJob->maxConcurrent.value_or(0) > Most)
        return invalid("Maximum concurrent jobs must not be negative");
    if (mode.replicatedJob && mode.replicatedJob->totalCompletions.value_or(0) > Most)
        return invalid("Total completed jobs must not be negative");
    return {};
}

Result<void> validateEndpoint(const EndpointSpec& endpoint)
{
    std::set<std::pair<std::uint32_t, PortProtocol>> published;
    for (const PortConfig& port : endpoint.ports) {
        const bool isIngress = port.publishMode != PublishMode::Host;
        if (endpoint.mode == EndpointMode::DnsRr && isIngress)
            return invalid("EndpointSpec: port published with ingress mode can't be used with dnsrr mode");
        if (port.targetPort > 65535 || port.publishedPort > 65535)
            return invalid("EndpointSpec: port " + std::to_string(std::max(port.targetPort, port.publishedPort))
                + " is not in the range 0-65535");
        const auto protocol = port.protocol == PortProtocol::Unspecified ? PortProtocol::Tcp : port.protocol;
        if (port.publishedPort != 0 && !published.emplace(port.publishedPort, protocol).second)
            return invalid("EndpointSpec: duplicate published ports provided");
    }
    return {};
}

} // namespace

Result<void> checkRequest(const ServiceSpec& spec)
{
    const std::string& runtime = spec.task.runtime;
    if (!runtime.empty() && runtime != "container" && runtime != "plugin")
        return invalid("unsupported runtime");
    if (runtime == "plugin" || !spec.task.container)
        return invalid("mismatched Runtime and *Spec fields");
    if (countModes(spec.mode) > 1)
        return invalid("must specify only one service mode");
    return {};
}

Result<void> validate(const ServiceSpec& spec)
{
    SKEP_CHECK(validateName(ObjectKind::Service, spec.name));
    SKEP_CHECK(validateTask(spec.task));
    SKEP_CHECK(validateMode(spec.mode));
    if (isJob(spec.mode) && spec.updateConfig)
        return invalid("Jobs may not have an update config");
    if (spec.updateConfig)
        SKEP_CHECK(validateUpdate(*spec.updateConfig, "update"));
    if (spec.rollbackConfig) {
        SKEP_CHECK(validateUpdate(*spec.rollbackConfig, "rollback"));
        if (spec.rollbackConfig->failureAction == FailureAction::Rollback)
            return invalid("RollbackConfig.FailureAction: a rollback is not rolled back: pause or continue is needed");
    }
    if (spec.endpointSpec)
        SKEP_CHECK(validateEndpoint(*spec.endpointSpec));
    return {};
}

} // namespace skep::api

#include "shared/api/defaults.h"

namespace skep::api {
namespace {

// Unspecified is the first value of all these enums, and zero stands for it.
template <class T>
void fill(T& value, T standard)
{
    if (value == T{})
        value = standard;
}

void applyMode(ServiceMode& mode)
{
    if (!mode.replicated && !mode.global && !mode.replicatedJob && !mode.globalJob)
        mode.replicated.emplace();
    if (mode.replicated && !mode.replicated->replicas)
        mode.replicated->replicas = 1;
    if (auto& job = mode.replicatedJob) {
        job->maxConcurrent = job->maxConcurrent.value_or(1);
        job->totalCompletions = job->totalCompletions.value_or(*job->maxConcurrent);
    }
}

void applyUpdateWords(std::optional<UpdateConfig>& config)
{
    if (!config)
        return;
    fill(config->failureAction, FailureAction::Pause);
    fill(config->order, UpdateOrder::StopFirst);
}

void applyEndpoint(EndpointSpec& endpoint)
{
    fill(endpoint.mode, EndpointMode::Vip);
    for (PortConfig& port : endpoint.ports) {
        fill(port.protocol, PortProtocol::Tcp);
        fill(port.publishMode, PublishMode::Ingress);
    }
}

void insertUpdate(std::optional<UpdateConfig>& config)
{
    if (!config)
        config = defaultUpdateConfig();
    fill(config->monitor, DefaultUpdateMonitor);
}

template <class T>
void take(T& value, const T& asked)
{
    if (asked != T{})
        value = asked;
}

} // namespace

RestartPolicy defaultRestartPolicy()
{
    return {.condition = RestartCondition::Any, .delay = DefaultRestartDelay, .maxAttempts = 0, .window = std::nullopt};
}

UpdateConfig defaultUpdateConfig()
{
    return {.parallelism = 1,
        .failureAction = FailureAction::Pause,
        .monitor = DefaultUpdateMonitor,
        .order = UpdateOrder::StopFirst};
}

void applyDefaults(ServiceSpec& spec)
{
    TaskSpec& task = spec.task;
    fill(task.runtime, std::string("container"));
    if (task.container) {
        ContainerSpec& container = task.container.edit();
        fill(container.isolation, std::string("default"));
        for (Mount& mount : container.mounts)
            fill(mount.type, MountType::Bind);
    }
    if (task.restartPolicy) {
        fill(task.restartPolicy->condition, RestartCondition::Any);
        task.restartPolicy->maxAttempts = task.restartPolicy->maxAttempts.value_or(0);
    }
    applyMode(spec.mode);
    applyUpdateWords(spec.updateConfig);
    applyUpdateWords(spec.rollbackConfig);
    if (spec.endpointSpec)
        applyEndpoint(*spec.endpointSpec);
}

ServiceSpec withDefaults(ServiceSpec spec)
{
    applyDefaults(spec);
    if (spec.task.container) {
        ContainerSpec& container = spec.task.container.edit();
        container.stopGracePeriod = container.stopGracePeriod.value_or(DefaultStopGracePeriod);
        if (!container.dnsConfig)
            container.dnsConfig.emplace();
    }
    if (auto& policy = spec.task.restartPolicy)
        policy->delay = policy->delay.value_or(DefaultRestartDelay);
    else
        policy = defaultRestartPolicy();
    insertUpdate(spec.updateConfig);
    insertUpdate(spec.rollbackConfig);
    return spec;
}

ClusterSpec defaultClusterSpec()
{
    return {.name = std::string(DefaultClusterName),
        .orchestration = {.taskHistoryRetentionLimit = DefaultTaskHistoryLimit},
        .raft = {.snapshotInterval = 10'000,
            .keepOldSnapshots = 0,
            .logEntriesForSlowFollowers = 500,
            .electionTick = 10,
            .heartbeatTick = 1},
        .dispatcher = {.heartbeatPeriod = DefaultHeartbeatPeriod},
        .ca = {.nodeCertExpiry = DefaultNodeCertExpiry}};
}

ClusterSpec mergeClusterSpec(ClusterSpec base, const ClusterSpec& asked)
{
    take(base.name, asked.name);
    take(base.labels, asked.labels);
    take(base.orchestration.taskHistoryRetentionLimit, asked.orchestration.taskHistoryRetentionLimit);
    take(base.raft.snapshotInterval, asked.raft.snapshotInterval);
    take(base.raft.keepOldSnapshots, asked.raft.keepOldSnapshots);
    take(base.raft.logEntriesForSlowFollowers, asked.raft.logEntriesForSlowFollowers);
    take(base.raft.electionTick, asked.raft.electionTick);
    take(base.raft.heartbeatTick, asked.raft.heartbeatTick);
    take(base.dispatcher.heartbeatPeriod, asked.dispatcher.heartbeatPeriod);
    take(base.ca.nodeCertExpiry, asked.ca.nodeCertExpiry);
    take(base.ca.externalCas, asked.ca.externalCas);
    take(base.ca.signingCaCert, asked.ca.signingCaCert);
    take(base.ca.signingCaKey, asked.ca.signingCaKey);
    take(base.taskDefaults.logDriver, asked.taskDefaults.logDriver);
    base.ca.forceRotate = asked.ca.forceRotate;
    base.encryption = asked.encryption;
    return base;
}

ClusterSpec updatedClusterSpec(ClusterSpec asked)
{
    ClusterSpec base;
    base.name = DefaultClusterName;
    base.orchestration.taskHistoryRetentionLimit = 0;
    base.raft.keepOldSnapshots = 0;
    return mergeClusterSpec(std::move(base), asked);
}

} // namespace skep::api

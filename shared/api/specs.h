#pragma once

#include "shared/api/containerspec.h"

// What users ask for. Never rewritten by the system.
namespace skep::api {

struct ResourceRequirements {
    std::optional<Limits> limits;
    std::optional<Resources> reservations;

    template <class V> static void fields(V& v)
    {
        v(1, "Limits", &ResourceRequirements::limits, Omit::Empty);
        v(2, "Reservations", &ResourceRequirements::reservations, Omit::Empty);
    }
    bool operator==(const ResourceRequirements&) const = default;
};

struct RestartPolicy {
    RestartCondition condition = RestartCondition::Unspecified;
    std::optional<DurationNs> delay;
    std::optional<std::uint64_t> maxAttempts;
    std::optional<DurationNs> window;

    template <class V> static void fields(V& v)
    {
        v(1, "Condition", &RestartPolicy::condition, Omit::Empty);
        v(2, "Delay", &RestartPolicy::delay, Omit::Empty);
        v(3, "MaxAttempts", &RestartPolicy::maxAttempts, Omit::Empty);
        v(4, "Window", &RestartPolicy::window, Omit::Empty);
    }
    bool operator==(const RestartPolicy&) const = default;
};

struct SpreadOver {
    std::string descriptor;

    template <class V> static void fields(V& v) { v(1, "SpreadDescriptor", &SpreadOver::descriptor, Omit::Empty); }
    bool operator==(const SpreadOver&) const = default;
};

struct PlacementPreference {
    std::optional<SpreadOver> spread;

    template <class V> static void fields(V& v) { v(1, "Spread", &PlacementPreference::spread, Omit::Empty); }
    bool operator==(const PlacementPreference&) const = default;
};

struct Placement {
    std::vector<std::string> constraints;
    std::vector<PlacementPreference> preferences;
    std::uint64_t maxReplicas = 0; // per node; 0: no limit
    std::vector<Platform> platforms;

    template <class V> static void fields(V& v)
    {
        v(1, "Constraints", &Placement::constraints, Omit::Empty);
        v(2, "Preferences", &Placement::preferences, Omit::Empty);
        v(3, "MaxReplicas", &Placement::maxReplicas, Omit::Empty);
        v(4, "Platforms", &Placement::platforms, Omit::Empty);
    }
    bool operator==(const Placement&) const = default;
};

struct NetworkAttachmentConfig {
    std::string target; // an id once stored
    std::vector<std::string> aliases;
    Labels driverOpts;

    template <class V> static void fields(V& v)
    {
        v(1, "Target", &NetworkAttachmentConfig::target, Omit::Empty);
        v(2, "Aliases", &NetworkAttachmentConfig::aliases, Omit::Empty);
        v(3, "DriverOpts", &NetworkAttachmentConfig::driverOpts, Omit::Empty);
    }
    bool operator==(const NetworkAttachmentConfig&) const = default;
};

// Docker's TaskTemplate. What is Shared is the same value in a service and all its tasks.
struct TaskSpec {
    Shared<ContainerSpec> container;
    Shared<ResourceRequirements> resources;
    std::optional<RestartPolicy> restartPolicy;
    Shared<Placement> placement;
    std::vector<NetworkAttachmentConfig> networks;
    Shared<Driver> logDriver;
    std::uint64_t forceUpdate = 0;
    std::string runtime; // "container"

    template <class V> static void fields(V& v)
    {
        v(1, "ContainerSpec", &TaskSpec::container, Omit::Empty);
        v(2, "Resources", &TaskSpec::resources, Omit::Empty);
        v(3, "RestartPolicy", &TaskSpec::restartPolicy, Omit::Empty);
        v(4, "Placement", &TaskSpec::placement, Omit::Empty);
        v(5, "Networks", &TaskSpec::networks, Omit::Empty);
        v(6, "LogDriver", &TaskSpec::logDriver, Omit::Empty);
        v(7, "ForceUpdate", &TaskSpec::forceUpdate, Omit::Never);
        v(8, "Runtime", &TaskSpec::runtime, Omit::Empty);
    }
    bool operator==(const TaskSpec&) const = default;
};

struct ReplicatedMode {
    std::optional<std::uint64_t> replicas;

    template <class V> static void fields(V& v) { v(1, "Replicas", &ReplicatedMode::replicas, Omit::Empty); }
    bool operator==(const ReplicatedMode&) const = default;
};

struct ReplicatedJobMode {
    std::optional<std::uint64_t> maxConcurrent, totalCompletions;

    template <class V> static void fields(V& v)
    {
        v(1, "MaxConcurrent", &ReplicatedJobMode::maxConcurrent, Omit::Empty);
        v(2, "TotalCompletions", &ReplicatedJobMode::totalCompletions, Omit::Empty);
    }
    bool operator==(const ReplicatedJobMode&) const = default;
};

// Exactly one is set once validated.
struct ServiceMode {
    std::optional<ReplicatedMode> replicated;
    std::optional<Nothing> global;
    std::optional<ReplicatedJobMode> replicatedJob;
    std::optional<Nothing> globalJob;

    template <class V> static void fields(V& v)
    {
        v(1, "Replicated", &ServiceMode::replicated, Omit::Empty);
        v(2, "Global", &ServiceMode::global, Omit::Empty);
        v(3, "ReplicatedJob", &ServiceMode::replicatedJob, Omit::Empty);
        v(4, "GlobalJob", &ServiceMode::globalJob, Omit::Empty);
    }
    bool operator==(const ServiceMode&) const = default;
};

struct UpdateConfig {
    std::uint64_t parallelism = 0; // 0: all at once
    DurationNs delay = 0;
    FailureAction failureAction = FailureAction::Unspecified;
    DurationNs monitor = 0;
    double maxFailureRatio = 0;
    UpdateOrder order = UpdateOrder::Unspecified;

    template <class V> static void fields(V& v)
    {
        v(1, "Parallelism", &UpdateConfig::parallelism, Omit::Never);
        v(2, "Delay", &UpdateConfig::delay, Omit::Empty);
        v(3, "FailureAction", &UpdateConfig::failureAction, Omit::Empty);
        v(4, "Monitor", &UpdateConfig::monitor, Omit::Empty);
        v(5, "MaxFailureRatio", &UpdateConfig::maxFailureRatio, Omit::Never);
        v(6, "Order", &UpdateConfig::order, Omit::Never);
    }
    bool operator==(const UpdateConfig&) const = default;
};

struct EndpointSpec {
    EndpointMode mode = EndpointMode::Unspecified;
    std::vector<PortConfig> ports;

    template <class V> static void fields(V& v)
    {
        v(1, "Mode", &EndpointSpec::mode, Omit::Empty);
        v(2, "Ports", &EndpointSpec::ports, Omit::Empty);
    }
    bool operator==(const EndpointSpec&) const = default;
};

struct ServiceSpec {
    std::string name;
    Labels labels;
    TaskSpec task;
    ServiceMode mode;
    std::optional<UpdateConfig> updateConfig, rollbackConfig;
    std::vector<NetworkAttachmentConfig> networks; // deprecated place, kept where it was put
    std::optional<EndpointSpec> endpointSpec;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &ServiceSpec::name, Omit::Empty);
        v(2, "Labels", &ServiceSpec::labels, Omit::Never);
        v(3, "TaskTemplate", &ServiceSpec::task, Omit::Never);
        v(4, "Mode", &ServiceSpec::mode, Omit::Never);
        v(5, "UpdateConfig", &ServiceSpec::updateConfig, Omit::Empty);
        v(6, "RollbackConfig", &ServiceSpec::rollbackConfig, Omit::Empty);
        v(7, "Networks", &ServiceSpec::networks, Omit::Empty);
        v(8, "EndpointSpec", &ServiceSpec::endpointSpec, Omit::Empty);
    }
    bool operator==(const ServiceSpec&) const = default;
};

struct NodeSpec {
    std::string name;
    Labels labels;
    NodeRole role = NodeRole::Unspecified; // the role wanted; Node::role is the one it has
    Availability availability = Availability::Unspecified;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &NodeSpec::name, Omit::Empty);
        v(2, "Labels", &NodeSpec::labels, Omit::Never);
        v(3, "Role", &NodeSpec::role, Omit::Empty);
        v(4, "Availability", &NodeSpec::availability, Omit::Empty);
    }
    bool operator==(const NodeSpec&) const = default;
};

struct OrchestrationConfig {
    std::optional<std::int64_t> taskHistoryRetentionLimit;

    template <class V> static void fields(V& v)
    {
        v(1, "TaskHistoryRetentionLimit", &OrchestrationConfig::taskHistoryRetentionLimit, Omit::Empty);
    }
    bool operator==(const OrchestrationConfig&) const = default;
};

struct RaftConfig {
    std::uint64_t snapshotInterval = 0;
    std::optional<std::uint64_t> keepOldSnapshots;
    std::uint64_t logEntriesForSlowFollowers = 0;
    std::int64_t electionTick = 0, heartbeatTick = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "SnapshotInterval", &RaftConfig::snapshotInterval, Omit::Empty);
        v(2, "KeepOldSnapshots", &RaftConfig::keepOldSnapshots, Omit::Empty);
        v(3, "LogEntriesForSlowFollowers", &RaftConfig::logEntriesForSlowFollowers, Omit::Empty);
        v(4, "ElectionTick", &RaftConfig::electionTick, Omit::Never);
        v(5, "HeartbeatTick", &RaftConfig::heartbeatTick, Omit::Never);
    }
    bool operator==(const RaftConfig&) const = default;
};

struct DispatcherConfig {
    DurationNs heartbeatPeriod = 0;

    template <class V> static void fields(V& v) { v(1, "HeartbeatPeriod", &DispatcherConfig::heartbeatPeriod, Omit::Empty); }
    bool operator==(const DispatcherConfig&) const = default;
};

struct ExternalCa {
    std::string protocol, url;
    Labels options;
    std::string caCert;

    template <class V> static void fields(V& v)
    {
        v(1, "Protocol", &ExternalCa::protocol, Omit::Never);
        v(2, "URL", &ExternalCa::url, Omit::Never);
        v(3, "Options", &ExternalCa::options, Omit::Empty);
        v(4, "CACert", &ExternalCa::caCert, Omit::Never);
    }
    bool operator==(const ExternalCa&) const = default;
};

struct CaConfig {
    DurationNs nodeCertExpiry = 0;
    std::vector<ExternalCa> externalCas;
    SecretText signingCaCert, signingCaKey; // accepted, never returned
    std::uint64_t forceRotate = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "NodeCertExpiry", &CaConfig::nodeCertExpiry, Omit::Empty);
        v(2, "ExternalCAs", &CaConfig::externalCas, Omit::Empty);
        v(3, "SigningCACert", &CaConfig::signingCaCert, Omit::Empty);
        v(4, "SigningCAKey", &CaConfig::signingCaKey, Omit::Empty);
        v(5, "ForceRotate", &CaConfig::forceRotate, Omit::Empty);
    }
    bool operator==(const CaConfig&) const = default;
};

struct TaskDefaults {
    Shared<Driver> logDriver;

    template <class V> static void fields(V& v) { v(1, "LogDriver", &TaskDefaults::logDriver, Omit::Empty); }
    bool operator==(const TaskDefaults&) const = default;
};

struct EncryptionConfig {
    bool autoLockManagers = false;

    template <class V> static void fields(V& v) { v(1, "AutoLockManagers", &EncryptionConfig::autoLockManagers, Omit::Never); }
    bool operator==(const EncryptionConfig&) const = default;
};

// Docker's SwarmSpec.
struct ClusterSpec {
    std::string name;
    Labels labels;
    OrchestrationConfig orchestration;
    RaftConfig raft;
    DispatcherConfig dispatcher;
    CaConfig ca;
    TaskDefaults taskDefaults;
    EncryptionConfig encryption;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &ClusterSpec::name, Omit::Empty);
        v(2, "Labels", &ClusterSpec::labels, Omit::Never);
        v(3, "Orchestration", &ClusterSpec::orchestration, Omit::Never);
        v(4, "Raft", &ClusterSpec::raft, Omit::Never);
        v(5, "Dispatcher", &ClusterSpec::dispatcher, Omit::Never);
        v(6, "CAConfig", &ClusterSpec::ca, Omit::Never);
        v(7, "TaskDefaults", &ClusterSpec::taskDefaults, Omit::Never);
        v(8, "EncryptionConfig", &ClusterSpec::encryption, Omit::Never);
    }
    bool operator==(const ClusterSpec&) const = default;
};

struct IpamConfig {
    std::string subnet, range, gateway;

    template <class V> static void fields(V& v)
    {
        v(1, "Subnet", &IpamConfig::subnet, Omit::Empty);
        v(2, "Range", &IpamConfig::range, Omit::Empty);
        v(3, "Gateway", &IpamConfig::gateway, Omit::Empty);
    }
    bool operator==(const IpamConfig&) const = default;
};

struct IpamOptions {
    Driver driver;
    std::vector<IpamConfig> configs;

    template <class V> static void fields(V& v)
    {
        v(1, "Driver", &IpamOptions::driver, Omit::Never);
        v(2, "Configs", &IpamOptions::configs, Omit::Empty);
    }
    bool operator==(const IpamOptions&) const = default;
};

// As it stands inside tasks and in the store; GET /networks has a shape of its own.
struct NetworkSpec {
    std::string name;
    Labels labels;
    Driver driver;
    bool ipv6 = false, internal = false, attachable = false, ingress = false;
    std::optional<IpamOptions> ipam;
    std::string scope;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &NetworkSpec::name, Omit::Empty);
        v(2, "Labels", &NetworkSpec::labels, Omit::Never);
        v(3, "DriverConfiguration", &NetworkSpec::driver, Omit::Never);
        v(4, "IPv6Enabled", &NetworkSpec::ipv6, Omit::Empty);
        v(5, "Internal", &NetworkSpec::internal, Omit::Empty);
        v(6, "Attachable", &NetworkSpec::attachable, Omit::Empty);
        v(7, "Ingress", &NetworkSpec::ingress, Omit::Empty);
        v(8, "IPAMOptions", &NetworkSpec::ipam, Omit::Empty);
        v(9, "Scope", &NetworkSpec::scope, Omit::Empty);
    }
    bool operator==(const NetworkSpec&) const = default;
};

// Data of a secret is cleared before it leaves the managers.
struct SecretSpec {
    std::string name;
    Labels labels;
    std::optional<Blob> data;
    std::optional<Driver> driver, templating;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &SecretSpec::name, Omit::Empty);
        v(2, "Labels", &SecretSpec::labels, Omit::Never);
        v(3, "Data", &SecretSpec::data, Omit::Empty);
        v(4, "Driver", &SecretSpec::driver, Omit::Empty);
        v(5, "Templating", &SecretSpec::templating, Omit::Empty);
    }
    bool operator==(const SecretSpec&) const = default;
};

struct ConfigSpec {
    std::string name;
    Labels labels;
    std::optional<Blob> data;
    std::optional<Driver> templating;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &ConfigSpec::name, Omit::Empty);
        v(2, "Labels", &ConfigSpec::labels, Omit::Never);
        v(3, "Data", &ConfigSpec::data, Omit::Empty);
        v(4, "Templating", &ConfigSpec::templating, Omit::Empty);
    }
    bool operator==(const ConfigSpec&) const = default;
};

} // namespace skep::api

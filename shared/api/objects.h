#pragma once

#include "shared/api/specs.h"

#include <tuple>
#include <variant>

// What the cluster is made of. Each object: id, meta, a spec (the user's words) and what managers computed or observed.
namespace skep::api {

// --- Cluster -----------------------------------------------------------------------------------------------------

struct JoinTokens {
    std::string worker, manager;

    template <class V> static void fields(V& v)
    {
        v(1, "Worker", &JoinTokens::worker, Omit::Never);
        v(2, "Manager", &JoinTokens::manager, Omit::Never);
    }
    bool operator==(const JoinTokens&) const = default;
};

// A node that was removed: its certificate is refused until it has expired.
struct RemovedNode {
    std::string nodeId;
    Timestamp expiry;

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &RemovedNode::nodeId, Omit::Never);
        v(2, "Expiry", &RemovedNode::expiry, Omit::Never);
    }
    bool operator==(const RemovedNode&) const = default;
};

// Which generation of a join token is current, since when. Rotating a token starts the next.
struct TokenGeneration {
    std::uint64_t number = 1;
    Timestamp since;

    template <class V> static void fields(V& v)
    {
        v(1, "Number", &TokenGeneration::number, Omit::Never);
        v(2, "Since", &TokenGeneration::since, Omit::Never);
    }
    bool operator==(const TokenGeneration&) const = default;
};

struct Cluster {
    std::string id; // also O in every certificate
    Meta meta;
    ClusterSpec spec;
    TlsInfo tlsInfo;
    bool rootRotationInProgress = false;
    std::vector<std::string> defaultAddrPool;
    std::uint32_t subnetSize = 0, dataPathPort = 0;
    JoinTokens joinTokens;
    std::optional<JoinTokens> shownTokens; // copy of joinTokens, merged in by GET /swarm only; never stored
    SecretText rootCaKey;
    std::string rootCaCert;
    std::vector<RemovedNode> removedNodes;
    TokenGeneration workerTokenGeneration, managerTokenGeneration;

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Cluster::id, Omit::Never);
        v.inlined(2, &Cluster::meta);
        v(3, "Spec", &Cluster::spec, Omit::Never);
        v(4, "TLSInfo", &Cluster::tlsInfo, Omit::Never);
        v(5, "RootRotationInProgress", &Cluster::rootRotationInProgress, Omit::Never);
        v(6, "DefaultAddrPool", &Cluster::defaultAddrPool, Omit::ToNull);
        v(7, "SubnetSize", &Cluster::subnetSize, Omit::Never);
        v(8, "DataPathPort", &Cluster::dataPathPort, Omit::Never);
        v(9, "", &Cluster::joinTokens, Omit::Empty);
        v(10, "", &Cluster::rootCaKey, Omit::Empty);
        v(11, "", &Cluster::rootCaCert, Omit::Empty);
        v(12, "", &Cluster::removedNodes, Omit::Empty);
        v(13, "", &Cluster::workerTokenGeneration, Omit::Empty);
        v(14, "", &Cluster::managerTokenGeneration, Omit::Empty);
        v(15, "JoinTokens", &Cluster::shownTokens, Omit::Empty);
    }
    bool operator==(const Cluster&) const = default;
};

// --- Node --------------------------------------------------------------------------------------------------------

struct EnginePlugin {
    std::string type, name;

    template <class V> static void fields(V& v)
    {
        v(1, "Type", &EnginePlugin::type, Omit::Empty);
        v(2, "Name", &EnginePlugin::name, Omit::Empty);
    }
    bool operator==(const EnginePlugin&) const = default;
};

struct EngineDescription {
    std::string engineVersion;
    Labels labels;
    std::vector<EnginePlugin> plugins;

    template <class V> static void fields(V& v)
    {
        v(1, "EngineVersion", &EngineDescription::engineVersion, Omit::Empty);
        v(2, "Labels", &EngineDescription::labels, Omit::Empty);
        v(3, "Plugins", &EngineDescription::plugins, Omit::Empty);
    }
    bool operator==(const EngineDescription&) const = default;
};

struct NodeDescription {
    std::string hostname;
    Platform platform;
    Resources resources;
    EngineDescription engine;
    TlsInfo tlsInfo;

    template <class V> static void fields(V& v)
    {
        v(1, "Hostname", &NodeDescription::hostname, Omit::Empty);
        v(2, "Platform", &NodeDescription::platform, Omit::Never);
        v(3, "Resources", &NodeDescription::resources, Omit::Never);
        v(4, "Engine", &NodeDescription::engine, Omit::Never);
        v(5, "TLSInfo", &NodeDescription::tlsInfo, Omit::Never);
    }
    bool operator==(const NodeDescription&) const = default;
};

struct NodeStatus {
    NodeState state = NodeState::Unknown;
    std::string message;
    std::string addr; // IP without port, as the managers see it

    template <class V> static void fields(V& v)
    {
        v(1, "State", &NodeStatus::state, Omit::Never);
        v(2, "Message", &NodeStatus::message, Omit::Empty);
        v(3, "Addr", &NodeStatus::addr, Omit::Empty);
    }
    bool operator==(const NodeStatus&) const = default;
};

// Merged in when a node is read from a manager; never stored.
struct ManagerStatus {
    bool leader = false;
    Reachability reachability = Reachability::Unknown;
    std::string addr; // host:port

    template <class V> static void fields(V& v)
    {
        v(1, "Leader", &ManagerStatus::leader, Omit::Empty);
        v(2, "Reachability", &ManagerStatus::reachability, Omit::Never);
        v(3, "Addr", &ManagerStatus::addr, Omit::Empty);
    }
    bool operator==(const ManagerStatus&) const = default;
};

// The node is drained, but what runs on it is stopped only once it runs elsewhere.
struct GapFreeDrain {
    Timestamp since;

    template <class V> static void fields(V& v) { v(1, "Since", &GapFreeDrain::since, Omit::Never); }
    bool operator==(const GapFreeDrain&) const = default;
};

struct Node {
    std::string id; // CN of its certificate
    Meta meta;
    NodeSpec spec;
    NodeDescription description;
    NodeStatus status;
    std::optional<ManagerStatus> managerStatus;
    NodeRole role = NodeRole::Unspecified; // the role its certificates get now; follows spec.role
    Timestamp certificateExpiry;           // notAfter of the last certificate issued
    std::uint64_t tokenGeneration = 0;     // of the join token that admitted it; 0: the first manager
    NodeRole admittedAs = NodeRole::Unspecified; // which of the two tokens that was
    // Means something while spec.availability is DRAIN. Not in the spec, because a client that does not know it would
    // clear it there.
    std::optional<GapFreeDrain> gapFreeDrain;

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Node::id, Omit::Never);
        v.inlined(2, &Node::meta);
        v(3, "Spec", &Node::spec, Omit::Never);
        v(4, "Description", &Node::description, Omit::Never);
        v(5, "Status", &Node::status, Omit::Never);
        v(6, "ManagerStatus", &Node::managerStatus, Omit::Empty);
        v(7, "", &Node::role, Omit::Empty);
        v(8, "", &Node::certificateExpiry, Omit::Empty);
        v(9, "", &Node::tokenGeneration, Omit::Empty);
        v(10, "", &Node::admittedAs, Omit::Empty);
        v(11, "GapFreeDrain", &Node::gapFreeDrain, Omit::Empty);
    }
    bool operator==(const Node&) const = default;
};

// --- Service -----------------------------------------------------------------------------------------------------

struct VirtualIp {
    std::string networkId, addr; // address/prefix

    template <class V> static void fields(V& v)
    {
        v(1, "NetworkID", &VirtualIp::networkId, Omit::Empty);
        v(2, "Addr", &VirtualIp::addr, Omit::Empty);
    }
    bool operator==(const VirtualIp&) const = default;
};

// What the allocator made of the endpoint spec.
struct Endpoint {
    EndpointSpec spec;
    std::vector<PortConfig> ports;
    std::vector<VirtualIp> virtualIps;

    template <class V> static void fields(V& v)
    {
        v(1, "Spec", &Endpoint::spec, Omit::Never);
        v(2, "Ports", &Endpoint::ports, Omit::Empty);
        v(3, "VirtualIPs", &Endpoint::virtualIps, Omit::Empty);
    }
    bool operator==(const Endpoint&) const = default;
};

struct UpdateStatus {
    UpdateState state = UpdateState::Unspecified;
    std::optional<Timestamp> startedAt, completedAt;
    std::string message;

    template <class V> static void fields(V& v)
    {
        v(1, "State", &UpdateStatus::state, Omit::Empty);
        v(2, "StartedAt", &UpdateStatus::startedAt, Omit::Empty);
        v(3, "CompletedAt", &UpdateStatus::completedAt, Omit::Empty);
        v(4, "Message", &UpdateStatus::message, Omit::Empty);
    }
    bool operator==(const UpdateStatus&) const = default;
};

struct ServiceStatus {
    std::uint64_t runningTasks = 0, desiredTasks = 0, completedTasks = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "RunningTasks", &ServiceStatus::runningTasks, Omit::Never);
        v(2, "DesiredTasks", &ServiceStatus::desiredTasks, Omit::Never);
        v(3, "CompletedTasks", &ServiceStatus::completedTasks, Omit::Never);
    }
    bool operator==(const ServiceStatus&) const = default;
};

struct JobStatus {
    Version jobIteration;
    Timestamp lastExecution;

    template <class V> static void fields(V& v)
    {
        v(1, "JobIteration", &JobStatus::jobIteration, Omit::Never);
        v(2, "LastExecution", &JobStatus::lastExecution, Omit::Never);
    }
    bool operator==(const JobStatus&) const = default;
};

// A spec that a service had.
struct ServiceRevision {
    std::uint64_t number = 0; // counts from 1
    Timestamp at;             // when it became the service's
    std::string cause;        // "create", "update", "rollback to 3", "automatic rollback to 3"
    ServiceSpec spec;
    Version specVersion;

    template <class V> static void fields(V& v)
    {
        v(1, "Number", &ServiceRevision::number, Omit::Never);
        v(2, "At", &ServiceRevision::at, Omit::Never);
        v(3, "Cause", &ServiceRevision::cause, Omit::Never);
        v(4, "Spec", &ServiceRevision::spec, Omit::Never);
        v(5, "", &ServiceRevision::specVersion, Omit::Empty);
    }
    bool operator==(const ServiceRevision&) const = default;
};

struct Service {
    std::string id;
    Meta meta;
    ServiceSpec spec;
    std::optional<ServiceSpec> previousSpec;
    Endpoint endpoint;
    std::optional<UpdateStatus> updateStatus;
    std::optional<ServiceStatus> serviceStatus; // merged in by GET /services?status=true; never stored
    std::optional<JobStatus> jobStatus;
    // Changes with the spec; tasks copy it (orchestration.md §1.3). Not the version that updates are checked against.
    Version specVersion, previousSpecVersion;
    // Of `spec`, as in ServiceRevision; changed by revise() (shared/orchestrator/revisions.h) only.
    std::uint64_t revision = 0; // 0: the first
    Timestamp revisedAt; // zero: when the service was made
    std::string revisionCause;
    std::vector<ServiceRevision> pastRevisions; // the last ones before it, oldest first

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Service::id, Omit::Never);
        v.inlined(2, &Service::meta);
        v(3, "Spec", &Service::spec, Omit::Never);
        v(4, "PreviousSpec", &Service::previousSpec, Omit::Empty);
        v(5, "Endpoint", &Service::endpoint, Omit::Never);
        v(6, "UpdateStatus", &Service::updateStatus, Omit::Empty);
        v(7, "ServiceStatus", &Service::serviceStatus, Omit::Empty);
        v(8, "JobStatus", &Service::jobStatus, Omit::Empty);
        v(9, "", &Service::specVersion, Omit::Empty);
        v(10, "", &Service::previousSpecVersion, Omit::Empty);
        v(11, "", &Service::revision, Omit::Empty);
        v(12, "", &Service::revisedAt, Omit::Empty);
        v(13, "", &Service::revisionCause, Omit::Empty);
        v(14, "", &Service::pastRevisions, Omit::Empty);
    }
    bool operator==(const Service&) const = default;
};

// --- Network -----------------------------------------------------------------------------------------------------

struct Network {
    std::string id;
    Meta meta;
    NetworkSpec spec;
    Driver driverState;
    std::optional<IpamOptions> ipam; // what was allocated

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Network::id, Omit::Never);
        v.inlined(2, &Network::meta);
        v(3, "Spec", &Network::spec, Omit::Never);
        v(4, "DriverState", &Network::driverState, Omit::Never);
        v(5, "IPAMOptions", &Network::ipam, Omit::Empty);
    }
    bool operator==(const Network&) const = default;
};

// --- Task --------------------------------------------------------------------------------------------------------

struct ContainerStatus {
    std::string containerId;
    std::int64_t pid = 0, exitCode = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "ContainerID", &ContainerStatus::containerId, Omit::Never);
        v(2, "PID", &ContainerStatus::pid, Omit::Never);
        v(3, "ExitCode", &ContainerStatus::exitCode, Omit::Never);
    }
    bool operator==(const ContainerStatus&) const = default;
};

struct PortStatus {
    std::vector<PortConfig> ports;

    template <class V> static void fields(V& v) { v(1, "Ports", &PortStatus::ports, Omit::Empty); }
    bool operator==(const PortStatus&) const = default;
};

struct TaskStatus {
    Timestamp timestamp; // the clock of who observed it
    TaskState state = TaskState::New;
    std::string message, err;
    std::optional<ContainerStatus> container;
    PortStatus ports;
    Timestamp appliedAt; // the leader's clock

    template <class V> static void fields(V& v)
    {
        v(1, "Timestamp", &TaskStatus::timestamp, Omit::Never);
        v(2, "State", &TaskStatus::state, Omit::Never);
        v(3, "Message", &TaskStatus::message, Omit::Empty);
        v(4, "Err", &TaskStatus::err, Omit::Empty);
        v(5, "ContainerStatus", &TaskStatus::container, Omit::Empty);
        v(6, "PortStatus", &TaskStatus::ports, Omit::Never);
        v(7, "", &TaskStatus::appliedAt, Omit::Empty);
    }
    bool operator==(const TaskStatus&) const = default;
};

struct NetworkAttachment {
    std::string networkId;
    std::optional<Network> network; // merged in when a task is shown (docker-api.md §7.4); never stored
    std::vector<std::string> addresses; // address/prefix
    std::vector<std::string> aliases;

    template <class V> static void fields(V& v)
    {
        v(1, "", &NetworkAttachment::networkId, Omit::Empty);
        v(2, "Addresses", &NetworkAttachment::addresses, Omit::Empty);
        v(3, "Aliases", &NetworkAttachment::aliases, Omit::Empty);
        v(4, "Network", &NetworkAttachment::network, Omit::Empty);
    }
    bool operator==(const NetworkAttachment&) const = default;
};

// The task is to run on another node, and here until it does.
struct TaskMove {
    std::string to; // node
    Timestamp since;

    template <class V> static void fields(V& v)
    {
        v(1, "To", &TaskMove::to, Omit::Never);
        v(2, "Since", &TaskMove::since, Omit::Never);
    }
    bool operator==(const TaskMove&) const = default;
};

struct Task {
    std::string id;
    Meta meta;
    Labels labels; // {} for service tasks
    TaskSpec spec; // the service's template when the task was made
    std::string serviceId;
    std::uint64_t slot = 0; // 1…n; 0 for global tasks
    std::string nodeId;
    TaskStatus status;
    TaskState desiredState = TaskState::New;
    std::vector<NetworkAttachment> networks;
    std::vector<GenericResource> genericResources;
    std::optional<Version> jobIteration;
    Version specVersion;
    std::string serviceName;
    Labels serviceLabels;
    Endpoint endpoint; // copy of the service's
    Shared<Driver> logDriver;
    std::vector<Nothing> volumes; // cluster volumes: always none, shown as null
    std::optional<TaskMove> move; // a rebalance wants it elsewhere

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Task::id, Omit::Never);
        v.inlined(2, &Task::meta);
        v(3, "Labels", &Task::labels, Omit::Never);
        v(4, "Spec", &Task::spec, Omit::Never);
        v(5, "ServiceID", &Task::serviceId, Omit::Empty);
        v(6, "Slot", &Task::slot, Omit::Empty);
        v(7, "NodeID", &Task::nodeId, Omit::Empty);
        v(8, "Status", &Task::status, Omit::Never);
        v(9, "DesiredState", &Task::desiredState, Omit::Empty);
        v(10, "NetworksAttachments", &Task::networks, Omit::Empty);
        v(11, "GenericResources", &Task::genericResources, Omit::Empty);
        v(12, "JobIteration", &Task::jobIteration, Omit::Empty);
        v(13, "", &Task::specVersion, Omit::Empty);
        v(14, "", &Task::serviceName, Omit::Empty);
        v(15, "", &Task::serviceLabels, Omit::Empty);
        v(16, "", &Task::endpoint, Omit::Empty);
        v(17, "", &Task::logDriver, Omit::Empty);
        v(18, "Volumes", &Task::volumes, Omit::ToNull);
        v(19, "", &Task::move, Omit::Empty);
    }
    bool operator==(const Task&) const = default;
};

// --- Secret, config ----------------------------------------------------------------------------------------------

struct Secret {
    std::string id;
    Meta meta;
    SecretSpec spec;

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Secret::id, Omit::Never);
        v.inlined(2, &Secret::meta);
        v(3, "Spec", &Secret::spec, Omit::Never);
    }
    bool operator==(const Secret&) const = default;
};

struct Config {
    std::string id;
    Meta meta;
    ConfigSpec spec;

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &Config::id, Omit::Never);
        v.inlined(2, &Config::meta);
        v(3, "Spec", &Config::spec, Omit::Never);
    }
    bool operator==(const Config&) const = default;
};

// Every kind of object, in the order of their tables. The numbers of ObjectKind are wire format.
using AllObjects = std::tuple<Cluster, Node, Service, Network, Task, Secret, Config>;
using Object = std::variant<Cluster, Node, Service, Network, Task, Secret, Config>;

enum class ObjectKind : std::uint8_t { Cluster = 0, Node = 1, Service = 2, Network = 3, Task = 4, Secret = 5, Config = 6 };

template <>
struct EnumText<ObjectKind> {
    static constexpr std::pair<ObjectKind, std::string_view> Table[] = {{ObjectKind::Cluster, "cluster"},
        {ObjectKind::Node, "node"}, {ObjectKind::Service, "service"}, {ObjectKind::Network, "network"},
        {ObjectKind::Task, "task"}, {ObjectKind::Secret, "secret"}, {ObjectKind::Config, "config"}};
    static std::string invalid(std::string_view t) { return "invalid object kind: \"" + std::string(t) + "\""; }
};

[[nodiscard]] inline ObjectKind kindOf(const Object& object) { return static_cast<ObjectKind>(object.index()); }
[[nodiscard]] inline const std::string& idOf(const Object& object)
{
    return std::visit([](const auto& o) -> const std::string& { return o.id; }, object);
}

// "web.3.<task id>", or "web.<node id>.<task id>" for a task without a slot (orchestration.md §2.5).
[[nodiscard]] std::string taskName(const Task& task);
// "web.3", as lists show it.
[[nodiscard]] std::string taskShortName(const Task& task);

} // namespace skep::api

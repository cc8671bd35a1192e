#pragma once

#include "shared/api/fields.h"

#include <utility>

// Values are wire format (CBOR carries the number): never renumber.
namespace skep::api {

// Ordered; a task's observed state only ever goes up (orchestration.md §2.1).
enum class TaskState : std::uint16_t {
    New = 0,
    Pending = 64,
    Assigned = 192,
    Accepted = 256,
    Preparing = 320,
    Ready = 384,
    Starting = 448,
    Running = 512,
    Complete = 576,
    Shutdown = 640,
    Failed = 704,
    Rejected = 768,
    Remove = 800, // desired state only
    Orphaned = 832,
};

[[nodiscard]] constexpr bool isTerminal(TaskState state) { return state > TaskState::Running; }

template <>
struct EnumText<TaskState> {
    static constexpr std::pair<TaskState, std::string_view> Table[] = {{TaskState::New, "new"}, {TaskState::Pending, "pending"},
        {TaskState::Assigned, "assigned"}, {TaskState::Accepted, "accepted"}, {TaskState::Preparing, "preparing"},
        {TaskState::Ready, "ready"}, {TaskState::Starting, "starting"}, {TaskState::Running, "running"},
        {TaskState::Complete, "complete"}, {TaskState::Shutdown, "shutdown"}, {TaskState::Failed, "failed"},
        {TaskState::Rejected, "rejected"}, {TaskState::Remove, "remove"}, {TaskState::Orphaned, "orphaned"}};
    static std::string invalid(std::string_view t) { return "invalid task state: \"" + std::string(t) + "\""; }
};

enum class NodeRole : std::uint8_t { Unspecified = 0, Worker = 1, Manager = 2 };

template <>
struct EnumText<NodeRole> {
    static constexpr std::pair<NodeRole, std::string_view> Table[]
        = {{NodeRole::Unspecified, ""}, {NodeRole::Worker, "worker"}, {NodeRole::Manager, "manager"}};
    static std::string invalid(std::string_view t) { return "invalid Role: \"" + std::string(t) + "\""; }
};

enum class Availability : std::uint8_t { Unspecified = 0, Active = 1, Pause = 2, Drain = 3 };

template <>
struct EnumText<Availability> {
    static constexpr std::pair<Availability, std::string_view> Table[] = {{Availability::Unspecified, ""},
        {Availability::Active, "active"}, {Availability::Pause, "pause"}, {Availability::Drain, "drain"}};
    static std::string invalid(std::string_view t) { return "invalid Availability: \"" + std::string(t) + "\""; }
};

enum class NodeState : std::uint8_t { Unknown = 0, Down = 1, Ready = 2, Disconnected = 3 };

template <>
struct EnumText<NodeState> {
    static constexpr std::pair<NodeState, std::string_view> Table[] = {{NodeState::Unknown, "unknown"},
        {NodeState::Down, "down"}, {NodeState::Ready, "ready"}, {NodeState::Disconnected, "disconnected"}};
    static std::string invalid(std::string_view t) { return "invalid node state: \"" + std::string(t) + "\""; }
};

enum class Reachability : std::uint8_t { Unknown = 0, Unreachable = 1, Reachable = 2 };

template <>
struct EnumText<Reachability> {
    static constexpr std::pair<Reachability, std::string_view> Table[] = {{Reachability::Unknown, "unknown"},
        {Reachability::Unreachable, "unreachable"}, {Reachability::Reachable, "reachable"}};
    static std::string invalid(std::string_view t) { return "invalid reachability: \"" + std::string(t) + "\""; }
};

enum class RestartCondition : std::uint8_t { Unspecified = 0, None = 1, OnFailure = 2, Any = 3 };

template <>
struct EnumText<RestartCondition> {
    static constexpr std::pair<RestartCondition, std::string_view> Table[] = {{RestartCondition::Unspecified, ""},
        {RestartCondition::None, "none"}, {RestartCondition::OnFailure, "on-failure"}, {RestartCondition::Any, "any"}};
    static std::string invalid(std::string_view t) { return "invalid RestartCondition: \"" + std::string(t) + "\""; }
};

enum class FailureAction : std::uint8_t { Unspecified = 0, Pause = 1, Continue = 2, Rollback = 3 };

template <>
struct EnumText<FailureAction> {
    static constexpr std::pair<FailureAction, std::string_view> Table[] = {{FailureAction::Unspecified, ""},
        {FailureAction::Pause, "pause"}, {FailureAction::Continue, "continue"}, {FailureAction::Rollback, "rollback"}};
    static std::string invalid(std::string_view t) { return "unrecognized update failure action " + std::string(t); }
};

enum class UpdateOrder : std::uint8_t { Unspecified = 0, StopFirst = 1, StartFirst = 2 };

template <>
struct EnumText<UpdateOrder> {
    static constexpr std::pair<UpdateOrder, std::string_view> Table[] = {{UpdateOrder::Unspecified, ""},
        {UpdateOrder::StopFirst, "stop-first"}, {UpdateOrder::StartFirst, "start-first"}};
    static std::string invalid(std::string_view t) { return "unrecognized update order " + std::string(t); }
};

enum class UpdateState : std::uint8_t {
    Unspecified = 0,
    Updating = 1,
    Paused = 2,
    Completed = 3,
    RollbackStarted = 4,
    RollbackPaused = 5,
    RollbackCompleted = 6,
};

template <>
struct EnumText<UpdateState> {
    static constexpr std::pair<UpdateState, std::string_view> Table[] = {{UpdateState::Unspecified, ""},
        {UpdateState::Updating, "updating"}, {UpdateState::Paused, "paused"}, {UpdateState::Completed, "completed"},
        {UpdateState::RollbackStarted, "rollback_started"}, {UpdateState::RollbackPaused, "rollback_paused"},
        {UpdateState::RollbackCompleted, "rollback_completed"}};
    static std::string invalid(std::string_view t) { return "invalid update state: \"" + std::string(t) + "\""; }
};

enum class PublishMode : std::uint8_t { Unspecified = 0, Ingress = 1, Host = 2 };

template <>
struct EnumText<PublishMode> {
    static constexpr std::pair<PublishMode, std::string_view> Table[]
        = {{PublishMode::Unspecified, ""}, {PublishMode::Ingress, "ingress"}, {PublishMode::Host, "host"}};
    static std::string invalid(std::string_view t) { return "invalid PublishMode: \"" + std::string(t) + "\""; }
};

enum class PortProtocol : std::uint8_t { Unspecified = 0, Tcp = 1, Udp = 2, Sctp = 3 };

template <>
struct EnumText<PortProtocol> {
    static constexpr std::pair<PortProtocol, std::string_view> Table[] = {{PortProtocol::Unspecified, ""},
        {PortProtocol::Tcp, "tcp"}, {PortProtocol::Udp, "udp"}, {PortProtocol::Sctp, "sctp"}};
    static std::string invalid(std::string_view t) { return "invalid protocol: \"" + std::string(t) + "\""; }
};

enum class EndpointMode : std::uint8_t { Unspecified = 0, Vip = 1, DnsRr = 2 };

template <>
struct EnumText<EndpointMode> {
    static constexpr std::pair<EndpointMode, std::string_view> Table[]
        = {{EndpointMode::Unspecified, ""}, {EndpointMode::Vip, "vip"}, {EndpointMode::DnsRr, "dnsrr"}};
    static std::string invalid(std::string_view t) { return "invalid resolution mode: \"" + std::string(t) + "\""; }
};

enum class MountType : std::uint8_t { Unspecified = 0, Bind = 1, Volume = 2, Tmpfs = 3, NamedPipe = 4, Cluster = 5 };

template <>
struct EnumText<MountType> {
    static constexpr std::pair<MountType, std::string_view> Table[] = {{MountType::Unspecified, ""},
        {MountType::Bind, "bind"}, {MountType::Volume, "volume"}, {MountType::Tmpfs, "tmpfs"},
        {MountType::NamedPipe, "npipe"}, {MountType::Cluster, "cluster"}};
    static std::string invalid(std::string_view t) { return "invalid MountType: \"" + std::string(t) + "\""; }
};

} // namespace skep::api

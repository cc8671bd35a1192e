#pragma once

#include "shared/api/objects.h"

// What nodes say to each other (payloads of daemon/rpc methods). CBOR only: names are empty.
namespace skep::api {

// A known manager.
struct ManagerAddress {
    std::string nodeId, addr; // host:port

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &ManagerAddress::nodeId, Omit::Never);
        v(2, "Addr", &ManagerAddress::addr, Omit::Never);
    }
    bool operator==(const ManagerAddress&) const = default;
};

struct ClusterLeaderReply {
    std::string leaderAddr; // "" when this manager knows no leader
    std::vector<ManagerAddress> managers;

    template <class V> static void fields(V& v)
    {
        v(1, "", &ClusterLeaderReply::leaderAddr, Omit::Empty);
        v(2, "", &ClusterLeaderReply::managers, Omit::Empty);
    }
    bool operator==(const ClusterLeaderReply&) const = default;
};

struct CaRootReply {
    std::string rootPem, leaderAddr;

    template <class V> static void fields(V& v)
    {
        v(1, "", &CaRootReply::rootPem, Omit::Empty);
        v(2, "", &CaRootReply::leaderAddr, Omit::Empty);
    }
    bool operator==(const CaRootReply&) const = default;
};

// From a joiner with a token, or from a node (known by its certificate) that renews.
struct CaIssueRequest {
    std::string csrPem;
    SecretText token;
    Availability availability = Availability::Unspecified;
    std::string hostname; // so that a list shows a name before the first session

    template <class V> static void fields(V& v)
    {
        v(1, "", &CaIssueRequest::csrPem, Omit::Empty);
        v(2, "", &CaIssueRequest::token, Omit::Empty);
        v(3, "", &CaIssueRequest::availability, Omit::Empty);
        v(4, "", &CaIssueRequest::hostname, Omit::Empty);
    }
    bool operator==(const CaIssueRequest&) const = default;
};

struct CaIssueReply {
    std::string nodeId, certificatePem, rootPem;

    template <class V> static void fields(V& v)
    {
        v(1, "", &CaIssueReply::nodeId, Omit::Empty);
        v(2, "", &CaIssueReply::certificatePem, Omit::Empty);
        v(3, "", &CaIssueReply::rootPem, Omit::Empty);
    }
    bool operator==(const CaIssueReply&) const = default;
};

struct SessionRequest {
    NodeDescription description;
    std::string advertiseAddr; // IP the node wants to be known by; "": what the manager sees

    template <class V> static void fields(V& v)
    {
        v(1, "", &SessionRequest::description, Omit::Never);
        v(2, "", &SessionRequest::advertiseAddr, Omit::Empty);
    }
    bool operator==(const SessionRequest&) const = default;
};

// Changes to what a node should run. The first of a session is complete: what is not in it must go.
struct Assignments {
    bool complete = false, last = true; // a complete set may come in parts; `last` ends it
    std::vector<Task> tasks;
    std::vector<std::string> removedTasks;
    std::vector<Secret> secrets;
    std::vector<Config> configs;
    std::vector<Network> networks;

    template <class V> static void fields(V& v)
    {
        v(1, "", &Assignments::complete, Omit::Empty);
        v(2, "", &Assignments::last, Omit::Never);
        v(3, "", &Assignments::tasks, Omit::Empty);
        v(4, "", &Assignments::removedTasks, Omit::Empty);
        v(5, "", &Assignments::secrets, Omit::Empty);
        v(6, "", &Assignments::configs, Omit::Empty);
        v(7, "", &Assignments::networks, Omit::Empty);
    }
    bool operator==(const Assignments&) const = default;
};

// Items of a DispatcherSession stream. Absent parts say nothing.
struct SessionMessage {
    std::string sessionId; // in the first message
    std::optional<Node> node;
    std::vector<ManagerAddress> managers;
    DurationNs heartbeatPeriod = 0;
    std::optional<Assignments> assignments;

    template <class V> static void fields(V& v)
    {
        v(1, "", &SessionMessage::sessionId, Omit::Empty);
        v(2, "", &SessionMessage::node, Omit::Empty);
        v(3, "", &SessionMessage::managers, Omit::Empty);
        v(4, "", &SessionMessage::heartbeatPeriod, Omit::Empty);
        v(5, "", &SessionMessage::assignments, Omit::Empty);
    }
    bool operator==(const SessionMessage&) const = default;
};

struct HeartbeatRequest {
    std::string sessionId;

    template <class V> static void fields(V& v) { v(1, "", &HeartbeatRequest::sessionId, Omit::Empty); }
    bool operator==(const HeartbeatRequest&) const = default;
};

struct HeartbeatReply {
    DurationNs period = 0;

    template <class V> static void fields(V& v) { v(1, "", &HeartbeatReply::period, Omit::Empty); }
    bool operator==(const HeartbeatReply&) const = default;
};

struct TaskStatusUpdate {
    std::string taskId;
    TaskStatus status;

    template <class V> static void fields(V& v)
    {
        v(1, "", &TaskStatusUpdate::taskId, Omit::Empty);
        v(2, "", &TaskStatusUpdate::status, Omit::Never);
    }
    bool operator==(const TaskStatusUpdate&) const = default;
};

struct StatusRequest {
    std::string sessionId;
    std::vector<TaskStatusUpdate> updates;

    template <class V> static void fields(V& v)
    {
        v(1, "", &StatusRequest::sessionId, Omit::Empty);
        v(2, "", &StatusRequest::updates, Omit::Empty);
    }
    bool operator==(const StatusRequest&) const = default;
};

struct RaftJoinRequest {
    std::string addr; // host:port the other managers shall dial; an unspecified IP means "as you see me"

    template <class V> static void fields(V& v) { v(1, "", &RaftJoinRequest::addr, Omit::Empty); }
    bool operator==(const RaftJoinRequest&) const = default;
};

struct RaftMember {
    std::uint64_t raftId = 0;
    std::string nodeId, addr;

    template <class V> static void fields(V& v)
    {
        v(1, "", &RaftMember::raftId, Omit::Never);
        v(2, "", &RaftMember::nodeId, Omit::Empty);
        v(3, "", &RaftMember::addr, Omit::Empty);
    }
    bool operator==(const RaftMember&) const = default;
};

struct RaftJoinReply {
    std::uint64_t raftId = 0;
    std::vector<RaftMember> members;

    template <class V> static void fields(V& v)
    {
        v(1, "", &RaftJoinReply::raftId, Omit::Never);
        v(2, "", &RaftJoinReply::members, Omit::Empty);
    }
    bool operator==(const RaftJoinReply&) const = default;
};

// An API call carried to the leader.
struct ForwardRequest {
    std::string method, target;
    Labels headers;
    Bytes body;

    template <class V> static void fields(V& v)
    {
        v(1, "", &ForwardRequest::method, Omit::Empty);
        v(2, "", &ForwardRequest::target, Omit::Empty);
        v(3, "", &ForwardRequest::headers, Omit::Empty);
        v(4, "", &ForwardRequest::body, Omit::Empty);
    }
    bool operator==(const ForwardRequest&) const = default;
};

struct ForwardReply {
    std::int64_t status = 0;
    Labels headers;
    Bytes body;

    template <class V> static void fields(V& v)
    {
        v(1, "", &ForwardReply::status, Omit::Never);
        v(2, "", &ForwardReply::headers, Omit::Empty);
        v(3, "", &ForwardReply::body, Omit::Empty);
    }
    bool operator==(const ForwardReply&) const = default;
};

} // namespace skep::api

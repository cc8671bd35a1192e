#pragma once

#include "daemon/consensus/proposer.h"
#include "shared/api/messages.h"
#include "shared/async/task.h"
#include "shared/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the API needs of the node it runs on. Implemented by daemon/node; faked in tests.
namespace skep::engineapi {

// Docker API v1.46 POST /swarm/init, as decoded.
struct InitOptions {
    std::string listenAddr, advertiseAddr, dataPathAddr;
    std::uint32_t dataPathPort = 0;
    std::vector<std::string> defaultAddrPool;
    std::uint32_t subnetSize = 0;
    bool forceNewCluster = false;
    api::ClusterSpec spec; // complete
    api::Availability availability = api::Availability::Unspecified;
};

struct JoinOptions {
    std::string listenAddr, advertiseAddr, dataPathAddr;
    std::vector<std::string> remoteAddrs;
    api::SecretText joinToken;
    api::Availability availability = api::Availability::Unspecified;
};

// Docker's LocalNodeState, and what goes with it in GET /info.
struct LocalState {
    enum class Kind { Inactive, Pending, Active, Error, Locked };

    Kind kind = Kind::Inactive;
    std::string nodeId, nodeAddr; // IP
    bool manager = false;         // its certificate says manager
    std::string error;
    std::vector<api::ManagerAddress> remoteManagers;
};

// One voter or learner as this manager's Raft sees it.
struct RaftMemberView {
    std::uint64_t raftId = 0;
    std::string nodeId, addr; // host:port
    bool leader = false, voter = true, self = false;
    api::Reachability reachability = api::Reachability::Unknown;
    std::uint64_t match = 0;            // leader only
    std::int64_t lastContactMs = -1;    // leader only; -1: unknown
};

struct RaftView {
    std::uint64_t term = 0, commit = 0, applied = 0, last = 0;
    std::string role; // "leader", "follower", "candidate"
    std::vector<RaftMemberView> members;
};

// A running manager. Valid until the next suspension of the caller: ask Backend::manager() again after every await.
class ManagerBackend {
public:
    virtual ~ManagerBackend() = default;

    // This manager's replica; on the leader, after readBarrier(), as new as anything acknowledged.
    [[nodiscard]] virtual store::Store& store() = 0;
    // Leading, with everything committed before applied.
    [[nodiscard]] virtual bool isLeader() const = 0;
    [[nodiscard]] virtual consensus::Proposer& proposer() = 0;
    // After it the store shows every write acknowledged before the call (ReadIndex). Leader or follower.
    // Errors as leaderless requests have them (docker-api.md §15): Unknown "The swarm does not have a leader. …" at once when none has been
    // known for a while, DeadlineExceeded "context deadline exceeded" after the request limit of 20 s.
    [[nodiscard]] virtual async::Task<Result<void>> readBarrier() = 0;
    // Carries a request to the leader and its answer back. Errors as readBarrier(); Unavailable: it was not carried out and may be
    // asked again; Aborted: the connection broke or the time is over, it may have been carried out.
    [[nodiscard]] virtual async::Task<Result<api::ForwardReply>> forward(api::ForwardRequest request) = 0;
    [[nodiscard]] virtual RaftView raft() const = 0;
};

class Backend {
public:
    virtual ~Backend() = default;

    [[nodiscard]] virtual LocalState local() const = 0;
    // Null unless this node is a manager that is up (it may still have no leader).
    [[nodiscard]] virtual ManagerBackend* manager() = 0;
    // Socket of the container engine beside us; "" when there is none.
    [[nodiscard]] virtual std::string engineSocket() const = 0;
    [[nodiscard]] virtual std::string hostname() const = 0;

    // Resolve when the node is up (or after 20 s with Docker's text); the messages of errors are shown as they are.
    [[nodiscard]] virtual async::Task<Result<std::string>> init(InitOptions options) = 0; // node id
    [[nodiscard]] virtual async::Task<Result<void>> join(JoinOptions options) = 0;
    [[nodiscard]] virtual async::Task<Result<void>> leave(bool force) = 0;
};

} // namespace skep::engineapi

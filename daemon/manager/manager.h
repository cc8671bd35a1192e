#pragma once

#include "daemon/consensus/raftnode.h"
#include "daemon/engineapi/backend.h"
#include "daemon/manager/leaderterm.h"
#include "daemon/rpc/server.h"
#include "shared/async/task.h"

#include <functional>
#include <memory>
#include <optional>

namespace skep::manager {

// The first content of a new cluster.
struct Bootstrap {
    api::Cluster cluster;
    api::Node node;
};

struct ManagerOptions {
    std::string nodeId, clusterId;
    std::string listenAddr, advertiseAddr; // host:port
    std::function<rpc::TlsIdentity()> identity;
    std::optional<Bootstrap> bootstrap;
    // Answers an API request that another manager forwarded because we lead.
    std::function<async::Task<Result<api::ForwardReply>>(api::ForwardRequest)> serveForwarded;
    // The cluster's root is another one than ours: the certificate has to be renewed.
    std::function<void()> rootChanged;
    // This manager was removed from Raft, or its disk failed: it is closed and must not go on.
    std::function<void(std::optional<Error>)> ended;
};

// The part of a node that exists exactly while its certificate says manager: the replicated store, Raft, the cluster port, and while
// leading a LeaderTerm.
class Manager final : public engineapi::ManagerBackend {
public:
    // `storage` is empty for a founder and a joiner. Port and Raft start with start*().
    Manager(ManagerOptions options, std::unique_ptr<consensus::RaftStorage> storage);
    ~Manager() override;

    // A new cluster of one; resolves when its first objects are committed.
    [[nodiscard]] async::Task<Result<void>> startFounding();
    // Joins the managers' Raft through one of `managers`; resolves when this replica is a voter that knows its leader.
    [[nodiscard]] async::Task<Result<void>> startJoining(std::vector<api::ManagerAddress> managers, async::Stop stop);
    // Continues from what the storage holds. `forceNewCluster`: as the only member, whatever the log says (control-plane.md §B.12).
    [[nodiscard]] Result<void> startAgain(bool forceNewCluster);
    // Whether the storage holds a replica.
    [[nodiscard]] Result<bool> hasState();
    // After renewal of the certificate.
    void identityChanged();
    [[nodiscard]] async::Task<void> close();

    [[nodiscard]] store::Store& store() override { return m_store; }
    [[nodiscard]] bool isLeader() const override { return m_raft && m_raft->isLeader() && m_term; }
    [[nodiscard]] consensus::Proposer& proposer() override { return *m_raft; }
    [[nodiscard]] async::Task<Result<void>> readBarrier() override;
    [[nodiscard]] async::Task<Result<api::ForwardReply>> forward(api::ForwardRequest request) override;
    [[nodiscard]] engineapi::RaftView raft() const override;
    [[nodiscard]] bool running() const { return m_raft != nullptr; }
    // Whether the others keep a quorum if this manager goes.
    [[nodiscard]] bool othersSurvive() const { return m_raft && m_raft->survivesWithout(m_options.nodeId); }

private:
    [[nodiscard]] async::Task<Result<api::RaftJoinReply>> askToJoin(std::string managerAddr, async::Stop stop);
    [[nodiscard]] Result<void> listen();
    void registerHandlers();
    [[nodiscard]] Result<void> authorise(const rpc::Peer& peer, const rpc::MethodRow& row) const;
    [[nodiscard]] rpc::ClientTls clientTls() const;
    void run(consensus::RaftStorage::Stored stored, std::vector<raft::Member> introduced = {});
    void leadership(bool leading);
    [[nodiscard]] async::Task<void> beginTerm();
    [[nodiscard]] async::Task<void> endTerm(std::unique_ptr<LeaderTerm> term);
    [[nodiscard]] std::string leaderAddr() const;
    [[nodiscard]] async::Task<Result<Bytes>> clusterLeader();
    [[nodiscard]] async::Task<Result<Bytes>> caRoot();
    [[nodiscard]] async::Task<Result<Bytes>> caIssue(rpc::Peer peer, Bytes payload);
    [[nodiscard]] async::Task<Result<Bytes>> raftJoin(rpc::Peer peer, Bytes payload);
    [[nodiscard]] async::Task<Result<Bytes>> engineForward(Bytes payload);

    ManagerOptions m_options;
    std::unique_ptr<consensus::RaftStorage> m_storage;
    store::Store m_store;
    rpc::Server m_server;
    std::unique_ptr<consensus::RaftNode> m_raft;
    std::unique_ptr<LeaderTerm> m_term;
    std::shared_ptr<void> m_clusterWatch;
    async::Notify m_progress;
    async::TaskScope m_scope;
};

} // namespace skep::manager

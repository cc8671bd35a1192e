#pragma once

#include "daemon/agent/agent.h"
#include "daemon/agent/executor.h"
#include "daemon/agent/taskdb.h"
#include "daemon/consensus/raftstorage.h"
#include "daemon/engineapi/backend.h"
#include "daemon/manager/manager.h"
#include "daemon/node/statedir.h"
#include "shared/async/task.h"

#include <functional>
#include <memory>

namespace skep::node {

struct NodeOptions {
    std::string hostname, engineSocket;
};

// What the node is built on; made in main() and by tests.
struct Leaves {
    agent::Executor& executor;
    std::function<Result<std::unique_ptr<consensus::RaftStorage>>(const std::string& path, Bytes dataKey)> openRaft;
    std::function<Result<std::unique_ptr<agent::TaskDb>>(const std::string& path)> openTasks;
};

// This machine in a swarm, or in none: its identity and role, and which half of the daemon is alive because of it.
class Node final : public engineapi::Backend {
public:
    Node(NodeOptions options, Leaves leaves, StateDir stateDir);
    ~Node() override;

    // Answers API requests that other managers forward to us when we lead. Set before start().
    void serveForwarded(std::function<async::Task<Result<api::ForwardReply>>(api::ForwardRequest)> handler);
    // Continues the membership that the state directory tells of, if any. Error: it cannot be continued; local() says so too.
    [[nodiscard]] async::Task<Result<void>> start();
    // Containers keep running.
    [[nodiscard]] async::Task<void> close();

    [[nodiscard]] engineapi::LocalState local() const override;
    [[nodiscard]] engineapi::ManagerBackend* manager() override;
    [[nodiscard]] std::string engineSocket() const override { return m_options.engineSocket; }
    [[nodiscard]] std::string hostname() const override { return m_options.hostname; }
    [[nodiscard]] async::Task<Result<std::string>> init(engineapi::InitOptions options) override;
    [[nodiscard]] async::Task<Result<void>> join(engineapi::JoinOptions options) override;
    [[nodiscard]] async::Task<Result<void>> leave(bool force) override;

private:
    using Kind = engineapi::LocalState::Kind;

    [[nodiscard]] async::Task<Result<std::string>> found(engineapi::InitOptions options);
    [[nodiscard]] async::Task<Result<std::string>> forceNewCluster(engineapi::InitOptions options);
    [[nodiscard]] async::Task<void> joining(engineapi::JoinOptions options, Membership membership, async::Pending<void> done);
    [[nodiscard]] Result<std::unique_ptr<manager::Manager>> makeManager(std::optional<manager::Bootstrap> bootstrap);
    [[nodiscard]] Result<void> startAgent();
    [[nodiscard]] async::Task<void> stopParts();
    [[nodiscard]] async::Task<void> abandon(Error error);
    void adopt(rpc::TlsIdentity identity);
    [[nodiscard]] bool hasManagerCertificate() const;
    void nodeChanged(const api::Node& node);
    void managersHeard(std::vector<api::ManagerAddress> managers);
    void managerEnded(std::optional<Error> error);
    [[nodiscard]] async::Task<void> roleLoop();
    [[nodiscard]] async::Task<Result<void>> becomeManager();
    [[nodiscard]] async::Task<Result<void>> becomeWorker();
    [[nodiscard]] async::Task<Result<void>> renew();
    [[nodiscard]] async::Task<void> dropManager(bool removeState);
    [[nodiscard]] std::vector<api::ManagerAddress> knownManagers() const;
    void scheduleRenewal();
    [[nodiscard]] Result<void> checkLeave(bool force) const;

    NodeOptions m_options;
    Leaves m_leaves;
    StateDir m_stateDir;
    std::function<async::Task<Result<api::ForwardReply>>(api::ForwardRequest)> m_serveForwarded;

    Kind m_kind = Kind::Inactive;
    std::string m_error;
    Membership m_membership;
    rpc::TlsIdentity m_identity;
    api::NodeRole m_wantedRole = api::NodeRole::Unspecified;
    bool m_managerLost = false, m_renewalDue = false;
    std::unique_ptr<agent::TaskDb> m_tasks;
    std::unique_ptr<agent::Agent> m_agent;
    std::unique_ptr<manager::Manager> m_manager;
    async::Timer m_renewal;
    async::Notify m_roleChanged;
    std::unique_ptr<async::TaskScope> m_membershipScope; // everything that ends when the node leaves
};

} // namespace skep::node

#pragma once

#include "daemon/consensus/raftnode.h"
#include "shared/async/task.h"
#include "shared/store/store.h"

#include <memory>
#include <string>

namespace skep::manager {

// Brings each node's role to the one wanted (control-plane.md §A.12). Promotion just changes the role its certificates get; on
// demotion the node leaves Raft first, because a worker's certificate on a voter would cost quorum. Also drops Raft members whose
// node is gone.
class RoleReconciler {
public:
    RoleReconciler(store::Store& store, consensus::RaftNode& raft) : m_store(store), m_raft(raft) {}

    void start();
    [[nodiscard]] async::Task<void> close();

private:
    [[nodiscard]] async::Task<void> run();
    [[nodiscard]] async::Task<bool> reconcile();
    [[nodiscard]] async::Task<Result<void>> promote(std::string nodeId);
    [[nodiscard]] async::Task<Result<void>> demote(std::string nodeId);
    [[nodiscard]] async::Task<Result<void>> setRole(std::string nodeId, api::NodeRole role);

    store::Store& m_store;
    consensus::RaftNode& m_raft;
    std::shared_ptr<void> m_subscription;
    async::Notify m_changed;
    async::TaskScope m_scope;
};

} // namespace skep::manager

#pragma once

#include "daemon/ca/caservice.h"
#include "daemon/consensus/raftnode.h"
#include "daemon/dispatcher/dispatcher.h"
#include "daemon/manager/reconcilerloop.h"
#include "daemon/manager/rolereconciler.h"

#include <functional>

namespace skep::manager {

// Everything that is true only while we lead; losing leadership destroys it.
class LeaderTerm {
public:
    LeaderTerm(store::Store& store, consensus::RaftNode& raft, std::function<void(const std::string&)> cutOff);

    void start();
    [[nodiscard]] async::Task<void> close();

    [[nodiscard]] ca::CaService& ca() { return m_ca; }
    [[nodiscard]] dispatcher::Dispatcher& dispatcher() { return m_dispatcher; }
    void membersChanged();

private:
    ca::CaService m_ca;
    dispatcher::Dispatcher m_dispatcher;
    ReconcilerLoop m_reconcilers;
    RoleReconciler m_roles;
    async::TaskScope m_scope;
};

// The managers as agents are told about them.
[[nodiscard]] std::vector<api::ManagerAddress> managerAddresses(const consensus::RaftNode& raft);

} // namespace skep::manager

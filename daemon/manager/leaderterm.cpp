#include "daemon/manager/leaderterm.h"

namespace skep::manager {

std::vector<api::ManagerAddress> managerAddresses(const consensus::RaftNode& raft)
{
    std::vector<api::ManagerAddress> managers;
    const auto status = raft.status();
    for (const auto& [id, member] : status.configuration->voters)
        managers.push_back({member.nodeId, member.address});
    for (const auto& [id, member] : status.configuration->learners)
        managers.push_back({member.nodeId, member.address});
    return managers;
}

LeaderTerm::LeaderTerm(store::Store& store, consensus::RaftNode& raft, std::function<void(const std::string&)> cutOff)
    : m_ca(store, raft)
    , m_dispatcher(store, raft, [&raft] { return managerAddresses(raft); }, std::move(cutOff))
    , m_reconcilers(store, raft)
    , m_roles(store, raft)
{
}

void LeaderTerm::start()
{
    m_scope.spawn("dispatcher start", m_dispatcher.start());
    m_reconcilers.start();
    m_roles.start();
}

void LeaderTerm::membersChanged() { m_dispatcher.managersChanged(); }

async::Task<void> LeaderTerm::close()
{
    co_await m_roles.close();
    co_await m_reconcilers.close();
    co_await m_dispatcher.close();
    co_await m_scope.close();
}

} // namespace skep::manager

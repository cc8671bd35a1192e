#include "daemon/manager/rolereconciler.h"

#include "daemon/ca/capolicy.h"
#include "shared/base/logging.h"

namespace skep::manager {
namespace {

constexpr auto RetryInterval = 1s;

} // namespace

void RoleReconciler::start()
{
    m_subscription = m_store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) {
        for (const store::Event& event : events)
            if (store::as<api::Node>(event.object))
                m_changed.notify();
    });
    m_scope.spawn("role reconciler", run());
}

async::Task<void> RoleReconciler::close()
{
    m_subscription.reset();
    co_await m_scope.close();
}

async::Task<void> RoleReconciler::run()
{
    for (;;) {
        const bool done = co_await reconcile();
        const auto woken = co_await m_changed.wait(m_scope.stop(), done ? -1ns : std::chrono::nanoseconds(RetryInterval));
        if (!woken)
            co_return;
    }
}

async::Task<bool> RoleReconciler::reconcile()
{
    bool done = true;
    for (const auto& node : m_store.all<api::Node>()) {
        if (m_scope.stop().requested())
            co_return true;
        if (node->spec.role == node->role || node->spec.role == api::NodeRole::Unspecified)
            continue;
        Result<void> result;
        if (node->spec.role == api::NodeRole::Manager)
            result = co_await promote(node->id);
        else
            result = co_await demote(node->id);
        if (!result) {
            qCInfo(logNode) << "role change waits, node=" << log(node->id) << log(result.error().message);
            done = false;
        }
    }
    // Members without a node: it was removed while its Raft removal was pending.
    const auto configuration = m_raft.status().configuration;
    for (const auto& [id, member] : configuration->voters) {
        if (m_scope.stop().requested() || m_store.get<api::Node>(member.nodeId) || !m_store.cluster()
            || !ca::isRemoved(*m_store.cluster(), member.nodeId))
            continue;
        const auto result = co_await m_raft.removeMember(member.nodeId);
        if (!result)
            done = false;
    }
    co_return done;
}

async::Task<Result<void>> RoleReconciler::promote(std::string nodeId)
{
    auto result = co_await setRole(nodeId, api::NodeRole::Manager);
    co_return result;
}

async::Task<Result<void>> RoleReconciler::demote(std::string nodeId)
{
    const auto status = m_raft.status();
    const raft::Member* self = status.configuration->find(status.self);
    bool member = false;
    for (const auto* group : {&status.configuration->voters, &status.configuration->learners})
        for (const auto& [id, m] : *group)
            member = member || m.nodeId == nodeId;
    if (member) {
        if (!m_raft.survivesWithout(nodeId))
            co_return fail(ErrorCode::FailedPrecondition, "can't remove member from the raft: this would result in a loss of quorum");
        if (self && self->nodeId == nodeId) {
            // The next leader removes us.
            auto handed = co_await m_raft.transferLeadership();
            co_return handed;
        }
        const auto removed = co_await m_raft.removeMember(nodeId);
        if (!removed)
            co_return removed;
    }
    auto result = co_await setRole(nodeId, api::NodeRole::Worker);
    co_return result;
}

async::Task<Result<void>> RoleReconciler::setRole(std::string nodeId, api::NodeRole role)
{
    auto result = co_await m_raft.update([nodeId, role](store::Tx& tx) -> Result<void> {
        const auto node = tx.get<api::Node>(nodeId);
        if (!node || node->spec.role != role || node->role == role)
            return {};
        api::Node changed = *node;
        changed.role = role;
        return tx.update(std::move(changed));
    });
    co_return result;
}

} // namespace skep::manager

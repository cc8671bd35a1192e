#include "daemon/engineapi/filters.h"
#include "daemon/engineapi/lookup.h"
#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"
#include "shared/api/json.h"
#include "shared/api/validation.h"

namespace skep::engineapi {
namespace {

constexpr Nanoseconds BlacklistGrace = std::chrono::hours(7 * 24);

bool isMember(const RaftView& raft, const std::string& nodeId)
{
    return std::any_of(raft.members.begin(), raft.members.end(), [&](const RaftMemberView& m) { return m.nodeId == nodeId; });
}

// Docker's order of checks for a demotion (control-plane.md §G.6).
Result<void> checkDemotion(const store::View& view, const RaftView& raft, const api::Node& node)
{
    std::size_t managers = 0;
    for (const auto& other : view.all<api::Node>())
        managers += other->role == api::NodeRole::Manager ? 1 : 0;
    if (managers == 1 && node.role == api::NodeRole::Manager)
        return fail(ErrorCode::FailedPrecondition, "attempting to demote the last manager of the swarm");
    if (!isMember(raft, node.id))
        return fail(ErrorCode::NotFound, "can't find manager in raft memberlist");
    std::size_t left = 0, reachable = 0;
    for (const RaftMemberView& member : raft.members) {
        if (!member.voter || member.nodeId == node.id)
            continue;
        ++left;
        reachable += member.reachability == api::Reachability::Reachable ? 1 : 0;
    }
    if (reachable < left / 2 + 1)
        return fail(ErrorCode::FailedPrecondition, "can't remove member from the raft: this would result in a loss of quorum");
    return {};
}

// The certificate of a removed node is refused until it has expired; older entries have done their work.
void blacklist(api::Cluster& cluster, const api::Node& node, Timestamp now)
{
    std::erase_if(cluster.removedNodes,
        [&](const api::RemovedNode& removed) { return !removed.expiry.isZero() && now - BlacklistGrace > removed.expiry; });
    cluster.removedNodes.push_back({node.id, node.certificateExpiry});
}

Result<void> removeNode(store::Tx& tx, const RaftView& raft, const std::string& id, bool force, Timestamp now)
{
    const auto node = tx.get<api::Node>(id);
    if (!node)
        return fail(ErrorCode::NotFound, "node " + id + " not found");
    if (node->spec.role == api::NodeRole::Manager && isMember(raft, id))
        return fail(ErrorCode::FailedPrecondition,
            "node " + id + " is a cluster manager and is a member of the raft cluster. It must be demoted to worker before removal");
    if (!force && node->status.state == api::NodeState::Ready)
        return fail(ErrorCode::FailedPrecondition, "node " + id + " is not down and can't be removed");
    for (const auto& task : tx.tasksOfNode(id)) {
        if (task->status.state >= api::TaskState::Complete)
            continue;
        api::Task orphan = *task;
        orphan.status.state = api::TaskState::Orphaned;
        orphan.status.message = "node was removed from the swarm";
        orphan.status.timestamp = orphan.status.appliedAt = now;
        SKEP_CHECK(tx.update(std::move(orphan)));
    }
    api::Cluster cluster = *tx.cluster();
    blacklist(cluster, *node, now);
    SKEP_CHECK(tx.update(std::move(cluster)));
    return tx.remove<api::Node>(id);
}

} // namespace

async::Task<http::Response> nodeList(Context context)
{
    const auto filters
        = Filters::parse(context.query("filters"), {"id", "label", "membership", "name", "node.label", "role"});
    if (!filters)
        co_return plainError(filters.error());
    for (const std::string& role : filters->values("role"))
        if (role != "worker" && role != "manager")
            co_return plainError(ErrorCode::Unknown, "Invalid role filter: '" + role + "'");
    for (const std::string& membership : filters->values("membership"))
        if (membership != "accepted" && membership != "pending")
            co_return plainError(ErrorCode::Unknown, "Invalid membership filter: '" + membership + "'");
    ManagerBackend& manager = *context.backend.manager();
    const RaftView raft = manager.raft();
    std::vector<std::string> shown;
    for (const auto& node : manager.store().all<api::Node>()) {
        const std::string& name = node->spec.name.empty() ? node->description.hostname : node->spec.name;
        if (filters->prefix("id", node->id) && filters->prefix("name", name)
            && filters->labels("label", node->description.engine.labels) && filters->labels("node.label", node->spec.labels)
            && filters->exact("role", api::text(node->spec.role)) && filters->exact("membership", "accepted"))
            shown.push_back(render(*node, raft));
    }
    co_return jsonList(shown);
}

async::Task<http::Response> nodeInspect(Context context)
{
    ManagerBackend& manager = *context.backend.manager();
    const auto node = look<api::Node>(manager.store(), "node", context.parameter());
    if (!node)
        co_return plainError(node.error());
    co_return json(render(**node, manager.raft()));
}

async::Task<http::Response> nodeUpdate(Context context)
{
    const auto version = context.updateVersion("node");
    if (!version)
        co_return plainError(version.error());
    if (const auto readable = context.checkJsonBody(); !readable)
        co_return plainError(readable.error());
    const auto spec = api::fromJson<api::NodeSpec>(context.request->body.empty() ? "{}" : context.request->body);
    if (!spec)
        co_return plainError(spec.error());
    if (const auto valid = api::checkRequest(*spec); !valid)
        co_return plainError(valid.error());
    ManagerBackend& manager = *context.backend.manager();
    const auto found = look<api::Node>(manager.store(), "node", context.parameter());
    if (!found)
        co_return plainError(found.error());
    const RaftView raft = manager.raft();
    const auto written
        = co_await manager.proposer().update([id = (*found)->id, version = *version, spec = *spec, raft](store::Tx& tx) -> Result<void> {
              const auto node = tx.get<api::Node>(id);
              if (!node)
                  return fail(ErrorCode::NotFound, "node " + id + " not found");
              if (node->meta.version.index != version)
                  return fail(ErrorCode::Unknown, "update out of sequence");
              if (node->spec.role == api::NodeRole::Manager && spec.role == api::NodeRole::Worker)
                  SKEP_CHECK(checkDemotion(tx, raft, *node));
              api::Node changed = *node;
              changed.spec = spec;
              if (spec.availability != api::Availability::Drain)
                  changed.gapFreeDrain.reset();
              return tx.update(std::move(changed));
          });
    if (!written)
        co_return rpcError(written.error());
    co_return empty();
}

async::Task<http::Response> nodeRemove(Context context)
{
    ManagerBackend& manager = *context.backend.manager();
    const auto found = look<api::Node>(manager.store(), "node", context.parameter());
    if (!found)
        co_return plainError(found.error());
    const auto written = co_await manager.proposer().update(
        [id = (*found)->id, force = context.flag("force"), raft = manager.raft(), now = async::loop().now()](store::Tx& tx) {
            return removeNode(tx, raft, id, force, now);
        });
    if (!written)
        co_return rpcError(written.error());
    co_return empty();
}

} // namespace skep::engineapi

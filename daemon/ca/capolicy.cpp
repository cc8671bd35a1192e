#include "daemon/ca/capolicy.h"

#include "shared/pki/jointoken.h"

namespace skep::ca {
namespace {

pki::Role roleOf(api::NodeRole role) { return role == api::NodeRole::Manager ? pki::Role::Manager : pki::Role::Worker; }

} // namespace

bool isRemoved(const api::Cluster& cluster, const std::string& nodeId)
{
    return std::any_of(cluster.removedNodes.begin(), cluster.removedNodes.end(),
        [&](const api::RemovedNode& removed) { return removed.nodeId == nodeId; });
}

Result<Grant> decide(
    const store::View& view, const Caller& caller, const api::CaIssueRequest& request, const std::string& newId)
{
    const auto cluster = view.cluster();
    if (!cluster)
        return fail(ErrorCode::Unavailable, "the cluster is still being set up");
    if (!caller.nodeId.empty() && caller.clusterId == cluster->id && !isRemoved(*cluster, caller.nodeId))
        if (const auto node = view.get<api::Node>(caller.nodeId))
            return Grant{{node->id, roleOf(node->role), cluster->id}, false, 0};
    // Both comparisons are made in any case, so that the time does not tell which token it was close to.
    const bool manager = equalConstantTime(request.token, cluster->joinTokens.manager);
    const bool worker = equalConstantTime(request.token, cluster->joinTokens.worker);
    if (manager)
        return Grant{{newId, pki::Role::Manager, cluster->id}, true, cluster->managerTokenGeneration.number};
    if (worker)
        return Grant{{newId, pki::Role::Worker, cluster->id}, true, cluster->workerTokenGeneration.number};
    return fail(ErrorCode::InvalidArgument, "A valid join token is necessary to join this cluster");
}

void rotateToken(api::Cluster& cluster, pki::Role role, Timestamp now)
{
    const std::string fresh = pki::JoinToken::create(cluster.rootCaCert).text();
    const bool manager = role == pki::Role::Manager;
    (manager ? cluster.joinTokens.manager : cluster.joinTokens.worker) = fresh;
    api::TokenGeneration& generation = manager ? cluster.managerTokenGeneration : cluster.workerTokenGeneration;
    generation = {generation.number + 1, now};
}

} // namespace skep::ca

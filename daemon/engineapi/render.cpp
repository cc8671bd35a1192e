#include "daemon/engineapi/render.h"

#include "shared/api/json.h"

namespace skep::engineapi {

std::string render(api::Node node, const RaftView& raft)
{
    for (const RaftMemberView& member : raft.members)
        if (member.nodeId == node.id)
            node.managerStatus = api::ManagerStatus{member.leader, member.reachability, member.addr};
    return api::toJson(node);
}

std::string render(api::Task task, const store::View& view, ApiNumber)
{
    for (api::NetworkAttachment& attachment : task.networks)
        if (const auto network = view.get<api::Network>(attachment.networkId))
            attachment.network = *network;
    task.spec.runtime.clear();
    return renderBare(std::move(task));
}

std::string renderBare(api::Task task)
{
    // Docker counts the slots of jobs from 0, those of services from 1; clients add 1 when they show the progress of a job.
    if (task.jobIteration && task.slot > 0)
        --task.slot;
    return api::toJson(task);
}

std::string render(api::Service service) { return api::toJson(service); }

std::string render(api::Cluster cluster, bool withTokens)
{
    if (withTokens)
        cluster.shownTokens = cluster.joinTokens;
    cluster.spec.ca.signingCaCert.clear();
    cluster.spec.ca.signingCaKey.clear();
    return api::toJson(cluster);
}

api::ServiceStatus serviceStatus(const store::View& view, const api::Service& service)
{
    api::ServiceStatus status;
    const api::ServiceMode& mode = service.spec.mode;
    const bool job = mode.replicatedJob || mode.globalJob;
    for (const auto& task : view.tasksOfService(service.id)) {
        const bool current = !job || (service.jobStatus && task->jobIteration == service.jobStatus->jobIteration);
        if (!current)
            continue;
        status.runningTasks += task->status.state == api::TaskState::Running ? 1 : 0;
        if (job)
            status.completedTasks += task->status.state == api::TaskState::Complete ? 1 : 0;
        if (mode.global && task->desiredState <= api::TaskState::Running)
            ++status.desiredTasks;
        if (mode.globalJob && task->desiredState == api::TaskState::Complete && task->status.state != api::TaskState::Complete)
            ++status.desiredTasks;
    }
    if (mode.replicated)
        status.desiredTasks = mode.replicated->replicas.value_or(1);
    if (mode.replicatedJob)
        status.desiredTasks = mode.replicatedJob->maxConcurrent.value_or(1);
    return status;
}

http::Response jsonList(const std::vector<std::string>& values)
{
    std::string list = "[";
    for (const std::string& value : values) {
        if (list.size() > 1)
            list += ',';
        list += value;
    }
    return json(list + "]");
}

} // namespace skep::engineapi

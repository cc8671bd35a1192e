#include "shared/orchestrator/taskinit.h"

namespace skep::orchestrator {

using api::TaskState;

bool isJob(const api::Service& service)
{
    return service.spec.mode.replicatedJob || service.spec.mode.globalJob;
}

TaskState goal(const api::Service& service)
{
    return isJob(service) ? TaskState::Complete : TaskState::Running;
}

api::Task newTask(const api::Cluster* cluster, const api::Service& service, std::uint64_t slot,
    const std::string& nodeId, Timestamp now, Rng& rng)
{
    api::Task task;
    task.id = makeId(rng);
    task.spec = service.spec.task;
    task.specVersion = service.specVersion;
    task.serviceId = service.id;
    task.serviceName = service.spec.name;
    task.serviceLabels = service.spec.labels;
    task.slot = slot;
    task.nodeId = nodeId;
    task.status = {.timestamp = now, .state = TaskState::New, .message = "created", .appliedAt = now};
    task.desiredState = goal(service);
    task.endpoint = service.endpoint;
    task.endpoint.spec = service.spec.endpointSpec.value_or(api::EndpointSpec{});
    if (isJob(service))
        task.jobIteration = service.jobStatus ? service.jobStatus->jobIteration : api::Version{};
    if (service.spec.task.logDriver)
        task.logDriver = service.spec.task.logDriver;
    else if (cluster)
        task.logDriver = cluster->spec.taskDefaults.logDriver;
    return task;
}

} // namespace skep::orchestrator

#include "shared/orchestrator/dirty.h"

#include "shared/scheduler/constraintmatch.h"

namespace skep::orchestrator {

using api::TaskState;

namespace {

// Absent and default count as the same: the allocator may have filled in either.
api::EndpointSpec normal(api::EndpointSpec spec)
{
    if (spec.mode == api::EndpointMode::Unspecified)
        spec.mode = api::EndpointMode::Vip;
    for (api::PortConfig& port : spec.ports) {
        if (port.protocol == api::PortProtocol::Unspecified)
            port.protocol = api::PortProtocol::Tcp;
        if (port.publishMode == api::PublishMode::Unspecified)
            port.publishMode = api::PublishMode::Ingress;
    }
    return spec;
}

bool wasPrepared(const api::Task& task)
{
    return isWanted(task) && task.status.state >= TaskState::Ready && task.status.state <= TaskState::Running;
}

} // namespace

bool isDirty(const store::View& view, const api::Service& service, const api::Task& task)
{
    if (service.specVersion == task.specVersion)
        return false;
    if (normal(service.spec.endpointSpec.value_or(api::EndpointSpec{})) != normal(task.endpoint.spec))
        return true;
    if (service.spec.task == task.spec)
        return false;

    api::TaskSpec wanted = service.spec.task;
    if (wasPrepared(task) && wanted.container && task.spec.container)
        wanted.container.edit().registryAuth = task.spec.container->registryAuth;
    if (wanted == task.spec)
        return false;

    const api::Placement placement = wanted.placement.value_or(api::Placement{});
    wanted.placement = task.spec.placement;
    if (wanted != task.spec)
        return true;
    const auto node = view.get<api::Node>(task.nodeId);
    return !node || !scheduler::matches(*node, placement);
}

} // namespace skep::orchestrator

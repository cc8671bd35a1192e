#include "shared/planning/copy.h"

#include <algorithm>

namespace skep::planning {

namespace {

store::Ptr<api::Task> completed(const store::View& view, const store::Ptr<api::Task>& task)
{
    if (task->serviceId.empty() || !task->serviceName.empty()) // a leader's own
        return task;
    const auto service = view.get<api::Service>(task->serviceId);
    if (!service)
        return task;
    api::Task whole = *task;
    whole.serviceName = service->spec.name;
    whole.serviceLabels = service->spec.labels;
    whole.endpoint = service->endpoint;
    whole.specVersion = service->specVersion;
    if (whole.spec.runtime.empty())
        whole.spec.runtime = service->spec.task.runtime;
    for (api::NetworkAttachment& attachment : whole.networks)
        if (attachment.networkId.empty() && attachment.network)
            attachment.networkId = attachment.network->id;
    return std::make_shared<const api::Task>(std::move(whole));
}

} // namespace

Copy copyOf(const store::View& view)
{
    Copy copy;
    const auto add = [&copy](const auto& object) {
        copy.version = std::max(copy.version, object->meta.version.index);
        copy.objects.emplace_back(object);
    };
    std::ranges::for_each(view.all<api::Cluster>(), add);
    std::ranges::for_each(view.all<api::Node>(), add);
    std::ranges::for_each(view.all<api::Service>(), add);
    std::ranges::for_each(view.all<api::Network>(), add);
    for (const auto& task : view.all<api::Task>())
        add(completed(view, task));
    return copy;
}

} // namespace skep::planning

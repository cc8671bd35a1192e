#include "shared/planning/network.h"

#include <algorithm>
#include <utility>

namespace skep::planning {

using api::TaskState;

namespace {

bool publishesIngress(const api::Endpoint& endpoint)
{
    return std::ranges::any_of(
        endpoint.ports, [](const api::PortConfig& port) { return port.publishMode != api::PublishMode::Host; });
}

std::vector<api::NetworkAttachment> attachments(
    const store::View& view, const api::Task& task, const api::Service& service)
{
    std::vector<api::NetworkAttachment> result;
    if (publishesIngress(service.endpoint))
        for (const auto& network : view.all<api::Network>())
            if (network->spec.ingress)
                result.push_back({.networkId = network->id});
    for (const auto& config : task.spec.networks.empty() ? service.spec.networks : task.spec.networks)
        result.push_back({.networkId = config.target, .aliases = config.aliases});
    return result;
}

} // namespace

void NetworkSide::start(const store::View& view, Timestamp)
{
    m_new.clear();
    for (const auto& task : view.all<api::Task>())
        if (task->status.state == TaskState::New)
            m_new.insert(task->id);
}

void NetworkSide::observe(const store::Event& event)
{
    const auto task = store::as<api::Task>(event.object);
    if (task && event.action != store::Action::Remove && task->status.state == TaskState::New)
        m_new.insert(task->id);
}

std::optional<Timestamp> NetworkSide::reconcile(store::Tx& tx, Timestamp now, Rng&)
{
    for (const std::string& id : std::exchange(m_new, {})) {
        const auto task = tx.get<api::Task>(id);
        if (!task || task->status.state != TaskState::New || task->desiredState > TaskState::Shutdown)
            continue;
        const auto service = task->serviceId.empty() ? nullptr : tx.get<api::Service>(task->serviceId);
        if (!service && !task->serviceId.empty() && task->desiredState != TaskState::Shutdown)
            continue; // on its way out
        api::Task next = *task;
        next.status.timestamp = now;
        next.status.err.clear();
        next.status.state = task->desiredState == TaskState::Shutdown ? TaskState::Shutdown : TaskState::Pending;
        if (service) {
            next.endpoint = service->endpoint;
            next.networks = attachments(tx, *task, *service);
        }
        // Cannot fail: the task was read from this transaction.
        (void)tx.update(std::move(next));
    }
    return std::nullopt;
}

} // namespace skep::planning

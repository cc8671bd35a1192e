#include "daemon/engineapi/servicewrites.h"

#include "shared/base/rng.h"
#include "shared/orchestrator/revisions.h"
#include "shared/orchestrator/updateslots.h"
#include "shared/scheduler/constraintmatch.h"

#include <utility>

namespace skep::engineapi {
namespace {

bool isIngress(const api::PortConfig& port) { return port.publishMode != api::PublishMode::Host; }

// Ports of other services (orchestration.md §1.6): an ingress port excludes everybody, two host ports are the scheduler's business.
Result<void> checkPorts(const store::Tx& tx, const std::string& id, const api::ServiceSpec& spec)
{
    if (!spec.endpointSpec)
        return {};
    for (const api::PortConfig& wanted : spec.endpointSpec->ports) {
        if (wanted.publishedPort == 0)
            continue;
        for (const auto& other : tx.all<api::Service>()) {
            if (other->id == id)
                continue;
            const auto clash = [&](const std::vector<api::PortConfig>& ports) -> const api::PortConfig* {
                for (const api::PortConfig& taken : ports)
                    if (taken.publishedPort == wanted.publishedPort && taken.protocol == wanted.protocol
                        && (isIngress(taken) || isIngress(wanted)))
                        return &taken;
                return nullptr;
            };
            const api::PortConfig* taken = other->spec.endpointSpec ? clash(other->spec.endpointSpec->ports) : nullptr;
            if (!taken)
                taken = clash(other->endpoint.ports);
            if (taken)
                return fail(ErrorCode::InvalidArgument,
                    "port '" + std::to_string(wanted.publishedPort) + "' is already in use by service '" + other->spec.name + "' ("
                        + other->id + ") as " + (isIngress(*taken) ? "an ingress" : "a host-published") + " port");
        }
    }
    return {};
}

// Networks may be named; the store keeps ids. Secrets and configs must be there under the name given.
Result<void> resolveReferences(const store::Tx& tx, api::ServiceSpec& spec)
{
    for (auto* list : {&spec.task.networks, &spec.networks}) {
        for (api::NetworkAttachmentConfig& attachment : *list) {
            if (tx.get<api::Network>(attachment.target))
                continue;
            const auto named = tx.byName<api::Network>(attachment.target);
            // The engine's own networks of every node are taken by their names.
            if (named.empty() && attachment.target != "bridge" && attachment.target != "host" && attachment.target != "none")
                return fail(ErrorCode::NotFound, "network " + attachment.target + " not found");
            if (!named.empty())
                attachment.target = named.front()->id;
        }
        for (const api::NetworkAttachmentConfig& attachment : *list)
            if (const auto network = tx.get<api::Network>(attachment.target); network && network->spec.ingress)
                return fail(ErrorCode::InvalidArgument, "Service cannot be explicitly attached to the ingress network \"" + network->spec.name + "\"");
    }
    if (!spec.task.container)
        return {};
    for (const auto& reference : spec.task.container->secrets) {
        const auto secret = tx.get<api::Secret>(reference.secretId);
        if (!secret || secret->spec.name != reference.secretName)
            return fail(ErrorCode::InvalidArgument, "secret not found: " + reference.secretName);
    }
    for (const auto& reference : spec.task.container->configs) {
        const auto config = tx.get<api::Config>(reference.configId);
        if (!config || config->spec.name != reference.configName)
            return fail(ErrorCode::InvalidArgument, "config not found: " + reference.configName);
    }
    return {};
}

const std::string& authOf(const api::ServiceSpec& spec)
{
    static const std::string none;
    return spec.task.container ? spec.task.container->registryAuth : none;
}

bool isJob(const api::ServiceSpec& spec) { return spec.mode.replicatedJob || spec.mode.globalJob; }

bool sameMode(const api::ServiceMode& a, const api::ServiceMode& b)
{
    return a.replicated.has_value() == b.replicated.has_value() && a.global.has_value() == b.global.has_value()
        && a.replicatedJob.has_value() == b.replicatedJob.has_value() && a.globalJob.has_value() == b.globalJob.has_value();
}

Result<void> rollBack(const store::Tx& tx, api::Service& service, const ServiceUpdate& update)
{
    api::ServiceSpec spec;
    api::Version specVersion;
    std::string message = "manually requested rollback", cause = "rollback";
    if (update.toRevision) {
        const std::string number = std::to_string(*update.toRevision);
        const auto revision = orchestrator::pastRevision(service, *update.toRevision);
        if (!revision) {
            const auto known = orchestrator::revisionsOf(service);
            if (*update.toRevision == known.back().number)
                return fail(ErrorCode::FailedPrecondition, "service " + service.spec.name + " is at revision " + number + " already");
            return fail(ErrorCode::NotFound,
                "service " + service.spec.name + " has no revision " + number + ": those from " + std::to_string(known.front().number)
                    + " to " + std::to_string(known.back().number) + " are kept");
        }
        spec = revision->spec;
        specVersion = revision->specVersion;
        message += " to revision " + number;
        cause += " to " + number;
    } else {
        if (!service.previousSpec)
            return fail(ErrorCode::FailedPrecondition, "service " + service.id + " does not have a previous spec");
        spec = *service.previousSpec;
        specVersion = service.previousSpecVersion;
        if (const auto like = orchestrator::revisionLike(service, spec, specVersion); like != 0)
            cause += " to " + std::to_string(like);
    }
    // The world may have changed since it was in force.
    SKEP_CHECK(resolveReferences(tx, spec));
    SKEP_CHECK(checkPorts(tx, service.id, spec));
    service.previousSpec = service.spec;
    service.previousSpecVersion = service.specVersion;
    orchestrator::revise(service, std::move(spec), specVersion, update.now, cause);
    service.updateStatus = api::UpdateStatus{api::UpdateState::RollbackStarted, update.now, {}, message};
    return {};
}

Result<api::Service> known(const store::Tx& tx, const std::string& id)
{
    const auto service = tx.get<api::Service>(id);
    if (!service)
        return fail(ErrorCode::NotFound, "service " + id + " not found");
    return *service;
}

} // namespace

Result<void> createService(store::Tx& tx, const std::string& id, api::ServiceSpec spec, Timestamp now)
{
    SKEP_CHECK(resolveReferences(tx, spec));
    SKEP_CHECK(checkPorts(tx, id, spec));
    api::Service service;
    service.id = id;
    if (isJob(spec))
        service.jobStatus = api::JobStatus{{}, now};
    service.spec = std::move(spec);
    service.revision = 1;
    service.revisedAt = now;
    service.revisionCause = "create";
    const std::string name = service.spec.name;
    if (!tx.byName<api::Service>(name).empty())
        return fail(ErrorCode::AlreadyExists, "name conflicts with an existing object: service " + name + " already exists");
    return tx.create(std::move(service));
}

Result<void> updateService(store::Tx& tx, const ServiceUpdate& update)
{
    const auto present = tx.get<api::Service>(update.id);
    if (!present)
        return fail(ErrorCode::NotFound, "service " + update.id + " not found");
    if (present->meta.version.index != update.version)
        return fail(ErrorCode::Unknown, "update out of sequence");
    api::Service service = *present;
    if (update.rollback) {
        SKEP_CHECK(rollBack(tx, service, update));
    } else {
        api::ServiceSpec spec = update.spec;
        SKEP_CHECK(resolveReferences(tx, spec));
        if (spec.name != present->spec.name && !spec.name.empty())
            return fail(ErrorCode::Unimplemented, "renaming services is not supported");
        spec.name = present->spec.name;
        if (!sameMode(spec.mode, present->spec.mode))
            return fail(ErrorCode::Unimplemented, "service mode change is not allowed");
        SKEP_CHECK(checkPorts(tx, update.id, spec));
        if (spec.task.container && spec.task.container->registryAuth.empty())
            spec.task.container.edit().registryAuth
                = update.authFromPrevious && present->previousSpec ? authOf(*present->previousSpec) : authOf(present->spec);
        service.previousSpec = service.spec;
        service.previousSpecVersion = service.specVersion;
        if (spec == service.spec)
            service.specVersion.index = update.version;
        else
            orchestrator::revise(service, std::move(spec), {update.version}, update.now, "update");
        service.updateStatus.reset();
    }
    if (service.jobStatus)
        service.jobStatus = api::JobStatus{{update.version}, update.now};
    return tx.update(std::move(service));
}

Result<void> pauseUpdate(store::Tx& tx, const std::string& id)
{
    SKEP_TRY(service, known(tx, id));
    if (!orchestrator::isRolling(orchestrator::updateState(service)))
        return fail(ErrorCode::FailedPrecondition, "service " + service.spec.name + " is not being updated: there is nothing to pause");
    const bool rollback = service.updateStatus->state == api::UpdateState::RollbackStarted;
    service.updateStatus->state = rollback ? api::UpdateState::RollbackPaused : api::UpdateState::Paused;
    service.updateStatus->message = rollback ? "rollback paused by request" : "update paused by request";
    return tx.update(std::move(service));
}

Result<void> resumeUpdate(store::Tx& tx, const std::string& id)
{
    SKEP_TRY(service, known(tx, id));
    if (!orchestrator::isPaused(orchestrator::updateState(service)))
        return fail(ErrorCode::FailedPrecondition, "the update of service " + service.spec.name + " is not paused: there is nothing to resume");
    const bool rollback = service.updateStatus->state == api::UpdateState::RollbackPaused;
    service.updateStatus->state = rollback ? api::UpdateState::RollbackStarted : api::UpdateState::Updating;
    service.updateStatus->message = rollback ? "rollback in progress" : "update in progress";
    service.updateStatus->completedAt.reset();
    return tx.update(std::move(service));
}

namespace {

bool takesTasks(const api::Node& node, const api::ServiceSpec& spec)
{
    return node.status.state == api::NodeState::Ready && node.spec.availability == api::Availability::Active
        && scheduler::matches(node, spec.task.placement.value_or(api::Placement{}));
}

// "": there is nothing to warn of, here and below.
std::string warningAboutReplicas(const store::View& view, const api::ServiceSpec& spec)
{
    const std::uint64_t limit = spec.task.placement ? spec.task.placement->maxReplicas : 0;
    std::uint64_t wanted = 0;
    if (spec.mode.replicated)
        wanted = spec.mode.replicated->replicas.value_or(1);
    else if (spec.mode.replicatedJob)
        wanted = spec.mode.replicatedJob->maxConcurrent.value_or(1);
    const bool startsFirst = spec.updateConfig && spec.updateConfig->order == api::UpdateOrder::StartFirst;
    if (limit == 0 || (wanted <= limit && !startsFirst))
        return {};
    std::uint64_t nodes = 0;
    for (const auto& node : view.all<api::Node>())
        nodes += takesTasks(*node, spec) ? 1 : 0;
    if (startsFirst && wanted > 0 && nodes * limit == wanted)
        return "UpdateConfig.Order: start-first needs room for one replica more than the " + std::to_string(wanted)
            + " wanted, and with at most " + std::to_string(limit) + " per node there is none on the "
            + std::to_string(nodes)
            + " nodes that are available and meet the constraints: no update will get on, stop-first would";
    if (wanted <= limit || nodes >= (wanted + limit - 1) / limit)
        return {};
    return "Placement.MaxReplicas: with at most " + std::to_string(limit) + " replicas per node there is room for "
        + std::to_string(nodes * limit) + " of " + std::to_string(wanted) + " replicas on the " + std::to_string(nodes)
        + " nodes that are available and meet the constraints; the others will wait";
}

// Nodes without the label that tasks are spread over count as a branch of their own.
std::string warningAboutSpread(const store::View& view, const api::ServiceSpec& spec)
{
    if (!spec.task.placement)
        return {};
    for (const auto& preference : spec.task.placement->preferences) {
        std::uint64_t nodes = 0, without = 0;
        for (const auto& node : view.all<api::Node>())
            if (preference.spread && takesTasks(*node, spec)) {
                ++nodes;
                without += scheduler::valueOf(*node, preference.spread->descriptor).empty() ? 1 : 0;
            }
        if (without > 0)
            return "Placement.Preferences: " + std::to_string(without) + " of the " + std::to_string(nodes)
                + " nodes that are available and meet the constraints have nothing under "
                + preference.spread->descriptor + ": together they get as many tasks as those of any one value";
    }
    return {};
}

// While both run, only one of them can have a port of the node.
std::string warningAboutOrder(const api::ServiceSpec& spec, const std::optional<api::UpdateConfig>& config, const std::string& field)
{
    if (!config || config->order != api::UpdateOrder::StartFirst || !spec.endpointSpec)
        return {};
    for (const api::PortConfig& port : spec.endpointSpec->ports)
        if (port.publishMode == api::PublishMode::Host && port.publishedPort != 0)
            return field + ".Order: start-first with port " + std::to_string(port.publishedPort)
                + " published in host mode needs another node where it is free for each new task: on the node of the old one it is taken until "
                  "that has stopped; stop-first needs none";
    return {};
}

// A task that turns unhealthy after the monitor period is no failure of the update.
std::string warningAboutMonitor(const api::ServiceSpec& spec)
{
    const auto& container = spec.task.container;
    if (!spec.updateConfig || !container || !container->healthcheck || container->healthcheck->test.empty()
        || container->healthcheck->test.front() == "NONE"
        || spec.updateConfig->failureAction == api::FailureAction::Continue)
        return {};
    const auto orDefault = [](std::int64_t value, std::int64_t otherwise) { return value > 0 ? value : otherwise; };
    constexpr std::int64_t Second = 1'000'000'000;
    const std::int64_t needed
        = orDefault(container->healthcheck->interval, 30 * Second) * orDefault(container->healthcheck->retries, 3)
        + orDefault(container->healthcheck->timeout, 30 * Second);
    const std::int64_t monitor = orDefault(spec.updateConfig->monitor, 5 * Second);
    if (monitor >= needed)
        return {};
    return "UpdateConfig.Monitor: a task that is healthy at first and then not is noticed by its health check after up "
           "to "
        + std::to_string(needed / Second) + " s, and counts as a failure of the update for "
        + std::to_string(monitor / Second) + " s only";
}

} // namespace

std::vector<std::string> warningsAbout(const store::View& view, const api::ServiceSpec& spec, const api::ServiceSpec* before)
{
    std::vector<std::string> warnings{warningAboutReplicas(view, spec), warningAboutOrder(spec, spec.updateConfig, "UpdateConfig"),
        warningAboutOrder(spec, spec.rollbackConfig, "RollbackConfig"), warningAboutSpread(view, spec), warningAboutMonitor(spec)};
    std::erase(warnings, std::string());
    if (before && !warnings.empty()) {
        const std::vector<std::string> said = warningsAbout(view, *before);
        std::erase_if(warnings, [&said](const std::string& warning) { return std::ranges::find(said, warning) != said.end(); });
    }
    return warnings;
}

} // namespace skep::engineapi

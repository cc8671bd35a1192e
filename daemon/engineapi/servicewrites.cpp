#include "daemon/engineapi/servicewrites.h"

#include "shared/base/rng.h"

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
        if (!service.previousSpec)
            return fail(ErrorCode::FailedPrecondition, "service " + update.id + " does not have a previous spec");
        std::swap(service.spec, *service.previousSpec);
        std::swap(service.specVersion, service.previousSpecVersion);
        service.updateStatus = api::UpdateStatus{
            api::UpdateState::RollbackStarted, update.now, {}, "manually requested rollback"};
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
            spec.task.container->registryAuth
                = update.authFromPrevious && present->previousSpec ? authOf(*present->previousSpec) : authOf(present->spec);
        service.previousSpec = std::move(service.spec);
        service.previousSpecVersion = service.specVersion;
        service.spec = std::move(spec);
        service.specVersion.index = update.version;
        service.updateStatus.reset();
    }
    if (service.jobStatus)
        service.jobStatus = api::JobStatus{{update.version}, update.now};
    return tx.update(std::move(service));
}

} // namespace skep::engineapi

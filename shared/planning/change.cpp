#include "shared/planning/change.h"

#include "shared/api/defaults.h"
#include "shared/api/validation.h"
#include "shared/orchestrator/taskinit.h"
#include "shared/scheduler/constraintmatch.h"
#include "shared/store/lookup.h"

#include <algorithm>

namespace skep::planning {

namespace {

std::string quoted(ChangeKind kind)
{
    return '"' + std::string(api::text(kind)) + '"';
}

Result<void> changeNode(store::Tx& tx, const Change& change)
{
    if (change.node.empty())
        return fail(ErrorCode::InvalidArgument, "a change of kind " + quoted(change.kind) + " needs a Node");
    SKEP_TRY(found, store::look<api::Node>(tx, "node", change.node));
    api::Node node = *found;
    if (change.kind == ChangeKind::Lose)
        node.status = {.state = api::NodeState::Down, .message = "lost", .addr = node.status.addr};
    else if (change.kind == ChangeKind::Drain)
        node.spec.availability = api::Availability::Drain;
    else if (change.kind == ChangeKind::Pause)
        node.spec.availability = api::Availability::Pause;
    else
        node.spec.availability = api::Availability::Active;
    return node == *found ? Result<void>{} : tx.update(std::move(node));
}

// Networks may be named; tasks are attached by id.
Result<void> resolveNetworks(const store::View& view, api::ServiceSpec& spec)
{
    for (auto* list : {&spec.task.networks, &spec.networks}) {
        for (api::NetworkAttachmentConfig& attachment : *list) {
            if (view.get<api::Network>(attachment.target))
                continue;
            const auto named = view.byName<api::Network>(attachment.target);
            // The engine's own networks of every node are taken by their names.
            const bool isEngines
                = attachment.target == "bridge" || attachment.target == "host" || attachment.target == "none";
            if (named.empty() && !isEngines)
                return fail(ErrorCode::NotFound, "network " + attachment.target + " not found");
            if (!named.empty())
                attachment.target = named.front()->id;
        }
    }
    return {};
}

Result<api::ServiceSpec> completed(const store::View& view, const Change& change)
{
    if (!change.spec)
        return fail(ErrorCode::InvalidArgument, "a change of kind " + quoted(change.kind) + " needs a Spec");
    api::ServiceSpec spec = *change.spec;
    SKEP_CHECK(api::checkRequest(spec));
    api::applyDefaults(spec);
    SKEP_CHECK(api::validate(spec));
    SKEP_CHECK(resolveNetworks(view, spec));
    return spec;
}

bool isSamePort(const api::PortConfig& a, const api::PortConfig& b)
{
    return a.targetPort == b.targetPort && a.protocol == b.protocol && a.publishMode == b.publishMode;
}

// As far as placing goes by it: ports that the allocator is still to choose stay 0.
api::Endpoint endpointFor(const api::ServiceSpec& spec, const api::Endpoint& before)
{
    api::Endpoint endpoint{.virtualIps = before.virtualIps};
    if (!spec.endpointSpec)
        return endpoint;
    endpoint.spec = *spec.endpointSpec;
    for (api::PortConfig port : spec.endpointSpec->ports) {
        const auto kept
            = std::ranges::find_if(before.ports, [&](const auto& known) { return isSamePort(known, port); });
        if (port.publishedPort == 0 && kept != before.ports.end())
            port.publishedPort = kept->publishedPort;
        endpoint.ports.push_back(port);
    }
    return endpoint;
}

bool isSameMode(const api::ServiceMode& a, const api::ServiceMode& b)
{
    return a.replicated.has_value() == b.replicated.has_value() && a.global.has_value() == b.global.has_value()
        && a.replicatedJob.has_value() == b.replicatedJob.has_value()
        && a.globalJob.has_value() == b.globalJob.has_value();
}

Result<void> replaceSpec(store::Tx& tx, const api::Service& present, api::ServiceSpec spec, Timestamp now)
{
    api::Service service = present;
    if (spec.task.container && spec.task.container->registryAuth.empty() && present.spec.task.container)
        spec.task.container.edit().registryAuth = present.spec.task.container->registryAuth;
    service.endpoint = endpointFor(spec, present.endpoint);
    service.previousSpec = present.spec;
    service.previousSpecVersion = present.specVersion;
    service.spec = std::move(spec);
    service.specVersion = present.meta.version;
    service.updateStatus.reset();
    if (service.jobStatus)
        service.jobStatus = api::JobStatus{.jobIteration = present.meta.version, .lastExecution = now};
    return tx.update(std::move(service));
}

Result<store::Ptr<api::Service>> namedService(const store::View& view, const Change& change)
{
    if (change.service.empty())
        return fail(ErrorCode::InvalidArgument, "a change of kind " + quoted(change.kind) + " needs a Service");
    return store::look<api::Service>(view, "service", change.service);
}

Result<void> scale(store::Tx& tx, const Change& change, Timestamp now)
{
    SKEP_TRY(service, namedService(tx, change));
    if (!change.replicas)
        return fail(ErrorCode::InvalidArgument, "a change of kind \"scale\" needs Replicas");
    api::ServiceSpec spec = service->spec;
    if (spec.mode.replicated)
        spec.mode.replicated->replicas = *change.replicas;
    else if (spec.mode.replicatedJob)
        spec.mode.replicatedJob->totalCompletions = *change.replicas;
    else
        return fail(ErrorCode::InvalidArgument,
            "service " + service->spec.name + ": scale can only be used with replicated or replicated-job mode");
    return replaceSpec(tx, *service, std::move(spec), now);
}

Result<void> update(store::Tx& tx, const Change& change, Timestamp now)
{
    SKEP_TRY(service, namedService(tx, change));
    SKEP_TRY(spec, completed(tx, change));
    if (spec.name != service->spec.name)
        return fail(ErrorCode::InvalidArgument,
            "renaming services is not supported: \"" + service->spec.name + "\" to \"" + spec.name + '"');
    if (!isSameMode(spec.mode, service->spec.mode))
        return fail(ErrorCode::InvalidArgument, "service mode change is not allowed: service " + service->spec.name);
    return replaceSpec(tx, *service, std::move(spec), now);
}

Result<void> create(store::Tx& tx, const Change& change, Timestamp now, Rng& rng)
{
    SKEP_TRY(spec, completed(tx, change));
    api::Service service{.id = makeId(rng)};
    service.endpoint = endpointFor(spec, {});
    service.spec = std::move(spec);
    if (orchestrator::isJob(service))
        service.jobStatus = api::JobStatus{.lastExecution = now};
    const std::string name = service.spec.name;
    if (!tx.byName<api::Service>(name).empty())
        return fail(ErrorCode::AlreadyExists, "a service named " + name + " exists already");
    return tx.create(std::move(service));
}

Result<void> addNodes(store::Tx& tx, const NewNodes& asked)
{
    if (asked.count == 0 || asked.count > MaxNewNodes)
        return fail(ErrorCode::InvalidArgument, "between 1 and " + std::to_string(MaxNewNodes) + " nodes can be added");
    if (asked.nanoCpus < 0 || asked.memoryBytes < 0)
        return fail(ErrorCode::InvalidArgument, "a node cannot have less than no CPUs or memory");
    const auto model = modelOfNewNodes(tx);
    for (std::uint64_t made = 0, number = 1; made < asked.count; ++number) {
        const std::string name = "new-" + std::to_string(number);
        if (tx.get<api::Node>(name) || !tx.byName<api::Node>(name).empty())
            continue;
        api::Node node{.id = name};
        node.role = node.spec.role = asked.role == api::NodeRole::Unspecified ? api::NodeRole::Worker : asked.role;
        node.spec.availability = api::Availability::Active;
        node.spec.labels = asked.labels;
        node.status.state = api::NodeState::Ready;
        if (model) {
            node.description = model->description;
            node.description.engine.labels.clear();
            node.description.tlsInfo = {};
        }
        node.description.hostname = name;
        if (asked.nanoCpus > 0)
            node.description.resources.nanoCpus = asked.nanoCpus;
        if (asked.memoryBytes > 0)
            node.description.resources.memoryBytes = asked.memoryBytes;
        SKEP_CHECK(tx.create(std::move(node)));
        ++made;
    }
    return {};
}

// It is done later; what can be said against it is said now.
Result<void> checkRebalance(const store::View& view, const Change& change)
{
    if (change.service.empty())
        return {};
    SKEP_TRY(service, namedService(view, change));
    if (!service->spec.mode.replicated)
        return fail(ErrorCode::InvalidArgument,
            "service " + service->spec.name + ": only replicated services can be rebalanced");
    return {};
}

} // namespace

store::Ptr<api::Node> modelOfNewNodes(const store::View& view)
{
    const auto nodes = view.all<api::Node>();
    const auto worth = [](const api::Node& node) {
        return std::pair(node.status.state != api::NodeState::Ready, scheduler::roleOf(node) == api::NodeRole::Manager);
    };
    const auto best = std::ranges::min_element(nodes, {}, [&](const auto& node) { return worth(*node); });
    return best == nodes.end() ? nullptr : *best;
}

Result<void> apply(store::Tx& tx, const Change& change, Timestamp now, Rng& rng)
{
    switch (change.kind) {
    case ChangeKind::None:
        return fail(ErrorCode::InvalidArgument,
            "a change needs a Kind: drain, pause, activate, lose, scale, update, create, add-node or rebalance");
    case ChangeKind::Drain:
    case ChangeKind::Pause:
    case ChangeKind::Activate:
    case ChangeKind::Lose:
        return changeNode(tx, change);
    case ChangeKind::Scale:
        return scale(tx, change, now);
    case ChangeKind::Update:
        return update(tx, change, now);
    case ChangeKind::Create:
        return create(tx, change, now, rng);
    case ChangeKind::AddNode:
        return addNodes(tx, change.add.value_or(NewNodes{}));
    case ChangeKind::Rebalance:
        return checkRebalance(tx, change);
    }
    return {};
}

} // namespace skep::planning

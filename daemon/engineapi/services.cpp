#include "daemon/engineapi/filters.h"
#include "daemon/engineapi/lookup.h"
#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"
#include "daemon/engineapi/servicewrites.h"
#include "shared/api/defaults.h"
#include "shared/api/json.h"
#include "shared/api/validation.h"
#include "shared/base/rng.h"

namespace skep::engineapi {
namespace {

// What clients of an older API could not have meant (docker-api.md §2.5).
void trim(api::ServiceSpec& spec, ApiNumber version)
{
    if (!spec.task.container)
        return;
    api::ContainerSpec& container = spec.task.container.edit();
    if (version < ApiNumber{1, 46}) {
        container.oomScoreAdj = 0;
        for (api::Mount& mount : container.mounts)
            if (mount.tmpfsOptions)
                mount.tmpfsOptions->options.clear();
    }
    if (version < ApiNumber{1, 44}) {
        if (container.privileges) {
            container.privileges->seccomp.reset();
            container.privileges->appArmor.reset();
            container.privileges->noNewPrivileges = false;
        }
        if (container.healthcheck)
            container.healthcheck->startInterval = 0;
    }
    if (version < ApiNumber{1, 41}) {
        container.capabilityAdd.clear();
        container.capabilityDrop.clear();
        container.ulimits.clear();
        if (spec.task.resources && spec.task.resources->limits)
            spec.task.resources.edit().limits->pids = 0;
        spec.mode.replicatedJob.reset();
        spec.mode.globalJob.reset();
    }
    if (version < ApiNumber{1, 40}) {
        container.sysctls.clear();
        if (spec.task.placement)
            spec.task.placement.edit().maxReplicas = 0;
    }
}

// The body as a specification that may be stored, but for what needs the store. The response is the refusal.
tl::expected<api::ServiceSpec, http::Response> requestedSpec(const Context& context)
{
    if (const auto readable = context.checkJsonBody(); !readable)
        return tl::unexpected(plainError(readable.error()));
    auto spec = api::fromJson<api::ServiceSpec>(context.request->body.empty() ? "{}" : context.request->body);
    if (!spec)
        return tl::unexpected(plainError(spec.error()));
    trim(*spec, context.version);
    if (const auto valid = api::checkRequest(*spec); !valid)
        return tl::unexpected(plainError(valid.error()));
    api::applyDefaults(*spec);
    if (const auto auth = context.request->headers.get("X-Registry-Auth"); auth && spec->task.container)
        spec->task.container.edit().registryAuth = *auth;
    return std::move(*spec);
}

constexpr std::string_view Adjectives[] = {"amber", "brisk", "calm", "clever", "deft", "eager", "fair", "gentle", "hardy", "keen",
    "lively", "merry", "nimble", "patient", "quiet", "ready", "steady", "sunny", "tidy", "warm"};
constexpr std::string_view Flowers[] = {"aster", "borage", "clover", "dahlia", "heather", "lavender", "linden", "lupine", "mallow",
    "melissa", "mint", "phacelia", "rosemary", "sage", "sainfoin", "sorrel", "sunflower", "thyme", "vetch", "willow"};

// For a service without a name: two words, as Docker does it, and digits if all of those are taken.
std::string inventName(const store::View& view)
{
    Rng rng(secureRandom64());
    for (int attempt = 0;; ++attempt) {
        std::string name(Adjectives[rng.below(std::size(Adjectives))]);
        name += "_";
        name += Flowers[rng.below(std::size(Flowers))];
        if (attempt > 20)
            name += std::to_string(rng.below(1'000'000));
        if (view.byName<api::Service>(name).empty())
            return name;
    }
}

std::string warningList(const std::vector<std::string>& warnings)
{
    std::string list;
    for (const std::string& warning : warnings)
        list += (list.empty() ? "[" : ",") + quoted(warning);
    return list.empty() ? "null" : list + "]";
}

std::string_view modeOf(const api::ServiceMode& mode)
{
    return mode.global ? "global" : mode.replicatedJob ? "replicated-job" : mode.globalJob ? "global-job" : "replicated";
}

} // namespace

async::Task<http::Response> serviceList(Context context)
{
    const auto filters = Filters::parse(context.query("filters"), {"id", "name", "label", "mode", "runtime"});
    if (!filters)
        co_return plainError(filters.error());
    const auto withStatus = context.strictFlag("status");
    if (!withStatus)
        co_return plainError(withStatus.error());
    const store::View& view = context.backend.manager()->store();
    std::vector<std::string> shown;
    for (const auto& service : view.all<api::Service>()) {
        if (!filters->prefix("id", service->id) || !filters->prefix("name", service->spec.name)
            || !filters->labels("label", service->spec.labels) || !filters->exact("mode", modeOf(service->spec.mode))
            || !filters->exact("runtime", "container"))
            continue;
        api::Service copy = *service;
        if (*withStatus && context.version >= ApiNumber{1, 41})
            copy.serviceStatus = serviceStatus(view, copy);
        shown.push_back(render(std::move(copy)));
    }
    co_return jsonList(shown);
}

async::Task<http::Response> serviceInspect(Context context)
{
    const auto insertDefaults = context.strictFlag("insertDefaults");
    if (!insertDefaults)
        co_return plainError(insertDefaults.error());
    const auto service = look<api::Service>(context.backend.manager()->store(), "service", context.parameter());
    if (!service)
        co_return plainError(service.error());
    api::Service copy = **service;
    if (*insertDefaults) // the previous specification is shown as it was
        copy.spec = api::withDefaults(std::move(copy.spec));
    co_return json(render(std::move(copy)));
}

async::Task<http::Response> serviceCreate(Context context)
{
    auto spec = requestedSpec(context);
    if (!spec)
        co_return spec.error();
    const store::View& view = context.backend.manager()->store();
    if (spec->name.empty())
        spec->name = inventName(view);
    if (const auto valid = api::validate(*spec); !valid)
        co_return rpcError(valid.error());
    const std::string id = makeSecureId();
    const auto written = co_await context.backend.manager()->proposer().update(
        [id, spec = *spec, now = async::loop().now()](store::Tx& tx) { return createService(tx, id, spec, now); });
    if (!written)
        co_return rpcError(written.error());
    const std::string warnings = warningList(warningsAbout(view, *spec));
    // Clients of that age know no empty list of warnings.
    const bool untold = context.version < ApiNumber{1, 42} && warnings == "null";
    co_return json("{\"ID\":" + quoted(id) + (untold ? "}" : ",\"Warnings\":" + warnings + "}"), 201);
}

async::Task<http::Response> serviceUpdate(Context context)
{
    const auto version = context.updateVersion("service");
    if (!version)
        co_return plainError(version.error());
    ServiceUpdate update;
    update.version = *version;
    const std::string rollback = context.query("rollback");
    if (rollback != "" && rollback != "none" && rollback != "previous")
        co_return plainError(ErrorCode::Unknown, "unrecognized rollback option " + rollback);
    update.rollback = rollback == "previous";
    update.authFromPrevious = context.query("registryAuthFrom") == "previous-spec";
    auto spec = requestedSpec(context);
    if (!spec)
        co_return spec.error();
    const auto found = look<api::Service>(context.backend.manager()->store(), "service", context.parameter());
    if (!found)
        co_return plainError(found.error());
    if (!update.rollback)
        if (const auto valid = api::validate(*spec); !valid)
            co_return rpcError(valid.error());
    update.id = (*found)->id;
    update.spec = std::move(*spec);
    update.now = async::loop().now();
    const std::string id = update.id;
    const store::Ptr<api::Service> before = *found;
    const auto written = co_await context.backend.manager()->proposer().update(
        [update = std::move(update)](store::Tx& tx) { return updateService(tx, update); });
    if (!written)
        co_return rpcError(written.error());
    const store::View& view = context.backend.manager()->store();
    const auto stored = view.get<api::Service>(id);
    co_return json("{\"Warnings\":" + (stored ? warningList(warningsAbout(view, stored->spec, &before->spec)) : "null") + "}");
}

async::Task<http::Response> serviceRemove(Context context)
{
    const auto found = look<api::Service>(context.backend.manager()->store(), "service", context.parameter());
    if (!found)
        co_return plainError(found.error());
    const std::string id = (*found)->id, key = context.parameter();
    const auto written = co_await context.backend.manager()->proposer().update([id, key](store::Tx& tx) -> Result<void> {
        if (!tx.get<api::Service>(id))
            return fail(ErrorCode::NotFound, "service " + key + " not found");
        return tx.remove<api::Service>(id);
    });
    if (!written)
        co_return written.error().code == ErrorCode::NotFound ? plainError(written.error()) : rpcError(written.error());
    co_return empty();
}

} // namespace skep::engineapi

#include "daemon/engineapi/lookup.h"
#include "daemon/engineapi/nodewrites.h"
#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"
#include "daemon/engineapi/servicewrites.h"
#include "shared/api/json.h"
#include "shared/orchestrator/drainreport.h"
#include "shared/orchestrator/rebalance.h"
#include "shared/orchestrator/revisions.h"
#include "shared/orchestrator/updatereport.h"

#include <charconv>

// What /skep/v1 knows about updates, revisions, drains and rebalancing.
namespace skep::engineapi {
namespace {

Result<store::Ptr<api::Service>> serviceOf(const Context& context)
{
    return look<api::Service>(context.backend.manager()->store(), "service", context.parameter());
}

// A query parameter that counts; absent: `otherwise`.
Result<std::uint64_t> number(const Context& context, std::string_view name, std::uint64_t otherwise)
{
    const std::string text = context.query(name);
    if (text.empty())
        return otherwise;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return fail(ErrorCode::InvalidArgument,
            "invalid value \"" + text + "\" of " + std::string(name) + ": a number that is not negative is needed");
    return value;
}

// Runs a write on the service that the path names and answers how its update stands then.
async::Task<http::Response> changeUpdate(Context context, Result<void> (*change)(store::Tx&, const std::string&))
{
    ManagerBackend& manager = *context.backend.manager();
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    const auto written
        = co_await manager.proposer().update([id = (*found)->id, change](store::Tx& tx) { return change(tx, id); });
    if (!written)
        co_return plainError(written.error());
    const auto service = manager.store().get<api::Service>((*found)->id);
    if (!service)
        co_return plainError(ErrorCode::NotFound, "service " + context.parameter() + " not found");
    co_return json(api::toJson(orchestrator::updateReport(manager.store(), *service, async::loop().now())));
}

} // namespace

async::Task<http::Response> serviceUpdateProgress(Context context)
{
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    co_return json(api::toJson(
        orchestrator::updateReport(context.backend.manager()->store(), **found, async::loop().now())));
}

async::Task<http::Response> serviceUpdatePause(Context context) { return changeUpdate(std::move(context), pauseUpdate); }

async::Task<http::Response> serviceUpdateResume(Context context) { return changeUpdate(std::move(context), resumeUpdate); }

async::Task<http::Response> serviceHistory(Context context)
{
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    std::vector<std::string> rows;
    const auto revisions = orchestrator::revisionsOf(**found);
    for (auto it = revisions.rbegin(); it != revisions.rend(); ++it)
        rows.push_back(api::toJson(api::RevisionRow{it->number, it->at, it->cause, it == revisions.rbegin(), it->spec}));
    co_return jsonList(rows);
}

async::Task<http::Response> serviceRollback(Context context)
{
    ManagerBackend& manager = *context.backend.manager();
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    ServiceUpdate update;
    update.id = (*found)->id;
    update.rollback = true;
    const auto version = number(context, "version", (*found)->meta.version.index);
    if (!version)
        co_return plainError(version.error());
    update.version = *version;
    if (!context.query("to").empty()) {
        const auto to = number(context, "to", 0);
        if (!to)
            co_return plainError(to.error());
        update.toRevision = *to;
    }
    update.now = async::loop().now();
    const auto written = co_await manager.proposer().update(
        [update = std::move(update)](store::Tx& tx) { return updateService(tx, update); });
    if (!written)
        co_return plainError(written.error());
    co_return json("{\"ID\":" + quoted((*found)->id) + "}");
}

async::Task<http::Response> serviceRebalance(Context context)
{
    ManagerBackend& manager = *context.backend.manager();
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    const auto most = number(context, "max", 0);
    if (!most)
        co_return plainError(most.error());
    if (context.flag("dryrun")) {
        const auto plan = orchestrator::planRebalance(manager.store(), **found, *most);
        co_return plan ? json(api::toJson(*plan)) : plainError(plan.error());
    }
    const auto made = std::make_shared<api::RebalancePlan>();
    const auto written = co_await manager.proposer().update(
        [id = (*found)->id, most = *most, made, now = async::loop().now()](store::Tx& tx) -> Result<void> {
            const auto service = tx.get<api::Service>(id);
            if (!service)
                return fail(ErrorCode::NotFound, "service " + id + " not found");
            SKEP_TRY(plan, orchestrator::planRebalance(tx, *service, most));
            *made = std::move(plan);
            return orchestrator::beginRebalance(tx, *made, now);
        });
    if (!written)
        co_return plainError(written.error());
    co_return json(api::toJson(*made));
}

async::Task<http::Response> serviceRebalanceCallOff(Context context)
{
    ManagerBackend& manager = *context.backend.manager();
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    const auto given = std::make_shared<api::RebalanceProgress>();
    const auto written = co_await manager.proposer().update([id = (*found)->id, given](store::Tx& tx) -> Result<void> {
        const auto service = tx.get<api::Service>(id);
        if (!service)
            return fail(ErrorCode::NotFound, "service " + id + " not found");
        SKEP_TRY(moves, orchestrator::callOffRebalance(tx, *service));
        *given = std::move(moves);
        return {};
    });
    if (!written)
        co_return plainError(written.error());
    co_return json(api::toJson(*given));
}

async::Task<http::Response> serviceRebalanceProgress(Context context)
{
    const auto found = serviceOf(context);
    if (!found)
        co_return plainError(found.error());
    co_return json(api::toJson(orchestrator::rebalanceProgress(context.backend.manager()->store(), **found)));
}

async::Task<http::Response> nodeDrainProgress(Context context)
{
    const store::View& view = context.backend.manager()->store();
    const auto node = look<api::Node>(view, "node", context.parameter());
    if (!node)
        co_return plainError(node.error());
    co_return json(api::toJson(orchestrator::drainReport(view, **node)));
}

async::Task<http::Response> nodeDrain(Context context)
{
    ManagerBackend& manager = *context.backend.manager();
    const auto found = look<api::Node>(manager.store(), "node", context.parameter());
    if (!found)
        co_return plainError(found.error());
    const auto written = co_await manager.proposer().update(
        [id = (*found)->id, gapFree = context.flag("gapfree"), now = async::loop().now()](
            store::Tx& tx) { return drainNode(tx, id, gapFree, now); });
    if (!written)
        co_return plainError(written.error());
    const auto node = manager.store().get<api::Node>((*found)->id);
    if (!node)
        co_return plainError(ErrorCode::NotFound, "node " + context.parameter() + " not found");
    co_return json(api::toJson(orchestrator::drainReport(manager.store(), *node)));
}

} // namespace skep::engineapi

#include "shared/planning/planning.h"

#include "daemon/engineapi/lookup.h"
#include "daemon/engineapi/routes.h"
#include "daemon/engineapi/servicewrites.h"
#include "shared/api/defaults.h"
#include "shared/api/json.h"
#include "shared/base/rng.h"
#include "shared/planning/why.h"

// What would happen if, and why not (docs/api.md).
namespace skep::engineapi {
namespace {

// Whether the service writes of the question would be taken, ports in use by others and all; nothing is written.
Result<void> checkWrites(const store::View& view, const planning::Question& question, Timestamp now)
{
    store::Tx tx(view);
    Rng rng(1);
    for (const planning::Change& change : question.changes) {
        if (!change.spec)
            continue;
        api::ServiceSpec spec = *change.spec;
        api::applyDefaults(spec);
        if (change.kind == planning::ChangeKind::Create)
            SKEP_CHECK(createService(tx, makeId(rng), std::move(spec), now));
        if (change.kind != planning::ChangeKind::Update)
            continue;
        SKEP_TRY(service, look<api::Service>(tx, "service", change.service));
        SKEP_CHECK(updateService(tx,
            {.id = service->id, .version = service->meta.version.index, .spec = std::move(spec), .now = now}));
    }
    return {};
}

} // namespace

async::Task<http::Response> explainTask(Context context)
{
    const auto why = planning::why(context.backend.manager()->store(), context.parameter(), async::loop().now());
    co_return why ? json(api::toJson(*why)) : plainError(why.error());
}

async::Task<http::Response> simulate(Context context)
{
    if (const auto readable = context.checkJsonBody(); !readable)
        co_return plainError(readable.error());
    const auto question
        = api::fromJson<planning::Question>(context.request->body.empty() ? "{}" : context.request->body);
    if (!question)
        co_return plainError(question.error());
    const store::View& view = context.backend.manager()->store();
    const Timestamp now = async::loop().now();
    auto simulation = planning::Simulation::start(view, *question, now);
    if (!simulation)
        co_return plainError(simulation.error());
    if (const auto taken = checkWrites(view, *question, now); !taken)
        co_return rpcError(taken.error());
    // It works on a copy: between its pieces the thread does its other work.
    while (simulation->advance()) {
        const auto slept = co_await async::sleepFor(std::chrono::nanoseconds(0), async::Stop());
        if (!slept)
            co_return plainError(slept.error());
    }
    co_return json(api::toJson(simulation->answer()));
}

} // namespace skep::engineapi

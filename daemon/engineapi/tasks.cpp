#include "daemon/engineapi/filters.h"
#include "daemon/engineapi/lookup.h"
#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"

namespace skep::engineapi {
namespace {

// The ids behind what a filter names; NotFound and ambiguity as in a path.
template <class T>
Result<std::set<std::string>> resolve(const store::View& view, const char* kind, const std::set<std::string>& keys)
{
    std::set<std::string> ids;
    for (const std::string& key : keys) {
        SKEP_TRY(object, look<T>(view, kind, key));
        ids.insert(object->id);
    }
    return ids;
}

// Made from the service as it is now (docker-api.md §12.1).
bool isUpToDate(const store::View& view, const api::Task& task)
{
    const auto service = view.get<api::Service>(task.serviceId);
    return service && (task.specVersion == service->specVersion || task.spec == service->spec.task);
}

} // namespace

async::Task<http::Response> taskList(Context context)
{
    const auto filters = Filters::parse(context.query("filters"),
        {"id", "name", "service", "node", "desired-state", "label", "_up-to-date", "runtime"});
    if (!filters)
        co_return plainError(filters.error());
    std::set<api::TaskState> desired;
    for (const std::string& text : filters->values("desired-state")) {
        const auto row = std::find_if(std::begin(api::EnumText<api::TaskState>::Table), std::end(api::EnumText<api::TaskState>::Table),
            [&](const auto& r) { return http::equalsIgnoringCase(r.second, text); });
        if (row == std::end(api::EnumText<api::TaskState>::Table))
            co_return plainError(ErrorCode::Unknown, "Invalid desired-state filter: '" + text + "'");
        desired.insert(row->first);
    }
    const store::View& view = context.backend.manager()->store();
    const auto services = resolve<api::Service>(view, "service", filters->values("service"));
    if (!services)
        co_return plainError(services.error());
    const auto nodes = resolve<api::Node>(view, "node", filters->values("node"));
    if (!nodes)
        co_return plainError(nodes.error());

    std::vector<store::Ptr<api::Task>> candidates;
    if (services->size() == 1)
        candidates = view.tasksOfService(*services->begin());
    else if (nodes->size() == 1)
        candidates = view.tasksOfNode(*nodes->begin());
    else
        candidates = view.all<api::Task>();
    std::vector<std::string> shown;
    for (const auto& task : candidates) {
        if ((!services->empty() && !services->contains(task->serviceId)) || (!nodes->empty() && !nodes->contains(task->nodeId))
            || (!desired.empty() && !desired.contains(task->desiredState)) || !filters->prefix("id", task->id)
            || !filters->prefix("name", api::taskName(*task)) || !filters->labels("label", task->serviceLabels)
            || !filters->exact("runtime", "container") || (filters->has("_up-to-date") && !isUpToDate(view, *task)))
            continue;
        shown.push_back(render(*task, view, context.version));
    }
    co_return jsonList(shown);
}

async::Task<http::Response> taskInspect(Context context)
{
    const store::View& view = context.backend.manager()->store();
    const auto task = look<api::Task>(view, "task", context.parameter());
    if (!task)
        co_return plainError(task.error());
    co_return json(render(**task, view, context.version));
}

} // namespace skep::engineapi

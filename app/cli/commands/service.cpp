#include "app/cli/commands/all.h"
#include "app/cli/format.h"
#include "app/cli/progress.h"
#include "app/cli/registryauth.h"
#include "app/cli/servicespec.h"
#include "app/cli/tasklist.h"
#include "app/cli/text.h"
#include "shared/api/json.h"
#include "shared/api/reports.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skep::cli {
namespace {

std::string modeText(const api::ServiceMode& mode)
{
    return mode.global ? "global" : mode.replicatedJob ? "replicated job" : mode.globalJob ? "global job" : "replicated";
}

std::string replicasText(const api::Service& service)
{
    const api::ServiceStatus status = service.serviceStatus.value_or(api::ServiceStatus{});
    std::string text = std::to_string(status.runningTasks) + "/" + std::to_string(status.desiredTasks);
    if (service.spec.mode.replicatedJob)
        text += " (" + std::to_string(status.completedTasks) + "/" + std::to_string(service.spec.mode.replicatedJob->totalCompletions.value_or(1)) + " completed)";
    if (service.spec.mode.globalJob)
        text += " (" + std::to_string(status.completedTasks) + "/" + std::to_string(status.desiredTasks + status.completedTasks) + " completed)";
    if (service.spec.task.placement && service.spec.task.placement->maxReplicas > 0)
        text += " (max " + std::to_string(service.spec.task.placement->maxReplicas) + " per node)";
    return text;
}

std::string portsText(const api::Service& service)
{
    std::string text;
    for (const api::PortConfig& port : service.endpoint.ports)
        if (port.publishMode != api::PublishMode::Host)
            text += (text.empty() ? "" : ", ") + std::string("*:") + std::to_string(port.publishedPort) + "->" + std::to_string(port.targetPort) + "/"
                + std::string(api::text(port.protocol));
    return text;
}

async::Task<Result<api::Service>> fetch(client::EngineClient& engine, std::string name, bool defaults)
{
    const auto text = co_await engine.get("/services/" + name, {{"insertDefaults", defaults ? "true" : "false"}});
    if (!text)
        co_return tl::unexpected(text.error());
    co_return api::fromJson<api::Service>(*text);
}

void warn(const std::string& answer)
{
    for (const QJsonValue& warning : QJsonDocument::fromJson(QByteArray::fromStdString(answer)).object().value(QLatin1String("Warnings")).toArray())
        err(warning.toString().toStdString() + "\n");
}

// Sends a changed specification; the answer's warnings go to stderr.
async::Task<Result<void>> send(Invocation& in, const api::Service& service, client::EngineClient::Queries queries)
{
    std::string auth;
    if (in.on("with-registry-auth") && service.spec.task.container)
        auth = registryAuthFor(service.spec.task.container->image);
    queries.push_back({"version", std::to_string(service.meta.version.index)});
    const auto answer = co_await in.engine().post("/services/" + service.id + "/update", api::toJson(service.spec), queries, auth);
    if (!answer)
        co_return tl::unexpected(answer.error());
    warn(*answer);
    co_return Result<void>{};
}

async::Task<int> postEach(Invocation& in, std::string verb, std::string done)
{
    int code = Ok;
    for (const std::string& name : in.arguments) {
        const auto answer = co_await in.engine().post("/skep/v1/services/" + name + "/update/" + verb);
        if (answer)
            out(name + " " + done + "\n");
        else
            code = report(answer.error());
    }
    co_return code;
}

std::string planText(const api::RebalancePlan& plan)
{
    if (plan.moves.empty())
        return "The tasks are spread as evenly as their nodes allow: nothing to move.\n";
    Table moves({"TASK", "FROM", "TO"});
    for (const api::RebalanceMove& move : plan.moves)
        moves.add({move.name, move.from, move.to});
    Table shares({"NODE", "TASKS NOW", "THEN"});
    for (const api::NodeShare& share : plan.nodes)
        shares.add({share.hostname, std::to_string(share.now), std::to_string(share.then)});
    std::string text = moves.text() + "\n" + shares.text();
    if (plan.left > 0)
        text += "\n" + std::to_string(plan.left) + " more moves would even it out.\n";
    return text;
}

// Tells what changes until no move is under way.
async::Task<int> awaitRebalance(Invocation& in, std::string id)
{
    std::string shown;
    for (;;) {
        const auto text = co_await in.engine().get("/skep/v1/services/" + id + "/rebalance");
        if (!text)
            co_return report(text.error());
        const auto progress = api::fromJson<api::RebalanceProgress>(*text);
        if (!progress)
            co_return report(progress.error());
        std::string lines;
        for (const api::MovingTask& row : progress->moves)
            lines += row.move.name + ": " + row.move.from + " -> " + row.move.to + ": " + row.text + "\n";
        if (lines != shown) {
            out(lines);
            shown = lines;
        }
        if (progress->moves.empty())
            co_return Ok;
        const auto slept = co_await async::sleepFor(500ms, async::Stop());
        if (!slept)
            co_return Ok;
    }
}

async::Task<int> cancelRebalance(Invocation& in, std::string name)
{
    if (in.on("dry-run") || in.given("max-moves")) {
        err("--cancel cannot be combined with --dry-run or --max-moves\n");
        co_return Failed;
    }
    const auto text = co_await in.engine().remove("/skep/v1/services/" + name + "/rebalance");
    if (!text)
        co_return report(text.error());
    const auto given = api::fromJson<api::RebalanceProgress>(*text);
    if (!given)
        co_return report(given.error());
    if (given->moves.empty())
        out("No task of " + name + " is being moved.\n");
    for (const api::MovingTask& row : given->moves)
        out(row.move.name + " " + row.text + "\n");
    co_return Ok;
}

} // namespace

async::Task<int> servicePause(Invocation& in)
{
    const int code = co_await postEach(in, "pause", "paused");
    co_return code;
}

async::Task<int> serviceResume(Invocation& in)
{
    const int code = co_await postEach(in, "resume", "resumed");
    co_return code;
}

async::Task<int> serviceHistory(Invocation& in)
{
    const auto text = co_await in.engine().get("/skep/v1/services/" + in.arguments.front() + "/history");
    if (!text)
        co_return report(text.error());
    const auto rows = listOf<api::RevisionRow>(*text);
    if (!rows)
        co_return report(rows.error());
    Listing list({{"Revision", "REVISION"}, {"CreatedAt", "CREATED"}, {"Cause", "CAUSE"}, {"Image", "IMAGE"}, {"Replicas", "REPLICAS"},
                     {"Current", "CURRENT"}},
        {"Revision", "CreatedAt", "Cause", "Image", "Replicas", "Current"});
    for (const api::RevisionRow& row : *rows) {
        std::string replicas = modeText(row.spec.mode);
        if (row.spec.mode.replicated)
            replicas = std::to_string(row.spec.mode.replicated->replicas.value_or(1));
        list.add({std::to_string(row.number), toRfc3339(row.at), row.cause,
            row.spec.task.container ? withoutDigest(row.spec.task.container->image) : "", replicas, row.current ? "*" : ""});
    }
    const auto printed = list.print(in.text("format"));
    co_return printed ? Ok : report(printed.error());
}

async::Task<int> serviceRebalance(Invocation& in)
{
    const std::string name = in.arguments.front();
    if (in.on("cancel")) {
        const int code = co_await cancelRebalance(in, name);
        co_return code;
    }
    client::EngineClient::Queries queries;
    if (in.given("max-moves")) {
        const auto most = parseUint("max-moves", in.text("max-moves"));
        if (!most)
            co_return report(most.error());
        queries.push_back({"max", std::to_string(*most)});
    }
    if (in.on("dry-run"))
        queries.push_back({"dryrun", "1"});
    const auto text = co_await in.engine().post("/skep/v1/services/" + name + "/rebalance", {}, queries);
    if (!text)
        co_return report(text.error());
    const auto plan = api::fromJson<api::RebalancePlan>(*text);
    if (!plan)
        co_return report(plan.error());
    out(planText(*plan));
    if (in.on("dry-run") || in.on("detach") || plan->moves.empty())
        co_return Ok;
    const int code = co_await awaitRebalance(in, plan->serviceId);
    co_return code;
}

async::Task<int> serviceCreate(Invocation& in)
{
    auto spec = co_await specForCreate(in);
    if (!spec)
        co_return report(spec.error());
    co_await pinImage(in, *spec);
    std::string auth;
    if (in.on("with-registry-auth"))
        auth = registryAuthFor(spec->task.container->image);
    const auto answer = co_await in.engine().post("/services/create", api::toJson(*spec), {}, auth);
    if (!answer)
        co_return report(answer.error());
    const std::string id = QJsonDocument::fromJson(QByteArray::fromStdString(*answer)).object().value(QLatin1String("ID")).toString().toStdString();
    warn(*answer);
    out(id + "\n");
    if (in.on("detach"))
        co_return Ok;
    const int code = co_await showProgress(in.engine(), id, in.on("quiet"));
    co_return code;
}

async::Task<int> serviceList(Invocation& in)
{
    client::EngineClient::Queries queries;
    if (!in.on("quiet") || in.given("format"))
        queries.push_back({"status", "true"});
    if (in.given("filter")) {
        const auto filters = filtersOf(in);
        if (!filters)
            co_return report(filters.error());
        queries.push_back({"filters", *filters});
    }
    const auto text = co_await in.engine().get("/services", queries);
    if (!text)
        co_return report(text.error());
    auto services = listOf<api::Service>(*text);
    if (!services)
        co_return report(services.error());
    std::sort(services->begin(), services->end(), [](const api::Service& a, const api::Service& b) { return a.spec.name < b.spec.name; });
    if (in.on("quiet") && !in.given("format")) {
        for (const api::Service& service : *services)
            out(shortId(service.id) + "\n");
        co_return Ok;
    }
    Listing list({{"ID", "ID"}, {"Name", "NAME"}, {"Mode", "MODE"}, {"Replicas", "REPLICAS"}, {"Image", "IMAGE"}, {"Ports", "PORTS"}},
        {"ID", "Name", "Mode", "Replicas", "Image", "Ports"});
    for (const api::Service& service : *services)
        list.add({shortId(service.id), service.spec.name, modeText(service.spec.mode), replicasText(service),
            service.spec.task.container ? withoutDigest(service.spec.task.container->image) : "", portsText(service)});
    const auto printed = list.print(in.text("format"));
    co_return printed ? Ok : report(printed.error());
}

async::Task<int> serviceTasks(Invocation& in)
{
    std::vector<std::pair<std::string, std::string>> filters;
    std::vector<std::string> missing;
    for (const std::string& name : in.arguments) {
        const auto service = co_await fetch(in.engine(), name, false);
        if (service)
            filters.emplace_back("service", service->id);
        else if (service.error().code == ErrorCode::NotFound)
            missing.push_back("no such service: " + name);
        else
            co_return report(service.error());
    }
    int code = Ok;
    if (!filters.empty()) {
        auto tasks = co_await tasksWith(in, filters);
        if (!tasks)
            co_return report(tasks.error());
        code = co_await printTasks(in, std::move(*tasks));
    }
    for (const std::string& line : missing)
        err(line + "\n");
    co_return missing.empty() ? code : Failed;
}

async::Task<int> serviceInspect(Invocation& in)
{
    Inspected inspected;
    for (const std::string& name : in.arguments) {
        auto text = co_await in.engine().get("/services/" + name, {{"insertDefaults", "true"}});
        if (text)
            inspected.json.push_back(std::move(*text));
        else if (text.error().code == ErrorCode::NotFound)
            inspected.errors.push_back("Error: no such service: " + name);
        else
            inspected.errors.push_back("Error response from daemon: " + text.error().message);
    }
    if (!in.on("pretty"))
        co_return printInspected(inspected, in.text("format"));
    for (const std::string& text : inspected.json) {
        const auto service = api::fromJson<api::Service>(text);
        if (!service)
            co_return report(service.error());
        std::string shown = "\nID:\t\t" + service->id + "\nName:\t\t" + service->spec.name + "\n";
        if (!service->spec.labels.empty()) {
            shown += "Labels:\n";
            for (const auto& [key, value] : service->spec.labels)
                shown += " " + key + "=" + value + "\n";
        }
        shown += "Service Mode:\t" + capitalised(modeText(service->spec.mode)) + "\n";
        if (service->spec.mode.replicated)
            shown += " Replicas:\t" + std::to_string(service->spec.mode.replicated->replicas.value_or(1)) + "\n";
        if (service->updateStatus)
            shown += "UpdateStatus:\n State:\t\t" + std::string(api::text(service->updateStatus->state)) + "\n Message:\t" + service->updateStatus->message + "\n";
        if (service->spec.task.placement && !service->spec.task.placement->constraints.empty()) {
            shown += "Placement:\n Constraints:\t[";
            for (const std::string& constraint : service->spec.task.placement->constraints)
                shown += (shown.ends_with('[') ? "" : " ") + constraint;
            shown += "]\n";
        }
        if (const auto& config = service->spec.updateConfig)
            shown += "UpdateConfig:\n Parallelism:\t" + std::to_string(config->parallelism) + "\n On failure:\t" + std::string(api::text(config->failureAction))
                + "\n Monitoring Period: " + goDuration(Nanoseconds(config->monitor)) + "\n Update order:      " + std::string(api::text(config->order)) + "\n";
        if (const auto& container = service->spec.task.container) {
            shown += "ContainerSpec:\n Image:\t\t" + withoutDigest(container->image) + "\n";
            if (!container->args.empty()) {
                shown += " Args:\t\t";
                for (const std::string& arg : container->args)
                    shown += arg + " ";
                shown += "\n";
            }
        }
        shown += "Endpoint Mode:\t" + std::string(service->spec.endpointSpec ? api::text(service->spec.endpointSpec->mode) : "vip") + "\n";
        if (!service->endpoint.ports.empty()) {
            shown += "Ports:\n";
            for (const api::PortConfig& port : service->endpoint.ports)
                shown += " PublishedPort = " + std::to_string(port.publishedPort) + "\n  Protocol = " + std::string(api::text(port.protocol))
                    + "\n  TargetPort = " + std::to_string(port.targetPort) + "\n  PublishMode = " + std::string(api::text(port.publishMode)) + "\n";
        }
        out(shown);
    }
    for (const std::string& error : inspected.errors)
        err(error + "\n");
    co_return inspected.errors.empty() ? Ok : Failed;
}

async::Task<int> serviceUpdate(Invocation& in)
{
    auto service = co_await fetch(in.engine(), in.arguments.front(), false);
    if (!service)
        co_return report(service.error());
    client::EngineClient::Queries queries;
    if (in.on("rollback")) {
        for (const Flag& flag : in.command().flags)
            if (in.given(flag.name) && flag.name != "rollback" && flag.name != "detach" && flag.name != "quiet")
                co_return report(Error{ErrorCode::Aborted, "other flags may not be combined with --rollback"});
        queries.push_back({"rollback", "previous"});
    } else {
        const auto applied = co_await applyUpdate(in, service->spec);
        if (!applied)
            co_return report(applied.error());
        if (in.given("image"))
            co_await pinImage(in, service->spec);
    }
    if (!in.on("with-registry-auth"))
        queries.push_back({"registryAuthFrom", "spec"});
    const auto sent = co_await send(in, *service, queries);
    if (!sent)
        co_return report(sent.error());
    out(in.arguments.front() + "\n");
    if (in.on("detach"))
        co_return Ok;
    const int code = co_await showProgress(in.engine(), service->id, in.on("quiet"));
    co_return code;
}

async::Task<int> serviceScale(Invocation& in)
{
    std::vector<std::pair<std::string, std::uint64_t>> wanted;
    for (const std::string& argument : in.arguments) {
        const auto equals = argument.find('=');
        if (equals == std::string::npos || equals == 0) {
            err("invalid scale specifier '" + argument + "': SERVICE=REPLICAS is needed\n");
            co_return Failed;
        }
        const auto number = parseUint("replicas", argument.substr(equals + 1));
        if (!number) {
            err(argument.substr(0, equals) + ": invalid replicas value " + argument.substr(equals + 1) + ": a number that is not negative is needed\n");
            co_return Failed;
        }
        wanted.emplace_back(argument.substr(0, equals), *number);
    }
    int code = Ok;
    std::vector<std::string> ids;
    for (const auto& [name, replicas] : wanted) {
        auto service = co_await fetch(in.engine(), name, false);
        if (!service) {
            code = report({service.error().code, name + ": " + service.error().message});
            continue;
        }
        if (service->spec.mode.replicated) {
            service->spec.mode.replicated->replicas = replicas;
        } else if (service->spec.mode.replicatedJob) {
            service->spec.mode.replicatedJob->totalCompletions = replicas;
        } else {
            err(name + ": scale can only be used with replicated or replicated-job mode\n");
            code = Failed;
            continue;
        }
        const auto sent = co_await send(in, *service, {});
        if (!sent) {
            code = report({sent.error().code, name + ": " + sent.error().message});
            continue;
        }
        out(name + " scaled to " + std::to_string(replicas) + "\n");
        ids.push_back(service->id);
    }
    if (in.on("detach"))
        co_return code;
    for (const std::string& id : ids) {
        const int shown = co_await showProgress(in.engine(), id, false);
        code = code == Ok ? shown : code;
    }
    co_return code;
}

async::Task<int> serviceRollback(Invocation& in)
{
    const auto service = co_await fetch(in.engine(), in.arguments.front(), false);
    if (!service)
        co_return report(service.error());
    if (in.given("to")) {
        const auto to = parseUint("to", in.text("to"));
        if (!to)
            co_return report(to.error());
        const auto rolled = co_await in.engine().post("/skep/v1/services/" + service->id + "/rollback", {},
            {{"to", std::to_string(*to)}, {"version", std::to_string(service->meta.version.index)}});
        if (!rolled)
            co_return report(rolled.error());
    } else {
        const auto sent = co_await send(in, *service, {{"rollback", "previous"}});
        if (!sent)
            co_return report(sent.error());
    }
    out(in.arguments.front() + "\n");
    if (in.on("detach"))
        co_return Ok;
    const int code = co_await showProgress(in.engine(), service->id, in.on("quiet"));
    co_return code;
}

async::Task<int> serviceRemove(Invocation& in)
{
    int code = Ok;
    for (const std::string& name : in.arguments) {
        const auto removed = co_await in.engine().remove("/services/" + name);
        if (removed)
            out(name + "\n");
        else
            code = report(removed.error());
    }
    co_return code;
}

} // namespace skep::cli

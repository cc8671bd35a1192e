#include "app/cli/commands/all.h"
#include "app/cli/format.h"
#include "app/cli/tasklist.h"
#include "app/cli/text.h"
#include "shared/api/json.h"
#include "shared/api/reports.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skep::cli {
namespace {

std::string hostnameOf(const api::Node& node) { return node.spec.name.empty() ? node.description.hostname : node.spec.name; }

std::string managerText(const api::Node& node)
{
    if (!node.managerStatus)
        return "";
    return node.managerStatus->leader ? "Leader" : capitalised(api::text(node.managerStatus->reachability));
}

// "self" is the node that we talk to.
async::Task<Result<std::string>> resolved(client::EngineClient& engine, std::string name)
{
    if (name != "self")
        co_return name;
    const auto info = co_await engine.get("/info");
    if (!info)
        co_return tl::unexpected(info.error());
    const auto swarm = QJsonDocument::fromJson(QByteArray::fromStdString(*info)).object().value(QLatin1String("Swarm")).toObject();
    const std::string id = swarm.value(QLatin1String("NodeID")).toString().toStdString();
    if (id.empty()) {
        // Docker asks for a node to learn why there is none.
        const auto why = co_await engine.get("/nodes");
        co_return why ? fail(ErrorCode::Aborted, "node ID not found in /info") : tl::unexpected(why.error());
    }
    co_return id;
}

using Mutation = Result<bool> (*)(Invocation&, api::Node&);

// Reads each node, changes its specification, writes it back. `mutate` answers false when there is nothing to do.
async::Task<int> updateEach(Invocation& in, Mutation mutate, std::string_view done)
{
    for (const std::string& name : in.arguments) {
        const auto id = co_await resolved(in.engine(), name);
        if (!id)
            co_return report(id.error());
        const auto text = co_await in.engine().get("/nodes/" + *id);
        if (!text)
            co_return report(text.error());
        auto node = api::fromJson<api::Node>(*text);
        if (!node)
            co_return report(node.error());
        const auto change = mutate(in, *node);
        if (!change)
            co_return report(change.error());
        if (!*change)
            continue;
        const auto written = co_await in.engine().post(
            "/nodes/" + node->id + "/update", api::toJson(node->spec), {{"version", std::to_string(node->meta.version.index)}});
        if (!written)
            co_return report(written.error());
        out(done.empty() ? name + "\n" : "Node " + name + " " + std::string(done) + "\n");
    }
    co_return Ok;
}

Result<bool> applyUpdate(Invocation& in, api::Node& node)
{
    if (in.given("role")) {
        const std::string role = in.text("role");
        if (role != "worker" && role != "manager")
            return misuse("invalid role \"" + role + "\": worker or manager is needed");
        node.spec.role = role == "manager" ? api::NodeRole::Manager : api::NodeRole::Worker;
    }
    if (in.given("availability")) {
        const std::string text = in.text("availability");
        bool known = false;
        for (const auto& [value, name] : api::EnumText<api::Availability>::Table)
            if (!name.empty() && name == text) {
                node.spec.availability = value;
                known = true;
            }
        if (!known)
            return misuse("invalid availability \"" + text + "\": active, pause or drain is needed");
    }
    for (const std::string& label : in.list("label-add")) {
        const auto equals = label.find('=');
        node.spec.labels[label.substr(0, equals)] = equals == std::string::npos ? "" : label.substr(equals + 1);
    }
    for (const std::string& label : in.list("label-rm"))
        if (node.spec.labels.erase(label) == 0)
            return misuse("key " + label + " doesn't exist in node's labels");
    return true;
}

async::Task<Result<api::DrainReport>> drainOf(client::EngineClient& engine, std::string id)
{
    const auto text = co_await engine.get("/skep/v1/nodes/" + id + "/drain");
    if (!text)
        co_return tl::unexpected(text.error());
    co_return api::fromJson<api::DrainReport>(*text);
}

std::string drainText(const api::DrainReport& report)
{
    if (report.availability != api::Availability::Drain)
        return "Node " + report.hostname + " is not drained: its availability is " + std::string(api::text(report.availability)) + ".\n";
    std::string text = "Node " + report.hostname + ": " + (report.gapFree ? "drained without a gap" : "drained")
        + (report.since ? " since " + toRfc3339(*report.since) : "") + ", " + std::to_string(report.tasks.size()) + " tasks left.\n";
    if (report.tasks.empty())
        return text;
    Table table({"TASK", "PHASE", "OBSTACLE", "REASON"});
    for (const api::DrainedTask& task : report.tasks)
        table.add({task.name, std::string(api::text(task.phase)), task.obstacle.empty() ? "-" : task.obstacle, task.reason});
    return text + table.text();
}

// Tells what changes until the node is empty, or nothing is left but what somebody has to help.
async::Task<int> awaitDrain(Invocation& in, std::string id)
{
    std::string shown;
    for (;;) {
        const auto report = co_await drainOf(in.engine(), id);
        if (!report)
            co_return cli::report(report.error());
        if (std::string text = drainText(*report); text != shown) {
            out(text);
            shown = std::move(text);
        }
        if (report->availability != api::Availability::Drain)
            co_return Failed;
        if (report->drained)
            co_return Ok;
        // What waits only for those to leave is no hope either.
        const bool hopeless = std::none_of(report->tasks.begin(), report->tasks.end(), [](const api::DrainedTask& task) {
            return task.phase == api::DrainPhase::Moving || task.phase == api::DrainPhase::Stopping || task.obstacle == "turn"
                || task.obstacle == "update" || task.obstacle == "job";
        });
        const bool onlyGlobal = std::all_of(report->tasks.begin(), report->tasks.end(),
            [](const api::DrainedTask& task) { return task.obstacle == "global"; });
        if (hopeless && !onlyGlobal) {
            err("the tasks that are stuck run on; they move as soon as there is a place, or \"skep node drain --force\" stops them\n");
            co_return Failed;
        }
        const auto slept = co_await async::sleepFor(500ms, async::Stop());
        if (!slept)
            co_return Ok;
    }
}

Result<bool> setRole(api::Node& node, api::NodeRole role, const char* already)
{
    if (node.spec.role == role) {
        err("Node " + node.id + " is already a " + already + ".\n");
        return false;
    }
    node.spec.role = role;
    return true;
}

} // namespace

async::Task<int> nodeList(Invocation& in)
{
    client::EngineClient::Queries queries;
    if (in.given("filter")) {
        const auto filters = filtersOf(in);
        if (!filters)
            co_return report(filters.error());
        queries.push_back({"filters", *filters});
    }
    const auto text = co_await in.engine().get("/nodes", queries);
    if (!text)
        co_return report(text.error());
    const auto nodes = listOf<api::Node>(*text);
    if (!nodes)
        co_return report(nodes.error());
    if (in.on("quiet") && !in.given("format")) {
        for (const api::Node& node : *nodes)
            out(node.id + "\n");
        co_return Ok;
    }
    std::string self;
    if (!nodes->empty()) {
        const auto id = co_await resolved(in.engine(), "self");
        self = id.value_or("");
    }
    auto sorted = *nodes;
    std::sort(sorted.begin(), sorted.end(), [](const api::Node& a, const api::Node& b) {
        return std::pair(hostnameOf(a), a.id) < std::pair(hostnameOf(b), b.id);
    });
    Listing list({{"ID", "ID"}, {"Self", ""}, {"Hostname", "HOSTNAME"}, {"Status", "STATUS"}, {"Availability", "AVAILABILITY"},
                     {"ManagerStatus", "MANAGER STATUS"}, {"EngineVersion", "ENGINE VERSION"}, {"IDColumn", "ID"}},
        {"IDColumn", "Hostname", "Status", "Availability", "ManagerStatus", "EngineVersion"});
    for (const api::Node& node : sorted)
        list.add({node.id, node.id == self ? "true" : "false", hostnameOf(node), capitalised(api::text(node.status.state)),
            capitalised(api::text(node.spec.availability)), managerText(node), node.description.engine.engineVersion,
            node.id + (node.id == self ? " *" : "")});
    const auto printed = list.print(in.text("format"));
    co_return printed ? Ok : report(printed.error());
}

async::Task<int> nodeInspect(Invocation& in)
{
    Inspected inspected;
    for (const std::string& name : in.arguments) {
        const auto id = co_await resolved(in.engine(), name);
        if (!id)
            co_return report(id.error());
        auto text = co_await in.engine().get("/nodes/" + *id);
        if (text)
            inspected.json.push_back(std::move(*text));
        else
            inspected.errors.push_back("Error response from daemon: " + text.error().message);
    }
    if (!in.on("pretty"))
        co_return printInspected(inspected, in.text("format"));
    for (const std::string& text : inspected.json) {
        const auto node = api::fromJson<api::Node>(text);
        if (!node)
            co_return report(node.error());
        std::string shown = "ID:\t\t\t" + node->id + "\n";
        if (!node->spec.labels.empty()) {
            shown += "Labels:\n";
            for (const auto& [key, value] : node->spec.labels)
                shown += " - " + key + "=" + value + "\n";
        }
        shown += "Hostname:              \t" + node->description.hostname + "\nJoined at:             \t" + toRfc3339(node->meta.createdAt)
            + "\nStatus:\n State:\t\t\t" + capitalised(api::text(node->status.state)) + "\n";
        if (!node->status.message.empty())
            shown += " Message:              \t" + node->status.message + "\n";
        shown += " Availability:         \t" + capitalised(api::text(node->spec.availability)) + "\n Address:\t\t" + node->status.addr + "\n";
        if (node->managerStatus)
            shown += "Manager Status:\n Address:\t\t" + node->managerStatus->addr + "\n Raft Status:\t\t"
                + capitalised(api::text(node->managerStatus->reachability)) + "\n Leader:\t\t" + (node->managerStatus->leader ? "Yes" : "No") + "\n";
        shown += "Platform:\n Operating System:\t" + node->description.platform.os + "\n Architecture:\t\t" + node->description.platform.architecture
            + "\nResources:\n CPUs:\t\t\t" + std::to_string(node->description.resources.nanoCpus / 1'000'000'000) + "\n Memory:\t\t"
            + std::to_string(node->description.resources.memoryBytes / (1024 * 1024)) + "MiB\n";
        shown += "Engine Version:\t\t" + node->description.engine.engineVersion + "\n";
        out(shown);
    }
    for (const std::string& error : inspected.errors)
        err(error + "\n");
    co_return inspected.errors.empty() ? Ok : Failed;
}

async::Task<int> nodeTasks(Invocation& in)
{
    std::vector<std::string> names = in.arguments;
    if (names.empty())
        names.emplace_back("self");
    std::vector<api::Task> tasks;
    for (const std::string& name : names) {
        const auto id = co_await resolved(in.engine(), name);
        if (!id)
            co_return report(id.error());
        const auto text = co_await in.engine().get("/nodes/" + *id);
        if (!text)
            co_return report(text.error());
        const auto node = api::fromJson<api::Node>(*text);
        if (!node)
            co_return report(node.error());
        auto found = co_await tasksWith(in, {{"node", node->id}});
        if (!found)
            co_return report(found.error());
        tasks.insert(tasks.end(), found->begin(), found->end());
    }
    const int code = co_await printTasks(in, std::move(tasks));
    co_return code;
}

async::Task<int> nodeUpdate(Invocation& in)
{
    if (in.on("gap-free") && in.text("availability") != "drain") {
        err("--gap-free is only possible with --availability drain\n");
        co_return Failed;
    }
    if (!in.given("role") && !in.given("availability") && !in.given("label-add") && !in.given("label-rm")) {
        err("no flags were given: --availability, --role, --label-add or --label-rm is needed\n");
        co_return Failed;
    }
    // Before the drain is written: with it nothing would be left to do without a gap.
    if (in.text("availability") == "drain") {
        const auto id = co_await resolved(in.engine(), in.arguments.front());
        if (!id)
            co_return report(id.error());
        const bool gapFree = in.on("gap-free");
        const auto before = co_await drainOf(in.engine(), *id);
        if (gapFree || (before && before->gapFree)) {
            const auto drained
                = co_await in.engine().post("/skep/v1/nodes/" + *id + "/drain", {}, {{"gapfree", gapFree ? "1" : "0"}});
            if (!drained)
                co_return report(drained.error());
        }
    }
    const int code = co_await updateEach(in, applyUpdate, "");
    co_return code;
}

async::Task<int> nodePromote(Invocation& in)
{
    const int code = co_await updateEach(
        in, [](Invocation&, api::Node& node) { return setRole(node, api::NodeRole::Manager, "manager"); }, "promoted to a manager in the swarm.");
    co_return code;
}

async::Task<int> nodeDemote(Invocation& in)
{
    const int code = co_await updateEach(
        in, [](Invocation&, api::Node& node) { return setRole(node, api::NodeRole::Worker, "worker"); }, "demoted in the swarm.");
    co_return code;
}

async::Task<int> nodeRemove(Invocation& in)
{
    int code = Ok;
    for (const std::string& name : in.arguments) {
        client::EngineClient::Queries queries;
        if (in.on("force"))
            queries.push_back({"force", "1"});
        const auto removed = co_await in.engine().remove("/nodes/" + name, queries);
        if (removed)
            out(name + "\n");
        else
            code = report(removed.error());
    }
    co_return code;
}

async::Task<int> nodeDrain(Invocation& in)
{
    const auto id = co_await resolved(in.engine(), in.arguments.front());
    if (!id)
        co_return report(id.error());
    if (in.on("status")) {
        const auto drain = co_await drainOf(in.engine(), *id);
        if (!drain)
            co_return report(drain.error());
        out(drainText(*drain));
        co_return Ok;
    }
    const auto begun
        = co_await in.engine().post("/skep/v1/nodes/" + *id + "/drain", {}, {{"gapfree", in.on("force") ? "0" : "1"}});
    if (!begun)
        co_return report(begun.error());
    if (in.on("detach")) {
        out(in.arguments.front() + "\n");
        co_return Ok;
    }
    const int code = co_await awaitDrain(in, *id);
    co_return code;
}

} // namespace skep::cli

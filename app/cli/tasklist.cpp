#include "app/cli/tasklist.h"

#include "app/cli/format.h"
#include "app/cli/text.h"

#include <QJsonObject>

namespace skep::cli {
namespace {

constexpr std::size_t ErrorWidth = 30;

std::string errorText(const std::string& error, bool whole)
{
    if (error.empty())
        return "";
    std::string text = error;
    if (!whole && text.size() > ErrorWidth)
        text = text.substr(0, ErrorWidth - 1) + "…";
    return "\"" + text + "\"";
}

std::string portsText(const api::PortStatus& status)
{
    std::string text;
    for (const api::PortConfig& port : status.ports)
        text += (text.empty() ? "" : ",") + std::string("*:") + std::to_string(port.publishedPort) + "->" + std::to_string(port.targetPort) + "/"
            + std::string(api::text(port.protocol));
    return text;
}

// Names behind ids, each asked for once; an id whose object is gone stays an id.
async::Task<std::string> nodeName(client::EngineClient& engine, std::string id, std::map<std::string, std::string>& known)
{
    if (id.empty() || known.contains(id))
        co_return id.empty() ? std::string() : std::string(known[id]);
    const auto text = co_await engine.get("/nodes/" + id);
    std::string name = id;
    if (text)
        if (const auto node = api::fromJson<api::Node>(*text))
            name = node->spec.name.empty() ? node->description.hostname : node->spec.name;
    known[id] = name;
    co_return name;
}

async::Task<std::string> serviceName(client::EngineClient& engine, std::string id, std::map<std::string, std::string>& known)
{
    if (id.empty() || known.contains(id))
        co_return id.empty() ? std::string() : std::string(known[id]);
    const auto text = co_await engine.get("/services/" + id, {{"insertDefaults", "false"}});
    std::string name = id;
    if (text)
        if (const auto service = api::fromJson<api::Service>(*text))
            name = service->spec.name;
    known[id] = name;
    co_return name;
}

} // namespace

Result<std::string> filtersOf(const Invocation& in, std::vector<std::pair<std::string, std::string>> more)
{
    for (const std::string& filter : in.list("filter")) {
        const auto equals = filter.find('=');
        if (equals == std::string::npos || equals == 0)
            return misuse("invalid argument \"" + filter + "\" for \"-f, --filter\" flag: bad format of filter (expected name=value)");
        more.emplace_back(filter.substr(0, equals), filter.substr(equals + 1));
    }
    return client::EngineClient::filters(more);
}

async::Task<Result<std::vector<api::Task>>> tasksWith(Invocation& in, std::vector<std::pair<std::string, std::string>> more)
{
    const auto filters = filtersOf(in, std::move(more));
    if (!filters)
        co_return tl::unexpected(filters.error());
    const auto text = co_await in.engine().get("/tasks", {{"filters", *filters}});
    if (!text)
        co_return tl::unexpected(text.error());
    co_return listOf<api::Task>(*text);
}

async::Task<int> printTasks(Invocation& in, std::vector<api::Task> tasks)
{
    const bool whole = in.on("no-trunc"), resolve = !in.on("no-resolve");
    std::map<std::string, std::string> nodes, services;
    struct Row {
        api::Task task;
        std::string service, name;
    };
    std::vector<Row> rows;
    for (api::Task& task : tasks) {
        std::string service = task.serviceId;
        if (resolve)
            service = co_await serviceName(in.engine(), task.serviceId, services);
        std::string name = service + "." + (task.slot ? std::to_string(task.slot) : task.nodeId);
        rows.push_back({std::move(task), std::move(service), std::move(name)});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        const auto key = [](const Row& r) { return std::tuple(r.service, r.task.slot, r.task.slot ? std::string() : r.task.nodeId); };
        if (key(a) != key(b))
            return key(a) < key(b);
        return a.task.meta.createdAt > b.task.meta.createdAt;
    });
    if (in.on("quiet")) {
        for (const Row& row : rows)
            out((whole ? row.task.id : shortId(row.task.id)) + "\n");
        co_return Ok;
    }
    Listing list({{"ID", "ID"}, {"Name", "NAME"}, {"Image", "IMAGE"}, {"Node", "NODE"}, {"DesiredState", "DESIRED STATE"},
                     {"CurrentState", "CURRENT STATE"}, {"Error", "ERROR"}, {"Ports", "PORTS"}},
        {"ID", "Name", "Image", "Node", "DesiredState", "CurrentState", "Error", "Ports"});
    std::string previous;
    const Timestamp now = systemNow();
    for (const Row& row : rows) {
        std::string node = row.task.nodeId;
        if (resolve)
            node = co_await nodeName(in.engine(), row.task.nodeId, nodes);
        const std::string image = row.task.spec.container ? row.task.spec.container->image : "";
        list.add({whole ? row.task.id : shortId(row.task.id), (row.name == previous && !in.given("format") ? " \\_ " : "") + row.name,
            whole ? image : withoutDigest(image), node, capitalised(api::text(row.task.desiredState)),
            capitalised(api::text(row.task.status.state)) + " " + humanDuration(now - row.task.status.timestamp) + " ago",
            errorText(row.task.status.err, whole), portsText(row.task.status.ports)});
        previous = row.name;
    }
    const auto printed = list.print(in.text("format"));
    co_return printed ? Ok : report(printed.error());
}

} // namespace skep::cli

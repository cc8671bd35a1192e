#include "app/cli/commands/all.h"
#include "app/cli/text.h"
#include "shared/api/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skep::cli {
namespace {

QJsonObject objectOf(const std::string& json) { return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object(); }

std::string text(const QJsonObject& object, const char* name) { return object.value(QLatin1String(name)).toString().toStdString(); }

std::string quoted(const std::string& value)
{
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromStdString(value)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString();
}

std::string joinCommand(const std::string& token, const std::string& addr) { return "    skep swarm join --token " + token + " " + addr + "\n"; }

async::Task<Result<std::string>> ownAddress(client::EngineClient& engine, std::string nodeId)
{
    const auto node = co_await engine.get("/nodes/" + nodeId);
    if (!node)
        co_return tl::unexpected(node.error());
    const auto parsed = api::fromJson<api::Node>(*node);
    if (!parsed || !parsed->managerStatus)
        co_return fail(ErrorCode::Aborted, "this node's manager address is not known yet");
    co_return parsed->managerStatus->addr;
}

} // namespace

async::Task<int> swarmInit(Invocation& in)
{
    std::string body = "{\"ListenAddr\":" + quoted(in.text("listen-addr", "0.0.0.0:2377")) + ",\"AdvertiseAddr\":" + quoted(in.text("advertise-addr"))
        + ",\"DataPathAddr\":" + quoted(in.text("data-path-addr")) + ",\"ForceNewCluster\":" + (in.on("force-new-cluster") ? "true" : "false")
        + ",\"Availability\":" + quoted(in.text("availability", "active"));
    api::ClusterSpec spec;
    if (in.given("task-history-limit")) {
        const auto limit = parseUint("task-history-limit", in.text("task-history-limit"));
        if (!limit)
            co_return report(limit.error());
        spec.orchestration.taskHistoryRetentionLimit = static_cast<std::int64_t>(*limit);
    }
    if (in.given("cert-expiry")) {
        const auto expiry = parseDuration("cert-expiry", in.text("cert-expiry"));
        if (!expiry)
            co_return report(expiry.error());
        spec.ca.nodeCertExpiry = *expiry;
    }
    if (in.given("dispatcher-heartbeat")) {
        const auto period = parseDuration("dispatcher-heartbeat", in.text("dispatcher-heartbeat"));
        if (!period)
            co_return report(period.error());
        spec.dispatcher.heartbeatPeriod = *period;
    }
    if (in.given("data-path-port")) {
        const auto port = parseUint("data-path-port", in.text("data-path-port"));
        if (!port)
            co_return report(port.error());
        body += ",\"DataPathPort\":" + std::to_string(*port);
    }
    std::string pools;
    for (const std::string& pool : in.list("default-addr-pool"))
        pools += (pools.empty() ? "" : ",") + quoted(pool);
    const auto size = parseUint("default-addr-pool-mask-length", in.text("default-addr-pool-mask-length", "24"));
    if (!size)
        co_return report(size.error());
    body += ",\"DefaultAddrPool\":[" + pools + "],\"SubnetSize\":" + std::to_string(*size) + ",\"Spec\":" + api::toJson(spec) + "}";
    auto answer = co_await in.engine().post("/swarm/init", body);
    if (!answer) {
        Error error = answer.error();
        if (error.message.starts_with("could not choose an IP address") || error.message.starts_with("could not find the system's IP"))
            error.message += " - specify one with --advertise-addr";
        co_return report(error);
    }
    const std::string nodeId = QJsonDocument::fromJson("[" + QByteArray::fromStdString(*answer) + "]").array().at(0).toString().toStdString();
    const auto swarm = co_await in.engine().get("/swarm");
    const auto addr = co_await ownAddress(in.engine(), nodeId);
    if (!swarm || !addr)
        co_return report(swarm ? addr.error() : swarm.error());
    const std::string token = text(objectOf(*swarm).value(QLatin1String("JoinTokens")).toObject(), "Worker");
    out("Swarm initialized: current node (" + nodeId + ") is now a manager.\n\nTo add a worker to this swarm, run the following command:\n\n"
        + joinCommand(token, *addr)
        + "\nTo add a manager to this swarm, run 'skep swarm join-token manager' and follow the instructions.\n\n");
    co_return Ok;
}

async::Task<int> swarmJoin(Invocation& in)
{
    const std::string body = "{\"ListenAddr\":" + quoted(in.text("listen-addr", "0.0.0.0:2377")) + ",\"AdvertiseAddr\":" + quoted(in.text("advertise-addr"))
        + ",\"DataPathAddr\":" + quoted(in.text("data-path-addr")) + ",\"RemoteAddrs\":[" + quoted(in.arguments.front()) + "],\"JoinToken\":"
        + quoted(in.text("token")) + ",\"Availability\":" + quoted(in.text("availability", "active")) + "}";
    const auto joined = co_await in.engine().post("/swarm/join", body);
    if (!joined)
        co_return report(joined.error());
    const auto info = co_await in.engine().get("/info");
    if (!info)
        co_return report(info.error());
    const bool manager = objectOf(*info).value(QLatin1String("Swarm")).toObject().value(QLatin1String("ControlAvailable")).toBool();
    out(manager ? "This node joined a swarm as a manager.\n" : "This node joined a swarm as a worker.\n");
    co_return Ok;
}

async::Task<int> swarmJoinToken(Invocation& in)
{
    const std::string& role = in.arguments.front();
    if (role != "worker" && role != "manager") {
        err("unknown role " + role + "\n");
        co_return Failed;
    }
    auto swarm = co_await in.engine().get("/swarm");
    if (!swarm)
        co_return report(swarm.error());
    if (in.on("rotate")) {
        const auto object = objectOf(*swarm);
        const std::string version = std::to_string(object.value(QLatin1String("Version")).toObject().value(QLatin1String("Index")).toInteger());
        const std::string spec = QJsonDocument(object.value(QLatin1String("Spec")).toObject()).toJson(QJsonDocument::Compact).toStdString();
        const auto rotated = co_await in.engine().post("/swarm/update", spec,
            {{"version", version}, {"rotateWorkerToken", role == "worker" ? "true" : "false"},
                {"rotateManagerToken", role == "manager" ? "true" : "false"}, {"rotateManagerUnlockKey", "false"}});
        if (!rotated)
            co_return report(rotated.error());
        if (!in.on("quiet"))
            out("Successfully rotated " + role + " join token.\n\n");
        swarm = co_await in.engine().get("/swarm");
        if (!swarm)
            co_return report(swarm.error());
    }
    const std::string token = text(objectOf(*swarm).value(QLatin1String("JoinTokens")).toObject(), role == "worker" ? "Worker" : "Manager");
    if (in.on("quiet")) {
        out(token + "\n");
        co_return Ok;
    }
    const auto info = co_await in.engine().get("/info");
    if (!info)
        co_return report(info.error());
    const auto addr = co_await ownAddress(in.engine(), text(objectOf(*info).value(QLatin1String("Swarm")).toObject(), "NodeID"));
    if (!addr)
        co_return report(addr.error());
    out("To add a " + role + " to this swarm, run the following command:\n\n" + joinCommand(token, *addr) + "\n");
    co_return Ok;
}

async::Task<int> swarmLeave(Invocation& in)
{
    client::EngineClient::Queries queries;
    if (in.on("force"))
        queries.push_back({"force", "1"});
    const auto left = co_await in.engine().post("/swarm/leave", {}, queries);
    if (!left)
        co_return report(left.error());
    out("Node left the swarm.\n");
    co_return Ok;
}

} // namespace skep::cli

#include "app/cli/commands/all.h"
#include "app/cli/format.h"
#include "app/cli/tasklist.h"
#include "app/cli/text.h"
#include "shared/gotemplate/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <charconv>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace skep::cli {
namespace {

QJsonObject objectOf(const std::string& json) { return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object(); }
std::string text(const QJsonObject& object, const char* name) { return object.value(QLatin1String(name)).toVariant().toString().toStdString(); }
QJsonObject child(const QJsonObject& object, const char* name) { return object.value(QLatin1String(name)).toObject(); }

int printTemplate(const std::string& format, const std::string& json)
{
    if (format == "json") {
        out(json.ends_with('\n') ? json : json + "\n");
        return Ok;
    }
    const auto line = gotemplate::expand(format, gotemplate::fromJson(json), gotemplate::jsonFunctions());
    if (!line) {
        err("template parsing error: template: :1: " + line.error().message + "\n");
        return Failed;
    }
    out(*line + "\n");
    return Ok;
}

std::string eventLine(const QJsonObject& event)
{
    const QJsonObject actor = child(event, "Actor"), attributes = child(actor, "Attributes");
    std::string names;
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        names += (names.empty() ? "" : ", ") + it.key().toStdString() + "=" + it.value().toString().toStdString();
    const Timestamp at{event.value(QLatin1String("timeNano")).toInteger()};
    return toRfc3339Nano(at) + " " + text(event, "Type") + " " + text(event, "Action") + " " + text(actor, "ID") + (names.empty() ? "" : " (" + names + ")");
}

// "10m", an RFC 3339 time or seconds since 1970, as seconds since 1970.
Result<std::string> instant(const char* flag, const std::string& value)
{
    if (const auto at = parseRfc3339(value))
        return std::to_string(at->ns / 1'000'000'000) + "." + std::to_string(1'000'000'000 + at->ns % 1'000'000'000).substr(1);
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size())
        return value;
    SKEP_TRY(ago, parseDuration(flag, value));
    const Timestamp at = systemNow() - Nanoseconds(ago);
    return std::to_string(at.ns / 1'000'000'000) + "." + std::to_string(1'000'000'000 + at.ns % 1'000'000'000).substr(1);
}

} // namespace

async::Task<int> events(Invocation& in)
{
    client::EngineClient::Queries queries;
    for (const char* bound : {"since", "until"}) {
        if (!in.given(bound))
            continue;
        const auto at = instant(bound, in.text(bound));
        if (!at)
            co_return report(at.error());
        queries.push_back({bound, *at});
    }
    if (in.given("filter")) {
        const auto filters = filtersOf(in);
        if (!filters)
            co_return report(filters.error());
        queries.push_back({"filters", *filters});
    }
    const async::Stop stop;
    const auto stream = co_await in.engine().stream("/events", queries, stop);
    if (!stream)
        co_return report(stream.error());
    if ((*stream)->head().status != 200) {
        std::string body;
        for (auto piece = co_await (*stream)->next(stop); piece && *piece; piece = co_await (*stream)->next(stop))
            body += **piece;
        co_return report({ErrorCode::Unknown, text(objectOf(body), "message")});
    }
    const std::string format = in.text("format");
    for (;;) {
        const auto line = co_await (*stream)->nextLine(stop);
        if (!line)
            co_return report(line.error());
        if (!*line)
            co_return Ok;
        if (format.empty())
            out(eventLine(objectOf(**line)) + "\n");
        else if (const int code = printTemplate(format, **line); code != Ok)
            co_return code;
    }
}

async::Task<int> info(Invocation& in)
{
    const auto answer = co_await in.engine().get("/info");
    if (!answer)
        co_return report(answer.error());
    if (in.given("format"))
        co_return printTemplate(in.text("format"), *answer);
    const QJsonObject info = objectOf(*answer), swarm = child(info, "Swarm"), cluster = child(swarm, "Cluster"), spec = child(cluster, "Spec");
    std::string shown = "Name: " + text(info, "Name") + "\nEngine Version: " + text(info, "ServerVersion") + "\nOperating System: " + text(info, "OperatingSystem")
        + "\nKernel Version: " + text(info, "KernelVersion") + "\nArchitecture: " + text(info, "Architecture") + "\nCPUs: " + text(info, "NCPU")
        + "\nContainers: " + text(info, "Containers") + " (" + text(info, "ContainersRunning") + " running)\nSwarm: " + text(swarm, "LocalNodeState") + "\n";
    if (text(swarm, "LocalNodeState") != "inactive" && text(swarm, "LocalNodeState") != "locked") {
        shown += " NodeID: " + text(swarm, "NodeID") + "\n";
        if (!text(swarm, "Error").empty())
            shown += " Error: " + text(swarm, "Error") + "\n";
        shown += std::string(" Is Manager: ") + (swarm.value(QLatin1String("ControlAvailable")).toBool() ? "true" : "false") + "\n";
        if (!cluster.isEmpty())
            shown += " ClusterID: " + text(cluster, "ID") + "\n Managers: " + text(swarm, "Managers") + "\n Nodes: " + text(swarm, "Nodes")
                + "\n Data Path Port: " + text(cluster, "DataPathPort") + "\n Orchestration:\n  Task History Retention Limit: "
                + text(child(spec, "Orchestration"), "TaskHistoryRetentionLimit") + "\n Raft:\n  Heartbeat Tick: " + text(child(spec, "Raft"), "HeartbeatTick")
                + "\n  Election Tick: " + text(child(spec, "Raft"), "ElectionTick") + "\n Dispatcher:\n  Heartbeat Period: "
                + humanDuration(Nanoseconds(child(spec, "Dispatcher").value(QLatin1String("HeartbeatPeriod")).toInteger())) + "\n CA Configuration:\n  Expiry Duration: "
                + humanDuration(Nanoseconds(child(spec, "CAConfig").value(QLatin1String("NodeCertExpiry")).toInteger())) + "\n";
        shown += " Node Address: " + text(swarm, "NodeAddr") + "\n";
        const QJsonArray managers = swarm.value(QLatin1String("RemoteManagers")).toArray();
        if (!managers.isEmpty()) {
            shown += " Manager Addresses:\n";
            for (const QJsonValue& manager : managers)
                shown += "  " + text(manager.toObject(), "Addr") + "\n";
        }
    }
    out(shown);
    for (const QJsonValue& warning : info.value(QLatin1String("Warnings")).toArray())
        err(warning.toString().toStdString() + "\n");
    co_return Ok;
}

async::Task<int> version(Invocation& in)
{
    const auto answer = co_await in.engine().get("/version");
    if (in.given("format")) {
        const std::string json = "{\"Client\":{\"Version\":\"" SKEP_VERSION "\"},\"Server\":" + (answer ? *answer : "null") + "}";
        co_return printTemplate(in.text("format"), json);
    }
    out("Client:\n Version:           " SKEP_VERSION "\n API version:       " + (in.engine().version().empty() ? "1.51" : in.engine().version()) + "\n");
    if (!answer)
        co_return report(answer.error());
    const QJsonObject server = objectOf(*answer);
    out("\nServer:\n Version:           " + text(server, "Version") + "\n API version:       " + text(server, "ApiVersion") + " (minimum version "
        + text(server, "MinAPIVersion") + ")\n OS/Arch:           " + text(server, "Os") + "/" + text(server, "Arch") + "\n");
    for (const QJsonValue& component : server.value(QLatin1String("Components")).toArray())
        if (text(component.toObject(), "Name") != "Engine")
            out(" " + text(component.toObject(), "Name") + ":\n  Version:          " + text(component.toObject(), "Version") + "\n");
    co_return Ok;
}

// Connects standard input and output with the daemon's socket, for ssh:// at the other end.
async::Task<int> dialStdio(Invocation& in)
{
    const std::string& path = in.engine().endpoint().path;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (path.empty() || path.size() >= sizeof address.sun_path || fd < 0) {
        err("dial-stdio needs a Unix socket\n");
        co_return Failed;
    }
    path.copy(address.sun_path, path.size());
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        err("Cannot connect to the daemon at unix://" + path + "\n");
        co_return Failed;
    }
    pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {fd, POLLIN, 0}};
    char buffer[64 * 1024];
    const auto carry = [&](int from, int to) {
        const ssize_t count = ::read(from, buffer, sizeof buffer);
        for (ssize_t done = 0; done < count;) {
            const ssize_t written = ::write(to, buffer + done, static_cast<std::size_t>(count - done));
            if (written <= 0)
                return ssize_t(-1);
            done += written;
        }
        return count;
    };
    while (::poll(ends, 2, -1) > 0) {
        if ((ends[0].revents & (POLLIN | POLLHUP)) != 0 && carry(STDIN_FILENO, fd) <= 0) {
            ::shutdown(fd, SHUT_WR);
            ends[0].fd = -1;
        }
        if ((ends[1].revents & (POLLIN | POLLHUP)) != 0 && carry(fd, STDOUT_FILENO) <= 0)
            break;
    }
    ::close(fd);
    co_return Ok;
}

} // namespace skep::cli

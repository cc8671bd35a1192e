#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/utsname.h>

namespace skep::engineapi {
namespace {

QString qt(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

// What clients that compare engine versions shall take us for.
const QString& serverVersion()
{
    static const QString version = QStringLiteral("28.0.0+skep") + QStringLiteral(SKEP_VERSION);
    return version;
}

std::string_view stateText(const LocalState& state)
{
    switch (state.kind) {
    case LocalState::Kind::Inactive: return "inactive";
    case LocalState::Kind::Pending: return "pending";
    case LocalState::Kind::Active: return "active";
    case LocalState::Kind::Error: return "error";
    case LocalState::Kind::Locked: return "locked";
    }
    return "inactive";
}

QJsonObject objectOf(const std::string& json) { return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object(); }

constexpr const char* TwoManagers
    = "WARNING: Running Swarm in a two-manager configuration. This configuration provides\n"
      "         no fault tolerance, and poses a high risk to lose control over the cluster.\n"
      "         Refer to https://docs.docker.com/engine/swarm/admin_guide/ to configure the\n"
      "         Swarm for fault-tolerance.";

QJsonObject swarmObject(Context context)
{
    const LocalState local = context.backend.local();
    QJsonArray managers;
    for (const api::ManagerAddress& manager : local.remoteManagers)
        if (!manager.nodeId.empty())
            managers.append(QJsonObject{{QStringLiteral("NodeID"), qt(manager.nodeId)}, {QStringLiteral("Addr"), qt(manager.addr)}});
    QJsonObject swarm{
        {QStringLiteral("NodeID"), qt(local.nodeId)},
        {QStringLiteral("NodeAddr"), qt(local.nodeAddr)},
        {QStringLiteral("LocalNodeState"), qt(stateText(local))},
        {QStringLiteral("ControlAvailable"), local.kind == LocalState::Kind::Active && context.backend.manager() != nullptr},
        {QStringLiteral("Error"), qt(local.error)},
        {QStringLiteral("RemoteManagers"), managers.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(managers)},
    };
    ManagerBackend* manager = context.backend.manager();
    if (!manager || !manager->store().cluster())
        return swarm;
    const store::View& view = manager->store();
    qint64 nodes = 0, roles = 0;
    for (const auto& node : view.all<api::Node>()) {
        ++nodes;
        roles += node->spec.role == api::NodeRole::Manager ? 1 : 0;
    }
    swarm.insert(QStringLiteral("Nodes"), nodes);
    swarm.insert(QStringLiteral("Managers"), roles);
    swarm.insert(QStringLiteral("Cluster"), objectOf(render(*view.cluster(), false)));
    if (roles == 2)
        swarm.insert(QStringLiteral("Warnings"), QJsonArray{qt(TwoManagers)});
    return swarm;
}

// Enough for `docker info` when there is no engine to ask.
QJsonObject bareInfo()
{
    utsname system{};
    ::uname(&system);
    return {{QStringLiteral("ID"), QString()}, {QStringLiteral("Driver"), QString()}, {QStringLiteral("OSType"), QStringLiteral("linux")},
        {QStringLiteral("KernelVersion"), QString::fromUtf8(system.release)},
        {QStringLiteral("Architecture"), QString::fromUtf8(system.machine)}, {QStringLiteral("ServerVersion"), serverVersion()},
        {QStringLiteral("SecurityOptions"), QJsonArray{}}, {QStringLiteral("RegistryConfig"), QJsonValue::Null},
        {QStringLiteral("Runtimes"), QJsonValue::Null}, {QStringLiteral("Labels"), QJsonArray{}}};
}

std::string compact(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(); }

} // namespace

async::Task<http::Response> ping(Context context)
{
    const LocalState local = context.backend.local();
    std::string swarm(stateText(local));
    if (local.kind == LocalState::Kind::Active)
        swarm += local.manager ? "/manager" : "/worker";
    http::Response response{200,
        {{"Cache-Control", "no-cache, no-store, must-revalidate"}, {"Pragma", "no-cache"},
            {"Content-Type", "text/plain; charset=utf-8"}, {"Swarm", swarm}, {"Builder-Version", "1"}},
        context.request->method == "HEAD" ? "" : "OK"};
    co_return response;
}

async::Task<http::Response> version(Context context)
{
    const auto engine = co_await context.engine.get("/version");
    utsname system{};
    ::uname(&system);
    const QString kernel = QString::fromUtf8(system.release);
    const QString arch = QString::fromUtf8(system.machine) == QStringLiteral("x86_64") ? QStringLiteral("amd64")
        : QString::fromUtf8(system.machine) == QStringLiteral("aarch64")                ? QStringLiteral("arm64")
                                                                                          : QString::fromUtf8(system.machine);
    const QString commit = QStringLiteral("skep-" SKEP_VERSION), built = QStringLiteral("");
    QJsonArray components{QJsonObject{{QStringLiteral("Name"), QStringLiteral("Engine")}, {QStringLiteral("Version"), serverVersion()},
        {QStringLiteral("Details"),
            QJsonObject{{QStringLiteral("ApiVersion"), qt(ApiVersion)}, {QStringLiteral("MinAPIVersion"), qt(MinApiVersion)},
                {QStringLiteral("Arch"), arch}, {QStringLiteral("BuildTime"), built}, {QStringLiteral("Experimental"), QStringLiteral("false")},
                {QStringLiteral("GitCommit"), commit}, {QStringLiteral("GoVersion"), QStringLiteral("none")},
                {QStringLiteral("KernelVersion"), kernel}, {QStringLiteral("Os"), QStringLiteral("linux")}}}}};
    if (engine) {
        // What lies below the engine is shown as the engine says; its own version stands in GET /info.
        for (const QJsonValue& component : engine->value(QStringLiteral("Components")).toArray())
            if (component.toObject().value(QStringLiteral("Name")).toString() != QStringLiteral("Engine"))
                components.append(component);
    }
    const QJsonObject answer{
        {QStringLiteral("Platform"), QJsonObject{{QStringLiteral("Name"), QString()}}},
        {QStringLiteral("Components"), components}, {QStringLiteral("Version"), serverVersion()},
        {QStringLiteral("ApiVersion"), qt(ApiVersion)}, {QStringLiteral("MinAPIVersion"), qt(MinApiVersion)},
        {QStringLiteral("GitCommit"), commit}, {QStringLiteral("GoVersion"), QStringLiteral("none")},
        {QStringLiteral("Os"), QStringLiteral("linux")}, {QStringLiteral("Arch"), arch}, {QStringLiteral("KernelVersion"), kernel},
        {QStringLiteral("BuildTime"), built}};
    co_return json(compact(answer));
}

async::Task<http::Response> info(Context context)
{
    const auto engine = co_await context.engine.get("/info");
    QJsonObject answer = engine ? *engine : bareInfo();
    answer.insert(QStringLiteral("Name"), qt(context.backend.hostname()));
    const QJsonObject swarm = swarmObject(context);
    QJsonArray warnings = answer.value(QStringLiteral("Warnings")).toArray();
    if (!engine)
        warnings.append(qt("WARNING: " + engine.error().message));
    for (const QJsonValue& warning : swarm.value(QStringLiteral("Warnings")).toArray())
        warnings.append(warning);
    answer.insert(QStringLiteral("Swarm"), swarm);
    if (!warnings.isEmpty())
        answer.insert(QStringLiteral("Warnings"), warnings);
    co_return json(compact(answer));
}

} // namespace skep::engineapi

#include "ui/swarm/swarmrequests.h"

#include "ui/actions/quorum.h"
#include "ui/swarm/certificates.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace skep::ui {
namespace {

struct SwarmRequests
{
    Q_DECLARE_TR_FUNCTIONS(SwarmRequests)
};

QJsonObject objectOf(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

// The whole specification as it is, with what is to be rotated.
client::EngineClient::Queries rotating(const char* what)
{
    client::EngineClient::Queries queries;
    for (const char* flag : {"rotateWorkerToken", "rotateManagerToken", "rotateManagerUnlockKey"})
        queries.push_back({flag, std::string(flag) == what ? "true" : "false"});
    return queries;
}

Result<void> asItIs(QJsonObject&)
{
    return {};
}

async::Task<Result<void>> nothing()
{
    co_return Result<void>();
}

// Over when the root is another one than `before` and every node has its certificate of it.
Operations::Work rootRotationWork(Cluster& cluster, std::string before)
{
    Operations::Work work;
    work.title = SwarmRequests::tr("Rotate the root CA");
    work.request = [connection = &cluster.connection()] {
        const client::ClusterConnection::Edit edit = [](QJsonObject& spec) -> Result<void> {
            QJsonObject ca = spec.value(u"CAConfig").toObject();
            ca.insert(QStringLiteral("ForceRotate"), ca.value(u"ForceRotate").toInteger() + 1);
            spec.insert(QStringLiteral("CAConfig"), ca);
            return {};
        };
        return connection->editSwarm(edit, rotating(""));
    };
    work.converged = [mirror = &cluster, before](Operation& operation) {
        const auto now = mirror->store().cluster();
        if (!now || now->tlsInfo.trustRoot == before)
            return false;
        const RootRotation rotation = rootRotation(mirror->store());
        operation.total = rotation.total;
        operation.done = rotation.done;
        operation.progress = rotation.sentence();
        return !rotation.running && rotation.waiting.isEmpty();
    };
    work.kept = [before] {
        return QJsonObject{{QStringLiteral("kind"), QLatin1String(RootRotationKind)}, {QStringLiteral("root"), qstr(before)}};
    };
    return work;
}

Operations::Work newNodeWork(Cluster& cluster, api::NodeRole role, std::set<std::string> known)
{
    Operations::Work work;
    work.title = role == api::NodeRole::Manager ? SwarmRequests::tr("Wait for the new manager")
                                                : SwarmRequests::tr("Wait for the new worker");
    work.request = nothing;
    work.converged = [mirror = &cluster, known, role](Operation& operation) {
        operation.total = 1;
        operation.progress = SwarmRequests::tr("waiting for the node…");
        for (const auto& node : mirror->store().all<api::Node>()) {
            if (known.contains(node->id) || node->status.state != api::NodeState::Ready || node->spec.role != role)
                continue;
            operation.done = 1;
            operation.progress = SwarmRequests::tr("%1 has joined").arg(nodeName(*node));
            return true;
        }
        return false;
    };
    work.kept = [known, role] {
        QJsonArray ids;
        for (const std::string& id : known)
            ids << qstr(id);
        return QJsonObject{{QStringLiteral("kind"), QLatin1String(NewNodeKind)},
            {QStringLiteral("manager"), role == api::NodeRole::Manager}, {QStringLiteral("known"), ids}};
    };
    return work;
}

} // namespace

bool offers(const Cluster& cluster, const char* what)
{
    const client::Capabilities& known = cluster.capabilities();
    return known.skep.empty() || known.has(what);
}

async::Task<Result<std::string>> fetchFromManager(client::ClusterConnection* connection, std::string path)
{
    auto engine = connection->engine();
    if (!engine)
        co_return Failure(engine.error());
    const auto asked = *engine;
    auto body = co_await asked->get(path);
    co_return body;
}

async::Task<Result<QString>> fetchJoinToken(client::ClusterConnection* connection, api::NodeRole role)
{
    const auto body = co_await fetchFromManager(connection, "/swarm");
    if (!body)
        co_return Failure(body.error());
    const QString token = objectOf(*body)
                              .value(u"JoinTokens")
                              .toObject()
                              .value(role == api::NodeRole::Manager ? u"Manager" : u"Worker")
                              .toString();
    if (token.isEmpty())
        co_return fail(ErrorCode::NotFound, "the manager did not tell its join tokens");
    co_return token;
}

async::Task<Result<QString>> fetchUnlockKey(client::ClusterConnection* connection)
{
    const auto body = co_await fetchFromManager(connection, "/swarm/unlockkey");
    if (!body)
        co_return Failure(body.error());
    const QString key = objectOf(*body).value(u"UnlockKey").toString();
    if (key.isEmpty())
        co_return fail(ErrorCode::FailedPrecondition, "no unlock key is set");
    co_return key;
}

async::Task<Result<std::string>> postToNode(
    client::ClusterConnection* connection, std::string path, QJsonObject body, client::EngineClient::Queries queries)
{
    auto node = connection->node();
    if (!node)
        co_return Failure(node.error());
    const auto asked = *node;
    const std::string json = QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
    auto answer = co_await asked->post(path, json, queries);
    co_return answer;
}

async::Task<Result<void>> rotateToken(client::ClusterConnection* connection, api::NodeRole role)
{
    return connection->editSwarm(
        asItIs, rotating(role == api::NodeRole::Manager ? "rotateManagerToken" : "rotateWorkerToken"));
}

async::Task<Result<void>> rotateUnlockKey(client::ClusterConnection* connection)
{
    return connection->editSwarm(asItIs, rotating("rotateManagerUnlockKey"));
}

async::Task<Result<void>> setAutolock(client::ClusterConnection* connection, bool on)
{
    const client::ClusterConnection::Edit edit = [on](QJsonObject& spec) -> Result<void> {
        QJsonObject encryption = spec.value(u"EncryptionConfig").toObject();
        encryption.insert(QStringLiteral("AutoLockManagers"), on);
        spec.insert(QStringLiteral("EncryptionConfig"), encryption);
        return {};
    };
    return connection->editSwarm(edit, rotating(""));
}

void startRootRotation(Cluster& cluster)
{
    const auto before = cluster.store().cluster();
    cluster.operations().start(rootRotationWork(cluster, before ? before->tlsInfo.trustRoot : std::string()));
}

std::optional<Operations::Work> rootRotationAgain(Cluster& cluster, const QJsonObject& kept)
{
    return rootRotationWork(cluster, kept.value(QStringLiteral("root")).toString().toStdString());
}

int waitForNewNode(Cluster& cluster, api::NodeRole role)
{
    std::set<std::string> known;
    for (const auto& node : cluster.store().all<api::Node>())
        known.insert(node->id);
    Operations::Work work = newNodeWork(cluster, role, std::move(known));
    // Who copies the command once more goes on waiting for the same node.
    std::vector<int> earlier;
    for (const Operation& one : cluster.operations().all())
        if (one.title == work.title)
            earlier.push_back(one.id);
    for (const int id : earlier)
        cluster.operations().cancel(id);
    return cluster.operations().start(std::move(work));
}

std::optional<Operations::Work> newNodeAgain(Cluster& cluster, const QJsonObject& kept)
{
    std::set<std::string> known;
    for (const QJsonValue& id : kept.value(QStringLiteral("known")).toArray())
        known.insert(id.toString().toStdString());
    return newNodeWork(cluster, kept.value(QStringLiteral("manager")).toBool() ? api::NodeRole::Manager : api::NodeRole::Worker, std::move(known));
}

} // namespace skep::ui

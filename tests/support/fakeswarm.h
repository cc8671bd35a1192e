#pragma once

#include "tests/support/fakemanager.h"

#include <QJsonArray>

namespace skep::test {

// The swarm's own routes of a FakeManager: tokens, keys, settings, and getting in and out. Install it before anything
// connects.
class FakeSwarm
{
public:
    explicit FakeSwarm(FakeManager& owner)
        : manager(owner)
    {
        owner.routes.push_back([this](const std::shared_ptr<http::Exchange>& exchange,
                                       const http::Request& request) { return answer(exchange, request); });
    }

    struct Write
    {
        std::string path;
        std::map<std::string, std::string> query;
        QJsonObject body;
    };

    FakeManager& manager;
    std::vector<Write> writes;
    std::string unlockKey = "SWMKEY-1-" + std::string(42, 'A') + "A";
    int workerGeneration = 1, managerGeneration = 1;
    std::string joins, certificates, raft; // answers of /skep/v1; "": 404
    std::optional<std::pair<int, std::string>> refuse; // the next write

    [[nodiscard]] static QString token(char role, int generation)
    {
        return QStringLiteral("SWMTKN-1-") + QString(50, u'd') + u'-' + QString(23, QLatin1Char(role))
            + QString::number(generation).rightJustified(2, u'0');
    }
    [[nodiscard]] QString workerToken() const { return token('w', workerGeneration); }
    [[nodiscard]] QString managerToken() const { return token('m', managerGeneration); }

private:
    bool answer(const std::shared_ptr<http::Exchange>& exchange, const http::Request& request)
    {
        const auto json = [&exchange](std::string body) {
            exchange->respond({200, {{"Content-Type", "application/json"}}, std::move(body)});
        };
        if (manager.refusal && request.path.starts_with("/swarm") && request.method == "GET")
            return false;
        if (request.method == "GET" && request.path == "/swarm") {
            json(swarm());
        } else if (request.method == "GET" && request.path == "/swarm/unlockkey") {
            json("{\"UnlockKey\":\""
                + (manager.store.cluster()->spec.encryption.autoLockManagers ? unlockKey : std::string()) + "\"}");
        } else if (request.method == "GET" && request.path == "/skep/v1/joins" && !joins.empty()) {
            json(joins);
        } else if (request.method == "GET" && request.path == "/skep/v1/certificates" && !certificates.empty()) {
            json(certificates);
        } else if (request.method == "GET" && request.path == "/skep/v1/raft" && !raft.empty()) {
            json(raft);
        } else if (request.method == "POST" && request.path.starts_with("/swarm/")) {
            [[maybe_unused]] const auto running = write(this, exchange, request);
        } else {
            return false;
        }
        return true;
    }

    [[nodiscard]] std::string swarm() const
    {
        QJsonObject object
            = QJsonDocument::fromJson(QByteArray::fromStdString(api::toJson(*manager.store.cluster()))).object();
        QJsonObject spec = object.value(QLatin1String("Spec")).toObject();
        spec.insert(QLatin1String("FromTheFuture"), QStringLiteral("kept"));
        object.insert(QLatin1String("Spec"), spec);
        object.insert(QLatin1String("JoinTokens"),
            QJsonObject{{QStringLiteral("Worker"), workerToken()}, {QStringLiteral("Manager"), managerToken()}});
        return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    }

    static async::Task<void> write(FakeSwarm* self, std::shared_ptr<http::Exchange> exchange, http::Request request)
    {
        const auto body = co_await exchange->body(1 << 20);
        if (!body)
            co_return;
        Write write{request.path, {}, QJsonDocument::fromJson(QByteArray::fromStdString(*body)).object()};
        for (const char* name :
            {"version", "rotateWorkerToken", "rotateManagerToken", "rotateManagerUnlockKey", "force"})
            if (const auto value = request.query.get(name))
                write.query[name] = *value;
        self->writes.push_back(write);
        if (self->refuse) {
            exchange->respond(http::errorResponse(self->refuse->first, self->refuse->second));
            self->refuse.reset();
            co_return;
        }
        if (request.path == "/swarm/unlock"
            && write.body.value(QLatin1String("UnlockKey")).toString().toStdString() != self->unlockKey) {
            exchange->respond(http::errorResponse(401, "swarm could not be unlocked: invalid key provided"));
            co_return;
        }
        exchange->respond({200, {{"Content-Type", "application/json"}}, "\"\""});
        self->happen(write);
    }

    void happen(const Write& write)
    {
        if (write.path == "/swarm/init" || write.path == "/swarm/join" || write.path == "/swarm/unlock") {
            manager.localState = "active";
            manager.controlAvailable = true;
            manager.refusal.reset();
        } else if (write.path == "/swarm/leave") {
            manager.localState = "inactive";
            manager.controlAvailable = false;
            manager.refusal = std::pair(503,
                "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this "
                "node to swarm and try again.");
        } else if (write.path == "/swarm/update") {
            workerGeneration
                += write.query.contains("rotateWorkerToken") && write.query.at("rotateWorkerToken") == "true";
            managerGeneration
                += write.query.contains("rotateManagerToken") && write.query.at("rotateManagerToken") == "true";
            api::Cluster changed = *manager.store.cluster();
            if (auto spec = api::fromJson<api::ClusterSpec>(QJsonDocument(write.body).toJson().toStdString()))
                changed.spec = *spec;
            store::Tx tx(manager.store);
            if (tx.update(changed))
                (void)manager.store.apply(manager.store.version() + 1, {{1}, tx.changes()});
        }
    }
};

} // namespace skep::test

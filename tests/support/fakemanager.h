#pragma once

#include "shared/api/json.h"
#include "shared/async/loop.h"
#include "shared/http/server.h"
#include "shared/store/store.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace skep::test {

// A manager of a swarm on a Unix socket, answering from a store that a test writes. Level S has /skep/v1, level D only Docker's
// part. Not more of the API than a client's mirror and its edits need; anything else answers 404.
class FakeManager {
public:
    enum class Level { Docker, Skep };

    FakeManager(std::string socketPath, Level wantedLevel = Level::Skep) : level(wantedLevel), m_path(std::move(socketPath))
    {
        (void)store.apply(1, {{1}, {{store::Action::Create, std::make_shared<const api::Cluster>(api::Cluster{.id = "c1"})}}});
        m_subscription = store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t version) {
            static constexpr const char* Words[] = {"create", "update", "remove"};
            for (const store::Event& event : events) {
                const std::string kind(api::text(store::kindOf(event.object)));
                const std::string text = line(Words[static_cast<int>(event.action)], version, event.object);
                for (const auto& watcher : m_watchers)
                    watcher->tell(text);
                if (kind != "task")
                    publish(m_listeners, "{\"Type\":\"" + kind + "\",\"Action\":\"" + Words[static_cast<int>(event.action)] + "\",\"scope\":\"swarm\"}\n");
            }
        });
        start();
    }

    // --- what a test decides
    store::Store store;
    const Level level;
    std::string localState = "active", nodeId = "n1", clusterId = "c1";
    bool controlAvailable = true;
    std::vector<std::string> remoteManagers;
    // Answers of the leader's routes while it is set: status and message.
    std::optional<std::pair<int, std::string>> refusal;
    // What a family of tests answers by itself, before everything else; nullopt leaves it to the rest. The body is read for writes.
    std::function<std::optional<http::Response>(const http::Request&, const std::string& body)> answer;
    std::string capabilities = R"("watch","raft")"; // of /skep/v1
    // Runs before a request is answered: the place for somebody else's write.
    std::function<void(const http::Request&)> before;
    // Asked in order before the routes here: one that answers true took the request over.
    std::vector<std::function<bool(const std::shared_ptr<http::Exchange>&, const http::Request&)>> routes;

    void start()
    {
        m_server = std::make_unique<http::Server>();
        m_server->setCommonHeaders({{"Api-Version", "1.51"}});
        m_server->setHandler([this](std::shared_ptr<http::Exchange> exchange) { handle(std::move(exchange)); });
        started = m_server->listenUnix(m_path).has_value();
    }
    // As if the process had died.
    void stop()
    {
        cutStreams();
        m_server.reset();
    }
    void cutStreams()
    {
        m_watchers.clear();
        m_listeners.clear();
    }

    // --- what a test looks at
    bool started = false;
    std::vector<std::string> requests; // "GET /nodes", without version and query
    std::vector<std::string> watched;  // the "since" of each watch, "" for none
    [[nodiscard]] std::size_t asked(const std::string& request) const { return std::size_t(std::count(requests.begin(), requests.end(), request)); }

private:
    using Streams = std::vector<std::shared_ptr<http::Exchange>>;
    struct Watcher {
        std::shared_ptr<http::Exchange> exchange;
        std::optional<std::string> later = std::string(); // what comes after the list; nullopt: the list is out

        void tell(const std::string& text)
        {
            if (later)
                *later += text;
            else
                [[maybe_unused]] const auto written = exchange->write(text);
        }
    };

    static std::string mark(const char* action, std::uint64_t version)
    {
        return std::string("{\"Action\":\"") + action + "\",\"Version\":" + std::to_string(version) + "}\n";
    }
    static std::string line(const char* action, std::uint64_t version, const store::ObjectPtr& object)
    {
        return std::string("{\"Action\":\"") + action + "\",\"Version\":" + std::to_string(version) + ",\"Kind\":\""
            + std::string(api::text(store::kindOf(object))) + "\",\"Object\":" + std::visit([](const auto& o) { return api::toJson(*o); }, object) + "}\n";
    }
    static void publish(Streams& streams, const std::string& text)
    {
        for (const auto& stream : streams)
            [[maybe_unused]] const auto written = stream->write(text);
    }
    template <class T>
    std::string list(const std::function<bool(const T&)>& shows = [](const T&) { return true; }) const
    {
        std::string json;
        for (const auto& object : store.all<T>())
            if (shows(*object))
                json += (json.empty() ? "[" : ",") + api::toJson(*object);
        return json.empty() ? "[]" : json + "]";
    }
    std::string info() const
    {
        std::string managers;
        for (const std::string& manager : remoteManagers)
            managers += (managers.empty() ? "" : ",") + ("{\"NodeID\":\"x\",\"Addr\":\"" + manager + "\"}");
        return R"({"ServerVersion":"27.0","Swarm":{"NodeID":")" + nodeId + R"(","LocalNodeState":")" + localState + R"(","ControlAvailable":)"
            + (controlAvailable ? "true" : "false") + R"(,"Error":"","RemoteManagers":[)" + managers + R"(],"Cluster":{"ID":")" + clusterId + R"("}}})";
    }

    void handle(std::shared_ptr<http::Exchange> exchange)
    {
        http::Request request = exchange->head();
        if (request.path.starts_with("/v1."))
            request.path.erase(0, request.path.find('/', 1));
        requests.push_back(request.method + " " + request.path);
        if (before)
            before(request);
        for (const auto& route : routes)
            if (route(exchange, request))
                return;
        const auto json = [&](std::string body) { exchange->respond({200, {{"Content-Type", "application/json"}}, std::move(body)}); };
        const auto message = [&](int status, const std::string& text) { exchange->respond(http::errorResponse(status, text)); };
        const std::string& path = request.path;
        if (path == "/_ping")
            return json("OK");
        if (answer && request.method == "GET")
            if (auto response = answer(request, {}))
                return exchange->respond(std::move(*response));
        if (path == "/info")
            return json(info());
        if (path == "/skep/v1" && level == Level::Skep)
            return json(R"({"Version":"0.1.0","Capabilities":[)" + capabilities + "]}");
        if (path == "/skep/v1/watch" && level == Level::Skep)
            return watch(std::move(exchange), request);
        if (path == "/events") {
            if (exchange->beginStream(200, {}))
                m_listeners.push_back(std::move(exchange));
            return;
        }
        if (path == "/networks")
            return json("[]");
        if (refusal)
            return message(refusal->first, refusal->second);
        if (request.method != "GET" && request.method != "HEAD") {
            [[maybe_unused]] const auto running = write(this, std::move(exchange), request);
            return;
        }
        if (path == "/swarm")
            return json(api::toJson(*store.cluster()));
        if (path == "/nodes") // the only filter that a mirror asks for
            return json(list<api::Node>([managers = request.query.has("filters")](const api::Node& node) { return !managers || node.managerStatus; }));
        if (path == "/services")
            return json(list<api::Service>());
        if (path == "/tasks")
            return json(list<api::Task>());
        if (path == "/secrets")
            return json(list<api::Secret>());
        if (path == "/configs")
            return message(501, "not in this version");
        const std::string id = path.substr(path.rfind('/') + 1);
        if (const auto service = store.get<api::Service>(id))
            return json(withExtra(api::toJson(*service)));
        if (const auto node = store.get<api::Node>(id))
            return json(withExtra(api::toJson(*node)));
        message(404, "no such object: " + id);
    }

    // A member that no version of Skep knows.
    static std::string withExtra(const std::string& json)
    {
        QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
        QJsonObject spec = object.value(QLatin1String("Spec")).toObject();
        spec.insert(QLatin1String("FromTheFuture"), qint64(9'007'199'254'740'993));
        object.insert(QLatin1String("Spec"), spec);
        return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    }

    static async::Task<void> write(FakeManager* self, std::shared_ptr<http::Exchange> exchange, http::Request request)
    {
        const auto body = co_await exchange->body(1 << 20);
        if (!body)
            co_return;
        self->bodies.push_back(*body);
        if (self->answer)
            if (auto response = self->answer(request, *body)) {
                exchange->respond(std::move(*response));
                co_return;
            }
        const std::string path = request.path.substr(0, request.path.rfind('/'));
        const std::string id = path.substr(path.rfind('/') + 1);
        store::Tx tx(self->store);
        Result<void> done;
        const auto index = std::uint64_t(std::stoull(request.query.get("version").value_or("0")));
        if (const auto node = self->store.get<api::Node>(id)) {
            api::Node changed = *node;
            if (const auto spec = api::fromJson<api::NodeSpec>(*body))
                changed.spec = *spec;
            changed.meta.version.index = index;
            done = tx.update(changed);
        }
        if (!done) {
            exchange->respond(http::errorResponse(500, "rpc error: code = Unknown desc = " + done.error().message));
            co_return;
        }
        exchange->respond({200, {}, {}});
        (void)self->store.apply(self->store.version() + 1, {{1}, tx.changes()});
    }

    void watch(std::shared_ptr<http::Exchange> exchange, const http::Request& request)
    {
        const std::string since = request.query.get("since").value_or("");
        watched.push_back(since);
        if (!exchange->beginStream(200, {}))
            return;
        const auto watcher = std::make_shared<Watcher>(Watcher{.exchange = std::move(exchange)});
        m_watchers.push_back(watcher);
        const auto past = since.empty() ? std::nullopt : store.since(std::stoull(since));
        static constexpr const char* Words[] = {"create", "update", "remove"};
        std::string text;
        std::vector<store::ObjectPtr> objects;
        if (past) {
            for (const auto& transaction : *past)
                for (const store::Event& event : transaction.events)
                    text += line(Words[static_cast<int>(event.action)], transaction.version, event.object);
        } else {
            text = mark("reset", store.version());
            objects = store.objects();
        }
        [[maybe_unused]] const auto running = list(watcher, std::move(text), std::move(objects), store.version());
    }

    // In pieces, as they are taken.
    static async::Task<void> list(std::shared_ptr<Watcher> watcher, std::string text, std::vector<store::ObjectPtr> objects, std::uint64_t version)
    {
        for (const auto& object : objects) {
            text += line("list", version, object);
            if (text.size() > 64 * 1024) {
                const auto written = co_await watcher->exchange->write(std::exchange(text, {}));
                if (!written)
                    co_return;
            }
        }
        text += mark("synced", version) + *std::exchange(watcher->later, std::nullopt);
        [[maybe_unused]] const auto written = co_await watcher->exchange->write(std::move(text));
    }

    const std::string m_path;
    std::unique_ptr<http::Server> m_server;
    std::vector<std::shared_ptr<Watcher>> m_watchers;
    Streams m_listeners;
    std::shared_ptr<void> m_subscription;

public:
    std::vector<std::string> bodies; // of writes
};

} // namespace skep::test

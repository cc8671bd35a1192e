#pragma once

#include "tests/support/fakemanager.h"

#include <QJsonArray>

namespace skep::test {

// Lets a FakeManager take what forms send: services, secrets, configs and networks are created, changed and removed in
// its store, with versions as a server keeps them. Members that no version of Skep knows are kept beside the store and
// given back.
class FakeWrites
{
public:
    explicit FakeWrites(FakeManager& manager)
        : m_manager(manager)
    {
        m_manager.routes.push_back([this](const std::shared_ptr<http::Exchange>& exchange,
                                       const http::Request& request) { return handle(exchange, request); });
    }

    struct Post
    {
        std::string path, version; // "/services/create", ""
        QJsonObject body;
    };
    std::vector<Post> posts;
    // Runs when a write has arrived, before it is looked at: the place for somebody who is faster.
    std::function<void(const Post&)> beforeWrite;
    // Answers writes of a path while it is there: status and message.
    std::map<std::string, std::pair<int, std::string>> refusals;
    // Answers reads of a path, as it is.
    std::map<std::string, std::string> documents;

    [[nodiscard]] std::vector<Post> to(const std::string& path) const
    {
        std::vector<Post> found;
        std::copy_if(posts.begin(), posts.end(), std::back_inserter(found),
            [&path](const Post& post) { return post.path == path; });
        return found;
    }
    void put(const std::function<void(store::Tx&)>& write)
    {
        store::Tx tx(m_manager.store);
        write(tx);
        if (!m_manager.store.apply(m_manager.store.version() + 1, {{1}, tx.changes()}))
            qFatal("the fake's own write was refused");
    }
    void editService(const std::string& id, const std::function<void(api::Service&)>& change)
    {
        api::Service service = *m_manager.store.get<api::Service>(id);
        change(service);
        put([&service](store::Tx& tx) { (void)tx.update(service); });
    }

private:
    using Exchange = std::shared_ptr<http::Exchange>;

    static void json(const Exchange& exchange, std::string body, int status = 200)
    {
        exchange->respond({status, {{"Content-Type", "application/json"}}, std::move(body)});
    }
    template <class T>
    bool list(const Exchange& exchange)
    {
        std::string text;
        for (const auto& object : m_manager.store.all<T>())
            text += (text.empty() ? "[" : ",") + api::toJson(*object);
        json(exchange, text.empty() ? "[]" : text + "]");
        return true;
    }
    template <class T>
    bool get(const Exchange& exchange, const std::string& id)
    {
        const auto object = m_manager.store.get<T>(id);
        if (!object)
            return false;
        QJsonObject document = QJsonDocument::fromJson(QByteArray::fromStdString(api::toJson(*object))).object();
        // What this version does not know is kept beside the store.
        QJsonObject spec = document.value(QLatin1String("Spec")).toObject();
        if (const auto raw = m_raw.find(id); raw != m_raw.end())
            for (auto member = raw->second.begin(); member != raw->second.end(); ++member)
                if (member.key().startsWith(QLatin1String("From")))
                    spec.insert(member.key(), member.value());
        document.insert(QLatin1String("Spec"), spec);
        json(exchange, QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString());
        return true;
    }
    bool handle(const Exchange& exchange, const http::Request& request)
    {
        const std::string& path = request.path;
        const std::string id = path.substr(path.rfind('/') + 1);
        if (path == "/skep/v1" && m_manager.level == FakeManager::Level::Skep) {
            json(exchange, R"({"Version":"0.1.0","Capabilities":["watch","simulate","secrets","configs","networks"]})");
            return true;
        }
        if (const auto document = documents.find(path); request.method == "GET" && document != documents.end()) {
            json(exchange, document->second);
            return true;
        }
        if (request.method == "GET" && path == "/configs")
            return list<api::Config>(exchange);
        if (request.method == "GET" && path.starts_with("/services/") && m_raw.contains(id))
            return get<api::Service>(exchange, id);
        if (request.method == "GET" && path.starts_with("/configs/"))
            return get<api::Config>(exchange, id);
        if (request.method == "GET" && path.starts_with("/secrets/"))
            return get<api::Secret>(exchange, id);
        if (request.method == "DELETE" || (request.method == "POST" && !path.starts_with("/nodes/"))) {
            [[maybe_unused]] const auto running = write(this, exchange, request);
            return true;
        }
        return false;
    }

    static async::Task<void> write(FakeWrites* self, Exchange exchange, http::Request request)
    {
        const auto body = co_await exchange->body(1 << 20);
        if (!body)
            co_return;
        const std::string verb = request.method == "DELETE" ? "DELETE " : "";
        self->posts.push_back({verb + request.path, request.query.get("version").value_or(""),
            QJsonDocument::fromJson(QByteArray::fromStdString(*body)).object()});
        const Post post = self->posts.back();
        if (self->beforeWrite)
            self->beforeWrite(post);
        if (const auto refusal = self->refusals.find(post.path); refusal != self->refusals.end()) {
            exchange->respond(http::errorResponse(refusal->second.first, refusal->second.second));
            co_return;
        }
        store::Tx tx(self->m_manager.store);
        const std::string created = "new" + std::to_string(++self->m_made);
        const Result<void> done = self->change(tx, post, *body, created);
        if (!done) {
            exchange->respond(http::errorResponse(500, "rpc error: code = Unknown desc = " + done.error().message));
            co_return;
        }
        json(exchange, R"({"ID":")" + created + R"(","Id":")" + created + R"("})",
            post.path.ends_with("/create") ? 201 : 200);
        (void)self->m_manager.store.apply(self->m_manager.store.version() + 1, {{1}, tx.changes()});
    }

    Result<void> change(store::Tx& tx, const Post& post, const std::string& body, const std::string& created)
    {
        if (post.path == "/services/create")
            return create(tx, api::Service{.id = created}, api::fromJson<api::ServiceSpec>(body));
        if (post.path == "/secrets/create")
            return create(tx, api::Secret{.id = created}, withoutData(api::fromJson<api::SecretSpec>(body)));
        if (post.path == "/configs/create")
            return create(tx, api::Config{.id = created}, api::fromJson<api::ConfigSpec>(body));
        if (post.path == "/networks/create") {
            api::Network network{.id = created};
            network.spec.name = post.body.value(QLatin1String("Name")).toString().toStdString();
            return tx.create(network);
        }
        const auto words = post.path.substr(post.path.find('/'));
        const std::string kind = words.substr(1, words.find('/', 1) - 1);
        const std::string id = words.substr(kind.size() + 2, words.find('/', kind.size() + 2) - kind.size() - 2);
        if (post.path.starts_with("DELETE "))
            return kind == "secrets" ? tx.remove<api::Secret>(id)
                : kind == "configs"  ? tx.remove<api::Config>(id)
                : kind == "networks" ? tx.remove<api::Network>(id)
                                     : tx.remove<api::Service>(id);
        if (kind == "services") {
            const auto updated = update<api::Service>(tx, id, post, api::fromJson<api::ServiceSpec>(body));
            if (updated)
                m_raw[id] = post.body;
            return updated;
        }
        if (kind == "secrets")
            return update<api::Secret>(tx, id, post, api::fromJson<api::SecretSpec>(body));
        return update<api::Config>(tx, id, post, api::fromJson<api::ConfigSpec>(body));
    }
    template <class T, class S>
    static Result<void> create(store::Tx& tx, T object, Result<S> spec)
    {
        if (!spec)
            return Failure(spec.error());
        object.spec = *spec;
        return tx.create(std::move(object));
    }
    template <class T, class S>
    Result<void> update(store::Tx& tx, const std::string& id, const Post& post, Result<S> spec)
    {
        const auto known = m_manager.store.get<T>(id);
        if (!known)
            return fail(ErrorCode::NotFound, "no such object: " + id);
        if (!spec)
            return Failure(spec.error());
        T object = *known;
        object.spec = *spec;
        object.meta.version.index = std::stoull(post.version.empty() ? "0" : post.version);
        return tx.update(std::move(object));
    }
    // The managers keep it to themselves.
    static Result<api::SecretSpec> withoutData(Result<api::SecretSpec> spec)
    {
        if (spec)
            spec->data.reset();
        return spec;
    }

    FakeManager& m_manager;
    int m_made = 0;
    std::map<std::string, QJsonObject> m_raw; // specifications as they were sent
};

} // namespace skep::test

#include "daemon/engineapi/api.h"

#include "shared/base/logging.h"

namespace skep::engineapi {
namespace {

constexpr std::size_t BodyLimit = 8 * 1024 * 1024;
constexpr auto RequestLimit = 20s;
constexpr auto RetryPause = 20ms;
constexpr const char* PageNotFound = "page not found";
constexpr const char* LeadershipMoved = "leadership moved";

// What belongs to the engine when there is one; without one these are known and cannot be had.
constexpr std::string_view EngineAreas[] = {"/containers", "/images", "/volumes", "/networks", "/exec", "/build", "/plugins", "/system",
    "/session", "/auth", "/commit", "/distribution", "/grpc"};

// "/v1.41/services" → {"1.41", "/services"}; without a prefix {"", path}.
std::pair<std::string, std::string> splitVersion(const std::string& path)
{
    if (!path.starts_with("/v"))
        return {"", path};
    const auto end = path.find('/', 2);
    const std::string number = path.substr(2, end == std::string::npos ? std::string::npos : end - 2);
    if (end == std::string::npos || number.empty() || number.find_first_not_of("0123456789.") != std::string::npos)
        return {"", path};
    return {number, path.substr(end)};
}

// Compares by numeric components; refuses in Docker's words.
std::optional<http::Response> checkVersion(const std::string& number, ApiNumber& version)
{
    const ApiNumber highest = *parseApiNumber(ApiVersion), lowest = *parseApiNumber(MinApiVersion);
    version = highest;
    if (number.empty())
        return {};
    const auto parsed = parseApiNumber(number);
    if (!parsed)
        return plainError(parsed.error());
    version = *parsed;
    std::string refusal;
    if (version < lowest)
        refusal = "client version " + number + " is too old. Minimum supported API version is " + MinApiVersion
            + ", please upgrade your client to a newer version";
    else if (version > highest)
        refusal = "client version " + number + " is too new. Maximum supported API version is " + ApiVersion;
    else
        return {};
    if (version < ApiNumber{1, 24}) // clients of that age read plain text
        return http::Response{400, {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}}, refusal + "\n"};
    return http::errorResponse(400, refusal);
}

bool isRead(const http::Request& request) { return request.method == "GET" || request.method == "HEAD"; }

api::ForwardRequest forwardOf(const http::Request& request)
{
    api::ForwardRequest forward{request.method, http::targetOf(request), {}, request.body};
    for (const char* name : {"Content-Type", "X-Registry-Auth"})
        if (const auto value = request.headers.get(name))
            forward.headers.emplace(name, *value);
    return forward;
}

http::Response responseOf(api::ForwardReply reply)
{
    http::Response response{static_cast<int>(reply.status), {}, std::move(reply.body)};
    for (auto& [name, value] : reply.headers)
        response.headers.set(name, value);
    return response;
}

} // namespace

void Api::attach(http::Server& server)
{
    server.setCommonHeaders({{"Api-Version", ApiVersion}, {"Docker-Experimental", "false"}, {"Ostype", "linux"},
        {"Server", "Skep/" SKEP_VERSION " (linux)"}});
    server.setHandler([this](std::shared_ptr<http::Exchange> exchange) { handle(exchange); });
}

void Api::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& head = exchange->head();
    const auto [number, path] = splitVersion(head.path);
    ApiNumber version;
    if (auto refused = checkVersion(number, version)) {
        exchange->respond(std::move(*refused));
        return;
    }
    Match match = findRoute(head.method, path);
    if (match.route)
        m_scope.spawn("api request", answer(exchange, std::move(match), version, path));
    else if (head.method == "OPTIONS")
        exchange->respond(empty());
    else if (match.pathKnown || path.starts_with("/skep/"))
        exchange->respond(http::errorResponse(404, PageNotFound));
    else if (head.method == "POST" && path == "/networks/create")
        m_scope.spawn("network create", networkCreate(exchange, version, path));
    else
        m_scope.spawn("pass to engine", passOn(exchange, version, path));
}

std::string Api::notAManager() const
{
    const LocalState local = m_backend.local();
    switch (local.kind) {
    case LocalState::Kind::Locked:
        return "Swarm is encrypted and needs to be unlocked before it can be used. Please use \"docker swarm unlock\" to unlock it.";
    case LocalState::Kind::Inactive:
        return "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try "
               "again.";
    case LocalState::Kind::Active:
        if (!local.manager)
            return "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on "
                   "a manager node or promote the current node to a manager.";
        break;
    case LocalState::Kind::Pending:
    case LocalState::Kind::Error: break;
    }
    return "This node is not a swarm manager. Manager is being prepared or has trouble connecting to the cluster.";
}

async::Task<void> Api::answer(std::shared_ptr<http::Exchange> exchange, Match match, ApiNumber version, std::string path)
{
    const Route& route = *match.route;
    if (route.where != Where::Node && !m_backend.manager()) {
        exchange->respond(plainError(ErrorCode::Unavailable, notAManager()));
        co_return;
    }
    auto request = std::make_shared<http::Request>(exchange->head());
    request->path = std::move(path);
    auto body = co_await exchange->body(BodyLimit);
    if (!body)
        co_return; // answered already, or the client is gone
    request->body = std::move(*body);
    Context context{m_backend, m_engine, request, version, std::move(match.parameters)};
    if (route.stream) {
        co_await route.stream(context, exchange);
        co_return;
    }
    http::Response response;
    if (route.where == Where::Leader)
        response = co_await onLeader(context, &route);
    else
        response = co_await route.handler(context);
    wipe(request->body);
    exchange->respond(std::move(response));
}

// On the leader the handler runs once the store is known to be up to date; elsewhere the leader is asked. A request that the leader did
// not take is asked again, until the request limit; one that it may have taken is not.
async::Task<http::Response> Api::onLeader(Context context, const Route* route)
{
    const auto deadline = async::loop().monotonic() + RequestLimit;
    for (;;) {
        ManagerBackend* manager = m_backend.manager();
        if (!manager)
            co_return plainError(ErrorCode::Unavailable, notAManager());
        Error error;
        if (manager->isLeader()) {
            const auto current = co_await manager->readBarrier();
            manager = m_backend.manager();
            if (current && manager && manager->isLeader()) {
                auto response = co_await route->handler(context);
                co_return response;
            }
            error = current ? Error{ErrorCode::Unavailable, LeadershipMoved} : current.error();
        } else {
            auto reply = co_await manager->forward(forwardOf(*context.request));
            if (reply)
                co_return responseOf(std::move(*reply));
            error = reply.error();
            if (isRead(*context.request) && error.code == ErrorCode::Aborted)
                error.code = ErrorCode::Unavailable; // reading twice does no harm
        }
        if (error.code == ErrorCode::Aborted)
            error = {ErrorCode::Unknown, error.message};
        if (error.code != ErrorCode::Unavailable)
            co_return rpcError(error);
        if (async::loop().monotonic() >= deadline)
            co_return rpcError({ErrorCode::DeadlineExceeded, "context deadline exceeded"});
        const auto slept = co_await async::sleepFor(RetryPause, m_scope.stop());
        if (!slept)
            co_return plainError(ErrorCode::Unavailable, "the daemon is stopping");
    }
}

async::Task<Result<api::ForwardReply>> Api::serveForwarded(api::ForwardRequest forward)
{
    auto request = std::make_shared<http::Request>();
    request->method = forward.method;
    request->target = forward.target;
    for (const auto& [name, value] : forward.headers)
        request->headers.set(name, value);
    request->body = std::move(forward.body);
    auto target = http::parseTarget(request->target);
    if (!target)
        co_return tl::unexpected(target.error());
    const auto [number, path] = splitVersion(target->path);
    request->path = path;
    request->query = std::move(target->query);
    ApiNumber version;
    if (checkVersion(number, version))
        co_return fail(ErrorCode::InvalidArgument, "forwarded request has an unknown API version");
    Match match = findRoute(request->method, path);
    if (!match.route || match.route->where != Where::Leader)
        co_return fail(ErrorCode::InvalidArgument, "forwarded request is not for the leader");
    ManagerBackend* manager = m_backend.manager();
    if (!manager)
        co_return fail(ErrorCode::Unavailable, LeadershipMoved);
    const auto current = co_await manager->readBarrier();
    manager = m_backend.manager();
    if (!current || !manager || !manager->isLeader())
        co_return fail(ErrorCode::Unavailable, LeadershipMoved);
    Context context{m_backend, m_engine, request, version, std::move(match.parameters)};
    http::Response response = co_await match.route->handler(context);
    api::ForwardReply reply{response.status, {}, std::move(response.body)};
    for (const http::Header& header : response.headers)
        reply.headers.emplace(header.name, header.value);
    co_return reply;
}

// --- What the engine answers -------------------------------------------------------------------------------------

async::Task<void> Api::passOn(std::shared_ptr<http::Exchange> exchange, ApiNumber version, std::string path)
{
    const auto engine = co_await m_engine.apiVersion();
    if (!engine) {
        const bool known = std::any_of(std::begin(EngineAreas), std::end(EngineAreas),
            [&](std::string_view area) { return path == area || path.starts_with(std::string(area) + "/"); });
        exchange->respond(known ? plainError(engine.error()) : http::errorResponse(404, PageNotFound));
        co_return;
    }
    relay(exchange, std::min(version, *engine), {});
}

void Api::relay(const std::shared_ptr<http::Exchange>& exchange, ApiNumber version, std::optional<Bytes> body)
{
    // The engine may be older than the API we speak: it is asked in a version that it knows.
    const http::Request& head = exchange->head();
    const auto [number, path] = splitVersion(head.path);
    std::string target = head.target;
    if (!number.empty())
        target = "/v" + text(version) + head.target.substr(head.target.find('/', 2));
    exchange->passThrough(
        m_engine.socketPath(),
        [this, exchange](const Error& error) {
            m_engine.forgetVersion();
            exchange->respond(plainError(error));
        },
        std::move(body), std::move(target));
}

// Overlay networks are the swarm's, all others the engine's.
async::Task<void> Api::networkCreate(std::shared_ptr<http::Exchange> exchange, ApiNumber version, std::string)
{
    auto body = co_await exchange->body(BodyLimit);
    if (!body)
        co_return;
    const auto document = QJsonDocument::fromJson(QByteArray(body->data(), qsizetype(body->size())));
    const QJsonObject object = document.object();
    const bool overlay = object.value(QStringLiteral("Driver")).toString() == QStringLiteral("overlay")
        || object.value(QStringLiteral("Scope")).toString() == QStringLiteral("swarm")
        || object.value(QStringLiteral("Ingress")).toBool();
    if (overlay) {
        if (m_backend.manager())
            exchange->respond(plainError(ErrorCode::Unimplemented, "overlay networks are not supported by this version of Skep (" SKEP_VERSION ")"));
        else if (m_backend.local().kind == LocalState::Kind::Active)
            exchange->respond(http::errorResponse(
                403, "Cannot create a multi-host network from a worker node. Please create the network from a manager node."));
        else
            exchange->respond(http::errorResponse(403, notAManager()));
        co_return;
    }
    const auto engine = co_await m_engine.apiVersion();
    if (!engine) {
        exchange->respond(plainError(engine.error()));
        co_return;
    }
    relay(exchange, std::min(version, *engine), std::move(*body));
}

} // namespace skep::engineapi

#include "shared/client/engineclient.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>
#include <map>
#include <set>

namespace skep::client {
namespace {

constexpr const char* OwnVersion = "1.51";

std::pair<int, int> numbers(const std::string& version)
{
    int major = 0, minor = 0;
    std::sscanf(version.c_str(), "%d.%d", &major, &minor);
    return {major, minor};
}

ErrorCode codeOf(int status)
{
    switch (status) {
    case 400: return ErrorCode::InvalidArgument;
    case 401: return ErrorCode::Unauthenticated;
    case 403: return ErrorCode::PermissionDenied;
    case 404: return ErrorCode::NotFound;
    case 409: return ErrorCode::AlreadyExists;
    case 501: return ErrorCode::Unimplemented;
    case 503: return ErrorCode::FailedPrecondition;
    default: return ErrorCode::Unknown;
    }
}

} // namespace

std::string EngineClient::filters(const std::vector<std::pair<std::string, std::string>>& pairs)
{
    QJsonObject object;
    for (const auto& [name, value] : pairs) {
        const QString key = QString::fromStdString(name);
        QJsonObject values = object.value(key).toObject();
        values.insert(QString::fromStdString(value), true);
        object.insert(key, values);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

async::Task<Result<void>> EngineClient::negotiate(std::chrono::nanoseconds deadline, async::Stop stop)
{
    http::Request request;
    request.method = "HEAD";
    request.path = "/_ping";
    const auto pong = co_await m_client.request(std::move(request), deadline, stop);
    if (!pong)
        co_return fail(ErrorCode::Unavailable,
            "Cannot connect to the daemon at " + m_client.endpoint().toString() + ". Is skepd running? (" + pong.error().message + ")");
    const std::string server = pong->headers.get("Api-Version").value_or("1.24");
    m_version = numbers(server) < numbers(OwnVersion) ? server : OwnVersion;
    co_return Result<void>{};
}

async::Task<Result<std::string>> EngineClient::send(http::Request request, std::chrono::nanoseconds deadline, async::Stop stop)
{
    if (m_readOnly && request.method != "GET" && request.method != "HEAD")
        co_return fail(ErrorCode::PermissionDenied, "this connection is read-only: " + request.method + " " + request.path + " was not sent");
    if (m_version.empty()) {
        const auto agreed = co_await negotiate(deadline, stop);
        if (!agreed)
            co_return tl::unexpected(agreed.error());
    }
    request.path = "/v" + m_version + request.path;
    auto response = co_await m_client.request(std::move(request), deadline, stop);
    if (!response)
        co_return tl::unexpected(response.error());
    if (response->status < 400)
        co_return std::move(response->body);
    const auto answer = QJsonDocument::fromJson(QByteArray::fromStdString(response->body)).object();
    std::string message = answer.value(QStringLiteral("message")).toString().toStdString();
    if (message.empty())
        message = response->body.empty() ? "status " + std::to_string(response->status) : response->body;
    while (message.ends_with('\n'))
        message.pop_back();
    co_return fail(codeOf(response->status), std::move(message));
}

async::Task<Result<std::string>> EngineClient::get(
    std::string path, Queries queries, std::chrono::nanoseconds deadline, async::Stop stop)
{
    http::Request request;
    request.path = std::move(path);
    for (auto& query : queries)
        request.query.add(std::move(query.name), std::move(query.value));
    auto result = co_await send(std::move(request), deadline, stop);
    co_return result;
}

async::Task<Result<std::string>> EngineClient::post(std::string path, std::string json, Queries queries, std::string registryAuth)
{
    http::Request request;
    request.method = "POST";
    request.path = std::move(path);
    for (auto& query : queries)
        request.query.add(std::move(query.name), std::move(query.value));
    if (!json.empty())
        request.headers.set("Content-Type", "application/json");
    if (!registryAuth.empty())
        request.headers.set("X-Registry-Auth", std::move(registryAuth));
    request.body = std::move(json);
    auto result = co_await send(std::move(request));
    co_return result;
}

async::Task<Result<std::string>> EngineClient::remove(std::string path, Queries queries)
{
    http::Request request;
    request.method = "DELETE";
    request.path = std::move(path);
    for (auto& query : queries)
        request.query.add(std::move(query.name), std::move(query.value));
    auto result = co_await send(std::move(request));
    co_return result;
}

async::Task<Result<std::shared_ptr<http::BodyStream>>> EngineClient::stream(std::string path, Queries queries, async::Stop stop)
{
    if (m_version.empty()) {
        const auto agreed = co_await negotiate();
        if (!agreed)
            co_return tl::unexpected(agreed.error());
    }
    http::Request request;
    request.path = "/v" + m_version + std::move(path);
    for (auto& query : queries)
        request.query.add(std::move(query.name), std::move(query.value));
    auto result = co_await m_client.stream(std::move(request), DefaultDeadline, stop);
    co_return result;
}

} // namespace skep::client

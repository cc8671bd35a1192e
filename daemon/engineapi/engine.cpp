#include "daemon/engineapi/engine.h"

#include <QJsonDocument>

#include <charconv>

namespace skep::engineapi {
namespace {

constexpr auto Deadline = 5s;

} // namespace

Result<ApiNumber> parseApiNumber(std::string_view text)
{
    ApiNumber number{0, 0};
    const char* end = text.data() + text.size();
    const auto [dot, error] = std::from_chars(text.data(), end, number.major);
    if (error == std::errc() && dot != end && *dot == '.') {
        const auto [rest, second] = std::from_chars(dot + 1, end, number.minor);
        if (second == std::errc() && rest == end)
            return number;
    }
    return fail(ErrorCode::InvalidArgument, "invalid API version \"" + std::string(text) + "\"");
}

std::string text(ApiNumber number) { return std::to_string(number.major) + "." + std::to_string(number.minor); }

Engine::Engine(std::string socketPath)
    : m_socketPath(std::move(socketPath))
{
    if (!m_socketPath.empty())
        m_client = std::make_unique<http::Client>(http::Endpoint::unixSocket(m_socketPath));
}

async::Task<Result<QJsonObject>> Engine::get(std::string path)
{
    if (!m_client)
        co_return fail(ErrorCode::Unavailable, "there is no container engine on this node");
    http::Request request;
    request.target = std::move(path);
    const auto response = co_await m_client->request(std::move(request), Deadline);
    if (!response)
        co_return tl::unexpected(response.error());
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(response->body));
    if (response->status != 200 || !document.isObject())
        co_return fail(ErrorCode::Unavailable, "the container engine answered " + std::to_string(response->status));
    co_return document.object();
}

async::Task<Result<std::shared_ptr<http::BodyStream>>> Engine::stream(http::Request request, async::Stop stop)
{
    if (!m_client)
        co_return fail(ErrorCode::Unavailable, "there is no container engine on this node");
    auto result = co_await m_client->stream(std::move(request), Deadline, stop);
    co_return result;
}

async::Task<Result<ApiNumber>> Engine::apiVersion()
{
    if (m_version)
        co_return *m_version;
    const auto answer = co_await get("/version");
    if (!answer)
        co_return tl::unexpected(answer.error());
    const auto number = parseApiNumber(answer->value(QStringLiteral("ApiVersion")).toString().toStdString());
    if (!number)
        co_return tl::unexpected(number.error());
    m_version = *number;
    co_return *number;
}

} // namespace skep::engineapi

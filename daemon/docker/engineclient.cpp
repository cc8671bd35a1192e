#include "daemon/docker/engineclient.h"

#include "daemon/docker/defaults.h"
#include "daemon/docker/wire.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace skep::docker {
namespace {

std::pair<int, int> parts(std::string_view version)
{
    const auto dot = version.find('.');
    const auto number = [](std::string_view digits) {
        int value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    };
    return {number(version.substr(0, dot)), dot == std::string_view::npos ? 0 : number(version.substr(dot + 1))};
}

ErrorCode codeFor(int status)
{
    switch (status) {
    case 400: return ErrorCode::InvalidArgument;
    case 401:
    case 403: return ErrorCode::PermissionDenied;
    case 404: return ErrorCode::NotFound;
    case 409: return ErrorCode::AlreadyExists;
    case 502:
    case 503:
    case 504: return ErrorCode::Unavailable;
    default: return status >= 500 ? ErrorCode::Internal : ErrorCode::Unknown;
    }
}

bool isSuccess(int status) { return (status >= 200 && status < 300) || status == 304; }

// The text of an error body, which streams give in pieces.
async::Task<Bytes> readAll(std::shared_ptr<http::BodyStream> stream, async::Stop stop)
{
    constexpr std::size_t Enough = 64 * 1024;
    Bytes body;
    while (body.size() < Enough) {
        auto piece = co_await stream->next(stop);
        if (!piece || !*piece)
            break;
        body += **piece;
    }
    co_return body;
}

} // namespace

std::string negotiatedVersion(std::string_view newest, std::string_view engineNewest, std::string_view engineMinimum)
{
    std::string_view version = std::min(newest, engineNewest, [](auto a, auto b) { return parts(a) < parts(b); });
    if (!engineMinimum.empty() && parts(version) < parts(engineMinimum))
        version = engineMinimum;
    return std::string(version);
}

Error engineError(int status, std::string_view body)
{
    const auto answer = api::fromJson<ErrorAnswer>(body);
    std::string message = answer ? answer->message : std::string();
    while (!message.empty() && std::isspace(static_cast<unsigned char>(message.back())) != 0)
        message.pop_back();
    if (message.empty())
        message = "the container engine answered with status " + std::to_string(status);
    return {codeFor(status), std::move(message)};
}

bool isMissingImage(const Error& error)
{
    if (error.code != ErrorCode::NotFound)
        return false;
    std::string text = error.message;
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text.find("no such image") != std::string::npos || text.find("image not known") != std::string::npos;
}

EngineClient::EngineClient(std::string socketPath) : m_client(http::Endpoint::unixSocket(std::move(socketPath))) {}

async::Task<Result<http::Request>> EngineClient::prepare(Call call, async::Stop stop)
{
    if (m_prefix.empty()) {
        http::Request question{.method = "GET", .path = "/version"};
        const auto answer = co_await m_client.request(std::move(question), QueryDeadline, stop);
        if (!answer)
            co_return Failure(answer.error());
        if (!isSuccess(answer->status))
            co_return Failure(engineError(answer->status, answer->body));
        const auto version = api::fromJson<VersionAnswer>(answer->body);
        if (!version || version->apiVersion.empty())
            co_return fail(ErrorCode::Internal, "the container engine does not say which version of the API it speaks");
        m_prefix = "/v" + negotiatedVersion(NewestApi, version->apiVersion, version->minApiVersion);
    }
    http::Request request{.method = std::move(call.method), .path = m_prefix + call.path, .query = std::move(call.query)};
    request.headers = std::move(call.headers);
    if (!call.body.empty())
        request.headers.set("Content-Type", "application/json");
    request.body = std::move(call.body);
    co_return request;
}

async::Task<Result<http::Response>> EngineClient::request(Call call, std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto request = co_await prepare(std::move(call), stop);
    if (!request)
        co_return Failure(request.error());
    auto answer = co_await m_client.request(std::move(*request), deadline, stop);
    if (answer && !isSuccess(answer->status))
        co_return Failure(engineError(answer->status, answer->body));
    co_return answer;
}

async::Task<Result<std::shared_ptr<http::BodyStream>>> EngineClient::stream(
    Call call, std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto request = co_await prepare(std::move(call), stop);
    if (!request)
        co_return Failure(request.error());
    auto answer = co_await m_client.stream(std::move(*request), deadline, stop);
    if (answer && !isSuccess((*answer)->head().status)) {
        const auto body = co_await readAll(*answer, stop);
        co_return Failure(engineError((*answer)->head().status, body));
    }
    co_return answer;
}

} // namespace skep::docker

#include "shared/http/client.h"

#include "shared/http/clientpool.h"
#include "shared/http/clientstream.h"

namespace skep::http {
namespace {

// What a timer of the system can count; a longer deadline is none.
constexpr auto LongestDeadline = std::chrono::hours(24 * 20);

std::string named(const Endpoint& endpoint, const Request& request)
{
    const std::string target = targetOf(request);
    return endpoint.toString() + " did not answer " + request.method + " " + target.substr(0, target.find('?'))
        + " in time";
}

template <class T>
void limit(const async::Pending<T>& pending, std::chrono::nanoseconds deadline, const Endpoint& endpoint,
           const Request& request)
{
    if (deadline < LongestDeadline)
        pending.failAfter(deadline, named(endpoint, request));
}

async::Task<Result<Response>> runCall(std::shared_ptr<ClientPool> pool, std::shared_ptr<Call> call, async::Stop stop)
{
    const auto result = call->result;
    const auto handle = stop.then([result] { result.resolve(fail(ErrorCode::Cancelled, "stopped")); });
    pool->submit(call);
    auto response = co_await result;
    if (!response)
        pool->withdraw(call);
    co_return response;
}

async::Task<Result<std::shared_ptr<BodyStream>>> runStream(std::shared_ptr<ClientPool> pool, Request request,
                                                           std::chrono::nanoseconds deadline, async::Stop stop)
{
    const auto stream = std::make_shared<ClientStream>(pool->endpoint());
    const auto head = stream->start(request);
    limit(head, deadline, pool->endpoint(), request);
    const auto handle = stop.then([head] { head.resolve(fail(ErrorCode::Cancelled, "stopped")); });
    const auto arrived = co_await head;
    if (!arrived) {
        stream->close();
        co_return Failure(arrived.error());
    }
    co_return std::make_shared<BodyStream>(stream);
}

} // namespace

Endpoint Endpoint::unixSocket(std::string path)
{
    Endpoint endpoint;
    endpoint.path = std::move(path);
    return endpoint;
}

Endpoint Endpoint::tcp(std::string host, std::uint16_t port, std::optional<QSslConfiguration> tls)
{
    Endpoint endpoint;
    endpoint.kind = Kind::Tcp;
    endpoint.host = std::move(host);
    endpoint.port = port;
    endpoint.tls = std::move(tls);
    return endpoint;
}

Endpoint Endpoint::command(std::vector<std::string> argv)
{
    Endpoint endpoint;
    endpoint.kind = Kind::Command;
    endpoint.argv = std::move(argv);
    return endpoint;
}

std::string Endpoint::toString() const
{
    switch (kind) {
    case Kind::Tcp:
        return "tcp://" + (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
    case Kind::Command: {
        std::string text;
        for (const std::string& word : argv)
            text += (text.empty() ? "" : " ") + word;
        return text;
    }
    case Kind::Unix:
        break;
    }
    return "unix://" + path;
}

Client::Client(Endpoint endpoint) : m_pool(std::make_shared<ClientPool>(std::move(endpoint))) {}

Client::~Client() { m_pool->close(); }

const Endpoint& Client::endpoint() const { return m_pool->endpoint(); }

async::Task<Result<Response>> Client::request(Request request, std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto call = std::make_shared<Call>(Call{.request = std::move(request), .result = {}});
    limit(call->result, deadline, m_pool->endpoint(), call->request);
    return runCall(m_pool, std::move(call), std::move(stop));
}

async::Task<Result<std::shared_ptr<BodyStream>>> Client::stream(Request request, std::chrono::nanoseconds deadline,
                                                                async::Stop stop)
{
    return runStream(m_pool, std::move(request), deadline, std::move(stop));
}

} // namespace skep::http

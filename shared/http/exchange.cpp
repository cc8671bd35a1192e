#include "shared/http/exchange.h"

#include "shared/http/connection.h"

namespace skep::http {

Exchange::Exchange(std::weak_ptr<Connection> connection, Request head, Peer peer)
    : m_connection(std::move(connection)), m_head(std::move(head)), m_peer(std::move(peer))
{
}

Exchange::~Exchange()
{
    if (const auto connection = m_connection.lock())
        connection->abandoned(*this);
}

async::Task<Result<Bytes>> Exchange::body(std::size_t limit)
{
    const auto keep = shared_from_this();
    async::Pending<Bytes> pending;
    if (const auto connection = m_connection.lock())
        pending = connection->readBody(*this, limit);
    else
        pending.resolve(fail(ErrorCode::Unavailable, "the client is gone"));
    auto result = co_await pending;
    co_return result;
}

void Exchange::respond(Response response)
{
    if (const auto connection = m_connection.lock())
        connection->respond(*this, std::move(response));
}

Result<void> Exchange::beginStream(int status, Headers headers)
{
    const auto connection = m_connection.lock();
    if (!connection)
        return fail(ErrorCode::Unavailable, "the client is gone");
    return connection->beginStream(*this, status, headers);
}

async::Task<Result<void>> Exchange::write(Bytes data)
{
    const auto keep = shared_from_this();
    std::optional<async::Pending<void>> room;
    {
        const auto connection = m_connection.lock();
        if (!connection)
            co_return fail(ErrorCode::Unavailable, "the client is gone");
        room = connection->write(*this, std::move(data));
    }
    if (!room)
        co_return Result<void>();
    const auto pending = *room;
    auto result = co_await pending;
    co_return result;
}

void Exchange::end()
{
    if (const auto connection = m_connection.lock())
        connection->end(*this);
}

void Exchange::passThrough(std::string unixSocketPath, std::function<void(Error)> onConnectError,
                           std::optional<Bytes> body, std::optional<std::string> target)
{
    m_relayTarget = std::move(target);
    if (const auto connection = m_connection.lock())
        connection->passThrough(*this, std::move(unixSocketPath), std::move(onConnectError), std::move(body));
}

} // namespace skep::http

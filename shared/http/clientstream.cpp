#include "shared/http/clientstream.h"

namespace skep::http {
namespace {

constexpr std::size_t UnreadBytes = 256 * 1024;

} // namespace

ClientStream::ClientStream(const Endpoint& endpoint)
    : m_connection(std::make_shared<ClientConnection>(endpoint)), m_name(endpoint.toString())
{
}

ClientStream::~ClientStream() { m_connection->abort(); }

async::Pending<void> ClientStream::start(const Request& request)
{
    m_connection->open(this);
    m_connection->send(request);
    return m_headPending;
}

std::optional<Result<std::optional<Bytes>>> ClientStream::take()
{
    if (!m_connection->parser().body().empty()) {
        Bytes data = m_connection->parser().takeBody();
        if (!m_finished && !m_error)
            m_connection->setReading(true);
        return Result<std::optional<Bytes>>(std::move(data));
    }
    if (m_error)
        return Result<std::optional<Bytes>>(Failure(*m_error));
    if (m_finished)
        return Result<std::optional<Bytes>>(std::nullopt);
    return std::nullopt;
}

async::Pending<void> ClientStream::wait()
{
    m_waiter.emplace();
    return *m_waiter;
}

void ClientStream::wake()
{
    if (const auto waiter = std::exchange(m_waiter, std::nullopt))
        waiter->resolve({});
}

void ClientStream::close()
{
    m_connection->abort();
    if (!m_finished && !m_error)
        m_error = Error{ErrorCode::Cancelled, "the stream was closed"};
    m_headPending.resolve(fail(ErrorCode::Cancelled, "the stream was closed"));
    wake();
}

void ClientStream::headArrived()
{
    const auto& head = m_connection->parser().head();
    m_head = {.status = head.status, .headers = head.headers, .body = {}};
    m_headPending.resolve({});
}

void ClientStream::bodyArrived()
{
    if (m_connection->parser().body().size() > UnreadBytes)
        m_connection->setReading(false);
    wake();
}

void ClientStream::finished(bool)
{
    m_finished = true;
    m_connection->abort();
    wake();
}

void ClientStream::broke(Error error, bool)
{
    m_error = error;
    m_headPending.resolve(Failure(std::move(error)));
    wake();
}

} // namespace skep::http

#include "daemon/rpc/serverconnection.h"

#include "shared/base/logging.h"

#include <exception>

namespace skep::rpc {
namespace {

std::size_t frameLimit(const Peer& peer, const Limits& limits)
{
    return peer.anonymous() ? limits.anonymousFrameBytes : limits.frameBytes;
}

Failure threw(const MethodRow& row, const std::exception& error)
{
    qCCritical(logRpc) << "handler ended by an exception, method=" << log(row.name) << "what=" << error.what();
    return fail(ErrorCode::Internal, "method " + std::string(row.name) + " failed unexpectedly");
}

} // namespace

ServerConnection::ServerConnection(
    SocketPtr socket, Peer peer, const ServerLimits& limits, std::shared_ptr<const Handlers> handlers)
    : m_peer(std::move(peer))
    , m_limits(limits)
    , m_handlers(std::move(handlers))
    , m_wire(std::make_shared<Wire>(std::move(socket), limits.connection, frameLimit(m_peer, limits.connection)))
{
}

void ServerConnection::start(std::function<void()> closed)
{
    m_closed = std::move(closed);
    const std::weak_ptr<ServerConnection> weak = weak_from_this();
    const auto cutAs = [weak](const char* why) {
        return [weak, why] {
            if (const auto self = weak.lock())
                self->cut({ErrorCode::DeadlineExceeded, why});
        };
    };
    m_firstFrame.arm(m_limits.firstFrame, cutAs("the peer asked for nothing"));
    if (m_peer.anonymous())
        m_life.arm(m_limits.anonymousLife, cutAs("a connection without a certificate has lived its time"));
    m_wire->start({.frame =
                       [weak](Frame frame) {
                           if (const auto self = weak.lock())
                               self->onFrame(std::move(frame));
                       },
        .closed =
            [weak](const Error& why) {
                if (const auto self = weak.lock())
                    self->onClosed(why);
            },
        .room =
            [weak] {
                if (const auto self = weak.lock())
                    self->wakeStreams();
            }});
}

void ServerConnection::wakeStreams()
{
    for (const auto& [id, exchange] : m_exchanges)
        if (exchange->stream)
            exchange->stream->wake();
}

void ServerConnection::onFrame(Frame frame)
{
    m_firstFrame.disarm();
    const auto found = m_exchanges.find(frame.id);
    switch (frame.kind) {
    case FrameKind::Request:
        onRequest(std::move(frame));
        break;
    case FrameKind::Message:
        onMessage(std::move(frame));
        break;
    case FrameKind::Cancel:
        if (found != m_exchanges.end())
            abandon(ExchangePtr(found->second), {ErrorCode::Cancelled, "the client gave up"});
        break;
    case FrameKind::Credit:
        if (found != m_exchanges.end() && found->second->stream)
            found->second->stream->credit(frame.creditItems, frame.creditBytes);
        break;
    case FrameKind::Reply:
    case FrameKind::Error:
    case FrameKind::Item:
    case FrameKind::End:
    case FrameKind::Ping:
        break;
    }
}

// What the table and the authoriser say. Default deny: whoever is not named here is refused.
Result<void> ServerConnection::permitted(const MethodRow& row) const
{
    if (row.access == Access::Open)
        return {};
    if (m_peer.anonymous())
        return fail(ErrorCode::Unauthenticated,
            "method " + std::string(row.name) + " needs a valid certificate of this swarm, and " + m_peer.address
                + " shows none");
    const bool enough
        = row.access == Access::Node || (row.access == Access::Manager && m_peer.role == pki::Role::Manager);
    if (!enough)
        return fail(ErrorCode::PermissionDenied,
            "method " + std::string(row.name) + " is for managers, and node " + m_peer.nodeId + " is none");
    return m_handlers->authorise ? m_handlers->authorise(m_peer, row) : Result<void>();
}

bool ServerConnection::handles(const MethodRow& row) const
{
    switch (row.kind) {
    case Kind::Unary:
        return m_handlers->unary.contains(row.method);
    case Kind::Stream:
        return m_handlers->stream.contains(row.method);
    case Kind::OneWay:
        return m_handlers->message.contains(row.method);
    }
    return false;
}

// Everything that is checked before a handler sees a call, of any kind.
Result<const MethodRow*> ServerConnection::admit(const Frame& frame) const
{
    const MethodRow* row = findMethod(frame.method);
    if (!row)
        return fail(ErrorCode::Unimplemented,
            "method " + std::to_string(static_cast<std::uint32_t>(frame.method)) + " is unknown here");
    SKEP_CHECK(permitted(*row));
    if ((row->kind == Kind::OneWay) != (frame.kind == FrameKind::Message))
        return fail(ErrorCode::InvalidArgument, "method " + std::string(row->name) + " is not called this way");
    if (frame.payload.data.size() > row->maxRequestBytes)
        return fail(ErrorCode::InvalidArgument,
            "a request of method " + std::string(row->name) + " exceeds " + std::to_string(row->maxRequestBytes)
                + " bytes");
    if (!handles(*row))
        return fail(ErrorCode::Unimplemented, "method " + std::string(row->name) + " is not served here");
    return row;
}

void ServerConnection::onRequest(Frame frame)
{
    if (frame.id <= m_lastId) {
        cut({ErrorCode::InvalidArgument, "request ids must ascend"});
        return;
    }
    m_lastId = frame.id;
    const auto row = admit(frame);
    if (!row) {
        qCDebug(logRpc) << "call refused, address=" << log(m_peer.address) << "node=" << log(m_peer.nodeId)
                        << "reason=" << log(row.error().message);
        m_wire->send(errorFrame(frame.id, row.error()));
        return;
    }
    const Limits& limits = m_limits.connection;
    const std::size_t requests = m_peer.anonymous() ? limits.anonymousRequests : limits.requests;
    if (m_exchanges.size() >= requests || m_requestBytes + frame.payload.data.size() > limits.requestBytes
        || m_wire->unsent() > limits.unsentBytes) {
        m_wire->send(
            errorFrame(frame.id, {ErrorCode::ResourceExhausted, "too many requests under way on one connection"}));
        return;
    }
    run(**row, std::move(frame));
}

void ServerConnection::onMessage(Frame frame)
{
    const auto row = admit(frame);
    if (!row) {
        qCDebug(logRpc) << "message refused, address=" << log(m_peer.address) << "node=" << log(m_peer.nodeId)
                        << "reason=" << log(row.error().message);
        return;
    }
    try {
        m_handlers->message.at((*row)->method)(m_peer, std::move(frame.payload.data));
    } catch (const std::exception& error) {
        [[maybe_unused]] const auto logged = threw(**row, error);
    }
}

void ServerConnection::run(const MethodRow& row, Frame frame)
{
    const auto exchange = std::make_shared<Exchange>();
    exchange->row = &row;
    exchange->id = frame.id;
    exchange->bytes = frame.payload.data.size();
    m_exchanges.emplace(frame.id, exchange);
    m_requestBytes += exchange->bytes;
    const std::chrono::nanoseconds deadline
        = frame.deadlineMs != 0 ? std::chrono::milliseconds(frame.deadlineMs) : m_limits.unaryDeadline;
    if (frame.deadlineMs != 0 || row.kind == Kind::Unary)
        exchange->deadline.arm(deadline, [weak = weak_from_this(), late = std::weak_ptr<Exchange>(exchange)] {
            const auto self = weak.lock();
            const auto exchangeNow = late.lock();
            if (self && exchangeNow)
                self->expire(exchangeNow);
        });
    const auto self = shared_from_this();
    if (row.kind == Kind::Unary) {
        m_scope.spawn(std::string(row.name),
            runUnary(self, exchange, m_handlers->unary.at(row.method), std::move(frame.payload.data), deadline));
        return;
    }
    const Limits& limits = m_limits.connection;
    const auto window
        = [](std::uint32_t asked, std::uint32_t most) { return asked == 0 ? most : std::min(asked, most); };
    exchange->stream = std::make_shared<ServerStreamEnd>(m_wire, exchange->id, exchange->stop,
        window(frame.creditItems, limits.streamItems), window(frame.creditBytes, limits.streamBytes));
    m_scope.spawn(std::string(row.name),
        runStream(self, exchange, m_handlers->stream.at(row.method), std::move(frame.payload.data)));
}

async::Task<void> ServerConnection::runUnary(std::shared_ptr<ServerConnection> self, ExchangePtr exchange,
    Server::UnaryCallHandler handler, Bytes payload, std::chrono::nanoseconds deadline)
{
    Result<Bytes> result;
    try {
        auto task = handler(self->m_peer, std::move(payload), Call{exchange->stop, deadline});
        auto answer = co_await task;
        result = std::move(answer);
    } catch (const std::exception& error) {
        result = threw(*exchange->row, error);
    }
    if (result && result->size() > MaxPayload)
        result
            = fail(ErrorCode::Internal, "the answer of method " + std::string(exchange->row->name) + " is too large");
    if (result)
        self->conclude(exchange, {.kind = FrameKind::Reply, .id = exchange->id, .payload = {std::move(*result)}});
    else
        self->conclude(exchange, errorFrame(exchange->id, result.error()));
}

async::Task<void> ServerConnection::runStream(
    std::shared_ptr<ServerConnection> self, ExchangePtr exchange, Server::StreamHandler handler, Bytes payload)
{
    Result<void> result;
    try {
        auto task = handler(self->m_peer, std::move(payload), exchange->stream);
        auto ended = co_await task;
        result = std::move(ended);
    } catch (const std::exception& error) {
        result = threw(*exchange->row, error);
    }
    if (result)
        self->conclude(exchange, {.kind = FrameKind::End, .id = exchange->id});
    else
        self->conclude(exchange, errorFrame(exchange->id, result.error()));
}

// The handler has ended; `last` goes out if somebody still waits for it.
void ServerConnection::conclude(const ExchangePtr& exchange, Frame last)
{
    exchange->deadline.disarm();
    if (exchange->stream)
        exchange->stream->end({ErrorCode::FailedPrecondition, "the stream's handler has ended"});
    if (!std::exchange(exchange->answered, true))
        m_wire->send(last);
    m_requestBytes -= exchange->bytes;
    m_exchanges.erase(exchange->id);
}

void ServerConnection::expire(const ExchangePtr& exchange)
{
    if (exchange->answered)
        return;
    const Error why{ErrorCode::DeadlineExceeded, "method " + std::string(exchange->row->name) + " took too long"};
    m_wire->send(errorFrame(exchange->id, why));
    abandon(exchange, why);
}

// Nobody waits any more; the handler is told, and counts until it has ended.
void ServerConnection::abandon(const ExchangePtr& exchange, const Error& why)
{
    exchange->answered = true;
    exchange->deadline.disarm();
    if (exchange->stream)
        exchange->stream->end(why);
    exchange->stop.request();
}

void ServerConnection::onClosed(const Error& why)
{
    qCDebug(logRpc) << "connection ended, address=" << log(m_peer.address) << "node=" << log(m_peer.nodeId)
                    << "reason=" << log(why.message);
    m_firstFrame.disarm();
    m_life.disarm();
    const auto exchanges = m_exchanges;
    for (const auto& [id, exchange] : exchanges)
        abandon(exchange, {ErrorCode::Unavailable, "the connection was lost: " + why.message});
    if (const auto closed = std::exchange(m_closed, {}))
        closed();
}

} // namespace skep::rpc

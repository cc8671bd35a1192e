#include "shared/http/connection.h"

#include "shared/base/logging.h"
#include "shared/http/relay.h"
#include "shared/http/servercore.h"

#include <algorithm>

namespace skep::http {
namespace {

// Read ahead of the request in work; more is left with the system.
constexpr std::size_t AheadBytes = 64 * 1024;
// One client's pipelined requests before others get a turn.
constexpr int RequestsPerTurn = 16;
constexpr auto CloseTimeout = std::chrono::seconds(2);

} // namespace

Error Connection::clientGone() { return {ErrorCode::Unavailable, "the client is gone"}; }

Connection::Connection(ServerCore& core, std::shared_ptr<Wire> wire, Peer peer)
    : m_core(&core)
    , m_wire(std::move(wire))
    , m_peer(std::move(peer))
    , m_parser(Parser::Kind::Request, CodecLimits{.headBytes = core.limits.headBytes, .headers = core.limits.headers})
    , m_lastActivity(async::loop().monotonic())
{
}

Connection::~Connection() { m_wire->setListener(nullptr); }

void Connection::start()
{
    m_wire->setListener(this);
    m_wire->setReading(true);
    m_core->setDispensable(*this, true);
}

void Connection::received(BytesView data)
{
    const auto keep = shared_from_this();
    m_lastActivity = async::loop().monotonic();
    if (m_phase == Phase::Closing)
        return;
    m_in.append(data);
    if (m_in.size() >= m_core->limits.headBytes + AheadBytes)
        m_wire->setReading(false);
    advance();
}

void Connection::resumeReading()
{
    if (m_phase != Phase::Closed && !m_ended && m_in.size() < m_core->limits.headBytes + AheadBytes)
        m_wire->setReading(true);
}

// Works on the input until something has to be waited for.
void Connection::advance()
{
    if (m_advancing)
        return;
    const auto keep = shared_from_this();
    m_advancing = true;
    bool more = true;
    for (int turn = 0; more && turn < RequestsPerTurn; ++turn) {
        switch (m_phase) {
        case Phase::Waiting:
            more = readRequest();
            break;
        case Phase::Draining:
            more = drainBody();
            break;
        case Phase::Answering:
            feedBody();
            more = m_phase != Phase::Answering;
            break;
        case Phase::Relaying:
            m_relay->clientReceived();
            more = m_phase != Phase::Relaying;
            break;
        case Phase::Closing:
        case Phase::Closed:
            more = false;
            break;
        }
    }
    m_advancing = false;
    if (more)
        advanceLater();
}

void Connection::advanceLater()
{
    async::loop().post([weak = weak_from_this()] {
        if (const auto connection = weak.lock())
            connection->advance();
    });
}

// Returns whether there is more to do.
bool Connection::readRequest()
{
    m_in.consume(m_parser.feed(m_in.view()));
    resumeReading();
    if (m_parser.stage() == Parser::Stage::Failed) {
        refuse(m_parser.refusal());
        return false;
    }
    if (m_parser.stage() != Parser::Stage::Head) {
        startExchange();
        return true;
    }
    const bool begun = m_parser.started() || !m_in.empty();
    if (m_ended && begun)
        refuse({400, "the request ends before its head does"});
    else if (m_ended)
        drop();
    else if (begun && m_headSince.count() == 0)
        m_headSince = m_lastActivity;
    return false;
}

void Connection::startExchange()
{
    MessageHead head = m_parser.takeHead();
    m_headSince = {};
    auto target = parseTarget(head.target);
    if (!target) {
        refuse({400, target.error().message});
        return;
    }
    m_facts = {.keepAlive = head.keepAlive,
               .isHead = head.method == "HEAD",
               .expectsContinue = head.expectsContinue,
               .upgrade = head.upgrade,
               .version = head.version,
               .contentLength = head.contentLength};
    Request request{.method = std::move(head.method),
                    .target = std::move(head.target),
                    .path = std::move(target->path),
                    .query = std::move(target->query),
                    .headers = std::move(head.headers),
                    .body = {}};
    auto exchange = std::make_shared<Exchange>(weak_from_this(), std::move(request), m_peer);
    m_core->setDispensable(*this, false);
    m_phase = Phase::Answering;
    m_exchange = exchange.get();
    m_bodyAsked = false;
    const auto handler = m_core->handler;
    if (handler)
        (*handler)(std::move(exchange));
    else
        exchange->respond(errorResponse(503, "this server is starting"));
}

void Connection::abandoned(const Exchange& exchange)
{
    if (&exchange != m_exchange)
        return;
    if (exchange.m_answered) {
        drop(); // in the middle of a stream: cut it off visibly
        return;
    }
    qCWarning(logApi) << "a request was left unanswered, method=" << log(exchange.head().method)
                      << "path=" << log(exchange.head().path);
    refuse({500, "the request was left unanswered"});
}

void Connection::passThrough(Exchange& exchange, std::string path, std::function<void(Error)> onConnectError,
                             std::optional<Bytes> body)
{
    if (&exchange != m_exchange || exchange.m_answered)
        return;
    if (m_bodyAsked && !body && (m_facts.contentLength.value_or(0) > 0 || m_parser.head().chunked)) {
        async::loop().post([keep = exchange.shared_from_this(), onConnectError = std::move(onConnectError)] {
            onConnectError({ErrorCode::FailedPrecondition, "the body was read before the request was passed on"});
        });
        return;
    }
    exchange.m_answered = true;
    m_relay = std::make_shared<Relay>(*this, exchange.shared_from_this(), std::move(path), std::move(onConnectError),
                                      std::move(body));
    m_relay->start();
}

void Connection::relayConnected()
{
    m_exchange = nullptr;
    m_phase = Phase::Relaying;
}

void Connection::relayFailedToConnect()
{
    m_exchange->m_answered = false;
    m_relay.reset();
}

void Connection::relayDone(bool keep)
{
    m_relay.reset();
    // After an early answer nobody knows whether a client that asked first will send its body.
    const bool isClear = m_parser.stage() == Parser::Stage::Done || !m_facts.expectsContinue;
    finishExchange(keep && m_facts.keepAlive && isClear);
}

// The answer is complete.
void Connection::finishExchange(bool keep)
{
    const auto self = shared_from_this();
    m_exchange = nullptr;
    if (m_bodyWaiter)
        std::exchange(m_bodyWaiter, std::nullopt)->resolve(fail(ErrorCode::Cancelled, "the request was answered"));
    for (const auto& writer : std::exchange(m_writers, {}))
        writer.resolve(Failure(clientGone()));
    m_lastActivity = async::loop().monotonic();
    if (!keep) {
        beginClosing();
    } else if (m_parser.stage() == Parser::Stage::Done) {
        nextRequest();
    } else {
        m_phase = Phase::Draining;
        m_drainedBytes = 0;
        m_parser.keepBody(false);
    }
    if (!m_advancing && (!m_in.empty() || m_ended))
        advanceLater();
}

void Connection::nextRequest()
{
    m_phase = Phase::Waiting;
    m_parser.reset();
    m_core->setDispensable(*this, true);
}

// Returns whether there is more to do.
bool Connection::drainBody()
{
    const std::size_t used = m_parser.feed(m_in.view());
    m_in.consume(used);
    m_drainedBytes += used;
    resumeReading();
    if (m_parser.stage() == Parser::Stage::Done) {
        nextRequest();
        return true;
    }
    if (m_ended)
        drop();
    else if (m_parser.stage() == Parser::Stage::Failed || m_drainedBytes > DrainBytes)
        beginClosing();
    return false;
}

// Closing at once with unread input would reset the connection and could take our last answer with it.
void Connection::beginClosing()
{
    m_phase = Phase::Closing;
    m_in.clear();
    m_core->setDispensable(*this, true);
    m_wire->finishWriting();
    if (m_ended && m_wire->unsent() == 0) {
        drop();
        return;
    }
    if (!m_ended)
        m_wire->setReading(true);
}

void Connection::ended()
{
    const auto keep = shared_from_this();
    m_ended = true;
    if (clientVanished()) {
        drop();
        return;
    }
    // Only half closed: the client may still read what it has asked for.
    switch (m_phase) {
    case Phase::Waiting:
    case Phase::Answering:
    case Phase::Draining:
        advance();
        break;
    case Phase::Relaying:
        m_relay->clientEnded();
        break;
    case Phase::Closing:
        if (m_wire->unsent() == 0)
            drop();
        break;
    case Phase::Closed:
        break;
    }
}

void Connection::drained()
{
    const auto keep = shared_from_this();
    m_lastActivity = async::loop().monotonic();
    for (const auto& writer : std::exchange(m_writers, {}))
        writer.resolve({});
    if (m_relay)
        m_relay->clientDrained();
}

void Connection::failed(Error) { drop(); }

void Connection::loseExchange()
{
    if (m_bodyWaiter)
        std::exchange(m_bodyWaiter, std::nullopt)->resolve(Failure(clientGone()));
    for (const auto& writer : std::exchange(m_writers, {}))
        writer.resolve(Failure(clientGone()));
    if (const auto relay = std::exchange(m_relay, nullptr))
        relay->abort();
    if (Exchange* exchange = std::exchange(m_exchange, nullptr)) {
        const async::Stop gone = exchange->m_gone;
        gone.request();
    }
}

// Once a relay has passed the engine's half-close on, a client that has said its last looks like one that is gone, although what it said
// may still be on its way to the engine.
bool Connection::clientVanished() const
{
    return m_wire->vanished() && !(m_phase == Phase::Relaying && m_relay && m_relay->hasFinishedWriting());
}

void Connection::drop()
{
    if (m_phase == Phase::Closed)
        return;
    const auto keep = shared_from_this();
    m_phase = Phase::Closed;
    m_wire->setListener(nullptr);
    m_wire->abort();
    m_core->remove(*this);
    m_core = nullptr;
    loseExchange();
}

void Connection::checkDeadlines(std::chrono::nanoseconds now)
{
    if (m_phase == Phase::Closed)
        return;
    if (std::exchange(m_lastUnsent, m_wire->unsent()) > m_wire->unsent())
        m_lastActivity = now;
    const auto quiet = now - m_lastActivity;
    const bool answering = m_phase == Phase::Answering || m_phase == Phase::Relaying;
    if (m_ended && answering && clientVanished())
        drop();
    else if (m_phase == Phase::Waiting && m_headSince.count() != 0 && now - m_headSince > m_core->limits.headTimeout)
        refuse({408, "the request head did not arrive in time"});
    else if (m_phase == Phase::Waiting && quiet > m_core->limits.idleTimeout)
        drop();
    else if (m_phase == Phase::Answering && m_bodyWaiter && quiet > m_core->limits.bodyTimeout)
        failBody(ErrorCode::DeadlineExceeded, {408, "the request body did not arrive in time"});
    else if (m_phase == Phase::Draining && quiet > m_core->limits.bodyTimeout)
        drop();
    else if (m_phase == Phase::Closing && quiet > (m_wire->unsent() > 0 ? m_core->limits.idleTimeout : CloseTimeout))
        drop();
}

} // namespace skep::http

#include "shared/http/connection.h"

#include "shared/http/servercore.h"

namespace skep::http {
namespace {

// A handler that keeps its answer waits for the kernel above this.
constexpr std::size_t UnsentBytes = 1024 * 1024;

} // namespace

async::Pending<Bytes> Connection::readBody(const Exchange& exchange, std::size_t limit)
{
    async::Pending<Bytes> result;
    if (&exchange != m_exchange) {
        result.resolve(Failure(clientGone()));
    } else if (std::exchange(m_bodyAsked, true)) {
        result.resolve(fail(ErrorCode::FailedPrecondition, "the body was read before"));
    } else {
        m_bodyWaiter = result;
        m_bodyLimit = limit;
        m_lastActivity = async::loop().monotonic();
        const bool mayBeAwaited = m_parser.stage() == Parser::Stage::Body && m_in.empty();
        if (m_facts.contentLength.value_or(0) <= limit && m_facts.expectsContinue && mayBeAwaited) {
            m_facts.expectsContinue = false;
            m_wire->send("HTTP/1.1 100 Continue\r\n\r\n");
        }
        feedBody();
    }
    return result;
}

void Connection::feedBody()
{
    if (!m_bodyWaiter)
        return;
    const auto tooLarge = [this] {
        failBody(ErrorCode::ResourceExhausted,
                 {413, "request body is larger than " + std::to_string(m_bodyLimit) + " bytes"});
    };
    if (m_facts.contentLength.value_or(0) > m_bodyLimit) {
        tooLarge();
        return;
    }
    m_in.consume(m_parser.feed(m_in.view()));
    resumeReading();
    if (m_parser.stage() == Parser::Stage::Failed)
        failBody(ErrorCode::InvalidArgument, m_parser.refusal());
    else if (m_parser.body().size() > m_bodyLimit)
        tooLarge();
    else if (m_parser.stage() == Parser::Stage::Done)
        std::exchange(m_bodyWaiter, std::nullopt)->resolve(m_parser.takeBody());
    else if (m_ended)
        failBody(ErrorCode::InvalidArgument, {400, "the request ends before its body does"});
}

void Connection::failBody(ErrorCode code, Refusal refusal)
{
    const auto waiter = std::exchange(m_bodyWaiter, std::nullopt);
    m_exchange->m_answered = true;
    refuse(refusal);
    waiter->resolve(fail(code, refusal.message));
}

// Answers the request of the current exchange, or what should have become one, and closes.
void Connection::refuse(const Refusal& refusal)
{
    m_wire->setListener(this);
    sendError(refusal);
    finishExchange(false);
}

void Connection::sendError(const Refusal& refusal)
{
    const Response response = errorResponse(refusal.status, refusal.message);
    const bool head = m_exchange != nullptr && m_facts.isHead;
    Bytes out;
    appendHead(out, response.status, response.headers,
               "Content-Length: " + std::to_string(response.body.size()) + "\r\n", false);
    if (!head)
        out += response.body;
    m_wire->send(std::move(out));
}

// Whether the connection can take another request after an answer with these headers.
bool Connection::mayKeep(const Headers& headers) const
{
    if (!m_facts.keepAlive || headers.hasToken("Connection", "close") || m_parser.stage() == Parser::Stage::Failed)
        return false;
    if (m_parser.stage() == Parser::Stage::Done)
        return true;
    // A client that waits for "100 Continue" may or may not send the body now.
    return !m_facts.expectsContinue && m_facts.contentLength.value_or(0) <= DrainBytes;
}

void Connection::appendHead(Bytes& out, int status, const Headers& headers, std::string_view framing, bool keep)
{
    const auto isOurs = [](const std::string& name) {
        return equalsIgnoringCase(name, "Content-Length") || equalsIgnoringCase(name, "Transfer-Encoding")
            || equalsIgnoringCase(name, "Connection");
    };
    appendStatusLine(out, status);
    for (const Header& field : m_core->commonHeaders) {
        if (!headers.has(field.name))
            appendHeader(out, field.name, field.value);
    }
    for (const Header& field : headers) {
        if (!isOurs(field.name))
            appendHeader(out, field.name, field.value);
    }
    if (!headers.has("Date"))
        out += m_core->dateHeader();
    out += framing;
    if (!keep)
        out += "Connection: close\r\n";
    else if (m_facts.version < 11)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

void Connection::respond(Exchange& exchange, Response response)
{
    if (&exchange != m_exchange || std::exchange(exchange.m_answered, true))
        return;
    const bool keep = mayKeep(response.headers);
    const bool withBody = hasBody(m_facts.isHead ? "HEAD" : "GET", response.status);
    std::string framing;
    if (m_facts.isHead && response.body.empty() && response.headers.has("Content-Length"))
        framing = "Content-Length: " + *response.headers.get("Content-Length") + "\r\n";
    else if (withBody || m_facts.isHead)
        framing = "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    Bytes out;
    out.reserve(512 + response.body.size());
    appendHead(out, response.status, response.headers, framing, keep);
    if (withBody)
        out += response.body;
    m_wire->send(std::move(out));
    finishExchange(keep);
}

Result<void> Connection::beginStream(Exchange& exchange, int status, const Headers& headers)
{
    if (&exchange != m_exchange)
        return Failure(clientGone());
    if (std::exchange(exchange.m_answered, true))
        return fail(ErrorCode::FailedPrecondition, "the request was answered before");
    exchange.m_streaming = true;
    m_streamMute = !hasBody(m_facts.isHead ? "HEAD" : "GET", status);
    m_streamChunked = m_facts.version >= 11;
    m_streamKeep = m_streamChunked && mayKeep(headers);
    const bool named = m_streamChunked && (!m_streamMute || m_facts.isHead);
    Bytes out;
    appendHead(out, status, headers, named ? "Transfer-Encoding: chunked\r\n" : "", m_streamKeep);
    m_wire->send(std::move(out));
    return {};
}

std::optional<async::Pending<void>> Connection::write(const Exchange& exchange, Bytes data)
{
    async::Pending<void> result;
    if (&exchange != m_exchange || !exchange.m_streaming) {
        result.resolve(Failure(clientGone()));
        return result;
    }
    if (!m_streamMute && m_streamChunked) {
        Bytes chunk;
        chunk.reserve(data.size() + 16);
        appendChunk(chunk, data);
        m_wire->write(std::move(chunk));
    } else if (!m_streamMute) {
        m_wire->write(std::move(data));
    }
    if (m_wire->unsent() <= UnsentBytes)
        return std::nullopt;
    m_writers.push_back(result);
    return result;
}

void Connection::end(const Exchange& exchange)
{
    if (&exchange != m_exchange || !exchange.m_streaming)
        return;
    m_wire->send(Bytes(m_streamChunked && !m_streamMute ? LastChunk : std::string_view()));
    finishExchange(m_streamKeep);
}

} // namespace skep::http

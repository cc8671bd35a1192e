#include "shared/http/clientconnection.h"

#include "shared/http/processwire.h"
#include "shared/http/tcpwire.h"
#include "shared/http/unixwire.h"

namespace skep::http {

std::shared_ptr<Wire> connectTo(const Endpoint& endpoint)
{
    switch (endpoint.kind) {
    case Endpoint::Kind::Tcp:
        return TcpWire::connectTo(endpoint.host, endpoint.port, endpoint.tls);
    case Endpoint::Kind::Command:
        return ProcessWire::run(endpoint.argv);
    case Endpoint::Kind::Unix:
        break;
    }
    return UnixWire::connectTo(endpoint.path);
}

ClientConnection::ClientConnection(const Endpoint& endpoint)
    : m_endpoint(endpoint), m_parser(Parser::Kind::Response, CodecLimits{.headers = 1000})
{
}

ClientConnection::~ClientConnection() { abort(); }

void ClientConnection::open(Sink* sink)
{
    m_sink = sink;
    m_wire = connectTo(m_endpoint);
    m_wire->setListener(this);
    m_wire->setReading(true);
}

void ClientConnection::send(const Request& request)
{
    m_withoutBody = request.method == "HEAD";
    m_parser.reset(m_withoutBody);
    m_busy = true;
    m_headTold = false;
    m_silent = true;
    Headers headers = request.headers;
    if (!headers.has("Host"))
        headers.add("Host", m_endpoint.kind == Endpoint::Kind::Tcp
                                ? m_endpoint.host + ":" + std::to_string(m_endpoint.port)
                                : std::string("docker"));
    if (!headers.has("User-Agent"))
        headers.add("User-Agent", "Skep/" SKEP_VERSION);
    const bool carries = request.method != "GET" && request.method != "HEAD" && request.method != "DELETE";
    headers.remove("Transfer-Encoding");
    if (carries || !request.body.empty())
        headers.set("Content-Length", std::to_string(request.body.size()));
    Bytes out;
    out.reserve(512 + request.body.size());
    appendRequestHead(out, request.method, targetOf(request), 11, headers);
    out += request.body;
    m_wire->send(std::move(out));
}

bool ClientConnection::isUsable() const { return !m_dead && !m_busy && m_in.empty() && !m_wire->vanished(); }

void ClientConnection::abort()
{
    m_dead = true;
    m_sink = nullptr;
    if (m_wire) {
        m_wire->setListener(nullptr);
        m_wire->abort();
    }
}

void ClientConnection::received(BytesView data)
{
    const auto keep = shared_from_this();
    m_silent = m_silent && !m_busy;
    if (m_in.empty()) {
        const std::size_t used = understand(data);
        m_in.append(data.substr(used));
    } else {
        m_in.append(data);
        const std::size_t used = understand(m_in.view());
        m_in.consume(used);
    }
    if (!m_busy && !m_in.empty())
        report({ErrorCode::Internal, m_endpoint.toString() + " sent an answer nobody asked for"});
}

std::size_t ClientConnection::understand(BytesView input)
{
    std::size_t used = 0;
    for (std::size_t count = 1; count > 0 && m_busy;) {
        count = m_parser.feed(input.substr(used));
        used += count;
        const auto stage = m_parser.stage();
        if (stage == Parser::Stage::Failed) {
            report({ErrorCode::Internal,
                    m_endpoint.toString() + " does not speak HTTP: " + m_parser.refusal().message});
            break;
        }
        if (stage == Parser::Stage::Head)
            continue;
        if (m_parser.head().status / 100 == 1 && m_parser.head().status != 101) {
            m_parser.reset(m_withoutBody);
            continue;
        }
        if (!std::exchange(m_headTold, true) && m_sink)
            m_sink->headArrived();
        if (!m_parser.body().empty() && m_sink && stage == Parser::Stage::Body && count > 0)
            m_sink->bodyArrived();
        if (stage == Parser::Stage::Done) {
            m_busy = false;
            // A server that answers before it has read the request leaves bytes that would become the next one.
            const bool reusable = m_parser.head().keepAlive && used == input.size() && m_wire->unsent() == 0;
            if (m_sink)
                m_sink->finished(reusable);
            break; // the sink may have sent the next request
        }
    }
    return used;
}

void ClientConnection::ended()
{
    const auto keep = shared_from_this();
    if (m_busy && !m_silent) {
        m_parser.feedEnd();
        if (m_parser.stage() == Parser::Stage::Done) {
            m_busy = false;
            if (m_sink)
                m_sink->finished(false);
            return;
        }
    }
    report({ErrorCode::Unavailable, m_endpoint.toString() + " closed the connection before its answer was complete"});
}

void ClientConnection::failed(Error error)
{
    if (!error.message.starts_with("cannot "))
        error.message = m_endpoint.toString() + ": " + error.message;
    report(std::move(error));
}

void ClientConnection::report(Error error)
{
    const auto keep = shared_from_this();
    m_busy = false;
    Sink* const sink = m_sink;
    abort();
    if (sink)
        sink->broke(std::move(error), m_silent);
}

} // namespace skep::http

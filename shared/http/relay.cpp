#include "shared/http/relay.h"

#include "shared/http/connection.h"
#include "shared/http/servercore.h"
#include "shared/http/unixwire.h"

namespace skep::http {
namespace {

// In flight per direction before the faster side has to wait.
constexpr std::size_t InFlightBytes = 512 * 1024;

// Docker's older way to take a connection over: 200, a stream type, no length, and raw bytes both ways.
bool isHijacked(const MessageHead& head)
{
    const std::string* type = head.headers.find("Content-Type");
    return head.status == 200 && head.untilClose && type != nullptr
        && (type->starts_with("application/vnd.docker.raw-stream")
            || type->starts_with("application/vnd.docker.multiplexed-stream"));
}

// A client of this server must see this server's fields (its API version, above all), whoever answers. Only those that the answer
// has are replaced; everything else stays byte for byte.
Bytes withOwnFields(const Bytes& head, const Headers& own)
{
    Bytes out;
    for (std::size_t begin = 0; begin < head.size();) {
        auto end = head.find("\r\n", begin);
        end = end == Bytes::npos ? head.size() : end + 2;
        const std::string_view line = std::string_view(head).substr(begin, end - begin);
        const std::string_view name = line.substr(0, line.find(':'));
        const std::string* value = begin > 0 && name.size() < line.size() ? own.find(name) : nullptr;
        if (value)
            out.append(name).append(": ").append(*value).append("\r\n");
        else
            out.append(line);
        begin = end;
    }
    return out;
}

} // namespace

Relay::Relay(Connection& client, std::shared_ptr<Exchange> exchange, std::string path,
             std::function<void(Error)> onConnectError, std::optional<Bytes> body)
    : m_client(&client)
    , m_exchange(std::move(exchange))
    , m_path(std::move(path))
    , m_onConnectError(std::move(onConnectError))
    , m_body(std::move(body))
    , m_answer(Parser::Kind::Response, CodecLimits{.headers = 1000})
    , m_isHead(m_exchange->head().method == "HEAD")
{
    m_answer.reset(m_isHead);
    m_answer.keepBody(false);
}

Relay::~Relay() { abort(); }

void Relay::start()
{
    m_engine = UnixWire::connectTo(m_path);
    m_engine->setListener(this);
}

void Relay::abort()
{
    m_client = nullptr;
    m_onConnectError = nullptr;
    m_exchange.reset();
    if (const auto engine = std::exchange(m_engine, nullptr)) {
        engine->setListener(nullptr);
        engine->abort();
    }
}

void Relay::opened()
{
    const auto keep = shared_from_this();
    m_connected = true;
    sendHead();
    m_client->relayConnected();
    m_exchange.reset();
    m_onConnectError = nullptr;
    m_engine->setReading(true);
    pumpRequest();
}

void Relay::sendHead()
{
    const Request& request = m_exchange->head();
    const std::string target = m_exchange->m_relayTarget.value_or(targetOf(request));
    Bytes out;
    if (m_body) {
        Headers headers = request.headers;
        headers.remove("Transfer-Encoding");
        headers.remove("Expect");
        headers.set("Content-Length", std::to_string(m_body->size()));
        appendRequestHead(out, request.method, target, m_client->m_facts.version, headers);
        out += *m_body;
    } else {
        appendRequestHead(out, request.method, target, m_client->m_facts.version, request.headers);
    }
    m_engine->write(std::move(out));
}

void Relay::clientReceived()
{
    const auto keep = shared_from_this();
    pumpRequest();
}

// Client to engine: the rest of the request, or whatever comes once spliced.
void Relay::pumpRequest()
{
    if (!m_client || !m_connected)
        return;
    InputBuffer& in = m_client->m_in;
    Parser& request = m_client->m_parser;
    if (m_engine->unsent() > InFlightBytes)
        return;
    if (m_spliced) {
        if (!in.empty()) {
            m_engine->send(Bytes(in.view()));
            in.clear();
        }
    } else if (!m_body && request.stage() == Parser::Stage::Body) {
        request.keepBody(false);
        const std::size_t used = request.feed(in.view());
        const BytesView piece = m_upForwarder.take(request, in.view(), used);
        if (!piece.empty())
            m_engine->write(Bytes(piece));
        in.consume(used);
        if (request.stage() == Parser::Stage::Failed) {
            Connection* const client = m_client;
            const bool begun = m_answerBegun;
            const Refusal refusal = request.refusal();
            const auto keep = shared_from_this();
            client->m_relay.reset();
            abort();
            if (begun)
                client->drop();
            else
                client->refuse(refusal);
            return;
        }
    }
    m_client->resumeReading();
    if (!m_client->m_ended || !in.empty())
        return;
    if (m_spliced)
        m_engine->finishWriting();
    else if (!m_body && request.stage() == Parser::Stage::Body)
        m_client->drop(); // the rest of the body will never come
}

void Relay::clientEnded()
{
    const auto keep = shared_from_this();
    pumpRequest();
    finishIfBothEnded();
}

// Both have said their last, and what the client said has left for the engine.
void Relay::finishIfBothEnded()
{
    if (m_client && m_spliced && m_engineEnded && m_client->m_ended && m_client->m_in.empty() && m_engine->unsent() == 0)
        finish(false);
}

void Relay::clientDrained()
{
    if (m_engine && m_connected)
        m_engine->setReading(true);
}

void Relay::received(BytesView data)
{
    const auto keep = shared_from_this();
    if (m_spliced) {
        toClient(Bytes(data));
    } else if (m_down.empty()) {
        const std::size_t used = pumpAnswer(data);
        m_down.append(data.substr(used));
    } else {
        m_down.append(data);
        const std::size_t used = pumpAnswer(m_down.view());
        m_down.consume(used);
    }
}

void Relay::toClient(Bytes data)
{
    m_client->m_wire->send(std::move(data));
    if (m_client->m_wire->unsent() > InFlightBytes)
        m_engine->setReading(false);
}

// Engine to client: the answer, until the parser sees its end. Returns how much of `input` was used.
std::size_t Relay::pumpAnswer(BytesView input)
{
    std::size_t used = 0;
    std::size_t bodyFrom = 0;
    for (std::size_t count = 1; count > 0 && !m_spliced && m_answer.stage() != Parser::Stage::Done;) {
        count = m_answer.feed(input.substr(used));
        used += count;
        if (m_answer.stage() == Parser::Stage::Failed) {
            engineLost({ErrorCode::Unavailable, "the engine's answer is malformed: " + m_answer.refusal().message});
            return input.size();
        }
        if (!m_answerBegun) {
            pumpAnswerHead(input.substr(used - count, count));
            bodyFrom = used;
        }
    }
    if (m_spliced) {
        if (used < input.size())
            toClient(Bytes(input.substr(used)));
        pumpRequest();
        return input.size();
    }
    if (m_answerBegun) {
        const BytesView piece = m_downForwarder.take(m_answer, input.substr(bodyFrom), used - bodyFrom);
        if (!piece.empty())
            toClient(Bytes(piece));
    }
    if (m_answer.stage() == Parser::Stage::Done)
        finish(m_answer.head().keepAlive);
    return used;
}

// Takes another piece of the head; sends it on when it is complete.
void Relay::pumpAnswerHead(BytesView piece)
{
    m_answerHead += piece;
    if (m_answer.stage() == Parser::Stage::Head)
        return;
    const MessageHead& head = m_answer.head();
    const bool interim = head.status / 100 == 1 && head.status != 101;
    m_answerBegun = !interim;
    m_spliced = head.status == 101 || isHijacked(head);
    toClient(withOwnFields(std::exchange(m_answerHead, {}), m_client->m_core->commonHeaders));
    if (interim) {
        m_answer.reset(m_isHead);
        m_answer.keepBody(false);
    }
}

void Relay::ended()
{
    const auto keep = shared_from_this();
    m_engineEnded = true;
    if (m_spliced) {
        if (m_engine->vanished()) {
            finish(false);
            return;
        }
        m_client->m_wire->finishWriting();
        pumpRequest();
        finishIfBothEnded();
        return;
    }
    m_answer.feedEnd();
    if (m_answer.stage() == Parser::Stage::Done)
        finish(false);
    else
        engineLost({ErrorCode::Unavailable, "the engine closed the connection before its answer was complete"});
}

void Relay::drained()
{
    const auto keep = shared_from_this();
    pumpRequest();
    finishIfBothEnded();
    if (m_client)
        m_client->advanceLater();
}

void Relay::failed(Error error)
{
    const auto keep = shared_from_this();
    if (m_connected) {
        engineLost(error);
        return;
    }
    const auto exchange = std::exchange(m_exchange, nullptr);
    const auto onConnectError = std::exchange(m_onConnectError, nullptr);
    m_client->relayFailedToConnect();
    abort();
    onConnectError(std::move(error));
}

void Relay::engineLost(const Error& error)
{
    Connection* const client = m_client;
    if (m_spliced) {
        finish(false);
    } else if (m_answerBegun) {
        client->drop(); // cut off visibly: the client must not take what it has for the whole
    } else {
        client->m_relay.reset();
        abort();
        client->refuse({502, error.message});
    }
}

void Relay::finish(bool keep)
{
    Connection* const client = m_client;
    const auto self = shared_from_this();
    abort();
    client->relayDone(keep);
}

} // namespace skep::http

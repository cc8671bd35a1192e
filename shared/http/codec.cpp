#include "shared/http/codec.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/status.hpp>

#include <limits>
#include <optional>

namespace skep::http {
namespace {

namespace beast = boost::beast::http;
using BeastError = boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string text(BeastView view) { return {view.data(), view.size()}; }

// "0\r\n\r\n". At the start of a chunk a well-formed body has at least this much left.
constexpr std::size_t ShortestChunkEnd = 5;

Refusal refusalFor(const BeastError& error)
{
    if (error == beast::error::header_limit)
        return {431, "request head is too large"};
    if (error == beast::error::bad_version)
        return {505, "only HTTP/1.0 and HTTP/1.1 are spoken here"};
    if (error == beast::error::partial_message)
        return {400, "connection closed in the middle of a message"};
    return {400, "malformed HTTP message: " + error.message()};
}

// Whether some line of the head begins with white space (obs-fold, RFC 9112 §5.2).
bool hasFoldedLine(BytesView head)
{
    for (auto at = head.find('\n'); at != BytesView::npos && at + 1 < head.size(); at = head.find('\n', at + 1)) {
        if (head[at + 1] == ' ' || head[at + 1] == '\t')
            return true;
    }
    return false;
}

} // namespace

// What Beast reports about one message, and the verdicts on it.
struct Parser::State {
    template <bool isRequest>
    class Engine;

    Kind kind;
    CodecLimits limits;
    std::unique_ptr<Engine<true>> request;
    std::unique_ptr<Engine<false>> response;

    Stage stage = Stage::Head;
    MessageHead head;
    Bytes body;
    Refusal refusal;
    bool keepBody = true;
    std::size_t headBytes = 0;
    std::size_t headerCount = 0;
    std::uint64_t chunkLeft = 0;
    bool hadChunk = false;
    // Bytes of the incomplete head that were presented before.
    std::size_t seen = 0;

    void fail(Refusal why)
    {
        stage = Stage::Failed;
        refusal = std::move(why);
    }
    void keep(BeastView data)
    {
        if (keepBody)
            body.append(data.data(), data.size());
    }
    std::optional<Refusal> judgeField(const Header& field);
    std::optional<Refusal> judgeHead() const;
    std::size_t feed(BytesView input);
    template <class E>
    std::size_t feedEngine(E& engine, BytesView input);
    template <class E>
    bool step(E& engine, BytesView rest, std::size_t& used);
    std::size_t blankPrefix(BytesView input) const;
    bool hasBareLineFeed(BytesView waiting);
};

// Beast's parser, telling State what it finds.
template <bool isRequest>
class Parser::State::Engine final : public beast::basic_parser<isRequest> {
public:
    explicit Engine(State& state) : m_state(state)
    {
        // boost::none would refuse every Content-Length in this version; the real bounds are the caller's.
        this->body_limit(std::numeric_limits<std::uint64_t>::max());
        this->header_limit(static_cast<std::uint32_t>(state.limits.headBytes));
    }

private:
    void on_request_impl(beast::verb, BeastView method, BeastView target, int version, BeastError&) override
    {
        m_state.head.method = text(method);
        m_state.head.target = text(target);
        m_state.head.version = version;
    }

    void on_response_impl(int status, BeastView, int version, BeastError&) override
    {
        m_state.head.status = status;
        m_state.head.version = version;
    }

    void on_field_impl(beast::field, BeastView name, BeastView value, BeastError& error) override
    {
        if (m_state.stage != Stage::Head)
            return; // a trailer: nothing here reads them
        Header field{text(name), text(value)};
        if (auto refused = m_state.judgeField(field)) {
            m_state.refusal = std::move(*refused);
            error = beast::error::bad_field;
            return;
        }
        m_state.head.headers.add(std::move(field.name), std::move(field.value));
    }

    void on_header_impl(BeastError&) override
    {
        MessageHead& found = m_state.head;
        found.keepAlive = this->keep_alive();
        found.upgrade = this->upgrade();
        found.chunked = this->chunked();
        found.untilClose = this->need_eof();
        if (const auto length = this->content_length())
            found.contentLength = *length;
        found.expectsContinue = found.version >= 11 && found.headers.hasToken("Expect", "100-continue");
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>&, BeastError&) override {}

    std::size_t on_body_impl(BeastView data, BeastError&) override
    {
        m_state.keep(data);
        return data.size();
    }

    void on_chunk_header_impl(std::uint64_t size, BeastView, BeastError& error) override
    {
        m_state.chunkLeft = size;
        m_state.hadChunk = true;
        if (size > m_state.limits.chunkBytes) {
            m_state.refusal = {400, "chunk is larger than allowed"};
            error = beast::error::bad_chunk;
        }
    }

    std::size_t on_chunk_body_impl(std::uint64_t, BeastView data, BeastError&) override
    {
        m_state.chunkLeft -= data.size();
        m_state.keep(data);
        return data.size();
    }

    void on_finish_impl(BeastError&) override {}

    State& m_state;
};

std::optional<Refusal> Parser::State::judgeField(const Header& field)
{
    if (++headerCount > limits.headers)
        return Refusal{431, "message has more than " + std::to_string(limits.headers) + " header fields"};
    // Beast takes an unknown coding for no body and "identity" beside a length; both let two parsers disagree about where
    // a request ends (RFC 9112 §6.1, §11.2).
    if (kind == Kind::Request && equalsIgnoringCase(field.name, "Transfer-Encoding")) {
        if (!equalsIgnoringCase(field.value, "chunked"))
            return Refusal{501, "transfer coding is not supported, only chunked is"};
        if (head.version < 11)
            return Refusal{400, "Transfer-Encoding needs HTTP/1.1"};
    }
    return std::nullopt;
}

std::optional<Refusal> Parser::State::judgeHead() const
{
    if (head.headers.has("Content-Length") && head.headers.has("Transfer-Encoding"))
        return Refusal{400, "request has both Content-Length and Transfer-Encoding"};
    return std::nullopt;
}

// Empty lines before a request, which old clients leave behind a body (RFC 9112 §2.2).
std::size_t Parser::State::blankPrefix(BytesView input) const
{
    if (kind == Kind::Response || stage != Stage::Head || headBytes > 0)
        return 0;
    std::size_t count = 0;
    while (count + 1 < input.size() && input[count] == '\r' && input[count + 1] == '\n')
        count += 2;
    return count;
}

// Beast waits for the end of the head before it looks at the rest; a client that never sends a CRLF would wait in vain.
bool Parser::State::hasBareLineFeed(BytesView waiting)
{
    const std::size_t from = std::min(seen, waiting.size());
    seen = waiting.size();
    for (auto at = waiting.find('\n', from); at != BytesView::npos; at = waiting.find('\n', at + 1)) {
        if (at == 0 || waiting[at - 1] != '\r')
            return true;
    }
    return false;
}

// One step of Beast over `rest`. Returns whether to go on.
template <class E>
bool Parser::State::step(E& engine, BytesView rest, std::size_t& used)
{
    BeastError error;
    refusal = {};
    const bool inHead = stage == Stage::Head;
    const std::size_t count = engine.put(boost::asio::const_buffer(rest.data(), rest.size()), error);
    used += count;
    if (inHead)
        headBytes += count;
    const std::size_t waiting = rest.size() - count;
    if (count > 0)
        seen = 0;

    if (inHead && hasFoldedLine(rest.substr(0, count))) {
        fail({400, "malformed HTTP message: folded header line"});
        return false;
    }
    if (error == beast::error::need_more) {
        if (inHead && hasBareLineFeed(rest.substr(count)))
            fail({400, "malformed HTTP message: line feed without carriage return"});
        else if (inHead && headBytes + waiting > limits.headBytes)
            fail({431, "request head is larger than " + std::to_string(limits.headBytes) + " bytes"});
        else if (!inHead && waiting > limits.chunkHeadBytes)
            fail({400, "chunk header or trailer is too long"});
        return stage != Stage::Failed && count > 0;
    }
    if (error) {
        fail(refusal.message.empty() ? refusalFor(error) : refusal);
        return false;
    }
    if (inHead && headBytes > limits.headBytes)
        fail({431, "request head is larger than " + std::to_string(limits.headBytes) + " bytes"});
    else if (auto refused = inHead ? judgeHead() : std::nullopt)
        fail(std::move(*refused));
    else
        stage = engine.is_done() ? Stage::Done : Stage::Body;
    return stage == Stage::Body && !inHead;
}

template <class E>
std::size_t Parser::State::feedEngine(E& engine, BytesView input)
{
    std::size_t used = blankPrefix(input);
    for (bool more = true; more;) {
        const BytesView rest = input.substr(used);
        if (rest.empty() || stage == Stage::Done || stage == Stage::Failed)
            break;
        if (kind == Kind::Request && stage == Stage::Head && headBytes == 0 && rest == "\r")
            break; // perhaps the first half of an empty line
        // Beast asserts when it meets a last chunk piecemeal; see ShortestChunkEnd.
        if (stage == Stage::Body && head.chunked && chunkLeft == 0 && rest.size() < ShortestChunkEnd)
            break;
        more = step(engine, rest, used);
    }
    return used;
}

std::size_t Parser::State::feed(BytesView input)
{
    return kind == Kind::Request ? feedEngine(*request, input) : feedEngine(*response, input);
}

Parser::Parser(Kind kind, CodecLimits limits) : m_state(std::make_unique<State>())
{
    m_state->kind = kind;
    m_state->limits = limits;
    reset();
}

Parser::~Parser() = default;

void Parser::reset(bool withoutBody)
{
    State& state = *m_state;
    state.stage = Stage::Head;
    state.head = {};
    state.body.clear();
    state.keepBody = true;
    state.headBytes = 0;
    state.headerCount = 0;
    state.chunkLeft = 0;
    state.hadChunk = false;
    state.seen = 0;
    if (state.kind == Kind::Request) {
        state.request = std::make_unique<State::Engine<true>>(state);
    } else {
        state.response = std::make_unique<State::Engine<false>>(state);
        state.response->skip(withoutBody);
    }
}

std::size_t Parser::feed(BytesView input) { return m_state->feed(input); }

void Parser::feedEnd()
{
    State& state = *m_state;
    if (state.stage == Stage::Done || state.stage == Stage::Failed)
        return;
    if (state.stage == Stage::Body && state.head.untilClose)
        state.stage = Stage::Done;
    else
        state.fail(refusalFor(beast::error::partial_message));
}

Parser::Stage Parser::stage() const { return m_state->stage; }
bool Parser::started() const { return m_state->headBytes > 0; }
const MessageHead& Parser::head() const { return m_state->head; }
MessageHead Parser::takeHead() { return std::move(m_state->head); }
const Refusal& Parser::refusal() const { return m_state->refusal; }
const Bytes& Parser::body() const { return m_state->body; }
Bytes Parser::takeBody() { return std::exchange(m_state->body, {}); }

bool Parser::isChunkEndDue() const
{
    return m_state->stage == Stage::Body && m_state->hadChunk && m_state->chunkLeft == 0;
}

void Parser::keepBody(bool keep) { m_state->keepBody = keep; }

std::string_view reason(int status)
{
    const auto known = beast::int_to_status(static_cast<unsigned>(status));
    if (known == beast::status::unknown)
        return {};
    const auto words = beast::obsolete_reason(known);
    return {words.data(), words.size()};
}

} // namespace skep::http

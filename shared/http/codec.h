#pragma once

#include "shared/base/time.h"
#include "shared/http/message.h"

#include <cstdint>
#include <memory>

// HTTP/1.1 between bytes and messages, without sockets. The grammar is Boost.Beast's; what this adds is the strictness a
// server needs in the open (platform-notes §5): bounds on everything that waits, no line folding, no ambiguous length.
namespace skep::http {

struct CodecLimits {
    // Start line and fields together, with line ends.
    std::size_t headBytes = 64 * 1024;
    std::size_t headers = 200;
    std::uint64_t chunkBytes = std::uint64_t(1) << 31;
    // A chunk's size line with extensions; all trailers together.
    std::size_t chunkHeadBytes = 16 * 1024;
};

// Why a message cannot be read, as a server would answer it.
struct Refusal {
    int status = 400;
    std::string message;
};

// A head as received, with what it says about the connection and the length of the body.
struct MessageHead {
    std::string method;
    std::string target;
    int status = 0;
    // 10 or 11.
    int version = 11;
    Headers headers;

    // Whether another message may follow on the connection.
    bool keepAlive = false;
    // "Connection: upgrade".
    bool upgrade = false;
    // "Expect: 100-continue".
    bool expectsContinue = false;
    // At most one of these; with none there is no body.
    bool chunked = false;
    bool untilClose = false;
    std::optional<std::uint64_t> contentLength;
};

// Reads one message after another from bytes that come in pieces.
class Parser {
public:
    enum class Kind { Request, Response };
    enum class Stage {
        Head,
        Body,
        // The whole message was read; reset() before the next.
        Done,
        // refusal() says why. Nothing after this byte can be trusted.
        Failed,
    };

    explicit Parser(Kind kind, CodecLimits limits = {});
    ~Parser();
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    // Begins the next message. `withoutBody`: the answer to a HEAD.
    void reset(bool withoutBody = false);

    // Reads on and returns how many bytes were used; the rest has to be presented again, with what follows it. Stops at
    // the end of the head, and at the end of the message.
    [[nodiscard]] std::size_t feed(BytesView input);
    // The other end closed: Done for a body that lasts until then, else Failed.
    void feedEnd();

    [[nodiscard]] Stage stage() const;
    // Whether any byte of this message was used.
    [[nodiscard]] bool started() const;
    // Valid from Stage::Body on.
    [[nodiscard]] const MessageHead& head() const;
    // Moves the texts out; the facts about length and connection stay.
    [[nodiscard]] MessageHead takeHead();
    [[nodiscard]] const Refusal& refusal() const;

    // Decoded bytes of the body that were not taken yet.
    [[nodiscard]] const Bytes& body() const;
    [[nodiscard]] Bytes takeBody();
    // Whether the line end behind a chunk's data comes next. It is used together with what follows it; who passes bytes on
    // should not wait for that.
    [[nodiscard]] bool isChunkEndDue() const;
    // false: only watch for the message's end; body() stays empty. Lasts until reset().
    void keepBody(bool keep);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Heads in wire format. Line breaks and NULs in values become spaces, so a value can never make a header.
void appendRequestHead(Bytes& out, std::string_view method, std::string_view target, int version, const Headers& headers);
void appendStatusLine(Bytes& out, int status);
void appendHeader(Bytes& out, std::string_view name, std::string_view value);

void appendChunk(Bytes& out, BytesView data);
inline constexpr std::string_view LastChunk = "0\r\n\r\n";

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
[[nodiscard]] std::string httpDate(Timestamp time);

} // namespace skep::http

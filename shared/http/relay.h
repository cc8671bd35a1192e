#pragma once

#include "shared/http/codec.h"
#include "shared/http/exchange.h"
#include "shared/http/inputbuffer.h"
#include "shared/http/wire.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace skep::http {

class Connection;
class UnixWire;

// What of a watched message goes on: the bytes its parser has used, and the line end of a chunk before that.
class Forwarder {
public:
    // `input` is what the parser was shown, `used` what it took. Returns what to send now.
    [[nodiscard]] BytesView take(const Parser& parser, BytesView input, std::size_t used)
    {
        const std::size_t total = used + (parser.isChunkEndDue() && input.substr(used).starts_with("\r\n") ? 2 : 0);
        const std::size_t from = std::min(m_ahead, total);
        m_ahead = total - used;
        return input.substr(from, total - from);
    }

private:
    // Sent, but not used yet.
    std::size_t m_ahead = 0;
};

// Hands one request of a connection to another server and its answer back, as they come. Parsers only watch for where the
// messages end; after an upgrade or a hijack bytes flow freely in both directions (Docker API v1.41, "Hijacking").
class Relay final : public std::enable_shared_from_this<Relay>, private Wire::Listener {
public:
    Relay(Connection& client, std::shared_ptr<Exchange> exchange, std::string path,
          std::function<void(Error)> onConnectError, std::optional<Bytes> body);
    ~Relay();

    void start();
    // The connection has input, has seen the client's end, has room again, or is going.
    void clientReceived();
    void clientEnded();
    void clientDrained();
    void abort();
    // The engine's half of a splice is over and was passed on.
    [[nodiscard]] bool hasFinishedWriting() const { return m_spliced && m_engineEnded; }

private:
    void opened() override;
    void received(BytesView data) override;
    void ended() override;
    void drained() override;
    void failed(Error error) override;

    void sendHead();
    void pumpRequest();
    [[nodiscard]] std::size_t pumpAnswer(BytesView input);
    void pumpAnswerHead(BytesView piece);
    void finish(bool keep);
    void finishIfBothEnded();
    void engineLost(const Error& error);
    void toClient(Bytes data);

    // Null once the relay is over.
    Connection* m_client;
    std::shared_ptr<Exchange> m_exchange;
    const std::string m_path;
    std::function<void(Error)> m_onConnectError;
    std::optional<Bytes> m_body;
    std::shared_ptr<UnixWire> m_engine;
    Parser m_answer;
    InputBuffer m_down;
    Forwarder m_upForwarder;
    Forwarder m_downForwarder;
    Bytes m_answerHead;
    bool m_connected = false;
    bool m_isHead = false;
    bool m_answerBegun = false;
    bool m_spliced = false;
    bool m_engineEnded = false;
};

} // namespace skep::http

#pragma once

#include "shared/async/task.h"
#include "shared/http/codec.h"
#include "shared/http/exchange.h"
#include "shared/http/inputbuffer.h"
#include "shared/http/wire.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace skep::http {

class Relay;
class ServerCore;

// The server's end of one client connection: requests one after another, each answered before the next is read.
class Connection final : public std::enable_shared_from_this<Connection>, private Wire::Listener {
public:
    Connection(ServerCore& core, std::shared_ptr<Wire> wire, Peer peer);
    ~Connection();

    void start();
    // Answers with an error and closes.
    void refuse(const Refusal& refusal);
    // Closes now; a running exchange sees its client gone.
    void drop();
    [[nodiscard]] bool clientVanished() const;
    void checkDeadlines(std::chrono::nanoseconds now);

    // For Exchange; see there. Calls by any but the current exchange have no effect.
    [[nodiscard]] async::Pending<Bytes> readBody(const Exchange& exchange, std::size_t limit);
    void respond(Exchange& exchange, Response response);
    [[nodiscard]] Result<void> beginStream(Exchange& exchange, int status, const Headers& headers);
    // Nothing: there is room for more.
    [[nodiscard]] std::optional<async::Pending<void>> write(const Exchange& exchange, Bytes data);
    void end(const Exchange& exchange);
    void passThrough(Exchange& exchange, std::string path, std::function<void(Error)> onConnectError,
                     std::optional<Bytes> body);
    void abandoned(const Exchange& exchange);

private:
    friend class Relay;

    enum class Phase {
        // For the next request, or for the rest of its head.
        Waiting,
        // An Exchange is out.
        Answering,
        // The request was handed on.
        Relaying,
        // The answer is complete but the request's body is not.
        Draining,
        // Everything was said; waiting for the client to close, so that it can read our last words.
        Closing,
        Closed,
    };

    // Read of an unwanted body; beyond that closing is cheaper.
    static constexpr std::size_t DrainBytes = 256 * 1024;

    // What the request says about its answer.
    struct Facts {
        bool keepAlive = false;
        bool isHead = false;
        bool expectsContinue = false;
        bool upgrade = false;
        int version = 11;
        std::optional<std::uint64_t> contentLength;
    };

    [[nodiscard]] static Error clientGone();

    void received(BytesView data) override;
    void ended() override;
    void drained() override;
    void failed(Error error) override;

    void advance();
    void advanceLater();
    [[nodiscard]] bool readRequest();
    void startExchange();
    void feedBody();
    void failBody(ErrorCode code, Refusal refusal);
    [[nodiscard]] bool drainBody();
    void nextRequest();
    void finishExchange(bool keep);
    void beginClosing();
    [[nodiscard]] bool mayKeep(const Headers& headers) const;
    void appendHead(Bytes& out, int status, const Headers& headers, std::string_view framing, bool keep);
    void sendError(const Refusal& refusal);
    void resumeReading();
    void loseExchange();

    // For Relay.
    void relayConnected();
    void relayFailedToConnect();
    void relayDone(bool keep);

    ServerCore* m_core;
    std::shared_ptr<Wire> m_wire;
    const Peer m_peer;
    Phase m_phase = Phase::Waiting;
    bool m_advancing = false;
    bool m_ended = false;
    InputBuffer m_in;
    Parser m_parser;

    Facts m_facts;
    Exchange* m_exchange = nullptr;
    bool m_bodyAsked = false;
    std::size_t m_bodyLimit = 0;
    std::optional<async::Pending<Bytes>> m_bodyWaiter;
    bool m_streamChunked = false;
    bool m_streamMute = false;
    bool m_streamKeep = false;
    std::vector<async::Pending<void>> m_writers;
    std::shared_ptr<Relay> m_relay;

    std::size_t m_drainedBytes = 0;
    std::chrono::nanoseconds m_headSince{0};
    std::chrono::nanoseconds m_lastActivity{0};
    std::size_t m_lastUnsent = 0;
};

} // namespace skep::http

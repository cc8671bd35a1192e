#pragma once

#include "shared/async/task.h"
#include "shared/http/message.h"

#include <functional>
#include <memory>
#include <string>

namespace skep::http {

class Connection;

// Who sits at the other end.
struct Peer {
    // On the Unix socket: admitted by the file's mode.
    bool local = true;
    // Common name of the verified client certificate; empty when local.
    std::string commonName;
    // IP address; empty when local.
    std::string address;
};

// One request and its answer. The handler keeps it for as long as it works on the answer; a request whose Exchange is
// dropped unanswered is answered with 500. All calls are safe, and without effect, once the client is gone or the answer
// is complete.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(std::weak_ptr<Connection> connection, Request head, Peer peer);
    ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    // Method, target and headers. The body is not here: see body().
    [[nodiscard]] const Request& head() const { return m_head; }
    [[nodiscard]] const Peer& peer() const { return m_peer; }
    // Requested when the client went away before the answer was complete.
    [[nodiscard]] const async::Stop& gone() const { return m_gone; }
    // Whether the answer has begun (or the request was handed on).
    [[nodiscard]] bool answered() const { return m_answered; }

    // The whole body; sends "100 Continue" when the client waits for it. Once only. On every error the request needs no
    // further answer: ResourceExhausted, more than `limit` bytes (413 was sent); InvalidArgument, malformed (400 was
    // sent); DeadlineExceeded, no byte for Limits::bodyTimeout (408 was sent); Unavailable, the client is gone;
    // FailedPrecondition, called twice (the exchange is still to be answered).
    [[nodiscard]] async::Task<Result<Bytes>> body(std::size_t limit);

    // The complete answer. Adds Content-Length and Date; sends no body to HEAD, 204 and 304.
    void respond(Response response);

    // Starts an answer of unknown length and sends its head at once: chunked, or until close for HTTP/1.0. Dropping the
    // Exchange before end() closes the connection, so that the client sees the answer is incomplete.
    // Error: Unavailable when the client is gone, FailedPrecondition when already answered.
    [[nodiscard]] Result<void> beginStream(int status, Headers headers);
    // One chunk (none for empty `data`). Pieces written in one turn of the loop leave in one system call. Waits while more
    // than 1 MiB is unsent. Error: Unavailable when the client is gone.
    [[nodiscard]] async::Task<Result<void>> write(Bytes data);
    void end();

    // Hands request and answer over to the HTTP server on `unixSocketPath`: body and answer are relayed as they come,
    // unbuffered, and an upgraded or hijacked connection (101, or Docker's raw-stream without a length) becomes a two-way
    // pipe that passes half-closes on. Afterwards the client's connection takes the next request. `body` replaces the
    // request's when the caller has read it already; without it body() must not have been called.
    // `target` replaces the request's, for a server that knows it under another one.
    // When the server cannot be reached `onConnectError` is called, later, and the exchange is still to be answered.
    void passThrough(std::string unixSocketPath, std::function<void(Error)> onConnectError,
                     std::optional<Bytes> body = std::nullopt, std::optional<std::string> target = std::nullopt);

private:
    friend class Connection;
    friend class Relay;

    const std::weak_ptr<Connection> m_connection;
    const Request m_head;
    const Peer m_peer;
    async::Stop m_gone;
    std::optional<std::string> m_relayTarget;
    bool m_answered = false;
    bool m_streaming = false;
};

} // namespace skep::http

#pragma once

#include "shared/base/result.h"
#include "shared/http/exchange.h"

#include <QSslConfiguration>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <sys/types.h>

namespace skep::http {

// What one client may cost.
struct Limits {
    std::size_t headBytes = 64 * 1024;
    std::size_t headers = 200;
    // Beyond these the connection that was idle longest is closed; if none is idle the new one is refused with 503.
    std::size_t connections = 1000;
    // From the first byte of a request to the end of its head.
    std::chrono::milliseconds headTimeout{30'000};
    // Between two pieces of a body that is being read.
    std::chrono::milliseconds bodyTimeout{60'000};
    // Between two requests.
    std::chrono::milliseconds idleTimeout{600'000};
    // TLS handshakes: time for one, at once in all, at once from one address (platform-notes §2.2).
    std::chrono::milliseconds handshakeTimeout{5'000};
    std::size_t handshakes = 256;
    std::size_t handshakesPerAddress = 16;
};

class ServerCore;

// An HTTP/1.1 server on the event loop: Unix sockets and TCP with mutual TLS. Knows no route.
class Server {
public:
    explicit Server(Limits limits = {});
    // As close().
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Called from the loop with each request as soon as its head is complete. Must not throw.
    using Handler = std::function<void(std::shared_ptr<Exchange>)>;
    void setHandler(Handler handler);
    // Fields of every answer, also of those the server gives by itself; a field the answer has already is not touched.
    void setCommonHeaders(Headers headers);

    // Serves on the file `path` with `mode`, owned by `group` if that exists and may be set. A socket file nobody answers
    // on is replaced. Error: AlreadyExists when a server answers there or the file is no socket; InvalidArgument when the
    // path is too long for a socket; Unavailable with the system's reason.
    [[nodiscard]] Result<void> listenUnix(std::string path, mode_t mode = 0660, std::string group = "skep");

    // Serves TLS 1.2 and later on an IP address. Clients must present a certificate of the configured CA.
    // `configuration` carries certificate, key and CA certificates; the system's CAs are not consulted.
    // Error: InvalidArgument when one of them is missing; Unavailable with the system's reason.
    [[nodiscard]] Result<void> listenTcp(std::string address, std::uint16_t port, QSslConfiguration configuration);
    // For connections from now on. Error: as listenTcp.
    [[nodiscard]] Result<void> setTls(QSslConfiguration configuration);
    // The port of the last listenTcp, useful after port 0.
    [[nodiscard]] std::uint16_t tcpPort() const;

    // Stops listening, removes its socket files and drops every connection; running exchanges see their client gone.
    void close();
    [[nodiscard]] std::size_t connections() const;

private:
    std::shared_ptr<ServerCore> m_core;
};

} // namespace skep::http

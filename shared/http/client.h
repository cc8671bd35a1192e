#pragma once

#include "shared/async/task.h"
#include "shared/http/bodystream.h"
#include "shared/http/message.h"

#include <QSslConfiguration>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace skep::http {

// Where a server is.
struct Endpoint {
    enum class Kind { Unix, Tcp, Command };

    Kind kind = Kind::Unix;
    // Unix: path of the socket.
    std::string path;
    // Tcp. With `tls` the server's certificate must match `host`.
    std::string host;
    std::uint16_t port = 0;
    std::optional<QSslConfiguration> tls;
    // Command: a program whose standard input and output are the connection ("ssh", "host", "skep", "dial-stdio").
    std::vector<std::string> argv;

    [[nodiscard]] static Endpoint unixSocket(std::string path);
    [[nodiscard]] static Endpoint tcp(std::string host, std::uint16_t port,
                                      std::optional<QSslConfiguration> tls = std::nullopt);
    [[nodiscard]] static Endpoint command(std::vector<std::string> argv);

    // As people write it: "unix:///run/skep/skepd.sock", "tcp://host:2376", "ssh host …".
    [[nodiscard]] std::string toString() const;
};

class ClientPool;

// Asks one HTTP server. Calls share up to 8 kept-alive connections (2 for a command) and wait in line beyond that; a call
// that takes longer than 2 s no longer holds up the line. Each stream has a connection of its own.
class Client {
public:
    explicit Client(Endpoint endpoint);
    // Running calls end with Cancelled.
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] const Endpoint& endpoint() const;

    // Adds Host, User-Agent and Content-Length where missing. An answer of any status is a success. `deadline` counts from
    // this call and includes waiting in line. Error: Unavailable when the server cannot be reached or the connection
    // broke (repeated once by itself on a kept connection that had died, where that is safe); DeadlineExceeded;
    // Cancelled; ResourceExhausted for a body above 64 MiB; Internal for an answer that is not HTTP.
    [[nodiscard]] async::Task<Result<Response>> request(Request request, std::chrono::nanoseconds deadline,
                                                        async::Stop stop = {});

    // The same, but returns when the head of the answer has come, within `deadline`.
    [[nodiscard]] async::Task<Result<std::shared_ptr<BodyStream>>> stream(Request request, std::chrono::nanoseconds deadline,
                                                                          async::Stop stop = {});

private:
    std::shared_ptr<ClientPool> m_pool;
};

} // namespace skep::http

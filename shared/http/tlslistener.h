#pragma once

#include "shared/async/loop.h"
#include "shared/base/result.h"
#include "shared/http/exchange.h"
#include "shared/http/server.h"
#include "shared/http/tcpwire.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace skep::http {

// What a server of mutual TLS needs, checked: certificate, key and CA certificates of its own, TLS 1.2 or later, client
// certificate demanded, no session tickets. Error: InvalidArgument naming what is missing.
[[nodiscard]] Result<QSslConfiguration> mutualTls(QSslConfiguration configuration);

// Accepts TCP and leads the TLS handshakes; hands over only peers whose certificate the CA has signed. Not QSslServer:
// idle connections stall that (platform-notes §2.2).
class TlsListener final : private QTcpServer {
public:
    using Accepted = std::function<void(std::shared_ptr<Wire> wire, Peer peer)>;

    // Error: InvalidArgument or Unavailable, see Server::listenTcp.
    [[nodiscard]] static Result<std::unique_ptr<TlsListener>> open(const std::string& address, std::uint16_t port,
                                                                   QSslConfiguration configuration, Limits limits,
                                                                   Accepted accepted);
    ~TlsListener() override;

    // For connections from now on.
    void setConfiguration(QSslConfiguration configuration) { m_configuration = std::move(configuration); }
    [[nodiscard]] std::uint16_t port() const { return serverPort(); }

private:
    struct Handshake {
        TcpWire::Socket socket;
        std::string address;
        async::Timer deadline;
    };

    TlsListener(Limits limits, QSslConfiguration configuration, Accepted accepted);
    void incomingConnection(qintptr descriptor) override;
    void begin(TcpWire::Socket socket);
    void succeed(QSslSocket* socket);
    void giveUp(QSslSocket* socket);
    [[nodiscard]] bool isCrowded(const std::string& address) const;

    const Limits m_limits;
    QSslConfiguration m_configuration;
    Accepted m_accepted;
    std::map<QSslSocket*, Handshake> m_handshakes;
    async::Timer m_pause;
};

} // namespace skep::http

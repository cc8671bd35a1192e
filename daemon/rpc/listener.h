#pragma once

#include "daemon/rpc/defaults.h"
#include "daemon/rpc/peer.h"
#include "daemon/rpc/wire.h"
#include "shared/async/loop.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace skep::rpc {

// Accepts TCP connections and sees them through their handshake. Our own, because idle connections stall Qt's
// QSslServer: here handshakes have a deadline and are capped per address and in total, and no queue can fill.
class Listener : public QTcpServer {
public:
    using Ready = std::function<void(SocketPtr, Peer)>;

    Listener(const ServerLimits& limits, Ready ready);
    ~Listener() override;

    // For connections from now on.
    void use(QSslConfiguration configuration) { m_configuration = std::move(configuration); }
    [[nodiscard]] std::size_t handshakes() const { return m_handshakes.size(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Handshake {
        SocketPtr socket;
        std::string address;
        async::Timer deadline;
    };

    [[nodiscard]] bool admits(const std::string& address) const;
    void refuse(const std::string& address);
    // From the loop: the socket must not be touched inside its own signal.
    void later(std::uint64_t id, void (Listener::*what)(std::uint64_t));
    void succeed(std::uint64_t id);
    void abandon(std::uint64_t id);
    SocketPtr forget(std::uint64_t id);

    ServerLimits m_limits;
    Ready m_ready;
    QSslConfiguration m_configuration;
    std::map<std::uint64_t, Handshake> m_handshakes;
    std::map<std::string, int> m_perAddress;
    std::uint64_t m_nextId = 1;
    std::uint64_t m_refused = 0;
    std::chrono::nanoseconds m_quietUntil{0};
    async::Timer m_resume;
    std::shared_ptr<char> m_alive = std::make_shared<char>();
};

} // namespace skep::rpc

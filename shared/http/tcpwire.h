#pragma once

#include "shared/http/laterdelete.h"
#include "shared/http/wire.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <cstdint>
#include <optional>
#include <string>

namespace skep::http {

// TCP, with or without TLS. A peer that closes one direction of plain TCP is gone: Qt closes the other. One that says
// close_notify over TLS, as Go's CloseWrite does, still gets what we send.
class TcpWire final : public Wire {
public:
    using Socket = std::unique_ptr<QSslSocket, LaterDelete>;

    // Takes a connected socket whose handshake is over.
    [[nodiscard]] static std::shared_ptr<TcpWire> adopt(Socket socket);
    // Begins to connect; opened() or failed() follows, with ErrorCode::Unavailable. The certificate must match `host`.
    [[nodiscard]] static std::shared_ptr<TcpWire> connectTo(std::string host, std::uint16_t port,
                                                            std::optional<QSslConfiguration> tls);
    ~TcpWire() override;

    void setReading(bool on) override;
    void write(Bytes data) override;
    void send(Bytes data) override;
    [[nodiscard]] std::size_t unsent() const override;
    void finishWriting() override;
    void abort() override;
    [[nodiscard]] bool vanished() const override;

private:
    explicit TcpWire(Socket socket);
    void listen();
    void handle(void (TcpWire::*work)());
    void deliver();
    void onProgress();
    void onOpened();
    void onError();
    void onDisconnected();
    void breakOff(Error error);
    void postDeliver();

    Socket m_socket;
    std::string m_name;
    std::string m_tlsProblem;
    Bytes m_early;
    bool m_open = true;
    bool m_reading = false;
    bool m_ended = false;
    bool m_endTold = false;
    bool m_calling = false;
    bool m_finishing = false;
    bool m_congested = false;
};

} // namespace skep::http

#pragma once

#include "shared/async/loop.h"
#include "shared/http/laterdelete.h"
#include "shared/http/wire.h"

#include <QSocketNotifier>

#include <string>

namespace skep::http {

// A Unix stream socket on QSocketNotifier. Not QLocalSocket: that one closes both directions as soon as the peer closes one,
// and "docker run -i" closes its input first and reads the output then.
class UnixWire final : public Wire {
public:
    // Takes a connected, non-blocking socket.
    [[nodiscard]] static std::shared_ptr<UnixWire> adopt(int fd);
    // Begins to connect; opened() or failed() follows, with ErrorCode::Unavailable. Writing may begin at once.
    [[nodiscard]] static std::shared_ptr<UnixWire> connectTo(std::string path);
    ~UnixWire() override;

    void setReading(bool on) override;
    void write(Bytes data) override;
    void send(Bytes data) override;
    [[nodiscard]] std::size_t unsent() const override { return m_out.size() - m_sent; }
    void finishWriting() override;
    void abort() override;
    [[nodiscard]] bool vanished() const override;

private:
    using Notifier = std::unique_ptr<QSocketNotifier, LaterDelete>;

    UnixWire() = default;
    void tryConnect(int attempt);
    void becomeOpen();
    void readSome();
    bool sendSome();
    void sendFromLoop();
    [[nodiscard]] bool queue(Bytes data);
    void flush();
    void scheduleFlush();
    void breakOff(Error error);
    void postFailure(Error error);
    [[nodiscard]] Notifier notifier(QSocketNotifier::Type type, void (UnixWire::*work)());
    [[nodiscard]] std::shared_ptr<UnixWire> self();

    std::string m_path;
    int m_fd = -1;
    bool m_open = false;
    bool m_dead = false;
    bool m_reading = false;
    bool m_readEnded = false;
    bool m_writeBroken = false;
    bool m_finishing = false;
    bool m_flushScheduled = false;
    bool m_congested = false;
    Bytes m_out;
    std::size_t m_sent = 0;
    Notifier m_readable;
    Notifier m_writable;
    async::Timer m_retry;
};

} // namespace skep::http

#pragma once

#include "daemon/rpc/defaults.h"
#include "daemon/rpc/frame.h"
#include "shared/async/loop.h"

#include <QSslSocket>

#include <functional>
#include <memory>

namespace skep::rpc {

// Sockets are dropped from within their own signals, so they die on the next turn of the loop.
struct DeleteLater {
    void operator()(QSslSocket* socket) const;
};
using SocketPtr = std::unique_ptr<QSslSocket, DeleteLater>;

// Whether a peer that has been silent for so many ticks is gone; `hostAnswers`: its kernel acknowledges what we send.
[[nodiscard]] constexpr bool givenUp(const Keepalive& keepalive, int silentTicks, bool hostAnswers)
{
    return silentTicks >= (hostAnswers ? keepalive.stoppedTicks : keepalive.deadTicks);
}

// One encrypted connection as frames in and out, alike at both ends. Everything happens in one turn per loop turn:
// frames are read and dispatched, then what was sent meanwhile is written with one call, so no callback ever runs
// inside a Qt signal.
class Wire : public std::enable_shared_from_this<Wire> {
public:
    // What they capture must not keep the wire alive.
    struct Events {
        std::function<void(Frame)> frame;
        // Once, from within close() or a turn.
        std::function<void(Error)> closed;
        // After each turn in which there is room for bulk.
        std::function<void()> room;
    };

    Wire(SocketPtr socket, const Limits& limits, std::size_t frameBytes);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void start(Events events);
    // Nothing happens on a closed wire.
    void send(const Frame& frame);
    // Octets that have not left this process.
    [[nodiscard]] std::size_t unsent() const;
    [[nodiscard]] bool hasRoom() const;
    [[nodiscard]] bool closed() const { return m_socket == nullptr; }
    // Cuts the connection; what is unsent is lost.
    void close(Error why);

private:
    void schedule();
    void turn();
    void receive();
    bool dispatch();
    void flush();
    void armTick();
    void tick();
    [[nodiscard]] bool hostAnswers();

    SocketPtr m_socket;
    Limits m_limits;
    FrameReader m_reader;
    Events m_events;
    Bytes m_out;
    std::size_t m_handedOver = 0; // of m_out
    bool m_scheduled = false;
    bool m_heard = false;
    bool m_spoke = false;
    int m_silentTicks = 0;
    std::uint64_t m_acknowledged = 0;
    async::Timer m_tick;
};

} // namespace skep::rpc

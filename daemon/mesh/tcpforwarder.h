#pragma once

#include "daemon/mesh/pipe.h"
#include "daemon/mesh/poller.h"
#include "daemon/mesh/targets.h"
#include "daemon/mesh/tcpconnection.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace skep::mesh {

// The TCP half of the proxy. Lives in its thread.
class TcpForwarder {
public:
    // At most `maxConnections` at once.
    TcpForwarder(Poller& poller, std::size_t maxConnections);
    ~TcpForwarder();
    TcpForwarder(const TcpForwarder&) = delete;
    TcpForwarder& operator=(const TcpForwarder&) = delete;

    // Serves port `id` on these listening sockets.
    void open(std::uint64_t id, std::vector<Fd> sockets);
    // Connections go on, also those that clients have begun; the port is closed after HandshakeTime, or by finish().
    void close(std::uint64_t id);
    // Closes a port now, if it is not closed yet.
    void finish(std::uint64_t id);
    // Of a port that is open.
    [[nodiscard]] Targets& targets(std::uint64_t id);

    [[nodiscard]] Clock::time_point deadline() const;
    void expire();

private:
    class Listener;
    struct Attempt {
        Clock::time_point until;
        std::uint64_t connection;
        std::size_t number;
    };

    bool accept(Listener& listener, int fd);
    void pause(bool untilLater);
    void resume();
    void over(TcpConnection& connection);

    Poller& m_poller;
    const std::size_t m_maxConnections;
    Pipes m_pipes;
    TcpConnection::Host m_host;
    std::map<std::uint64_t, std::unique_ptr<Listener>> m_listeners;
    std::map<std::uint64_t, std::unique_ptr<TcpConnection>> m_connections;
    std::deque<Attempt> m_attempts; // in the order of their time
    std::deque<std::pair<Clock::time_point, std::uint64_t>> m_refused; // when to try again, which connection; in the order of their time
    std::deque<std::pair<Clock::time_point, std::uint64_t>> m_closing; // when, which port; in the order of their time
    std::uint64_t m_nextConnection = 1;
    bool m_paused = false;
    Clock::time_point m_resumeAt = Clock::time_point::max();
};

} // namespace skep::mesh

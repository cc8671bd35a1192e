#include "daemon/mesh/tcpforwarder.h"

#include "shared/base/logging.h"

#include <algorithm>
#include <cerrno>

#include <sys/epoll.h>

namespace skep::mesh {

// The listening sockets of one port, one source each so that an event says which.
class TcpForwarder::Listener : public EventSource {
public:
    Listener(TcpForwarder& owner, std::vector<Fd> sockets)
    {
        for (auto& fd : sockets)
            m_sockets.push_back(std::make_unique<Socket>(owner, *this, std::move(fd)));
    }
    void ready(std::uint32_t) override {}
    void listen(Poller& poller, bool accepting)
    {
        for (const auto& socket : m_sockets)
            poller.modify(socket->fd.get(), accepting ? EPOLLIN : 0U, *socket);
    }
    void add(Poller& poller)
    {
        for (const auto& socket : m_sockets)
            if (!poller.add(socket->fd.get(), EPOLLIN, *socket))
                qCWarning(logMesh) << "a published port cannot be watched, errno=" << errno;
    }
    void ignoreNewcomers()
    {
        for (const auto& socket : m_sockets)
            ignoreNewConnections(socket->fd.get());
    }
    // After all who are connected have been let in.
    void close(TcpForwarder& owner)
    {
        for (const auto& socket : m_sockets) {
            while (owner.accept(*this, socket->fd.get())) { }
            socket->fd.reset();
        }
    }

    Targets targets;

private:
    struct Socket : EventSource {
        Socket(TcpForwarder& forwarder, Listener& listener, Fd descriptor)
            : owner(forwarder)
            , parent(listener)
            , fd(std::move(descriptor))
        {
        }
        void ready(std::uint32_t) override
        {
            if (fd)
                static_cast<void>(owner.accept(parent, fd.get()));
        }
        TcpForwarder& owner;
        Listener& parent;
        Fd fd;
    };
    std::vector<std::unique_ptr<Socket>> m_sockets;
};

TcpForwarder::TcpForwarder(Poller& poller, std::size_t maxConnections)
    : m_poller(poller)
    , m_maxConnections(maxConnections)
    , m_host{.poller = poller,
          .pipes = m_pipes,
          .over = [this](TcpConnection& connection) { over(connection); },
          .connecting =
              [this](TcpConnection& connection) {
                  m_attempts.push_back({m_poller.now() + ConnectTimeout, connection.id(), connection.attempt()});
              },
          .refused = [this](TcpConnection& connection) { m_refused.emplace_back(m_poller.now() + RetryPause, connection.id()); }}
{
}

TcpForwarder::~TcpForwarder() = default;

void TcpForwarder::open(std::uint64_t id, std::vector<Fd> sockets)
{
    auto& listener = m_listeners[id];
    listener = std::make_unique<Listener>(*this, std::move(sockets));
    listener->add(m_poller);
    if (m_paused)
        listener->listen(m_poller, false);
}

void TcpForwarder::close(std::uint64_t id)
{
    const auto found = m_listeners.find(id);
    if (found == m_listeners.end())
        return;
    found->second->ignoreNewcomers();
    m_closing.emplace_back(m_poller.now() + HandshakeTime, id);
}

void TcpForwarder::finish(std::uint64_t id)
{
    const auto found = m_listeners.find(id);
    if (found == m_listeners.end())
        return;
    found->second->close(*this);
    m_poller.bury(std::move(found->second));
    m_listeners.erase(found);
}

Targets& TcpForwarder::targets(std::uint64_t id)
{
    return m_listeners.at(id)->targets;
}

// Whether there may be more to accept.
bool TcpForwarder::accept(Listener& listener, int fd)
{
    for (std::size_t i = 0; i < AcceptsPerTurn && !m_paused; ++i) {
        Fd client(accept4(fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!client) {
            const int reason = errno;
            if (reason == EMFILE || reason == ENFILE || reason == ENOBUFS || reason == ENOMEM)
                pause(true);
            return reason == ECONNABORTED; // a client that gave up meanwhile
        }
        const std::uint64_t id = m_nextConnection++;
        auto& connection = m_connections[id];
        connection = std::make_unique<TcpConnection>(m_host, id, std::move(client), listener.targets.take());
        if (m_connections.size() >= m_maxConnections)
            pause(false);
        connection->begin();
    }
    return !m_paused;
}

void TcpForwarder::pause(bool untilLater)
{
    if (!m_paused)
        qCWarning(logMesh) << "published ports accept no more connections for now, open=" << m_connections.size();
    m_paused = true;
    m_resumeAt = untilLater ? m_poller.now() + AcceptPause : Clock::time_point::max();
    for (const auto& [id, listener] : m_listeners)
        listener->listen(m_poller, false);
}

void TcpForwarder::resume()
{
    m_paused = false;
    m_resumeAt = Clock::time_point::max();
    for (const auto& [id, listener] : m_listeners)
        listener->listen(m_poller, true);
}

void TcpForwarder::over(TcpConnection& connection)
{
    const auto found = m_connections.find(connection.id());
    m_poller.bury(std::move(found->second));
    m_connections.erase(found);
    if (m_paused && m_connections.size() < m_maxConnections)
        resume();
}

Clock::time_point TcpForwarder::deadline() const
{
    const auto Never = Clock::time_point::max();
    const auto firstOf = [Never](const auto& queue) { return queue.empty() ? Never : queue.front().first; };
    return std::min({m_attempts.empty() ? Never : m_attempts.front().until, firstOf(m_refused), firstOf(m_closing), m_resumeAt});
}

void TcpForwarder::expire()
{
    const auto now = m_poller.now();
    if (m_paused && now >= m_resumeAt && m_connections.size() < m_maxConnections)
        resume();
    while (!m_closing.empty() && m_closing.front().first <= now) {
        finish(m_closing.front().second);
        m_closing.pop_front();
    }
    while (!m_refused.empty() && m_refused.front().first <= now) {
        const std::uint64_t id = m_refused.front().second;
        m_refused.pop_front();
        if (const auto found = m_connections.find(id); found != m_connections.end())
            found->second->retry();
    }
    while (!m_attempts.empty() && m_attempts.front().until <= now) {
        const Attempt attempt = m_attempts.front();
        m_attempts.pop_front();
        if (const auto found = m_connections.find(attempt.connection); found != m_connections.end())
            found->second->expire(attempt.number);
    }
}

} // namespace skep::mesh

#pragma once

#include "daemon/mesh/sockets.h"
#include "shared/base/bytes.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

// Blocking sockets for tests, each use with a deadline so that a fault is a failure and not a hang.
namespace skep::testing {

inline constexpr int DeadlineMs = 60'000;

inline mesh::SocketAddress address(const std::string& ip, std::uint16_t port)
{
    return *mesh::SocketAddress::parse(ip, port);
}

inline std::uint16_t localPort(int fd)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &length);
    if (storage.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port);
    return ntohs(reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
}

inline void limitTime(int fd)
{
    const timeval limit{.tv_sec = DeadlineMs / 1000, .tv_usec = 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

// A port nobody listens on at the moment.
inline std::uint16_t freePort(int type = SOCK_STREAM, const std::string& ip = "127.0.0.1")
{
    const auto any = address(ip, 0);
    mesh::Fd fd(socket(any.family(), type | SOCK_CLOEXEC, 0));
    bind(fd.get(), any.raw(), any.length());
    return localPort(fd.get());
}

inline bool sendAll(int fd, BytesView data)
{
    while (!data.empty()) {
        const ssize_t count = send(fd, data.data(), data.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        data.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// Until the end. `error` gets errno when it was not a regular one.
inline Bytes receiveAll(int fd, int* error = nullptr)
{
    Bytes all;
    char buffer[64 * 1024];
    for (;;) {
        const ssize_t count = recv(fd, buffer, sizeof buffer, 0);
        if (count < 0 && error)
            *error = errno;
        if (count <= 0)
            return all;
        all.append(buffer, static_cast<std::size_t>(count));
    }
}

inline Bytes receive(int fd, std::size_t count)
{
    Bytes all(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got = recv(fd, all.data() + have, count - have, 0);
        if (got <= 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    all.resize(have);
    return all;
}

// Not connected when the result is empty; errno says why.
inline mesh::Fd connectTcp(std::uint16_t port, const std::string& ip = "127.0.0.1")
{
    const auto to = address(ip, port);
    mesh::Fd fd(socket(to.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    limitTime(fd.get());
    if (connect(fd.get(), to.raw(), to.length()) != 0)
        return {};
    return fd;
}

// Serves each connection in a thread of its own until destroyed.
class TcpTarget {
public:
    using Serve = std::function<void(int fd)>;

    explicit TcpTarget(Serve serve, int receiveBuffer = 0) : m_serve(std::move(serve))
    {
        const auto any = address("127.0.0.1", 0);
        m_listener = mesh::Fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (receiveBuffer > 0)
            setsockopt(m_listener.get(), SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        bind(m_listener.get(), any.raw(), any.length());
        // Room for all that a test connects at once: when it overflows the kernel answers with cookies and may drop what completes a
        // handshake, and the client then waits for ever for a server that does not know it.
        listen(m_listener.get(), SOMAXCONN);
        m_port = localPort(m_listener.get());
        m_acceptor = std::thread([this] { acceptAll(); });
    }
    ~TcpTarget()
    {
        shutdown(m_listener.get(), SHUT_RDWR);
        m_acceptor.join();
        for (auto& thread : m_threads)
            thread.join();
    }
    TcpTarget(const TcpTarget&) = delete;
    TcpTarget& operator=(const TcpTarget&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] int accepted() const { return m_accepted; }

private:
    void acceptAll()
    {
        for (;;) {
            const int fd = accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0)
                return;
            limitTime(fd);
            ++m_accepted;
            m_threads.emplace_back([this, fd] {
                m_serve(fd);
                close(fd);
            });
        }
    }

    const Serve m_serve;
    mesh::Fd m_listener;
    std::uint16_t m_port = 0;
    std::atomic<int> m_accepted{0};
    std::thread m_acceptor;
    std::vector<std::thread> m_threads;
};

// Answers everything at once until the client half-closes.
inline void echo(int fd)
{
    char buffer[16 * 1024];
    for (;;) {
        const ssize_t count = recv(fd, buffer, sizeof buffer, 0);
        if (count <= 0 || !sendAll(fd, {buffer, static_cast<std::size_t>(count)}))
            return;
    }
}

// First reads all there is, up to the client's half-close, then answers with it.
inline void echoAtEnd(int fd)
{
    sendAll(fd, receiveAll(fd));
}

// Says who it is and hangs up.
inline TcpTarget::Serve greet(std::string name)
{
    return [name](int fd) { sendAll(fd, name); };
}

} // namespace skep::testing

#pragma once

#include "shared/async/task.h"
#include "shared/http/client.h"
#include "shared/http/server.h"
#include "shared/http/unixaddress.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <functional>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

// The code under test lives on the main thread's event loop; raw peers are blocking code on other threads.
namespace skep::http::test {

inline constexpr int PatienceMs = 20'000;

// Runs the event loop until `condition` holds; false when patience ended.
inline bool spinUntil(const std::function<bool()>& condition)
{
    const QDeadlineTimer patience(PatienceMs);
    while (!condition()) {
        if (patience.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
    }
    return true;
}

template <class T>
T await(async::Task<T> task)
{
    std::optional<T> out;
    const auto watch = [](async::Task<T> awaited, std::optional<T>* result) -> async::Task<void> {
        auto value = co_await awaited;
        result->emplace(std::move(value));
    };
    const auto running = watch(std::move(task), &out);
    if (!spinUntil([&] { return out.has_value(); }))
        throw std::runtime_error("the task did not end");
    return std::move(*out);
}

// Runs blocking code beside the event loop.
template <class Work>
auto beside(Work work)
{
    auto future = std::async(std::launch::async, std::move(work));
    const QDeadlineTimer patience(PatienceMs);
    while (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready && !patience.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 2);
    return future.get();
}

// One end of a blocking socket. Every call gives up after ten seconds.
class RawSocket {
public:
    explicit RawSocket(int fd) : m_fd(fd)
    {
        ::fcntl(fd, F_SETFL, 0);
        const timeval limit{10, 0};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    }
    explicit RawSocket(const std::string& path) : RawSocket(UnixAddress::of(path)->connect()) {}
    ~RawSocket() { close(); }
    RawSocket(RawSocket&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)), m_buffer(std::move(other.m_buffer)) {}
    RawSocket(const RawSocket&) = delete;
    RawSocket& operator=(const RawSocket&) = delete;

    void send(const std::string& data) const
    {
        for (std::size_t at = 0; at < data.size();) {
            const ssize_t count = ::send(m_fd, data.data() + at, data.size() - at, MSG_NOSIGNAL);
            if (count <= 0)
                return;
            at += std::size_t(count);
        }
    }
    // Up to and including `mark`, or everything up to the end.
    std::string receiveUntil(const std::string& mark)
    {
        auto at = m_buffer.find(mark);
        while (at == std::string::npos && receiveMore())
            at = m_buffer.find(mark);
        return take(at == std::string::npos ? m_buffer.size() : at + mark.size());
    }
    std::string receive(std::size_t count)
    {
        while (m_buffer.size() < count && receiveMore()) {}
        return take(std::min(count, m_buffer.size()));
    }
    std::string receiveAll()
    {
        while (receiveMore()) {}
        return take(m_buffer.size());
    }
    // A head and, if it has a Content-Length, the body after it.
    std::string receiveAnswer()
    {
        std::string answer = receiveUntil("\r\n\r\n");
        const auto at = answer.find("Content-Length: ");
        return at == std::string::npos ? answer : answer + receive(std::stoul(answer.substr(at + 16)));
    }
    void finishWriting() const { ::shutdown(m_fd, SHUT_WR); }
    void close()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    bool receiveMore()
    {
        char data[65536];
        const ssize_t count = ::recv(m_fd, data, sizeof data, 0);
        if (count > 0)
            m_buffer.append(data, std::size_t(count));
        return count > 0;
    }
    std::string take(std::size_t count)
    {
        std::string taken = m_buffer.substr(0, count);
        m_buffer.erase(0, count);
        return taken;
    }

    int m_fd;
    std::string m_buffer;
};

// A server in a thread of its own that does to each connection, one after another, exactly what `serve` says.
class RawServer {
public:
    RawServer(const std::string& path, std::function<void(RawSocket&)> serve)
    {
        m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (UnixAddress::of(path)->bind(m_listener) != 0 || ::listen(m_listener, 64) != 0)
            throw std::runtime_error("cannot listen");
        m_thread = std::thread([this, serve = std::move(serve)] {
            for (;;) {
                const int fd = ::accept(m_listener, nullptr, nullptr);
                if (fd < 0)
                    return;
                ++m_accepted;
                RawSocket socket(fd);
                serve(socket);
            }
        });
    }
    ~RawServer()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;
    [[nodiscard]] int accepted() const { return m_accepted; }

private:
    int m_listener;
    std::atomic<int> m_accepted{0};
    std::thread m_thread;
};

inline Request get(std::string target) { return Request{.method = "GET", .target = std::move(target)}; }
inline Request post(std::string target, std::string body)
{
    return Request{.method = "POST", .target = std::move(target), .body = std::move(body)};
}
inline Response text(std::string body, int status = 200)
{
    return Response{.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

// A directory for sockets with a short path.
class Sockets {
public:
    [[nodiscard]] std::string path(const char* name = "s") const { return (m_directory.path() + QLatin1Char('/')).toStdString() + name; }

private:
    QTemporaryDir m_directory;
};

} // namespace skep::http::test

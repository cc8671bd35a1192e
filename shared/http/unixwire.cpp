#include "shared/http/unixwire.h"

#include "shared/http/unixaddress.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace skep::http {
namespace {

constexpr std::size_t UnixReadBytes = 64 * 1024;
// Above this, sending does not wait for the end of the turn.
constexpr std::size_t CoalesceBytes = 64 * 1024;
// A full backlog answers EAGAIN; the listener is alive but busy.
constexpr int ConnectAttempts = 250;
constexpr auto ConnectPause = std::chrono::milliseconds(20);

std::string reasonOf(int error) { return std::strerror(error); }

} // namespace

std::shared_ptr<UnixWire> UnixWire::self() { return std::static_pointer_cast<UnixWire>(shared_from_this()); }

std::shared_ptr<UnixWire> UnixWire::adopt(int fd)
{
    auto wire = std::shared_ptr<UnixWire>(new UnixWire);
    wire->m_fd = fd;
    wire->m_open = true;
    return wire;
}

std::shared_ptr<UnixWire> UnixWire::connectTo(std::string path)
{
    auto wire = std::shared_ptr<UnixWire>(new UnixWire);
    wire->m_path = std::move(path);
    wire->tryConnect(0);
    return wire;
}

UnixWire::~UnixWire() { UnixWire::abort(); }

void UnixWire::tryConnect(int attempt)
{
    const auto address = UnixAddress::of(m_path);
    if (!address) {
        postFailure(address.error());
        return;
    }
    m_fd = address->connect();
    const int error = errno;
    if (m_fd >= 0) {
        async::loop().post([weak = weak_from_this()] {
            if (const auto wire = std::static_pointer_cast<UnixWire>(weak.lock()))
                wire->becomeOpen();
        });
    } else if ((error == EAGAIN || error == EINTR) && attempt < ConnectAttempts) {
        m_retry.arm(ConnectPause, [this, attempt] { tryConnect(attempt + 1); });
    } else {
        postFailure({ErrorCode::Unavailable, "cannot connect to unix://" + m_path + ": " + reasonOf(error)});
    }
}

void UnixWire::becomeOpen()
{
    if (m_fd < 0)
        return;
    m_open = true;
    if (m_reading)
        m_readable = notifier(QSocketNotifier::Read, &UnixWire::readSome);
    if (listener())
        listener()->opened();
    if (m_fd >= 0)
        sendFromLoop();
}

UnixWire::Notifier UnixWire::notifier(QSocketNotifier::Type type, void (UnixWire::*work)())
{
    auto made = Notifier(new QSocketNotifier(m_fd, type));
    QObject::connect(made.get(), &QSocketNotifier::activated, made.get(), [this, work] {
        const auto keep = shared_from_this();
        (this->*work)();
    });
    return made;
}

void UnixWire::setReading(bool on)
{
    if (m_reading == on)
        return;
    m_reading = on;
    if (m_fd < 0 || m_readEnded || !m_open)
        return;
    if (m_readable)
        m_readable->setEnabled(on);
    else if (on)
        m_readable = notifier(QSocketNotifier::Read, &UnixWire::readSome);
}

void UnixWire::readSome()
{
    if (m_fd < 0 || !m_reading || m_readEnded)
        return;
    // Aligned: before less aligned thread-local data mold 1.10 begins what becomes read-only outside of the mapped pages.
    alignas(64) static thread_local std::array<char, UnixReadBytes> buffer;
    const ssize_t count = ::recv(m_fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count > 0) {
        if (listener())
            listener()->received({buffer.data(), std::size_t(count)});
    } else if (count == 0) {
        m_readEnded = true;
        m_readable->setEnabled(false);
        if (listener())
            listener()->ended();
    } else if (errno != EAGAIN && errno != EINTR) {
        breakOff({ErrorCode::Unavailable, "connection broke: " + reasonOf(errno)});
    }
}

bool UnixWire::queue(Bytes data)
{
    if (m_dead || m_writeBroken || m_finishing)
        return false;
    if (m_out.empty())
        m_out = std::move(data);
    else
        m_out += data;
    return true;
}

void UnixWire::write(Bytes data)
{
    if (!queue(std::move(data)))
        return;
    if (unsent() > CoalesceBytes)
        flush();
    else
        scheduleFlush();
    m_congested |= unsent() > DrainedBytes;
}

void UnixWire::send(Bytes data)
{
    if (!queue(std::move(data)))
        return;
    flush();
    m_congested |= unsent() > DrainedBytes;
}

void UnixWire::scheduleFlush()
{
    if (m_flushScheduled || !m_open || (m_writable && m_writable->isEnabled()))
        return;
    m_flushScheduled = true;
    async::loop().post([weak = weak_from_this()] {
        if (const auto wire = std::static_pointer_cast<UnixWire>(weak.lock())) {
            wire->m_flushScheduled = false;
            wire->flush();
        }
    });
}

void UnixWire::flush()
{
    if (m_fd < 0 || !m_open || (m_writable && m_writable->isEnabled()))
        return;
    if (sendSome())
        return;
    if (m_writable)
        m_writable->setEnabled(true);
    else
        m_writable = notifier(QSocketNotifier::Write, &UnixWire::sendFromLoop);
}

// Returns whether nothing is left for the notifier to do.
bool UnixWire::sendSome()
{
    while (m_sent < m_out.size()) {
        const ssize_t count = ::send(m_fd, m_out.data() + m_sent, m_out.size() - m_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0) {
            m_sent += std::size_t(count);
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno == EAGAIN)
            break;
        // The peer reads no more, but its last words may wait: reading finds them and then the end.
        const int error = errno;
        m_writeBroken = true;
        m_out.clear();
        m_sent = 0;
        if (m_readEnded || !m_reading)
            postFailure({ErrorCode::Unavailable, "connection broke: " + reasonOf(error)});
        return true;
    }
    if (m_sent == m_out.size()) {
        m_out.clear();
        m_sent = 0;
        if (m_out.capacity() > DrainedBytes)
            m_out.shrink_to_fit();
        if (m_finishing)
            ::shutdown(m_fd, SHUT_WR);
        return true;
    }
    if (m_sent > m_out.size() / 2 && m_sent > CoalesceBytes) {
        m_out.erase(0, m_sent);
        m_sent = 0;
    }
    return false;
}

void UnixWire::sendFromLoop()
{
    if (m_fd < 0)
        return;
    const bool done = sendSome();
    if (done && m_writable)
        m_writable->setEnabled(false);
    else if (!done)
        flush();
    if (m_congested && unsent() <= DrainedBytes) {
        m_congested = false;
        if (listener())
            listener()->drained();
    }
}

void UnixWire::finishWriting()
{
    if (m_finishing || m_fd < 0)
        return;
    m_finishing = true;
    if (m_open && unsent() == 0)
        ::shutdown(m_fd, SHUT_WR);
    else
        flush();
}

bool UnixWire::vanished() const
{
    if (m_fd < 0)
        return true;
    pollfd state{m_fd, 0, 0};
    return ::poll(&state, 1, 0) == 1 && (state.revents & (POLLHUP | POLLERR)) != 0;
}

void UnixWire::abort()
{
    m_dead = true;
    m_retry.disarm();
    if (m_fd < 0)
        return;
    if (m_readable)
        m_readable->setEnabled(false);
    if (m_writable)
        m_writable->setEnabled(false);
    ::close(m_fd);
    m_fd = -1;
    m_out.clear();
    m_sent = 0;
}

void UnixWire::breakOff(Error error)
{
    if (m_dead)
        return;
    abort();
    if (listener())
        listener()->failed(std::move(error));
}

void UnixWire::postFailure(Error error)
{
    async::loop().post([weak = weak_from_this(), error = std::move(error)] {
        if (const auto wire = std::static_pointer_cast<UnixWire>(weak.lock()))
            wire->breakOff(error);
    });
}

} // namespace skep::http

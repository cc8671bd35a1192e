#include "daemon/mesh/tcpconnection.h"

#include "daemon/mesh/defaults.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/epoll.h>

namespace skep::mesh {
namespace {

constexpr std::size_t SpliceLength = 256 * 1024;

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK;
}

} // namespace

TcpConnection::TcpConnection(const Host& host, std::uint64_t id, Fd client, std::vector<Candidate> candidates)
    : m_host(host)
    , m_id(id)
    , m_client(std::move(client))
    , m_candidates(std::move(candidates))
{
}

void TcpConnection::begin()
{
    prepareStream(m_client.get());
    m_patientUntil = m_host.poller.now() + StartPatience;
    tryNext();
}

void TcpConnection::tryNext()
{
    while (m_next < m_candidates.size()) {
        const SocketAddress& address = m_candidates[m_next++].address;
        ++m_attempts;
        auto fd = connectTo(address, SOCK_STREAM);
        if (!fd)
            continue;
        m_target = std::move(*fd);
        if (!m_host.poller.add(m_target.get(), EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, *this))
            continue;
        m_host.connecting(*this);
        return;
    }
    m_target.reset();
    if (m_candidates.empty() || m_host.poller.now() >= m_patientUntil)
        finish(true);
    else
        m_host.refused(*this);
}

void TcpConnection::retry()
{
    if (m_phase != Phase::Connecting)
        return;
    m_next = 0;
    tryNext();
}

void TcpConnection::expire(std::size_t attempt)
{
    if (m_phase == Phase::Connecting && m_target && m_attempts == attempt)
        tryNext();
}

void TcpConnection::ready(std::uint32_t events)
{
    if (m_phase == Phase::Connecting && m_target) {
        // Only the target's socket is watched as yet.
        int error = 0;
        socklen_t length = sizeof error;
        const bool known = getsockopt(m_target.get(), SOL_SOCKET, SO_ERROR, &error, &length) == 0;
        if (!known || error != 0)
            tryNext();
        else if ((events & EPOLLOUT) != 0)
            connected();
    } else if (m_phase == Phase::Relaying) {
        relay();
    }
}

void TcpConnection::connected()
{
    prepareStream(m_target.get());
    m_phase = Phase::Relaying;
    m_candidates = {std::move(m_candidates[m_next - 1])};
    if (m_host.poller.add(m_client.get(), EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, *this))
        relay();
    else
        finish(true);
}

void TcpConnection::relay()
{
    const Outcome there = move(m_toTarget, m_client.get(), m_target.get());
    const Outcome back = there == Outcome::Failed ? there : move(m_toClient, m_target.get(), m_client.get());
    if (back == Outcome::Failed)
        finish(true);
    else if (m_toTarget.done && m_toClient.done)
        finish(m_broken);
    else if (there == Outcome::Busy || back == Outcome::Busy)
        m_host.poller.again(*this);
}

// Until neither end gives any more (Idle), or for one turn's worth (Busy).
TcpConnection::Outcome TcpConnection::move(Way& way, int from, int to)
{
    std::size_t moved = 0;
    while (!way.done && moved < BytesPerTurn) {
        const std::size_t before = way.waiting;
        const Outcome filled = fill(way, from);
        if (filled == Outcome::Failed)
            return filled;
        const std::size_t between = way.waiting;
        const Outcome emptied = empty(way, to);
        moved += between - way.waiting;
        settle(way, to);
        // A full pipe and an empty socket look alike to fill(), so only a round without any progress is the end.
        if (between == before && emptied == Outcome::Idle)
            return Outcome::Idle;
    }
    return way.done ? Outcome::Idle : Outcome::Busy;
}

TcpConnection::Outcome TcpConnection::fill(Way& way, int from)
{
    if (way.ended)
        return Outcome::Idle;
    if (!way.pipe)
        way.pipe = m_host.pipes.take();
    if (!way.pipe)
        return Outcome::Failed;
    const ssize_t count = splice(from, nullptr, way.pipe->write.get(), nullptr, SpliceLength, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (count > 0) {
        way.waiting += static_cast<std::size_t>(count);
        return Outcome::Busy;
    }
    if (count == 0)
        way.ended = true;
    else if (!wouldBlock(errno) && errno != EINTR)
        return Outcome::Failed;
    return Outcome::Idle;
}

TcpConnection::Outcome TcpConnection::empty(Way& way, int to)
{
    if (way.waiting == 0)
        return Outcome::Idle;
    const ssize_t count = splice(way.pipe->read.get(), nullptr, to, nullptr, way.waiting, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (count > 0) {
        way.waiting -= static_cast<std::size_t>(count);
        return Outcome::Busy;
    }
    if (count < 0 && !wouldBlock(errno) && errno != EINTR) {
        // The receiver is gone, but what it sent before may still wait to be read: only this way ends.
        m_broken = true;
        way.done = true;
        way.pipe.reset();
        way.waiting = 0;
    }
    return Outcome::Idle;
}

void TcpConnection::settle(Way& way, int to)
{
    if (way.waiting > 0 || way.done)
        return;
    if (way.pipe) {
        m_host.pipes.giveBack(std::move(*way.pipe));
        way.pipe.reset();
    }
    if (way.ended) {
        shutdown(to, SHUT_WR);
        way.done = true;
    }
}

void TcpConnection::finish(bool aborted)
{
    if (m_phase == Phase::Over)
        return;
    m_phase = Phase::Over;
    if (aborted) {
        resetOnClose(m_client.get());
        if (m_target)
            resetOnClose(m_target.get());
    }
    m_client.reset();
    m_target.reset();
    m_toTarget = {};
    m_toClient = {};
    m_host.over(*this);
}

} // namespace skep::mesh

#include "daemon/rpc/wire.h"

#include "shared/base/logging.h"

#include <QCoreApplication>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace skep::rpc {
namespace {

// What may wait inside Qt's socket; the rest waits here, where it can be counted.
constexpr std::size_t MostHandedOver = std::size_t(1) << 20;

std::size_t waitingIn(const QSslSocket& socket)
{
    return static_cast<std::size_t>(socket.bytesToWrite() + socket.encryptedBytesToWrite());
}

} // namespace

void DeleteLater::operator()(QSslSocket* socket) const
{
    QObject::disconnect(socket, nullptr, nullptr, nullptr);
    socket->abort();
    socket->setParent(QCoreApplication::instance()); // in case there is no later
    socket->deleteLater();
}

Wire::Wire(SocketPtr socket, const Limits& limits, std::size_t frameBytes)
    : m_socket(std::move(socket))
    , m_limits(limits)
    , m_reader(frameBytes)
{
}

Wire::~Wire() = default;

void Wire::start(Events events)
{
    m_events = std::move(events);
    QSslSocket* const socket = m_socket.get();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QObject::connect(socket, &QSslSocket::readyRead, socket, [this] {
        m_heard = true;
        schedule();
    });
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, [this] { schedule(); });
    QObject::connect(socket, &QSslSocket::disconnected, socket, [this] { schedule(); });
    QObject::connect(socket, &QSslSocket::errorOccurred, socket, [this] { schedule(); });
    armTick();
    schedule(); // frames may have arrived together with the end of the handshake
}

void Wire::send(const Frame& frame)
{
    if (closed())
        return;
    appendFrame(m_out, frame);
    m_spoke = true;
    if (unsent() > 2 * m_limits.unsentBytes)
        close({ErrorCode::ResourceExhausted, "the peer does not read what it asked for"});
    else
        schedule();
}

std::size_t Wire::unsent() const { return m_out.size() - m_handedOver + (m_socket ? waitingIn(*m_socket) : 0); }

bool Wire::hasRoom() const { return !closed() && unsent() < MostHandedOver; }

void Wire::schedule()
{
    if (std::exchange(m_scheduled, true))
        return;
    async::loop().post([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->turn();
    });
}

void Wire::turn()
{
    m_scheduled = false;
    if (!closed())
        receive();
    if (!closed())
        flush();
    if (hasRoom() && m_events.room) {
        m_events.room();
        if (!closed())
            flush();
    }
}

void Wire::receive()
{
    char chunk[16 * 1024];
    for (;;) {
        const qint64 size = m_socket->read(chunk, sizeof chunk);
        if (size <= 0)
            break;
        m_reader.append({chunk, static_cast<std::size_t>(size)});
        if (!dispatch())
            return;
    }
    // While it is closing, more may come out of Qt's buffers.
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        close({ErrorCode::Unavailable, m_socket->errorString().toLower().toStdString()});
}

// False when the wire was closed on the way.
bool Wire::dispatch()
{
    for (;;) {
        auto frame = m_reader.next();
        if (!frame) {
            close(std::move(frame.error()));
            return false;
        }
        if (!*frame)
            return true;
        m_events.frame(std::move(**frame));
        if (closed())
            return false;
    }
}

void Wire::flush()
{
    const std::size_t waiting = waitingIn(*m_socket);
    if (m_out.empty() || waiting >= MostHandedOver)
        return;
    const std::size_t size = std::min(m_out.size() - m_handedOver, MostHandedOver - waiting);
    if (m_socket->write(m_out.data() + m_handedOver, static_cast<qint64>(size)) < 0) {
        close({ErrorCode::Unavailable, m_socket->errorString().toLower().toStdString()});
        return;
    }
    m_handedOver += size;
    if (m_handedOver == m_out.size()) {
        m_handedOver = 0;
        if (m_out.capacity() > MostHandedOver)
            Bytes().swap(m_out);
        else
            m_out.clear();
    } else if (m_handedOver > m_out.size() / 2) {
        m_out.erase(0, std::exchange(m_handedOver, 0));
    }
    m_socket->flush(); // without this Qt encrypts one turn later
}

void Wire::armTick()
{
    m_tick.arm(m_limits.keepalive.tick, [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->tick();
    });
}

void Wire::tick()
{
    if (closed())
        return;
    m_silentTicks = std::exchange(m_heard, false) ? 0 : m_silentTicks + 1;
    if (givenUp(m_limits.keepalive, m_silentTicks, hostAnswers())) {
        close({ErrorCode::Unavailable, "the peer is silent"});
        return;
    }
    if (!m_spoke)
        send({.kind = FrameKind::Ping});
    m_spoke = false;
    if (!closed())
        armTick();
}

// A host that is gone acknowledges nothing; one whose process is stopped or starved still does.
bool Wire::hostAnswers()
{
    tcp_info info = {};
    socklen_t size = sizeof info;
    const auto descriptor = static_cast<int>(m_socket->socketDescriptor());
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return false;
    const bool progress = info.tcpi_bytes_acked != m_acknowledged;
    m_acknowledged = info.tcpi_bytes_acked;
    return progress || info.tcpi_unacked == 0;
}

void Wire::close(Error why)
{
    if (closed())
        return;
    const auto self = shared_from_this(); // the callback may drop the last other reference
    m_tick.disarm();
    m_socket.reset();
    Bytes().swap(m_out);
    m_handedOver = 0;
    if (m_events.closed)
        m_events.closed(std::move(why));
}

} // namespace skep::rpc

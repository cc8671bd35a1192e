#include "shared/http/tcpwire.h"

#include "shared/async/loop.h"

#include <QHostAddress>

#include <array>

namespace skep::http {
namespace {

constexpr qint64 TcpReadBytes = 64 * 1024;

} // namespace

TcpWire::TcpWire(Socket socket) : m_socket(std::move(socket)) {}

std::shared_ptr<TcpWire> TcpWire::adopt(Socket socket)
{
    auto wire = std::shared_ptr<TcpWire>(new TcpWire(std::move(socket)));
    wire->listen();
    return wire;
}

std::shared_ptr<TcpWire> TcpWire::connectTo(std::string host, std::uint16_t port, std::optional<QSslConfiguration> tls)
{
    auto wire = std::shared_ptr<TcpWire>(new TcpWire(Socket(new QSslSocket)));
    wire->m_open = false;
    wire->m_name = "tcp://" + host + ":" + std::to_string(port);
    wire->listen();
    QSslSocket* socket = wire->m_socket.get();
    if (tls) {
        socket->setSslConfiguration(*tls);
        socket->connectToHostEncrypted(QString::fromStdString(host), port);
    } else {
        socket->connectToHost(QString::fromStdString(host), port);
    }
    return wire;
}

TcpWire::~TcpWire() { TcpWire::abort(); }

void TcpWire::listen()
{
    QSslSocket* socket = m_socket.get();
    socket->setReadBufferSize(4 * TcpReadBytes);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const auto on = [this](void (TcpWire::*work)()) { return [this, work] { handle(work); }; };
    QObject::connect(socket, &QSslSocket::readyRead, socket, on(&TcpWire::deliver));
    QObject::connect(socket, &QSslSocket::bytesWritten, socket, on(&TcpWire::onProgress));
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, on(&TcpWire::onProgress));
    QObject::connect(socket, &QSslSocket::connected, socket, on(&TcpWire::onOpened));
    QObject::connect(socket, &QSslSocket::encrypted, socket, on(&TcpWire::onOpened));
    QObject::connect(socket, &QSslSocket::errorOccurred, socket, on(&TcpWire::onError));
    QObject::connect(socket, &QSslSocket::disconnected, socket, on(&TcpWire::onDisconnected));
    QObject::connect(socket, &QSslSocket::sslErrors, socket, [this](const QList<QSslError>& errors) {
        if (!errors.isEmpty())
            m_tlsProblem = errors.first().errorString().toStdString();
    });
}

// Signals from the loop are handled at once; those that Qt emits inside our own calls, later.
void TcpWire::handle(void (TcpWire::*work)())
{
    const auto keep = weak_from_this().lock();
    if (!keep || !m_socket)
        return;
    if (!m_calling) {
        (this->*work)();
        return;
    }
    async::loop().post([this, work, weak = weak_from_this()] {
        if (const auto wire = weak.lock(); wire && m_socket)
            (this->*work)();
    });
}

void TcpWire::onOpened()
{
    const bool wantsTls = m_socket->mode() != QSslSocket::UnencryptedMode;
    if (m_open || (wantsTls && !m_socket->isEncrypted()))
        return;
    m_open = true;
    const Bytes early = std::exchange(m_early, {});
    if (!early.empty())
        write(early);
    if (listener())
        listener()->opened();
}

void TcpWire::setReading(bool on)
{
    if (m_reading == on)
        return;
    m_reading = on;
    if (on && m_socket && (m_socket->bytesAvailable() > 0 || m_ended))
        postDeliver();
}

void TcpWire::postDeliver()
{
    async::loop().post([this, weak = weak_from_this()] {
        if (const auto wire = weak.lock(); wire && m_socket)
            deliver();
    });
}

void TcpWire::deliver()
{
    if (!m_reading || !m_open)
        return;
    // Aligned: before less aligned thread-local data mold 1.10 begins what becomes read-only outside of the mapped pages.
    alignas(64) static thread_local std::array<char, TcpReadBytes> buffer;
    m_calling = true;
    const qint64 count = m_socket->read(buffer.data(), TcpReadBytes);
    m_calling = false;
    if (count > 0) {
        if (m_socket->bytesAvailable() > 0 || m_ended)
            postDeliver();
        if (listener())
            listener()->received({buffer.data(), std::size_t(count)});
    } else if (m_ended && !m_endTold) {
        m_endTold = true;
        if (listener())
            listener()->ended();
    }
}

void TcpWire::write(Bytes data)
{
    if (!m_socket || m_finishing)
        return;
    if (!m_open) {
        m_early += data; // Qt takes nothing while it looks up the host
        return;
    }
    m_calling = true;
    m_socket->write(data.data(), qint64(data.size()));
    m_calling = false;
    m_congested |= unsent() > DrainedBytes;
}

void TcpWire::send(Bytes data)
{
    write(std::move(data));
    if (!m_socket || !m_open || m_finishing)
        return;
    m_calling = true;
    m_socket->flush();
    m_calling = false;
}

std::size_t TcpWire::unsent() const
{
    if (!m_socket)
        return 0;
    return m_early.size() + std::size_t(m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite());
}

void TcpWire::onProgress()
{
    if (!m_congested || unsent() > DrainedBytes)
        return;
    m_congested = false;
    if (listener())
        listener()->drained();
}

void TcpWire::finishWriting()
{
    if (!m_socket || m_finishing)
        return;
    m_finishing = true;
    m_calling = true;
    m_socket->disconnectFromHost(); // sends what waits, then closes
    m_calling = false;
}

bool TcpWire::vanished() const { return !m_socket || m_socket->state() != QAbstractSocket::ConnectedState; }

void TcpWire::abort()
{
    if (!m_socket)
        return;
    const Socket dying = std::move(m_socket);
    dying->disconnect();
    dying->abort();
}

void TcpWire::onError()
{
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError && m_open && m_tlsProblem.empty()) {
        // Still connected: a close_notify. Otherwise disconnected() follows.
        if (m_socket->state() == QAbstractSocket::ConnectedState && !std::exchange(m_ended, true))
            deliver();
        return;
    }
    const std::string why = m_tlsProblem.empty() ? m_socket->errorString().toStdString() : m_tlsProblem;
    breakOff({ErrorCode::Unavailable, (m_open ? "connection broke: " : "cannot connect to " + m_name + ": ") + why});
}

void TcpWire::onDisconnected()
{
    if (!m_open) {
        breakOff({ErrorCode::Unavailable, "cannot connect to " + m_name + ": closed during the TLS handshake"});
    } else if (m_endTold) {
        breakOff({ErrorCode::Unavailable, "connection closed"});
    } else {
        m_ended = true;
        deliver();
    }
}

void TcpWire::breakOff(Error error)
{
    abort();
    if (listener())
        listener()->failed(std::move(error));
}

} // namespace skep::http

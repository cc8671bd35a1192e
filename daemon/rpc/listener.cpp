#include "daemon/rpc/listener.h"

#include "shared/base/logging.h"

#include <QNetworkProxy>

#include <unistd.h>

namespace skep::rpc {
namespace {

constexpr auto RefusalLogInterval = std::chrono::minutes(1);
constexpr auto AcceptRetry = std::chrono::milliseconds(100);
constexpr int Backlog = 512;

} // namespace

Listener::Listener(const ServerLimits& limits, Ready ready)
    : m_limits(limits)
    , m_ready(std::move(ready))
{
    setListenBacklogSize(Backlog);
    setProxy(QNetworkProxy::NoProxy);
    // Qt stops accepting for good when one accept() fails: out of descriptors, or a peer that gave up early.
    QObject::connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(logRpc) << "cannot accept a connection, reason=" << errorString();
        m_resume.arm(AcceptRetry, [this] { resumeAccepting(); });
    });
}

Listener::~Listener() = default;

void Listener::incomingConnection(qintptr descriptor)
{
    SocketPtr socket(new QSslSocket);
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    const std::string address = identityOf(*socket).address;
    if (!admits(address)) {
        refuse(address);
        return;
    }
    const std::uint64_t id = m_nextId++;
    QSslSocket* const raw = socket.get();
    Handshake& handshake = m_handshakes[id];
    handshake.socket = std::move(socket);
    handshake.address = address;
    handshake.deadline.arm(m_limits.handshake, [this, id] { abandon(id); });
    ++m_perAddress[address];
    raw->setSslConfiguration(m_configuration);
    QObject::connect(raw, &QSslSocket::encrypted, raw, [this, id] { later(id, &Listener::succeed); });
    QObject::connect(raw, &QSslSocket::disconnected, raw, [this, id] { later(id, &Listener::abandon); });
    QObject::connect(raw, &QSslSocket::errorOccurred, raw, [this, id] { later(id, &Listener::abandon); });
    raw->startServerEncryption();
}

bool Listener::admits(const std::string& address) const
{
    const auto present = m_perAddress.find(address);
    return m_handshakes.size() < static_cast<std::size_t>(m_limits.handshakes)
        && (present == m_perAddress.end() || present->second < m_limits.handshakesPerAddress);
}

void Listener::refuse(const std::string& address)
{
    ++m_refused;
    const auto now = async::loop().monotonic();
    if (now < m_quietUntil)
        return;
    m_quietUntil = now + RefusalLogInterval;
    qCWarning(logRpc) << "too many handshakes under way, refusing connections, address=" << log(address)
                      << "refusedSoFar=" << m_refused;
}

void Listener::later(std::uint64_t id, void (Listener::*what)(std::uint64_t))
{
    async::loop().post([this, alive = std::weak_ptr<char>(m_alive), id, what] {
        if (!alive.expired())
            (this->*what)(id);
    });
}

void Listener::succeed(std::uint64_t id)
{
    SocketPtr socket = forget(id);
    if (!socket || !socket->isEncrypted())
        return;
    Peer peer = identityOf(*socket);
    m_ready(std::move(socket), std::move(peer));
}

void Listener::abandon(std::uint64_t id)
{
    const SocketPtr socket = forget(id);
    if (socket)
        qCDebug(logRpc) << "handshake failed, address=" << socket->peerAddress() << "reason=" << socket->errorString();
}

SocketPtr Listener::forget(std::uint64_t id)
{
    const auto found = m_handshakes.find(id);
    if (found == m_handshakes.end())
        return nullptr;
    SocketPtr socket = std::move(found->second.socket);
    const auto counted = m_perAddress.find(found->second.address);
    if (--counted->second == 0)
        m_perAddress.erase(counted);
    m_handshakes.erase(found);
    QObject::disconnect(socket.get(), nullptr, nullptr, nullptr);
    return socket;
}

} // namespace skep::rpc

#include "daemon/rpc/server.h"

#include "daemon/rpc/listener.h"
#include "daemon/rpc/serverconnection.h"
#include "shared/base/logging.h"

#include <ranges>

namespace skep::rpc {

class Server::Core : public std::enable_shared_from_this<Server::Core> {
public:
    explicit Core(ServerLimits limits)
        : m_limits(limits)
    {
    }

    Result<void> setIdentity(const TlsIdentity& identity);
    Result<void> listen(const QHostAddress& address, std::uint16_t port);
    [[nodiscard]] std::uint16_t port() const { return m_listener ? m_listener->serverPort() : std::uint16_t(0); }
    void cutAll();
    void cutNode(const std::string& nodeId);
    [[nodiscard]] std::size_t connections() const { return m_connections.size(); }
    [[nodiscard]] async::Task<void> join() { return m_reapers.close(); }

    const std::shared_ptr<Handlers> handlers = std::make_shared<Handlers>();

private:
    using ConnectionPtr = std::shared_ptr<ServerConnection>;

    void accept(SocketPtr socket, Peer peer);
    bool makeRoomFor(const Peer& peer);
    void onClosed(std::uint64_t id);
    static async::Task<void> reap(std::shared_ptr<Core> self, ConnectionPtr connection);

    ServerLimits m_limits;
    std::optional<QSslConfiguration> m_configuration;
    std::unique_ptr<Listener> m_listener;
    // In order of their arrival.
    std::map<std::uint64_t, ConnectionPtr> m_connections;
    std::uint64_t m_nextId = 1;
    // Wait for the handlers of connections that are gone.
    async::TaskScope m_reapers;
};

Result<void> Server::Core::setIdentity(const TlsIdentity& identity)
{
    SKEP_TRY(configuration, serverConfiguration(identity));
    m_configuration = std::move(configuration);
    if (m_listener)
        m_listener->use(*m_configuration);
    return {};
}

Result<void> Server::Core::listen(const QHostAddress& address, std::uint16_t port)
{
    const std::string where = address.toString().toStdString() + ":" + std::to_string(port);
    if (!m_configuration)
        return fail(ErrorCode::FailedPrecondition, "cannot listen on " + where + " without a certificate");
    if (m_listener)
        return fail(ErrorCode::FailedPrecondition, "cannot listen on " + where + ": already listening");
    auto listener = std::make_unique<Listener>(
        m_limits, [this](SocketPtr socket, Peer peer) { accept(std::move(socket), std::move(peer)); });
    listener->use(*m_configuration);
    if (!listener->listen(address, port))
        return fail(ErrorCode::Unavailable,
            "cannot listen on " + where + ": " + listener->errorString().toLower().toStdString());
    m_listener = std::move(listener);
    return {};
}

void Server::Core::accept(SocketPtr socket, Peer peer)
{
    if (!makeRoomFor(peer))
        return;
    const std::uint64_t id = m_nextId++;
    const auto connection = std::make_shared<ServerConnection>(std::move(socket), std::move(peer), m_limits, handlers);
    m_connections.emplace(id, connection);
    connection->start([weak = weak_from_this(), id] {
        if (const auto self = weak.lock())
            self->onClosed(id);
    });
}

// Strangers are refused beyond their number; of a node's connections the newest are the ones that live.
bool Server::Core::makeRoomFor(const Peer& peer)
{
    int strangers = 0;
    int alike = 0;
    ConnectionPtr oldest;
    for (const auto& connection : m_connections | std::views::values) {
        const Peer& other = connection->peer();
        strangers += other.anonymous() ? 1 : 0;
        if (other.anonymous() != peer.anonymous())
            continue;
        if (peer.anonymous() ? other.address == peer.address : other.nodeId == peer.nodeId) {
            ++alike;
            if (!oldest)
                oldest = connection;
        }
    }
    if (peer.anonymous())
        return strangers < m_limits.anonymousConnections && alike < m_limits.anonymousPerAddress;
    if (alike >= m_limits.connectionsPerNode)
        oldest->cut({ErrorCode::ResourceExhausted, "the node has too many connections"});
    return true;
}

void Server::Core::onClosed(std::uint64_t id)
{
    const auto found = m_connections.find(id);
    if (found == m_connections.end())
        return;
    const ConnectionPtr connection = found->second;
    m_connections.erase(found);
    m_reapers.spawn("connection", reap(shared_from_this(), connection));
}

async::Task<void> Server::Core::reap(std::shared_ptr<Core> self, ConnectionPtr connection)
{
    co_await connection->join();
}

void Server::Core::cutAll()
{
    m_listener.reset();
    const auto connections = m_connections;
    for (const auto& connection : connections | std::views::values)
        connection->cut({ErrorCode::Unavailable, "the server is closing"});
}

void Server::Core::cutNode(const std::string& nodeId)
{
    const auto connections = m_connections;
    for (const auto& connection : connections | std::views::values)
        if (!connection->peer().anonymous() && connection->peer().nodeId == nodeId)
            connection->cut({ErrorCode::PermissionDenied, "the node was disconnected"});
}

Server::Server(ServerLimits limits)
    : m_core(std::make_shared<Core>(limits))
{
}

Server::~Server() { m_core->cutAll(); }

Result<void> Server::setIdentity(TlsIdentity identity) { return m_core->setIdentity(identity); }

Result<void> Server::listen(const QHostAddress& address, std::uint16_t port) { return m_core->listen(address, port); }

std::uint16_t Server::port() const { return m_core->port(); }

void Server::onUnary(Method method, UnaryHandler handler)
{
    m_core->handlers->unary[method] = [handler = std::move(handler)](Peer peer, Bytes payload, const Call&) {
        return handler(std::move(peer), std::move(payload));
    };
}

void Server::onUnary(Method method, UnaryCallHandler handler) { m_core->handlers->unary[method] = std::move(handler); }

void Server::onStream(Method method, StreamHandler handler) { m_core->handlers->stream[method] = std::move(handler); }

void Server::onMessage(Method method, MessageHandler handler)
{
    m_core->handlers->message[method] = std::move(handler);
}

void Server::setAuthoriser(Authoriser authoriser) { m_core->handlers->authorise = std::move(authoriser); }

void Server::disconnectNode(std::string nodeId) { m_core->cutNode(nodeId); }

std::size_t Server::connections() const { return m_core->connections(); }

async::Task<void> Server::close()
{
    const auto core = m_core;
    core->cutAll();
    auto joined = core->join();
    co_await joined;
}

} // namespace skep::rpc

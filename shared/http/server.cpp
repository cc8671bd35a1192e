#include "shared/http/server.h"

#include "shared/http/servercore.h"
#include "shared/http/tlslistener.h"
#include "shared/http/unixlistener.h"
#include "shared/http/unixwire.h"

namespace skep::http {

Server::Server(Limits limits) : m_core(std::make_shared<ServerCore>(limits)) {}

Server::~Server() { close(); }

void Server::setHandler(Handler handler) { m_core->handler = std::make_shared<const Handler>(std::move(handler)); }

void Server::setCommonHeaders(Headers headers) { m_core->commonHeaders = std::move(headers); }

Result<void> Server::listenUnix(std::string path, mode_t mode, std::string group)
{
    SKEP_TRY(listener, UnixListener::open(path, mode, group, [core = m_core.get()](int fd) {
        core->admit(UnixWire::adopt(fd), Peer{});
    }));
    m_core->unixListeners.push_back(std::move(listener));
    return {};
}

Result<void> Server::listenTcp(std::string address, std::uint16_t port, QSslConfiguration configuration)
{
    SKEP_TRY(listener, TlsListener::open(address, port, std::move(configuration), m_core->limits,
                                         [core = m_core.get()](std::shared_ptr<Wire> wire, Peer peer) {
                                             core->admit(std::move(wire), std::move(peer));
                                         }));
    m_core->tlsListeners.push_back(std::move(listener));
    return {};
}

Result<void> Server::setTls(QSslConfiguration configuration)
{
    SKEP_TRY(checked, mutualTls(std::move(configuration)));
    for (const auto& listener : m_core->tlsListeners)
        listener->setConfiguration(checked);
    return {};
}

std::uint16_t Server::tcpPort() const
{
    return m_core->tlsListeners.empty() ? std::uint16_t(0) : m_core->tlsListeners.back()->port();
}

void Server::close() { m_core->close(); }

std::size_t Server::connections() const { return m_core->connections(); }

} // namespace skep::http

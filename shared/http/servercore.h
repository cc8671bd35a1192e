#pragma once

#include "shared/async/loop.h"
#include "shared/http/server.h"
#include "shared/http/wire.h"

#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

namespace skep::http {

class Connection;
class TlsListener;
class UnixListener;

// What the connections of one server share: its settings, the register of all, and who is dispensable.
class ServerCore : public std::enable_shared_from_this<ServerCore> {
public:
    explicit ServerCore(Limits limits);
    ~ServerCore();
    ServerCore(const ServerCore&) = delete;
    ServerCore& operator=(const ServerCore&) = delete;

    const Limits limits;
    std::shared_ptr<const Server::Handler> handler;
    Headers commonHeaders;
    std::vector<std::unique_ptr<UnixListener>> unixListeners;
    std::vector<std::unique_ptr<TlsListener>> tlsListeners;

    // Admits a connection, at the cost of the one that is dispensable longest, or refuses it.
    void admit(std::shared_ptr<Wire> wire, Peer peer);
    void remove(Connection& connection);
    // A dispensable connection works on no request; it is closed first when there are too many.
    void setDispensable(Connection& connection, bool dispensable);
    void close();
    [[nodiscard]] std::size_t connections() const { return m_connections.size(); }
    // "Date: …\r\n" of this second.
    [[nodiscard]] const Bytes& dateHeader();

private:
    struct Entry {
        std::shared_ptr<Connection> connection;
        std::list<Connection*>::iterator dispensable;
    };

    void armSweep();
    void sweep();

    std::unordered_map<Connection*, Entry> m_connections;
    // Oldest first.
    std::list<Connection*> m_dispensable;
    async::Timer m_sweep;
    bool m_sweeping = false;
    Bytes m_date;
    std::int64_t m_dateSecond = -1;
};

} // namespace skep::http

#pragma once

#include "daemon/rpc/server.h"
#include "daemon/rpc/serverstream.h"
#include "daemon/rpc/wire.h"

#include <map>

namespace skep::rpc {

// What a server does with calls; shared by its connections.
struct Handlers {
    std::map<Method, Server::UnaryCallHandler> unary;
    std::map<Method, Server::StreamHandler> stream;
    std::map<Method, Server::MessageHandler> message;
    Server::Authoriser authorise;
};

// The server's side of one connection: decides what the peer may call, runs the handlers, and stops them when nobody
// waits for them any more.
class ServerConnection : public std::enable_shared_from_this<ServerConnection> {
public:
    ServerConnection(SocketPtr socket, Peer peer, const ServerLimits& limits, std::shared_ptr<const Handlers> handlers);

    // `closed` runs once, when the connection is gone; handlers may still be ending then.
    void start(std::function<void()> closed);
    void cut(Error why) { m_wire->close(std::move(why)); }
    // Waits until every handler has ended. Once.
    [[nodiscard]] async::Task<void> join() { return m_scope.close(); }
    [[nodiscard]] const Peer& peer() const { return m_peer; }

private:
    // A request whose handler has not ended.
    struct Exchange {
        const MethodRow* row;
        std::uint64_t id;
        std::size_t bytes;
        async::Stop stop;
        async::Timer deadline;
        std::shared_ptr<ServerStreamEnd> stream;
        bool answered = false;
    };
    using ExchangePtr = std::shared_ptr<Exchange>;

    void onFrame(Frame frame);
    void onRequest(Frame frame);
    void onMessage(Frame frame);
    void onClosed(const Error& why);
    [[nodiscard]] Result<void> permitted(const MethodRow& row) const;
    [[nodiscard]] Result<const MethodRow*> admit(const Frame& frame) const;
    [[nodiscard]] bool handles(const MethodRow& row) const;
    void run(const MethodRow& row, Frame frame);
    void wakeStreams();
    void expire(const ExchangePtr& exchange);
    void abandon(const ExchangePtr& exchange, const Error& why);
    void conclude(const ExchangePtr& exchange, Frame last);
    static async::Task<void> runUnary(std::shared_ptr<ServerConnection> self, ExchangePtr exchange,
        Server::UnaryCallHandler handler, Bytes payload, std::chrono::nanoseconds deadline);
    static async::Task<void> runStream(
        std::shared_ptr<ServerConnection> self, ExchangePtr exchange, Server::StreamHandler handler, Bytes payload);

    Peer m_peer;
    ServerLimits m_limits;
    std::shared_ptr<const Handlers> m_handlers;
    std::shared_ptr<Wire> m_wire;
    std::function<void()> m_closed;
    std::map<std::uint64_t, ExchangePtr> m_exchanges;
    std::size_t m_requestBytes = 0;
    std::uint64_t m_lastId = 0;
    async::Timer m_firstFrame;
    async::Timer m_life;
    async::TaskScope m_scope;
};

} // namespace skep::rpc

#pragma once

#include "daemon/rpc/defaults.h"
#include "daemon/rpc/method.h"
#include "daemon/rpc/peer.h"
#include "daemon/rpc/tls.h"
#include "shared/async/task.h"
#include "shared/base/bytes.h"

#include <QHostAddress>

#include <functional>
#include <memory>
#include <string>

namespace skep::rpc {

// The server's end of a stream. The handler's coroutine owns it for as long as it runs.
class ServerStream {
public:
    virtual ~ServerStream() = default;
    // Hands one item (at most MaxPayload) over; resolves when the client's window and the socket have room for it,
    // which is how a slow client slows its handler. Items arrive in the order of the calls. Errors: Cancelled (the
    // client gave the stream up), DeadlineExceeded, Unavailable (connection lost), InvalidArgument.
    [[nodiscard]] virtual async::Task<Result<void>> send(Bytes item) = 0;
    // Requested when nobody reads the stream any more: cancelled, over its deadline, or disconnected.
    [[nodiscard]] virtual const async::Stop& gone() const = 0;
};

// What a unary handler may want to know beyond the payload.
struct Call {
    // Requested when nobody waits for the answer any more.
    async::Stop stop;
    // What is left of the caller's patience when the handler starts.
    std::chrono::nanoseconds deadline;
};

// Accepts connections, decides who is calling, and runs the handlers. Handlers are plain functions that return a
// coroutine (no capturing lambda coroutine); what they capture must outlive `co_await close()`.
class Server {
public:
    using UnaryHandler = std::function<async::Task<Result<Bytes>>(Peer, Bytes)>;
    using UnaryCallHandler = std::function<async::Task<Result<Bytes>>(Peer, Bytes, Call)>;
    using StreamHandler = std::function<async::Task<Result<void>>(Peer, Bytes, std::shared_ptr<ServerStream>)>;
    using MessageHandler = std::function<void(const Peer&, Bytes)>;
    using Authoriser = std::function<Result<void>(const Peer&, const MethodRow&)>;

    explicit Server(ServerLimits limits = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Takes effect for new connections; present ones keep what they were made with. Error: InvalidArgument, and the
    // previous identity stays.
    [[nodiscard]] Result<void> setIdentity(TlsIdentity identity);
    // Port 0 picks a free one. Needs an identity. Errors: FailedPrecondition, Unavailable.
    [[nodiscard]] Result<void> listen(const QHostAddress& address, std::uint16_t port);
    // 0 while not listening.
    [[nodiscard]] std::uint16_t port() const;

    // One handler per method, of the method's kind; a method without one answers Unimplemented.
    void onUnary(Method method, UnaryHandler handler);
    void onUnary(Method method, UnaryCallHandler handler);
    void onStream(Method method, StreamHandler handler);
    void onMessage(Method method, MessageHandler handler);

    // Asked for every call that is not open to all, after the table said yes: cluster id, removed nodes, stored role.
    void setAuthoriser(Authoriser authoriser);

    // Cuts every connection of this node, for one that was removed or demoted.
    void disconnectNode(std::string nodeId);
    // Connections that have finished their handshake.
    [[nodiscard]] std::size_t connections() const;

    // Stops listening, cuts every connection, and waits until all handlers have ended. May be called again.
    [[nodiscard]] async::Task<void> close();

private:
    class Core;
    std::shared_ptr<Core> m_core;
};

} // namespace skep::rpc

#pragma once

#include "daemon/rpc/defaults.h"
#include "daemon/rpc/method.h"
#include "daemon/rpc/peer.h"
#include "daemon/rpc/tls.h"
#include "shared/async/task.h"
#include "shared/base/bytes.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace skep::rpc {

// The client's end of a stream. Dropping the last reference cancels it.
class ClientStream {
public:
    virtual ~ClientStream() = default;
    // The next item; nullopt when the server finished well, and from then on. Taking an item gives the server room for
    // another. One coroutine at a time. Errors: the server's, Unavailable when the connection was lost (from then on),
    // Cancelled when `stop` was requested (the stream stays usable) or after cancel().
    [[nodiscard]] virtual async::Task<Result<std::optional<Bytes>>> next(async::Stop stop = {}) = 0;
    // Tells the server to stop; items not yet taken are dropped.
    virtual void cancel() = 0;
};

// The client's side of one connection. Shared by those who call through it; dropping the last reference closes it.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    // Errors: Unavailable (nobody there), Unauthenticated (the server's certificate), DeadlineExceeded, Cancelled,
    // InvalidArgument (own certificate, key, roots).
    [[nodiscard]] static async::Task<Result<std::shared_ptr<Connection>>> dial(std::string host, std::uint16_t port,
        ClientTls tls, std::chrono::nanoseconds deadline, async::Stop stop = {}, Limits limits = {});
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // The server's answer. The deadline travels with the request and is enforced at both ends; giving up tells the
    // server. Errors: the server's; DeadlineExceeded, Cancelled, Unavailable; ResourceExhausted (too much unsent),
    // InvalidArgument (not a unary method, payload too large), PermissionDenied (not CaRoot on an insecure connection).
    [[nodiscard]] async::Task<Result<Bytes>> call(
        Method method, Bytes payload, std::chrono::nanoseconds deadline, async::Stop stop = {});
    // Opens a stream; the server's refusal arrives from the first next(). `stop` cancels the stream at any time.
    [[nodiscard]] async::Task<Result<std::shared_ptr<ClientStream>>> open(
        Method method, Bytes payload, async::Stop stop = {});
    // One-way. False if it was dropped: the connection is closed, too much is unsent, too large, or not a one-way
    // method.
    bool send(Method method, Bytes payload);

    [[nodiscard]] bool closed() const;
    // Runs `work` once, from the loop, when the connection ends, also by close(), or soon if it has ended already.
    void onClosed(std::function<void(Error)> work);
    // Cuts the connection: calls and streams under way fail with Cancelled, and what is unsent is lost.
    void close();

    // The server as its certificate names it; anonymous on an insecure connection.
    [[nodiscard]] const Peer& peer() const;
    // Octets handed to send() and call() that have not left this process.
    [[nodiscard]] std::size_t unsent() const;

private:
    class Core;
    explicit Connection(std::shared_ptr<Core> core);

    std::shared_ptr<Core> m_core;
};

} // namespace skep::rpc

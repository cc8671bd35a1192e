#pragma once

#include "daemon/raft/message.h"
#include "daemon/rpc/connection.h"
#include "shared/async/task.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace skep::consensus {

// The connections of a manager to the other managers: one each, dialled when first needed and again, with back-off, when it
// broke. Raft's messages and forwarded calls share it.
class Transport {
public:
    // `tls` is asked at each dial, so a renewed certificate is used from then on. `unreachable` is told when a message could not
    // be handed over.
    Transport(std::function<rpc::ClientTls()> tls, std::function<void(raft::RaftId)> unreachable);

    // Who there is; connections to others are closed after a while (they are to hear that they were removed), to changed
    // addresses made anew.
    void setMembers(const std::map<raft::RaftId, raft::Member>& members, raft::RaftId self);
    void send(const raft::Message& message);
    // The connection to a member, dialling if need be. Errors: NotFound for a stranger, those of Connection::dial.
    [[nodiscard]] async::Task<Result<std::shared_ptr<rpc::Connection>>> connection(raft::RaftId id);
    [[nodiscard]] bool connected(raft::RaftId id) const;
    [[nodiscard]] async::Task<void> close();

private:
    struct Peer {
        raft::Member member;
        std::shared_ptr<rpc::Connection> connection;
        bool dialling = false;
        std::deque<Bytes> unsent; // said while dialling; the newest few
        std::chrono::nanoseconds backoff{0}, notBefore{0};
        std::vector<async::Pending<std::shared_ptr<rpc::Connection>>> waiting;
    };

    void dial(const std::shared_ptr<Peer>& peer);
    [[nodiscard]] async::Task<void> dialling(std::shared_ptr<Peer> peer);

    std::function<rpc::ClientTls()> m_tls;
    std::function<void(raft::RaftId)> m_unreachable;
    std::map<raft::RaftId, std::shared_ptr<Peer>> m_peers;
    std::map<raft::RaftId, std::shared_ptr<Peer>> m_leaving;
    async::Timer m_farewell;
    async::TaskScope m_scope;
};

// "host:port" or "[v6]:port". Error: InvalidArgument naming the text.
struct HostPort {
    std::string host;
    std::uint16_t port = 0;

    [[nodiscard]] std::string text() const;
};
[[nodiscard]] Result<HostPort> parseHostPort(std::string_view text, std::uint16_t defaultPort = 0);

} // namespace skep::consensus

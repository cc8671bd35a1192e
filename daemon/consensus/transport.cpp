#include "daemon/consensus/transport.h"

#include "daemon/consensus/wire.h"
#include "shared/base/logging.h"

#include <charconv>

namespace skep::consensus {
namespace {

constexpr auto DialDeadline = 2s;
// A dead manager is tried again after 50 ms, 150 ms, … at most every second: cheap, and a returning one is back at once.
constexpr auto FirstBackoff = 50ms;
constexpr auto MaxBackoff = 1s;
// Messages kept while a member is being dialled. Managers that have had nothing to say to each other have no connection: a candidate's
// first request must not wait for its next election timeout because of that.
constexpr std::size_t MaxUnsent = 4;
// How long a member that was removed can still be told so.
constexpr auto Farewell = 5s;

} // namespace

std::string HostPort::text() const
{
    const bool v6 = host.find(':') != std::string::npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<HostPort> parseHostPort(std::string_view text, std::uint16_t defaultPort)
{
    const auto bad = [&] { return fail(ErrorCode::InvalidArgument, "invalid address \"" + std::string(text) + "\": host:port is needed"); };
    std::string_view host = text, port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos)
            return bad();
        host = text.substr(1, end - 1);
        port = text.substr(end + 1);
        if (!port.empty() && !port.starts_with(':'))
            return bad();
    } else if (const auto colon = text.rfind(':'); colon != std::string_view::npos && text.find(':') == colon) {
        host = text.substr(0, colon);
        port = text.substr(colon);
    }
    HostPort result{std::string(host), defaultPort};
    if (!port.empty()) {
        port.remove_prefix(1);
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), result.port);
        if (error != std::errc() || end != port.data() + port.size())
            return bad();
    }
    if (result.host.empty() || result.port == 0)
        return bad();
    return result;
}

Transport::Transport(std::function<rpc::ClientTls()> tls, std::function<void(raft::RaftId)> unreachable)
    : m_tls(std::move(tls))
    , m_unreachable(std::move(unreachable))
{
}

void Transport::setMembers(const std::map<raft::RaftId, raft::Member>& members, raft::RaftId self)
{
    for (auto it = m_peers.begin(); it != m_peers.end();) {
        const auto found = members.find(it->first);
        if (found != members.end() && found->second.address == it->second->member.address) {
            ++it;
            continue;
        }
        if (found == members.end())
            m_leaving.insert_or_assign(it->first, it->second);
        else if (it->second->connection)
            it->second->connection->close();
        it = m_peers.erase(it);
    }
    if (!m_leaving.empty())
        m_farewell.arm(Farewell, [this] { m_leaving.clear(); });
    for (const auto& [id, member] : members) {
        if (id == self || m_peers.contains(id))
            continue;
        auto peer = std::make_shared<Peer>();
        peer->member = member;
        m_peers.emplace(id, std::move(peer));
    }
}

void Transport::send(const raft::Message& message)
{
    const auto found = m_peers.find(message.to);
    if (found == m_peers.end()) {
        if (const auto leaving = m_leaving.find(message.to); leaving != m_leaving.end() && leaving->second->connection)
            leaving->second->connection->send(rpc::Method::RaftStep, encode(message));
        return;
    }
    const auto& peer = found->second;
    Bytes bytes = encode(message);
    if (peer->connection && peer->connection->send(rpc::Method::RaftStep, bytes))
        return;
    if (!peer->connection || peer->connection->closed())
        dial(peer);
    if (peer->dialling) {
        peer->unsent.push_back(std::move(bytes));
        if (peer->unsent.size() > MaxUnsent)
            peer->unsent.pop_front();
    }
    m_unreachable(message.to);
}

bool Transport::connected(raft::RaftId id) const
{
    const auto found = m_peers.find(id);
    return found != m_peers.end() && found->second->connection && !found->second->connection->closed();
}

async::Task<Result<std::shared_ptr<rpc::Connection>>> Transport::connection(raft::RaftId id)
{
    const auto found = m_peers.find(id);
    if (found == m_peers.end())
        co_return fail(ErrorCode::NotFound, "manager is not a member of the cluster");
    const auto peer = found->second;
    if (peer->connection && !peer->connection->closed())
        co_return std::shared_ptr(peer->connection);
    const async::Pending<std::shared_ptr<rpc::Connection>> ready;
    ready.failAfter(DialDeadline, "no connection to manager " + peer->member.address);
    peer->waiting.push_back(ready);
    peer->notBefore = {};
    dial(peer);
    auto result = co_await ready;
    co_return result;
}

void Transport::dial(const std::shared_ptr<Peer>& peer)
{
    if (peer->dialling || m_scope.stop().requested() || async::loop().monotonic() < peer->notBefore)
        return;
    peer->dialling = true;
    m_scope.spawn("transport dial", dialling(peer));
}

async::Task<void> Transport::dialling(std::shared_ptr<Peer> peer)
{
    Result<std::shared_ptr<rpc::Connection>> result = fail(ErrorCode::Unavailable, "not dialled");
    const auto address = parseHostPort(peer->member.address);
    if (address)
        result = co_await rpc::Connection::dial(address->host, address->port, m_tls(), DialDeadline, m_scope.stop());
    else
        result = fail(address.error().code, address.error().message);
    peer->dialling = false;
    // The name in the certificate is what makes it this member; the address may have been taken over by another manager.
    if (result && (*result)->peer().nodeId != peer->member.nodeId)
        result = fail(ErrorCode::Unavailable, "another node answers at " + peer->member.address);
    if (result) {
        peer->connection = *result;
        peer->backoff = {};
        qCInfo(logConsensus) << "connected to manager" << log(peer->member.nodeId) << "address=" << log(peer->member.address);
    } else {
        peer->backoff = std::min<std::chrono::nanoseconds>(FirstBackoff + 2 * peer->backoff, MaxBackoff);
        peer->notBefore = async::loop().monotonic() + peer->backoff;
        qCDebug(logConsensus) << "no connection to manager" << log(peer->member.nodeId) << log(result.error().message);
    }
    for (Bytes& bytes : std::exchange(peer->unsent, {}))
        if (result)
            (*result)->send(rpc::Method::RaftStep, std::move(bytes));
    for (const auto& waiting : std::exchange(peer->waiting, {}))
        waiting.resolve(result);
}

async::Task<void> Transport::close()
{
    for (auto& [id, peer] : m_peers)
        if (peer->connection)
            peer->connection->close();
    m_peers.clear();
    m_leaving.clear();
    m_farewell.disarm();
    co_await m_scope.close();
}

} // namespace skep::consensus

#include "daemon/agent/rpcmanagers.h"

#include "daemon/agent/agent.h"
#include "daemon/rpc/connection.h"
#include "shared/api/cbor.h"
#include "shared/pki/certificate.h"

#include <charconv>

namespace skep::agent {
namespace {

using rpc::Method;

template <class Reply>
async::Task<Result<Reply>> ask(std::shared_ptr<rpc::Connection> connection, Method method, Bytes payload,
    std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto answer = co_await connection->call(method, std::move(payload), deadline, stop);
    if (!answer)
        co_return Failure(std::move(answer.error()));
    co_return api::fromCbor<Reply>(*answer);
}

async::Task<Result<void>> tell(std::shared_ptr<rpc::Connection> connection, Method method, Bytes payload,
    std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto answer = co_await connection->call(method, std::move(payload), deadline, stop);
    if (!answer)
        co_return Failure(std::move(answer.error()));
    co_return Result<void>{};
}

class RpcStream final : public SessionStream {
public:
    explicit RpcStream(std::shared_ptr<rpc::ClientStream> stream) : m_stream(std::move(stream)) {}

    async::Task<Result<std::optional<api::SessionMessage>>> next(async::Stop stop) override { return read(m_stream, stop); }

private:
    static async::Task<Result<std::optional<api::SessionMessage>>> read(
        std::shared_ptr<rpc::ClientStream> stream, async::Stop stop)
    {
        auto item = co_await stream->next(stop);
        if (!item)
            co_return Failure(std::move(item.error()));
        if (!*item)
            co_return std::optional<api::SessionMessage>{};
        auto message = api::fromCbor<api::SessionMessage>(**item);
        if (!message)
            co_return Failure(std::move(message.error()));
        co_return std::optional<api::SessionMessage>(std::move(*message));
    }

    std::shared_ptr<rpc::ClientStream> m_stream;
};

class RpcLink final : public ManagerLink {
public:
    explicit RpcLink(std::shared_ptr<rpc::Connection> connection) : m_connection(std::move(connection)) {}

    async::Task<Result<api::ClusterLeaderReply>> clusterLeader(std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return ask<api::ClusterLeaderReply>(m_connection, Method::ClusterLeader, {}, deadline, stop);
    }

    async::Task<Result<std::shared_ptr<SessionStream>>> openSession(api::SessionRequest request, async::Stop stop) override
    {
        return open(m_connection, api::toCbor(request), stop);
    }

    async::Task<Result<api::HeartbeatReply>> heartbeat(
        api::HeartbeatRequest request, std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return ask<api::HeartbeatReply>(m_connection, Method::DispatcherHeartbeat, api::toCbor(request), deadline, stop);
    }

    async::Task<Result<void>> report(
        api::StatusRequest request, std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return tell(m_connection, Method::DispatcherStatus, api::toCbor(request), deadline, stop);
    }

private:
    static async::Task<Result<std::shared_ptr<SessionStream>>> open(
        std::shared_ptr<rpc::Connection> connection, Bytes request, async::Stop stop)
    {
        auto stream = co_await connection->open(Method::DispatcherSession, std::move(request), stop);
        if (!stream)
            co_return Failure(std::move(stream.error()));
        co_return std::shared_ptr<SessionStream>(std::make_shared<RpcStream>(std::move(*stream)));
    }

    std::shared_ptr<rpc::Connection> m_connection;
};

async::Task<Result<std::shared_ptr<ManagerLink>>> dialManager(std::string host, std::uint16_t port, rpc::ClientTls tls,
    std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto connection = co_await rpc::Connection::dial(std::move(host), port, std::move(tls), deadline, stop);
    if (!connection)
        co_return Failure(std::move(connection.error()));
    co_return std::shared_ptr<ManagerLink>(std::make_shared<RpcLink>(std::move(*connection)));
}

async::Task<Result<std::shared_ptr<ManagerLink>>> refused(Error error) { co_return Failure(std::move(error)); }

} // namespace

// Here, so that a program that brings its own Managers need not link rpc.
Agent::Agent(Executor& executor, TaskDb& db, Options options)
    : Agent(executor, db, options, std::make_shared<RpcManagers>(options.identity))
{
}

RpcManagers::RpcManagers(std::function<rpc::TlsIdentity()> identity) : m_identity(std::move(identity)) {}

async::Task<Result<std::shared_ptr<ManagerLink>>> RpcManagers::dial(
    std::string addr, std::chrono::nanoseconds deadline, async::Stop stop)
{
    auto place = splitAddress(addr);
    if (!place)
        return refused(std::move(place.error()));
    return dialManager(std::move(place->first), place->second, {.identity = m_identity()}, deadline, stop);
}

api::TlsInfo RpcManagers::tlsInfo() const
{
    const auto identity = m_identity();
    auto parts = pki::tlsInfo(identity.certificatePem, identity.rootsPem);
    if (!parts)
        return {};
    return {.trustRoot = std::move(parts->trustRootPem),
        .certIssuerSubject = {std::move(parts->certIssuerSubjectDer)},
        .certIssuerPublicKey = {std::move(parts->certIssuerPublicKeyDer)}};
}

Result<std::pair<std::string, std::uint16_t>> splitAddress(std::string_view addr)
{
    const auto bad = [&] { return fail(ErrorCode::InvalidArgument, "invalid manager address \"" + std::string(addr) + "\""); };
    const auto colon = addr.rfind(':');
    if (colon == std::string_view::npos)
        return bad();
    std::string_view host = addr.substr(0, colon);
    const std::string_view digits = addr.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return bad();
    std::uint16_t port = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (host.empty() || code != std::errc{} || end != digits.data() + digits.size() || port == 0)
        return bad();
    return std::pair{std::string(host), port};
}

} // namespace skep::agent

#include "daemon/node/joiner.h"

#include "daemon/consensus/transport.h"
#include "daemon/rpc/connection.h"
#include "shared/api/cbor.h"
#include "shared/base/logging.h"
#include "shared/pki/authority.h"
#include "shared/pki/certificate.h"
#include "shared/pki/jointoken.h"

namespace skep::node {
namespace {

constexpr auto CallDeadline = 5s;
constexpr auto RetryPause = 500ms;
constexpr std::uint16_t DefaultPort = 2377;

using ConnectionResult = Result<std::shared_ptr<rpc::Connection>>;

async::Task<ConnectionResult> dial(std::string addr, rpc::ClientTls tls, async::Stop stop)
{
    const auto at = consensus::parseHostPort(addr, DefaultPort);
    if (!at)
        co_return tl::unexpected(at.error());
    auto connection = co_await rpc::Connection::dial(at->host, at->port, std::move(tls), CallDeadline, stop);
    co_return connection;
}

async::Task<Result<api::CaRootReply>> fetchRoot(std::string addr, pki::JoinToken token, async::Stop stop)
{
    const auto connection = co_await dial(addr, {.insecureForRoot = true}, stop);
    if (!connection)
        co_return tl::unexpected(connection.error());
    const auto answer = co_await (*connection)->call(rpc::Method::CaRoot, {}, CallDeadline, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    auto reply = api::fromCbor<api::CaRootReply>(*answer);
    if (!reply)
        co_return tl::unexpected(reply.error());
    if (!token.pins(reply->rootPem))
        co_return fail(ErrorCode::InvalidArgument,
            "remote CA does not match fingerprint. Expected: " + token.digestHex + " (the join token belongs to another swarm, or its root was replaced)");
    const auto valid = pki::validateRoots(reply->rootPem, async::loop().now());
    if (!valid)
        co_return tl::unexpected(valid.error());
    co_return reply;
}

async::Task<Result<api::CaIssueReply>> ask(std::shared_ptr<rpc::Connection> connection, api::CaIssueRequest request, async::Stop stop)
{
    const auto answer = co_await connection->call(rpc::Method::CaIssue, api::toCbor(request), CallDeadline, stop);
    wipe(request.token);
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return api::fromCbor<api::CaIssueReply>(*answer);
}

Result<rpc::TlsIdentity> checked(const api::CaIssueReply& reply, std::string keyPem, std::string rootPem)
{
    SKEP_CHECK(pki::verifyChain(reply.certificatePem, rootPem, async::loop().now()));
    if (!pki::keyMatches(reply.certificatePem, keyPem))
        return fail(ErrorCode::Internal, "the certificate received was made for another key");
    return rpc::TlsIdentity{reply.certificatePem, std::move(keyPem), std::move(rootPem)};
}

async::Task<Result<Joined>> joinThrough(
    std::string addr, pki::JoinToken parsed, api::CaIssueRequest request, std::string keyPem, async::Stop stop)
{
    auto root = co_await fetchRoot(addr, std::move(parsed), stop);
    if (!root)
        co_return tl::unexpected(root.error());
    if (root->leaderAddr.empty())
        co_return fail(ErrorCode::Unavailable, "the manager at " + addr + " knows no leader at the moment");
    const auto connection = co_await dial(root->leaderAddr, {.rootsPem = root->rootPem}, stop);
    if (!connection)
        co_return tl::unexpected(connection.error());
    auto reply = co_await ask(*connection, std::move(request), stop);
    if (!reply)
        co_return tl::unexpected(reply.error());
    auto identity = checked(*reply, std::move(keyPem), root->rootPem);
    if (!identity)
        co_return tl::unexpected(identity.error());
    co_return Joined{reply->nodeId, std::move(*identity)};
}

} // namespace

async::Task<Result<Joined>> requestCertificate(std::vector<std::string> remoteAddrs, api::SecretText token,
    api::Availability availability, std::string hostname, async::Stop stop)
{
    const auto parsed = pki::JoinToken::parse(token);
    if (!parsed)
        co_return tl::unexpected(parsed.error());
    const auto key = pki::generateKeyPem();
    if (!key)
        co_return tl::unexpected(key.error());
    const auto csr = pki::createCsrPem(*key);
    if (!csr)
        co_return tl::unexpected(csr.error());
    Result<Joined> joined = fail(ErrorCode::InvalidArgument, "no manager address to join through");
    while (!remoteAddrs.empty()) {
        for (const std::string& addr : remoteAddrs) {
            joined = co_await joinThrough(addr, *parsed, {*csr, token, availability, hostname}, *key, stop);
            // A refusal is an answer; silence and confusion are worth another try until the caller's patience ends.
            if (joined || joined.error().code == ErrorCode::InvalidArgument || stop.requested())
                co_return joined;
            qCDebug(logNode) << "join attempt failed:" << log(joined.error().message);
        }
        const auto slept = co_await async::sleepFor(RetryPause, stop);
        if (!slept)
            co_return joined;
    }
    co_return joined;
}

async::Task<Result<rpc::TlsIdentity>> renewCertificate(
    rpc::TlsIdentity identity, std::vector<api::ManagerAddress> managers, async::Stop stop)
{
    const auto key = pki::generateKeyPem();
    if (!key)
        co_return tl::unexpected(key.error());
    const auto csr = pki::createCsrPem(*key);
    if (!csr)
        co_return tl::unexpected(csr.error());
    Result<rpc::TlsIdentity> renewed = fail(ErrorCode::Unavailable, "no manager is known");
    for (const api::ManagerAddress& manager : managers) {
        auto connection = co_await dial(manager.addr, {.identity = identity}, stop);
        if (!connection) {
            renewed = tl::unexpected(connection.error());
            continue;
        }
        const auto asked = co_await (*connection)->call(rpc::Method::ClusterLeader, {}, CallDeadline, stop);
        if (!asked) {
            renewed = tl::unexpected(asked.error());
            continue;
        }
        const auto known = api::fromCbor<api::ClusterLeaderReply>(*asked);
        if (!known || known->leaderAddr.empty()) {
            renewed = fail(ErrorCode::Unavailable, "no leader is known at the moment");
            continue;
        }
        if (known->leaderAddr != manager.addr) {
            connection = co_await dial(known->leaderAddr, {.identity = identity}, stop);
            if (!connection) {
                renewed = tl::unexpected(connection.error());
                continue;
            }
        }
        const auto reply = co_await ask(*connection, {.csrPem = *csr}, stop);
        if (!reply) {
            renewed = tl::unexpected(reply.error());
            continue;
        }
        // Whoever our root vouches for may tell us of a new root.
        const auto valid = pki::validateRoots(reply->rootPem, async::loop().now());
        renewed = valid ? checked(*reply, *key, reply->rootPem) : tl::unexpected(valid.error());
        if (renewed)
            co_return renewed;
    }
    co_return renewed;
}

} // namespace skep::node

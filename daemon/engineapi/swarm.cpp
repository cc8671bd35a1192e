#include "daemon/ca/capolicy.h"
#include "daemon/engineapi/render.h"
#include "daemon/engineapi/routes.h"
#include "shared/api/defaults.h"
#include "shared/api/json.h"
#include "shared/api/jsonimpl.h"
#include "shared/api/validation.h"
#include "shared/pki/authority.h"
#include "shared/pki/certificate.h"

#include <QHostAddress>

namespace skep::engineapi {
namespace {

using api::Omit;

struct InitRequest {
    std::string listenAddr, advertiseAddr, dataPathAddr;
    std::uint32_t dataPathPort = 0;
    bool forceNewCluster = false;
    api::ClusterSpec spec;
    bool autoLockManagers = false;
    api::Availability availability = api::Availability::Unspecified;
    std::optional<std::vector<std::string>> defaultAddrPool; // absent: Docker's pool; []: none is shown
    std::uint32_t subnetSize = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "ListenAddr", &InitRequest::listenAddr, Omit::Empty);
        v(2, "AdvertiseAddr", &InitRequest::advertiseAddr, Omit::Empty);
        v(3, "DataPathAddr", &InitRequest::dataPathAddr, Omit::Empty);
        v(4, "DataPathPort", &InitRequest::dataPathPort, Omit::Empty);
        v(5, "ForceNewCluster", &InitRequest::forceNewCluster, Omit::Empty);
        v(6, "Spec", &InitRequest::spec, Omit::Empty);
        v(7, "AutoLockManagers", &InitRequest::autoLockManagers, Omit::Empty);
        v(8, "Availability", &InitRequest::availability, Omit::Empty);
        v(9, "DefaultAddrPool", &InitRequest::defaultAddrPool, Omit::Empty);
        v(10, "SubnetSize", &InitRequest::subnetSize, Omit::Empty);
    }
    bool operator==(const InitRequest&) const = default;
};

struct JoinRequest {
    std::string listenAddr, advertiseAddr, dataPathAddr;
    std::vector<std::string> remoteAddrs;
    api::SecretText joinToken;
    api::Availability availability = api::Availability::Unspecified;

    template <class V> static void fields(V& v)
    {
        v(1, "ListenAddr", &JoinRequest::listenAddr, Omit::Empty);
        v(2, "AdvertiseAddr", &JoinRequest::advertiseAddr, Omit::Empty);
        v(3, "DataPathAddr", &JoinRequest::dataPathAddr, Omit::Empty);
        v(4, "RemoteAddrs", &JoinRequest::remoteAddrs, Omit::Empty);
        v(5, "JoinToken", &JoinRequest::joinToken, Omit::Empty);
        v(6, "Availability", &JoinRequest::availability, Omit::Empty);
    }
    bool operator==(const JoinRequest&) const = default;
};

constexpr std::uint32_t DefaultSubnetSize = 24, MaxSubnetSize = 29;

Result<void> checkPools(const std::vector<std::string>& pools, std::uint32_t size)
{
    if (size > MaxSubnetSize)
        return fail(ErrorCode::Unknown, "subnet size is out of range: " + std::to_string(size));
    for (const std::string& pool : pools) {
        const auto [address, prefix] = QHostAddress::parseSubnet(QString::fromStdString(pool));
        if (prefix < 0 || pool.find('/') == std::string::npos)
            return fail(ErrorCode::Unknown, "invalid CIDR address: " + pool);
        if (static_cast<std::uint32_t>(prefix) > size)
            return fail(ErrorCode::Unknown, "invalid CIDR: \"" + pool + "\". Subnet size is too small for pool: " + std::to_string(size));
    }
    return {};
}

// A new root, at once. With other nodes around it would have to be brought to them first, under a certificate that both roots
// vouch for; until that is there, a swarm of several nodes keeps its root.
Result<void> rotateRoot(const store::View& view, api::Cluster& cluster, Timestamp now)
{
    if (view.count<api::Node>() > 1)
        return fail(ErrorCode::Unimplemented, "rotating the root CA of a swarm of several nodes is not supported by this version of Skep (" SKEP_VERSION ")");
    SKEP_TRY(root, pki::createRootCa(now));
    SKEP_TRY(parts, pki::tlsInfo(root.certificatePem));
    cluster.rootCaCert = root.certificatePem;
    cluster.rootCaKey = root.keyPem;
    cluster.tlsInfo = {parts.trustRootPem, {parts.certIssuerSubjectDer}, {parts.certIssuerPublicKeyDer}};
    // Tokens name the root, so both change with it.
    ca::rotateToken(cluster, pki::Role::Worker, now);
    ca::rotateToken(cluster, pki::Role::Manager, now);
    return {};
}

constexpr const char* AutolockLater = "autolock is not supported by this version of Skep (" SKEP_VERSION ")";

Result<InitOptions> initOptions(const Context& context)
{
    SKEP_CHECK(context.checkJsonBody());
    SKEP_TRY(request, api::fromJson<InitRequest>(context.request->body.empty() ? "{}" : context.request->body));
    SKEP_CHECK(api::checkRequest(request.spec));
    if (context.version < ApiNumber{1, 40})
        request.dataPathPort = 0;
    if (context.version < ApiNumber{1, 39}) {
        request.defaultAddrPool.reset();
        request.subnetSize = 0;
    }
    if (request.dataPathPort != 0 && (request.dataPathPort < 1024 || request.dataPathPort > 49151))
        return fail(ErrorCode::Unknown,
            "Datapath port number is not in valid range (1024-49151) : " + std::to_string(request.dataPathPort));
    const std::uint32_t size = request.subnetSize ? request.subnetSize : DefaultSubnetSize;
    const std::vector<std::string> pools = request.defaultAddrPool.value_or(std::vector<std::string>{"10.0.0.0/8"});
    SKEP_CHECK(checkPools(pools, size));
    if (request.autoLockManagers || request.spec.encryption.autoLockManagers)
        return fail(ErrorCode::Unimplemented, AutolockLater);
    InitOptions options;
    options.listenAddr = request.listenAddr;
    options.advertiseAddr = request.advertiseAddr;
    options.dataPathAddr = request.dataPathAddr;
    options.dataPathPort = request.dataPathPort;
    options.defaultAddrPool = pools;
    options.subnetSize = size;
    options.forceNewCluster = request.forceNewCluster;
    options.availability = request.availability;
    options.spec = api::mergeClusterSpec(api::defaultClusterSpec(), request.spec);
    if (auto valid = api::validate(options.spec); !valid)
        return fail(ErrorCode::Unknown,
            "error updating cluster settings: rpc error: code = " + std::string(name(valid.error().code)) + " desc = " + valid.error().message);
    return options;
}

} // namespace

async::Task<http::Response> swarmInit(Context context)
{
    auto options = initOptions(context);
    if (!options)
        co_return plainError(options.error());
    const auto nodeId = co_await context.backend.init(std::move(*options));
    if (!nodeId)
        co_return plainError(nodeId.error());
    co_return json(quoted(*nodeId));
}

async::Task<http::Response> swarmJoin(Context context)
{
    if (const auto readable = context.checkJsonBody(); !readable)
        co_return plainError(readable.error());
    auto request = api::fromJson<JoinRequest>(context.request->body.empty() ? "{}" : context.request->body);
    if (!request)
        co_return plainError(request.error());
    if (request->remoteAddrs.empty())
        co_return plainError(ErrorCode::InvalidArgument, "at least 1 RemoteAddr is required to join");
    JoinOptions options{request->listenAddr, request->advertiseAddr, request->dataPathAddr, request->remoteAddrs,
        std::move(request->joinToken), request->availability};
    const auto joined = co_await context.backend.join(std::move(options));
    if (!joined)
        co_return plainError(joined.error());
    co_return empty();
}

async::Task<http::Response> swarmLeave(Context context)
{
    const auto left = co_await context.backend.leave(context.flag("force"));
    if (!left)
        co_return plainError(left.error());
    co_return empty();
}

async::Task<http::Response> swarmInspect(Context context)
{
    const auto cluster = context.backend.manager()->store().cluster();
    if (!cluster)
        co_return plainError(ErrorCode::Unavailable, "This node is not a swarm manager. Manager is being prepared or has trouble connecting to the cluster.");
    co_return json(render(*cluster, true));
}

async::Task<http::Response> swarmUpdate(Context context)
{
    const auto version = context.updateVersion("swarm");
    if (!version)
        co_return plainError(version.error());
    const auto worker = context.strictFlag("rotateWorkerToken"), manager = context.strictFlag("rotateManagerToken"),
               unlockKey = context.strictFlag("rotateManagerUnlockKey");
    for (const auto& flag : {worker, manager, unlockKey})
        if (!flag)
            co_return plainError(flag.error());
    if (const auto readable = context.checkJsonBody(); !readable)
        co_return plainError(readable.error());
    const auto asked = api::fromJson<api::ClusterSpec>(context.request->body.empty() ? "{}" : context.request->body);
    if (!asked)
        co_return plainError(asked.error());
    if (const auto valid = api::checkRequest(*asked); !valid)
        co_return plainError(valid.error());
    if (const auto valid = api::validate(*asked); !valid)
        co_return rpcError(valid.error());
    if (asked->encryption.autoLockManagers || *unlockKey)
        co_return plainError(ErrorCode::Unimplemented, AutolockLater);
    if (!asked->ca.externalCas.empty() || !asked->ca.signingCaCert.empty() || !asked->ca.signingCaKey.empty())
        co_return plainError(ErrorCode::Unimplemented, "another root or an external CA is not supported by this version of Skep (" SKEP_VERSION ")");
    const auto written = co_await context.backend.manager()->proposer().update(
        [version = *version, spec = api::updatedClusterSpec(*asked), worker = *worker, manager = *manager,
            now = async::loop().now()](store::Tx& tx) -> Result<void> {
            const auto present = tx.cluster();
            if (!present)
                return fail(ErrorCode::Unavailable, "the cluster is still being set up");
            if (present->meta.version.index != version)
                return fail(ErrorCode::Unknown, "update out of sequence");
            api::Cluster changed = *present;
            changed.spec = spec;
            if (spec.ca.forceRotate != present->spec.ca.forceRotate)
                SKEP_CHECK(rotateRoot(tx, changed, now));
            if (worker)
                ca::rotateToken(changed, pki::Role::Worker, now);
            if (manager)
                ca::rotateToken(changed, pki::Role::Manager, now);
            return tx.update(std::move(changed));
        });
    if (!written)
        co_return rpcError(written.error());
    co_return empty();
}

async::Task<http::Response> swarmUnlockKey(Context) { co_return json("{\"UnlockKey\":\"\"}"); }

async::Task<http::Response> swarmUnlock(Context context)
{
    if (context.backend.local().kind == LocalState::Kind::Inactive)
        co_return plainError(ErrorCode::Unavailable, "This node is not part of a swarm");
    co_return plainError(ErrorCode::AlreadyExists, "swarm is not locked");
}

} // namespace skep::engineapi

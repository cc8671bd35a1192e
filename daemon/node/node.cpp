#include "daemon/node/node.h"

#include "daemon/ca/capolicy.h"
#include "daemon/node/addresses.h"
#include "daemon/node/joiner.h"
#include "shared/base/logging.h"
#include "shared/base/rng.h"
#include "shared/pki/authority.h"
#include "shared/pki/certificate.h"
#include "shared/pki/jointoken.h"
#include "shared/pki/renewal.h"

namespace skep::node {
namespace {

constexpr auto JoinLimit = 20s;
constexpr auto RoleRetry = 200ms;
constexpr auto RenewalRetry = 30s;
constexpr const char* AlreadyInSwarm
    = "This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and join another one.";
constexpr const char* NotInSwarm = "This node is not part of a swarm";
constexpr const char* JoinTimeout = "Timeout was reached before node joined. The attempt to join the swarm will continue in the background. "
                                    "Use the \"docker info\" command to see the current swarm status of your node.";
constexpr const char* NotAManager = "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node "
                                    "to swarm and try again.";

std::string ipOf(const std::string& hostPort)
{
    const auto parsed = consensus::parseHostPort(hostPort);
    return parsed ? parsed->host : hostPort;
}

api::TlsInfo tlsInfoOf(const pki::TlsInfoParts& parts)
{
    return {parts.trustRootPem, {parts.certIssuerSubjectDer}, {parts.certIssuerPublicKeyDer}};
}

api::Cluster firstCluster(const std::string& id, const engineapi::InitOptions& options, const pki::RootCa& root, Timestamp now)
{
    api::Cluster cluster;
    cluster.id = id;
    cluster.spec = options.spec;
    cluster.rootCaCert = root.certificatePem;
    cluster.rootCaKey = root.keyPem;
    if (const auto parts = pki::tlsInfo(root.certificatePem))
        cluster.tlsInfo = tlsInfoOf(*parts);
    cluster.defaultAddrPool = options.defaultAddrPool;
    cluster.subnetSize = options.subnetSize ? options.subnetSize : 24;
    cluster.dataPathPort = options.dataPathPort ? options.dataPathPort : 4789;
    cluster.joinTokens = {pki::JoinToken::create(root.certificatePem).text(), pki::JoinToken::create(root.certificatePem).text()};
    cluster.workerTokenGeneration.since = cluster.managerTokenGeneration.since = now;
    return cluster;
}

} // namespace

Node::Node(NodeOptions options, Leaves leaves, StateDir stateDir)
    : m_options(std::move(options))
    , m_leaves(std::move(leaves))
    , m_stateDir(std::move(stateDir))
    , m_membershipScope(std::make_unique<async::TaskScope>())
{
}

Node::~Node() = default;

void Node::serveForwarded(std::function<async::Task<Result<api::ForwardReply>>(api::ForwardRequest)> handler)
{
    m_serveForwarded = std::move(handler);
}

// --- The parts ---------------------------------------------------------------------------------------------------

bool Node::hasManagerCertificate() const
{
    const auto info = pki::parseCertificate(m_identity.certificatePem);
    return info && info->subject.role == pki::Role::Manager;
}

void Node::adopt(rpc::TlsIdentity identity)
{
    m_identity = std::move(identity);
    scheduleRenewal();
}

Result<std::unique_ptr<manager::Manager>> Node::makeManager(std::optional<manager::Bootstrap> bootstrap)
{
    SKEP_TRY(key, m_stateDir.dataKey());
    SKEP_TRY(storage, m_leaves.openRaft(m_stateDir.raftPath(), std::move(key)));
    manager::ManagerOptions options;
    options.nodeId = m_membership.nodeId;
    options.clusterId = m_membership.clusterId;
    options.listenAddr = m_membership.listenAddr;
    options.advertiseAddr = m_membership.advertiseAddr;
    options.identity = [this] { return m_identity; };
    options.bootstrap = std::move(bootstrap);
    options.serveForwarded = m_serveForwarded;
    options.rootChanged = [this] {
        m_renewalDue = true;
        m_roleChanged.notify();
    };
    options.ended = [this](std::optional<Error> error) { managerEnded(std::move(error)); };
    return std::make_unique<manager::Manager>(std::move(options), std::move(storage));
}

Result<void> Node::startAgent()
{
    SKEP_TRY(tasks, m_leaves.openTasks(m_stateDir.tasksPath()));
    m_tasks = std::move(tasks);
    agent::Agent::Options options;
    options.nodeId = m_membership.nodeId;
    options.hostname = m_options.hostname;
    options.advertiseAddr = ipOf(m_membership.advertiseAddr);
    options.identity = [this] { return m_identity; };
    options.managers = knownManagers();
    m_agent = std::make_unique<agent::Agent>(m_leaves.executor, *m_tasks, std::move(options));
    m_agent->onNode([this](const api::Node& node) { nodeChanged(node); });
    m_agent->onManagers([this](std::vector<api::ManagerAddress> managers) { managersHeard(std::move(managers)); });
    m_agent->start();
    m_membershipScope->spawn("node role", roleLoop());
    return {};
}

std::vector<api::ManagerAddress> Node::knownManagers() const
{
    std::vector<api::ManagerAddress> managers = m_membership.managers;
    // The own one first: it is the nearest.
    const auto own = std::stable_partition(
        managers.begin(), managers.end(), [&](const api::ManagerAddress& m) { return m.nodeId == m_membership.nodeId; });
    if (own == managers.begin() && hasManagerCertificate())
        managers.insert(managers.begin(), {m_membership.nodeId, m_membership.advertiseAddr});
    return managers;
}

async::Task<void> Node::dropManager(bool removeState)
{
    if (auto manager = std::move(m_manager)) {
        co_await manager->close();
        manager.reset();
    }
    if (removeState)
        if (const auto removed = m_stateDir.removeRaft(); !removed)
            qCWarning(logNode) << log(removed.error().message);
}

async::Task<void> Node::stopParts()
{
    m_renewal.disarm();
    co_await m_membershipScope->close();
    m_membershipScope = std::make_unique<async::TaskScope>();
    if (auto agent = std::move(m_agent))
        co_await agent->close();
    if (m_tasks) {
        const auto flushed = co_await m_tasks->flush();
        if (!flushed)
            qCWarning(logNode) << "task database:" << log(flushed.error().message);
        m_tasks.reset();
    }
    co_await dropManager(false);
    m_wantedRole = api::NodeRole::Unspecified;
    m_managerLost = m_renewalDue = false;
}

// An attempt to enter a swarm failed: as if it had not been made.
async::Task<void> Node::abandon(Error error)
{
    qCInfo(logNode) << "entering the swarm failed:" << log(error.message);
    co_await stopParts();
    if (const auto cleared = m_stateDir.clear(); !cleared)
        qCWarning(logNode) << log(cleared.error().message);
    m_membership = {};
    m_identity = {};
    m_kind = Kind::Inactive;
}

async::Task<Result<void>> Node::start()
{
    auto membership = m_stateDir.membership();
    if (!membership) {
        m_kind = Kind::Error;
        m_error = membership.error().message;
        co_return tl::unexpected(membership.error());
    }
    auto identity = m_stateDir.identity();
    if (!*membership || !identity || !*identity)
        co_return Result<void>{}; // in no swarm
    m_membership = std::move(**membership);
    adopt(std::move(**identity));
    m_kind = Kind::Active;
    Result<void> started;
    if (const auto valid = pki::verifyChain(m_identity.certificatePem, m_identity.rootsPem, async::loop().now()); !valid) {
        started = valid;
    } else if (hasManagerCertificate()) {
        auto manager = makeManager({});
        started = manager ? Result<void>{} : tl::unexpected(manager.error());
        if (manager) {
            m_manager = std::move(*manager);
            const auto state = m_manager->hasState();
            if (!state)
                started = tl::unexpected(state.error());
            else if (*state)
                started = m_manager->startAgain(false);
            else
                m_manager.reset(); // was promoted, but had not joined the managers yet: the role loop does it
        }
    }
    if (started)
        started = startAgent();
    if (!started) {
        m_kind = Kind::Error;
        m_error = started.error().message;
        qCCritical(logNode) << "this node cannot go on in its swarm:" << log(m_error);
    } else if (hasManagerCertificate() && !m_manager) {
        m_wantedRole = api::NodeRole::Manager;
        m_roleChanged.notify();
    }
    co_return started;
}

async::Task<void> Node::close() { co_await stopParts(); }

// --- What others see ---------------------------------------------------------------------------------------------

engineapi::LocalState Node::local() const
{
    engineapi::LocalState state;
    state.kind = m_kind;
    state.nodeId = m_membership.nodeId;
    state.nodeAddr = m_membership.advertiseAddr.empty() ? std::string{} : ipOf(m_membership.advertiseAddr);
    state.manager = m_manager != nullptr;
    state.error = m_error;
    if (m_manager && m_manager->running())
        for (const engineapi::RaftMemberView& member : m_manager->raft().members)
            state.remoteManagers.push_back({member.nodeId, member.addr});
    else
        state.remoteManagers = m_membership.managers;
    return state;
}

engineapi::ManagerBackend* Node::manager()
{
    return m_manager && m_manager->running() && m_kind != Kind::Error ? m_manager.get() : nullptr;
}

// --- Entering and leaving ----------------------------------------------------------------------------------------

async::Task<Result<std::string>> Node::init(engineapi::InitOptions options)
{
    if (options.forceNewCluster) {
        auto forced = co_await forceNewCluster(std::move(options));
        co_return forced;
    }
    if (m_kind != Kind::Inactive)
        co_return fail(ErrorCode::Unavailable, AlreadyInSwarm);
    m_kind = Kind::Pending;
    auto result = co_await found(std::move(options));
    if (!result)
        co_await abandon(result.error());
    co_return result;
}

async::Task<Result<std::string>> Node::found(engineapi::InitOptions options)
{
    const auto listen = resolveListenAddr(options.listenAddr);
    if (!listen)
        co_return tl::unexpected(listen.error());
    const auto advertise = resolveAdvertiseAddr(options.advertiseAddr, *listen);
    if (!advertise)
        co_return tl::unexpected(advertise.error());
    const Timestamp now = async::loop().now();
    const auto root = pki::createRootCa(now);
    if (!root)
        co_return tl::unexpected(root.error());
    m_membership = {makeSecureId(), makeSecureId(), listen->text(), advertise->text(), options.dataPathAddr, {}};
    m_membership.managers = {{m_membership.nodeId, m_membership.advertiseAddr}};

    const auto key = pki::generateKeyPem();
    if (!key)
        co_return tl::unexpected(key.error());
    const auto csr = pki::createCsrPem(*key);
    if (!csr)
        co_return tl::unexpected(csr.error());
    const auto expiry = std::chrono::duration_cast<std::chrono::seconds>(Nanoseconds(options.spec.ca.nodeCertExpiry));
    const auto certificate = pki::issueCertificate(
        *root, *csr, {m_membership.nodeId, pki::Role::Manager, m_membership.clusterId}, expiry.count() > 0 ? expiry : 2160h, now);
    if (!certificate)
        co_return tl::unexpected(certificate.error());
    rpc::TlsIdentity identity{*certificate, *key, root->certificatePem};

    api::Node self;
    self.id = m_membership.nodeId;
    self.role = self.spec.role = api::NodeRole::Manager;
    self.spec.availability
        = options.availability == api::Availability::Unspecified ? api::Availability::Active : options.availability;
    self.description.hostname = m_options.hostname;
    if (const auto info = pki::parseCertificate(*certificate))
        self.certificateExpiry = info->notAfter;

    auto prepared = m_stateDir.save(identity);
    adopt(std::move(identity));
    auto manager = prepared ? makeManager(manager::Bootstrap{firstCluster(m_membership.clusterId, options, *root, now), self})
                            : tl::unexpected(prepared.error());
    if (!manager)
        co_return tl::unexpected(manager.error());
    m_manager = std::move(*manager);
    const auto founded = co_await m_manager->startFounding();
    if (!founded)
        co_return tl::unexpected(founded.error());
    prepared = m_stateDir.save(m_membership);
    if (prepared)
        prepared = startAgent();
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    const auto ready = co_await m_agent->firstSession(m_membershipScope->stop());
    if (!ready)
        co_return tl::unexpected(ready.error());
    m_kind = Kind::Active;
    qCInfo(logNode) << "swarm founded, cluster=" << log(m_membership.clusterId) << "node=" << log(m_membership.nodeId)
                    << "address=" << log(m_membership.advertiseAddr);
    co_return std::string(m_membership.nodeId);
}

async::Task<Result<std::string>> Node::forceNewCluster(engineapi::InitOptions options)
{
    if (m_kind == Kind::Inactive || !hasManagerCertificate())
        co_return fail(ErrorCode::Unavailable, NotAManager);
    Membership membership = m_membership;
    if (!options.listenAddr.empty()) {
        const auto listen = resolveListenAddr(options.listenAddr);
        if (!listen)
            co_return tl::unexpected(listen.error());
        membership.listenAddr = listen->text();
    }
    if (!options.advertiseAddr.empty()) {
        const auto listen = consensus::parseHostPort(membership.listenAddr);
        const auto advertise = resolveAdvertiseAddr(options.advertiseAddr, *listen);
        if (!advertise)
            co_return tl::unexpected(advertise.error());
        membership.advertiseAddr = advertise->text();
    }
    membership.managers = {{membership.nodeId, membership.advertiseAddr}};
    m_kind = Kind::Pending;
    co_await stopParts();
    m_membership = std::move(membership);
    m_error.clear();
    auto saved = m_stateDir.save(m_membership);
    auto manager = saved ? makeManager({}) : tl::unexpected(saved.error());
    if (manager) {
        m_manager = std::move(*manager);
        saved = m_manager->startAgain(true);
    } else {
        saved = tl::unexpected(manager.error());
    }
    if (saved) {
        adopt(m_identity);
        saved = startAgent();
    }
    if (!saved) {
        m_kind = Kind::Error;
        m_error = saved.error().message;
        co_return tl::unexpected(saved.error());
    }
    const auto ready = co_await m_agent->firstSession(m_membershipScope->stop());
    if (!ready)
        co_return tl::unexpected(ready.error());
    m_kind = Kind::Active;
    qCWarning(logNode) << "a new cluster was forced from this manager's data, node=" << log(m_membership.nodeId);
    co_return std::string(m_membership.nodeId);
}

async::Task<Result<void>> Node::join(engineapi::JoinOptions options)
{
    if (m_kind != Kind::Inactive)
        co_return fail(ErrorCode::Unavailable, AlreadyInSwarm);
    const auto listen = resolveListenAddr(options.listenAddr);
    if (!listen)
        co_return tl::unexpected(listen.error());
    auto advertise = resolveAdvertiseAddr(options.advertiseAddr, *listen);
    if (!advertise && !options.advertiseAddr.empty())
        co_return tl::unexpected(advertise.error());
    if (!advertise) // the managers take what they see
        advertise = *listen;
    if (const auto token = pki::JoinToken::parse(options.joinToken); !token)
        co_return fail(ErrorCode::Unknown, token.error().message);
    m_kind = Kind::Pending;
    m_error.clear();
    Membership membership{{}, {}, listen->text(), advertise->text(), options.dataPathAddr, {}};
    const async::Pending<void> done;
    done.failAfter(JoinLimit, JoinTimeout);
    m_membershipScope->spawn("join", joining(std::move(options), std::move(membership), done));
    auto result = co_await done;
    if (!result && result.error().code == ErrorCode::DeadlineExceeded) {
        m_error = "joining the swarm is taking long; see the log for the reason of each attempt";
        co_return fail(ErrorCode::Unavailable, result.error().message);
    }
    if (!result)
        co_await abandon(result.error());
    co_return result;
}

// `done` may have been answered by its deadline meanwhile; the attempt goes on all the same.
async::Task<void> Node::joining(engineapi::JoinOptions options, Membership membership, async::Pending<void> done)
{
    const auto stop = m_membershipScope->stop();
    auto joined = co_await requestCertificate(
        options.remoteAddrs, options.joinToken, options.availability, m_options.hostname, stop);
    wipe(options.joinToken);
    if (stop.requested())
        co_return;
    if (!joined) {
        // The managers' refusal is shown as theirs; a digest that does not fit is our own finding.
        Error error = joined.error();
        if (error.code == ErrorCode::InvalidArgument && error.message.starts_with("A valid join token"))
            error.message = "rpc error: code = InvalidArgument desc = " + error.message;
        if (!done.resolve(tl::unexpected(error)))
            m_error = error.message;
        co_return;
    }
    const auto info = pki::parseCertificate(joined->identity.certificatePem);
    m_membership = std::move(membership);
    m_membership.nodeId = joined->nodeId;
    m_membership.clusterId = info ? info->subject.clusterId : std::string{};
    for (const std::string& addr : options.remoteAddrs)
        if (const auto parsed = consensus::parseHostPort(addr, DefaultClusterPort))
            m_membership.managers.push_back({{}, parsed->text()});
    auto result = m_stateDir.save(joined->identity);
    adopt(std::move(joined->identity));
    if (result)
        result = m_stateDir.save(m_membership);
    if (result && hasManagerCertificate()) {
        result = co_await becomeManager();
        if (stop.requested())
            co_return;
    }
    if (result)
        result = startAgent();
    if (result)
        result = co_await m_agent->firstSession(m_membershipScope->stop());
    if (stop.requested())
        co_return;
    if (result) {
        m_kind = Kind::Active;
        m_error.clear();
        qCInfo(logNode) << "joined the swarm, node=" << log(m_membership.nodeId) << (m_manager ? "as manager" : "as worker");
    } else {
        m_error = result.error().message;
    }
    done.resolve(std::move(result));
}

Result<void> Node::checkLeave(bool force) const
{
    if (m_kind == Kind::Inactive)
        return fail(ErrorCode::Unavailable, NotInSwarm);
    if (force || !m_manager)
        return {};
    std::string text = "You are attempting to leave the swarm on a node that is participating as a manager. ";
    std::size_t voters = 0;
    for (const engineapi::RaftMemberView& member : m_manager->raft().members)
        voters += member.voter ? 1 : 0;
    if (voters <= 1)
        text += "Removing the last manager erases all current state of the swarm. Use `--force` to ignore this message. ";
    else if (!m_manager->othersSurvive() && m_manager->isLeader())
        text += "Removing this node leaves " + std::to_string(voters - 1) + " managers out of " + std::to_string(voters)
            + ". Without a Raft quorum your swarm will be inaccessible. The only way to restore a swarm that has lost consensus is "
              "to reinitialize it with `--force-new-cluster`. Use `--force` to suppress this message.";
    else
        text += "The only way to restore a swarm that has lost consensus is to reinitialize it with `--force-new-cluster`. Use "
                "`--force` to suppress this message.";
    return fail(ErrorCode::Unavailable, text);
}

async::Task<Result<void>> Node::leave(bool force)
{
    if (auto allowed = checkLeave(force); !allowed)
        co_return allowed;
    m_renewal.disarm();
    co_await m_membershipScope->close();
    m_membershipScope = std::make_unique<async::TaskScope>();
    if (m_agent)
        co_await m_agent->leave();
    co_await stopParts();
    const auto cleared = m_stateDir.clear();
    qCInfo(logNode) << "left the swarm, node=" << log(m_membership.nodeId);
    m_membership = {};
    m_identity = {};
    m_error.clear();
    m_kind = Kind::Inactive;
    co_return cleared;
}

// --- Role and certificate ----------------------------------------------------------------------------------------

void Node::nodeChanged(const api::Node& node)
{
    if (node.role == m_wantedRole || node.role == api::NodeRole::Unspecified)
        return;
    m_wantedRole = node.role;
    m_roleChanged.notify();
}

void Node::managersHeard(std::vector<api::ManagerAddress> managers)
{
    if (managers == m_membership.managers || managers.empty())
        return;
    m_membership.managers = std::move(managers);
    if (const auto saved = m_stateDir.save(m_membership); !saved)
        qCWarning(logNode) << "the list of managers was not saved:" << log(saved.error().message);
}

void Node::managerEnded(std::optional<Error> error)
{
    if (error) {
        m_kind = Kind::Error;
        m_error = error->message;
    } else {
        qCInfo(logNode) << "this manager was removed from the managers";
        m_managerLost = true;
    }
    m_roleChanged.notify();
}

void Node::scheduleRenewal()
{
    const auto info = pki::parseCertificate(m_identity.certificatePem);
    if (!info)
        return;
    Rng rng(secureRandom64());
    const auto wait = pki::renewalTime(info->notBefore, info->notAfter, rng) - async::loop().now();
    // Timers are good for some days only; look again at least daily.
    m_renewal.arm(std::clamp<Nanoseconds>(wait, 1s, 24h), [this, due = wait < 24h] {
        if (due) {
            m_renewalDue = true;
            m_roleChanged.notify();
        } else {
            scheduleRenewal();
        }
    });
}

async::Task<Result<void>> Node::renew()
{
    auto renewed = co_await renewCertificate(m_identity, knownManagers(), m_membershipScope->stop());
    if (!renewed)
        co_return tl::unexpected(renewed.error());
    if (auto saved = m_stateDir.save(*renewed); !saved)
        co_return saved;
    adopt(std::move(*renewed));
    if (m_manager)
        m_manager->identityChanged();
    if (m_agent)
        m_agent->reconnect();
    co_return Result<void>{};
}

async::Task<Result<void>> Node::becomeManager()
{
    if (!hasManagerCertificate()) {
        const auto renewed = co_await renew();
        if (!renewed)
            co_return renewed;
        if (!hasManagerCertificate())
            co_return fail(ErrorCode::Unavailable, "the managers still issue a worker certificate");
    }
    if (m_manager)
        co_return Result<void>{};
    // A former membership of Raft is over: its id was removed.
    if (auto removed = m_stateDir.removeRaft(); !removed)
        co_return removed;
    auto manager = makeManager({});
    if (!manager)
        co_return tl::unexpected(manager.error());
    m_manager = std::move(*manager);
    auto others = knownManagers();
    std::erase_if(others, [&](const api::ManagerAddress& m) { return m.addr == m_membership.advertiseAddr; });
    auto joined = co_await m_manager->startJoining(std::move(others), m_membershipScope->stop());
    if (!joined)
        co_await dropManager(true);
    else
        qCInfo(logNode) << "this node is a manager now";
    co_return joined;
}

async::Task<Result<void>> Node::becomeWorker()
{
    if (m_manager) {
        co_await dropManager(true);
        qCInfo(logNode) << "this node is no longer a manager";
    }
    if (!hasManagerCertificate())
        co_return Result<void>{};
    const auto renewed = co_await renew();
    if (!renewed)
        co_return renewed;
    if (hasManagerCertificate())
        co_return fail(ErrorCode::Unavailable, "the managers still issue a manager certificate");
    co_return Result<void>{};
}

// The one place where role and certificate change after the node has entered the swarm.
async::Task<void> Node::roleLoop()
{
    const auto stop = m_membershipScope->stop();
    for (;;) {
        const auto woken = co_await m_roleChanged.wait(stop);
        if (!woken)
            co_return;
        for (;;) {
            if (m_kind == Kind::Error && m_manager) {
                co_await dropManager(false);
                break;
            }
            if (std::exchange(m_managerLost, false)) {
                // Removed from Raft: a demotion whose second half, the role, is under way.
                co_await dropManager(true);
                m_wantedRole = api::NodeRole::Worker;
            }
            Result<void> result;
            if (m_wantedRole == api::NodeRole::Manager && (!hasManagerCertificate() || !m_manager))
                result = co_await becomeManager();
            else if (m_wantedRole == api::NodeRole::Worker && (hasManagerCertificate() || m_manager))
                result = co_await becomeWorker();
            else if (m_renewalDue)
                result = co_await renew();
            if (stop.requested())
                co_return;
            if (result) {
                m_renewalDue = false;
                if (!m_managerLost)
                    break;
                continue;
            }
            qCInfo(logNode) << "change of role or certificate waits:" << log(result.error().message);
            const auto slept = co_await async::sleepFor(m_renewalDue ? Nanoseconds(RenewalRetry) : Nanoseconds(RoleRetry), stop);
            if (!slept)
                co_return;
        }
    }
}

} // namespace skep::node

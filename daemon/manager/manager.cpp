#include "daemon/manager/manager.h"

#include "daemon/allocator/initialnetworks.h"
#include "daemon/ca/capolicy.h"
#include "daemon/consensus/defaults.h"
#include "daemon/consensus/wire.h"
#include "shared/api/cbor.h"
#include "shared/base/logging.h"
#include "shared/base/rng.h"

namespace skep::manager {
namespace {

constexpr auto StartLimit = 20s;
constexpr auto CallDeadline = 5s;
constexpr const char* NotLeader = "this manager is not the leader";

// The replica of a cluster of one, continuing a log that others shared (control-plane.md §B.12).
raft::WriteBatch loneConfiguration(const consensus::RaftStorage::Stored& stored, const raft::Member& self)
{
    raft::Configuration before = stored.state.initial;
    for (const raft::Entry& entry : stored.state.entries)
        if (entry.kind == raft::EntryKind::Configuration)
            before = *entry.configuration;
    raft::Configuration alone;
    alone.voters.emplace(stored.self, self);
    alone.removed = before.removed;
    for (const raft::RaftId id : before.memberIds())
        if (id != stored.self)
            alone.removed.insert(id);
    const auto& entries = stored.state.entries;
    const raft::Term term{stored.state.term.value + 1};
    const raft::Index last = entries.empty() ? raft::Index{} : entries.back().index;
    raft::WriteBatch batch;
    batch.seq = {1};
    batch.hard = {term, stored.self, last + 1};
    batch.entries.push_back(raft::makeEntry(term, last + 1, std::move(alone)));
    return batch;
}

} // namespace

Manager::Manager(ManagerOptions options, std::unique_ptr<consensus::RaftStorage> storage)
    : m_options(std::move(options))
    , m_storage(std::move(storage))
{
}

Manager::~Manager() = default;

rpc::ClientTls Manager::clientTls() const { return {.identity = m_options.identity()}; }

void Manager::identityChanged()
{
    if (auto set = m_server.setIdentity(m_options.identity()); !set)
        qCWarning(logNode) << "the new certificate cannot be served:" << log(set.error().message);
}

Result<bool> Manager::hasState()
{
    SKEP_TRY(stored, m_storage->load());
    return stored.has_value();
}

Result<void> Manager::listen()
{
    registerHandlers();
    SKEP_CHECK(m_server.setIdentity(m_options.identity()));
    SKEP_TRY(address, consensus::parseHostPort(m_options.listenAddr));
    return m_server.listen(QHostAddress(QString::fromStdString(address.host)), address.port);
}

void Manager::run(consensus::RaftStorage::Stored stored, std::vector<raft::Member> introduced)
{
    consensus::RaftNode::Events events;
    events.leadership = [this](bool leading) { leadership(leading); };
    events.members = [this] {
        m_progress.notify();
        if (m_term)
            m_term->membersChanged();
    };
    events.removed = [this] { m_options.ended({}); };
    events.fatal = [this](Error error) { m_options.ended(std::move(error)); };
    m_raft = std::make_unique<consensus::RaftNode>(
        *m_storage, m_store, std::move(stored), [this] { return clientTls(); }, std::move(events), std::move(introduced));
    m_clusterWatch = m_store.subscribe([this](const std::vector<store::Event>& changes, std::uint64_t) {
        for (const store::Event& change : changes)
            if (const auto cluster = store::as<api::Cluster>(change.object); cluster && cluster->rootCaCert != m_options.identity().rootsPem)
                m_options.rootChanged();
    });
    m_raft->start();
}

async::Task<Result<void>> Manager::startFounding()
{
    if (auto listening = listen(); !listening)
        co_return listening;
    const raft::RaftId self{secureRandom64() >> 1 | 1};
    raft::Configuration initial;
    initial.voters.emplace(self, raft::Member{self, m_options.nodeId, m_options.advertiseAddr});
    if (auto made = m_storage->initialise(self, initial); !made)
        co_return made;
    run({self, {{}, {}, {}, {}, initial}});
    const auto deadline = async::loop().monotonic() + StartLimit;
    while (!m_term) {
        const auto left = deadline - async::loop().monotonic();
        if (left.count() <= 0)
            co_return fail(ErrorCode::DeadlineExceeded, "the new cluster did not elect its only manager in time");
        const auto woken = co_await m_progress.wait(m_scope.stop(), left);
        if (!woken)
            co_return tl::unexpected(woken.error());
    }
    co_return Result<void>{};
}

// Any manager knows the leader; the leader adds us.
async::Task<Result<api::RaftJoinReply>> Manager::askToJoin(std::string managerAddr, async::Stop stop)
{
    const auto at = consensus::parseHostPort(managerAddr);
    if (!at)
        co_return tl::unexpected(at.error());
    auto connection = co_await rpc::Connection::dial(at->host, at->port, clientTls(), CallDeadline, stop);
    if (!connection)
        co_return tl::unexpected(connection.error());
    const auto asked = co_await (*connection)->call(rpc::Method::ClusterLeader, {}, CallDeadline, stop);
    if (!asked)
        co_return tl::unexpected(asked.error());
    const auto known = api::fromCbor<api::ClusterLeaderReply>(*asked);
    if (!known || known->leaderAddr.empty())
        co_return fail(ErrorCode::Unavailable, consensus::NoLeader);
    if (known->leaderAddr != managerAddr) {
        const auto there = consensus::parseHostPort(known->leaderAddr);
        if (!there)
            co_return tl::unexpected(there.error());
        connection = co_await rpc::Connection::dial(there->host, there->port, clientTls(), CallDeadline, stop);
        if (!connection)
            co_return tl::unexpected(connection.error());
    }
    const auto answer = co_await (*connection)->call(
        rpc::Method::RaftJoin, api::toCbor(api::RaftJoinRequest{m_options.advertiseAddr}), StartLimit, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return api::fromCbor<api::RaftJoinReply>(*answer);
}

async::Task<Result<void>> Manager::startJoining(std::vector<api::ManagerAddress> managers, async::Stop stop)
{
    if (auto listening = listen(); !listening)
        co_return listening;
    const auto deadline = async::loop().monotonic() + StartLimit;
    Result<api::RaftJoinReply> joined = fail(ErrorCode::Unavailable, "no manager to join through");
    for (std::size_t attempt = 0; !managers.empty() && async::loop().monotonic() < deadline; ++attempt) {
        joined = co_await askToJoin(managers[attempt % managers.size()].addr, stop);
        if (joined)
            break;
        const auto slept = co_await async::sleepFor(std::min<std::chrono::nanoseconds>(50ms * (attempt + 1), 1s), stop);
        if (!slept)
            co_return slept;
    }
    if (!joined)
        co_return tl::unexpected(joined.error());
    const raft::RaftId self{joined->raftId};
    if (auto made = m_storage->initialise(self, {}); !made)
        co_return made;
    std::vector<raft::Member> introduced;
    for (const api::RaftMember& member : joined->members)
        introduced.push_back({raft::RaftId{member.raftId}, member.nodeId, member.addr});
    run({self, {}}, std::move(introduced));
    // Up means: a voter by its own log, with a leader, and with the cluster's objects applied.
    for (;;) {
        const auto status = m_raft->status();
        if (status.configuration->voters.contains(self) && status.leader && m_store.cluster() && m_store.get<api::Node>(m_options.nodeId))
            co_return Result<void>{};
        if (async::loop().monotonic() >= deadline)
            co_return fail(ErrorCode::DeadlineExceeded, "this manager did not catch up with the cluster in time");
        const auto slept = co_await async::sleepFor(10ms, stop);
        if (!slept)
            co_return slept;
    }
}

Result<void> Manager::startAgain(bool forceNewCluster)
{
    SKEP_TRY(stored, m_storage->load());
    if (!stored)
        return fail(ErrorCode::DataLoss, "this manager has no Raft state to continue from");
    if (forceNewCluster) {
        const raft::Member self{stored->self, m_options.nodeId, m_options.advertiseAddr};
        raft::WriteBatch batch = loneConfiguration(*stored, self);
        stored->state.term = batch.hard.term;
        stored->state.vote = batch.hard.vote;
        stored->state.commit = batch.hard.commit;
        stored->state.entries.push_back(batch.entries.front());
        m_storage->write(std::move(batch), [this](const Result<void>& written) {
            if (!written)
                m_options.ended(written.error());
        });
    }
    SKEP_CHECK(listen());
    run(std::move(*stored));
    return {};
}

async::Task<void> Manager::close()
{
    if (m_raft)
        co_await m_raft->close();
    if (auto term = std::move(m_term))
        co_await term->close();
    co_await m_server.close();
    co_await m_scope.close();
}

// --- Leading -----------------------------------------------------------------------------------------------------

void Manager::leadership(bool leading)
{
    if (leading)
        m_scope.spawn("leader term", beginTerm());
    else if (auto term = std::move(m_term))
        m_scope.spawn("end of leader term", endTerm(std::move(term)));
    m_progress.notify();
}

async::Task<void> Manager::beginTerm()
{
    const auto written = co_await m_raft->update([this](store::Tx& tx) -> Result<void> {
        const auto present = tx.cluster();
        if (present) {
            if (!present->defaultAddrPool.empty())
                return {};
            api::Cluster filled = *present;
            filled.defaultAddrPool = {"10.0.0.0/8"};
            return tx.update(std::move(filled));
        }
        if (!m_options.bootstrap)
            return fail(ErrorCode::DataLoss, "the log of this cluster holds no cluster object");
        SKEP_CHECK(tx.create(m_options.bootstrap->cluster));
        SKEP_CHECK(tx.create(m_options.bootstrap->node));
        return tx.create(allocator::makeIngressNetwork(makeSecureId()));
    });
    if (m_scope.stop().requested())
        co_return;
    if (!written) {
        qCWarning(logNode) << "leading could not begin:" << log(written.error().message);
        co_return;
    }
    if (!m_raft->isLeader() || m_term)
        co_return;
    m_term = std::make_unique<LeaderTerm>(m_store, *m_raft, [this](const std::string& id) { m_server.disconnectNode(id); });
    m_term->start();
    m_progress.notify();
}

async::Task<void> Manager::endTerm(std::unique_ptr<LeaderTerm> term) { co_await term->close(); }

async::Task<Result<void>> Manager::readBarrier()
{
    if (!m_raft)
        co_return fail(ErrorCode::Unavailable, consensus::NoLeader);
    auto result = co_await m_raft->readBarrier();
    co_return result;
}

async::Task<Result<api::ForwardReply>> Manager::forward(api::ForwardRequest request)
{
    const auto leader = co_await m_raft->waitForLeader();
    if (!leader)
        co_return tl::unexpected(leader.error());
    if (*leader == m_raft->status().self)
        co_return fail(ErrorCode::Unavailable, NotLeader); // elected, but not ready yet: the caller asks again
    auto connection = co_await m_raft->transport().connection(*leader);
    if (!connection)
        co_return tl::unexpected(connection.error());
    const auto answer = co_await (*connection)->call(
        rpc::Method::EngineForward, api::toCbor(request), consensus::RequestLimit, m_scope.stop());
    if (answer)
        co_return api::fromCbor<api::ForwardReply>(*answer);
    // The leader itself refused: nothing happened. Otherwise the request may have been carried out.
    if (answer.error().code == ErrorCode::Unavailable && (*connection)->closed() == false)
        co_return tl::unexpected(answer.error());
    co_return fail(ErrorCode::Aborted, consensus::LostLeadership);
}

engineapi::RaftView Manager::raft() const
{
    engineapi::RaftView view;
    if (!m_raft)
        return view;
    const auto status = m_raft->status();
    view.term = status.term.value;
    view.commit = status.commit.value;
    view.applied = status.applied.value;
    view.last = status.last.value;
    view.role = status.role == raft::Role::Leader ? "leader" : status.role == raft::Role::Follower ? "follower" : "candidate";
    const auto add = [&](const raft::Member& member, bool voter) {
        engineapi::RaftMemberView m{.raftId = member.id.value, .nodeId = member.nodeId, .addr = member.address};
        m.voter = voter;
        m.self = member.id == status.self;
        m.leader = member.id == status.leader;
        m.reachability = m_raft->isReachable(member.id) ? api::Reachability::Reachable : api::Reachability::Unreachable;
        for (const raft::FollowerStatus& follower : status.followers) {
            if (follower.id != member.id)
                continue;
            m.match = follower.match.value;
            m.lastContactMs = static_cast<std::int64_t>(follower.ticksSinceContact)
                * std::chrono::milliseconds(consensus::TickInterval).count();
        }
        if (m.self)
            m.match = status.durable.value;
        view.members.push_back(std::move(m));
    };
    for (const auto& [id, member] : status.configuration->voters)
        add(member, true);
    for (const auto& [id, member] : status.configuration->learners)
        add(member, false);
    return view;
}

std::string Manager::leaderAddr() const
{
    if (!m_raft)
        return {};
    const auto status = m_raft->status();
    if (!status.leader || (status.leader == status.self && !m_term))
        return {};
    const raft::Member* leader = status.configuration->find(status.leader);
    return leader ? leader->address : std::string{};
}

// --- The cluster port --------------------------------------------------------------------------------------------

Result<void> Manager::authorise(const rpc::Peer& peer, const rpc::MethodRow& row) const
{
    if (peer.clusterId != m_options.clusterId)
        return fail(ErrorCode::PermissionDenied, "node " + peer.nodeId + " belongs to another swarm");
    const auto cluster = m_store.cluster();
    if (!cluster)
        return {}; // still catching up; the certificate is all there is to go by
    if (ca::isRemoved(*cluster, peer.nodeId))
        return fail(ErrorCode::PermissionDenied, "node " + peer.nodeId + " was removed from swarm");
    // A certificate outlives a demotion; what the store says counts. Only of managers that the store knows: a replica that lags
    // must not shut out one that was just promoted.
    if (row.access == rpc::Access::Manager && row.method != rpc::Method::RaftStep) {
        const auto node = m_store.get<api::Node>(peer.nodeId);
        if (node && node->role == api::NodeRole::Worker && isLeader())
            return fail(ErrorCode::PermissionDenied, "node " + peer.nodeId + " is no longer a manager");
    }
    return {};
}

void Manager::registerHandlers()
{
    using rpc::Method;
    m_server.setAuthoriser([this](const rpc::Peer& peer, const rpc::MethodRow& row) { return authorise(peer, row); });
    m_server.onUnary(Method::ClusterLeader, [this](rpc::Peer, Bytes) { return clusterLeader(); });
    m_server.onUnary(Method::CaRoot, [this](rpc::Peer, Bytes) { return caRoot(); });
    m_server.onUnary(Method::CaIssue, [this](rpc::Peer peer, Bytes payload) { return caIssue(std::move(peer), std::move(payload)); });
    m_server.onUnary(Method::RaftJoin, [this](rpc::Peer peer, Bytes payload) { return raftJoin(std::move(peer), std::move(payload)); });
    m_server.onUnary(Method::EngineForward, [this](rpc::Peer, Bytes payload) { return engineForward(std::move(payload)); });
    m_server.onUnary(Method::RaftProbe, [](rpc::Peer, Bytes) -> async::Task<Result<Bytes>> { co_return Bytes{}; });
    m_server.onMessage(Method::RaftStep, [this](const rpc::Peer& peer, Bytes payload) {
        if (!m_raft)
            return;
        if (auto message = consensus::decodeMessage(payload))
            m_raft->receive(*message, peer.nodeId);
    });
    const auto refused = []() -> async::Task<Result<Bytes>> { co_return fail(ErrorCode::Unavailable, NotLeader); };
    m_server.onUnary(Method::DispatcherHeartbeat, [this, refused](rpc::Peer peer, Bytes payload) {
        return m_term ? m_term->dispatcher().heartbeat(std::move(peer), std::move(payload)) : refused();
    });
    m_server.onUnary(Method::DispatcherStatus, [this, refused](rpc::Peer peer, Bytes payload) {
        return m_term ? m_term->dispatcher().status(std::move(peer), std::move(payload)) : refused();
    });
    const auto refusedStream = []() -> async::Task<Result<void>> { co_return fail(ErrorCode::Unavailable, NotLeader); };
    m_server.onStream(Method::DispatcherSession,
        [this, refusedStream](rpc::Peer peer, Bytes payload, std::shared_ptr<rpc::ServerStream> stream) {
            return m_term ? m_term->dispatcher().session(std::move(peer), std::move(payload), std::move(stream)) : refusedStream();
        });
}

async::Task<Result<Bytes>> Manager::clusterLeader()
{
    // During an election the answer is worth waiting for: else every node would ask again and again.
    if (m_raft && leaderAddr().empty()) {
        [[maybe_unused]] const auto leader = co_await m_raft->waitForLeader(consensus::LeaderPatience);
    }
    api::ClusterLeaderReply reply{leaderAddr(), {}};
    if (m_raft)
        reply.managers = managerAddresses(*m_raft);
    co_return api::toCbor(reply);
}

async::Task<Result<Bytes>> Manager::caRoot()
{
    const auto cluster = m_store.cluster();
    co_return api::toCbor(api::CaRootReply{cluster ? cluster->rootCaCert : m_options.identity().rootsPem, leaderAddr()});
}

async::Task<Result<Bytes>> Manager::caIssue(rpc::Peer peer, Bytes payload)
{
    auto request = api::fromCbor<api::CaIssueRequest>(payload);
    wipe(payload);
    if (!request)
        co_return fail(ErrorCode::InvalidArgument, "certificate request cannot be read");
    if (!m_term)
        co_return fail(ErrorCode::Unavailable, NotLeader);
    auto reply = co_await m_term->ca().issue(std::move(peer), std::move(*request));
    if (!reply)
        co_return tl::unexpected(reply.error());
    co_return api::toCbor(*reply);
}

async::Task<Result<Bytes>> Manager::raftJoin(rpc::Peer peer, Bytes payload)
{
    const auto request = api::fromCbor<api::RaftJoinRequest>(payload);
    if (!request)
        co_return fail(ErrorCode::InvalidArgument, "join request cannot be read");
    auto address = consensus::parseHostPort(request->addr);
    if (!address)
        co_return tl::unexpected(address.error());
    const QHostAddress given(QString::fromStdString(address->host));
    if (given == QHostAddress::AnyIPv4 || given == QHostAddress::AnyIPv6)
        address->host = peer.address;
    if (!isLeader())
        co_return fail(ErrorCode::Unavailable, NotLeader);
    // Dial back: a voter that nobody reaches costs quorum (control-plane.md §B.5).
    auto back = co_await rpc::Connection::dial(address->host, address->port, clientTls(), CallDeadline, m_scope.stop());
    if (back && (*back)->peer().nodeId != peer.nodeId)
        back = fail(ErrorCode::FailedPrecondition, "another node answers there");
    if (!back)
        co_return fail(ErrorCode::FailedPrecondition,
            "the joining manager cannot be reached at its advertised address " + address->text() + ": " + back.error().message);
    const auto probed = co_await (*back)->call(rpc::Method::RaftProbe, {}, CallDeadline, m_scope.stop());
    if (!probed)
        co_return tl::unexpected(probed.error());
    const auto id = co_await m_raft->addMember(peer.nodeId, address->text());
    if (!id)
        co_return tl::unexpected(id.error());
    api::RaftJoinReply reply{id->value, {}};
    for (const engineapi::RaftMemberView& member : raft().members)
        reply.members.push_back({member.raftId, member.nodeId, member.addr});
    co_return api::toCbor(reply);
}

async::Task<Result<Bytes>> Manager::engineForward(Bytes payload)
{
    auto request = api::fromCbor<api::ForwardRequest>(payload);
    if (!request)
        co_return fail(ErrorCode::InvalidArgument, "forwarded request cannot be read");
    if (!isLeader())
        co_return fail(ErrorCode::Unavailable, NotLeader);
    auto reply = co_await m_options.serveForwarded(std::move(*request));
    if (!reply)
        co_return tl::unexpected(reply.error());
    co_return api::toCbor(*reply);
}

} // namespace skep::manager

#include "daemon/dispatcher/dispatcher.h"

#include "daemon/dispatcher/defaults.h"
#include "shared/api/cbor.h"
#include "shared/base/logging.h"
#include "shared/base/rng.h"

namespace skep::dispatcher {
namespace {

// A later state replaces an earlier one; the same state may bring more detail (control-plane.md §D.4).
bool supersedes(const api::TaskStatus& reported, const api::TaskStatus& stored)
{
    if (reported.state != stored.state)
        return reported.state > stored.state;
    return reported.message != stored.message || reported.err != stored.err || reported.container != stored.container
        || reported.ports != stored.ports;
}

Result<void> setNodeStatus(store::Tx& tx, const std::string& nodeId, api::NodeState state, const std::string& message)
{
    const auto node = tx.get<api::Node>(nodeId);
    if (!node || node->status.state == state)
        return {};
    api::Node changed = *node;
    changed.status.state = state;
    changed.status.message = message;
    return tx.update(std::move(changed));
}

Result<void> applyStatuses(store::Tx& tx, const std::string& nodeId, const std::vector<api::TaskStatusUpdate>& updates)
{
    for (const api::TaskStatusUpdate& update : updates) {
        const auto task = tx.get<api::Task>(update.taskId);
        if (!task)
            continue; // gone meanwhile; the agent is told by its assignments
        if (task->nodeId != nodeId)
            return fail(ErrorCode::PermissionDenied, "task " + task->id + " is not assigned to node " + nodeId);
        if (!supersedes(update.status, task->status))
            continue;
        api::Task changed = *task;
        changed.status = update.status;
        // One that was told to stop for a reason keeps it.
        if (task->desiredState > api::TaskState::Complete && changed.status.err.empty())
            changed.status.err = task->status.err;
        changed.status.appliedAt = async::loop().now();
        SKEP_CHECK(tx.update(std::move(changed)));
    }
    return {};
}

} // namespace

Dispatcher::Dispatcher(store::Store& store, consensus::Proposer& proposer,
    std::function<std::vector<api::ManagerAddress>()> managers, std::function<void(const std::string&)> cutOff)
    : m_store(store)
    , m_proposer(proposer)
    , m_managers(std::move(managers))
    , m_cutOff(std::move(cutOff))
{
}

std::chrono::nanoseconds Dispatcher::period() const
{
    const auto cluster = m_store.cluster();
    const auto set = cluster ? std::chrono::nanoseconds(cluster->spec.dispatcher.heartbeatPeriod) : 0ns;
    return set.count() > 0 ? set : std::chrono::nanoseconds(DefaultHeartbeatPeriod);
}

std::chrono::nanoseconds Dispatcher::grace() const { return period() / BeatsPerPeriod * MissedBeats; }

async::Task<void> Dispatcher::start()
{
    m_subscription = m_store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) {
        for (const store::Event& event : events)
            observe(event);
    });
    const auto now = async::loop().monotonic();
    m_lastSweep = now;
    for (const auto& node : m_store.all<api::Node>()) {
        if (node->status.state == api::NodeState::Down)
            m_downSince.emplace(node->id, now);
        else if (!m_sessions.contains(node->id))
            m_liveness.expect(node->id, now + grace() * UnknownGraceFactor);
    }
    m_sweeper.arm(SweepInterval, [this] { sweep(); });
    const auto stop = m_scope.stop();
    const auto marked = co_await m_proposer.update([this](store::Tx& tx) -> Result<void> {
        for (const auto& node : tx.all<api::Node>())
            if (node->status.state == api::NodeState::Ready && !m_sessions.contains(node->id))
                SKEP_CHECK(setNodeStatus(tx, node->id, api::NodeState::Unknown, "Node moved to \"unknown\" state due to leadership change in cluster"));
        return {};
    });
    if (!marked && !stop.requested())
        qCWarning(logDispatcher) << "nodes could not be marked as unknown:" << log(marked.error().message);
}

async::Task<void> Dispatcher::close()
{
    m_subscription.reset();
    m_sweeper.disarm();
    for (auto& [id, session] : std::exchange(m_sessions, {}))
        session->stop.request();
    co_await m_scope.close();
}

void Dispatcher::managersChanged()
{
    for (auto& [id, session] : m_sessions) {
        session->managersChanged = true;
        session->changed.notify();
    }
}

void Dispatcher::observe(const store::Event& event)
{
    const auto touch = [&](const std::string& nodeId, const std::string& taskId) {
        const auto found = m_sessions.find(nodeId);
        if (found == m_sessions.end())
            return;
        found->second->assignments.touch(taskId);
        found->second->changed.notify();
    };
    if (const auto task = store::as<api::Task>(event.object)) {
        touch(task->nodeId, task->id);
        if (const auto old = store::as<api::Task>(event.old); old && old->nodeId != task->nodeId)
            touch(old->nodeId, task->id);
    } else if (const auto node = store::as<api::Node>(event.object)) {
        if (event.action == store::Action::Remove) {
            m_liveness.forget(node->id);
            m_downSince.erase(node->id);
            if (const auto session = m_sessions.extract(node->id))
                session.mapped()->stop.request();
            m_cutOff(node->id);
        } else if (const auto found = m_sessions.find(node->id); found != m_sessions.end()) {
            found->second->nodeChanged = true;
            found->second->changed.notify();
        } else if (event.action == store::Action::Create) {
            m_liveness.expect(node->id, async::loop().monotonic() + grace() * UnknownGraceFactor);
        }
    } else if (store::as<api::Cluster>(event.object)) {
        for (auto& [id, session] : m_sessions) {
            session->clusterChanged = true;
            session->changed.notify();
        }
    }
}

void Dispatcher::sweep()
{
    m_sweeper.arm(SweepInterval, [this] { sweep(); });
    const auto now = async::loop().monotonic();
    // When this process got no time itself, heartbeats lie unread in its sockets: nobody may be blamed for that.
    const auto late = now - m_lastSweep - SweepInterval;
    m_lastSweep = now;
    if (late > SweepInterval)
        m_liveness.excuse(late);
    if (auto overdue = m_liveness.overdue(now); !overdue.empty()) {
        for (const std::string& id : overdue) {
            m_downSince.emplace(id, now);
            if (const auto session = m_sessions.extract(id))
                session.mapped()->stop.request();
        }
        m_scope.spawn("mark nodes down", markDown(std::move(overdue)));
    }
    for (auto& [id, since] : m_downSince) {
        if (now - since < OrphanAfter)
            continue;
        since = now;
        m_scope.spawn("orphan tasks", orphanTasks(id));
    }
}

async::Task<void> Dispatcher::markDown(std::vector<std::string> nodeIds)
{
    const auto stop = m_scope.stop();
    const auto marked = co_await m_proposer.update([this, nodeIds](store::Tx& tx) -> Result<void> {
        for (const std::string& id : nodeIds) {
            if (m_sessions.contains(id)) // came back while this waited for its turn
                continue;
            const auto node = tx.get<api::Node>(id);
            const bool unknown = node && node->status.state == api::NodeState::Unknown;
            SKEP_CHECK(setNodeStatus(tx, id, api::NodeState::Down,
                unknown ? "heartbeat failure for node in \"unknown\" state" : "heartbeat failure"));
        }
        return {};
    });
    if (stop.requested())
        co_return;
    for (const std::string& id : nodeIds) {
        if (marked)
            qCInfo(logDispatcher) << "node is down: no heartbeat, node=" << log(id);
        else
            qCWarning(logDispatcher) << "node could not be marked as down, node=" << log(id) << log(marked.error().message);
    }
}

async::Task<void> Dispatcher::orphanTasks(std::string nodeId)
{
    const auto orphaned = co_await m_proposer.update([nodeId](store::Tx& tx) -> Result<void> {
        for (const auto& task : tx.tasksOfNode(nodeId)) {
            if (task->status.state < api::TaskState::Assigned || isTerminal(task->status.state))
                continue;
            api::Task changed = *task;
            changed.status.state = api::TaskState::Orphaned;
            changed.status.message = "node has been down for too long";
            changed.status.timestamp = changed.status.appliedAt = async::loop().now();
            SKEP_CHECK(tx.update(std::move(changed)));
        }
        return {};
    });
    if (!orphaned)
        qCWarning(logDispatcher) << "tasks of a lost node were not given up, node=" << log(nodeId) << log(orphaned.error().message);
}

// --- Sessions ----------------------------------------------------------------------------------------------------

std::shared_ptr<Dispatcher::Session> Dispatcher::find(const std::string& nodeId, const std::string& sessionId) const
{
    const auto found = m_sessions.find(nodeId);
    return found != m_sessions.end() && found->second->id == sessionId ? found->second : nullptr;
}

async::Task<Result<void>> Dispatcher::markReady(rpc::Peer peer, api::SessionRequest request)
{
    auto result = co_await m_proposer.update([peer, request](store::Tx& tx) -> Result<void> {
        const auto node = tx.get<api::Node>(peer.nodeId);
        if (!node)
            return fail(ErrorCode::NotFound, "node " + peer.nodeId + " is not part of this swarm");
        api::Node changed = *node;
        changed.description = request.description;
        changed.status = {api::NodeState::Ready, "", request.advertiseAddr.empty() ? peer.address : request.advertiseAddr};
        if (changed.description == node->description && changed.status == node->status)
            return {};
        return tx.update(std::move(changed));
    });
    co_return result;
}

async::Task<Result<void>> Dispatcher::session(rpc::Peer peer, Bytes request, std::shared_ptr<rpc::ServerStream> stream)
{
    auto decoded = api::fromCbor<api::SessionRequest>(request);
    if (!decoded)
        co_return fail(ErrorCode::InvalidArgument, "session request cannot be read");
    if (m_scope.stop().requested())
        co_return fail(ErrorCode::Unavailable, "dispatcher is stopped");
    // A new session of the same node replaces the old one.
    auto session = std::make_shared<Session>(peer.nodeId);
    session->id = makeSecureId();
    const auto previous = std::exchange(m_sessions[peer.nodeId], session);
    if (previous)
        previous->stop.request();
    m_liveness.expect(peer.nodeId, async::loop().monotonic() + grace());
    m_downSince.erase(peer.nodeId);

    const std::string nodeId = peer.nodeId;
    const auto stop = session->stop;
    auto result = co_await markReady(std::move(peer), std::move(*decoded));
    if (result && !stop.requested())
        result = co_await serve(nodeId, session, stream);
    if (stop.requested())
        co_return result; // replaced, overdue, or this dispatcher is gone: nothing here may be touched
    if (find(nodeId, session->id))
        m_sessions.erase(nodeId);
    co_return result;
}

async::Task<Result<void>> Dispatcher::serve(
    std::string nodeId, std::shared_ptr<Session> session, std::shared_ptr<rpc::ServerStream> stream)
{
    const auto stop = session->stop;
    const auto gone = stream->gone().then([stop, session] { session->changed.notify(); });
    bool first = true;
    while (!stop.requested() && !stream->gone().requested()) {
        std::vector<api::SessionMessage> messages;
        if (first) {
            for (api::Assignments& part : session->assignments.complete(m_store)) {
                messages.emplace_back();
                messages.back().assignments = std::move(part);
            }
        } else {
            messages.emplace_back();
            messages.back().assignments = session->assignments.changes(m_store);
        }
        api::SessionMessage& head = messages.front();
        if (first)
            head.sessionId = session->id;
        if (std::exchange(session->nodeChanged, false) || first)
            if (const auto node = m_store.get<api::Node>(nodeId))
                head.node = *node;
        if (std::exchange(session->managersChanged, false) || first)
            head.managers = m_managers();
        if (std::exchange(session->clusterChanged, false) || first)
            head.heartbeatPeriod = period().count();
        first = false;
        for (const api::SessionMessage& message : messages) {
            if (message == api::SessionMessage{})
                continue;
            auto sent = co_await stream->send(api::toCbor(message));
            if (!sent)
                co_return sent;
            if (stop.requested())
                co_return fail(ErrorCode::Aborted, "session has ended");
        }
        if (session->assignments.pending())
            continue;
        const auto woken = co_await session->changed.wait(stop);
        if (!woken)
            co_return fail(ErrorCode::Aborted, "session has ended");
    }
    co_return fail(ErrorCode::Aborted, "session has ended");
}

async::Task<Result<Bytes>> Dispatcher::heartbeat(rpc::Peer peer, Bytes request)
{
    const auto decoded = api::fromCbor<api::HeartbeatRequest>(request);
    if (!decoded || !find(peer.nodeId, decoded->sessionId))
        co_return fail(ErrorCode::InvalidArgument, "session invalid");
    m_liveness.expect(peer.nodeId, async::loop().monotonic() + grace());
    co_return api::toCbor(api::HeartbeatReply{period().count()});
}

async::Task<Result<Bytes>> Dispatcher::status(rpc::Peer peer, Bytes request)
{
    auto decoded = api::fromCbor<api::StatusRequest>(request);
    if (!decoded || !find(peer.nodeId, decoded->sessionId))
        co_return fail(ErrorCode::InvalidArgument, "session invalid");
    m_liveness.expect(peer.nodeId, async::loop().monotonic() + grace());
    const auto written = co_await m_proposer.update(
        [nodeId = peer.nodeId, updates = std::move(decoded->updates)](store::Tx& tx) { return applyStatuses(tx, nodeId, updates); });
    if (!written)
        co_return tl::unexpected(written.error());
    co_return Bytes{};
}

} // namespace skep::dispatcher

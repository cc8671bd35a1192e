#include "daemon/agent/agent.h"
#include "daemon/agent/rpcmanagers.h"
#include "shared/api/cbor.h"
#include "tests/support/fakeexecutor.h"
#include "tests/support/memorytaskdb.h"
#include "tests/unit/rpc/swarm.h"

#include <QElapsedTimer>

using namespace skep;
using namespace skep::agent;
using api::TaskState;
using rpc::Method;

namespace {

constexpr int PatienceMs = 20'000;

api::Task makeTask(std::string id)
{
    api::Task task{.id = id, .serviceId = "s1", .slot = 1, .nodeId = "worker1", .desiredState = TaskState::Running};
    task.status.state = TaskState::Assigned;
    task.spec.container.emplace();
    return task;
}

// A manager with a real server, which leads or names who does.
struct Dispatcher {
    rpc::Server server;
    std::string leader;
    std::vector<api::SessionRequest> sessions;
    std::vector<std::string> callers;
    int heartbeats = 0;
    std::map<std::string, TaskState> reported;
    std::deque<api::SessionMessage> outbox;
    async::Notify filled;
    std::optional<Error> ending;
    bool deaf = false; // heartbeats are not answered

    explicit Dispatcher(const rpc::test::Swarm& swarm, std::string name)
    {
        [[maybe_unused]] const bool ready = server.setIdentity(swarm.identity(std::move(name), pki::Role::Manager)).has_value()
            && server.listen(QHostAddress(QHostAddress::LocalHost), 0).has_value();
        server.onUnary(Method::ClusterLeader, [this](const rpc::Peer&, const Bytes&) { return answerLeader(this); });
        server.onUnary(Method::DispatcherHeartbeat,
            [this](const rpc::Peer&, Bytes, rpc::Call call) { return answerHeartbeat(this, call.stop); });
        server.onUnary(Method::DispatcherStatus, [this](const rpc::Peer&, Bytes payload) { return take(this, std::move(payload)); });
        server.onStream(Method::DispatcherSession, [this](rpc::Peer peer, Bytes payload, std::shared_ptr<rpc::ServerStream> stream) {
            return serve(this, std::move(peer), std::move(payload), std::move(stream));
        });
    }
    ~Dispatcher() { rpc::test::wait(server.close()); }

    std::string addr() const { return "127.0.0.1:" + std::to_string(server.port()); }
    void send(api::SessionMessage message)
    {
        outbox.push_back(std::move(message));
        filled.notify();
    }
    void end(Error error)
    {
        ending = std::move(error);
        filled.notify();
    }

private:
    static async::Task<Result<Bytes>> answerLeader(Dispatcher* self)
    {
        co_return api::toCbor(api::ClusterLeaderReply{.leaderAddr = self->leader});
    }
    static async::Task<Result<Bytes>> answerHeartbeat(Dispatcher* self, async::Stop stop)
    {
        ++self->heartbeats;
        if (self->deaf) {
            [[maybe_unused]] const auto slept = co_await async::sleepFor(1h, stop);
        }
        co_return api::toCbor(api::HeartbeatReply{.period = 500'000'000});
    }
    static async::Task<Result<Bytes>> take(Dispatcher* self, Bytes payload)
    {
        auto request = api::fromCbor<api::StatusRequest>(payload);
        if (!request)
            co_return Failure(std::move(request.error()));
        if (request->sessionId != "s-" + std::to_string(self->sessions.size()))
            co_return fail(ErrorCode::InvalidArgument, "session invalid");
        for (const auto& update : request->updates)
            self->reported[update.taskId] = update.status.state;
        co_return Bytes();
    }
    static async::Task<Result<void>> serve(
        Dispatcher* self, rpc::Peer peer, Bytes payload, std::shared_ptr<rpc::ServerStream> stream)
    {
        auto request = api::fromCbor<api::SessionRequest>(payload);
        if (!request)
            co_return Failure(std::move(request.error()));
        self->sessions.push_back(std::move(*request));
        self->callers.push_back(peer.nodeId);
        self->outbox.push_front({.sessionId = "s-" + std::to_string(self->sessions.size()),
            .node = api::Node{.id = peer.nodeId},
            .heartbeatPeriod = 500'000'000,
            .assignments = api::Assignments{.complete = true, .last = true}});
        while (!stream->gone().requested()) {
            if (self->ending)
                co_return Failure(*std::exchange(self->ending, {}));
            if (self->outbox.empty()) {
                [[maybe_unused]] const auto woken = co_await self->filled.wait(stream->gone());
                continue;
            }
            auto item = api::toCbor(self->outbox.front());
            self->outbox.pop_front();
            auto sent = co_await stream->send(std::move(item));
            if (!sent)
                co_return sent;
        }
        co_return Result<void>{};
    }
};

} // namespace

class TestRpcManagers : public QObject {
    Q_OBJECT

private:
    rpc::test::Swarm m_swarm;
    test::FakeExecutor m_engine;
    test::MemoryTaskDb m_db;
    std::unique_ptr<Agent> m_agent;
    rpc::TlsIdentity m_identity;
    int m_identityAsked = 0;

    void start(std::vector<api::ManagerAddress> managers)
    {
        m_agent = std::make_unique<Agent>(m_engine, m_db,
            Agent::Options{.nodeId = "worker1",
                .identity =
                    [this] {
                        ++m_identityAsked;
                        return m_identity;
                    },
                .managers = std::move(managers)});
        m_agent->start();
    }

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("skep.*=false")); }
    void init() { m_identity = m_swarm.identity("worker1", pki::Role::Worker); }
    void cleanup()
    {
        if (m_agent)
            rpc::test::wait(m_agent->close());
        m_agent.reset();
        m_engine.containers.clear();
        m_db.rows.clear();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void cleanupTestCase()
    {
        rpc::test::wait(m_engine.close());
        QCoreApplication::processEvents();
    }

    void aSessionOverTls()
    {
        Dispatcher leader(m_swarm, "manager1");
        leader.leader = leader.addr();
        start({{"manager1", leader.addr()}});
        std::vector<std::string> nodes;
        m_agent->onNode([&](const api::Node& node) { nodes.push_back(node.id); });

        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);
        leader.send({.assignments = api::Assignments{.tasks = {makeTask("t1")}}});
        QTRY_VERIFY_WITH_TIMEOUT(leader.reported["t1"] == TaskState::Running, PatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(leader.heartbeats >= 3, PatienceMs);

        QCOMPARE(leader.callers, (std::vector<std::string>{"worker1"}));
        QCOMPARE(nodes, (std::vector<std::string>{"worker1"}));
        const auto& tls = leader.sessions.front().description.tlsInfo;
        QCOMPARE(tls.trustRoot, m_swarm.root.certificatePem);
        QVERIFY(!tls.certIssuerSubject.data.empty());
        QVERIFY(!tls.certIssuerPublicKey.data.empty());
    }

    void aFollowerPointsToTheLeader()
    {
        Dispatcher leader(m_swarm, "manager1"), follower(m_swarm, "manager2");
        leader.leader = follower.leader = leader.addr();
        start({{"manager2", follower.addr()}});

        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);

        QCOMPARE(leader.sessions.size(), std::size_t(1));
        QCOMPARE(follower.sessions.size(), std::size_t(0));
    }

    void aNewLeaderIsFoundWhenTheOldOneSaysGoodbye()
    {
        Dispatcher first(m_swarm, "manager1"), second(m_swarm, "manager2");
        first.leader = second.leader = first.addr();
        start({{"manager1", first.addr()}, {"manager2", second.addr()}});
        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);
        first.send({.assignments = api::Assignments{.tasks = {makeTask("t1")}}});
        QTRY_VERIFY_WITH_TIMEOUT(first.reported["t1"] == TaskState::Running, PatienceMs);

        first.leader = second.leader = second.addr();
        second.send({.assignments = api::Assignments{.tasks = {makeTask("t1")}}});
        first.end({ErrorCode::Aborted, "node must disconnect"});

        QTRY_COMPARE_WITH_TIMEOUT(second.sessions.size(), std::size_t(1), PatienceMs);
        QVERIFY(first.sessions.size() == 1);
    }

    void aVanishedManagerIsNoticedAndTheOtherIsUsed()
    {
        auto first = std::make_unique<Dispatcher>(m_swarm, "manager1");
        Dispatcher second(m_swarm, "manager2");
        first->leader = second.leader = first->addr();
        start({{"manager1", first->addr()}, {"manager2", second.addr()}});
        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);

        second.leader = second.addr();
        first.reset();

        QTRY_COMPARE_WITH_TIMEOUT(second.sessions.size(), std::size_t(1), PatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);
    }

    void aManagerThatDoesNotAnswerHeartbeatsIsLeft()
    {
        Dispatcher leader(m_swarm, "manager1");
        leader.leader = leader.addr();
        start({{"manager1", leader.addr()}});
        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);

        leader.deaf = true;
        QTRY_VERIFY_WITH_TIMEOUT(leader.sessions.size() >= 2, PatienceMs);
        leader.deaf = false;

        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);
    }

    void aRenewedIdentityIsUsedAfterReconnect()
    {
        Dispatcher leader(m_swarm, "manager1");
        leader.leader = leader.addr();
        start({{"manager1", leader.addr()}});
        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);

        m_identity = m_swarm.identity("worker1-renewed", pki::Role::Worker);
        m_agent->reconnect();

        QTRY_COMPARE_WITH_TIMEOUT(leader.callers.size(), std::size_t(2), PatienceMs);
        QCOMPARE(leader.callers.back(), std::string("worker1-renewed"));
    }

    void aForeignSwarmIsRefusedAndSaidSo()
    {
        const rpc::test::Swarm other;
        Dispatcher stranger(other, "manager1");
        stranger.leader = stranger.addr();
        start({{"manager1", stranger.addr()}});

        QTRY_VERIFY_WITH_TIMEOUT(m_agent->lastError().find("certificate") != std::string::npos, PatienceMs);

        QVERIFY(!m_agent->sessionReady());
        QVERIFY(stranger.sessions.empty());
    }

    void badAddressesAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "host", "host:", ":2377", "host:0", "host:65536", "host:23a", "fd00::1:2377", "[]:1"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
    void badAddressesAreNamed()
    {
        QFETCH(QString, text);

        const auto split = splitAddress(text.toStdString());

        QVERIFY(!split);
        QCOMPARE(split.error().message, "invalid manager address \"" + text.toStdString() + "\"");
    }

    void goodAddressesAreSplit()
    {
        QCOMPARE(*splitAddress("10.0.0.1:2377"), (std::pair<std::string, std::uint16_t>("10.0.0.1", 2377)));
        QCOMPARE(*splitAddress("[fd00::1]:65535"), (std::pair<std::string, std::uint16_t>("fd00::1", 65535)));
        QCOMPARE(*splitAddress("manager:1"), (std::pair<std::string, std::uint16_t>("manager", 1)));
    }

    void benchmarkAssignmentToStatus()
    {
        Dispatcher leader(m_swarm, "manager1");
        leader.leader = leader.addr();
        start({{"manager1", leader.addr()}});
        QTRY_VERIFY_WITH_TIMEOUT(m_agent->sessionReady(), PatienceMs);

        std::vector<qint64> prepared, reported;
        QElapsedTimer timer;
        for (int i = 0; i < 200; ++i) {
            const std::string id = "t" + std::to_string(i);
            const std::string call = "prepare " + id;
            timer.start();
            leader.send({.assignments = api::Assignments{.tasks = {makeTask(id)}}});
            while (m_engine.calls.empty() || std::ranges::find(m_engine.calls, call) == m_engine.calls.end())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            prepared.push_back(timer.nsecsElapsed());
            while (leader.reported[id] != TaskState::Running)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            reported.push_back(timer.nsecsElapsed());
            m_engine.calls.clear();
        }

        std::ranges::sort(prepared);
        std::ranges::sort(reported);
        qInfo("assignment to prepare(): median %lld us; to the leader hearing of Running: median %lld us, 95 %%: %lld us",
            static_cast<long long>(prepared[100] / 1000), static_cast<long long>(reported[100] / 1000),
            static_cast<long long>(reported[190] / 1000));
    }
};

QTEST_GUILESS_MAIN(TestRpcManagers)
#include "tst_rpcmanagers.moc"

#include "tests/unit/rpc/swarm.h"

using namespace skep;
using namespace skep::rpc;
using namespace skep::rpc::test;

namespace {

// Sends numbered items of one size and notes how far it came.
struct Numbers {
    int count = 0;
    std::size_t size = 0;
    std::size_t oddSize = size;
    int sent = 0;
    std::optional<Error> ended = {};

    [[nodiscard]] Server::StreamHandler handler()
    {
        return
            [this](const Peer&, const Bytes&, std::shared_ptr<ServerStream> stream) { return run(std::move(stream)); };
    }
    [[nodiscard]] Bytes item(int number) const
    {
        Bytes text = std::to_string(number) + " ";
        text.resize(std::max(number % 2 == 0 ? size : oddSize, text.size()), 'x');
        return text;
    }

private:
    async::Task<Result<void>> run(std::shared_ptr<ServerStream> stream)
    {
        for (int i = 0; i < count; ++i) {
            auto sending = stream->send(item(i));
            auto done = co_await sending;
            if (!done) {
                ended = done.error();
                co_return done;
            }
            ++sent;
        }
        co_return Result<void>();
    }
};

async::Task<Result<Bytes>> describe(Peer peer)
{
    const std::string role(peer.role ? pki::organizationalUnit(*peer.role) : "nobody");
    co_return role + " " + peer.nodeId + " of " + peer.clusterId + " at " + peer.address;
}

async::Task<Result<Bytes>> refuse() { co_return fail(ErrorCode::NotFound, "node x not found"); }

async::Task<void> callInto(std::shared_ptr<Connection> connection, Bytes payload, int* matching)
{
    auto calling = connection->call(Method::DispatcherHeartbeat, payload, Patience);
    auto answer = co_await calling;
    if (answer && *answer == payload)
        ++*matching;
}

} // namespace

class TestRpc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_endless = {};
        m_server = std::make_unique<Server>();
        QVERIFY(m_server->setIdentity(m_swarm.identity("server1", pki::Role::Manager)).has_value());
        QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
    }

    void cleanup()
    {
        wait(m_server->close());
        m_server.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void bothEndsKnowEachOther()
    {
        m_server->onUnary(Method::ClusterLeader, [](Peer peer, const Bytes&) { return describe(std::move(peer)); });

        const auto connection = *dial(*m_server, worker());
        const auto answer = call(connection, Method::ClusterLeader);

        QCOMPARE(*answer, Bytes("swarm-worker worker1 of cluster1 at 127.0.0.1"));
        QCOMPARE(connection->peer().nodeId, std::string("server1"));
        QVERIFY(connection->peer().role == pki::Role::Manager);
    }

    void handlersErrorArrivesAsItIs()
    {
        m_server->onUnary(Method::ClusterLeader, [](const Peer&, const Bytes&) { return refuse(); });

        const auto answer = call(*dial(*m_server, worker()), Method::ClusterLeader);

        QVERIFY(!answer);
        QCOMPARE(answer.error(), (Error{ErrorCode::NotFound, "node x not found"}));
    }

    void methodWithoutHandlerSaysSo()
    {
        const auto answer = call(*dial(*m_server, worker()), Method::ClusterLeader);

        QCOMPARE(answer.error().code, ErrorCode::Unimplemented);
    }

    void callsInParallelGetTheirOwnAnswers()
    {
        m_server->onUnary(Method::DispatcherHeartbeat, echo());
        const auto connection = *dial(*m_server, worker());
        async::TaskScope scope;
        int matching = 0;

        for (int i = 0; i < 500; ++i)
            scope.spawn("call", callInto(connection, Bytes(std::size_t(i % 90), char('a' + i % 26)), &matching));

        QTRY_COMPARE_WITH_TIMEOUT(matching, 500, 20000);
        wait(scope.close());
    }

    void largePayloadsTravelBothWays()
    {
        m_server->onUnary(Method::EngineForward, echo());
        const Bytes payload(MaxPayload, 'x');

        const auto answer = call(*dial(*m_server, manager()), Method::EngineForward, payload);

        QVERIFY(answer.has_value());
        QVERIFY(*answer == payload);
    }

    void payloadBeyondTheMethodsLimitIsRefusedBeforeItIsSent()
    {
        const auto connection = *dial(*m_server, worker());

        const auto answer = call(
            connection, Method::ClusterLeader, Bytes(findMethod(Method::ClusterLeader)->maxRequestBytes + 1, 'x'));

        QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(call(connection, Method::RaftStep).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(call(connection, Method(999)).error().code, ErrorCode::InvalidArgument);
    }

    void streamDeliversInOrderAndEnds()
    {
        m_numbers = {.count = 1000, .size = 100};
        m_server->onStream(Method::DispatcherSession, m_numbers.handler());
        const auto stream = *wait((*dial(*m_server, worker()))->open(Method::DispatcherSession, {}));

        for (int i = 0; i < m_numbers.count; ++i) {
            const auto item = wait(stream->next());
            QVERIFY(item.has_value() && item->has_value());
            QCOMPARE(**item, m_numbers.item(i));
        }

        QVERIFY(!wait(stream->next())->has_value());
        QVERIFY(!wait(stream->next())->has_value());
    }

    void streamIsHeldBackByASlowReader_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("inFlight");
        const Limits limits;
        QTest::newRow("by items") << 10 << int(limits.streamItems);
        QTest::newRow("by octets") << (1 << 20) << int(limits.streamBytes >> 20);
        QTest::newRow("an item beyond the window travels alone") << (6 << 20) << 1;
    }
    void streamIsHeldBackByASlowReader()
    {
        QFETCH(int, size);
        QFETCH(int, inFlight);
        m_numbers = {.count = inFlight * 3, .size = std::size_t(size)};
        m_server->onStream(Method::DispatcherSession, m_numbers.handler());
        m_server->onUnary(Method::ClusterLeader, echo());
        const auto connection = *dial(*m_server, worker());
        const auto stream = *wait(connection->open(Method::DispatcherSession, {}));

        QTRY_COMPARE_WITH_TIMEOUT(m_numbers.sent, inFlight, 20000);
        // a held-back stream holds back nothing else
        QVERIFY(call(connection, Method::ClusterLeader).has_value());
        QCOMPARE(m_numbers.sent, inFlight);

        for (int i = 0; i < m_numbers.count; ++i) {
            const auto item = wait(stream->next());
            QVERIFY(item.has_value() && item->has_value());
            QVERIFY(**item == m_numbers.item(i));
        }
        QVERIFY(!wait(stream->next())->has_value());
        QCOMPARE(m_numbers.sent, m_numbers.count);
    }

    // What was taken in small portions must be credited in time, or the sender of the next large item waits for ever.
    void largeItemAfterSmallOnesIsNotStuck()
    {
        const Limits limits;
        m_numbers = {.count = 6, .size = 1000, .oddSize = limits.streamBytes};
        m_server->onStream(Method::DispatcherSession, m_numbers.handler());
        const auto stream = *wait((*dial(*m_server, worker()))->open(Method::DispatcherSession, {}));

        async::Timer impatience;
        impatience.arm(Patience, [&] { stream->cancel(); });
        for (int i = 0; i < m_numbers.count; ++i) {
            const auto item = wait(stream->next());
            QVERIFY(item.has_value() && item->has_value());
        }
        QVERIFY(!wait(stream->next())->has_value());
    }

    void cancelledStreamStopsItsSender_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("cancel") << QStringLiteral("cancel");
        QTest::newRow("stop") << QStringLiteral("stop");
        QTest::newRow("dropped") << QStringLiteral("dropped");
        QTest::newRow("connection closed") << QStringLiteral("closed");
    }
    void cancelledStreamStopsItsSender()
    {
        QFETCH(QString, how);
        m_numbers = {.count = 1000, .size = 10};
        m_server->onStream(Method::DispatcherSession, m_numbers.handler());
        const auto connection = *dial(*m_server, worker());
        const async::Stop stop;
        auto stream = *wait(connection->open(Method::DispatcherSession, {}, stop));
        QVERIFY(wait(stream->next()).has_value());

        if (how == QStringLiteral("cancel"))
            stream->cancel();
        else if (how == QStringLiteral("stop"))
            stop.request();
        else if (how == QStringLiteral("closed"))
            connection->close();
        else
            stream.reset();

        QTRY_VERIFY(m_numbers.ended.has_value());
        QCOMPARE(
            m_numbers.ended->code, how == QStringLiteral("closed") ? ErrorCode::Unavailable : ErrorCode::Cancelled);
        if (!stream)
            return;
        auto item = wait(stream->next());
        while (item) // what had arrived before the connection was closed
            item = wait(stream->next());
        QCOMPARE(item.error().code, ErrorCode::Cancelled);
    }

    void stoppedWaitLeavesTheStreamUsable()
    {
        m_server->onStream(Method::DispatcherSession, m_endless.stream());
        const auto stream = *wait((*dial(*m_server, worker()))->open(Method::DispatcherSession, {}));
        const async::Stop stop;
        stop.request();

        QCOMPARE(wait(stream->next(stop)).error().code, ErrorCode::Cancelled);
        QCOMPARE(wait(stream->next(stop)).error().code, ErrorCode::Cancelled);
        QTRY_COMPARE(m_endless.started, 1);
        QCOMPARE(m_endless.stopped, 0);
    }

    void streamKeepsItsConnection()
    {
        m_numbers = {.count = 3, .size = 10};
        m_server->onStream(Method::DispatcherSession, m_numbers.handler());
        auto connection = *dial(*m_server, worker());
        const auto stream = *wait(connection->open(Method::DispatcherSession, {}));
        connection.reset();

        for (int i = 0; i < 3; ++i)
            QVERIFY(wait(stream->next())->has_value());
        QVERIFY(!wait(stream->next())->has_value());
    }

    void deadlineEndsTheCallAtBothEnds()
    {
        m_server->onUnary(Method::ClusterLeader, m_endless.unary());
        const auto connection = *dial(*m_server, worker());

        const auto answer = wait(connection->call(Method::ClusterLeader, {}, 100ms));

        QCOMPARE(answer.error().code, ErrorCode::DeadlineExceeded);
        QTRY_COMPARE(m_endless.stopped, 1);
        QVERIFY(!connection->closed());
    }

    // A client that has died, or does not keep time, must not leave work behind.
    void serverEnforcesTheDeadlineByItself()
    {
        m_server->onUnary(Method::ClusterLeader, m_endless.unary());
        RawClient client(*m_server, worker().identity);
        client.send({.kind = FrameKind::Request, .id = 1, .method = Method::ClusterLeader, .deadlineMs = 50});

        QTRY_COMPARE(client.received.size(), std::size_t(1));
        QCOMPARE(client.received[0].kind, FrameKind::Error);
        QCOMPARE(errorCode(client.received[0]), ErrorCode::DeadlineExceeded);
        QTRY_COMPARE(m_endless.stopped, 1);
    }

    void stoppedCallStopsTheHandler()
    {
        m_server->onUnary(Method::ClusterLeader, m_endless.unary());
        const auto connection = *dial(*m_server, worker());
        const async::Stop stop;
        async::Timer timer;
        timer.arm(50ms, [stop] { stop.request(); });

        const auto answer = wait(connection->call(Method::ClusterLeader, {}, Patience, stop));

        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
        QTRY_COMPARE(m_endless.stopped, m_endless.started);
    }

    void messagesArriveInOrder()
    {
        std::vector<int> seen;
        m_server->onMessage(Method::RaftStep, [&](const Peer& peer, Bytes payload) {
            QCOMPARE(peer.nodeId, std::string("manager1"));
            seen.push_back(std::stoi(payload));
        });
        const auto connection = *dial(*m_server, manager());

        for (int i = 0; i < 2000; ++i)
            QVERIFY(connection->send(Method::RaftStep, std::to_string(i)));

        QTRY_COMPARE_WITH_TIMEOUT(seen.size(), std::size_t(2000), 20000);
        QVERIFY(std::ranges::is_sorted(seen));
    }

    void messagesAreDroppedWhenTooMuchIsUnsent()
    {
        std::size_t arrived = 0;
        m_server->onMessage(Method::RaftStep, [&](const Peer&, const Bytes&) { ++arrived; });
        const auto connection = *dial(*m_server, manager());
        const Bytes payload(1 << 20, 'x');

        std::size_t taken = 0;
        while (taken < 100 && connection->send(Method::RaftStep, payload))
            ++taken;

        QCOMPARE(taken, std::size_t(8));
        QVERIFY(connection->unsent() > std::size_t(8) << 20);
        QTRY_COMPARE_WITH_TIMEOUT(arrived, taken, 20000);
        QTRY_COMPARE(connection->unsent(), std::size_t(0));
        QVERIFY(connection->send(Method::RaftStep, payload));
    }

    void closedConnectionTakesNothing()
    {
        m_server->onUnary(Method::RaftJoin, echo());
        const auto connection = *dial(*m_server, manager());

        connection->close();

        QVERIFY(connection->closed());
        QVERIFY(!connection->send(Method::RaftStep, "late"));
        QCOMPARE(call(connection, Method::RaftJoin).error().code, ErrorCode::Cancelled);
        QCOMPARE(connection->unsent(), std::size_t(0));
    }

    void lostConnectionFailsEverythingUnderWay()
    {
        m_server->onUnary(Method::ClusterLeader, m_endless.unary());
        m_server->onStream(Method::DispatcherSession, m_endless.stream());
        const auto connection = *dial(*m_server, worker());
        const auto stream = *wait(connection->open(Method::DispatcherSession, {}));
        std::vector<Error> closed;
        connection->onClosed([&](const Error& why) { closed.push_back(why); });
        async::Timer timer;
        timer.arm(50ms, [this] { m_server->disconnectNode("worker1"); });

        const auto answer = wait(connection->call(Method::ClusterLeader, {}, Patience));

        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(stream->next()).error().code, ErrorCode::Unavailable);
        QCOMPARE(call(connection, Method::ClusterLeader).error().code, ErrorCode::Unavailable);
        QTRY_COMPARE(closed.size(), std::size_t(1));
        connection->onClosed([&](const Error& why) { closed.push_back(why); });
        QTRY_COMPARE(closed.size(), std::size_t(2));
        QTRY_COMPARE(m_endless.stopped, m_endless.started);
    }

    void disconnectingANodeSparesOthers()
    {
        m_server->onUnary(Method::ClusterLeader, echo());
        const auto first = *dial(*m_server, worker());
        const auto second = *dial(*m_server, worker());
        const auto other = *dial(*m_server, manager());
        QTRY_COMPARE(m_server->connections(), std::size_t(3));

        m_server->disconnectNode("worker1");

        QTRY_VERIFY(first->closed() && second->closed());
        QVERIFY(call(other, Method::ClusterLeader).has_value());
    }

    void closeWaitsForHandlersAndCutsClients()
    {
        m_server->onUnary(Method::ClusterLeader, m_endless.unary());
        RawClient client(*m_server, worker().identity);
        client.send({.kind = FrameKind::Request, .id = 1, .method = Method::ClusterLeader});
        QTRY_COMPARE(m_endless.started, 1);

        wait(m_server->close());

        QCOMPARE(m_endless.stopped, 1);
        QCOMPARE(m_server->connections(), std::size_t(0));
        QTRY_VERIFY(client.gone());
        QCOMPARE(m_server->port(), std::uint16_t(0));
    }

    void newIdentityIsForNewConnections()
    {
        m_server->onUnary(Method::ClusterLeader, echo());
        const auto before = *dial(*m_server, worker());

        QVERIFY(m_server->setIdentity(m_swarm.identity("server2", pki::Role::Manager)).has_value());

        const auto after = *dial(*m_server, worker());
        QCOMPARE(before->peer().nodeId, std::string("server1"));
        QCOMPARE(after->peer().nodeId, std::string("server2"));
        QVERIFY(call(before, Method::ClusterLeader).has_value());
    }

    void unusableIdentityIsRefusedAndThePreviousStays()
    {
        auto mixed = m_swarm.identity("server2", pki::Role::Manager);
        mixed.keyPem = *pki::generateKeyPem();
        for (const TlsIdentity& identity : {mixed, TlsIdentity{}, TlsIdentity{"garbage", "garbage", "garbage"}})
            QCOMPARE(m_server->setIdentity(identity).error().code, ErrorCode::InvalidArgument);

        QCOMPARE((*dial(*m_server, worker()))->peer().nodeId, std::string("server1"));
    }

    void listeningNeedsAnIdentityAndAFreePort()
    {
        Server other;
        const QHostAddress local(QHostAddress::LocalHost);
        QCOMPARE(other.listen(local, 0).error().code, ErrorCode::FailedPrecondition);
        QVERIFY(other.setIdentity(m_swarm.identity("server2", pki::Role::Manager)).has_value());
        QCOMPARE(other.listen(local, m_server->port()).error().code, ErrorCode::Unavailable);
        QVERIFY(other.listen(local, 0).has_value());
        wait(other.close());
    }

    void diallingNobodySaysWhere()
    {
        const auto port = m_server->port();
        wait(m_server->close());

        const auto connection = wait(Connection::dial(Loopback, port, worker(), Patience));

        QCOMPARE(connection.error().code, ErrorCode::Unavailable);
        QVERIFY(connection.error().message.starts_with("cannot connect to 127.0.0.1:" + std::to_string(port)));
    }

    void diallingGivesUpInTime()
    {
        QTcpServer mute; // accepts, and says nothing
        QVERIFY(mute.listen(QHostAddress(QHostAddress::LocalHost)));
        const async::Stop stop;
        stop.request();

        const auto late = wait(Connection::dial(Loopback, mute.serverPort(), worker(), 50ms));
        const auto stopped = wait(Connection::dial(Loopback, mute.serverPort(), worker(), Patience, stop));

        QCOMPARE(late.error().code, ErrorCode::DeadlineExceeded);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    }

    void idleConnectionsStayAlive()
    {
        Limits limits;
        limits.keepalive = {.tick = 20ms, .deadTicks = 3, .stoppedTicks = 6};
        m_server->onUnary(Method::ClusterLeader, echo());
        const auto connection = *dial(*m_server, worker(), limits);
        ServerLimits serverLimits;
        serverLimits.connection = limits;
        Server quick(serverLimits);
        QVERIFY(quick.setIdentity(m_swarm.identity("server2", pki::Role::Manager)).has_value());
        QVERIFY(quick.listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
        quick.onUnary(Method::ClusterLeader, echo());
        const auto idle = *dial(quick, worker(), limits);

        // a peer that says nothing at all is given up, and that takes longer than `idle` would live without pings
        RawClient silent(quick, worker().identity);
        silent.send(Frame{});
        QTRY_VERIFY(silent.pings > 0);
        QTRY_VERIFY(silent.gone());

        QVERIFY(call(idle, Method::ClusterLeader).has_value());
        wait(quick.close());
    }

private:
    [[nodiscard]] ClientTls worker() const { return m_swarm.as("worker1", pki::Role::Worker); }
    [[nodiscard]] ClientTls manager() const { return m_swarm.as("manager1", pki::Role::Manager); }

    Swarm m_swarm;
    // Here, because handlers use them until the server has closed.
    Endless m_endless;
    Numbers m_numbers;
    std::unique_ptr<Server> m_server;
};

QTEST_GUILESS_MAIN(TestRpc)
#include "tst_rpc.moc"

#include "tests/unit/rpc/swarm.h"

#include <QTcpSocket>

using namespace skep;
using namespace skep::rpc;
using namespace skep::rpc::test;

// Whatever one peer does, an honest one is served meanwhile.
class TestRpcHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        ServerLimits limits;
        limits.handshake = 2s;
        limits.firstFrame = 2s;
        limits.connectionsPerNode = 4;
        limits.anonymousPerAddress = 8;
        limits.handshakesPerAddress = 8;
        m_server = std::make_unique<Server>(limits);
        QVERIFY(m_server->setIdentity(m_swarm.identity("server1", pki::Role::Manager)).has_value());
        QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
        m_server->onUnary(Method::ClusterLeader, echo());
        m_server->onUnary(Method::CaRoot, echo());
        m_server->onUnary(Method::CaIssue, m_endless.unary());
        m_server->onUnary(Method::EngineForward, echo());
        m_honest = *dial(*m_server, m_swarm.as("honest", pki::Role::Worker));
    }

    void cleanup()
    {
        QVERIFY(served());
        m_honest.reset();
        wait(m_server->close());
        m_server.reset();
        QCOMPARE(m_endless.stopped, m_endless.started);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void garbageIsCut_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("length beyond any limit") << QByteArray("\xff\xff\xff\xff", 4);
        QTest::newRow("length beyond an anonymous peer's") << QByteArray("\x00\x01\x00\x01", 4);
        QTest::newRow("empty frame") << QByteArray("\x00\x00\x00\x00", 4);
        QTest::newRow("malformed map") << QByteArray("\x00\x00\x00\x03\xa1\x01\xff", 7);
        QTest::newRow("random") << QByteArray::fromHex(
            "000000205f3c9a7be1d2440812ffa0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5");
    }
    void garbageIsCut()
    {
        QFETCH(QByteArray, octets);
        RawClient client(*m_server);
        client.send(octets.toStdString());

        QTRY_VERIFY(client.encrypted());
        QTRY_VERIFY(client.gone());
        QVERIFY(client.received.empty());
    }

    void nodesMaySendLargerFramesButNotLargerThanTheirs()
    {
        RawClient node(*m_server, m_swarm.identity("node2", pki::Role::Manager));
        node.send(
            {.kind = FrameKind::Request, .id = 1, .method = Method::EngineForward, .payload = {Bytes(200000, 'x')}});
        QTRY_COMPARE(node.received.size(), std::size_t(1));
        QCOMPARE(node.received[0].payload.data.size(), std::size_t(200000));

        node.send(Bytes("\x01\x00\x00\x01", 4)); // 16 MiB and one
        QTRY_VERIFY(node.gone());
    }

    void payloadBeyondTheMethodsLimitIsAnsweredNotHandled()
    {
        RawClient node(*m_server, m_swarm.identity("node2", pki::Role::Worker));
        node.send(
            {.kind = FrameKind::Request, .id = 1, .method = Method::ClusterLeader, .payload = {Bytes(100000, 'x')}});

        QTRY_COMPARE(node.received.size(), std::size_t(1));
        QCOMPARE(errorCode(node.received[0]), ErrorCode::InvalidArgument);
        QVERIFY(!node.gone());
    }

    void truncatedFrameOfALeaverIsForgotten()
    {
        RawClient client(*m_server);
        QTRY_VERIFY(client.encrypted());
        client.send(Bytes("\x00\x00\x10\x00half", 8));
        QTRY_COMPARE(m_server->connections(), std::size_t(2));

        client.abort();

        QTRY_COMPARE(m_server->connections(), std::size_t(1));
    }

    void slowWriterIsCutAtTheFirstFrameDeadline()
    {
        RawClient client(*m_server);
        Bytes frame;
        appendFrame(
            frame, {.kind = FrameKind::Request, .id = 1, .method = Method::CaRoot, .payload = {Bytes(500, 'x')}});
        QTRY_VERIFY(client.encrypted());

        // an octet at a time: never silent, never done
        std::size_t at = 0;
        while (!client.gone() && at < frame.size()) {
            client.send(frame.substr(at++, 1));
            QTest::qWait(20);
        }

        QVERIFY(client.gone());
        QVERIFY(at < frame.size());
    }

    void connectionThatAsksForNothingIsCut()
    {
        RawClient client(*m_server);
        RawClient node(*m_server, m_swarm.identity("node2", pki::Role::Worker));
        QTRY_VERIFY(client.encrypted() && node.encrypted());

        QTRY_VERIFY(client.gone());
        QTRY_VERIFY(node.gone());
        QVERIFY(!m_honest->closed());
    }

    void idleHandshakesDelayNobodyAndEnd()
    {
        QVERIFY(served()); // its own handshake is over
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int i = 0; i < 60; ++i) {
            idle.push_back(std::make_unique<QTcpSocket>());
            idle.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), m_server->port());
        }
        const auto connected = [&](QAbstractSocket::SocketState state) {
            return std::ranges::count_if(idle, [&](const auto& socket) { return socket->state() == state; });
        };
        // all but those within the cap are turned away at once
        QTRY_COMPARE(connected(QAbstractSocket::ConnectedState), 8);
        QVERIFY(served());

        // the cap is this address's: the door opens again when the deadline has passed
        QTRY_COMPARE(connected(QAbstractSocket::ConnectedState), 0);
        QVERIFY(dial(*m_server, m_swarm.as("honest", pki::Role::Worker)).has_value());
    }

    void tls12IsRefused()
    {
        RawClient client(*m_server, {}, QSsl::TlsV1_2);

        QTRY_VERIFY(client.gone());
        QVERIFY(!client.encrypted());
    }

    void strangersHaveFewRequestsAtOnce()
    {
        RawClient client(*m_server);
        for (std::uint64_t id = 1; id <= 5; ++id)
            client.send({.kind = FrameKind::Request, .id = id, .method = Method::CaIssue});

        QTRY_COMPARE(client.received.size(), std::size_t(1));
        QCOMPARE(client.received[0].id, std::uint64_t(5));
        QCOMPARE(errorCode(client.received[0]), ErrorCode::ResourceExhausted);
        QCOMPARE(m_endless.started - m_endless.stopped, 4);
    }

    // Cancelling does not make room before the handler has really ended, or a peer could start any number.
    void cancelledRequestsCountUntilTheirHandlersEnd()
    {
        RawClient client(*m_server);
        for (std::uint64_t id = 1; id <= 50; ++id) {
            client.send({.kind = FrameKind::Request, .id = id, .method = Method::CaIssue});
            client.send({.kind = FrameKind::Cancel, .id = id});
        }
        client.send({.kind = FrameKind::Request, .id = 51, .method = Method::CaRoot});

        QTRY_VERIFY(!client.received.empty());
        QVERIFY(m_endless.started - m_endless.stopped <= 4);
    }

    void strangersHaveFewConnections()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<RawClient>(*m_server));
            QTRY_VERIFY(clients.back()->encrypted());
            clients.back()->send(Frame{});
        }
        QTRY_COMPARE(m_server->connections(), std::size_t(9));

        RawClient ninth(*m_server);
        ninth.send(Frame{}); // not cut for asking nothing

        QTRY_VERIFY(ninth.gone());
        QVERIFY(dial(*m_server, m_swarm.as("honest", pki::Role::Worker)).has_value());
    }

    void ofANodesConnectionsTheNewestLive()
    {
        std::vector<std::shared_ptr<Connection>> connections;
        for (int i = 0; i < 5; ++i) {
            connections.push_back(*dial(*m_server, m_swarm.as("node2", pki::Role::Worker)));
            QVERIFY(call(connections.back(), Method::ClusterLeader).has_value());
        }

        QTRY_VERIFY(connections[0]->closed());
        for (int i = 1; i < 5; ++i)
            QVERIFY(call(connections[std::size_t(i)], Method::ClusterLeader).has_value());
    }

    void requestIdsMustAscend()
    {
        RawClient client(*m_server);
        client.send({.kind = FrameKind::Request, .id = 7, .method = Method::CaRoot});
        QTRY_COMPARE(client.received.size(), std::size_t(1));

        client.send({.kind = FrameKind::Request, .id = 7, .method = Method::CaRoot});

        QTRY_VERIFY(client.gone());
    }

    void framesOfALaterVersionAreSkipped()
    {
        RawClient client(*m_server);
        client.send({.kind = FrameKind(77), .id = 1, .payload = {"?"}});
        client.send({.kind = FrameKind::Reply, .id = 1});
        client.send({.kind = FrameKind::Credit, .id = 99, .creditItems = 5});
        client.send({.kind = FrameKind::Cancel, .id = 99});
        client.send({.kind = FrameKind::Request, .id = 1, .method = Method::CaRoot, .payload = {"hello"}});

        QTRY_COMPARE(client.received.size(), std::size_t(1));
        QCOMPARE(client.received[0].payload.data, Bytes("hello"));
    }

    // More credit than was sent must not open the window further, nor wrap around.
    void creditCannotBeForged()
    {
        struct Flood {
            static async::Task<Result<void>> run(std::shared_ptr<ServerStream> stream, int* sent)
            {
                for (;;) {
                    auto sending = stream->send("item");
                    auto done = co_await sending;
                    if (!done)
                        co_return done;
                    ++*sent;
                }
            }
        };
        m_server->onStream(
            Method::DispatcherSession, [this](const Peer&, const Bytes&, std::shared_ptr<ServerStream> stream) {
                return Flood::run(std::move(stream), &m_sent);
            });
        RawClient node(*m_server, m_swarm.identity("node2", pki::Role::Worker));
        node.send({.kind = FrameKind::Request, .id = 1, .method = Method::DispatcherSession, .creditItems = 1'000'000});
        QTRY_COMPARE(m_sent, 64);

        node.send({.kind = FrameKind::Credit, .id = 1, .creditItems = 4'000'000'000, .creditBytes = 4'000'000'000});

        QTRY_COMPARE(m_sent, 128);
        QVERIFY(served());
        QCOMPARE(m_sent, 128);
    }

    // Asks without reading the answers: what is held for it is bounded, and its requests are refused meanwhile.
    void peerThatDoesNotReadIsBounded()
    {
        ServerLimits limits;
        limits.connection.unsentBytes = 4 << 20;
        Server server(limits);
        QVERIFY(server.setIdentity(m_swarm.identity("server2", pki::Role::Manager)).has_value());
        QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
        int answered = 0;
        struct Large {
            static async::Task<Result<Bytes>> run() { co_return Bytes(1 << 20, 'x'); }
        };
        server.onUnary(Method::ClusterLeader, [&answered](const Peer&, const Bytes&) {
            ++answered;
            return Large::run();
        });
        RawClient client(server, m_swarm.identity("node2", pki::Role::Worker));
        Bytes octets;
        for (std::uint64_t id = 1; id <= 100; ++id)
            appendFrame(octets, {.kind = FrameKind::Request, .id = id, .method = Method::ClusterLeader});
        client.send(octets);

        QTRY_COMPARE_WITH_TIMEOUT(client.received.size(), std::size_t(100), 20000);
        QVERIFY(answered < 20);
        wait(server.close());
    }

private:
    bool served() { return call(m_honest, Method::ClusterLeader, "hello") == Bytes("hello"); }

    Swarm m_swarm;
    Endless m_endless;
    int m_sent = 0;
    std::unique_ptr<Server> m_server;
    std::shared_ptr<Connection> m_honest;
};

QTEST_GUILESS_MAIN(TestRpcHostile)
#include "tst_rpchostile.moc"

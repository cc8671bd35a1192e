#include "daemon/consensus/transport.h"
#include "daemon/consensus/wire.h"

#include <QTest>

using namespace skep;
using namespace skep::raft;

class TestWire : public QObject {
    Q_OBJECT

    static Configuration configuration()
    {
        Configuration made;
        made.voters.emplace(RaftId{1}, Member{RaftId{1}, "n1", "192.0.2.1:2377"});
        made.outgoing.emplace(RaftId{2}, Member{RaftId{2}, "n2", "[2001:db8::2]:2377"});
        made.learners.emplace(RaftId{3}, Member{RaftId{3}, "n3", "h:1"});
        made.removed = {RaftId{9}, RaftId{~0ULL}};
        return made;
    }

private Q_SLOTS:
    void everyMessageSurvivesTheWire()
    {
        std::vector<Entry> entries{makeEntry(Term{2}, Index{5}, Bytes("payload")), makeEntry(Term{2}, Index{6}, configuration()),
            makeEntry(Term{3}, Index{7}, Bytes())};
        const std::vector<Body> bodies{PreVoteRequest{Index{4}, Term{2}}, PreVoteResponse{true}, VoteRequest{Index{4}, Term{2}, true},
            VoteResponse{true}, AppendRequest{Index{4}, Term{1}, Index{3}, entries}, AppendResponse{true, Index{4}, Index{7}, {}, {}},
            AppendResponse{false, Index{4}, {}, Index{2}, Term{1}}, Heartbeat{Index{4}, Round{8}}, HeartbeatResponse{Round{8}}, TimeoutNow{},
            ReadRequest{{11, 12}}, ReadResponse{{11, 12}, true, Index{4}}, RemovedNotice{}};
        QCOMPARE(bodies.size(), std::variant_size_v<Body> + 1);

        for (const Body& body : bodies) {
            const Message message{RaftId{1}, RaftId{~0ULL}, Term{42}, body};
            const auto back = consensus::decodeMessage(consensus::encode(message));
            QVERIFY2(back.has_value(), name(body).data());
            QVERIFY2(*back == message, name(body).data());
        }
    }

    void aConfigurationSurvivesTheDisk()
    {
        const auto back = consensus::decodeConfiguration(consensus::encode(configuration()));

        QVERIFY(back && *back == configuration());
    }

    void garbageIsRefused()
    {
        const Bytes good = consensus::encode(Message{RaftId{1}, RaftId{2}, Term{1}, Heartbeat{}});
        for (std::size_t cut = 0; cut < good.size(); ++cut)
            QVERIFY(!consensus::decodeMessage(BytesView(good).substr(0, cut)));
        QVERIFY(!consensus::decodeMessage("\xff\xff"));
        QVERIFY(!consensus::decodeMessage(consensus::encode(configuration()) + "x"));
    }

    void addressesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("v4") << "192.0.2.1:2377" << "192.0.2.1" << 2377;
        QTest::newRow("default port") << "192.0.2.1" << "192.0.2.1" << 7;
        QTest::newRow("v6") << "[2001:db8::1]:80" << "2001:db8::1" << 80;
        QTest::newRow("no port number") << "h:x" << "" << 0;
        QTest::newRow("port too large") << "h:65536" << "" << 0;
        QTest::newRow("no host") << ":80" << "" << 0;
        QTest::newRow("open bracket") << "[::1" << "" << 0;
    }

    void addressesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);

        const auto parsed = consensus::parseHostPort(text.toStdString(), 7);

        QCOMPARE(parsed.has_value(), !host.isEmpty());
        if (parsed) {
            QCOMPARE(parsed->host, host.toStdString());
            QCOMPARE(int(parsed->port), port);
        }
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"

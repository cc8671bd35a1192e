#include "daemon/consensus/transport.h"
#include "daemon/consensus/wire.h"
#include "tests/unit/rpc/swarm.h"

using namespace skep;
using namespace skep::rpc::test;

class TestTransport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Two followers have nothing to say to each other until their leader dies: a first request that was lost for want of a connection
    // would cost another election timeout.
    void aMessageSaidWhileDiallingArrives()
    {
        const Swarm swarm;
        std::vector<raft::Message> heard;
        rpc::Server server;
        QVERIFY(server.setIdentity(swarm.identity("n2", pki::Role::Manager)).has_value());
        server.onMessage(rpc::Method::RaftStep, [&heard](const rpc::Peer&, Bytes payload) {
            if (auto message = consensus::decodeMessage(payload))
                heard.push_back(std::move(*message));
        });
        QVERIFY(server.listen(QHostAddress(QString::fromStdString(Loopback)), 0).has_value());
        const raft::Member other{raft::RaftId{2}, "n2", Loopback + ":" + std::to_string(server.port())};
        consensus::Transport transport([&] { return swarm.as("n1", pki::Role::Manager); }, [](raft::RaftId) {});
        transport.setMembers({{other.id, other}}, raft::RaftId{1});

        for (std::uint64_t term = 3; term < 5; ++term)
            transport.send({.from = raft::RaftId{1}, .to = other.id, .term = {term}, .body = raft::PreVoteRequest{}});

        QTRY_COMPARE_WITH_TIMEOUT(heard.size(), std::size_t(2), 20'000);
        QCOMPARE(heard[0].term.value, std::uint64_t(3));
        QCOMPARE(heard[1].term.value, std::uint64_t(4));
        wait(transport.close());
        wait(server.close());
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"

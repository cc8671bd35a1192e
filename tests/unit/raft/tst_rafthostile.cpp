#include <QTest>

#include "bench.h"

// Peers that lie: whatever arrives, a replica neither crashes nor contradicts itself.
using namespace skep::raft;
using skep::Bytes;
using skep::Rng;

class RaftHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyMessagesLeaveAReplicaConsistent();
    void anExhaustedTermIsRefused();
};

namespace {

class Liar
{
public:
    explicit Liar(std::uint64_t seed)
        : m_rng(seed)
    {
    }

    Message message(RaftId to)
    {
        const RaftId from{1 + m_rng.below(6)};
        return {from, m_rng.below(50) == 0 ? RaftId{9} : to, term(), body()};
    }
    std::uint64_t below(std::uint64_t bound) { return m_rng.below(bound); }

private:
    std::uint64_t number() { return m_rng.below(40) == 0 ? m_rng.next() : m_rng.below(12); }
    Term term() { return {m_rng.below(200) == 0 ? m_rng.next() : m_rng.below(8)}; }
    bool coin() { return m_rng.below(2) == 0; }

    Configuration configuration()
    {
        Configuration made;
        for (std::uint64_t id = 1; id <= 6; ++id) {
            if (coin())
                made.voters.emplace(RaftId{id}, memberOf(id));
            if (m_rng.below(4) == 0)
                made.outgoing.emplace(RaftId{id}, memberOf(id));
            if (m_rng.below(4) == 0)
                made.learners.emplace(RaftId{id}, memberOf(id));
            if (m_rng.below(20) == 0)
                made.removed.insert({id});
        }
        return made;
    }

    AppendRequest append()
    {
        AppendRequest request{{number()}, term(), {number()}, {}};
        if (request.prevIndex == Index{})
            request.prevTerm = {};
        Term last = request.prevTerm;
        for (std::uint64_t i = m_rng.below(4); i > 0; --i) {
            const Index index = request.prevIndex + request.entries.size() + 1;
            last = {last.value + m_rng.below(2)};
            if (m_rng.below(5) == 0)
                request.entries.push_back(makeEntry(last, index, configuration()));
            else
                request.entries.push_back(makeEntry(last, m_rng.below(20) == 0 ? Index{number()} : index, Bytes("x")));
            if (m_rng.below(20) == 0)
                request.entries.back().data.reset();
        }
        return request;
    }

    Body body()
    {
        switch (m_rng.below(14)) {
        case 0:
            return PreVoteRequest{{number()}, term()};
        case 1:
            return PreVoteResponse{coin()};
        case 2:
            return VoteRequest{{number()}, term(), coin()};
        case 3:
            return VoteResponse{coin()};
        case 4:
            return AppendResponse{coin(), {number()}, {number()}, {number()}, term()};
        case 5:
            return Heartbeat{{m_rng.below(4)}, {number()}};
        case 6:
            return HeartbeatResponse{{number()}};
        case 7:
            return TimeoutNow{};
        case 8:
            return ReadRequest{{number(), number()}};
        case 9:
            return ReadResponse{{number(), number()}, coin(), {number()}};
        case 10:
            if (m_rng.below(30) == 0)
                return RemovedNotice{};
            return PreVoteResponse{true};
        default:
            return append();
        }
    }

    Rng m_rng;
};

} // namespace

void RaftHostile::anyMessagesLeaveAReplicaConsistent()
{
    int led = 0;
    int stopped = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Liar liar(seed);
        Bench replica({.initial = configurationOf({1, 2, 3}), .term = 2, .log = {1, 1, 2}, .seed = seed});
        Status before = replica.status();
        for (int i = 0; i < 150 && !replica.fault; ++i) {
            for (std::uint64_t n = liar.below(4); n > 0; --n)
                replica.raft.step(liar.message({1}));
            if (liar.below(3) == 0)
                replica.raft.tick();
            if (liar.below(10) == 0 && replica.raft.propose("own"))
                ++led;
            if (liar.below(20) == 0 && replica.raft.proposeConfiguration(AddLearner{memberOf(7 + liar.below(100))}))
                ++led;
            if (liar.below(20) == 0 && replica.raft.readIndex({liar.below(9)}))
                ++led;
            replica.drain();

            const Status now = replica.status();
            QVERIFY(now.term >= before.term);
            QVERIFY(now.commit >= before.commit);
            QVERIFY(now.commit <= now.last && now.durable == now.last);
            QVERIFY(now.lastTerm <= now.term);
            QVERIFY(now.term > before.term || !before.vote || now.vote == before.vote);
            QVERIFY(now.role != Role::Leader || now.leader == now.self);
            for (const FollowerStatus& follower : now.followers)
                QVERIFY(follower.match < follower.next && follower.next <= now.last + 1);
            before = now;
        }
        stopped += replica.fault.has_value();
    }

    QVERIFY(led > 1000); // lies that lead nowhere would prove little
    QVERIFY(stopped > 0 && stopped < 1500);
}

void RaftHostile::anExhaustedTermIsRefused()
{
    Bench replica({});

    replica.step(2, UINT64_MAX, Heartbeat{});

    QCOMPARE(replica.status().term, Term{0});
    QCOMPARE(replica.status().ignoredMessages, std::uint64_t(1));
}

QTEST_GUILESS_MAIN(RaftHostile)
#include "tst_rafthostile.moc"

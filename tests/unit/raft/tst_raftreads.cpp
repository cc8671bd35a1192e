#include <QTest>

#include "cluster.h"

// Scenarios S-92 to S-98 of the Raft design notes: linearizable reads by ReadIndex.
using namespace skep::raft;
using skep::Bytes;
using skep::ErrorCode;

class RaftReads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewLeaderAnswersAfterItsFirstCommit_S92();
    void anOldLeaderNeverAnswers_S93();
    void echoesOfEarlierRoundsConfirmNothing_S94();
    void readsBetweenTwoOutputsShareARound();
    void aJointConfigurationConfirmsWithBothHalves_S95();
    void followersAskTheLeader_S96();
    void aForwardedReadFailsWhenTheLeaderIsSilent_S96();
    void aForwardedReadFailsWhenLeadershipMoves_S96();
    void answersToAnEarlierLifeAreIgnored_S96();
    void learnersReadToo_S97();
    void aLoneVoterAnswersAtOnce_S97();
    void theIndexCoversWhatWasAcknowledged_S98();
    void pendingReadsAreBounded();
};

namespace {

const Configuration Three = configurationOf({1, 2, 3});

} // namespace

void RaftReads::aNewLeaderAnswersAfterItsFirstCommit_S92()
{
    Bench leader({.term = 1, .commit = 1, .log = {1, 1, 1}});
    leader.lead();
    QVERIFY(leader.raft.readIndex({5}));
    const auto early = leader.tick();
    leader.step(2, 2, HeartbeatResponse{last<Heartbeat>(early, 2)->round});
    QVERIFY(leader.reads.empty());

    const auto sent = leader.acknowledge(2, 4);
    leader.step(2, 2, HeartbeatResponse{last<Heartbeat>(sent, 2)->round});

    QCOMPARE(leader.reads, (std::vector<ReadState>{{{5}, {4}, true}}));
}

void RaftReads::anOldLeaderNeverAnswers_S93()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(1);
    QVERIFY(cluster.raft(1).readIndex({5}));
    cluster.tickAll(5);
    QVERIFY(cluster.node(1).reads.empty());

    cluster.tickAll(60);
    cluster.heal();
    cluster.tickAll(10);

    QCOMPARE(cluster.node(1).reads, (std::vector<ReadState>{{{5}, {}, false}}));
}

// The driver may use one id twice, and echoes may be late: what confirms is a round of the leader's own counting.
void RaftReads::echoesOfEarlierRoundsConfirmNothing_S94()
{
    Bench leader({});
    leader.lead();
    leader.acknowledge(2, 1);
    QVERIFY(leader.raft.readIndex({5}));
    const Round first = last<Heartbeat>(leader.drain(), 2)->round;
    leader.step(2, 1, HeartbeatResponse{first});
    QCOMPARE(leader.reads.size(), std::size_t(1));

    QVERIFY(leader.raft.readIndex({5}));
    const Round second = last<Heartbeat>(leader.drain(), 2)->round;
    leader.step(2, 1, HeartbeatResponse{first});
    leader.step(3, 1, HeartbeatResponse{first});
    leader.step(3, 1, HeartbeatResponse{{second.value + 9}}); // never begun
    QCOMPARE(leader.reads.size(), std::size_t(1));
    leader.step(3, 1, HeartbeatResponse{second});

    QCOMPARE(leader.reads.size(), std::size_t(2));
    QVERIFY(second > first);
}

void RaftReads::readsBetweenTwoOutputsShareARound()
{
    Bench leader({});
    leader.lead();
    leader.acknowledge(2, 1);

    for (std::uint64_t i = 0; i < 100; ++i)
        QVERIFY(leader.raft.readIndex({i}));
    const auto sent = leader.drain();

    QCOMPARE(only<Heartbeat>(sent, 2).size(), std::size_t(1));
    leader.step(2, 1, HeartbeatResponse{last<Heartbeat>(sent, 2)->round});
    QCOMPARE(leader.reads.size(), std::size_t(100));
}

void RaftReads::aJointConfigurationConfirmsWithBothHalves_S95()
{
    Bench leader({.initial = configurationOf({1, 2, 3}, {4, 5})});
    leader.lead();
    leader.acknowledge(2, 1);
    QVERIFY(leader.raft.proposeConfiguration(Reconfigure{.promote = {{4}, {5}}, .remove = {{2}, {3}}}));
    leader.drain();

    QVERIFY(leader.raft.readIndex({5}));
    const Round round = last<Heartbeat>(leader.drain(), 2)->round;
    leader.step(2, 1, HeartbeatResponse{round});
    leader.step(3, 1, HeartbeatResponse{round});
    QVERIFY(leader.reads.empty());
    leader.step(4, 1, HeartbeatResponse{round});

    QCOMPARE(leader.reads.size(), std::size_t(1));
}

void RaftReads::followersAskTheLeader_S96()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "x"));

    QVERIFY(cluster.raft(3).readIndex({5}));
    QVERIFY(cluster.raft(3).readIndex({6}));
    cluster.settle();

    QCOMPARE(cluster.node(3).reads, (std::vector<ReadState>{{{5}, {2}, true}, {{6}, {2}, true}}));
    QVERIFY(cluster.node(1).reads.empty());
}

void RaftReads::aForwardedReadFailsWhenTheLeaderIsSilent_S96()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.crash(1);
    QVERIFY(cluster.raft(3).readIndex({5}));

    cluster.tick(3, 10);

    QCOMPARE(cluster.node(3).reads, (std::vector<ReadState>{{{5}, {}, false}}));
}

void RaftReads::aForwardedReadFailsWhenLeadershipMoves_S96()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.intercept([](const Message& m) { return std::holds_alternative<ReadRequest>(m.body); });
    QVERIFY(cluster.raft(3).readIndex({5}));
    cluster.settle();
    QVERIFY(cluster.raft(1).transferLeadership({2}));
    cluster.settle();
    QCOMPARE(cluster.node(3).reads, (std::vector<ReadState>{{{5}, {}, false}}));

    cluster.intercept({});
    for (const Message& request : std::exchange(cluster.held, {}))
        cluster.inject(request);

    QCOMPARE(cluster.node(3).reads.size(), std::size_t(1));
}

void RaftReads::answersToAnEarlierLifeAreIgnored_S96()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.intercept([](const Message& m) { return std::holds_alternative<ReadResponse>(m.body); });
    QVERIFY(cluster.raft(3).readIndex({5}));
    cluster.settle();
    cluster.restart(3);
    cluster.tickAll(2);
    QVERIFY(cluster.propose(1, "x"));
    cluster.intercept([](const Message& m) { return std::holds_alternative<ReadRequest>(m.body); });
    QVERIFY(cluster.raft(3).readIndex({5})); // the same name, the same count
    cluster.settle();

    const std::vector<Message> held = std::exchange(cluster.held, {});
    QVERIFY(std::holds_alternative<ReadResponse>(held[0].body));
    cluster.inject(held[0]);

    QVERIFY(cluster.node(3).reads.empty());
}

void RaftReads::learnersReadToo_S97()
{
    Cluster cluster(configurationOf({1, 2, 3}, {4}));
    cluster.campaign(1);

    QVERIFY(cluster.raft(4).readIndex({5}));
    cluster.settle();

    QCOMPARE(cluster.node(4).reads, (std::vector<ReadState>{{{5}, {1}, true}}));
}

void RaftReads::aLoneVoterAnswersAtOnce_S97()
{
    Bench alone({.initial = configurationOf({1})});
    QCOMPARE(alone.raft.readIndex({4}).error().code, ErrorCode::Unavailable);
    alone.raft.campaign();
    alone.drain();

    QVERIFY(alone.raft.readIndex({5}));
    const Output output = alone.raft.takeOutput();

    QCOMPARE(output.reads, (std::vector<ReadState>{{{5}, {1}, true}}));
}

void RaftReads::theIndexCoversWhatWasAcknowledged_S98()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(3);
    const auto written = cluster.propose(1, "x");
    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});
    cluster.heal();

    QVERIFY(cluster.raft(3).readIndex({5}));
    cluster.settle();

    // The follower may not have the entry yet; it is told how far to apply before it answers.
    QCOMPARE(cluster.node(3).reads, (std::vector<ReadState>{{{5}, written->index, true}}));
}

void RaftReads::pendingReadsAreBounded()
{
    Bench leader({.limits = {.pendingReads = 3}});
    leader.lead();
    for (std::uint64_t i = 0; i < 3; ++i)
        QVERIFY(leader.raft.readIndex({i}));

    QCOMPARE(leader.raft.readIndex({9}).error().code, ErrorCode::ResourceExhausted);
    const auto answer = leader.step(2, 1, ReadRequest{{7, 1}});

    QCOMPARE(*last<ReadResponse>(answer, 2), (ReadResponse{{7, 1}, false, {}}));
}

QTEST_GUILESS_MAIN(RaftReads)
#include "tst_raftreads.moc"

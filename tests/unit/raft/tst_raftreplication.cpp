#include <QTest>

#include "cluster.h"

// Scenarios S-33 to S-60 of the Raft design notes that need no snapshot: replication, commit, storage, crashes.
using namespace skep::raft;
using skep::Bytes;
using skep::ErrorCode;

class RaftReplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOldEntryOnAMajorityMayStillBeOverwritten_S33();
    void theCommitIndexNeverFalls_S34();
    void aNewLeaderOfLowerCommitSendsNobodyBack_S35();
    void aConflictingTailIsCutAtTheFirstConflictWithItsConfiguration_S36();
    void anOlderShorterAppendRemovesNothing_S37();
    void duplicateAcknowledgementsChangeNothing_S38();
    void anAppendBelowTheCommitIndexIsAcknowledgedWithIt_S39();
    void fewProbesFindWhereLogsAgree_S41_data();
    void fewProbesFindWhereLogsAgree_S41();
    void aLostWindowIsNoticed_S42();
    void anUnreachableFollowerThatHasEverythingReturns_S43();
    void hugeEntriesGoOneAtATime_S44();
    void staleRefusalsAreIgnored_S45();
    void uncommittedEntriesAreBounded_S46();
    void refusedProposalsNameTheirReason_S47();
    void othersDisksSufficeToCommitButNotToApply_S48();
    void aThousandProposalsAreOneWriteAndFewMessages_S49();
    void aLargeBacklogArrivesWithoutGap_S50();
    void aFollowerLearnsTheCommitIndexWithoutNewEntries_S51();
    void truncationAndEntriesTravelInOneBatch_S53();
    void rewrittenEntriesAreNotDurableThroughOldWrites_S54();
    void acknowledgedEntriesThatVanishedStopTheReplica_S56();
    void aReplicaRestartsWithTheSameState_S60();
    void theStoreIsNotFloodedAfterARestart();
    void brokenStatesAreRefused_data();
    void brokenStatesAreRefused();
};

namespace {

const Configuration Three = configurationOf({1, 2, 3});

std::vector<std::uint64_t> logOf(Cluster& cluster, std::uint64_t id)
{
    return termsOf(cluster.raft(id).log());
}

} // namespace

// Figure 8, (c) to (d): the entry of term 2 reached three of five and is replaced nevertheless.
void RaftReplication::anOldEntryOnAMajorityMayStillBeOverwritten_S33()
{
    Cluster cluster(configurationOf({1, 2, 3, 4, 5}));
    for (std::uint64_t id = 1; id <= 5; ++id) {
        cluster.crash(id);
        auto& disk = cluster.node(id).disk;
        disk.term = {3};
        disk.entries = id <= 3 ? entriesOf({1, 2}) : entriesOf({1});
    }
    cluster.node(5).disk.entries = entriesOf({1, 3});
    for (std::uint64_t id = 2; id <= 5; ++id)
        cluster.restart(id);

    cluster.campaign(5);

    QCOMPARE(cluster.status(5).role, Role::Leader);
    for (std::uint64_t id = 2; id <= 5; ++id)
        QCOMPARE(logOf(cluster, id), (std::vector<std::uint64_t>{1, 3, 4}));
}

void RaftReplication::theCommitIndexNeverFalls_S34()
{
    Bench follower({.term = 1, .commit = 1, .log = {1, 1, 1}});
    follower.step(2, 1, Heartbeat{{3}, {1}});
    QCOMPARE(follower.status().commit, Index{3});

    follower.step(2, 1, Heartbeat{{2}, {2}});
    follower.step(2, 1, AppendRequest{{3}, {1}, {1}, {}});

    QCOMPARE(follower.status().commit, Index{3});
}

void RaftReplication::aNewLeaderOfLowerCommitSendsNobodyBack_S35()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "x"));
    for (std::uint64_t id = 1; id <= 3; ++id)
        cluster.crash(id);
    cluster.node(2).disk.commit = {2};
    cluster.node(3).disk.commit = {};
    cluster.restart(2);
    cluster.restart(3);
    cluster.intercept([](const Message& m) { return std::holds_alternative<AppendResponse>(m.body); });

    cluster.campaign(3);
    cluster.tick(3, 3);
    QCOMPARE(cluster.status(3).role, Role::Leader);
    QCOMPARE(cluster.status(3).commit, Index{0});
    QCOMPARE(cluster.status(2).leader, RaftId{3});
    QCOMPARE(cluster.status(2).commit, Index{2});
    cluster.intercept({});
    cluster.tick(3, 2);

    QCOMPARE(cluster.status(3).commit, Index{3});
}

void RaftReplication::aConflictingTailIsCutAtTheFirstConflictWithItsConfiguration_S36()
{
    Bench follower({.term = 2, .log = {1, 2}});
    follower.step(2, 2,
        AppendRequest{
            {2}, {2}, {}, {makeEntry({2}, {3}, configurationOf({1, 2, 3, 4})), makeEntry({2}, {4}, Bytes("tail"))}});
    QCOMPARE(follower.status().configurationIndex, Index{3});

    follower.step(3, 3, AppendRequest{{1}, {1}, {}, {entriesOf({2}, 2)[0], entriesOf({3}, 3)[0]}});

    QCOMPARE(termsOf(follower.raft.log()), (std::vector<std::uint64_t>{1, 2, 3}));
    QCOMPARE(*follower.writes.back().truncateFrom, Index{3});
    QCOMPARE(follower.status().configurationIndex, Index{0});
    QVERIFY(*follower.status().configuration == Three);
}

void RaftReplication::anOlderShorterAppendRemovesNothing_S37()
{
    Bench follower({.term = 1});
    follower.step(2, 1, AppendRequest{.entries = entriesOf({1, 1, 1})});

    const auto answer = follower.step(2, 1, AppendRequest{.entries = entriesOf({1})});

    QCOMPARE(last<AppendResponse>(answer)->match, Index{1});
    QCOMPARE(follower.status().last, Index{3});
}

void RaftReplication::duplicateAcknowledgementsChangeNothing_S38()
{
    Bench leader({.term = 1, .log = {1, 1, 1}});
    leader.lead();
    leader.acknowledge(2, 4);

    leader.acknowledge(2, 4);
    leader.acknowledge(2, 2);
    leader.acknowledge(2, 99); // beyond the log: nonsense

    QCOMPARE(leader.status().followers[0].match, Index{4});
    QCOMPARE(leader.status().followers[0].next, Index{5});
    QCOMPARE(leader.status().ignoredMessages, std::uint64_t(1));
}

void RaftReplication::anAppendBelowTheCommitIndexIsAcknowledgedWithIt_S39()
{
    Bench follower({.term = 2, .commit = 3, .log = {1, 1, 2}});

    const auto answer = follower.step(2, 2, AppendRequest{{1}, {1}, {1}, entriesOf({1}, 2)});

    QCOMPARE(*last<AppendResponse>(answer), (AppendResponse{true, {1}, {3}, {}, {}}));
    QCOMPARE(follower.status().last, Index{3});
}

void RaftReplication::fewProbesFindWhereLogsAgree_S41_data()
{
    using Terms = std::vector<std::uint64_t>;
    QTest::addColumn<Terms>("leaderLog");
    QTest::addColumn<Terms>("followerLog");
    QTest::addColumn<int>("probes");
    QTest::newRow("the leader has a long term that the follower lacks")
        << Terms{1, 3, 3, 3, 5, 5, 5, 5, 5} << Terms{1, 1, 1, 1, 2, 2} << 3;
    QTest::newRow("the follower has a long term that the leader lacks")
        << Terms{1, 1, 1, 1, 2, 7} << Terms{1, 1, 3, 3, 3, 3, 3, 3, 3, 5, 5, 5} << 3;
    QTest::newRow("the follower is merely behind") << Terms{1, 1, 1, 1, 1, 1, 1} << Terms{1, 1} << 2;
}

void RaftReplication::fewProbesFindWhereLogsAgree_S41()
{
    QFETCH(std::vector<std::uint64_t>, leaderLog);
    QFETCH(std::vector<std::uint64_t>, followerLog);
    QFETCH(int, probes);
    Bench leader({.term = 8, .log = leaderLog});
    Bench follower({.id = 2, .term = 8, .log = followerLog});

    std::vector<Message> sent = only<AppendRequest>(leader.lead(), 2);
    int count = 0;
    while (leader.status().followers.front().match < leader.status().last && !sent.empty()) {
        ++count;
        const auto answer = follower.step(1, 9, sent.front().body);
        sent = only<AppendRequest>(leader.step(2, 9, answer.front().body), 2);
    }

    QCOMPARE(termsOf(follower.raft.log()), termsOf(leader.raft.log()));
    QVERIFY(count <= probes);
}

void RaftReplication::aLostWindowIsNoticed_S42()
{
    Cluster cluster(Three, {.inflightMessages = 4});
    cluster.campaign(1);
    cluster.intercept(
        [](const Message& m) { return m.to == RaftId{3} && std::holds_alternative<AppendRequest>(m.body); });
    for (int i = 0; i < 20; ++i)
        QVERIFY(cluster.propose(1, std::to_string(i)));
    QCOMPARE(cluster.status(1).followers[1].inflightMessages, std::size_t(4));
    cluster.held.clear();
    cluster.intercept({});

    cluster.tickAll(2);

    QCOMPARE(cluster.applied(3).size(), std::size_t(20));
    QCOMPARE(cluster.status(1).followers[1].inflightMessages, std::size_t(0));
}

void RaftReplication::anUnreachableFollowerThatHasEverythingReturns_S43()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QCOMPARE(cluster.status(1).followers[1].state, ProgressState::Replicate);

    cluster.raft(1).unreachable({3});
    QCOMPARE(cluster.status(1).followers[1].state, ProgressState::Probe);
    cluster.tickAll(1);

    QCOMPARE(cluster.status(1).followers[1].state, ProgressState::Replicate);
}

void RaftReplication::hugeEntriesGoOneAtATime_S44()
{
    Bench leader({.limits = {.appendBytes = 1000, .inflightBytes = 5000}});
    leader.lead();
    leader.acknowledge(2, 1);

    std::size_t appends = 0;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(leader.raft.propose(Bytes(4000, 'x')));
        appends += only<AppendRequest>(leader.drain(), 2).size();
    }
    QCOMPARE(appends, std::size_t(2)); // the second exceeds the limit, the third must wait
    const auto sent = leader.acknowledge(2, 2);

    QCOMPARE(only<AppendRequest>(sent, 2).size(), std::size_t(1));
    QCOMPARE(last<AppendRequest>(sent, 2)->entries.size(), std::size_t(1));
    QVERIFY(leader.status().followers[0].inflightBytes < 5000 + 4100);
}

void RaftReplication::staleRefusalsAreIgnored_S45()
{
    Bench leader({.term = 1, .log = {1, 1, 1}});
    leader.lead();
    leader.acknowledge(2, 4);

    const auto afterSuccess = leader.step(2, 2, AppendResponse{false, {3}, {}, {2}, {1}});
    const auto inProbe = leader.step(3, 2, AppendResponse{false, {1}, {}, {0}, {0}});

    QVERIFY(afterSuccess.empty());
    QVERIFY(inProbe.empty());
    QCOMPARE(leader.status().followers[0].next, Index{5});
    QCOMPARE(leader.status().followers[1].next, Index{4});
}

void RaftReplication::uncommittedEntriesAreBounded_S46()
{
    Cluster cluster(Three, {.uncommittedBytes = 10000});
    cluster.campaign(1);
    cluster.isolate(1);

    int accepted = 0;
    ErrorCode code{};
    for (int i = 0; i < 20; ++i) {
        const auto result = cluster.propose(1, Bytes(1000, 'x'));
        accepted += result.has_value();
        code = result ? code : result.error().code;
    }
    QCOMPARE(accepted, 9);
    QCOMPARE(code, ErrorCode::ResourceExhausted);
    QVERIFY(cluster.status(1).uncommittedBytes <= 10000);
    cluster.heal();
    cluster.tickAll(3);

    QCOMPARE(cluster.status(1).uncommittedBytes, std::size_t(0));
    QVERIFY(cluster.propose(1, "y"));
}

void RaftReplication::refusedProposalsNameTheirReason_S47()
{
    Cluster cluster(Three, {.entryBytes = 100});
    QCOMPARE(cluster.propose(1, "x").error().message, std::string("this node is not the leader"));
    cluster.campaign(1);

    QCOMPARE(cluster.propose(2, "x").error().code, ErrorCode::Unavailable);
    const auto tooLarge = cluster.propose(1, Bytes(101, 'x'));
    QCOMPARE(tooLarge.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(tooLarge.error().message, std::string("a change of 101 bytes is larger than the limit of 100 bytes"));
    cluster.isolate(3);
    QVERIFY(cluster.raft(1).transferLeadership({3}));
    QCOMPARE(cluster.propose(1, "x").error().message, std::string("leadership is being transferred to another node"));

    cluster.heal();
    cluster.tickAll(30);
    QVERIFY(cluster.change(cluster.awaitLeader(), Remove{{1}}));
    QVERIFY(cluster.node(1).removed);
    QCOMPARE(cluster.propose(1, "x").error().code, ErrorCode::Unavailable);
}

void RaftReplication::othersDisksSufficeToCommitButNotToApply_S48()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.holdDisk(1);
    QVERIFY(cluster.propose(1, "x"));
    QCOMPARE(cluster.status(1).commit, Index{2});
    QVERIFY(cluster.applied(1).empty());
    QCOMPARE(cluster.applied(2), std::vector<Bytes>{"x"});

    cluster.restart(1);
    QCOMPARE(cluster.status(1).last, Index{1});
    QVERIFY(cluster.awaitLeader() != 0);
    cluster.tickAll(3);

    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});
}

void RaftReplication::aThousandProposalsAreOneWriteAndFewMessages_S49()
{
    Bench leader({});
    leader.lead();
    leader.acknowledge(2, 1);
    leader.acknowledge(3, 1);

    for (int i = 0; i < 1000; ++i)
        QVERIFY(leader.raft.propose(std::to_string(i)));
    const Output output = leader.raft.takeOutput();

    QCOMPARE(output.write->entries.size(), std::size_t(1000));
    QCOMPARE(only<AppendRequest>(output.messages, 2).size(), std::size_t(1));
    const auto append = last<AppendRequest>(output.messages, 3);
    QCOMPARE(append->entries.size(), std::size_t(1000));
    for (std::size_t i = 0; i < 1000; ++i)
        QCOMPARE(*append->entries[i].data, std::to_string(i));
    QCOMPARE(append->entries[5].data.get(), output.write->entries[5].data.get()); // shared, not copied
}

void RaftReplication::aLargeBacklogArrivesWithoutGap_S50()
{
    Cluster cluster(Three, {.appendBytes = 700, .inflightMessages = 3});
    cluster.campaign(1);
    cluster.crash(3);
    std::vector<Bytes> data;
    for (std::size_t i = 0; i < 300; ++i) {
        data.push_back(Bytes(i % 90, 'x') + std::to_string(i));
        QVERIFY(cluster.propose(1, data.back()));
    }

    cluster.restart(3);
    cluster.tickAll(3);

    QCOMPARE(cluster.applied(3), data);
}

void RaftReplication::aFollowerLearnsTheCommitIndexWithoutNewEntries_S51()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.intercept([](const Message& m) {
        const auto* append = std::get_if<AppendRequest>(&m.body);
        return m.to == RaftId{3} && append && append->entries.empty();
    });
    QVERIFY(cluster.propose(1, "x"));
    QVERIFY(cluster.applied(3).empty());
    cluster.intercept({});

    cluster.tickAll(1);

    QCOMPARE(cluster.applied(3), std::vector<Bytes>{"x"});
}

void RaftReplication::truncationAndEntriesTravelInOneBatch_S53()
{
    Bench follower({.term = 2, .log = {1, 2, 2}});
    follower.writes.clear();

    follower.step(2, 3, AppendRequest{{1}, {1}, {}, entriesOf({3, 3}, 2)});

    QCOMPARE(follower.writes.size(), std::size_t(1));
    QCOMPARE(follower.writes[0].hard.term, Term{3});
    QCOMPARE(*follower.writes[0].truncateFrom, Index{2});
    QVERIFY(follower.writes[0].entries == entriesOf({3, 3}, 2));
}

void RaftReplication::rewrittenEntriesAreNotDurableThroughOldWrites_S54()
{
    // Entry 1 is written by leaders of terms 1, 2 and, with the first content, 3; the disk has done none of it yet.
    Raft follower({.self = {1}}, {.initial = Three}, 1);
    const std::vector<Entry> first{makeEntry({1}, {1}, Bytes("a"))};
    follower.step({{2}, {1}, {1}, AppendRequest{.entries = first}});
    const auto one = follower.takeOutput();
    follower.step({{3}, {1}, {2}, AppendRequest{.entries = entriesOf({2})}});
    const auto two = follower.takeOutput();
    follower.step({{2}, {1}, {3}, AppendRequest{.commit = {1}, .entries = first}});
    const auto three = follower.takeOutput();

    follower.persisted(one.write->seq);
    QCOMPARE(follower.status().durable, Index{0});
    QVERIFY(follower.takeOutput().committed.empty());
    follower.persisted(two.write->seq);
    QCOMPARE(follower.status().durable, Index{0});
    follower.persisted(three.write->seq);

    QCOMPARE(follower.status().durable, Index{1});
    QVERIFY(follower.takeOutput().committed == first);
}

void RaftReplication::acknowledgedEntriesThatVanishedStopTheReplica_S56()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "x"));
    cluster.crash(3);
    cluster.node(3).disk.entries.clear(); // the disk lied
    cluster.node(3).disk.commit = {};
    cluster.restart(3);

    cluster.tickAll(2);

    QCOMPARE(cluster.node(3).fault->code, ErrorCode::DataLoss);
    QCOMPARE(cluster.node(3).fault->message,
        std::string("the log ends at entry 0, but entry 2 was acknowledged: the disk has lost writes"));
    QVERIFY(!cluster.raft(3).propose("y"));
    QCOMPARE(cluster.status(1).role, Role::Leader);
}

void RaftReplication::aReplicaRestartsWithTheSameState_S60()
{
    Cluster cluster(configurationOf({1, 2, 3}, {4}));
    cluster.campaign(1);
    for (int i = 0; i < 10; ++i)
        QVERIFY(cluster.propose(1, std::to_string(i)));
    QVERIFY(cluster.change(1, Promote{{4}}));
    QVERIFY(cluster.propose(1, "last"));
    const Status before = cluster.status(2);
    const auto applied = cluster.applied(2);

    cluster.restart(2);
    const Status after = cluster.status(2);
    QCOMPARE(after.term, before.term);
    QCOMPARE(after.vote, before.vote);
    QCOMPARE(after.last, before.last);
    QCOMPARE(after.durable, before.last);
    QVERIFY(*after.configuration == *before.configuration);
    cluster.tickAll(2);

    QCOMPARE(cluster.applied(2), applied);
}

void RaftReplication::theStoreIsNotFloodedAfterARestart()
{
    Raft raft({.self = {1}, .limits = {.applyBytes = 100}},
        {{1}, {}, {50}, entriesOf(std::vector<std::uint64_t>(50, 1)), Three}, 1);

    const auto first = raft.takeOutput().committed;
    QVERIFY(first.size() < 5);
    QVERIFY(raft.takeOutput().committed.empty());
    raft.applied(first.back().index);

    QCOMPARE(raft.takeOutput().committed.front().index, first.back().index + 1);
}

void RaftReplication::brokenStatesAreRefused_data()
{
    QTest::addColumn<PersistedState>("state");
    QTest::addColumn<QString>("message");
    std::vector<Entry> gap = entriesOf({1, 1, 1});
    gap.erase(gap.begin() + 1);
    QTest::newRow("gap") << PersistedState{{1}, {}, {}, gap, Three}
                         << QStringLiteral("log entry 3 stands where entry 2 belongs");
    QTest::newRow("falling term") << PersistedState{{2}, {}, {}, entriesOf({2, 1}), Three}
                                  << QStringLiteral("log entry 2 has a lower term than the entry before it");
    QTest::newRow("later term") << PersistedState{{1}, {}, {}, entriesOf({1, 2}), Three}
                                << QStringLiteral("the log has entries of a later term than the stored one");
    QTest::newRow("commit") << PersistedState{{1}, {}, {3}, entriesOf({1, 1}), Three}
                            << QStringLiteral("the log ends at entry 2, but entry 3 was committed");
}

void RaftReplication::brokenStatesAreRefused()
{
    QFETCH(PersistedState, state);
    QFETCH(QString, message);

    const auto result = check({.self = {1}}, state);

    QCOMPARE(result.error().code, ErrorCode::DataLoss);
    QCOMPARE(QString::fromStdString(result.error().message), message);
}

QTEST_GUILESS_MAIN(RaftReplication)
#include "tst_raftreplication.moc"

#include <QTest>

#include "cluster.h"

// Scenarios S-01 to S-31 of the Raft design notes: elections, pre-vote, check-quorum, stickiness.
using namespace skep::raft;
using skep::Bytes;

class RaftElections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfThreeFreshVotersWinsInOneRound_S01();
    void aSplitVoteIsResolved_S02();
    void onlyLastTermThenLengthDecide_S03();
    void aVoteSurvivesACrash_S04();
    void aGrantThatIsNotDurableIsNeverSent_S05();
    void aRepeatedGrantCountsOnce_S06();
    void lateGrantsAreIgnored_S07();
    void aCandidateThatYieldsKeepsItsVote_S08();
    void aLoneVoterWaitsForItsOwnVoteOnDisk_S09();
    void anOwnVoteOfAnEarlierTermDoesNotCount_S10();
    void aSecondLeaderOfATermIsIgnoredAndCounted_S11();
    void anIsolatedFollowerDoesNotRaiseItsTerm_S13();
    void aReplicaOfAHigherTermIsTakenBack_S14();
    void aRemovedServerThatMissedItDoesNotDisturb_S15();
    void anIsolatedLeaderStepsDown_S16();
    void aDeadFollowerDoesNotDeposeTheLeader_S17();
    void preCandidatesOfTwoSidesAgreeWhenTheyMeet_S20();
    void aHigherTermWithAShorterLogDoesNotBlockElections_S21();
    void aStaleLogIsRefusedBeforeItCampaigns_S22();
    void whoOnlySendsCannotDisturb_S23();
    void whoOnlyReceivesDoesNotCountForTheLeader_S23();
    void aBridgeDoesNotPreventALeader_S24();
    void aChainStaysAsItIs_S25();
    void aFollowerWithASlowDiskDoesNotCampaign_S26();
    void aPausedLeaderLosesNothing_S27();
    void restartsRaiseTheTermLittle_S28();
    void anIsolatedLearnerStaysQuiet_S29();
    void aLearnerThatDoesNotKnowOfItsPromotionVotes_S30();
    void oldEchoesDoNotKeepALeader_S31();
    void badMessagesAreIgnoredAndCounted();
};

namespace {

const Configuration Three = configurationOf({1, 2, 3});

} // namespace

void RaftElections::oneOfThreeFreshVotersWinsInOneRound_S01()
{
    Cluster cluster(Three);

    cluster.tick(1, 20);

    QCOMPARE(cluster.status(1).role, Role::Leader);
    QCOMPARE(cluster.status(1).term, Term{1});
    QCOMPARE(cluster.status(1).commit, Index{1});
    for (std::uint64_t id = 2; id <= 3; ++id) {
        QCOMPARE(cluster.status(id).leader, RaftId{1});
        QCOMPARE(cluster.status(id).commit, Index{1});
    }
}

void RaftElections::aSplitVoteIsResolved_S02()
{
    Cluster cluster(configurationOf({1, 2}));
    cluster.intercept([](const Message& m) { return std::holds_alternative<PreVoteResponse>(m.body); });
    cluster.campaign(1);
    cluster.campaign(2);
    cluster.intercept([](const Message& m) { return std::holds_alternative<VoteRequest>(m.body); });
    for (const Message& grant : std::exchange(cluster.held, {}))
        cluster.inject(grant);
    QCOMPARE(cluster.status(1).role, Role::Candidate);
    QCOMPARE(cluster.status(2).role, Role::Candidate);

    cluster.intercept({});
    for (const Message& request : std::exchange(cluster.held, {}))
        cluster.inject(request);
    QCOMPARE(cluster.status(1).role, Role::Follower);
    QCOMPARE(cluster.status(2).role, Role::Follower);

    QVERIFY(cluster.awaitLeader() != 0);
    QVERIFY(cluster.status(1).term > Term{1});
}

void RaftElections::onlyLastTermThenLengthDecide_S03()
{
    Bench longButOld({.term = 2, .log = {1, 1, 1, 1}});
    Bench shortButNew({.term = 2, .log = {2}});

    const auto toNew = longButOld.step(2, 3, VoteRequest{{1}, {2}});
    const auto toOld = shortButNew.step(2, 3, VoteRequest{{4}, {1}});

    QVERIFY(last<VoteResponse>(toNew)->granted);
    QVERIFY(!last<VoteResponse>(toOld)->granted);
}

void RaftElections::aVoteSurvivesACrash_S04()
{
    Cluster cluster(Three);
    cluster.isolate(3);
    cluster.campaign(1);
    QCOMPARE(cluster.status(2).vote, RaftId{1});

    cluster.crash(1);
    cluster.restart(2);
    cluster.intercept([](const Message& m) { return std::holds_alternative<VoteResponse>(m.body); });
    cluster.inject({{3}, {2}, {1}, VoteRequest{{9}, {1}}});

    QCOMPARE(cluster.status(2).vote, RaftId{1});
}

void RaftElections::aGrantThatIsNotDurableIsNeverSent_S05()
{
    Cluster cluster(configurationOf({1, 2}));
    cluster.holdDisk(2);
    cluster.campaign(1);
    QCOMPARE(cluster.status(2).vote, RaftId{1});
    QCOMPARE(cluster.status(1).role, Role::Candidate);

    cluster.restart(2);

    QCOMPARE(cluster.status(2).vote, RaftId{});
    QCOMPARE(cluster.status(1).role, Role::Candidate);
}

void RaftElections::aRepeatedGrantCountsOnce_S06()
{
    Bench candidate({.initial = configurationOf({1, 2, 3, 4, 5})});
    candidate.stand();

    for (int i = 0; i < 5; ++i)
        candidate.step(2, 1, VoteResponse{true});
    QCOMPARE(candidate.status().role, Role::Candidate);
    candidate.step(3, 1, VoteResponse{true});

    QCOMPARE(candidate.status().role, Role::Leader);
}

void RaftElections::lateGrantsAreIgnored_S07()
{
    Bench candidate({.initial = configurationOf({1, 2, 3, 4, 5})});
    candidate.stand();
    candidate.step(2, 1, VoteResponse{true});
    candidate.stand();
    QCOMPARE(candidate.status().term, Term{2});

    candidate.step(3, 1, VoteResponse{true}); // of the lost election
    candidate.step(4, 2, PreVoteResponse{true}); // for the term it stands in already
    candidate.step(5, 3, PreVoteResponse{true}); // for one that nobody asked for
    candidate.step(3, 2, VoteResponse{true});

    QCOMPARE(candidate.status().role, Role::Candidate);
    QCOMPARE(candidate.status().term, Term{2});
}

void RaftElections::aCandidateThatYieldsKeepsItsVote_S08()
{
    Bench candidate({});
    candidate.stand();
    candidate.step(3, 1, Heartbeat{});
    QCOMPARE(candidate.status().role, Role::Follower);

    const auto answer = candidate.step(2, 1, VoteRequest{{9}, {1}});

    QCOMPARE(last<VoteResponse>(answer)->granted, false);
    QCOMPARE(candidate.status().vote, RaftId{1});
}

void RaftElections::aLoneVoterWaitsForItsOwnVoteOnDisk_S09()
{
    Raft raft({.self = {1}}, {.initial = configurationOf({1})}, 1);

    raft.campaign();
    const Output vote = raft.takeOutput();
    QCOMPARE(raft.status().role, Role::Candidate);
    QCOMPARE(vote.write->hard, (HardState{{1}, {1}, {}}));
    raft.persisted(vote.write->seq);
    QCOMPARE(raft.status().role, Role::Leader);

    const Output noOp = raft.takeOutput();
    QVERIFY(noOp.committed.empty());
    raft.persisted(noOp.write->seq);
    QCOMPARE(raft.takeOutput().committed.size(), std::size_t(1));
}

void RaftElections::anOwnVoteOfAnEarlierTermDoesNotCount_S10()
{
    Raft raft({.self = {1}}, {.initial = configurationOf({1})}, 1);
    raft.campaign();
    const Output vote = raft.takeOutput();

    raft.step({{2}, {1}, {5}, VoteResponse{}});
    raft.persisted(vote.write->seq);

    QCOMPARE(raft.status().role, Role::Follower);
    QCOMPARE(raft.status().term, Term{5});
}

void RaftElections::aSecondLeaderOfATermIsIgnoredAndCounted_S11()
{
    Bench follower({.term = 1});
    follower.step(2, 1, Heartbeat{});

    const auto answer = follower.step(3, 1, AppendRequest{.entries = entriesOf({1})});

    QVERIFY(answer.empty());
    QCOMPARE(follower.status().leader, RaftId{2});
    QCOMPARE(follower.status().last, Index{0});
    QCOMPARE(follower.status().ignoredMessages, std::uint64_t(1));
}

void RaftElections::anIsolatedFollowerDoesNotRaiseItsTerm_S13()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(3);
    cluster.tickAll(2000);
    QCOMPARE(cluster.status(3).role, Role::PreCandidate);
    QCOMPARE(cluster.status(3).term, Term{1});

    cluster.heal();
    cluster.tickAll(20);

    QCOMPARE(cluster.status(3).leader, RaftId{1});
    QCOMPARE(cluster.status(1).term, Term{1});
    QCOMPARE(cluster.status(1).role, Role::Leader);
}

// Its term may have run ahead in a candidacy that nobody heard.
void RaftElections::aReplicaOfAHigherTermIsTakenBack_S14()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.crash(3);
    cluster.node(3).disk.term = {7};
    cluster.restart(3);

    cluster.tickAll(60);

    const std::uint64_t leader = cluster.awaitLeader();
    QVERIFY(leader != 0);
    const Term term = cluster.status(leader).term;
    QVERIFY(term >= Term{7} && term <= Term{9});
    for (std::uint64_t id = 1; id <= 3; ++id)
        QCOMPARE(cluster.status(id).leader, RaftId{leader});
    cluster.tickAll(100);
    QCOMPARE(cluster.status(leader).term, term);
}

void RaftElections::aRemovedServerThatMissedItDoesNotDisturb_S15()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(3);
    QVERIFY(cluster.change(1, Remove{{3}}));
    QVERIFY(cluster.status(1).configurationCommitted);
    cluster.tickAll(100);

    cluster.heal();
    cluster.tickAll(200);

    QCOMPARE(cluster.status(1).term, Term{1});
    QCOMPARE(cluster.status(1).role, Role::Leader);
    QVERIFY(cluster.node(3).removed);
    QCOMPARE(cluster.status(3).role, Role::Follower);
}

void RaftElections::anIsolatedLeaderStepsDown_S16()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(1);
    QVERIFY(cluster.propose(1, "x"));
    QVERIFY(cluster.raft(1).readIndex({5}));

    unsigned ticks = 0;
    while (cluster.status(1).role == Role::Leader && ticks < 100) {
        cluster.tick(1);
        ++ticks;
    }

    QVERIFY(ticks >= 10 && ticks <= 20);
    QCOMPARE(cluster.status(1).term, Term{1});
    QVERIFY(cluster.applied(1).empty());
    QCOMPARE(cluster.node(1).reads, (std::vector<ReadState>{{{5}, {}, false}}));
    QCOMPARE(cluster.raft(1).readIndex({6}).error().code, skep::ErrorCode::Unavailable);
    QCOMPARE(cluster.propose(1, "y").error().code, skep::ErrorCode::Unavailable);
}

void RaftElections::aDeadFollowerDoesNotDeposeTheLeader_S17()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.crash(3);

    cluster.tickAll(300);

    QCOMPARE(cluster.status(1).role, Role::Leader);
    QCOMPARE(cluster.status(1).term, Term{1});
    QVERIFY(cluster.status(1).followers[0].recentActive);
    QVERIFY(!cluster.status(1).followers[1].recentActive);
    QCOMPARE(cluster.status(1).followers[1].ticksSinceContact, std::uint64_t(300));
}

void RaftElections::preCandidatesOfTwoSidesAgreeWhenTheyMeet_S20()
{
    Cluster cluster(configurationOf({1, 2, 3, 4}));
    cluster.campaign(1);
    for (const std::uint64_t a : Ids{1, 2})
        for (const std::uint64_t b : Ids{3, 4})
            cluster.cut(a, b);
    cluster.tickAll(100);
    for (std::uint64_t id = 1; id <= 4; ++id)
        QVERIFY(cluster.status(id).role != Role::Leader);

    cluster.heal();

    QVERIFY(cluster.awaitLeader() != 0);
}

void RaftElections::aHigherTermWithAShorterLogDoesNotBlockElections_S21()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "x"));
    for (std::uint64_t id = 1; id <= 3; ++id)
        cluster.crash(id);
    cluster.node(3).disk.term = {10};
    cluster.node(3).disk.entries.clear();
    cluster.node(3).disk.commit = {};

    cluster.restart(2);
    cluster.restart(3);

    QCOMPARE(cluster.awaitLeader(), std::uint64_t(2));
    QCOMPARE(cluster.applied(3), std::vector<Bytes>{"x"});
}

void RaftElections::aStaleLogIsRefusedBeforeItCampaigns_S22()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(3);
    QVERIFY(cluster.propose(1, "x"));
    cluster.crash(1);
    cluster.heal();

    cluster.tick(3, 300);

    QCOMPARE(cluster.status(3).term, Term{1});
    QCOMPARE(cluster.status(2).term, Term{1});
}

void RaftElections::whoOnlySendsCannotDisturb_S23()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.cutOneWay(1, 3);
    cluster.cutOneWay(2, 3);

    cluster.tickAll(300);

    QCOMPARE(cluster.status(1).role, Role::Leader);
    QCOMPARE(cluster.status(1).term, Term{1});
}

void RaftElections::whoOnlyReceivesDoesNotCountForTheLeader_S23()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.crash(2);
    cluster.cutOneWay(3, 1);

    cluster.tickAll(25);

    QVERIFY(cluster.status(1).role != Role::Leader);
}

void RaftElections::aBridgeDoesNotPreventALeader_S24()
{
    Cluster cluster(configurationOf({1, 2, 3, 4, 5}));
    cluster.campaign(1);
    cluster.isolate(5);
    cluster.cut(1, 3);
    cluster.cut(1, 4);

    cluster.tickAll(100);

    const std::uint64_t leader = cluster.awaitLeader();
    QVERIFY(leader >= 2 && leader <= 4);
    QVERIFY(cluster.propose(leader, "x"));
    QCOMPARE(cluster.applied(leader), std::vector<Bytes>{"x"});
}

void RaftElections::aChainStaysAsItIs_S25()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.cut(1, 3);

    cluster.tickAll(300);
    QVERIFY(cluster.propose(1, "x"));

    QCOMPARE(cluster.status(1).role, Role::Leader);
    QCOMPARE(cluster.status(1).term, Term{1});
    QCOMPARE(cluster.applied(2), std::vector<Bytes>{"x"});
}

void RaftElections::aFollowerWithASlowDiskDoesNotCampaign_S26()
{
    Raft follower({.self = {1}}, {.initial = Three}, 1);
    follower.step({{2}, {1}, {1}, AppendRequest{.entries = entriesOf({1})}});
    const Output write = follower.takeOutput();

    for (int i = 0; i < 30; ++i)
        follower.tick();
    QCOMPARE(follower.status().role, Role::Follower);
    follower.persisted(write.write->seq);
    for (int i = 0; i < 9; ++i)
        follower.tick();
    QCOMPARE(follower.status().role, Role::Follower);
    for (int i = 0; i < 10; ++i)
        follower.tick();

    QCOMPARE(follower.status().role, Role::PreCandidate);
}

void RaftElections::aPausedLeaderLosesNothing_S27()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "acknowledged"));
    cluster.intercept([](const Message& m) { return m.to == RaftId{1}; });
    QVERIFY(cluster.propose(1, "unknown"));
    cluster.intercept([](const Message& m) { return m.to == RaftId{1} || m.from == RaftId{1}; });
    for (int i = 0; i < 50; ++i) {
        cluster.tick(2);
        cluster.tick(3);
    }
    const std::uint64_t next = cluster.status(2).role == Role::Leader ? 2 : 3;
    QCOMPARE(cluster.status(next).role, Role::Leader);

    cluster.intercept({});
    for (const Message& message : std::exchange(cluster.held, {}))
        cluster.inject(message);
    cluster.tickAll(5);

    QCOMPARE(cluster.status(1).role, Role::Follower);
    QCOMPARE(cluster.status(1).leader, RaftId{next});
    QCOMPARE(cluster.applied(1).front(), Bytes("acknowledged"));
    QCOMPARE(cluster.applied(1), cluster.applied(next));
}

void RaftElections::restartsRaiseTheTermLittle_S28()
{
    Cluster cluster(Three);
    Term term;
    for (int round = 0; round < 50; ++round) {
        const std::uint64_t leader = cluster.awaitLeader();
        QVERIFY(leader != 0);
        QVERIFY(cluster.status(leader).term <= Term{term.value + 2});
        term = cluster.status(leader).term;
        for (std::uint64_t id = 1; id <= 3; ++id)
            cluster.crash(id);
        for (std::uint64_t id = 1; id <= 3; ++id)
            cluster.restart(id);
    }
}

void RaftElections::anIsolatedLearnerStaysQuiet_S29()
{
    Cluster cluster(configurationOf({1, 2, 3}, {4}));
    cluster.campaign(1);
    cluster.isolate(4);

    cluster.tickAll(300);
    cluster.campaign(4);

    QCOMPARE(cluster.status(4).role, Role::Follower);
    QCOMPARE(cluster.status(4).term, Term{1});
    QCOMPARE(cluster.status(4).leader, RaftId{});
}

void RaftElections::aLearnerThatDoesNotKnowOfItsPromotionVotes_S30()
{
    Cluster cluster(configurationOf({1, 2}, {3}));
    cluster.campaign(1);
    cluster.isolate(3);
    QVERIFY(cluster.change(1, Promote{{3}}));
    QVERIFY(cluster.status(1).configurationCommitted);
    QVERIFY(!cluster.status(3).configuration->voters.contains({3}));
    cluster.crash(1);
    cluster.heal();

    cluster.tickAll(40);

    QCOMPARE(cluster.status(2).role, Role::Leader);
}

void RaftElections::oldEchoesDoNotKeepALeader_S31()
{
    Bench leader({});
    leader.lead();
    const auto sent = leader.tick(9);
    const Round old = last<Heartbeat>(sent, 2)->round;
    leader.step(2, 1, HeartbeatResponse{{old.value - 1}});
    leader.tick(2);
    QCOMPARE(leader.status().role, Role::Leader);

    for (int i = 0; i < 12; ++i) {
        leader.tick();
        leader.step(2, 1, HeartbeatResponse{old});
    }

    QCOMPARE(leader.status().role, Role::Follower);
    QCOMPARE(leader.status().term, Term{1});
}

void RaftElections::badMessagesAreIgnoredAndCounted()
{
    Bench follower({.term = 3, .log = {1, 3}});
    const std::vector<Entry> gap{entriesOf({3}, 3)[0], entriesOf({3}, 5)[0]};
    Entry empty = entriesOf({3}, 3)[0];
    empty.data.reset();

    follower.raft.step({{1}, {1}, {3}, Heartbeat{}});
    follower.raft.step({{2}, {9}, {3}, Heartbeat{}});
    follower.step(2, 0, Heartbeat{});
    follower.step(2, 3, AppendRequest{{2}, {3}, {}, gap});
    follower.step(2, 3, AppendRequest{{2}, {3}, {}, entriesOf({4}, 3)});
    follower.step(2, 3, AppendRequest{{2}, {3}, {}, entriesOf({2}, 3)});
    follower.step(2, 3, AppendRequest{{2}, {3}, {}, {empty}});
    follower.step(2, 3, AppendRequest{{0}, {3}, {}, {}});

    QCOMPARE(follower.status().ignoredMessages, std::uint64_t(8));
    QCOMPARE(follower.status().last, Index{2});
    QCOMPARE(follower.status().leader, RaftId{});
}

QTEST_GUILESS_MAIN(RaftElections)
#include "tst_raftelections.moc"

#include <QTest>

#include "cluster.h"

// Scenarios S-74 to S-91 of the Raft design notes: membership changes and the transfer of leadership.
using namespace skep::raft;
using skep::Bytes;
using skep::ErrorCode;

class RaftMembership : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneChangeAtATime_S75();
    void aNewLeaderFirstCommitsInItsTerm_S74_S75();
    void aLostChangeIsRolledBackAndAnotherCommits_S76();
    void aRemovedLeaderCommitsItsRemovalAndHandsOver_S77();
    void theClusterLivesIfTheRemovedLeaderDiesAtOnce_S77();
    void aDeadNewcomerDoesNotStopALoneVoter_S78();
    void twoBecomeOneByRemovingTheFollower_S79();
    void twoBecomeOneByRemovingTheLeader_S79();
    void whoIsTakenOutLeadsAgainIfOnlyItHasTheChange();
    void aDeadVoterIsReplaced_S80();
    void aReplacementThatDiesInBetweenStillCompletes_S80();
    void aReplacementNeedsAllOthersWhileOneOldVoterIsDead_S80();
    void aNewLeaderFinishesTheJointConfiguration_S81();
    void theEndOfTheJointConfigurationCommitsWhatItAllows_S81();
    void aTransferDelaysTheEndOfTheJointConfiguration_S81();
    void aDemotedLeaderHandsOver_S82();
    void noTransferToWhomAChangeDemotesNorTheReverse_S82();
    void impossibleChangesAreRefused_S83_data();
    void impossibleChangesAreRefused_S83();
    void aConfigurationWithoutVotersIsHarmless_S83();
    void aNewcomerFollowsALeaderItDoesNotKnow_S84();
    void removedReplicasAreToldSo_S84();
    void votesOfStrangersAreNotCounted_S85();
    void aVoterMayElectACandidateItDoesNotKnow_S86();
    void addressesChange();
    void leadershipMovesToAnUpToDateVoter_S88();
    void aLaggingTargetIsBroughtUpToDateFirst_S88();
    void aTransferToNobodyEndsByItself_S88();
    void impossibleTargetsAreRefused_S88();
    void theTransferFollowsTheLastWish_S89();
    void aLateTimeoutNowIsIgnored_S91();
};

namespace {

const Configuration Three = configurationOf({1, 2, 3});

// 1 leads a cluster of 1, 2, 3 with the learner 4, and has committed.
Cluster withLearner()
{
    Cluster cluster(configurationOf({1, 2, 3}, {4}));
    cluster.campaign(1);
    return cluster;
}

const Reconfigure ReplaceThree{.promote = {{4}}, .demote = {}, .remove = {{3}}};

std::set<RaftId> votersOf(const Status& status)
{
    std::set<RaftId> ids;
    for (const auto& [id, member] : status.configuration->voters)
        ids.insert(id);
    return ids;
}

} // namespace

void RaftMembership::oneChangeAtATime_S75()
{
    Cluster cluster = withLearner();
    cluster.isolate(1);
    QVERIFY(cluster.change(1, Promote{{4}}));

    const auto second = cluster.change(1, Remove{{3}});

    QCOMPARE(second.error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(second.error().message, std::string("a configuration change is in progress already"));
}

// Without this gate leaders of different terms change the same configuration in different ways, and both commit.
void RaftMembership::aNewLeaderFirstCommitsInItsTerm_S74_S75()
{
    Bench leader({.initial = configurationOf({1, 2, 3, 4}), .term = 1, .commit = 1, .log = {1}});
    leader.lead();

    QCOMPARE(leader.raft.proposeConfiguration(Remove{{4}}).error().code, ErrorCode::Unavailable);
    leader.acknowledge(2, 2);
    leader.acknowledge(3, 2);

    QVERIFY(leader.raft.proposeConfiguration(Remove{{4}}));
}

void RaftMembership::aLostChangeIsRolledBackAndAnotherCommits_S76()
{
    Cluster cluster = withLearner();
    cluster.isolate(1);
    QVERIFY(cluster.change(1, Promote{{4}}));
    QCOMPARE(cluster.status(1).configurationIndex, Index{2});
    cluster.tickAll(60);
    const std::uint64_t next = cluster.awaitLeader();
    QVERIFY(next == 2 || next == 3);
    QVERIFY(cluster.change(next, Remove{{4}}));

    cluster.heal();
    cluster.tickAll(30);

    QVERIFY(*cluster.status(1).configuration == *cluster.status(next).configuration);
    QCOMPARE(votersOf(cluster.status(1)), (std::set<RaftId>{{1}, {2}, {3}}));
    QVERIFY(cluster.status(1).configuration->removed.contains({4}));
}

void RaftMembership::aRemovedLeaderCommitsItsRemovalAndHandsOver_S77()
{
    Cluster cluster(Three);
    cluster.campaign(1);

    QVERIFY(cluster.change(1, Remove{{1}}));

    QVERIFY(cluster.node(1).removed);
    QCOMPARE(cluster.status(1).role, Role::Follower);
    const std::uint64_t next = cluster.status(2).role == Role::Leader ? 2 : 3;
    QCOMPARE(cluster.status(next).role, Role::Leader); // at once, without a timeout
    QCOMPARE(cluster.status(next).term, Term{2});
    QCOMPARE(votersOf(cluster.status(next)), (std::set<RaftId>{{2}, {3}}));
}

void RaftMembership::theClusterLivesIfTheRemovedLeaderDiesAtOnce_S77()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.intercept([](const Message& m) {
        const auto* append = std::get_if<AppendRequest>(&m.body);
        return std::holds_alternative<TimeoutNow>(m.body) || (append && append->entries.empty());
    });
    QVERIFY(cluster.change(1, Remove{{1}}));
    cluster.crash(1);
    cluster.intercept({});

    const std::uint64_t next = cluster.awaitLeader();

    QVERIFY(next != 0);
    QVERIFY(cluster.propose(next, "x"));
    QCOMPARE(cluster.applied(5 - next), std::vector<Bytes>{"x"});
}

void RaftMembership::aDeadNewcomerDoesNotStopALoneVoter_S78()
{
    Cluster cluster(configurationOf({1}));
    cluster.campaign(1);

    QVERIFY(cluster.change(1, AddLearner{memberOf(2)}));
    cluster.tickAll(50);
    QVERIFY(cluster.propose(1, "x"));
    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});
    QVERIFY(cluster.change(1, Remove{{2}}));

    QVERIFY(cluster.status(1).configurationCommitted);
    QCOMPARE(cluster.status(1).role, Role::Leader);
}

void RaftMembership::twoBecomeOneByRemovingTheFollower_S79()
{
    Cluster cluster(configurationOf({1, 2}));
    cluster.campaign(1);

    QVERIFY(cluster.change(1, Remove{{2}}));

    QVERIFY(cluster.node(2).removed);
    QVERIFY(cluster.propose(1, "x"));
    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});
}

void RaftMembership::twoBecomeOneByRemovingTheLeader_S79()
{
    Cluster cluster(configurationOf({1, 2}));
    cluster.campaign(1);

    QVERIFY(cluster.change(1, Remove{{1}}));

    QVERIFY(cluster.node(1).removed);
    QCOMPARE(cluster.status(2).role, Role::Leader);
    QVERIFY(cluster.propose(2, "x"));
    QCOMPARE(cluster.applied(2), std::vector<Bytes>{"x"});
}

// The leader of two removes itself and loses leadership before the other has heard of it: only its log has the change,
// which makes it the only one that can be elected (Raft thesis §4.2.2).
void RaftMembership::whoIsTakenOutLeadsAgainIfOnlyItHasTheChange()
{
    Cluster cluster(configurationOf({1, 2}));
    cluster.campaign(1);
    cluster.isolate(1);
    QVERIFY(cluster.change(1, Remove{{1}}));
    cluster.tickAll(40);
    QCOMPARE(cluster.status(1).role, Role::PreCandidate);

    cluster.heal();
    cluster.tickAll(60);

    QVERIFY(cluster.node(1).removed);
    QCOMPARE(cluster.status(2).role, Role::Leader);
    QCOMPARE(votersOf(cluster.status(2)), (std::set<RaftId>{{2}}));
}

void RaftMembership::aDeadVoterIsReplaced_S80()
{
    Cluster cluster = withLearner();
    cluster.crash(3);

    QVERIFY(cluster.change(1, ReplaceThree));

    QVERIFY(!cluster.status(1).configuration->isJoint());
    QVERIFY(cluster.status(1).configurationCommitted);
    QCOMPARE(votersOf(cluster.status(1)), (std::set<RaftId>{{1}, {2}, {4}}));
    QVERIFY(cluster.status(1).configuration->removed.contains({3}));
}

void RaftMembership::aReplacementThatDiesInBetweenStillCompletes_S80()
{
    Cluster cluster = withLearner();
    QVERIFY(cluster.raft(1).proposeConfiguration(ReplaceThree));
    cluster.crash(4);
    cluster.settle();

    QVERIFY(!cluster.status(1).configuration->isJoint());
    QVERIFY(cluster.status(1).configurationCommitted);
    cluster.tickAll(20);

    QVERIFY(!cluster.status(1).followers[1].recentActive);
    QCOMPARE(cluster.status(1).followers[1].id, RaftId{4});
}

void RaftMembership::aReplacementNeedsAllOthersWhileOneOldVoterIsDead_S80()
{
    Cluster cluster = withLearner();
    cluster.crash(2);
    cluster.crash(4);
    QVERIFY(cluster.change(1, ReplaceThree));
    cluster.tickAll(5);
    QVERIFY(cluster.status(1).configuration->isJoint());
    QVERIFY(!cluster.status(1).configurationCommitted);

    cluster.restart(4);
    cluster.restart(1);
    QVERIFY(cluster.awaitLeader() != 0);
    cluster.tickAll(5);

    const std::uint64_t leader = cluster.awaitLeader();
    QVERIFY(leader != 0);
    QVERIFY(!cluster.status(leader).configuration->isJoint());
    QCOMPARE(votersOf(cluster.status(leader)), (std::set<RaftId>{{1}, {2}, {4}}));
}

void RaftMembership::aNewLeaderFinishesTheJointConfiguration_S81()
{
    Cluster cluster = withLearner();
    cluster.intercept([](const Message& m) { return std::holds_alternative<AppendResponse>(m.body); });
    QVERIFY(cluster.change(1, ReplaceThree));
    QVERIFY(cluster.status(2).configuration->isJoint());
    cluster.crash(1);
    cluster.intercept({});

    const std::uint64_t next = cluster.awaitLeader();
    QVERIFY(next != 0);
    cluster.tickAll(5);

    const std::uint64_t last = cluster.awaitLeader();
    QVERIFY(!cluster.status(last).configuration->isJoint());
    QVERIFY(cluster.status(last).configurationCommitted);
}

void RaftMembership::theEndOfTheJointConfigurationCommitsWhatItAllows_S81()
{
    Bench leader({.initial = configurationOf({1, 2, 3}, {4})});
    leader.lead();
    leader.acknowledge(2, 1);
    QVERIFY(leader.raft.proposeConfiguration(Reconfigure{.promote = {{4}}, .remove = {{2}, {3}}}));
    QVERIFY(leader.raft.propose("x"));
    leader.drain();
    leader.acknowledge(4, 3);
    QCOMPARE(leader.status().commit, Index{1});

    leader.raft.step({{2}, {1}, {1}, AppendResponse{.accepted = true, .match = {2}}});
    const Output output = leader.raft.takeOutput();

    // "x" is on a majority of {1, 4} alone, which is all that counts from here on.
    QVERIFY(!leader.status().configuration->isJoint());
    QCOMPARE(leader.status().commit, Index{3});
    QCOMPARE(output.committed.size(), std::size_t(2));
    QVERIFY(!leader.raft.takeOutput().hasWork());
}

void RaftMembership::aTransferDelaysTheEndOfTheJointConfiguration_S81()
{
    Cluster cluster = withLearner();
    cluster.intercept([](const Message& m) {
        return std::holds_alternative<AppendResponse>(m.body) || std::holds_alternative<TimeoutNow>(m.body);
    });
    QVERIFY(cluster.change(1, ReplaceThree));
    QVERIFY(cluster.raft(1).transferLeadership({2}));
    cluster.intercept([](const Message& m) { return std::holds_alternative<TimeoutNow>(m.body); });
    cluster.tickAll(3);
    QVERIFY(cluster.status(1).configuration->isJoint());
    QVERIFY(cluster.status(1).configurationCommitted);

    cluster.tickAll(10);

    QCOMPARE(cluster.status(1).transferee, RaftId{});
    QVERIFY(!cluster.status(1).configuration->isJoint());
}

void RaftMembership::aDemotedLeaderHandsOver_S82()
{
    Cluster cluster(Three);
    cluster.campaign(1);

    QVERIFY(cluster.change(1, Reconfigure{.demote = {{1}}}));
    cluster.tickAll(2);

    const std::uint64_t next = cluster.awaitLeader();
    QVERIFY(next == 2 || next == 3);
    QVERIFY(!cluster.node(1).removed);
    QCOMPARE(cluster.status(1).leader, RaftId{next});
    QVERIFY(cluster.status(next).configuration->learners.contains({1}));
    QVERIFY(cluster.propose(next, "x"));
    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});
}

void RaftMembership::noTransferToWhomAChangeDemotesNorTheReverse_S82()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(1);
    QVERIFY(cluster.change(1, Reconfigure{.demote = {{3}}}));

    QCOMPARE(cluster.raft(1).transferLeadership({3}).error().code, ErrorCode::FailedPrecondition);
    QVERIFY(cluster.raft(1).transferLeadership({2}));
    QCOMPARE(cluster.change(1, Remove{{2}}).error().code, ErrorCode::Unavailable);
}

void RaftMembership::impossibleChangesAreRefused_S83_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("id 0") << Change(AddLearner{}) << ErrorCode::InvalidArgument;
    QTest::newRow("voter again") << Change(AddLearner{memberOf(2)}) << ErrorCode::AlreadyExists;
    QTest::newRow("learner again") << Change(AddLearner{memberOf(4)}) << ErrorCode::AlreadyExists;
    QTest::newRow("removed again") << Change(AddLearner{memberOf(9)}) << ErrorCode::FailedPrecondition;
    QTest::newRow("promote a stranger") << Change(Promote{{7}}) << ErrorCode::NotFound;
    QTest::newRow("promote a voter") << Change(Promote{{2}}) << ErrorCode::AlreadyExists;
    QTest::newRow("remove a stranger") << Change(Remove{{7}}) << ErrorCode::NotFound;
    QTest::newRow("move a stranger") << Change(UpdateAddress{{7}, "x"}) << ErrorCode::NotFound;
    QTest::newRow("demote a learner") << Change(Reconfigure{.demote = {{4}}}) << ErrorCode::NotFound;
    QTest::newRow("nothing") << Change(Reconfigure{}) << ErrorCode::InvalidArgument;
    QTest::newRow("keep and remove") << Change(Reconfigure{.promote = {{4}}, .remove = {{4}}})
                                     << ErrorCode::InvalidArgument;
    QTest::newRow("no voter left") << Change(Reconfigure{.demote = {{1}}, .remove = {{2}, {3}}})
                                   << ErrorCode::FailedPrecondition;
    QTest::newRow("one too many") << Change(AddLearner{memberOf(5)}) << ErrorCode::ResourceExhausted;
}

void RaftMembership::impossibleChangesAreRefused_S83()
{
    QFETCH(Change, change);
    QFETCH(ErrorCode, code);
    Configuration configuration = configurationOf({1, 2, 3}, {4});
    configuration.removed.insert({9});
    Bench leader({.initial = configuration, .limits = {.members = 4}});
    leader.lead();
    leader.acknowledge(2, 1);

    const auto result = leader.raft.proposeConfiguration(change);

    QCOMPARE(result.error().code, code);
    QCOMPARE(leader.status().last, Index{1});
}

void RaftMembership::aConfigurationWithoutVotersIsHarmless_S83()
{
    Bench follower({.term = 1});

    follower.step(2, 1, AppendRequest{.commit = {1}, .entries = {makeEntry({1}, {1}, configurationOf({}, {1, 2}))}});
    follower.tick(100);

    QCOMPARE(follower.status().role, Role::Follower);
    QCOMPARE(follower.status().commit, Index{1});
}

void RaftMembership::aNewcomerFollowsALeaderItDoesNotKnow_S84()
{
    Bench newcomer({.id = 4, .initial = {}});
    newcomer.tick(100);
    QCOMPARE(newcomer.status().role, Role::Follower);
    QCOMPARE(newcomer.status().term, Term{0});

    const auto answer = newcomer.step(1, 3, AppendRequest{{5}, {3}, {5}, {}});

    QCOMPARE(newcomer.status().leader, RaftId{1});
    QCOMPARE(*last<AppendResponse>(answer), (AppendResponse{false, {5}, {}, {0}, {0}}));
}

void RaftMembership::removedReplicasAreToldSo_S84()
{
    Configuration configuration = configurationOf({1, 2, 4});
    configuration.removed.insert({3});
    Bench member({.initial = configuration, .term = 4});
    Bench removed({.id = 3, .term = 4});

    const auto answer = member.step(3, 9, VoteRequest{{99}, {8}});
    QCOMPARE(answer.size(), std::size_t(1));
    QVERIFY(std::holds_alternative<RemovedNotice>(answer[0].body));
    QCOMPARE(member.status().term, Term{4});
    removed.step(1, 4, RemovedNotice{});

    QVERIFY(removed.removed);
    removed.tick(100);
    QCOMPARE(removed.status().role, Role::Follower);
    member.step(3, 4, RemovedNotice{}); // the word of one who was removed itself
    QVERIFY(!member.removed);
}

void RaftMembership::votesOfStrangersAreNotCounted_S85()
{
    Bench candidate({.initial = configurationOf({1, 2, 3}, {4})});
    candidate.stand();

    candidate.step(4, 1, VoteResponse{true});
    candidate.step(9, 1, VoteResponse{true});

    QCOMPARE(candidate.status().role, Role::Candidate);
}

void RaftMembership::aVoterMayElectACandidateItDoesNotKnow_S86()
{
    Bench voter({.initial = Three});

    const auto answer = voter.step(7, 1, VoteRequest{{5}, {1}});
    const auto other = voter.step(2, 1, VoteRequest{{5}, {1}});

    QCOMPARE(last<VoteResponse>(answer)->granted, true);
    QCOMPARE(last<VoteResponse>(other)->granted, false);
}

void RaftMembership::addressesChange()
{
    Cluster cluster(Three);
    cluster.campaign(1);

    QVERIFY(cluster.change(1, UpdateAddress{{3}, "10.9.9.9:2377"}));

    QCOMPARE(cluster.status(2).configuration->find({3})->address, std::string("10.9.9.9:2377"));
    QVERIFY(cluster.status(1).configurationCommitted);
}

void RaftMembership::leadershipMovesToAnUpToDateVoter_S88()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "x"));

    QVERIFY(cluster.raft(1).transferLeadership({3}));
    cluster.settle(); // no time passes: neither stickiness nor pre-vote delay it

    QCOMPARE(cluster.status(3).role, Role::Leader);
    QCOMPARE(cluster.status(3).term, Term{2});
    QCOMPARE(cluster.status(1).leader, RaftId{3});
    QVERIFY(cluster.propose(3, "y"));
    QCOMPARE(cluster.applied(1), (std::vector<Bytes>{"x", "y"}));
}

void RaftMembership::aLaggingTargetIsBroughtUpToDateFirst_S88()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.isolate(3);
    for (int i = 0; i < 10; ++i)
        QVERIFY(cluster.propose(1, std::to_string(i)));
    QVERIFY(cluster.raft(1).transferLeadership({3}));
    cluster.settle();
    QCOMPARE(cluster.status(1).role, Role::Leader);

    cluster.heal();
    cluster.tickAll(2);

    QCOMPARE(cluster.status(3).role, Role::Leader);
    QCOMPARE(cluster.applied(3).size(), std::size_t(10));
}

void RaftMembership::aTransferToNobodyEndsByItself_S88()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.crash(3);
    QVERIFY(cluster.propose(1, "x"));
    QVERIFY(cluster.raft(1).transferLeadership({3}));
    QVERIFY(!cluster.propose(1, "y"));

    cluster.tickAll(10);

    QCOMPARE(cluster.status(1).transferee, RaftId{});
    QCOMPARE(cluster.status(1).role, Role::Leader);
    QVERIFY(cluster.propose(1, "z"));
    QCOMPARE(cluster.applied(2), (std::vector<Bytes>{"x", "z"}));
}

void RaftMembership::impossibleTargetsAreRefused_S88()
{
    Cluster cluster = withLearner();

    for (const std::uint64_t target : Ids{1, 4, 9})
        QCOMPARE(cluster.raft(1).transferLeadership({target}).error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(cluster.raft(2).transferLeadership({3}).error().code, ErrorCode::Unavailable);
}

void RaftMembership::theTransferFollowsTheLastWish_S89()
{
    Cluster cluster(Three);
    cluster.campaign(1);
    cluster.crash(3);
    QVERIFY(cluster.propose(1, "x"));
    QVERIFY(cluster.raft(1).transferLeadership({3}));
    cluster.tickAll(5);
    QVERIFY(cluster.raft(1).transferLeadership({3})); // does not start the time anew

    QVERIFY(cluster.raft(1).transferLeadership({2}));
    cluster.settle();

    QCOMPARE(cluster.status(2).role, Role::Leader);
}

void RaftMembership::aLateTimeoutNowIsIgnored_S91()
{
    Bench follower({.term = 3});
    follower.step(2, 3, Heartbeat{});
    Bench learner({.id = 4, .initial = configurationOf({1, 2, 3}, {4}), .term = 3});
    learner.step(2, 3, Heartbeat{});

    QVERIFY(follower.step(2, 2, TimeoutNow{}).empty());
    QVERIFY(follower.step(3, 3, TimeoutNow{}).empty()); // not from the leader
    QVERIFY(learner.step(2, 3, TimeoutNow{}).empty());

    QCOMPARE(follower.status().role, Role::Follower);
    QCOMPARE(follower.status().term, Term{3});
    QCOMPARE(learner.status().term, Term{3});
}

QTEST_GUILESS_MAIN(RaftMembership)
#include "tst_raftmembership.moc"

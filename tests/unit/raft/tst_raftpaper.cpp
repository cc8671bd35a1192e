#include <QTest>

#include <algorithm>
#include <set>

#include "bench.h"
#include "cluster.h"

// One test per normative sentence of "In Search of an Understandable Consensus Algorithm (Extended Version)", in its
// order. A leading comment quotes or condenses the sentence; the section stands in the name.
using namespace skep::raft;
using skep::Bytes;

class RaftPaper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsOfAnOldTermAreRejected_5_1();
    void theLargerTermIsAdopted_5_1_data();
    void theLargerTermIsAdopted_5_1();
    void candidatesAndLeadersRevertToFollowers_5_1_data();
    void candidatesAndLeadersRevertToFollowers_5_1();
    void serversStartAsFollowers_5_2();
    void followersStayFollowersWhileALeaderIsHeard_5_2();
    void leadersSendPeriodicHeartbeats_5_2();
    void anElectionBeginsAfterTheTimeout_5_2();
    void aMajorityOfVotesWinsTheElection_5_2_data();
    void aMajorityOfVotesWinsTheElection_5_2();
    void oneVotePerTermFirstComeFirstServed_5_2();
    void aNewLeaderTellsEveryoneAtOnce_5_2();
    void aCandidateYieldsToALeaderOfItsTerm_5_2();
    void aCandidateIgnoresALeaderOfAnOlderTerm_5_2();
    void splitVotesEndInANewElection_5_2();
    void electionTimeoutsAreRandom_5_2();
    void theLeaderAppendsThenReplicatesInParallel_5_3();
    void theLeaderRetriesUntilEveryoneHasTheEntry_5_3();
    void anEntryOnAMajorityIsCommitted_5_3();
    void committingAnEntryCommitsAllBefore_5_3();
    void followersLearnTheCommitIndexAndApplyInOrder_5_3();
    void appendsCarryTheEntryBefore_5_3();
    void followersRefuseWhatDoesNotFollow_5_3();
    void conflictingEntriesAreOverwritten_5_3_data();
    void conflictingEntriesAreOverwritten_5_3();
    void nextIndexStartsAfterTheLastEntry_5_3();
    void nextIndexFallsUntilTheLogsAgree_5_3();
    void leadersNeverTouchTheirOwnEntries_5_3();
    void votesGoOnlyToLogsThatAreUpToDate_5_4_1_data();
    void votesGoOnlyToLogsThatAreUpToDate_5_4_1();
    void onlyEntriesOfTheCurrentTermCommitByCounting_5_4_2();
    void requestsAreIdempotent_5_5();
    void lostRequestsAreRepeated_5_5();
    void termAndVoteAreStoredBeforeTheAnswer_figure2();
    void entriesAreStoredBeforeTheAnswer_figure2();
    void commitIsAtMostTheLastNewEntry_figure2();
    void configurationsHoldOnceAppended_6();
    void jointConfigurationsNeedBothMajorities_6();
    void jointConfigurationsAreFollowedByTheNewOne_6();
    void newServersJoinWithoutAVote_6();
    void aLeaderOutsideTheConfigurationStepsDownOnceCommitted_6();
    void votesAreIgnoredWhileALeaderIsHeard_6();
    void aLeaderCommitsANoOpFirst_8();
    void readsAreConfirmedByAMajority_8();
};

namespace {

const Configuration Five = configurationOf({1, 2, 3, 4, 5});

} // namespace

// "If a server receives a request with a stale term number, it rejects the request."
void RaftPaper::requestsOfAnOldTermAreRejected_5_1()
{
    Bench follower({.term = 3, .log = {1, 2}});

    const auto append = follower.step(2, 2, AppendRequest{{2}, {2}, {2}, entriesOf({2}, 3)});
    const auto vote = follower.step(3, 2, VoteRequest{{9}, {2}});

    QCOMPARE(last<AppendResponse>(append)->accepted, false);
    QCOMPARE(append.back().term, Term{3});
    QCOMPARE(last<VoteResponse>(vote)->granted, false);
    QCOMPARE(follower.status().last, Index{2});
    QCOMPARE(follower.status().leader, RaftId{});
}

// "If one server's current term is smaller than the other's, then it updates its current term to the larger value."
void RaftPaper::theLargerTermIsAdopted_5_1_data()
{
    QTest::addColumn<Body>("body");
    QTest::newRow("append") << Body(AppendRequest{});
    QTest::newRow("append response") << Body(AppendResponse{});
    QTest::newRow("heartbeat") << Body(Heartbeat{});
    QTest::newRow("heartbeat response") << Body(HeartbeatResponse{});
    QTest::newRow("vote request") << Body(VoteRequest{});
    QTest::newRow("vote response") << Body(VoteResponse{});
    QTest::newRow("refused pre-vote") << Body(PreVoteResponse{false});
}

void RaftPaper::theLargerTermIsAdopted_5_1()
{
    QFETCH(Body, body);
    Bench server({.term = 1});

    server.step(2, 5, body);

    QCOMPARE(server.status().term, Term{5});
    QCOMPARE(server.writes.back().hard.term, Term{5});
}

// "If a candidate or leader discovers that its term is out of date, it immediately reverts to follower state."
void RaftPaper::candidatesAndLeadersRevertToFollowers_5_1_data()
{
    QTest::addColumn<bool>("isLeader");
    QTest::newRow("candidate") << false;
    QTest::newRow("leader") << true;
}

void RaftPaper::candidatesAndLeadersRevertToFollowers_5_1()
{
    QFETCH(bool, isLeader);
    Bench server({});
    if (isLeader)
        server.lead();
    else
        server.stand();
    QCOMPARE(server.status().role, isLeader ? Role::Leader : Role::Candidate);

    server.step(2, server.status().term.value + 1, AppendResponse{});

    QCOMPARE(server.status().role, Role::Follower);
    QCOMPARE(server.status().vote, RaftId{});
}

// "When servers start up, they begin as followers."
void RaftPaper::serversStartAsFollowers_5_2()
{
    const Bench fresh({});
    const Bench old({.term = 4, .vote = 1, .log = {1, 4}});

    QCOMPARE(fresh.status().role, Role::Follower);
    QCOMPARE(old.status().role, Role::Follower);
}

// "A server remains in follower state as long as it receives valid RPCs from a leader or candidate."
void RaftPaper::followersStayFollowersWhileALeaderIsHeard_5_2()
{
    Bench follower({.term = 1});

    for (int i = 0; i < 200; ++i) {
        follower.tick();
        follower.step(2, 1, Heartbeat{{}, {std::uint64_t(i)}});
        QCOMPARE(follower.status().role, Role::Follower);
    }

    QCOMPARE(follower.status().leader, RaftId{2});
}

// "Leaders send periodic heartbeats to all followers in order to maintain their authority."
void RaftPaper::leadersSendPeriodicHeartbeats_5_2()
{
    Bench leader({.initial = Five});
    leader.lead();

    for (int i = 0; i < 9; ++i) {
        const auto sent = leader.tick();
        QCOMPARE(only<Heartbeat>(sent).size(), std::size_t(4));
    }
}

// "To begin an election, a follower increments its current term and transitions to candidate state. It then votes for
// itself and issues RequestVote RPCs in parallel to each of the other servers." Before that it asks for pre-votes
// (thesis §9.6).
void RaftPaper::anElectionBeginsAfterTheTimeout_5_2()
{
    Bench server({.term = 2, .log = {1, 2}});

    const auto sent = server.stand();

    QCOMPARE(server.status().role, Role::Candidate);
    QCOMPARE(server.status().term, Term{3});
    QCOMPARE(server.status().vote, RaftId{1});
    QCOMPARE(only<VoteRequest>(sent).size(), std::size_t(2));
    QCOMPARE(*last<VoteRequest>(sent, 2), (VoteRequest{{2}, {2}, false}));
}

// "A candidate wins an election if it receives votes from a majority of the servers in the full cluster for the same
// term."
void RaftPaper::aMajorityOfVotesWinsTheElection_5_2_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("granted");
    QTest::addColumn<int>("refused");
    QTest::addColumn<Role>("role");
    QTest::newRow("alone") << 1 << 0 << 0 << Role::Leader;
    QTest::newRow("1 of 3") << 3 << 0 << 0 << Role::Candidate;
    QTest::newRow("2 of 3") << 3 << 1 << 0 << Role::Leader;
    QTest::newRow("2 of 3, one against") << 3 << 1 << 1 << Role::Leader;
    QTest::newRow("1 of 3, two against") << 3 << 0 << 2 << Role::Follower;
    QTest::newRow("2 of 5") << 5 << 1 << 0 << Role::Candidate;
    QTest::newRow("3 of 5") << 5 << 2 << 0 << Role::Leader;
    QTest::newRow("3 of 5, two against") << 5 << 2 << 2 << Role::Leader;
    QTest::newRow("2 of 5, two against") << 5 << 1 << 2 << Role::Candidate;
    QTest::newRow("2 of 5, three against") << 5 << 1 << 3 << Role::Follower;
    QTest::newRow("2 of 4") << 4 << 1 << 0 << Role::Candidate;
    QTest::newRow("3 of 4") << 4 << 2 << 0 << Role::Leader;
}

void RaftPaper::aMajorityOfVotesWinsTheElection_5_2()
{
    QFETCH(int, size);
    QFETCH(int, granted);
    QFETCH(int, refused);
    QFETCH(Role, role);
    Ids voters;
    for (int i = 1; i <= size; ++i)
        voters.push_back(std::uint64_t(i));
    Bench server({.initial = configurationOf(voters)});
    server.stand();

    // Those against answer first, so that a majority for it is always the last answer.
    for (int i = 0; i < refused; ++i)
        server.step(voters[std::size_t(size - 1 - i)], 1, VoteResponse{false});
    for (int i = 0; i < granted; ++i)
        server.step(voters[std::size_t(1 + i)], 1, VoteResponse{true});

    QCOMPARE(server.status().role, role);
    QCOMPARE(server.status().term, Term{1});
}

// "Each server will vote for at most one candidate in a given term, on a first-come-first-served basis."
void RaftPaper::oneVotePerTermFirstComeFirstServed_5_2()
{
    Bench voter({});

    const auto first = voter.step(2, 1, VoteRequest{});
    const auto second = voter.step(3, 1, VoteRequest{});
    const auto again = voter.step(2, 1, VoteRequest{});
    const auto nextTerm = voter.step(3, 2, VoteRequest{});

    QCOMPARE(last<VoteResponse>(first)->granted, true);
    QCOMPARE(last<VoteResponse>(second)->granted, false);
    QCOMPARE(last<VoteResponse>(again)->granted, true);
    QCOMPARE(last<VoteResponse>(nextTerm)->granted, true);
}

// "Once a candidate wins an election, it becomes leader. It then sends heartbeat messages to all of the other servers
// to establish its authority and prevent new elections."
void RaftPaper::aNewLeaderTellsEveryoneAtOnce_5_2()
{
    Bench leader({.initial = Five});

    const auto sent = leader.lead();

    QCOMPARE(leader.status().role, Role::Leader);
    for (std::uint64_t id = 2; id <= 5; ++id)
        QCOMPARE(only<AppendRequest>(sent, id).size(), std::size_t(1));
}

// "If the leader's term is at least as large as the candidate's current term, then the candidate recognizes the leader
// as legitimate and returns to follower state."
void RaftPaper::aCandidateYieldsToALeaderOfItsTerm_5_2()
{
    Bench candidate({});
    candidate.stand();

    candidate.step(3, 1, AppendRequest{.entries = entriesOf({1})});

    QCOMPARE(candidate.status().role, Role::Follower);
    QCOMPARE(candidate.status().leader, RaftId{3});
    QCOMPARE(candidate.status().vote, RaftId{1});
    QCOMPARE(candidate.status().last, Index{1});
}

// "If the term in the RPC is smaller, the candidate rejects the RPC and continues in candidate state."
void RaftPaper::aCandidateIgnoresALeaderOfAnOlderTerm_5_2()
{
    Bench candidate({.term = 4});
    candidate.stand();

    const auto sent = candidate.step(3, 4, AppendRequest{});

    QCOMPARE(candidate.status().role, Role::Candidate);
    QCOMPARE(last<AppendResponse>(sent)->accepted, false);
    QCOMPARE(sent.back().term, Term{5});
}

// "When this happens, each candidate will time out and start a new election by incrementing its term."
void RaftPaper::splitVotesEndInANewElection_5_2()
{
    Bench candidate({});
    candidate.stand();

    candidate.stand();

    QCOMPARE(candidate.status().role, Role::Candidate);
    QCOMPARE(candidate.status().term, Term{2});
}

// "Election timeouts are chosen randomly from a fixed interval." S-12: here [10, 20) ticks.
void RaftPaper::electionTimeoutsAreRandom_5_2()
{
    std::set<int> seen;
    int equal = 0;
    int previous = 0;
    for (std::uint64_t seed = 1; seed <= 10000; ++seed) {
        Raft raft({.self = {1}}, {.initial = configurationOf({1, 2, 3})}, seed);
        int ticks = 0;
        while (raft.status().role == Role::Follower) {
            raft.tick();
            ++ticks;
        }
        seen.insert(ticks);
        equal += ticks == previous;
        previous = ticks;
    }

    QCOMPARE(seen.size(), std::size_t(10));
    QCOMPARE(*seen.begin(), 10);
    QCOMPARE(*seen.rbegin(), 19);
    QVERIFY(equal < 1500);
}

// "The leader appends the command to its log as a new entry, then issues AppendEntries RPCs in parallel to each of the
// other servers to replicate the entry."
void RaftPaper::theLeaderAppendsThenReplicatesInParallel_5_3()
{
    Bench leader({});
    leader.lead();
    leader.acknowledge(2, 1);
    leader.acknowledge(3, 1);

    const auto result = leader.raft.propose("x");
    const auto output = leader.raft.takeOutput();

    QCOMPARE(*result, (ProposeResult{{1}, {2}}));
    QCOMPARE(output.write->entries.size(), std::size_t(1));
    for (std::uint64_t id = 2; id <= 3; ++id) {
        const auto append = last<AppendRequest>(output.messages, id);
        QCOMPARE(append->prevIndex, Index{1});
        QCOMPARE(*append->entries.front().data, Bytes("x"));
    }
}

// "If followers crash or run slowly, or if network packets are lost, the leader retries AppendEntries RPCs indefinitely
// (even after it has responded to the client) until all followers eventually store all log entries."
void RaftPaper::theLeaderRetriesUntilEveryoneHasTheEntry_5_3()
{
    Cluster cluster(configurationOf({1, 2, 3}));
    cluster.campaign(1);
    cluster.isolate(3);
    QVERIFY(cluster.propose(1, "x"));
    cluster.tickAll(5);
    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});

    cluster.heal();
    cluster.tickAll(3);

    QCOMPARE(cluster.applied(3), std::vector<Bytes>{"x"});
}

// "A log entry is committed once the leader that created the entry has replicated it on a majority of the servers."
void RaftPaper::anEntryOnAMajorityIsCommitted_5_3()
{
    Bench leader({.initial = Five});
    leader.lead();

    leader.acknowledge(2, 1);
    QCOMPARE(leader.status().commit, Index{0});
    leader.acknowledge(2, 1); // the same once more does not count
    QCOMPARE(leader.status().commit, Index{0});
    leader.acknowledge(3, 1);

    QCOMPARE(leader.status().commit, Index{1});
    QCOMPARE(leader.delivered.size(), std::size_t(1));
}

// "This also commits all preceding entries in the leader's log, including entries created by previous leaders."
void RaftPaper::committingAnEntryCommitsAllBefore_5_3()
{
    Bench leader({.term = 2, .log = {1, 1, 2}});
    leader.lead();

    leader.acknowledge(2, 4);

    QCOMPARE(leader.status().commit, Index{4});
    QCOMPARE(leader.delivered.size(), std::size_t(4));
}

// "The leader keeps track of the highest index it knows to be committed, and it includes that index in future
// AppendEntries RPCs so that the other servers eventually find out. Once a follower learns that a log entry is
// committed, it applies the entry to its local state machine (in log order)."
void RaftPaper::followersLearnTheCommitIndexAndApplyInOrder_5_3()
{
    Bench follower({.term = 1});
    follower.step(2, 1, AppendRequest{.entries = entriesOf({1, 1, 1})});
    QVERIFY(follower.delivered.empty());

    follower.step(2, 1, AppendRequest{{3}, {1}, {2}, {}});
    QCOMPARE(follower.delivered.size(), std::size_t(2));
    follower.step(2, 1, Heartbeat{{3}, {1}});

    QCOMPARE(follower.delivered.size(), std::size_t(3));
    QVERIFY(follower.delivered == entriesOf({1, 1, 1}));
}

// "When sending an AppendEntries RPC, the leader includes the index and term of the entry in its log that immediately
// precedes the new entries."
void RaftPaper::appendsCarryTheEntryBefore_5_3()
{
    Bench leader({.term = 3, .log = {1, 3}});

    const auto sent = leader.lead();

    QCOMPARE(last<AppendRequest>(sent, 2)->prevIndex, Index{2});
    QCOMPARE(last<AppendRequest>(sent, 2)->prevTerm, Term{3});
}

// "If the follower does not find an entry in its log with the same index and term, then it refuses the new entries."
void RaftPaper::followersRefuseWhatDoesNotFollow_5_3()
{
    Bench follower({.term = 2, .log = {1, 2}});

    const auto beyond = follower.step(2, 3, AppendRequest{{3}, {3}, {}, entriesOf({3}, 4)});
    const auto differs = follower.step(2, 3, AppendRequest{{2}, {3}, {}, entriesOf({3}, 3)});
    const auto agrees = follower.step(2, 3, AppendRequest{{2}, {2}, {}, entriesOf({3}, 3)});

    QCOMPARE(*last<AppendResponse>(beyond), (AppendResponse{false, {3}, {}, {2}, {2}}));
    QCOMPARE(last<AppendResponse>(differs)->accepted, false);
    QCOMPARE(*last<AppendResponse>(agrees), (AppendResponse{true, {2}, {3}, {}, {}}));
}

// "Conflicting entries in follower logs will be overwritten with entries from the leader's log." The six followers of
// figure 7.
void RaftPaper::conflictingEntriesAreOverwritten_5_3_data()
{
    QTest::addColumn<std::vector<std::uint64_t>>("log");
    using Terms = std::vector<std::uint64_t>;
    QTest::newRow("a: one missing") << Terms{1, 1, 1, 4, 4, 5, 5, 6, 6};
    QTest::newRow("b: many missing") << Terms{1, 1, 1, 4};
    QTest::newRow("c: one extra") << Terms{1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6};
    QTest::newRow("d: two extra of a later term") << Terms{1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7};
    QTest::newRow("e: missing and extra") << Terms{1, 1, 1, 4, 4, 4, 4};
    QTest::newRow("f: a long other history") << Terms{1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3};
}

void RaftPaper::conflictingEntriesAreOverwritten_5_3()
{
    QFETCH(std::vector<std::uint64_t>, log);
    const std::vector<std::uint64_t> leaderLog{1, 1, 1, 4, 4, 5, 5, 6, 6, 6};
    Bench leader({.term = 7, .log = leaderLog});
    Bench follower({.id = 2, .term = 7, .log = log});

    std::vector<Message> toFollower = leader.lead();
    int trips = 0;
    while (leader.status().followers.front().match < leader.status().last) {
        std::vector<Message> answers;
        for (const Message& message : only<AppendRequest>(toFollower, 2))
            std::ranges::move(follower.step(1, message.term.value, message.body), std::back_inserter(answers));
        toFollower.clear();
        for (const Message& message : answers)
            std::ranges::move(leader.step(2, message.term.value, message.body), std::back_inserter(toFollower));
        QVERIFY(++trips < 6);
    }

    QCOMPARE(termsOf(follower.raft.log()), termsOf(leader.raft.log()));
    QCOMPARE(follower.status().last, Index{11});
}

// "When a leader first comes to power, it initializes all nextIndex values to the index just after the last one in its
// log."
void RaftPaper::nextIndexStartsAfterTheLastEntry_5_3()
{
    Bench leader({.term = 3, .log = {1, 3}});

    leader.lead();

    for (const FollowerStatus& follower : leader.status().followers) {
        QCOMPARE(follower.next, Index{3});
        QCOMPARE(follower.match, Index{0});
    }
}

// "After a rejection, the leader decrements nextIndex and retries the AppendEntries RPC. Eventually nextIndex will
// reach a point where the leader and follower logs match." With the term of the conflict it skips a whole term at a
// time.
void RaftPaper::nextIndexFallsUntilTheLogsAgree_5_3()
{
    Bench leader({.term = 5, .log = {1, 3, 3, 3, 5, 5, 5, 5}});
    leader.lead();

    const auto second = leader.step(2, 6, AppendResponse{false, {8}, {}, {6}, {2}});
    const auto third = leader.step(2, 6, AppendResponse{false, {1}, {}, {0}, {0}});

    QCOMPARE(last<AppendRequest>(second, 2)->prevIndex, Index{1});
    QCOMPARE(last<AppendRequest>(third, 2)->prevIndex, Index{0});
    QCOMPARE(last<AppendRequest>(third, 2)->entries.size(), std::size_t(9));
}

// "A leader never overwrites or deletes entries in its own log."
void RaftPaper::leadersNeverTouchTheirOwnEntries_5_3()
{
    Bench leader({.term = 1, .log = {1}});
    leader.lead();
    const auto before = termsOf(leader.raft.log());

    leader.step(2, 2, AppendRequest{{1}, {1}, {2}, entriesOf({2, 2, 2}, 2)});

    QCOMPARE(termsOf(leader.raft.log()), before);
    QCOMPARE(leader.status().role, Role::Leader);
    QCOMPARE(leader.status().ignoredMessages, std::uint64_t(1));
}

// "The voter denies its vote if its own log is more up-to-date than that of the candidate. […] If the logs have last
// entries with different terms, then the log with the later term is more up-to-date. If the logs end with the same
// term, then whichever log is longer is more up-to-date."
void RaftPaper::votesGoOnlyToLogsThatAreUpToDate_5_4_1_data()
{
    QTest::addColumn<std::uint64_t>("index");
    QTest::addColumn<std::uint64_t>("term");
    QTest::addColumn<bool>("granted");
    QTest::newRow("equal") << std::uint64_t(3) << std::uint64_t(2) << true;
    QTest::newRow("longer") << std::uint64_t(4) << std::uint64_t(2) << true;
    QTest::newRow("shorter") << std::uint64_t(2) << std::uint64_t(2) << false;
    QTest::newRow("shorter, later term") << std::uint64_t(1) << std::uint64_t(3) << true;
    QTest::newRow("longer, earlier term") << std::uint64_t(9) << std::uint64_t(1) << false;
    QTest::newRow("empty") << std::uint64_t(0) << std::uint64_t(0) << false;
}

void RaftPaper::votesGoOnlyToLogsThatAreUpToDate_5_4_1()
{
    QFETCH(std::uint64_t, index);
    QFETCH(std::uint64_t, term);
    QFETCH(bool, granted);
    Bench voter({.term = 2, .log = {1, 2, 2}});

    const auto preVote = voter.step(2, 4, PreVoteRequest{{index}, {term}});
    const auto vote = voter.step(2, 4, VoteRequest{{index}, {term}});

    QCOMPARE(last<PreVoteResponse>(preVote)->granted, granted);
    QCOMPARE(preVote.back().term, granted ? Term{4} : Term{2});
    QCOMPARE(last<VoteResponse>(vote)->granted, granted);
}

// "Raft never commits log entries from previous terms by counting replicas. Only log entries from the leader's current
// term are committed by counting replicas; once an entry from the current term has been committed in this way, then all
// prior entries are committed indirectly." Figure 8.
void RaftPaper::onlyEntriesOfTheCurrentTermCommitByCounting_5_4_2()
{
    Bench leader({.initial = Five, .term = 3, .log = {1, 2}});
    leader.lead();

    leader.acknowledge(2, 2);
    leader.acknowledge(3, 2);
    QCOMPARE(leader.status().commit, Index{0});
    leader.acknowledge(2, 3);
    leader.acknowledge(3, 3);

    QCOMPARE(leader.status().commit, Index{3});
}

// "Raft RPCs are idempotent […]. For example, if a follower receives an AppendEntries request that includes log entries
// already present in its log, it ignores those entries in the new request."
void RaftPaper::requestsAreIdempotent_5_5()
{
    Bench follower({.term = 1});
    const AppendRequest request{.entries = entriesOf({1, 1})};
    const auto first = follower.step(2, 1, request);
    const std::size_t writes = follower.writes.size();

    const auto second = follower.step(2, 1, request);

    QVERIFY(first == second);
    QCOMPARE(follower.writes.size(), writes);
    QCOMPARE(follower.status().last, Index{2});
}

// "If a follower or candidate crashes, then future RequestVote and AppendEntries RPCs sent to it will fail. Raft
// handles these failures by retrying indefinitely."
void RaftPaper::lostRequestsAreRepeated_5_5()
{
    Cluster cluster(configurationOf({1, 2, 3}));
    cluster.crash(2);
    cluster.crash(3);
    cluster.tickAll(60);
    QCOMPARE(cluster.status(1).role, Role::PreCandidate);

    cluster.restart(2);

    QVERIFY(cluster.awaitLeader() != 0);
    QVERIFY(cluster.propose(cluster.awaitLeader(), "x"));
    cluster.restart(3);
    cluster.tickAll(5);
    QCOMPARE(cluster.applied(3), std::vector<Bytes>{"x"});
}

// "Persistent state on all servers (updated on stable storage before responding to RPCs)": currentTerm, votedFor.
void RaftPaper::termAndVoteAreStoredBeforeTheAnswer_figure2()
{
    Raft voter({.self = {1}}, {.initial = configurationOf({1, 2, 3})}, 1);

    voter.step({{2}, {1}, {5}, VoteRequest{}});
    const Output output = voter.takeOutput();

    QVERIFY(output.messages.empty());
    QCOMPARE(output.write->hard, (HardState{{5}, {2}, {}}));
    QVERIFY(output.write->mustSync);
    QCOMPARE(last<VoteResponse>(output.write->afterWrite)->granted, true);
}

// The same: log[].
void RaftPaper::entriesAreStoredBeforeTheAnswer_figure2()
{
    Raft follower({.self = {1}}, {.initial = configurationOf({1, 2, 3})}, 1);

    follower.step({{2}, {1}, {1}, AppendRequest{.commit = {1}, .entries = entriesOf({1, 1})}});
    const Output output = follower.takeOutput();

    QVERIFY(output.messages.empty());
    QCOMPARE(output.write->entries.size(), std::size_t(2));
    QCOMPARE(last<AppendResponse>(output.write->afterWrite)->match, Index{2});
    QVERIFY(output.committed.empty());
    follower.persisted(output.write->seq);
    QCOMPARE(follower.takeOutput().committed.size(), std::size_t(1));
}

// "If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of last new entry)."
void RaftPaper::commitIsAtMostTheLastNewEntry_figure2()
{
    Bench follower({.term = 1, .log = {1, 1, 1}});

    follower.step(2, 2, AppendRequest{{1}, {1}, {3}, entriesOf({1}, 2)});

    QCOMPARE(follower.status().commit, Index{2});
}

// "Once a given server adds the new configuration entry to its log, it uses that configuration for all future decisions
// (a server always uses the latest configuration in its log, regardless of whether the entry is committed)."
void RaftPaper::configurationsHoldOnceAppended_6()
{
    Bench leader({.initial = configurationOf({1, 2, 3}, {4})});
    leader.lead();
    leader.acknowledge(2, 1);
    Bench follower({.id = 3, .initial = configurationOf({1, 2, 3}, {4})});

    QVERIFY(leader.raft.proposeConfiguration(Promote{{4}}));
    leader.drain();
    follower.step(1, 1, AppendRequest{.entries = {makeEntry({1}, {1}, configurationOf({1, 2, 3, 4}))}});

    QVERIFY(leader.status().configuration->voters.contains({4}));
    QVERIFY(!leader.status().configurationCommitted);
    leader.acknowledge(2, 2);
    QCOMPARE(leader.status().commit, Index{1}); // two of four
    leader.acknowledge(4, 2);
    QCOMPARE(leader.status().commit, Index{2});
    QVERIFY(follower.status().configuration->voters.contains({4}));
    QCOMPARE(follower.status().commit, Index{0});
}

// "Agreement (for elections and entry commitment) requires separate majorities from both the old and new
// configurations."
void RaftPaper::jointConfigurationsNeedBothMajorities_6()
{
    Bench candidate({.initial = configurationOf({1, 4, 5}, {}, {1, 2, 3})});

    candidate.timeOut();
    candidate.step(4, 1, PreVoteResponse{true});
    candidate.step(5, 1, PreVoteResponse{true});
    QCOMPARE(candidate.status().role, Role::PreCandidate);
    candidate.step(3, 1, PreVoteResponse{true});
    candidate.step(2, 1, VoteResponse{true});
    candidate.step(3, 1, VoteResponse{true});
    QCOMPARE(candidate.status().role, Role::Candidate);
    candidate.step(4, 1, VoteResponse{true});
    QCOMPARE(candidate.status().role, Role::Leader);

    candidate.acknowledge(4, 1);
    candidate.acknowledge(5, 1);
    QCOMPARE(candidate.status().commit, Index{0});
    candidate.acknowledge(2, 1);
    QCOMPARE(candidate.status().commit, Index{1});
}

// "Once C_old,new has been committed, […] it is now safe for the leader to create a log entry describing C_new and
// replicate it to the cluster."
void RaftPaper::jointConfigurationsAreFollowedByTheNewOne_6()
{
    Bench leader({.initial = configurationOf({1, 2, 3}, {4, 5})});
    leader.lead();
    leader.acknowledge(2, 1);

    QVERIFY(leader.raft.proposeConfiguration(Reconfigure{.promote = {{4}, {5}}, .remove = {{2}, {3}}}));
    leader.drain();
    QVERIFY(leader.status().configuration->isJoint());
    leader.acknowledge(2, 2);
    QVERIFY(leader.status().configuration->isJoint()); // a majority of the old ones, but one of three new ones
    leader.acknowledge(4, 2);

    QVERIFY(!leader.status().configuration->isJoint());
    QCOMPARE(leader.status().configurationIndex, Index{3});
    QCOMPARE(leader.status().configuration->removed, (std::set<RaftId>{{2}, {3}}));
}

// "The new servers join the cluster as non-voting members (the leader replicates log entries to them, but they are not
// considered for majorities)."
void RaftPaper::newServersJoinWithoutAVote_6()
{
    Cluster cluster(configurationOf({1, 2}));
    cluster.campaign(1);
    QVERIFY(cluster.propose(1, "x"));

    cluster.add(3);
    QVERIFY(cluster.change(1, AddLearner{memberOf(3)}));
    QCOMPARE(cluster.applied(3), std::vector<Bytes>{"x"});

    cluster.crash(2);
    QVERIFY(cluster.propose(1, "y"));
    QCOMPARE(cluster.applied(1), std::vector<Bytes>{"x"});
}

// "The leader steps down (returns to follower state) once it has committed the C_new log entry. […] While it is
// committing C_new, it replicates log entries but does not count itself in majorities."
void RaftPaper::aLeaderOutsideTheConfigurationStepsDownOnceCommitted_6()
{
    Bench leader({});
    leader.lead();
    leader.acknowledge(2, 1);
    leader.acknowledge(3, 1);

    QVERIFY(leader.raft.proposeConfiguration(Remove{{1}}));
    leader.drain();
    leader.acknowledge(2, 2);
    QCOMPARE(leader.status().role, Role::Leader);
    QCOMPARE(leader.status().commit, Index{1});
    const auto sent = leader.acknowledge(3, 2);

    QCOMPARE(leader.status().role, Role::Follower);
    QCOMPARE(leader.status().commit, Index{2});
    QCOMPARE(last<AppendRequest>(sent, 2)->commit, Index{2});
    QCOMPARE(only<TimeoutNow>(sent).size(), std::size_t(1));
    QVERIFY(leader.removed);
}

// "If a server receives a RequestVote RPC within the minimum election timeout of hearing from a current leader, it does
// not update its term or grant its vote."
void RaftPaper::votesAreIgnoredWhileALeaderIsHeard_6()
{
    Bench follower({.term = 1});
    follower.step(2, 1, Heartbeat{{}, {1}});
    follower.tick(9);

    const auto early = follower.step(3, 9, VoteRequest{{9}, {9}});
    QVERIFY(early.empty());
    QCOMPARE(follower.status().term, Term{1});
    follower.tick(1);
    const auto late = follower.step(3, 9, VoteRequest{{9}, {9}});

    QCOMPARE(last<VoteResponse>(late)->granted, true);
}

// "Raft handles this by having each leader commit a blank no-op entry into the log at the start of its term."
void RaftPaper::aLeaderCommitsANoOpFirst_8()
{
    Bench leader({.term = 1, .log = {1}});
    leader.lead();

    leader.acknowledge(3, 2);

    QCOMPARE(leader.delivered.size(), std::size_t(2));
    QVERIFY(leader.delivered.back().data->empty());
    QCOMPARE(leader.delivered.back().term, Term{2});
}

// "Raft handles this by having the leader exchange heartbeat messages with a majority of the cluster before responding
// to read-only requests."
void RaftPaper::readsAreConfirmedByAMajority_8()
{
    Bench leader({.initial = Five});
    leader.lead();
    leader.acknowledge(2, 1);
    leader.acknowledge(3, 1);

    QVERIFY(leader.raft.readIndex({77}));
    const auto sent = leader.drain();
    const Round round = last<Heartbeat>(sent, 2)->round;
    leader.step(2, 1, HeartbeatResponse{round});
    QVERIFY(leader.reads.empty());
    leader.step(3, 1, HeartbeatResponse{round});

    QCOMPARE(leader.reads.size(), std::size_t(1));
    QCOMPARE(leader.reads.front(), (ReadState{{77}, {1}, true}));
}

QTEST_GUILESS_MAIN(RaftPaper)
#include "tst_raftpaper.moc"

#include "daemon/agent/agent.h"

#include "daemon/agent/defaults.h"
#include "tests/support/fakeexecutor.h"
#include "tests/support/fakemanagers.h"
#include "tests/support/memorytaskdb.h"
#include "tests/support/virtualloop.h"

#include <QTest>

using namespace skep;
using namespace skep::agent;
using api::TaskState;
using Dial = test::FakeManagers::Manager::Dial;

namespace {

api::Task makeTask(std::string id, TaskState desired = TaskState::Running)
{
    api::Task task{.id = id, .serviceId = "s1", .slot = 1, .nodeId = "n1", .desiredState = desired, .serviceName = "web"};
    task.status.state = TaskState::Assigned;
    task.spec.container.emplace();
    return task;
}

api::SessionMessage assignmentsOf(std::vector<api::Task> tasks)
{
    return {.assignments = api::Assignments{.tasks = std::move(tasks)}};
}

// A node and three managers, m1 leading.
struct Cluster {
    test::VirtualLoop loop;
    test::FakeExecutor engine;
    test::MemoryTaskDb db;
    std::shared_ptr<test::FakeManagers> managers = std::make_shared<test::FakeManagers>();
    std::unique_ptr<Agent> agent;

    explicit Cluster(bool started = true)
    {
        for (const char* addr : {"m1", "m2", "m3"})
            managers->managers[addr] = {.leader = "m1"};
        if (started)
            start();
    }
    ~Cluster()
    {
        if (agent)
            finish(agent->close());
        agent.reset();
        finish(engine.close());
    }
    void start()
    {
        agent = std::make_unique<Agent>(engine, db,
            Agent::Options{.nodeId = "n1", .advertiseAddr = "10.0.0.9", .managers = {{"a", "m1"}, {"b", "m2"}, {"c", "m3"}}, .seed = 7},
            managers);
        agent->start();
        loop.settle();
    }
    void finish(async::Task<void> task)
    {
        const auto done = std::make_shared<bool>(false);
        [[maybe_unused]] const auto follow = mark(std::move(task), done);
        for (int i = 0; i < 100 && !*done; ++i)
            loop.advance(1s);
        QVERIFY(*done);
    }
    static async::Task<void> mark(async::Task<void> task, std::shared_ptr<bool> done)
    {
        co_await task;
        *done = true;
    }
};

} // namespace

class TestAgent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("skep.*=false")); }

    void itRegistersWithTheLeaderAtOnce()
    {
        Cluster c;

        QVERIFY(c.agent->sessionReady());
        QCOMPARE(c.agent->lastError(), std::string());
        QCOMPARE(c.managers->sessions.size(), std::size_t(1));
        QCOMPARE(c.managers->session().addr, std::string("m1"));
        QCOMPARE(c.managers->connections, 1); // those who were only asked are let go
        const auto& request = c.managers->session().request;
        QCOMPARE(request.advertiseAddr, std::string("10.0.0.9"));
        QCOMPARE(request.description.hostname, std::string("fake"));
        QCOMPARE(request.description.engine.engineVersion, std::string("20.10.24"));
        QCOMPARE(request.description.tlsInfo.trustRoot, std::string("root"));
    }

    void anAssignmentIsPreparedAndReportedBeforeTimePasses()
    {
        Cluster c;
        const auto before = c.loop.monotonic();

        c.managers->session().send(assignmentsOf({makeTask("t1")}));
        QVERIFY(c.loop.settle());

        QCOMPARE(c.loop.monotonic(), before);
        QVERIFY(c.engine.running("t1"));
        QCOMPARE(c.managers->session().reported("t1"), TaskState::Running);
    }

    void itBeatsAtAFifthOfTheHeartbeatPeriod()
    {
        Cluster c;
        const int first = c.managers->session().heartbeats;

        QVERIFY(c.loop.advance(10s));

        QCOMPARE(first, 1);
        QCOMPARE(c.managers->session().heartbeats, 11);
    }

    void aChangedPeriodIsFollowed()
    {
        Cluster c;
        c.managers->heartbeatPeriod = 20'000'000'000;
        QVERIFY(c.loop.advance(2s));
        const int before = c.managers->session().heartbeats;

        QVERIFY(c.loop.advance(20s));

        QCOMPARE(c.managers->session().heartbeats - before, 5);
    }

    void beatsGoOnWhileOneIsNotAnswered()
    {
        Cluster c;
        c.managers->heartbeatsAnswered = false;
        const int before = c.managers->session().heartbeats;

        QVERIFY(c.loop.advance(2s));

        QCOMPARE(c.managers->session().heartbeats - before, 2);
        QCOMPARE(c.managers->sessions.size(), std::size_t(1));
    }

    void aLostHeartbeatOpensANewSessionAtOnce()
    {
        Cluster c;
        QVERIFY(c.loop.advance(10s));
        c.managers->heartbeatsAnswered = false;

        QVERIFY(c.loop.advance(1s)); // the beat that gets no answer
        c.managers->leads("m2");
        QVERIFY(c.loop.advance(2s)); // its deadline

        QCOMPARE(c.managers->sessions.size(), std::size_t(2));
        QCOMPARE(c.managers->session().addr, std::string("m2"));
        QVERIFY(!c.managers->sessions.front()->open);
    }

    void aLeaderChangeCostsNoTimeAndNoTask()
    {
        Cluster c;
        c.managers->session().send(assignmentsOf({makeTask("t1")}));
        QVERIFY(c.loop.advance(10s));
        c.managers->leads("m3");
        c.managers->first.tasks = {makeTask("t1")};
        const auto before = c.loop.monotonic();

        c.managers->session().end({ErrorCode::Aborted, "node must disconnect"});
        QVERIFY(c.loop.settle());

        QCOMPARE(c.loop.monotonic(), before);
        QCOMPARE(c.managers->session().addr, std::string("m3"));
        QVERIFY(c.agent->sessionReady());
        QVERIFY(c.engine.running("t1"));
        QCOMPARE(c.engine.callCount("prepare t1"), std::size_t(1));
    }

    void everyNewSessionHearsAllStatusesAgain()
    {
        Cluster c;
        c.managers->first.tasks = {makeTask("t1"), makeTask("t2")};
        c.managers->session().send(assignmentsOf(c.managers->first.tasks));
        QVERIFY(c.loop.advance(10s));

        c.managers->session().end({ErrorCode::Unavailable, "bye"});
        c.engine.exit("t2", 3);
        QVERIFY(c.loop.settle());

        QCOMPARE(c.managers->sessions.size(), std::size_t(2));
        QCOMPARE(c.managers->session().reported("t1"), TaskState::Running);
        QCOMPARE(c.managers->session().reported("t2"), TaskState::Failed);
    }

    void statusesOfALongOutageArriveWhenItEnds()
    {
        Cluster c;
        c.managers->first.tasks = {makeTask("t1")};
        c.managers->session().send(assignmentsOf({makeTask("t1")}));
        QVERIFY(c.loop.advance(10s));
        for (auto& [addr, manager] : c.managers->managers)
            manager.dial = Dial::Refuses;
        c.managers->session().end({ErrorCode::Unavailable, "bye"});
        QVERIFY(c.loop.advance(1h));

        c.engine.exit("t1", 1);
        QVERIFY(c.loop.advance(1h));
        const bool meanwhile = c.agent->sessionReady();
        const auto error = c.agent->lastError();
        for (auto& [addr, manager] : c.managers->managers)
            manager.dial = Dial::Answers;
        QVERIFY(c.loop.advance(BackoffCap));

        QVERIFY(!meanwhile);
        QVERIFY(error.starts_with("nobody at m"));
        QVERIFY(c.agent->sessionReady());
        QCOMPARE(c.managers->session().reported("t1"), TaskState::Failed);
        QCOMPARE(c.engine.created["t1"], 1);
    }

    void theBackOffGrowsToItsCap()
    {
        Cluster c(false);
        for (auto& [addr, manager] : c.managers->managers)
            manager.dial = Dial::Refuses;
        c.start();

        QVERIFY(c.loop.advance(1s));
        const auto early = c.managers->dialled.size() / 3;
        QVERIFY(c.loop.advance(100s));
        const auto before = c.managers->dialled.size() / 3;
        QVERIFY(c.loop.advance(400s));
        const auto late = c.managers->dialled.size() / 3 - before;

        QVERIFY2(early >= 3 && early <= 12, qPrintable(QString::number(early)));
        QVERIFY2(late >= 60 && late <= 160, qPrintable(QString::number(late))); // 4 s on average
    }

    void aHangingManagerDelaysByTheStaggerOnly()
    {
        Cluster c(false);
        c.managers->managers["m1"].dial = Dial::Hangs;
        c.managers->managers["m2"].dial = Dial::Hangs;
        c.managers->leads("m3");
        c.start();

        QVERIFY(c.loop.advance(2 * ProbeStagger));

        QVERIFY(c.agent->sessionReady());
        QCOMPARE(c.managers->session().addr, std::string("m3"));
    }

    void aDeadLeaderThatOthersStillNameIsNotWaitedFor()
    {
        Cluster c(false);
        c.managers->managers["m1"].dial = Dial::Hangs;
        c.start();
        QVERIFY(c.loop.advance(1s));

        c.managers->leads("m2");
        QVERIFY(c.loop.advance(1s));

        QVERIFY(c.agent->sessionReady());
        QCOMPARE(c.managers->session().addr, std::string("m2"));
    }

    void aSessionThatIsNotOpenedInTimeIsGivenUp()
    {
        Cluster c(false);
        c.managers->silent = true;
        c.start();
        const bool early = c.agent->sessionReady();

        c.managers->silent = false;
        QVERIFY(c.loop.advance(SessionDeadline + BackoffFirst));

        QVERIFY(!early);
        QVERIFY(c.agent->sessionReady());
    }

    void aRefusedSessionIsRetriedWithBackOff()
    {
        Cluster c(false);
        c.managers->refusal = Error{ErrorCode::PermissionDenied, "node n1 was removed from the swarm"};
        c.start();

        QVERIFY(c.loop.advance(60s));

        QCOMPARE(c.agent->lastError(), std::string("node n1 was removed from the swarm"));
        QVERIFY2(c.managers->sessions.size() < 40, qPrintable(QString::number(c.managers->sessions.size())));
        QVERIFY(c.managers->sessions.size() > 8);
    }

    void twoNodesWithOneCertificateDoNotSpin()
    {
        Cluster c;
        for (int i = 0; i < 60; ++i) {
            for (const auto& session : c.managers->sessions) {
                if (session->open)
                    session->end({ErrorCode::InvalidArgument, "session invalid"});
            }
            QVERIFY(c.loop.advance(1ms));
        }

        QVERIFY2(c.managers->sessions.size() < 10, qPrintable(QString::number(c.managers->sessions.size())));
    }

    void managersAreLearnedFromTheSession()
    {
        Cluster c(false);
        std::vector<api::ManagerAddress> heard;
        c.managers->listed = {{"a", "m1"}, {"d", "m4"}};
        c.managers->managers["m4"] = {.leader = "m4"};
        c.start();
        c.agent->onManagers([&](std::vector<api::ManagerAddress> list) { heard = std::move(list); });
        QVERIFY(c.loop.advance(10s));
        for (const char* addr : {"m1", "m2", "m3"})
            c.managers->managers[addr].dial = Dial::Refuses;
        c.managers->listed.push_back({"e", "m5"});

        c.managers->session().end({ErrorCode::Unavailable, "bye"});
        QVERIFY(c.loop.advance(1s));

        QCOMPARE(c.managers->session().addr, std::string("m4"));
        QCOMPARE(heard, c.managers->listed);
    }

    void aNodeWithoutAnEngineIsListedAndTheEngineIsToldWhenItAppears()
    {
        Cluster c(false);
        c.engine.engineUp = false;
        c.managers->first.tasks = {makeTask("t1")};
        c.start();
        QVERIFY(c.loop.advance(FirstDescribePatience));
        const auto description = c.managers->session().request.description;
        const auto state = c.managers->session().reported("t1");

        c.engine.engineUp = true;
        QVERIFY(c.loop.advance(DescribeRetry));

        QVERIFY(!description.hostname.empty());
        QVERIFY(description.resources.nanoCpus > 0);
        QVERIFY(description.engine.engineVersion.empty());
        QCOMPARE(state, TaskState::Preparing);
        QCOMPARE(c.managers->sessions.size(), std::size_t(2));
        QCOMPARE(c.managers->session().request.description.engine.engineVersion, std::string("20.10.24"));
        QCOMPARE(c.managers->session().reported("t1"), TaskState::Running);
    }

    void aChangedDescriptionOpensANewSessionAndASteadyOneDoesNot()
    {
        Cluster c;
        QVERIFY(c.loop.advance(100s));
        const auto steady = c.managers->sessions.size();

        c.engine.description.engine.labels["rack"] = "7";
        QVERIFY(c.loop.advance(DescribeInterval));

        QCOMPARE(steady, std::size_t(1));
        QCOMPARE(c.managers->sessions.size(), std::size_t(2));
        QCOMPARE(c.managers->session().request.description.engine.labels.at("rack"), std::string("7"));
    }

    void reconnectUsesANewConnectionAtOnce()
    {
        Cluster c;
        const auto dials = c.managers->dialled.size();

        c.agent->reconnect();
        QVERIFY(c.loop.settle());

        QCOMPARE(c.managers->sessions.size(), std::size_t(2));
        QVERIFY(c.managers->dialled.size() > dials);
        QVERIFY(c.agent->sessionReady());
    }

    void theNodeObjectIsHandedOn()
    {
        Cluster c;
        std::vector<std::string> roles;
        c.agent->onNode([&](const api::Node& node) { roles.emplace_back(api::text(node.role)); });

        c.managers->session().send({.node = api::Node{.id = "n1", .role = api::NodeRole::Manager}});
        QVERIFY(c.loop.settle());

        QCOMPARE(roles, (std::vector<std::string>{"manager"}));
    }

    void firstSessionResolvesOnceThereIsOne()
    {
        Cluster c(false);
        c.managers->managers.clear();
        c.start();
        int ready = 0;
        [[maybe_unused]] const auto one = awaitFirst(c.agent.get(), &ready);
        [[maybe_unused]] const auto two = awaitFirst(c.agent.get(), &ready);
        QVERIFY(c.loop.advance(1s));
        const int early = ready;

        c.managers->managers["m1"] = {.leader = "m1"};
        QVERIFY(c.loop.advance(10s));
        [[maybe_unused]] const auto three = awaitFirst(c.agent.get(), &ready);
        QVERIFY(c.loop.settle());

        QCOMPARE(early, 0);
        QCOMPARE(ready, 3);
    }

    void firstSessionIsCancelledByClosing()
    {
        Cluster c(false);
        c.managers->managers.clear();
        c.start();
        int ready = 0;
        [[maybe_unused]] const auto wait = awaitFirst(c.agent.get(), &ready);

        c.finish(c.agent->close());
        QVERIFY(c.loop.settle());

        QCOMPARE(ready, -1);
    }

    void closingKeepsContainersAndTheSessionEnds()
    {
        Cluster c;
        c.managers->session().send(assignmentsOf({makeTask("t1")}));
        QVERIFY(c.loop.settle());

        c.finish(c.agent->close());

        QVERIFY(c.engine.running("t1"));
        QVERIFY(!c.managers->session().open);
        QCOMPARE(c.managers->connections, 0);
    }

    void leavingRemovesContainersAfterTheSessionEnded()
    {
        Cluster c;
        c.managers->session().send(assignmentsOf({makeTask("t1")}));
        QVERIFY(c.loop.settle());
        const auto reports = c.managers->session().reports.size();

        c.finish(c.agent->leave());

        QVERIFY(c.engine.containers.empty());
        QVERIFY(c.db.rows.empty());
        QVERIFY(!c.managers->session().open);
        QCOMPARE(c.managers->session().reports.size(), reports);
    }

    void tasksGoOnWithoutAnyManager()
    {
        Cluster c(false);
        auto task = makeTask("t1");
        task.status.state = TaskState::Ready;
        c.db.put(task);
        c.engine.containers["t1"] = {};
        c.managers->managers.clear();

        c.start();

        QVERIFY(c.engine.running("t1"));
        QVERIFY(!c.agent->sessionReady());
    }

private:
    static async::Task<void> awaitFirst(Agent* agent, int* ready)
    {
        const auto result = co_await agent->firstSession();
        *ready += result ? 1 : -1;
    }
};

QTEST_GUILESS_MAIN(TestAgent)
#include "tst_agent.moc"

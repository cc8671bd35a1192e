#include "daemon/agent/worker.h"

#include "tests/support/fakeexecutor.h"
#include "tests/support/memorytaskdb.h"
#include "tests/support/virtualloop.h"

#include <QTest>

using namespace skep;
using namespace skep::agent;
using api::TaskState;
using namespace std::chrono_literals;

namespace {

api::Task makeTask(std::string id, TaskState desired = TaskState::Running)
{
    api::Task task{.id = id, .serviceId = "s1", .slot = 1, .nodeId = "n1", .desiredState = desired, .serviceName = "web"};
    task.status.state = TaskState::Assigned;
    task.spec.container.emplace();
    task.spec.container.edit().image = "nginx";
    return task;
}

api::Task withSecret(api::Task task, std::string secretId)
{
    task.spec.container.edit().secrets.push_back({.secretId = secretId, .secretName = "name-" + secretId});
    return task;
}

api::Secret makeSecret(std::string id)
{
    api::Secret secret{.id = id};
    secret.spec.name = "name-" + id;
    secret.spec.data = api::Blob{"hush"};
    return secret;
}

api::Assignments complete(std::vector<api::Task> tasks)
{
    return {.complete = true, .last = true, .tasks = std::move(tasks)};
}

api::Assignments change(std::vector<api::Task> tasks, std::vector<std::string> removed = {})
{
    return {.tasks = std::move(tasks), .removedTasks = std::move(removed)};
}

// One node: the engine and the database outlive the worker, as in a restart.
struct Node {
    test::VirtualLoop loop;
    test::FakeExecutor engine;
    test::MemoryTaskDb db;
    std::map<std::string, std::vector<TaskState>> seen; // states reported, by task
    std::map<std::string, api::TaskStatus> last;
    std::unique_ptr<Worker> worker;

    Node() { boot(); }
    ~Node()
    {
        shut();
        finish(engine.close());
    }

    void boot()
    {
        worker = std::make_unique<Worker>(engine, db, NodeFacts{.nodeId = "n1", .hostname = "host1", .platform = {"x86_64", "linux"}},
            [this](const std::string& id, const api::TaskStatus& status) {
                seen[id].push_back(status.state);
                last[id] = status;
            });
        finish(worker->start());
    }
    void shut()
    {
        if (worker)
            finish(worker->close());
        worker.reset();
        engine.calls.clear();
    }
    void restart()
    {
        shut();
        boot();
    }
    void apply(api::Assignments assignments)
    {
        worker->apply(assignments);
        QVERIFY(loop.settle());
    }
    void finish(async::Task<void> task)
    {
        const auto done = std::make_shared<bool>(false);
        [[maybe_unused]] const auto follow = mark(std::move(task), done);
        QVERIFY(loop.settle());
        for (int i = 0; i < 100 && !*done; ++i)
            QVERIFY(loop.advance(1s));
        QVERIFY(*done);
    }
    static async::Task<void> mark(async::Task<void> task, std::shared_ptr<bool> done)
    {
        co_await task;
        *done = true;
    }
    TaskState state(const std::string& id) { return db.rows.contains(id) ? db.rows.at(id).task.status.state : TaskState::New; }
};

} // namespace

class TestWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("skep.*=false")); }

    void anAssignedTaskRuns()
    {
        Node node;

        node.apply(complete({makeTask("t1")}));

        QCOMPARE(node.seen["t1"],
            (std::vector{TaskState::Accepted, TaskState::Preparing, TaskState::Ready, TaskState::Starting, TaskState::Running}));
        QVERIFY(node.engine.running("t1"));
        QCOMPARE(node.last["t1"].container->containerId, std::string("c-t1"));
        QCOMPARE(node.state("t1"), TaskState::Running);
    }

    void theFirstStepIsUnderWayWhenApplyReturns()
    {
        Node node;
        node.engine.hold("t1", "prepare");

        node.worker->apply(change({makeTask("t1")}));

        QCOMPARE(node.engine.callCount("prepare t1"), std::size_t(1));
        QCOMPARE(node.seen["t1"], (std::vector{TaskState::Accepted, TaskState::Preparing}));
    }

    void theControllerKnowsItsNodeAndSecrets()
    {
        Node node;
        auto assignments = complete({withSecret(makeTask("t1"), "k1")});
        assignments.secrets = {makeSecret("k1"), makeSecret("k2")};

        node.apply(assignments);

        const auto& context = node.engine.containers.at("t1").context;
        QCOMPARE(context.nodeId, std::string("n1"));
        QCOMPARE(context.nodeHostname, std::string("host1"));
        QCOMPARE(context.nodePlatform.os, std::string("linux"));
        QCOMPARE(context.secrets.size(), std::size_t(1));
        QCOMPARE(context.secrets.front().spec.data->data, std::string("hush"));
    }

    void aReplacementIsPreparedAndWaitsUntilItIsWantedRunning()
    {
        Node node;

        node.apply(complete({makeTask("t1", TaskState::Ready)}));
        const auto prepared = node.state("t1");
        node.apply(change({makeTask("t1", TaskState::Running)}));

        QCOMPARE(prepared, TaskState::Ready);
        QCOMPARE(node.state("t1"), TaskState::Running);
        QCOMPARE(node.engine.callCount("prepare t1"), std::size_t(1));
    }

    void anExitIsReportedAndTheContainerIsNotStartedAgain()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));

        node.engine.exit("t1", 1);
        QVERIFY(node.loop.advance(1h));

        QCOMPARE(node.state("t1"), TaskState::Failed);
        QCOMPARE(node.last["t1"].err, std::string("task: non-zero exit (1)"));
        QCOMPARE(node.last["t1"].container->exitCode, 1);
        QCOMPARE(node.engine.created["t1"], 1);
    }

    void aStopInterruptsWaiting()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));

        node.apply(change({makeTask("t1", TaskState::Shutdown)}));

        QCOMPARE(node.state("t1"), TaskState::Shutdown);
        QCOMPARE(node.last["t1"].message, std::string("shutdown"));
        QCOMPARE(node.engine.callCount("shutdown t1"), std::size_t(1));
        QVERIFY(!node.engine.running("t1"));
    }

    void aStopInterruptsAPull()
    {
        Node node;
        node.engine.hold("t1", "prepare");
        node.apply(complete({makeTask("t1")}));

        node.apply(change({makeTask("t1", TaskState::Shutdown)}));

        QCOMPARE(node.state("t1"), TaskState::Shutdown);
        QCOMPARE(node.engine.created["t1"], 0);
        QCOMPARE(node.engine.callCount("start t1"), std::size_t(0));
    }

    void beingWantedRunningDoesNotInterruptPreparing()
    {
        Node node;
        node.engine.hold("t1", "prepare");
        node.apply(complete({makeTask("t1", TaskState::Ready)}));

        node.apply(change({makeTask("t1", TaskState::Running)}));
        const auto calls = node.engine.calls;
        node.engine.release("t1", "prepare");
        QVERIFY(node.loop.settle());

        QVERIFY(std::ranges::find(calls, "shutdown t1") == calls.end());
        QCOMPARE(node.state("t1"), TaskState::Running);
    }

    void aDesiredStateNeverGoesBack()
    {
        Node node;
        node.apply(complete({makeTask("t1", TaskState::Shutdown)}));

        node.apply(change({makeTask("t1", TaskState::Running)}));

        QCOMPARE(node.state("t1"), TaskState::Shutdown);
        QCOMPARE(node.engine.callCount("prepare t1"), std::size_t(0));
    }

    void anUnavailableEngineIsTriedAgainEverySecond()
    {
        Node node;
        node.engine.engineUp = false;
        node.apply(complete({makeTask("t1")}));
        QVERIFY(node.loop.advance(3500ms));
        const auto tries = node.engine.callCount("prepare t1");
        const auto meanwhile = node.last["t1"];

        node.engine.engineUp = true;
        QVERIFY(node.loop.advance(1s));

        QCOMPARE(tries, std::size_t(4));
        QCOMPARE(meanwhile.state, TaskState::Preparing);
        QCOMPARE(meanwhile.err, std::string("cannot connect to the engine"));
        QCOMPARE(node.state("t1"), TaskState::Running);
        QCOMPARE(node.last["t1"].err, std::string());
    }

    void aDeadlineIsTriedAgainAndTheReasonIsReportedOnce()
    {
        Node node;
        node.engine.failNext("t1", "start", {ErrorCode::DeadlineExceeded, "not healthy yet"});
        node.engine.failNext("t1", "start", {ErrorCode::DeadlineExceeded, "not healthy yet"});

        node.apply(complete({makeTask("t1")}));
        QVERIFY(node.loop.advance(3s));

        QCOMPARE(node.seen["t1"],
            (std::vector{TaskState::Accepted, TaskState::Preparing, TaskState::Ready, TaskState::Starting, TaskState::Starting,
                TaskState::Running}));
    }

    void aStopDoesNotWaitForTheNextTry()
    {
        Node node;
        node.engine.failNext("t1", "prepare", {ErrorCode::Unavailable, "busy"});
        node.apply(complete({makeTask("t1")}));

        node.apply(change({makeTask("t1", TaskState::Shutdown)}));

        QCOMPARE(node.state("t1"), TaskState::Shutdown);
    }

    void aFinalFailureRejectsOrFails()
    {
        Node node;
        node.engine.failNext("t1", "prepare", {ErrorCode::NotFound, "No such image: nginx"});
        node.engine.failNext("t2", "start", {ErrorCode::Unknown, "port is already allocated"});

        node.apply(complete({makeTask("t1"), makeTask("t2")}));

        QCOMPARE(node.state("t1"), TaskState::Rejected);
        QCOMPARE(node.last["t1"].err, std::string("No such image: nginx"));
        QCOMPARE(node.state("t2"), TaskState::Failed);
        QCOMPARE(node.last["t2"].err, std::string("port is already allocated"));
    }

    void aStopThatFailsForAPassingReasonIsRepeated()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.engine.failNext("t1", "shutdown", {ErrorCode::Unavailable, "busy"});

        node.apply(change({makeTask("t1", TaskState::Shutdown)}));
        const auto first = node.state("t1");
        QVERIFY(node.loop.advance(1s));

        QCOMPARE(first, TaskState::Running);
        QCOMPARE(node.state("t1"), TaskState::Shutdown);
        QCOMPARE(node.last["t1"].err, std::string());
    }

    void aRemovedTaskIsStoppedRemovedAndForgotten()
    {
        Node node;
        node.apply(complete({makeTask("t1"), makeTask("t2")}));
        const auto reports = node.seen["t1"].size();

        node.apply(change({}, {"t1"}));

        QVERIFY(!node.engine.containers.contains("t1"));
        QVERIFY(!node.db.rows.contains("t1"));
        QCOMPARE(node.worker->taskCount(), std::size_t(1));
        QCOMPARE(node.seen["t1"].size(), reports); // nobody wants to know
        QVERIFY(node.engine.running("t2"));
        QCOMPARE(node.engine.controllers, 1);
    }

    void aRemovedTaskIsForgottenOnlyWhenItsContainerIsGone()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.engine.engineUp = false;
        node.apply(change({}, {"t1"}));
        QVERIFY(node.loop.advance(30s));
        const bool stillKnown = node.db.rows.contains("t1");

        node.engine.engineUp = true;
        QVERIFY(node.loop.advance(1s));

        QVERIFY(stillKnown);
        QVERIFY(!node.db.rows.contains("t1"));
        QVERIFY(node.engine.containers.empty());
    }

    void aCompleteSetRemovesWhatIsNotInIt()
    {
        Node node;
        node.apply(complete({makeTask("t1"), makeTask("t2"), makeTask("t3")}));

        node.apply(complete({makeTask("t2")}));

        QCOMPARE(node.engine.runningCount(), std::size_t(1));
        QVERIFY(node.engine.running("t2"));
        QCOMPARE(node.db.rows.size(), std::size_t(1));
    }

    void nothingGoesBeforeTheLastPartOfACompleteSet()
    {
        Node node;
        node.apply(complete({makeTask("t1"), makeTask("t2")}));

        node.apply({.complete = true, .last = false, .tasks = {makeTask("t3")}});
        const auto midway = node.engine.runningCount();
        node.apply({.complete = true, .last = true, .tasks = {makeTask("t1")}});

        QCOMPARE(midway, std::size_t(3));
        QVERIFY(node.engine.running("t1"));
        QVERIFY(!node.engine.running("t2"));
        QVERIFY(node.engine.running("t3"));
    }

    void aSessionThatBrokeMidwayLeavesNothingBehindInTheNext()
    {
        Node node;
        node.apply(complete({makeTask("t1"), makeTask("t2")}));

        node.apply({.complete = true, .last = false, .tasks = {makeTask("t1")}});
        node.worker->beginSession();
        node.apply({.complete = true, .last = false, .tasks = {}});
        node.apply({.complete = true, .last = true, .tasks = {makeTask("t2")}});

        QVERIFY(!node.engine.running("t1"));
        QVERIFY(node.engine.running("t2"));
    }

    void aTaskThatComesBackWhileItIsRemovedIsRunAgain()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.engine.hold("t1", "remove");
        node.apply(change({}, {"t1"}));

        node.apply(change({makeTask("t1")}));
        node.engine.release("t1", "remove");
        QVERIFY(node.loop.settle());

        QVERIFY(node.engine.running("t1"));
        QCOMPARE(node.engine.created["t1"], 2);
        QVERIFY(node.db.rows.contains("t1"));
    }

    void aTaskWaitsForItsSecretUntilTheSetIsComplete()
    {
        Node node;

        node.apply({.complete = true, .last = false, .tasks = {withSecret(makeTask("t1"), "k1")}});
        const auto early = node.engine.callCount("prepare t1");
        node.apply({.complete = true, .last = true, .secrets = {makeSecret("k1")}});

        QCOMPARE(early, std::size_t(0));
        QCOMPARE(node.state("t1"), TaskState::Running);
    }

    void aTaskWhoseSecretNeverComesIsRejected()
    {
        Node node;

        node.apply(complete({withSecret(makeTask("t1"), "k1")}));

        QCOMPARE(node.state("t1"), TaskState::Rejected);
        QCOMPARE(node.last["t1"].err, std::string("secret name-k1 is not available on this node"));
    }

    void aSecretIsKeptWhileATaskNamesItAndForgottenAfterwards()
    {
        Node node;
        auto first = complete({withSecret(makeTask("t1"), "k1")});
        first.secrets = {makeSecret("k1")};
        node.apply(first);
        node.engine.exit("t1", 1);
        QVERIFY(node.loop.settle());

        node.apply(change({withSecret(makeTask("t2"), "k1")})); // managers know that it is still here
        const auto second = node.state("t2");
        node.apply(change({}, {"t1", "t2"}));
        node.apply(change({withSecret(makeTask("t3"), "k1")})); // but not after that

        QCOMPARE(second, TaskState::Running);
        QCOMPARE(node.state("t3"), TaskState::Rejected);
    }

    void aRestartGoesOnWithoutManagersAndWithoutASecondContainer()
    {
        Node node;
        node.apply(complete({makeTask("t1"), makeTask("t2", TaskState::Ready)}));

        node.restart();
        const auto calls = node.engine.calls;
        node.engine.exit("t1", 0);
        QVERIFY(node.loop.settle());

        QCOMPARE(calls, (std::vector<std::string>{"wait t1"}));
        QCOMPARE(node.state("t1"), TaskState::Complete);
        QCOMPARE(node.state("t2"), TaskState::Ready);
        QCOMPARE(node.engine.created["t1"], 1);
    }

    void aRestartMidwayRepeatsTheStepOnTheSameContainer()
    {
        Node node;
        node.engine.hold("t1", "start");
        node.apply(complete({makeTask("t1")}));

        node.restart();
        node.engine.release("t1", "start");
        QVERIFY(node.loop.settle());

        QCOMPARE(node.engine.created["t1"], 1);
        QVERIFY(node.engine.running("t1"));
        QCOMPARE(node.state("t1"), TaskState::Running);
    }

    void closingLeavesContainersRunning()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));

        node.shut();

        QVERIFY(node.engine.running("t1"));
        QCOMPARE(node.state("t1"), TaskState::Running);
    }

    void aFinishedTaskIsNotRestartedWithoutManagers()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.engine.exit("t1", 1);
        QVERIFY(node.loop.settle());

        node.restart();
        QVERIFY(node.loop.advance(1h));

        QVERIFY(node.engine.calls.empty());
        QCOMPARE(node.worker->statuses().size(), std::size_t(1));
        QCOMPARE(node.worker->statuses().front().status.state, TaskState::Failed);
    }

    void afterARestartOurStatusWinsOverTheManagers()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.restart();

        auto stale = makeTask("t1");
        stale.status.state = TaskState::Preparing;
        node.apply(complete({stale}));

        QCOMPARE(node.state("t1"), TaskState::Running);
        QCOMPARE(node.engine.callCount("prepare t1"), std::size_t(0));
    }

    void aTaskWithSecretsResumesWhatRunsButPreparesOnlyWithThem()
    {
        Node node;
        auto set = complete({withSecret(makeTask("t1"), "k1"), withSecret(makeTask("t2", TaskState::Ready), "k1")});
        set.secrets = {makeSecret("k1")};
        node.engine.hold("t2", "prepare");
        node.apply(set);

        node.restart();
        QVERIFY(node.loop.advance(1h));
        const auto withoutManagers = node.engine.calls;
        node.worker->beginSession();
        node.apply(set);
        node.engine.release("t2", "prepare");
        QVERIFY(node.loop.settle());

        QCOMPARE(withoutManagers, (std::vector<std::string>{"wait t1"}));
        QCOMPARE(node.state("t2"), TaskState::Ready);
        QCOMPARE(node.engine.containers.at("t2").context.secrets.size(), std::size_t(1));
    }

    void credentialsOfARegistryAreNotStoredAndAreWaitedForAfterARestart()
    {
        Node node;
        auto task = makeTask("t1");
        task.spec.container.edit().registryAuth = "password";
        node.engine.hold("t1", "prepare");
        node.apply(complete({task}));
        const auto stored = node.db.rows.at("t1").task.spec.container->registryAuth;

        node.restart();
        QVERIFY(node.loop.advance(1h));
        const auto withoutManagers = node.engine.calls;
        node.apply(complete({task}));
        node.engine.release("t1", "prepare");
        QVERIFY(node.loop.settle());

        QVERIFY(stored.empty());
        QVERIFY(withoutManagers.empty());
        QCOMPARE(node.engine.containers.at("t1").context.task.spec.container->registryAuth, std::string("password"));
    }

    void containersOfForgottenTasksGoWithTheFirstCompleteSetOnly()
    {
        Node node;
        node.engine.containers["old"] = {};
        node.apply(change({makeTask("t1")}));
        const bool before = node.engine.containers.contains("old");

        node.apply(complete({makeTask("t1")}));
        node.apply(complete({makeTask("t1"), makeTask("t2")}));

        QVERIFY(before);
        QVERIFY(!node.engine.containers.contains("old"));
        QVERIFY(node.engine.running("t1"));
        QCOMPARE(node.engine.sweeps, (std::vector<std::vector<std::string>>{{"t1"}}));
    }

    void aLostDatabaseCostsNoContainer()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.shut();
        node.db.rows.clear();
        node.boot();

        auto known = makeTask("t1");
        known.status.state = TaskState::Running;
        node.apply(complete({known}));

        QVERIFY(node.engine.running("t1"));
        QCOMPARE(node.engine.created["t1"], 1);
        QCOMPARE(node.engine.callCount("wait t1"), std::size_t(1));
    }

    void anUnreadableDatabaseDoesNotStopTheNode()
    {
        Node node;
        node.shut();
        node.db.loadError = Error{ErrorCode::DataLoss, "tasks.db: malformed"};
        node.boot();

        node.apply(complete({makeTask("t1")}));

        QVERIFY(node.engine.running("t1"));
    }

    void aTaskThatArrivesDuringTheSweepIsNotSweptAway()
    {
        Node node;
        node.engine.holdSweep();
        node.apply(complete({makeTask("t1")}));

        node.apply(change({makeTask("t2")}));
        const auto duringSweep = node.engine.callCount("prepare t2");
        node.engine.releaseSweep();
        QVERIFY(node.loop.settle());

        QCOMPARE(duringSweep, std::size_t(0));
        QVERIFY(node.engine.running("t1"));
        QVERIFY(node.engine.running("t2"));
    }

    void leavingStopsAndRemovesEverything()
    {
        Node node;
        node.apply(complete({makeTask("t1"), makeTask("t2"), makeTask("t3", TaskState::Ready)}));
        node.engine.containers["stranger"] = {};

        node.finish(node.worker->leave());
        node.worker->apply(complete({makeTask("t4")}));
        QVERIFY(node.loop.settle());

        QVERIFY(node.engine.containers.empty());
        QVERIFY(node.db.rows.empty());
        QCOMPARE(node.worker->taskCount(), std::size_t(0));
    }

    void leavingGivesUpOnADeadEngine()
    {
        Node node;
        node.apply(complete({makeTask("t1")}));
        node.engine.engineUp = false;

        node.finish(node.worker->leave());

        QVERIFY(node.db.rows.empty());
    }

    void statusesAreThoseOfWantedTasksThatWeTouched()
    {
        Node node;
        node.engine.hold("t2", "remove");
        node.apply(complete({makeTask("t1"), makeTask("t2"), withSecret(makeTask("t3"), "k1")}));
        node.apply(change({}, {"t2"}));

        const auto statuses = node.worker->statuses();

        QCOMPARE(statuses.size(), std::size_t(2));
        QCOMPARE(statuses.at(0).taskId, std::string("t1"));
        QCOMPARE(statuses.at(1).taskId, std::string("t3"));
    }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"

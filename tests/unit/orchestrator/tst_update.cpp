#include "tests/support/virtualswarm.h"

#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/updatereport.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::FailureAction;
using api::NodeState;
using api::TaskState;
using api::UpdateState;

// Numbers are those of orchestration.md §12.3.
class UpdateTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allTasksGetTheNewSpec_24();
    void anyParallelismConverges_25_data();
    void anyParallelismConverges_25();
    void parallelismLimitsWhatIsDown();
    void otherCredentialsReplaceOnlyUnpreparedTasks_26();
    void satisfiedConstraintsReplaceNothing_27();
    void failurePausesTheUpdate_28();
    void continuePushesThrough_28();
    void stuckOldTasksAreGivenUp_29();
    void newTaskIsPreparedWhileTheOldOneStops();
    void startFirstStopsTheOldTaskAfterwards_30();
    void startFirstWaitsForTasksThatAreToldToStop();
    void startFirstKeepsTheOldTaskOfAFailedOne_31();
    void failuresRollBack_32_data();
    void failuresRollBack_32();
    void failuresDuringRollback_33_data();
    void failuresDuringRollback_33();
    void failureAfterTheMonitorPeriodIsNoFailure_34();
    void failureAfterTheLastSlotWasBegunPauses();
    void earlyCompletionIsAFailure_35();
    void ratioMustBeExceeded_36();
    void newerSpecSupersedesTheUpdate_37();
    void sameSpecLeavesTheUpdateAlone_38();
    void newLeaderCompletesWhatIsDone_38();
    void newLeaderResumes();
    void newLeaderWatchesWhatIsUnderWay();
    void manualRollbackGoesBackAndForth_39();
    void failingRollbackStaysPaused_40();
    void dirtyFunction_41_data();
    void dirtyFunction_41();
    void changesOutsideTheTemplateTouchNothing_data();
    void changesOutsideTheTemplateTouchNothing();
    void delayRunsBetweenSlots();
    void messagesAreDockers();
    void taskThatNeverStartsCountsAsFailed();
    void taskThatNeverStartsIsNamedWhenTolerated();
    void rollbackWithoutAPreviousSpecPauses();
    void crashDuringAPauseKeepsTheOldVersion();
    void lostNodeIsNoFailureOfTheSpec();
    void newTaskDeletedByHandIsMadeAgain();
    void supersededStartFirstKeepsOneOldTask();
    void pausedFromOutsideAndResumed();
    void finishedTasksOfAServiceThatNeverRestartsAreReplaced();
    void unlucky_startFirstRetriesWhileFailuresAreTolerated();
    void theMessageSaysWhatBlocks_data();
    void theMessageSaysWhatBlocks();
    void theMessageClearsWhenItGoesOn();
    void aLongGracePeriodIsNoFailureToStart();
    void startTimeoutOutlivesALeader();
    void theReportCountsPlaces();
};

namespace {

using Change = std::function<void(api::UpdateConfig&)>;

// A running cluster of three nodes with a service whose first spec runs everywhere.
struct Fixture {
    VirtualSwarm swarm;

    explicit Fixture(std::uint64_t replicas = 3, const Change& change = {}, orchestrator::Tuning tuning = {})
        : swarm(tuning)
    {
        for (const char* node : {"n1", "n2", "n3"})
            swarm.putNode(node);
        api::Service service = makeService("web", replicas);
        service.spec.updateConfig = api::UpdateConfig{.parallelism = 1};
        if (change)
            change(*service.spec.updateConfig);
        swarm.createService(service);
        swarm.lead();
        swarm.settle();
    }
    ~Fixture()
    {
        for (const std::string& complaint : swarm.complaints)
            qWarning("%s", complaint.c_str());
        if (!swarm.complaints.empty())
            qFatal("something that must hold always did not");
    }

    void setImage(const std::string& image, const Change& change = {})
    {
        swarm.updateService("web", [&](api::ServiceSpec& spec) {
            spec.task.container.edit().image = image;
            if (change)
                change(*spec.updateConfig);
        });
    }
    [[nodiscard]] std::size_t made(const std::string& image) const
    {
        return swarm.tasks("web", [&](const api::Task& task) { return task.spec.container->image == image; }).size();
    }
    // Wanted tasks of that image.
    [[nodiscard]] std::size_t wanted(const std::string& image) const
    {
        const auto all = swarm.wanted("web");
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const auto& task) { return task->spec.container->image == image; }));
    }
    void failImage(const std::string& image)
    {
        swarm.fate = [image](const api::Task& task) {
            return task.spec.container->image == image ? TaskState::Failed : TaskState::Running;
        };
    }
};

} // namespace

void UpdateTest::allTasksGetTheNewSpec_24()
{
    Fixture f;
    f.swarm.write([](store::Tx& tx) {
        api::Cluster cluster = *tx.cluster();
        cluster.spec.taskDefaults.logDriver = api::Driver{.name = "journald"};
        return tx.update(cluster);
    });

    f.setImage("v2");
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(3));
    QCOMPARE(f.swarm.running("web").size(), std::size_t(3));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
    for (const auto& task : f.swarm.running("web"))
        QCOMPARE(task->logDriver->name, std::string("journald"));
}

void UpdateTest::anyParallelismConverges_25_data()
{
    QTest::addColumn<int>("parallelism");
    QTest::addColumn<bool>("startFirst");
    for (const int parallelism : {0, 1, 2, 7})
        for (const bool startFirst : {false, true})
            QTest::addRow("%d at once, %s", parallelism, startFirst ? "start-first" : "stop-first")
                << parallelism << startFirst;
}

void UpdateTest::anyParallelismConverges_25()
{
    QFETCH(int, parallelism);
    QFETCH(bool, startFirst);
    Fixture f(5, [&](api::UpdateConfig& config) {
        config.parallelism = static_cast<std::uint64_t>(parallelism);
        config.order = startFirst ? api::UpdateOrder::StartFirst : api::UpdateOrder::StopFirst;
    });

    f.setImage("v2");
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(5));
    QCOMPARE(f.swarm.running("web").size(), std::size_t(5));
    QCOMPARE(f.made("v2"), std::size_t(5));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::parallelismLimitsWhatIsDown()
{
    Fixture f(8, [](api::UpdateConfig& config) { config.parallelism = 2; });

    f.setImage("v2");
    std::size_t least = 8;
    for (int round = 0; round < 100; ++round) {
        f.swarm.plan();
        (void)f.swarm.work();
        least = std::min(least, f.swarm.running("web").size());
    }

    QCOMPARE(least, std::size_t(6));
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(8));
}

void UpdateTest::otherCredentialsReplaceOnlyUnpreparedTasks_26()
{
    Fixture f(2);
    const auto before = f.swarm.running("web");
    f.swarm.updateService("web", [](api::ServiceSpec& spec) { spec.task.container.edit().registryAuth = "new"; });
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.running("web").at(0)->id, before.at(0)->id);
    QCOMPARE(f.swarm.running("web").at(1)->id, before.at(1)->id);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Unspecified);

    f.swarm.updateService(
        "web", [](api::ServiceSpec& spec) { spec.task.restartPolicy->condition = api::RestartCondition::None; });
    f.swarm.pass(1min);
    for (const auto& task : f.swarm.running("web"))
        f.swarm.report(task, TaskState::Complete);
    f.swarm.pass(1min);
    QVERIFY(f.swarm.running("web").empty());

    f.swarm.updateService("web", [](api::ServiceSpec& spec) { spec.task.container.edit().registryAuth = "newer"; });
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.running("web").size(), std::size_t(2));
}

void UpdateTest::satisfiedConstraintsReplaceNothing_27()
{
    Fixture f(2);
    const auto before = f.swarm.running("web");

    f.swarm.updateService("web",
        [](api::ServiceSpec& spec) { spec.task.placement = api::Placement{.constraints = {"node.hostname != n9"}}; });
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.running("web").at(0)->id, before.at(0)->id);
    QCOMPARE(f.swarm.running("web").at(1)->id, before.at(1)->id);
}

void UpdateTest::failurePausesTheUpdate_28()
{
    Fixture f;
    f.failImage("v2");
    // Long enough for the update to end, too short for a restart.
    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().image = "v2";
        spec.task.restartPolicy->delay = Nanoseconds(1h).count();
    });
    f.swarm.pass(1min);

    QCOMPARE(f.made("v2"), std::size_t(2)); // the failed one and the one that waits to replace it
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);

    f.swarm.lead();
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
}

void UpdateTest::continuePushesThrough_28()
{
    Fixture f;
    f.failImage("v3");

    f.setImage("v3", [](api::UpdateConfig& config) { config.failureAction = FailureAction::Continue; });
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(0));
    QCOMPARE(f.wanted("v3"), std::size_t(3));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::stuckOldTasksAreGivenUp_29()
{
    Fixture f(3, {}, {.stopMargin = 1s});
    f.swarm.stubborn = true;
    f.setImage("v2");

    f.swarm.pass(10s + 900ms);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(0));

    f.swarm.pass(1min);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(3));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::newTaskIsPreparedWhileTheOldOneStops()
{
    Fixture f(1);
    f.swarm.stubborn = true;
    const auto old = f.swarm.running("web").at(0);

    f.setImage("v2");
    f.swarm.settle();

    QCOMPARE(f.swarm.desired(old->id), TaskState::Shutdown);
    QCOMPARE(f.swarm.wanted("web").at(0)->status.state, TaskState::Ready);
    QCOMPARE(f.swarm.wanted("web").at(0)->desiredState, TaskState::Ready);

    f.swarm.report(old, TaskState::Shutdown);
    f.swarm.settle();
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(1));
}

void UpdateTest::startFirstStopsTheOldTaskAfterwards_30()
{
    Fixture f(2, [](api::UpdateConfig& config) {
        config.order = api::UpdateOrder::StartFirst;
        config.parallelism = 0;
    });
    f.swarm.stubborn = true;

    f.setImage("v2");
    f.swarm.plan();
    QCOMPARE(f.wanted("v1"), std::size_t(2));
    QCOMPARE(f.wanted("v2"), std::size_t(2));
    for (const auto& task : f.swarm.wanted("web"))
        QCOMPARE(task->desiredState, TaskState::Running);

    f.swarm.pass(1min);
    QCOMPARE(f.swarm.running("web").size(), std::size_t(4));
    QCOMPARE(f.wanted("v1"), std::size_t(0));
    QCOMPARE(f.wanted("v2"), std::size_t(2));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::startFirstWaitsForTasksThatAreToldToStop()
{
    Fixture f(1, [](api::UpdateConfig& config) { config.order = api::UpdateOrder::StartFirst; });
    f.swarm.stubborn = true;
    f.setImage("v2");
    f.swarm.settle();
    QCOMPARE(f.swarm.running("web").size(), std::size_t(2));

    // The first version still stops.
    f.setImage("v3");
    f.swarm.settle();
    QCOMPARE(f.swarm.running("web").size(), std::size_t(2));
    QCOMPARE(f.wanted("v3"), std::size_t(1));

    f.swarm.stubborn = false;
    f.swarm.settle();
    QCOMPARE(f.swarm.running("web").size(), std::size_t(1));
    QCOMPARE(f.swarm.runningImage("web", "v3"), std::size_t(1));
}

void UpdateTest::startFirstKeepsTheOldTaskOfAFailedOne_31()
{
    Fixture f(2, [](api::UpdateConfig& config) { config.order = api::UpdateOrder::StartFirst; });
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Rejected : TaskState::Running;
    };

    f.setImage("v2");
    f.swarm.pass(1h);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
    QCOMPARE(f.wanted("v1"), std::size_t(2));
    QCOMPARE(f.made("v2"), std::size_t(1));
}

void UpdateTest::failuresRollBack_32_data()
{
    QTest::addColumn<bool>("startFirst");
    QTest::newRow("stop-first") << false;
    QTest::newRow("start-first") << true;
}

void UpdateTest::failuresRollBack_32()
{
    QFETCH(bool, startFirst);
    Fixture f(4, [&](api::UpdateConfig& config) {
        config.failureAction = FailureAction::Rollback;
        config.maxFailureRatio = 0.4;
        config.order = startFirst ? api::UpdateOrder::StartFirst : api::UpdateOrder::StopFirst;
    });
    const auto slotFails = [](const api::Task& task) { return task.slot % 2 == 0; };
    f.swarm.fate = [&](const api::Task& task) {
        return task.spec.container->image == "v2" && slotFails(task) ? TaskState::Failed : TaskState::Running;
    };
    std::set<UpdateState> states;
    std::set<std::uint64_t> tried;

    f.setImage("v2");
    for (int second = 0; second < 120; ++second) {
        f.swarm.pass(1s);
        states.insert(f.swarm.updateState("web"));
        for (const auto& task : f.swarm.tasks("web"))
            if (task->spec.container->image == "v2")
                tried.insert(task->slot);
    }

    QVERIFY(states.contains(UpdateState::RollbackStarted));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::RollbackCompleted);
    QCOMPARE(f.swarm.updateMessage("web"), std::string("rollback completed"));
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(4));
    QCOMPARE(f.swarm.running("web").size(), std::size_t(4));
    QVERIFY(!f.swarm.service("web")->previousSpec);
    // The second failure of four exceeds 0.4.
    QCOMPARE(tried, (std::set<std::uint64_t>{1, 2, 3, 4}));
}

void UpdateTest::failuresDuringRollback_33_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, FailureAction action, UpdateState end, const char* message) {
        QTest::newRow(name) << static_cast<int>(action) << static_cast<int>(end) << QString::fromLatin1(message);
    };
    row("pause", FailureAction::Pause, UpdateState::RollbackPaused,
        "update paused due to failure or early termination of task ");
    row("continue", FailureAction::Continue, UpdateState::RollbackCompleted, "rollback completed");
    row("rollback", FailureAction::Rollback, UpdateState::RollbackPaused,
        "rollback paused due to failure or early termination of task ");
}

void UpdateTest::failuresDuringRollback_33()
{
    QFETCH(int, action);
    QFETCH(int, end);
    QFETCH(QString, message);
    Fixture f(4);
    const auto configure = [&](api::ServiceSpec& spec) {
        spec.updateConfig = api::UpdateConfig{.parallelism = 4, .failureAction = FailureAction::Rollback};
        spec.rollbackConfig = api::UpdateConfig{.parallelism = 1, .failureAction = static_cast<FailureAction>(action)};
    };
    f.swarm.updateService("web", configure);
    f.swarm.pass(1min);
    f.swarm.fate = [](const api::Task&) { return TaskState::Failed; };

    f.setImage("v2");
    f.swarm.pass(30min);

    QCOMPARE(static_cast<int>(f.swarm.updateState("web")), end);
    QVERIFY(QString::fromStdString(f.swarm.updateMessage("web")).startsWith(message));
}

void UpdateTest::failureAfterTheMonitorPeriodIsNoFailure_34()
{
    Fixture f(2, [](api::UpdateConfig& config) {
        config.monitor = Nanoseconds(500ms).count();
        config.delay = Nanoseconds(2s).count();
    });

    f.setImage("v2");
    f.swarm.pass(600ms);
    const auto first = f.swarm.runningImage("web", "v2");
    QCOMPARE(first, std::size_t(1));
    for (const auto& task : f.swarm.running("web"))
        if (task->spec.container->image == "v2")
            f.swarm.report(task, TaskState::Failed);
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::failureAfterTheLastSlotWasBegunPauses()
{
    Fixture f(2, [](api::UpdateConfig& config) { config.parallelism = 0; });
    f.setImage("v2");
    f.swarm.pass(1s);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(2));

    f.swarm.report(f.swarm.running("web").at(0), TaskState::Failed);
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
}

void UpdateTest::earlyCompletionIsAFailure_35()
{
    Fixture f(2);
    f.setImage("v2");
    f.swarm.pass(1s);
    for (const auto& task : f.swarm.running("web"))
        if (task->spec.container->image == "v2" && f.swarm.updateState("web") != UpdateState::Paused) {
            f.swarm.report(task, TaskState::Complete);
            f.swarm.plan();
        }

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
}

void UpdateTest::ratioMustBeExceeded_36()
{
    Fixture f(5, [](api::UpdateConfig& config) {
        config.maxFailureRatio = 0.4;
        config.monitor = Nanoseconds(1s).count();
        config.delay = Nanoseconds(2s).count();
    });
    f.failImage("v2");

    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().image = "v2";
        spec.task.restartPolicy->delay = Nanoseconds(1h).count();
    });
    f.swarm.pass(1s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    f.swarm.pass(2s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    f.swarm.pass(2s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
}

void UpdateTest::newerSpecSupersedesTheUpdate_37()
{
    Fixture f(6, [](api::UpdateConfig& config) { config.delay = Nanoseconds(2s).count(); });
    f.setImage("v2");
    f.swarm.pass(5s);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(3));

    f.setImage("v3");
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v3"), std::size_t(6));
    QCOMPARE(f.made("v3"), std::size_t(6));
    QVERIFY(f.made("v2") <= 4);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::sameSpecLeavesTheUpdateAlone_38()
{
    Fixture f(4, [](api::UpdateConfig& config) { config.delay = Nanoseconds(2s).count(); });
    f.setImage("v2");
    f.swarm.pass(1s);
    const auto started = f.swarm.service("web")->updateStatus->startedAt;

    // Something else about the service is written, as the allocator does.
    f.swarm.write([](store::Tx& tx) {
        api::Service service = *tx.get<api::Service>("web");
        service.endpoint.virtualIps = {{.networkId = "net", .addr = "10.0.0.2/24"}};
        return tx.update(service);
    });
    f.swarm.pass(500ms);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(1));
    f.swarm.pass(1min);

    QCOMPARE(f.made("v2"), std::size_t(4));
    QCOMPARE(f.swarm.service("web")->updateStatus->startedAt, started);
}

void UpdateTest::newLeaderCompletesWhatIsDone_38()
{
    Fixture f(2);
    f.swarm.write([&](store::Tx& tx) {
        api::Service service = *tx.get<api::Service>("web");
        service.updateStatus = api::UpdateStatus{.state = UpdateState::Updating, .startedAt = f.swarm.now};
        return tx.update(service);
    });

    f.swarm.lead();

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
    QVERIFY(f.swarm.service("web")->updateStatus->completedAt);
}

void UpdateTest::newLeaderResumes()
{
    Fixture f(6, [](api::UpdateConfig& config) { config.delay = Nanoseconds(1s).count(); });
    f.setImage("v2");

    for (int round = 0; round < 30; ++round) {
        f.swarm.pass(700ms);
        f.swarm.lead();
    }
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(6));
    QCOMPARE(f.made("v2"), std::size_t(6));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::newLeaderWatchesWhatIsUnderWay()
{
    Fixture f(3);
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Ready : TaskState::Running;
    };
    f.setImage("v2");
    f.swarm.pass(1s);

    f.swarm.lead();
    f.swarm.pass(1s);
    QCOMPARE(f.made("v2"), std::size_t(1));
    f.failImage("v2");
    f.swarm.pass(1s);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
}

void UpdateTest::manualRollbackGoesBackAndForth_39()
{
    Fixture f;
    f.setImage("v2");
    f.swarm.pass(1min);

    f.swarm.rollBackService("web");
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(3));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::RollbackCompleted);

    f.swarm.rollBackService("web");
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(3));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::RollbackCompleted);
}

void UpdateTest::failingRollbackStaysPaused_40()
{
    Fixture f(2);
    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.updateConfig->failureAction = FailureAction::Rollback;
        spec.rollbackConfig = api::UpdateConfig{.parallelism = 1, .failureAction = FailureAction::Rollback};
    });
    f.swarm.pass(1min);
    f.swarm.fate = [](const api::Task&) { return TaskState::Failed; };
    f.setImage("v2");
    f.swarm.pass(10s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::RollbackPaused);

    f.swarm.pass(1h);
    f.swarm.lead();
    f.swarm.pass(1h);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::RollbackPaused);
}

void UpdateTest::dirtyFunction_41_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<bool>("dirty");
    QTest::newRow("same version") << 0 << false;
    QTest::newRow("same template, other version") << 1 << false;
    QTest::newRow("constraints satisfied") << 2 << false;
    QTest::newRow("constraints violated") << 3 << true;
    QTest::newRow("constraints satisfied, but image too") << 4 << true;
    QTest::newRow("image") << 5 << true;
    QTest::newRow("ports") << 6 << true;
    QTest::newRow("endpoint mode said aloud") << 7 << false;
    QTest::newRow("force") << 8 << true;
    QTest::newRow("constraints satisfied, ports too") << 9 << true;
    QTest::newRow("constraints, unassigned") << 10 << true;
}

void UpdateTest::dirtyFunction_41()
{
    QFETCH(int, row);
    QFETCH(bool, dirty);
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = makeService("web");
    api::Task task = makeTask(service, "t", 1, TaskState::Running, TaskState::Running, row == 10 ? "" : "n1");
    if (row != 0)
        service.specVersion = {9};
    if (row == 0 || row == 4 || row == 5)
        service.spec.task.container.edit().image = "v2";
    if (row == 2 || row == 4 || row == 9 || row == 10)
        service.spec.task.placement = api::Placement{.constraints = {"node.hostname==n1"}};
    if (row == 3)
        service.spec.task.placement = api::Placement{.constraints = {"node.hostname==n2"}};
    if (row == 6 || row == 9)
        service.spec.endpointSpec = api::EndpointSpec{.ports = {{.targetPort = 80}}};
    if (row == 7)
        service.spec.endpointSpec = api::EndpointSpec{.mode = api::EndpointMode::Vip};
    if (row == 8)
        service.spec.task.forceUpdate = 1;

    QCOMPARE(orchestrator::isDirty(swarm.store, service, task), dirty);
}

void UpdateTest::changesOutsideTheTemplateTouchNothing_data()
{
    QTest::addColumn<int>("row");
    QTest::newRow("labels") << 0;
    QTest::newRow("replicas") << 1;
    QTest::newRow("update config") << 2;
    QTest::newRow("rollback config") << 3;
}

void UpdateTest::changesOutsideTheTemplateTouchNothing()
{
    QFETCH(int, row);
    Fixture f(2);
    const auto before = f.swarm.running("web");

    f.swarm.updateService("web", [&](api::ServiceSpec& spec) {
        if (row == 0)
            spec.labels["a"] = "b";
        if (row == 1)
            spec.mode.replicated->replicas = 3;
        if (row == 2)
            spec.updateConfig->parallelism = 9;
        if (row == 3)
            spec.rollbackConfig = api::UpdateConfig{};
    });
    f.swarm.pass(1min);

    for (const auto& task : before)
        QCOMPARE(f.swarm.state(task->id), TaskState::Running);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Unspecified);
}

void UpdateTest::delayRunsBetweenSlots()
{
    Fixture f(3, [](api::UpdateConfig& config) { config.delay = Nanoseconds(10s).count(); });
    f.setImage("v2");

    f.swarm.pass(9s);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(1));
    f.swarm.pass(10s);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(2));
    f.swarm.pass(2s);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(3));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    // The last one is watched for 5 s; there is nothing to delay after it.
    f.swarm.pass(5s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::messagesAreDockers()
{
    Fixture f(2);
    f.setImage("v2");
    f.swarm.plan();
    QCOMPARE(f.swarm.updateMessage("web"), std::string("update in progress"));
    QCOMPARE(f.swarm.service("web")->updateStatus->startedAt.value(), f.swarm.now);
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.updateMessage("web"), std::string("update completed"));

    f.failImage("v3");
    f.setImage("v3");
    f.swarm.pass(1s);
    const auto failed
        = f.swarm.tasks("web", [](const api::Task& task) { return task.spec.container->image == "v3"; }).at(0);
    QCOMPARE(f.swarm.updateMessage("web"), "update paused due to failure or early termination of task " + failed->id);

    f.swarm.fate = [](const api::Task&) { return TaskState::Running; };
    f.setImage("v4", [](api::UpdateConfig& config) { config.failureAction = FailureAction::Rollback; });
    f.swarm.pass(1min);
    f.failImage("v5");
    f.setImage("v5");
    std::string message;
    for (int round = 0; round < 100 && f.swarm.updateState("web") != UpdateState::RollbackStarted; ++round) {
        f.swarm.plan();
        (void)f.swarm.work();
    }
    QVERIFY(
        f.swarm.updateMessage("web").starts_with("update rolled back due to failure or early termination of task "));
}

void UpdateTest::taskThatNeverStartsCountsAsFailed()
{
    Fixture f(3);
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Ready : TaskState::Running;
    };
    f.setImage("v2");

    f.swarm.pass(9min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    f.swarm.pass(2min);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    const auto stuck = f.swarm.wanted("web").at(0);
    QCOMPARE(f.swarm.updateMessage("web"),
        "update paused due to failure or early termination of task " + stuck->id + " (still ready after 600 s)");
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
}

void UpdateTest::taskThatNeverStartsIsNamedWhenTolerated()
{
    Fixture f(2, [](api::UpdateConfig& config) { config.failureAction = FailureAction::Continue; });
    f.swarm.placing = false;
    f.setImage("v2");

    f.swarm.pass(10min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    QVERIFY(f.swarm.updateMessage("web").starts_with("update in progress; task "));
    QVERIFY(f.swarm.updateMessage("web").ends_with(" is still new after 600 s"));

    f.swarm.pass(11min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::rollbackWithoutAPreviousSpecPauses()
{
    Fixture f(2);
    f.failImage("v2");
    f.setImage("v2", [](api::UpdateConfig& config) { config.failureAction = FailureAction::Rollback; });
    f.swarm.write([](store::Tx& tx) {
        api::Service service = *tx.get<api::Service>("web");
        service.previousSpec.reset();
        return tx.update(service);
    });

    f.swarm.pass(1min);

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    QVERIFY(f.swarm.updateMessage("web").ends_with("; there is no previous spec to roll back to"));
}

void UpdateTest::crashDuringAPauseKeepsTheOldVersion()
{
    Fixture f(3);
    f.failImage("v2");
    f.setImage("v2");
    f.swarm.pass(10s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));

    for (const auto& task : f.swarm.running("web"))
        if (task->spec.container->image == "v1")
            f.swarm.report(task, TaskState::Failed);
    f.swarm.pass(10s);

    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));

    // The next update still finds and replaces them.
    f.setImage("v3");
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.runningImage("web", "v3"), std::size_t(3));
}

void UpdateTest::lostNodeIsNoFailureOfTheSpec()
{
    Fixture f(3);
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Ready : TaskState::Running;
    };
    f.setImage("v2");
    f.swarm.pass(1s);
    const auto coming = f.swarm.wanted("web").at(0);
    QCOMPARE(coming->spec.container->image, std::string("v2"));

    f.swarm.putNode(coming->nodeId, NodeState::Down);
    f.swarm.pass(1s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    QCOMPARE(f.swarm.desired(coming->id), TaskState::Shutdown);

    f.swarm.fate = [](const api::Task&) { return TaskState::Running; };
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
    QCOMPARE(f.wanted("v2"), std::size_t(3));
}

void UpdateTest::newTaskDeletedByHandIsMadeAgain()
{
    Fixture f(2, [](api::UpdateConfig& config) { config.order = api::UpdateOrder::StartFirst; });
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Ready : TaskState::Running;
    };
    f.setImage("v2");
    f.swarm.pass(1s);

    for (const auto& task : f.swarm.wanted("web"))
        if (task->spec.container->image == "v2")
            f.swarm.removeTask(task->id);
    f.swarm.fate = [](const api::Task&) { return TaskState::Running; };
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(2));
    QCOMPARE(f.swarm.running("web").size(), std::size_t(2));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::supersededStartFirstKeepsOneOldTask()
{
    Fixture f(2, [](api::UpdateConfig& config) {
        config.order = api::UpdateOrder::StartFirst;
        config.parallelism = 0;
    });
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v1" ? TaskState::Running : TaskState::Ready;
    };
    for (const char* image : {"v2", "v3", "v4"}) {
        f.setImage(image);
        f.swarm.pass(1s);
        QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(2));
        QCOMPARE(f.wanted("v1"), std::size_t(2));
        QCOMPARE(f.wanted(image), std::size_t(2));
        QCOMPARE(f.swarm.wanted("web").size(), std::size_t(4));
    }
}

void UpdateTest::pausedFromOutsideAndResumed()
{
    Fixture f(4, [](api::UpdateConfig& config) { config.delay = Nanoseconds(2s).count(); });
    const auto set = [&](UpdateState state) {
        f.swarm.write([&](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>("web");
            service.updateStatus->state = state;
            return tx.update(service);
        });
    };
    f.setImage("v2");
    f.swarm.pass(1s);

    set(UpdateState::Paused);
    f.swarm.pass(1h);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(1));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);

    set(UpdateState::Updating);
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(4));
    QCOMPARE(f.made("v2"), std::size_t(4));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::finishedTasksOfAServiceThatNeverRestartsAreReplaced()
{
    Fixture f(2);
    f.swarm.updateService(
        "web", [](api::ServiceSpec& spec) { spec.task.restartPolicy->condition = api::RestartCondition::None; });
    f.swarm.pass(1min);
    for (const auto& task : f.swarm.running("web"))
        f.swarm.report(task, TaskState::Complete);
    f.swarm.pass(1min);
    QVERIFY(f.swarm.running("web").empty());

    f.setImage("v2");
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(2));
}

void UpdateTest::unlucky_startFirstRetriesWhileFailuresAreTolerated()
{
    Fixture f(2, [](api::UpdateConfig& config) {
        config.order = api::UpdateOrder::StartFirst;
        config.failureAction = FailureAction::Continue;
    });
    int failures = 2;
    f.swarm.fate = [&](const api::Task& task) {
        if (task.spec.container->image != "v2" || task.status.state != TaskState::Running || failures == 0)
            return TaskState::Running;
        --failures;
        return TaskState::Failed;
    };

    f.setImage("v2");
    f.swarm.pass(10min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(2));
    QCOMPARE(f.swarm.running("web").size(), std::size_t(2));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
}

void UpdateTest::theMessageSaysWhatBlocks_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("text");
    QTest::newRow("no node") << 0 << " waits for a node, since ";
    QTest::newRow("starting") << 1 << " is starting on node n";
    QTest::newRow("the old one stops") << 2 << " (grace period 5 min), since ";
}

void UpdateTest::theMessageSaysWhatBlocks()
{
    QFETCH(int, row);
    QFETCH(QString, text);
    Fixture f(3);
    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().stopGracePeriod = Nanoseconds(5min).count();
    });
    f.swarm.pass(5min);
    if (row == 0)
        f.swarm.placing = false;
    if (row == 1)
        f.swarm.fate = [](const api::Task& task) {
            return task.spec.container->image == "v2" ? TaskState::Ready : TaskState::Running;
        };
    if (row == 2)
        f.swarm.stubborn = true;
    f.setImage("v2");

    f.swarm.pass(29s);
    QCOMPARE(f.swarm.updateMessage("web"), std::string("update in progress"));
    const Timestamp begun = f.swarm.now - 29s;
    f.swarm.pass(2s);

    const std::string message = f.swarm.updateMessage("web");
    QVERIFY2(message.starts_with("update in progress; blocked at slot "), message.c_str());
    QVERIFY2(message.find(text.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.ends_with(", since " + toRfc3339(begun)), message.c_str());
    const auto writes = f.swarm.store.version();
    f.swarm.pass(1min); // it is written once
    QCOMPARE(f.swarm.store.version(), writes);
    f.swarm.lead();
    QCOMPARE(f.swarm.updateMessage("web"), message);
}

void UpdateTest::theMessageClearsWhenItGoesOn()
{
    Fixture f(3);
    f.swarm.placing = false;
    f.setImage("v2", [](api::UpdateConfig& config) { config.monitor = Nanoseconds(1h).count(); });
    f.swarm.pass(1min);
    QVERIFY(f.swarm.updateMessage("web") != "update in progress");

    f.swarm.placing = true;
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(3));
    QCOMPARE(f.swarm.updateMessage("web"), std::string("update in progress"));
}

void UpdateTest::aLongGracePeriodIsNoFailureToStart()
{
    Fixture f(1);
    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().stopGracePeriod = Nanoseconds(30min).count();
    });
    f.swarm.pass(5min);
    f.swarm.stubborn = true;
    const auto old = f.swarm.running("web").at(0);
    f.setImage("v2");

    f.swarm.pass(29min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(0));

    f.swarm.report(old, TaskState::Shutdown);
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(1));
}

void UpdateTest::startTimeoutOutlivesALeader()
{
    Fixture f(2);
    f.swarm.placing = false;
    f.setImage("v2");

    for (int minute = 0; minute < 11; ++minute) {
        f.swarm.pass(1min);
        f.swarm.lead();
    }

    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
}

void UpdateTest::theReportCountsPlaces()
{
    Fixture f(4);
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Ready : TaskState::Running;
    };
    f.setImage("v2");
    f.swarm.pass(1s);

    const auto report = orchestrator::updateReport(f.swarm.store, *f.swarm.service("web"), f.swarm.now);

    QCOMPARE(report.places, std::uint64_t(4));
    QCOMPARE(report.updated, std::uint64_t(0));
    QCOMPARE(report.waiting, std::uint64_t(3));
    QCOMPARE(report.underWay.size(), std::size_t(1));
    QVERIFY(report.underWay.front().step == api::StartStep::Starting);
    QVERIFY(report.status->state == UpdateState::Updating);
}

QTEST_GUILESS_MAIN(UpdateTest)
#include "tst_update.moc"

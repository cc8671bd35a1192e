#include "shared/orchestrator/drainreport.h"
#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::TaskState;
using api::UpdateState;
using api::DrainPhase;

// Draining a node without a gap.
class DrainTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runningNeverDropsBelowDesired_data();
    void runningNeverDropsBelowDesired();
    void atMostParallelismPlacesAreUnderWay();
    void aPlainDrainStopsFirst();
    void anotherLeaderAtEveryStepChangesNothing();
    void theOldTaskRunsUntilTheNewOneIsHealthy();
    void aFailingNewTaskIsTriedAgainAfterItsDelay_data();
    void aFailingNewTaskIsTriedAgainAfterItsDelay();
    void whatWasStillStartingMovesAtOnce();
    void callingItOffKeepsTheOldTask();
    void forcingItStopsWhatIsLeft();
    void aNodeThatDiesMeanwhileLosesNothingElse();
    void twoNodesMayBeDrainedTogether();
    void theNewTasksNodeMayDieMeanwhile();
    void aCrashOfTheOldTaskLeavesItsPlaceToTheNewOne();
    void aGlobalServiceLeavesLast();
    void aJobsTaskComesToItsEnd();
    void anUpdateGoesFirst();
    void duringAPausedUpdateTheOldVersionMovesAsItWas();
    void anUpdateThatBeginsMeanwhileWins();
    void scalingDownMeanwhileConverges();
    void theReportTellsTheTurns();
    void theReportNamesWhatKeepsATask_data();
    void theReportNamesWhatKeepsATask();
    void whatHadNoPlaceMovesAsSoonAsThereIsOne();
    void maxAttemptsHoldForTheNewTaskToo();
};

namespace {

// Three nodes with a service of six; the number of running tasks is watched at every commit.
struct Fixture {
    VirtualSwarm swarm;
    std::size_t least = 1000, most = 0;

    explicit Fixture(std::uint64_t replicas = 6, std::uint64_t parallelism = 1, bool scheduling = false,
        const std::function<void(api::ServiceSpec&)>& change = {}, std::vector<std::string> nodes = {"n1", "n2", "n3"})
    {
        swarm.scheduling = scheduling;
        for (const std::string& node : nodes)
            swarm.putNode(node);
        api::Service service = makeService("web", replicas);
        service.spec.updateConfig = api::UpdateConfig{.parallelism = parallelism};
        if (change)
            change(service.spec);
        if (service.spec.endpointSpec) // as the allocator does it
            service.endpoint.ports = service.spec.endpointSpec->ports;
        swarm.createService(service);
        swarm.lead();
        swarm.settle();
        swarm.afterCommit = [this] { count(); };
        count();
    }
    ~Fixture()
    {
        for (const std::string& complaint : swarm.complaints)
            qWarning("%s", complaint.c_str());
        if (!swarm.complaints.empty())
            qFatal("something that must hold always did not");
    }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    void count()
    {
        least = std::min(least, swarm.running("web").size());
        most = std::max(most, swarm.wanted("web").size());
    }
    [[nodiscard]] std::vector<VirtualSwarm::Task> on(const std::string& node, const std::string& service = "web") const
    {
        return swarm.tasks(service,
            [&](const api::Task& task) { return task.nodeId == node && orchestrator::isOnNode(task); });
    }
    [[nodiscard]] api::DrainReport report(const std::string& node = "n1") const
    {
        return orchestrator::drainReport(swarm.store, *swarm.store.get<api::Node>(node));
    }
    // New tasks of the service, those made from now on, stay READY.
    void holdNewTasks(TaskState at = TaskState::Ready)
    {
        std::set<std::string> known;
        for (const auto& task : swarm.store.all<api::Task>())
            known.insert(task->id);
        swarm.fate = [known, at](const api::Task& task) {
            return known.contains(task.id) ? TaskState::Running : at;
        };
    }
    void releaseNewTasks()
    {
        swarm.fate = [](const api::Task&) { return TaskState::Running; };
    }
};

} // namespace

void DrainTest::runningNeverDropsBelowDesired_data()
{
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("parallelism");
    QTest::addColumn<bool>("scheduling");
    for (const int replicas : {1, 2, 6, 13})
        for (const int parallelism : {0, 1, 2, 7})
            for (const bool scheduling : {false, true})
                QTest::addRow("%d replicas, %d at once, %s", replicas, parallelism,
                    scheduling ? "the scheduler places" : "the stand-in places")
                    << replicas << parallelism << scheduling;
}

void DrainTest::runningNeverDropsBelowDesired()
{
    QFETCH(int, replicas);
    QFETCH(int, parallelism);
    QFETCH(bool, scheduling);
    Fixture f(static_cast<std::uint64_t>(replicas), static_cast<std::uint64_t>(parallelism), scheduling);
    const std::string node = f.swarm.running("web").front()->nodeId;
    const std::size_t there = f.on(node).size(), made = f.swarm.tasks("web").size();
    QVERIFY(there > 0);

    f.swarm.drainGapFree(node);
    f.swarm.pass(1min);

    QCOMPARE(f.least, static_cast<std::size_t>(replicas));
    QCOMPARE(f.swarm.running("web").size(), static_cast<std::size_t>(replicas));
    QVERIFY(f.on(node).empty());
    QCOMPARE(f.swarm.tasks("web").size(), made + there); // one new task for each, no more
    QVERIFY(f.report(node).drained);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Unspecified);
}

void DrainTest::atMostParallelismPlacesAreUnderWay()
{
    Fixture f(12, 2);
    QCOMPARE(f.on("n1").size(), std::size_t(4));

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1min);

    QCOMPARE(f.most, std::size_t(14));
    QVERIFY(f.on("n1").empty());
}

void DrainTest::aPlainDrainStopsFirst()
{
    Fixture f;

    f.swarm.putNode("n1", NodeState::Ready, Availability::Drain);
    f.swarm.pass(1min);

    QCOMPARE(f.least, std::size_t(4));
    QVERIFY(f.on("n1").empty());
}

void DrainTest::anotherLeaderAtEveryStepChangesNothing()
{
    Fixture f(6, 1);
    const std::size_t made = f.swarm.tasks("web").size();

    f.swarm.drainGapFree("n1");
    for (int step = 0; step < 60; ++step) {
        f.swarm.lead();
        (void)f.swarm.work();
    }

    QCOMPARE(f.least, std::size_t(6));
    QVERIFY(f.most <= 7);
    QVERIFY(f.on("n1").empty());
    QCOMPARE(f.swarm.tasks("web").size(), made + 2);
}

void DrainTest::theOldTaskRunsUntilTheNewOneIsHealthy()
{
    Fixture f(3);
    const auto old = f.on("n1").at(0);
    f.holdNewTasks();

    f.swarm.drainGapFree("n1");
    f.swarm.pass(5h);

    QCOMPARE(f.swarm.state(old->id), TaskState::Running);
    QCOMPARE(f.swarm.desired(old->id), TaskState::Running);
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(4));
    const auto report = f.report();
    QCOMPARE(report.tasks.size(), std::size_t(1));
    QVERIFY(report.tasks.at(0).phase == DrainPhase::Moving);
    QVERIFY(!report.tasks.at(0).replacementId.empty());
    QVERIFY(report.tasks.at(0).reason.find("is starting on node n") != std::string::npos);

    f.releaseNewTasks();
    f.swarm.pass(1min);
    QVERIFY(f.report().drained);
    QCOMPARE(f.least, std::size_t(3));
}

void DrainTest::aFailingNewTaskIsTriedAgainAfterItsDelay_data()
{
    QTest::addColumn<int>("history");
    QTest::newRow("history kept") << 5;
    QTest::newRow("no history kept") << 0;
}

void DrainTest::aFailingNewTaskIsTriedAgainAfterItsDelay()
{
    QFETCH(int, history);
    Fixture f(3, 1, false, [](api::ServiceSpec& spec) { spec.task.restartPolicy->delay = Nanoseconds(10s).count(); });
    f.swarm.write([&](store::Tx& tx) {
        api::Cluster cluster = *tx.cluster();
        cluster.spec.orchestration.taskHistoryRetentionLimit = history;
        return tx.update(cluster);
    });
    std::set<std::string> made;
    f.swarm.afterCommit = [&] {
        f.count();
        for (const auto& task : f.swarm.tasks("web"))
            made.insert(task->id);
    };
    f.holdNewTasks(TaskState::Failed);

    f.swarm.drainGapFree("n1");
    f.swarm.pass(35s);
    QCOMPARE(f.swarm.running("web").size(), std::size_t(3));
    QVERIFY2(made.size() >= 3 + 3 && made.size() <= 3 + 5, qPrintable(QString::number(made.size())));

    f.releaseNewTasks();
    f.swarm.pass(10min);
    QCOMPARE(f.least, std::size_t(3));
    QVERIFY(f.report().drained);
}

void DrainTest::whatWasStillStartingMovesAtOnce()
{
    Fixture f(3);
    f.holdNewTasks();
    f.swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 6; });
    f.swarm.pass(1s);
    QCOMPARE(f.on("n1").size(), std::size_t(2));

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);

    QCOMPARE(f.on("n1").size(), std::size_t(1));
    QCOMPARE(f.swarm.running("web").size(), std::size_t(3));
}

void DrainTest::callingItOffKeepsTheOldTask()
{
    Fixture f(3);
    const auto old = f.on("n1").at(0);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(4));

    f.swarm.putNode("n1");
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(3));
    QCOMPARE(f.swarm.desired(old->id), TaskState::Running);
    QCOMPARE(f.least, std::size_t(3));
}

void DrainTest::forcingItStopsWhatIsLeft()
{
    Fixture f(6);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);
    QCOMPARE(f.on("n1").size(), std::size_t(2));

    f.swarm.write([](store::Tx& tx) {
        api::Node node = *tx.get<api::Node>("n1");
        node.gapFreeDrain.reset();
        return tx.update(node);
    });
    f.swarm.pass(1s);

    QVERIFY(f.on("n1").empty());
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
}

void DrainTest::aNodeThatDiesMeanwhileLosesNothingElse()
{
    Fixture f(6);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);

    f.swarm.putNode("n1", NodeState::Down, Availability::Drain);
    f.releaseNewTasks();
    f.swarm.pass(1min);

    const auto left = f.swarm.tasks("web", [](const api::Task& task) {
        return orchestrator::isWanted(task) && task.status.state == TaskState::Running;
    });
    QCOMPARE(left.size(), std::size_t(6));
    for (const auto& task : left)
        QVERIFY(task->nodeId != "n1");
}

void DrainTest::twoNodesMayBeDrainedTogether()
{
    Fixture f(6, 2);

    f.swarm.drainGapFree("n1");
    f.swarm.plan();
    (void)f.swarm.work();
    f.swarm.drainGapFree("n2");
    f.swarm.pass(1min);

    QCOMPARE(f.least, std::size_t(6));
    QCOMPARE(f.on("n3").size(), std::size_t(6));
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
}

void DrainTest::theNewTasksNodeMayDieMeanwhile()
{
    Fixture f(3);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);
    const std::string other = f.report().tasks.at(0).replacementNode;

    f.swarm.putNode(other, NodeState::Down);
    f.releaseNewTasks();
    f.swarm.pass(1min);

    QVERIFY(f.report().drained);
    const auto left = f.swarm.tasks("web", [&](const api::Task& task) {
        return orchestrator::isWanted(task) && task.status.state == TaskState::Running && task.nodeId != other;
    });
    QCOMPARE(left.size(), std::size_t(3));
}

void DrainTest::aCrashOfTheOldTaskLeavesItsPlaceToTheNewOne()
{
    Fixture f(3);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);
    const std::size_t made = f.swarm.tasks("web").size();

    f.swarm.report(f.on("n1").at(0), TaskState::Failed);
    f.swarm.pass(1s);
    f.releaseNewTasks();
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.running("web").size(), std::size_t(3));
    QCOMPARE(f.swarm.tasks("web").size(), made);
}

void DrainTest::aGlobalServiceLeavesLast()
{
    Fixture f(3);
    f.swarm.createService(makeGlobal("agent"));
    f.swarm.pass(1s);
    QCOMPARE(f.on("n1", "agent").size(), std::size_t(1));
    f.holdNewTasks();

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1h);
    QCOMPARE(f.on("n1", "agent").size(), std::size_t(1));
    const auto report = f.report();
    QCOMPARE(report.tasks.size(), std::size_t(2));
    QCOMPARE(report.tasks.at(0).obstacle, std::string("global"));
    QVERIFY(report.tasks.at(0).phase == DrainPhase::Waiting);

    f.releaseNewTasks();
    f.swarm.pass(1min);
    QVERIFY(f.report().drained);
    QCOMPARE(f.swarm.running("agent").size(), std::size_t(2));
}

void DrainTest::aJobsTaskComesToItsEnd()
{
    Fixture f(3);
    api::Service job = makeService("job");
    job.spec.mode = {.replicatedJob = api::ReplicatedJobMode{.maxConcurrent = 3, .totalCompletions = 3}};
    job.jobStatus = api::JobStatus{};
    f.swarm.fate = [](const api::Task&) { return TaskState::Running; };
    f.swarm.createService(job);
    f.swarm.pass(1s);
    QCOMPARE(f.swarm.running("job").size(), std::size_t(3));
    const auto here = f.on("n1", "job");
    QCOMPARE(here.size(), std::size_t(1));

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1h);
    QCOMPARE(f.swarm.state(here.at(0)->id), TaskState::Running);
    QCOMPARE(f.report().tasks.at(0).obstacle, std::string("job"));

    f.swarm.report(here.at(0), TaskState::Complete);
    f.swarm.pass(1s);
    QVERIFY(f.report().drained);
    QCOMPARE(f.swarm.tasks("job").size(), std::size_t(3));
}

void DrainTest::anUpdateGoesFirst()
{
    Fixture f(6);
    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().image = "v2";
        spec.updateConfig->delay = Nanoseconds(10s).count();
    });
    f.swarm.pass(1s);

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Updating);
    const auto report = f.report();
    QVERIFY(!report.tasks.empty());
    QCOMPARE(report.tasks.at(0).obstacle, std::string("update"));

    f.swarm.pass(5min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(6));
    QVERIFY(f.least >= 5); // stop-first, one at a time: the update's own gap, no other
    QVERIFY(f.report().drained);
}

void DrainTest::duringAPausedUpdateTheOldVersionMovesAsItWas()
{
    Fixture f(6);
    f.swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Failed : TaskState::Running;
    };
    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().image = "v2";
        spec.task.restartPolicy->delay = Nanoseconds(1h).count();
    });
    f.swarm.pass(1min);
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(5));
    f.least = 1000;
    const std::string node = f.swarm.running("web").at(0)->nodeId;

    f.swarm.drainGapFree(node);
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.runningImage("web", "v1"), std::size_t(5));
    QCOMPARE(f.least, std::size_t(5));
    QVERIFY(f.on(node).size() <= 1); // at most the failed one's successor, which waits for its delay
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Paused);
}

void DrainTest::anUpdateThatBeginsMeanwhileWins()
{
    Fixture f(6, 2);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);

    f.swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().image = "v2";
        spec.updateConfig->order = api::UpdateOrder::StartFirst;
    });
    f.releaseNewTasks();
    f.swarm.pass(5min);

    QCOMPARE(f.swarm.runningImage("web", "v2"), std::size_t(6));
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
    QCOMPARE(f.least, std::size_t(6));
    QCOMPARE(f.swarm.updateState("web"), UpdateState::Completed);
    QVERIFY(f.report().drained);
}

void DrainTest::scalingDownMeanwhileConverges()
{
    Fixture f(6);
    f.holdNewTasks();
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);

    f.swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 3; });
    f.releaseNewTasks();
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.running("web").size(), std::size_t(3));
    QCOMPARE(f.least, std::size_t(3));
    QVERIFY(f.report().drained);
}

void DrainTest::theReportTellsTheTurns()
{
    Fixture f(12, 1);
    QVERIFY(f.report().tasks.empty()); // the node is not drained
    QVERIFY(!f.report().drained);
    f.holdNewTasks();

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1s);

    const auto report = f.report();
    QVERIFY(report.gapFree);
    QVERIFY(report.since.has_value());
    QCOMPARE(report.tasks.size(), std::size_t(4));
    const auto moving = std::count_if(report.tasks.begin(), report.tasks.end(),
        [](const auto& task) { return task.phase == DrainPhase::Moving; });
    const auto turns = std::count_if(
        report.tasks.begin(), report.tasks.end(), [](const auto& task) { return task.obstacle == "turn"; });
    QCOMPARE(moving, 1);
    QCOMPARE(turns, 3);
}

void DrainTest::theReportNamesWhatKeepsATask_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("obstacle");
    QTest::newRow("host port") << 0 << "host-ports";
    QTest::newRow("max replicas per node") << 1 << "max-replicas";
    QTest::newRow("constraint") << 2 << "constraints";
    QTest::newRow("resources") << 3 << "resources";
    QTest::newRow("no other node") << 4 << "no-node";
    QTest::newRow("restart condition none") << 5 << "restart-policy";
}

void DrainTest::theReportNamesWhatKeepsATask()
{
    QFETCH(int, row);
    QFETCH(QString, obstacle);
    std::vector<std::string> nodes{"n1", "n2", "n3"};
    if (row == 4)
        nodes = {"n1"};
    Fixture f(row == 4 ? 1 : 3, 1, true, [&](api::ServiceSpec& spec) {
        if (row == 0)
            spec.endpointSpec = api::EndpointSpec{
                .ports = {{.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Host}}};
        if (row == 1)
            spec.task.placement = api::Placement{.maxReplicas = 1};
        if (row == 2)
            spec.task.placement = api::Placement{.constraints = {"node.id == n1"}};
        if (row == 5)
            spec.task.restartPolicy->condition = api::RestartCondition::None;
    }, nodes);
    const std::size_t running = f.swarm.running("web").size();
    QVERIFY(!f.on("n1").empty());
    if (row == 3) {
        // Room for one more of them nowhere.
        for (const char* id : {"n2", "n3"})
            f.swarm.write([&](store::Tx& tx) {
                api::Node node = *tx.get<api::Node>(id);
                node.description.resources.memoryBytes = 1000;
                return tx.update(node);
            });
        for (const auto& task : f.swarm.running("web"))
            f.swarm.write([&](store::Tx& tx) {
                api::Task heavy = *tx.get<api::Task>(task->id);
                heavy.spec.resources
                    = api::ResourceRequirements{.reservations = api::Resources{.memoryBytes = 4'000'000}};
                return tx.update(heavy);
            });
        f.swarm.write([&](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>("web");
            service.spec.task.resources
                = api::ResourceRequirements{.reservations = api::Resources{.memoryBytes = 4'000'000}};
            return tx.update(service);
        });
    }

    f.swarm.drainGapFree("n1");
    f.swarm.pass(1h);

    const auto report = f.report();
    QVERIFY(!report.drained);
    QCOMPARE(report.tasks.at(0).obstacle, obstacle.toStdString());
    QVERIFY(report.tasks.at(0).phase == DrainPhase::Stuck);
    QVERIFY(!report.tasks.at(0).reason.empty());
    QCOMPARE(f.swarm.running("web").size(), running);
    QCOMPARE(f.least, running);
}

void DrainTest::whatHadNoPlaceMovesAsSoonAsThereIsOne()
{
    Fixture f(3, 1, true, [](api::ServiceSpec& spec) { spec.task.placement = api::Placement{.maxReplicas = 1}; });
    f.swarm.drainGapFree("n1");
    f.swarm.pass(1h);
    QVERIFY(!f.report().drained);

    f.swarm.putNode("n4");
    f.swarm.pass(1min);

    QVERIFY(f.report().drained);
    QCOMPARE(f.least, std::size_t(3));
}

void DrainTest::maxAttemptsHoldForTheNewTaskToo()
{
    Fixture f(3, 1, false, [](api::ServiceSpec& spec) { spec.task.restartPolicy->maxAttempts = 3; });
    f.holdNewTasks(TaskState::Failed);

    f.swarm.drainGapFree("n1");
    f.swarm.pass(5h);

    QVERIFY(f.swarm.tasks("web").size() <= 3 + 4);
    QCOMPARE(f.swarm.running("web").size(), std::size_t(3));
    const auto report = f.report();
    QCOMPARE(report.tasks.at(0).obstacle, std::string("restart-policy"));
    QVERIFY(report.tasks.at(0).reason.find("allows no further attempt") != std::string::npos);
}

QTEST_GUILESS_MAIN(DrainTest)
#include "tst_drain.moc"

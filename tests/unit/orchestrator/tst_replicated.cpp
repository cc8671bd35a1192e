#include "tests/support/virtualswarm.h"

#include "shared/orchestrator/replicated.h"
#include "shared/orchestrator/taskinit.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::TaskState;

// Numbers are those of orchestration.md §12.1.
class ReplicatedTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void existingServiceGetsItsTasksAtStart_1();
    void newTaskCopiesWhatItNeeds();
    void logDriverOfTheTaskBeatsTheClusters();
    void serviceIsScaledUpAndDown_2();
    void deletedTaskIsReplacedInItsSlot_3();
    void tasksOfADeletedServiceAreToBeRemoved_4();
    void serviceDeletedBetweenTwoLeadersLosesItsTasks();
    void scaleDownTakesFromTheFullestNodes_5();
    void rejectedTaskIsReplacedAtStart_6();
    void onlyTheFailedOneIsReplacedAtStart_7();
    void taskOnADownNodeIsReplacedAtStart_8();
    void interruptedStartWaitsForTheRestOfItsDelay_9();
    void onlyInvalidNodesLoseTheirTasks_10();
    void lowestFreeSlotIsReused_11();
    void scaleDownOrderIsStable_12();
    void finishedTasksMarkedForRemovalDoNotCount_13();
    void reusedSlotWaitsUntilItsFormerTaskStopped();
    void returningNodeStopsItsOldTasksAndGetsNothingBack();
    void drainOfAServiceThatNeverRestartsStopsIt();
    void unknownAndDisconnectedNodesKeepTheirTasks();
    void largePlansAreCutIntoSeveralTransactions();
    void newLeaderLooksAtSoManyPlacesAtATime();
    void quietClusterPlansNothing();
    void sameInputGivesTheSamePlan();
};

namespace {

std::vector<std::string> idsOf(const std::vector<VirtualSwarm::Task>& tasks)
{
    std::vector<std::string> ids;
    for (const auto& task : tasks)
        ids.push_back(task->id);
    return ids;
}

std::vector<std::uint64_t> slotsOf(const std::vector<VirtualSwarm::Task>& tasks)
{
    std::vector<std::uint64_t> slots;
    for (const auto& task : tasks)
        slots.push_back(task->slot);
    return slots;
}

using Ids = std::vector<std::string>;
using Slots = std::vector<std::uint64_t>;

} // namespace

void ReplicatedTest::existingServiceGetsItsTasksAtStart_1()
{
    VirtualSwarm swarm;
    swarm.createService(makeService("web", 2));

    swarm.lead();

    const auto tasks = swarm.tasks("web");
    QCOMPARE(slotsOf(tasks), (Slots{1, 2}));
    for (const auto& task : tasks) {
        QCOMPARE(task->status.state, TaskState::New);
        QCOMPARE(task->desiredState, TaskState::Running);
        QCOMPARE(task->serviceName, std::string("web"));
    }
}

void ReplicatedTest::newTaskCopiesWhatItNeeds()
{
    VirtualSwarm swarm;
    swarm.write([](store::Tx& tx) {
        api::Cluster cluster = *tx.cluster();
        cluster.spec.taskDefaults.logDriver = api::Driver{.name = "journald"};
        return tx.update(cluster);
    });
    api::Service service = makeService("web");
    service.spec.labels = {{"tier", "front"}};
    service.specVersion = {7};
    service.spec.endpointSpec = api::EndpointSpec{.ports = {{.targetPort = 80, .publishedPort = 8080}}};
    service.endpoint.virtualIps = {{.networkId = "net", .addr = "10.0.0.2/24"}};
    swarm.createService(service);

    swarm.lead();

    const auto task = swarm.tasks("web").at(0);
    QCOMPARE(task->id.size(), IdLength);
    QCOMPARE(task->status.message, std::string("created"));
    QCOMPARE(task->spec, service.spec.task);
    QCOMPARE(task->specVersion, api::Version{7});
    QCOMPARE(task->serviceLabels, service.spec.labels);
    QCOMPARE(task->endpoint.spec, *service.spec.endpointSpec);
    QCOMPARE(task->endpoint.virtualIps, service.endpoint.virtualIps);
    QCOMPARE(task->logDriver->name, std::string("journald"));
    QVERIFY(!task->jobIteration);
}

void ReplicatedTest::logDriverOfTheTaskBeatsTheClusters()
{
    api::Cluster cluster{.id = "cluster"};
    cluster.spec.taskDefaults.logDriver = api::Driver{.name = "journald"};
    api::Service service = makeService("web");
    service.spec.task.logDriver = api::Driver{.name = "syslog"};
    Rng rng(1);

    const api::Task task = orchestrator::newTask(&cluster, service, 1, "", Timestamp{1}, rng);

    QCOMPARE(task.logDriver->name, std::string("syslog"));
}

void ReplicatedTest::serviceIsScaledUpAndDown_2()
{
    VirtualSwarm swarm;
    swarm.lead();

    swarm.createService(makeService("web", 1));
    swarm.plan();
    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1}));

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 3; });
    swarm.plan();
    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1, 2, 3}));

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 1; });
    swarm.plan();
    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1}));
    for (const auto& task : swarm.tasks("web"))
        QCOMPARE(task->desiredState, task->slot == 1 ? TaskState::Running : TaskState::Remove);
    QCOMPARE(swarm.updateState("web"), api::UpdateState::Unspecified);
}

void ReplicatedTest::deletedTaskIsReplacedInItsSlot_3()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 3));
    swarm.lead();
    swarm.settle();

    swarm.removeTask(swarm.inSlot("web", 2).at(0)->id);
    swarm.settle();

    QCOMPARE(slotsOf(swarm.running("web")), (Slots{1, 2, 3}));
    QCOMPARE(swarm.tasks("web").size(), std::size_t(3));
}

void ReplicatedTest::tasksOfADeletedServiceAreToBeRemoved_4()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 2));
    swarm.lead();
    swarm.settle();

    swarm.removeService("web");
    swarm.plan();

    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));
    for (const auto& task : swarm.tasks("web"))
        QCOMPARE(task->desiredState, TaskState::Remove);
    swarm.pass(1s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(0));
}

void ReplicatedTest::serviceDeletedBetweenTwoLeadersLosesItsTasks()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putTask(makeTask(makeService("gone"), "t1", 1, TaskState::Running, TaskState::Running, "n1"));

    swarm.lead();

    QCOMPARE(swarm.desired("t1"), TaskState::Remove);
}

void ReplicatedTest::scaleDownTakesFromTheFullestNodes_5()
{
    VirtualSwarm swarm;
    swarm.placing = false;
    for (const char* node : {"node1", "node2", "node3"})
        swarm.putNode(node);
    const api::Service service = makeService("web", 6);
    swarm.createService(service);
    const auto put = [&](const std::string& id, std::uint64_t slot, const std::string& node, TaskState state) {
        swarm.putTask(makeTask(service, id, slot, state, TaskState::Running, node));
    };
    put("task1", 1, "node1", TaskState::Starting);
    put("task2", 2, "node2", TaskState::Running);
    put("task3", 3, "node2", TaskState::Running);
    put("task4", 4, "node3", TaskState::Running);
    put("task5", 5, "node3", TaskState::Running);
    put("task6", 6, "node3", TaskState::Running);
    put("task7", 7, "", TaskState::New);

    swarm.lead();
    QCOMPARE(idsOf(swarm.wanted("web")), (Ids{"task1", "task2", "task3", "task4", "task5", "task6"}));

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 4; });
    swarm.plan();
    QCOMPARE(idsOf(swarm.wanted("web")), (Ids{"task1", "task2", "task3", "task4"}));

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 2; });
    swarm.plan();
    QCOMPARE(idsOf(swarm.wanted("web")), (Ids{"task2", "task4"}));
}

void ReplicatedTest::rejectedTaskIsReplacedAtStart_6()
{
    VirtualSwarm swarm;
    const api::Service service = makeService("web", 1);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "t1", 1, TaskState::Rejected));

    swarm.lead();

    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));
    QCOMPARE(swarm.desired("t1"), TaskState::Shutdown);
    QCOMPARE(swarm.wanted("web").size(), std::size_t(1));
    QVERIFY(swarm.wanted("web").at(0)->nodeId.empty());
    QCOMPARE(swarm.wanted("web").at(0)->slot, std::uint64_t(1));
}

void ReplicatedTest::onlyTheFailedOneIsReplacedAtStart_7()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 2);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "t1", 1, TaskState::Failed, TaskState::Running, "n1"));
    swarm.putTask(makeTask(service, "t2", 2, TaskState::Running, TaskState::Running, "n1"));

    swarm.lead();

    QCOMPARE(swarm.desired("t1"), TaskState::Shutdown);
    QCOMPARE(swarm.desired("t2"), TaskState::Running);
    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1, 2}));
    QCOMPARE(swarm.tasks("web").size(), std::size_t(3));
}

void ReplicatedTest::taskOnADownNodeIsReplacedAtStart_8()
{
    VirtualSwarm swarm;
    swarm.putNode("n1", NodeState::Down);
    const api::Service service = makeService("web", 1);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "t1", 1, TaskState::Running, TaskState::Running, "n1"));

    swarm.lead();

    QCOMPARE(swarm.desired("t1"), TaskState::Shutdown);
    QCOMPARE(swarm.state("t1"), TaskState::Running);
    QCOMPARE(swarm.wanted("web").at(0)->desiredState, TaskState::Running);
}

void ReplicatedTest::interruptedStartWaitsForTheRestOfItsDelay_9()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = makeService("web", 1);
    service.spec.task.restartPolicy->delay = Nanoseconds(100ms).count();
    swarm.createService(service);
    swarm.putTask(makeTask(service, "old", 1, TaskState::Failed, TaskState::Shutdown, "n1"));
    swarm.putTask(makeTask(service, "new", 1, TaskState::Ready, TaskState::Ready, "n1"));
    swarm.now = swarm.now + 30ms;

    swarm.lead();
    swarm.pass(69ms);
    QCOMPARE(swarm.desired("new"), TaskState::Ready);

    swarm.pass(2ms);
    QCOMPARE(swarm.desired("new"), TaskState::Running);
}

void ReplicatedTest::onlyInvalidNodesLoseTheirTasks_10()
{
    VirtualSwarm swarm;
    swarm.placing = false;
    swarm.putNode("id1");
    swarm.putNode("id2", NodeState::Down);
    swarm.putNode("id3", NodeState::Unknown);
    swarm.putNode("id4", NodeState::Ready, Availability::Pause);
    swarm.putNode("id5", NodeState::Ready, Availability::Drain);
    const api::Service service = makeService("web", 6);
    swarm.createService(service);
    for (std::uint64_t slot = 1; slot <= 5; ++slot) {
        const std::string number = std::to_string(slot);
        swarm.putTask(makeTask(service, "t" + number, slot, TaskState::Running, TaskState::Running, "id" + number));
    }
    swarm.putTask(makeTask(service, "t6", 6, TaskState::New));

    swarm.lead();
    for (const char* id : {"t1", "t3", "t4", "t6"})
        QCOMPARE(swarm.desired(id), TaskState::Running);
    for (const char* id : {"t2", "t5"})
        QCOMPARE(swarm.desired(id), TaskState::Shutdown);
    QCOMPARE(swarm.wanted("web").size(), std::size_t(6));

    const auto replacement = swarm.wanted("web").at(1);
    swarm.write([&](store::Tx& tx) {
        api::Task task = *tx.get<api::Task>(replacement->id);
        task.nodeId = "id2";
        return tx.update(task);
    });
    swarm.plan();
    QCOMPARE(swarm.desired(replacement->id), TaskState::Shutdown);

    swarm.putNode("id4", NodeState::Ready, Availability::Drain);
    swarm.plan();
    QCOMPARE(swarm.desired("t4"), TaskState::Shutdown);

    swarm.removeNode("id1");
    swarm.plan();
    QCOMPARE(swarm.desired("t1"), TaskState::Shutdown);
    QCOMPARE(swarm.desired("t3"), TaskState::Running);
    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1, 2, 3, 4, 5, 6}));
}

void ReplicatedTest::lowestFreeSlotIsReused_11()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 2);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "t1", 1, TaskState::Running, TaskState::Running, "n1"));
    swarm.putTask(makeTask(service, "t3", 3, TaskState::Running, TaskState::Running, "n1"));
    swarm.lead();
    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1, 3}));

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 3; });
    swarm.plan();

    QCOMPARE(slotsOf(swarm.wanted("web")), (Slots{1, 2, 3}));
}

void ReplicatedTest::scaleDownOrderIsStable_12()
{
    VirtualSwarm swarm;
    const api::Service service = makeService("web", 20);
    swarm.createService(service);
    for (std::uint64_t slot = 1; slot <= 20; ++slot) {
        const std::string node = "n" + std::to_string(slot % 4);
        if (slot <= 4)
            swarm.putNode(node);
        // Ids in no order.
        swarm.putTask(
            makeTask(service, std::to_string(slot * 7 % 20), slot, TaskState::Running, TaskState::Running, node));
    }
    swarm.lead();

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 12; });
    swarm.settle();

    // Three on each node stay, those with the lowest numbers.
    QCOMPARE(slotsOf(swarm.running("web")), (Slots{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
}

void ReplicatedTest::finishedTasksMarkedForRemovalDoNotCount_13()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = makeService("web", 3);
    service.spec.task.restartPolicy->condition = api::RestartCondition::None;
    swarm.createService(service);
    swarm.lead();
    swarm.settle();
    const auto scale = [&](std::uint64_t replicas) {
        swarm.updateService("web", [&](api::ServiceSpec& spec) { spec.mode.replicated->replicas = replicas; });
        swarm.plan();
        swarm.work();
    };

    scale(1);
    scale(3);
    swarm.settle();

    QCOMPARE(slotsOf(swarm.running("web")), (Slots{1, 2, 3}));
}

void ReplicatedTest::reusedSlotWaitsUntilItsFormerTaskStopped()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 2));
    swarm.lead();
    swarm.settle();
    const auto former = swarm.inSlot("web", 2).at(0);
    swarm.stubborn = true;
    swarm.updateService("web", [&](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 1; });
    swarm.settle();

    swarm.updateService("web", [&](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 2; });
    swarm.settle();
    const auto next = swarm.wanted("web").at(1);
    QCOMPARE(next->slot, std::uint64_t(2));
    QCOMPARE(next->desiredState, TaskState::Ready);
    QCOMPARE(swarm.state(next->id), TaskState::Ready);

    swarm.report(former, TaskState::Shutdown);
    swarm.plan();
    QCOMPARE(swarm.desired(next->id), TaskState::Running);
}

void ReplicatedTest::returningNodeStopsItsOldTasksAndGetsNothingBack()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 2));
    swarm.lead();
    swarm.settle();
    swarm.putNode("n1", NodeState::Down);
    swarm.putNode("n2");
    swarm.settle();
    QCOMPARE(swarm.running("web").size(), std::size_t(4));

    swarm.putNode("n1");
    swarm.pass(1s);

    QCOMPARE(swarm.running("web").size(), std::size_t(2));
    for (const auto& task : swarm.running("web"))
        QCOMPARE(task->nodeId, std::string("n2"));
}

void ReplicatedTest::drainOfAServiceThatNeverRestartsStopsIt()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    api::Service service = makeService("web", 2);
    service.spec.task.restartPolicy->condition = api::RestartCondition::None;
    swarm.createService(service);
    swarm.lead();
    swarm.settle();

    swarm.putNode("n1", NodeState::Ready, Availability::Drain);
    swarm.pass(10s);

    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
}

void ReplicatedTest::unknownAndDisconnectedNodesKeepTheirTasks()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.createService(makeService("web", 2));
    swarm.lead();
    swarm.settle();

    swarm.putNode("n1", NodeState::Unknown);
    swarm.putNode("n2", NodeState::Disconnected);
    swarm.pass(1min);

    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));
}

void ReplicatedTest::largePlansAreCutIntoSeveralTransactions()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.placing = false;
    std::size_t largest = 0;
    const auto counting = swarm.store.subscribe([&](const std::vector<store::Event>& events, std::uint64_t) {
        largest = std::max(largest, events.size());
    });
    swarm.createService(makeService("web", 2500));
    swarm.lead();
    swarm.pass(1s);
    QCOMPARE(swarm.wanted("web").size(), std::size_t(2500));

    swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.container.edit().image = "v2";
        spec.updateConfig = api::UpdateConfig{.parallelism = 0};
    });
    swarm.pass(1s);
    const auto wanted = swarm.wanted("web");
    QCOMPARE(wanted.size(), std::size_t(2500));
    QVERIFY(std::all_of(wanted.begin(), wanted.end(), [](const auto& task) { return task->spec.container->image == "v2"; }));

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 1; });
    swarm.pass(1s);
    QCOMPARE(swarm.wanted("web").size(), std::size_t(1));

    swarm.removeService("web");
    swarm.pass(1s);
    QVERIFY(swarm.tasks("web").empty());
    // Planned and reaped in one: at most a thousand each, and a few more to round it off.
    QVERIFY2(largest <= 2100, std::to_string(largest).c_str());
}

// The tasks it is to look at are not there when it does: it makes one anew in each place that it looks at.
void ReplicatedTest::newLeaderLooksAtSoManyPlacesAtATime()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    for (int number = 0; number < 5; ++number)
        swarm.createService(makeService("s" + std::to_string(number), 4));
    swarm.lead();
    swarm.pass(1s);
    orchestrator::Orchestrator orchestrator({.placesPerPass = 8});
    orchestrator.start(swarm.store, swarm.now);
    std::vector<store::ObjectPtr> rest = swarm.store.objects();
    std::erase_if(rest, [](const auto& object) { return store::as<api::Task>(object) != nullptr; });
    store::Store bare;
    bare.restore(swarm.store.version(), std::move(rest));

    std::vector<std::size_t> looked;
    for (std::optional<Timestamp> at = swarm.now; at && looked.size() < 9;) {
        store::Tx tx(bare);
        at = orchestrator.reconcile(tx, *at, swarm.rng);
        looked.push_back(tx.changes().size());
    }

    QCOMPARE(looked, (std::vector<std::size_t>{8, 8, 4}));
}

void ReplicatedTest::quietClusterPlansNothing()
{
    VirtualSwarm swarm;
    for (const char* node : {"n1", "n2", "n3"})
        swarm.putNode(node);
    swarm.createService(makeService("web", 7));
    swarm.createService(makeService("db", 2));
    swarm.lead();
    swarm.pass(1min);

    QCOMPARE(swarm.plan(), 0);
    QVERIFY(!swarm.wake());
    swarm.lead();
    swarm.pass(1min);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(7));
    QVERIFY2(swarm.complaints.empty(), swarm.complaints.empty() ? "" : swarm.complaints.front().c_str());
}

void ReplicatedTest::sameInputGivesTheSamePlan()
{
    const auto run = [] {
        VirtualSwarm swarm;
        swarm.putNode("n1");
        swarm.putNode("n2");
        swarm.createService(makeService("web", 5));
        swarm.lead();
        swarm.settle();
        swarm.putNode("n2", NodeState::Down);
        swarm.pass(1s);
        std::vector<Bytes> encoded;
        for (const auto& task : swarm.tasks("web"))
            encoded.push_back(task->id + " " + task->nodeId + " " + std::string(api::text(task->desiredState)));
        return encoded;
    };

    QCOMPARE(run(), run());
}

QTEST_GUILESS_MAIN(ReplicatedTest)
#include "tst_replicated.moc"

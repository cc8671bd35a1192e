#include "shared/scheduler/defaults.h"
#include "shared/scheduler/scheduler.h"
#include "tests/support/clusterworld.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

#include <set>

using namespace skep;
using namespace skep::scheduler;
using namespace skep::test;

namespace {

struct World : ClusterWorld {
    Scheduler scheduler;

    World() { run(scheduler); }
    void putTasks(const std::string& serviceId, int from, int count, const std::function<void(api::Task&)>& shape = {})
    {
        for (int i = from; i < from + count; ++i) {
            api::Task made = test::task(numbered(serviceId + "-", i), serviceId, std::uint64_t(i));
            if (shape)
                shape(made);
            put(made);
        }
    }
    // Node id → tasks of the service there that have been assigned.
    std::map<std::string, int> placed(const std::string& serviceId) const
    {
        std::map<std::string, int> counts;
        for (const auto& task : store.tasksOfService(serviceId))
            if (!task->nodeId.empty())
                ++counts[task->nodeId];
        return counts;
    }
    std::string err(const std::string& taskId) const { return task(taskId)->status.err; }
    std::string nodeOf(const std::string& taskId) const { return task(taskId)->nodeId; }
    void finish(const std::string& taskId, api::TaskState state)
    {
        edit<api::Task>(taskId, [&](api::Task& t) { t.status.state = state; });
    }
};

std::vector<int> sortedCounts(const std::map<std::string, int>& placed)
{
    std::vector<int> counts;
    for (const auto& [id, count] : placed)
        counts.push_back(count);
    std::ranges::sort(counts);
    return counts;
}

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void assignmentIsWrittenInFull();
    void onlyReadyNodesGetTasks_12_8_78();
    void emptiestNodeIsPreferred_12_8_78();
    void deletedNodeIsNeverChosen_12_8_78();
    void nodeThatBecomesReadyGetsTheNextTask_12_8_78();
    void tasksOfAServiceAreLevelled_12_8_79();
    void noNodesAtAll_12_8_83();
    void faultyNodeIsAvoidedForAWhile_12_8_84();
    void preassignedFailuresDoNotCount_12_8_84();
    void newSpecVersionForgivesFailures_12_8_84();
    void reasonsAreCountedOverNodes_12_8_85();
    void genericResourcesAreAssigned_12_8_85();
    void roomOfADeadTaskIsUsed_12_8_86();
    void deadTasksUseNothing_12_8_86();
    void resourcesBeatSpreading_12_8_87();
    void hostPortsSpreadTasks_12_8_90();
    void maxReplicasHolds_12_8_91();
    void stuckTaskIsShutDown_12_8_91();
    void preassignedTasksAreConfirmed_12_8_92();
    void preassignedTaskThatDoesNotFitWaitsForItsNode_12_8_92();
    void tasksOnTheWayOutAreIgnoredAtStart_12_8_92();
    void tasksOfADeletedServiceLeaveTheQueue_12_8_92();
    void labelOnlyServiceUpdateLosesNoTask_12_8_94();
    void errorIsRewrittenOnlyWhenItChanges();
    void quietClusterIsNotWrittenTo();
    void taskWithoutServiceIsPlaced();
    void replacementWithDesiredReadyIsPlaced();
    void tasksNotYetAllocatedAreLeftAlone();
    void stoppingTasksKeepTheirResources();
    void idsOfTasksDecideNothing_data();
    void idsOfTasksDecideNothing();
    void thoseThatWaitLongestComeFirstAfterALeaderChange();
    void manyTasksTakeSeveralPasses();
    void newLeaderSeesTheSameWorld();
    void lostTransactionIsMadeUpForByStartingAgain();
};

void TestScheduler::assignmentIsWrittenInFull()
{
    World world;
    world.put(node("n1"));
    api::Task wanting = task("t", "s");
    wanting.status.err = "no suitable node";
    world.put(wanting);

    world.settle();

    const auto placed = world.task("t");
    QCOMPARE(placed->nodeId, std::string("n1"));
    QCOMPARE(placed->status.state, api::TaskState::Assigned);
    QCOMPARE(placed->status.message, std::string("scheduler assigned task to node"));
    QCOMPARE(placed->status.err, std::string());
    QCOMPARE(placed->status.timestamp, world.now);
}

void TestScheduler::onlyReadyNodesGetTasks_12_8_78()
{
    World world;
    api::Node down = node("down"), paused = node("paused"), drained = node("drained"), unknown = node("unknown");
    down.status.state = api::NodeState::Down;
    unknown.status.state = api::NodeState::Unknown;
    paused.spec.availability = api::Availability::Pause;
    drained.spec.availability = api::Availability::Drain;
    for (const auto& unfit : {down, paused, drained, unknown})
        world.put(unfit);
    world.put(node("ready"));
    world.putTasks("s", 1, 5);

    world.settle();

    QCOMPARE(world.placed("s"), (std::map<std::string, int>{{"ready", 5}}));
}

void TestScheduler::emptiestNodeIsPreferred_12_8_78()
{
    World world;
    world.put(node("n1"));
    world.put(node("n2"));
    world.put(taskOn("other1", "o", "n1"));
    world.put(taskOn("other2", "o", "n1"));
    world.put(taskOn("other3", "o", "n2"));
    world.put(task("t", "s"));

    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n2"));
}

void TestScheduler::deletedNodeIsNeverChosen_12_8_78()
{
    World world;
    world.put(node("n1"));
    world.put(node("n2"));
    world.remove<api::Node>("n1");
    world.write([](store::Tx& tx) { // created ready and down in one transaction
        QVERIFY(tx.create(node("n3")));
        api::Node down = node("n3");
        down.status.state = api::NodeState::Down;
        QVERIFY(tx.update(down));
    });
    world.putTasks("s", 1, 4);

    world.settle();

    QCOMPARE(world.placed("s"), (std::map<std::string, int>{{"n2", 4}}));
}

void TestScheduler::nodeThatBecomesReadyGetsTheNextTask_12_8_78()
{
    World world;
    world.put(node("n1"));
    api::Node late = node("n2");
    late.status.state = api::NodeState::Down;
    world.put(late);
    world.putTasks("s", 1, 3);
    world.settle();

    world.edit<api::Node>("n2", [](api::Node& n) { n.status.state = api::NodeState::Ready; });
    world.put(task("next", "s", 4));
    world.settle();

    QCOMPARE(world.nodeOf("next"), std::string("n2"));
}

void TestScheduler::tasksOfAServiceAreLevelled_12_8_79()
{
    World world;
    for (int i = 1; i <= 5; ++i)
        world.put(node(numbered("n", i)));
    world.putTasks("s1", 1, 18);
    world.settle();
    const auto first = world.placed("s1");
    QCOMPARE(sortedCounts(first), (std::vector<int>{3, 3, 4, 4, 4}));

    world.putTasks("s2", 1, 2);
    world.settle();
    for (const auto& [id, count] : world.placed("s2")) {
        QCOMPARE(count, 1);
        QCOMPARE(first.at(id), 3);
    }

    world.putTasks("s1", 19, 3);
    world.settle();
    auto grown = world.placed("s1");
    QCOMPARE(sortedCounts(grown), (std::vector<int>{4, 4, 4, 4, 5}));
}

void TestScheduler::noNodesAtAll_12_8_83()
{
    World world;
    world.put(task("t", "s"));
    world.settle();
    QCOMPARE(world.err("t"), std::string("no suitable node"));
    QCOMPARE(world.task("t")->status.message, std::string("pending task scheduling"));
    QCOMPARE(world.task("t")->status.state, api::TaskState::Pending);

    world.put(node("n"));
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n"));
}

void TestScheduler::faultyNodeIsAvoidedForAWhile_12_8_84()
{
    World world;
    world.put(node("id1"));
    world.put(node("id2"));
    world.put(taskOn("other", "o", "id1"));
    std::vector<std::string> nodes;
    for (int i = 0; i < 7; ++i) {
        const std::string id = numbered("t", i);
        world.put(task(id, "s"));
        world.settle();
        nodes.push_back(world.nodeOf(id));
        world.finish(id, api::TaskState::Failed);
        world.now = world.now + 1s;
    }
    const std::vector<std::string> expected{"id2", "id2", "id2", "id2", "id2", "id1", "id1"};
    QCOMPARE(nodes, expected);

    world.now = world.now + FailureMemory;
    world.put(task("later", "s"));
    world.settle();

    QCOMPARE(world.nodeOf("later"), std::string("id2"));
}

void TestScheduler::preassignedFailuresDoNotCount_12_8_84()
{
    World world;
    world.put(node("id1"));
    world.put(node("id2"));
    world.put(taskOn("other", "o", "id1"));
    for (int i = 0; i < 8; ++i) {
        api::Task global = task(numbered("g", i), "s", 0);
        global.nodeId = "id2";
        world.put(global);
        world.settle();
        world.finish(global.id, api::TaskState::Failed);
    }
    world.put(task("t", "s"));
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("id2"));
}

void TestScheduler::newSpecVersionForgivesFailures_12_8_84()
{
    World world;
    world.put(node("id1"));
    world.put(node("id2"));
    world.put(taskOn("other", "o", "id1"));
    for (int i = 0; i < 5; ++i) {
        const std::string id = numbered("t", i);
        world.put(task(id, "s"));
        world.settle();
        world.finish(id, api::TaskState::Rejected);
    }
    api::Task newer = task("newer", "s");
    newer.specVersion.index = 100;
    world.put(task("same", "s"));
    world.settle();
    world.finish("same", api::TaskState::Shutdown);
    world.put(newer);
    world.settle();

    QCOMPARE(world.nodeOf("same"), std::string("id1"));
    QCOMPARE(world.nodeOf("newer"), std::string("id2"));
}

void TestScheduler::reasonsAreCountedOverNodes_12_8_85()
{
    World world;
    world.put(nodeWith("small", Cpu, 0));
    for (const char* id : {"down1", "down2"}) {
        api::Node down = nodeWith(id, 8 * Cpu, 0);
        down.status.state = api::NodeState::Down;
        world.put(down);
    }
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 0);
    world.put(wanting);
    world.settle();
    QCOMPARE(world.err("t"),
        std::string("no suitable node (2 nodes not available for new tasks; insufficient resources on 1 node)"));

    world.put(nodeWith("big", 8 * Cpu, 0));
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("big"));
}

void TestScheduler::genericResourcesAreAssigned_12_8_85()
{
    World world;
    api::Task wanting = task("t", "s");
    reserveGeneric(wanting, "apple", 2);
    reserveGeneric(wanting, "orange", 1);
    world.put(wanting);
    world.put(node("poor"));
    world.settle();
    QCOMPARE(world.err("t"), std::string("no suitable node (insufficient resources on 1 node)"));

    api::Node rich = node("rich");
    rich.description.resources.generic = {discrete("apple", 3), named("orange", "blue"), named("orange", "red")};
    world.put(rich);
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("rich"));
    QCOMPARE(world.task("t")->genericResources, (std::vector{discrete("apple", 2), named("orange", "blue")}));
}

void TestScheduler::roomOfADeadTaskIsUsed_12_8_86()
{
    World world;
    world.put(nodeWith("n", 0, 1000));
    world.putTasks("s", 1, 2, [](api::Task& t) { reserve(t, 0, 600); });
    world.settle();
    QCOMPARE(world.nodeOf("s-001"), std::string("n"));
    QCOMPARE(world.err("s-002"), std::string("no suitable node (insufficient resources on 1 node)"));

    world.finish("s-001", api::TaskState::Failed);
    world.settle();

    QCOMPARE(world.nodeOf("s-002"), std::string("n"));
}

void TestScheduler::deadTasksUseNothing_12_8_86()
{
    World world;
    world.stopAll();
    world.put(nodeWith("n", 0, 1000));
    api::Task dead = taskOn("dead", "s", "n", api::TaskState::Failed);
    reserve(dead, 0, 600);
    world.put(dead);
    api::Task wanting = task("t", "s");
    reserve(wanting, 0, 600);
    world.put(wanting);

    world.run(world.scheduler);
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n"));
}

void TestScheduler::resourcesBeatSpreading_12_8_87()
{
    World world;
    world.put(nodeWith("emptier", Cpu, 0));
    world.put(nodeWith("fuller", 10 * Cpu, 0));
    for (int i = 0; i < 3; ++i)
        world.put(taskOn(numbered("o", i), "o", "fuller"));
    world.putTasks("s", 1, 4, [](api::Task& t) { reserve(t, Cpu, 0); });

    world.settle();

    QCOMPARE(world.placed("s"), (std::map<std::string, int>{{"emptier", 1}, {"fuller", 3}}));
}

void TestScheduler::hostPortsSpreadTasks_12_8_90()
{
    World world;
    world.put(node("n1"));
    world.put(node("n2"));
    world.putTasks("s", 1, 3, [](api::Task& t) { publishOnHost(t, 80); });
    world.settle();
    QCOMPARE(world.placed("s"), (std::map<std::string, int>{{"n1", 1}, {"n2", 1}}));
    QCOMPARE(world.err("s-003"), std::string("no suitable node (host-mode port already in use on 2 nodes)"));

    world.putTasks("udp", 1, 2, [](api::Task& t) { publishOnHost(t, 80, api::PortProtocol::Udp); });
    world.settle();

    QCOMPARE(world.placed("udp"), (std::map<std::string, int>{{"n1", 1}, {"n2", 1}}));
}

void TestScheduler::maxReplicasHolds_12_8_91()
{
    World world;
    world.put(node("n1"));
    world.put(node("n2"));
    world.putTasks("s", 1, 3, [](api::Task& t) { t.spec.placement.emplace().maxReplicas = 1; });
    world.settle();
    QCOMPARE(world.placed("s"), (std::map<std::string, int>{{"n1", 1}, {"n2", 1}}));
    QCOMPARE(world.err("s-003"), std::string("no suitable node (max replicas per node limit exceed)"));

    world.put(node("n3"));
    world.settle();

    QCOMPARE(world.nodeOf("s-003"), std::string("n3"));
}

void TestScheduler::stuckTaskIsShutDown_12_8_91()
{
    World world;
    world.put(node("n1"));
    world.putTasks("s", 1, 2, [](api::Task& t) { t.spec.placement.emplace().maxReplicas = 1; });
    world.settle();
    QCOMPARE(world.nodeOf("s-002"), std::string());

    world.edit<api::Task>("s-002", [](api::Task& t) { t.desiredState = api::TaskState::Shutdown; });
    world.settle();

    QCOMPARE(world.task("s-002")->status.state, api::TaskState::Shutdown);
    QCOMPARE(world.nodeOf("s-002"), std::string());
}

void TestScheduler::preassignedTasksAreConfirmed_12_8_92()
{
    World world;
    world.put(node("n1"));
    world.put(node("n2"));
    api::Task global = task("g", "global", 0);
    global.nodeId = "n1";
    world.put(task("t", "s"));
    world.put(global);

    world.settle();

    QCOMPARE(world.task("g")->status.state, api::TaskState::Assigned);
    QCOMPARE(world.task("g")->status.message, std::string("scheduler confirmed task can run on preassigned node"));
    QCOMPARE(world.nodeOf("t"), std::string("n2")); // the preassigned one counts already
}

void TestScheduler::preassignedTaskThatDoesNotFitWaitsForItsNode_12_8_92()
{
    World world;
    world.put(nodeWith("n1", Cpu, 0));
    world.put(nodeWith("n2", 8 * Cpu, 0));
    api::Task global = task("g", "global", 0);
    global.nodeId = "n1";
    reserve(global, 2 * Cpu, 0);
    world.put(global);
    world.settle();
    QCOMPARE(world.task("g")->status.state, api::TaskState::Pending);
    QCOMPARE(world.err("g"), std::string("insufficient resources on 1 node"));

    world.edit<api::Node>("n1", [](api::Node& n) { n.description.resources.nanoCpus = 2 * Cpu; });
    world.settle();

    QCOMPARE(world.task("g")->status.state, api::TaskState::Assigned);
    QCOMPARE(world.nodeOf("g"), std::string("n1"));
    QCOMPARE(world.err("g"), std::string());
}

void TestScheduler::tasksOnTheWayOutAreIgnoredAtStart_12_8_92()
{
    World world;
    world.stopAll();
    world.put(node("n"));
    for (const auto desired : {api::TaskState::Shutdown, api::TaskState::Remove}) {
        const std::string name(api::text(desired));
        api::Task leaving = task("t-" + name, "s");
        leaving.desiredState = desired;
        world.put(leaving);
        api::Task preassigned = task("g-" + name, "global", 0);
        preassigned.desiredState = desired;
        preassigned.nodeId = "n";
        world.put(preassigned);
    }

    world.run(world.scheduler);
    world.settle();

    for (const auto& task : world.store.all<api::Task>())
        QVERIFY(task->status.state != api::TaskState::Assigned);
}

void TestScheduler::tasksOfADeletedServiceLeaveTheQueue_12_8_92()
{
    World world;
    world.put(service("s"));
    world.put(task("t", "s"));
    world.settle();

    world.remove<api::Service>("s");
    world.put(node("n"));
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string());
}

void TestScheduler::labelOnlyServiceUpdateLosesNoTask_12_8_94()
{
    World world;
    world.put(service("s"));
    world.put(task("t", "s"));
    world.settle();

    world.edit<api::Service>("s", [](api::Service& s) {
        s.spec.labels = {{"owner", "me"}};
        s.specVersion.index = 1000;
    });
    world.settle();
    world.put(node("n"));
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n"));
}

void TestScheduler::errorIsRewrittenOnlyWhenItChanges()
{
    World world;
    world.put(nodeWith("n", Cpu, 0));
    world.putTasks("s", 1, 3, [](api::Task& t) { reserve(t, 2 * Cpu, 0); });
    world.settle();
    const auto before = world.task("s-001");

    world.edit<api::Node>("n", [](api::Node& n) { n.spec.labels = {{"colour", "red"}}; });
    world.settle();
    QVERIFY(world.task("s-001") == before);

    world.edit<api::Node>("n", [](api::Node& n) { n.status.state = api::NodeState::Down; });
    world.settle();
    QCOMPARE(world.err("s-001"), std::string("no suitable node (1 node not available for new tasks)"));
    QCOMPARE(world.err("s-003"), std::string("no suitable node (1 node not available for new tasks)"));
}

void TestScheduler::quietClusterIsNotWrittenTo()
{
    World world;
    world.put(node("n"));
    world.putTasks("s", 1, 3);
    world.putTasks("big", 1, 3, [](api::Task& t) { reserve(t, Cpu, 0); });
    world.settle();
    const std::size_t written = world.written;

    for (int i = 0; i < 5; ++i) {
        world.now = world.now + 1h;
        world.settle();
    }
    QCOMPARE(world.written, written);
}

void TestScheduler::taskWithoutServiceIsPlaced()
{
    World world;
    world.put(node("n1"));
    world.put(node("n2"));
    for (int i = 0; i < 6; ++i)
        world.put(task(numbered("t", i), ""));

    world.settle();

    QCOMPARE(world.store.tasksOfNode("n1").size(), std::size_t(3));
    QCOMPARE(world.store.tasksOfNode("n2").size(), std::size_t(3));
}

void TestScheduler::replacementWithDesiredReadyIsPlaced()
{
    World world;
    world.put(node("n"));
    api::Task replacement = task("t", "s");
    replacement.desiredState = api::TaskState::Ready;
    world.put(replacement);
    api::Task job = task("j", "job");
    job.desiredState = api::TaskState::Complete;
    world.put(job);

    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n"));
    QCOMPARE(world.nodeOf("j"), std::string("n"));
}

void TestScheduler::tasksNotYetAllocatedAreLeftAlone()
{
    World world;
    world.put(node("n"));
    api::Task young = task("t", "s");
    young.status.state = api::TaskState::New;
    world.put(young);
    world.settle();
    QCOMPARE(world.nodeOf("t"), std::string());

    world.edit<api::Task>("t", [](api::Task& t) { t.status.state = api::TaskState::Pending; });
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n"));
}

// It counts no more for balance and limits, but holds its resources until the agent says that it has stopped.
void TestScheduler::stoppingTasksKeepTheirResources()
{
    World world;
    world.put(nodeWith("n", 2 * Cpu, 0));
    api::Task stopping = taskOn("old", "s", "n");
    stopping.desiredState = api::TaskState::Shutdown;
    stopping.spec.placement.emplace().maxReplicas = 1;
    reserve(stopping, 2 * Cpu, 0);
    world.put(stopping);
    api::Task light = task("light", "s"), heavy = task("heavy", "s");
    light.spec.placement.emplace().maxReplicas = 2;
    heavy.spec.placement.emplace().maxReplicas = 2;
    reserve(heavy, Cpu, 0);
    world.put(light);
    world.put(heavy);
    world.settle();
    QCOMPARE(world.nodeOf("light"), std::string("n"));
    QCOMPARE(world.nodeOf("heavy"), std::string());

    world.finish("old", api::TaskState::Shutdown);
    world.settle();

    QCOMPARE(world.nodeOf("heavy"), std::string("n"));
}

void TestScheduler::idsOfTasksDecideNothing_data()
{
    QTest::addColumn<QString>("low");
    QTest::addColumn<QString>("high");
    QTest::addColumn<bool>("restarts");
    for (const bool restarts : {false, true}) {
        QTest::newRow(restarts ? "low ids first, new leader" : "low ids first") << "1"
                                                                                << "9" << restarts;
        QTest::newRow(restarts ? "high ids first, new leader" : "high ids first") << "9"
                                                                                  << "1" << restarts;
    }
}

// Which service's turn comes first, which slot's, and who of those made for one node.
void TestScheduler::idsOfTasksDecideNothing()
{
    QFETCH(const QString, low);
    QFETCH(const QString, high);
    QFETCH(const bool, restarts);
    World world;
    world.put(nodeWith("n1", 3 * Cpu, 0));
    world.put(nodeWith("n2", Cpu, 0));
    const std::string one = low.toStdString(), two = high.toStdString();
    world.write([&](store::Tx& tx) {
        for (api::Task made : {task(two + "b", "b", 1), task(one + "a2", "a", 2), task(two + "a1", "a", 1)}) {
            reserve(made, Cpu, 0);
            QVERIFY(tx.create(made).has_value());
        }
        for (api::Task made : {task(two + "h", "h", 0), task(one + "g", "g", 0)}) {
            made.nodeId = "n1";
            reserve(made, 2 * Cpu, 0);
            QVERIFY(tx.create(made).has_value());
        }
    });
    if (restarts)
        world.restart();

    world.settle();

    QCOMPARE(world.task(one + "g")->status.state, api::TaskState::Assigned);
    QCOMPARE(world.task(two + "h")->status.state, api::TaskState::Pending);
    // Of n1 a third is left.
    const std::set<std::string> both{world.nodeOf(two + "a1"), world.nodeOf(one + "a2")};
    QCOMPARE(both, (std::set<std::string>{"n1", "n2"}));
    QCOMPARE(world.nodeOf(two + "a1"), std::string("n2"));
    QCOMPARE(world.nodeOf(two + "b"), std::string());
}

void TestScheduler::thoseThatWaitLongestComeFirstAfterALeaderChange()
{
    World world;
    for (const char* service : {"b", "a"}) {
        world.now = world.now + 1s;
        api::Task made = task(std::string("of-") + service, service);
        reserve(made, Cpu, 0);
        world.put(made);
        world.settle();
    }
    world.restart();

    world.put(nodeWith("n1", Cpu, 0));
    world.settle();

    QCOMPARE(world.nodeOf("of-b"), std::string("n1"));
    QCOMPARE(world.nodeOf("of-a"), std::string());
}

void TestScheduler::manyTasksTakeSeveralPasses()
{
    World world;
    world.put(node("n"));
    const std::size_t count = MaxWritesPerPass * 2 + 10;
    world.write([&](store::Tx& tx) {
        for (std::size_t i = 0; i < count; ++i)
            QVERIFY(tx.create(task("t" + std::to_string(i), "s", i + 1)));
    });

    QVERIFY(world.pass());
    QCOMPARE(world.store.tasksOfNode("n").size(), MaxWritesPerPass);
    QVERIFY(world.pass());
    QVERIFY(world.pass());
    QVERIFY(!world.pass());
    QCOMPARE(world.store.tasksOfNode("n").size(), count);
}

void TestScheduler::newLeaderSeesTheSameWorld()
{
    World world;
    for (int i = 0; i < 7; ++i)
        world.put(nodeWith(numbered("n", i), 4 * Cpu, 0));
    world.putTasks("s", 1, 20, [](api::Task& t) { reserve(t, Cpu, 0); });
    world.settle();
    Scheduler other;
    other.start(world.store, world.now);
    world.putTasks("s", 21, 15, [](api::Task& t) { reserve(t, Cpu, 0); });
    for (const auto& task : world.store.all<api::Task>())
        other.observe({.action = store::Action::Update, .object = task, .old = task});

    store::Tx tx(world.store);
    Rng rng(7);
    (void)other.reconcile(tx, world.now, rng);
    world.settle();

    for (const auto& task : world.store.all<api::Task>())
        QCOMPARE(tx.get<api::Task>(task->id)->nodeId, task->nodeId);
}

void TestScheduler::lostTransactionIsMadeUpForByStartingAgain()
{
    World world;
    world.put(nodeWith("n", Cpu, 0));
    api::Task wanting = task("t", "s");
    reserve(wanting, Cpu, 0);
    world.put(wanting);
    store::Tx lost(world.store);
    (void)world.scheduler.reconcile(lost, world.now, world.rng);
    QVERIFY(!lost.empty());

    world.restart();
    world.settle();

    QCOMPARE(world.nodeOf("t"), std::string("n"));
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"

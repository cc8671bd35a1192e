#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::TaskState;
using api::UpdateState;

// Numbers are those of orchestration.md §12.4.
class GlobalTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyNodeGetsOneTask_42();
    void nodesAndServicesComeAndGo_43();
    void drainedNodeHasNone_44();
    void pausedNodeIsLeftAlone_45();
    void downNodeGetsANewTaskWhenItReturns_46();
    void returningNodesNewTaskWaitsForTheOldOne();
    void deletedTaskIsNotRecreated_47();
    void failedTaskIsReplacedOnItsNode_48();
    void finishedTaskStaysFinishedUntilTheTemplateChanges_48();
    void startRepairs_49_data();
    void startRepairs_49();
    void reactivatedNodeCatchesUp_50();
    void pausedUpdateIsNotForcedOntoANodeThatReturns();
    void constraintsChooseNodes();
    void nodesOfAnotherPlatformHaveNone();
    void changedLabelMovesTheService();
    void updateRollsFromNodeToNode();
    void attemptsCountPerNode();
};

namespace {

std::vector<std::string> nodesOf(const std::vector<VirtualSwarm::Task>& tasks)
{
    std::vector<std::string> nodes;
    for (const auto& task : tasks)
        nodes.push_back(task->nodeId);
    return nodes;
}
using Nodes = std::vector<std::string>;

void touch(VirtualSwarm& swarm)
{
    static int count = 0;
    swarm.updateService("agent", [&](api::ServiceSpec& spec) { spec.labels["touched"] = std::to_string(++count); });
    swarm.settle();
}

} // namespace

void GlobalTest::everyNodeGetsOneTask_42()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();

    const auto first = swarm.tasks("agent").at(0);
    QCOMPARE(first->nodeId, std::string("n1"));
    QCOMPARE(first->slot, std::uint64_t(0));
    QCOMPARE(first->status.state, TaskState::New);
    QCOMPARE(first->desiredState, TaskState::Running);

    swarm.putNode("n2");
    swarm.plan();
    QCOMPARE(nodesOf(swarm.tasks("agent")), (Nodes{"n1", "n2"}));
}

void GlobalTest::nodesAndServicesComeAndGo_43()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();

    swarm.removeNode("n2");
    swarm.pass(1s);
    QCOMPARE(nodesOf(swarm.tasks("agent")), (Nodes{"n1"}));

    swarm.createService(makeGlobal("other"));
    swarm.settle();
    QCOMPARE(nodesOf(swarm.running("other")), (Nodes{"n1"}));

    swarm.removeService("agent");
    swarm.plan();
    QCOMPARE(swarm.tasks("agent").at(0)->desiredState, TaskState::Remove);
    QCOMPARE(swarm.running("other").size(), std::size_t(1));
}

void GlobalTest::drainedNodeHasNone_44()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();

    swarm.putNode("n2", NodeState::Ready, Availability::Drain);
    swarm.settle();
    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n1"}));
    touch(swarm);
    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n1"}));

    swarm.putNode("n2");
    swarm.settle();
    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n1", "n2"}));
}

void GlobalTest::pausedNodeIsLeftAlone_45()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();
    const auto task = swarm.running("agent").at(0);

    swarm.putNode("n1", NodeState::Ready, Availability::Pause);
    swarm.settle();
    QCOMPARE(swarm.state(task->id), TaskState::Running);

    swarm.report(task, TaskState::Failed);
    swarm.settle();
    QCOMPARE(swarm.desired(task->id), TaskState::Shutdown);
    QCOMPARE(swarm.tasks("agent").size(), std::size_t(1));
    touch(swarm);
    QCOMPARE(swarm.tasks("agent").size(), std::size_t(1));
}

void GlobalTest::downNodeGetsANewTaskWhenItReturns_46()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();
    const auto task = swarm.running("agent").at(0);

    swarm.putNode("n1", NodeState::Down);
    swarm.settle();
    QCOMPARE(swarm.desired(task->id), TaskState::Shutdown);
    QCOMPARE(swarm.tasks("agent").size(), std::size_t(1));

    swarm.putNode("n1");
    swarm.settle();
    QCOMPARE(swarm.running("agent").size(), std::size_t(1));
    QVERIFY(swarm.running("agent").at(0)->id != task->id);
}

void GlobalTest::returningNodesNewTaskWaitsForTheOldOne()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();
    const auto old = swarm.running("agent").at(0);
    swarm.putNode("n1", NodeState::Down);
    swarm.settle();
    swarm.stubborn = true;

    swarm.putNode("n1");
    swarm.pass(10s);
    QCOMPARE(swarm.wanted("agent").at(0)->desiredState, TaskState::Ready);

    swarm.report(old, TaskState::Shutdown);
    swarm.settle();
    QCOMPARE(swarm.running("agent").size(), std::size_t(1));
}

void GlobalTest::deletedTaskIsNotRecreated_47()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();

    swarm.removeTask(swarm.running("agent").at(0)->id);
    swarm.pass(1min);
    QVERIFY(swarm.tasks("agent").empty());

    touch(swarm);
    QCOMPARE(swarm.running("agent").size(), std::size_t(1));
}

void GlobalTest::failedTaskIsReplacedOnItsNode_48()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();

    swarm.report(swarm.running("agent").at(1), TaskState::Failed);
    swarm.settle();

    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n1", "n2"}));
    QCOMPARE(nodesOf(swarm.tasks("agent")), (Nodes{"n1", "n2", "n2"}));
}

void GlobalTest::finishedTaskStaysFinishedUntilTheTemplateChanges_48()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = makeGlobal("agent");
    service.spec.task.restartPolicy->condition = api::RestartCondition::None;
    swarm.createService(service);
    swarm.lead();
    swarm.settle();

    swarm.report(swarm.running("agent").at(0), TaskState::Failed);
    swarm.settle();
    touch(swarm);
    QCOMPARE(swarm.tasks("agent").size(), std::size_t(1));
    QVERIFY(swarm.running("agent").empty());

    swarm.updateService("agent", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
    swarm.settle();
    QCOMPARE(swarm.running("agent").size(), std::size_t(1));
}

void GlobalTest::startRepairs_49_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("node");
    QTest::addColumn<int>("tasksOnGoodNode");
    QTest::addColumn<int>("desired");
    const auto row = [](const char* name, TaskState state, const char* node, int tasks, TaskState desired) {
        QTest::newRow(name) << static_cast<int>(state) << QString::fromLatin1(node) << tasks
                            << static_cast<int>(desired);
    };
    row("rejected task", TaskState::Rejected, "good", 2, TaskState::Shutdown);
    row("failed task", TaskState::Failed, "good", 2, TaskState::Shutdown);
    row("running task", TaskState::Running, "good", 1, TaskState::Running);
    row("task on a drained node", TaskState::Running, "drained", 1, TaskState::Shutdown);
    row("task on a down node", TaskState::Running, "down", 1, TaskState::Shutdown);
}

void GlobalTest::startRepairs_49()
{
    QFETCH(int, state);
    QFETCH(QString, node);
    QFETCH(int, tasksOnGoodNode);
    QFETCH(int, desired);
    VirtualSwarm swarm;
    swarm.placing = false;
    swarm.putNode("good");
    swarm.putNode("drained", NodeState::Ready, Availability::Drain);
    swarm.putNode("down", NodeState::Down);
    const api::Service service = makeGlobal("agent");
    swarm.createService(service);
    swarm.createService(makeGlobal("other"));
    swarm.putTask(makeTask(service, "t1", 0, static_cast<TaskState>(state), TaskState::Running, node.toStdString()));
    swarm.putTask(makeTask(makeGlobal("gone"), "t2", 0, TaskState::Running, TaskState::Running, "good"));
    swarm.putTask(makeTask(makeGlobal("other"), "t3", 0, TaskState::Running, TaskState::Running, "good"));
    swarm.putTask(makeTask(makeGlobal("other"), "t4", 0, TaskState::Running, TaskState::Running, "good"));

    swarm.lead();

    QCOMPARE(static_cast<int>(swarm.desired("t1")), desired);
    QCOMPARE(swarm.tasks("agent", [](const api::Task& task) { return task.nodeId == "good"; }).size(),
        static_cast<std::size_t>(tasksOnGoodNode));
    QCOMPARE(swarm.wanted("agent").size(), std::size_t(1));
    QCOMPARE(swarm.desired("t2"), TaskState::Remove);
    // Of two on a node one stays.
    QCOMPARE(swarm.wanted("other").size(), std::size_t(1));
    QCOMPARE(swarm.tasks("other").size(), std::size_t(2));
    QCOMPARE(swarm.updateState("other"), UpdateState::Unspecified);
}

void GlobalTest::reactivatedNodeCatchesUp_50()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();
    swarm.putNode("n2", NodeState::Ready, Availability::Pause);
    swarm.updateService("agent", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
    swarm.pass(1min);
    QCOMPARE(swarm.runningImage("agent", "v2"), std::size_t(1));
    QCOMPARE(swarm.updateState("agent"), UpdateState::Completed);
    const auto status = swarm.service("agent")->updateStatus;

    swarm.putNode("n2");
    swarm.pass(1min);

    QCOMPARE(swarm.runningImage("agent", "v2"), std::size_t(2));
    QCOMPARE(swarm.running("agent").size(), std::size_t(2));
    QCOMPARE(swarm.service("agent")->updateStatus, status);
}

void GlobalTest::pausedUpdateIsNotForcedOntoANodeThatReturns()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.putNode("n3");
    swarm.createService(makeGlobal("agent"));
    swarm.lead();
    swarm.settle();
    swarm.fate = [](const api::Task& task) {
        return task.spec.container->image == "v2" ? TaskState::Failed : TaskState::Running;
    };
    swarm.updateService("agent", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
    swarm.pass(1s);
    QCOMPARE(swarm.updateState("agent"), UpdateState::Paused);
    const auto spared = swarm.running("agent");
    QCOMPARE(spared.size(), std::size_t(2));

    swarm.putNode(spared.at(0)->nodeId, NodeState::Ready, Availability::Active, {{"rack", "7"}});
    swarm.pass(1min);

    QCOMPARE(swarm.state(spared.at(0)->id), TaskState::Running);
}

void GlobalTest::constraintsChooseNodes()
{
    VirtualSwarm swarm;
    swarm.putNode("n1", NodeState::Ready, Availability::Active, {{"disk", "ssd"}});
    swarm.putNode("n2");
    api::Service service = makeGlobal("agent");
    service.spec.task.placement = api::Placement{.constraints = {"node.labels.disk == ssd"}};
    swarm.createService(service);

    swarm.lead();
    swarm.settle();

    QCOMPARE(nodesOf(swarm.tasks("agent")), (Nodes{"n1"}));
}

void GlobalTest::nodesOfAnotherPlatformHaveNone()
{
    VirtualSwarm swarm;
    const auto describe = [&](const std::string& id, const std::string& architecture) {
        swarm.write([&](store::Tx& tx) {
            api::Node node = *tx.get<api::Node>(id);
            node.description.platform = {.architecture = architecture, .os = "linux"};
            return tx.update(node);
        });
    };
    for (const char* id : {"n1", "n2"})
        swarm.putNode(id);
    describe("n1", "x86_64");
    describe("n2", "aarch64");
    api::Service agent = makeGlobal("agent");
    agent.spec.task.placement = api::Placement{.platforms = {{.architecture = "amd64", .os = "linux"}}};
    swarm.createService(agent);
    swarm.lead();
    swarm.settle();
    QCOMPARE(nodesOf(swarm.tasks("agent")), Nodes{"n1"});

    describe("n2", "x86_64");
    swarm.settle();
    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n1", "n2"}));
}

void GlobalTest::changedLabelMovesTheService()
{
    VirtualSwarm swarm;
    swarm.putNode("n1", NodeState::Ready, Availability::Active, {{"disk", "ssd"}});
    swarm.putNode("n2");
    api::Service service = makeGlobal("agent");
    service.spec.task.placement = api::Placement{.constraints = {"node.labels.disk == ssd"}};
    swarm.createService(service);
    swarm.lead();
    swarm.settle();

    swarm.putNode("n1");
    swarm.putNode("n2", NodeState::Ready, Availability::Active, {{"disk", "ssd"}});
    swarm.settle();

    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n2"}));
}

void GlobalTest::updateRollsFromNodeToNode()
{
    VirtualSwarm swarm;
    for (const char* node : {"n1", "n2", "n3", "n4"})
        swarm.putNode(node);
    api::Service service = makeGlobal("agent");
    service.spec.updateConfig = api::UpdateConfig{.parallelism = 1, .delay = Nanoseconds(10s).count()};
    swarm.createService(service);
    swarm.lead();
    swarm.settle();

    swarm.updateService("agent", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
    swarm.pass(1s);
    QCOMPARE(swarm.runningImage("agent", "v2"), std::size_t(1));
    QCOMPARE(swarm.running("agent").size(), std::size_t(4));
    QCOMPARE(swarm.updateState("agent"), UpdateState::Updating);

    swarm.pass(1min);
    QCOMPARE(swarm.runningImage("agent", "v2"), std::size_t(4));
    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n1", "n2", "n3", "n4"}));
    QCOMPARE(swarm.updateState("agent"), UpdateState::Completed);
}

void GlobalTest::attemptsCountPerNode()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    api::Service service = makeGlobal("agent");
    service.spec.task.restartPolicy->maxAttempts = 1;
    swarm.createService(service);
    swarm.lead();
    swarm.settle();

    for (int failure = 0; failure < 4; ++failure)
        for (const auto& task : swarm.running("agent"))
            if (task->nodeId == "n1") {
                swarm.report(task, TaskState::Failed);
                swarm.pass(1s);
            }

    QCOMPARE(nodesOf(swarm.running("agent")), (Nodes{"n2"}));
    QCOMPARE(swarm.tasks("agent").size(), std::size_t(3));
}

QTEST_GUILESS_MAIN(GlobalTest)
#include "tst_global.moc"

#include "shared/planning/why.h"

#include "shared/api/json.h"
#include "tests/support/clusterworld.h"
#include "tests/support/virtualswarm.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::TaskState;
using planning::why;

namespace {

class World {
public:
    World()
    {
        api::Node made = nodeWith("n1", 4 * Cpu, 0);
        made.description.hostname = "worker1";
        cluster.put(made);
        service = makeService("web", 2);
        cluster.put(service);
    }

    ClusterWorld cluster;
    api::Service service;

    api::Task& add(TaskState state, TaskState desired = TaskState::Running)
    {
        task = makeTask(service, "t", 1, state, desired, state < TaskState::Assigned ? "" : "n1");
        task.status.timestamp = task.status.appliedAt = cluster.now - 90s;
        return task;
    }
    std::string sentence()
    {
        cluster.put(task);
        const auto found = why(cluster.store, "t", cluster.now);
        return found ? found->sentence : found.error().message;
    }

    api::Task task;
};

} // namespace

// "Why is it not running?": one sentence for every state.
class WhyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void taskIsFoundByIdPrefixAndPlace();
    void pendingTaskCarriesTheSchedulersReason();
    void newTaskWaitsForItsNetworks();
    void assignedTaskNamesTheSilentNode();
    void preparingTaskNamesItsImage();
    void readyTaskNamesTheOneBeforeIt();
    void startingTaskNamesItsHealthCheck();
    void failedTaskExplainsItsExitAndItsNextTry();
    void completeTaskOfAServiceExitedByItself();
    void orphanedTaskLostItsNode();
    void stoppedTaskHasNoMatrix();
    void answerTravelsAsJson();
};

void WhyTest::taskIsFoundByIdPrefixAndPlace()
{
    World world;
    world.cluster.put(makeTask(world.service, "old1", 1, TaskState::Shutdown, TaskState::Shutdown, "n1"));
    world.cluster.put(makeTask(world.service, "new1", 1, TaskState::Running, TaskState::Running, "n1"));
    const api::Service agent = makeGlobal("agent");
    world.cluster.put(agent);
    world.cluster.put(makeTask(agent, "glob", 0, TaskState::Running, TaskState::Running, "n1"));
    const auto find = [&](const std::string& key) {
        const auto found = planning::findTask(world.cluster.store, key);
        return found ? (*found)->id : found.error().message;
    };

    QCOMPARE(find("new1"), std::string("new1"));
    QCOMPARE(find("ol"), std::string("old1"));
    QCOMPARE(find("web.1"), std::string("new1"));
    QCOMPARE(find("agent.worker1"), std::string("glob"));
    QCOMPARE(find("agent.n1"), std::string("glob"));
    QCOMPARE(find("web.7"), std::string("task web.7 not found"));
    QCOMPARE(find("nosuch.1"), std::string("task nosuch.1 not found"));
    QCOMPARE(why(world.cluster.store, "web.1", world.cluster.now)->name, std::string("web.1"));
}

void WhyTest::pendingTaskCarriesTheSchedulersReason()
{
    World world;
    reserve(world.add(TaskState::Pending), 8 * Cpu, 0);

    QCOMPARE(world.sentence(),
        std::string("no node can take it: no suitable node (insufficient resources on 1 node)"));
    const auto found = why(world.cluster.store, "t", world.cluster.now);
    QCOMPARE(found->explanation.nodes.size(), std::size_t(1));
    QVERIFY(!found->explanation.suggestions.empty());
}

void WhyTest::newTaskWaitsForItsNetworks()
{
    World world;
    world.add(TaskState::New).status.err = "network front: no address is left";
    QCOMPARE(world.sentence(),
        std::string("waits for the addresses and ports of its networks, for 90 s: network front: no address is left"));
}

void WhyTest::assignedTaskNamesTheSilentNode()
{
    World world;
    world.add(TaskState::Assigned);
    world.cluster.edit<api::Node>("n1", [](api::Node& node) {
        node.status.state = api::NodeState::Down;
        node.status.message = "heartbeat failure";
    });
    QCOMPARE(world.sentence(),
        std::string("waits for node worker1 to take it up, which has not reported on it for 90 s; that node is down "
                    "(heartbeat failure)"));
}

void WhyTest::preparingTaskNamesItsImage()
{
    World world;
    world.add(TaskState::Preparing);
    QCOMPARE(world.sentence(),
        std::string("node worker1 gets image v1 and sets up the container, for 90 s now: a large image or a slow "
                    "registry (credentials were not sent with the service)"));
}

void WhyTest::readyTaskNamesTheOneBeforeIt()
{
    World world;
    world.cluster.put(makeTask(world.service, "before", 1, TaskState::Running, TaskState::Shutdown, "n1"));
    world.add(TaskState::Ready, TaskState::Ready);
    QCOMPARE(world.sentence(),
        std::string("is prepared on node worker1, and waits for the task before it (before, running on node worker1) "
                    "to stop"));
}

void WhyTest::startingTaskNamesItsHealthCheck()
{
    World world;
    world.add(TaskState::Starting).spec.container.edit().healthcheck
        = api::Healthcheck{.test = {"CMD", "curl", "localhost"}, .retries = 3};
    QCOMPARE(world.sentence(),
        std::string("its container is started on node worker1, and its health check (CMD curl localhost) has not "
                    "passed yet, of 3 tries, for 90 s"));
}

void WhyTest::failedTaskExplainsItsExitAndItsNextTry()
{
    World world;
    api::Task& task = world.add(TaskState::Failed);
    task.status.err = "task: non-zero exit (137)";
    task.status.container = api::ContainerStatus{.exitCode = 137};
    task.spec.restartPolicy->delay = 120'000'000'000;
    const std::string start = "failed on node worker1 with exit code 137 (killed, often for lack of memory): task: "
                              "non-zero exit (137); 1 failure in a row, next try in 30 s";
    QCOMPARE(world.sentence(), start);
    task.spec.restartPolicy->condition = api::RestartCondition::None;
    QVERIFY(world.sentence().ends_with("; it is not restarted: its policy is none"));
}

void WhyTest::completeTaskOfAServiceExitedByItself()
{
    World world;
    world.add(TaskState::Complete).spec.restartPolicy->condition = api::RestartCondition::OnFailure;
    QCOMPARE(world.sentence(),
        std::string("its process exited by itself with 0 on node worker1; it is not restarted: its policy is "
                    "on-failure"));
}

void WhyTest::orphanedTaskLostItsNode()
{
    World world;
    world.add(TaskState::Orphaned, TaskState::Shutdown);
    world.cluster.put(makeTask(world.service, "heir", 1, TaskState::Running, TaskState::Running, "n1"));
    QCOMPARE(world.sentence(),
        std::string("its node was lost (node worker1); what it did is counted elsewhere; task heir (running) has taken "
                    "its place"));
}

void WhyTest::stoppedTaskHasNoMatrix()
{
    World world;
    world.add(TaskState::Running, TaskState::Shutdown);
    QCOMPARE(world.sentence(), std::string("is told to stop, and node worker1 has not reported it stopped yet"));
    QVERIFY(why(world.cluster.store, "t", world.cluster.now)->explanation.nodes.empty());
}

void WhyTest::answerTravelsAsJson()
{
    World world;
    reserve(world.add(TaskState::Pending), 8 * Cpu, 0);
    world.cluster.put(world.task);
    const auto found = why(world.cluster.store, "t", world.cluster.now);
    const auto back = api::fromJson<planning::Why>(api::toJson(*found));
    QVERIFY2(back, back ? "" : back.error().message.c_str());
    QCOMPARE(api::toJson(*back), api::toJson(*found));
    QVERIFY(api::toJson(*found).starts_with(R"({"Name":"web.1","State":"pending")"));
}

QTEST_GUILESS_MAIN(WhyTest)
#include "tst_why.moc"

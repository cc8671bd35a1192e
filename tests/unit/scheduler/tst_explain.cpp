#include "shared/scheduler/explain.h"
#include "shared/scheduler/scheduler.h"
#include "tests/support/clusterworld.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::scheduler;
using namespace skep::test;

class TestExplain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFailingFilterOfEveryNodeIsListed();
    void summaryIsTheErrorOfTheTask();
    void fewestChangesAreSuggestedFirst();
    void sameRemedyOnSeveralNodesIsOneSuggestion();
    void fittingNodesAreRanked();
    void placedTaskIsExplainedAsIfItWereAway();
    void preassignedTaskIsExplainedForItsNode();
    void unknownTaskIsAnError();
    void whatANodeDoesNotHaveCannotBeFreed();
    void failuresOnRecordCountForWhoHasNotSeenThem();
    void remediesNameNodeAndAmount();
};

void TestExplain::everyFailingFilterOfEveryNodeIsListed()
{
    ClusterWorld world;
    api::Node far = nodeWith("far", Cpu, 0);
    far.status.state = api::NodeState::Down;
    world.put(far);
    api::Node near = nodeWith("near", Cpu, 0);
    near.spec.labels = {{"zone", "a"}};
    world.put(near);
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 0);
    constrain(wanting, {"node.labels.zone == a"});
    world.put(wanting);

    const auto explanation = explain(world.store, "t");

    QVERIFY(explanation);
    QCOMPARE(explanation->nodes.size(), std::size_t(2));
    QCOMPARE(explanation->nodes[0].nodeId, std::string("near"));
    QCOMPARE(explanation->nodes[0].failing,
        (std::vector<Finding>{{.filter = FilterId::Resources, .reason = "needs 2 CPUs, 1 are free"}}));
    QCOMPARE(explanation->nodes[1].nodeId, std::string("far"));
    QCOMPARE(explanation->nodes[1].failing.size(), std::size_t(3));
}

void TestExplain::summaryIsTheErrorOfTheTask()
{
    ClusterWorld world;
    Scheduler scheduler;
    world.run(scheduler);
    world.put(nodeWith("n", Cpu, 0));
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 0);
    world.put(wanting);
    world.settle();

    QCOMPARE(scheduler.explain(world.store, "t")->summary, world.task("t")->status.err);
    QCOMPARE(explain(world.store, "t")->summary, world.task("t")->status.err);
}

void TestExplain::fewestChangesAreSuggestedFirst()
{
    ClusterWorld world;
    api::Node two = nodeWith("two", Cpu, 0), one = nodeWith("one", 2 * Cpu, 0);
    two.description.hostname = "host-two";
    one.description.hostname = "host-one";
    world.put(two);
    world.put(one);
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 0);
    constrain(wanting, {"node.labels.zone == a"});
    world.put(wanting);

    const auto suggestions = explain(world.store, "t")->suggestions;

    QCOMPARE(suggestions.size(), std::size_t(2));
    QCOMPARE(suggestions[0].text, std::string("set label zone=a on node host-one"));
    QCOMPARE(suggestions[0].nodeIds, std::vector<std::string>{"one"});
    QCOMPARE(suggestions[0].changes, 1U);
    QCOMPARE(suggestions[1].text,
        std::string("reserve no more than 1 CPUs (node host-two has 1) and set label zone=a on node host-two"));
    QCOMPARE(suggestions[1].changes, 2U);
}

void TestExplain::sameRemedyOnSeveralNodesIsOneSuggestion()
{
    ClusterWorld world;
    for (int i = 0; i < 20; ++i) {
        world.put(node(numbered("n", i)));
        world.put(taskOn(numbered("t", i), "s", numbered("n", i)));
    }
    api::Node paused = node("paused");
    paused.spec.availability = api::Availability::Pause;
    world.put(paused);
    api::Task wanting = task("t", "s");
    wanting.spec.placement.emplace().maxReplicas = 1;
    world.put(wanting);

    const auto suggestions = explain(world.store, "t")->suggestions;

    QCOMPARE(suggestions[0].text, std::string("allow more than 1 replicas per node"));
    QCOMPARE(suggestions[0].nodeIds.size(), std::size_t(20));
    QCOMPARE(suggestions[1].text, std::string("set the availability of node paused to active"));
}

void TestExplain::fittingNodesAreRanked()
{
    ClusterWorld world;
    Scheduler scheduler;
    world.run(scheduler);
    for (const char* id : {"a", "b", "c"})
        world.put(node(id));
    world.put(taskOn("s1", "s", "a"));
    world.put(taskOn("o1", "o", "b"));
    world.put(task("t", "s", 2));

    const auto explanation = scheduler.explain(world.store, "t");

    QCOMPARE(explanation->summary, std::string());
    QVERIFY(explanation->suggestions.empty());
    std::vector<std::string> order;
    for (const auto& verdict : explanation->nodes)
        order.push_back(verdict.nodeId);
    QCOMPARE(order, (std::vector<std::string>{"c", "b", "a"}));
    QCOMPARE(explanation->nodes[0].rank, 1U);
    QCOMPARE(explanation->nodes[2].tasksOfService, 1U);
    world.settle();
    QCOMPARE(world.task("t")->nodeId, std::string("c"));
}

void TestExplain::placedTaskIsExplainedAsIfItWereAway()
{
    ClusterWorld world;
    world.put(nodeWith("n", Cpu, 0));
    api::Task placed = taskOn("t", "s", "n");
    reserve(placed, Cpu, 0);
    placed.spec.placement.emplace().maxReplicas = 1;
    world.put(placed);

    const auto explanation = explain(world.store, "t");

    QCOMPARE(explanation->nodeId, std::string("n"));
    QVERIFY(explanation->nodes[0].failing.empty());
    QCOMPARE(explanation->nodes[0].tasksOfService, 0U);
}

void TestExplain::preassignedTaskIsExplainedForItsNode()
{
    ClusterWorld world;
    world.put(node("n1"));
    world.put(node("n2"));
    api::Task global = task("g", "global", 0);
    global.nodeId = "n1";
    reserve(global, Cpu, 0);
    world.put(global);

    const auto explanation = explain(world.store, "g");

    QCOMPARE(explanation->nodes.size(), std::size_t(1));
    QCOMPARE(explanation->summary, std::string("insufficient resources on 1 node"));
}

void TestExplain::whatANodeDoesNotHaveCannotBeFreed()
{
    ClusterWorld world;
    world.put(nodeWith("small", Cpu, 0));
    world.put(nodeWith("none", 0, 0));
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 0);
    world.put(wanting);

    const auto suggestions = explain(world.store, "t")->suggestions;

    QCOMPARE(suggestions.size(), std::size_t(2));
    QCOMPARE(suggestions[0].text, std::string("add a node with 2 CPUs"));
    QCOMPARE(suggestions[1].text, std::string("reserve no more than 1 CPUs (node small has 1)"));
}

void TestExplain::failuresOnRecordCountForWhoHasNotSeenThem()
{
    ClusterWorld world;
    world.put(node("n"));
    for (int i = 0; i < 6; ++i) {
        api::Task failed = taskOn(numbered("f", i), "s", "n", api::TaskState::Failed);
        failed.status.timestamp = world.now - (i == 0 ? std::chrono::minutes(10) : std::chrono::minutes(1));
        world.put(failed);
    }
    world.put(task("t", "s"));

    QCOMPARE(explain(world.store, "t", world.now)->nodes[0].failures, 5U);
    QCOMPARE(explain(world.store, "t")->nodes[0].failures, 0U);
}

void TestExplain::unknownTaskIsAnError()
{
    const ClusterWorld world;
    QCOMPARE(explain(world.store, "x").error(), (Error{ErrorCode::NotFound, "task x not found"}));
}

void TestExplain::remediesNameNodeAndAmount()
{
    api::Node subject = nodeWith("n", 0, 200 * MiB);
    subject.description.platform = {.architecture = "aarch64", .os = "linux"};
    subject.description.engine.engineVersion = "20.10";
    subject.description.engine.plugins = {{.type = "Network", .name = "bridge"}};
    NodeAccount account("n", 0);
    account.setNode(std::make_shared<const api::Node>(subject));
    api::Task holder = task("h", "s");
    publishOnHost(holder, 80);
    reserve(holder, 0, 100 * MiB);
    account.claim(holdingOf(holder), {});
    api::Task wanting = task("t", "s");
    reserve(wanting, 0, 150 * MiB);
    reserveGeneric(wanting, "gpu", 2);
    constrain(wanting, {"node.role == manager", "node.id == x"});
    wanting.networks = {{.networkId = "net"}};
    publishOnHost(wanting, 80);
    const Demand demand = demandOf(wanting, {{"net", "overlay"}});
    const Probe probe{.demand = demand, .node = account};

    QCOMPARE(remedy(FilterId::Resources, probe),
        std::string("free 50 MiB of memory on node n (or reserve no more than 100 MiB) and free 2 gpu on node n"));
    QCOMPARE(remedy(FilterId::Plugins, probe), std::string("install the Network plugin overlay on node n"));
    QCOMPARE(remedy(FilterId::Constraints, probe), std::string("promote node n and drop the constraint node.id == x"));
    QCOMPARE(remedy(FilterId::Platform, probe), std::string("use an image for linux/arm64"));
    QCOMPARE(remedy(FilterId::HostPorts, probe), std::string("free port 80/tcp on node n"));
}

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"

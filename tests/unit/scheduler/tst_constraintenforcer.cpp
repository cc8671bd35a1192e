#include "shared/scheduler/constraintenforcer.h"
#include "tests/support/clusterworld.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::scheduler;
using namespace skep::test;

namespace {

struct World : ClusterWorld {
    ConstraintEnforcer enforcer;

    void start() { run(enforcer); }
    bool isSentAway(const std::string& id) const { return task(id)->desiredState == api::TaskState::Shutdown; }
};

} // namespace

class TestConstraintEnforcer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roleDecidesAtStartAndLater_12_6_68();
    void shrunkNodeRejectsWhatNoLongerFits_12_6_68();
    void sentAwayTaskSaysWhyAndKeepsItsObservedState();
    void completedTasksNeedNothing_12_6_69();
    void currentServiceSpecDecides_12_6_70();
    void withdrawnGenericResourcesReject_12_6_71();
    void oneMissNeverEndsTheExamination();
    void newestTasksGoFirst();
    void onlyActiveNodesAreExamined();
    void waitingAndStoppingTasksAreLeftAlone();
    void heartbeatsDoNotExamine();
};

void TestConstraintEnforcer::roleDecidesAtStartAndLater_12_6_68()
{
    World world;
    world.put(node("n"));
    api::Task wantsManager = taskOn("m", "", "n"), wantsWorker = taskOn("w", "", "n");
    constrain(wantsManager, {"node.role == manager"});
    constrain(wantsWorker, {"node.role == worker"});
    world.put(wantsManager);
    world.put(wantsWorker);

    world.start();
    world.settle();
    QVERIFY(world.isSentAway("m"));
    QVERIFY(!world.isSentAway("w"));

    world.edit<api::Node>("n", [](api::Node& n) { n.role = api::NodeRole::Manager; });
    world.settle();
    QVERIFY(world.isSentAway("w"));
}

void TestConstraintEnforcer::shrunkNodeRejectsWhatNoLongerFits_12_6_68()
{
    World world;
    world.put(nodeWith("n", 4 * Cpu, 1000));
    api::Task small = taskOn("small", "", "n"), large = taskOn("large", "", "n");
    reserve(small, Cpu, 100);
    reserve(large, Cpu, 800);
    world.put(small);
    world.put(large);
    world.start();
    world.settle();
    QVERIFY(!world.isSentAway("large"));

    world.edit<api::Node>("n", [](api::Node& n) { n.description.resources.memoryBytes = 500; });
    world.settle();

    QVERIFY(world.isSentAway("large"));
    QVERIFY(!world.isSentAway("small"));
}

void TestConstraintEnforcer::sentAwayTaskSaysWhyAndKeepsItsObservedState()
{
    World world;
    world.put(node("n"));
    api::Task misplaced = taskOn("t", "", "n");
    constrain(misplaced, {"node.labels.zone == a"});
    world.put(misplaced);
    world.start();
    world.settle();

    const auto sent = world.task("t");
    QCOMPARE(sent->status.message, std::string("task rejected by constraint enforcer"));
    QCOMPARE(sent->status.err, std::string("assigned node no longer meets constraints"));
    QCOMPARE(sent->desiredState, api::TaskState::Shutdown);
    // What it does is for its node to say.
    QCOMPARE(sent->status.state, misplaced.status.state);
}

void TestConstraintEnforcer::completedTasksNeedNothing_12_6_69()
{
    World world;
    world.put(nodeWith("n", Cpu, 0));
    api::Task done = taskOn("done", "job", "n", api::TaskState::Complete), running = taskOn("running", "job", "n");
    done.desiredState = api::TaskState::Complete;
    reserve(done, Cpu, 0);
    reserve(running, Cpu, 0);
    world.put(done);
    world.put(running);
    world.start();
    world.settle();

    QVERIFY(!world.isSentAway("running"));
    QCOMPARE(world.task("done")->status.state, api::TaskState::Complete);
}

void TestConstraintEnforcer::currentServiceSpecDecides_12_6_70()
{
    World world;
    world.put(node("n", {{"zone", "a"}}));
    world.put(service("s"));
    world.put(taskOn("t", "s", "n"));
    world.start();
    world.edit<api::Service>(
        "s", [](api::Service& s) { s.spec.task.placement.emplace().constraints = {"node.labels.zone == a"}; });
    world.settle();
    QVERIFY(!world.isSentAway("t"));

    world.edit<api::Node>("n", [](api::Node& n) { n.spec.labels.clear(); });
    world.settle();

    QVERIFY(world.isSentAway("t"));
}

void TestConstraintEnforcer::withdrawnGenericResourcesReject_12_6_71()
{
    World world;
    api::Node rich = node("n");
    rich.description.resources.generic = {named("gpu", "a"), named("gpu", "b"), discrete("ssd", 3)};
    world.put(rich);
    api::Task ofA = taskOn("ofA", "", "n"), ofB = taskOn("ofB", "", "n"), ofSsd = taskOn("ofSsd", "", "n");
    ofA.genericResources = {named("gpu", "a")};
    ofB.genericResources = {named("gpu", "b")};
    ofSsd.genericResources = {discrete("ssd", 2)};
    for (const auto& holder : {ofA, ofB, ofSsd})
        world.put(holder);
    world.start();
    world.settle();
    QVERIFY(!world.isSentAway("ofA") && !world.isSentAway("ofB") && !world.isSentAway("ofSsd"));

    world.edit<api::Node>("n", [](api::Node& n) {
        n.description.resources.generic = {named("gpu", "b"), discrete("ssd", 1)};
    });
    world.settle();

    QVERIFY(world.isSentAway("ofA"));
    QVERIFY(!world.isSentAway("ofB"));
    QVERIFY(world.isSentAway("ofSsd"));
}

void TestConstraintEnforcer::oneMissNeverEndsTheExamination()
{
    World world;
    world.put(node("n"));
    for (const char* id : {"t1", "t2", "t3"}) {
        api::Task holder = taskOn(id, "", "n");
        holder.genericResources = {named("gpu", id)};
        world.put(holder);
    }
    world.start();
    world.settle();

    QVERIFY(world.isSentAway("t1") && world.isSentAway("t2") && world.isSentAway("t3"));
}

void TestConstraintEnforcer::newestTasksGoFirst()
{
    World world;
    world.put(nodeWith("n", 3 * Cpu, 0));
    for (const char* id : {"c", "a", "b"}) { // in order of age
        api::Task holder = taskOn(id, "", "n");
        reserve(holder, Cpu, 0);
        world.put(holder);
        world.now = world.now + 1s;
    }
    world.start();
    world.edit<api::Node>("n", [](api::Node& n) { n.description.resources.nanoCpus = 2 * Cpu; });
    world.settle();

    QVERIFY(world.isSentAway("b"));
    QVERIFY(!world.isSentAway("a") && !world.isSentAway("c"));
}

void TestConstraintEnforcer::onlyActiveNodesAreExamined()
{
    World world;
    api::Node paused = node("n");
    paused.spec.availability = api::Availability::Pause;
    world.put(paused);
    api::Task misplaced = taskOn("t", "", "n");
    constrain(misplaced, {"node.labels.zone == a"});
    world.put(misplaced);
    world.start();
    world.settle();
    QVERIFY(!world.isSentAway("t"));

    world.edit<api::Node>("n", [](api::Node& n) { n.spec.availability = api::Availability::Active; });
    world.settle();

    QVERIFY(world.isSentAway("t"));
}

void TestConstraintEnforcer::waitingAndStoppingTasksAreLeftAlone()
{
    World world;
    world.put(node("n"));
    api::Task waiting = taskOn("waiting", "global", "n", api::TaskState::Pending),
              stopping = taskOn("stopping", "s", "n");
    stopping.desiredState = api::TaskState::Shutdown;
    for (api::Task* task : {&waiting, &stopping}) {
        constrain(*task, {"node.labels.zone == a"});
        world.put(*task);
    }
    world.start();
    world.settle();

    QVERIFY(!world.isSentAway("waiting"));
    QVERIFY(world.task("stopping")->status.err.empty());
}

void TestConstraintEnforcer::heartbeatsDoNotExamine()
{
    World world;
    world.put(node("n"));
    world.start();
    world.settle();
    api::Task misplaced = taskOn("t", "", "n");
    constrain(misplaced, {"node.labels.zone == a"});
    world.put(misplaced);

    world.edit<api::Node>("n", [](api::Node& n) { n.status.message = "heartbeat"; });
    world.settle();

    QVERIFY(!world.isSentAway("t"));
}

QTEST_GUILESS_MAIN(TestConstraintEnforcer)
#include "tst_constraintenforcer.moc"

#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::RestartCondition;
using api::TaskState;

// Numbers are those of orchestration.md §12.2.
class RestartsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void conditionDecides_14_data();
    void conditionDecides_14();
    void replacementIsPreparedDuringItsDelay_15();
    void attemptsAreCountedPerSlot_16();
    void newSpecVersionStartsCountingAgain_17();
    void onlyRestartsWithinTheWindowCount_18();
    void replacementWaitsForTheOldTask_19_data();
    void replacementWaitsForTheOldTask_19();
    void longGracePeriodIsWaitedFor();
    void drainedNodesTasksAreReplacedWithoutDelay_20();
    void taskThatFailsBeforeItsStartKeepsItsAppointment_21();
    void waitingTaskOnALostNodeIsReplacedAtOnceForTheSameAppointment();
    void replacementTakesTheCurrentTemplate_22();
    void newLeaderCountsRestartsOnRecord_23();
    void crashLoopBacksOffAfterThreeFailures();
    void backOffEndsAfterALongRun();
    void backOffNeverShortensTheDelay();
    void completedTasksDoNotBackOff();
    void newLeaderKeepsTheDelayOfAStartItDidNotArrange();
};

namespace {

api::Service serviceWith(std::uint64_t replicas, const std::function<void(api::RestartPolicy&)>& change)
{
    api::Service service = makeService("web", replicas);
    change(*service.spec.task.restartPolicy);
    return service;
}

void failIn(VirtualSwarm& swarm, std::uint64_t slot)
{
    for (const auto& task : swarm.inSlot("web", slot))
        if (task->status.state == TaskState::Running)
            swarm.report(task, TaskState::Failed);
    swarm.settle();
}

} // namespace

void RestartsTest::conditionDecides_14_data()
{
    QTest::addColumn<int>("condition");
    QTest::addColumn<int>("end");
    QTest::addColumn<bool>("replaced");

    const auto row = [](const char* name, RestartCondition condition, TaskState end, bool replaced) {
        QTest::newRow(name) << static_cast<int>(condition) << static_cast<int>(end) << replaced;
    };
    row("any, failed", RestartCondition::Any, TaskState::Failed, true);
    row("any, complete", RestartCondition::Any, TaskState::Complete, true);
    row("any, rejected", RestartCondition::Any, TaskState::Rejected, true);
    row("absent, complete", RestartCondition::Unspecified, TaskState::Complete, true);
    row("on-failure, failed", RestartCondition::OnFailure, TaskState::Failed, true);
    row("on-failure, complete", RestartCondition::OnFailure, TaskState::Complete, false);
    row("none, failed", RestartCondition::None, TaskState::Failed, false);
    row("none, complete", RestartCondition::None, TaskState::Complete, false);
}

void RestartsTest::conditionDecides_14()
{
    QFETCH(int, condition);
    QFETCH(int, end);
    QFETCH(bool, replaced);
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(
        1, [&](api::RestartPolicy& policy) { policy.condition = static_cast<RestartCondition>(condition); }));
    swarm.lead();
    swarm.settle();
    const auto first = swarm.tasks("web").at(0);

    swarm.report(first, static_cast<TaskState>(end));
    swarm.pass(1min);

    QCOMPARE(swarm.desired(first->id), TaskState::Shutdown);
    QCOMPARE(swarm.running("web").size(), std::size_t(replaced ? 1 : 0));
    QCOMPARE(swarm.tasks("web").size(), std::size_t(replaced ? 2 : 1));
}

void RestartsTest::replacementIsPreparedDuringItsDelay_15()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(100ms).count(); }));
    swarm.lead();
    swarm.settle();

    failIn(swarm, 1);
    const auto next = swarm.wanted("web").at(0);
    QCOMPARE(next->desiredState, TaskState::Ready);
    QCOMPARE(next->status.state, TaskState::Ready);

    swarm.pass(99ms);
    QCOMPARE(swarm.desired(next->id), TaskState::Ready);
    swarm.pass(1ms);
    QCOMPARE(swarm.state(next->id), TaskState::Running);
}

void RestartsTest::attemptsAreCountedPerSlot_16()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(2, [](api::RestartPolicy& policy) {
        policy.delay = Nanoseconds(100ms).count();
        policy.maxAttempts = 1;
    }));
    swarm.lead();
    swarm.settle();

    for (std::uint64_t slot : {1U, 2U}) {
        failIn(swarm, slot);
        swarm.pass(100ms);
    }
    QCOMPARE(swarm.running("web").size(), std::size_t(2));

    for (std::uint64_t slot : {1U, 2U})
        failIn(swarm, slot);
    swarm.pass(200ms);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(4));
    QVERIFY(swarm.wanted("web").empty());
}

void RestartsTest::newSpecVersionStartsCountingAgain_17()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.maxAttempts = 1; }));
    swarm.lead();
    swarm.settle();
    failIn(swarm, 1);
    failIn(swarm, 1);
    QVERIFY(swarm.running("web").empty());

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
    swarm.settle();
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
    swarm.pass(10s);

    failIn(swarm, 1);
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
    failIn(swarm, 1);
    swarm.pass(10s);
    QVERIFY(swarm.running("web").empty());
}

void RestartsTest::onlyRestartsWithinTheWindowCount_18()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(2, [](api::RestartPolicy& policy) {
        policy.maxAttempts = 1;
        policy.window = Nanoseconds(500ms).count();
    }));
    swarm.lead();
    swarm.settle();

    failIn(swarm, 1);
    failIn(swarm, 2);
    swarm.pass(10ms);
    QCOMPARE(swarm.running("web").size(), std::size_t(2));
    failIn(swarm, 1);
    QCOMPARE(swarm.running("web").size(), std::size_t(1));

    swarm.pass(1s);
    failIn(swarm, 2);
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
    QCOMPARE(swarm.inSlot("web", 1).size(), std::size_t(2));
    QCOMPARE(swarm.inSlot("web", 2).size(), std::size_t(3));
}

void RestartsTest::replacementWaitsForTheOldTask_19_data()
{
    QTest::addColumn<QString>("event");
    for (const char* event : {"stops", "node down", "node removed", "never stops"})
        QTest::newRow(event) << QString::fromLatin1(event);
}

void RestartsTest::replacementWaitsForTheOldTask_19()
{
    QFETCH(QString, event);
    VirtualSwarm swarm({.stopMargin = 1s});
    swarm.putNode("n1");
    swarm.createService(makeService("web", 1));
    swarm.lead();
    swarm.settle();
    swarm.stubborn = true;
    const auto old = swarm.tasks("web").at(0);
    swarm.putNode("n2");
    swarm.putNode("n1", NodeState::Ready, Availability::Drain);
    swarm.pass(1s);
    const auto next = swarm.wanted("web").at(0);
    QCOMPARE(next->desiredState, TaskState::Ready);
    QCOMPARE(next->status.state, TaskState::Ready);

    if (event == QStringLiteral("stops"))
        swarm.report(old, TaskState::Shutdown);
    else if (event == QStringLiteral("node down"))
        swarm.putNode("n1", NodeState::Down, Availability::Drain);
    else if (event == QStringLiteral("node removed"))
        swarm.removeNode("n1");
    else
        swarm.pass(9s + 999ms); // grace period 10 s, margin 1 s
    QCOMPARE(swarm.desired(next->id), TaskState::Ready);

    swarm.pass(1ms);
    QCOMPARE(swarm.desired(next->id), TaskState::Running);
}

void RestartsTest::longGracePeriodIsWaitedFor()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = makeService("web", 1);
    service.spec.task.container.edit().stopGracePeriod = Nanoseconds(10min).count();
    swarm.createService(service);
    swarm.lead();
    swarm.settle();
    swarm.stubborn = true;

    swarm.putNode("n2");
    swarm.putNode("n1", NodeState::Ready, Availability::Drain);
    swarm.pass(10min);

    QCOMPARE(swarm.running("web").size(), std::size_t(1));
    QCOMPARE(swarm.wanted("web").at(0)->desiredState, TaskState::Ready);
}

void RestartsTest::drainedNodesTasksAreReplacedWithoutDelay_20()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(5s).count(); }));
    swarm.lead();
    swarm.settle();

    swarm.putNode("n2");
    swarm.putNode("n1", NodeState::Ready, Availability::Drain);
    swarm.settle();

    QCOMPARE(swarm.running("web").size(), std::size_t(1));
    QCOMPARE(swarm.running("web").at(0)->nodeId, std::string("n2"));
}

void RestartsTest::taskThatFailsBeforeItsStartKeepsItsAppointment_21()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(5s).count(); }));
    swarm.lead();
    swarm.settle();
    swarm.fate = [](const api::Task&) { return TaskState::Rejected; };

    failIn(swarm, 1);
    swarm.pass(4s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));
    QCOMPARE(swarm.tasks("web").at(1)->status.state, TaskState::Rejected);

    swarm.pass(1s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(3));
    swarm.pass(4s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(3));
}

void RestartsTest::waitingTaskOnALostNodeIsReplacedAtOnceForTheSameAppointment()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(60s).count(); }));
    swarm.lead();
    swarm.settle();
    failIn(swarm, 1);
    swarm.pass(50s);

    swarm.putNode("n1", NodeState::Down);
    swarm.putNode("n2");
    swarm.settle();
    QCOMPARE(swarm.wanted("web").size(), std::size_t(1));
    QCOMPARE(swarm.wanted("web").at(0)->nodeId, std::string("n2"));

    swarm.pass(10s);
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
}

void RestartsTest::replacementTakesTheCurrentTemplate_22()
{
    VirtualSwarm swarm;
    swarm.putNode("n1", NodeState::Ready, Availability::Active, {{"disk", "ssd"}});
    swarm.createService(makeService("web", 1));
    swarm.lead();
    swarm.settle();
    // Satisfied where the task is, so it stays as it is until something else happens to it.
    swarm.updateService("web", [](api::ServiceSpec& spec) {
        spec.task.placement = api::Placement{.constraints = {"node.labels.disk == ssd"}};
    });
    swarm.settle();
    QVERIFY(!swarm.running("web").at(0)->spec.placement);

    failIn(swarm, 1);

    QVERIFY(swarm.running("web").at(0)->spec.placement);
}

void RestartsTest::newLeaderCountsRestartsOnRecord_23()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = serviceWith(1, [](api::RestartPolicy& policy) {
        policy.maxAttempts = 3;
        policy.window = Nanoseconds(5min).count();
    });
    service.specVersion = {2};
    swarm.createService(service);
    const auto put = [&](const std::string& id, std::uint64_t version, TaskState state, Nanoseconds later) {
        swarm.now = swarm.now + later;
        api::Task task = makeTask(
            service, id, 1, state, state == TaskState::Running ? TaskState::Running : TaskState::Shutdown, "n1");
        task.specVersion = {version};
        swarm.putTask(task);
    };
    put("old version", 1, TaskState::Shutdown, 0s);
    put("first", 2, TaskState::Failed, 1s);
    put("outside the window", 2, TaskState::Failed, 1s);
    put("inside", 2, TaskState::Failed, 10min);
    put("running", 2, TaskState::Running, 1s);
    swarm.now = swarm.now + 1s;

    swarm.lead();
    failIn(swarm, 1);
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
    swarm.now = swarm.now + 1s;
    swarm.report(swarm.running("web").at(0), TaskState::Rejected);
    swarm.pass(1min);
    QVERIFY(swarm.wanted("web").empty());
}

namespace {

// How long the service stays without a running task after a failure.
Nanoseconds outage(VirtualSwarm& swarm)
{
    failIn(swarm, 1);
    const Timestamp start = swarm.now;
    while (swarm.running("web").empty() && swarm.now - start < 1h)
        swarm.pass(100ms);
    return swarm.now - start;
}

} // namespace

void RestartsTest::crashLoopBacksOffAfterThreeFailures()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(5s).count(); }));
    swarm.lead();
    swarm.settle();

    for (const Nanoseconds expected : std::vector<Nanoseconds>{5s, 5s, 5s, 10s, 20s, 40s, 80s, 160s, 5min, 5min})
        QCOMPARE(outage(swarm).count(), expected.count());
}

void RestartsTest::backOffEndsAfterALongRun()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(5s).count(); }));
    swarm.lead();
    swarm.settle();
    for (int failure = 0; failure < 6; ++failure)
        (void)outage(swarm);

    swarm.pass(5min);

    QCOMPARE(outage(swarm).count(), Nanoseconds(5s).count());
}

void RestartsTest::backOffNeverShortensTheDelay()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(10min).count(); }));
    swarm.lead();
    swarm.settle();

    for (int failure = 0; failure < 6; ++failure)
        QCOMPARE(outage(swarm).count(), Nanoseconds(10min).count());
}

void RestartsTest::completedTasksDoNotBackOff()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(5s).count(); }));
    swarm.lead();
    swarm.settle();

    for (int round = 0; round < 8; ++round) {
        swarm.report(swarm.running("web").at(0), TaskState::Complete);
        swarm.pass(5s);
        QCOMPARE(swarm.running("web").size(), std::size_t(1));
    }
}

void RestartsTest::newLeaderKeepsTheDelayOfAStartItDidNotArrange()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(serviceWith(1, [](api::RestartPolicy& policy) { policy.delay = Nanoseconds(5s).count(); }));
    swarm.lead();
    swarm.settle();
    failIn(swarm, 1);
    swarm.pass(3s);

    swarm.lead();
    swarm.pass(1s + 999ms);
    QVERIFY(swarm.running("web").empty());

    swarm.pass(2ms);
    QCOMPARE(swarm.running("web").size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(RestartsTest)
#include "tst_restarts.moc"

#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::TaskState;

// Numbers are those of orchestration.md §12.5. Places count from 1, not from 0 as Docker's.
class JobsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asManyStartAsMayRunAtOnce_51();
    void onlyTheMissingAreAdded_52();
    void failedTasksGoThroughTheRestartPolicy_53();
    void theLastFewAreNotExceeded_54();
    void updateBeginsAnotherIteration_55();
    void nothingIsCreatedWhenThereAreTooMany_56();
    void conditionNoneGivesUp_57();
    void attemptsAreLimited_57();
    void globalJobRunsOnceOnEachEligibleNode_58();
    void deletedJobLosesItsTasks_59();
    void globalJobReachesNodesThatJoinLater_60();
    void globalJobHonoursMaxAttempts_60();
    void jobRunsToItsEnd();
    void lostNodesTaskRunsElsewhere();
    void historyOfEarlierIterationsIsTrimmed();
};

namespace {

api::Service replicatedJob(std::uint64_t concurrent, std::uint64_t total)
{
    api::Service service = makeService("job");
    service.spec.mode
        = {.replicatedJob = api::ReplicatedJobMode{.maxConcurrent = concurrent, .totalCompletions = total}};
    service.jobStatus = api::JobStatus{};
    return service;
}

api::Service globalJob()
{
    api::Service service = makeService("job");
    service.spec.mode = {.globalJob = api::Nothing{}};
    service.jobStatus = api::JobStatus{};
    return service;
}

std::set<std::uint64_t> slotsOf(const std::vector<VirtualSwarm::Task>& tasks)
{
    std::set<std::uint64_t> slots;
    for (const auto& task : tasks)
        slots.insert(task->slot);
    return slots;
}

std::size_t count(const VirtualSwarm& swarm, TaskState state)
{
    return swarm.tasks("job", [&](const api::Task& task) { return task.status.state == state; }).size();
}

// Tasks run until a test says that they are done.
void keepRunning(VirtualSwarm& swarm)
{
    swarm.fate = [](const api::Task&) { return TaskState::Running; };
}

} // namespace

void JobsTest::asManyStartAsMayRunAtOnce_51()
{
    VirtualSwarm swarm;
    swarm.createService(replicatedJob(10, 20));

    swarm.lead();

    const auto tasks = swarm.tasks("job");
    QCOMPARE(tasks.size(), std::size_t(10));
    QCOMPARE(slotsOf(tasks), (std::set<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    for (const auto& task : tasks) {
        QCOMPARE(task->desiredState, TaskState::Complete);
        QCOMPARE(task->jobIteration.value(), api::Version{});
    }
}

void JobsTest::onlyTheMissingAreAdded_52()
{
    VirtualSwarm swarm;
    swarm.placing = false;
    swarm.stubborn = true;
    swarm.putNode("n1");
    const api::Service service = replicatedJob(6, 20);
    swarm.createService(service);
    for (std::uint64_t slot = 1; slot <= 3; ++slot)
        swarm.putTask(
            makeTask(service, "t" + std::to_string(slot), slot, TaskState::Running, TaskState::Complete, "n1"));
    swarm.putTask(makeTask(service, "stopping", 4, TaskState::Running, TaskState::Shutdown, "n1"));

    swarm.lead();

    QCOMPARE(swarm.wanted("job").size(), std::size_t(6));
    QCOMPARE(slotsOf(swarm.wanted("job")), (std::set<std::uint64_t>{1, 2, 3, 4, 5, 6}));
}

void JobsTest::failedTasksGoThroughTheRestartPolicy_53()
{
    VirtualSwarm swarm;
    swarm.placing = false;
    swarm.putNode("n1");
    api::Service service = replicatedJob(5, 10);
    service.spec.task.restartPolicy->delay = Nanoseconds(10s).count();
    swarm.createService(service);
    swarm.putTask(makeTask(service, "failed", 1, TaskState::Failed, TaskState::Complete, "n1"));
    swarm.putTask(makeTask(service, "done", 2, TaskState::Complete, TaskState::Complete, "n1"));

    swarm.lead();

    QCOMPARE(swarm.desired("failed"), TaskState::Shutdown);
    QCOMPARE(swarm.desired("done"), TaskState::Complete);
    const auto again = swarm.inSlot("job", 1);
    QCOMPARE(again.size(), std::size_t(2));
    QCOMPARE(again.at(1)->desiredState, TaskState::Ready);
    QCOMPARE(swarm.inSlot("job", 2).size(), std::size_t(1));
    // Five at once: the one to be restarted and four more.
    QCOMPARE(slotsOf(swarm.tasks("job")), (std::set<std::uint64_t>{1, 2, 3, 4, 5, 6}));
    swarm.pass(10s);
    QCOMPARE(swarm.desired(again.at(1)->id), TaskState::Complete);
}

void JobsTest::theLastFewAreNotExceeded_54()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = replicatedJob(10, 12);
    swarm.createService(service);
    for (std::uint64_t slot = 1; slot <= 10; ++slot)
        swarm.putTask(
            makeTask(service, "t" + std::to_string(slot), slot, TaskState::Complete, TaskState::Complete, "n1"));

    swarm.lead();

    QCOMPARE(swarm.tasks("job").size(), std::size_t(12));
    QCOMPARE(slotsOf(swarm.tasks("job")).size(), std::size_t(12));
}

void JobsTest::updateBeginsAnotherIteration_55()
{
    VirtualSwarm swarm;
    keepRunning(swarm);
    swarm.putNode("n1");
    swarm.createService(replicatedJob(2, 4));
    swarm.lead();
    swarm.settle();
    const auto old = swarm.running("job");
    QCOMPARE(old.size(), std::size_t(2));

    swarm.updateService("job", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
    swarm.plan();

    for (const auto& task : old)
        QCOMPARE(swarm.desired(task->id), TaskState::Remove);
    QCOMPARE(swarm.wanted("job").size(), std::size_t(2));
    for (const auto& task : swarm.wanted("job"))
        QCOMPARE(task->jobIteration.value(), api::Version{1});
    swarm.pass(1s);
    QCOMPARE(swarm.runningImage("job", "v2"), std::size_t(2));
    QCOMPARE(swarm.running("job").size(), std::size_t(2));
}

void JobsTest::nothingIsCreatedWhenThereAreTooMany_56()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = replicatedJob(2, 2);
    swarm.createService(service);
    for (std::uint64_t slot = 1; slot <= 5; ++slot)
        swarm.putTask(
            makeTask(service, "t" + std::to_string(slot), slot, TaskState::Running, TaskState::Complete, "n1"));

    swarm.lead();

    QCOMPARE(swarm.tasks("job").size(), std::size_t(5));
}

void JobsTest::conditionNoneGivesUp_57()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = replicatedJob(2, 3);
    service.spec.task.restartPolicy->condition = api::RestartCondition::None;
    swarm.createService(service);
    swarm.fate = [](const api::Task& task) { return task.slot == 1 ? TaskState::Failed : TaskState::Complete; };

    swarm.lead();
    swarm.pass(1min);

    QCOMPARE(count(swarm, TaskState::Failed), std::size_t(1));
    QCOMPARE(count(swarm, TaskState::Complete), std::size_t(2));
    QCOMPARE(swarm.tasks("job").size(), std::size_t(3));
}

void JobsTest::attemptsAreLimited_57()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    api::Service service = replicatedJob(1, 1);
    service.spec.task.restartPolicy->maxAttempts = 3;
    swarm.createService(service);
    swarm.fate = [](const api::Task&) { return TaskState::Failed; };

    swarm.lead();
    swarm.pass(10min);

    QCOMPARE(swarm.tasks("job").size(), std::size_t(4));
    QVERIFY(swarm.wanted("job").empty());
}

void JobsTest::globalJobRunsOnceOnEachEligibleNode_58()
{
    VirtualSwarm swarm;
    swarm.placing = false;
    swarm.stubborn = true;
    const api::Labels good{{"job", "yes"}};
    swarm.putNode("fresh", NodeState::Ready, Availability::Active, good);
    swarm.putNode("has one", NodeState::Ready, Availability::Active, good);
    swarm.putNode("is done", NodeState::Ready, Availability::Active, good);
    swarm.putNode("other", NodeState::Ready, Availability::Active);
    swarm.putNode("drained", NodeState::Ready, Availability::Drain, good);
    swarm.putNode("paused", NodeState::Ready, Availability::Pause, good);
    swarm.putNode("unknown", NodeState::Unknown, Availability::Active, good);
    api::Service service = globalJob();
    service.spec.task.placement = api::Placement{.constraints = {"node.labels.job == yes"}};
    swarm.createService(service);
    swarm.putTask(makeTask(service, "t1", 0, TaskState::Running, TaskState::Complete, "has one"));
    swarm.putTask(makeTask(service, "t2", 0, TaskState::Complete, TaskState::Complete, "is done"));
    swarm.putTask(makeTask(service, "t3", 0, TaskState::Running, TaskState::Complete, "drained"));

    swarm.lead();

    std::map<std::string, int> perNode;
    for (const auto& task : swarm.tasks("job"))
        ++perNode[task->nodeId];
    QCOMPARE(perNode, (std::map<std::string, int>{{"fresh", 1}, {"has one", 1}, {"is done", 1}, {"drained", 1}}));
    QCOMPARE(swarm.desired("t1"), TaskState::Complete);
    QCOMPARE(swarm.desired("t3"), TaskState::Shutdown);
}

void JobsTest::deletedJobLosesItsTasks_59()
{
    VirtualSwarm swarm;
    keepRunning(swarm);
    swarm.putNode("n1");
    swarm.createService(replicatedJob(2, 2));
    swarm.lead();
    swarm.settle();

    swarm.removeService("job");
    swarm.pass(1s);

    QVERIFY(swarm.tasks("job").empty());
}

void JobsTest::globalJobReachesNodesThatJoinLater_60()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(globalJob());
    swarm.lead();
    swarm.settle();
    QCOMPARE(count(swarm, TaskState::Complete), std::size_t(1));

    swarm.putNode("n2");
    swarm.settle();

    QCOMPARE(count(swarm, TaskState::Complete), std::size_t(2));
}

void JobsTest::globalJobHonoursMaxAttempts_60()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    api::Service service = globalJob();
    service.spec.task.restartPolicy->maxAttempts = 2;
    swarm.createService(service);
    swarm.fate = [](const api::Task&) { return TaskState::Failed; };

    swarm.lead();
    swarm.pass(10min);

    QCOMPARE(swarm.tasks("job").size(), std::size_t(6));
    QVERIFY(swarm.wanted("job").empty());
}

void JobsTest::jobRunsToItsEnd()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.putNode("n2");
    swarm.createService(replicatedJob(3, 10));
    std::size_t most = 0;

    swarm.lead();
    for (int round = 0; round < 100; ++round) {
        swarm.plan();
        most = std::max(most, swarm.running("job").size());
        (void)swarm.work();
    }
    swarm.pass(1h);
    swarm.lead();
    swarm.pass(1h);

    QCOMPARE(most, std::size_t(3));
    QCOMPARE(count(swarm, TaskState::Complete), std::size_t(10));
    QCOMPARE(swarm.tasks("job").size(), std::size_t(10));
}

void JobsTest::lostNodesTaskRunsElsewhere()
{
    VirtualSwarm swarm;
    keepRunning(swarm);
    swarm.putNode("n1");
    swarm.createService(replicatedJob(1, 1));
    swarm.lead();
    swarm.settle();

    swarm.putNode("n1", NodeState::Down);
    swarm.putNode("n2");
    swarm.pass(1s);

    QCOMPARE(swarm.wanted("job").size(), std::size_t(1));
    QCOMPARE(swarm.wanted("job").at(0)->nodeId, std::string("n2"));
}

void JobsTest::historyOfEarlierIterationsIsTrimmed()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(replicatedJob(2, 2));
    swarm.lead();
    swarm.settle();

    for (int iteration = 0; iteration < 10; ++iteration) {
        swarm.updateService("job", [](api::ServiceSpec& spec) { ++spec.task.forceUpdate; });
        swarm.pass(1s);
    }

    QCOMPARE(swarm.tasks("job").size(), std::size_t(10)); // five in each place
    const auto current = swarm.service("job")->jobStatus->jobIteration;
    QCOMPARE(
        swarm.tasks("job", [&](const api::Task& task) { return task.jobIteration == current; }).size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobs.moc"

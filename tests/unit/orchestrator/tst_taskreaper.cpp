#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::TaskState;

// Numbers are those of orchestration.md §12.6.
class TaskReaperTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void historyIsTrimmedPerSlot_61();
    void onlyWhatNobodyRunsIsHistory_62_data();
    void onlyWhatNobodyRunsIsHistory_62();
    void removedSlotsRecordsGoWhenTheyStopped_63();
    void recordsOfADeletedServiceGo_63();
    void startCleansUp_64();
    void deletesInBatches_65();
    void manyAreDeletedAtOnce_65();
    void negativeLimitKeepsEverything_66();
    void attemptsNeedTheirHistory_66();
    void twoLiveTasksInASlotStay_67();
    void manyPlacesAreLookedAtInTurns();
    void lowerLimitAppliesAtOnce();
    void finishedTaskThatFillsItsSlotStays();
    void markedTaskGoesWithItsNode();
};

namespace {

void setLimit(VirtualSwarm& swarm, std::int64_t limit)
{
    swarm.write([&](store::Tx& tx) {
        api::Cluster cluster = *tx.cluster();
        cluster.spec.orchestration.taskHistoryRetentionLimit = limit;
        return tx.update(cluster);
    });
}

void failAll(VirtualSwarm& swarm)
{
    for (const auto& task : swarm.running("web"))
        swarm.report(task, TaskState::Failed);
    swarm.pass(1s);
}

} // namespace

void TaskReaperTest::historyIsTrimmedPerSlot_61()
{
    VirtualSwarm swarm;
    setLimit(swarm, 2);
    swarm.putNode("n1");
    swarm.createService(makeService("web", 2));
    swarm.lead();
    swarm.settle();

    failAll(swarm);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(4));
    const auto oldest = swarm.inSlot("web", 1).at(0);

    failAll(swarm);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(4));
    QVERIFY(!swarm.store.get<api::Task>(oldest->id));
    QCOMPARE(swarm.running("web").size(), std::size_t(2));
}

void TaskReaperTest::onlyWhatNobodyRunsIsHistory_62_data()
{
    QTest::addColumn<int>("desired");
    QTest::addColumn<int>("observed");
    QTest::addColumn<bool>("deleted");
    for (const TaskState desired : {TaskState::Ready, TaskState::Running, TaskState::Shutdown})
        for (const auto& [observed, name] : api::EnumText<TaskState>::Table)
            if (observed != TaskState::Remove)
                QTest::addRow("%s while %s is wanted", name.data(), api::text(desired).data())
                    << static_cast<int>(desired) << static_cast<int>(observed)
                    << ((observed > TaskState::Running && desired != TaskState::Ready)
                           || (observed < TaskState::Assigned && desired > TaskState::Running));
}

void TaskReaperTest::onlyWhatNobodyRunsIsHistory_62()
{
    QFETCH(int, desired);
    QFETCH(int, observed);
    QFETCH(bool, deleted);
    store::Store store;
    const api::Service service = makeService("web");
    api::Cluster cluster{.id = "cluster"};
    cluster.spec.orchestration.taskHistoryRetentionLimit = 0;
    store::Tx before(store);
    QVERIFY(before.create(cluster));
    QVERIFY(before.create(service));
    QVERIFY(before.create(
        makeTask(service, "t1", 1, static_cast<TaskState>(observed), static_cast<TaskState>(desired), "n1")));
    QVERIFY(store.apply(1, {.at = Timestamp{1}, .changes = before.changes()}));
    orchestrator::TaskReaper reaper;
    Rng rng(1);

    reaper.start(store, Timestamp{2});
    store::Tx tx(store);
    QVERIFY(!reaper.reconcile(tx, Timestamp{2}, rng));

    QCOMPARE(!tx.get<api::Task>("t1"), deleted);
}

void TaskReaperTest::removedSlotsRecordsGoWhenTheyStopped_63()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 2));
    swarm.lead();
    swarm.settle();
    swarm.stubborn = true;

    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.mode.replicated->replicas = 1; });
    swarm.pass(1min);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));

    swarm.report(swarm.inSlot("web", 2).at(0), TaskState::Shutdown);
    swarm.pass(1s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(1));
}

void TaskReaperTest::recordsOfADeletedServiceGo_63()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 2);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "dead", 1, TaskState::Failed, TaskState::Shutdown, "n1"));
    swarm.putTask(makeTask(service, "live", 1, TaskState::Running, TaskState::Running, "n1"));
    swarm.putTask(makeTask(service, "never placed", 2, TaskState::Pending, TaskState::Running));
    swarm.placing = false;
    swarm.stubborn = true;
    swarm.lead();

    swarm.removeService("web");
    swarm.pass(1s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(1));
    QCOMPARE(swarm.tasks("web").at(0)->id, std::string("live"));

    swarm.report("live", TaskState::Shutdown);
    swarm.pass(1s);
    QVERIFY(swarm.tasks("web").empty());
}

void TaskReaperTest::startCleansUp_64()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 1);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "orphan of a service", 1, TaskState::Orphaned, TaskState::Shutdown, "n1"));
    swarm.putTask(makeTask(service, "live", 1, TaskState::Running, TaskState::Running, "n1"));
    swarm.putTask(makeTask(service, "removed", 2, TaskState::Shutdown, TaskState::Remove, "n1"));
    api::Task alone{.id = "orphan of nobody"};
    alone.status.state = TaskState::Orphaned;
    alone.desiredState = TaskState::Shutdown;
    swarm.putTask(alone);

    swarm.lead();

    QVERIFY(swarm.store.get<api::Task>("orphan of a service"));
    QVERIFY(swarm.store.get<api::Task>("live"));
    QVERIFY(!swarm.store.get<api::Task>("removed"));
    QVERIFY(!swarm.store.get<api::Task>("orphan of nobody"));
}

void TaskReaperTest::deletesInBatches_65()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 1);
    swarm.createService(service);
    swarm.lead();
    swarm.pass(1s);
    QVERIFY(!swarm.wake());

    swarm.putTask(makeTask(service, "removed", 9, TaskState::Shutdown, TaskState::Remove, "n1"));
    swarm.pass(249ms);
    QVERIFY(swarm.store.get<api::Task>("removed"));
    swarm.pass(1ms);
    QVERIFY(!swarm.store.get<api::Task>("removed"));
    QVERIFY(!swarm.wake());
}

void TaskReaperTest::manyAreDeletedAtOnce_65()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 0);
    swarm.createService(service);
    swarm.lead();
    swarm.write([&](store::Tx& tx) -> Result<void> {
        for (int number = 0; number <= 1000; ++number)
            SKEP_CHECK(tx.create(
                makeTask(service, "t" + std::to_string(number), 9, TaskState::Shutdown, TaskState::Remove, "n1")));
        return {};
    });

    swarm.pass(1ms);

    QVERIFY(swarm.tasks("web").empty());
}

void TaskReaperTest::negativeLimitKeepsEverything_66()
{
    VirtualSwarm swarm;
    setLimit(swarm, -1);
    swarm.putNode("n1");
    swarm.createService(makeService("web", 1));
    swarm.lead();
    swarm.settle();

    for (int failure = 0; failure < 10; ++failure) {
        failAll(swarm);
        swarm.pass(10min);
    }

    QCOMPARE(swarm.tasks("web").size(), std::size_t(11));
}

void TaskReaperTest::attemptsNeedTheirHistory_66()
{
    VirtualSwarm swarm;
    setLimit(swarm, 1);
    swarm.putNode("n1");
    api::Service service = makeService("web", 1);
    service.spec.task.restartPolicy->maxAttempts = 3;
    swarm.createService(service);
    swarm.lead();
    swarm.settle();

    for (int failure = 0; failure < 10; ++failure) {
        failAll(swarm);
        swarm.pass(10min);
        swarm.lead();
    }

    QCOMPARE(swarm.tasks("web").size(), std::size_t(4));
    QVERIFY(swarm.wanted("web").empty());
}

void TaskReaperTest::twoLiveTasksInASlotStay_67()
{
    VirtualSwarm swarm;
    setLimit(swarm, 1);
    swarm.placing = false;
    swarm.stubborn = true;
    swarm.putNode("n1");
    const api::Service service = makeService("web", 1);
    swarm.createService(service);
    swarm.putTask(makeTask(service, "old", 1, TaskState::Running, TaskState::Shutdown, "n1"));
    swarm.putTask(makeTask(service, "new", 1, TaskState::Running, TaskState::Running, "n1"));
    swarm.lead();
    swarm.pass(10min);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));

    swarm.report("old", TaskState::Shutdown);
    swarm.pass(1s);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(1));
    QCOMPARE(swarm.tasks("web").at(0)->id, std::string("new"));
}

void TaskReaperTest::manyPlacesAreLookedAtInTurns()
{
    VirtualSwarm swarm;
    setLimit(swarm, 1);
    const api::Service web = makeService("web", 8);
    swarm.createService(web);
    for (std::uint64_t slot = 1; slot <= 8; ++slot) {
        const std::string id = "t" + std::to_string(slot);
        for (const char* old : {"a", "b"})
            swarm.putTask(makeTask(web, id + old, slot, TaskState::Shutdown, TaskState::Shutdown, "n1"));
        swarm.putTask(makeTask(web, id, slot, TaskState::Running, TaskState::Running, "n1"));
    }
    orchestrator::TaskReaper reaper({.placesPerPass = 3});
    reaper.start(swarm.store, swarm.now);

    std::vector<std::size_t> deleted;
    for (std::optional<Timestamp> at = swarm.now; at && deleted.size() < 9;) {
        store::Tx tx(swarm.store);
        at = reaper.reconcile(tx, *at, swarm.rng);
        deleted.push_back(tx.changes().size());
    }

    QCOMPARE(deleted, (std::vector<std::size_t>{6, 6, 4}));
}

void TaskReaperTest::lowerLimitAppliesAtOnce()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 1));
    swarm.lead();
    swarm.settle();
    for (int failure = 0; failure < 3; ++failure)
        failAll(swarm);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(4));

    setLimit(swarm, 2);
    swarm.pass(1s);

    QCOMPARE(swarm.tasks("web").size(), std::size_t(2));
}

void TaskReaperTest::finishedTaskThatFillsItsSlotStays()
{
    VirtualSwarm swarm;
    setLimit(swarm, 0);
    swarm.putNode("n1");
    api::Service service = makeService("web", 1);
    service.spec.task.restartPolicy->condition = api::RestartCondition::None;
    swarm.createService(service);
    swarm.lead();
    swarm.settle();
    const auto only = swarm.tasks("web").at(0);

    failAll(swarm);
    swarm.updateService("web", [](api::ServiceSpec& spec) { spec.labels["touched"] = "yes"; });
    swarm.pass(1min);

    QCOMPARE(swarm.tasks("web").size(), std::size_t(1));
    QCOMPARE(swarm.tasks("web").at(0)->id, only->id);
}

void TaskReaperTest::markedTaskGoesWithItsNode()
{
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", 1));
    swarm.lead();
    swarm.settle();
    swarm.putNode("n1", api::NodeState::Down);
    swarm.removeService("web");
    swarm.pass(1min);
    QCOMPARE(swarm.tasks("web").size(), std::size_t(1));

    swarm.removeNode("n1");
    swarm.pass(1s);

    QVERIFY(swarm.tasks("web").empty());
}

QTEST_GUILESS_MAIN(TaskReaperTest)
#include "tst_taskreaper.moc"

#include "shared/orchestrator/rebalance.h"
#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::TaskState;
using api::RebalancePlan;

// Evening out a service's tasks on request.
class RebalanceTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewNodeGetsItsShareWithoutAGap_data();
    void aNewNodeGetsItsShareWithoutAGap();
    void thePlanIsWhatHappens();
    void planningWritesNothing();
    void equalSharesAreLeftAlone();
    void theBudgetIsKeptAndTheRestCounted();
    void branchesOfASpreadComeFirst();
    void nodesThatDoNotFitGetNothing();
    void nodesThatAreDrainedOrPausedGetNothing();
    void roomIsCountedAsItFillsUp();
    void anotherLeaderGoesOn();
    void aFailingNewTaskGivesTheMoveUp();
    void aLostTargetGivesTheMoveUp();
    void aNewTaskThatNeverStartsGivesTheMoveUp();
    void progressIsTold();
    void calledOffTasksStayWhereTheyAre();
    void itIsRefusedWithTheReason_data();
    void itIsRefusedWithTheReason();
};

namespace {

// A service that grew on n1 and n2 before n3 came.
struct Fixture {
    VirtualSwarm swarm;
    std::size_t least = 1000, most = 0;

    explicit Fixture(std::uint64_t replicas = 6, std::uint64_t parallelism = 1,
        const std::function<void(api::ServiceSpec&)>& change = {})
    {
        swarm.scheduling = true;
        swarm.putNode("n1");
        swarm.putNode("n2");
        api::Service service = makeService("web", replicas);
        service.spec.updateConfig = api::UpdateConfig{.parallelism = parallelism};
        if (change)
            change(service.spec);
        swarm.createService(service);
        swarm.lead();
        swarm.settle();
        swarm.putNode("n3");
        swarm.settle();
        swarm.afterCommit = [this] {
            least = std::min(least, swarm.running("web").size());
            most = std::max(most, swarm.wanted("web").size());
        };
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

    [[nodiscard]] Result<RebalancePlan> plan(std::uint64_t budget = 0) const
    {
        return orchestrator::planRebalance(swarm.store, *swarm.service("web"), budget);
    }
    RebalancePlan begin(std::uint64_t budget = 0)
    {
        const auto made = plan(budget);
        if (!made)
            qFatal("%s", made.error().message.c_str());
        swarm.write([&](store::Tx& tx) { return orchestrator::beginRebalance(tx, *made, swarm.now); });
        return *made;
    }
    [[nodiscard]] std::size_t on(const std::string& node) const
    {
        return swarm
            .tasks("web",
                [&](const api::Task& task) {
                    return task.nodeId == node && task.status.state == TaskState::Running;
                })
            .size();
    }
    void label(const std::string& id, const std::string& zone)
    {
        swarm.putNode(id, NodeState::Ready, Availability::Active, {{"zone", zone}});
    }
    [[nodiscard]] std::size_t underWay() const
    {
        return orchestrator::rebalanceProgress(swarm.store, *swarm.service("web")).moves.size();
    }
};

} // namespace

void RebalanceTest::aNewNodeGetsItsShareWithoutAGap_data()
{
    QTest::addColumn<int>("parallelism");
    QTest::newRow("one by one") << 1;
    QTest::newRow("two at a time") << 2;
    QTest::newRow("all at once") << 0;
}

void RebalanceTest::aNewNodeGetsItsShareWithoutAGap()
{
    QFETCH(int, parallelism);
    Fixture f(12, static_cast<std::uint64_t>(parallelism));
    QCOMPARE(f.on("n3"), std::size_t(0));

    f.begin();
    f.swarm.pass(1min);

    QCOMPARE(f.on("n1"), std::size_t(4));
    QCOMPARE(f.on("n2"), std::size_t(4));
    QCOMPARE(f.on("n3"), std::size_t(4));
    QCOMPARE(f.least, std::size_t(12));
    QCOMPARE(f.most, std::size_t(parallelism == 0 ? 16 : 12 + parallelism));
    QCOMPARE(f.underWay(), std::size_t(0));
}

void RebalanceTest::thePlanIsWhatHappens()
{
    Fixture f(6);

    const auto plan = f.begin();

    QCOMPARE(plan.moves.size(), std::size_t(2));
    QCOMPARE(plan.nodes.size(), std::size_t(3));
    f.swarm.pass(1min);
    for (const auto& share : plan.nodes)
        QCOMPARE(f.on(share.nodeId), static_cast<std::size_t>(share.then));
    for (const auto& move : plan.moves) {
        QCOMPARE(move.to, std::string("n3"));
        QCOMPARE(f.swarm.state(move.taskId), TaskState::Shutdown);
    }
}

void RebalanceTest::planningWritesNothing()
{
    Fixture f(6);
    const auto version = f.swarm.store.version();

    QVERIFY(f.plan().has_value());
    f.swarm.pass(1min);

    QCOMPARE(f.swarm.store.version(), version);
}

void RebalanceTest::equalSharesAreLeftAlone()
{
    Fixture f(2);

    QVERIFY(f.plan()->moves.empty());
    QCOMPARE(f.plan()->left, std::uint64_t(0));
}

void RebalanceTest::theBudgetIsKeptAndTheRestCounted()
{
    Fixture f(12);

    const auto plan = f.begin(1);
    QCOMPARE(plan.moves.size(), std::size_t(1));
    QCOMPARE(plan.left, std::uint64_t(3));

    f.swarm.pass(1min);
    QCOMPARE(f.on("n3"), std::size_t(1));
}

void RebalanceTest::branchesOfASpreadComeFirst()
{
    Fixture f(6, 1, [](api::ServiceSpec& spec) {
        spec.task.placement
            = api::Placement{.preferences = {{.spread = api::SpreadOver{.descriptor = "node.labels.zone"}}}};
    });
    // Node by node each would have two; zone by zone n3 gets half of all.
    f.label("n1", "a");
    f.label("n2", "a");
    f.label("n3", "b");

    f.begin();
    f.swarm.pass(1min);

    QCOMPARE(f.on("n3"), std::size_t(3));
    QCOMPARE(f.least, std::size_t(6));
}

void RebalanceTest::nodesThatDoNotFitGetNothing()
{
    Fixture f(6, 1, [](api::ServiceSpec& spec) {
        spec.task.placement = api::Placement{.constraints = {"node.id != n3"}};
    });

    QVERIFY(f.plan()->moves.empty());
}

void RebalanceTest::nodesThatAreDrainedOrPausedGetNothing()
{
    Fixture f(6);
    f.swarm.putNode("n3", NodeState::Ready, Availability::Pause);
    QVERIFY(f.plan()->moves.empty());
    f.swarm.putNode("n3", NodeState::Ready, Availability::Drain);
    QVERIFY(f.plan()->moves.empty());
}

void RebalanceTest::roomIsCountedAsItFillsUp()
{
    Fixture f(12, 1, [](api::ServiceSpec& spec) { spec.task.placement = api::Placement{.maxReplicas = 6}; });
    f.swarm.write([](store::Tx& tx) {
        api::Service other = makeService("other", 1);
        other.spec.task.placement = api::Placement{.constraints = {"node.id == n3"}};
        return tx.create(other);
    });
    f.swarm.settle();
    for (const char* id : {"n1", "n2", "n3"})
        f.swarm.write([&](store::Tx& tx) {
            api::Node node = *tx.get<api::Node>(id);
            node.description.resources.memoryBytes = std::string_view(id) == "n3" ? 200 : 10'000;
            return tx.update(node);
        });
    for (const auto& task : f.swarm.running("web"))
        f.swarm.write([&](store::Tx& tx) {
            api::Task heavy = *tx.get<api::Task>(task->id);
            heavy.spec.resources = api::ResourceRequirements{.reservations = api::Resources{.memoryBytes = 100}};
            return tx.update(heavy);
        });

    QCOMPARE(f.plan()->moves.size(), std::size_t(2));
}

void RebalanceTest::anotherLeaderGoesOn()
{
    Fixture f(12);
    f.begin();

    for (int step = 0; step < 80; ++step) {
        f.swarm.lead();
        (void)f.swarm.work();
    }

    QCOMPARE(f.on("n3"), std::size_t(4));
    QCOMPARE(f.least, std::size_t(12));
    QVERIFY(f.most <= 13);
}

void RebalanceTest::aFailingNewTaskGivesTheMoveUp()
{
    Fixture f(6, 0);
    f.swarm.fate = [](const api::Task& task) { return task.nodeId == "n3" ? TaskState::Failed : TaskState::Running; };

    f.begin();
    f.swarm.pass(1h);

    QCOMPARE(f.underWay(), std::size_t(0));
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
    QCOMPARE(f.least, std::size_t(6));
    QCOMPARE(f.swarm.tasks("web").size(), std::size_t(8));
}

void RebalanceTest::aLostTargetGivesTheMoveUp()
{
    Fixture f(6, 0);
    f.swarm.fate = [](const api::Task& task) { return task.nodeId == "n3" ? TaskState::Ready : TaskState::Running; };
    f.begin();
    f.swarm.pass(1s);
    QCOMPARE(f.underWay(), std::size_t(2));

    f.swarm.putNode("n3", NodeState::Down);
    f.swarm.pass(1min);

    QCOMPARE(f.underWay(), std::size_t(0));
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
    QCOMPARE(f.least, std::size_t(6));
}

void RebalanceTest::aNewTaskThatNeverStartsGivesTheMoveUp()
{
    Fixture f(6, 0);
    f.swarm.fate = [](const api::Task& task) { return task.nodeId == "n3" ? TaskState::Ready : TaskState::Running; };
    f.begin();

    f.swarm.pass(11min);

    QCOMPARE(f.underWay(), std::size_t(0));
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
    QCOMPARE(f.least, std::size_t(6));
}

void RebalanceTest::progressIsTold()
{
    Fixture f(6, 1);
    f.swarm.fate = [](const api::Task& task) { return task.nodeId == "n3" ? TaskState::Ready : TaskState::Running; };
    f.begin();
    f.swarm.pass(1s);

    const auto progress = orchestrator::rebalanceProgress(f.swarm.store, *f.swarm.service("web"));

    QCOMPARE(progress.moves.size(), std::size_t(2));
    std::size_t starting = 0, waiting = 0;
    for (const auto& row : progress.moves) {
        QCOMPARE(row.move.to, std::string("n3"));
        starting += row.text.ends_with(" is starting on node n3") ? 1 : 0;
        waiting += row.text == "its turn comes" ? 1 : 0;
    }
    QCOMPARE(starting, std::size_t(1));
    QCOMPARE(waiting, std::size_t(1));
}

void RebalanceTest::calledOffTasksStayWhereTheyAre()
{
    Fixture f(6, 1);
    f.swarm.fate = [](const api::Task& task) { return task.nodeId == "n3" ? TaskState::Ready : TaskState::Running; };
    f.begin();
    f.swarm.pass(1s);
    QCOMPARE(f.underWay(), std::size_t(2)); // one has begun, one waits for its turn

    std::size_t given = 0;
    f.swarm.write([&](store::Tx& tx) -> Result<void> {
        const auto calledOff = orchestrator::callOffRebalance(tx, *f.swarm.service("web"));
        given = calledOff->moves.size();
        return {};
    });
    f.swarm.pass(1min);

    QCOMPARE(given, std::size_t(2));
    QCOMPARE(f.underWay(), std::size_t(0));
    QCOMPARE(f.on("n1") + f.on("n2"), std::size_t(6));
    QCOMPARE(f.swarm.wanted("web").size(), std::size_t(6));
    QCOMPARE(f.least, std::size_t(6));
}

void RebalanceTest::itIsRefusedWithTheReason_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("why");
    QTest::newRow("global") << 0 << "only replicated services have tasks that may run anywhere";
    QTest::newRow("updating") << 1 << "it is being updated";
    QTest::newRow("restart condition none") << 2
                                            << "its restart condition is none, so its tasks are not started elsewhere";
    QTest::newRow("under way") << 3 << "2 of its tasks are being moved already";
}

void RebalanceTest::itIsRefusedWithTheReason()
{
    QFETCH(int, row);
    QFETCH(QString, why);
    Fixture f(6, 1);
    if (row == 0)
        f.swarm.createService(makeGlobal("agent"));
    if (row == 1) {
        f.swarm.placing = false;
        f.swarm.updateService("web", [](api::ServiceSpec& spec) { spec.task.container.edit().image = "v2"; });
        f.swarm.plan();
    }
    if (row == 2)
        f.swarm.updateService("web",
            [](api::ServiceSpec& spec) { spec.task.restartPolicy->condition = api::RestartCondition::None; });
    if (row == 3)
        f.begin();

    if (row == 2) { // changed, but not rolled out yet
        const auto plan = f.plan();
        QVERIFY(!plan);
        QVERIFY(plan.error().message.ends_with(why.toStdString()));
        return;
    }
    const std::string name = row == 0 ? "agent" : "web";
    const auto plan = orchestrator::planRebalance(f.swarm.store, *f.swarm.service(name), 0);
    QVERIFY(!plan);
    QCOMPARE(plan.error().message, "service " + name + " cannot be rebalanced: " + why.toStdString());
}

QTEST_GUILESS_MAIN(RebalanceTest)
#include "tst_rebalance.moc"

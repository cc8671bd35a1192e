#include "shared/scheduler/scheduler.h"
#include "tests/support/clusterworld.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::scheduler;
using namespace skep::test;

namespace {

// What is left of a node, worked out from the store alone: a second opinion on the scheduler's books.
struct Left {
    std::int64_t nanoCpus = 0;
    std::map<std::uint32_t, int> ports;
    std::map<std::string, std::uint64_t> active;
    std::set<std::string> gpus;
};

struct RandomCluster : ClusterWorld {
    Scheduler scheduler;
    Rng random;
    int nextTask = 0;

    explicit RandomCluster(std::uint64_t seed)
        : random(seed)
    {
        for (int s = 0; s < 6; ++s)
            put(test::service("s" + std::to_string(s)));
        run(scheduler);
    }

    bool chance(std::uint64_t oneIn) { return random.below(oneIn) == 0; }
    std::string anyNodeId() { return numbered("n", int(random.below(9))); }

    void changeNode()
    {
        const std::string id = anyNodeId();
        if (store.get<api::Node>(id) && chance(6)) {
            for (const auto& task : store.tasksOfNode(id))
                if (task->status.state < api::TaskState::Complete)
                    edit<api::Task>(task->id, [](api::Task& t) { t.status.state = api::TaskState::Orphaned; });
            remove<api::Node>(id);
            return;
        }
        api::Node changed = nodeWith(id, std::int64_t(random.below(6)) * Cpu, 0);
        changed.spec.labels = {{"zone", chance(2) ? "a" : "b"}};
        changed.status.state = chance(4) ? api::NodeState::Down : api::NodeState::Ready;
        changed.spec.availability = chance(5) ? api::Availability::Drain : api::Availability::Active;
        changed.description.resources.generic = {named("gpu", id + "-1"), named("gpu", id + "-2")};
        put(changed);
    }
    void addTask()
    {
        const std::uint64_t s = random.below(6);
        api::Task added = test::task(numbered("t", nextTask), "s" + std::to_string(s), std::uint64_t(nextTask) + 1);
        ++nextTask;
        if (s == 1)
            reserve(added, Cpu, 0);
        if (s == 2)
            publishOnHost(added, 80);
        if (s == 3)
            constrain(added, {"node.labels.zone == a"});
        if (s == 4)
            added.spec.placement.emplace().maxReplicas = 2;
        if (s == 5)
            reserveGeneric(added, "gpu", 1);
        if (s == 1 && chance(2))
            spread(added, {"node.labels.zone"});
        if (s == 0 && chance(2)) {
            added.slot = 0;
            added.nodeId = anyNodeId();
        }
        put(added);
    }
    void endTask()
    {
        const auto tasks = store.all<api::Task>();
        if (tasks.empty())
            return;
        const std::string id = tasks[random.below(tasks.size())]->id;
        switch (random.below(4)) {
        case 0:
            remove<api::Task>(id);
            return;
        case 1:
            edit<api::Task>(id, [](api::Task& t) { t.desiredState = api::TaskState::Shutdown; });
            return;
        default:
            edit<api::Task>(id, [&](api::Task& t) {
                if (t.status.state >= api::TaskState::Assigned && t.status.state < api::TaskState::Complete)
                    t.status.state = chance(2) ? api::TaskState::Failed : api::TaskState::Running;
            });
        }
    }

    std::map<std::string, Left> books() const
    {
        std::map<std::string, Left> books;
        for (const auto& node : store.all<api::Node>())
            books[node->id].nanoCpus = node->description.resources.nanoCpus;
        for (const auto& task : store.all<api::Task>()) {
            const auto state = task->status.state;
            if (state < api::TaskState::Assigned || api::isTerminal(state) || !books.contains(task->nodeId))
                continue;
            Left& left = books[task->nodeId];
            const Holding holding = holdingOf(*task);
            left.nanoCpus -= holding.nanoCpus;
            for (const auto& port : holding.hostPorts)
                ++left.ports[port.port];
            if (task->desiredState <= api::TaskState::Complete)
                ++left.active[task->serviceId];
            for (const auto& resource : task->genericResources)
                left.gpus.insert(resource.named->value);
        }
        return books;
    }
    // Whether one more task like this could go to the node, by the store alone.
    bool couldTake(const api::Node& node, const Left& left, const api::Task& task) const
    {
        if (node.status.state != api::NodeState::Ready || node.spec.availability != api::Availability::Active)
            return false;
        const Holding holding = holdingOf(task);
        if (holding.nanoCpus > 0 && holding.nanoCpus > left.nanoCpus)
            return false;
        for (const auto& port : holding.hostPorts)
            if (left.ports.contains(port.port))
                return false;
        if (!holding.generic.empty()) {
            std::size_t free = 0;
            for (const auto& declared : node.description.resources.generic)
                free += left.gpus.contains(declared.named->value) ? 0 : 1;
            if (free == 0)
                return false;
        }
        if (!task.spec.placement)
            return true;
        const std::uint64_t limit = task.spec.placement->maxReplicas;
        const auto active = left.active.find(task.serviceId);
        if (limit > 0 && active != left.active.end() && active->second >= limit)
            return false;
        return task.spec.placement->constraints.empty() || node.spec.labels.at("zone") == "a";
    }
};

} // namespace

class TestSchedulerProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingEligibleWaitsAndNothingIsPromisedTwice_data();
    void nothingEligibleWaitsAndNothingIsPromisedTwice();
    void newLeaderFindsNothingToDo_data();
    void newLeaderFindsNothingToDo();
    void equalNodesGetEqualShares();
};

void TestSchedulerProperties::nothingEligibleWaitsAndNothingIsPromisedTwice_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 25; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestSchedulerProperties::nothingEligibleWaitsAndNothingIsPromisedTwice()
{
    QFETCH(quint64, seed);
    RandomCluster world(seed);
    for (int step = 0; step < 200; ++step) {
        const auto before = world.books();
        std::set<std::string> waited;
        switch (world.random.below(4)) {
        case 0:
            world.changeNode();
            break;
        case 1:
            world.endTask();
            break;
        default:
            world.addTask();
        }
        for (const auto& task : world.store.all<api::Task>())
            if (task->status.state == api::TaskState::Pending)
                waited.insert(task->id);
        world.settle();

        const auto books = world.books();
        for (const auto& task : world.store.all<api::Task>()) {
            if (task->status.state == api::TaskState::Pending && task->desiredState <= api::TaskState::Complete) {
                for (const auto& node : world.store.all<api::Node>())
                    if (task->nodeId.empty() || task->nodeId == node->id)
                        QVERIFY2(!world.couldTake(*node, books.at(node->id), *task),
                            qPrintable(QString::fromStdString(task->id + " waits although it fits on " + node->id)));
                QVERIFY(!task->status.err.empty() || !task->nodeId.empty());
            }
            if (task->status.state == api::TaskState::Assigned && waited.contains(task->id)) {
                const Left& left = books.at(task->nodeId);
                QVERIFY(holdingOf(*task).nanoCpus == 0 || left.nanoCpus >= 0);
                for (const auto& port : holdingOf(*task).hostPorts)
                    QCOMPARE(left.ports.at(port.port), 1);
                if (task->spec.placement && task->spec.placement->maxReplicas > 0)
                    QVERIFY(left.active.at(task->serviceId) <= task->spec.placement->maxReplicas);
            }
        }
    }
}

void TestSchedulerProperties::newLeaderFindsNothingToDo_data()
{
    nothingEligibleWaitsAndNothingIsPromisedTwice_data();
}

void TestSchedulerProperties::newLeaderFindsNothingToDo()
{
    QFETCH(quint64, seed);
    RandomCluster world(seed * 1000);
    for (int step = 0; step < 150; ++step) {
        if (world.chance(4))
            world.changeNode();
        else if (world.chance(4))
            world.endTask();
        else
            world.addTask();
        if (world.chance(2))
            world.settle();
    }
    world.settle();
    const std::size_t written = world.written;

    world.restart();
    world.settle();

    QCOMPARE(world.written, written);
}

void TestSchedulerProperties::equalNodesGetEqualShares()
{
    for (int nodes = 1; nodes <= 12; ++nodes) {
        for (int tasks = 1; tasks <= 40; tasks += 3) {
            ClusterWorld world;
            Scheduler scheduler;
            world.run(scheduler);
            for (int i = 0; i < nodes; ++i)
                world.put(node(numbered("n", i)));
            for (int i = 0; i < tasks; ++i)
                world.put(task(numbered("t", i), "s", std::uint64_t(i) + 1));
            world.settle();

            std::size_t least = SIZE_MAX, most = 0;
            for (int i = 0; i < nodes; ++i) {
                const std::size_t count = world.store.tasksOfNode(numbered("n", i)).size();
                least = std::min(least, count);
                most = std::max(most, count);
            }
            QVERIFY(most - least <= 1);
        }
    }
}

QTEST_GUILESS_MAIN(TestSchedulerProperties)
#include "tst_schedulerproperties.moc"

#include "shared/planning/scope.h"
#include "tests/support/virtualswarm.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::planning;
using api::TaskState;
using skep::test::Cpu;
using skep::test::makeGlobal;
using skep::test::makeService;
using skep::test::makeTask;

namespace {

constexpr Timestamp Now{1'700'000'000'000'000'000};

// Nodes a and b; service "web" with two tasks that rest on b, as a test wants it to be otherwise.
class Scene
{
public:
    Scene()
    {
        for (const char* id : {"a", "b"}) {
            api::Node node = test::nodeWith(id, 8 * Cpu, 0);
            node.description.hostname = std::string("host-") + id;
            nodes[id] = node;
        }
        web.specVersion = {7};
        for (std::uint64_t slot = 1; slot <= 2; ++slot)
            tasks.push_back(
                makeTask(web, "web-" + std::to_string(slot), slot, TaskState::Running, TaskState::Running, "b"));
    }

    std::map<std::string, api::Node> nodes;
    api::Service web = makeService("web", 2);
    std::vector<api::Task> tasks;
    std::vector<api::Service> others;

    [[nodiscard]] Result<Scope> scope(std::vector<Change> changes = {{.kind = ChangeKind::Drain, .node = "a"}}) const
    {
        Copy copy;
        for (const auto& [id, node] : nodes)
            copy.objects.emplace_back(std::make_shared<const api::Node>(node));
        copy.objects.emplace_back(std::make_shared<const api::Service>(web));
        for (const auto& service : others)
            copy.objects.emplace_back(std::make_shared<const api::Service>(service));
        for (const auto& task : tasks)
            copy.objects.emplace_back(std::make_shared<const api::Task>(task));
        return scopeOf(std::move(copy), {.changes = std::move(changes)}, Now);
    }
};

std::vector<std::string> idsIn(const Scope& scope)
{
    std::vector<std::string> ids;
    for (const auto& object : scope.copy.objects)
        ids.push_back(store::idOf(object));
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

class ScopeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRestsTakesNoPart()
    {
        const auto scope = Scene().scope();

        QVERIFY(scope);
        QCOMPARE(idsIn(*scope), (Ids{"a", "b"}));
        QCOMPARE(scope->still.size(), std::size_t(2));
    }

    void whatRanBeforeDisturbsNoRest()
    {
        Scene scene;
        scene.tasks.push_back(makeTask(scene.web, "web-old", 1, TaskState::Failed, TaskState::Shutdown, "a"));

        const auto scope = scene.scope();

        QCOMPARE(idsIn(*scope), (Ids{"a", "b"}));
        QCOMPARE(scope->still.size(), std::size_t(2));
    }

    void whatCannotBeDividedTakesPartAsAWhole_data()
    {
        QTest::addColumn<std::function<void(Scene&)>>("change");
        using Edit = std::function<void(Scene&)>;
        QTest::newRow("a task that leaves and may be followed by none") << Edit([](Scene& s) {
            s.tasks[0].nodeId = "a";
            s.web.spec.task.restartPolicy = api::RestartPolicy{.condition = api::RestartCondition::None};
            s.tasks[0].spec = s.tasks[1].spec = s.web.spec.task;
        });
        QTest::newRow("a task is missing") << Edit([](Scene& s) { s.tasks.pop_back(); });
        QTest::newRow("a task too many") << Edit([](Scene& s) {
            s.tasks.push_back(makeTask(s.web, "web-3", 3, TaskState::Running, TaskState::Running, "b"));
        });
        QTest::newRow("two tasks of one slot") << Edit([](Scene& s) { s.tasks[1].slot = 1; });
        QTest::newRow("a task that is to stop")
            << Edit([](Scene& s) { s.tasks[1].desiredState = TaskState::Shutdown; });
        QTest::newRow("a task that a rebalance moves")
            << Edit([](Scene& s) { s.tasks[1].move = api::TaskMove{.to = "a", .since = Now}; });
        QTest::newRow("a task of another specification") << Edit([](Scene& s) {
            s.tasks[1].specVersion = {3};
            s.tasks[1].spec.container.edit().image = "older";
        });
        QTest::newRow("an update") << Edit(
            [](Scene& s) { s.web.updateStatus = api::UpdateStatus{.state = api::UpdateState::Updating}; });
        QTest::newRow("constraints that its node does not meet") << Edit(
            [](Scene& s) { s.web.spec.task.placement = api::Placement{.constraints = {"node.labels.disk == ssd"}}; });
        QTest::newRow("a node with more on it than it has") << Edit([](Scene& s) {
            for (api::Task& task : s.tasks)
                test::reserve(task, 5 * Cpu, 0);
        });
    }

    void whatCannotBeDividedTakesPartAsAWhole()
    {
        QFETCH(const std::function<void(Scene&)>, change);
        Scene scene;
        change(scene);

        const auto scope = scene.scope();

        QVERIFY(scope);
        const Ids ids = idsIn(*scope);
        QVERIFY(std::ranges::count(ids, "web") == 1);
        QCOMPARE(ids.size(), scene.nodes.size() + 1 + scene.tasks.size());
        QVERIFY(scope->still.empty());
    }

    void ofAServiceThatRestsThePlacesOnNodesThatChangeTakePart()
    {
        Scene scene;
        scene.tasks[1].nodeId = "a";
        scene.tasks.push_back(makeTask(scene.web, "web-old", 2, TaskState::Failed, TaskState::Shutdown, "b"));

        scene.tasks.back().status.appliedAt = Now - 1h;

        const auto scope = scene.scope();

        QCOMPARE(idsIn(*scope), (Ids{"a", "b", "web", "web-2", "web-old"}));
        const auto web = store::as<api::Service>(scope->copy.objects[2]);
        QCOMPARE(*web->spec.mode.replicated->replicas, std::uint64_t(1));
        QCOMPARE(scope->still.size(), std::size_t(1));
        QCOMPARE(scope->still.front()->id, std::string("web-1"));
    }

    void aPlaceThatDoesNotRestTakesPartAlone_data()
    {
        QTest::addColumn<std::function<void(Scene&)>>("change");
        using Edit = std::function<void(Scene&)>;
        QTest::newRow("a task that waits") << Edit([](Scene& s) {
            s.tasks[1].status.state = TaskState::Pending;
            s.tasks[1].nodeId.clear();
        });
        QTest::newRow("a task that starts") << Edit([](Scene& s) { s.tasks[1].status.state = TaskState::Starting; });
        QTest::newRow("a task that failed and was not replaced")
            << Edit([](Scene& s) { s.tasks[1].status.state = TaskState::Failed; });
        QTest::newRow("its node is down") << Edit([](Scene& s) {
            s.tasks[1].nodeId = "c";
            s.nodes["c"] = s.nodes["b"];
            s.nodes["c"].id = "c";
            s.nodes["c"].status.state = api::NodeState::Down;
        });
        QTest::newRow("its node is drained already") << Edit([](Scene& s) {
            s.tasks[1].nodeId = "c";
            s.nodes["c"] = s.nodes["b"];
            s.nodes["c"].id = "c";
            s.nodes["c"].spec.availability = api::Availability::Drain;
        });
        QTest::newRow("its node is not there") << Edit([](Scene& s) { s.tasks[1].nodeId = "c"; });
        QTest::newRow("what was there before has not stopped yet") << Edit([](Scene& s) {
            s.tasks.push_back(makeTask(s.web, "web-old", 2, TaskState::Running, TaskState::Shutdown, "a"));
        });
    }

    void aPlaceThatDoesNotRestTakesPartAlone()
    {
        QFETCH(const std::function<void(Scene&)>, change);
        Scene scene;
        change(scene);

        const auto scope = scene.scope();

        QVERIFY(scope);
        const Ids ids = idsIn(*scope);
        QCOMPARE(ids.size(), scene.nodes.size() + scene.tasks.size()); // the service, and all tasks but one
        QCOMPARE(std::ranges::count(ids, "web-1"), 0);
        QCOMPARE(scope->still.size(), std::size_t(1));
        QCOMPARE(scope->still.front()->id, std::string("web-1"));
    }

    void aServiceThatFailedOfLateTakesPartAsAWhole()
    {
        Scene scene;
        scene.tasks[1].nodeId = "a";
        scene.tasks.push_back(makeTask(scene.web, "web-old", 1, TaskState::Failed, TaskState::Shutdown, "b"));
        scene.tasks.back().status.appliedAt = Now - 1min;

        QCOMPARE(idsIn(*scene.scope()), (Ids{"a", "b", "web", "web-1", "web-2", "web-old"}));
    }

    void aServiceThatAChangeIsAboutTakesPartUnderItsId()
    {
        Scene scene;
        scene.web.spec.name = "shop";

        const auto scope = scene.scope({{.kind = ChangeKind::Scale, .service = "shop", .replicas = 3}});

        QCOMPARE(idsIn(*scope), (Ids{"a", "b", "web", "web-1", "web-2"}));
        QCOMPARE(scope->question.changes.front().service, std::string("web"));
    }

    void globalServicesAlwaysTakePart()
    {
        Scene scene;
        const api::Service agent = makeGlobal("agent");
        scene.others.push_back(agent);
        scene.tasks.push_back(makeTask(agent, "agent-b", 0, TaskState::Running, TaskState::Running, "b"));

        QCOMPARE(idsIn(*scene.scope()), (Ids{"a", "b", "agent", "agent-b"}));
    }

    void namesMeanWhatTheyMeanInTheWholeCluster()
    {
        const Scene scene;
        api::ServiceSpec spec = scene.web.spec;

        const auto taken = scene.scope({{.kind = ChangeKind::Create, .spec = spec}});

        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::AlreadyExists);
    }

    // A mirror of Docker's API has the ports of a service, not those of its tasks.
    void stillTasksHoldThePortsOfTheirService()
    {
        Scene scene;
        scene.web.specVersion = {};
        scene.web.endpoint.ports.push_back(
            {.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Host});
        for (api::Task& task : scene.tasks)
            task.specVersion = {};

        const auto scope = scene.scope();

        QCOMPARE(scope->still.size(), std::size_t(2));
        QCOMPARE(scope->still.front()->endpoint.ports, scene.web.endpoint.ports);
    }
};

QTEST_GUILESS_MAIN(ScopeTest)
#include "tst_scope.moc"

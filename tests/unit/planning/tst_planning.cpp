#include "shared/api/json.h"
#include "shared/planning/planning.h"
#include "tests/support/virtualswarm.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::planning;
using skep::test::Cpu;
using skep::test::makeGlobal;
using skep::test::makeService;
using skep::test::makeTask;

namespace {

constexpr Timestamp Now{1'700'000'000'000'000'000};

// A swarm at rest: services, and running tasks where a test puts them.
class Still {
public:
    Still()
    {
        put(api::Cluster{.id = "cluster", .spec = {.name = "default"}});
    }

    store::Store store;

    template <class T>
    void put(T object)
    {
        store::Tx tx(store);
        const auto made = tx.create(std::move(object));
        if (!made)
            qFatal("%s", made.error().message.c_str());
        const auto applied = store.apply(store.version() + 1, {.at = Now - 1h, .changes = tx.changes()});
        if (!applied)
            qFatal("%s", applied.error().message.c_str());
    }

    void node(const std::string& id, std::int64_t nanoCpus = 8 * Cpu, api::NodeRole role = api::NodeRole::Worker)
    {
        api::Node made = test::nodeWith(id, nanoCpus, 0);
        made.description.hostname = "host-" + id;
        made.spec.role = role;
        put(std::move(made));
    }

    // `started`: from being made to RUNNING.
    void running(const api::Service& service, std::uint64_t slot, const std::string& nodeId, Nanoseconds started = 0s)
    {
        const std::string id = service.id + "-" + (slot == 0 ? nodeId : std::to_string(slot));
        api::Task task = makeTask(service, id, slot, api::TaskState::Running, api::TaskState::Running, nodeId);
        task.status.timestamp = task.status.appliedAt = Now - 1h + started;
        put(std::move(task));
    }

    [[nodiscard]] Result<Answer> ask(Change change) const { return simulate(store, {.changes = {std::move(change)}}, Now); }
    [[nodiscard]] std::vector<std::string> sentences(const Answer& answer) const
    {
        std::vector<std::string> result;
        for (const Outcome& outcome : answer.outcomes)
            result.push_back(sentence(outcome));
        return result;
    }
};

api::Service reserving(api::Service service, std::int64_t nanoCpus)
{
    service.spec.task.resources
        = api::ResourceRequirements{.reservations = api::Resources{.nanoCpus = nanoCpus}};
    return service;
}

using Texts = std::vector<std::string>;

} // namespace

class PlanningTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drainMovesTasksToOtherNodes();
    void onlyCopyHasAGap();
    void gapLastsForStartsStopsAndDelays();
    void gapOfAnUpdateIsThatOfItsBatches();
    void gapThatStaysIsSaid();
    void fewerWantedCopiesAreNoGap();
    void taskThatFitsNowhereWaitsAndSaysWhy();
    void globalTaskStopsWithItsNode();
    void lostNodeLosesItsTasksAtOnce();
    void lostQuorumMovesNothing();
    void activatedNodeTakesWhatWaited();
    void scalingStartsAndStopsTasks();
    void newSpecReplacesTasksStopFirst();
    void newServiceStarts();
    void addedNodeTakesWhatWaited();
    void addedNodesGetTheirShareWithARebalance();
    void addedNodesAreLikeOneThatIsThere();
    void rebalanceThatIsRefusedIsANote();
    void changesAreMadeTogether();
    void loadIsCountedBeforeAndAfter();
    void taskThatWaitedBeforeIsNoConsequence();
    void whatTakesNoPartKeepsItsRoomAndItsPorts();
    void copiesThatTakeNoPartCount();
    void badQuestionsAreRefused_data();
    void badQuestionsAreRefused();
    void questionIsReadFromJson();
};

void PlanningTest::drainMovesTasksToOtherNodes()
{
    Still still;
    still.node("a");
    still.node("b");
    const api::Service web = makeService("web", 2);
    still.put(web);
    still.running(web, 1, "a");
    still.running(web, 2, "b");

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "host-a"});

    QVERIFY(answer);
    QCOMPARE(still.sentences(*answer), Texts{"web.1 moves from host-a to host-b"});
    QCOMPARE(answer->outcomes[0].taskId, std::string("web-1"));
    QCOMPARE(answer->services.size(), std::size_t(1));
    QCOMPARE(answer->services[0].before, 2U);
    QCOMPARE(answer->services[0].least, 1U);
    QCOMPARE(answer->services[0].after, 2U);
    QVERIFY(!answer->services[0].onlyCopy);
    QVERIFY(answer->waiting.empty());
    QVERIFY(answer->settled);
}

void PlanningTest::onlyCopyHasAGap()
{
    Still still;
    still.node("a");
    still.node("b");
    const api::Service db = makeService("db", 1);
    still.put(db);
    still.running(db, 1, "a");

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QCOMPARE(answer->services[0].least, 0U);
    QCOMPARE(answer->services[0].after, 1U);
    QVERIFY(answer->services[0].onlyCopy);
}

void PlanningTest::gapLastsForStartsStopsAndDelays()
{
    Still still;
    still.node("a");
    still.node("b");
    api::Service web = makeService("web", 3);
    web.spec.task.restartPolicy->delay = 5'000'000'000;
    web.spec.task.container.edit().stopGracePeriod = 20'000'000'000;
    still.put(web);
    still.running(web, 1, "a", 30s); // it waited
    still.running(web, 2, "a", 3s);
    still.running(web, 3, "b", 4s);

    const auto drain = still.ask({.kind = ChangeKind::Drain, .node = "a"});
    QCOMPARE(drain->services[0].wanted, 3U);
    QCOMPARE(drain->services[0].least, 1U);
    QCOMPARE(drain->services[0].start, 3.0);
    QCOMPARE(drain->services[0].gap, 3.0);
    QCOMPARE(drain->services[0].gapMost, 23.0);
    QVERIFY(!drain->services[0].gapStays);

    const auto loss = still.ask({.kind = ChangeKind::Lose, .node = "a"});
    QCOMPARE(loss->services[0].gap, 8.0); // the restart delay, and nobody waits for what is lost to stop
    QCOMPARE(loss->services[0].gapMost, 8.0);
}

void PlanningTest::gapOfAnUpdateIsThatOfItsBatches()
{
    Still still;
    still.node("a");
    api::Service web = makeService("web", 4);
    web.spec.updateConfig
        = api::UpdateConfig{.parallelism = 2, .delay = 60'000'000'000, .order = api::UpdateOrder::StopFirst};
    still.put(web);
    for (const std::uint64_t slot : {1U, 2U, 3U, 4U})
        still.running(web, slot, "a", 2s);
    api::ServiceSpec next = web.spec;
    next.task.container.edit().image = "v2";

    const auto stopFirst = still.ask({.kind = ChangeKind::Update, .service = "web", .spec = next});
    QCOMPARE(stopFirst->services[0].least, 2U);
    QCOMPARE(stopFirst->services[0].gap, 4.0);
    QCOMPARE(stopFirst->services[0].gapMost, 24.0);
    next.updateConfig->order = api::UpdateOrder::StartFirst;
    const auto startFirst = still.ask({.kind = ChangeKind::Update, .service = "web", .spec = next});
    QCOMPARE(startFirst->services[0].gap, 0.0);
    QCOMPARE(startFirst->services[0].gapMost, 0.0);
}

void PlanningTest::gapThatStaysIsSaid()
{
    Still still;
    still.node("a", 2 * Cpu);
    still.node("b", Cpu);
    const api::Service cache = reserving(makeService("cache", 1), 2 * Cpu);
    still.put(cache);
    still.running(cache, 1, "a", 2s);

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QVERIFY(answer->services[0].gapStays);
    QCOMPARE(answer->services[0].wanted, 1U);
}

void PlanningTest::fewerWantedCopiesAreNoGap()
{
    Still still;
    still.node("a");
    still.node("b");
    const api::Service web = makeService("web", 2), agent = makeGlobal("agent");
    still.put(web);
    still.running(web, 1, "a", 2s);
    still.running(web, 2, "a", 2s);
    still.put(agent);
    still.running(agent, 0, "a", 2s);
    still.running(agent, 0, "b", 2s);

    const auto fewer = still.ask({.kind = ChangeKind::Scale, .service = "web", .replicas = 1});
    QCOMPARE(fewer->services[0].wanted, 1U);
    QCOMPARE(fewer->services[0].gapMost, 0.0);
    const auto more = still.ask({.kind = ChangeKind::Scale, .service = "web", .replicas = 5});
    QCOMPARE(more->services[0].wanted, 5U);
    QCOMPARE(more->services[0].gapMost, 0.0);
    const auto drained = still.ask({.kind = ChangeKind::Drain, .node = "b"});
    QCOMPARE(drained->services[0].service, std::string("agent"));
    QCOMPARE(drained->services[0].wanted, 1U);
    QCOMPARE(drained->services[0].gapMost, 0.0);
    QVERIFY(!drained->services[0].gapStays);
}

void PlanningTest::taskThatFitsNowhereWaitsAndSaysWhy()
{
    Still still;
    still.node("a", 2 * Cpu);
    still.node("b", Cpu);
    const api::Service cache = reserving(makeService("cache", 1), 2 * Cpu);
    still.put(cache);
    still.running(cache, 1, "a");

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QCOMPARE(still.sentences(*answer), Texts{"cache.1 leaves host-a and would wait"});
    QCOMPARE(answer->waiting.size(), std::size_t(1));
    QCOMPARE(answer->waiting[0].tasks, 1U);
    QCOMPARE(answer->waiting[0].already, 0U);
    QCOMPARE(answer->waiting[0].why.taskId, std::string());
    QCOMPARE(answer->waiting[0].why.summary,
        std::string("no suitable node (1 node not available for new tasks; insufficient resources on 1 node)"));
    QVERIFY(!answer->waiting[0].why.suggestions.empty());
    QCOMPARE(answer->services[0].after, 0U);
}

void PlanningTest::globalTaskStopsWithItsNode()
{
    Still still;
    still.node("a");
    still.node("b");
    const api::Service agent = makeGlobal("agent");
    still.put(agent);
    still.running(agent, 0, "a");
    still.running(agent, 0, "b");

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QCOMPARE(still.sentences(*answer), Texts{"agent.host-a stops on host-a"});
    QCOMPARE(answer->services[0].after, 1U);
}

void PlanningTest::lostNodeLosesItsTasksAtOnce()
{
    Still still;
    still.node("a");
    still.node("b");
    api::Service web = makeService("web", 2);
    web.spec.updateConfig = api::UpdateConfig{.order = api::UpdateOrder::StartFirst};
    still.put(web);
    still.running(web, 1, "a");
    still.running(web, 2, "a");

    const auto answer = still.ask({.kind = ChangeKind::Lose, .node = "a"});

    QCOMPARE(still.sentences(*answer),
        (Texts{"web.1 moves from host-a to host-b", "web.2 moves from host-a to host-b"}));
    QCOMPARE(answer->services[0].least, 0U);
    QCOMPARE(answer->services[0].after, 2U);
}

void PlanningTest::lostQuorumMovesNothing()
{
    Still still;
    still.node("m1", 8 * Cpu, api::NodeRole::Manager);
    still.node("m2", 8 * Cpu, api::NodeRole::Manager);
    still.node("w");
    const api::Service web = makeService("web", 1);
    still.put(web);
    still.running(web, 1, "m1");

    const auto answer = still.ask({.kind = ChangeKind::Lose, .node = "m1"});

    QVERIFY(answer->quorumLost);
    QCOMPARE(still.sentences(*answer), Texts{"web.1 stops on host-m1"});
    QCOMPARE(answer->services[0].after, 0U);
    QVERIFY(answer->notes.at(0).starts_with("1 of 2 managers would be left, 2 are needed"));
}

void PlanningTest::activatedNodeTakesWhatWaited()
{
    Still still;
    still.node("a", Cpu);
    api::Node drained = test::nodeWith("b", 4 * Cpu, 0);
    drained.description.hostname = "host-b";
    drained.spec.availability = api::Availability::Drain;
    still.put(drained);
    still.put(reserving(makeService("big", 1), 2 * Cpu));

    const auto answer = still.ask({.kind = ChangeKind::Activate, .node = "b"});

    QCOMPARE(still.sentences(*answer), Texts{"big.1 starts on host-b"});
    QVERIFY(answer->waiting.empty());
    QCOMPARE(answer->services[0].after, 1U);
    QVERIFY(answer->notes.empty());
    QCOMPARE(still.ask({.kind = ChangeKind::Activate, .node = "a"})->notes,
        Texts{"the availability of node host-a is active already"});
}

void PlanningTest::scalingStartsAndStopsTasks()
{
    Still still;
    still.node("a");
    const api::Service web = makeService("web", 2);
    still.put(web);
    still.running(web, 1, "a");
    still.running(web, 2, "a");

    const auto more = still.ask({.kind = ChangeKind::Scale, .service = "web", .replicas = 4});
    QCOMPARE(still.sentences(*more), (Texts{"web.3 starts on host-a", "web.4 starts on host-a"}));
    QCOMPARE(more->services[0].least, 2U);
    const auto fewer = still.ask({.kind = ChangeKind::Scale, .service = "web", .replicas = 1});
    QCOMPARE(fewer->outcomes.size(), std::size_t(1));
    QCOMPARE(fewer->outcomes[0].fate, Fate::Stops);
    QCOMPARE(fewer->services[0].after, 1U);
}

void PlanningTest::newSpecReplacesTasksStopFirst()
{
    Still still;
    still.node("a");
    api::Service web = makeService("web", 3);
    web.spec.updateConfig = api::UpdateConfig{.parallelism = 1, .order = api::UpdateOrder::StopFirst};
    still.put(web);
    for (const std::uint64_t slot : {1U, 2U, 3U})
        still.running(web, slot, "a");
    api::ServiceSpec next = web.spec;
    next.task.container.edit().image = "v2";

    const auto stopFirst = still.ask({.kind = ChangeKind::Update, .service = "web", .spec = next});
    QCOMPARE(stopFirst->services[0].restarts, 3U);
    QCOMPARE(stopFirst->services[0].least, 2U);
    next.updateConfig->order = api::UpdateOrder::StartFirst;
    const auto startFirst = still.ask({.kind = ChangeKind::Update, .service = "web", .spec = next});
    QCOMPARE(startFirst->services[0].restarts, 3U);
    QCOMPARE(startFirst->services[0].least, 3U);
}

void PlanningTest::newServiceStarts()
{
    Still still;
    still.node("a");
    const auto answer = still.ask({.kind = ChangeKind::Create, .spec = makeService("web", 1).spec});
    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    QCOMPARE(still.sentences(*answer), Texts{"web.1 starts on host-a"});
}

void PlanningTest::addedNodeTakesWhatWaited()
{
    Still still;
    still.node("a", Cpu);
    api::Service big = reserving(makeService("big", 2), 2 * Cpu);
    big.spec.task.placement = api::Placement{.constraints = {"node.labels.zone == b"}};
    still.put(big);

    const auto answer = still.ask(
        {.kind = ChangeKind::AddNode, .add = NewNodes{.count = 2, .labels = {{"zone", "b"}}, .nanoCpus = 2 * Cpu}});

    QCOMPARE(answer->outcomes.size(), std::size_t(2));
    QCOMPARE(answer->services[0].starts, 2U);
    QVERIFY(answer->waiting.empty());
    QCOMPARE(answer->nodes.size(), std::size_t(3));
    QVERIFY(!answer->nodes[0].isNew);
    QCOMPARE(answer->nodes[1].hostname, std::string("new-1"));
    QVERIFY(answer->nodes[1].isNew);
    QCOMPARE(answer->nodes[1].before, Load{});
    QCOMPARE(answer->nodes[1].after, (Load{.tasks = 1, .nanoCpus = 2 * Cpu}));
    const auto other = still.ask({.kind = ChangeKind::AddNode, .add = NewNodes{.nanoCpus = 2 * Cpu}});
    QVERIFY(other->outcomes.empty());
    QCOMPARE(other->waiting[0].tasks, 2U);
}

void PlanningTest::addedNodesGetTheirShareWithARebalance()
{
    Still still;
    still.node("a");
    const api::Service web = makeService("web", 4);
    still.put(web);
    for (const std::uint64_t slot : {1U, 2U, 3U, 4U})
        still.running(web, slot, "a", 2s);

    QVERIFY(still.ask({.kind = ChangeKind::AddNode})->outcomes.empty());
    const auto answer
        = simulate(still.store, {.changes = {{.kind = ChangeKind::Rebalance}, {.kind = ChangeKind::AddNode}}}, Now);

    QVERIFY(answer->settled);
    QCOMPARE(answer->services[0].moves, 2U);
    QCOMPARE(answer->services[0].least, 4U);
    QCOMPARE(answer->services[0].gapMost, 0.0);
    QCOMPARE(answer->nodes[0].after.tasks, 2U);
    QCOMPARE(answer->nodes[1].after.tasks, 2U);
}

void PlanningTest::addedNodesAreLikeOneThatIsThere()
{
    Still still;
    still.node("m", 16 * Cpu, api::NodeRole::Manager);
    api::Node worker = test::nodeWith("w", 4 * Cpu, 0);
    worker.description.hostname = "new-1"; // taken
    worker.description.platform = {.architecture = "arm64", .os = "linux"};
    worker.spec.labels = {{"zone", "a"}};
    still.put(worker);
    api::Service web = makeService("web", 0);
    web.spec.task.placement = api::Placement{.constraints = {"node.platform.arch == arm64", "node.labels.zone != a"}};
    still.put(web);

    const auto answer = simulate(still.store,
        {.changes = {{.kind = ChangeKind::AddNode}, {.kind = ChangeKind::Scale, .service = "web", .replicas = 1}}},
        Now);

    QCOMPARE(still.sentences(*answer), Texts{"web.1 starts on new-2"});
    QCOMPARE(answer->nodes[1].nanoCpus, 4 * Cpu);
    QVERIFY(answer->notes.at(0).starts_with("new nodes are taken to be like new-1"));
    const auto manager = still.ask({.kind = ChangeKind::AddNode, .add = NewNodes{.role = api::NodeRole::Manager}});
    QCOMPARE(manager->notes.at(1), std::string("there would be 2 managers, of which none may fail"));
}

void PlanningTest::rebalanceThatIsRefusedIsANote()
{
    Still still;
    still.node("a");
    api::Service web = makeService("web", 2);
    web.spec.task.restartPolicy->condition = api::RestartCondition::None;
    still.put(web);
    still.running(web, 1, "a");
    still.running(web, 2, "a");
    still.put(makeGlobal("agent"));

    const auto answer
        = simulate(still.store, {.changes = {{.kind = ChangeKind::AddNode}, {.kind = ChangeKind::Rebalance}}}, Now);

    QVERIFY(std::ranges::none_of(answer->outcomes, [](const auto& o) { return o.fate == Fate::Moves; }));
    QCOMPARE(answer->notes.size(), std::size_t(2));
    QVERIFY(answer->notes.at(1).starts_with("service web cannot be rebalanced"));
}

void PlanningTest::changesAreMadeTogether()
{
    Still still;
    for (const char* id : {"a", "b", "c"})
        still.node(id);
    const api::Service web = makeService("web", 1);
    still.put(web);
    still.running(web, 1, "a");

    const auto answer = simulate(still.store,
        {.changes = {{.kind = ChangeKind::Drain, .node = "a"}, {.kind = ChangeKind::Drain, .node = "b"}}}, Now);

    QCOMPARE(still.sentences(*answer), Texts{"web.1 moves from host-a to host-c"});
}

void PlanningTest::loadIsCountedBeforeAndAfter()
{
    Still still;
    still.node("a", 4 * Cpu);
    still.node("b", 2 * Cpu);
    const api::Service web = reserving(makeService("web", 2), Cpu);
    still.put(web);
    still.running(web, 1, "a");
    still.running(web, 2, "a");

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QCOMPARE(answer->nodes.size(), std::size_t(2));
    QCOMPARE(answer->nodes[0].before, (Load{.tasks = 2, .nanoCpus = 2 * Cpu}));
    QCOMPARE(answer->nodes[0].after, Load{});
    QCOMPARE(answer->nodes[1].after, (Load{.tasks = 2, .nanoCpus = 2 * Cpu}));
    QCOMPARE(answer->nodes[1].nanoCpus, 2 * Cpu);
}

void PlanningTest::taskThatWaitedBeforeIsNoConsequence()
{
    Still still;
    still.node("a", Cpu);
    still.node("b", Cpu);
    still.put(reserving(makeService("big", 2), 2 * Cpu));

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "b"});

    QVERIFY(answer->outcomes.empty());
    QCOMPARE(answer->waiting.size(), std::size_t(1));
    QCOMPARE(answer->waiting[0].tasks, 2U);
    QCOMPARE(answer->waiting[0].already, 2U);
}

void PlanningTest::whatTakesNoPartKeepsItsRoomAndItsPorts()
{
    Still still;
    for (const char* id : {"a", "b", "c", "d"})
        still.node(id);
    api::Service full = reserving(makeService("full", 1), 8 * Cpu), front = makeService("front", 1), web = reserving(makeService("web", 1), Cpu);
    const api::PortConfig port{.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Host};
    front.endpoint.ports = web.endpoint.ports = {port};
    for (const auto& [service, node] : {std::pair{full, "b"}, {front, "c"}, {web, "a"}}) {
        still.put(service);
        still.running(service, 1, node);
    }

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QVERIFY(answer);
    QCOMPARE(still.sentences(*answer), Texts{"web.1 moves from host-a to host-d"});
    QCOMPARE(answer->nodes[1].before.nanoCpus, 8 * Cpu);
    QCOMPARE(answer->nodes[1].after.nanoCpus, 8 * Cpu);
    QCOMPARE(answer->nodes[2].after.tasks, std::uint64_t(1));
    QCOMPARE(answer->nodes[3].after.tasks, std::uint64_t(1));
}

// Spread evenly over what the service has elsewhere; the numbers are those of the whole service.
void PlanningTest::copiesThatTakeNoPartCount()
{
    Still still;
    for (const char* id : {"a", "b", "c"})
        still.node(id);
    const api::Service web = makeService("web", 3), other = makeService("other", 2);
    still.put(web);
    still.put(other);
    still.running(web, 1, "b");
    still.running(web, 2, "b");
    still.running(web, 3, "a");
    still.running(other, 1, "c"); // fuller than b, but without web
    still.running(other, 2, "c");

    const auto answer = still.ask({.kind = ChangeKind::Drain, .node = "a"});

    QVERIFY(answer);
    QCOMPARE(still.sentences(*answer), Texts{"web.3 moves from host-a to host-c"});
    QCOMPARE(answer->services.size(), std::size_t(1));
    QCOMPARE(answer->services[0].before, 3U);
    QCOMPARE(answer->services[0].least, 2U);
    QCOMPARE(answer->services[0].after, 3U);
    QVERIFY(!answer->services[0].onlyCopy);
}

void PlanningTest::badQuestionsAreRefused_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    const int invalid = static_cast<int>(ErrorCode::InvalidArgument), missing = static_cast<int>(ErrorCode::NotFound);
    const auto row = [&](const char* json, int code, const char* message) {
        QTest::newRow(message) << QString::fromUtf8(json) << code << QString::fromUtf8(message);
    };
    row("{}", invalid, "a simulation needs at least one change");
    row(R"({"Changes":[{}]})", invalid,
        "a change needs a Kind: drain, pause, activate, lose, scale, update, create, add-node or rebalance");
    row(R"({"Changes":[{"Kind":"add-node","Add":{"Count":0}}]})", invalid, "between 1 and 1000 nodes can be added");
    row(R"({"Changes":[{"Kind":"add-node","Add":{"NanoCPUs":-1}}]})", invalid,
        "a node cannot have less than no CPUs or memory");
    row(R"({"Changes":[{"Kind":"rebalance","Service":"x"}]})", missing, "service x not found");
    row(R"({"Changes":[{"Kind":"rebalance","Service":"agent"}]})", invalid,
        "service agent: only replicated services can be rebalanced");
    row(R"({"Changes":[{"Kind":"drain"}]})", invalid, "a change of kind \"drain\" needs a Node");
    row(R"({"Changes":[{"Kind":"drain","Node":"x"}]})", missing, "node x not found");
    row(R"({"Changes":[{"Kind":"drain","Node":"a"},{"Kind":"lose","Node":"x"}]})", missing,
        "change 2: node x not found");
    row(R"({"Changes":[{"Kind":"scale","Replicas":1}]})", invalid, "a change of kind \"scale\" needs a Service");
    row(R"({"Changes":[{"Kind":"scale","Service":"web"}]})", invalid, "a change of kind \"scale\" needs Replicas");
    row(R"({"Changes":[{"Kind":"scale","Service":"agent","Replicas":1}]})", invalid,
        "service agent: scale can only be used with replicated or replicated-job mode");
    row(R"({"Changes":[{"Kind":"update","Service":"web"}]})", invalid, "a change of kind \"update\" needs a Spec");
    row(R"({"Changes":[{"Kind":"update","Service":"web","Spec":{"Name":"shop","TaskTemplate":{"ContainerSpec":{"Image":"i"}}}}]})",
        invalid, "renaming services is not supported: \"web\" to \"shop\"");
    row(R"({"Changes":[{"Kind":"update","Service":"web","Spec":{"Name":"web","Mode":{"Global":{}},"TaskTemplate":{"ContainerSpec":{"Image":"i"}}}}]})",
        invalid, "service mode change is not allowed: service web");
    row(R"({"Changes":[{"Kind":"create","Spec":{"Name":"WEB","TaskTemplate":{"ContainerSpec":{"Image":"i"}}}}]})",
        static_cast<int>(ErrorCode::AlreadyExists), "a service named WEB exists already");
    row(R"({"Changes":[{"Kind":"create","Spec":{"Name":"n","Networks":[{"Target":"none-such"}],"TaskTemplate":{"ContainerSpec":{"Image":"i"}}}}]})",
        missing, "network none-such not found");
}

void PlanningTest::badQuestionsAreRefused()
{
    QFETCH(const QString, json);
    QFETCH(const int, code);
    QFETCH(const QString, message);
    Still still;
    still.node("a");
    still.put(makeService("web", 1));
    still.put(makeGlobal("agent"));
    const auto question = api::fromJson<Question>(json.toStdString());
    QVERIFY2(question, question ? "" : question.error().message.c_str());

    const auto answer = simulate(still.store, *question, Now);

    QVERIFY(!answer);
    QCOMPARE(QString::fromStdString(answer.error().message), message);
    QCOMPARE(static_cast<int>(answer.error().code), code);
}

void PlanningTest::questionIsReadFromJson()
{
    const auto question = api::fromJson<Question>(
        R"({"Changes":[{"Kind":"drain","Node":"a"},{"Kind":"scale","Service":"web","Replicas":3},
            {"Kind":"add-node","Add":{"Role":"manager","Labels":{"zone":"b"},"MemoryBytes":4096}}]})");
    QVERIFY(question);
    QCOMPARE(*question,
        (Question{.changes
            = {{.kind = ChangeKind::Drain, .node = "a"}, {.kind = ChangeKind::Scale, .service = "web", .replicas = 3},
                {.kind = ChangeKind::AddNode,
                    .add
                    = NewNodes{.role = api::NodeRole::Manager, .labels = {{"zone", "b"}}, .memoryBytes = 4096}}}}));
    QVERIFY(!api::fromJson<Question>(R"({"Changes":[{"Kind":"explode"}]})"));
}

QTEST_GUILESS_MAIN(PlanningTest)
#include "tst_planning.moc"

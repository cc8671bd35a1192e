#include "shared/planning/planning.h"

#include "daemon/allocator/allocator.h"
#include "shared/api/defaults.h"
#include "shared/api/json.h"
#include "shared/scheduler/constraintenforcer.h"
#include "shared/scheduler/scheduler.h"
#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::TaskState;
using planning::Change;
using planning::ChangeKind;

namespace {

// SKEP_SEEDS=2000 for a long run.
constexpr int Seeds = 250;
constexpr std::int64_t Cpu = 1'000'000'000;

// A random swarm at rest, led by everybody who plans in a daemon, and a random change to it.
class Scene {
public:
    explicit Scene(std::uint64_t seed)
        : m_rng(seed)
    {
        swarm.rng = Rng(seed * 7919);
        swarm.placing = false;
        swarm.fate = [](const api::Task&) { return TaskState::Running; };
        swarm.staff = [] {
            VirtualSwarm::Staff hired;
            hired.push_back(std::make_unique<scheduler::ConstraintEnforcer>());
            hired.push_back(std::make_unique<orchestrator::Orchestrator>());
            hired.push_back(std::make_unique<allocator::Allocator>());
            hired.push_back(std::make_unique<scheduler::Scheduler>());
            hired.push_back(std::make_unique<orchestrator::TaskReaper>());
            return hired;
        };
        for (m_nodes = 0; m_nodes < 2 + static_cast<int>(m_rng.below(6)); ++m_nodes)
            addNode(m_nodes);
        swarm.lead();
        for (m_services = 0; m_services < 1 + static_cast<int>(m_rng.below(5)); ++m_services)
            addService(m_services);
        swarm.pass(1h);
    }

    VirtualSwarm swarm;

    Change pickChange()
    {
        const std::string node = "n" + std::to_string(m_rng.below(static_cast<std::uint64_t>(m_nodes)));
        const std::string service = "s" + std::to_string(m_rng.below(static_cast<std::uint64_t>(m_services)));
        const auto present = swarm.service(service);
        switch (m_rng.below(8)) {
        case 0:
        case 1:
            return {.kind = ChangeKind::Drain, .node = node};
        case 2:
        case 3:
            return {.kind = ChangeKind::Lose, .node = node};
        case 4:
            return {.kind = ChangeKind::Activate, .node = node};
        case 5:
            if (present->spec.mode.replicated || present->spec.mode.replicatedJob)
                return {.kind = ChangeKind::Scale, .service = service, .replicas = m_rng.below(9)};
            [[fallthrough]];
        default: {
            api::ServiceSpec spec = present->spec;
            if (m_rng.below(2) == 0)
                spec.task.container.edit().image = "v2";
            if (m_rng.below(2) == 0)
                shape(spec);
            api::applyDefaults(spec);
            return {.kind = ChangeKind::Update, .service = service, .spec = spec};
        }
        }
    }

    // As the API and the dispatcher do it.
    void make(const Change& change)
    {
        if (change.kind == ChangeKind::Scale) {
            swarm.updateService(change.service, [&](api::ServiceSpec& spec) {
                if (spec.mode.replicated)
                    spec.mode.replicated->replicas = change.replicas;
                else
                    spec.mode.replicatedJob->totalCompletions = change.replicas;
            });
            return;
        }
        if (change.kind == ChangeKind::Update) {
            swarm.updateService(change.service, [&](api::ServiceSpec& spec) { spec = *change.spec; });
            return;
        }
        swarm.write([&](store::Tx& tx) {
            api::Node node = *tx.get<api::Node>(change.node);
            if (change.kind == ChangeKind::Lose)
                node.status.state = api::NodeState::Down;
            else
                node.spec.availability
                    = change.kind == ChangeKind::Drain ? Availability::Drain : Availability::Active;
            return tx.update(node);
        });
    }

    using Placement = std::map<std::string, std::uint64_t>; // "service@node", "service waits"
    [[nodiscard]] Placement placement() const
    {
        Placement result;
        std::set<std::string> waiting; // places: with start-first the old and the new task of one may both wait
        for (const auto& task : swarm.store.all<api::Task>()) {
            if (!orchestrator::isWanted(*task) || isTerminal(task->status.state))
                continue;
            if (task->status.state < TaskState::Assigned)
                waiting.insert(task->serviceId + ' ' + std::to_string(task->slot) + task->nodeId);
            else if (isUp(task->nodeId))
                ++result[task->serviceId + '@' + task->nodeId];
        }
        for (const std::string& place : waiting)
            ++result[place.substr(0, place.find(' ')) + " waits"];
        return result;
    }

    [[nodiscard]] std::map<std::string, std::uint64_t> copies() const
    {
        std::map<std::string, std::uint64_t> result;
        for (const auto& service : swarm.store.all<api::Service>())
            for (const auto& task : swarm.running(service->id))
                result[service->id] += orchestrator::isWanted(*task) && isUp(task->nodeId) ? 1 : 0;
        return result;
    }

private:
    bool isUp(const std::string& nodeId) const
    {
        return swarm.store.get<api::Node>(nodeId)->status.state != api::NodeState::Down;
    }

    void addNode(int number)
    {
        api::Node node{.id = "n" + std::to_string(number)};
        node.description.hostname = "host" + std::to_string(number);
        node.description.resources.nanoCpus = static_cast<std::int64_t>(1 + m_rng.below(4)) * Cpu;
        node.spec.role = api::NodeRole::Worker;
        node.spec.availability = m_rng.below(5) == 0 ? Availability::Drain : Availability::Active;
        node.spec.labels["zone"] = m_rng.below(2) == 0 ? "a" : "b";
        node.status.state = m_rng.below(8) == 0 ? api::NodeState::Down : api::NodeState::Ready;
        swarm.write([&](store::Tx& tx) { return tx.create(node); });
    }

    void addService(int number)
    {
        api::Service service = makeService("s" + std::to_string(number), m_rng.below(7));
        const std::uint64_t mode = m_rng.below(8);
        if (mode == 0)
            service.spec.mode = {.global = api::Nothing{}};
        else if (mode == 1)
            service.spec.mode = {.replicatedJob = api::ReplicatedJobMode{.maxConcurrent = 2, .totalCompletions = 3}};
        if (mode == 1)
            service.spec.task.restartPolicy->condition = api::RestartCondition::OnFailure;
        if (m_rng.below(2) == 0)
            service.spec.task.restartPolicy->delay = 5'000'000'000;
        if (mode == 1) {
            service.jobStatus.emplace();
        } else {
            service.spec.updateConfig = api::UpdateConfig{.parallelism = m_rng.below(4),
                .monitor = 5'000'000'000,
                .order = m_rng.below(2) == 0 ? api::UpdateOrder::StartFirst : api::UpdateOrder::StopFirst};
        }
        shape(service.spec);
        api::applyDefaults(service.spec); // as the API does
        swarm.createService(service);
    }

    // What decides where its tasks go.
    void shape(api::ServiceSpec& spec)
    {
        spec.task.placement.emplace();
        spec.task.resources.reset();
        if (m_rng.below(3) == 0)
            spec.task.placement.edit().constraints = {"node.labels.zone == a"};
        if (m_rng.below(3) == 0 && spec.mode.replicated)
            spec.task.placement.edit().maxReplicas = 1 + m_rng.below(2);
        if (m_rng.below(3) == 0)
            spec.task.placement.edit().preferences = {{.spread = api::SpreadOver{"node.labels.zone"}}};
        if (m_rng.below(2) == 0)
            spec.task.resources = api::ResourceRequirements{
                .reservations = api::Resources{.nanoCpus = static_cast<std::int64_t>(1 + m_rng.below(4)) * Cpu / 2}};
        const bool published = m_rng.below(5) == 0;
        if (published && spec.updateConfig)
            spec.updateConfig->order = api::UpdateOrder::StopFirst; // the port is free only then
        if (published)
            spec.endpointSpec = api::EndpointSpec{.mode = api::EndpointMode::Vip,
                .ports = {{.protocol = api::PortProtocol::Tcp,
                    .targetPort = 80,
                    .publishedPort = 8080,
                    .publishMode = api::PublishMode::Host}}};
        else
            spec.endpointSpec.reset();
    }

    Rng m_rng;
    int m_nodes = 0, m_services = 0;
};

// What the answer says of the placement, starting from `before`.
Scene::Placement predicted(Scene::Placement before, const planning::Answer& answer)
{
    const auto take = [&before](const std::string& key) {
        if (--before[key] == 0)
            before.erase(key);
    };
    for (const planning::Outcome& outcome : answer.outcomes) {
        if (!outcome.fromId.empty())
            take(outcome.serviceId + '@' + outcome.fromId);
        if (!outcome.toId.empty())
            ++before[outcome.serviceId + '@' + outcome.toId];
    }
    std::erase_if(before, [](const auto& entry) { return entry.first.ends_with(" waits"); });
    for (const planning::Waiting& waiting : answer.waiting)
        before[waiting.serviceId + " waits"] += waiting.tasks;
    return before;
}

std::string textOf(const Scene::Placement& placement)
{
    std::string text;
    for (const auto& [what, count] : placement)
        text += what + " x" + std::to_string(count) + "; ";
    return text;
}

template <class T>
void mirror(const store::Store& from, std::vector<store::ObjectPtr>& objects)
{
    for (const auto& object : from.all<T>())
        objects.emplace_back(std::make_shared<const T>(*api::fromJson<T>(api::toJson(*object))));
}

} // namespace

// What a simulation predicts is what happens when the change is made (in a swarm where everything works).
class PlanningPropertiesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void predictionAndOutcomeAgree_data() { addSeeds(); }
    void predictionAndOutcomeAgree();
    void clientsMirrorGivesTheSameAnswer_data() { addSeeds(); }
    void clientsMirrorGivesTheSameAnswer();
    void askingChangesNothing();

private:
    static void addSeeds()
    {
        QTest::addColumn<quint64>("seed");
        const int seeds = qEnvironmentVariableIsSet("SKEP_SEEDS") ? qEnvironmentVariableIntValue("SKEP_SEEDS") : Seeds;
        for (int seed = 1; seed <= seeds; ++seed)
            QTest::addRow("seed %d", seed) << quint64(seed);
    }
};

void PlanningPropertiesTest::predictionAndOutcomeAgree()
{
    QFETCH(const quint64, seed);
    Scene scene(seed);
    QVERIFY2(scene.swarm.complaints.empty(), scene.swarm.complaints.empty() ? "" : scene.swarm.complaints[0].c_str());
    const Change change = scene.pickChange();
    const auto before = scene.placement();

    const auto answer = planning::simulate(scene.swarm.store, {.changes = {change}}, scene.swarm.now);

    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    QVERIFY(answer->settled);
    std::map<std::string, std::uint64_t> least = scene.copies();
    const std::map<std::string, std::uint64_t> copiesBefore = least;
    scene.make(change);
    const auto watch = scene.swarm.store.subscribe([&](const auto&, std::uint64_t) {
        const auto now = scene.copies();
        for (auto& [id, count] : least)
            count = std::min(count, now.contains(id) ? now.at(id) : 0);
    });
    for (auto& [id, count] : least)
        count = std::min(count, scene.copies()[id]);
    scene.swarm.pass(24h);
    const std::string outcome = textOf(scene.placement()), prediction = textOf(predicted(before, *answer));
    QVERIFY2(prediction == outcome,
        (api::toJson(planning::Question{{change}}) + " at " + textOf(before) + " predicted " + prediction + " but came " + outcome)
            .c_str());
    const auto after = scene.copies();
    for (const planning::ServiceImpact& impact : answer->services) {
        const auto in = [&](const auto& copies) {
            const auto found = copies.find(impact.serviceId);
            return found == copies.end() ? std::uint64_t(0) : found->second;
        };
        QCOMPARE(impact.before, in(copiesBefore));
        QCOMPARE(impact.least, in(least));
        QCOMPARE(impact.after, in(after));
    }
    for (const auto& [id, count] : least)
        if (count != copiesBefore.at(id))
            QVERIFY2(std::ranges::any_of(
                         answer->services, [&](const auto& impact) { return impact.serviceId == id; }),
                id.c_str());
}

void PlanningPropertiesTest::clientsMirrorGivesTheSameAnswer()
{
    QFETCH(const quint64, seed);
    Scene scene(seed);
    const Change change = scene.pickChange();
    std::vector<store::ObjectPtr> objects;
    mirror<api::Cluster>(scene.swarm.store, objects);
    mirror<api::Node>(scene.swarm.store, objects);
    mirror<api::Service>(scene.swarm.store, objects);
    mirror<api::Task>(scene.swarm.store, objects);
    store::Store client;
    client.restore(scene.swarm.store.version(), std::move(objects));

    const auto ours = planning::simulate(client, {.changes = {change}}, scene.swarm.now);
    const auto leaders = planning::simulate(scene.swarm.store, {.changes = {change}}, scene.swarm.now);

    QVERIFY(ours && leaders);
    QCOMPARE(api::toJson(*ours), api::toJson(*leaders));
}

void PlanningPropertiesTest::askingChangesNothing()
{
    Scene scene(1);
    const std::uint64_t version = scene.swarm.store.version();
    const auto once = planning::simulate(scene.swarm.store, {.changes = {scene.pickChange()}}, scene.swarm.now);
    QVERIFY(once);
    QCOMPARE(scene.swarm.store.version(), version);
}

QTEST_GUILESS_MAIN(PlanningPropertiesTest)
#include "tst_planningproperties.moc"

#include "tests/support/virtualswarm.h"

#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/rebalance.h"
#include "shared/orchestrator/restartpolicy.h"

#include <QTest>

#include <set>

using namespace skep;
using namespace skep::test;
using api::Availability;
using api::NodeState;
using api::TaskState;
using api::UpdateState;

// Random disturbances from a seed, then peace: what must hold always is checked after every step, convergence at the
// end (orchestration.md §13.5).
class OrchestratorPropertiesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingConvergesAfterAnyDisturbance_data();
    void everythingConvergesAfterAnyDisturbance();
    void singletonsNeverRunTwice_data();
    void singletonsNeverRunTwice();
    void passCostsFollowTheChange();
};

namespace {

// SKEP_SEEDS=2000 for a long run.
constexpr int Seeds = 60;

class Disturbance {
public:
    // Every other seed has its plans cut after a few writes. On stable nodes nobody gives up waiting for a task to stop.
    Disturbance(std::uint64_t seed, bool stableNodes)
        : swarm({.stopMargin = stableNodes ? Nanoseconds(1000h) : 50s, .writesPerPass = seed % 2 == 0 ? 1000U : 3U})
        , m_rng(seed)
        , m_stableNodes(stableNodes)
    {
        swarm.rng = Rng(seed * 7919);
        swarm.fate = [this](const api::Task& task) { return fate(task); };
        for (m_nodes = 0; m_nodes < 4; ++m_nodes)
            swarm.putNode("n" + std::to_string(m_nodes));
        swarm.lead();
    }

    VirtualSwarm swarm;

    void step()
    {
        switch (m_rng.below(m_stableNodes ? 16 : 18)) {
        case 0:
            create();
            break;
        case 1:
        case 2:
        case 3:
            changeService();
            break;
        case 4:
        case 5:
            changeNode();
            break;
        case 6:
        case 7:
            endSomeTask();
            break;
        case 8:
            if (m_rng.below(2) == 0)
                swarm.lead();
            else
                swarm.losePlan();
            break;
        case 9:
            kick();
            break;
        case 16:
            drainGapFree();
            break;
        case 17:
            rebalance();
            break;
        case 10:
            swarm.stubborn = m_rng.below(2) == 0;
            break;
        case 11:
            swarm.pass(Nanoseconds(static_cast<std::int64_t>(m_rng.below(20'000'000'000))));
            break;
        default:
            for (std::uint64_t round = m_rng.below(4); round > 0; --round) {
                swarm.plan();
                (void)swarm.work();
            }
        }
        swarm.plan();
    }

    void makePeace()
    {
        m_peace = true;
        swarm.stubborn = false;
        for (int node = 0; node < m_nodes; ++node)
            if (swarm.store.get<api::Node>("n" + std::to_string(node)))
                swarm.putNode("n" + std::to_string(node));
        swarm.pass(2h);
    }

    // What must hold at any time; "" if it does.
    [[nodiscard]] std::string violation() const
    {
        if (!swarm.complaints.empty())
            return swarm.complaints.front();
        std::map<std::pair<std::string, orchestrator::SlotKey>, std::size_t> wanted, running, leaving;
        for (const auto& task : swarm.store.all<api::Task>()) {
            const std::pair place(task->serviceId, orchestrator::slotKey(*task));
            if (orchestrator::isLeaving(swarm.store, *task))
                ++leaving[place];
            else if (orchestrator::isWanted(*task) && !isTerminal(task->status.state))
                ++wanted[place];
            if (task->status.state == TaskState::Starting || task->status.state == TaskState::Running)
                ++running[place];
        }
        // A node that went down or is drained takes effect on its tasks with the plan; one that was cut goes on later.
        const bool isCut = swarm.wake() && *swarm.wake() <= swarm.now + orchestrator::PassGap;
        for (const auto& [place, count] : wanted)
            if (count > (isStartFirst(place.first) ? 2U : 1U) + (isCut && !m_stableNodes ? 1U : 0U))
                return place.first + " has too many live tasks in slot " + std::to_string(place.second.slot);
        for (const auto& [place, count] : leaving)
            if (count > 1 && !isCut)
                return place.first + " has too many leaving tasks in slot " + std::to_string(place.second.slot);
        for (const auto& [place, count] : running)
            if (m_stableNodes && !isStartFirst(place.first) && count > 1)
                return place.first + " runs twice in slot " + std::to_string(place.second.slot);
        return {};
    }

    // What must hold after peace; "" if it does.
    [[nodiscard]] std::string unrest()
    {
        const std::uint64_t version = swarm.store.version();
        swarm.lead();
        if (swarm.store.version() != version)
            return "a new leader finds something to do" + whatChanged(version);
        if (swarm.wake())
            return "somebody still wants to be woken";
        for (const auto& task : swarm.store.all<api::Task>())
            if (!swarm.store.get<api::Service>(task->serviceId))
                return "a task of deleted service " + task->serviceId + " is left";
        for (const auto& service : swarm.store.all<api::Service>())
            if (const std::string complaint = unrestOf(*service); !complaint.empty())
                return service->id + ": " + complaint;
        return {};
    }

private:
    // For the message of a failure: the service, its slot and what a new leader did about it.
    [[nodiscard]] std::string whatChanged(std::uint64_t version) const
    {
        std::string text;
        const auto history = swarm.store.since(version);
        for (const auto& past : history.value_or(std::vector<store::Store::Past>{}))
            for (const auto& event : past.events) {
                text += "\n" + store::idOf(event.object);
                if (const auto changed = store::as<api::Task>(event.object))
                    text += whatIsThere(changed->serviceId, changed->slot);
            }
        return text;
    }

    [[nodiscard]] std::string whatIsThere(const std::string& serviceId, std::uint64_t slot) const
    {
        std::string text;
        for (const auto& task : swarm.inSlot(serviceId, slot))
            text += "\n  " + task->id + " of " + task->serviceId + "." + std::to_string(task->slot) + " version "
                + std::to_string(task->specVersion.index) + " " + task->spec.container->image + " on " + task->nodeId
                + ": " + std::string(api::text(task->status.state)) + ", wanted "
                + std::string(api::text(task->desiredState));
        return text;
    }

    [[nodiscard]] static bool isStartFirst(const std::string& serviceId)
    {
        return serviceId.find("start") != std::string::npos;
    }

    TaskState fate(const api::Task& task)
    {
        const TaskState good = task.desiredState == TaskState::Complete ? TaskState::Complete : TaskState::Running;
        if (m_peace || m_rng.below(4) != 0)
            return good;
        constexpr TaskState Ends[] = {TaskState::Failed, TaskState::Rejected, TaskState::Ready, TaskState::Complete};
        return Ends[m_rng.below(4)];
    }

    [[nodiscard]] std::string unrestOf(const api::Service& service) const
    {
        const UpdateState state = swarm.updateState(service.id);
        if (state == UpdateState::Updating || state == UpdateState::RollbackStarted)
            return "its update never ends";
        std::map<orchestrator::SlotKey, orchestrator::Slot> slots;
        for (const auto& task : swarm.tasks(service.id)) {
            auto& slot = slots[orchestrator::slotKey(*task)];
            slot.tasks.push_back(task);
            if (orchestrator::isWanted(*task) && !isTerminal(task->status.state)
                && task->status.state != TaskState::Running)
                return "a task stays " + std::string(api::text(task->status.state));
            if (!orchestrator::isWanted(*task) && orchestrator::isOnNode(*task))
                return "a task does not stop";
        }
        std::uint64_t filled = 0, done = 0;
        const bool paused = state == UpdateState::Paused || state == UpdateState::RollbackPaused;
        for (const auto& [key, slot] : slots) {
            if (slot.tasks.size() > 5)
                return "too much history";
            const auto tasks = orchestrator::filledBy(slot, service);
            filled += tasks.empty() ? 0 : 1;
            if (tasks.size() > 1 && !paused && !service.jobStatus)
                return "a slot is filled twice";
            // Tolerated: the new task ended and its policy does not restart it, so start-first leaves the old one where
            // it is.
            const bool gaveUp = std::any_of(slot.tasks.begin(), slot.tasks.end(), [&](const auto& task) {
                return task->specVersion == service.specVersion && isTerminal(task->status.state)
                    && !orchestrator::shouldRestart(slot, *task);
            });
            for (const auto& task : tasks)
                if (!paused && !service.jobStatus && !gaveUp && orchestrator::isDirty(swarm.store, service, *task))
                    return "a task does not follow the spec, of version " + std::to_string(service.specVersion.index)
                        + whatIsThere(service.id, key.slot);
            done += std::any_of(slot.tasks.begin(), slot.tasks.end(),
                        [&](const auto& task) {
                            return task->status.state == TaskState::Complete
                                && task->jobIteration == service.jobStatus.value_or(api::JobStatus{}).jobIteration;
                        })
                ? 1
                : 0;
        }
        if (service.spec.mode.replicated && filled != *service.spec.mode.replicated->replicas)
            return std::to_string(filled) + " slots are filled";
        if (service.spec.mode.global && filled != swarm.store.count<api::Node>())
            return std::to_string(filled) + " nodes have a task";
        if (service.spec.mode.replicatedJob && done != *service.spec.mode.replicatedJob->totalCompletions)
            return std::to_string(done) + " completions";
        return {};
    }

    void create()
    {
        const bool startFirst = m_rng.below(2) == 0;
        const std::string id = std::string(startFirst ? "start" : "stop") + std::to_string(m_services++);
        api::Service service = makeService(id, m_rng.below(6));
        if (m_rng.below(4) == 0) {
            service.spec.mode = {.global = api::Nothing{}};
        } else if (m_rng.below(4) == 0) {
            service.spec.mode = {.replicatedJob = api::ReplicatedJobMode{.maxConcurrent = 2, .totalCompletions = 5}};
            service.jobStatus = api::JobStatus{};
        }
        api::RestartPolicy& policy = *service.spec.task.restartPolicy;
        policy.delay = static_cast<std::int64_t>(m_rng.below(3) * 2'000'000'000);
        if (!service.jobStatus && m_rng.below(3) == 0)
            policy.condition = m_rng.below(2) == 0 ? api::RestartCondition::None : api::RestartCondition::OnFailure;
        if (!service.jobStatus && m_rng.below(4) == 0)
            policy.maxAttempts = 1 + m_rng.below(3);
        service.spec.updateConfig = config(startFirst);
        service.spec.rollbackConfig = config(startFirst);
        swarm.createService(service);
    }

    api::UpdateConfig config(bool startFirst)
    {
        return {.parallelism = m_rng.below(3),
            .delay = static_cast<std::int64_t>(m_rng.below(2) * 3'000'000'000),
            .failureAction = static_cast<api::FailureAction>(m_rng.below(4)),
            .maxFailureRatio = m_rng.below(2) == 0 ? 0 : 0.5,
            .order = startFirst ? api::UpdateOrder::StartFirst : api::UpdateOrder::StopFirst};
    }

    void changeService()
    {
        const auto services = swarm.store.all<api::Service>();
        if (services.empty())
            return;
        const auto service = services[m_rng.below(services.size())];
        switch (m_rng.below(6)) {
        case 0:
            if (service->previousSpec && !service->jobStatus)
                swarm.rollBackService(service->id);
            break;
        case 1:
            if (m_rng.below(3) == 0)
                swarm.removeService(service->id);
            break;
        case 2:
            swarm.updateService(service->id, [&](api::ServiceSpec& spec) {
                if (spec.mode.replicated)
                    spec.mode.replicated->replicas = m_rng.below(8);
            });
            break;
        case 3:
            swarm.updateService(
                service->id, [&](api::ServiceSpec& spec) { spec.labels["n"] = std::to_string(m_rng.below(99)); });
            break;
        default:
            swarm.updateService(service->id,
                [&](api::ServiceSpec& spec) { spec.task.container.edit().image = "v" + std::to_string(m_rng.below(5)); });
        }
    }

    void changeNode()
    {
        const std::string id = "n" + std::to_string(m_rng.below(static_cast<std::uint64_t>(m_nodes)));
        if (m_stableNodes) {
            swarm.putNode(id, NodeState::Ready, static_cast<Availability>(1 + m_rng.below(3)));
            return;
        }
        if (!swarm.store.get<api::Node>(id) || m_rng.below(12) == 0) {
            swarm.putNode("n" + std::to_string(m_nodes++));
            return;
        }
        if (m_rng.below(10) == 0 && swarm.store.count<api::Node>() > 2)
            swarm.removeNode(id);
        else
            swarm.putNode(id, static_cast<NodeState>(m_rng.below(4)), static_cast<Availability>(1 + m_rng.below(3)));
    }

    void drainGapFree()
    {
        const std::string id = "n" + std::to_string(m_rng.below(static_cast<std::uint64_t>(m_nodes)));
        if (swarm.store.get<api::Node>(id))
            swarm.drainGapFree(id);
    }

    void rebalance()
    {
        for (const auto& service : swarm.store.all<api::Service>()) {
            const auto plan = orchestrator::planRebalance(swarm.store, *service, m_rng.below(3));
            if (plan)
                swarm.write([&](store::Tx& tx) { return orchestrator::beginRebalance(tx, *plan, swarm.now); });
        }
    }

    void endSomeTask()
    {
        std::vector<std::string> candidates;
        for (const auto& task : swarm.store.all<api::Task>()) {
            const auto node = swarm.store.get<api::Node>(task->nodeId);
            if (orchestrator::isOnNode(*task) && node && node->status.state == NodeState::Ready)
                candidates.push_back(task->id);
        }
        if (!candidates.empty())
            swarm.report(candidates[m_rng.below(candidates.size())],
                m_rng.below(3) == 0 ? TaskState::Complete : TaskState::Failed);
    }

    // Deletes a live task's record. Not of global services, whose tasks do not come back by themselves, nor what a job
    // did already.
    void kick()
    {
        const auto tasks = swarm.store.all<api::Task>();
        if (tasks.empty())
            return;
        const auto task = tasks[m_rng.below(tasks.size())];
        if (task->slot != 0 && !task->jobIteration && orchestrator::isWanted(*task))
            swarm.removeTask(task->id);
    }

    Rng m_rng;
    const bool m_stableNodes;
    bool m_peace = false;
    int m_nodes = 0, m_services = 0;
};

void seeds()
{
    QTest::addColumn<int>("seed");
    const int asked = qEnvironmentVariableIntValue("SKEP_SEEDS");
    for (int seed = 1; seed <= (asked > 0 ? asked : Seeds); ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

} // namespace

void OrchestratorPropertiesTest::everythingConvergesAfterAnyDisturbance_data()
{
    seeds();
}

void OrchestratorPropertiesTest::everythingConvergesAfterAnyDisturbance()
{
    QFETCH(int, seed);
    Disturbance disturbance(static_cast<std::uint64_t>(seed), false);

    for (int step = 0; step < 150; ++step) {
        disturbance.step();
        const std::string violation = disturbance.violation();
        QVERIFY2(violation.empty(), (violation + " after step " + std::to_string(step)).c_str());
    }
    disturbance.makePeace();

    QCOMPARE(disturbance.violation(), std::string());
    const std::string unrest = disturbance.unrest();
    QVERIFY2(unrest.empty(), unrest.c_str());
}

void OrchestratorPropertiesTest::singletonsNeverRunTwice_data()
{
    seeds();
}

void OrchestratorPropertiesTest::singletonsNeverRunTwice()
{
    QFETCH(int, seed);
    Disturbance disturbance(static_cast<std::uint64_t>(seed) + 1000, true);

    for (int step = 0; step < 150; ++step) {
        disturbance.step();
        const std::string violation = disturbance.violation();
        QVERIFY2(violation.empty(), (violation + " after step " + std::to_string(step)).c_str());
    }
    disturbance.makePeace();

    const std::string unrest = disturbance.unrest();
    QVERIFY2(unrest.empty(), unrest.c_str());
}

// One task of a large service changes: the pass must not look at the others. They are not there any more when it looks,
// so each one that it looks at is one that it makes anew.
void OrchestratorPropertiesTest::passCostsFollowTheChange()
{
    constexpr std::uint64_t Replicas = 2000;
    VirtualSwarm swarm;
    swarm.putNode("n1");
    swarm.createService(makeService("web", Replicas));
    for (int number = 0; number < 200; ++number)
        swarm.createService(makeService("other" + std::to_string(number), 1));
    swarm.lead();
    swarm.pass(1s);
    orchestrator::Orchestrator orchestrator({.writesPerPass = 2 * Replicas, .placesPerPass = 2 * Replicas});
    orchestrator.start(swarm.store, swarm.now);
    store::Tx first(swarm.store);
    (void)orchestrator.reconcile(first, swarm.now, swarm.rng);
    QVERIFY(first.empty());
    const auto task = swarm.tasks("web").at(0);
    std::vector<store::ObjectPtr> rest = swarm.store.objects();
    std::erase_if(
        rest, [&](const auto& object) { return store::as<api::Task>(object) && store::idOf(object) != task->id; });
    store::Store bare;
    bare.restore(swarm.store.version(), std::move(rest));
    const auto writesAfter = [&](const store::ObjectPtr& changed, const store::ObjectPtr& old) {
        orchestrator.observe({.action = store::Action::Update, .object = changed, .old = old});
        store::Tx tx(bare);
        (void)orchestrator.reconcile(tx, swarm.now, swarm.rng);
        return tx.changes().size();
    };

    api::Task changed = *task;
    changed.status.state = TaskState::Pending;
    QCOMPARE(writesAfter(std::make_shared<const api::Task>(changed), task), std::size_t(0));

    // The service itself changes: all of its own tasks are looked at, and no others.
    const auto service = swarm.service("web");
    api::Service touched = *service;
    touched.spec.labels["touched"] = "yes";
    QCOMPARE(writesAfter(std::make_shared<const api::Service>(touched), service), std::size_t(Replicas - 1));
}

QTEST_GUILESS_MAIN(OrchestratorPropertiesTest)
#include "tst_orchestratorproperties.moc"

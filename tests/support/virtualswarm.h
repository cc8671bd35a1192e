#pragma once

#include "shared/orchestrator/orchestrator.h"
#include "shared/orchestrator/taskinit.h"
#include "shared/orchestrator/taskreaper.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace skep::test {

// A leader's reconcilers over a store in virtual time, with stand-ins for the allocator, the scheduler and the agents.
// Nothing happens unless a test says so; every write is checked against what must hold always.
class VirtualSwarm {
public:
    using Task = store::Ptr<api::Task>;
    using Fate = std::function<api::TaskState(const api::Task&)>;

    explicit VirtualSwarm(orchestrator::Tuning tuning = {})
        : m_tuning(tuning)
    {
        m_subscription = store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) {
            for (const store::Event& event : events)
                check(event);
            if (m_leading)
                show(events);
        });
        write([](store::Tx& tx) { return tx.create(api::Cluster{.id = "cluster", .spec = {.name = "default"}}); });
    }

    store::Store store;
    Timestamp now{1'700'000'000'000'000'000};
    Rng rng{1};
    // What becomes of a task, asked before it is prepared, before it starts and while it runs: RUNNING, FAILED,
    // REJECTED (while it is prepared), COMPLETE (once it runs), or READY for one that never starts.
    Fate fate = [](const api::Task& task) {
        return task.desiredState == api::TaskState::Complete ? api::TaskState::Complete : api::TaskState::Running;
    };
    bool stubborn = false; // agents do not stop tasks
    bool placing = true; // tasks get nodes
    std::vector<std::string> complaints;

    using Staff = std::vector<std::unique_ptr<orchestrator::Reconciler>>;
    // Who plans from lead() on. The others' work is done by the stand-ins (`placing`).
    std::function<Staff()> staff = [this] {
        Staff hired;
        hired.push_back(std::make_unique<orchestrator::Orchestrator>(m_tuning));
        hired.push_back(std::make_unique<orchestrator::TaskReaper>(m_tuning));
        return hired;
    };

    // --- the leader

    // A term begins: new reconcilers, which know nothing but the store.
    void lead()
    {
        m_reconcilers = staff();
        for (const auto& reconciler : m_reconcilers)
            reconciler->start(store, now);
        m_leading = true;
        plan();
    }

    // Plans once, but the plan cannot be written: the reconcilers have to start over.
    void losePlan()
    {
        store::Tx tx(store);
        planInto(tx);
        for (const auto& reconciler : m_reconcilers)
            reconciler->start(store, now);
    }

    // Passes until nothing more is planned at this instant. Answers how many wrote something.
    int plan()
    {
        for (int passes = 0; passes < 200; ++passes)
            if (!pass())
                return passes;
        complaints.push_back("planning does not come to an end");
        return 200;
    }

    // --- the world

    // One transaction of somebody else's; its events are shown, nothing is planned yet.
    void write(const std::function<Result<void>(store::Tx&)>& writes)
    {
        store::Tx tx(store);
        const Result<void> written = writes(tx);
        if (!written)
            complaints.push_back(written.error().message);
        commit(tx);
    }

    void putNode(const std::string& id, api::NodeState state = api::NodeState::Ready,
        api::Availability availability = api::Availability::Active, api::Labels labels = {})
    {
        write([&](store::Tx& tx) {
            api::Node node{.id = id};
            const auto old = tx.get<api::Node>(id);
            if (old)
                node = *old;
            node.spec.availability = availability;
            node.spec.labels = std::move(labels);
            node.description.hostname = id;
            node.status.state = state;
            return old ? tx.update(node) : tx.create(node);
        });
    }

    // As the API and the dispatcher do it: what it had becomes ORPHANED with it.
    void removeNode(const std::string& id)
    {
        write([&](store::Tx& tx) -> Result<void> {
            for (const auto& task : tx.tasksOfNode(id)) {
                api::Task orphan = *task;
                if (orphan.status.state < api::TaskState::Complete)
                    orphan.status.state = api::TaskState::Orphaned;
                SKEP_CHECK(tx.update(orphan));
            }
            return tx.remove<api::Node>(id);
        });
    }

    void createService(api::Service service)
    {
        write([&](store::Tx& tx) { return tx.create(std::move(service)); });
    }

    // As the API does it: keeps the former spec, clears the update status, bumps a job's iteration.
    void updateService(const std::string& id, const std::function<void(api::ServiceSpec&)>& change)
    {
        write([&](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>(id);
            service.previousSpec = service.spec;
            service.previousSpecVersion = service.specVersion;
            change(service.spec);
            service.specVersion = service.meta.version;
            service.updateStatus.reset();
            if (service.jobStatus)
                ++service.jobStatus->jobIteration.index;
            return tx.update(service);
        });
    }

    void rollBackService(const std::string& id)
    {
        write([&](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>(id);
            std::swap(service.spec, *service.previousSpec);
            std::swap(service.specVersion, service.previousSpecVersion);
            service.updateStatus = api::UpdateStatus{
                .state = api::UpdateState::RollbackStarted, .startedAt = now, .message = "manually requested rollback"};
            return tx.update(service);
        });
    }

    void removeService(const std::string& id)
    {
        write([&](store::Tx& tx) { return tx.remove<api::Service>(id); });
    }

    void putTask(api::Task task)
    {
        write([&](store::Tx& tx) { return tx.create(std::move(task)); });
    }

    void removeTask(const std::string& id)
    {
        write([&](store::Tx& tx) { return tx.remove<api::Task>(id); });
    }

    // What an agent reports, as the dispatcher writes it.
    void report(const std::string& id, api::TaskState state)
    {
        write([&](store::Tx& tx) {
            api::Task task = *tx.get<api::Task>(id);
            setState(task, state);
            return tx.update(task);
        });
    }
    void report(const Task& task, api::TaskState state) { report(task->id, state); }

    // The stand-ins move each task one step. Answers whether anything moved.
    bool work()
    {
        store::Tx tx(store);
        for (const auto& task : store.all<api::Task>()) {
            api::Task moved = *task;
            step(tx, moved);
            if (moved != *task && !tx.update(moved))
                complaints.push_back("cannot move " + task->id);
        }
        const bool any = !tx.empty();
        commit(tx);
        return any;
    }

    // Plans and works until nothing moves at this instant.
    void settle()
    {
        for (int round = 0; round < 500; ++round) {
            plan();
            if (!work())
                return;
        }
        complaints.push_back("the world does not come to rest");
    }

    // Lets time pass, waking the leader when it asked for it.
    void pass(Nanoseconds duration)
    {
        const Timestamp end = now + duration;
        settle();
        for (int wakes = 0; m_wake && *m_wake <= end; ++wakes) {
            if (wakes > 100'000) {
                complaints.push_back("the leader wakes without end");
                return;
            }
            now = std::max(now, *m_wake);
            settle();
        }
        now = end;
        settle();
    }
    [[nodiscard]] std::optional<Timestamp> wake() const { return m_wake; }

    // --- looking at it

    [[nodiscard]] store::Ptr<api::Service> service(const std::string& id) const { return store.get<api::Service>(id); }
    [[nodiscard]] api::UpdateState updateState(const std::string& id) const
    {
        const auto found = service(id);
        return found->updateStatus ? found->updateStatus->state : api::UpdateState::Unspecified;
    }
    [[nodiscard]] std::string updateMessage(const std::string& id) const
    {
        const auto found = service(id);
        return found->updateStatus ? found->updateStatus->message : std::string();
    }

    // In the order of their places, then of creation.
    [[nodiscard]] std::vector<Task> tasks(
        const std::string& serviceId,
        const std::function<bool(const api::Task&)>& accept = [](const api::Task&) { return true; }) const
    {
        std::vector<Task> found;
        for (const auto& task : store.tasksOfService(serviceId))
            if (accept(*task))
                found.push_back(task);
        std::stable_sort(found.begin(), found.end(), [](const Task& a, const Task& b) {
            return std::pair(orchestrator::slotKey(*a), a->meta.createdAt)
                < std::pair(orchestrator::slotKey(*b), b->meta.createdAt);
        });
        return found;
    }
    [[nodiscard]] std::vector<Task> wanted(const std::string& serviceId) const
    {
        return tasks(serviceId, [](const api::Task& task) { return orchestrator::isWanted(task); });
    }
    [[nodiscard]] std::vector<Task> running(const std::string& serviceId) const
    {
        return tasks(serviceId, [](const api::Task& task) { return task.status.state == api::TaskState::Running; });
    }
    [[nodiscard]] std::vector<Task> inSlot(const std::string& serviceId, std::uint64_t slot) const
    {
        return tasks(serviceId, [&](const api::Task& task) { return task.slot == slot; });
    }
    [[nodiscard]] std::size_t runningImage(const std::string& serviceId, const std::string& image) const
    {
        const auto all = running(serviceId);
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const Task& task) { return task->spec.container->image == image; }));
    }
    [[nodiscard]] api::TaskState state(const std::string& taskId) const
    {
        return store.get<api::Task>(taskId)->status.state;
    }
    [[nodiscard]] api::TaskState desired(const std::string& taskId) const
    {
        return store.get<api::Task>(taskId)->desiredState;
    }

private:
    // One pass of the leader: everybody plans over the same transaction until nobody adds anything, then it is committed.
    bool pass()
    {
        store::Tx tx(store);
        planInto(tx);
        const bool wrote = !tx.empty();
        commit(tx);
        return wrote;
    }

    void planInto(store::Tx& tx)
    {
        m_wake.reset();
        for (int round = 0; round < 8; ++round) {
            bool wrote = false;
            for (const auto& reconciler : m_reconcilers) {
                const auto wake = reconciler->reconcile(tx, now, rng);
                if (wake && (!m_wake || *wake < *m_wake))
                    m_wake = wake;
                const std::vector<store::Event> events = tx.takeEvents();
                wrote = wrote || !events.empty();
                show(events);
            }
            if (!wrote)
                return;
        }
        complaints.push_back("one pass does not come to an end");
    }

    void show(const std::vector<store::Event>& events)
    {
        for (const store::Event& event : events)
            for (const auto& reconciler : m_reconcilers)
                reconciler->observe(event);
    }

    void commit(const store::Tx& tx)
    {
        if (tx.empty())
            return;
        // No two transactions share an instant, as on a real leader.
        m_lastCommit = std::max(now, m_lastCommit + 1ns);
        const auto applied
            = store.apply(store.version() + 1, store::Transaction{.at = m_lastCommit, .changes = tx.changes()});
        if (!applied)
            complaints.push_back(applied.error().message);
    }

    void check(const store::Event& event)
    {
        const auto task = store::as<api::Task>(event.object);
        const auto old = store::as<api::Task>(event.old);
        if (!task || !old || event.action != store::Action::Update)
            return;
        if (task->desiredState < old->desiredState)
            complaints.push_back("desired state of " + task->id + " went back");
        if (task->status.state < old->status.state)
            complaints.push_back("observed state of " + task->id + " went back");
    }

    void setState(api::Task& task, api::TaskState state) const
    {
        task.status.state = state;
        task.status.message = std::string(api::text(state));
        task.status.timestamp = task.status.appliedAt = now;
    }

    void step(const store::View& view, api::Task& task) const
    {
        using api::TaskState;
        const TaskState state = task.status.state;
        if (isTerminal(state))
            return;
        if (state < TaskState::Assigned) {
            const std::string node = task.nodeId.empty() ? emptiest(view) : task.nodeId;
            if (!placing || !orchestrator::isWanted(task) || !takesTasks(view, node))
                return;
            task.nodeId = node;
            setState(task, TaskState::Assigned);
            return;
        }
        const auto node = view.get<api::Node>(task.nodeId);
        if (!node || node->status.state != api::NodeState::Ready)
            return;
        if (!orchestrator::isWanted(task)) {
            if (!stubborn)
                setState(task, TaskState::Shutdown);
            return;
        }
        const TaskState end = fate(task);
        if (state < TaskState::Ready)
            setState(task, end == TaskState::Rejected ? end : TaskState::Ready);
        else if (state == TaskState::Ready && task.desiredState > TaskState::Ready && end != TaskState::Ready)
            setState(task, end == TaskState::Failed ? end : TaskState::Running);
        else if (state == TaskState::Running && (end == TaskState::Failed || end == TaskState::Complete))
            setState(task, end);
    }

    static bool takesTasks(const store::View& view, const std::string& nodeId)
    {
        const auto node = view.get<api::Node>(nodeId);
        return node && node->status.state == api::NodeState::Ready
            && node->spec.availability == api::Availability::Active;
    }

    static std::string emptiest(const store::View& view)
    {
        std::string best;
        std::size_t least = 0;
        for (const auto& node : view.all<api::Node>()) {
            if (!takesTasks(view, node->id))
                continue;
            std::size_t load = 0;
            for (const auto& task : view.tasksOfNode(node->id))
                load += orchestrator::isWanted(*task) ? 1 : 0;
            if (best.empty() || load < least) {
                best = node->id;
                least = load;
            }
        }
        return best;
    }

    const orchestrator::Tuning m_tuning;
    std::vector<std::unique_ptr<orchestrator::Reconciler>> m_reconcilers;
    bool m_leading = false;
    std::optional<Timestamp> m_wake;
    Timestamp m_lastCommit{1};
    std::shared_ptr<void> m_subscription;
};

// A replicated service of one container, which restarts without delay.
[[nodiscard]] inline api::Service makeService(const std::string& id, std::uint64_t replicas = 1)
{
    api::Service service{.id = id};
    service.spec.name = id;
    service.spec.task.container = api::ContainerSpec{.image = "v1"};
    service.spec.task.restartPolicy = api::RestartPolicy{.condition = api::RestartCondition::Any, .delay = 0};
    service.spec.task.runtime = "container";
    service.spec.mode.replicated = api::ReplicatedMode{.replicas = replicas};
    return service;
}

[[nodiscard]] inline api::Service makeGlobal(const std::string& id)
{
    api::Service service = makeService(id);
    service.spec.mode = {.global = api::Nothing{}};
    return service;
}

// A task of `service` as an orchestrator would have made it.
[[nodiscard]] inline api::Task makeTask(const api::Service& service, const std::string& id, std::uint64_t slot,
    api::TaskState state, api::TaskState desired = api::TaskState::Running, const std::string& nodeId = {})
{
    Rng rng(1);
    api::Task task = orchestrator::newTask(nullptr, service, slot, nodeId, Timestamp{1'700'000'000'000'000'000}, rng);
    task.id = id;
    task.status.state = state;
    task.desiredState = desired;
    return task;
}

} // namespace skep::test

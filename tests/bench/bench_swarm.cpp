#include "daemon/allocator/allocator.h"
#include "daemon/allocator/initialnetworks.h"
#include "shared/orchestrator/orchestrator.h"
#include "shared/orchestrator/taskreaper.h"
#include "shared/scheduler/constraintenforcer.h"
#include "shared/scheduler/scheduler.h"

#include <sys/resource.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

// The reconcilers of a leader over a large swarm, without disk and network: services of a hundred tasks come into being,
// all start, a machine dies, one service is updated, a new leader begins.
//
//   bench_swarm [NODES TASKS]     1000 100000 by default

namespace {

using namespace skep;
using api::TaskState;

// Processor time of this process: what else runs on the machine must not count.
double seconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double peakMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

void check(const Result<void>& result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::abort();
    }
}

class Leader {
public:
    store::Store store;

    Leader()
    {
        m_subscription = store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) { show(events); });
    }

    void begin()
    {
        m_reconcilers.clear();
        m_reconcilers.push_back(std::make_unique<scheduler::ConstraintEnforcer>());
        m_reconcilers.push_back(std::make_unique<orchestrator::Orchestrator>());
        m_reconcilers.push_back(std::make_unique<allocator::Allocator>());
        m_reconcilers.push_back(std::make_unique<scheduler::Scheduler>());
        m_reconcilers.push_back(std::make_unique<orchestrator::TaskReaper>());
        for (const auto& reconciler : m_reconcilers)
            reconciler->start(store, m_now);
    }

    // Passes until nothing is planned for the next ten seconds.
    void settle()
    {
        for (const Timestamp end = m_now + 10s; m_now < end;) {
            store::Tx tx(store);
            std::optional<Timestamp> wake;
            for (const auto& reconciler : m_reconcilers) {
                if (const auto at = reconciler->reconcile(tx, m_now, m_rng); at && (!wake || *at < *wake))
                    wake = at;
                show(tx.takeEvents());
            }
            const bool wrote = !tx.empty();
            apply(tx);
            if (!wrote && !wake)
                return;
            m_now = wrote ? m_now + 1ms : std::max(*wake, m_now + 1ns);
        }
    }

    template <class Writes>
    void write(const Writes& writes)
    {
        store::Tx tx(store);
        writes(tx);
        apply(tx);
    }

    // What agents report: everything that may run runs, everything that is to stop has stopped.
    void obey()
    {
        for (bool moved = true; moved;) {
            moved = false;
            for (const auto& node : store.all<api::Node>()) {
                if (node->status.state != api::NodeState::Ready)
                    continue;
                write([&](store::Tx& tx) {
                    for (const auto& task : store.tasksOfNode(node->id)) {
                        const bool stops = task->desiredState > TaskState::Complete;
                        const TaskState next = stops ? TaskState::Shutdown
                            : task->desiredState == TaskState::Ready ? TaskState::Ready
                                                                     : TaskState::Running;
                        if (!orchestrator::isOnNode(*task) || task->status.state >= next)
                            continue;
                        api::Task changed = *task;
                        changed.status.state = next;
                        changed.status.timestamp = changed.status.appliedAt = m_now;
                        check(tx.update(std::move(changed)));
                        moved = true;
                    }
                });
            }
            settle();
        }
    }

    [[nodiscard]] std::size_t running() const
    {
        std::size_t count = 0;
        for (const auto& task : store.all<api::Task>())
            count += task->status.state == TaskState::Running && orchestrator::isWanted(*task) ? 1 : 0;
        return count;
    }

private:
    void show(const std::vector<store::Event>& events)
    {
        for (const auto& event : events)
            for (const auto& reconciler : m_reconcilers)
                reconciler->observe(event);
    }
    void apply(const store::Tx& tx)
    {
        auto changes = tx.changes();
        if (!changes.empty())
            check(store.apply(store.version() + 1, {.at = m_now, .changes = std::move(changes)}));
    }

    Timestamp m_now{1'700'000'000'000'000'000};
    Rng m_rng{1};
    std::vector<std::unique_ptr<orchestrator::Reconciler>> m_reconcilers;
    std::shared_ptr<void> m_subscription;
};

template <class Work>
void measure(const char* what, int count, const Work& work)
{
    const double from = seconds();
    work();
    const double took = seconds() - from;
    std::printf("%-34s %8.2f s, %8.2f us for each of %d\n", what, took, took * 1e6 / count, count);
}

} // namespace

int main(int argc, char** argv)
{
    const int nodes = argc > 2 ? std::atoi(argv[1]) : 1000, tasks = argc > 2 ? std::atoi(argv[2]) : 100'000;
    constexpr int Replicas = 100;
    Leader leader;
    leader.write([&](store::Tx& tx) {
        check(tx.create(api::Cluster{.id = "cluster", .spec = {.name = "default"}, .defaultAddrPool = {"10.0.0.0/8"}}));
        check(tx.create(allocator::makeIngressNetwork("ingress")));
        for (int number = 0; number < nodes; ++number) {
            api::Node node{.id = "node" + std::to_string(number)};
            node.role = node.spec.role = api::NodeRole::Worker;
            node.spec.availability = api::Availability::Active;
            node.status.state = api::NodeState::Ready;
            node.description.hostname = node.id;
            node.description.platform = {.architecture = "x86_64", .os = "linux"};
            node.description.resources = {.nanoCpus = 64'000'000'000, .memoryBytes = std::int64_t(256) << 30};
            node.description.engine.plugins = {{"Network", "overlay"}, {"Volume", "local"}};
            check(tx.create(std::move(node)));
        }
    });
    leader.begin();
    leader.settle();
    measure("tasks made, allocated, placed", tasks, [&] {
        leader.write([&](store::Tx& tx) {
            for (int number = 0; number < tasks / Replicas; ++number) {
                api::Service service{.id = "service" + std::to_string(number)};
                service.spec.name = service.id;
                service.spec.task.container.emplace().image = "registry.example.org/team/image:1.2.3";
                service.spec.task.runtime = "container";
                service.spec.mode.replicated = api::ReplicatedMode{.replicas = Replicas};
                check(tx.create(std::move(service)));
            }
        });
        leader.settle();
    });
    measure("all reported running", tasks, [&] { leader.obey(); });
    std::printf("%zu of %d run, peak %.0f MiB\n", leader.running(), tasks, peakMiB());

    measure("a machine dies", tasks / nodes, [&] {
        leader.write([](store::Tx& tx) {
            api::Node node = *tx.get<api::Node>("node0");
            node.status.state = api::NodeState::Down;
            check(tx.update(std::move(node)));
        });
        leader.settle();
        leader.obey();
    });
    measure("a service is updated at once", Replicas, [&] {
        leader.write([](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>("service0");
            service.previousSpec = service.spec;
            service.spec.task.container.edit().image = "registry.example.org/team/image:1.2.4";
            service.spec.updateConfig = api::UpdateConfig{.parallelism = 0};
            service.specVersion = service.meta.version;
            check(tx.update(std::move(service)));
        });
        leader.settle();
        leader.obey();
    });
    measure("a new leader begins", tasks, [&] {
        leader.begin();
        leader.settle();
    });
    const std::size_t running = leader.running();
    std::printf("%zu of %d run, peak %.0f MiB\n", running, tasks, peakMiB());
    return running == std::size_t(tasks) ? 0 : 1;
}

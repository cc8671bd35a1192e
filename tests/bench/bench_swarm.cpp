#include "daemon/allocator/allocator.h"
#include "daemon/allocator/initialnetworks.h"
#include "shared/orchestrator/orchestrator.h"
#include "shared/orchestrator/taskreaper.h"
#include "shared/scheduler/constraintenforcer.h"
#include "shared/scheduler/scheduler.h"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <ranges>
#include <set>
#include <string>
#include <vector>

// The reconcilers of a leader over a large swarm, without disk and network: services of a hundred tasks come into
// being, all start, a machine dies, one service is updated, a new leader begins. After each of these it is checked that
// every place of every service has one running task of its present version, on a node that is up, that no node has more
// than two tasks more than another, and in the end that the new leader found nothing to write. Of each step the longest
// pass is shown, in which a leader does nothing else, and the longest of enforcer, orchestrator, allocator, scheduler,
// reaper.
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
    double longestPass = 0; // seconds
    std::array<double, 5> longest{}; // of each reconciler, in their order

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
            const double from = seconds();
            store::Tx tx(store);
            std::optional<Timestamp> wake;
            for (std::size_t i = 0; i < m_reconcilers.size(); ++i) {
                const double begun = seconds();
                if (const auto at = m_reconcilers[i]->reconcile(tx, m_now, m_rng); at && (!wake || *at < *wake))
                    wake = at;
                longest[i] = std::max(longest[i], seconds() - begun);
                show(tx.takeEvents());
            }
            const bool wrote = !tx.empty();
            apply(tx);
            longestPass = std::max(longestPass, seconds() - from);
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

    // What is wrong with the swarm at rest; 0 if nothing is.
    [[nodiscard]] std::size_t complaints() const
    {
        std::size_t wrong = 0;
        std::map<std::string, std::set<std::uint64_t>> places; // by service
        std::map<std::string, std::size_t> loads; // of nodes that are up
        for (const auto& node : store.all<api::Node>())
            if (node->status.state == api::NodeState::Ready)
                loads[node->id] = 0;
        for (const auto& task : store.all<api::Task>()) {
            if (!orchestrator::isWanted(*task))
                continue;
            const auto service = store.get<api::Service>(task->serviceId);
            const bool isRight = task->status.state == TaskState::Running && loads.contains(task->nodeId)
                && service->spec.task == task->spec && places[task->serviceId].insert(task->slot).second;
            wrong += isRight ? 0 : 1;
            if (loads.contains(task->nodeId))
                ++loads[task->nodeId];
        }
        for (const auto& service : store.all<api::Service>())
            wrong += *service->spec.mode.replicated->replicas - places[service->id].size();
        const auto [least, most] = std::ranges::minmax(loads | std::views::values);
        std::printf("    %zu places are wrong; nodes have %zu to %zu tasks; %.0f MiB\n", wrong, least, most, peakMiB());
        return wrong + (most - least > 2 ? 1 : 0);
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
void measure(Leader& leader, const char* what, int count, const Work& work)
{
    leader.longestPass = 0;
    leader.longest = {};
    const double from = seconds();
    work();
    const double took = seconds() - from;
    std::printf("%-34s %8.2f s, %8.2f us for each of %d; longest pass %.0f ms (", what, took, took * 1e6 / count, count,
        leader.longestPass * 1e3);
    for (const double longest : leader.longest)
        std::printf(" %.0f", longest * 1e3);
    std::printf(" )\n");
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
    measure(leader, "tasks made, allocated, placed", tasks, [&] {
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
    measure(leader, "all reported running", tasks, [&] { leader.obey(); });
    std::size_t complaints = leader.complaints();
    measure(leader, "a machine dies", tasks / nodes, [&] {
        leader.write([](store::Tx& tx) {
            api::Node node = *tx.get<api::Node>("node0");
            node.status.state = api::NodeState::Down;
            check(tx.update(std::move(node)));
        });
        leader.settle();
        leader.obey();
    });
    complaints += leader.complaints();
    measure(leader, "a service is updated at once", Replicas, [&] {
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
    complaints += leader.complaints();
    const std::uint64_t version = leader.store.version();
    measure(leader, "a new leader reads the store", tasks, [&] { leader.begin(); });
    measure(leader, "a new leader looks at everything", tasks, [&] { leader.settle(); });
    complaints += leader.complaints() + (leader.store.version() - version);
    std::printf("%zu complaints\n", complaints);
    return complaints == 0 ? 0 : 1;
}

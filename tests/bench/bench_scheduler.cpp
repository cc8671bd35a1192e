#include "shared/scheduler/scheduler.h"

#include <sys/resource.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

// How long the scheduler takes per task, from PENDING in the store to ASSIGNED in the store.
//
//   bench_scheduler                      all cases, each in a process of its own
//   bench_scheduler NODES TASKS SHAPE    one case; SHAPE: single | tens | one | constrained
//
// single: tasks without service, each placed for itself (as SwarmKit's benchmark does); tens: services of ten; one: one
// service; constrained: services of ten with constraints that a third of the nodes meets, and reservations.

namespace {

using namespace skep;

// Processor time of this process: what else runs on the machine must not count.
struct Clock {
    using duration = std::chrono::nanoseconds;
    static duration now()
    {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }
};

struct Case {
    int nodes, tasks;
    std::string shape;
};

api::Node makeNode(int number)
{
    api::Node node{.id = makeId(*std::make_unique<Rng>(std::uint64_t(number) + 1))};
    node.spec.role = api::NodeRole::Worker;
    node.spec.availability = api::Availability::Active;
    node.spec.labels = {{"zone", std::to_string(number % 3)}, {"disk", number % 2 ? "ssd" : "hdd"}};
    node.status = {.state = api::NodeState::Ready, .addr = "10.1.2.3"};
    node.description.hostname = "node" + std::to_string(number);
    node.description.platform = {.architecture = "x86_64", .os = "linux"};
    node.description.resources = {.nanoCpus = 256'000'000'000, .memoryBytes = std::int64_t(1) << 40};
    node.description.engine.plugins = {{"Network", "bridge"}, {"Network", "overlay"}, {"Volume", "local"}};
    return node;
}

api::Task makeTask(int number, const std::string& shape, Rng& rng)
{
    api::Task task{.id = makeId(rng)};
    if (shape != "single") {
        const int service = shape == "one" ? 0 : number / 10;
        task.serviceId = "service" + std::to_string(service);
        task.serviceName = task.serviceId;
        task.slot = std::uint64_t(number % (shape == "one" ? 1'000'000 : 10)) + 1;
    }
    task.spec.container.emplace().image = "registry.example.org/team/image:1.2.3";
    task.spec.runtime = "container";
    if (shape == "constrained") {
        task.spec.placement.emplace().constraints = {"node.labels.zone == " + std::to_string(number / 10 % 3),
            "node.role == worker", "node.platform.os == linux"};
        task.spec.resources.emplace().reservations = api::Resources{.nanoCpus = 10'000'000, .memoryBytes = 1 << 24};
    }
    task.status = {.timestamp = {1}, .state = api::TaskState::Pending, .message = "pending task scheduling"};
    task.desiredState = api::TaskState::Running;
    return task;
}

template <class T>
void create(store::Store& store, int count, const auto& make)
{
    for (int done = 0; done < count;) {
        store::Transaction transaction{.at = {1}};
        for (; done < count && transaction.changes.size() < 2'000; ++done)
            transaction.changes.push_back({store::Action::Create, std::make_shared<const T>(make(done))});
        if (!store.apply(store.version() + 1, transaction))
            std::abort();
    }
}

double peakMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

int run(const Case& benchCase)
{
    store::Store store;
    Rng rng(1);
    create<api::Node>(store, benchCase.nodes, [](int i) { return makeNode(i); });
    create<api::Task>(store, benchCase.tasks, [&](int i) { return makeTask(i, benchCase.shape, rng); });
    const double before = peakMiB();

    Clock::duration inStart{}, inReconcile{}, inObserve{}, inStore{};
    const auto timed = [](Clock::duration& sum, const auto& work) {
        const auto from = Clock::now();
        work();
        sum += Clock::now() - from;
    };
    scheduler::Scheduler scheduler;
    timed(inStart, [&] { scheduler.start(store, {1}); });
    const auto subscription = store.subscribe([&](const std::vector<store::Event>& events, std::uint64_t) {
        timed(inObserve, [&] {
            for (const auto& event : events)
                scheduler.observe(event);
        });
    });
    int passes = 0;
    for (bool again = true; again; ++passes) {
        store::Tx tx(store);
        timed(inReconcile, [&] { again = scheduler.reconcile(tx, {passes + 2}, rng).has_value(); });
        timed(inStore, [&] {
            auto changes = tx.changes();
            if (!changes.empty() && !store.apply(store.version() + 1, {.at = {2}, .changes = std::move(changes)}))
                std::abort();
        });
    }
    inStore -= inObserve;

    std::size_t assigned = 0;
    for (const auto& task : store.all<api::Task>())
        assigned += task->nodeId.empty() ? 0 : 1;
    const auto perTask = [&](Clock::duration time) {
        return std::chrono::duration<double, std::micro>(time).count() / benchCase.tasks;
    };
    std::printf(
        "%-12s %6d nodes %7d tasks: %7.2f us/task (start %.2f, reconcile %.2f, observe %.2f; store %.2f besides), "
        "%d passes, %zu assigned, peak %.0f MiB (%.0f before)\n",
        benchCase.shape.c_str(), benchCase.nodes, benchCase.tasks, perTask(inStart + inReconcile + inObserve),
        perTask(inStart), perTask(inReconcile), perTask(inObserve), perTask(inStore), passes, assigned, peakMiB(),
        before);
    return assigned == std::size_t(benchCase.tasks) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 4)
        return run({.nodes = std::atoi(argv[1]), .tasks = std::atoi(argv[2]), .shape = argv[3]});
    int failures = 0;
    for (const char* shape : {"single", "tens", "one", "constrained"}) {
        for (const char* size : {"1000 10000", "1000 100000", "5000 100000"}) {
            const std::string command = '"' + std::string(argv[0]) + "\" " + size + ' ' + shape;
            failures += std::system(command.c_str()) == 0 ? 0 : 1;
        }
    }
    return failures == 0 ? 0 : 1;
}

#include "tests/sim/swarmsim/world.h"

#include "daemon/allocator/initialnetworks.h"

#include <algorithm>

namespace skep::swarmsim {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t Managers = 3, Workers = 4;
constexpr auto Step = 50ms;
constexpr auto Patience = 20min; // for coming to rest

template <class T>
store::ObjectPtr stored(T object)
{
    return std::make_shared<const T>(std::move(object));
}

api::Service makeService(const std::string& id)
{
    api::Service service{.id = id};
    service.spec.name = id;
    service.spec.task.container.emplace().image = "v1";
    service.spec.task.runtime = "container";
    service.spec.task.restartPolicy = api::RestartPolicy{.condition = api::RestartCondition::Any, .delay = 500'000'000};
    service.spec.updateConfig = api::UpdateConfig{.parallelism = 1,
        .failureAction = api::FailureAction::Pause, .monitor = 2'000'000'000, .order = api::UpdateOrder::StopFirst};
    service.spec.rollbackConfig = service.spec.updateConfig;
    return service;
}

api::Service makeReplicated(const std::string& id, std::uint64_t replicas)
{
    api::Service service = makeService(id);
    service.spec.mode.replicated = api::ReplicatedMode{.replicas = replicas};
    return service;
}

api::Service publish(api::Service service, api::PublishMode mode, std::uint32_t port)
{
    service.spec.endpointSpec.emplace().ports.push_back({.protocol = api::PortProtocol::Tcp, .targetPort = 80,
        .publishedPort = port, .publishMode = mode});
    return service;
}

// What the API does around a change of a spec.
Result<void> update(store::Tx& tx, const std::string& id, const std::function<void(api::Service&)>& change)
{
    const auto found = tx.get<api::Service>(id);
    if (!found)
        return {};
    api::Service service = *found;
    service.previousSpec = service.spec;
    service.previousSpecVersion = service.specVersion;
    change(service);
    service.specVersion = service.meta.version;
    service.updateStatus.reset();
    if (service.jobStatus)
        ++service.jobStatus->jobIteration.index;
    return tx.update(std::move(service));
}

} // namespace

Counters& Counters::operator+=(const Counters& other)
{
    entries += other.entries;
    terms += other.terms;
    tasks += other.tasks;
    ran += other.ran;
    crashes += other.crashes;
    changes += other.changes;
    faults += other.faults;
    updates += other.updates;
    jobsDone += other.jobsDone;
    return *this;
}

World::World(const Options& options)
    : m_options(options)
    , m_rng(options.seed)
    , m_weather{.harsh = true, .seed = options.seed * 0x9e3779b97f4a7c15U}
    , m_plane(m_options, m_rng, Managers)
    , m_wire(m_plane, m_options, m_rng)
    , m_checker(m_plane, m_machines)
{
    m_plane.onCommit = [this](const std::vector<store::Event>& events) {
        ++m_counters.entries;
        m_checker.observe(events);
        traceEvents(events);
    };
    m_plane.onProblem = [this](const std::string& what) { m_checker.complain(what); };
    m_plane.onCutOff = [this](const std::string& nodeId) { m_wire.reset(nodeId); };
    m_plane.trace = [this](const std::string& line) { trace(line); };
}

World::~World()
{
    for (const auto& machine : m_machines)
        finish(machine->close());
    finish(m_plane.close());
    finish(m_wire.close());
}

void World::finish(async::Task<void> task)
{
    const auto done = std::make_shared<bool>(false);
    const auto mark = [](async::Task<void> work, std::shared_ptr<bool> flag) -> async::Task<void> {
        co_await work;
        *flag = true;
    };
    [[maybe_unused]] const auto following = mark(std::move(task), done);
    for (int tries = 0; tries < 1000 && !*done; ++tries)
        m_loop.advance(100ms);
    if (!*done)
        qFatal("the simulator cannot be taken down");
}

void World::trace(const std::string& line)
{
    if (!m_options.trace)
        return;
    const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(m_loop.monotonic() - 1h).count();
    char time[32];
    std::snprintf(time, sizeof time, "%4lld.%03lld  ", static_cast<long long>(at / 1000), static_cast<long long>(at % 1000));
    m_options.trace(time + line);
}

void World::traceEvents(const std::vector<store::Event>& events)
{
    for (const store::Event& event : events) {
        const auto task = store::as<api::Task>(event.object);
        const auto old = store::as<api::Task>(event.old);
        const auto isNow = [&](api::TaskState state) { return task->status.state == state && (!old || old->status.state != state); };
        if (task) {
            m_counters.tasks += event.action == store::Action::Create ? 1 : 0;
            m_counters.ran += isNow(api::TaskState::Running) ? 1 : 0;
            m_counters.crashes += isNow(api::TaskState::Failed) || isNow(api::TaskState::Rejected) ? 1 : 0;
            m_counters.jobsDone += isNow(api::TaskState::Complete) && task->jobIteration ? 1 : 0;
        }
        if (!m_options.trace)
            continue;
        if (task) {
            if (event.action == store::Action::Create)
                trace("  new " + describe(*task));
            else if (event.action == store::Action::Remove)
                trace("  forgotten " + describe(*task));
            else if (task->status.state != old->status.state || task->desiredState != old->desiredState)
                trace("  " + describe(*task) + (task->status.err.empty() ? "" : ": " + task->status.err));
        } else if (const auto node = store::as<api::Node>(event.object)) {
            trace("  node " + node->id + " is " + std::string(api::text(node->status.state)) + ", "
                + std::string(api::text(node->spec.availability)));
        } else if (const auto service = store::as<api::Service>(event.object)) {
            trace("  service " + service->id + (event.action == store::Action::Remove ? " is deleted"
                    : service->updateStatus ? " is " + std::string(api::text(service->updateStatus->state)) + ": " + service->updateStatus->message
                                            : " is written"));
        }
    }
}

void World::found()
{
    std::vector<store::ObjectPtr> objects;
    api::Cluster cluster{.id = "swarm", .spec = {.name = "default"}};
    cluster.spec.orchestration.taskHistoryRetentionLimit = 2;
    cluster.defaultAddrPool = {"10.0.0.0/8"};
    objects.push_back(stored(std::move(cluster)));
    objects.push_back(stored(allocator::makeIngressNetwork("ingress")));
    for (std::size_t number = 1; number <= Managers + Workers; ++number) {
        api::Node node{.id = "n" + std::to_string(number)};
        node.role = node.spec.role = number <= Managers ? api::NodeRole::Manager : api::NodeRole::Worker;
        node.spec.availability = api::Availability::Active;
        node.spec.labels = {{"disk", number % 2 == 0 ? "ssd" : "hdd"}};
        node.status.state = api::NodeState::Unknown;
        m_machines.push_back(std::make_unique<Machine>(node.id, m_wire, m_plane, m_weather, m_rng.next()));
        objects.push_back(stored(std::move(node)));
    }

    std::vector<api::Service> services;
    services.push_back(publish(makeReplicated("web", 4), api::PublishMode::Ingress, 0));
    services.push_back(publish(makeReplicated("host", 3), api::PublishMode::Host, 8080));
    services.push_back(makeReplicated("db", 1));
    services.push_back(makeReplicated("fast", 3));
    services.back().spec.updateConfig->order = services.back().spec.rollbackConfig->order = api::UpdateOrder::StartFirst;
    services.back().spec.updateConfig->failureAction = api::FailureAction::Rollback;
    services.back().spec.updateConfig->parallelism = 2;
    services.push_back(makeReplicated("pinned", 3));
    services.back().spec.task.placement.emplace().constraints = {"node.labels.disk == ssd"};
    services.back().spec.task.resources.emplace().reservations = api::Resources{.memoryBytes = std::int64_t(2) << 30};
    services.push_back(makeService("each"));
    services.back().spec.mode.global.emplace();
    services.push_back(makeService("job"));
    services.back().spec.mode.replicatedJob = api::ReplicatedJobMode{.maxConcurrent = 2, .totalCompletions = 4};
    services.back().jobStatus.emplace();
    services.push_back(makeService("eachjob"));
    services.back().spec.mode.globalJob.emplace();
    services.back().jobStatus.emplace();
    for (api::Service& service : services) {
        if (service.jobStatus)
            service.spec.updateConfig = service.spec.rollbackConfig = {};
        m_services.push_back(service.id);
        objects.push_back(stored(std::move(service)));
    }
    m_plane.found(std::move(objects));
    for (const auto& machine : m_machines)
        machine->boot();
}

void World::step(std::chrono::nanoseconds duration)
{
    for (const auto end = m_loop.monotonic() + duration; m_loop.monotonic() < end && !m_checker.violation();) {
        if (!m_loop.advance(Step))
            m_checker.complain("something runs in circles");
        m_checker.checkContainers();
        if (m_loop.monotonic() % 1s < Step)
            m_checker.checkWaiting();
    }
}

// --- Users

void World::change()
{
    ++m_counters.changes;
    switch (m_rng.below(10)) {
    case 0: {
        const std::string id = "extra" + std::to_string(++m_names);
        trace("user creates " + id);
        m_services.push_back(id);
        m_plane.write([service = publish(makeReplicated(id, 1 + m_rng.below(3)), api::PublishMode::Ingress, 0)](
                          store::Tx& tx) { return tx.create(service); });
        return;
    }
    case 1: {
        const std::string id = any(m_services);
        if (!id.starts_with("extra"))
            return changeService(id);
        trace("user removes " + id);
        std::erase(m_services, id);
        m_plane.write([id](store::Tx& tx) { return tx.get<api::Service>(id) ? tx.remove<api::Service>(id) : Result<void>{}; });
        return;
    }
    case 2:
    case 3:
        return changeNode();
    default:
        return changeService(any(m_services));
    }
}

void World::changeService(const std::string& id)
{
    const std::uint64_t kind = m_rng.below(8), number = ++m_names, count = 1 + m_rng.below(4);
    ++m_counters.updates;
    if (kind == 7) {
        trace("user rolls " + id + " back");
        m_plane.write([id, now = m_loop.now()](store::Tx& tx) -> Result<void> {
            const auto found = tx.get<api::Service>(id);
            if (!found || !found->previousSpec || found->jobStatus)
                return {};
            api::Service service = *found;
            std::swap(service.spec, *service.previousSpec);
            std::swap(service.specVersion, service.previousSpecVersion);
            service.updateStatus = api::UpdateStatus{.state = api::UpdateState::RollbackStarted, .startedAt = now,
                .message = "manually requested rollback"};
            return tx.update(std::move(service));
        });
        return;
    }
    const std::string image = (kind == 1 ? "bad" : "v") + std::to_string(number);
    trace("user changes " + id
        + (kind <= 2       ? ": image " + image
                : kind <= 4 ? ": replicas " + std::to_string(count)
                : kind == 5 ? ": labels"
                            : ": update rules and force"));
    m_plane.write([=](store::Tx& tx) {
        return update(tx, id, [&](api::Service& service) {
            if (kind <= 2)
                service.spec.task.container.edit().image = image;
            else if (kind <= 4 && service.spec.mode.replicated)
                service.spec.mode.replicated->replicas = count;
            else if (kind == 5)
                service.spec.labels["edit"] = std::to_string(number);
            else if (service.spec.updateConfig) {
                service.spec.updateConfig->parallelism = count % 3;
                service.spec.updateConfig->failureAction = number % 2 == 0 ? api::FailureAction::Continue : api::FailureAction::Rollback;
                ++service.spec.task.forceUpdate;
            }
        });
    });
}

void World::changeNode()
{
    const std::string id = any(m_machines)->nodeId;
    const auto availability = m_rng.below(3) == 0 ? api::Availability::Drain
        : m_rng.below(3) == 0                     ? api::Availability::Pause
                                                  : api::Availability::Active;
    const bool label = m_rng.below(4) == 0;
    trace(label ? "user changes the label of " + id : "user makes " + id + " " + std::string(api::text(availability)));
    m_plane.write([=](store::Tx& tx) -> Result<void> {
        api::Node node = *tx.get<api::Node>(id);
        if (label)
            node.spec.labels["disk"] = node.spec.labels["disk"] == "ssd" ? "hdd" : "ssd";
        else
            node.spec.availability = availability;
        return tx.update(std::move(node));
    });
}

// --- Bad luck

void World::harm()
{
    ++m_counters.faults;
    Machine& machine = *any(m_machines);
    ManagerNode& manager = *any(m_plane.managers);
    ManagerNode* leader = m_plane.leader();
    switch (m_rng.below(9)) {
    case 0:
        if (!machine.isUp())
            return;
        trace("machine " + machine.nodeId + " loses power");
        return machine.shutDown(true);
    case 1:
        if (!machine.isUp())
            return;
        trace("the agent of " + machine.nodeId + " stops");
        return machine.shutDown(false);
    case 2:
    case 3:
        if (!machine.isUp())
            return;
        trace("machine " + machine.nodeId + " is cut off");
        return m_wire.silence(machine.nodeId);
    case 4:
        trace("connections of " + machine.nodeId + " break");
        return m_wire.reset(machine.nodeId);
    case 5: {
        ManagerNode& victim = leader && chance(70) ? *leader : manager;
        if (!victim.up)
            return;
        const bool silently = chance(50);
        m_plane.crash(victim);
        return m_wire.managerDied(victim, silently);
    }
    case 6:
        return m_plane.isolate(leader && chance(70) ? *leader : manager);
    case 7:
        return m_plane.stepDown();
    default:
        return mend(false);
    }
}

void World::mend(bool everything)
{
    for (const auto& machine : m_machines) {
        if (!everything && chance(50))
            continue;
        if (machine->canBoot()) {
            trace("machine " + machine->nodeId + " boots");
            machine->boot();
        } else if (machine->isUp() && m_wire.isSilent(machine->nodeId)) {
            trace("machine " + machine->nodeId + " is reachable again");
            m_wire.restore(machine->nodeId);
            if (chance(50))
                m_wire.reset(machine->nodeId);
        }
    }
    for (const auto& manager : m_plane.managers) {
        if (!everything && chance(50))
            continue;
        if (manager->up)
            m_plane.rejoin(*manager);
        else
            m_plane.restart(*manager);
    }
}

// --- The course of events

Report World::run()
{
    found();
    step(5s);
    const int rounds = 30 + int(m_rng.below(20));
    for (int round = 0; round < rounds && !m_checker.violation(); ++round) {
        if (chance(60))
            change();
        if (chance(35))
            harm();
        if (chance(25))
            mend(false);
        step(std::chrono::milliseconds(100 + m_rng.below(3000)));
    }

    trace("everything is healed");
    m_weather.harsh = false;
    std::optional<std::string> reason = "nothing yet";
    const auto healing = m_loop.monotonic();
    for (bool written = false; reason && !m_checker.violation();) {
        mend(true);
        written = written || m_plane.leader();
        // A change of leader may lose this, so again and again.
        for (const auto& machine : m_machines)
            m_plane.write([id = machine->nodeId](store::Tx& tx) -> Result<void> {
                api::Node node = *tx.get<api::Node>(id);
                if (node.spec.availability == api::Availability::Active)
                    return {};
                node.spec.availability = api::Availability::Active;
                return tx.update(std::move(node));
            });
        m_plane.write([](store::Tx& tx) -> Result<void> {
            api::Node node = *tx.get<api::Node>("n2");
            if (node.spec.labels["disk"] == "ssd")
                return {};
            node.spec.labels["disk"] = "ssd";
            return tx.update(std::move(node));
        });
        step(2s);
        reason = m_checker.unsettled();
        if (reason && m_loop.monotonic() - healing > Patience)
            m_checker.complain("does not come to rest: " + *reason);
    }
    if (!m_checker.violation()) {
        trace("at rest");
        step(1s);
        const auto before = m_plane.lastIndex();
        step(30s);
        if (m_plane.lastIndex() != before)
            m_checker.complain("a healthy swarm is still written to");
        if (const auto again = m_checker.unsettled())
            m_checker.complain("does not stay at rest: " + *again);
    }

    m_counters.terms = m_plane.terms;
    Report report{.counters = m_counters, .digest = m_plane.digest};
    if (m_checker.violation()) {
        const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(m_loop.monotonic() - 1h).count();
        report.violation = "after " + std::to_string(at) + " ms: " + *m_checker.violation();
    }
    return report;
}

Report simulate(const Options& options) { return World(options).run(); }

} // namespace skep::swarmsim

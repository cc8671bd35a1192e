#include "tests/sim/swarmsim/machine.h"

#include <utility>

namespace skep::swarmsim {
namespace {

using namespace std::chrono_literals;

std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text)
        hash = (hash ^ std::uint8_t(c)) * 0x100000001b3U;
    return hash;
}

std::chrono::milliseconds upTo(Rng& rng, std::chrono::milliseconds most)
{
    return std::chrono::milliseconds(rng.below(std::uint64_t(most.count()) + 1));
}

// What becomes of the container of a task.
struct Fate {
    std::chrono::milliseconds preparing{0}, stopping{0};
    bool isJob = false, rejected = false, failsToStart = false;
    std::optional<std::chrono::milliseconds> lives;
    std::int64_t exitCode = 0;
};

Fate fateOf(const api::Task& task, const Weather& weather)
{
    Rng rng(weather.seed ^ hashOf(task.id));
    Fate fate{.preparing = upTo(rng, 300ms), .stopping = upTo(rng, 1500ms), .isJob = task.jobIteration.has_value()};
    const std::uint64_t flaw = weather.harsh ? rng.below(100) : 100;
    const bool bad = weather.harsh && task.spec.container->image.starts_with("bad");
    if (fate.isJob)
        fate.lives = 500ms + upTo(rng, 4000ms);
    if (flaw < 10)
        fate.preparing = upTo(rng, 15'000ms);
    if (flaw >= 5 && flaw < 15)
        fate.stopping = upTo(rng, 9000ms);
    if (bad || (flaw >= 15 && flaw < 25)) {
        const auto how = rng.below(3);
        fate.rejected = how == 0;
        fate.failsToStart = how == 1;
        if (how == 2)
            fate.lives = 200ms + upTo(rng, bad ? 2000ms : 20'000ms);
        fate.exitCode = 1;
    }
    return fate;
}

} // namespace

class ScriptedExecutor::Scripted final : public agent::Controller {
public:
    Scripted(ScriptedExecutor& executor, std::string taskId, Fate fate, std::unique_ptr<agent::Controller> inner)
        : m_executor(executor)
        , m_id(std::move(taskId))
        , m_fate(fate)
        , m_inner(std::move(inner))
    {
    }

    async::Task<Result<void>> prepare() override
    {
        if (m_fate.rejected)
            m_executor.engine.failNext(m_id, "prepare", {ErrorCode::NotFound, "no such image"});
        takes("prepare", m_fate.preparing);
        return m_inner->prepare();
    }
    async::Task<Result<void>> start() override
    {
        if (m_fate.failsToStart)
            m_executor.engine.failNext(m_id, "start", {ErrorCode::Internal, "no such command"});
        return m_inner->start();
    }
    async::Task<Result<agent::Exit>> wait() override
    {
        if (m_fate.lives && m_executor.m_ending.insert(m_id).second)
            m_executor.later(*m_fate.lives,
                [&executor = m_executor, id = m_id, fate = m_fate] {
                    // Once everything is healed nothing crashes any more, and jobs succeed.
                    if (executor.m_weather.harsh || fate.isJob)
                        executor.engine.exit(id, executor.m_weather.harsh ? fate.exitCode : 0);
                });
        return m_inner->wait();
    }
    async::Task<Result<void>> shutdown() override
    {
        takes("shutdown", m_fate.stopping);
        return m_inner->shutdown();
    }
    async::Task<Result<void>> remove() override { return m_inner->remove(); }
    std::optional<api::ContainerStatus> containerStatus() const override { return m_inner->containerStatus(); }
    api::PortStatus portStatus() const override { return m_inner->portStatus(); }

private:
    void takes(const std::string& step, std::chrono::milliseconds duration) const
    {
        if (duration == 0ms)
            return;
        m_executor.engine.hold(m_id, step);
        m_executor.later(duration, [&engine = m_executor.engine, id = m_id, step] { engine.release(id, step); });
    }

    ScriptedExecutor& m_executor;
    std::string m_id;
    Fate m_fate;
    std::unique_ptr<agent::Controller> m_inner;
};

std::unique_ptr<agent::Controller> ScriptedExecutor::controller(agent::TaskContext context)
{
    const Fate fate = fateOf(context.task, m_weather);
    const std::string id = context.task.id;
    return std::make_unique<Scripted>(*this, id, fate, engine.controller(std::move(context)));
}

void ScriptedExecutor::later(std::chrono::nanoseconds delay, std::function<void()> work)
{
    m_timers.push_back(async::loop().after(delay, std::move(work)));
}

Machine::Machine(std::string id, Wire& wire, ControlPlane& plane, const Weather& weather, std::uint64_t seed)
    : nodeId(std::move(id))
    , executor(weather)
    , m_wire(wire)
    , m_plane(plane)
    , m_rng(seed)
{
    executor.engine.description.hostname = nodeId;
    executor.engine.description.engine.plugins = {{"Network", "bridge"}, {"Network", "overlay"}, {"Volume", "local"}};
}

void Machine::boot()
{
    m_power = true;
    m_wire.restore(nodeId);
    m_agent = std::make_unique<agent::Agent>(executor, m_db,
        agent::Agent::Options{.nodeId = nodeId, .hostname = nodeId, .managers = m_plane.addresses(), .seed = m_rng.next() | 1},
        m_wire.managersFor(nodeId));
    m_agent->start();
}

void Machine::shutDown(bool power)
{
    m_stopping = true;
    m_power = m_power && !power;
    if (power)
        m_wire.silence(nodeId);
    m_scope.spawn("stop", stop(this));
}

async::Task<void> Machine::stop(Machine* machine)
{
    co_await machine->m_agent->close();
    machine->m_agent.reset();
    if (!machine->m_power)
        for (const auto& [id, container] : std::map(machine->executor.engine.containers))
            machine->executor.engine.exit(id, 137);
    machine->m_stopping = false;
}

std::vector<const api::Task*> Machine::running() const
{
    std::vector<const api::Task*> tasks;
    if (m_power)
        for (const auto& [id, container] : executor.engine.containers)
            if (container.state == test::FakeExecutor::Container::State::Running)
                tasks.push_back(&container.context.task);
    return tasks;
}

async::Task<void> Machine::close()
{
    if (isUp())
        shutDown(false);
    co_await m_scope.close();
    co_await executor.close();
}

} // namespace skep::swarmsim

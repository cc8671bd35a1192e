#pragma once

#include "daemon/agent/agent.h"
#include "tests/sim/swarmsim/wire.h"
#include "tests/support/fakeexecutor.h"
#include "tests/support/memorytaskdb.h"

#include <memory>
#include <string>
#include <vector>

// Machines with an engine and an agent.
namespace skep::swarmsim {

// Whether containers misbehave now, and how.
struct Weather {
    bool harsh = false;
    std::uint64_t seed = 0;
};

// An engine whose containers have a fate that follows from seed, task and image.
class ScriptedExecutor final : public agent::Executor {
public:
    explicit ScriptedExecutor(const Weather& weather) : m_weather(weather) {}

    async::Task<Result<api::NodeDescription>> describe() override { return engine.describe(); }
    std::unique_ptr<agent::Controller> controller(agent::TaskContext context) override;
    async::Task<Result<void>> removeOthers(std::string nodeId, std::vector<std::string> taskIds) override
    {
        return engine.removeOthers(std::move(nodeId), std::move(taskIds));
    }
    async::Task<void> close() override { return engine.close(); }

    test::FakeExecutor engine;

private:
    class Scripted;

    void later(std::chrono::nanoseconds delay, std::function<void()> work);

    const Weather& m_weather;
    std::set<std::string> m_ending; // containers whose end is arranged
    std::vector<std::shared_ptr<void>> m_timers;
};

class Machine {
public:
    Machine(std::string nodeId, Wire& wire, ControlPlane& plane, const Weather& weather, std::uint64_t seed);

    void boot();
    // `power`: the containers are gone too.
    void shutDown(bool power);
    [[nodiscard]] async::Task<void> close();

    // Containers that are running now.
    [[nodiscard]] std::vector<const api::Task*> running() const;
    [[nodiscard]] bool isUp() const { return m_agent && !m_stopping; }
    [[nodiscard]] bool canBoot() const { return !m_agent && !m_stopping; }
    [[nodiscard]] bool hasPower() const { return m_power; }

    const std::string nodeId;
    ScriptedExecutor executor;

private:
    static async::Task<void> stop(Machine* machine);

    Wire& m_wire;
    ControlPlane& m_plane;
    Rng m_rng;
    test::MemoryTaskDb m_db;
    std::unique_ptr<agent::Agent> m_agent;
    bool m_stopping = false, m_power = true;
    async::TaskScope m_scope;
};

} // namespace skep::swarmsim

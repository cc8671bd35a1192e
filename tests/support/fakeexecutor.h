#pragma once

#include "daemon/agent/executor.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace skep::test {

// An engine in memory with a script. Containers belong to the engine, not to controllers, so they survive a "restart" of the agent
// that uses it. Without a script every step succeeds at once, and wait() lasts until exit() or a stop. Await close() before it goes.
class FakeExecutor final : public agent::Executor {
public:
    struct Container {
        enum class State { Created, Running, Exited };
        State state = State::Created;
        agent::Exit exit;
        agent::TaskContext context; // that it was made from
    };
    // A step of one task: "prepare", "start", "wait", "shutdown", "remove".
    using Step = std::pair<std::string, std::string>; // task id, step

    // --- what a test looks at
    std::map<std::string, Container> containers; // by task id
    std::map<std::string, int> created; // containers made, by task id
    std::vector<std::string> calls; // "prepare t1", in order
    std::vector<std::vector<std::string>> sweeps; // arguments of removeOthers(), sorted
    int controllers = 0; // alive

    // --- what a test decides
    api::NodeDescription description{.hostname = "fake", .platform = {"x86_64", "linux"},
        .resources = {.nanoCpus = 4'000'000'000, .memoryBytes = std::int64_t(8) << 30}, .engine = {.engineVersion = "20.10.24"}};
    bool engineUp = true; // while false all steps and describe() fail by Unavailable
    // The next call of this step fails so; queued if set several times.
    void failNext(const std::string& taskId, const std::string& step, Error error)
    {
        m_failures[{taskId, step}].push_back(std::move(error));
    }
    // From now on this step is not finished before release(); a stop ends a held prepare or start.
    void hold(const std::string& taskId, const std::string& step) { m_held[{taskId, step}]; }
    void release(const std::string& taskId, const std::string& step)
    {
        auto node = m_held.extract(Step{taskId, step});
        if (node.empty())
            return;
        for (const auto& waiting : node.mapped())
            waiting.resolve({});
    }
    // The container ends by itself.
    void exit(const std::string& taskId, std::int64_t code, std::string error = {})
    {
        end(taskId, {.code = code, .error = std::move(error)});
    }
    // While held, removeOthers() does not come back.
    void holdSweep() { m_sweepHeld.emplace(); }
    void releaseSweep()
    {
        if (const auto held = std::exchange(m_sweepHeld, {}))
            held->resolve({});
    }

    [[nodiscard]] bool running(const std::string& taskId) const
    {
        const auto it = containers.find(taskId);
        return it != containers.end() && it->second.state == Container::State::Running;
    }
    [[nodiscard]] std::size_t runningCount() const
    {
        return std::size_t(std::ranges::count_if(
            containers, [](const auto& entry) { return entry.second.state == Container::State::Running; }));
    }
    [[nodiscard]] std::size_t callCount(const std::string& call) const
    {
        return std::size_t(std::ranges::count(calls, call));
    }

    // --- Executor
    async::Task<Result<api::NodeDescription>> describe() override { return answerDescription(this); }
    std::unique_ptr<agent::Controller> controller(agent::TaskContext context) override
    {
        return std::make_unique<FakeController>(*this, std::move(context));
    }
    async::Task<Result<void>> removeOthers(std::string, std::vector<std::string> taskIds) override
    {
        return doRemoveOthers(this, std::move(taskIds));
    }
    async::Task<void> close() override
    {
        while (m_underWay > 0) {
            cancelAll();
            [[maybe_unused]] const auto ended = co_await m_ended.wait({});
        }
    }

private:
    class FakeController final : public agent::Controller {
    public:
        FakeController(FakeExecutor& engine, agent::TaskContext context)
            : m_engine(engine)
            , m_context(std::move(context))
        {
            ++m_engine.controllers;
        }
        ~FakeController() override { --m_engine.controllers; }

        async::Task<Result<void>> prepare() override { return doPrepare(&m_engine, m_context); }
        async::Task<Result<void>> start() override { return doStart(&m_engine, m_context.task.id); }
        async::Task<Result<agent::Exit>> wait() override { return doWait(&m_engine, m_context.task.id); }
        async::Task<Result<void>> shutdown() override { return doShutdown(&m_engine, m_context.task.id); }
        async::Task<Result<void>> remove() override { return doRemove(&m_engine, m_context.task.id); }

        std::optional<api::ContainerStatus> containerStatus() const override
        {
            const auto it = m_engine.containers.find(m_context.task.id);
            if (it == m_engine.containers.end())
                return {};
            const bool running = it->second.state == Container::State::Running;
            return api::ContainerStatus{
                .containerId = "c-" + m_context.task.id, .pid = running ? 42 : 0, .exitCode = it->second.exit.code};
        }
        api::PortStatus portStatus() const override { return {}; }

    private:
        FakeExecutor& m_engine;
        agent::TaskContext m_context;
    };

    // Lives as long as a call that may have to wait.
    struct UnderWay {
        FakeExecutor* engine;
        explicit UnderWay(FakeExecutor* e) : engine(e) { ++engine->m_underWay; }
        ~UnderWay()
        {
            --engine->m_underWay;
            engine->m_ended.notify();
        }
        UnderWay(const UnderWay&) = delete;
        UnderWay& operator=(const UnderWay&) = delete;
    };

    // Static, so that what is under way does not need its controller.
    static async::Task<Result<void>> begin(FakeExecutor* engine, std::string taskId, std::string step)
    {
        engine->calls.push_back(step + " " + taskId);
        if (const auto held = engine->m_held.find({taskId, step}); held != engine->m_held.end()) {
            const async::Pending<void> released;
            held->second.push_back(released);
            auto result = co_await released;
            if (!result)
                co_return result;
        }
        if (!engine->engineUp)
            co_return fail(ErrorCode::Unavailable, "cannot connect to the engine");
        if (const auto it = engine->m_failures.find({taskId, step}); it != engine->m_failures.end() && !it->second.empty()) {
            Error error = it->second.front();
            it->second.erase(it->second.begin());
            co_return Failure(std::move(error));
        }
        co_return Result<void>{};
    }

    static async::Task<Result<void>> doPrepare(FakeExecutor* engine, agent::TaskContext context)
    {
        const UnderWay guard(engine);
        const std::string id = context.task.id;
        auto result = co_await begin(engine, id, "prepare");
        if (!result)
            co_return result;
        if (!engine->containers.contains(id)) {
            ++engine->created[id];
            engine->containers[id] = {.context = std::move(context)};
        }
        co_return Result<void>{};
    }

    static async::Task<Result<void>> doStart(FakeExecutor* engine, std::string id)
    {
        const UnderWay guard(engine);
        auto result = co_await begin(engine, id, "start");
        if (!result)
            co_return result;
        const auto it = engine->containers.find(id);
        if (it == engine->containers.end())
            co_return fail(ErrorCode::NotFound, "no such container: " + id);
        if (it->second.state == Container::State::Created)
            it->second.state = Container::State::Running;
        co_return Result<void>{};
    }

    static async::Task<Result<agent::Exit>> doWait(FakeExecutor* engine, std::string id)
    {
        const UnderWay guard(engine);
        auto result = co_await begin(engine, id, "wait");
        if (!result)
            co_return Failure(std::move(result.error()));
        const auto it = engine->containers.find(id);
        if (it == engine->containers.end())
            co_return fail(ErrorCode::NotFound, "no such container: " + id);
        if (it->second.state == Container::State::Exited)
            co_return Result<agent::Exit>(it->second.exit);
        const async::Pending<agent::Exit> ended;
        engine->m_waits[id].push_back(ended);
        auto exit = co_await ended;
        co_return exit;
    }

    static async::Task<Result<void>> doShutdown(FakeExecutor* engine, std::string id)
    {
        const UnderWay guard(engine);
        for (const char* step : {"prepare", "start"}) {
            if (auto node = engine->m_held.extract(Step{id, step}); !node.empty()) {
                for (const auto& waiting : node.mapped())
                    waiting.resolve(fail(ErrorCode::Cancelled, "stopped"));
            }
        }
        auto result = co_await begin(engine, id, "shutdown");
        if (!result)
            co_return result;
        engine->end(id, {.code = 143});
        co_return Result<void>{};
    }

    static async::Task<Result<void>> doRemove(FakeExecutor* engine, std::string id)
    {
        const UnderWay guard(engine);
        auto result = co_await begin(engine, id, "remove");
        if (!result)
            co_return result;
        engine->end(id, {.code = 137});
        engine->containers.erase(id);
        co_return Result<void>{};
    }

    static async::Task<Result<api::NodeDescription>> answerDescription(FakeExecutor* engine)
    {
        engine->calls.push_back("describe");
        if (!engine->engineUp)
            co_return fail(ErrorCode::Unavailable, "cannot connect to the engine");
        co_return Result<api::NodeDescription>(engine->description); // QCoro would move from the lvalue
    }

    static async::Task<Result<void>> doRemoveOthers(FakeExecutor* engine, std::vector<std::string> keep)
    {
        const UnderWay guard(engine);
        std::ranges::sort(keep);
        engine->sweeps.push_back(keep);
        if (engine->m_sweepHeld) {
            const auto held = *engine->m_sweepHeld;
            auto released = co_await held;
            if (!released)
                co_return released;
        }
        if (!engine->engineUp)
            co_return fail(ErrorCode::Unavailable, "cannot connect to the engine");
        std::erase_if(engine->containers, [&](const auto& entry) { return !std::ranges::binary_search(keep, entry.first); });
        co_return Result<void>{};
    }

    void end(const std::string& taskId, agent::Exit exit)
    {
        const auto it = containers.find(taskId);
        if (it == containers.end() || it->second.state != Container::State::Running)
            return;
        it->second.state = Container::State::Exited;
        it->second.exit = exit;
        for (const auto& waiting : std::exchange(m_waits[taskId], {}))
            waiting.resolve(exit);
    }

    void cancelAll()
    {
        for (auto& [id, waits] : std::exchange(m_waits, {})) {
            for (const auto& waiting : waits)
                waiting.resolve(fail(ErrorCode::Cancelled, "the executor was closed"));
        }
        for (auto& [step, waits] : std::exchange(m_held, {})) {
            for (const auto& waiting : waits)
                waiting.resolve(fail(ErrorCode::Cancelled, "the executor was closed"));
        }
        if (const auto held = std::exchange(m_sweepHeld, {}))
            held->resolve(fail(ErrorCode::Cancelled, "the executor was closed"));
    }

    int m_underWay = 0;
    async::Notify m_ended;
    std::map<Step, std::vector<Error>> m_failures;
    std::map<Step, std::vector<async::Pending<void>>> m_held;
    std::map<std::string, std::vector<async::Pending<agent::Exit>>> m_waits;
    std::optional<async::Pending<void>> m_sweepHeld;
};

} // namespace skep::test

#include "shared/async/task.h"

#include "shared/base/logging.h"

#include <exception>

namespace skep::async {

void Stop::request() const
{
    if (m_state->on)
        return;
    m_state->on = true;
    const auto keep = m_state;
    while (!keep->callbacks.empty()) {
        auto node = keep->callbacks.extract(keep->callbacks.begin());
        node.mapped()();
    }
}

std::shared_ptr<void> Stop::then(std::function<void()> work) const
{
    if (m_state->on) {
        work();
        return {};
    }
    const std::uint64_t id = m_state->next++;
    m_state->callbacks.emplace(id, std::move(work));
    return {reinterpret_cast<void*>(1), [weak = std::weak_ptr<State>(m_state), id](void*) {
                if (const auto state = weak.lock())
                    state->callbacks.erase(id);
            }};
}

Task<Result<void>> sleepFor(std::chrono::nanoseconds delay, Stop stop)
{
    const Pending<void> over;
    const auto handle = stop.then([over] { over.resolve(fail(ErrorCode::Cancelled, "stopped")); });
    Timer timer;
    timer.arm(delay, [over] { over.resolve({}); });
    auto result = co_await over;
    co_return result;
}

void Notify::notify()
{
    if (m_waiter && m_waiter->resolve(true))
        m_waiter.reset();
    else
        m_set = true;
}

Task<Result<bool>> Notify::wait(Stop stop, std::chrono::nanoseconds timeout)
{
    if (stop.requested())
        co_return fail(ErrorCode::Cancelled, "stopped");
    if (std::exchange(m_set, false))
        co_return true;
    const Pending<bool> woken;
    m_waiter = woken;
    const auto handle = stop.then([woken] { woken.resolve(fail(ErrorCode::Cancelled, "stopped")); });
    Timer timer;
    if (timeout.count() >= 0)
        timer.arm(timeout, [woken] { woken.resolve(false); });
    auto result = co_await woken;
    co_return result;
}

TaskScope::~TaskScope()
{
    m_state->stop.request();
    if (m_state->running > 0)
        qCWarning(logNode) << "a task scope was dropped with running coroutines, count=" << m_state->running;
}

void TaskScope::spawn(std::string name, Task<void> task)
{
    ++m_state->running;
    [[maybe_unused]] const auto detached = supervise(m_state, std::move(name), std::move(task));
}

Task<void> TaskScope::supervise(std::shared_ptr<State> state, std::string name, Task<void> task)
{
    try {
        co_await task;
    } catch (const std::exception& error) {
        qCCritical(logNode) << "coroutine ended by an exception, name=" << log(name) << "what=" << error.what();
    }
    --state->running;
    if (state->running == 0 && state->idle)
        state->idle->resolve({});
}

Task<void> TaskScope::close()
{
    const auto state = m_state;
    state->stop.request();
    while (state->running > 0) {
        state->idle.emplace();
        const auto idle = *state->idle;
        [[maybe_unused]] const auto done = co_await idle;
    }
}

} // namespace skep::async

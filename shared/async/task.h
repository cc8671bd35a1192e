#pragma once

#include "shared/async/loop.h"
#include "shared/base/result.h"

#include <qcoro/qcorotask.h>

#include <coroutine>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

// Rules (platform-notes §1.4, docs/adr/0002): parameters by value; `co_await` is the whole statement or the whole
// initialiser of a named local; `this` only if the object joins its TaskScope before it dies; no capturing lambda
// coroutines; `co_return` moves from any lvalue it is given, members too, so what stays is copied explicitly; never await a QObject's signal or future, only what is declared here. After each await the world may have
// changed: re-read, do not remember.
namespace skep::async {

// A coroutine. Starts at once; dropping it detaches it, so it is either awaited or given to TaskScope::spawn.
template <class T>
using Task = QCoro::Task<T>;

// A result that arrives later, exactly once. Copies share the same result. One coroutine may await it; it is resumed from
// the loop, never inside resolve(). Resolving a second time does nothing, so deadline, stop and answer may race.
template <class T>
class Pending {
public:
    Pending() : m_state(std::make_shared<State>()) {}

    // Returns whether this call decided the result.
    bool resolve(Result<T> result) const
    {
        if (m_state->result)
            return false;
        m_state->result.emplace(std::move(result));
        m_state->deadline.disarm();
        if (m_state->waiter)
            loop().post([state = m_state] { std::exchange(state->waiter, {}).resume(); });
        return true;
    }
    [[nodiscard]] bool resolved() const { return m_state->result.has_value(); }

    // Resolves to DeadlineExceeded with `what` after `delay`, unless resolved earlier.
    const Pending& failAfter(std::chrono::nanoseconds delay, std::string what) const
    {
        m_state->deadline.arm(delay, [weak = std::weak_ptr<State>(m_state), what = std::move(what)] {
            if (auto state = weak.lock())
                Pending(state).resolve(fail(ErrorCode::DeadlineExceeded, what));
        });
        return *this;
    }

    auto operator co_await() const
    {
        struct Awaiter {
            std::shared_ptr<State> state;
            bool await_ready() const noexcept { return state->result.has_value(); }
            void await_suspend(std::coroutine_handle<> handle) noexcept { state->waiter = handle; }
            Result<T> await_resume() { return std::move(*state->result); }
        };
        return Awaiter{m_state};
    }

private:
    struct State {
        std::optional<Result<T>> result;
        std::coroutine_handle<> waiter;
        Timer deadline;
    };
    explicit Pending(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    std::shared_ptr<State> m_state;
};

// "Give up": set once, by the owner of the work. Copies share it.
class Stop {
public:
    Stop() : m_state(std::make_shared<State>()) {}

    void request() const;
    [[nodiscard]] bool requested() const { return m_state->on; }
    // Runs `work` from request(), or at once if it was requested already, unless the handle was dropped before.
    [[nodiscard]] std::shared_ptr<void> then(std::function<void()> work) const;

private:
    struct State {
        bool on = false;
        std::uint64_t next = 0;
        std::map<std::uint64_t, std::function<void()>> callbacks;
    };
    std::shared_ptr<State> m_state;
};

// Cancelled when `stop` is requested before the time is over.
[[nodiscard]] Task<Result<void>> sleepFor(std::chrono::nanoseconds delay, Stop stop);

// Awaits `pending`, but answers Cancelled as soon as `stop` is requested.
template <class T>
[[nodiscard]] Task<Result<T>> orStopped(Pending<T> pending, Stop stop)
{
    const auto handle = stop.then([pending] { pending.resolve(fail(ErrorCode::Cancelled, "stopped")); });
    auto result = co_await pending;
    co_return result;
}

// Wakes one waiting coroutine; a notification without a waiter is kept for the next wait (never more than one).
class Notify {
public:
    void notify();
    // True when notified, false when `timeout` passed first (negative: no timeout). Cancelled when stopped.
    [[nodiscard]] Task<Result<bool>> wait(Stop stop, std::chrono::nanoseconds timeout = std::chrono::nanoseconds(-1));

private:
    bool m_set = false;
    std::optional<Pending<bool>> m_waiter;
};

// Owns running coroutines: carries their Stop, catches what they throw, and can be joined. The owner awaits close() before
// it is destroyed; coroutines still running then would use a dead `this`.
class TaskScope {
public:
    TaskScope() : m_state(std::make_shared<State>()) {}
    ~TaskScope();
    TaskScope(const TaskScope&) = delete;
    TaskScope& operator=(const TaskScope&) = delete;

    [[nodiscard]] const Stop& stop() const { return m_state->stop; }
    // `name` appears in the log if the coroutine throws.
    void spawn(std::string name, Task<void> task);
    [[nodiscard]] std::size_t running() const { return m_state->running; }
    // Requests the stop and waits until every coroutine has ended.
    [[nodiscard]] Task<void> close();

private:
    struct State {
        Stop stop;
        std::size_t running = 0;
        std::optional<Pending<void>> idle;
    };
    static Task<void> supervise(std::shared_ptr<State> state, std::string name, Task<void> task);

    std::shared_ptr<State> m_state;
};

} // namespace skep::async

#include "daemon/docker/gate.h"

#include <algorithm>
#include <deque>

namespace skep::docker {

struct Gate::State {
    using Waiting = std::deque<async::Pending<Pass>>;

    std::size_t free;
    Waiting urgent, normal;

    // The next that still waits.
    [[nodiscard]] std::optional<async::Pending<Pass>> next()
    {
        for (Waiting* line : {&urgent, &normal}) {
            while (!line->empty()) {
                auto first = line->front();
                line->pop_front();
                if (!first.resolved())
                    return first;
            }
        }
        return std::nullopt;
    }
};

class Gate::Inside {
public:
    explicit Inside(std::shared_ptr<State> state) : m_state(std::move(state)) {}
    ~Inside()
    {
        if (const auto next = m_state->next())
            next->resolve(Pass(std::make_shared<Inside>(m_state)));
        else
            ++m_state->free;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    const std::shared_ptr<State> m_state;
};

Gate::Gate(std::size_t limit)
    : m_state(std::make_shared<State>(State{.free = std::max<std::size_t>(limit, 1), .urgent = {}, .normal = {}}))
{
}

async::Task<Result<Gate::Pass>> Gate::enter(async::Stop stop, Priority priority)
{
    if (stop.requested())
        co_return fail(ErrorCode::Cancelled, "stopped");
    if (m_state->free > 0) {
        --m_state->free;
        co_return Pass(std::make_shared<Inside>(m_state));
    }
    const async::Pending<Pass> turn;
    (priority == Priority::Urgent ? m_state->urgent : m_state->normal).push_back(turn);
    auto pass = co_await async::orStopped(turn, stop);
    co_return pass;
}

} // namespace skep::docker

#pragma once

#include "shared/async/task.h"

#include <exception>
#include <memory>
#include <utility>

namespace skep::agent {

namespace detail {

template <class T>
async::Task<void> resolveWith(async::Task<Result<T>> work, async::Pending<T> answer)
{
    try {
        auto result = co_await work;
        answer.resolve(std::move(result));
    } catch (const std::exception& error) {
        answer.resolve(fail(ErrorCode::Internal, error.what()));
    }
}

} // namespace detail

// Awaits `work`, but answers Cancelled as soon as `stop` is requested and DeadlineExceeded with `what` after `deadline`; the work
// then runs on by itself and its result is dropped. For calls that know no stop: what they use must outlive them.
template <class T>
[[nodiscard]] async::Task<Result<T>> orAbandon(
    async::Task<Result<T>> work, async::Stop stop, std::chrono::nanoseconds deadline, std::string what)
{
    const async::Pending<T> answer;
    if (deadline.count() >= 0)
        answer.failAfter(deadline, std::move(what));
    [[maybe_unused]] const auto detached = detail::resolveWith(std::move(work), answer);
    auto result = co_await async::orStopped(answer, stop);
    co_return result;
}

} // namespace skep::agent

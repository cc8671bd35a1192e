#pragma once

#include "shared/async/task.h"
#include "shared/base/result.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace skep::ui {

template <class T>
async::Task<void> tellWhenDone(
    async::Task<Result<T>> task, QPointer<QObject> owner, std::function<void(const Result<T>&)> then)
{
    const auto result = co_await task;
    if (owner)
        then(result);
}

// Waits for an answer beside the event loop. `then` is called with it unless the owner is gone by then.
template <class T>
void whenAnswered(QObject* owner, async::Task<Result<T>> task, std::function<void(const Result<T>&)> then)
{
    // Detached by intent: a request outlives the widget that sent it, and then ends without a word.
    [[maybe_unused]] const auto running = tellWhenDone<T>(std::move(task), QPointer<QObject>(owner), std::move(then));
}

} // namespace skep::ui

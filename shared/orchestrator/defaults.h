#pragma once

#include "shared/base/time.h"

#include <cstddef>
#include <cstdint>

namespace skep::orchestrator {

// Docker's (orchestration.md §0.1).
inline constexpr Nanoseconds RestartDelay = 5s;
inline constexpr Nanoseconds UpdateMonitor = 5s;
inline constexpr Nanoseconds StopGracePeriod = 10s;
inline constexpr std::int64_t TaskHistory = 5;
inline constexpr Nanoseconds ReapInterval = 250ms;
inline constexpr std::size_t ReapAtOnce = 1000;
inline constexpr Nanoseconds PassGap = 1ms;

// Skep's own; tests make them smaller.
struct Tuning {
    // A replacement waits for a task that was told to stop for that task's stop grace period and this much more. With
    // the default grace period that makes Docker's minute; with a longer one Docker starts a second copy of a
    // singleton.
    Nanoseconds stopMargin = 50s;
    // A task of an update that stays in one state below RUNNING for so long counts as failed. Docker waits for ever.
    Nanoseconds startTimeout = 10min;
    // A slot that stays in one step for so long is named in the message of the update.
    Nanoseconds blockedNotice = 30s;
    // A task that keeps failing is restarted after the delay of its policy this many times in a row; then the delay
    // doubles with each failure, up to backoffCap, until it has been RUNNING for backoffReset. Docker never backs off.
    unsigned failuresBeforeBackoff = 3;
    Nanoseconds backoffCap = 5min;
    Nanoseconds backoffReset = 5min;
    // A plan of more writes of tasks than this is cut, and goes on in another transaction PassGap later: other writers get
    // their turn, and no entry of the log becomes huge.
    std::size_t writesPerPass = 1000;
    // So many places are looked at, and the rest PassGap later: with a hundred thousand of them a new leader, which has
    // to look at all, would be silent for seconds otherwise and lose its office.
    std::size_t placesPerPass = 2000;
};
static_assert(Tuning{}.stopMargin + StopGracePeriod == 1min);

} // namespace skep::orchestrator

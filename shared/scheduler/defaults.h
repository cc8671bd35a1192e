#pragma once

#include "shared/base/time.h"

#include <cstddef>

namespace skep::scheduler {

// A node on which this many tasks of one service and spec version failed within this time comes last in the ranking
// (orchestration.md §7.6).
inline constexpr std::size_t FaultyAfter = 5;
inline constexpr Nanoseconds FailureMemory = 5min;

// Tasks written by one pass: keeps a Raft entry near a megabyte. What is left over is done by the next pass, at once.
inline constexpr std::size_t MaxWritesPerPass = 2'000;
// Nodes looked at by one pass, over all groups that did not fit: bounds the time of a pass (about 20 ms) when very many
// services wait for room.
inline constexpr std::size_t MaxVisitsPerPass = 1'000'000;

// Length of the list of proposed changes in an explanation.
inline constexpr std::size_t MaxSuggestions = 5;

} // namespace skep::scheduler

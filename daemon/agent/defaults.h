#pragma once

#include <chrono>
#include <cstddef>

namespace skep::agent {

using namespace std::chrono_literals;

// A step that failed for a passing reason is tried again after this (SwarmKit: 1 s, fixed).
inline constexpr std::chrono::nanoseconds StepRetry = 1s;
// Longest error text of a status; engines may quote whole programs.
inline constexpr std::size_t MaxErrorText = 4096;
// Times that a node which leaves tries to stop or remove a container of an engine that does not answer.
inline constexpr int LeaveTries = 10;
// Between attempts to remove containers that belong to no task.
inline constexpr std::chrono::nanoseconds SweepRetry = 5s;

// Looking for the leader. The next manager is asked when one failed, or has not answered for `ProbeStagger`.
inline constexpr std::chrono::nanoseconds ProbeStagger = 250ms;
// All are asked again after this if some still hang, at most so often.
inline constexpr std::chrono::nanoseconds RoundPatience = 500ms;
inline constexpr int ProbeRounds = 3;
inline constexpr std::chrono::nanoseconds DialDeadline = 3s;
inline constexpr std::chrono::nanoseconds LeaderDeadline = 2s;
// Managers remembered; a list that grows beyond is not a list of managers.
inline constexpr std::size_t MaxManagers = 64;

// Back-off between failed sessions (control-plane.md §E.2): uniform in [0, b), b = min(first + 2 b, cap).
inline constexpr std::chrono::nanoseconds BackoffFirst = 100ms;
inline constexpr std::chrono::nanoseconds BackoffCap = 8s;
// The cap while managers answer but have no leader yet.
inline constexpr std::chrono::nanoseconds ElectionBackoffCap = 1s;
// A session that lived for less does not count as success: two nodes with one certificate would evict each other in a tight loop.
inline constexpr std::chrono::nanoseconds SettledSession = 1s;

// From opening a session to its first item.
inline constexpr std::chrono::nanoseconds SessionDeadline = 5s;
// Until the manager names one (SwarmKit's default).
inline constexpr std::chrono::nanoseconds HeartbeatPeriod = 5s;
// Agents are kept alive at a fifth of the dispatcher's heartbeat, so that a dead node is noticed in about 3 s.
inline constexpr int KeepAlivesPerPeriod = 5;
inline constexpr std::chrono::nanoseconds MinKeepAlive = 100ms;
inline constexpr std::chrono::nanoseconds MaxKeepAlive = 60s;

inline constexpr std::chrono::nanoseconds StatusDeadline = 5s;
// With MaxErrorText well within what one request may carry.
inline constexpr std::size_t MaxStatusesPerRequest = 500;
static_assert(MaxStatusesPerRequest * (MaxErrorText + 2048) < 4 * 1024 * 1024);

// The node's description is read this often, faster while there is no engine (control-plane.md §E.3: 20 s).
inline constexpr std::chrono::nanoseconds DescribeInterval = 20s;
inline constexpr std::chrono::nanoseconds DescribeRetry = 2s;
inline constexpr std::chrono::nanoseconds DescribeDeadline = 10s;
// How long the first session waits for the engine before the node is registered without one.
inline constexpr std::chrono::nanoseconds FirstDescribePatience = 2s;

} // namespace skep::agent

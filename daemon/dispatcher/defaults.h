#pragma once

#include <chrono>

namespace skep::dispatcher {

using namespace std::chrono_literals;

// Agents beat at a fifth of the heartbeat period that the API shows (5 s by default), so a dead node is noticed in about 3 s.
inline constexpr int BeatsPerPeriod = 5;
inline constexpr int MissedBeats = 3;
// After a change of leader nodes get twice the time to come back before they count as down (control-plane.md §D.2).
inline constexpr int UnknownGraceFactor = 2;
inline constexpr auto DefaultHeartbeatPeriod = 5s;
inline constexpr auto SweepInterval = 200ms;
// The tasks of a node that has been down this long are given up, so that what they hold is freed (control-plane.md §D.6).
inline constexpr auto OrphanAfter = 24h;
// Tasks in one part of a complete assignment set.
inline constexpr std::size_t TasksPerMessage = 500;

} // namespace skep::dispatcher

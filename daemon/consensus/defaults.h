#pragma once

#include <chrono>
#include <cstddef>

namespace skep::consensus {

using namespace std::chrono_literals;

// Docker shows ticks of a second (heartbeat 1, election 10); behind them a tick is 100 ms, so an election takes 1–2 s.
inline constexpr auto TickInterval = 100ms;
// A request waits this long for a leader, as Docker's engine does.
inline constexpr auto RequestLimit = 20s;
// Without a leader for longer than this, requests fail at once (control-plane.md §B.13: more than 10 ticks).
inline constexpr auto LeaderlessGrace = 2s;
// Who asks for the leader's address waits so long for an election; less than agents wait for the answer.
inline constexpr auto LeaderPatience = 1500ms;
// A Raft entry made of several writes is kept below this; larger plans are split over several entries.
inline constexpr std::size_t EntrySoftLimit = 1024 * 1024;
// Writers that may wait for their turn.
inline constexpr std::size_t MaxQueuedWrites = 10'000;

inline constexpr const char* LostLeadership = "raft: failed to process the request: node lost leader status";
inline constexpr const char* NoLeader = "The swarm does not have a leader. It's possible that too few managers are online. Make sure more than "
                                        "half of the managers are online.";

} // namespace skep::consensus

#pragma once

#include <chrono>
#include <cstddef>

namespace skep::mesh {

using namespace std::chrono_literals;

// Open TCP connections of all ports together. Less when the process may not open six descriptors for each (two sockets and, while
// bytes wait, a pipe each way). Beyond it new ones wait in the kernel's queue.
inline constexpr std::size_t MaxConnections = 16'384;
inline constexpr std::size_t DescriptorsPerConnection = 6;
// Descriptors left to the rest of the program.
inline constexpr std::size_t ReservedDescriptors = 256;
// UDP clients of all ports together; beyond it the one that was silent longest is forgotten.
inline constexpr std::size_t MaxFlows = 4'096;
// How long a silent UDP client keeps its target (docker-proxy: 90 s).
inline constexpr auto FlowIdleTimeout = 90s;
// For one target; then the next is tried.
inline constexpr auto ConnectTimeout = 3s;
// A container that has just started does not listen yet: a client whom all targets refuse is kept for so long, and they are tried
// again, after a pause each time.
inline constexpr auto StartPatience = 1s;
inline constexpr auto RetryPause = 20ms;
// How long a port whose last target was withdrawn waits for handshakes that have begun (their round trip); a client that comes in this
// time tries again a second later and is refused.
inline constexpr auto HandshakeTime = 50ms;
// Pause after the kernel refused a new descriptor.
inline constexpr auto AcceptPause = 100ms;
// Dead peers are noticed after about two minutes.
inline constexpr int KeepAliveIdleSeconds = 60;
inline constexpr int KeepAliveIntervalSeconds = 15;
inline constexpr int KeepAliveProbes = 4;
// What one connection may carry before the others have their turn.
inline constexpr std::size_t BytesPerTurn = 1024 * 1024;
inline constexpr std::size_t DatagramsPerTurn = 64;
inline constexpr std::size_t AcceptsPerTurn = 64;
inline constexpr std::size_t SpareIdlePipes = 64;
inline constexpr int ListenBacklog = 4'096;

} // namespace skep::mesh

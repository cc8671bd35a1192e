#pragma once

#include "daemon/rpc/method.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace skep::rpc {

using namespace std::chrono_literals;

// When a silent peer is given up. Ticks are counted by the loop of this process, so one that was starved or stopped
// does not blame others; a peer whose kernel still acknowledges is alive but slow, and gets longer.
struct Keepalive {
    // An end that sent nothing for a tick sends a ping.
    std::chrono::nanoseconds tick = 1s;
    // Ticks without any octet while the peer's host does not acknowledge either: host or network is gone.
    int deadTicks = 4;
    // Ticks without any octet although its host acknowledges: the process is stopped.
    int stoppedTicks = 20;
};

// What one connection may make us hold.
struct Limits {
    std::size_t anonymousFrameBytes = 64 * 1024;
    std::size_t frameBytes = std::size_t(16) << 20;
    // Requests whose handlers have not ended.
    std::size_t anonymousRequests = 4;
    std::size_t requests = 1024;
    // Payload of these requests.
    std::size_t requestBytes = std::size_t(64) << 20;
    // Unsent octets above which one-way messages are dropped.
    std::size_t unsentMessageBytes = std::size_t(8) << 20;
    // Unsent octets above which requests are refused; at twice that the connection is cut.
    std::size_t unsentBytes = std::size_t(64) << 20;
    // Items and payload of one stream that the client has not taken yet.
    std::uint32_t streamItems = 64;
    std::uint32_t streamBytes = 4U << 20;
    Keepalive keepalive = {};
};

// What all connections together may make a server hold.
struct ServerLimits {
    Limits connection = {};
    // Handshakes under way.
    int handshakes = 256;
    int handshakesPerAddress = 16;
    std::chrono::nanoseconds handshake = 5s;
    // From the end of the handshake to the first whole frame.
    std::chrono::nanoseconds firstFrame = 5s;
    int anonymousConnections = 512;
    int anonymousPerAddress = 64;
    std::chrono::nanoseconds anonymousLife = 120s;
    int connectionsPerNode = 16;
    // For requests that name no deadline; streams have none unless they name one.
    std::chrono::nanoseconds unaryDeadline = 60s;
};

static_assert(MaxPayload < (std::size_t(16) << 20));

} // namespace skep::rpc

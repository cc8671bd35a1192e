#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace skep::rpc {

// The numbers are the wire format: never reuse one.
enum class Method : std::uint32_t {
    ClusterLeader = 1,
    CaRoot = 10,
    CaIssue = 11,
    RaftStep = 20,
    RaftJoin = 21,
    RaftProbe = 22,
    DispatcherSession = 30,
    DispatcherHeartbeat = 31,
    DispatcherStatus = 32,
    EngineForward = 40,
};

// Who may call: anybody, a node with a certificate of this swarm, a manager with one (control-plane.md §H).
enum class Access { Open, Node, Manager };

// One request and one reply, one request and many items, one message without an answer.
enum class Kind { Unary, Stream, OneWay };

struct MethodRow {
    Method method;
    std::string_view name;
    Access access;
    Kind kind;
    // Of the payload; at most MaxPayload.
    std::size_t maxRequestBytes;
};

// Largest payload of any frame: a frame's limit less its envelope.
inline constexpr std::size_t MaxPayload = (std::size_t(16) << 20) - 1024;

// Every method there is; what has no row cannot be called.
[[nodiscard]] std::span<const MethodRow> methods();
// nullptr for an unknown number.
[[nodiscard]] const MethodRow* findMethod(Method method);

} // namespace skep::rpc

#pragma once

#include "shared/api/messages.h"
#include "shared/async/task.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

// The managers as an agent sees them. The leaf is rpcmanagers.h; tests and simulators bring their own.
namespace skep::agent {

// What a manager says in a session.
class SessionStream {
public:
    virtual ~SessionStream() = default;
    // The next message; nullopt when the manager ended the session in order. Cancelled when `stop` was requested.
    [[nodiscard]] virtual async::Task<Result<std::optional<api::SessionMessage>>> next(async::Stop stop) = 0;
};

// A connection to one manager. Dropping the last reference closes it, and with it the session.
class ManagerLink {
public:
    virtual ~ManagerLink() = default;
    [[nodiscard]] virtual async::Task<Result<api::ClusterLeaderReply>> clusterLeader(
        std::chrono::nanoseconds deadline, async::Stop stop) = 0;
    // `stop` ends the session. A refusal may come from the first next().
    [[nodiscard]] virtual async::Task<Result<std::shared_ptr<SessionStream>>> openSession(
        api::SessionRequest request, async::Stop stop) = 0;
    [[nodiscard]] virtual async::Task<Result<api::HeartbeatReply>> heartbeat(
        api::HeartbeatRequest request, std::chrono::nanoseconds deadline, async::Stop stop) = 0;
    // Success: the manager has them. NotFound: a task is unknown.
    [[nodiscard]] virtual async::Task<Result<void>> report(
        api::StatusRequest request, std::chrono::nanoseconds deadline, async::Stop stop) = 0;
};

class Managers {
public:
    virtual ~Managers() = default;
    // `addr` is host:port. Errors: InvalidArgument (address, own identity), Unavailable, Unauthenticated, DeadlineExceeded, Cancelled.
    [[nodiscard]] virtual async::Task<Result<std::shared_ptr<ManagerLink>>> dial(
        std::string addr, std::chrono::nanoseconds deadline, async::Stop stop) = 0;
    // What this node proves itself with now; empty if that cannot be read.
    [[nodiscard]] virtual api::TlsInfo tlsInfo() const = 0;
};

} // namespace skep::agent

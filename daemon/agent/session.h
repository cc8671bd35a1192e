#pragma once

#include "daemon/agent/managers.h"
#include "daemon/agent/statusreporter.h"
#include "shared/async/task.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace skep::agent {

// One session with the leader: its messages come in, heartbeats and statuses go out. Any failure ends it as a whole.
class Session {
public:
    // Every message of the manager, in order; the first one carries the session's id.
    using MessageCallback = std::function<void(const api::SessionMessage&)>;

    Session(std::shared_ptr<ManagerLink> link, api::SessionRequest request, MessageCallback onMessage);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Until the session ends, and why. Call once.
    [[nodiscard]] async::Task<Error> run(async::Stop stop);
    // Ends it, for this reason. Nothing more is sent.
    void end(Error reason);
    // To be reported, as soon as there is an id to report under.
    void report(const std::string& taskId, const api::TaskStatus& status) { m_reporter.add(taskId, status); }

    // The manager has accepted this node.
    [[nodiscard]] bool registered() const { return !m_id.empty(); }
    [[nodiscard]] const api::SessionRequest& request() const { return m_request; }

private:
    [[nodiscard]] async::Task<void> listen();
    [[nodiscard]] async::Task<void> keepAlive();
    [[nodiscard]] async::Task<void> beat(std::chrono::nanoseconds deadline);
    [[nodiscard]] async::Task<void> sendStatuses();
    void handle(const api::SessionMessage& message);
    void setPeriod(api::DurationNs heartbeatPeriod);

    std::shared_ptr<ManagerLink> m_link;
    api::SessionRequest m_request;
    MessageCallback m_onMessage;
    std::string m_id;
    std::chrono::nanoseconds m_keepAlive;
    std::optional<Error> m_reason;
    StatusReporter m_reporter;
    async::Timer m_opening;
    async::TaskScope m_scope;
};

} // namespace skep::agent

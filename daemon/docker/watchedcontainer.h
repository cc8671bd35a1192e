#pragma once

#include "daemon/docker/wire.h"
#include "shared/async/task.h"

#include <cstdint>
#include <string>

namespace skep::docker {

// What is known of one container, from inspections and from the engine's events, which may overtake each other: an exit and ill
// health are never taken back, and an inspection does not undo what an event said.
class WatchedContainer {
public:
    enum class Health { None, Starting, Healthy, Unhealthy };

    explicit WatchedContainer(std::string containerId) : m_id(std::move(containerId)) {}

    [[nodiscard]] const std::string& id() const { return m_id; }
    // It was started once, whatever became of it.
    [[nodiscard]] bool started() const { return m_started; }
    [[nodiscard]] bool ended() const { return m_ended; }
    // Ended and no longer there.
    [[nodiscard]] bool gone() const { return m_gone; }
    [[nodiscard]] bool oomKilled() const { return m_oomKilled; }
    [[nodiscard]] std::int64_t exitCode() const { return m_exitCode; }
    [[nodiscard]] std::int64_t pid() const { return m_pid; }
    // Why the engine could not start it; "" mostly.
    [[nodiscard]] const std::string& error() const { return m_error; }
    [[nodiscard]] Health health() const { return m_health; }

    void apply(const Inspection& inspection);
    // An event of this container: die, oom, health_status, destroy; others are ignored.
    void apply(const Event& event);
    // The engine does not know it any more.
    void disappear();

    // Notified of every change, for the step under way; and, for whoever else waits, of the end.
    async::Notify changed, endedNews;

private:
    void end(std::int64_t exitCode);
    void note(Health health);

    const std::string m_id;
    bool m_started = false, m_ended = false, m_gone = false, m_oomKilled = false;
    std::int64_t m_exitCode = 0, m_pid = 0;
    std::string m_error;
    Health m_health = Health::None;
};

} // namespace skep::docker

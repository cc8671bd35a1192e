#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace skep::dispatcher {

// Which nodes are alive: a deadline for each, moved by every sign of life. Time is an argument. Pure.
class Liveness {
public:
    using Instant = std::chrono::nanoseconds; // of a monotonic clock

    void expect(const std::string& nodeId, Instant deadline) { m_deadlines.insert_or_assign(nodeId, deadline); }
    void forget(const std::string& nodeId) { m_deadlines.erase(nodeId); }
    // The observer itself was stalled that long: nobody could have been heard, so everybody gets it on top.
    void excuse(std::chrono::nanoseconds stalled);
    // Takes out those whose deadline has passed, by id.
    [[nodiscard]] std::vector<std::string> overdue(Instant now);

private:
    std::map<std::string, Instant> m_deadlines;
};

} // namespace skep::dispatcher

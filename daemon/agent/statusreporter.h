#pragma once

#include "daemon/agent/managers.h"
#include "shared/async/task.h"

#include <map>
#include <memory>
#include <set>
#include <string>

namespace skep::agent {

// Brings statuses to the leader for the length of one session: the latest of each task, one request at a time, at once when none
// is under way; the next request carries all that came meanwhile.
class StatusReporter {
public:
    // The newest status of a task replaces one that waits.
    void add(const std::string& taskId, const api::TaskStatus& status);
    // Sends until `stop`, or until a request fails; then that error.
    [[nodiscard]] async::Task<Error> run(std::shared_ptr<ManagerLink> link, std::string sessionId, async::Stop stop);

private:
    std::vector<api::TaskStatusUpdate> take();
    void putBack(std::vector<api::TaskStatusUpdate> updates);

    std::map<std::string, api::TaskStatus> m_waiting;
    std::set<std::string> m_oneByOne; // a request that carried them was answered by NotFound
    async::Notify m_added;
};

} // namespace skep::agent

#include "daemon/dispatcher/liveness.h"

namespace skep::dispatcher {

void Liveness::excuse(std::chrono::nanoseconds stalled)
{
    for (auto& [id, deadline] : m_deadlines)
        deadline += stalled;
}

std::vector<std::string> Liveness::overdue(Instant now)
{
    std::vector<std::string> ids;
    for (auto it = m_deadlines.begin(); it != m_deadlines.end();) {
        if (it->second > now) {
            ++it;
            continue;
        }
        ids.push_back(it->first);
        it = m_deadlines.erase(it);
    }
    return ids;
}

} // namespace skep::dispatcher

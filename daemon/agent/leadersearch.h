#pragma once

#include "daemon/agent/managers.h"

#include <memory>
#include <string>
#include <vector>

namespace skep::agent {

struct LeaderSearch {
    std::shared_ptr<ManagerLink> leader; // nullptr: not found
    std::vector<api::ManagerAddress> learned; // managers that those who answered know
    Error error; // of the last one that failed, if there is no leader
};

// Asks managers in this order who leads, the next when one failed or takes long, and connects to the leader. The first that leads
// there wins. All are asked again while some hang: after a leader's death the others name it until they have elected the next.
[[nodiscard]] async::Task<LeaderSearch> findLeader(
    std::shared_ptr<Managers> managers, std::vector<std::string> addrs, async::Stop stop);

} // namespace skep::agent

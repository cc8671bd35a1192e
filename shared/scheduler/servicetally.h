#pragma once

#include "shared/api/common.h"
#include "shared/base/time.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace skep::scheduler {

struct Group;

// Where the tasks of one service are, and where they failed of late. Nodes are named by index.
class ServiceTally {
public:
    explicit ServiceTally(std::string id);

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] std::uint64_t ring() const { return m_ring; }

    // Active tasks (tracked, desired <= COMPLETE) on a node.
    [[nodiscard]] std::uint32_t active(std::uint32_t node) const;
    // Node and number, ascending by node; without those that have none.
    [[nodiscard]] const std::vector<std::pair<std::uint32_t, std::uint32_t>>& activeByNode() const { return m_active; }
    void add(std::uint32_t node);
    void remove(std::uint32_t node);

    // Recent failures of tasks of that spec version; a new version starts with a clean slate.
    void noteFailure(std::uint32_t node, const api::Version& version, Timestamp at);
    [[nodiscard]] std::uint32_t failures(std::uint32_t node, const api::Version& version) const;
    // Nodes with FaultyAfter or more of them, with the number; ascending.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> faulty(const api::Version& version) const;
    void forgetFailuresUntil(Timestamp at);
    void forgetFailuresOn(std::uint32_t node);
    [[nodiscard]] bool hasFailures() const { return !m_failures.empty(); }

    // Tasks and groups that point here.
    std::size_t users = 0;
    // Its waiting tasks; see taskbook.h.
    std::vector<Group*> groups;

private:
    std::string m_id;
    std::uint64_t m_ring;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_active; // as activeByNode()
    std::map<std::pair<api::Version, std::uint32_t>, std::vector<Timestamp>> m_failures; // oldest first
};

} // namespace skep::scheduler

#pragma once

#include "shared/api/messages.h"
#include "shared/store/store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace skep::dispatcher {

// What one agent has been told, and what it still has to be told. Pure.
class AssignmentSet {
public:
    explicit AssignmentSet(std::string nodeId) : m_nodeId(std::move(nodeId)) {}

    // Everything this node should have, in parts; starts over.
    [[nodiscard]] std::vector<api::Assignments> complete(const store::View& view);
    // Remembers that a task may have changed. Cheap.
    void touch(const std::string& taskId) { m_touched.insert(taskId); }
    [[nodiscard]] bool pending() const { return !m_touched.empty(); }
    // The difference since the last call; empty when there is none. The agent's own reports are not echoed to it.
    [[nodiscard]] std::optional<api::Assignments> changes(const store::View& view);

private:
    [[nodiscard]] bool belongs(const api::Task& task) const;
    void add(const store::View& view, const store::Ptr<api::Task>& task, api::Assignments& to);

    std::string m_nodeId;
    std::map<std::string, store::Ptr<api::Task>> m_told;
    std::set<std::string> m_touched, m_secrets, m_configs, m_networks;
};

} // namespace skep::dispatcher

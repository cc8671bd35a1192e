#pragma once

#include "tests/sim/swarmsim/machine.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

// What must hold always, and what must hold in the end.
namespace skep::swarmsim {

class Checker {
public:
    using Machines = std::vector<std::unique_ptr<Machine>>;

    Checker(const ControlPlane& plane, const Machines& machines) : m_plane(plane), m_machines(machines) {}

    // The committed entry.
    void observe(const std::vector<store::Event>& events);
    // Containers as they are now, whatever anybody knows of them.
    void checkContainers();
    // Whether tasks wait although there is a place for them; to be called now and then.
    void checkWaiting();
    // What is not yet as it should be in the end, when everything is healthy.
    [[nodiscard]] std::optional<std::string> unsettled() const;

    void complain(const std::string& what);
    [[nodiscard]] const std::optional<std::string>& violation() const { return m_violation; }

private:
    // What no two may have: by network and address, or by protocol and port.
    using Claim = std::pair<std::string, std::string>;

    void checkTask(const store::Event& event, const api::Task& task);
    void claim(const std::vector<store::Event>& events);
    void checkHostPorts(const std::string& nodeId);
    [[nodiscard]] bool isRunning(const std::string& taskId) const;
    [[nodiscard]] bool isLost(const std::string& nodeId) const;
    [[nodiscard]] bool fits(const api::Task& task, const api::Node& node) const;
    [[nodiscard]] std::optional<std::string> unsettledService(const api::Service& service) const;

    const ControlPlane& m_plane;
    const Machines& m_machines;
    std::optional<std::string> m_violation;
    std::map<Claim, std::string> m_claims;
    std::set<std::string> m_excused; // tasks whose node was lost: they may still run
    std::set<std::string> m_startFirst; // services that ever had this order
    std::set<std::string> m_waiting; // tasks that had a fitting node at the last check
};

// "service.slot (id, node, state, desired)"
[[nodiscard]] std::string describe(const api::Task& task);
[[nodiscard]] bool satisfies(const api::Node& node, const api::TaskSpec& spec);

} // namespace skep::swarmsim

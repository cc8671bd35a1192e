#pragma once

#include "shared/orchestrator/reconciler.h"

#include <set>
#include <string>

namespace skep::scheduler {

// Rejects tasks whose node no longer meets what they need: orchestration.md §6.2. Looks at active nodes, at start and
// whenever something changed about them that constraints or reservations depend on. The rejection is an observed state,
// so that the restart policy of the task decides what happens next.
//
// When reservations exceed what a node has, the oldest tasks stay.
class ConstraintEnforcer final : public orchestrator::Reconciler {
public:
    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

private:
    void enforce(store::Tx& tx, const api::Node& node, Timestamp now) const;

    std::set<std::string> m_nodes; // to look at
};

} // namespace skep::scheduler

#pragma once

#include "shared/orchestrator/reconciler.h"

#include <set>
#include <string>

namespace skep::scheduler {

// Sends tasks away whose node no longer meets what they need: orchestration.md §6.2. Looks at active nodes, at start and
// whenever something changed about them that constraints or reservations depend on.
//
// Docker writes REJECTED as the observed state, and the replacement starts while the node still has the container. Here
// the task is told to stop, with the reason in its status: its place counts as free once the node has said so, and the
// restart policy decides whether it is filled again.
//
// When reservations exceed what a node has, the oldest tasks stay.
class ConstraintEnforcer final : public orchestrator::Reconciler {
public:
    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

private:
    void enforce(store::Tx& tx, const api::Node& node) const;

    std::set<std::string> m_nodes; // to look at
};

} // namespace skep::scheduler

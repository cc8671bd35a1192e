#pragma once

#include "shared/orchestrator/reconciler.h"

#include <set>
#include <string>

namespace skep::planning {

// Stands for the allocator where there always is an address: attaches new tasks to their networks, without addresses,
// and passes them on to the scheduler.
class NetworkSide final : public orchestrator::Reconciler {
public:
    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

private:
    std::set<std::string> m_new; // tasks
};

} // namespace skep::planning

#pragma once

#include "shared/orchestrator/defaults.h"
#include "shared/orchestrator/reconciler.h"
#include "shared/orchestrator/slots.h"

namespace skep::orchestrator {

// Deletes task records nobody needs (orchestration.md §6.1): history beyond the limit, tasks marked REMOVE that no node
// has any more, lost tasks without a service. Works in batches: a quarter of a second after the first candidate, or at
// once when many wait.
//
// It keeps what restarts are decided by: as many tasks as max attempts needs, and a last task that is finished for
// good.
class TaskReaper final : public Reconciler {
public:
    explicit TaskReaper(Tuning tuning = {}) : m_tuning(tuning) {}

    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

private:
    using Place = std::pair<std::string, SlotKey>; // service, slot

    void observeTask(const store::Event& event);
    void reap(store::Tx& tx);
    void trim(store::Tx& tx, const Place& place);
    void erase(store::Tx& tx, const api::Task& task);

    const Tuning m_tuning;
    TaskIndex m_index;
    std::set<Place> m_places; // may have too much history
    std::set<std::string> m_marked; // tasks that may have to go whatever the limit
    std::set<std::string> m_lost; // nodes that were removed
    std::size_t m_deleted = 0;       // in this pass
    bool m_atOnce = false;
    std::optional<Timestamp> m_due;
    Timestamp m_notBefore;
};

} // namespace skep::orchestrator

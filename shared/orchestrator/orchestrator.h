#pragma once

#include "shared/orchestrator/reconciler.h"
#include "shared/orchestrator/update.h"
#include "shared/orchestrator/work.h"

namespace skep::orchestrator {

// From services to tasks, for all modes: creates, replaces and stops tasks so that each service gets what its spec
// says, and rolls out changes of specs (orchestration.md §3–§5). Of tasks it writes only new ones and desired states,
// of services only the update status (and the spec, when it rolls back). Placing, addresses and deleting records are
// others' business.
//
// The cost of a pass follows what changed: a changed task means looking at its slot, a changed service at all of its
// slots.
class Orchestrator final : public Reconciler {
public:
    explicit Orchestrator(Tuning tuning = {});

    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

private:
    struct Known {
        std::set<SlotKey> filled;
        std::set<SlotKey> leaving; // see reconcileMoves()
        std::optional<Update> update;
    };

    void observeService(const store::Event& event);
    void observeTask(const store::Event& event);
    void observeNode(const store::Event& event);
    void collect(const store::View& view, Timestamp now);
    void planService(store::Tx& tx, Timestamp now, Rng& rng, const std::string& id, const Work& work);
    void planStanding(Plan& plan, Known& known, const Work& work);
    void removeTasks(Plan& plan, const std::string& serviceId);

    const Tuning m_tuning;
    TaskIndex m_index;
    Alarms m_alarms;
    Restarts m_restarts;
    std::map<std::string, Known> m_known;
    std::set<std::string> m_perNode; // services with a task on each node
    std::map<std::string, Work> m_work;
    std::set<std::string> m_changedNodes;
    std::set<std::string> m_emptying; // nodes that are drained without a gap
    std::size_t m_writes = 0, m_looks = 0; // at m_passAt
    Timestamp m_passAt;
};

} // namespace skep::orchestrator

#pragma once

#include "shared/orchestrator/reconciler.h"
#include "shared/scheduler/explain.h"
#include "shared/scheduler/taskbook.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace skep::scheduler {

// Gives PENDING tasks a node: orchestration.md §7. A task without node goes to the best one that passes all filters; a
// task made for a node (global services) is checked against that node only. A task that fits nowhere gets the reason as
// its error and is tried again whenever something has changed. Tasks that are to shut down before they got a node are
// shut down here.
//
// Work per pass is bounded (defaults.h); what is left over is answered as "again now".
class Scheduler final : public orchestrator::Reconciler {
public:
    Scheduler();
    ~Scheduler() override;

    // May be called again at any time: starts over from the view.
    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    // Takes the failures that the view has on record for observed: for one who has not followed it. Once, after start().
    void recallFailures(const store::View& view, Timestamp now);
    // Books tasks that are on nodes, will stay there and are in no view. After start().
    void occupy(const std::vector<store::Ptr<api::Task>>& tasks);
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

    // Every node and every filter for one task, with what is booked now. For a task that has a node: as if it had to be
    // placed anew. Error NotFound: no such task.
    [[nodiscard]] Result<Explanation> explain(const store::View& view, std::string_view taskId) const;

private:
    struct Pass;

    void shutDownEnded(Pass& pass);
    void checkPreassigned(Pass& pass);
    void checkPreassigned(Pass& pass, TrackedTask& tracked, NodeAccount& node);
    void placeGroup(Pass& pass, Group& group);
    void tellGroup(Pass& pass, Group& group, const Demand& demand);
    bool assign(Pass& pass, TrackedTask& tracked, NodeAccount& node, const Demand& demand, std::string_view message);
    bool tell(Pass& pass, TrackedTask& tracked, const std::string& error);

    std::unique_ptr<TaskBook> m_book;
};

} // namespace skep::scheduler

#pragma once

#include "shared/base/texthash.h"
#include "shared/orchestrator/reconciler.h"
#include "shared/planning/planning.h"
#include "shared/planning/scope.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace skep::scheduler {
class Scheduler;
}

namespace skep::planning {

// A copy of a cluster in virtual time: a leader's reconcilers, and nodes on which everything works at once. Jobs run
// and never end, so that one sees where they would run.
class World {
public:
    // The scope's question is not asked here.
    World(const Scope& scope, Timestamp now);
    ~World();

    [[nodiscard]] const store::Store& store() const { return m_store; }
    [[nodiscard]] Timestamp now() const { return m_now; }
    // Not a task of the scope.
    [[nodiscard]] bool isInvented(const std::string& taskId) const { return !m_known.contains(taskId); }

    // One transaction of somebody else's. It is dropped when `writes` fails.
    [[nodiscard]] Result<void> write(const std::function<Result<void>(store::Tx&)>& writes);
    // One pass of the reconcilers, else one step of all tasks, else on to the time the reconcilers want to be woken.
    // False when nothing of that is left.
    bool advance();
    // False once it has gone on for longer than any real plan does.
    [[nodiscard]] bool isWithinBounds() const;

    // By node id: of the tasks that stay and are not in the store.
    [[nodiscard]] const std::map<std::string, Load>& stillLoads() const { return m_stillLoads; }

    // Tasks of the service that stay and are not in the store.
    [[nodiscard]] std::uint64_t stillCopies(const std::string& serviceId) const;

    // Running tasks by service id, on nodes that are not down, those that stay among them; none: no entry.
    using Copies = std::map<std::string, std::uint64_t>;
    [[nodiscard]] const Copies& copies() const { return m_copies; }
    // The least there were since watchCopies(), for services that had any then.
    [[nodiscard]] const Copies& leastCopies() const { return m_least; }
    void watchCopies() { m_least = m_copies; }

    [[nodiscard]] Result<scheduler::Explanation> explain(const std::string& taskId) const;

private:
    bool plan();
    bool step();
    bool wake();
    void commit(const store::Tx& tx);
    void show(const std::vector<store::Event>& events);
    void follow(const std::vector<store::Event>& events);
    void recount(const std::string& serviceId);

    store::Store m_store;
    Timestamp m_now, m_lastCommit, m_end;
    Rng m_rng{1};
    std::set<std::string> m_known;
    std::map<std::string, Load> m_stillLoads;
    TextMap<std::uint64_t> m_stillCopies; // of services in the store
    std::vector<std::unique_ptr<orchestrator::Reconciler>> m_reconcilers;
    scheduler::Scheduler* m_scheduler = nullptr; // one of them
    std::optional<Timestamp> m_wakeAt;
    bool m_isFresh = true; // something happened since the reconcilers last had nothing to add
    std::set<std::string> m_moving; // tasks whose node may do something with them
    Copies m_copies, m_least;
    std::size_t m_wakes = 0;
    std::shared_ptr<void> m_subscription;
};

// One more task on a node.
void add(Load& load, const api::Task& task);
[[nodiscard]] bool isUp(const store::View& view, const std::string& nodeId);

} // namespace skep::planning

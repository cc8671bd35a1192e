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
    [[nodiscard]] bool isNewNode(const std::string& nodeId) const { return !m_knownNodes.contains(nodeId); }

    // One transaction of somebody else's. It is dropped when `writes` fails.
    [[nodiscard]] Result<void> write(const std::function<Result<void>(store::Tx&)>& writes);
    // One pass of the reconcilers, else one step of all tasks, else on to the time the reconcilers want to be woken.
    // False when nothing of that is left.
    bool advance();
    // False once it has gone on for longer than any real plan does.
    [[nodiscard]] bool isWithinBounds() const;

    // By node id: of the tasks that stay and are not in the store.
    [[nodiscard]] const TextMap<Load>& stillLoads() const { return m_stillLoads; }

    // Tasks of the service that stay and are not in the store.
    [[nodiscard]] std::uint64_t stillCopies(const std::string& serviceId) const;

    // Tasks by service id that run and are meant to, on nodes that are not down, those that stay among them; none: no entry.
    using Copies = std::map<std::string, std::uint64_t>;
    [[nodiscard]] const Copies& copies() const { return m_copies; }
    // The least there were since watchCopies(), for services that had any then.
    [[nodiscard]] const Copies& leastCopies() const { return m_least; }
    void watchCopies();
    // How long there were fewer copies than that since watchCopies(): if stops took no time, and if each took its grace
    // period.
    struct Span
    {
        Nanoseconds least{0}, most{0};
    };
    [[nodiscard]] Span spanBelow(const std::string& serviceId, std::uint64_t copies) const;
    // The shortest that a task of the service took from being made to RUNNING, of those that ran at the beginning.
    [[nodiscard]] Nanoseconds startTime(const std::string& serviceId) const;

    [[nodiscard]] Result<scheduler::Explanation> explain(const std::string& taskId) const;

private:
    bool plan();
    bool step();
    bool wake();
    void commit(const store::Tx& tx);
    void show(const std::vector<store::Event>& events);
    void follow(const std::vector<store::Event>& events);
    void recount(const std::string& serviceId);
    void noteStart(const api::Task& task);
    void passStep(const std::map<std::string, Span>& needed);
    void passTime(Nanoseconds duration);
    void addSpan(const std::string& serviceId, const Span& span);

    store::Store m_store;
    Timestamp m_now, m_lastCommit, m_end;
    Rng m_rng{1};
    std::set<std::string> m_known, m_knownNodes;
    TextMap<Load> m_stillLoads; // by node id; a Snapshot puts them in order
    TextMap<std::uint64_t> m_stillCopies; // of services in the store
    std::vector<std::unique_ptr<orchestrator::Reconciler>> m_reconcilers;
    scheduler::Scheduler* m_scheduler = nullptr; // one of them
    std::optional<Timestamp> m_wakeAt;
    bool m_isFresh = true; // something happened since the reconcilers last had nothing to add
    std::set<std::string> m_moving; // tasks whose node may do something with them
    Copies m_copies, m_least, m_watched; // the last: as they were when watchCopies() was called
    std::set<std::string> m_short; // services with fewer copies than then
    std::map<std::string, std::map<std::uint64_t, Span>>
        m_spans; // by service id and number of copies, of those that were short
    TextMap<Nanoseconds> m_startTimes; // by service id
    std::size_t m_wakes = 0;
    std::shared_ptr<void> m_subscription;
};

// One more task on a node.
void add(Load& load, const api::Task& task);
[[nodiscard]] bool isUp(const store::View& view, const std::string& nodeId);

} // namespace skep::planning

#pragma once

#include "shared/store/store.h"

#include <compare>

// Tasks by their place in a service.
namespace skep::orchestrator {

using TaskPtr = store::Ptr<api::Task>;
using ServicePtr = store::Ptr<api::Service>;

// A place: the slot number, or the node for tasks of global services and global jobs.
struct SlotKey {
    std::uint64_t slot = 0;
    std::string nodeId;

    auto operator<=>(const SlotKey&) const = default;
};

[[nodiscard]] SlotKey slotKey(const api::Task& task);

// The tasks that had or have this place, oldest first.
struct Slot {
    SlotKey key;
    std::vector<TaskPtr> tasks;
};

// The orchestrator wants it to run, or to have run to its end.
[[nodiscard]] inline bool isWanted(const api::Task& task)
{
    return task.desiredState <= api::TaskState::Complete;
}
// Its process ended without being asked to.
[[nodiscard]] bool endedByItself(const api::Task& task);
// A node may have its container: not yet terminal, and assigned.
[[nodiscard]] bool isOnNode(const api::Task& task);
// When its observed state was last written, by the leader's clock where known (orchestration.md §4.1).
[[nodiscard]] Timestamp statusTime(const api::Task& task);

// The node is drained without a gap: what runs on it stays until it runs elsewhere.
[[nodiscard]] bool isDrainedGapFree(const api::Node& node);
// True for a node that the task must leave at once: gone, DOWN or drained (orchestration.md §3.1). A task without a node
// is fine.
[[nodiscard]] bool isOnInvalidNode(const store::View& view, const api::Task& task);
// True if nobody will stop the task soon: its node is DOWN or gone.
[[nodiscard]] bool isOutOfReach(const store::View& view, const api::Task& task);

// It serves, and is to go on serving until another one does so elsewhere: its node is drained without a gap, or a
// rebalance wants it on another node. Only for tasks of replicated services; others have no other place.
[[nodiscard]] bool isLeaving(const store::View& view, const api::Task& task);
// Of a task that is leaving: its node is not drained, only a rebalance wants it away.
[[nodiscard]] bool leavesByChoice(const store::View& view, const api::Task& task);
// Those that are not leaving; if all are, all.
[[nodiscard]] std::vector<TaskPtr> stayers(const store::View& view, const std::vector<TaskPtr>& tasks);
// It was told to stop and a node may still run it.
[[nodiscard]] bool holdsItsPlace(const store::View& view, const api::Task& task);

// The places of a service, for who asks once and keeps no TaskIndex.
[[nodiscard]] std::vector<Slot> slotsOf(const store::View& view, const std::string& serviceId);

// Ids of all service tasks, by service and slot. Mirrors a store; ids of tasks that a failed transaction would have
// created do no harm.
class TaskIndex {
public:
    using Ids = std::set<std::string>;
    using Slots = std::map<SlotKey, Ids>;

    void rebuild(const store::View& view);
    void observe(const store::Event& event);
    void add(const api::Task& task);
    void remove(const api::Task& task);

    // Empty when there are none.
    [[nodiscard]] const Slots& slots(const std::string& serviceId) const;
    [[nodiscard]] Slot slot(const store::View& view, const std::string& serviceId, const SlotKey& key) const;
    // Of every service that has tasks, whether it still exists or not.
    [[nodiscard]] std::vector<std::string> serviceIds() const;

private:
    std::map<std::string, Slots> m_services;
};

} // namespace skep::orchestrator

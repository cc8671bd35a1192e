#pragma once

#include "shared/base/texthash.h"
#include "shared/scheduler/nodetable.h"
#include "shared/scheduler/servicetally.h"
#include "shared/scheduler/waitingline.h"
#include "shared/store/store.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace skep::scheduler {

struct Group;

// A task the scheduler must know: PENDING and wanted, or on a node and not terminal.
struct TrackedTask {
    store::Ptr<api::Task> task; // as last seen; only while it waits
    Group* group = nullptr; // while it waits for any node
    NodeAccount* node = nullptr; // where it is, or the one it waits for
    ServiceTally* tally = nullptr; // null for a task without service
    Holding holding; // what it holds of `node` while booked
    std::vector<api::GenericResource> generic;
    bool isBooked = false, isActive = false;
};

// Whose turn is first of two that wait for the same.
[[nodiscard]] bool comesBefore(const api::Task& a, const api::Task& b);

// What may help a task that fits nowhere. A bit each.
enum Concern : unsigned {
    Nodes = 1, // a node came or changed
    Resources = 2, // CPU, memory or generic resources were given back
    Ports = 4, // a host port was
    Replicas = 8, // a node has fewer active tasks of some service
};
inline constexpr unsigned ConcernCount = 4;

// Those that matter to tasks with this demand; those that are changed by giving this back.
[[nodiscard]] unsigned concernsOf(const Demand& demand);
[[nodiscard]] unsigned concernsOf(const Holding& holding);

// Waiting tasks that are interchangeable: of one service, one spec version and one demand (orchestration.md §7.2). A
// task without service stands alone.
struct Group {
    ServiceTally* tally = nullptr;
    store::Ptr<api::Task> sample;
    WaitingLine waiting;
    Timestamp since; // when the first of them was made; that of the far future while it is only being written
    std::uint64_t place = 0; // in the queue it stands in
    unsigned blockedBy = 0; // tried, nothing fitted: concerns that may change that
    std::uint64_t triedAt = 0; // how often any of them had changed then
    std::string told; // the explanation that every waiting task carries
    bool allTold = false;
};

// Who is where and holds what, who waits, kept up to date event by event. Every event may be shown twice.
class TaskBook {
public:
    TaskBook() = default;
    TaskBook(const TaskBook&) = delete;
    TaskBook& operator=(const TaskBook&) = delete;

    // Everything in the view; the book must be new.
    void start(const store::View& view);
    void observe(const store::Event& event);
    // Counts the failures of which the view still has the records, as if they had been observed. Once, after start().
    void recallFailures(const store::View& view, Timestamp now);
    // What the task holds of its node stays taken, and counts for its service if that has other tasks here. It is not tracked.
    void occupy(const api::Task& task);
    // Before groups are tried: dates the failures observed since the last call and forgets old ones; puts the groups
    // that came since then in order, the oldest first.
    void settle(Timestamp now);

    [[nodiscard]] NodeTable& nodes() { return m_nodes; }
    [[nodiscard]] const NodeTable& nodes() const { return m_nodes; }
    [[nodiscard]] const NetworkDrivers& drivers() const { return m_drivers; }
    [[nodiscard]] const ServiceTally* tally(std::string_view serviceId) const;
    // Null for a task that is not tracked.
    [[nodiscard]] const TrackedTask* find(std::string_view taskId) const;

    // The group to try next: first those that were never tried, then those for which something may have changed. Null:
    // none.
    [[nodiscard]] Group* nextGroup() const;
    // The group was tried and still has waiting tasks.
    void block(Group& group, const Demand& demand);

    // Nodes (by index) whose preassigned tasks are to be checked (again).
    [[nodiscard]] const std::set<std::uint32_t>& nodesToCheck() const { return m_toCheck; }
    [[nodiscard]] std::vector<TrackedTask*> preassigned(std::uint32_t node) const;
    void checked(std::uint32_t node) { m_toCheck.erase(node); }

    // Tasks that never got a node and are to shut down: nobody else will ever report them stopped.
    [[nodiscard]] const std::set<std::string>& ended() const { return m_ended; }
    void finished(const std::string& taskId) { m_ended.erase(taskId); }

    // The waiting task is put on the node. Its group vanishes with its last task.
    void assign(
        TrackedTask& tracked, NodeAccount& node, const Holding& holding, std::vector<api::GenericResource> generic);
    // Looks at the task as it is in the store now.
    void refresh(const store::View& view, const std::string& taskId);

private:
    struct Failure {
        std::string serviceId, nodeId;
        api::Version version;
    };

    void observeNode(const store::Event& event, const store::Ptr<api::Node>& node);
    void observeTask(const store::Ptr<api::Task>& task);
    void wait(TrackedTask& tracked, const store::Ptr<api::Task>& task);
    void hold(TrackedTask& tracked, const store::Ptr<api::Task>& task);
    void book(TrackedTask& tracked, NodeAccount& node, Holding holding, std::vector<api::GenericResource> generic,
        bool isActive);
    void unbook(TrackedTask& tracked);
    void setActive(TrackedTask& tracked, bool isActive);
    void enqueue(TrackedTask& tracked, const store::Ptr<api::Task>& task);
    [[nodiscard]] Group& groupFor(const TrackedTask& tracked, const store::Ptr<api::Task>& task);
    void leaveGroup(TrackedTask& tracked, Group& group);
    void leaveQueues(TrackedTask& tracked);
    void forget(std::string_view taskId);
    void dropWaiting(const std::string& serviceId);
    void touch(const NodeAccount& node, unsigned concerns);
    [[nodiscard]] std::uint64_t changes(unsigned concerns) const;
    void orderArrivals();
    void unqueue(Group& group);
    void leaveNode(NodeAccount& node);
    ServiceTally& useTally(const std::string& serviceId);
    void leaveTally(ServiceTally& tally);

    NodeTable m_nodes;
    NetworkDrivers m_drivers;
    TextMap<ServiceTally> m_tallies;
    TextMap<TrackedTask> m_tasks;
    std::deque<Group> m_groups; // those in use and those that are free
    std::vector<Group*> m_freeGroups;
    using Queue = std::map<std::uint64_t, Group*>; // by place: first come, first served
    Queue m_fresh;
    std::map<unsigned, Queue> m_blocked; // by concerns
    std::uint64_t m_lastPlace = 0, m_lastOrdered = 0; // fresh groups behind the latter are in order of arrival
    std::array<std::uint64_t, ConcernCount> m_changes{}; // by concern
    std::map<std::uint32_t, WaitingLine> m_preassigned;
    std::set<std::uint32_t> m_toCheck;
    std::set<std::string> m_ended;
    std::vector<Failure> m_failures; // not dated yet
    std::set<std::string> m_failing; // services with recent failures
};

} // namespace skep::scheduler

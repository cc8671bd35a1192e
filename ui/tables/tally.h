#pragma once

#include "shared/store/store.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_set>

namespace skep::ui {

// Whether it should run and has not come to its end.
[[nodiscard]] inline bool lives(const api::Task& task)
{
    return task.desiredState <= api::TaskState::Running && !isTerminal(task.status.state);
}

// How many tasks each service and each node has, counted once and kept up by events, so that no list counts while it paints.
class Tally {
public:
    struct Counts {
        int wanted = 0;  // tasks that should run or are on their way
        int running = 0; // of those
        int waiting = 0; // of those: without a node yet
        int failed = 0;  // ended in failure or refused, still remembered
        std::int64_t nanoCpus = 0, memoryBytes = 0; // reserved by the wanted ones
        bool operator==(const Counts&) const = default;
    };

    void restart(const store::View& view);
    // Events that the view already showed at restart() do no harm.
    void take(const store::Event& event);

    [[nodiscard]] Counts service(const std::string& id) const { return at(m_services, id); }
    [[nodiscard]] Counts node(const std::string& id) const { return at(m_nodes, id); }

private:
    using Table = std::map<std::string, Counts>;
    static Counts at(const Table& table, const std::string& id)
    {
        const auto found = table.find(id);
        return found == table.end() ? Counts{} : found->second;
    }
    void count(const store::Ptr<api::Task>& task);
    void forget(const store::Ptr<api::Task>& task);
    void add(const api::Task& task, int sign);

    std::unordered_set<const api::Task*> m_counted;

    Table m_services, m_nodes;
};

// How far a job is.
struct JobProgress {
    int done = 0, total = 0;
};
// Of its present run; nullopt for services that go on.
[[nodiscard]] std::optional<JobProgress> jobProgress(const store::View& view, const api::Service& service);

// How many tasks of a service are wanted: the number for replicated ones, for others what the orchestrator made.
[[nodiscard]] int desiredOf(const api::Service& service, const Tally::Counts& counts);

} // namespace skep::ui

#pragma once

#include "shared/orchestrator/plan.h"
#include "shared/orchestrator/restartpolicy.h"

namespace skep::orchestrator {

// Replaces tasks that ended or must leave their node, and starts replacements when it is time (orchestration.md §4). A
// replacement is made at once with desired state READY, so that it is prepared while its delay runs and its predecessor
// stops. What is kept here only sharpens what the records say; a new leader gets by without it.
class Restarts {
public:
    explicit Restarts(const Tuning& tuning)
        : m_tuning(tuning)
    {
    }

    void clear();
    void observe(const store::Event& event);
    void forgetService(const std::string& serviceId);

    // `slot`: for jobs only the tasks of the current iteration.
    void restartEnded(Plan& plan, const Slot& slot);
    // Raises tasks that wait in this place to their goal if it is time, else sets an alarm.
    void startDue(Plan& plan, const SlotKey& key);

    // Writes a new task that may start as soon as nothing else in its place can still be running.
    void createNext(Plan& plan, api::Task task);
    // The task waits for nothing but its predecessors.
    void startSoon(const Plan& plan, const std::string& taskId);

private:
    struct Start {
        Timestamp since, due;
    };
    struct Failures {
        api::Version specVersion;
        unsigned count = 0;
    };

    void restart(Plan& plan, const Slot& slot, const api::Task& task);
    Nanoseconds delayAfter(const Plan& plan, const Slot& slot, const api::Task& task);
    Start& startOf(const Plan& plan, const Slot& slot, const api::Task& task);
    // When the last of the tasks that `task` waits for is given up on; zero if it waits for none.
    [[nodiscard]] Timestamp blockedUntil(
        const Plan& plan, const Slot& slot, const api::Task& task, Timestamp since) const;

    const Tuning& m_tuning;
    std::map<std::string, Start> m_starts; // by task that waits to start
    std::map<std::pair<std::string, SlotKey>, Failures> m_failures;
    std::set<std::string> m_ranWell; // tasks that had been RUNNING for backoffReset when they ended
};

} // namespace skep::orchestrator

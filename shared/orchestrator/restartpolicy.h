#pragma once

#include "shared/orchestrator/defaults.h"
#include "shared/orchestrator/slots.h"

// Decisions about restarts, from the records alone (orchestration.md §4.1). Docker keeps a history of restarts in the
// leader's memory; here it is read from the tasks of the slot, of which the reaper keeps as many as max attempts needs,
// so a new leader decides alike.
namespace skep::orchestrator {

struct RestartPolicy {
    api::RestartCondition condition = api::RestartCondition::Any;
    Nanoseconds delay = RestartDelay;
    std::uint64_t maxAttempts = 0; // 0: any number
    Nanoseconds window{0}; // 0: since ever
};

// With Docker's defaults for what is absent.
[[nodiscard]] RestartPolicy restartPolicy(const api::TaskSpec& spec);

// How long the task may take to stop.
[[nodiscard]] Nanoseconds gracePeriod(const api::Task& task);

// Whether `task`, which ended or has to leave its node, may be replaced. `slot` holds its place's tasks (for jobs:
// those of its iteration). A restart is recorded by each task of the same spec version but the first. A job that
// completed is never restarted, whatever the condition.
[[nodiscard]] bool shouldRestart(const Slot& slot, const api::Task& task);

// The tasks that make the slot count as filled: those wanted, or else the last one, if it is finished for good
// (condition none, attempts used up). Not for jobs. Source: orchestration.md §4.4, without the defect about tasks
// marked REMOVE.
[[nodiscard]] std::vector<TaskPtr> filledBy(const Slot& slot, const api::Service& service);

// Failures in a row that ended in `task` being the newest, by the records: as many as the reaper left.
[[nodiscard]] unsigned failuresOnRecord(const Slot& slot, const api::Task& task, const Tuning& tuning);

// How long a replacement waits after the `failures`th failure in a row.
[[nodiscard]] Nanoseconds restartDelay(const RestartPolicy& policy, unsigned failures, const Tuning& tuning);

} // namespace skep::orchestrator

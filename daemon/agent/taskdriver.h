#pragma once

#include "daemon/agent/executor.h"
#include "shared/api/objects.h"

#include <optional>

// How a task moves, one step at a time, and what is reported of it (orchestration.md §2.3). Pure.
namespace skep::agent {

// `Accept`, `BeginPrepare` and `BeginStart` only change the status; the others are calls of the controller.
enum class Step { None, Accept, BeginPrepare, Prepare, BeginStart, Start, Wait, Shutdown };

// What to do for a task that was observed in one state and is wanted in another. Prepare, Start and Wait run even when the
// desired state is reached, so a replacement that is wanted Ready pulls its image while its predecessor still stops.
[[nodiscard]] Step nextStep(api::TaskState observed, api::TaskState desired);

// Whether a step that failed so is worth another try.
[[nodiscard]] bool isTransient(const Error& error);

// What is seen at the time of a report.
struct Observation {
    Timestamp now;
    std::optional<api::ContainerStatus> container;
    api::PortStatus ports;
};

// The status that follows `before`. The timestamp moves only if something else does.
// A step succeeded, or begins: state and message, no error.
[[nodiscard]] api::TaskStatus entered(api::TaskStatus before, api::TaskState state, Observation seen);
// The container came to its end by itself: Complete, or Failed with "task: non-zero exit (1)".
[[nodiscard]] api::TaskStatus exited(api::TaskStatus before, const Exit& exit, Observation seen);
// A step failed for good: Rejected before Starting, Failed from then on. The message stays that of the step.
[[nodiscard]] api::TaskStatus failed(api::TaskStatus before, const Error& error, Observation seen);
// A step failed and will be tried again: the state stays, the error says what it waits for.
[[nodiscard]] api::TaskStatus delayed(api::TaskStatus before, const Error& error, Observation seen);

} // namespace skep::agent

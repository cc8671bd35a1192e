#pragma once

#include "shared/orchestrator/slots.h"

#include <string>

// How far a new task has come, and what it waits for, in words.
namespace skep::orchestrator {

enum class StartStep {
    Placing, // it has no node yet
    Preparing, // its node fetches what it needs
    Yielding, // it is ready; a task before it was told to stop and still holds the place
    Delayed, // it is ready; a restart delay runs
    Starting, // it starts, or its health check has not yet succeeded
    Running,
    Ended,
};

// `slot`: the tasks of its place.
[[nodiscard]] StartStep stepOf(const store::View& view, const Slot& slot, const api::Task& task);
// When it came to that step, as far as the record says.
[[nodiscard]] Timestamp stepSince(const api::Task& task, Timestamp now);

// "slot 3", "node n1".
[[nodiscard]] std::string placeText(const store::View& view, const SlotKey& key);
// The node's hostname, else its id.
[[nodiscard]] std::string nodeText(const store::View& view, const std::string& nodeId);
// "task x is being prepared on node n1", "task x waits for task y to stop on node n1 (grace period 5 min)".
[[nodiscard]] std::string stepText(const store::View& view, const Slot& slot, const api::Task& task);

} // namespace skep::orchestrator

template <>
struct skep::api::EnumText<skep::orchestrator::StartStep> {
    using Step = skep::orchestrator::StartStep;
    static constexpr std::pair<Step, std::string_view> Table[]
        = {{Step::Placing, "placing"}, {Step::Preparing, "preparing"}, {Step::Yielding, "yielding"},
            {Step::Delayed, "delayed"}, {Step::Starting, "starting"}, {Step::Running, "running"}, {Step::Ended, "ended"}};
    static std::string invalid(std::string_view t) { return "invalid step: \"" + std::string(t) + "\""; }
};

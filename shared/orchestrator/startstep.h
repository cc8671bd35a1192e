#pragma once

#include "shared/api/reports.h"
#include "shared/orchestrator/slots.h"

#include <string>

// How far a new task has come, and what it waits for, in words.
namespace skep::orchestrator {

using api::StartStep;

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

#pragma once

#include "shared/orchestrator/plan.h"

// What an update asks about the tasks in one place.
namespace skep::orchestrator {

[[nodiscard]] api::UpdateState updateState(const api::Service& service);
[[nodiscard]] bool isPaused(api::UpdateState state);
// New tasks are being rolled out or back.
[[nodiscard]] bool isRolling(api::UpdateState state);

// Wanted and not running yet.
[[nodiscard]] bool isComing(const api::Task& task);
// `tasks` fill the slot. More than one, or one that does not follow the spec; a task that is leaving its node does not
// count beside one that stays.
[[nodiscard]] bool isDirtySlot(const Plan& plan, const std::vector<TaskPtr>& tasks);
// Of those wanted that have not ended, the one furthest on its way; null if there is none.
[[nodiscard]] TaskPtr furthest(const std::vector<TaskPtr>& tasks);
// Of those wanted that follow the spec and have not ended, the one furthest on its way; null if there is none.
[[nodiscard]] TaskPtr bestClean(const Plan& plan, const std::vector<TaskPtr>& tasks);
// A task that follows the spec, is not running yet and came after one of another version; null if there is none.
[[nodiscard]] TaskPtr newcomerOf(const Plan& plan, const Slot& slot);
// A new task in place of `old`, not yet written. While an update is under way or paused, a task of the old version comes
// back as it was until its turn has come: a crash must not spread the version that made the update pause.
[[nodiscard]] api::Task successorOf(const Plan& plan, const SlotKey& key, const api::Task& old);
void stopOthers(Plan& plan, const Slot& slot, const api::Task& keep);

// In any place with more than one wanted task: keeps one that follows the spec and stops the others, those of another
// version only once it runs. Tasks that are leaving their node are left to reconcileMoves().
void settleSlot(Plan& plan, const SlotKey& key);

} // namespace skep::orchestrator

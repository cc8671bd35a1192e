#pragma once

#include "shared/orchestrator/restarts.h"
#include "shared/orchestrator/startstep.h"

namespace skep::orchestrator {

// How an update or a rollback goes (orchestration.md §5.1), with Docker's defaults for what is absent.
struct UpdateRules {
    std::uint64_t parallelism = 1; // 0: all at once
    Nanoseconds delay{0};
    api::FailureAction action = api::FailureAction::Pause;
    Nanoseconds monitor = UpdateMonitor;
    double maxFailureRatio = 0;
    bool startFirst = false;
};

[[nodiscard]] UpdateRules updateRules(const std::optional<api::UpdateConfig>& config);

// One rolling update or rollback of one service to one spec (orchestration.md §5.3–§5.6). Each dirty slot is visited
// once: its task is replaced, the new one awaited, then the next slot's turn comes; at most `parallelism` slots are
// under way. New tasks are watched until they have run for the monitor period; too many failures stop the update. A new
// task that does not get to RUNNING counts as failed after Tuning::startTimeout, so that the update always comes to an
// end; the time in which its predecessor may stop does not count. A slot that is stuck for longer than
// Tuning::blockedNotice is named in the status, with the step and since when.
//
// What is kept here is progress. A new leader resumes from the tasks themselves: the slots still dirty, and those under
// way, which it goes on watching; failures it counts from zero.
class Update {
public:
    // `filled`: the slots in question. `former`: the update that this one supersedes, whose slots under way are taken
    // over.
    Update(const Plan& plan, const std::set<SlotKey>& filled, const Update* former);

    // False if there is nothing to do.
    [[nodiscard]] bool isNeeded() const { return !m_todo.empty() || !m_lanes.empty(); }
    // Its spec is still what the service wants.
    [[nodiscard]] bool isFor(const api::Service& service) const;
    // Stopped before its end; slots under way are still finished.
    [[nodiscard]] bool isHalted() const { return m_halted; }
    void halt();

    // Writes the status unless one that says so is there.
    void begin(Plan& plan) const;
    // To be called before ended tasks are restarted: looks at watched tasks in `slots` (`whole`: in all). May pause the
    // update or put the former spec back.
    void noteOutcomes(Plan& plan, const std::set<SlotKey>& slots, bool whole);
    // Finishes, continues and begins slots, ends the update, sets an alarm. `changed`: where to look (`whole`: anywhere).
    void advance(Plan& plan, Restarts& restarts, const std::set<SlotKey>& filled, const std::set<SlotKey>& changed,
        bool whole);

private:
    // A slot under way.
    struct Lane {
        std::string task; // the new one
        StartStep seen = StartStep::Placing;
        Timestamp since; // when it came to that step
        std::optional<Timestamp> restsUntil; // the new task is there (or failed); the delay runs
    };
    struct Watch {
        std::string task;
        std::optional<Timestamp> runningSince;
    };

    void survey(const Plan& plan, const std::set<SlotKey>& filled);
    void adopt(const Plan& plan, const SlotKey& key, const api::Task& task);
    // When a lane has to be looked at although nothing happens in it.
    [[nodiscard]] static std::optional<Timestamp> deadline(const Plan& plan, const Lane& lane);
    [[nodiscard]] static bool isOverdue(const Plan& plan, const Lane& lane);
    void noteOutcome(Plan& plan, const SlotKey& key);
    // Answers whether the slot is done with.
    bool follow(Plan& plan, const SlotKey& key, Lane& lane);
    void rest(const Plan& plan, Lane& lane) const;
    void visit(Plan& plan, Restarts& restarts, const SlotKey& key);
    void fail(Plan& plan, const std::string& taskId, const std::string& detail);
    void rollBack(Plan& plan, const std::string& reason);
    void tellWhatBlocks(Plan& plan) const;
    void setAlarm(Plan& plan) const;

    api::ServiceSpec m_spec;
    api::Version m_specVersion;
    UpdateRules m_rules;
    std::uint64_t m_total = 0, m_failures = 0;
    std::deque<SlotKey> m_todo;
    std::set<SlotKey> m_seen; // slots that are or were to be visited
    std::map<SlotKey, Lane> m_lanes;
    std::map<SlotKey, Watch> m_watched;
    bool m_halted = false, m_finished = false;
};

// Sees to the update of a service after its tasks were reconciled. `whole`: its spec or its status may have changed.
void advanceUpdate(Plan& plan, Restarts& restarts, std::optional<Update>& update, const std::set<SlotKey>& filled,
    const std::set<SlotKey>& changed, bool whole);

} // namespace skep::orchestrator

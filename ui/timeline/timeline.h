#pragma once

#include "shared/store/store.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace skep::ui {

// What a slot goes through when an update replaces its task, in the order of stop-first.
enum class Phase : std::uint8_t {
    Prepare, // the new task gets a node, its image and what it mounts
    Stop,    // the old task ends
    Start,   // the new container is made and starts
    Health,  // it runs, but its health check has not said yes
    Delay,   // it runs; the next slot has to wait
};

// A phase as it was seen. An edge is "seen late" when the mirror learned of it at once with a later one.
struct PhaseBar {
    Phase phase = Phase::Prepare;
    Timestamp from, to; // `to` is zero while it lasts
    bool late = false;
    bool operator==(const PhaseBar&) const = default;
};

struct SlotRow {
    std::string key; // "3", or a node's id of a global service
    std::uint64_t slot = 0;
    std::string nodeId;
    std::vector<PhaseBar> bars;
    bool finished = false; // the new task runs
    std::string failure;   // why the newest attempt failed, "" when none did
    int attempts = 0;      // new tasks made for the slot
    std::string waitsFor;  // the id of the task whose phase lasts
};

struct Timeline {
    std::vector<SlotRow> rows; // by first motion, then slot; slots that nothing has touched yet are absent
    int total = 0, done = 0, failed = 0;
    Timestamp begin, end; // of all that was seen; `end` is `now` while something moves
};

// Remembers when the mirror saw what, task by task: tasks themselves carry only their latest status. Pure; times come with the events.
class TimelineLog {
public:
    // Takes what the store shows as seen so far; edges in its past are known by the tasks' own times only, so they are marked late.
    void restart(const store::View& view, const std::string& serviceId, Timestamp now);
    void take(const std::vector<store::Event>& events, Timestamp now);
    // Of the update to the service's present specification.
    [[nodiscard]] Timeline build(const api::Service& service, Timestamp now) const;

private:
    struct Seen {
        std::uint64_t slot = 0;
        std::string nodeId;
        api::Version version; // where the server tells it; zero elsewhere
        api::TaskSpec spec;   // as far as a change of it makes a new task
        bool health = false; // a health check is defined
        Timestamp created, preparing, ready, starting, running, stopping, ended;
        bool late = false;
        api::TaskState last = api::TaskState::New;
        std::string err;
    };
    void see(const api::Task& task, Timestamp now, bool first);
    [[nodiscard]] static api::TaskSpec essence(api::TaskSpec spec);

    std::string m_service;
    std::map<std::string, Seen> m_tasks;
};

// The row that holds the update up: its phase lasts longer than max(3 × the median of finished ones, 30 s). nullopt: none does.
struct Stall {
    std::string key;
    Phase phase = Phase::Prepare;
    Nanoseconds since{};
};
[[nodiscard]] std::optional<Stall> stallOf(const Timeline& timeline, Timestamp now);

} // namespace skep::ui

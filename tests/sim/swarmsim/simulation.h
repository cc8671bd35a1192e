#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

// Whole swarms in virtual time, from one seed: several managers with a replicated log, the real reconcilers, dispatcher
// and agents; engines, network and log are the simulator's. Users change services and nodes while machines, managers
// and connections fail; then everything is healed and has to come to rest.
namespace skep::swarmsim {

// Mistakes that the checks must catch.
enum class Bug {
    None,
    ImpatientStart,        // a replacement starts at once, whatever its predecessor does
    PortBlindPlacement,    // the scheduler does not look at host ports
    AddressReused,         // a task gets the addresses of another
    SchedulerDeafToNodes,  // nodes that change do not wake the scheduler
    OrchestratorDeafToNodes, // nor the orchestrator
    EagerReaper,           // records go while a node still has the container
    StatesGoBack,          // an old report replaces a newer one
    LostAssignment,        // a session drops a message and goes on
    AmnesiacAllocator,     // a new leader does not know what was given out
    NoEnforcer,            // nobody looks after constraints
    SkippedEntry,          // a follower misses an entry of the log
    NeverReplaced,         // failed tasks are not replaced
};

struct Options {
    std::uint64_t seed = 1;
    Bug bug = Bug::None;
    std::function<void(const std::string&)> trace; // called with one line for everything that happens
};

// What a run reached; tells whether the faults exercised anything.
struct Counters {
    std::uint64_t entries = 0, terms = 0, tasks = 0, ran = 0, crashes = 0, changes = 0, faults = 0, updates = 0, jobsDone = 0;

    Counters& operator+=(const Counters& other);
};

struct Report {
    std::optional<std::string> violation; // the first one, with the virtual time
    Counters counters;
    std::uint64_t digest = 0; // of every committed entry; equal for equal options
};

[[nodiscard]] Report simulate(const Options& options);

} // namespace skep::swarmsim

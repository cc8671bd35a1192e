#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "daemon/raft/mutations.h"

// Whole Raft clusters in virtual time, from one seed: lossy network, crashing nodes, disks that forget, changing
// membership, clients. The checker looks at every replica after every step.
namespace skep::raftsim {

struct Options
{
    std::uint64_t seed = 1;
    raft::Mutations mutations;
    std::function<void(const std::string&)> trace; // called with one line for everything that happens
};

// What a run reached; tells whether the fault schedule exercised anything.
struct Counters
{
    std::uint64_t steps = 0;
    std::uint64_t leaders = 0;
    std::uint64_t committed = 0;
    std::uint64_t acknowledged = 0; // proposals
    std::uint64_t reads = 0; // answered with ok
    std::uint64_t crashes = 0;
    std::uint64_t truncations = 0;
    std::uint64_t configurations = 0; // committed
    std::uint64_t joint = 0; // committed joint ones
    std::uint64_t removals = 0; // replicas that learned of their removal
    std::uint64_t transfers = 0;
    std::uint64_t lostMessages = 0;

    Counters& operator+=(const Counters& other);
};

struct Report
{
    std::uint64_t seed = 0;
    std::optional<std::string> violation; // the first one, with the virtual time
    Counters counters;
    std::uint64_t digest = 0; // of everything that happened; equal for equal options
};

[[nodiscard]] Report simulate(const Options& options);

} // namespace skep::raftsim

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "checker.h"
#include "daemon/raft/raft.h"
#include "disk.h"
#include "hash.h"
#include "network.h"
#include "shared/base/rng.h"
#include "simulation.h"

namespace skep::raftsim {

constexpr Micros Tick = 100'000;
constexpr Micros Millisecond = 1000;
constexpr Micros Second = 1'000'000;

// One replica with its disk, and what its clients wait for.
struct Node
{
    explicit Node(raft::RaftId id, const raft::Configuration& initial)
        : id(id)
        , disk(initial)
    {
    }

    raft::RaftId id;
    Disk disk;
    std::optional<raft::Raft> raft; // while it runs
    std::uint64_t life = 0;
    Micros tickPeriod = Tick;
    Micros slowDiskUntil = 0;
    Micros pausedUntil = 0;
    bool outputDue = false;
    raft::SoftState soft;
    bool isRetired = false; // learned of its removal
    Micros diskFreeAt = 0;
    std::map<raft::ReadId, raft::Index> reads; // and the index that the answer must reach
    std::map<raft::Index, raft::Term> proposals;

    [[nodiscard]] bool isUp() const { return raft.has_value(); }
};

// The cluster, its surroundings and the queue of what happens next.
class World
{
public:
    explicit World(const Options& options);

    Report run();

private:
    using Task = std::function<void()>;

    // world.cpp
    void at(Micros time, Task task);
    void in(Micros delay, Task task) { at(m_now + delay, std::move(task)); }
    void runUntil(Micros time, const std::function<bool()>& done = {});
    void trace(const std::string& line);
    Node& addNode(raft::RaftId id, const raft::Configuration& initial);
    void start(Node& node);
    void crash(Node& node);
    // Runs `task` unless the node has died meanwhile; later if it is paused.
    void onNode(Node& node, Micros delay, std::function<void(Node&)> task);
    void scheduleTick(Node& node);
    void touched(Node& node);
    void takeOutput(Node& node);
    void write(Node& node, raft::WriteBatch batch);
    void sync(Node& node);
    void send(const raft::Message& message);
    void arrive(const raft::Message& message);
    void deliver(Node& node, const std::vector<raft::Entry>& entries);
    [[nodiscard]] bool chance(unsigned percent) { return m_rng.below(100) < percent; }
    [[nodiscard]] Micros between(Micros low, Micros high) { return low + m_rng.below(high - low + 1); }

    // workload.cpp
    void setUp();
    void scheduleClient();
    void propose();
    void read();
    void scheduleMembership();
    void changeMembership(Node& leader);
    [[nodiscard]] std::optional<raft::Change> drawChange(const raft::Configuration& configuration);
    [[nodiscard]] Node* anyLeader();
    // The leader of the highest term, if one is known.
    [[nodiscard]] Node* newestLeader();

    // faults.cpp
    void scheduleFaults();
    void doHarm();
    void drawWeather();
    void cutSomething();
    void crashSomething();
    void calm();

    // liveness.cpp: what must come about once all harm has ended
    void checkLiveness();
    [[nodiscard]] bool hasConverged();
    [[nodiscard]] bool isSettled(Node& leader);
    [[nodiscard]] std::string describe() const;

    struct Event
    {
        Micros at = 0;
        std::uint64_t sequence = 0;
        std::shared_ptr<Task> task;
        bool operator>(const Event& other) const
        {
            return std::pair(at, sequence) > std::pair(other.at, other.sequence);
        }
    };

    Options m_options;
    Rng m_rng;
    Checker m_checker;
    Network m_network;
    Micros m_now = 0;
    std::uint64_t m_sequence = 0;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    std::map<raft::RaftId, std::unique_ptr<Node>> m_nodes;
    raft::Limits m_limits;
    bool m_isChaos = false;
    bool m_changesMembers = false;
    std::uint64_t m_nextProposal = 1;
    std::uint64_t m_nextRead = 1;
    std::uint64_t m_nextId = 1;
    raft::Index m_lastConfiguration;
    Counters m_counters;
    Hash m_digest;
};

} // namespace skep::raftsim

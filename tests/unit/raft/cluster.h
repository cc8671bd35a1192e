#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "bench.h"

namespace skep::raft {

// Several replicas with an instant network and disks, each of which a test may hold back, cut or crash.
class Cluster
{
public:
    struct Node
    {
        Config config;
        PersistedState disk;
        std::optional<Raft> raft; // while it runs
        std::deque<WriteBatch> unsynced;
        bool isDiskHeld = false;
        std::vector<Entry> applied; // in this life
        std::vector<ReadState> reads;
        std::uint64_t lives = 0;
        bool removed = false;
        std::optional<Error> fault;
    };

    explicit Cluster(const Configuration& initial, const Limits& limits = {});

    // Starts another replica, which knows nobody.
    void add(std::uint64_t id, const Configuration& initial = {});
    Node& node(std::uint64_t id) { return m_nodes.at({id}); }
    Raft& raft(std::uint64_t id) { return *node(id).raft; }
    [[nodiscard]] Status status(std::uint64_t id) { return raft(id).status(); }
    // The data of the applied Normal entries that are not no-ops.
    [[nodiscard]] std::vector<Bytes> applied(std::uint64_t id);

    // Everything that can happen without time passing.
    void settle();
    void tick(std::uint64_t id, unsigned count = 1);
    // Everyone, in turn.
    void tickAll(unsigned count = 1);
    // Ticks until someone leads; 0 if nobody did within 100 ticks.
    std::uint64_t awaitLeader();
    // `id` campaigns at once.
    void campaign(std::uint64_t id);
    Result<ProposeResult> propose(std::uint64_t id, const Bytes& data);
    Result<ProposeResult> change(std::uint64_t id, const Change& change);

    void cutOneWay(std::uint64_t from, std::uint64_t to) { m_cut.insert({{from}, {to}}); }
    void cut(std::uint64_t a, std::uint64_t b);
    void isolate(std::uint64_t id);
    void heal() { m_cut.clear(); }
    // Messages for which `take` is true go to `held` instead; null to stop.
    void intercept(std::function<bool(const Message&)> take) { m_intercept = std::move(take); }
    std::vector<Message> held;
    void inject(const Message& message);

    void holdDisk(std::uint64_t id) { node(id).isDiskHeld = true; }
    // The oldest held write becomes durable.
    void syncOne(std::uint64_t id);
    void releaseDisk(std::uint64_t id);
    void crash(std::uint64_t id); // what is not durable is lost
    void restart(std::uint64_t id);

    // Number of messages delivered since the start.
    std::uint64_t delivered = 0;

private:
    void start(Node& node);
    bool carryOut(Node& node);
    void sync(Node& node);
    void post(const std::vector<Message>& messages);

    std::map<RaftId, Node> m_nodes;
    Limits m_limits;
    std::deque<Message> m_network;
    std::set<std::pair<RaftId, RaftId>> m_cut;
    std::function<bool(const Message&)> m_intercept;
};

} // namespace skep::raft

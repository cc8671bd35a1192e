#pragma once

#include "daemon/dispatcher/dispatcher.h"
#include "daemon/manager/reconcilerloop.h"
#include "shared/base/rng.h"
#include "tests/sim/swarmsim/simulation.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

// The managers: a replicated log as Raft keeps it, seen from outside, and what is alive while one of them leads.
namespace skep::swarmsim {

class ControlPlane;

// Work of the leader, one entry at a time.
class LogProposer final : public consensus::Proposer {
public:
    LogProposer(ControlPlane& plane, std::shared_ptr<store::Store> store) : m_plane(plane), m_store(std::move(store)) {}

    [[nodiscard]] async::Task<Result<void>> update(Work work) override;
    // Nothing reaches the others any more.
    void stall() { m_stalled = true; }
    // Leadership is over. The entry in flight is committed if `survives`.
    void lose(bool survives);
    [[nodiscard]] bool idle() const { return m_queue.empty() && m_inFlight.empty(); }

private:
    struct Waiting {
        Work work;
        async::Pending<void> done;
    };

    static async::Task<Result<void>> resultOf(async::Pending<void> done);
    void turn();
    void commit();

    ControlPlane& m_plane;
    std::shared_ptr<store::Store> m_store;
    std::deque<Waiting> m_queue;
    std::vector<async::Pending<void>> m_inFlight;
    Bytes m_entry;
    async::Timer m_turn, m_commit;
    bool m_stalled = false, m_lost = false;
};

struct Term {
    Term(ControlPlane& plane, std::shared_ptr<store::Store> replica, std::uint64_t seed);

    std::shared_ptr<store::Store> store;
    LogProposer proposer;
    dispatcher::Dispatcher dispatcher;
    manager::ReconcilerLoop reconcilers;
    async::TaskScope handlers; // of agents' requests
    async::TaskScope scope;
    std::chrono::nanoseconds since{0};
};

struct ManagerNode {
    std::string nodeId, addr;
    bool up = true;
    bool isolated = false; // from the other managers
    std::shared_ptr<store::Store> store = std::make_shared<store::Store>();
    std::unique_ptr<Term> term;
    std::uint64_t life = 0;
};

class ControlPlane {
public:
    ControlPlane(const Options& options, Rng& rng, std::size_t managers);

    // After every committed entry, with the canonical replica.
    std::function<void(const std::vector<store::Event>&)> onCommit;
    std::function<void(const std::string&)> onProblem;
    std::function<void(const std::string& nodeId)> onCutOff;
    std::function<void(const std::string&)> trace;

    // Content of a new swarm, and the first election.
    void found(std::vector<store::ObjectPtr> objects);
    void crash(ManagerNode& manager);
    void restart(ManagerNode& manager);
    // Cut off from the other managers; agents still reach it.
    void isolate(ManagerNode& manager);
    void rejoin(ManagerNode& manager);
    void stepDown();
    [[nodiscard]] async::Task<void> close();

    [[nodiscard]] ManagerNode* leader() const { return m_leader; }
    [[nodiscard]] std::string leaderKnownTo(const ManagerNode& manager) const;
    [[nodiscard]] std::vector<api::ManagerAddress> addresses() const;
    // Asks the leader, if there is one, as a client would.
    void write(consensus::Proposer::Work work);
    [[nodiscard]] std::uint64_t lastIndex() const { return m_log.size(); }
    // What differs between the replicas that are up.
    [[nodiscard]] std::optional<std::string> difference() const;

    std::vector<std::unique_ptr<ManagerNode>> managers;
    store::Store canon;
    std::uint64_t digest = 0xcbf29ce484222325U, terms = 0;

private:
    friend class LogProposer;
    friend struct Term;

    void commit(Bytes entry);
    void catchUp(ManagerNode& manager);
    void endTerm(ManagerNode& manager, bool survives);
    void scheduleElection();
    void elect();
    void spread();
    static async::Task<void> closeTerm(std::unique_ptr<Term> term);
    static async::Task<void> writeOnce(Term* term, consensus::Proposer::Work work);
    [[nodiscard]] std::chrono::nanoseconds between(std::chrono::milliseconds low, std::chrono::milliseconds high);

    const Options& m_options;
    Rng& m_rng;
    ManagerNode* m_leader = nullptr;
    std::vector<Bytes> m_log;
    Timestamp m_lastAt{1};
    std::shared_ptr<void> m_canonWatch;
    async::Timer m_election;
    std::vector<async::Timer> m_later;
    async::TaskScope m_ending;
};

// The reconcilers of a leader, with the mistake planted.
[[nodiscard]] manager::ReconcilerLoop::Reconcilers reconcilersWith(Bug bug);
// A mistake in what is written, whoever writes.
void spoil(Bug bug, store::Tx& tx, Rng& rng);

} // namespace skep::swarmsim

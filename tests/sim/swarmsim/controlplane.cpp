#include "tests/sim/swarmsim/controlplane.h"

#include "shared/base/bytes.h"

#include <utility>

namespace skep::swarmsim {

// --- LogProposer

async::Task<Result<void>> LogProposer::resultOf(async::Pending<void> done)
{
    auto result = co_await done;
    co_return result;
}

async::Task<Result<void>> LogProposer::update(Work work)
{
    const async::Pending<void> done;
    if (m_lost) {
        done.resolve(fail(ErrorCode::Unavailable, "this manager does not lead"));
    } else {
        m_queue.push_back({std::move(work), done});
        if (m_inFlight.empty())
            m_turn.arm(0ns, [this] { turn(); });
    }
    return resultOf(done);
}

void LogProposer::turn()
{
    if (m_lost || !m_inFlight.empty() || m_queue.empty())
        return;
    store::Tx tx(*m_store);
    std::vector<async::Pending<void>> written;
    for (const Waiting& waiting : std::exchange(m_queue, {})) {
        store::Tx child(tx);
        auto result = waiting.work(child);
        if (!result) {
            waiting.done.resolve(std::move(result));
            continue;
        }
        tx.merge(std::move(child));
        written.push_back(waiting.done);
    }
    spoil(m_plane.m_options.bug, tx, m_plane.m_rng);
    if (tx.empty()) {
        for (const auto& done : written)
            done.resolve({});
        return;
    }
    m_plane.m_lastAt = std::max(async::loop().now(), m_plane.m_lastAt + 1ns);
    m_entry = store::encode(store::Transaction{.at = m_plane.m_lastAt, .changes = tx.changes()});
    m_inFlight = std::move(written);
    m_commit.arm(m_plane.between(1ms, 15ms), [this] { commit(); });
}

void LogProposer::commit()
{
    if (m_lost || m_stalled)
        return;
    m_plane.commit(std::exchange(m_entry, {}));
    for (const auto& done : std::exchange(m_inFlight, {}))
        done.resolve({});
    m_turn.arm(0ns, [this] { turn(); });
}

void LogProposer::lose(bool survives)
{
    m_lost = true;
    m_turn.disarm();
    m_commit.disarm();
    if (survives && !m_stalled && !m_inFlight.empty())
        m_plane.commit(std::move(m_entry));
    for (const auto& done : std::exchange(m_inFlight, {}))
        done.resolve(fail(ErrorCode::Unknown, "raft: failed to process the request: node lost leader status"));
    for (const Waiting& waiting : std::exchange(m_queue, {}))
        waiting.done.resolve(fail(ErrorCode::Unavailable, "this manager does not lead"));
}

// --- Term

Term::Term(ControlPlane& plane, std::shared_ptr<store::Store> replica, std::uint64_t seed)
    : store(std::move(replica))
    , proposer(plane, store)
    , dispatcher(*store, proposer, [&plane] { return plane.addresses(); },
          [&plane](const std::string& nodeId) { plane.onCutOff(nodeId); })
    , reconcilers(*store, proposer, reconcilersWith(plane.m_options.bug), seed)
    , since(async::loop().monotonic())
{
}

// --- ControlPlane

ControlPlane::ControlPlane(const Options& options, Rng& rng, std::size_t count)
    : m_options(options)
    , m_rng(rng)
{
    for (std::size_t number = 1; number <= count; ++number) {
        auto manager = std::make_unique<ManagerNode>();
        manager->nodeId = "n" + std::to_string(number);
        manager->addr = "m" + std::to_string(number) + ":2377";
        managers.push_back(std::move(manager));
    }
    m_canonWatch = canon.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) { onCommit(events); });
}

std::chrono::nanoseconds ControlPlane::between(std::chrono::milliseconds low, std::chrono::milliseconds high)
{
    return low + std::chrono::milliseconds(m_rng.below(std::uint64_t((high - low).count()) + 1));
}

void ControlPlane::found(std::vector<store::ObjectPtr> objects)
{
    store::Transaction first{.at = m_lastAt};
    for (auto& object : objects)
        first.changes.push_back({store::Action::Create, std::move(object)});
    commit(store::encode(first));
    elect();
}

void ControlPlane::commit(Bytes entry)
{
    for (const char byte : entry)
        digest = (digest ^ std::uint8_t(byte)) * 0x100000001b3U;
    m_log.push_back(std::move(entry));
    const auto decoded = store::decodeTransaction(m_log.back());
    if (!decoded) {
        onProblem("an entry of the log cannot be read: " + decoded.error().message);
        return;
    }
    if (const auto applied = canon.apply(m_log.size(), *decoded); !applied) {
        onProblem("a committed entry cannot be applied: " + applied.error().message);
        return;
    }
    if (m_leader)
        catchUp(*m_leader);
    spread();
}

// Followers hear of it a little later, each at its own time.
void ControlPlane::spread()
{
    for (const auto& manager : managers) {
        if (!manager->up || manager->isolated || manager.get() == m_leader)
            continue;
        if (m_later.size() > 64)
            m_later.erase(m_later.begin(), m_later.begin() + 16);
        m_later.emplace_back().arm(between(1ms, 200ms), [this, replica = manager.get(), life = manager->life] {
            if (replica->up && !replica->isolated && replica->life == life)
                catchUp(*replica);
        });
    }
}

void ControlPlane::catchUp(ManagerNode& manager)
{
    while (manager.store->version() < m_log.size()) {
        auto decoded = store::decodeTransaction(m_log[std::size_t(manager.store->version())]);
        if (decoded && m_options.bug == Bug::SkippedEntry && &manager != m_leader && manager.store->version() % 50 == 49)
            decoded->changes.clear();
        if (!decoded || !manager.store->apply(manager.store->version() + 1, *decoded)) {
            onProblem("a replica cannot follow");
            return;
        }
    }
}

void ControlPlane::crash(ManagerNode& manager)
{
    if (!std::exchange(manager.up, false))
        return;
    ++manager.life;
    trace("manager " + manager.addr + " dies");
    endTerm(manager, m_rng.below(2) == 0);
    manager.store = std::make_shared<store::Store>();
}

void ControlPlane::restart(ManagerNode& manager)
{
    if (std::exchange(manager.up, true))
        return;
    manager.isolated = false;
    trace("manager " + manager.addr + " is back");
    if (m_rng.below(2) == 0) {
        // From a snapshot, which went over the wire.
        std::vector<store::ObjectPtr> objects;
        for (const auto& object : canon.objects())
            if (auto decoded = store::decodeObject(store::encode(object)))
                objects.push_back(std::move(*decoded));
        manager.store->restore(canon.version(), std::move(objects));
    }
    catchUp(manager);
    scheduleElection();
}

void ControlPlane::isolate(ManagerNode& manager)
{
    if (!manager.up || std::exchange(manager.isolated, true))
        return;
    trace("manager " + manager.addr + " is cut off from the others");
    if (!manager.term)
        return;
    // It finds out a little later; the others may elect before that.
    manager.term->proposer.stall();
    m_leader = nullptr;
    m_later.emplace_back().arm(between(500ms, 2000ms), [this, old = &manager, life = manager.life] {
        if (old->life == life && old->isolated)
            endTerm(*old, false);
    });
    scheduleElection();
}

void ControlPlane::rejoin(ManagerNode& manager)
{
    if (!std::exchange(manager.isolated, false))
        return;
    trace("manager " + manager.addr + " reaches the others again");
    if (manager.term && &manager != m_leader)
        endTerm(manager, false);
    catchUp(manager);
    scheduleElection();
}

void ControlPlane::stepDown()
{
    if (!m_leader)
        return;
    trace("leader " + m_leader->addr + " steps down");
    endTerm(*m_leader, m_rng.below(2) == 0);
}

void ControlPlane::endTerm(ManagerNode& manager, bool survives)
{
    auto term = std::move(manager.term);
    if (&manager == m_leader)
        m_leader = nullptr;
    if (term) {
        term->proposer.lose(survives);
        m_ending.spawn("end of a term", closeTerm(std::move(term)));
    }
    if (!m_leader)
        scheduleElection();
}

async::Task<void> ControlPlane::closeTerm(std::unique_ptr<Term> term)
{
    co_await term->reconcilers.close();
    co_await term->dispatcher.close();
    co_await term->handlers.close();
    co_await term->scope.close();
}

void ControlPlane::scheduleElection() { m_election.arm(between(1000ms, 2000ms), [this] { elect(); }); }

void ControlPlane::elect()
{
    if (m_leader)
        return;
    std::vector<ManagerNode*> candidates;
    for (const auto& manager : managers)
        if (manager->up && !manager->isolated)
            candidates.push_back(manager.get());
    if (candidates.size() * 2 <= managers.size())
        return;
    ManagerNode& chosen = *candidates[std::size_t(m_rng.below(candidates.size()))];
    if (chosen.term) // of an earlier time, not yet over
        endTerm(chosen, false);
    m_leader = &chosen;
    catchUp(chosen);
    ++terms;
    trace("manager " + chosen.addr + " leads");
    chosen.term = std::make_unique<Term>(*this, chosen.store, m_rng.next());
    chosen.term->scope.spawn("dispatcher", chosen.term->dispatcher.start());
    chosen.term->reconcilers.start();
}

std::string ControlPlane::leaderKnownTo(const ManagerNode& manager) const
{
    if (manager.term)
        return manager.addr;
    return manager.isolated || !m_leader ? std::string() : m_leader->addr;
}

std::vector<api::ManagerAddress> ControlPlane::addresses() const
{
    std::vector<api::ManagerAddress> all;
    for (const auto& manager : managers)
        all.push_back({manager->nodeId, manager->addr});
    return all;
}

async::Task<void> ControlPlane::writeOnce(Term* term, consensus::Proposer::Work work)
{
    [[maybe_unused]] const auto written = co_await term->proposer.update(std::move(work));
}

void ControlPlane::write(consensus::Proposer::Work work)
{
    if (m_leader && m_leader->term)
        m_leader->term->handlers.spawn("client", writeOnce(m_leader->term.get(), std::move(work)));
}

std::optional<std::string> ControlPlane::difference() const
{
    const auto content = [](const store::Store& store) {
        std::map<std::string, Bytes> rows;
        for (const auto& object : store.objects())
            rows[std::to_string(int(store::kindOf(object))) + store::idOf(object)] = store::encode(object);
        return rows;
    };
    const auto expected = content(canon);
    for (const auto& manager : managers)
        if (manager->up && content(*manager->store) != expected)
            return "the replica of " + manager->addr + " differs from the log";
    return {};
}

async::Task<void> ControlPlane::close()
{
    m_election.disarm();
    m_later.clear();
    for (const auto& manager : managers)
        endTerm(*manager, false);
    m_election.disarm();
    co_await m_ending.close();
}

} // namespace skep::swarmsim

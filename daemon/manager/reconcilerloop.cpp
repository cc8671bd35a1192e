#include "daemon/manager/reconcilerloop.h"

#include "daemon/allocator/allocator.h"
#include "shared/base/logging.h"
#include "shared/orchestrator/orchestrator.h"
#include "shared/orchestrator/taskreaper.h"
#include "shared/scheduler/constraintenforcer.h"
#include "shared/scheduler/scheduler.h"

namespace skep::manager {
namespace {

// A pass that keeps writing is cut here and goes on in the next entry.
constexpr int MaxRounds = 8;

} // namespace

ReconcilerLoop::ReconcilerLoop(store::Store& store, consensus::Proposer& proposer)
    : ReconcilerLoop(store, proposer, standard(), secureRandom64())
{
}

ReconcilerLoop::ReconcilerLoop(store::Store& store, consensus::Proposer& proposer, Reconcilers reconcilers, std::uint64_t seed)
    : m_store(store)
    , m_proposer(proposer)
    , m_reconcilers(std::move(reconcilers))
    , m_rng(seed)
{
}

ReconcilerLoop::Reconcilers ReconcilerLoop::standard()
{
    Reconcilers reconcilers;
    reconcilers.push_back(std::make_unique<scheduler::ConstraintEnforcer>());
    reconcilers.push_back(std::make_unique<orchestrator::Orchestrator>());
    reconcilers.push_back(std::make_unique<allocator::Allocator>());
    reconcilers.push_back(std::make_unique<scheduler::Scheduler>());
    reconcilers.push_back(std::make_unique<orchestrator::TaskReaper>());
    return reconcilers;
}

ReconcilerLoop::~ReconcilerLoop() = default;

void ReconcilerLoop::start()
{
    m_subscription = m_store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) {
        for (const store::Event& event : events)
            show(event);
        m_changed.notify();
    });
    m_scope.spawn("reconcilers", run());
}

async::Task<void> ReconcilerLoop::close()
{
    m_subscription.reset();
    co_await m_scope.close();
}

void ReconcilerLoop::show(const store::Event& event)
{
    for (std::size_t i = 0; i < m_started; ++i)
        m_reconcilers[i]->observe(event);
}

// One after the other, and the manager does what else there is in between: for a large swarm each takes a while. Those
// whose turn is still to come read later what they were not shown.
async::Task<Result<void>> ReconcilerLoop::readStore()
{
    for (m_started = 0; m_started < m_reconcilers.size();) {
        m_reconcilers[m_started++]->start(m_store, async::loop().now());
        const auto slept = co_await async::sleepFor(0ns, m_scope.stop());
        if (!slept)
            co_return slept;
    }
    m_changed.notify();
    co_return Result<void>();
}

async::Task<void> ReconcilerLoop::run()
{
    if (auto ready = co_await readStore(); !ready)
        co_return;
    for (;;) {
        std::chrono::nanoseconds wait(-1);
        if (m_wakeAt)
            wait = std::max<std::chrono::nanoseconds>(*m_wakeAt - async::loop().now(), 0ns);
        const auto woken = co_await m_changed.wait(m_scope.stop(), wait);
        if (!woken)
            co_return;
        const auto written = co_await m_proposer.update([this](store::Tx& tx) { return pass(tx); });
        if (m_scope.stop().requested())
            co_return;
        if (!written) {
            qCWarning(logOrchestrator) << "a plan was not written:" << log(written.error().message);
            // What the reconcilers remember may rest on that plan.
            auto ready = co_await async::sleepFor(100ms, m_scope.stop());
            if (ready)
                ready = co_await readStore();
            if (!ready)
                co_return;
        }
    }
}

Result<void> ReconcilerLoop::pass(store::Tx& tx)
{
    if (m_scope.stop().requested())
        return {};
    const Timestamp now = async::loop().now();
    m_wakeAt.reset();
    // Until nobody has anything to add: the reaper's deletions may free what the scheduler waits for.
    for (int round = 0; round < MaxRounds; ++round) {
        bool wrote = false;
        for (const auto& reconciler : m_reconcilers) {
            if (const auto at = reconciler->reconcile(tx, now, m_rng); at && (!m_wakeAt || *at < *m_wakeAt))
                m_wakeAt = at;
            for (const store::Event& event : tx.takeEvents()) {
                wrote = true;
                show(event);
            }
        }
        if (!wrote)
            return {};
    }
    m_changed.notify();
    return {};
}

} // namespace skep::manager

#include "daemon/agent/agent.h"

#include "daemon/agent/abandon.h"
#include "daemon/agent/defaults.h"
#include "daemon/agent/hostdescription.h"
#include "daemon/agent/leadersearch.h"
#include "shared/base/logging.h"

#include <algorithm>
#include <utility>

namespace skep::agent {
namespace {

NodeFacts factsOf(const Agent::Options& options, const api::NodeDescription& description)
{
    return {.nodeId = options.nodeId, .hostname = description.hostname, .platform = description.platform};
}

api::NodeDescription named(api::NodeDescription description, const Agent::Options& options)
{
    if (!options.hostname.empty())
        description.hostname = options.hostname;
    return description;
}

} // namespace

Agent::Agent(Executor& executor, TaskDb& db, Options options, std::shared_ptr<Managers> managers)
    : m_executor(executor)
    , m_options(std::move(options))
    , m_managers(std::move(managers))
    , m_worker(executor, db, factsOf(m_options, named(describeHost(), m_options)),
          [this](const std::string& taskId, const api::TaskStatus& status) {
              if (m_session)
                  m_session->report(taskId, status);
          })
    , m_rng(m_options.seed != 0 ? m_options.seed : secureRandom64())
    , m_description(named(describeHost(), m_options))
{
}

void Agent::start()
{
    m_scope.spawn("description", pollDescription());
    m_scope.spawn("sessions", run());
}

async::Task<void> Agent::close()
{
    co_await m_scope.close();
    for (const auto& waiting : std::exchange(m_waiting, {}))
        waiting.resolve(fail(ErrorCode::Cancelled, "the agent was closed"));
    co_await m_worker.close();
}

async::Task<void> Agent::leave()
{
    co_await m_scope.close();
    co_await m_worker.leave();
}

async::Task<Result<void>> Agent::firstSession(async::Stop stop)
{
    const async::Pending<void> ready;
    if (m_everReady)
        ready.resolve({});
    else
        m_waiting.push_back(ready);
    auto result = co_await async::orStopped(ready, stop);
    co_return result;
}

void Agent::reconnect()
{
    m_again = true;
    if (m_session)
        m_session->end({ErrorCode::Cancelled, "a new session is wanted"});
    m_hurry.notify();
}

async::Task<void> Agent::run()
{
    const auto stop = m_scope.stop();
    co_await m_worker.start();
    // Not to register without an engine, and again with one right after.
    [[maybe_unused]] const auto described = co_await m_described.wait(stop, FirstDescribePatience);
    while (!stop.requested()) {
        const auto delay = co_await serveOnce();
        if (delay.count() > 0 && !m_again) {
            [[maybe_unused]] const auto hurried = co_await m_hurry.wait(stop, delay);
        }
    }
}

// One try, and the session if it succeeds; then how long to wait before the next.
async::Task<std::chrono::nanoseconds> Agent::serveOnce()
{
    const auto stop = m_scope.stop();
    m_again = false;
    auto search = co_await findLeader(m_managers, shuffledAddresses(), stop);
    if (stop.requested() || m_again)
        co_return 0ns;
    addManagers(search.learned);
    if (!search.leader) {
        noteFailure(search.error);
        // Managers that answer will have a leader soon.
        co_return backOff(search.learned.empty() ? BackoffCap : ElectionBackoffCap);
    }
    api::SessionRequest request{.description = m_description, .advertiseAddr = m_options.advertiseAddr};
    request.description.tlsInfo = m_managers->tlsInfo();
    m_session = std::make_unique<Session>(std::move(search.leader), std::move(request),
        [this](const api::SessionMessage& message) { handle(message); });
    const auto began = async::loop().monotonic();
    const auto reason = co_await m_session->run(stop);
    const auto delay = afterSession(reason, async::loop().monotonic() - began);
    co_return delay;
}

std::chrono::nanoseconds Agent::afterSession(const Error& reason, std::chrono::nanoseconds lived)
{
    const bool settled = m_session->registered() && lived >= SettledSession;
    m_session.reset();
    if (m_scope.stop().requested() || m_again)
        return 0ns;
    noteFailure(reason);
    if (!settled)
        return backOff(BackoffCap);
    m_bound = 0ns;
    return 0ns;
}

void Agent::handle(const api::SessionMessage& message)
{
    const bool opens = !message.sessionId.empty();
    if (opens) {
        qCInfo(logAgent) << "session with the leader is open, node=" << log(m_options.nodeId);
        m_failureLogged = false;
        m_lastError.clear();
        m_worker.beginSession();
    }
    if (!message.managers.empty())
        adoptManagers(message.managers);
    if (message.assignments)
        m_worker.apply(*message.assignments);
    if (message.node && m_onNode)
        m_onNode(*message.node);
    if (!opens)
        return;
    // What the last leader heard may have been lost with it.
    for (const auto& update : m_worker.statuses())
        m_session->report(update.taskId, update.status);
    m_everReady = true;
    for (const auto& waiting : std::exchange(m_waiting, {}))
        waiting.resolve({});
}

void Agent::adoptManagers(std::vector<api::ManagerAddress> managers)
{
    if (managers.size() > MaxManagers)
        managers.resize(MaxManagers);
    if (managers == m_options.managers)
        return;
    m_options.managers = std::move(managers);
    if (m_onManagers)
        m_onManagers(m_options.managers);
}

void Agent::addManagers(const std::vector<api::ManagerAddress>& managers)
{
    auto merged = m_options.managers;
    for (const auto& manager : managers) {
        const auto known = std::ranges::find_if(merged, [&](const auto& other) {
            return other.addr == manager.addr || (!manager.nodeId.empty() && other.nodeId == manager.nodeId);
        });
        if (known != merged.end())
            *known = manager;
        else if (!manager.addr.empty())
            merged.push_back(manager);
    }
    adoptManagers(std::move(merged));
}

std::vector<std::string> Agent::shuffledAddresses()
{
    std::vector<std::string> addrs;
    for (const auto& manager : m_options.managers)
        addrs.push_back(manager.addr);
    for (std::size_t left = addrs.size(); left > 1; --left)
        std::swap(addrs[left - 1], addrs[std::size_t(m_rng.below(left))]);
    return addrs;
}

std::chrono::nanoseconds Agent::backOff(std::chrono::nanoseconds cap)
{
    m_bound = std::min(BackoffFirst + 2 * m_bound, cap);
    return std::chrono::nanoseconds(m_rng.below(std::uint64_t(m_bound.count())));
}

void Agent::noteFailure(const Error& error)
{
    m_lastError = error.message;
    if (std::exchange(m_failureLogged, true))
        qCDebug(logAgent) << "still no session, error=" << log(error.message);
    else
        qCWarning(logAgent) << "no session with the leader, trying again, error=" << log(error.message);
}

async::Task<void> Agent::pollDescription()
{
    const auto stop = m_scope.stop();
    while (!stop.requested()) {
        auto described = co_await orAbandon(
            m_executor.describe(), stop, DescribeDeadline, "the engine did not describe this node in time");
        if (stop.requested())
            break;
        if (described)
            adoptDescription(std::move(*described));
        else
            qCDebug(logAgent) << "cannot describe this node, error=" << log(described.error().message);
        m_described.notify();
        // Without an engine the last description stands: the node is still itself.
        const auto interval = described ? DescribeInterval : DescribeRetry;
        [[maybe_unused]] const auto slept = co_await async::sleepFor(interval, stop);
    }
}

void Agent::adoptDescription(api::NodeDescription description)
{
    description = named(std::move(description), m_options);
    description.tlsInfo = {};
    if (description == m_description)
        return;
    m_description = std::move(description);
    m_worker.setFacts(factsOf(m_options, m_description));
    if (m_session)
        reconnect();
}

} // namespace skep::agent

#include "shared/orchestrator/rebalance.h"

#include "shared/orchestrator/moves.h"
#include "shared/orchestrator/startstep.h"
#include "shared/orchestrator/updateslots.h"
#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/filters.h"
#include "shared/scheduler/spreadtree.h"
#include "shared/scheduler/taskbook.h"

#include <algorithm>
#include <memory>
#include <tuple>

namespace skep::orchestrator {

using api::RebalancePlan;
using api::RebalanceMove;
using api::NodeShare;
using api::RebalanceProgress;

using api::TaskState;

namespace {

Failure refused(const api::Service& service, const std::string& why)
{
    return fail(ErrorCode::FailedPrecondition, "service " + service.spec.name + " cannot be rebalanced: " + why);
}

// A node as the plan changes it.
struct Site {
    scheduler::NodeAccount account;
    std::vector<std::string> path; // the branch on each level of spread preferences, the node last
    std::uint64_t before = 0, tasks = 0; // of the service
    std::vector<TaskPtr> movable; // the oldest last: the newest go first
};

// One more task here, one less there, seen on the first level on which the two differ.
struct Gain {
    std::size_t level = 0;
    std::uint64_t difference = 0;
    Site* from = nullptr;
    Site* to = nullptr;

    // Upper levels first, then the greatest difference; then from the fullest node to the emptiest.
    [[nodiscard]] auto worth() const
    {
        return std::tuple(level, ~difference, ~from->tasks, to->tasks, to->account.active(), from->account.id(),
            to->account.id());
    }
};

class Planner {
public:
    Planner(const store::View& view, const api::Service& service, const api::Task& sample)
    {
        m_book.start(view);
        m_demand = scheduler::demandOf(sample, m_book.drivers());
        const std::vector<std::string> levels = scheduler::spreadLevels(m_demand.spread);
        const scheduler::ServiceTally* tally = m_book.tally(service.id);
        for (const scheduler::NodeAccount* account : m_book.nodes().byIndex()) {
            if (!account || !account->node())
                continue;
            Site& site = *m_sites.emplace_back(std::make_unique<Site>(Site{.account = *account}));
            for (const std::string& level : levels)
                site.path.push_back(scheduler::valueOf(*account->node(), level));
            site.path.push_back(account->id());
            site.before = site.tasks = tally ? tally->active(account->index()) : 0;
            count(site, 1, site.tasks);
            m_byId[account->id()] = &site;
        }
        for (const auto& task : view.tasksOfService(service.id))
            if (isWanted(*task) && task->status.state == TaskState::Running && !isLeaving(view, *task)
                && m_byId.contains(task->nodeId))
                m_byId[task->nodeId]->movable.push_back(task);
        for (const auto& site : m_sites)
            std::stable_sort(site->movable.begin(), site->movable.end(), [](const TaskPtr& a, const TaskPtr& b) {
                return std::tie(a->meta.createdAt, a->slot) < std::tie(b->meta.createdAt, b->slot);
            });
    }

    // The move that is worth most, made in the plan's world; nullopt when none makes shares more equal.
    std::optional<RebalanceMove> next()
    {
        std::optional<Gain> best;
        std::vector<Site*> targets;
        for (const auto& site : m_sites)
            if (fits(*site))
                targets.push_back(site.get());
        for (const auto& from : m_sites)
            if (!from->movable.empty())
                for (Site* to : targets)
                    if (const auto gain = gainOf(*from, *to); gain && (!best || gain->worth() < best->worth()))
                        best = gain;
        if (!best)
            return std::nullopt;
        return make(*best->from, *best->to);
    }

    [[nodiscard]] std::vector<NodeShare> shares() const
    {
        std::vector<NodeShare> shares;
        for (const auto& site : m_sites)
            if (site->before > 0 || site->tasks > 0)
                shares.push_back({.nodeId = site->account.id(),
                    .hostname = hostname(*site),
                    .now = site->before,
                    .then = site->tasks});
        std::sort(shares.begin(), shares.end(), [](const NodeShare& a, const NodeShare& b) {
            return std::tie(a.hostname, a.nodeId) < std::tie(b.hostname, b.nodeId);
        });
        return shares;
    }

private:
    static std::string hostname(const Site& site) { return site.account.node()->description.hostname; }

    void count(const Site& site, int sign, std::uint64_t tasks = 1)
    {
        std::vector<std::string> branch;
        for (const std::string& part : site.path) {
            branch.push_back(part);
            std::uint64_t& counted = m_branches[branch];
            counted = sign > 0 ? counted + tasks : counted - tasks;
        }
    }

    [[nodiscard]] bool fits(const Site& site) const
    {
        return !scheduler::firstFailing({.demand = m_demand,
            .node = site.account,
            .ofService = static_cast<std::uint32_t>(site.tasks)});
    }

    [[nodiscard]] std::optional<Gain> gainOf(Site& from, Site& to) const
    {
        if (&from == &to)
            return std::nullopt;
        const auto [a, b] = std::mismatch(from.path.begin(), from.path.end(), to.path.begin());
        const std::uint64_t more = m_branches.at({from.path.begin(), std::next(a)});
        const std::uint64_t less = m_branches.at({to.path.begin(), std::next(b)});
        if (more < less + 2)
            return std::nullopt;
        return Gain{.level = static_cast<std::size_t>(a - from.path.begin()),
            .difference = more - less,
            .from = &from,
            .to = &to};
    }

    RebalanceMove make(Site& from, Site& to)
    {
        const TaskPtr task = from.movable.back();
        from.movable.pop_back();
        count(from, -1);
        count(to, 1);
        --from.tasks;
        ++to.tasks;
        // What it holds there is given back only after it runs here.
        to.account.claim(m_demand.holding, to.account.pickGeneric(m_demand.holding.generic));
        to.account.addActive();
        return {.taskId = task->id,
            .name = api::taskShortName(*task),
            .fromId = from.account.id(),
            .from = hostname(from),
            .toId = to.account.id(),
            .to = hostname(to)};
    }

    scheduler::TaskBook m_book;
    scheduler::Demand m_demand;
    std::vector<std::unique_ptr<Site>> m_sites;
    std::map<std::string, Site*> m_byId;
    std::map<std::vector<std::string>, std::uint64_t> m_branches;
};

// The move of a task that has one.
RebalanceMove moveOf(const store::View& view, const api::Task& leaver)
{
    return {.taskId = leaver.id,
        .name = api::taskShortName(leaver),
        .fromId = leaver.nodeId,
        .from = nodeText(view, leaver.nodeId),
        .toId = leaver.move->to,
        .to = nodeText(view, leaver.move->to)};
}

} // namespace

Result<RebalancePlan> planRebalance(const store::View& view, const api::Service& service, std::uint64_t maxMoves)
{
    if (!service.spec.mode.replicated)
        return refused(service, "only replicated services have tasks that may run anywhere");
    if (isRolling(updateState(service)))
        return refused(service, "it is being updated");
    if (restartPolicy(service.spec.task).condition == api::RestartCondition::None)
        return refused(service, "its restart condition is none, so its tasks are not started elsewhere");
    const auto progress = rebalanceProgress(view, service);
    if (!progress.moves.empty())
        return refused(service, std::to_string(progress.moves.size()) + " of its tasks are being moved already");

    RebalancePlan plan{.serviceId = service.id};
    const auto tasks = view.tasksOfService(service.id);
    const auto sample = std::find_if(tasks.begin(), tasks.end(), [](const TaskPtr& task) {
        return isWanted(*task) && task->status.state == TaskState::Running;
    });
    if (sample == tasks.end())
        return plan;
    Planner planner(view, service, **sample);
    while (maxMoves == 0 || plan.moves.size() < maxMoves) {
        auto move = planner.next();
        if (!move)
            break;
        plan.moves.push_back(std::move(*move));
    }
    plan.nodes = planner.shares();
    if (maxMoves != 0 && plan.moves.size() == maxMoves)
        while (planner.next())
            ++plan.left;
    return plan;
}

Result<void> beginRebalance(store::Tx& tx, const RebalancePlan& plan, Timestamp now)
{
    for (const RebalanceMove& move : plan.moves) {
        const auto task = tx.get<api::Task>(move.taskId);
        if (!task)
            continue;
        api::Task leaver = *task;
        leaver.move = api::TaskMove{.to = move.toId, .since = now};
        SKEP_CHECK(tx.update(std::move(leaver)));
    }
    return {};
}

Result<RebalanceProgress> callOffRebalance(store::Tx& tx, const api::Service& service)
{
    RebalanceProgress calledOff{.serviceId = service.id, .moves = {}};
    for (const Slot& slot : slotsOf(tx, service.id)) {
        const TaskPtr leaver = leaverOf(tx, slot);
        if (!leaver || !leaver->move || isReplaced(tx, slot))
            continue;
        calledOff.moves.push_back({.move = moveOf(tx, *leaver), .text = "stays on node " + nodeText(tx, leaver->nodeId)});
        const TaskPtr companion = companionOf(tx, slot);
        // One of another version is an update's, which sees to it.
        if (companion && companion->specVersion == leaver->specVersion) {
            api::Task ends = *companion;
            ends.desiredState = TaskState::Shutdown;
            SKEP_CHECK(tx.update(std::move(ends)));
        }
        api::Task stays = *leaver;
        stays.move.reset();
        SKEP_CHECK(tx.update(std::move(stays)));
    }
    return calledOff;
}

RebalanceProgress rebalanceProgress(const store::View& view, const api::Service& service)
{
    RebalanceProgress progress{.serviceId = service.id, .moves = {}};
    for (const Slot& slot : slotsOf(view, service.id)) {
        const TaskPtr leaver = leaverOf(view, slot);
        if (!leaver || !leaver->move)
            continue;
        const TaskPtr companion = companionOf(view, slot);
        const std::string obstacle = moveObstacle(view, service, slot);
        progress.moves.push_back({.move = moveOf(view, *leaver),
            .text = companion ? stepText(view, slot, *companion) : obstacle.empty() ? "its turn comes" : obstacle});
    }
    return progress;
}

} // namespace skep::orchestrator

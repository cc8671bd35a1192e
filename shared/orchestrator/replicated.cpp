#include "shared/orchestrator/replicated.h"

#include <algorithm>
#include <limits>

namespace skep::orchestrator {

using api::TaskState;

std::vector<SlotKey> slotsByWorth(const Plan& plan, const std::set<SlotKey>& filled)
{
    struct Candidate {
        SlotKey key;
        std::string nodeId; // empty: unassigned or more than one task
        bool running = false;
        std::uint64_t before = std::numeric_limits<std::uint64_t>::max();
    };
    std::vector<Candidate> candidates;
    for (const SlotKey& key : filled) {
        const std::vector<TaskPtr> tasks = filledBy(plan.slot(key), *plan.service);
        const bool running = std::any_of(
            tasks.begin(), tasks.end(), [](const TaskPtr& task) { return task->status.state == TaskState::Running; });
        candidates.push_back(
            {.key = key, .nodeId = tasks.size() == 1 ? tasks.front()->nodeId : "", .running = running});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.running && !b.running; });
    std::map<std::string, std::uint64_t> seen;
    for (Candidate& candidate : candidates)
        if (!candidate.nodeId.empty())
            candidate.before = seen[candidate.nodeId]++;
    std::stable_sort(candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.before < b.before; });

    std::vector<SlotKey> keys;
    for (Candidate& candidate : candidates)
        keys.push_back(std::move(candidate.key));
    return keys;
}

namespace {

void fillMissing(Plan& plan, Restarts& restarts, std::set<SlotKey>& filled, std::uint64_t wanted)
{
    for (std::uint64_t number = 1; filled.size() < wanted && !plan.isFull(); ++number) {
        const SlotKey key{.slot = number};
        if (!filled.insert(key).second)
            continue;
        restarts.createNext(plan, plan.task(key));
    }
}

// Every record in the places that are not filled goes, history included.
void removeUnfilled(Plan& plan, const std::set<SlotKey>& filled)
{
    for (const auto& [key, ids] : plan.index.slots(plan.service->id)) {
        if (plan.isFull())
            return;
        if (!filled.contains(key))
            for (const TaskPtr& task : plan.slot(key).tasks)
                plan.demand(*task, TaskState::Remove);
    }
}

} // namespace

void reconcileReplicated(Plan& plan, Restarts& restarts, std::set<SlotKey>& filled, const Work& work)
{
    std::set<SlotKey> keys = work.slots;
    keys.insert(work.removed.begin(), work.removed.end());
    if (work.whole) {
        filled.clear();
        for (const auto& [key, ids] : plan.index.slots(plan.service->id))
            keys.insert(key);
    }
    bool count = work.whole;
    for (const SlotKey& key : keys) {
        if (plan.isFull())
            return;
        restarts.restartEnded(plan, plan.slot(key));
        const std::vector<TaskPtr> tasks = filledBy(plan.slot(key), *plan.service);
        // Where a live task's record was deleted, finished ones before it do not count.
        const bool isKicked = work.kicked.contains(key)
            && std::none_of(tasks.begin(), tasks.end(), [](const TaskPtr& task) { return isWanted(*task); });
        if (tasks.empty() || isKicked)
            count = filled.erase(key) > 0 || count;
        else
            count = filled.insert(key).second || count;
    }
    if (!count)
        return;

    const std::uint64_t wanted = plan.service->spec.mode.replicated->replicas.value_or(1);
    if (filled.size() < wanted)
        fillMissing(plan, restarts, filled, wanted);
    else if (filled.size() > wanted)
        for (const auto worth = slotsByWorth(plan, filled); filled.size() > wanted;)
            filled.erase(worth[filled.size() - 1]);
    removeUnfilled(plan, filled);
}

} // namespace skep::orchestrator

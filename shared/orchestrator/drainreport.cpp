#include "shared/orchestrator/drainreport.h"

#include "shared/orchestrator/moves.h"
#include "shared/orchestrator/startstep.h"
#include "shared/orchestrator/update.h"
#include "shared/orchestrator/updateslots.h"
#include "shared/scheduler/explain.h"
#include "shared/scheduler/scheduler.h"

#include <algorithm>
#include <array>

namespace skep::orchestrator {

using api::DrainReport;
using api::DrainedTask;
using api::DrainPhase;

namespace {

// The filter that most available nodes fail first.
std::string obstacleOf(const scheduler::Explanation& explanation)
{
    std::array<std::size_t, scheduler::FilterCount> counts{};
    for (const scheduler::NodeVerdict& verdict : explanation.nodes)
        if (!verdict.failing.empty() && verdict.failing.front().filter != scheduler::FilterId::Ready)
            ++counts[static_cast<std::size_t>(verdict.failing.front().filter)];
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most == 0)
        return "no-node";
    return std::string(api::text(static_cast<scheduler::FilterId>(most - counts.begin())));
}

// A report in the making. The scheduler's view of the cluster is built only when somebody is asked why.
class Reporter {
public:
    explicit Reporter(const store::View& view) : m_view(view) {}

    [[nodiscard]] DrainedTask row(const api::Node& node, const api::Task& task)
    {
        DrainedTask row{.taskId = task.id, .name = api::taskShortName(task), .serviceId = task.serviceId};
        const auto service = m_view.get<api::Service>(task.serviceId);
        if (!isWanted(task) || !service || !isDrainedGapFree(node) || isOnInvalidNode(m_view, task)) {
            row.phase = DrainPhase::Stopping;
            row.reason = "it was told to stop";
        } else if (task.jobIteration) {
            row.obstacle = "job";
            row.reason = "it belongs to a job and may come to its end";
        } else if (task.slot == 0) {
            row.obstacle = "global";
            row.reason = "its service is global and has no other node for it; it stops when the others have left";
        } else {
            tellMove(row, *service, slotOf(task));
        }
        return row;
    }

private:
    const Slot& slotOf(const api::Task& task)
    {
        const auto [known, added] = m_slots.try_emplace(task.serviceId);
        if (added)
            known->second = slotsOf(m_view, task.serviceId);
        return *std::find_if(known->second.begin(), known->second.end(),
            [&](const Slot& slot) { return slot.key == slotKey(task); });
    }

    void tellMove(DrainedTask& row, const api::Service& service, const Slot& slot)
    {
        if (const TaskPtr companion = companionOf(m_view, slot)) {
            row.phase = DrainPhase::Moving;
            row.replacementId = companion->id;
            row.replacementNode = companion->nodeId.empty() ? "" : nodeText(m_view, companion->nodeId);
            row.reason = stepText(m_view, slot, *companion);
            tellWhyItWaits(row, *companion);
            return;
        }
        row.reason = moveObstacle(m_view, service, slot);
        if (row.reason.empty()) {
            row.obstacle = "turn";
            row.reason = "its turn comes: "
                + std::to_string(updateRules(service.spec.updateConfig).parallelism) + " at a time of service "
                + service.spec.name;
        } else if (isRolling(updateState(service))) {
            row.obstacle = "update";
        } else {
            row.obstacle = "restart-policy";
            row.phase = DrainPhase::Stuck;
        }
    }

    void tellWhyItWaits(DrainedTask& row, const api::Task& companion)
    {
        if (companion.status.state != api::TaskState::Pending || companion.status.err.empty())
            return;
        if (!m_scheduler) {
            m_scheduler.emplace();
            m_scheduler->start(m_view, {});
        }
        const auto explanation = m_scheduler->explain(m_view, companion.id);
        if (!explanation || explanation->summary.empty())
            return;
        row.phase = DrainPhase::Stuck;
        row.obstacle = obstacleOf(*explanation);
        row.reason = explanation->summary;
    }

    const store::View& m_view;
    std::map<std::string, std::vector<Slot>> m_slots; // by service
    std::optional<scheduler::Scheduler> m_scheduler;
};

} // namespace

DrainReport drainReport(const store::View& view, const api::Node& node)
{
    DrainReport report{.nodeId = node.id,
        .hostname = node.description.hostname,
        .availability = node.spec.availability,
        .gapFree = isDrainedGapFree(node)};
    if (node.spec.availability != api::Availability::Drain)
        return report;
    if (report.gapFree)
        report.since = node.gapFreeDrain->since;
    Reporter reporter(view);
    for (const auto& task : view.tasksOfNode(node.id))
        if (isOnNode(*task))
            report.tasks.push_back(reporter.row(node, *task));
    std::stable_sort(report.tasks.begin(), report.tasks.end(),
        [](const DrainedTask& a, const DrainedTask& b) { return a.name < b.name; });
    report.drained = report.tasks.empty();
    return report;
}

} // namespace skep::orchestrator

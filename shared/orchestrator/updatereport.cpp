#include "shared/orchestrator/updatereport.h"

#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/startstep.h"
#include "shared/orchestrator/updateslots.h"

namespace skep::orchestrator {

using api::UpdateReport;

using api::TaskState;

UpdateReport updateReport(const store::View& view, const api::Service& service, Timestamp now)
{
    UpdateReport report{.serviceId = service.id, .status = service.updateStatus};
    for (const Slot& slot : slotsOf(view, service.id)) {
        bool isPlace = false, isUpdated = false;
        TaskPtr coming;
        for (const TaskPtr& task : slot.tasks) {
            if (!isWanted(*task) || isTerminal(task->status.state))
                continue;
            isPlace = true;
            if (isDirty(view, service, *task))
                continue;
            isUpdated = isUpdated || task->status.state == TaskState::Running;
            if (isComing(*task))
                coming = task;
        }
        report.places += isPlace ? 1 : 0;
        report.updated += isUpdated ? 1 : 0;
        report.waiting += isPlace && !isUpdated && !coming ? 1 : 0;
        if (coming && !isUpdated)
            report.underWay.push_back({.place = placeText(view, slot.key),
                .taskId = coming->id,
                .step = stepOf(view, slot, *coming),
                .since = stepSince(*coming, now),
                .text = stepText(view, slot, *coming)});
    }
    return report;
}

} // namespace skep::orchestrator

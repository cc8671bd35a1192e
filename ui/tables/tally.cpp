#include "ui/tables/tally.h"

namespace skep::ui {

void Tally::restart(const store::View& view)
{
    m_services.clear();
    m_nodes.clear();
    m_counted.clear();
    for (const auto& task : view.all<api::Task>())
        count(task);
}

void Tally::take(const store::Event& event)
{
    if (store::kindOf(event.object) != api::ObjectKind::Task)
        return;
    forget(store::as<api::Task>(event.old));
    if (event.action == store::Action::Remove)
        forget(store::as<api::Task>(event.object));
    else
        count(store::as<api::Task>(event.object));
}

void Tally::count(const store::Ptr<api::Task>& task)
{
    if (task && m_counted.insert(task.get()).second)
        add(*task, 1);
}

void Tally::forget(const store::Ptr<api::Task>& task)
{
    if (task && m_counted.erase(task.get()) > 0)
        add(*task, -1);
}

void Tally::add(const api::Task& task, int sign)
{
    Counts one;
    const auto state = task.status.state;
    const bool job = task.desiredState == api::TaskState::Complete; // to be done, not to go on
    if ((job || task.desiredState <= api::TaskState::Running) && !isTerminal(state)) {
        one.wanted = 1;
        one.running = state == api::TaskState::Running;
        one.waiting = task.nodeId.empty();
        if (task.spec.resources && task.spec.resources->reservations) {
            one.nanoCpus = task.spec.resources->reservations->nanoCpus;
            one.memoryBytes = task.spec.resources->reservations->memoryBytes;
        }
    }
    one.failed = state == api::TaskState::Failed || state == api::TaskState::Rejected;
    const auto apply = [&](Table& table, const std::string& id) {
        if (id.empty())
            return;
        Counts& counts = table[id];
        counts.wanted += sign * one.wanted;
        counts.running += sign * one.running;
        counts.waiting += sign * one.waiting;
        counts.failed += sign * one.failed;
        counts.nanoCpus += sign * one.nanoCpus;
        counts.memoryBytes += sign * one.memoryBytes;
        if (counts == Counts{})
            table.erase(id);
    };
    apply(m_services, task.serviceId);
    apply(m_nodes, task.nodeId);
}

std::optional<JobProgress> jobProgress(const store::View& view, const api::Service& service)
{
    const auto& mode = service.spec.mode;
    if (!mode.replicatedJob && !mode.globalJob)
        return std::nullopt;
    JobProgress progress;
    for (const auto& task : view.tasksOfService(service.id)) {
        if (service.jobStatus && task->jobIteration && *task->jobIteration != service.jobStatus->jobIteration)
            continue;
        const bool done = task->status.state == api::TaskState::Complete;
        progress.done += done;
        progress.total += done || !isTerminal(task->status.state);
    }
    if (mode.replicatedJob)
        progress.total = int(mode.replicatedJob->totalCompletions.value_or(1));
    return progress;
}

int desiredOf(const api::Service& service, const Tally::Counts& counts)
{
    const auto& mode = service.spec.mode;
    if (mode.replicated)
        return int(mode.replicated->replicas.value_or(1));
    if (mode.replicatedJob)
        return int(mode.replicatedJob->totalCompletions.value_or(1));
    return counts.wanted;
}

} // namespace skep::ui

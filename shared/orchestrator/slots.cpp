#include "shared/orchestrator/slots.h"

#include <algorithm>

namespace skep::orchestrator {

using api::TaskState;

namespace {

// By id among those made in one instant: always the same order, if they come in the order of ids.
void sortByAge(std::vector<TaskPtr>& tasks)
{
    // One that is only being written has no date yet.
    const auto made = [](const TaskPtr& task) {
        return task->meta.createdAt.isZero() ? Timestamp{INT64_MAX} : task->meta.createdAt;
    };
    std::stable_sort(
        tasks.begin(), tasks.end(), [&](const TaskPtr& a, const TaskPtr& b) { return made(a) < made(b); });
}

} // namespace

SlotKey slotKey(const api::Task& task)
{
    return task.slot != 0 ? SlotKey{.slot = task.slot} : SlotKey{.nodeId = task.nodeId};
}

bool endedByItself(const api::Task& task)
{
    const TaskState state = task.status.state;
    return state == TaskState::Complete || state == TaskState::Failed || state == TaskState::Rejected;
}

bool isOnNode(const api::Task& task)
{
    return task.status.state >= TaskState::Assigned && task.status.state <= TaskState::Running;
}

Timestamp statusTime(const api::Task& task)
{
    if (!task.status.appliedAt.isZero())
        return task.status.appliedAt;
    return task.status.timestamp.isZero() ? task.meta.createdAt : task.status.timestamp;
}

bool isDrainedGapFree(const api::Node& node)
{
    return node.spec.availability == api::Availability::Drain && node.gapFreeDrain;
}

bool isOnInvalidNode(const store::View& view, const api::Task& task)
{
    if (task.nodeId.empty())
        return false;
    const auto node = view.get<api::Node>(task.nodeId);
    if (!node || node->status.state == api::NodeState::Down)
        return true;
    return node->spec.availability == api::Availability::Drain
        && !(isDrainedGapFree(*node) && task.status.state == TaskState::Running);
}

bool isOutOfReach(const store::View& view, const api::Task& task)
{
    const auto node = view.get<api::Node>(task.nodeId);
    return !node || node->status.state == api::NodeState::Down;
}

bool isLeaving(const store::View& view, const api::Task& task)
{
    if (task.slot == 0 || task.jobIteration || !isWanted(task) || task.status.state != TaskState::Running)
        return false;
    const auto node = view.get<api::Node>(task.nodeId);
    return node && node->status.state != api::NodeState::Down && (task.move || isDrainedGapFree(*node));
}

bool leavesByChoice(const store::View& view, const api::Task& task)
{
    const auto node = view.get<api::Node>(task.nodeId);
    return task.move && !(node && isDrainedGapFree(*node));
}

std::vector<TaskPtr> stayers(const store::View& view, const std::vector<TaskPtr>& tasks)
{
    std::vector<TaskPtr> staying;
    std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(staying),
        [&](const TaskPtr& task) { return !isLeaving(view, *task); });
    return staying.empty() ? tasks : staying;
}

bool holdsItsPlace(const store::View& view, const api::Task& task)
{
    return !isWanted(task) && isOnNode(task) && !isOutOfReach(view, task);
}

std::vector<Slot> slotsOf(const store::View& view, const std::string& serviceId)
{
    std::map<SlotKey, Slot> slots;
    for (const auto& task : view.tasksOfService(serviceId))
        slots[slotKey(*task)].tasks.push_back(task);
    std::vector<Slot> result;
    for (auto& [key, slot] : slots) {
        slot.key = key;
        sortByAge(slot.tasks);
        result.push_back(std::move(slot));
    }
    return result;
}

void TaskIndex::rebuild(const store::View& view)
{
    m_services.clear();
    for (const auto& task : view.all<api::Task>())
        add(*task);
}

void TaskIndex::observe(const store::Event& event)
{
    const auto task = store::as<api::Task>(event.object);
    if (!task)
        return;
    if (event.action == store::Action::Remove)
        remove(*task);
    else
        add(*task);
}

void TaskIndex::add(const api::Task& task)
{
    if (!task.serviceId.empty())
        m_services[task.serviceId][slotKey(task)].insert(task.id);
}

void TaskIndex::remove(const api::Task& task)
{
    const auto service = m_services.find(task.serviceId);
    if (service == m_services.end())
        return;
    const auto slot = service->second.find(slotKey(task));
    if (slot == service->second.end())
        return;
    slot->second.erase(task.id);
    if (slot->second.empty())
        service->second.erase(slot);
    if (service->second.empty())
        m_services.erase(service);
}

const TaskIndex::Slots& TaskIndex::slots(const std::string& serviceId) const
{
    static const Slots None;
    const auto found = m_services.find(serviceId);
    return found == m_services.end() ? None : found->second;
}

Slot TaskIndex::slot(const store::View& view, const std::string& serviceId, const SlotKey& key) const
{
    Slot result{.key = key};
    const Slots& all = slots(serviceId);
    const auto found = all.find(key);
    if (found == all.end())
        return result;
    for (const std::string& id : found->second)
        if (auto task = view.get<api::Task>(id))
            result.tasks.push_back(std::move(task));
    sortByAge(result.tasks);
    return result;
}

std::vector<std::string> TaskIndex::serviceIds() const
{
    std::vector<std::string> ids;
    for (const auto& [id, slots] : m_services)
        ids.push_back(id);
    return ids;
}

} // namespace skep::orchestrator

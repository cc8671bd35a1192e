#include "shared/orchestrator/plan.h"

#include "shared/orchestrator/taskinit.h"

namespace skep::orchestrator {

Slot Plan::slot(const SlotKey& key) const
{
    return index.slot(tx, service->id, key);
}

api::Task Plan::task(const SlotKey& key) const
{
    const auto cluster = tx.cluster();
    return newTask(cluster.get(), *service, key.slot, key.nodeId, now, rng);
}

void Plan::create(api::Task task)
{
    const SlotKey key = slotKey(task);
    const api::Task made = task;
    if (!tx.create(std::move(task)))
        return;
    index.add(made);
    touched.insert(key);
    ++writes;
}

void Plan::demand(const api::Task& task, api::TaskState desired)
{
    const auto current = tx.get<api::Task>(task.id);
    if (!current || current->desiredState >= desired)
        return;
    api::Task changed = *current;
    changed.desiredState = desired;
    if (!tx.update(std::move(changed)))
        return;
    touched.insert(slotKey(task));
    ++writes;
}

void Plan::writeService(api::Service changed)
{
    const std::string id = changed.id;
    if (tx.update(std::move(changed)))
        service = tx.get<api::Service>(id);
}

void Plan::wakeAt(const SlotKey& key, Timestamp when)
{
    alarms.set({.serviceId = service->id, .slot = key}, when);
}

void Plan::wakeAt(Timestamp when)
{
    alarms.set({.serviceId = service->id, .slot = std::nullopt}, when);
}

} // namespace skep::orchestrator

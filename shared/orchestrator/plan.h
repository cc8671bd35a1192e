#pragma once

#include "shared/base/rng.h"
#include "shared/orchestrator/alarms.h"
#include "shared/orchestrator/defaults.h"
#include "shared/orchestrator/slots.h"

namespace skep::orchestrator {

// What planning one service in one pass works with: the writes, and what they touch.
struct Plan {
    store::Tx& tx;
    Timestamp now;
    Rng& rng;
    const Tuning& tuning;
    TaskIndex& index;
    Alarms& alarms;
    ServicePtr service;
    std::size_t& writes;       // of tasks, in this pass
    std::set<SlotKey> touched; // slots in which something may be ready to start

    // Loops that may write much stop when it is; the service is looked at as a whole again soon.
    [[nodiscard]] bool isFull() const { return writes >= tuning.writesPerPass; }

    [[nodiscard]] Slot slot(const SlotKey& key) const;
    // A new task of the service as it is now, not yet written.
    [[nodiscard]] api::Task task(const SlotKey& key) const;
    void create(api::Task task);
    // Raises the desired state; does nothing if it is there already. The task may have vanished meanwhile.
    void demand(const api::Task& task, api::TaskState desired);
    // Writes the service and continues with the new one.
    void writeService(api::Service changed);
    void wakeAt(const SlotKey& key, Timestamp when);
    void wakeAt(Timestamp when);
};

} // namespace skep::orchestrator

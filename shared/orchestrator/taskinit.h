#pragma once

#include "shared/api/objects.h"
#include "shared/base/rng.h"

namespace skep::orchestrator {

// A task of `service` as its spec is now: state NEW, message "created", desired RUNNING (COMPLETE for a job). `slot`
// counts from 1; a task that belongs to a node has slot 0 and that node. `cluster` gives the default log driver and may
// be null.
[[nodiscard]] api::Task newTask(const api::Cluster* cluster, const api::Service& service, std::uint64_t slot,
    const std::string& nodeId, Timestamp now, Rng& rng);

[[nodiscard]] bool isJob(const api::Service& service);
// The desired state of a task of this service that may run.
[[nodiscard]] api::TaskState goal(const api::Service& service);

} // namespace skep::orchestrator

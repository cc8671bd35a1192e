#pragma once

#include "daemon/agent/executor.h"

#include <string>

namespace skep::testing {

inline const std::string TaskId = "2b7nmj5ysjztr3zuqxj3p2f4v";
inline const std::string NodeId = "rhbqgvefnx2dsmhcqxdgc5u6l";

// Task 3 of service "web", with nothing set but what every task has.
inline agent::TaskContext plainTask()
{
    agent::TaskContext context;
    context.nodeId = NodeId;
    context.nodeHostname = "host1";
    context.nodePlatform = {.architecture = "x86_64", .os = "linux"};
    api::Task& task = context.task;
    task.id = TaskId;
    task.serviceId = "wybjfw2qv7ttq6rc9s9xmg4gd";
    task.serviceName = "web";
    task.slot = 3;
    task.nodeId = NodeId;
    task.spec.container = api::ContainerSpec{.image = "searchsvc:v1.0"};
    return context;
}

} // namespace skep::testing

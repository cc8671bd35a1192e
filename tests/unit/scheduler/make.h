#pragma once

#include "shared/api/objects.h"

#include <string>
#include <utility>
#include <vector>

// Objects of which a test says only what matters to it.
namespace skep::test {

inline constexpr std::int64_t Cpu = 1'000'000'000;
inline constexpr std::int64_t MiB = std::int64_t(1) << 20;

inline api::Node node(std::string id, api::Labels labels = {})
{
    api::Node node{.id = std::move(id)};
    node.spec.labels = std::move(labels);
    node.spec.role = api::NodeRole::Worker;
    node.spec.availability = api::Availability::Active;
    node.status.state = api::NodeState::Ready;
    return node;
}

inline api::Node nodeWith(std::string id, std::int64_t nanoCpus, std::int64_t memoryBytes)
{
    api::Node result = node(std::move(id));
    result.description.resources.nanoCpus = nanoCpus;
    result.description.resources.memoryBytes = memoryBytes;
    return result;
}

inline api::Service service(std::string id)
{
    api::Service service{.id = id};
    service.spec.name = "name-of-" + id;
    return service;
}

// PENDING and wanted, without a node.
inline api::Task task(std::string id, std::string serviceId, std::uint64_t slot = 1)
{
    api::Task task{.id = std::move(id)};
    task.serviceId = std::move(serviceId);
    task.slot = slot;
    task.spec.container.emplace();
    task.status.state = api::TaskState::Pending;
    task.status.message = "pending task scheduling";
    task.desiredState = api::TaskState::Running;
    return task;
}

inline api::Task taskOn(
    std::string id, std::string serviceId, std::string nodeId, api::TaskState state = api::TaskState::Running)
{
    api::Task result = task(std::move(id), std::move(serviceId));
    result.nodeId = std::move(nodeId);
    result.status.state = state;
    return result;
}

inline void reserve(api::Task& task, std::int64_t nanoCpus, std::int64_t memoryBytes)
{
    api::Resources& reserved = task.spec.resources.emplace().reservations.emplace();
    reserved.nanoCpus = nanoCpus;
    reserved.memoryBytes = memoryBytes;
}

inline void reserveGeneric(api::Task& task, std::string kind, std::int64_t count)
{
    if (!task.spec.resources)
        reserve(task, 0, 0);
    task.spec.resources.edit().reservations->generic.push_back({.discrete = api::DiscreteResource{std::move(kind), count}});
}

inline api::GenericResource named(std::string kind, std::string value)
{
    return {.named = api::NamedResource{std::move(kind), std::move(value)}};
}

inline api::GenericResource discrete(std::string kind, std::int64_t value)
{
    return {.discrete = api::DiscreteResource{std::move(kind), value}};
}

inline void constrain(api::Task& task, std::vector<std::string> constraints)
{
    if (!task.spec.placement)
        task.spec.placement.emplace();
    task.spec.placement.edit().constraints = std::move(constraints);
}

inline void spread(api::Task& task, const std::vector<std::string>& descriptors)
{
    if (!task.spec.placement)
        task.spec.placement.emplace();
    for (const auto& descriptor : descriptors)
        task.spec.placement.edit().preferences.push_back({.spread = api::SpreadOver{descriptor}});
}

inline void publishOnHost(api::Task& task, std::uint32_t port, api::PortProtocol protocol = api::PortProtocol::Tcp)
{
    task.endpoint.ports.push_back(
        {.protocol = protocol, .targetPort = 80, .publishedPort = port, .publishMode = api::PublishMode::Host});
}

// "t07": ids that sort by number.
inline std::string numbered(std::string prefix, int number)
{
    return prefix + (number < 10 ? "00" : number < 100 ? "0" : "") + std::to_string(number);
}

} // namespace skep::test

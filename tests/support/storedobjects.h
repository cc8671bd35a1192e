#pragma once

#include "shared/store/store.h"

namespace skep::test {

// Short objects for tests that are about something else.
inline api::Task taskOf(std::string id, std::string serviceId = "s1", std::string nodeId = "", std::uint64_t slot = 1)
{
    return {.id = std::move(id),
        .serviceId = std::move(serviceId),
        .slot = slot,
        .nodeId = std::move(nodeId),
        .serviceName = "web"};
}

inline api::Service serviceOf(std::string id, std::string name)
{
    return {.id = std::move(id), .spec = {.name = std::move(name)}};
}

inline api::Node nodeOf(std::string id, std::string hostname)
{
    return {.id = std::move(id), .description = {.hostname = std::move(hostname)}};
}

// Applies what `write` puts into a transaction, at the version after the store's.
template <class Write>
Result<void> commit(store::Store& store, Write write, Timestamp at = {0})
{
    store::Tx tx(store);
    write(tx);
    return store.apply(store.version() + 1, {at, tx.changes()});
}

template <class T>
std::vector<std::string> idsOf(const std::vector<store::Ptr<T>>& objects)
{
    std::vector<std::string> ids;
    for (const auto& object : objects)
        ids.push_back(object->id);
    return ids;
}

} // namespace skep::test

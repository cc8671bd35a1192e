#pragma once

#include "daemon/allocator/allocator.h"
#include "daemon/allocator/defaults.h"

#include <string>
#include <utility>
#include <vector>

// What the two halves of the Allocator share: allocator.cpp (networks, tasks) and allocatorservices.cpp.
namespace skep::allocator {

struct Allocator::Pass {
    store::Tx& tx;
    Timestamp now;
    std::size_t writes = 0;

    [[nodiscard]] bool isOver() const { return writes >= MaxWritesPerPass; }
    template <class T>
    bool update(T object)
    {
        const bool isWritten = tx.update(std::move(object)).has_value();
        writes += isWritten ? 1 : 0;
        return isWritten;
    }
};

// What tasks can wait for.
inline std::string serviceKey(const std::string& id)
{
    return "service " + id;
}
inline std::string networkKey(const std::string& id)
{
    return "network " + id;
}

inline const std::vector<api::PortConfig>& wantedPorts(const api::Service& service)
{
    static const std::vector<api::PortConfig> None;
    return service.spec.endpointSpec ? service.spec.endpointSpec->ports : None;
}

// Those of the task template, else those in the deprecated place.
inline const std::vector<api::NetworkAttachmentConfig>& attachedNetworks(
    const std::vector<api::NetworkAttachmentConfig>& ofTask, const api::Service* service)
{
    return ofTask.empty() && service ? service->spec.networks : ofTask;
}

} // namespace skep::allocator

#include "daemon/allocator/initialnetworks.h"

#include "daemon/allocator/defaults.h"

namespace skep::allocator {

api::Network makeIngressNetwork(std::string id)
{
    api::Network network{.id = std::move(id)};
    network.spec.name = "ingress";
    network.spec.ingress = true;
    network.spec.ipam.emplace();
    network.spec.scope = "swarm";
    return network;
}

api::Network makePredefinedNetwork(std::string id, std::string name)
{
    api::Network network{.id = std::move(id)};
    network.spec.labels.emplace(PredefinedLabel, "true");
    network.spec.driver.name = name;
    network.spec.name = std::move(name);
    network.spec.scope = "local";
    network.driverState.name = network.spec.driver.name;
    return network;
}

bool isNodeLocal(const api::Network& network)
{
    return network.spec.scope == "local" || network.spec.labels.contains(std::string(PredefinedLabel));
}

} // namespace skep::allocator

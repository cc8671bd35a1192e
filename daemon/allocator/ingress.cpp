#include "daemon/allocator/ingress.h"

namespace skep::allocator {

api::Network ingressNetwork(std::string id)
{
    api::Network network;
    network.id = std::move(id);
    network.spec.name = IngressName;
    network.spec.ingress = true;
    network.spec.ipam.emplace();
    network.spec.scope = "swarm";
    network.driverState = {"overlay", {{VxlanOption, std::to_string(FirstVxlanId)}}};
    network.ipam = api::IpamOptions{{"default", {}}, {{IngressSubnet, "", IngressGateway}}};
    return network;
}

} // namespace skep::allocator

#pragma once

#include "daemon/allocator/subnet.h"
#include "shared/store/store.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace skep::allocator {

// Networks with their subnets, VXLAN ids and who holds which address: orchestration.md §8.4.
class NetworkBook {
public:
    // Takes over what the network says about itself. Idempotent; a network whose subnets changed starts over.
    void adopt(const store::Ptr<api::Network>& network);
    void forget(const std::string& id);

    // Null when it is not known.
    [[nodiscard]] store::Ptr<api::Network> find(std::string_view id) const;
    [[nodiscard]] store::Ptr<api::Network> ingress() const;
    // Has all it needs to be used: subnets, or no need of them.
    [[nodiscard]] static bool isAllocated(const api::Network& network);

    // The network with driver state, subnets and gateways filled in; nothing is held before it is adopted. `cluster`
    // may be null. Error: InvalidArgument for an impossible wish, AlreadyExists for a subnet or id in use,
    // ResourceExhausted.
    [[nodiscard]] Result<api::Network> allocate(const api::Network& network, const api::Cluster* cluster);

    // An address on an allocated network, "10.0.1.7/24". Error ResourceExhausted.
    [[nodiscard]] Result<std::string> take(const std::string& networkId, const std::string& owner);
    // False when it is someone else's or not of this network.
    bool claim(const std::string& networkId, const std::string& address, const std::string& owner);
    // Whether it was held.
    bool release(const std::string& networkId, const std::string& address, const std::string& owner);

private:
    struct State {
        store::Ptr<api::Network> network;
        std::vector<Subnet> subnets;
        std::vector<std::uint32_t> vxlanIds;
    };

    [[nodiscard]] Result<std::vector<api::IpamConfig>> chooseSubnets(
        const api::Network& network, const api::Cluster* cluster) const;
    [[nodiscard]] Result<IpPrefix> freeSubnet(const api::Cluster* cluster, const std::vector<IpPrefix>& alsoUsed) const;
    [[nodiscard]] bool isFree(const IpPrefix& subnet, const std::vector<IpPrefix>& alsoUsed) const;
    [[nodiscard]] Result<std::string> chooseVxlanIds(const api::Network& network, std::size_t count);

    std::map<std::string, State, std::less<>> m_networks;
    std::map<IpAddress, IpPrefix> m_subnets; // of all networks, by first address; they do not overlap
    std::set<std::uint32_t> m_vxlanIds;
    std::uint32_t m_nextVxlanId = 0; // 0: not handed out yet
};

} // namespace skep::allocator

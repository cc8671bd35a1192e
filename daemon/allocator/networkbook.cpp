#include "daemon/allocator/networkbook.h"

#include "daemon/allocator/defaults.h"
#include "daemon/allocator/initialnetworks.h"

#include <algorithm>
#include <charconv>

namespace skep::allocator {

namespace {

constexpr std::string_view OverlayDriver = "overlay";
constexpr std::string_view DefaultIpam = "default";

std::string driverOf(const api::Network& network)
{
    return network.spec.driver.name.empty() ? std::string(OverlayDriver) : network.spec.driver.name;
}

// "4097,4098"; nullopt for anything else.
std::optional<std::vector<std::uint32_t>> parseIds(std::string_view text)
{
    std::vector<std::uint32_t> ids;
    while (true) {
        std::uint32_t id = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc{} || id > LastVxlanId)
            return std::nullopt;
        ids.push_back(id);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty())
            return ids;
        if (text.front() != ',')
            return std::nullopt;
        text.remove_prefix(1);
    }
}

std::vector<std::uint32_t> vxlanIdsOf(const api::Network& network)
{
    const auto option = network.driverState.options.find(std::string(VxlanOption));
    if (option == network.driverState.options.end())
        return {};
    return parseIds(option->second).value_or(std::vector<std::uint32_t>{});
}

// Checks what users may write themselves and fills in the gateway.
Result<api::IpamConfig> completed(api::IpamConfig config, const IpPrefix& subnet)
{
    const auto inside = [&](const std::optional<IpAddress>& address) { return address && subnet.contains(*address); };
    const auto range = parsePrefix(config.range);
    if (!config.range.empty() && (!range || !inside(range->address) || range->length < subnet.length))
        return fail(ErrorCode::InvalidArgument, "range " + config.range + " is not part of subnet " + toText(subnet));
    if (config.gateway.empty())
        config.gateway = toText(subnet.at(1));
    else if (!inside(parseIp(config.gateway)))
        return fail(ErrorCode::InvalidArgument, "gateway " + config.gateway + " is not in subnet " + toText(subnet));
    config.subnet = toText(subnet);
    return config;
}

} // namespace

bool NetworkBook::isAllocated(const api::Network& network)
{
    return isNodeLocal(network) || (network.ipam && !network.ipam->configs.empty());
}

void NetworkBook::adopt(const store::Ptr<api::Network>& network)
{
    State& state = m_networks[network->id];
    const bool isKnown
        = state.network && state.network->ipam == network->ipam && state.network->driverState == network->driverState;
    if (isKnown) {
        state.network = network;
        return;
    }
    forget(network->id);
    State& fresh = m_networks[network->id];
    fresh.network = network;
    if (isNodeLocal(*network) || !network->ipam)
        return;
    for (const api::IpamConfig& config : network->ipam->configs) {
        const auto prefix = parsePrefix(config.subnet);
        if (!prefix)
            continue;
        const IpPrefix subnet = prefix->network();
        fresh.subnets.emplace_back(subnet, parsePrefix(config.range), parseIp(config.gateway).value_or(subnet.at(1)));
        m_subnets.emplace(subnet.address, subnet);
    }
    fresh.vxlanIds = vxlanIdsOf(*network);
    for (const std::uint32_t id : fresh.vxlanIds) {
        m_vxlanIds.insert(id);
        if (id >= FirstVxlanId && id >= m_nextVxlanId)
            m_nextVxlanId = id + 1;
    }
}

void NetworkBook::forget(const std::string& id)
{
    const auto found = m_networks.find(id);
    if (found == m_networks.end())
        return;
    for (const Subnet& subnet : found->second.subnets)
        m_subnets.erase(subnet.prefix().address);
    for (const std::uint32_t vxlanId : found->second.vxlanIds)
        m_vxlanIds.erase(vxlanId);
    m_networks.erase(found);
}

store::Ptr<api::Network> NetworkBook::find(std::string_view id) const
{
    const auto found = m_networks.find(id);
    return found == m_networks.end() ? nullptr : found->second.network;
}

store::Ptr<api::Network> NetworkBook::ingress() const
{
    for (const auto& [id, state] : m_networks)
        if (state.network->spec.ingress)
            return state.network;
    return nullptr;
}

Result<api::Network> NetworkBook::allocate(const api::Network& network, const api::Cluster* cluster)
{
    SKEP_TRY(configs, chooseSubnets(network, cluster));
    api::Network result = network;
    result.driverState = {.name = driverOf(network), .options = network.spec.driver.options};
    if (result.driverState.name == OverlayDriver) {
        SKEP_TRY(ids, chooseVxlanIds(network, configs.size()));
        result.driverState.options[std::string(VxlanOption)] = ids;
    }
    api::IpamOptions& ipam = result.ipam.emplace();
    if (network.spec.ipam)
        ipam.driver = network.spec.ipam->driver;
    if (ipam.driver.name.empty())
        ipam.driver.name = DefaultIpam;
    ipam.configs = std::move(configs);
    return result;
}

Result<std::vector<api::IpamConfig>> NetworkBook::chooseSubnets(
    const api::Network& network, const api::Cluster* cluster) const
{
    std::vector<api::IpamConfig> wanted;
    if (network.spec.ipam)
        wanted = network.spec.ipam->configs;
    if (wanted.empty())
        wanted.emplace_back();
    std::vector<api::IpamConfig> configs;
    std::vector<IpPrefix> chosen;
    for (const api::IpamConfig& config : wanted) {
        if (config.subnet.empty()) {
            SKEP_TRY(free, freeSubnet(cluster, chosen));
            chosen.push_back(free);
        } else {
            const auto prefix = parsePrefix(config.subnet);
            if (!prefix)
                return fail(
                    ErrorCode::InvalidArgument, "subnet " + config.subnet + " is not an address with a prefix length");
            if (!isFree(prefix->network(), chosen))
                return fail(
                    ErrorCode::AlreadyExists, "subnet " + config.subnet + " overlaps with that of another network");
            chosen.push_back(prefix->network());
        }
        SKEP_TRY(complete, completed(config, chosen.back()));
        configs.push_back(std::move(complete));
    }
    return configs;
}

bool NetworkBook::isFree(const IpPrefix& subnet, const std::vector<IpPrefix>& alsoUsed) const
{
    const auto overlaps = [&](const IpPrefix& other) { return other.overlaps(subnet); };
    if (std::ranges::any_of(alsoUsed, overlaps))
        return false;
    const auto after = m_subnets.lower_bound(subnet.address);
    if (after != m_subnets.end() && overlaps(after->second))
        return false;
    return after == m_subnets.begin() || !overlaps(std::prev(after)->second);
}

Result<IpPrefix> NetworkBook::freeSubnet(const api::Cluster* cluster, const std::vector<IpPrefix>& alsoUsed) const
{
    std::vector<std::string> pools{std::string(DefaultPool)};
    if (cluster && !cluster->defaultAddrPool.empty())
        pools = cluster->defaultAddrPool;
    const unsigned length = cluster && cluster->subnetSize != 0 ? cluster->subnetSize : SubnetLength;
    for (const std::string& text : pools) {
        const auto pool = parsePrefix(text);
        if (!pool || length < pool->length || length > pool->address.bits())
            continue;
        const std::uint64_t step = IpPrefix{pool->address, length}.size();
        for (std::uint64_t offset = 0; offset < pool->size(); offset += step) {
            const IpPrefix subnet{pool->at(offset), length};
            if (isFree(subnet, alsoUsed))
                return subnet;
        }
    }
    return fail(ErrorCode::ResourceExhausted, "no free subnet is left in the address pools of the swarm");
}

Result<std::string> NetworkBook::chooseVxlanIds(const api::Network& network, std::size_t count)
{
    const auto asked = network.spec.driver.options.find(std::string(VxlanOption));
    if (asked != network.spec.driver.options.end()) {
        const auto ids = parseIds(asked->second);
        if (!ids || ids->size() < count)
            return fail(
                ErrorCode::InvalidArgument, "VXLAN ids \"" + asked->second + "\" are not one number for each subnet");
        for (const std::uint32_t id : *ids)
            if (m_vxlanIds.contains(id))
                return fail(ErrorCode::AlreadyExists, "VXLAN id " + std::to_string(id) + " is used by another network");
        return asked->second;
    }
    std::string text;
    std::uint32_t next = std::max(m_nextVxlanId, FirstVxlanId);
    for (std::uint32_t tried = FirstVxlanId; tried <= LastVxlanId && count > 0; ++tried) {
        if (next > LastVxlanId)
            next = FirstVxlanId;
        if (!m_vxlanIds.contains(next)) {
            text += (text.empty() ? "" : ",") + std::to_string(next);
            --count;
        }
        ++next;
    }
    m_nextVxlanId = next;
    if (count > 0)
        return fail(ErrorCode::ResourceExhausted, "no free VXLAN id is left");
    return text;
}

Result<std::string> NetworkBook::take(const std::string& networkId, const std::string& owner)
{
    const auto found = m_networks.find(networkId);
    if (found == m_networks.end())
        return fail(ErrorCode::NotFound, "network " + networkId + " not found");
    if (found->second.subnets.empty())
        return fail(ErrorCode::Unavailable, "network " + found->second.network->spec.name + " has no subnet yet");
    std::string subnets;
    for (Subnet& subnet : found->second.subnets) {
        if (const auto address = subnet.take(owner))
            return toText(IpPrefix{*address, subnet.prefix().length});
        subnets += (subnets.empty() ? "" : ", ") + toText(subnet.prefix());
    }
    return fail(ErrorCode::ResourceExhausted,
        "network " + found->second.network->spec.name + " has no free address left in " + subnets);
}

bool NetworkBook::claim(const std::string& networkId, const std::string& address, const std::string& owner)
{
    const auto found = m_networks.find(networkId);
    const auto prefix = parsePrefix(address);
    return found != m_networks.end() && prefix
        && std::ranges::any_of(found->second.subnets, [&](Subnet& s) { return s.claim(prefix->address, owner); });
}

bool NetworkBook::release(const std::string& networkId, const std::string& address, const std::string& owner)
{
    const auto found = m_networks.find(networkId);
    const auto prefix = parsePrefix(address);
    return found != m_networks.end() && prefix
        && std::ranges::any_of(found->second.subnets, [&](Subnet& s) { return s.release(prefix->address, owner); });
}

} // namespace skep::allocator

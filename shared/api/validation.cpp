#include "shared/api/validation.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>

namespace skep::api {
namespace {

Failure invalid(std::string message)
{
    return fail(ErrorCode::InvalidArgument, std::move(message));
}

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Alphanumeric at both ends, `inside` allowed between.
bool isNameOf(std::string_view name, std::string_view inside)
{
    return !name.empty() && isAlphanumeric(name.front()) && isAlphanumeric(name.back())
        && std::all_of(
            name.begin(), name.end(), [&](char c) { return isAlphanumeric(c) || inside.find(c) != inside.npos; });
}

Result<void> validateLabelName(std::string_view name)
{
    if (name.empty())
        return invalid("meta: name must be provided");
    if (!isNameOf(name, "-_"))
        return invalid("name must be valid as a DNS name component");
    if (name.size() > 63)
        return invalid("name must be 63 characters or fewer");
    return {};
}

Result<void> validateFileName(std::string_view name)
{
    if (name.empty())
        return invalid("name must be provided");
    if (name.size() > 64 || !isNameOf(name, "-_."))
        return invalid(
            "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end character must be "
            "[a-zA-Z0-9]");
    return {};
}

struct Address {
    int family = 0;
    std::array<unsigned char, 16> octets{};
};

std::optional<Address> parseAddress(const std::string& text)
{
    for (const int family : {AF_INET, AF_INET6}) {
        Address address{family, {}};
        if (inet_pton(family, text.c_str(), address.octets.data()) == 1)
            return address;
    }
    return std::nullopt;
}

struct Subnet {
    Address address;
    unsigned bits = 0;

    [[nodiscard]] bool contains(const Address& other) const
    {
        if (other.family != address.family)
            return false;
        for (unsigned bit = 0; bit < bits; ++bit) {
            const unsigned mask = 0x80U >> (bit % 8);
            if ((address.octets[bit / 8] & mask) != (other.octets[bit / 8] & mask))
                return false;
        }
        return true;
    }
};

std::optional<Subnet> parseSubnet(const std::string& text)
{
    const std::size_t slash = text.find('/');
    const auto address = parseAddress(text.substr(0, slash));
    if (!address || slash == std::string::npos)
        return std::nullopt;
    unsigned bits = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + slash + 1, end, bits);
    if (error != std::errc() || stopped != end || bits > (address->family == AF_INET ? 32U : 128U))
        return std::nullopt;
    return Subnet{*address, bits};
}

Result<void> validateIpam(const IpamConfig& config)
{
    const auto subnet = parseSubnet(config.subnet);
    if (!subnet)
        return invalid("ipam configuration: invalid subnet " + config.subnet);
    if (!config.range.empty()) {
        const auto range = parseSubnet(config.range);
        if (!range)
            return invalid("ipam configuration: invalid range " + config.range);
        if (!subnet->contains(range->address))
            return invalid("ipam configuration: subnet " + config.subnet + " does not contain range " + config.range);
    }
    if (!config.gateway.empty()) {
        const auto gateway = parseAddress(config.gateway);
        if (!gateway)
            return invalid("ipam configuration: invalid gateway " + config.gateway);
        if (!subnet->contains(*gateway))
            return invalid(
                "ipam configuration: subnet " + config.subnet + " does not contain gateway " + config.gateway);
    }
    return {};
}

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

} // namespace

Result<void> validateName(ObjectKind kind, std::string_view name)
{
    switch (kind) {
    case ObjectKind::Service:
    case ObjectKind::Network: return validateLabelName(name);
    case ObjectKind::Secret:
    case ObjectKind::Config: return validateFileName(name);
    case ObjectKind::Cluster:
    case ObjectKind::Node:
    case ObjectKind::Task: return {};
    }
    return {};
}

Result<void> checkRequest(const NodeSpec& spec)
{
    if (spec.role == NodeRole::Unspecified)
        return invalid(EnumText<NodeRole>::invalid(""));
    if (spec.availability == Availability::Unspecified)
        return invalid(EnumText<Availability>::invalid(""));
    return {};
}

Result<void> checkRequest(const ClusterSpec& spec)
{
    if (!spec.name.empty() && spec.name != "default")
        return invalid("swarm spec must be named \"default\"");
    for (const ExternalCa& ca : spec.ca.externalCas)
        if (ca.protocol != "cfssl")
            return invalid("invalid protocol: " + quoted(ca.protocol));
    return {};
}

// Zero means the default in a cluster's specification, so that it passes everywhere.
Result<void> validate(const ClusterSpec& spec)
{
    if (spec.ca.nodeCertExpiry != 0 && spec.ca.nodeCertExpiry < MinNodeCertExpiry)
        return invalid("minimum certificate expiry time is: 1h0m0s");
    if (spec.dispatcher.heartbeatPeriod < 0)
        return invalid("heartbeat time period cannot be a negative duration");
    if (spec.orchestration.taskHistoryRetentionLimit.value_or(0) < 0)
        return invalid("task history retention limit cannot be negative");
    if (spec.raft.electionTick < 0 || spec.raft.heartbeatTick < 0)
        return invalid("raft ticks cannot be negative");
    return {};
}

Result<void> validate(const NetworkSpec& spec)
{
    if (spec.ingress && !spec.driver.name.empty() && spec.driver.name != "overlay")
        return fail(ErrorCode::Unimplemented, "only overlay driver is currently supported for ingress network");
    if (spec.attachable && spec.ingress)
        return invalid("ingress network cannot be attachable");
    SKEP_CHECK(validateName(ObjectKind::Network, spec.name));
    if (spec.labels.contains(std::string(PredefinedNetworkLabel)))
        return fail(ErrorCode::PermissionDenied,
            "label " + std::string(PredefinedNetworkLabel)
                + " is for internally created predefined networks and cannot be applied by users");
    if (spec.ipam)
        for (const IpamConfig& config : spec.ipam->configs)
            SKEP_CHECK(validateIpam(config));
    return {};
}

Result<void> validate(const SecretSpec& spec)
{
    SKEP_CHECK(validateName(ObjectKind::Secret, spec.name));
    const std::size_t size = spec.data ? spec.data->data.size() : 0;
    if (spec.driver) {
        if (spec.driver->name.empty())
            return invalid("driver name: if driver is specified name is required");
        if (size != 0)
            return invalid("secret data must not be given together with a driver");
        return {};
    }
    if (size < 1 || size >= SecretDataLimit)
        return invalid("secret data must be larger than 0 and less than " + std::to_string(SecretDataLimit) + " bytes");
    return {};
}

Result<void> validate(const ConfigSpec& spec)
{
    SKEP_CHECK(validateName(ObjectKind::Config, spec.name));
    const std::size_t size = spec.data ? spec.data->data.size() : 0;
    if (size < 1 || size >= ConfigDataLimit)
        return invalid("config data must be larger than 0 and less than " + std::to_string(ConfigDataLimit) + " bytes");
    return {};
}

} // namespace skep::api

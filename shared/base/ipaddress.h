#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skep {

// An IPv4 or IPv6 address. An IPv4 address written as IPv6 (::ffff:1.2.3.4) is the IPv4 address.
struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{}; // network order; IPv4 uses the first four

    [[nodiscard]] unsigned bits() const { return v6 ? 128 : 32; }
    auto operator<=>(const IpAddress&) const = default;
};

// nullopt for anything that is not exactly one address, zones included.
[[nodiscard]] std::optional<IpAddress> parseIp(std::string_view text);
// The shortest usual form.
[[nodiscard]] std::string toText(const IpAddress& address);

// An address with a prefix length, "10.0.1.7/24": a subnet, or an address in one.
struct IpPrefix {
    IpAddress address;
    unsigned length = 0; // 0…address.bits()

    // The same with the host bits cleared.
    [[nodiscard]] IpPrefix network() const;
    [[nodiscard]] bool contains(const IpAddress& other) const;
    [[nodiscard]] bool overlaps(const IpPrefix& other) const;
    // Number of addresses, at most 2^63.
    [[nodiscard]] std::uint64_t size() const;
    // The address `offset` after the network's first; offset < size().
    [[nodiscard]] IpAddress at(std::uint64_t offset) const;
    // The inverse: nullopt when `other` is not in here, or further away than 2^63.
    [[nodiscard]] std::optional<std::uint64_t> offsetOf(const IpAddress& other) const;

    bool operator==(const IpPrefix&) const = default;
};

// Needs the slash and a length that the address family has.
[[nodiscard]] std::optional<IpPrefix> parsePrefix(std::string_view text);
[[nodiscard]] std::string toText(const IpPrefix& prefix);

} // namespace skep

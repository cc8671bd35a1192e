#include "shared/base/ipaddress.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace skep {

namespace {

constexpr unsigned MaxHostBits = 63;

bool isMappedV4(const std::array<std::uint8_t, 16>& bytes)
{
    return std::all_of(bytes.begin(), bytes.begin() + 10, [](std::uint8_t b) { return b == 0; }) && bytes[10] == 0xff
        && bytes[11] == 0xff;
}

std::uint8_t maskOf(unsigned length, unsigned octet)
{
    const unsigned before = octet * 8;
    const unsigned kept = length <= before ? 0 : std::min(8U, length - before);
    return static_cast<std::uint8_t>(0xff00U >> kept);
}

} // namespace

std::optional<IpAddress> parseIp(std::string_view text)
{
    if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    const std::string copy(text);
    IpAddress address;
    if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1)
        return address;
    if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) != 1)
        return std::nullopt;
    if (!isMappedV4(address.bytes)) {
        address.v6 = true;
        return address;
    }
    IpAddress plain;
    std::copy_n(address.bytes.begin() + 12, 4, plain.bytes.begin());
    return plain;
}

std::string toText(const IpAddress& address)
{
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(address.v6 ? AF_INET6 : AF_INET, address.bytes.data(), text, sizeof text);
    return text;
}

IpPrefix IpPrefix::network() const
{
    IpPrefix result = *this;
    for (unsigned octet = 0; octet < result.address.bytes.size(); ++octet)
        result.address.bytes[octet] &= maskOf(length, octet);
    return result;
}

bool IpPrefix::contains(const IpAddress& other) const
{
    return other.v6 == address.v6 && IpPrefix{other, length}.network().address == network().address;
}

bool IpPrefix::overlaps(const IpPrefix& other) const
{
    return length <= other.length ? contains(other.address) : other.contains(address);
}

std::uint64_t IpPrefix::size() const
{
    return std::uint64_t{1} << std::min(address.bits() - length, MaxHostBits);
}

IpAddress IpPrefix::at(std::uint64_t offset) const
{
    IpAddress result = network().address;
    for (unsigned octet = result.bits() / 8; octet-- > 0 && offset != 0; offset >>= 8) {
        offset += result.bytes[octet];
        result.bytes[octet] = static_cast<std::uint8_t>(offset & 0xff);
    }
    return result;
}

std::optional<std::uint64_t> IpPrefix::offsetOf(const IpAddress& other) const
{
    if (!contains(other))
        return std::nullopt;
    const IpAddress first = network().address;
    std::uint64_t offset = 0;
    for (unsigned octet = 0; octet < first.bits() / 8; ++octet) {
        if (offset >> (MaxHostBits - 8))
            return std::nullopt;
        offset = (offset << 8) | static_cast<std::uint8_t>(other.bytes[octet] ^ first.bytes[octet]);
    }
    return offset;
}

std::optional<IpPrefix> parsePrefix(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto address = parseIp(text.substr(0, slash));
    const std::string_view digits = text.substr(slash + 1);
    unsigned length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (!address || digits.empty() || error != std::errc{} || end != digits.data() + digits.size()
        || length > address->bits())
        return std::nullopt;
    return IpPrefix{*address, length};
}

std::string toText(const IpPrefix& prefix)
{
    return toText(prefix.address) + '/' + std::to_string(prefix.length);
}

} // namespace skep

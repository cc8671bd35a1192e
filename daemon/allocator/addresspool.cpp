#include "daemon/allocator/addresspool.h"

#include <charconv>
#include <optional>

namespace skep::allocator {
namespace {

std::optional<std::uint32_t> parseAddress(std::string_view text)
{
    std::uint32_t address = 0;
    for (int part = 0; part < 4; ++part) {
        unsigned octet = 256;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), octet);
        if (error != std::errc() || octet > 255)
            return {};
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part < 3) {
            if (!text.starts_with('.'))
                return {};
            text.remove_prefix(1);
        }
        address = address << 8 | octet;
    }
    return text.empty() ? std::optional(address) : std::nullopt;
}

std::string format(std::uint32_t address, unsigned prefix)
{
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8)
        text += std::to_string(address >> shift & 255) + (shift ? "." : "");
    return text + "/" + std::to_string(prefix);
}

} // namespace

Result<AddressPool> AddressPool::create(const std::string& subnet, const std::string& gateway)
{
    const auto slash = subnet.find('/');
    const auto base = parseAddress(std::string_view(subnet).substr(0, slash));
    unsigned prefix = 33;
    if (slash != std::string::npos)
        std::from_chars(subnet.data() + slash + 1, subnet.data() + subnet.size(), prefix);
    if (!base || prefix < 8 || prefix > 30)
        return fail(ErrorCode::InvalidArgument, "subnet \"" + subnet + "\" is not an IPv4 network of /8 to /30");
    AddressPool pool;
    pool.m_subnet = subnet;
    pool.m_prefix = prefix;
    const std::uint32_t size = 1U << (32 - prefix);
    pool.m_base = *base & ~(size - 1);
    pool.m_last = size - 2;
    pool.m_next = 1;
    if (!gateway.empty())
        pool.reserve(gateway);
    return pool;
}

Result<std::string> AddressPool::take()
{
    if (m_taken.size() >= m_last)
        return fail(ErrorCode::ResourceExhausted, "no address is left in " + m_subnet);
    while (m_taken.contains(m_next))
        m_next = m_next % m_last + 1;
    const std::uint32_t host = m_next;
    m_taken.insert(host);
    m_next = m_next % m_last + 1;
    return format(m_base + host, m_prefix);
}

bool AddressPool::reserve(const std::string& address)
{
    const auto parsed = parseAddress(std::string_view(address).substr(0, address.find('/')));
    if (!parsed || *parsed <= m_base || *parsed - m_base > m_last || !m_taken.insert(*parsed - m_base).second)
        return false;
    // Hand-out goes on behind what was given last, as far as that can be told.
    m_next = std::max(m_next, (*parsed - m_base) % m_last + 1);
    return true;
}

void AddressPool::release(const std::string& address)
{
    if (const auto parsed = parseAddress(std::string_view(address).substr(0, address.find('/'))); parsed && *parsed > m_base)
        m_taken.erase(*parsed - m_base);
}

} // namespace skep::allocator

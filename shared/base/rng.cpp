#include "shared/base/rng.h"

#include <cstdlib>
#include <cstring>

#include <openssl/rand.h>

namespace skep {
namespace {

// 17 octets, top bit forced on, as base 36; the first digit is dropped so that the rest is evenly distributed.
std::string idFromOctets(unsigned char (&octets)[17])
{
    octets[0] |= 0x80;
    std::string digits;
    for (;;) {
        unsigned remainder = 0;
        bool zero = true;
        for (unsigned char& octet : octets) {
            const unsigned value = remainder << 8 | octet;
            octet = static_cast<unsigned char>(value / 36);
            remainder = value % 36;
            zero = zero && octet == 0;
        }
        digits.insert(digits.begin(), static_cast<char>(remainder < 10 ? '0' + remainder : 'a' + (remainder - 10)));
        if (zero)
            break;
    }
    return digits.substr(1, IdLength);
}

} // namespace

std::string makeId(Rng& rng)
{
    unsigned char octets[17];
    for (std::size_t i = 0; i < sizeof octets; ++i)
        octets[i] = static_cast<unsigned char>(rng.next());
    return idFromOctets(octets);
}

std::string secureBytes(std::size_t count)
{
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        std::abort();
    return bytes;
}

std::uint64_t secureRandom64()
{
    const std::string bytes = secureBytes(8);
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), 8);
    return value;
}

std::string makeSecureId()
{
    const std::string bytes = secureBytes(17);
    unsigned char octets[17];
    std::memcpy(octets, bytes.data(), sizeof octets);
    return idFromOctets(octets);
}

} // namespace skep

#include "shared/pki/jointoken.h"

#include "shared/base/rng.h"
#include "shared/pki/authority.h"

#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace skep::pki {
namespace {

constexpr std::string_view TokenPrefix = "SWMTKN-1-";
constexpr std::string_view KeyPrefix = "SWMKEY-1-";
constexpr std::size_t DigestSize = 32;
constexpr std::size_t DigestDigits = 50;
constexpr std::size_t SecretSize = 16;
constexpr std::size_t SecretDigits = 25;

// The octets as one big-endian number in base 36, zeros on the left up to `width` digits.
std::string toBase36(Bytes octets, std::size_t width)
{
    std::string text(width, '0');
    for (std::size_t at = width; at-- > 0;) {
        unsigned remainder = 0;
        for (char& octet : octets) {
            const unsigned value = remainder << 8 | static_cast<unsigned char>(octet);
            octet = static_cast<char>(value / 36);
            remainder = value % 36;
        }
        text[at] = static_cast<char>(remainder < 10 ? '0' + remainder : 'a' + (remainder - 10));
    }
    return text;
}

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'z' ? c - 'a' + 10 : -1;
}

// The inverse; nothing on a foreign character or a number of more than `size` octets.
std::optional<Bytes> fromBase36(std::string_view text, std::size_t size)
{
    Bytes octets(size, '\0');
    for (const char c : text) {
        const int digit = digitOf(c);
        if (digit < 0)
            return {};
        unsigned carry = static_cast<unsigned>(digit);
        for (std::size_t at = size; at-- > 0;) {
            const unsigned value = static_cast<unsigned char>(octets[at]) * 36U + carry;
            octets[at] = static_cast<char>(value & 0xff);
            carry = value >> 8;
        }
        if (carry != 0)
            return {};
    }
    return octets;
}

Bytes fromHex(std::string_view hex)
{
    Bytes octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        octets += static_cast<char>((digitOf(hex[i]) & 15) << 4 | (digitOf(hex[i + 1]) & 15));
    return octets;
}

int sextetOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

} // namespace

JoinToken JoinToken::create(std::string_view rootPem)
{
    JoinToken token;
    token.digestHex = rootDigestHex(rootPem);
    token.secret = toBase36(secureBytes(SecretSize), SecretDigits);
    return token;
}

Result<JoinToken> JoinToken::parse(std::string_view text)
{
    const auto invalid = [] { return fail(ErrorCode::InvalidArgument, "invalid join token"); };
    if (text.size() != TokenPrefix.size() + DigestDigits + 1 + SecretDigits || !text.starts_with(TokenPrefix))
        return invalid();
    text.remove_prefix(TokenPrefix.size());
    const auto digest = fromBase36(text.substr(0, DigestDigits), DigestSize);
    const std::string_view secret = text.substr(DigestDigits + 1);
    if (text[DigestDigits] != '-' || !digest || !fromBase36(secret, SecretSize))
        return invalid();
    JoinToken token;
    token.digestHex = toHex(*digest);
    token.secret = secret;
    return token;
}

std::string JoinToken::text() const
{
    return std::string(TokenPrefix) + toBase36(fromHex(digestHex), DigestDigits) + "-" + secret;
}

bool JoinToken::matches(std::string_view presented) const
{
    std::string own = text();
    const bool same = equalConstantTime(own, presented);
    wipe(own);
    return same;
}

bool JoinToken::pins(std::string_view rootPem) const { return equalConstantTime(digestHex, rootDigestHex(rootPem)); }

Bytes createUnlockKey() { return secureBytes(UnlockKeySize); }

std::string unlockKeyText(BytesView key)
{
    std::string text = toBase64(key);
    text.erase(text.find_last_not_of('=') + 1);
    return std::string(KeyPrefix) + text;
}

Result<Bytes> parseUnlockKey(std::string_view text)
{
    const auto invalid = [] { return fail(ErrorCode::InvalidArgument, "invalid key string"); };
    if (!text.starts_with(KeyPrefix))
        return invalid();
    text.remove_prefix(KeyPrefix.size());
    if (text.size() != (UnlockKeySize * 8 + 5) / 6)
        return invalid();
    Bytes key;
    key.reserve(UnlockKeySize);
    unsigned group = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const int sextet = sextetOf(c);
        if (sextet < 0)
            return invalid();
        group = (group << 6 | static_cast<unsigned>(sextet)) & 0xfff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            key += static_cast<char>(group >> bits & 0xff);
        }
    }
    // 43 characters carry two bits more than 32 octets: one key, one text.
    if ((group & ((1U << bits) - 1)) != 0)
        return invalid();
    return key;
}

} // namespace skep::pki

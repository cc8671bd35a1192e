#include "ui/tables/sortkey.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace skep::ui {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::string folded(const QString& text)
{
    std::string bytes;
    bytes.reserve(std::size_t(text.size()));
    for (const QChar c : text) {
        if (c.unicode() >= 0x80)
            return text.toCaseFolded().toStdString();
        bytes += c >= u'A' && c <= u'Z' ? char(c.unicode() + 32) : char(c.unicode());
    }
    return bytes;
}

// A run of digits becomes "0", how many there are without leading zeros, and those: the longer number is the larger
// one.
std::string sortKey(const QString& text)
{
    const std::string bytes = folded(text);
    std::string key;
    key.reserve(bytes.size() + 4);
    for (auto at = bytes.begin(); at != bytes.end();) {
        if (!isDigit(*at)) {
            key += *at++;
            continue;
        }
        const auto end = std::find_if_not(at, bytes.end(), isDigit);
        at = std::find_if(at, end, [](char c) { return c != '0'; });
        key += '0';
        key += char(std::uint8_t(std::min<std::ptrdiff_t>(end - at, 255)));
        key.append(at, end);
        at = end;
    }
    return key;
}

std::string sortKey(double number)
{
    auto bits = std::bit_cast<std::uint64_t>(number + 0.0); // no negative zero
    bits = bits >> 63 ? ~bits : bits | (std::uint64_t(1) << 63);
    std::string key(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        key[i] = char(std::uint8_t(bits >> (56 - 8 * i)));
    return key;
}

} // namespace skep::ui

#include "shared/api/utf8.h"

#include <cstdint>
#include <cstring>

namespace skep::api {
namespace {

unsigned octet(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

bool continues(std::string_view text, std::size_t at)
{
    return at < text.size() && (octet(text, at) & 0xc0U) == 0x80U;
}

} // namespace

std::size_t utf8SequenceLength(std::string_view text)
{
    if (text.empty())
        return 0;
    const unsigned first = octet(text, 0);
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4 || !continues(text, 1))
        return 0;
    if (first < 0xe0)
        return 2;
    // Overlong forms, surrogates and what is above U+10FFFF show in the second octet.
    const unsigned second = octet(text, 1);
    if (first < 0xf0) {
        const bool wrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f);
        return !wrong && continues(text, 2) ? 3 : 0;
    }
    const bool wrong = (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
    return !wrong && continues(text, 2) && continues(text, 3) ? 4 : 0;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        if (text.size() >= 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, text.data(), sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                text.remove_prefix(8);
                continue;
            }
        }
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

} // namespace skep::api

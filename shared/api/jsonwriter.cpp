#include "shared/api/jsonwriter.h"

#include "shared/api/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace skep::api {
namespace {

// What may stand in a JSON string as it is: ASCII but control characters, quote and backslash.
constexpr auto Plain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        plain[c] = c != '"' && c != '\\';
    return plain;
}();

void appendEscaped(std::string& out, char c)
{
    static constexpr char Digits[] = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    out += "\\u00";
    out += Digits[static_cast<unsigned char>(c) >> 4];
    out += Digits[static_cast<unsigned char>(c) & 15];
}

template <class N>
void appendInteger(std::string& out, N value)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t done = 0, at = 0;
    while (at < text.size()) {
        if (Plain[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        if (const std::size_t length
            = static_cast<unsigned char>(text[at]) >= 0x80 ? utf8SequenceLength(text.substr(at)) : 0) {
            at += length;
            continue;
        }
        out.append(text, done, at - done);
        if (static_cast<unsigned char>(text[at]) >= 0x80)
            out += "\xef\xbf\xbd";
        else
            appendEscaped(out, text[at]);
        done = ++at;
    }
    out.append(text, done);
    out += '"';
}

void JsonWriter::string(std::string_view text)
{
    appendJsonString(m_out, text);
}

void JsonWriter::name(std::string_view name)
{
    // A value never ends with a brace that opens, so that this tells the first member from the others.
    m_out += m_out.back() == '{' ? "\"" : ",\"";
    m_out += name;
    m_out += "\":";
}

void JsonWriter::integer(std::int64_t value)
{
    appendInteger(m_out, value);
}

void JsonWriter::natural(std::uint64_t value)
{
    appendInteger(m_out, value);
}

// As Go's encoding/json: plain between 1e-6 and 1e21, else with an exponent of no leading zero; the shortest text that
// reads back.
void JsonWriter::write(double value)
{
    if (!std::isfinite(value)) {
        m_out += '0';
        return;
    }
    const double size = std::fabs(value);
    const bool exponent = size != 0 && (size < 1e-6 || size >= 1e21);
    std::array<char, 64> digits;
    char* end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
        exponent ? std::chars_format::scientific : std::chars_format::fixed)
                    .ptr;
    if (exponent && end[-4] == 'e' && end[-2] == '0') {
        end[-2] = end[-1];
        --end;
    }
    m_out.append(digits.data(), end);
}

void JsonWriter::write(const Blob& value)
{
    m_out += '"';
    m_out += toBase64(value.data);
    m_out += '"';
}

void JsonWriter::write(Timestamp value)
{
    m_out += '"';
    m_out += toRfc3339(value);
    m_out += '"';
}

} // namespace skep::api

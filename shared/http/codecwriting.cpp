#include "shared/http/codec.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace skep::http {
namespace {

void appendNumber(Bytes& out, std::uint64_t value, int base = 10)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    out.append(digits.data(), end);
}

// Control characters in a start line would end it.
void appendPrintable(Bytes& out, std::string_view value)
{
    for (const char c : value) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f)
            out += percentEncode({&c, 1});
        else
            out += c;
    }
}

} // namespace

void appendHeader(Bytes& out, std::string_view name, std::string_view value)
{
    const auto append = [&out](std::string_view part) {
        const auto at = out.size();
        out += part;
        for (auto i = at; i < out.size(); ++i) {
            if (out[i] == '\r' || out[i] == '\n' || out[i] == '\0')
                out[i] = ' ';
        }
    };
    append(name);
    out += ": ";
    append(value);
    out += "\r\n";
}

void appendRequestHead(Bytes& out, std::string_view method, std::string_view target, int version, const Headers& headers)
{
    appendPrintable(out, method);
    out += ' ';
    appendPrintable(out, target);
    out += version >= 11 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n";
    for (const Header& field : headers)
        appendHeader(out, field.name, field.value);
    out += "\r\n";
}

void appendStatusLine(Bytes& out, int status)
{
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::uint64_t>(status));
    out += ' ';
    out += reason(status);
    out += "\r\n";
}

void appendChunk(Bytes& out, BytesView data)
{
    if (data.empty())
        return; // a chunk of size 0 would end the body
    appendNumber(out, data.size(), 16);
    out += "\r\n";
    out += data;
    out += "\r\n";
}

std::string httpDate(Timestamp time)
{
    static constexpr std::array<const char*, 7> Days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = time.ns / 1'000'000'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                     Days[std::size_t(parts.tm_wday)], parts.tm_mday, Months[std::size_t(parts.tm_mon)],
                                     parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {buffer.data(), std::size_t(length)};
}

} // namespace skep::http

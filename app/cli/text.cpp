#include "app/cli/text.h"

#include "shared/api/quantities.h"

#include <charconv>
#include <cmath>

namespace skep::cli {
namespace {

Failure invalid(std::string_view flag, const std::string& text, const std::string& why)
{
    return fail(ErrorCode::Aborted, "invalid argument \"" + text + "\" for \"--" + std::string(flag) + "\" flag: " + why);
}

// The result, an error with the names of the flag and of its text.
Result<std::int64_t> named(std::string_view flag, const std::string& text, Result<std::int64_t> parsed)
{
    return parsed ? parsed : invalid(flag, text, parsed.error().message);
}

// Characters as a terminal counts them (one per code point).
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

} // namespace

std::string humanDuration(Nanoseconds duration)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    const auto minutes = seconds / 60;
    const auto hours = static_cast<std::int64_t>(std::llround(static_cast<double>(seconds) / 3600));
    if (seconds < 1)
        return "Less than a second";
    if (seconds == 1)
        return "1 second";
    if (seconds < 60)
        return std::to_string(seconds) + " seconds";
    if (minutes == 1)
        return "About a minute";
    if (minutes < 60)
        return std::to_string(minutes) + " minutes";
    if (hours == 1)
        return "About an hour";
    if (hours < 48)
        return std::to_string(hours) + " hours";
    if (hours < 24 * 7 * 2)
        return std::to_string(hours / 24) + " days";
    if (hours < 24 * 30 * 2)
        return std::to_string(hours / 24 / 7) + " weeks";
    if (hours < 24 * 365 * 2)
        return std::to_string(hours / 24 / 30) + " months";
    return std::to_string(hours / 24 / 365) + " years";
}

std::string goDuration(Nanoseconds duration) { return api::durationText(duration.count()); }

Result<std::int64_t> parseDuration(std::string_view flag, const std::string& text) { return named(flag, text, api::parseDuration(text)); }

Result<std::int64_t> parseBytes(std::string_view flag, const std::string& text) { return named(flag, text, api::parseBytes(text)); }

Result<std::int64_t> parseCpus(std::string_view flag, const std::string& text) { return named(flag, text, api::parseCpus(text)); }

Result<std::uint64_t> parseUint(std::string_view flag, const std::string& text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return invalid(flag, text, "strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
    return number;
}

Result<double> parseRatio(std::string_view flag, const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return invalid(flag, text, "strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
    return number;
}

std::string withoutDigest(const std::string& image)
{
    const auto at = image.find("@sha256:");
    return at == std::string::npos ? image : image.substr(0, at);
}

std::string capitalised(std::string_view text)
{
    std::string result(text);
    if (!result.empty())
        result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
    return result;
}

std::vector<std::string> splitCsv(std::string_view text)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') {
            if (quoted && i + 1 < text.size() && text[i + 1] == '"')
                fields.back() += text[++i];
            else
                quoted = !quoted;
        } else if (text[i] == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += text[i];
        }
    }
    return fields;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0;;) {
        const auto end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            return parts;
        begin = end + 1;
    }
}

std::string shortId(const std::string& id) { return id.substr(0, 12); }

std::string indented(std::string_view json, int depth)
{
    std::string result;
    bool inString = false;
    const auto newLine = [&] { result += "\n" + std::string(static_cast<std::size_t>(depth) * 4, ' '); };
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            result += c;
            if (c == '\\' && i + 1 < json.size())
                result += json[++i];
            else if (c == '"')
                inString = false;
            continue;
        }
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        if (c == '{' || c == '[') {
            const auto next = json.find_first_not_of(" \n\r\t", i + 1);
            result += c;
            if (next != std::string_view::npos && (json[next] == '}' || json[next] == ']')) {
                result += json[next];
                i = next;
                continue;
            }
            ++depth;
            newLine();
        } else if (c == '}' || c == ']') {
            --depth;
            newLine();
            result += c;
        } else if (c == ',') {
            result += c;
            newLine();
        } else if (c == ':') {
            result += ": ";
        } else {
            inString = c == '"';
            result += c;
        }
    }
    return result;
}

std::string Table::text() const
{
    constexpr std::size_t MinWidth = 10, Padding = 3;
    std::vector<std::size_t> widths;
    for (const auto& row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], std::max(MinWidth, width(row[i]) + Padding));
    }
    std::string result;
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            result += row[i];
            if (i + 1 < row.size())
                result.append(widths[i] - width(row[i]), ' ');
        }
        result += '\n';
    }
    return result;
}

} // namespace skep::cli

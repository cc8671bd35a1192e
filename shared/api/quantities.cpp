#include "shared/api/quantities.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace skep::api {
namespace {

Failure invalid(const std::string& why)
{
    return fail(ErrorCode::InvalidArgument, why);
}

std::string fraction(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.9g", value);
    return buffer;
}

} // namespace

std::string durationText(DurationNs ns)
{
    if (ns == 0)
        return "0s";
    std::string text = ns < 0 ? "-" : "";
    ns = std::abs(ns);
    if (ns < 1'000)
        return text + std::to_string(ns) + "ns";
    if (ns < 1'000'000)
        return text + fraction(static_cast<double>(ns) / 1e3) + "µs";
    if (ns < 1'000'000'000)
        return text + fraction(static_cast<double>(ns) / 1e6) + "ms";
    const std::int64_t hours = ns / 3'600'000'000'000, minutes = ns / 60'000'000'000 % 60;
    if (hours > 0)
        text += std::to_string(hours) + "h";
    if (hours > 0 || minutes > 0)
        text += std::to_string(minutes) + "m";
    return text + fraction(static_cast<double>(ns % 60'000'000'000) / 1e9) + "s";
}

Result<DurationNs> parseDuration(const std::string& text)
{
    const std::string why = "time: invalid duration \"" + text + "\"";
    std::string_view rest = text;
    double total = 0;
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    if (rest == "0")
        return std::int64_t{0};
    if (rest.empty())
        return invalid(why);
    static constexpr std::pair<std::string_view, double> Units[]
        = {{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}};
    while (!rest.empty()) {
        double number = 0;
        const auto [end, error]
            = std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
        if (error != std::errc() || number < 0)
            return invalid(why);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const auto unitEnd = rest.find_first_of("0123456789.");
        const std::string_view unit = rest.substr(0, unitEnd);
        const auto found
            = std::find_if(std::begin(Units), std::end(Units), [&](const auto& u) { return u.first == unit; });
        if (found == std::end(Units))
            return invalid(unit.empty()
                    ? "time: missing unit in duration \"" + text + "\""
                    : "time: unknown unit \"" + std::string(unit) + "\" in duration \"" + text + "\"");
        total += number * found->second;
        rest.remove_prefix(unit.size());
    }
    if (total > 9e18)
        return invalid(why);
    return static_cast<std::int64_t>(negative ? -total : total);
}

Result<std::int64_t> parseBytes(const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    std::string unit(end, text.data() + text.size());
    std::transform(unit.begin(), unit.end(), unit.begin(),
        [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    if (unit.ends_with('b'))
        unit.pop_back();
    if (unit.ends_with('i'))
        unit.pop_back();
    static constexpr std::string_view Units = "kmgtp";
    double factor = 1;
    if (unit.size() == 1 && Units.find(unit[0]) != std::string_view::npos)
        factor = std::pow(1024.0, static_cast<double>(Units.find(unit[0]) + 1));
    else if (!unit.empty())
        return invalid("invalid suffix: '" + unit + "'");
    if (error != std::errc() || number < 0 || number * factor > 9e18)
        return invalid("invalid size: '" + text + "'");
    return static_cast<std::int64_t>(number * factor);
}

Result<std::int64_t> parseCpus(const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || number > 9e9)
        return invalid("failed to parse " + text + " as a rational number");
    return static_cast<std::int64_t>(std::llround(number * 1e9));
}

std::string byteCountText(std::int64_t bytes)
{
    static constexpr std::string_view Units = "BKMGT";
    std::size_t unit = 0;
    while (bytes != 0 && bytes % 1024 == 0 && unit + 1 < Units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return std::to_string(bytes) + (unit == 0 ? "" : std::string(1, Units[unit]));
}

std::string cpuCountText(std::int64_t nanoCpus)
{
    std::string text = std::to_string(nanoCpus / 1'000'000'000);
    if (const std::int64_t rest = std::abs(nanoCpus % 1'000'000'000)) {
        std::string digits = std::to_string(rest);
        digits.insert(0, 9 - digits.size(), '0');
        digits.erase(digits.find_last_not_of('0') + 1);
        text += "." + digits;
    }
    return text;
}

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    bool started = false;
    char quote = 0;
    for (const char c : text) {
        if (quote) {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            started = true;
        } else if (c == ' ' || c == '\t') {
            if (started || !word.empty())
                words.push_back(std::move(word));
            word.clear();
            started = false;
        } else {
            word += c;
        }
    }
    if (started || !word.empty())
        words.push_back(word);
    return words;
}

std::string quotedWord(std::string_view word)
{
    static constexpr std::string_view Plain
        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+";
    if (!word.empty() && word.find_first_not_of(Plain) == word.npos)
        return std::string(word);
    // An apostrophe cannot stand between apostrophes: it gets quotation marks of its own.
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\"'\"'") : std::string(1, c);
    return text + "'";
}

std::string joinWords(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + quotedWord(word);
    return text;
}

} // namespace skep::api

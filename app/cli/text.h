#pragma once

#include "shared/base/result.h"
#include "shared/base/time.h"

#include <QJsonValue>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// How docker writes and reads quantities.
namespace skep::cli {

// "Less than a second", "5 seconds", "About a minute", "3 hours", "2 weeks".
[[nodiscard]] std::string humanDuration(Nanoseconds duration);
// "1m30s" and so on, as Go prints a duration.
[[nodiscard]] std::string goDuration(Nanoseconds duration);
// Errors name the flag and the text.
[[nodiscard]] Result<std::int64_t> parseDuration(std::string_view flag, const std::string& text);   // "1h30m", "500ms" → ns
[[nodiscard]] Result<std::int64_t> parseBytes(std::string_view flag, const std::string& text);      // "64m" → bytes
[[nodiscard]] Result<std::int64_t> parseCpus(std::string_view flag, const std::string& text);       // "0.5" → billionths
[[nodiscard]] Result<std::uint64_t> parseUint(std::string_view flag, const std::string& text);
[[nodiscard]] Result<double> parseRatio(std::string_view flag, const std::string& text);

// "name:tag@sha256:…" → "name:tag".
[[nodiscard]] std::string withoutDigest(const std::string& image);
[[nodiscard]] std::string capitalised(std::string_view text);
// Fields of "a=b,c=\"d,e\"", as encoding/csv reads them.
[[nodiscard]] std::vector<std::string> splitCsv(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
// The id cut to 12 characters.
[[nodiscard]] std::string shortId(const std::string& id);

// JSON text indented by four blanks, its members in the order they have.
[[nodiscard]] std::string indented(std::string_view json, int depth = 0);

// Rows under headings, as Go's tabwriter lays them out with docker's settings: columns at least 10 wide, 3 blanks apart.
class Table {
public:
    explicit Table(std::vector<std::string> headings) { m_rows.push_back(std::move(headings)); }
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace skep::cli

#pragma once

#include "shared/api/common.h"
#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

// Quantities and words as Docker's commands write and read them; the command line and the forms of the desktop share
// them. An error is the reason alone, without the name of the option or field.
namespace skep::api {

// "1h30m", "500ms" → ns. A bare "0" is the only number that needs no unit.
[[nodiscard]] Result<DurationNs> parseDuration(const std::string& text);
// "64m", "1GiB" → bytes; binary units.
[[nodiscard]] Result<std::int64_t> parseBytes(const std::string& text);
// "0.5" → billionths.
[[nodiscard]] Result<std::int64_t> parseCpus(const std::string& text);

// What the parsers above read back to the same value: "1m30s" (as Go prints it), "64M", "0.5".
[[nodiscard]] std::string durationText(DurationNs duration);
[[nodiscard]] std::string byteCountText(std::int64_t bytes);
[[nodiscard]] std::string cpuCountText(std::int64_t nanoCpus);

// A shell-like split: blanks separate, quotes keep together. joinWords() is its inverse.
[[nodiscard]] std::vector<std::string> splitWords(std::string_view text);
[[nodiscard]] std::string joinWords(const std::vector<std::string>& words);
// One word as a POSIX shell and splitWords() read it back.
[[nodiscard]] std::string quotedWord(std::string_view word);

} // namespace skep::api

#pragma once

#include <QString>

#include <cstdint>

namespace skep::ui {

enum class LogLevel : std::uint8_t
{
    Unknown,
    Debug,
    Info,
    Warning,
    Error,
};

// What the line says of itself: level=warn, "severity":"error", [error], "ERROR …", "warning: …", or the letter that glog begins with. A
// guess: words in lower case within a sentence do not count ("0 errors").
[[nodiscard]] LogLevel guessLevel(const QString& text);

} // namespace skep::ui

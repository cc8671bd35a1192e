#pragma once

#include <QString>

#include <string>

namespace skep::ui {

// Texts as bytes that are cheap to compare, made once for a text that is compared often.

// Without regard to case; UTF-8.
[[nodiscard]] std::string folded(const QString& text);
// Bytes in the order in which people count: "web.2" before "web.10", letters without regard to case.
[[nodiscard]] std::string sortKey(const QString& text);
// Bytes in the order of the numbers. Not for NaN.
[[nodiscard]] std::string sortKey(double number);

} // namespace skep::ui

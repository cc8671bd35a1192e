#pragma once

#include "shared/gotemplate/template.h"

#include <string_view>

namespace skep::gotemplate {

// One JSON value; nothing for text that is none.
[[nodiscard]] Value fromJson(std::string_view json);
[[nodiscard]] std::string toJson(const Value& value);

// What docker adds for --format: json, upper, lower, title, truncate, println, split.
[[nodiscard]] const Functions& jsonFunctions();

} // namespace skep::gotemplate

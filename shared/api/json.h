#pragma once

#include "shared/api/objects.h"

#include <string>
#include <string_view>

// JSON in Docker's names and by Docker's omit rules, from the field lists.
namespace skep::api {

// One line, no trailing newline, "<", ">" and "&" not escaped (docker-api.md §1). Instantiated in json.cpp for the types below.
template <HasFields T>
[[nodiscard]] std::string toJson(const T& value);

// Reads one JSON object. Unknown members are ignored, names match without regard to case, null is the same as absent.
// Error: InvalidArgument, text as Docker's: "invalid JSON: …" (naming the field for a wrong type), or the enum's own text,
// or "unexpected content after JSON".
template <HasFields T>
[[nodiscard]] Result<T> fromJson(std::string_view json);

} // namespace skep::api

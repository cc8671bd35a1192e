#pragma once

#include "shared/api/messages.h"

#include <string>
#include <string_view>
#include <vector>

class QJsonValue;

// JSON in Docker's names and by Docker's omit rules, from the field lists.
//
// The templates are instantiated in this room for every struct of common.h, containerspec.h, specs.h, objects.h and
// messages.h (alltypes.h). A room with structs of its own includes "shared/api/jsonimpl.h" in the one .cpp that calls
// these for them.
namespace skep::api {

// One line, no trailing newline, "<", ">" and "&" not escaped (docker-api.md §1). Invalid UTF-8 becomes U+FFFD.
template <HasFields T>
[[nodiscard]] std::string toJson(const T& value);
// The same, added to `out`: for lists and envelopes.
template <HasFields T>
void appendJson(std::string& out, const T& value);
// `text` as a JSON string with its quotes.
void appendJsonString(std::string& out, std::string_view text);

// Reads one JSON object. Unknown members are ignored, names match without regard to case, null is the same as absent,
// 64-bit integers are exact up to 2^63-1 (above it they are refused, never rounded). Error: InvalidArgument, text as
// Docker's: "invalid JSON: …" (naming the field for a wrong type), or the enum's own text, or "unexpected content after
// JSON".
template <HasFields T>
[[nodiscard]] Result<T> fromJson(std::string_view json);
// The same for an array of objects, as list endpoints answer.
template <HasFields T>
[[nodiscard]] Result<std::vector<T>> listFromJson(std::string_view json);
// The same for a part of a document that is parsed already.
template <HasFields T>
[[nodiscard]] Result<T> fromJsonValue(const QJsonValue& value);

} // namespace skep::api

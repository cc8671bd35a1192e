#pragma once

#include "shared/api/alltypes.h"
#include "shared/api/json.h"
#include "shared/api/jsonreader.h"
#include "shared/api/jsonwriter.h"

// The definitions behind json.h, for the one .cpp of a room that has structs of its own. Costs compile time: never
// include it in a header. What this room has compiled for its own structs is not compiled again.
namespace skep::api {

namespace detail {

// The root of the document: an object, an array, or null. Error: see fromJson().
[[nodiscard]] Result<QJsonValue> parseJson(std::string_view json);

template <class T>
Result<T> readJson(const QJsonValue& json, std::string_view rootType)
{
    T value{};
    JsonReader reader(rootType);
    if (!json.isNull())
        reader.read(json, value);
    if (auto error = reader.error())
        return Failure(std::move(*error));
    return value;
}

} // namespace detail

template <>
inline constexpr std::string_view JsonTypeName<ClusterSpec> = "Spec";

template <HasFields T>
void appendJson(std::string& out, const T& value)
{
    JsonWriter(out).write(value);
}

template <HasFields T>
std::string toJson(const T& value)
{
    std::string out;
    appendJson(out, value);
    return out;
}

template <HasFields T>
Result<T> fromJsonValue(const QJsonValue& value)
{
    return detail::readJson<T>(value, JsonTypeName<T>);
}

template <HasFields T>
Result<T> fromJson(std::string_view json)
{
    SKEP_TRY(root, detail::parseJson(json));
    return fromJsonValue<T>(root);
}

template <HasFields T>
Result<std::vector<T>> listFromJson(std::string_view json)
{
    SKEP_TRY(root, detail::parseJson(json));
    return detail::readJson<std::vector<T>>(root, JsonTypeName<T>);
}

#define SKEP_ELSEWHERE(T)                                                                                              \
    extern template void JsonWriter::write<T>(const T&);                                                               \
    extern template void JsonReader::read<T>(const QJsonValue&, T&);
SKEP_API_TYPES(SKEP_ELSEWHERE)
#undef SKEP_ELSEWHERE

} // namespace skep::api

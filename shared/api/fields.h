#pragma once

#include "shared/base/bytes.h"
#include "shared/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

// How a type of the API says its fields, once. Every struct of this room has
//
//     template <class V> static void fields(V& v)
//     {
//         v(1, "Name", &PortConfig::name, Omit::Empty);
//         ...
//     }
//
// and everything else follows from it: JSON in Docker's names (json.h), CBOR on the wire, in the log and on disk (cbor.h), and
// what comes later (redaction, diffs, docs). The number is the CBOR key: ascending, part of the wire format, never reused. The
// name is Docker's JSON name; an empty name keeps the field out of JSON (managers' business only). v.inlined(n, &T::member) puts
// the members of a nested struct into the same JSON object; in CBOR it is a field like the others.
namespace skep::api {

// What JSON shows of a field that holds nothing (false, 0, "", empty list or map, no value).
enum class Omit {
    Never,     // written as it is: 0, "", {}, [], null for an absent optional
    Empty,     // left out, as Go's omitempty; a struct is never left out by it (docker-api.md §7)
    ToNull,    // an empty list or map is written as null
};

// Octets that JSON carries as standard base64.
struct Blob {
    Bytes data;
    bool operator==(const Blob&) const = default;
};

// Marks a text that must never be shown or logged; codecs treat it like std::string, but it is CBOR only by convention
// (declare such fields with an empty JSON name).
using SecretText = std::string;

// Names of an enum's values on the wire of the Docker API. Specialise with
//   static constexpr std::pair<E, std::string_view> Table[] = {...};
//   static std::string invalid(std::string_view text);   // the error for a text that is not in the table
template <class E>
struct EnumText;

template <class E>
concept TextEnum = std::is_enum_v<E> && requires { EnumText<E>::Table[0]; };

// The text of a value, "" for one outside the table.
template <TextEnum E>
[[nodiscard]] constexpr std::string_view text(E value)
{
    for (const auto& [known, name] : EnumText<E>::Table)
        if (known == value)
            return name;
    return {};
}

namespace detail {
struct FieldProbe {
    template <class... A>
    void operator()(A&&...)
    {
    }
    template <class... A>
    void inlined(A&&...)
    {
    }
};
} // namespace detail

template <class T>
concept HasFields = requires(detail::FieldProbe& probe) { T::fields(probe); };

} // namespace skep::api

#pragma once

#include "shared/api/messages.h"

// CBOR (RFC 8949) with integer keys, from the field lists: the Raft log, the wire between nodes, files.
//
// A struct is an indefinite map (0xbf … 0xff) of its field numbers, ascending. A field that holds what a new struct
// holds is left out, unless its row says Omit::Never; absent optionals and zero times always are. Enums are their
// numbers, times are int64 nanoseconds, a std::string is a text string if it is UTF-8 and a byte string otherwise.
//
// The templates are instantiated in this room for every struct of common.h, containerspec.h, specs.h, objects.h and
// messages.h (alltypes.h). A room with structs of its own includes "shared/api/cborimpl.h" in the one .cpp that calls
// these for them. Such structs need fields() and, if they are held in other structs, operator==. Give an enum that
// crosses the wire an EnumText table: then numbers outside it are refused.
namespace skep::api {

template <HasFields T>
[[nodiscard]] Bytes toCbor(const T& value);
// The same, added to `out`.
template <HasFields T>
void appendCbor(Bytes& out, const T& value);

// Skips unknown keys. Error: DataLoss for anything that is not exactly one well-formed value of this type; never
// allocates more than the input justifies.
template <HasFields T>
[[nodiscard]] Result<T> fromCbor(BytesView bytes);

} // namespace skep::api

#pragma once

#include "shared/api/fields.h"

// CBOR with integer keys, from the field lists: the Raft log, the wire between nodes, files.
namespace skep::api {

template <HasFields T>
[[nodiscard]] Bytes toCbor(const T& value);

// Skips unknown keys. Error: DataLoss for anything that is not exactly one well-formed value of this type; never allocates
// more than the input justifies.
template <HasFields T>
[[nodiscard]] Result<T> fromCbor(BytesView bytes);

} // namespace skep::api

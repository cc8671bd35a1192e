#pragma once

#include "shared/api/alltypes.h"
#include "shared/api/cbor.h"
#include "shared/api/cborreader.h"
#include "shared/api/cborwriter.h"
#include "shared/api/typename.h"

// The definitions behind cbor.h, for the one .cpp of a room that has structs of its own. Costs compile time: never
// include it in a header. What this room has compiled for its own structs is not compiled again.
namespace skep::api {

template <HasFields T>
void appendCbor(Bytes& out, const T& value)
{
    CborWriter(out).write(value);
}

template <HasFields T>
Bytes toCbor(const T& value)
{
    Bytes out;
    appendCbor(out, value);
    return out;
}

template <HasFields T>
Result<T> fromCbor(BytesView bytes)
{
    T value{};
    CborReader in(bytes);
    in.read(value);
    if (in.complete())
        return value;
    return fail(ErrorCode::DataLoss,
        "not a well-formed " + std::string(detail::typeName<T>()) + " at octet " + std::to_string(in.offset()) + " of "
            + std::to_string(bytes.size()));
}

#define SKEP_ELSEWHERE(T)                                                                                              \
    extern template void CborWriter::write<T>(const T&, const T&);                                                     \
    extern template void CborReader::read<T>(T&);
SKEP_API_TYPES(SKEP_ELSEWHERE)
#undef SKEP_ELSEWHERE

} // namespace skep::api

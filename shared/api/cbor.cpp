#include "shared/api/cborimpl.h"

namespace skep::api {

#define SKEP_INSTANTIATE(T)                                                                                            \
    template void CborWriter::write<T>(const T&, const T&);                                                            \
    template void CborReader::read<T>(T&);                                                                             \
    template void appendCbor<T>(Bytes&, const T&);                                                                     \
    template Bytes toCbor<T>(const T&);                                                                                \
    template Result<T> fromCbor<T>(BytesView);

SKEP_API_TYPES(SKEP_INSTANTIATE)

} // namespace skep::api

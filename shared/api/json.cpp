#include "shared/api/jsonimpl.h"

namespace skep::api {

#define SKEP_INSTANTIATE(T)                                                                                            \
    template void JsonWriter::write<T>(const T&);                                                                      \
    template void JsonReader::read<T>(const QJsonValue&, T&);                                                          \
    template void appendJson<T>(std::string&, const T&);                                                               \
    template std::string toJson<T>(const T&);                                                                          \
    template Result<T> fromJson<T>(std::string_view);                                                                  \
    template Result<std::vector<T>> listFromJson<T>(std::string_view);                                                 \
    template Result<T> fromJsonValue<T>(const QJsonValue&);

SKEP_API_TYPES(SKEP_INSTANTIATE)

} // namespace skep::api

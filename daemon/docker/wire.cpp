#include "daemon/docker/wire.h"

#include "shared/api/jsonimpl.h"

namespace skep::api {

template std::string toJson(const docker::CreateRequest&);
template Result<docker::CreateAnswer> fromJson(std::string_view);
template Result<docker::Inspection> fromJson(std::string_view);
template Result<docker::Event> fromJson(std::string_view);
template Result<docker::PullProgress> fromJson(std::string_view);
template Result<docker::ErrorAnswer> fromJson(std::string_view);
template Result<docker::VersionAnswer> fromJson(std::string_view);
template Result<docker::InfoAnswer> fromJson(std::string_view);
template Result<std::vector<docker::ListedContainer>> listFromJson(std::string_view);

} // namespace skep::api

namespace skep::docker {

std::string toText(const Filters& filters)
{
    std::string out;
    api::JsonWriter(out).write(filters);
    return out;
}

} // namespace skep::docker

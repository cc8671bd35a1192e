#include "shared/api/jsonimpl.h"
#include "shared/planning/planning.h"

// What travels: POST /skep/v1/simulate and its callers.
namespace skep::api {

template std::string toJson<planning::Question>(const planning::Question&);
template Result<planning::Question> fromJson<planning::Question>(std::string_view);
template std::string toJson<planning::Answer>(const planning::Answer&);
template Result<planning::Answer> fromJson<planning::Answer>(std::string_view);

} // namespace skep::api

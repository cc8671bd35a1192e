#include "shared/api/jsonimpl.h"
#include "shared/planning/planning.h"
#include "shared/planning/why.h"

// What travels: POST /skep/v1/simulate, GET /skep/v1/tasks/{id}/explain and their callers.
namespace skep::api {

template std::string toJson<planning::Question>(const planning::Question&);
template Result<planning::Question> fromJson<planning::Question>(std::string_view);
template std::string toJson<planning::Answer>(const planning::Answer&);
template Result<planning::Answer> fromJson<planning::Answer>(std::string_view);
template std::string toJson<planning::Why>(const planning::Why&);
template Result<planning::Why> fromJson<planning::Why>(std::string_view);

} // namespace skep::api

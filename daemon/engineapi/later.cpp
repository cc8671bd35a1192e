#include "daemon/engineapi/routes.h"

namespace skep::engineapi {

// Parts of the API that this version of Skep does not serve. Said in the same words everywhere, so that users can tell it from
// a mistake of their own.
async::Task<http::Response> notYet(Context context)
{
    co_return plainError(ErrorCode::Unimplemented,
        context.request->method + " " + context.request->path + " is not supported by this version of Skep (" SKEP_VERSION ")");
}

} // namespace skep::engineapi

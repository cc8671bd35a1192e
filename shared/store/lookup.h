#pragma once

#include "shared/store/store.h"

#include <string>

namespace skep::store {

// What a path, a filter or a user names: a full id, else an exact name, else the prefix of one id (docker-api.md §5).
// Errors: NotFound "service x not found", InvalidArgument "service x is ambiguous (2 matches found)".
template <class T>
[[nodiscard]] Result<Ptr<T>> look(const View& view, const std::string& kind, const std::string& key)
{
    if (auto exact = view.get<T>(key))
        return exact;
    auto found = view.byName<T>(key);
    if (found.empty() && !key.empty())
        found = view.byIdPrefix<T>(key);
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        return fail(ErrorCode::NotFound, kind + " " + key + " not found");
    return fail(ErrorCode::InvalidArgument, kind + " " + key + " is ambiguous (" + std::to_string(found.size()) + " matches found)");
}

} // namespace skep::store

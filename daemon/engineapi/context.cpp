#include "daemon/engineapi/context.h"

#include <charconv>

namespace skep::engineapi {

bool Context::flag(std::string_view name) const
{
    std::string value = query(name);
    const auto first = value.find_first_not_of(" \t\n"), last = value.find_last_not_of(" \t\n");
    value = first == std::string::npos ? "" : value.substr(first, last - first + 1);
    for (const std::string_view no : {"", "0", "no", "false", "none"})
        if (http::equalsIgnoringCase(value, no))
            return false;
    return true;
}

Result<bool> Context::strictFlag(std::string_view name) const
{
    const std::string value = query(name);
    if (value.empty())
        return false;
    for (const std::string_view yes : {"1", "t", "T", "TRUE", "true", "True"})
        if (value == yes)
            return true;
    for (const std::string_view no : {"0", "f", "F", "FALSE", "false", "False"})
        if (value == no)
            return false;
    return fail(ErrorCode::InvalidArgument,
        "invalid value for " + std::string(name) + ": " + value + ": strconv.ParseBool: parsing " + quoted(value) + ": invalid syntax");
}

Result<std::uint64_t> Context::updateVersion(std::string_view kind) const
{
    const std::string text = query("version");
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return fail(ErrorCode::InvalidArgument,
            "invalid " + std::string(kind) + " version '" + text + "': strconv.ParseUint: parsing " + quoted(text) + ": invalid syntax");
    return value;
}

Result<void> Context::checkJsonBody() const
{
    const auto type = request->headers.get("Content-Type");
    if (!type && request->body.empty())
        return {};
    if (!type || type->empty())
        return fail(ErrorCode::InvalidArgument, "malformed Content-Type header (): mime: no media type");
    std::string media = type->substr(0, type->find(';'));
    media.erase(media.find_last_not_of(" \t") + 1);
    if (!http::equalsIgnoringCase(media, "application/json"))
        return fail(ErrorCode::InvalidArgument, "unsupported Content-Type header (" + *type + "): must be 'application/json'");
    return {};
}

} // namespace skep::engineapi

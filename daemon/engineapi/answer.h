#pragma once

#include "shared/base/result.h"
#include "shared/http/message.h"

#include <string>

namespace skep::engineapi {

inline constexpr const char* ApiVersion = "1.51"; // docs/adr/0007
inline constexpr const char* MinApiVersion = "1.24";

// A version of the API, "1.41".
struct ApiNumber {
    unsigned major = 1, minor = 51;
    auto operator<=>(const ApiNumber&) const = default;
};

// 200 with one JSON value and a line feed.
[[nodiscard]] http::Response json(std::string value, int status = 200);
// 200 (or another) without a body.
[[nodiscard]] http::Response empty(int status = 200);

// The status of an error class (docker-api.md §3).
[[nodiscard]] int statusOf(ErrorCode code);
// What the HTTP layer finds wrong: the message as it is.
[[nodiscard]] http::Response plainError(const Error& error);
// What the cluster finds wrong: "rpc error: code = X desc = …".
[[nodiscard]] http::Response rpcError(const Error& error);
[[nodiscard]] http::Response plainError(ErrorCode code, std::string message);

// JSON text of a string, with quotes.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace skep::engineapi

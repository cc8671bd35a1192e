#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace skep {

// The canonical RPC codes; the wire, HTTP status, CLI exit status and GUI text all derive from them.
enum class ErrorCode {
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
};

// "InvalidArgument" and so on, spelled as Docker spells it in "rpc error: code = X desc = …".
std::string_view name(ErrorCode code);

// An expected failure. `message` is a sentence a user can act on: names the thing and the rule, lowercase start,
// no trailing stop. Never contains a secret.
struct Error {
    ErrorCode code = ErrorCode::Unknown;
    std::string message;

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

[[nodiscard]] inline Failure fail(ErrorCode code, std::string message)
{
    return Failure(Error{code, std::move(message)});
}

} // namespace skep

// Leaves the enclosing function with the error of `expr`, a Result<T>; otherwise defines `var` as the value.
#define SKEP_TRY(var, expr)                                                                                            \
    auto var##_result_ = (expr);                                                                                       \
    if (!var##_result_)                                                                                                \
        return ::skep::Failure(std::move(var##_result_.error()));                                                      \
    auto var = std::move(*var##_result_)

// The same for Result<void>.
#define SKEP_CHECK(expr)                                                                                               \
    if (auto check_ = (expr); !check_)                                                                                 \
    return ::skep::Failure(std::move(check_.error()))

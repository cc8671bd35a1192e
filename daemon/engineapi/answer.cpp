#include "daemon/engineapi/answer.h"

namespace skep::engineapi {

http::Response json(std::string value, int status)
{
    value += '\n';
    return {status, {{"Content-Type", "application/json"}}, std::move(value)};
}

http::Response empty(int status) { return {status, {}, {}}; }

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::OutOfRange:
    case ErrorCode::FailedPrecondition: return 400;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::PermissionDenied: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::AlreadyExists: return 409;
    case ErrorCode::Unimplemented: return 501;
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::Cancelled:
    case ErrorCode::Unknown:
    case ErrorCode::DeadlineExceeded:
    case ErrorCode::ResourceExhausted:
    case ErrorCode::Aborted:
    case ErrorCode::Internal:
    case ErrorCode::DataLoss: return 500;
    }
    return 500;
}

http::Response plainError(const Error& error) { return http::errorResponse(statusOf(error.code), error.message); }

http::Response plainError(ErrorCode code, std::string message) { return plainError(Error{code, std::move(message)}); }

http::Response rpcError(const Error& error)
{
    return http::errorResponse(statusOf(error.code), "rpc error: code = " + std::string(name(error.code)) + " desc = " + error.message);
}

std::string quoted(std::string_view text)
{
    static constexpr char Digits[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (octet < 0x20) {
            out += "\\u00";
            out += Digits[octet >> 4];
            out += Digits[octet & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

} // namespace skep::engineapi

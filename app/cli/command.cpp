#include "app/cli/command.h"

#include <cstdio>

namespace skep::cli {

std::string Invocation::text(std::string_view flag, std::string otherwise) const
{
    const auto found = m_values.find(flag);
    return found == m_values.end() || found->second.empty() ? std::move(otherwise) : found->second.back();
}

const std::vector<std::string>& Invocation::list(std::string_view flag) const
{
    static const std::vector<std::string> none;
    const auto found = m_values.find(flag);
    return found == m_values.end() ? none : found->second;
}

bool Invocation::on(std::string_view flag) const
{
    const std::string value = text(flag, "false");
    return value != "false" && value != "0" && value != "f" && value != "F";
}

int report(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Aborted:       // what the user typed
    case ErrorCode::Unavailable:   // nobody there
    case ErrorCode::Cancelled:
    case ErrorCode::DeadlineExceeded:
    case ErrorCode::Internal: err(error.message + "\n"); return Failed;
    case ErrorCode::Unknown:
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::PermissionDenied:
    case ErrorCode::ResourceExhausted:
    case ErrorCode::FailedPrecondition:
    case ErrorCode::OutOfRange:
    case ErrorCode::Unimplemented:
    case ErrorCode::DataLoss:
    case ErrorCode::Unauthenticated: break;
    }
    err("Error response from daemon: " + error.message + "\n");
    return Failed;
}

void out(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void err(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

} // namespace skep::cli

#include "shared/base/result.h"

namespace skep {

std::string_view name(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled: return "Canceled";
    case ErrorCode::Unknown: return "Unknown";
    case ErrorCode::InvalidArgument: return "InvalidArgument";
    case ErrorCode::DeadlineExceeded: return "DeadlineExceeded";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::AlreadyExists: return "AlreadyExists";
    case ErrorCode::PermissionDenied: return "PermissionDenied";
    case ErrorCode::ResourceExhausted: return "ResourceExhausted";
    case ErrorCode::FailedPrecondition: return "FailedPrecondition";
    case ErrorCode::Aborted: return "Aborted";
    case ErrorCode::OutOfRange: return "OutOfRange";
    case ErrorCode::Unimplemented: return "Unimplemented";
    case ErrorCode::Internal: return "Internal";
    case ErrorCode::Unavailable: return "Unavailable";
    case ErrorCode::DataLoss: return "DataLoss";
    case ErrorCode::Unauthenticated: return "Unauthenticated";
    }
    return "Unknown";
}

} // namespace skep

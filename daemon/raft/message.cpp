#include "daemon/raft/message.h"

#include <array>

namespace skep::raft {

std::string_view name(const Body& body)
{
    // In the order of the variant.
    static constexpr std::array<std::string_view, std::variant_size_v<Body>> Names{"PreVoteRequest", "PreVoteResponse",
        "VoteRequest", "VoteResponse", "AppendRequest", "AppendResponse", "Heartbeat", "HeartbeatResponse",
        "TimeoutNow", "ReadRequest", "ReadResponse", "RemovedNotice"};
    return Names[body.index()];
}

} // namespace skep::raft

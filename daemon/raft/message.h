#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "daemon/raft/entry.h"
#include "daemon/raft/types.h"

// What replicas say to each other. Every struct is plain; the codec lives with the transport.
namespace skep::raft {

// Would you vote for me? Message::term is the term asked for, one above the sender's (Raft thesis §9.6).
struct PreVoteRequest
{
    Index lastIndex;
    Term lastTerm;
    bool operator==(const PreVoteRequest&) const = default;
};
// Message::term is the term asked for when granted, the sender's own when refused.
struct PreVoteResponse
{
    bool granted = false;
    bool operator==(const PreVoteResponse&) const = default;
};

// Raft §5.2, §5.4.1. `forced`: the leader asked for this election, a recent sign of life of it is no reason to refuse.
struct VoteRequest
{
    Index lastIndex;
    Term lastTerm;
    bool forced = false;
    bool operator==(const VoteRequest&) const = default;
};
struct VoteResponse
{
    bool granted = false;
    bool operator==(const VoteResponse&) const = default;
};

// Raft §5.3. `entries` follow `prevIndex` without a gap.
struct AppendRequest
{
    Index prevIndex;
    Term prevTerm;
    Index commit;
    std::vector<Entry> entries;
    bool operator==(const AppendRequest&) const = default;
};
struct AppendResponse
{
    bool accepted = false;
    Index prevIndex; // of the request
    Index match; // accepted: this log equals the leader's up to here, durably
    Index hintIndex; // refused: this log cannot agree with the leader's beyond this entry …
    Term hintTerm; // … whose term this is
    bool operator==(const AppendResponse&) const = default;
};

// `commit` never exceeds what the receiver has acknowledged to this leader.
struct Heartbeat
{
    Index commit;
    Round round;
    bool operator==(const Heartbeat&) const = default;
};
struct HeartbeatResponse
{
    Round round;
    bool operator==(const HeartbeatResponse&) const = default;
};

// The leader asks the receiver to campaign at once (Raft thesis §3.10).
struct TimeoutNow
{
    bool operator==(const TimeoutNow&) const = default;
};

// A follower asks its leader for an index to read at (Raft thesis §6.4).
struct ReadRequest
{
    ReadToken token;
    bool operator==(const ReadRequest&) const = default;
};
struct ReadResponse
{
    ReadToken token;
    bool confirmed = false;
    Index index;
    bool operator==(const ReadResponse&) const = default;
};

// The receiver was removed from the cluster, by a committed configuration.
struct RemovedNotice
{
    bool operator==(const RemovedNotice&) const = default;
};

using Body = std::variant<PreVoteRequest, PreVoteResponse, VoteRequest, VoteResponse, AppendRequest, AppendResponse,
    Heartbeat, HeartbeatResponse, TimeoutNow, ReadRequest, ReadResponse, RemovedNotice>;

struct Message
{
    RaftId from;
    RaftId to;
    Term term; // the sender's, except where a body says otherwise
    Body body;
    bool operator==(const Message&) const = default;
};

// "AppendRequest" and so on, for logs and metrics.
[[nodiscard]] std::string_view name(const Body& body);

} // namespace skep::raft

#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>

#include "daemon/raft/types.h"
#include "shared/base/result.h"

namespace skep::raft {

struct Member
{
    RaftId id;
    std::string nodeId;
    std::string address; // host:port

    bool operator==(const Member&) const = default;
};

// Who takes part. Travels whole in a log entry and holds from the moment that entry is appended (Raft §6).
// While `outgoing` is not empty the configuration is joint: elections, commits and reads need a majority of `voters`
// and a majority of `outgoing`. A learner may also stand in `outgoing` (it is being demoted). The default value is that
// of a joiner which knows nobody: no quorum exists.
struct Configuration
{
    std::map<RaftId, Member> voters;
    std::map<RaftId, Member> outgoing;
    std::map<RaftId, Member> learners;
    std::set<RaftId> removed; // every id that ever left; never used again

    [[nodiscard]] bool isJoint() const { return !outgoing.empty(); }
    // In either half.
    [[nodiscard]] bool isVoter(RaftId id) const;
    // Voter of either half, or learner. Null when `id` is none of these. Valid while the configuration lives.
    [[nodiscard]] const Member* find(RaftId id) const;
    [[nodiscard]] std::set<RaftId> memberIds() const;

    bool operator==(const Configuration&) const = default;
};

// One change at a time; the leader turns it into the next configuration.
struct AddLearner
{
    Member member;
};
// A learner becomes a voter.
struct Promote
{
    RaftId id;
};
// A voter or learner leaves for ever.
struct Remove
{
    RaftId id;
};
struct UpdateAddress
{
    RaftId id;
    std::string address;
};
// Several at once, for instance a replacement: learners to voters, voters to learners, members that leave. Goes through
// joint consensus when the voters change by more than one.
struct Reconfigure
{
    std::set<RaftId> promote;
    std::set<RaftId> demote;
    std::set<RaftId> remove;
};
using Change = std::variant<AddLearner, Promote, Remove, UpdateAddress, Reconfigure>;

// What `change` makes of `current`, which must not be joint; joint if the voters change by more than one.
// Errors: NotFound for an unknown member, AlreadyExists, FailedPrecondition (removed id, not a learner, no voter would
// be left), InvalidArgument (id 0, contradictory sets, nothing to do), ResourceExhausted (more than `maxMembers`).
[[nodiscard]] Result<Configuration> changed(const Configuration& current, const Change& change, std::size_t maxMembers);

// The configuration that ends the joint one `current`: its new half alone, the ids that are in it no more `removed`.
[[nodiscard]] Configuration afterJoint(const Configuration& current);

} // namespace skep::raft

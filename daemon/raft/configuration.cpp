#include "daemon/raft/configuration.h"

#include <algorithm>

namespace skep::raft {

namespace {

std::string named(RaftId id)
{
    return "member " + std::to_string(id.value);
}

Result<Configuration> withLearner(const Configuration& current, const AddLearner& change, std::size_t maxMembers)
{
    const RaftId id = change.member.id;
    if (!id)
        return fail(ErrorCode::InvalidArgument, "a member needs a raft id other than 0");
    if (current.removed.contains(id))
        return fail(
            ErrorCode::FailedPrecondition, named(id) + " was removed and may not come back under its old raft id");
    if (current.find(id))
        return fail(ErrorCode::AlreadyExists, named(id) + " is in the cluster already");
    if (current.memberIds().size() >= maxMembers)
        return fail(ErrorCode::ResourceExhausted,
            "the cluster has " + std::to_string(maxMembers) + " managers, the most it may have");
    Configuration next = current;
    next.learners.emplace(id, change.member);
    return next;
}

Result<Configuration> withAddress(const Configuration& current, const UpdateAddress& change)
{
    Configuration next = current;
    for (auto* group : {&next.voters, &next.learners}) {
        if (const auto found = group->find(change.id); found != group->end()) {
            found->second.address = change.address;
            return next;
        }
    }
    return fail(ErrorCode::NotFound, named(change.id) + " is not in the cluster");
}

Result<void> checkReconfigure(const Configuration& current, const Reconfigure& change)
{
    if (change.promote.empty() && change.demote.empty() && change.remove.empty())
        return fail(ErrorCode::InvalidArgument, "a configuration change must change something");
    for (const RaftId id : change.remove) {
        if (change.promote.contains(id) || change.demote.contains(id))
            return fail(ErrorCode::InvalidArgument, named(id) + " cannot be removed and kept at once");
        if (!current.find(id))
            return fail(ErrorCode::NotFound, named(id) + " is not in the cluster");
    }
    for (const RaftId id : change.promote) {
        if (current.voters.contains(id))
            return fail(ErrorCode::AlreadyExists, named(id) + " is a voter already");
        if (!current.learners.contains(id))
            return fail(ErrorCode::NotFound, named(id) + " is not a learner of the cluster");
    }
    for (const RaftId id : change.demote) {
        if (!current.voters.contains(id))
            return fail(ErrorCode::NotFound, named(id) + " is not a voter of the cluster");
    }
    return {};
}

// Members that `before` had and `after` has no more may never come back.
void noteRemoved(const Configuration& before, Configuration& after)
{
    for (const RaftId id : before.memberIds()) {
        if (!after.find(id))
            after.removed.insert(id);
    }
}

Result<Configuration> reconfigured(const Configuration& current, const Reconfigure& change)
{
    SKEP_CHECK(checkReconfigure(current, change));
    Configuration next = current;
    std::size_t voterChanges = change.promote.size() + change.demote.size();
    for (const RaftId id : change.promote)
        next.voters.insert(next.learners.extract(id));
    for (const RaftId id : change.demote)
        next.learners.insert(next.voters.extract(id));
    for (const RaftId id : change.remove) {
        voterChanges += next.voters.erase(id);
        next.learners.erase(id);
    }
    if (next.voters.empty())
        return fail(ErrorCode::FailedPrecondition, "the last voter of the cluster cannot be taken out");
    // Majorities before and after a change of one voter overlap anyhow (Raft thesis §4.1); more need the joint form.
    if (voterChanges > 1)
        next.outgoing = current.voters;
    noteRemoved(current, next);
    return next;
}

} // namespace

bool Configuration::isVoter(RaftId id) const
{
    return voters.contains(id) || outgoing.contains(id);
}

const Member* Configuration::find(RaftId id) const
{
    for (const auto* group : {&voters, &learners, &outgoing}) {
        if (const auto found = group->find(id); found != group->end())
            return &found->second;
    }
    return nullptr;
}

std::set<RaftId> Configuration::memberIds() const
{
    std::set<RaftId> ids;
    for (const auto* group : {&voters, &learners, &outgoing}) {
        for (const auto& [id, member] : *group)
            ids.insert(id);
    }
    return ids;
}

Result<Configuration> changed(const Configuration& current, const Change& change, std::size_t maxMembers)
{
    if (current.isJoint())
        return fail(ErrorCode::FailedPrecondition, "a configuration change is in progress already");
    if (const auto* add = std::get_if<AddLearner>(&change))
        return withLearner(current, *add, maxMembers);
    if (const auto* update = std::get_if<UpdateAddress>(&change))
        return withAddress(current, *update);
    if (const auto* promote = std::get_if<Promote>(&change))
        return reconfigured(current, {.promote = {promote->id}});
    if (const auto* remove = std::get_if<Remove>(&change))
        return reconfigured(current, {.remove = {remove->id}});
    return reconfigured(current, std::get<Reconfigure>(change));
}

Configuration afterJoint(const Configuration& current)
{
    Configuration next = current;
    next.outgoing.clear();
    noteRemoved(current, next);
    return next;
}

} // namespace skep::raft

#include "daemon/raft/config.h"

namespace skep::raft {

Result<void> check(const Config& config, const PersistedState& state)
{
    if (!config.self)
        return fail(ErrorCode::InvalidArgument, "a replica needs a raft id other than 0");
    if (config.heartbeatTicks == 0 || config.heartbeatTicks >= config.electionTicks)
        return fail(ErrorCode::InvalidArgument, "the heartbeat tick must be positive and less than the election tick");

    Index last;
    Term term;
    for (const Entry& entry : state.entries) {
        const std::string which = "log entry " + std::to_string(entry.index.value);
        if (entry.index != last + 1)
            return fail(
                ErrorCode::DataLoss, which + " stands where entry " + std::to_string(last.value + 1) + " belongs");
        if (entry.term < term || entry.term == Term{})
            return fail(ErrorCode::DataLoss, which + " has a lower term than the entry before it");
        if (entry.kind == EntryKind::Configuration ? !entry.configuration : !entry.data)
            return fail(ErrorCode::DataLoss, which + " has no content");
        last = entry.index;
        term = entry.term;
    }
    if (term > state.term)
        return fail(ErrorCode::DataLoss, "the log has entries of a later term than the stored one");
    if (state.commit > last)
        return fail(ErrorCode::DataLoss,
            "the log ends at entry " + std::to_string(last.value) + ", but entry " + std::to_string(state.commit.value)
                + " was committed");
    return {};
}

} // namespace skep::raft

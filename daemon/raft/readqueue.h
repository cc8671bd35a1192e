#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "daemon/raft/types.h"

namespace skep::raft {

// The reads that wait on a leader: first for its term's first commit, then for the echo of a heartbeat round that began
// after the read's index was taken (Raft thesis §6.4).
class ReadQueue
{
public:
    struct Read
    {
        RaftId from; // who asked; the leader itself for its own
        ReadId id; // of its own
        ReadToken token; // of a follower's
        Index index;
        Round round;
    };

    // Waits until release() has been called once it may be confirmed.
    void addWaiting(Read read) { m_waiting.push_back(read); }
    // `index` and `round` are those of now: round is one that has not begun yet.
    void add(Read read, Index index, Round round);
    // Gives all waiting reads their index and round. Returns whether there were any.
    bool startWaiting(Index index, Round round);

    // A round that begins now must confirm something.
    [[nodiscard]] bool wantsRound(Round current) const;
    // Takes out what an echo of `round` by a quorum confirms, oldest first.
    [[nodiscard]] std::vector<Read> confirmed(Round round);
    [[nodiscard]] std::vector<Read> takeAll();

    [[nodiscard]] std::size_t size() const { return m_waiting.size() + m_pending.size(); }

private:
    std::deque<Read> m_waiting;
    std::deque<Read> m_pending; // rounds ascending
};

} // namespace skep::raft

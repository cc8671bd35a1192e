#pragma once

#include <cstddef>
#include <deque>
#include <string_view>

#include "daemon/raft/config.h"
#include "daemon/raft/types.h"

namespace skep::raft {

enum class ProgressState
{
    Probe, // where the logs agree is unknown: one append at a time
    Replicate, // appends are pipelined
};
[[nodiscard]] std::string_view name(ProgressState state);

// The appends on their way to one follower.
class Inflight
{
public:
    void add(Index last, std::size_t bytes);
    // Those that end at or before `match` have arrived.
    void acknowledge(Index match);
    void clear();
    [[nodiscard]] bool isFull(const Limits& limits) const;
    [[nodiscard]] std::size_t messages() const { return m_sent.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    struct Sent
    {
        Index last;
        std::size_t bytes = 0;
    };
    std::deque<Sent> m_sent;
    std::size_t m_bytes = 0;
};

// What a leader knows of one follower. Always 0 ≤ match < next.
class Progress
{
public:
    Progress(Index next, std::uint64_t now);

    [[nodiscard]] ProgressState state() const { return m_state; }
    [[nodiscard]] Index match() const { return m_match; }
    [[nodiscard]] Index next() const { return m_next; }
    [[nodiscard]] Round echoed() const { return m_echoed; }
    [[nodiscard]] Index sentCommit() const { return m_sentCommit; }
    [[nodiscard]] const Inflight& inflight() const { return m_inflight; }
    [[nodiscard]] std::uint64_t lastContact() const { return m_lastContact; }

    // An append is owed; an empty one if the follower is paused or has everything.
    [[nodiscard]] bool isDue() const { return m_due; }
    // Entries may not be sent now: an unanswered probe, or a full window.
    [[nodiscard]] bool isPaused(const Limits& limits) const;

    // An append of `count` entries of `bytes` in all leaves, during heartbeat round `round`.
    void sent(std::uint64_t count, std::size_t bytes, Index commit, Round round);
    // The follower's log agrees up to `match`. A late answer moves nothing backwards.
    void accepted(Index match);
    // The follower's log differs at `prev`; `retry` is the best next place to compare. Stale refusals change nothing.
    void refused(Index prev, Index retry);
    // A heartbeat of `round` was answered. `last`: the leader's last index.
    void heard(Round round, Index last);
    void contacted(std::uint64_t now) { m_lastContact = now; }
    // The transport lost something on the way.
    void unreachable();

private:
    void probe();

    ProgressState m_state = ProgressState::Probe;
    Index m_match;
    Index m_next;
    Index m_sentCommit;
    Round m_sentRound; // current when the last append left
    Round m_echoed;
    std::uint64_t m_lastContact = 0; // leader's tick
    bool m_due = true;
    bool m_probing = false;
    Inflight m_inflight;
};

} // namespace skep::raft

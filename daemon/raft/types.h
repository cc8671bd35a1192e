#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

// The numbers of Raft, each its own type so that the compiler notices a mix-up.
namespace skep::raft {

// One leader's time in office at most; grows for ever. 0 only before the first election (Raft §5.1).
struct Term
{
    std::uint64_t value = 0;
    auto operator<=>(const Term&) const = default;
};

// Position in the log, from 1; 0 is the place before the first entry.
struct Index
{
    std::uint64_t value = 0;
    auto operator<=>(const Index&) const = default;

    friend constexpr Index operator+(Index i, std::uint64_t n) { return {i.value + n}; }
    friend constexpr Index operator-(Index i, std::uint64_t n) { return {i.value - n}; }
    friend constexpr std::uint64_t operator-(Index a, Index b) { return a.value - b.value; }
};

// One membership of one node, given out at a join and never again (control-plane.md §0). 0 is nobody.
struct RaftId
{
    std::uint64_t value = 0;
    auto operator<=>(const RaftId&) const = default;
    explicit operator bool() const { return value != 0; }
};

// Numbers the write batches of one life of a replica, from 1.
struct WriteSeq
{
    std::uint64_t value = 0;
    auto operator<=>(const WriteSeq&) const = default;
};

// The driver's name for one of its reads; comes back in ReadState. Never travels.
struct ReadId
{
    std::uint64_t value = 0;
    auto operator<=>(const ReadId&) const = default;
};

// Numbers a leader's heartbeat rounds; a follower's echo proves that it followed when the round was sent.
struct Round
{
    std::uint64_t value = 0;
    auto operator<=>(const Round&) const = default;
};

// A read that a follower asks its leader to confirm. `life` is drawn at random at each start of the follower, so that
// an answer to an earlier life is never taken for one to this.
struct ReadToken
{
    std::uint64_t life = 0;
    std::uint64_t number = 0;
    auto operator<=>(const ReadToken&) const = default;
};

enum class Role
{
    Follower, // learners and replicas outside the configuration too
    PreCandidate,
    Candidate,
    Leader,
};

} // namespace skep::raft

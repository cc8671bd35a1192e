#pragma once

#include <initializer_list>
#include <optional>
#include <vector>

#include "daemon/raft/raft.h"

// One replica on a bench: its disk is instant, its peers are the test.
namespace skep::raft {

// Several numbers at once, for brevity: ids({1, 2, 3}).
using Ids = std::vector<std::uint64_t>;

inline Member memberOf(std::uint64_t id)
{
    return {{id}, "node" + std::to_string(id), "10.0.0." + std::to_string(id) + ":2377"};
}

inline Configuration configurationOf(const Ids& voters, const Ids& learners = {}, const Ids& outgoing = {})
{
    Configuration configuration;
    for (const std::uint64_t id : voters)
        configuration.voters.emplace(RaftId{id}, memberOf(id));
    for (const std::uint64_t id : learners)
        configuration.learners.emplace(RaftId{id}, memberOf(id));
    for (const std::uint64_t id : outgoing)
        configuration.outgoing.emplace(RaftId{id}, memberOf(id));
    return configuration;
}

// Entries 1, 2, … of these terms; their data tells term and index, so that equal places hold equal entries.
inline std::vector<Entry> entriesOf(const std::vector<std::uint64_t>& terms, std::uint64_t first = 1)
{
    std::vector<Entry> entries;
    for (const std::uint64_t term : terms) {
        const std::uint64_t index = first + entries.size();
        entries.push_back(makeEntry({term}, {index}, std::to_string(term) + "." + std::to_string(index)));
    }
    return entries;
}

inline std::vector<std::uint64_t> termsOf(const Log& log)
{
    std::vector<std::uint64_t> terms;
    for (Index i = log.first(); i <= log.last(); i = i + 1)
        terms.push_back(log.at(i).term.value);
    return terms;
}

template <class B>
std::vector<Message> only(const std::vector<Message>& messages, std::uint64_t to = 0)
{
    std::vector<Message> found;
    for (const Message& message : messages) {
        if (std::holds_alternative<B>(message.body) && (to == 0 || message.to == RaftId{to}))
            found.push_back(message);
    }
    return found;
}

// The body of the last message of this kind, or nothing.
template <class B>
std::optional<B> last(const std::vector<Message>& messages, std::uint64_t to = 0)
{
    const std::vector<Message> found = only<B>(messages, to);
    return found.empty() ? std::nullopt : std::optional(std::get<B>(found.back().body));
}

class Bench
{
public:
    struct Setup
    {
        std::uint64_t id = 1;
        Configuration initial = configurationOf({1, 2, 3});
        std::uint64_t term = 0;
        std::uint64_t vote = 0;
        std::uint64_t commit = 0;
        std::vector<std::uint64_t> log; // terms
        Limits limits;
        std::uint64_t seed = 7;
    };

    explicit Bench(const Setup& setup)
        : raft({.self = {setup.id}, .limits = setup.limits},
            {{setup.term}, {setup.vote}, {setup.commit}, entriesOf(setup.log), setup.initial}, setup.seed)
    {
        drain();
    }

    // Each carries out everything and returns what was sent.
    std::vector<Message> step(std::uint64_t from, std::uint64_t term, Body body)
    {
        raft.step({{from}, raft.status().self, {term}, std::move(body)});
        return drain();
    }
    std::vector<Message> tick(unsigned count = 1)
    {
        std::vector<Message> all;
        while (count-- > 0) {
            raft.tick();
            for (Message& message : drain())
                all.push_back(std::move(message));
        }
        return all;
    }
    std::vector<Message> drain()
    {
        std::vector<Message> sent;
        Output output = raft.takeOutput();
        for (; output.hasWork(); output = raft.takeOutput()) {
            std::ranges::move(output.messages, std::back_inserter(sent));
            if (output.write) {
                writes.push_back(*output.write);
                std::ranges::move(output.write->afterWrite, std::back_inserter(sent));
                raft.persisted(output.write->seq);
            }
            for (const Entry& entry : output.committed) {
                delivered.push_back(entry);
                raft.applied(entry.index);
            }
            std::ranges::move(output.reads, std::back_inserter(reads));
        }
        fault = output.fault;
        removed = output.removed;
        return sent;
    }
    // Ticks until it campaigns; returns what that tick sent.
    std::vector<Message> timeOut()
    {
        const Term before = status().term;
        for (int i = 0; i < 40; ++i) {
            std::vector<Message> sent = tick();
            if (!only<PreVoteRequest>(sent).empty() || status().term > before)
                return sent;
        }
        return {};
    }
    // A candidate of the next term; returns its vote requests.
    std::vector<Message> stand()
    {
        timeOut();
        std::vector<Message> sent;
        for (const auto& [id, member] : status().configuration->voters) {
            if (id != status().self && status().role == Role::PreCandidate)
                sent = step(id.value, status().term.value + 1, PreVoteResponse{true});
        }
        return sent;
    }
    std::vector<Message> lead()
    {
        stand();
        std::vector<Message> sent;
        for (const RaftId id : status().configuration->memberIds()) {
            if (id != status().self && status().role == Role::Candidate)
                sent = step(id.value, status().term.value, VoteResponse{true});
        }
        return sent;
    }
    // `from` acknowledges the log up to `match` to this leader.
    std::vector<Message> acknowledge(std::uint64_t from, std::uint64_t match)
    {
        return step(from, status().term.value, AppendResponse{.accepted = true, .match = {match}});
    }

    [[nodiscard]] Status status() const { return raft.status(); }

    Raft raft;
    std::vector<WriteBatch> writes;
    std::vector<Entry> delivered;
    std::vector<ReadState> reads;
    std::optional<Error> fault;
    bool removed = false;
};

} // namespace skep::raft

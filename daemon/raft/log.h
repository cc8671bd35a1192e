#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "daemon/raft/entry.h"
#include "daemon/raft/types.h"

namespace skep::raft {

// The replicated log as it is in memory, and the stack of configurations in it: the initial one at the bottom, then one
// for every configuration entry. The top is active; truncation pops what it removes.
class Log
{
public:
    // `entries` continue `baseIndex`, whose entry had `baseTerm` and under which `initial` held.
    Log(Index baseIndex, Term baseTerm, Configuration initial, std::vector<Entry> entries);

    // The first index held; one above the last when there is no entry.
    [[nodiscard]] Index first() const { return m_base + 1; }
    [[nodiscard]] Index last() const { return m_base + m_entries.size(); }
    [[nodiscard]] Term lastTerm() const;
    // Known from the base to the last entry.
    [[nodiscard]] std::optional<Term> term(Index index) const;
    [[nodiscard]] bool holds(Index index, Term term) const { return this->term(index) == term; }
    // index in [first, last].
    [[nodiscard]] const Entry& at(Index index) const;
    // From `from` on as many as fit `maxBytes`, at least one if there is one, none beyond `to`.
    [[nodiscard]] std::vector<Entry> slice(Index from, Index to, std::size_t maxBytes) const;
    [[nodiscard]] std::size_t cost(Index after, Index to) const;

    // Whether a log that ends in (index, term) has everything this one has (Raft §5.4.1).
    [[nodiscard]] bool isUpToDate(Index index, Term term) const;
    // The last index at or before `index` whose term is not above `term`: beyond it the logs cannot agree.
    [[nodiscard]] Index lastNotAbove(Index index, Term term) const;

    // entry.index == last + 1.
    void append(Entry entry);
    // Removes all entries from `from` on, and their configurations unless `keepConfigurations` (simulator only).
    void truncate(Index from, bool keepConfigurations = false);

    [[nodiscard]] const std::shared_ptr<const Configuration>& configuration() const { return m_stack.back().value; }
    [[nodiscard]] Index configurationIndex() const { return m_stack.back().index; }
    // The newest that stands at or before `index`.
    [[nodiscard]] const std::shared_ptr<const Configuration>& configurationAt(Index index) const;

private:
    struct Active
    {
        Index index;
        std::shared_ptr<const Configuration> value;
    };

    Index m_base;
    Term m_baseTerm;
    std::vector<Entry> m_entries;
    std::vector<Active> m_stack;
};

} // namespace skep::raft

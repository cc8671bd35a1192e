#include "daemon/raft/log.h"

#include <algorithm>

#include "shared/base/assert.h"

namespace skep::raft {

Log::Log(Index baseIndex, Term baseTerm, Configuration initial, std::vector<Entry> entries)
    : m_base(baseIndex)
    , m_baseTerm(baseTerm)
{
    m_stack.push_back({baseIndex, std::make_shared<const Configuration>(std::move(initial))});
    m_entries.reserve(entries.size());
    for (Entry& entry : entries)
        append(std::move(entry));
}

Term Log::lastTerm() const
{
    return m_entries.empty() ? m_baseTerm : m_entries.back().term;
}

std::optional<Term> Log::term(Index index) const
{
    if (index == m_base)
        return m_baseTerm;
    if (index < first() || index > last())
        return std::nullopt;
    return at(index).term;
}

const Entry& Log::at(Index index) const
{
    SKEP_ASSERT(index >= first() && index <= last(), "only an entry that the log holds is read");
    return m_entries[index - first()];
}

std::vector<Entry> Log::slice(Index from, Index to, std::size_t maxBytes) const
{
    std::vector<Entry> entries;
    std::size_t bytes = 0;
    for (Index i = std::max(from, first()); i <= std::min(to, last()); i = i + 1) {
        const Entry& entry = at(i);
        bytes += entry.cost();
        if (bytes > maxBytes && !entries.empty())
            break;
        entries.push_back(entry);
    }
    return entries;
}

std::size_t Log::cost(Index after, Index to) const
{
    std::size_t bytes = 0;
    for (Index i = std::max(after + 1, first()); i <= std::min(to, last()); i = i + 1)
        bytes += at(i).cost();
    return bytes;
}

bool Log::isUpToDate(Index index, Term term) const
{
    return term > lastTerm() || (term == lastTerm() && index >= last());
}

Index Log::lastNotAbove(Index index, Term term) const
{
    Index i = std::min(index, last());
    while (i >= first() && at(i).term > term)
        i = i - 1;
    return i;
}

void Log::append(Entry entry)
{
    SKEP_ASSERT(entry.index == last() + 1, "the log has no gap");
    SKEP_ASSERT(entry.term >= lastTerm(), "terms in the log never fall");
    if (entry.kind == EntryKind::Configuration)
        m_stack.push_back({entry.index, entry.configuration});
    m_entries.push_back(std::move(entry));
}

void Log::truncate(Index from, bool keepConfigurations)
{
    SKEP_ASSERT(from >= first(), "nothing before the log's first entry is truncated");
    while (last() >= from)
        m_entries.pop_back();
    while (!keepConfigurations && m_stack.size() > 1 && m_stack.back().index >= from)
        m_stack.pop_back();
}

const std::shared_ptr<const Configuration>& Log::configurationAt(Index index) const
{
    auto active = m_stack.rbegin();
    while (active->index > index && std::next(active) != m_stack.rend())
        ++active;
    return active->value;
}

} // namespace skep::raft

#include "disk.h"

#include <utility>

namespace skep::raftsim {

using namespace raft;

Disk::Disk(Configuration initial)
    : m_initial(std::move(initial))
{
}

void Disk::write(WriteBatch batch)
{
    m_unsynced.push_back(std::move(batch));
}

bool Disk::sync()
{
    if (m_unsynced.empty())
        return false;
    apply(m_unsynced.front());
    m_unsynced.front().entries.clear();
    m_synced.push_back(std::move(m_unsynced.front()));
    m_unsynced.pop_front();
    return true;
}

std::vector<WriteBatch> Disk::takeSynced()
{
    return std::exchange(m_synced, {});
}

void Disk::crash(Rng& rng)
{
    for (std::uint64_t survivors = rng.below(m_unsynced.size() + 1); survivors > 0; --survivors) {
        apply(m_unsynced.front());
        m_unsynced.pop_front();
    }
    m_unsynced.clear();
    m_synced.clear();
}

PersistedState Disk::read() const
{
    return {m_hard.term, m_hard.vote, m_hard.commit, m_entries, m_initial};
}

std::optional<Term> Disk::term(Index index) const
{
    if (index == Index{})
        return Term{};
    if (index > last())
        return std::nullopt;
    return m_entries[index.value - 1].term;
}

void Disk::apply(const WriteBatch& batch)
{
    m_hard = batch.hard;
    if (batch.truncateFrom && *batch.truncateFrom <= last())
        m_entries.resize(batch.truncateFrom->value - 1);
    m_entries.insert(m_entries.end(), batch.entries.begin(), batch.entries.end());
}

} // namespace skep::raftsim

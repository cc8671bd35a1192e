#include "daemon/raft/writepipeline.h"

#include <algorithm>

namespace skep::raft {

WritePipeline::WritePipeline(HardState durable, Index durableLast, bool trustOldAcks)
    : m_handed(durable)
    , m_handedLast(durableLast)
    , m_durable(durableLast)
    , m_durableHard(durable)
    , m_trustOldAcks(trustOldAcks)
{
}

void WritePipeline::truncated(Index from)
{
    if (from > m_handedLast)
        return;
    m_truncateFrom = m_truncateFrom ? std::min(*m_truncateFrom, from) : from;
    m_handedLast = from - 1;
    m_durable = std::min(m_durable, m_handedLast);
    if (m_trustOldAcks)
        return;
    for (Underway& batch : m_underway)
        batch.last = std::min(batch.last, m_handedLast);
}

bool WritePipeline::isBehind(const HardState& hard, const Log& log) const
{
    return m_truncateFrom || log.last() > m_handedLast || hard.term != m_handed.term || hard.vote != m_handed.vote;
}

bool WritePipeline::hasEntriesUnderway() const
{
    return std::ranges::any_of(m_underway, &Underway::hasEntries);
}

WriteBatch WritePipeline::take(const HardState& hard, const Log& log)
{
    m_lastSeq.value += 1;
    WriteBatch batch{.seq = m_lastSeq, .hard = hard, .truncateFrom = m_truncateFrom, .mustSync = isBehind(hard, log)};
    for (Index i = m_handedLast + 1; i <= log.last(); i = i + 1)
        batch.entries.push_back(log.at(i));
    m_handed = hard;
    m_handedLast = log.last();
    m_truncateFrom.reset();
    m_underway.push_back({batch.seq, hard, m_handedLast, !batch.entries.empty()});
    return batch;
}

void WritePipeline::persisted(WriteSeq seq)
{
    while (!m_underway.empty() && m_underway.front().seq <= seq) {
        m_durable = std::max(m_durable, m_underway.front().last);
        m_durableHard = m_underway.front().hard;
        m_underway.pop_front();
    }
}

} // namespace skep::raft

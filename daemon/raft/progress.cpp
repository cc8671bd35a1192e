#include "daemon/raft/progress.h"

#include <algorithm>

namespace skep::raft {

std::string_view name(ProgressState state)
{
    switch (state) {
    case ProgressState::Probe:
        return "probe";
    case ProgressState::Replicate:
        return "replicate";
    }
    return "unknown";
}

void Inflight::add(Index last, std::size_t bytes)
{
    m_sent.push_back({last, bytes});
    m_bytes += bytes;
}

void Inflight::acknowledge(Index match)
{
    while (!m_sent.empty() && m_sent.front().last <= match) {
        m_bytes -= m_sent.front().bytes;
        m_sent.pop_front();
    }
}

void Inflight::clear()
{
    m_sent.clear();
    m_bytes = 0;
}

bool Inflight::isFull(const Limits& limits) const
{
    return m_sent.size() >= limits.inflightMessages || m_bytes >= limits.inflightBytes;
}

Progress::Progress(Index next, std::uint64_t now)
    : m_next(next)
    , m_lastContact(now)
{
}

bool Progress::isPaused(const Limits& limits) const
{
    return m_state == ProgressState::Probe ? m_probing : m_inflight.isFull(limits);
}

void Progress::sent(std::uint64_t count, std::size_t bytes, Index commit, Round round)
{
    m_due = false;
    m_sentCommit = std::max(m_sentCommit, commit);
    m_sentRound = round;
    if (m_state == ProgressState::Probe) {
        m_probing = true;
    } else if (count > 0) {
        m_next = m_next + count;
        m_inflight.add(m_next - 1, bytes);
    }
}

void Progress::accepted(Index match)
{
    m_match = std::max(m_match, match);
    m_inflight.acknowledge(m_match);
    if (m_state == ProgressState::Probe && match == m_match) {
        m_state = ProgressState::Replicate;
        m_probing = false;
        m_next = m_match + 1;
    }
    m_next = std::max(m_next, m_match + 1);
}

void Progress::refused(Index prev, Index retry)
{
    const bool stale = m_state == ProgressState::Replicate ? prev <= m_match : prev + 1 != m_next;
    if (stale || prev <= m_match)
        return;
    probe();
    m_next = std::max(std::min(prev, retry), m_match + 1);
    m_due = true;
}

void Progress::heard(Round round, Index last)
{
    m_echoed = std::max(m_echoed, round);
    // The echo left after whatever the last append met there; if it were to be answered, it would have been.
    if (round > m_sentRound && (m_state == ProgressState::Probe || m_match < last))
        m_due = true;
}

void Progress::unreachable()
{
    if (m_state != ProgressState::Replicate)
        return;
    probe();
    m_probing = true; // until it answers a heartbeat
}

void Progress::probe()
{
    m_state = ProgressState::Probe;
    m_next = m_match + 1;
    m_probing = false;
    m_inflight.clear();
    m_sentCommit = {};
}

} // namespace skep::raft

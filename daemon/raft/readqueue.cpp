#include "daemon/raft/readqueue.h"

#include <iterator>

namespace skep::raft {

void ReadQueue::add(Read read, Index index, Round round)
{
    read.index = index;
    read.round = round;
    m_pending.push_back(read);
}

bool ReadQueue::startWaiting(Index index, Round round)
{
    const bool any = !m_waiting.empty();
    for (const Read& read : m_waiting)
        add(read, index, round);
    m_waiting.clear();
    return any;
}

bool ReadQueue::wantsRound(Round current) const
{
    return !m_pending.empty() && m_pending.back().round > current;
}

std::vector<ReadQueue::Read> ReadQueue::confirmed(Round round)
{
    std::vector<Read> done;
    while (!m_pending.empty() && m_pending.front().round <= round) {
        done.push_back(m_pending.front());
        m_pending.pop_front();
    }
    return done;
}

std::vector<ReadQueue::Read> ReadQueue::takeAll()
{
    std::vector<Read> all(m_pending.begin(), m_pending.end());
    all.insert(all.end(), m_waiting.begin(), m_waiting.end());
    m_pending.clear();
    m_waiting.clear();
    return all;
}

} // namespace skep::raft

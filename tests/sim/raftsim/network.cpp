#include "network.h"

namespace skep::raftsim {

using raft::RaftId;

void Network::partition(const std::set<RaftId>& side)
{
    m_side = side;
}

void Network::heal()
{
    m_cut.clear();
    m_side.clear();
}

bool Network::isCut(RaftId from, RaftId to) const
{
    return m_side.contains(from) != m_side.contains(to) || m_cut.contains({from, to});
}

std::vector<Micros> Network::fate(RaftId from, RaftId to, Rng& rng) const
{
    if (isCut(from, to) || rng.below(100) < m_weather.lossPercent)
        return {};
    std::vector<Micros> arrivals{delay(rng)};
    if (rng.below(100) < m_weather.doublePercent)
        arrivals.push_back(delay(rng));
    return arrivals;
}

Micros Network::delay(Rng& rng) const
{
    if (rng.below(100) < m_weather.tailPercent)
        return m_weather.delay + rng.below(m_weather.tail);
    return m_weather.delay + rng.below(m_weather.jitter);
}

} // namespace skep::raftsim

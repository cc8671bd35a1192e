#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "daemon/raft/types.h"
#include "shared/base/rng.h"

namespace skep::raftsim {

using Micros = std::uint64_t; // of virtual time

// Decides what becomes of each message.
class Network
{
public:
    struct Weather
    {
        unsigned lossPercent = 0;
        unsigned doublePercent = 0;
        unsigned tailPercent = 0; // of messages with a delay of up to `tail`
        Micros delay = 1000;
        Micros jitter = 2000;
        Micros tail = 1'500'000;
    };

    void setWeather(Weather weather) { m_weather = weather; }
    // One direction only.
    void cut(raft::RaftId from, raft::RaftId to) { m_cut.insert({from, to}); }
    void heal();
    // Everyone not in `side` is cut off from everyone in it.
    void partition(const std::set<raft::RaftId>& side);
    [[nodiscard]] bool isCut(raft::RaftId from, raft::RaftId to) const;

    // The delays after which copies of a message arrive; none if it is lost.
    [[nodiscard]] std::vector<Micros> fate(raft::RaftId from, raft::RaftId to, Rng& rng) const;

private:
    [[nodiscard]] Micros delay(Rng& rng) const;

    Weather m_weather;
    std::set<std::pair<raft::RaftId, raft::RaftId>> m_cut;
    std::set<raft::RaftId> m_side;
};

} // namespace skep::raftsim

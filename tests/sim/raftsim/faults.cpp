#include "world.h"

namespace skep::raftsim {

using namespace raft;

void World::scheduleFaults()
{
    drawWeather();
    for (const auto& [id, node] : m_nodes)
        node->tickPeriod = chance(30) ? between(Tick / 2, Tick * 2) : Tick;
    in(between(100 * Millisecond, 1500 * Millisecond), [this] {
        if (!m_isChaos)
            return;
        doHarm();
        scheduleFaults();
    });
}

void World::drawWeather()
{
    if (!chance(30))
        return;
    Network::Weather weather;
    weather.lossPercent = chance(50) ? static_cast<unsigned>(m_rng.below(30)) : 0;
    weather.doublePercent = static_cast<unsigned>(m_rng.below(10));
    weather.tailPercent = chance(60) ? static_cast<unsigned>(m_rng.below(10)) : 0;
    weather.jitter = between(Millisecond, 80 * Millisecond);
    m_network.setWeather(weather);
}

void World::doHarm()
{
    const auto someone = [this]() -> Node& {
        if (Node* leader = anyLeader(); leader && chance(40))
            return *leader;
        return *std::next(m_nodes.begin(), static_cast<std::ptrdiff_t>(m_rng.below(m_nodes.size())))->second;
    };
    switch (m_rng.below(10)) {
    case 0:
    case 1:
    case 2:
        m_network.heal();
        trace("heal");
        break;
    case 3:
    case 4:
        cutSomething();
        break;
    case 5: {
        Node& node = someone();
        std::set<RaftId> alone{node.id};
        trace("isolate " + std::to_string(node.id.value));
        m_network.partition(alone);
        break;
    }
    case 6:
    case 7:
        crashSomething();
        break;
    case 8: {
        Node& node = someone();
        trace("pause " + std::to_string(node.id.value));
        node.pausedUntil = m_now + between(50 * Millisecond, 6 * Second);
        break;
    }
    default: {
        Node& node = someone();
        trace("slow disk " + std::to_string(node.id.value));
        node.slowDiskUntil = m_now + between(100 * Millisecond, 5 * Second);
        break;
    }
    }
}

void World::cutSomething()
{
    if (chance(50)) {
        std::set<RaftId> side;
        for (const auto& [id, node] : m_nodes) {
            if (chance(50))
                side.insert(id);
        }
        trace("partition, " + std::to_string(side.size()) + " on one side");
        m_network.partition(side);
        return;
    }
    for (const auto& [from, a] : m_nodes) {
        for (const auto& [to, b] : m_nodes) {
            if (from != to && chance(25))
                m_network.cut(from, to);
        }
    }
    trace("cut single directions");
}

void World::crashSomething()
{
    const unsigned percent = chance(15) ? 100 : 30;
    for (const auto& [id, node] : m_nodes) {
        if (!node->isUp() || !chance(percent))
            continue;
        crash(*node);
        if (node->isRetired)
            continue;
        const Micros downtime
            = chance(50) ? between(Millisecond, 100 * Millisecond) : between(100 * Millisecond, 5 * Second);
        in(downtime, [this, &back = *node, life = node->life] {
            if (!back.isUp() && back.life == life)
                start(back);
        });
    }
}

// Ends all harm; everyone who was not removed comes back.
void World::calm()
{
    m_isChaos = false;
    trace("calm");
    m_network.heal();
    m_network.setWeather({});
    for (const auto& [id, node] : m_nodes) {
        node->tickPeriod = Tick;
        node->pausedUntil = 0;
        node->slowDiskUntil = 0;
        if (!node->isUp() && !node->isRetired)
            start(*node);
    }
}

} // namespace skep::raftsim

#include "shared/http/servercore.h"

#include "shared/http/codec.h"
#include "shared/http/connection.h"
#include "shared/http/tlslistener.h"
#include "shared/http/unixlistener.h"

#include <algorithm>

namespace skep::http {

ServerCore::ServerCore(Limits theLimits) : limits(theLimits) {}

ServerCore::~ServerCore() { close(); }

void ServerCore::admit(std::shared_ptr<Wire> wire, Peer peer)
{
    if (m_connections.size() >= limits.connections && !m_dispensable.empty())
        m_dispensable.front()->drop();
    auto connection = std::make_shared<Connection>(*this, std::move(wire), std::move(peer));
    const bool full = m_connections.size() >= limits.connections;
    m_connections.emplace(connection.get(), Entry{connection, m_dispensable.end()});
    armSweep();
    if (full)
        connection->refuse({503, "too many connections"});
    else
        connection->start();
}

void ServerCore::remove(Connection& connection)
{
    setDispensable(connection, false);
    m_connections.erase(&connection);
}

void ServerCore::setDispensable(Connection& connection, bool dispensable)
{
    const auto at = m_connections.find(&connection);
    if (at == m_connections.end())
        return;
    auto& place = at->second.dispensable;
    if (!dispensable && place != m_dispensable.end())
        m_dispensable.erase(std::exchange(place, m_dispensable.end()));
    else if (dispensable && place == m_dispensable.end())
        place = m_dispensable.insert(m_dispensable.end(), &connection);
}

void ServerCore::close()
{
    unixListeners.clear();
    tlsListeners.clear();
    while (!m_connections.empty()) {
        const auto connection = m_connections.begin()->second.connection;
        connection->drop();
    }
    m_sweep.disarm();
    m_sweeping = false;
}

const Bytes& ServerCore::dateHeader()
{
    const Timestamp now = async::loop().now();
    const std::int64_t second = now.ns / 1'000'000'000;
    if (second != std::exchange(m_dateSecond, second))
        m_date = "Date: " + httpDate(now) + "\r\n";
    return m_date;
}

void ServerCore::armSweep()
{
    if (m_sweeping)
        return;
    m_sweeping = true;
    const auto shortest = std::min({limits.headTimeout, limits.bodyTimeout, limits.idleTimeout});
    m_sweep.arm(std::clamp<std::chrono::milliseconds>(shortest / 4, 10ms, 1000ms), [this] { sweep(); });
}

void ServerCore::sweep()
{
    const auto keep = shared_from_this();
    m_sweeping = false;
    const auto now = async::loop().monotonic();
    std::vector<std::shared_ptr<Connection>> all;
    all.reserve(m_connections.size());
    for (const auto& [key, entry] : m_connections)
        all.push_back(entry.connection);
    for (const auto& connection : all)
        connection->checkDeadlines(now);
    if (!m_connections.empty())
        armSweep();
}

} // namespace skep::http

#include "shared/orchestrator/alarms.h"

namespace skep::orchestrator {

void Alarms::set(Concern concern, Timestamp when)
{
    const auto [known, added] = m_when.try_emplace(concern, when);
    if (!added) {
        if (known->second <= when)
            return;
        m_order.erase({known->second, concern});
        known->second = when;
    }
    m_order.emplace(when, std::move(concern));
}

std::vector<Concern> Alarms::takeDue(Timestamp now)
{
    std::vector<Concern> due;
    while (!m_order.empty() && m_order.begin()->first <= now) {
        due.push_back(m_order.begin()->second);
        m_when.erase(due.back());
        m_order.erase(m_order.begin());
    }
    return due;
}

std::optional<Timestamp> Alarms::next() const
{
    return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->first);
}

void Alarms::clear()
{
    m_when.clear();
    m_order.clear();
}

} // namespace skep::orchestrator

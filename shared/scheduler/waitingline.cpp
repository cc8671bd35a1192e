#include "shared/scheduler/waitingline.h"

#include "shared/base/fetchahead.h"
#include "shared/scheduler/taskbook.h"

#include <algorithm>

namespace skep::scheduler {

namespace {

bool isBefore(const TrackedTask* a, const TrackedTask* b)
{
    return comesBefore(*a->task, *b->task);
}

} // namespace

void WaitingLine::add(TrackedTask& task)
{
    m_isOrdered = empty() || (m_isOrdered && isBefore(m_tasks.back(), &task));
    m_tasks.push_back(&task);
}

void WaitingLine::remove(const TrackedTask& task)
{
    const auto begin = m_tasks.begin() + static_cast<std::ptrdiff_t>(m_gone);
    if (*begin == &task) {
        if (++m_gone * 2 >= m_tasks.size()) { // those who have left take no more room than those who wait
            m_tasks.erase(m_tasks.begin(), begin + 1);
            m_gone = 0;
        }
        return;
    }
    m_tasks.erase(m_isOrdered ? std::lower_bound(begin, m_tasks.end(), &task, isBefore)
                              : std::find(begin, m_tasks.end(), &task));
}

TrackedTask& WaitingLine::first() const
{
    order();
    if (m_gone + FarAhead < m_tasks.size())
        fetchAhead(m_tasks[m_gone + FarAhead]);
    if (m_gone + NearAhead < m_tasks.size())
        fetchAhead(m_tasks[m_gone + NearAhead]->task.get());
    return *m_tasks[m_gone];
}

void WaitingLine::fetch() const
{
    fetchAhead(m_tasks[m_gone]);
}

std::vector<TrackedTask*> WaitingLine::all() const
{
    order();
    return {m_tasks.begin() + static_cast<std::ptrdiff_t>(m_gone), m_tasks.end()};
}

void WaitingLine::order() const
{
    if (!m_isOrdered)
        std::sort(m_tasks.begin() + static_cast<std::ptrdiff_t>(m_gone), m_tasks.end(), isBefore);
    m_isOrdered = true;
}

} // namespace skep::scheduler

#include "daemon/agent/statusreporter.h"

#include "daemon/agent/defaults.h"
#include "shared/base/logging.h"

#include <utility>

namespace skep::agent {

void StatusReporter::add(const std::string& taskId, const api::TaskStatus& status)
{
    m_waiting.insert_or_assign(taskId, status);
    m_added.notify();
}

async::Task<Error> StatusReporter::run(std::shared_ptr<ManagerLink> link, std::string sessionId, async::Stop stop)
{
    while (!stop.requested()) {
        auto updates = take();
        if (updates.empty()) {
            [[maybe_unused]] const auto woken = co_await m_added.wait(stop);
            continue;
        }
        const auto sent = co_await link->report({.sessionId = sessionId, .updates = updates}, StatusDeadline, stop);
        if (sent)
            continue;
        if (sent.error().code != ErrorCode::NotFound)
            co_return sent.error();
        // One of them is unknown: a task that was removed meanwhile. Alone it is dropped.
        if (updates.size() > 1)
            putBack(std::move(updates));
        else
            qCDebug(logAgent) << "status of an unknown task dropped, task=" << log(updates.front().taskId);
    }
    co_return Error{ErrorCode::Cancelled, "stopped"};
}

std::vector<api::TaskStatusUpdate> StatusReporter::take()
{
    std::vector<api::TaskStatusUpdate> updates;
    while (!m_waiting.empty() && updates.size() < MaxStatusesPerRequest) {
        const bool alone = m_oneByOne.contains(m_waiting.begin()->first);
        if (alone && !updates.empty())
            break;
        auto node = m_waiting.extract(m_waiting.begin());
        m_oneByOne.erase(node.key());
        updates.push_back({.taskId = node.key(), .status = std::move(node.mapped())});
        if (alone)
            break;
    }
    return updates;
}

void StatusReporter::putBack(std::vector<api::TaskStatusUpdate> updates)
{
    for (auto& update : updates) {
        m_oneByOne.insert(update.taskId);
        m_waiting.try_emplace(update.taskId, std::move(update.status)); // what came meanwhile is newer
    }
}

} // namespace skep::agent

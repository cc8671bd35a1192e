#include "daemon/agent/session.h"

#include "daemon/agent/defaults.h"

#include <algorithm>
#include <utility>

namespace skep::agent {

Session::Session(std::shared_ptr<ManagerLink> link, api::SessionRequest request, MessageCallback onMessage)
    : m_link(std::move(link))
    , m_request(std::move(request))
    , m_onMessage(std::move(onMessage))
    , m_keepAlive(HeartbeatPeriod / KeepAlivesPerPeriod)
{
}

async::Task<Error> Session::run(async::Stop stop)
{
    const auto handle = stop.then([this] { end({ErrorCode::Cancelled, "stopped"}); });
    m_opening.arm(SessionDeadline, [this] { end({ErrorCode::DeadlineExceeded, "the manager did not open a session in time"}); });
    co_await listen();
    m_opening.disarm();
    co_await m_scope.close();
    m_link.reset();
    co_return m_reason.value_or(Error{ErrorCode::Unavailable, "the manager ended the session"});
}

void Session::end(Error reason)
{
    if (!m_reason)
        m_reason = std::move(reason);
    m_scope.stop().request();
}

async::Task<void> Session::listen()
{
    const auto stop = m_scope.stop();
    auto stream = co_await m_link->openSession(m_request, stop);
    if (!stream) {
        end(std::move(stream.error()));
        co_return;
    }
    while (!stop.requested()) {
        auto message = co_await (*stream)->next(stop);
        if (stop.requested())
            break;
        if (!message)
            end(std::move(message.error()));
        else if (!*message)
            end({ErrorCode::Unavailable, "the manager ended the session"});
        else
            handle(**message);
    }
}

void Session::handle(const api::SessionMessage& message)
{
    if (message.heartbeatPeriod > 0)
        setPeriod(message.heartbeatPeriod);
    const bool opens = m_id.empty();
    if (opens && message.sessionId.empty()) {
        end({ErrorCode::Internal, "the manager's first message carries no session"});
        return;
    }
    if (opens) {
        m_id = message.sessionId;
        m_opening.disarm();
    }
    m_onMessage(message);
    if (opens) {
        m_scope.spawn("heartbeats", keepAlive());
        m_scope.spawn("statuses", sendStatuses());
    }
}

// Beats leave on time even when an earlier one is not answered yet; each has its own deadline.
async::Task<void> Session::keepAlive()
{
    const auto stop = m_scope.stop();
    while (!stop.requested()) {
        m_scope.spawn("heartbeat", beat(m_keepAlive * 2));
        [[maybe_unused]] const auto slept = co_await async::sleepFor(m_keepAlive, stop);
    }
}

async::Task<void> Session::beat(std::chrono::nanoseconds deadline)
{
    const auto stop = m_scope.stop();
    auto reply = co_await m_link->heartbeat({.sessionId = m_id}, deadline, stop);
    if (stop.requested())
        co_return;
    if (reply)
        setPeriod(reply->period);
    else
        end(std::move(reply.error()));
}

async::Task<void> Session::sendStatuses()
{
    const auto stop = m_scope.stop();
    auto error = co_await m_reporter.run(m_link, m_id, stop);
    if (!stop.requested())
        end(std::move(error));
}

void Session::setPeriod(api::DurationNs heartbeatPeriod)
{
    if (heartbeatPeriod > 0)
        m_keepAlive = std::clamp(std::chrono::nanoseconds(heartbeatPeriod) / KeepAlivesPerPeriod, MinKeepAlive, MaxKeepAlive);
}

} // namespace skep::agent

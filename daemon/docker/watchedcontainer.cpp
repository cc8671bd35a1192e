#include "daemon/docker/watchedcontainer.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace skep::docker {
namespace {

WatchedContainer::Health healthNamed(std::string_view status)
{
    using Health = WatchedContainer::Health;
    if (status == "starting")
        return Health::Starting;
    if (status == "healthy")
        return Health::Healthy;
    return status == "unhealthy" ? Health::Unhealthy : Health::None;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

} // namespace

void WatchedContainer::apply(const Inspection& inspection)
{
    const ContainerState& state = inspection.state;
    m_oomKilled = m_oomKilled || state.oomKilled;
    if (state.health)
        note(healthNamed(state.health->status));
    if (state.status == "exited" || state.status == "dead" || state.status == "stopped" || state.status == "removing") {
        m_error = state.error;
        m_started = true;
        end(state.exitCode);
    } else if (state.status != "created" && state.status != "configured" && state.status != "initialized") {
        m_started = true;
        if (!m_ended)
            m_pid = state.pid;
    }
    changed.notify();
}

void WatchedContainer::apply(const Event& event)
{
    constexpr std::string_view HealthPrefix = "health_status";
    if (event.action == "die") {
        std::int64_t code = 0;
        if (const auto found = event.actor.attributes.find("exitCode"); found != event.actor.attributes.end())
            std::from_chars(found->second.data(), found->second.data() + found->second.size(), code);
        m_started = true;
        end(code);
    } else if (event.action == "destroy") {
        disappear();
    } else if (event.action == "oom") {
        m_oomKilled = true;
    } else if (event.action.starts_with(HealthPrefix)) {
        std::string_view status = trimmed(std::string_view(event.action).substr(HealthPrefix.size()));
        if (status.starts_with(':'))
            status = trimmed(status.substr(1));
        note(healthNamed(status));
    }
    changed.notify();
}

void WatchedContainer::disappear()
{
    m_gone = true;
    if (!m_ended)
        m_error = "the container was removed";
    end(m_exitCode);
    changed.notify();
}

void WatchedContainer::end(std::int64_t exitCode)
{
    if (m_ended)
        return;
    m_ended = true;
    m_pid = 0;
    m_exitCode = exitCode;
    endedNews.notify();
}

void WatchedContainer::note(Health health)
{
    m_health = std::max(m_health, health);
}

} // namespace skep::docker

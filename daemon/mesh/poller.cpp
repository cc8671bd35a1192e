#include "daemon/mesh/poller.h"

#include <algorithm>
#include <array>
#include <limits>

#include <sys/epoll.h>

namespace skep::mesh {
namespace {

int milliseconds(Clock::time_point now, Clock::time_point deadline)
{
    if (deadline == Clock::time_point::max())
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

} // namespace

Poller::Poller() : m_epoll(epoll_create1(EPOLL_CLOEXEC)) {}

bool Poller::add(int fd, std::uint32_t events, EventSource& source)
{
    epoll_event event{.events = events, .data = {.ptr = &source}};
    return epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

void Poller::modify(int fd, std::uint32_t events, EventSource& source)
{
    epoll_event event{.events = events, .data = {.ptr = &source}};
    static_cast<void>(epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &event));
}

void Poller::again(EventSource& source)
{
    m_again.push_back(&source);
}

void Poller::bury(std::unique_ptr<EventSource> source)
{
    std::erase(m_again, source.get());
    m_buried.push_back(std::move(source));
}

void Poller::turn(Clock::time_point deadline)
{
    std::array<epoll_event, 64> events{};
    const auto repeated = std::exchange(m_again, {});
    const int timeout = repeated.empty() ? milliseconds(Clock::now(), deadline) : 0;
    const int count = epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), timeout);
    m_now = Clock::now();
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        static_cast<EventSource*>(event.data.ptr)->ready(event.events);
    }
    for (EventSource* source : repeated)
        source->ready(0); // a source buried in this very turn still exists
    m_buried.clear();
}

} // namespace skep::mesh

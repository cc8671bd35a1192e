#pragma once

#include "daemon/mesh/sockets.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace skep::mesh {

using Clock = std::chrono::steady_clock;

// Whoever waits for descriptors.
class EventSource {
public:
    virtual ~EventSource() = default;
    // `events` as epoll gives them; 0 when called because of Poller::again.
    virtual void ready(std::uint32_t events) = 0;
};

// epoll, for the proxy's thread.
class Poller {
public:
    Poller();

    [[nodiscard]] bool usable() const { return bool(m_epoll); }
    // False, with errno, when the kernel refuses.
    [[nodiscard]] bool add(int fd, std::uint32_t events, EventSource& source);
    void modify(int fd, std::uint32_t events, EventSource& source);
    // Calls source.ready(0) in the next turn, which then does not wait.
    void again(EventSource& source);
    // Keeps `source` until the turn is over: another event of the same turn may still point to it.
    void bury(std::unique_ptr<EventSource> source);

    // Waits for events, at most until `deadline`, and hands them out.
    void turn(Clock::time_point deadline);
    // When the present turn began.
    [[nodiscard]] Clock::time_point now() const { return m_now; }

private:
    Fd m_epoll;
    Clock::time_point m_now = Clock::now();
    std::vector<EventSource*> m_again;
    std::vector<std::unique_ptr<EventSource>> m_buried;
};

} // namespace skep::mesh

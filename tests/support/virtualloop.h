#pragma once

#include "shared/async/loop.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace skep::test {

// A loop in virtual time, installed for as long as it lives. Nothing runs unless a test says so, and no test waits.
class VirtualLoop final : public async::Loop {
public:
    VirtualLoop() : m_previous(async::installLoop(this)) {}
    ~VirtualLoop() override { async::installLoop(m_previous); }
    VirtualLoop(const VirtualLoop&) = delete;
    VirtualLoop& operator=(const VirtualLoop&) = delete;

    void post(std::function<void()> work) override { m_posted.push_back(std::move(work)); }

    std::shared_ptr<void> after(std::chrono::nanoseconds delay, std::function<void()> work) override
    {
        auto timer = std::make_shared<std::function<void()>>(std::move(work));
        m_timers.emplace(std::pair{m_elapsed + std::max(delay, std::chrono::nanoseconds(0)), m_sequence++}, timer);
        return timer;
    }

    Timestamp now() const override { return Timestamp{1'700'000'000'000'000'000} + m_elapsed; }
    std::chrono::nanoseconds monotonic() const override { return m_elapsed; }

    // Runs what is posted and due, and what that posts, until nothing is left to do at this instant. Gives up (false) after
    // `limit` pieces of work: something runs in circles.
    bool settle(int limit = 100'000)
    {
        for (; limit > 0; --limit) {
            if (!m_posted.empty()) {
                const auto work = std::move(m_posted.front());
                m_posted.pop_front();
                work();
            } else if (!m_timers.empty() && m_timers.begin()->first.first <= m_elapsed) {
                const auto timer = m_timers.begin()->second.lock();
                m_timers.erase(m_timers.begin());
                if (timer)
                    (*timer)();
            } else {
                return true;
            }
        }
        return false;
    }

    // Lets this much time pass, and everything happen that is due meanwhile.
    bool advance(std::chrono::nanoseconds duration)
    {
        const auto end = m_elapsed + duration;
        bool calm = settle();
        while (calm && !m_timers.empty() && m_timers.begin()->first.first <= end) {
            m_elapsed = std::max(m_elapsed, m_timers.begin()->first.first);
            calm = settle();
        }
        m_elapsed = end;
        return calm;
    }

    // How many pieces of work one settle() would find first.
    [[nodiscard]] std::size_t posted() const { return m_posted.size(); }

private:
    async::Loop* m_previous;
    std::chrono::nanoseconds m_elapsed{std::chrono::hours(1)};
    std::uint64_t m_sequence = 0;
    std::deque<std::function<void()>> m_posted;
    std::map<std::pair<std::chrono::nanoseconds, std::uint64_t>, std::weak_ptr<std::function<void()>>> m_timers;
};

} // namespace skep::test

#include "daemon/mesh/mailbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace skep::mesh {

Mailbox::Mailbox() : m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

std::uint64_t Mailbox::post(Work work)
{
    std::uint64_t ticket = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_work.push_back(std::move(work));
        ticket = ++m_posted;
    }
    const std::uint64_t one = 1;
    static_cast<void>(write(m_wake.get(), &one, sizeof one));
    return ticket;
}

void Mailbox::wait(std::uint64_t ticket)
{
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this, ticket] { return m_delivered >= ticket; });
}

void Mailbox::deliver()
{
    std::uint64_t count = 0;
    static_cast<void>(read(m_wake.get(), &count, sizeof count));
    std::vector<Work> work;
    {
        const std::lock_guard lock(m_mutex);
        work.swap(m_work);
    }
    for (const auto& one : work)
        one();
    {
        const std::lock_guard lock(m_mutex);
        m_delivered += work.size();
    }
    m_done.notify_all();
}

} // namespace skep::mesh

#pragma once

#include "daemon/mesh/sockets.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace skep::mesh {

// Hands work from the publisher's thread to the proxy's. The one mutex of the room: publishing is rare, so what would be gained
// by a lock-free queue cannot be measured, and the proxy takes the lock only when the descriptor says that there is something.
class Mailbox {
public:
    using Work = std::function<void()>;

    Mailbox();

    // Readable when there is work.
    [[nodiscard]] int descriptor() const { return m_wake.get(); }

    // Publisher's thread. Returns a ticket for wait().
    std::uint64_t post(Work work);
    // Publisher's thread: blocks until the work of that ticket is done.
    void wait(std::uint64_t ticket);
    // Proxy's thread: does everything posted so far.
    void deliver();

private:
    Fd m_wake;
    std::mutex m_mutex;
    std::condition_variable m_done;
    std::vector<Work> m_work;
    std::uint64_t m_posted = 0, m_delivered = 0;
};

} // namespace skep::mesh

#pragma once

#include "daemon/mesh/mailbox.h"
#include "daemon/mesh/poller.h"
#include "daemon/mesh/tcpforwarder.h"
#include "daemon/mesh/udpforwarder.h"
#include "shared/api/common.h"

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace skep::mesh {

// What ProxyPublisher shares with its handles: which ports are open, for the publisher's thread, and the thread that serves them.
class Proxy {
public:
    explicit Proxy(std::string listenAddress);
    ~Proxy();
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    using PortKey = std::pair<api::PortProtocol, std::uint16_t>;

    // Returns the id to detach.
    [[nodiscard]] Result<std::uint64_t> attach(PortKey key, Candidate target);
    void detach(PortKey key, std::uint64_t id);

private:
    struct OpenPort {
        std::uint64_t id = 0;
        std::size_t targets = 0;
    };
    class Wake;

    [[nodiscard]] Result<std::vector<Fd>> openSockets(PortKey key) const;
    void serve();

    const std::string m_listenAddress;
    std::uint64_t m_nextId = 1;
    std::map<PortKey, OpenPort> m_open;
    std::map<PortKey, std::uint64_t> m_closing; // ids of ports whose sockets the thread may still have to close

    Mailbox m_mailbox;
    // The thread's; touched by work in the mailbox only.
    Poller m_poller;
    TcpForwarder m_tcp;
    UdpForwarder m_udp;
    bool m_stopped = false;
    std::thread m_thread;
};

} // namespace skep::mesh

#pragma once

#include "daemon/mesh/poller.h"
#include "daemon/mesh/targets.h"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

namespace skep::mesh {

// The UDP half of the proxy: each client address keeps its target until it has been silent for FlowIdleTimeout, and is answered
// from the address it wrote to. Lives in the proxy's thread.
class UdpForwarder {
public:
    explicit UdpForwarder(Poller& poller);
    ~UdpForwarder();
    UdpForwarder(const UdpForwarder&) = delete;
    UdpForwarder& operator=(const UdpForwarder&) = delete;

    // Serves port `id` on these sockets, made by bindUdp().
    void open(std::uint64_t id, std::vector<Fd> sockets);
    // Its flows end.
    void close(std::uint64_t id);
    // Of a port that is open.
    [[nodiscard]] Targets& targets(std::uint64_t id);

    [[nodiscard]] Clock::time_point deadline() const;
    void expire();

private:
    class Port;
    class Socket;
    class Flow;
    using Flows = std::list<std::unique_ptr<Flow>>;

    void touch(Flow& flow);
    void end(Flow& flow);

    Poller& m_poller;
    std::map<std::uint64_t, std::unique_ptr<Port>> m_ports;
    Flows m_flows; // silent longest first
    std::vector<char> m_buffer;
};

} // namespace skep::mesh

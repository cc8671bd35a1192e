#include "daemon/mesh/udpforwarder.h"

#include "daemon/mesh/defaults.h"
#include "shared/base/logging.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/uio.h>

namespace skep::mesh {
namespace {

constexpr std::size_t LargestDatagram = 65'536;

// The local address of a datagram, as ancillary data that can be sent back as it came.
struct LocalAddress {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in6_pktinfo))> control{};
    std::size_t length = 0;

    bool operator<(const LocalAddress& other) const
    {
        return std::pair(length, control) < std::pair(other.length, other.control);
    }
};

void put(LocalAddress& local, int level, int type, const void* data, std::size_t size)
{
    local = {};
    local.length = CMSG_SPACE(size);
    msghdr message{};
    message.msg_control = local.control.data();
    message.msg_controllen = local.length;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = level;
    header->cmsg_type = type;
    header->cmsg_len = CMSG_LEN(size);
    std::memcpy(CMSG_DATA(header), data, size);
}

// What a reply needs so that it leaves from the address the client wrote to. The interface is left to routing.
LocalAddress localAddress(msghdr& message)
{
    LocalAddress local;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
            in_pktinfo came{}, reply{};
            std::memcpy(&came, CMSG_DATA(header), sizeof came);
            reply.ipi_spec_dst = came.ipi_spec_dst;
            put(local, IPPROTO_IP, IP_PKTINFO, &reply, sizeof reply);
        } else if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
            in6_pktinfo came{}, reply{};
            std::memcpy(&came, CMSG_DATA(header), sizeof came);
            reply.ipi6_addr = came.ipi6_addr;
            if (IN6_IS_ADDR_LINKLOCAL(&came.ipi6_addr))
                reply.ipi6_ifindex = came.ipi6_ifindex;
            put(local, IPPROTO_IPV6, IPV6_PKTINFO, &reply, sizeof reply);
        }
    }
    return local;
}

struct Client {
    SocketAddress address;
    LocalAddress local;

    bool operator<(const Client& other) const
    {
        if (const auto order = address <=> other.address; order != 0)
            return order < 0;
        return local < other.local;
    }
};

} // namespace

// One client of one socket, and the socket that faces its target.
class UdpForwarder::Flow : public EventSource {
public:
    Flow(UdpForwarder& owner, Socket& socket, Client client, Fd fd)
        : m_owner(owner)
        , m_socket(socket)
        , m_client(std::move(client))
        , m_fd(std::move(fd))
    {
    }
    void ready(std::uint32_t events) override;
    // False when the target refuses.
    [[nodiscard]] bool forward(const char* data, std::size_t size)
    {
        return send(m_fd.get(), data, size, 0) >= 0 || errno == EAGAIN || errno == EMSGSIZE || errno == ENOBUFS;
    }
    [[nodiscard]] const Client& client() const { return m_client; }
    [[nodiscard]] Socket& socket() const { return m_socket; }
    [[nodiscard]] int descriptor() const { return m_fd.get(); }
    void close() { m_fd.reset(); }

    Clock::time_point silentSince;
    Flows::iterator place;

private:
    UdpForwarder& m_owner;
    Socket& m_socket;
    const Client m_client;
    Fd m_fd;
};

// One address that clients write to.
class UdpForwarder::Socket : public EventSource {
public:
    Socket(UdpForwarder& owner, Port& port, Fd fd) : m_owner(owner), m_port(port), m_fd(std::move(fd)) {}
    void ready(std::uint32_t events) override;
    void reply(const Client& client, const char* data, std::size_t size);
    void forget(const Flow& flow) { m_flows.erase(flow.client()); }
    void close()
    {
        while (!m_flows.empty())
            m_owner.end(*m_flows.begin()->second);
        m_fd.reset();
    }
    [[nodiscard]] int descriptor() const { return m_fd.get(); }

private:
    void deliver(const Client& client, const char* data, std::size_t size);
    [[nodiscard]] Flow* makeFlow(const Client& client, const SocketAddress& target);

    UdpForwarder& m_owner;
    Port& m_port;
    Fd m_fd;
    std::map<Client, Flow*> m_flows;
};

class UdpForwarder::Port : public EventSource {
public:
    void ready(std::uint32_t) override {}

    Targets targets;
    std::vector<std::unique_ptr<Socket>> sockets;
};

void UdpForwarder::Flow::ready(std::uint32_t)
{
    for (std::size_t i = 0; i < DatagramsPerTurn && m_fd; ++i) {
        auto& buffer = m_owner.m_buffer;
        const ssize_t size = recv(m_fd.get(), buffer.data(), buffer.size(), 0);
        if (size >= 0) {
            m_owner.touch(*this);
            m_socket.reply(m_client, buffer.data(), static_cast<std::size_t>(size));
        } else {
            if (errno != EAGAIN && errno != EINTR)
                m_owner.end(*this); // refused: the next datagram goes to another target
            return;
        }
    }
}

void UdpForwarder::Socket::ready(std::uint32_t)
{
    for (std::size_t i = 0; i < DatagramsPerTurn && m_fd; ++i) {
        auto& buffer = m_owner.m_buffer;
        Client client;
        alignas(cmsghdr) std::array<char, 256> control{};
        iovec part{.iov_base = buffer.data(), .iov_len = buffer.size()};
        msghdr message{};
        message.msg_name = client.address.raw();
        message.msg_namelen = SocketAddress::capacity();
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t size = recvmsg(m_fd.get(), &message, 0);
        if (size < 0)
            return;
        client.address.setLength(message.msg_namelen);
        client.local = localAddress(message);
        deliver(client, buffer.data(), static_cast<std::size_t>(size));
    }
}

void UdpForwarder::Socket::deliver(const Client& client, const char* data, std::size_t size)
{
    if (const auto found = m_flows.find(client); found != m_flows.end()) {
        Flow& flow = *found->second;
        m_owner.touch(flow);
        if (flow.forward(data, size))
            return;
        m_owner.end(flow);
    }
    for (const auto& target : m_port.targets.take()) {
        Flow* flow = makeFlow(client, target.address);
        if (!flow)
            continue;
        if (flow->forward(data, size))
            return;
        m_owner.end(*flow);
    }
}

UdpForwarder::Flow* UdpForwarder::Socket::makeFlow(const Client& client, const SocketAddress& target)
{
    if (m_owner.m_flows.size() >= MaxFlows)
        m_owner.end(*m_owner.m_flows.front());
    auto fd = connectTo(target, SOCK_DGRAM);
    if (!fd)
        return nullptr;
    auto flow = std::make_unique<Flow>(m_owner, *this, client, std::move(*fd));
    if (!m_owner.m_poller.add(flow->descriptor(), EPOLLIN, *flow))
        return nullptr;
    Flow* raw = flow.get();
    m_flows[client] = raw;
    raw->silentSince = m_owner.m_poller.now();
    raw->place = m_owner.m_flows.insert(m_owner.m_flows.end(), std::move(flow));
    return raw;
}

void UdpForwarder::Socket::reply(const Client& client, const char* data, std::size_t size)
{
    SocketAddress address = client.address;
    LocalAddress local = client.local;
    iovec part{.iov_base = const_cast<char*>(data), .iov_len = size};
    msghdr message{};
    message.msg_name = address.raw();
    message.msg_namelen = address.length();
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = local.length > 0 ? local.control.data() : nullptr;
    message.msg_controllen = local.length;
    // A datagram that the network does not take is lost, as datagrams may be.
    static_cast<void>(sendmsg(m_fd.get(), &message, 0));
}

UdpForwarder::UdpForwarder(Poller& poller) : m_poller(poller), m_buffer(LargestDatagram) {}

UdpForwarder::~UdpForwarder() = default;

void UdpForwarder::open(std::uint64_t id, std::vector<Fd> sockets)
{
    auto& port = m_ports[id];
    port = std::make_unique<Port>();
    for (auto& fd : sockets) {
        const auto& socket = port->sockets.emplace_back(std::make_unique<Socket>(*this, *port, std::move(fd)));
        if (!m_poller.add(socket->descriptor(), EPOLLIN, *socket))
            qCWarning(logMesh) << "a published port cannot be watched, errno=" << errno;
    }
}

void UdpForwarder::close(std::uint64_t id)
{
    const auto found = m_ports.find(id);
    if (found == m_ports.end())
        return;
    for (const auto& socket : found->second->sockets)
        socket->close();
    m_poller.bury(std::move(found->second));
    m_ports.erase(found);
}

Targets& UdpForwarder::targets(std::uint64_t id)
{
    return m_ports.at(id)->targets;
}

void UdpForwarder::touch(Flow& flow)
{
    flow.silentSince = m_poller.now();
    m_flows.splice(m_flows.end(), m_flows, flow.place);
}

void UdpForwarder::end(Flow& flow)
{
    flow.socket().forget(flow);
    flow.close();
    const auto place = flow.place;
    m_poller.bury(std::move(*place));
    m_flows.erase(place);
}

Clock::time_point UdpForwarder::deadline() const
{
    return m_flows.empty() ? Clock::time_point::max() : m_flows.front()->silentSince + FlowIdleTimeout;
}

void UdpForwarder::expire()
{
    const auto now = m_poller.now();
    while (!m_flows.empty() && m_flows.front()->silentSince + FlowIdleTimeout <= now)
        end(*m_flows.front());
}

} // namespace skep::mesh

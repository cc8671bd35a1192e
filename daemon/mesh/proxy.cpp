#include "daemon/mesh/proxy.h"

#include "daemon/mesh/defaults.h"

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <sys/epoll.h>

namespace skep::mesh {
namespace {

std::size_t connectionLimit()
{
    const std::size_t files = raiseFileLimit();
    const std::size_t usable = files > ReservedDescriptors ? files - ReservedDescriptors : DescriptorsPerConnection;
    return std::clamp<std::size_t>(usable / DescriptorsPerConnection, 1, MaxConnections);
}

std::string describe(const Proxy::PortKey& key)
{
    return "port " + std::to_string(key.second) + "/" + std::string(api::text(key.first));
}

bool isWildcard(const std::string& address)
{
    return address.empty() || address == "0.0.0.0" || address == "::";
}

bool hasIpv6()
{
    return bool(Fd(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)));
}

} // namespace

// Work waits in the mailbox.
class Proxy::Wake : public EventSource {
public:
    explicit Wake(Mailbox& mailbox) : m_mailbox(mailbox) {}
    void ready(std::uint32_t) override { m_mailbox.deliver(); }

private:
    Mailbox& m_mailbox;
};

Proxy::Proxy(std::string listenAddress)
    : m_listenAddress(std::move(listenAddress))
    , m_tcp(m_poller, connectionLimit())
    , m_udp(m_poller)
{
    if (!m_poller.usable() || m_mailbox.descriptor() < 0)
        return;
    // The program's signals are for its first thread; a splice into a connection that broke would raise SIGPIPE here.
    sigset_t all{};
    sigset_t before{};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    m_thread = std::thread([this] { serve(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_setname_np(m_thread.native_handle(), "skep-mesh");
}

Proxy::~Proxy()
{
    if (!m_thread.joinable())
        return;
    m_mailbox.post([this] { m_stopped = true; });
    m_thread.join();
}

void Proxy::serve()
{
    Wake wake(m_mailbox);
    if (!m_poller.add(m_mailbox.descriptor(), EPOLLIN, wake))
        std::abort(); // a fresh epoll takes one descriptor; without it nobody would ever be answered
    while (!m_stopped) {
        m_poller.turn(std::min(m_tcp.deadline(), m_udp.deadline()));
        m_tcp.expire();
        m_udp.expire();
    }
}

Result<std::vector<Fd>> Proxy::openSockets(PortKey key) const
{
    std::vector<std::string> addresses{m_listenAddress};
    if (isWildcard(m_listenAddress))
        addresses = hasIpv6() ? std::vector<std::string>{"0.0.0.0", "::"} : std::vector<std::string>{"0.0.0.0"};
    std::vector<Fd> sockets;
    for (const auto& text : addresses) {
        const auto address = SocketAddress::parse(text, key.second);
        if (!address)
            return fail(ErrorCode::InvalidArgument, "invalid address to publish ports on: \"" + text + "\"");
        auto fd = key.first == api::PortProtocol::Tcp ? listenTcp(*address, describe(key)) : bindUdp(*address, describe(key));
        if (!fd)
            return Failure(std::move(fd.error()));
        sockets.push_back(std::move(*fd));
    }
    return sockets;
}

Result<std::uint64_t> Proxy::attach(PortKey key, Candidate target)
{
    if (!m_thread.joinable())
        return fail(ErrorCode::Unavailable, describe(key) + " cannot be published: the system gives no more descriptors");
    const bool tcp = key.first == api::PortProtocol::Tcp;
    if (const auto closing = m_closing.extract(key))
        m_mailbox.wait(m_mailbox.post([this, tcp, id = closing.mapped()] {
            if (tcp)
                m_tcp.finish(id);
        }));
    auto& port = m_open[key];
    std::shared_ptr<std::vector<Fd>> opened; // std::function wants to copy
    if (port.targets == 0) {
        auto sockets = openSockets(key);
        if (!sockets) {
            m_open.erase(key);
            return Failure(std::move(sockets.error()));
        }
        port.id = m_nextId++;
        opened = std::make_shared<std::vector<Fd>>(std::move(*sockets));
    }
    ++port.targets;
    const std::uint64_t id = m_nextId++;
    // At once: a client who is let in before there is a target would be turned away.
    m_mailbox.post([this, tcp, portId = port.id, id, opened, target = std::move(target)] {
        if (opened && tcp)
            m_tcp.open(portId, std::move(*opened));
        else if (opened)
            m_udp.open(portId, std::move(*opened));
        (tcp ? m_tcp.targets(portId) : m_udp.targets(portId)).add(id, target);
    });
    return id;
}

void Proxy::detach(PortKey key, std::uint64_t id)
{
    const auto found = m_open.find(key);
    const bool tcp = key.first == api::PortProtocol::Tcp;
    const std::uint64_t portId = found->second.id;
    const bool last = --found->second.targets == 0;
    if (last)
        m_open.erase(found);
    m_mailbox.post([this, tcp, portId, id, last] {
        if (!last)
            (tcp ? m_tcp.targets(portId) : m_udp.targets(portId)).remove(id);
        else if (tcp)
            m_tcp.close(portId); // the last target stays for those who are at the door
        else
            m_udp.close(portId);
    });
    if (last)
        m_closing[key] = portId;
}

} // namespace skep::mesh

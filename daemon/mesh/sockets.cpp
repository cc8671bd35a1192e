#include "daemon/mesh/sockets.h"

#include "daemon/mesh/defaults.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <unistd.h>

namespace skep::mesh {
namespace {

void set(int fd, int level, int option, int value)
{
    // Best effort: a socket without the option still works.
    static_cast<void>(setsockopt(fd, level, option, &value, sizeof value));
}

Failure openFailure(int error, const std::string& what)
{
    if (error == EADDRINUSE)
        return fail(ErrorCode::FailedPrecondition, what + " is already in use on this node");
    if (error == EACCES || error == EPERM)
        return fail(ErrorCode::PermissionDenied, what + " may not be opened by this program");
    return fail(ErrorCode::Unavailable, what + " cannot be opened: " + std::strerror(error));
}

Result<Fd> bound(const SocketAddress& address, int type, const std::string& what)
{
    Fd fd(socket(address.family(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd)
        return openFailure(errno, what);
    if (address.family() == AF_INET6)
        set(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1);
    // Not for UDP: there it would let two programs share the port and steal each other's datagrams.
    if (type == SOCK_STREAM)
        set(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    if (bind(fd.get(), address.raw(), address.length()) != 0)
        return openFailure(errno, what);
    return fd;
}

} // namespace

void Fd::reset()
{
    if (m_fd >= 0)
        close(std::exchange(m_fd, -1));
}

std::optional<SocketAddress> SocketAddress::parse(const std::string& ip, std::uint16_t port)
{
    SocketAddress result;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (inet_pton(AF_INET, ip.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        std::memcpy(&result.m_storage, &v4, sizeof v4);
        result.m_length = sizeof v4;
        return result;
    }
    if (inet_pton(AF_INET6, ip.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&result.m_storage, &v6, sizeof v6);
        result.m_length = sizeof v6;
        return result;
    }
    return std::nullopt;
}

std::strong_ordering SocketAddress::operator<=>(const SocketAddress& other) const
{
    if (const auto byLength = m_length <=> other.m_length; byLength != 0)
        return byLength;
    return std::memcmp(&m_storage, &other.m_storage, m_length) <=> 0;
}

Result<Fd> listenTcp(const SocketAddress& address, const std::string& what)
{
    auto fd = bound(address, SOCK_STREAM, what);
    if (fd && listen(fd->get(), ListenBacklog) != 0)
        return openFailure(errno, what);
    return fd;
}

void ignoreNewConnections(int fd)
{
    constexpr std::uint32_t FlagsOffset = 13; // in the TCP header, where the filter's packet begins
    constexpr std::uint32_t Syn = 0x02;
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, FlagsOffset),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, Syn, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, 0xffff'ffff),
    };
    const sock_fprog filter{.len = std::size(program), .filter = program};
    static_cast<void>(setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter));
}

Result<Fd> bindUdp(const SocketAddress& address, const std::string& what)
{
    auto fd = bound(address, SOCK_DGRAM, what);
    if (fd && address.family() == AF_INET)
        set(fd->get(), IPPROTO_IP, IP_PKTINFO, 1);
    else if (fd)
        set(fd->get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    return fd;
}

void prepareStream(int fd)
{
    set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(fd, IPPROTO_TCP, TCP_KEEPIDLE, KeepAliveIdleSeconds);
    set(fd, IPPROTO_TCP, TCP_KEEPINTVL, KeepAliveIntervalSeconds);
    set(fd, IPPROTO_TCP, TCP_KEEPCNT, KeepAliveProbes);
}

void resetOnClose(int fd)
{
    const linger abort{.l_onoff = 1, .l_linger = 0};
    static_cast<void>(setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort));
}

std::optional<Fd> connectTo(const SocketAddress& address, int type)
{
    Fd fd(socket(address.family(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd)
        return std::nullopt;
    if (connect(fd.get(), address.raw(), address.length()) != 0 && errno != EINPROGRESS) {
        const int reason = errno;
        fd.reset();
        errno = reason;
        return std::nullopt;
    }
    return fd;
}

std::size_t raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return std::min<rlim_t>(limit.rlim_cur, std::numeric_limits<std::uint32_t>::max());
}

} // namespace skep::mesh

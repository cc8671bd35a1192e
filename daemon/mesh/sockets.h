#pragma once

#include "shared/base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <sys/socket.h>

namespace skep::mesh {

// Owns a file descriptor.
class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) : m_fd(fd) {}
    ~Fd() { reset(); }
    Fd(Fd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Fd& operator=(Fd&& other) noexcept
    {
        if (this != &other) {
            reset();
            m_fd = std::exchange(other.m_fd, -1);
        }
        return *this;
    }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] explicit operator bool() const { return m_fd >= 0; }
    void reset();

private:
    int m_fd = -1;
};

// An IPv4 or IPv6 address with its port, as the kernel takes it.
class SocketAddress {
public:
    SocketAddress() = default;
    // Nothing when `ip` is not an address in digits.
    [[nodiscard]] static std::optional<SocketAddress> parse(const std::string& ip, std::uint16_t port);

    [[nodiscard]] int family() const { return m_storage.ss_family; }
    [[nodiscard]] const sockaddr* raw() const { return reinterpret_cast<const sockaddr*>(&m_storage); }
    [[nodiscard]] sockaddr* raw() { return reinterpret_cast<sockaddr*>(&m_storage); }
    [[nodiscard]] socklen_t length() const { return m_length; }
    [[nodiscard]] static constexpr socklen_t capacity() { return sizeof(sockaddr_storage); }
    void setLength(socklen_t length) { m_length = length; }

    // By family, address and port.
    [[nodiscard]] std::strong_ordering operator<=>(const SocketAddress& other) const;
    [[nodiscard]] bool operator==(const SocketAddress& other) const { return (*this <=> other) == 0; }

private:
    sockaddr_storage m_storage{};
    socklen_t m_length = 0;
};

// From now on the kernel passes over requests for new connections to this listening socket, as if they were lost on the way, and
// completes those that it has begun.
void ignoreNewConnections(int fd);

// A listening, non-blocking TCP socket. `what` names the port in errors ("port 8080/tcp").
// Error: FailedPrecondition when another program has the port, PermissionDenied, Unavailable with the system's reason.
[[nodiscard]] Result<Fd> listenTcp(const SocketAddress& address, const std::string& what);
// A bound, non-blocking UDP socket that says which local address a datagram came to. Errors as listenTcp.
[[nodiscard]] Result<Fd> bindUdp(const SocketAddress& address, const std::string& what);

// No delay for small packets; dead peers are noticed.
void prepareStream(int fd);
// Closing this connection will reset it, so that the other end cannot take it for complete.
void resetOnClose(int fd);
// A non-blocking socket that connects to `address`; look at it for the outcome. Nothing, with errno, when that fails at once.
[[nodiscard]] std::optional<Fd> connectTo(const SocketAddress& address, int type);

// Raises the soft limit of open files to the hard one, as engines do; returns the limit in force.
std::size_t raiseFileLimit();

} // namespace skep::mesh

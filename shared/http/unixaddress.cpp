#include "shared/http/unixaddress.h"

#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace skep::http {

Result<UnixAddress> UnixAddress::of(const std::string& path)
{
    UnixAddress made;
    if (path.empty() || path.size() >= sizeof(made.m_address.sun_path))
        return fail(ErrorCode::InvalidArgument, "socket path \"" + path + "\" must have 1 to "
                                                    + std::to_string(sizeof(made.m_address.sun_path) - 1) + " bytes");
    made.m_address.sun_family = AF_UNIX;
    path.copy(static_cast<char*>(made.m_address.sun_path), path.size());
    return made;
}

int UnixAddress::connect() const
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&m_address), sizeof m_address) == 0)
        return fd;
    const int error = errno;
    ::close(fd);
    errno = error;
    return -1;
}

int UnixAddress::bind(int fd) const
{
    return ::bind(fd, reinterpret_cast<const sockaddr*>(&m_address), sizeof m_address);
}

} // namespace skep::http

#pragma once

#include "shared/base/result.h"

#include <string>

#include <sys/un.h>

namespace skep::http {

// The name of a socket file, as the system takes it.
class UnixAddress {
public:
    // Error: InvalidArgument when the path is empty or above 107 bytes.
    [[nodiscard]] static Result<UnixAddress> of(const std::string& path);

    // A new non-blocking socket connected there, or -1 with errno set.
    [[nodiscard]] int connect() const;
    // 0, or -1 with errno set.
    [[nodiscard]] int bind(int fd) const;

private:
    sockaddr_un m_address{};
};

} // namespace skep::http

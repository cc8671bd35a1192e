#pragma once

#include "shared/async/loop.h"
#include "shared/base/result.h"
#include "shared/http/laterdelete.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>
#include <string>

#include <sys/types.h>

namespace skep::http {

// Accepts on a socket file. Not QLocalServer: that one stops listening for good at the first failed accept, so whoever
// exhausts the file descriptors once would take the API away.
class UnixListener {
public:
    using Accepted = std::function<void(int fd)>;

    // Errors: see Server::listenUnix.
    [[nodiscard]] static Result<std::unique_ptr<UnixListener>> open(const std::string& path, mode_t mode,
                                                                    const std::string& group, Accepted accepted);
    // Removes the file, unless another has taken its place.
    ~UnixListener();
    UnixListener(const UnixListener&) = delete;
    UnixListener& operator=(const UnixListener&) = delete;

private:
    UnixListener() = default;
    void acceptSome();

    std::string m_path;
    int m_fd = -1;
    dev_t m_device = 0;
    ino_t m_inode = 0;
    Accepted m_accepted;
    std::unique_ptr<QSocketNotifier, LaterDelete> m_notifier;
    async::Timer m_pause;
};

} // namespace skep::http

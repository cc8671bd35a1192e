#include "shared/http/unixlistener.h"

#include "shared/base/logging.h"
#include "shared/http/unixaddress.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace skep::http {
namespace {

constexpr int UnixBacklog = 1024;
constexpr int AcceptsPerTurn = 64;
constexpr auto UnixAcceptPause = std::chrono::milliseconds(100);

Failure systemFailure(const std::string& path)
{
    return fail(ErrorCode::Unavailable, "cannot listen on unix://" + path + ": " + std::strerror(errno));
}

// Removes a socket file that nobody answers on.
Result<void> clearStale(const std::string& path, const UnixAddress& address)
{
    struct stat file {};
    if (::lstat(path.c_str(), &file) != 0)
        return {};
    if (!S_ISSOCK(file.st_mode))
        return fail(ErrorCode::AlreadyExists, "cannot listen on unix://" + path + ": the file exists and is no socket");
    const int fd = address.connect();
    if (fd >= 0)
        ::close(fd);
    // EAGAIN: someone listens but does not come to accept.
    if (fd >= 0 || errno == EAGAIN)
        return fail(ErrorCode::AlreadyExists, "cannot listen on unix://" + path + ": another server answers there");
    if (errno != ECONNREFUSED || ::unlink(path.c_str()) != 0)
        return systemFailure(path);
    return {};
}

void setGroup(const std::string& path, const std::string& group)
{
    if (group.empty())
        return;
    struct group entry {};
    struct group* found = nullptr;
    std::vector<char> buffer(16 * 1024);
    if (::getgrnam_r(group.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return;
    if (::chown(path.c_str(), uid_t(-1), found->gr_gid) != 0)
        qCDebug(logApi) << "the socket keeps its group, path=" << log(path) << "reason=" << std::strerror(errno);
}

} // namespace

Result<std::unique_ptr<UnixListener>> UnixListener::open(const std::string& path, mode_t mode, const std::string& group,
                                                         Accepted accepted)
{
    SKEP_TRY(address, UnixAddress::of(path));
    SKEP_CHECK(clearStale(path, address));

    std::unique_ptr<UnixListener> made(new UnixListener);
    made->m_accepted = std::move(accepted);
    made->m_fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made->m_fd < 0 || address.bind(made->m_fd) != 0)
        return systemFailure(path);
    // Until listen() nobody can connect, so the wide default mode of a new file does no harm.
    made->m_path = path;
    struct stat file {};
    setGroup(path, group);
    if (::chmod(path.c_str(), mode) != 0 || ::stat(path.c_str(), &file) != 0 || ::listen(made->m_fd, UnixBacklog) != 0)
        return systemFailure(path);
    made->m_device = file.st_dev;
    made->m_inode = file.st_ino;
    made->m_notifier.reset(new QSocketNotifier(made->m_fd, QSocketNotifier::Read));
    QObject::connect(made->m_notifier.get(), &QSocketNotifier::activated, made->m_notifier.get(),
                     [listener = made.get()] { listener->acceptSome(); });
    return made;
}

UnixListener::~UnixListener()
{
    if (m_notifier)
        m_notifier->setEnabled(false);
    struct stat file {};
    if (!m_path.empty() && ::stat(m_path.c_str(), &file) == 0 && file.st_dev == m_device && file.st_ino == m_inode)
        ::unlink(m_path.c_str());
    if (m_fd >= 0)
        ::close(m_fd);
}

void UnixListener::acceptSome()
{
    for (int i = 0; i < AcceptsPerTurn; ++i) {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            m_accepted(fd);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            qCWarning(logApi) << "cannot accept for now, path=" << log(m_path) << "reason=" << std::strerror(errno);
            m_notifier->setEnabled(false);
            m_pause.arm(UnixAcceptPause, [this] { m_notifier->setEnabled(true); });
        }
        return;
    }
}

} // namespace skep::http

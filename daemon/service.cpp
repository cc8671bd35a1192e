#include "daemon/service.h"

#include "shared/base/logging.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <csignal>
#include <cstdlib>
#include <cstring>

#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace skep {

TerminationSignals::TerminationSignals(std::function<void()> work)
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_fd = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this, work = std::move(work), first = true]() mutable {
        signalfd_siginfo info{};
        if (::read(m_fd, &info, sizeof info) != sizeof info)
            return;
        if (!std::exchange(first, false))
            ::_exit(1);
        qCInfo(logNode) << "stopping; containers keep running, signal=" << info.ssi_signo;
        work();
    });
}

TerminationSignals::~TerminationSignals() { ::close(m_fd); }

void notifyServiceManager(std::string_view state)
{
    const char* path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (!path || std::strlen(path) >= sizeof address.sun_path)
        return;
    std::strcpy(address.sun_path, path);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    if (::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), length) < 0)
        qCWarning(logNode) << "the service manager could not be told:" << std::strerror(errno);
    ::close(fd);
}

Result<QSslConfiguration> apiTls(const std::string& directory)
{
    const auto read = [&](const char* name) -> Result<QByteArray> {
        QFile file(QString::fromStdString(directory + name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::InvalidArgument,
                "--api-listen needs " + directory + name + ": " + file.errorString().toStdString());
        return file.readAll();
    };
    SKEP_TRY(ca, read("/ca.pem"));
    SKEP_TRY(certificate, read("/cert.pem"));
    SKEP_TRY(keyPem, read("/key.pem"));
    QSslConfiguration tls;
    tls.setCaCertificates(QSslCertificate::fromData(ca));
    const auto chain = QSslCertificate::fromData(certificate);
    tls.setLocalCertificateChain(chain);
    QSslKey key(keyPem, QSsl::Ec);
    if (key.isNull())
        key = QSslKey(keyPem, QSsl::Rsa);
    tls.setPrivateKey(key);
    if (tls.caCertificates().isEmpty() || chain.isEmpty() || key.isNull())
        return fail(ErrorCode::InvalidArgument, directory + ": ca.pem, cert.pem or key.pem holds nothing that can be used");
    return tls;
}

} // namespace skep

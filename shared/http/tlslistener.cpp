#include "shared/http/tlslistener.h"

#include "shared/base/logging.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

#include <algorithm>

namespace skep::http {
namespace {

constexpr auto TlsAcceptPause = std::chrono::milliseconds(100);
constexpr int TlsBacklog = 512;

std::string commonNameOf(const QSslCertificate& certificate)
{
    const QStringList names = certificate.subjectInfo(QSslCertificate::CommonName);
    return names.size() == 1 ? names.first().toStdString() : std::string();
}

} // namespace

Result<QSslConfiguration> mutualTls(QSslConfiguration configuration)
{
    const auto missing = [](const char* what) {
        return fail(ErrorCode::InvalidArgument, std::string("the API over TCP needs mutual TLS: no ") + what);
    };
    if (configuration.localCertificate().isNull())
        return missing("certificate");
    if (configuration.privateKey().isNull())
        return missing("private key");
    const QList<QSslCertificate> roots = configuration.caCertificates();
    if (roots.isEmpty())
        return missing("CA certificate");
    configuration.setCaCertificates(roots); // said explicitly, Qt no longer adds the system's on demand
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    configuration.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return configuration;
}

TlsListener::TlsListener(Limits limits, QSslConfiguration configuration, Accepted accepted)
    : m_limits(limits), m_configuration(std::move(configuration)), m_accepted(std::move(accepted))
{
}

Result<std::unique_ptr<TlsListener>> TlsListener::open(const std::string& address, std::uint16_t port,
                                                       QSslConfiguration configuration, Limits limits, Accepted accepted)
{
    const QHostAddress host(QString::fromStdString(address));
    if (host.isNull())
        return fail(ErrorCode::InvalidArgument, "\"" + address + "\" is no IP address to listen on");
    SKEP_TRY(checked, mutualTls(std::move(configuration)));
    std::unique_ptr<TlsListener> made(new TlsListener(limits, checked, std::move(accepted)));
    made->setListenBacklogSize(TlsBacklog);
    if (!made->listen(host, port))
        return fail(ErrorCode::Unavailable, "cannot listen on tcp://" + address + ":" + std::to_string(port) + ": "
                                                + made->errorString().toStdString());
    // Out of descriptors Qt stops accepting until told otherwise.
    QObject::connect(made.get(), &QTcpServer::acceptError, made.get(), [server = made.get()] {
        qCWarning(logApi) << "cannot accept for now, reason=" << server->errorString();
        server->m_pause.arm(TlsAcceptPause, [server] { server->resumeAccepting(); });
    });
    return made;
}

TlsListener::~TlsListener()
{
    for (auto& [socket, handshake] : m_handshakes)
        socket->disconnect();
}

bool TlsListener::isCrowded(const std::string& address) const
{
    const auto sameAddress = std::count_if(m_handshakes.begin(), m_handshakes.end(),
                                           [&](const auto& entry) { return entry.second.address == address; });
    return m_handshakes.size() >= m_limits.handshakes || std::size_t(sameAddress) >= m_limits.handshakesPerAddress;
}

void TlsListener::incomingConnection(qintptr descriptor)
{
    TcpWire::Socket socket(new QSslSocket);
    if (socket->setSocketDescriptor(descriptor))
        begin(std::move(socket));
}

void TlsListener::begin(TcpWire::Socket owned)
{
    QSslSocket* const socket = owned.get();
    const std::string address = socket->peerAddress().toString().toStdString();
    if (isCrowded(address)) {
        socket->abort();
        return;
    }
    Handshake& handshake = m_handshakes[socket];
    handshake.socket = std::move(owned);
    handshake.address = address;
    handshake.deadline.arm(m_limits.handshakeTimeout, [this, socket] { giveUp(socket); });
    QObject::connect(socket, &QSslSocket::encrypted, socket, [this, socket] { succeed(socket); });
    QObject::connect(socket, &QSslSocket::errorOccurred, socket, [this, socket] { giveUp(socket); });
    QObject::connect(socket, &QSslSocket::disconnected, socket, [this, socket] { giveUp(socket); });
    socket->setSslConfiguration(m_configuration);
    socket->startServerEncryption();
}

void TlsListener::succeed(QSslSocket* socket)
{
    const QSslCertificate certificate = socket->peerCertificate();
    // VerifyPeer has refused all else; asking again costs nothing and does not depend on one setting.
    if (certificate.isNull() || !socket->sslHandshakeErrors().isEmpty()) {
        giveUp(socket);
        return;
    }
    auto entry = m_handshakes.extract(socket);
    if (entry.empty())
        return;
    socket->disconnect();
    m_accepted(TcpWire::adopt(std::move(entry.mapped().socket)),
               Peer{.local = false, .commonName = commonNameOf(certificate), .address = entry.mapped().address});
}

void TlsListener::giveUp(QSslSocket* socket)
{
    auto entry = m_handshakes.extract(socket);
    if (entry.empty())
        return;
    qCDebug(logApi) << "TLS handshake failed, address=" << log(entry.mapped().address)
                    << "reason=" << socket->errorString();
    socket->disconnect();
    socket->abort();
}

} // namespace skep::http

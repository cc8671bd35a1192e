#include "daemon/rpc/tls.h"

#include "shared/pki/certificate.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace skep::rpc {
namespace {

QList<QSslCertificate> certificatesOf(const std::string& pem)
{
    return QSslCertificate::fromData(QByteArray::fromStdString(pem), QSsl::Pem);
}

QSslConfiguration common()
{
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_3OrLater);
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    configuration.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return configuration;
}

Result<void> present(QSslConfiguration& configuration, const TlsIdentity& identity)
{
    const QList<QSslCertificate> chain = certificatesOf(identity.certificatePem);
    if (chain.isEmpty())
        return fail(ErrorCode::InvalidArgument, "the node's certificate cannot be read");
    if (!pki::keyMatches(identity.certificatePem, identity.keyPem))
        return fail(ErrorCode::InvalidArgument, "the node's key does not belong to its certificate");
    const QByteArray pem = QByteArray::fromStdString(identity.keyPem);
    QSslKey key(pem, QSsl::Ec);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Rsa);
    if (key.isNull())
        return fail(ErrorCode::InvalidArgument, "the node's key cannot be read");
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return {};
}

Result<void> trust(QSslConfiguration& configuration, const std::string& rootsPem)
{
    const QList<QSslCertificate> roots = certificatesOf(rootsPem);
    if (roots.isEmpty())
        return fail(ErrorCode::InvalidArgument, "the swarm's root certificate cannot be read");
    configuration.setCaCertificates(roots); // also turns the system's own off
    return {};
}

} // namespace

Result<QSslConfiguration> serverConfiguration(const TlsIdentity& identity)
{
    QSslConfiguration configuration = common();
    SKEP_CHECK(present(configuration, identity));
    SKEP_CHECK(trust(configuration, identity.rootsPem));
    // A joining node has no certificate. Whether one that was shown is ours, identityOf() tells.
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    return configuration;
}

Result<QSslConfiguration> clientConfiguration(const ClientTls& tls)
{
    QSslConfiguration configuration = common();
    if (tls.insecureForRoot) {
        configuration.setCaCertificates({});
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        return configuration;
    }
    if (tls.identity)
        SKEP_CHECK(present(configuration, *tls.identity));
    SKEP_CHECK(trust(configuration, tls.rootsPem.empty() && tls.identity ? tls.identity->rootsPem : tls.rootsPem));
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return configuration;
}

} // namespace skep::rpc

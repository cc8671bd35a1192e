#include "daemon/rpc/peer.h"

#include "shared/pki/certificate.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslError>
#include <QSslSocket>

namespace skep::rpc {
namespace {

std::string textOf(const QHostAddress& address)
{
    // A dual-stack listener sees IPv4 peers as ::ffff:a.b.c.d
    bool isIPv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIPv4);
    return (isIPv4 ? QHostAddress(ipv4) : address).toString().toStdString();
}

} // namespace

Peer identityOf(const QSslSocket& socket)
{
    Peer peer;
    peer.address = textOf(socket.peerAddress());
    const QSslCertificate certificate = socket.peerCertificate();
    if (!socket.isEncrypted() || certificate.isNull() || !socket.sslHandshakeErrors().isEmpty())
        return peer;
    const auto info = pki::parseCertificate(certificate.toPem().toStdString());
    if (!info)
        return peer;
    peer.nodeId = info->subject.nodeId;
    peer.role = info->subject.role;
    peer.clusterId = info->subject.clusterId;
    return peer;
}

} // namespace skep::rpc

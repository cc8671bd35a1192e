#pragma once

// A swarm's authority and nodes for tests of the RPC room: one process, real TLS over the loopback.

#include "daemon/rpc/connection.h"
#include "daemon/rpc/frame.h"
#include "daemon/rpc/server.h"
#include "shared/pki/authority.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <qcoro/qcorotask.h>

namespace skep::rpc::test {

using namespace std::chrono_literals;

inline const std::string Loopback = "127.0.0.1";
// Generous: the machine that runs the tests may be busy.
inline constexpr auto Patience = 20s;

// A swarm's authority, and the certificates it gives out.
struct Swarm {
    pki::RootCa root = *pki::createRootCa(systemNow());

    [[nodiscard]] TlsIdentity identity(std::string node, pki::Role role, Timestamp now = systemNow()) const
    {
        auto keyPem = *pki::generateKeyPem();
        auto certificatePem
            = *pki::issueCertificate(root, *pki::createCsrPem(keyPem), {std::move(node), role, "cluster1"}, 1h, now);
        return {std::move(certificatePem), std::move(keyPem), root.certificatePem};
    }
    [[nodiscard]] ClientTls as(std::string node, pki::Role role) const
    {
        return {.identity = identity(std::move(node), role)};
    }
    [[nodiscard]] ClientTls anonymous() const { return {.rootsPem = root.certificatePem}; }
};

template <class T>
T wait(async::Task<T> task)
{
    return QCoro::waitFor(std::move(task));
}

inline Result<std::shared_ptr<Connection>> dial(const Server& server, ClientTls tls, Limits limits = {})
{
    return wait(Connection::dial(Loopback, server.port(), std::move(tls), Patience, {}, limits));
}

inline Result<Bytes> call(const std::shared_ptr<Connection>& connection, Method method, Bytes payload = {})
{
    return wait(connection->call(method, std::move(payload), Patience));
}

inline Server::UnaryHandler echo()
{
    struct Echo {
        static async::Task<Result<Bytes>> run(Bytes payload) { co_return payload; }
    };
    return [](const Peer&, Bytes payload) { return Echo::run(std::move(payload)); };
}

// Runs until it is stopped, and counts that.
struct Endless {
    int started = 0;
    int stopped = 0;

    [[nodiscard]] Server::UnaryCallHandler unary()
    {
        return [this](const Peer&, const Bytes&, Call call) { return run(call.stop); };
    }
    [[nodiscard]] Server::StreamHandler stream()
    {
        return [this](const Peer&, const Bytes&, std::shared_ptr<ServerStream> stream) {
            return runStream(std::move(stream));
        };
    }

private:
    async::Task<Result<Bytes>> run(async::Stop stop)
    {
        ++started;
        auto slept = co_await async::sleepFor(1h, stop);
        ++stopped;
        co_return Failure(slept.error());
    }
    async::Task<Result<void>> runStream(std::shared_ptr<ServerStream> stream)
    {
        ++started;
        auto slept = co_await async::sleepFor(1h, stream->gone());
        ++stopped;
        co_return slept;
    }
};

inline ErrorCode errorCode(const Frame& frame) { return errorOf(frame).code; }

// A client that says whatever a test wants, frame or not.
class RawClient {
public:
    explicit RawClient(const Server& server, std::optional<TlsIdentity> identity = {},
        QSsl::SslProtocol protocol = QSsl::TlsV1_3OrLater)
    {
        ClientTls tls{.identity = std::move(identity), .insecureForRoot = false};
        auto configuration = QSslConfiguration();
        if (tls.identity)
            configuration = *clientConfiguration(tls);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setProtocol(protocol);
        m_socket.setSslConfiguration(configuration);
        QObject::connect(&m_socket, &QSslSocket::readyRead, &m_socket, [this] {
            m_reader.append(m_socket.readAll().toStdString());
            for (auto frame = m_reader.next(); frame && *frame; frame = m_reader.next())
                if ((*frame)->kind == FrameKind::Ping)
                    ++pings;
                else
                    received.push_back(std::move(**frame));
        });
        QObject::connect(&m_socket, &QSslSocket::encrypted, &m_socket, [this] { m_encrypted = true; });
        m_socket.connectToHostEncrypted(QString::fromStdString(Loopback), server.port());
    }

    void send(const Bytes& octets)
    {
        m_socket.write(octets.data(), qint64(octets.size()));
        m_socket.flush();
    }
    void send(const Frame& frame)
    {
        Bytes octets;
        appendFrame(octets, frame);
        send(octets);
    }
    void abort() { m_socket.abort(); }
    // Whether the handshake has succeeded, whatever came later.
    [[nodiscard]] bool encrypted() const { return m_encrypted; }
    [[nodiscard]] bool gone() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    std::vector<Frame> received;
    int pings = 0;

private:
    QSslSocket m_socket;
    bool m_encrypted = false;
    FrameReader m_reader{64 << 20};
};

} // namespace skep::rpc::test

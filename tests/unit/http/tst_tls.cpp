#include "tests/unit/http/certificates.h"
#include "tests/unit/http/support.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>

using namespace skep;
using namespace skep::http;
using namespace skep::http::test;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = std::chrono::seconds(10);

int connectTcp(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? fd : -1;
}

// A blocking TLS client that is not Qt's.
class RawTls {
public:
    RawTls(std::uint16_t port, const std::string& certificate, const std::string& key)
        : m_context(SSL_CTX_new(TLS_client_method())), m_ssl(SSL_new(m_context)), m_fd(connectTcp(port))
    {
        SSL_use_certificate_file(m_ssl, certificate.c_str(), SSL_FILETYPE_PEM);
        SSL_use_PrivateKey_file(m_ssl, key.c_str(), SSL_FILETYPE_PEM);
        SSL_set_fd(m_ssl, m_fd);
        SSL_connect(m_ssl);
    }
    ~RawTls()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
        ::close(m_fd);
    }
    RawTls(const RawTls&) = delete;
    RawTls& operator=(const RawTls&) = delete;
    void send(const std::string& data) { SSL_write(m_ssl, data.data(), int(data.size())); }
    // close_notify only, as Go's CloseWrite does.
    void finishWriting() { SSL_shutdown(m_ssl); }
    std::string receiveAll()
    {
        std::string all;
        char data[4096];
        for (int count = SSL_read(m_ssl, data, sizeof data); count > 0; count = SSL_read(m_ssl, data, sizeof data))
            all.append(data, std::size_t(count));
        return all;
    }
    std::string receiveUntil(const std::string& mark)
    {
        std::string all;
        char byte = 0;
        while (all.find(mark) == std::string::npos && SSL_read(m_ssl, &byte, 1) == 1)
            all += byte;
        return all;
    }

private:
    SSL_CTX* m_context;
    SSL* m_ssl;
    int m_fd;
};

} // namespace

class TlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mutualTlsIsDemanded_data();
    void mutualTlsIsDemanded();
    void aKnownClientIsServedByName();
    void otherClientsAreRefused_data();
    void otherClientsAreRefused();
    void theServerIsVerified_data();
    void theServerIsVerified();
    void largeBodiesPassBothWays();
    void aSlowReaderHoldsTheWriter();
    void silentConnectionsDoNotStallOthers();
    void silentConnectionsAreClosed();
    void aNewCertificateServesNewConnections();
    void aGoneClientIsNoticed();
    void upgradedConnectionsPassThrough();
    void aClientThatIsDoneSendingStillGetsTheRest();

private:
    [[nodiscard]] std::unique_ptr<Server> makeServer(Server::Handler handler, Limits limits = {}) const
    {
        auto server = std::make_unique<Server>(limits);
        server->setHandler(std::move(handler));
        const auto result = server->listenTcp("127.0.0.1", 0, m_certificates.configuration(m_root, m_server));
        return result ? std::move(server) : nullptr;
    }
    [[nodiscard]] Endpoint endpoint(const Server& server) const
    {
        return Endpoint::tcp("127.0.0.1", server.tcpPort(), m_certificates.configuration(m_root, m_client));
    }

    Certificates m_certificates;
    const QString m_root = QStringLiteral("root");
    const QString m_foreignRoot = QStringLiteral("foreignroot");
    const QString m_server = QStringLiteral("server");
    const QString m_client = QStringLiteral("client");
    const QString m_foreign = QStringLiteral("foreign");
};

void TlsTest::initTestCase()
{
    QVERIFY(m_certificates.makeRoot(m_root));
    QVERIFY(m_certificates.makeRoot(m_foreignRoot));
    QVERIFY(m_certificates.makeLeaf(m_server, m_root));
    QVERIFY(m_certificates.makeLeaf(m_client, m_root));
    QVERIFY(m_certificates.makeLeaf(m_foreign, m_foreignRoot));
}

void TlsTest::mutualTlsIsDemanded_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("leaf");
    QTest::addColumn<QByteArray>("missing");
    QTest::newRow("no certificate") << m_root << QString() << QByteArray("certificate");
    QTest::newRow("no CA") << QString() << m_server << QByteArray("CA certificate");
    QTest::newRow("nothing") << QString() << QString() << QByteArray("certificate");
}

void TlsTest::mutualTlsIsDemanded()
{
    QFETCH(QString, root);
    QFETCH(QString, leaf);
    QFETCH(QByteArray, missing);
    Server server;

    const auto result = server.listenTcp("127.0.0.1", 0, m_certificates.configuration(root, leaf));
    const auto noAddress = server.listenTcp("localhost", 0, m_certificates.configuration(m_root, m_server));

    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
    QVERIFY(result.error().message.find("no " + missing.toStdString()) != std::string::npos);
    QCOMPARE(noAddress.error().code, ErrorCode::InvalidArgument);
}

void TlsTest::aKnownClientIsServedByName()
{
    const auto server = makeServer([](std::shared_ptr<Exchange> exchange) {
        const Peer& peer = exchange->peer();
        exchange->respond(text((peer.local ? "local " : "remote ") + peer.commonName + " " + peer.address));
    });
    QVERIFY(server);
    Client client(endpoint(*server));

    for (int i = 0; i < 10; ++i) {
        const auto answer = await(client.request(get("/"), Patience));
        QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
        QCOMPARE(answer->body, std::string("remote client 127.0.0.1"));
    }

    QCOMPARE(server->connections(), std::size_t(1));
}

void TlsTest::otherClientsAreRefused_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<QString>("leaf");
    QTest::newRow("no certificate") << true << QString();
    QTest::newRow("of another CA") << true << m_foreign;
    QTest::newRow("no TLS") << false << QString();
}

void TlsTest::otherClientsAreRefused()
{
    QFETCH(bool, encrypted);
    QFETCH(QString, leaf);
    bool reached = false;
    const auto server = makeServer([&](std::shared_ptr<Exchange>) { reached = true; });
    QVERIFY(server);
    std::optional<QSslConfiguration> tls;
    if (encrypted)
        tls = m_certificates.configuration(m_root, leaf);
    Client client(Endpoint::tcp("127.0.0.1", server->tcpPort(), tls));

    const auto answer = await(client.request(get("/"), Patience));

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QVERIFY(!reached);
    QCOMPARE(server->connections(), std::size_t(0));
}

void TlsTest::theServerIsVerified_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("host");
    QTest::newRow("of another CA") << m_foreignRoot << QStringLiteral("127.0.0.1");
    QTest::newRow("of another name") << m_root << QStringLiteral("localhost");
}

void TlsTest::theServerIsVerified()
{
    QFETCH(QString, root);
    QFETCH(QString, host);
    bool reached = false;
    const auto server = makeServer([&](std::shared_ptr<Exchange>) { reached = true; });
    QVERIFY(server);
    Client client(Endpoint::tcp(host.toStdString(), server->tcpPort(), m_certificates.configuration(root, m_client)));

    const auto answer = await(client.request(get("/"), Patience));

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QVERIFY2(answer.error().message.starts_with("cannot connect to tcp://" + host.toStdString()),
             answer.error().message.c_str());
    QVERIFY(!reached);
}

void TlsTest::largeBodiesPassBothWays()
{
    const auto echo = [](std::shared_ptr<Exchange> exchange) -> async::Task<void> {
        auto body = co_await exchange->body(std::size_t(64) << 20);
        if (body)
            exchange->respond(text(std::move(*body)));
    };
    const auto server = makeServer(
        [&](std::shared_ptr<Exchange> exchange) { [[maybe_unused]] const auto running = echo(std::move(exchange)); });
    QVERIFY(server);
    Client client(endpoint(*server));
    std::string large;
    for (int i = 0; large.size() < 5'000'000; ++i)
        large += std::to_string(i);

    const auto answer = await(client.request(post("/", large), Patience));

    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    QVERIFY(answer->body == large);
}

void TlsTest::aSlowReaderHoldsTheWriter()
{
    std::shared_ptr<Exchange> held;
    std::size_t written = 0;
    const auto server = makeServer([&](std::shared_ptr<Exchange> exchange) { held = std::move(exchange); });
    QVERIFY(server);
    Client client(endpoint(*server));
    auto opening = client.stream(get("/"), Patience);
    QVERIFY(spinUntil([&] { return held != nullptr; }));
    QVERIFY(held->beginStream(200, {}));
    const auto stream = await(std::move(opening));
    QVERIFY(stream);
    const auto write = [](std::shared_ptr<Exchange> exchange, std::size_t* count) -> async::Task<void> {
        for (; *count < 300; ++*count) {
            const auto result = co_await exchange->write(Bytes(64 * 1024, 'x'));
            if (!result)
                co_return;
        }
        exchange->end();
    };

    const auto writer = write(held, &written);
    for (std::size_t before = 1, quiet = 0; quiet < 50; quiet = before == written ? quiet + 1 : 0) {
        before = written;
        QTest::qWait(1);
    }
    const std::size_t unread = written;
    std::size_t total = 0;
    for (auto piece = await((*stream)->next({})); piece && *piece; piece = await((*stream)->next({})))
        total += (*piece)->size();

    QVERIFY2(unread < 200, std::to_string(unread).c_str());
    QCOMPARE(total, std::size_t(300 * 64 * 1024));
}

void TlsTest::silentConnectionsDoNotStallOthers()
{
    const auto server = makeServer([](std::shared_ptr<Exchange> exchange) { exchange->respond(text("fine")); },
                                   Limits{.handshakesPerAddress = 8});
    QVERIFY(server);
    std::vector<RawSocket> silent;
    for (int i = 0; i < 7; ++i)
        silent.emplace_back(connectTcp(server->tcpPort()));
    Client client(endpoint(*server));

    const auto answer = await(client.request(get("/"), Patience));
    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    silent.emplace_back(connectTcp(server->tcpPort()));
    RawSocket crowded(connectTcp(server->tcpPort()));

    QCOMPARE(beside([&] { return crowded.receiveAll(); }), std::string()); // closed at once
    QVERIFY(await(client.request(get("/"), Patience)));
}

void TlsTest::silentConnectionsAreClosed()
{
    const auto server = makeServer([](std::shared_ptr<Exchange>) {}, Limits{.handshakeTimeout = 50ms});
    QVERIFY(server);
    RawSocket silent(connectTcp(server->tcpPort()));

    QCOMPARE(beside([&] { return silent.receiveAll(); }), std::string());
}

void TlsTest::aNewCertificateServesNewConnections()
{
    const auto server = makeServer([](std::shared_ptr<Exchange> exchange) { exchange->respond(text("fine")); });
    QVERIFY(server);
    Client old(endpoint(*server));
    QVERIFY(await(old.request(get("/"), Patience)));

    QVERIFY(!server->setTls(QSslConfiguration()));
    QVERIFY(server->setTls(m_certificates.configuration(m_foreignRoot, m_foreign)));

    Client fresh(Endpoint::tcp("127.0.0.1", server->tcpPort(), m_certificates.configuration(m_foreignRoot, m_foreign)));
    Client late(endpoint(*server));
    QVERIFY(await(old.request(get("/"), Patience)));
    QVERIFY(await(fresh.request(get("/"), Patience)));
    QVERIFY(!await(late.request(get("/"), Patience)));
}

void TlsTest::aGoneClientIsNoticed()
{
    std::shared_ptr<Exchange> held;
    const auto server = makeServer([&](std::shared_ptr<Exchange> exchange) { held = std::move(exchange); });
    QVERIFY(server);
    auto client = std::make_unique<Client>(endpoint(*server));
    auto running = client->request(get("/"), Patience);
    QVERIFY(spinUntil([&] { return held != nullptr; }));

    client.reset();

    QVERIFY(spinUntil([&] { return held->gone().requested(); }));
    QVERIFY(!await(std::move(running)));
}

void TlsTest::upgradedConnectionsPassThrough()
{
    const Sockets sockets;
    const RawServer engine(sockets.path(), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello ");
        socket.send("you said " + socket.receiveUntil("\n"));
    });
    const auto server = makeServer([&](std::shared_ptr<Exchange> exchange) {
        exchange->passThrough(sockets.path(), [](Error) {});
    });
    QVERIFY(server);

    const std::string all = beside([&] {
        RawTls client(server->tcpPort(), m_certificates.path(m_client, "pem").toStdString(),
                      m_certificates.path(m_client, "key").toStdString());
        client.send("POST /exec HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n");
        client.receiveUntil("hello ");
        client.send("this\n");
        return client.receiveAll();
    });

    QCOMPARE(all, std::string("you said this\n"));
}

void TlsTest::aClientThatIsDoneSendingStillGetsTheRest()
{
    const Sockets sockets;
    const RawServer engine(sockets.path(), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
        socket.send("all: " + socket.receiveAll());
    });
    const auto server = makeServer([&](std::shared_ptr<Exchange> exchange) {
        exchange->passThrough(sockets.path(), [](Error) {});
    });
    QVERIFY(server);

    const std::string all = beside([&] {
        RawTls client(server->tcpPort(), m_certificates.path(m_client, "pem").toStdString(),
                      m_certificates.path(m_client, "key").toStdString());
        client.send("POST /exec HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n");
        client.receiveUntil("\r\n\r\n");
        client.send("input");
        client.finishWriting();
        return client.receiveAll();
    });

    QCOMPARE(all, std::string("all: input"));
}

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"

#include "tests/unit/http/support.h"

using namespace skep;
using namespace skep::http;
using namespace skep::http::test;
using namespace std::chrono_literals;

namespace {

const std::string Upgrade = "Connection: Upgrade\r\nUpgrade: tcp\r\n";

} // namespace

class RelayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestAndAnswerPassUnchanged();
    void aConnectionMixesOwnAndPassedRequests();
    void bodiesPassSizedAndChunked();
    void bodiesAreStreamedNotBuffered();
    void aBodyThatWasReadIsSentAnew();
    void aBodyThatWasReadCannotBePassed();
    void interimAnswersPass();
    void answersWithoutBodyEndAtTheirHead();
    void anAnswerUntilCloseClosesTheClient();
    void anEarlyAnswerEndsTheRequest();
    void upgradesBecomeAPipeWithHalfCloses_data();
    void upgradesBecomeAPipeWithHalfCloses();
    void theEngineMayCloseItsHalfFirst();
    void aRefusedUpgradeIsAnOrdinaryAnswer();
    void bothDirectionsHoldTheFasterSide();
    void aMissingEngineIsReported();
    void anEngineThatDiesBeforeAnsweringIs502();
    void anEngineThatDiesWhileAnsweringIsVisible();
    void aMalformedAnswerIs502();
    void aMalformedBodyIsRefused();
    void aVanishedClientIsPassedOn_data();
    void aVanishedClientIsPassedOn();
    void aRealServerServesThroughIt();

private:
    // A server that passes everything to the engine but what is under /own.
    void startServer()
    {
        m_server = std::make_unique<Server>();
        m_server->setHandler([this](std::shared_ptr<Exchange> exchange) {
            if (exchange->head().path.starts_with("/own")) {
                exchange->respond(text("own"));
                return;
            }
            exchange->passThrough(m_sockets.path("engine"), [exchange](const Error& error) {
                exchange->respond(errorResponse(503, error.message));
            });
        });
        QVERIFY(m_server->listenUnix(m_sockets.path("server")));
    }
    [[nodiscard]] RawSocket connect() const { return RawSocket(m_sockets.path("server")); }
    [[nodiscard]] std::unique_ptr<RawServer> engine(std::function<void(RawSocket&)> serve) const
    {
        QFile::remove(QString::fromStdString(m_sockets.path("engine")));
        return std::make_unique<RawServer>(m_sockets.path("engine"), std::move(serve));
    }

    const Sockets m_sockets;
    std::unique_ptr<Server> m_server;

private Q_SLOTS:
    void init() { startServer(); }
    void cleanup()
    {
        m_server.reset();
        QFile::remove(QString::fromStdString(m_sockets.path("engine")));
    }
};

void RelayTest::requestAndAnswerPassUnchanged()
{
    const std::string request = "POST /v1.41/containers/a%2Fb?x=%20 HTTP/1.1\r\nHost: docker\r\nX-Odd-CASE: 1\r\nx-odd-case: 2\r\n"
                                "Content-Length: 5\r\n\r\nhello";
    const std::string answer = "HTTP/1.1 418 I am a teapot\r\nApi-Version: 1.41\r\nContent-Length: 4\r\nX: y\r\n\r\nbody";
    std::string seen;
    const auto engine = this->engine([&](RawSocket& socket) {
        seen = socket.receive(request.size());
        socket.send(answer);
    });

    const std::string got = beside([&] {
        auto client = connect();
        client.send(request);
        return client.receive(answer.size());
    });

    QCOMPARE(seen, request);
    QCOMPARE(got, answer);
}

void RelayTest::aConnectionMixesOwnAndPassedRequests()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        const std::string head = socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nengine\r\n0\r\n\r\n");
    });

    const auto answers = beside([&] {
        auto client = connect();
        std::string all;
        for (int i = 0; i < 20; ++i) {
            client.send("GET /own HTTP/1.1\r\n\r\n");
            all += client.receiveAnswer().ends_with("own") ? 'o' : '?';
            client.send("GET /engine HTTP/1.1\r\n\r\n");
            all += client.receiveUntil("0\r\n\r\n").find("engine") != std::string::npos ? 'e' : '?';
        }
        // And all at once.
        client.send("GET /engine HTTP/1.1\r\n\r\nGET /own HTTP/1.1\r\n\r\nGET /engine HTTP/1.1\r\nConnection: close\r\n\r\n");
        all += client.receiveUntil("0\r\n\r\n").find("engine") != std::string::npos ? 'e' : '?';
        all += client.receiveAnswer().ends_with("own") ? 'o' : '?';
        all += client.receiveAll().find("engine") != std::string::npos ? 'e' : '?';
        return all;
    });

    QCOMPARE(answers, QByteArray("oe").repeated(20).toStdString() + "eoe");
}

void RelayTest::bodiesPassSizedAndChunked()
{
    const std::string chunks = "5;x=y\r\nhello\r\n1\r\n \r\n0\r\nTrailer: t\r\n\r\n";
    std::string chunked;
    std::string sized;
    const auto engine = this->engine([&](RawSocket& socket) {
        if (socket.receiveUntil("\r\n\r\n").find("chunked") != std::string::npos)
            chunked = socket.receive(chunks.size());
        else
            sized = socket.receive(1'000'000);
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });

    const bool right = beside([&] {
        auto client = connect();
        client.send("PUT /1 HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + std::string(1'000'000, 'z'));
        bool fine = client.receiveAnswer().ends_with("ok");
        client.send("PUT /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (const char byte : chunks)
            client.send(std::string(1, byte));
        fine &= client.receiveAnswer().ends_with("ok");
        client.send("GET /own HTTP/1.1\r\n\r\n");
        return fine && client.receiveAnswer().ends_with("own");
    });

    QVERIFY(right);
    QVERIFY(sized == std::string(1'000'000, 'z'));
    QCOMPARE(chunked, chunks);
}

void RelayTest::bodiesAreStreamedNotBuffered()
{
    // A conversation within one request: only possible when pieces are passed on as they come.
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 5; ++i) {
            const std::string piece = socket.receiveUntil("ping\r\n");
            socket.send(piece.ends_with("ping\r\n") ? "4\r\npong\r\n" : "1\r\n?\r\n");
        }
        socket.receiveUntil("0\r\n\r\n");
        socket.send("0\r\n\r\n");
    });

    const std::string all = beside([&] {
        auto client = connect();
        client.send("POST /session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        std::string got;
        client.receiveUntil("\r\n\r\n");
        for (int i = 0; i < 5; ++i) {
            client.send("4\r\nping\r\n");
            got += client.receiveUntil("\r\npong\r\n");
        }
        client.send("0\r\n\r\n");
        return got + client.receiveUntil("0\r\n\r\n");
    });

    QCOMPARE(all, QByteArray("4\r\npong\r\n").repeated(5).toStdString() + "0\r\n\r\n");
}

void RelayTest::aBodyThatWasReadIsSentAnew()
{
    std::string seen;
    const auto engine = this->engine([&](RawSocket& socket) {
        seen = socket.receiveUntil("\r\n\r\n") + socket.receive(5);
        socket.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
    });
    const auto inspect = [](std::shared_ptr<Exchange> exchange, std::string path) -> async::Task<void> {
        auto body = co_await exchange->body(100);
        if (body)
            exchange->passThrough(std::move(path), [](Error) {}, std::move(*body));
    };
    m_server->setHandler([&](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = inspect(std::move(exchange), m_sockets.path("engine"));
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("POST /networks/create HTTP/1.1\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        return client.receiveAnswer();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 201 Created\r\n"));
    QVERIFY(seen.ends_with("\r\n\r\nhello"));
    QVERIFY(seen.find("X: y\r\nContent-Length: 5\r\n") != std::string::npos);
    QVERIFY(seen.find("chunked") == std::string::npos);
}

void RelayTest::aBodyThatWasReadCannotBePassed()
{
    const auto inspect = [](std::shared_ptr<Exchange> exchange) -> async::Task<void> {
        const auto body = co_await exchange->body(100);
        exchange->passThrough("/nowhere", [exchange](const Error& error) { exchange->respond(errorResponse(500, error.message)); });
    };
    m_server->setHandler([&](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = inspect(std::move(exchange));
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx");
        return client.receiveAnswer();
    });

    QVERIFY(answer.ends_with("{\"message\":\"the body was read before the request was passed on\"}\n"));
}

void RelayTest::interimAnswersPass()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 100 Continue\r\n\r\n");
        const std::string body = socket.receive(2);
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + body);
    });

    const auto [interim, final] = beside([&] {
        auto client = connect();
        client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        const std::string first = client.receiveUntil("\r\n\r\n");
        client.send("ab");
        return std::pair(first, client.receiveAnswer());
    });

    QCOMPARE(interim, std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(final.ends_with("\r\n\r\nab"));
}

void RelayTest::answersWithoutBodyEndAtTheirHead()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        const std::string head = socket.receiveUntil("\r\n\r\n");
        socket.send(head.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
                                             : "HTTP/1.1 304 Not Modified\r\n\r\n");
        socket.receiveAll(); // keeps its side open
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("HEAD /_ping HTTP/1.1\r\n\r\n");
        const std::string head = client.receiveUntil("\r\n\r\n");
        client.send("GET /x HTTP/1.1\r\n\r\n");
        client.receiveUntil("\r\n\r\n");
        client.send("GET /own HTTP/1.1\r\n\r\n");
        return head + client.receiveAnswer();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nHTTP/1.1 200"));
    QVERIFY(answer.ends_with("own"));
}

void RelayTest::anAnswerUntilCloseClosesTheClient()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.0 200 OK\r\n\r\nall of it");
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.ends_with("\r\n\r\nall of it"));
}

void RelayTest::anEarlyAnswerEndsTheRequest()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad");
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("POST /images/load HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n");
        for (int i = 0; i < 100; ++i)
            client.send(std::string(10'000, 'x'));
        return client.receiveAll();
    });

    QVERIFY2(answer.ends_with("\r\n\r\nbad"), answer.c_str());
}

void RelayTest::upgradesBecomeAPipeWithHalfCloses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("101") << QByteArray("POST /exec/1/start HTTP/1.1\r\n") + QByteArray::fromStdString(Upgrade)
                                + "Content-Length: 2\r\n\r\n{}"
                         << QByteArray("HTTP/1.1 101 UPGRADED\r\n") + QByteArray::fromStdString(Upgrade) + "\r\n";
    QTest::newRow("hijacked 200") << QByteArray("POST /containers/1/attach HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")
                                  << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n");
}

void RelayTest::upgradesBecomeAPipeWithHalfCloses()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, answer);
    // Echoes as it comes, then, after the client's end, says how much there was.
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("{}");
        socket.send(answer.toStdString() + "early"); // bytes behind the head belong to the pipe
        const std::string first = socket.receiveUntil("\n");
        socket.send(first);
        const std::string rest = socket.receiveAll();
        socket.send("then " + std::to_string(rest.size()) + " more");
    });

    const auto [head, echo, rest] = beside([&] {
        auto client = connect();
        client.send(request.toStdString());
        const std::string begin = client.receiveUntil("early");
        client.send(std::string("GET / HTTP/1.1\0\xff not http any more\n", 35));
        const std::string middle = client.receiveUntil("\n");
        client.send(std::string(300'000, 'x'));
        client.finishWriting();
        return std::tuple(begin, middle, client.receiveAll());
    });

    QCOMPARE(head, answer.toStdString() + "early");
    QCOMPARE(echo, std::string("GET / HTTP/1.1\0\xff not http any more\n", 35));
    QCOMPARE(rest, std::string("then 300000 more"));
    QVERIFY(spinUntil([&] { return m_server->connections() == 0; }));
}

void RelayTest::theEngineMayCloseItsHalfFirst()
{
    std::string seen;
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 101 UPGRADED\r\n" + Upgrade + "\r\nall I have to say");
        socket.finishWriting();
        seen = socket.receiveAll();
    });

    const std::string said = beside([&] {
        auto client = connect();
        client.send("POST /attach HTTP/1.1\r\n" + Upgrade + "\r\n");
        client.receiveUntil("\r\n\r\n");
        const std::string all = client.receiveAll(); // its end comes first
        client.send("and I answer");
        return all;
    });

    QCOMPARE(said, std::string("all I have to say"));
    QVERIFY(spinUntil([&] { return m_server->connections() == 0; }));
    m_server->close();
    QVERIFY(spinUntil([&] { return seen == "and I answer"; }));
}

void RelayTest::aRefusedUpgradeIsAnOrdinaryAnswer()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone");
    });

    const std::string answers = beside([&] {
        auto client = connect();
        client.send("POST /exec/x/start HTTP/1.1\r\n" + Upgrade + "\r\n");
        const std::string first = client.receiveAnswer();
        client.send("GET /own HTTP/1.1\r\n\r\n");
        return first + client.receiveAnswer();
    });

    QVERIFY(answers.find("none") != std::string::npos);
    QVERIFY(answers.ends_with("own"));
}

void RelayTest::bothDirectionsHoldTheFasterSide()
{
    constexpr std::size_t Much = 8'000'000;
    std::atomic<std::size_t> up{0};
    std::atomic<std::size_t> down{0};
    std::atomic<std::size_t> received{0};
    std::atomic<bool> go{false};
    // Neither side reads until told to.
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 101 UPGRADED\r\n" + Upgrade + "\r\n");
        std::thread sender([&] {
            for (std::size_t i = 0; i < Much; i += 10'000, down += 10'000)
                socket.send(std::string(10'000, 'd'));
            socket.finishWriting();
        });
        go.wait(false);
        received = socket.receiveAll().size();
        sender.join();
    });
    RawSocket client = connect();
    client.send("POST /attach HTTP/1.1\r\n" + Upgrade + "\r\n");
    beside([&] { return client.receiveUntil("\r\n\r\n"); });
    std::thread sender([&] {
        for (std::size_t i = 0; i < Much; i += 10'000, up += 10'000)
            client.send(std::string(10'000, 'u'));
        client.finishWriting();
    });

    for (std::size_t before = 1, quiet = 0; quiet < 100; quiet = before == up + down ? quiet + 1 : 0) {
        before = up + down;
        QTest::qWait(1);
    }
    const std::size_t heldUp = up;
    const std::size_t heldDown = down;
    go = true;
    go.notify_all();
    const std::string all = beside([&] { return client.receiveAll(); });
    beside([&] { sender.join(); });

    QVERIFY2(heldUp < 3'000'000, std::to_string(heldUp).c_str());
    QVERIFY2(heldDown < 3'000'000, std::to_string(heldDown).c_str());
    QCOMPARE(all.size(), Much);
    QVERIFY2(spinUntil([&] { return received == Much; }), std::to_string(received).c_str());
}

void RelayTest::aMissingEngineIsReported()
{
    const auto [first, second] = beside([&] {
        auto client = connect();
        client.send("POST /containers/create HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
        const std::string error = client.receiveAnswer();
        client.send("GET /own HTTP/1.1\r\n\r\n");
        return std::pair(error, client.receiveAnswer());
    });

    QVERIFY(first.starts_with("HTTP/1.1 503 "));
    QVERIFY(first.find("cannot connect to unix://" + m_sockets.path("engine") + ": No such file or directory") != std::string::npos);
    QVERIFY(second.ends_with("own"));
}

void RelayTest::anEngineThatDiesBeforeAnsweringIs502()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nContent-Le");
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY2(answer.starts_with("HTTP/1.1 502 "), answer.c_str());
}

void RelayTest::anEngineThatDiesWhileAnsweringIsVisible()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.ends_with("abc\r\n"));
}

void RelayTest::aMalformedAnswerIs502()
{
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("who are you\r\n\r\n");
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 502 "));
}

void RelayTest::aMalformedBodyIsRefused()
{
    std::promise<std::string> seen;
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        seen.set_value(socket.receiveAll());
    });

    const std::string answer = beside([&] {
        auto client = connect();
        client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nxyz\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 400 "));
    QVERIFY(beside([&] { return seen.get_future().get(); }).find("xyz") == std::string::npos);
}

void RelayTest::aVanishedClientIsPassedOn_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("before the answer") << QByteArray();
    QTest::newRow("in a stream") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
    QTest::newRow("in a pipe") << QByteArray("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
}

void RelayTest::aVanishedClientIsPassedOn()
{
    QFETCH(QByteArray, answer);
    std::atomic<bool> asked{false};
    std::atomic<bool> ended{false};
    const auto engine = this->engine([&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send(answer.toStdString());
        asked = true;
        socket.receiveAll();
        ended = true;
    });
    auto client = connect();
    client.send("GET /events HTTP/1.1\r\n\r\n");
    QVERIFY(spinUntil([&] { return asked.load(); }));

    client.close();

    QVERIFY(spinUntil([&] { return ended.load(); }));
    QVERIFY(spinUntil([&] { return m_server->connections() == 0; }));
}

void RelayTest::aRealServerServesThroughIt()
{
    Server engine;
    const auto echo = [](std::shared_ptr<Exchange> exchange) -> async::Task<void> {
        auto body = co_await exchange->body(1 << 20);
        if (body)
            exchange->respond(text("engine " + *body));
    };
    engine.setHandler([&](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = echo(std::move(exchange));
    });
    QVERIFY(engine.listenUnix(m_sockets.path("engine")));
    Client client(Endpoint::unixSocket(m_sockets.path("server")));

    for (int i = 0; i < 100; ++i) {
        const auto answer = await(client.request(post(i % 3 == 0 ? "/own" : "/x", std::to_string(i)), 10s));
        QVERIFY(answer);
        QCOMPARE(answer->body, i % 3 == 0 ? std::string("own") : "engine " + std::to_string(i));
    }

    QCOMPARE(m_server->connections(), std::size_t(1));
}

QTEST_GUILESS_MAIN(RelayTest)
#include "tst_relay.moc"

#include "tests/unit/http/support.h"

#include <QProcess>
#include <QTemporaryFile>

#include <sys/stat.h>

using namespace skep;
using namespace skep::http;
using namespace skep::http::test;

namespace {

// Keeps exchanges for the test to answer.
struct Held {
    std::vector<std::shared_ptr<Exchange>> exchanges;

    Server::Handler handler()
    {
        return [this](std::shared_ptr<Exchange> exchange) { exchanges.push_back(std::move(exchange)); };
    }
};

async::Task<void> echo(std::shared_ptr<Exchange> exchange)
{
    auto body = co_await exchange->body(1024 * 1024);
    if (body)
        exchange->respond(text(exchange->head().method + " " + exchange->head().target + " " + *body));
}

void answerByEcho(std::shared_ptr<Exchange> exchange)
{
    [[maybe_unused]] const auto running = echo(std::move(exchange));
}

async::Task<void> writeMany(std::shared_ptr<Exchange> exchange, std::size_t pieces, std::size_t* written)
{
    for (std::size_t i = 0; i < pieces; ++i) {
        const auto result = co_await exchange->write(Bytes(64 * 1024, 'x'));
        if (!result)
            co_return;
        ++*written;
    }
    exchange->end();
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWithLengthAndDate();
    void headAnd204HaveNoBody();
    void aConnectionServesManyRequests();
    void pipelinedRequestsAreAnsweredOneAfterAnother();
    void version10ClosesUnlessAskedNotTo();
    void aBodyComesSizedOrChunked();
    void aTooLargeBodyIsRefused_data();
    void aTooLargeBodyIsRefused();
    void continueIsSentOnlyWhenTheBodyIsWanted();
    void anUnreadBodyDoesNotBecomeTheNextRequest();
    void streamsLeaveInChunks();
    void streamsOfVersion10LastUntilClose();
    void aSlowReaderHoldsTheWriter();
    void aGoneClientIsNoticed();
    void aHalfClosedClientStillGetsItsAnswer();
    void aDroppedExchangeIsAnswered();
    void aDroppedStreamIsCutOff();
    void answeringTwiceHasNoEffect();
    void commonHeadersAreEverywhere();
    void theSocketFileHasItsMode();
    void aLivingSocketIsNotStolen();
    void aStaleSocketIsReplaced();
    void otherFilesAreNotReplaced();
    void closingRemovesTheSocketAndDropsClients();
    void curlIsServed();
};

void ServerTest::answersWithLengthAndDate()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        QVERIFY(exchange->peer().local);
        QCOMPARE(exchange->head().path, std::string("/a b"));
        QCOMPARE(exchange->head().query.get("x"), std::optional<std::string>("1"));
        exchange->respond(text("hello", 201));
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET /a%20b?x=1 HTTP/1.1\r\nHost: x\r\n\r\n");
        return client.receiveAnswer();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 201 Created\r\n"));
    QVERIFY(answer.find("Content-Length: 5\r\n") != std::string::npos);
    QVERIFY(answer.find("\r\nDate: ") != std::string::npos);
    QVERIFY(answer.find("Connection:") == std::string::npos);
    QVERIFY(answer.ends_with("\r\n\r\nhello"));
}

void ServerTest::headAnd204HaveNoBody()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        exchange->respond(text("OK", exchange->head().method == "HEAD" ? 200 : 204));
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const auto [head, none, rest] = beside([&] {
        RawSocket client(sockets.path());
        client.send("HEAD /_ping HTTP/1.1\r\n\r\n");
        const std::string first = client.receiveUntil("\r\n\r\n");
        client.send("DELETE /x HTTP/1.1\r\nConnection: close\r\n\r\n");
        const std::string second = client.receiveUntil("\r\n\r\n");
        return std::tuple(first, second, client.receiveAll());
    });

    QVERIFY(head.starts_with("HTTP/1.1 200"));
    QVERIFY(head.find("Content-Length: 2\r\n") != std::string::npos);
    QVERIFY(none.starts_with("HTTP/1.1 204"));
    QVERIFY(none.find("Content-Length") == std::string::npos);
    QCOMPARE(rest, std::string());
}

void ServerTest::aConnectionServesManyRequests()
{
    const Sockets sockets;
    Server server;
    server.setHandler(answerByEcho);
    QVERIFY(server.listenUnix(sockets.path()));

    RawSocket client(sockets.path());
    const bool allRight = beside([&] {
        bool right = true;
        for (int i = 0; i < 200; ++i) {
            const std::string number = std::to_string(i);
            client.send("POST /" + number + " HTTP/1.1\r\nContent-Length: " + std::to_string(number.size()) + "\r\n\r\n"
                        + number);
            right &= client.receiveAnswer().ends_with("POST /" + number + " " + number);
        }
        return right;
    });

    QVERIFY(allRight);
    QCOMPARE(server.connections(), std::size_t(1));
}

void ServerTest::pipelinedRequestsAreAnsweredOneAfterAnother()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET /3 HTTP/1.1\r\n\r\n");

    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));
    QCoreApplication::processEvents();
    QCOMPARE(held.exchanges.size(), std::size_t(1));
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(spinUntil([&] { return held.exchanges.size() == i + 1; }));
        held.exchanges[i]->respond(text(held.exchanges[i]->head().target)); // the second one's body goes unread
    }

    QVERIFY(client.receiveAnswer().ends_with("/1"));
    QVERIFY(client.receiveAnswer().ends_with("/2"));
    QVERIFY(client.receiveAnswer().ends_with("/3"));
}

void ServerTest::version10ClosesUnlessAskedNotTo()
{
    const Sockets sockets;
    Server server;
    server.setHandler(answerByEcho);
    QVERIFY(server.listenUnix(sockets.path()));

    const auto [kept, closed, end] = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const std::string first = client.receiveAnswer();
        client.send("GET /2 HTTP/1.0\r\n\r\n");
        const std::string second = client.receiveAnswer();
        return std::tuple(first, second, client.receiveAll());
    });

    QVERIFY(kept.find("Connection: keep-alive\r\n") != std::string::npos);
    QVERIFY(closed.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(closed.ends_with("GET /2 "));
    QCOMPARE(end, std::string());
    QVERIFY(spinUntil([&] { return server.connections() == 0; }));
}

void ServerTest::aBodyComesSizedOrChunked()
{
    const Sockets sockets;
    Server server;
    server.setHandler(answerByEcho);
    QVERIFY(server.listenUnix(sockets.path()));
    const std::string large(700'000, 'y');

    const auto [sized, chunked] = beside([&] {
        RawSocket client(sockets.path());
        client.send("POST /1 HTTP/1.1\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n" + large);
        const std::string first = client.receiveAnswer();
        client.send("POST /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        client.send("2\r\nde\r\n0\r\n\r\n");
        return std::pair(first, client.receiveAnswer());
    });

    QVERIFY(sized.ends_with("POST /1 " + large));
    QVERIFY(chunked.ends_with("POST /2 abcde"));
}

void ServerTest::aTooLargeBodyIsRefused_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("sized") << QByteArray("Content-Length: 1048577\r\n\r\n");
    QTest::newRow("sized, far too large") << QByteArray("Content-Length: 1048577000000\r\n\r\n");
    QTest::newRow("chunked") << "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + QByteArray(0x100001, 'x') + "\r\n0\r\n\r\n";
}

void ServerTest::aTooLargeBodyIsRefused()
{
    QFETCH(QByteArray, head);
    const Sockets sockets;
    Server server;
    server.setHandler(answerByEcho);
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("POST / HTTP/1.1\r\n" + head.toStdString());
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 413 "));
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(answer.ends_with("{\"message\":\"request body is larger than 1048576 bytes\"}\n"));
}

void ServerTest::continueIsSentOnlyWhenTheBodyIsWanted()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        if (exchange->head().path == "/wanted")
            answerByEcho(std::move(exchange));
        else
            exchange->respond(text("no", 403));
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const auto [interim, final, refused] = beside([&] {
        const std::string rest = " HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        RawSocket client(sockets.path());
        client.send("POST /wanted" + rest);
        const std::string first = client.receiveUntil("\r\n\r\n");
        client.send("ab");
        const std::string second = client.receiveAnswer();
        client.send("POST /unwanted" + rest);
        return std::tuple(first, second, client.receiveAll());
    });

    QCOMPARE(interim, std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(final.ends_with("POST /wanted ab"));
    QVERIFY(refused.starts_with("HTTP/1.1 403 "));
    QVERIFY(refused.find("Connection: close\r\n") != std::string::npos);
}

void ServerTest::anUnreadBodyDoesNotBecomeTheNextRequest()
{
    const Sockets sockets;
    Server server;
    int requests = 0;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        ++requests;
        exchange->respond(text("seen"));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    const std::string evil = "GET /evil HTTP/1.1\r\n\r\n";

    const auto [first, second] = beside([&] {
        RawSocket client(sockets.path());
        client.send("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(evil.size()) + "\r\n\r\n");
        const std::string early = client.receiveAnswer();
        client.send(evil);
        client.send("GET /next HTTP/1.1\r\nConnection: close\r\n\r\n");
        return std::pair(early, client.receiveAll());
    });

    QVERIFY(first.ends_with("seen"));
    QVERIFY(second.ends_with("seen"));
    QCOMPARE(requests, 2);
}

void ServerTest::streamsLeaveInChunks()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET /events HTTP/1.1\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));
    const auto exchange = held.exchanges.front();

    QVERIFY(exchange->beginStream(200, {{"Content-Type", "application/json"}}));
    const std::string head = client.receiveUntil("\r\n\r\n"); // there before the first line
    QVERIFY(await(exchange->write("{\"a\":1}\n")));
    const std::string first = beside([&] { return client.receiveUntil("\n\r\n"); });
    QVERIFY(await(exchange->write("")));
    QVERIFY(await(exchange->write("second")));
    exchange->end();
    const std::string rest = beside([&] { return client.receiveUntil("0\r\n\r\n"); });
    client.send("GET /next HTTP/1.1\r\n\r\n");

    QVERIFY(head.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    QCOMPARE(first, std::string("8\r\n{\"a\":1}\n\r\n"));
    QCOMPARE(rest, std::string("6\r\nsecond\r\n0\r\n\r\n"));
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 2; }));
    QVERIFY(!await(exchange->write("late")));
}

void ServerTest::streamsOfVersion10LastUntilClose()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET /events HTTP/1.0\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));

    QVERIFY(held.exchanges.front()->beginStream(200, {}));
    QVERIFY(await(held.exchanges.front()->write("ab")));
    held.exchanges.front()->end();
    const std::string answer = beside([&] { return client.receiveAll(); });

    QVERIFY(answer.ends_with("Connection: close\r\n\r\nab"));
    QVERIFY(answer.find("chunked") == std::string::npos);
}

void ServerTest::aSlowReaderHoldsTheWriter()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));
    QVERIFY(held.exchanges.front()->beginStream(200, {}));
    std::size_t written = 0;

    const auto writer = writeMany(held.exchanges.front(), 200, &written);
    for (int i = 0; i < 100; ++i)
        QCoreApplication::processEvents();
    const std::size_t beforeReading = written;
    const std::string all = beside([&] { return client.receiveAll(); });

    QVERIFY2(beforeReading < 40, std::to_string(beforeReading).c_str()); // 1 MiB and what the system buffers
    QCOMPARE(written, std::size_t(200));
    QVERIFY(all.size() > 200 * 64 * 1024);
    QVERIFY(all.ends_with("\r\n0\r\n\r\n"));
}

void ServerTest::aGoneClientIsNoticed()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));
    const auto exchange = held.exchanges.front();
    QVERIFY(exchange->beginStream(200, {}));
    QVERIFY(!exchange->gone().requested());

    client.close();

    QVERIFY(spinUntil([&] { return exchange->gone().requested(); }));
    const auto result = await(exchange->write("x"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Unavailable);
    exchange->end();
    exchange->respond(text("x"));
    QCOMPARE(server.connections(), std::size_t(0));
}

void ServerTest::aHalfClosedClientStillGetsItsAnswer()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");
    client.finishWriting();
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));

    held.exchanges[0]->respond(text("one"));
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 2; }));
    held.exchanges[1]->respond(text("two"));
    const std::string answers = beside([&] { return client.receiveAll(); });

    QVERIFY(answers.find("\r\n\r\noneHTTP/1.1") != std::string::npos);
    QVERIFY(answers.ends_with("two"));
}

void ServerTest::aDroppedExchangeIsAnswered()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange>) {});
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 500 "));
}

void ServerTest::aDroppedStreamIsCutOff()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) { QVERIFY(exchange->beginStream(200, {})); });
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 200 "));
    QVERIFY(answer.ends_with("\r\n\r\n"));
    QVERIFY(!answer.ends_with("0\r\n\r\n"));
}

void ServerTest::answeringTwiceHasNoEffect()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        exchange->respond(text("first"));
        exchange->respond(text("second"));
        QVERIFY(!exchange->beginStream(200, {}));
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        return client.receiveAll();
    });

    QVERIFY(answer.ends_with("first"));
}

void ServerTest::commonHeadersAreEverywhere()
{
    const Sockets sockets;
    Server server;
    server.setCommonHeaders({{"Api-Version", "1.46"}, {"Server", "Skep"}});
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        exchange->respond({.status = 200, .headers = {{"Server", "Other"}}, .body = {}});
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const auto [good, bad] = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\n\r\n");
        const std::string first = client.receiveAnswer();
        client.send("GARBAGE\r\n\r\n");
        return std::pair(first, client.receiveAll());
    });

    QVERIFY(good.find("Api-Version: 1.46\r\n") != std::string::npos);
    QVERIFY(good.find("Server: Other\r\n") != std::string::npos);
    QVERIFY(good.find("Server: Skep\r\n") == std::string::npos);
    QVERIFY(bad.starts_with("HTTP/1.1 400 "));
    QVERIFY(bad.find("Api-Version: 1.46\r\n") != std::string::npos);
}

void ServerTest::theSocketFileHasItsMode()
{
    const Sockets sockets;
    Server server;

    QVERIFY(server.listenUnix(sockets.path(), 0640, "no such group"));

    struct stat file {};
    QCOMPARE(::stat(sockets.path().c_str(), &file), 0);
    QVERIFY(S_ISSOCK(file.st_mode));
    QCOMPARE(file.st_mode & 0777, mode_t(0640));
}

void ServerTest::aLivingSocketIsNotStolen()
{
    const Sockets sockets;
    Server first;
    first.setHandler(answerByEcho);
    QVERIFY(first.listenUnix(sockets.path()));
    Server second;

    const auto result = second.listenUnix(sockets.path());

    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::AlreadyExists);
    QVERIFY(result.error().message.find("another server answers there") != std::string::npos);
    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET /still HTTP/1.1\r\n\r\n");
        return client.receiveAnswer();
    });
    QVERIFY(answer.ends_with("GET /still "));
}

void ServerTest::aStaleSocketIsReplaced()
{
    const Sockets sockets;
    const int abandoned = ::socket(AF_UNIX, SOCK_STREAM, 0);
    QCOMPARE(UnixAddress::of(sockets.path())->bind(abandoned), 0);
    ::close(abandoned);
    Server server;
    server.setHandler(answerByEcho);

    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAnswer();
    });
    QVERIFY(answer.ends_with("GET / "));
}

void ServerTest::otherFilesAreNotReplaced()
{
    const Sockets sockets;
    QFile file(QString::fromStdString(sockets.path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Server server;

    QCOMPARE(server.listenUnix(sockets.path()).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(server.listenUnix(sockets.path() + "/x").error().code, ErrorCode::Unavailable);
    QCOMPARE(server.listenUnix(std::string(200, 'x')).error().code, ErrorCode::InvalidArgument);

    QVERIFY(file.exists());
}

void ServerTest::closingRemovesTheSocketAndDropsClients()
{
    const Sockets sockets;
    Server server;
    Held held;
    server.setHandler(held.handler());
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket client(sockets.path());
    client.send("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.exchanges.size() == 1; }));

    server.close();

    QVERIFY(held.exchanges.front()->gone().requested());
    QVERIFY(!QFile::exists(QString::fromStdString(sockets.path())));
    QCOMPARE(client.receiveAll(), std::string());
}

void ServerTest::curlIsServed()
{
    const Sockets sockets;
    Server server;
    server.setHandler(answerByEcho);
    QVERIFY(server.listenUnix(sockets.path()));
    QTemporaryFile upload;
    QVERIFY(upload.open());
    upload.write(QByteArray(100'000, 'z')); // above 1 MiB/1024: curl then asks with Expect: 100-continue
    upload.flush();
    const QString socket = QString::fromStdString(sockets.path());
    const auto curl = [&](QStringList arguments) {
        QProcess process;
        process.start(QStringLiteral("curl"), QStringList{QStringLiteral("-sS"), QStringLiteral("-i"), QStringLiteral("--max-time"),
                                                          QStringLiteral("10"), QStringLiteral("--unix-socket"), socket} + arguments);
        if (!spinUntil([&] { return process.state() == QProcess::NotRunning; }))
            return QByteArray("timeout");
        return process.exitCode() == 0 ? process.readAllStandardOutput() : process.readAllStandardError();
    };
    const QString url = QStringLiteral("http://localhost/v1.41/x?y=z");

    const QByteArray two = curl({url, url});
    const QByteArray head = curl({QStringLiteral("-I"), url});
    const QByteArray posted = curl({QStringLiteral("-H"), QStringLiteral("Expect: 100-continue"), QStringLiteral("--data-binary"),
                                    QStringLiteral("@") + upload.fileName(), url});
    const QByteArray chunked = curl({QStringLiteral("-H"), QStringLiteral("Transfer-Encoding: chunked"), QStringLiteral("-T"),
                                     upload.fileName(), url});
    const QByteArray old = curl({QStringLiteral("-0"), url});

    QCOMPARE(two.count("GET /v1.41/x?y=z "), 2);
    QVERIFY2(head.startsWith("HTTP/1.1 200 OK\r\n"), head.constData());
    QVERIFY2(posted.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), posted.left(300).constData());
    QVERIFY(posted.endsWith(QByteArray("POST /v1.41/x?y=z ") + QByteArray(100'000, 'z')));
    QVERIFY2(chunked.endsWith(QByteArray("PUT /v1.41/x?y=z ") + QByteArray(100'000, 'z')), chunked.left(300).constData());
    QVERIFY(old.endsWith("GET /v1.41/x?y=z "));
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"

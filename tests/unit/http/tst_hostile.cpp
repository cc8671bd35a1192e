#include "tests/unit/http/support.h"

#include <QElapsedTimer>

using namespace skep;
using namespace skep::http;
using namespace skep::http::test;
using namespace std::chrono_literals;

namespace {

void answerAtOnce(std::shared_ptr<Exchange> exchange) { exchange->respond(text("fine")); }

async::Task<void> readThenAnswer(std::shared_ptr<Exchange> exchange)
{
    const auto body = co_await exchange->body(100);
    if (body)
        exchange->respond(text("fine"));
}

std::string ask(const std::string& path)
{
    return beside([&] {
        RawSocket client(path);
        client.send("GET / HTTP/1.1\r\n\r\n");
        return client.receiveAnswer();
    });
}

} // namespace

class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badRequestsAreAnsweredWithAMessageAndClosed_data();
    void badRequestsAreAnsweredWithAMessageAndClosed();
    void aRequestThatEndsEarlyIsAnsweredWithTheReason_data();
    void aRequestThatEndsEarlyIsAnsweredWithTheReason();
    void anUnfinishedHeadTimesOut();
    void anUnfinishedBodyTimesOut();
    void anIdleConnectionIsClosed();
    void theOldestIdleConnectionMakesRoom();
    void unfinishedHeadsDoNotKeepOthersOut();
    void whenAllAreBusyTheNewOneIsRefused();
    void aFloodOfPipelinedRequestsLeavesTurnsToOthers();
    void inputAheadIsBounded();
    void runningOutOfDescriptorsIsSurvived();
    void aClientThatVanishesAnywhereDoesNoHarm();
};

void HostileTest::badRequestsAreAnsweredWithAMessageAndClosed_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status");
    QTest::newRow("no http") << QByteArray("HELO me\r\n\r\n") << 400;
    QTest::newRow("length and coding")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd") << 400;
    QTest::newRow("nul") << QByteArray("GET / HTTP/1.1\r\nX: \0\r\n\r\n", 24) << 400;
    QTest::newRow("folded") << QByteArray("GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n") << 400;
    QTest::newRow("bad escape") << QByteArray("GET /%zz HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("large head") << "GET / HTTP/1.1\r\nX: " + QByteArray(1024 * 1024, 'x') << 431;
    QTest::newRow("many headers") << "GET / HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(201) + "\r\n" << 431;
    QTest::newRow("http 2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("bad chunk") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n\r\n") << 400;
}

void HostileTest::badRequestsAreAnsweredWithAMessageAndClosed()
{
    QFETCH(QByteArray, input);
    QFETCH(int, status);
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = readThenAnswer(std::move(exchange));
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send(input.toStdString());
        return client.receiveAll();
    });

    QVERIFY2(answer.starts_with("HTTP/1.1 " + std::to_string(status) + " "), answer.c_str());
    QVERIFY(answer.find("Content-Type: application/json\r\n") != std::string::npos);
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(answer.find("\r\n\r\n{\"message\":\"") != std::string::npos);
    QVERIFY(spinUntil([&] { return server.connections() == 0; }));
}

void HostileTest::aRequestThatEndsEarlyIsAnsweredWithTheReason_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("in its first line") << QByteArray("GE") << QByteArray("the request ends before its head does");
    QTest::newRow("in its head") << QByteArray("GET / HTTP/1.1\r\nHo") << QByteArray("the request ends before its head does");
    const QByteArray body("the request ends before its body does");
    QTest::newRow("before its body") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n") << body;
    QTest::newRow("in its body") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc") << body;
    QTest::newRow("in a chunk") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab") << body;
    QTest::newRow("between chunks") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n") << body;
}

// The client has closed its half only: it can still read why.
void HostileTest::aRequestThatEndsEarlyIsAnsweredWithTheReason()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, reason);
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = readThenAnswer(std::move(exchange));
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send(input.toStdString());
        client.finishWriting();
        return client.receiveAll();
    });

    QVERIFY2(answer.starts_with("HTTP/1.1 400 "), answer.c_str());
    QVERIFY2(answer.find(reason.toStdString()) != std::string::npos, answer.c_str());
    QVERIFY(spinUntil([&] { return server.connections() == 0; }));
}

void HostileTest::anUnfinishedHeadTimesOut()
{
    const Sockets sockets;
    Server server(Limits{.headTimeout = 100ms});
    server.setHandler(answerAtOnce);
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\nHo");
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 408 "));
}

void HostileTest::anUnfinishedBodyTimesOut()
{
    const Sockets sockets;
    Server server(Limits{.bodyTimeout = 100ms});
    std::optional<Error> seen;
    const auto read = [](std::shared_ptr<Exchange> exchange, std::optional<Error>* error) -> async::Task<void> {
        const auto body = co_await exchange->body(100);
        if (!body)
            *error = body.error();
    };
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = read(std::move(exchange), &seen);
    });
    QVERIFY(server.listenUnix(sockets.path()));

    const std::string answer = beside([&] {
        RawSocket client(sockets.path());
        client.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
        return client.receiveAll();
    });

    QVERIFY(answer.starts_with("HTTP/1.1 408 "));
    QVERIFY(spinUntil([&] { return seen.has_value(); }));
    QCOMPARE(seen->code, ErrorCode::DeadlineExceeded);
}

void HostileTest::anIdleConnectionIsClosed()
{
    const Sockets sockets;
    Server server(Limits{.idleTimeout = 100ms});
    server.setHandler(answerAtOnce);
    QVERIFY(server.listenUnix(sockets.path()));

    const auto [answer, rest] = beside([&] {
        RawSocket client(sockets.path());
        client.send("GET / HTTP/1.1\r\n\r\n");
        const std::string first = client.receiveAnswer();
        return std::pair(first, client.receiveAll());
    });

    QVERIFY(answer.ends_with("fine"));
    QCOMPARE(rest, std::string());
    QCOMPARE(server.connections(), std::size_t(0));
}

void HostileTest::theOldestIdleConnectionMakesRoom()
{
    const Sockets sockets;
    Server server(Limits{.connections = 2});
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        if (exchange->head().path == "/held")
            held.push_back(std::move(exchange));
        else
            exchange->respond(text("fine"));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket busy(sockets.path());
    busy.send("GET /held HTTP/1.1\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.size() == 1; }));
    RawSocket idle(sockets.path());
    QVERIFY(spinUntil([&] { return server.connections() == 2; }));

    const std::string answer = ask(sockets.path());

    QVERIFY(answer.ends_with("fine"));
    QCOMPARE(idle.receiveAll(), std::string());
    held.front()->respond(text("kept"));
    QVERIFY(busy.receiveAnswer().ends_with("kept"));
}

void HostileTest::unfinishedHeadsDoNotKeepOthersOut()
{
    const Sockets sockets;
    Server server(Limits{.connections = 4});
    server.setHandler(answerAtOnce);
    QVERIFY(server.listenUnix(sockets.path()));
    std::vector<RawSocket> slow;
    for (int i = 0; i < 4; ++i) {
        slow.emplace_back(sockets.path());
        slow.back().send("GET / HTTP/1.1\r\nX: ");
    }
    QVERIFY(spinUntil([&] { return server.connections() == 4; }));

    QVERIFY(ask(sockets.path()).ends_with("fine"));
}

void HostileTest::whenAllAreBusyTheNewOneIsRefused()
{
    const Sockets sockets;
    Server server(Limits{.connections = 1});
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) { held.push_back(std::move(exchange)); });
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket busy(sockets.path());
    busy.send("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(spinUntil([&] { return held.size() == 1; }));

    const std::string answer = ask(sockets.path());

    QVERIFY(answer.starts_with("HTTP/1.1 503 "));
    held.front()->respond(text("kept"));
    QVERIFY(busy.receiveAnswer().ends_with("kept"));
}

void HostileTest::aFloodOfPipelinedRequestsLeavesTurnsToOthers()
{
    const Sockets sockets;
    Server server;
    std::vector<std::string> order;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        order.push_back(exchange->head().path);
        exchange->respond(text("fine"));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    RawSocket flood(sockets.path());
    RawSocket honest(sockets.path());
    std::string requests;
    for (int i = 0; i < 1000; ++i)
        requests += "GET /flood HTTP/1.1\r\n\r\n";
    flood.send(requests);
    honest.send("GET /honest HTTP/1.1\r\n\r\n");

    QVERIFY(spinUntil([&] { return order.size() == 1001; }));

    const auto at = std::find(order.begin(), order.end(), "/honest") - order.begin();
    QVERIFY2(at < 100, std::to_string(at).c_str());
}

void HostileTest::inputAheadIsBounded()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) { held.push_back(std::move(exchange)); });
    QVERIFY(server.listenUnix(sockets.path()));
    const int fd = UnixAddress::of(sockets.path())->connect();
    const std::string request = "GET / HTTP/1.1\r\nX: " + std::string(1000, 'x') + "\r\n\r\n";
    std::size_t sent = 0;

    // Sends for as long as the server takes any of it.
    for (int quiet = 0; quiet < 200 && sent < 50'000'000;) {
        const ssize_t count = ::send(fd, request.data(), request.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        quiet = count > 0 ? 0 : quiet + 1;
        sent += count > 0 ? std::size_t(count) : 0;
        QCoreApplication::processEvents();
    }

    QVERIFY2(sent < 2'000'000, std::to_string(sent).c_str());
    QCOMPARE(held.size(), std::size_t(1));
    ::close(fd);
}

void HostileTest::runningOutOfDescriptorsIsSurvived()
{
    const Sockets sockets;
    Server server;
    server.setHandler(answerAtOnce);
    QVERIFY(server.listenUnix(sockets.path()));
    const RawSocket waiting(sockets.path()); // accepted only when there is a descriptor again
    std::vector<int> hoard;
    for (int fd = ::dup(0); fd >= 0; fd = ::dup(0))
        hoard.push_back(fd);
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(server.connections(), std::size_t(0));

    for (const int fd : hoard)
        ::close(fd);

    QVERIFY(ask(sockets.path()).ends_with("fine"));
    QVERIFY(spinUntil([&] { return server.connections() == 1; })); // the one that had to wait
}

void HostileTest::aClientThatVanishesAnywhereDoesNoHarm()
{
    const Sockets sockets;
    Server server;
    server.setHandler([](std::shared_ptr<Exchange> exchange) {
        [[maybe_unused]] const auto running = readThenAnswer(std::move(exchange));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    const std::string request = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /b HTTP/1.1\r\n\r\n";

    for (std::size_t length = 0; length <= request.size(); ++length) {
        RawSocket client(sockets.path());
        client.send(request.substr(0, length));
        client.close();
    }

    QVERIFY(ask(sockets.path()).ends_with("fine"));
    QVERIFY(spinUntil([&] { return server.connections() == 0; }));
}

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"

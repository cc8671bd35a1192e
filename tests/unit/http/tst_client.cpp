#include "tests/unit/http/support.h"

using namespace skep;
using namespace skep::http;
using namespace skep::http::test;
using namespace std::chrono_literals;

namespace {

constexpr auto Patience = std::chrono::seconds(10);

async::Task<void> collect(std::shared_ptr<Client> client, Request request, std::vector<Result<Response>>* answers)
{
    auto answer = co_await client->request(std::move(request), Patience);
    answers->push_back(std::move(answer));
}

void start(const std::shared_ptr<Client>& client, Request request, std::vector<Result<Response>>& answers)
{
    [[maybe_unused]] const auto running = collect(client, std::move(request), &answers);
}

// Answers every request on a connection with `answer` and keeps it open.
std::function<void(RawSocket&)> always(std::string answer)
{
    return [answer = std::move(answer)](RawSocket& socket) {
        while (!socket.receiveUntil("\r\n\r\n").empty())
            socket.send(answer);
    };
}

std::shared_ptr<Client> clientOf(const std::string& path) { return std::make_shared<Client>(Endpoint::unixSocket(path)); }

} // namespace

class ClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatAServerNeeds();
    void readsEveryKindOfBody_data();
    void readsEveryKindOfBody();
    void interimAnswersAreSkipped();
    void aConnectionIsKept();
    void aHundredCallsShareEightConnections();
    void aSlowCallDoesNotHoldUpTheLine();
    void aDeadKeptConnectionIsReplaced();
    void anUnsafeCallIsNotRepeated();
    void aFreshConnectionThatBreaksIsAnError();
    void errorsNameTheEndpointAndTheReason_data();
    void errorsNameTheEndpointAndTheReason();
    void deadlinesAndStopsEndACall();
    void waitingInLineCountsAgainstTheDeadline();
    void destroyingTheClientEndsItsCalls();
    void aStreamIsReadAsItComes();
    void linesAreCutAcrossPieces();
    void aTooLongLineIsAnError();
    void aBrokenStreamIsNotAnEnd();
    void anUnreadStreamSlowsTheServer();
    void stoppingAndClosingEndAWait();
    void aCommandIsAnEndpoint();
    void aFailingCommandGivesItsReason();
};

void ClientTest::sendsWhatAServerNeeds()
{
    const Sockets sockets;
    std::string seen;
    const RawServer server(sockets.path(), [&](RawSocket& socket) {
        seen = socket.receiveUntil("\r\n\r\n") + socket.receive(3);
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        socket.receiveAll();
    });
    const auto client = clientOf(sockets.path());

    auto answer = await(client->request({.method = "POST", .path = "/a b", .query = {{"x", "1&2"}},
                                         .headers = {{"Content-Type", "application/json"}}, .body = "{ }"}, Patience));

    QVERIFY(answer);
    QVERIFY(seen.starts_with("POST /a%20b?x=1%262 HTTP/1.1\r\n"));
    QVERIFY(seen.find("Host: docker\r\n") != std::string::npos);
    QVERIFY(seen.find("Content-Length: 3\r\n") != std::string::npos);
    QVERIFY(seen.find("User-Agent: Skep/") != std::string::npos);
    QVERIFY(seen.ends_with("\r\n\r\n{ }"));
}

void ClientTest::readsEveryKindOfBody_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("sized") << QByteArray("GET") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
                           << QByteArray("abc");
    QTest::newRow("chunked") << QByteArray("GET")
                             << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                             << QByteArray("abc");
    QTest::newRow("until close") << QByteArray("GET") << QByteArray("HTTP/1.1 200 OK\r\n\r\nabc") << QByteArray("abc");
    QTest::newRow("version 1.0") << QByteArray("GET") << QByteArray("HTTP/1.0 200 OK\r\n\r\nabc") << QByteArray("abc");
    QTest::newRow("head") << QByteArray("HEAD") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n") << QByteArray();
    QTest::newRow("204") << QByteArray("DELETE") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << QByteArray();
    QTest::newRow("304") << QByteArray("GET") << QByteArray("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n")
                         << QByteArray();
}

void ClientTest::readsEveryKindOfBody()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, body);
    const Sockets sockets;
    const RawServer server(sockets.path(), [&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        for (const char byte : answer) // one by one, so that every place of interruption occurs
            socket.send(std::string(1, byte));
    });
    const auto client = clientOf(sockets.path());

    const auto response = await(client->request({.method = method.toStdString(), .target = "/"}, Patience));

    QVERIFY(response);
    QCOMPARE(response->body, body.toStdString());
}

void ClientTest::interimAnswersAreSkipped()
{
    const Sockets sockets;
    const RawServer server(sockets.path(), always("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"
                                                  "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok"));
    const auto client = clientOf(sockets.path());

    const auto response = await(client->request(get("/"), Patience));

    QCOMPARE(response->status, 201);
    QVERIFY(!response->headers.has("X"));
    QCOMPARE(response->body, std::string("ok"));
}

void ClientTest::aConnectionIsKept()
{
    const Sockets sockets;
    const RawServer server(sockets.path(), always("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    auto client = clientOf(sockets.path());

    for (int i = 0; i < 50; ++i)
        QVERIFY(await(client->request(get("/"), Patience)));

    QCOMPARE(server.accepted(), 1);
    client.reset();
}

void ClientTest::aHundredCallsShareEightConnections()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    std::vector<std::string> order;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        order.push_back(exchange->head().path);
        held.push_back(std::move(exchange));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    const auto client = clientOf(sockets.path());
    std::vector<Result<Response>> answers;

    for (int i = 0; i < 100; ++i)
        start(client, post("/" + std::to_string(i), "{}"), answers);
    QVERIFY(spinUntil([&] { return held.size() == 8; }));
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    const std::size_t atOnce = held.size();
    while (answers.size() < 100) {
        QVERIFY(spinUntil([&] { return !held.empty() || answers.size() == 100; }));
        for (const auto& exchange : std::exchange(held, {}))
            exchange->respond(text("x"));
    }

    QCOMPARE(atOnce, std::size_t(8));
    QCOMPARE(server.connections(), std::size_t(8));
    for (const auto& answer : answers)
        QVERIFY(answer);
    // In the order asked, but for the eight that arrive together.
    for (std::size_t i = 0; i < order.size(); ++i)
        QVERIFY(std::abs(std::stol(order[i].substr(1)) - long(i)) < 8);
}

void ClientTest::aSlowCallDoesNotHoldUpTheLine()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        if (exchange->head().path == "/slow")
            held.push_back(std::move(exchange));
        else
            exchange->respond(text("fast"));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    const auto client = clientOf(sockets.path());
    std::vector<Result<Response>> answers;
    for (int i = 0; i < 8; ++i)
        start(client, post("/slow", ""), answers);
    QVERIFY(spinUntil([&] { return held.size() == 8; }));

    const auto answer = await(client->request(get("/fast"), Patience));

    QVERIFY(answer);
    QCOMPARE(answer->body, std::string("fast"));
    QVERIFY(answers.empty());
    server.close();
    QVERIFY(spinUntil([&] { return answers.size() == 8; }));
}

void ClientTest::aDeadKeptConnectionIsReplaced()
{
    const Sockets sockets;
    // Serves one request per connection and closes it without a word.
    const RawServer server(sockets.path(), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const auto client = clientOf(sockets.path());

    for (int i = 0; i < 30; ++i)
        QVERIFY(await(client->request(get("/"), Patience)));

    QVERIFY(server.accepted() >= 30);
}

void ClientTest::anUnsafeCallIsNotRepeated()
{
    const Sockets sockets;
    // Accepts the second request of a connection, and dies of it.
    std::atomic<int> requests{0};
    const RawServer server(sockets.path(), [&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        ++requests;
        socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        if (!socket.receiveUntil("\r\n\r\n").empty())
            ++requests;
    });
    const auto client = clientOf(sockets.path());
    QVERIFY(await(client->request(get("/"), Patience)));

    const auto posted = await(client->request(post("/", ""), Patience));
    QVERIFY(!posted);
    QCOMPARE(posted.error().code, ErrorCode::Unavailable);
    QCOMPARE(requests.load(), 2);

    QVERIFY(await(client->request(get("/"), Patience)));
    QVERIFY(await(client->request(get("/"), Patience))); // dies, and is repeated
    QCOMPARE(requests.load(), 5);
}

void ClientTest::aFreshConnectionThatBreaksIsAnError()
{
    const Sockets sockets;
    const RawServer server(sockets.path(), [](RawSocket& socket) { socket.receiveUntil("\r\n\r\n"); });
    const auto client = clientOf(sockets.path());

    const auto answer = await(client->request(get("/"), Patience));

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QCOMPARE(answer.error().message,
             "unix://" + sockets.path() + " closed the connection before its answer was complete");
    QCOMPARE(server.accepted(), 1);
}

void ClientTest::errorsNameTheEndpointAndTheReason_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("no such file") << 0 << QByteArray("No such file or directory");
    QTest::newRow("nobody listens") << 1 << QByteArray("Connection refused");
    QTest::newRow("tcp refused") << 2 << QByteArray("Connection refused");
    QTest::newRow("no http") << 3 << QByteArray("does not speak HTTP");
}

void ClientTest::errorsNameTheEndpointAndTheReason()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, reason);
    const Sockets sockets;
    const int dead = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (kind == 1)
        QCOMPARE(UnixAddress::of(sockets.path())->bind(dead), 0);
    const RawServer babbler(sockets.path("b"), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("220 mail.example.com ESMTP\r\n");
    });
    const Endpoint endpoint = kind == 2 ? Endpoint::tcp("127.0.0.1", 1)
                                        : Endpoint::unixSocket(sockets.path(kind == 3 ? "b" : "s"));
    Client client(endpoint);

    const auto answer = await(client.request(get("/"), Patience));
    const auto stream = await(client.stream(get("/"), Patience));

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, kind == 3 ? ErrorCode::Internal : ErrorCode::Unavailable);
    QVERIFY2(answer.error().message.find(endpoint.toString()) != std::string::npos, answer.error().message.c_str());
    QVERIFY2(answer.error().message.find(reason.toStdString()) != std::string::npos, answer.error().message.c_str());
    QVERIFY(!stream);
    QCOMPARE(stream.error(), answer.error());
    ::close(dead);
}

void ClientTest::deadlinesAndStopsEndACall()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) { held.push_back(std::move(exchange)); });
    QVERIFY(server.listenUnix(sockets.path()));
    const auto client = clientOf(sockets.path());
    const async::Stop stop;

    const auto late = await(client->request(get("/late?secret=1"), 50ms));
    auto stoppable = client->request(get("/stopped"), Patience, stop);
    QVERIFY(spinUntil([&] { return held.size() == 2; }));
    stop.request();
    const auto stopped = await(std::move(stoppable));

    QVERIFY(!late);
    QCOMPARE(late.error(), (Error{ErrorCode::DeadlineExceeded,
                                  "unix://" + sockets.path() + " did not answer GET /late in time"}));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    // The connections are given up, so the server learns of it.
    QVERIFY(spinUntil([&] { return held[0]->gone().requested() && held[1]->gone().requested(); }));
}

void ClientTest::waitingInLineCountsAgainstTheDeadline()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) { held.push_back(std::move(exchange)); });
    QVERIFY(server.listenUnix(sockets.path()));
    const auto client = clientOf(sockets.path());
    std::vector<Result<Response>> answers;
    for (int i = 0; i < 8; ++i)
        start(client, get("/"), answers);
    QVERIFY(spinUntil([&] { return held.size() == 8; }));

    const auto late = await(client->request(get("/late"), 50ms));

    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::DeadlineExceeded);
    held.front()->respond(text("x"));
    QVERIFY(spinUntil([&] { return answers.size() == 1; }));
    QCOMPARE(held.size(), std::size_t(8)); // the late one was never sent
    server.close();
    QVERIFY(spinUntil([&] { return answers.size() == 8; }));
}

void ClientTest::destroyingTheClientEndsItsCalls()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) { held.push_back(std::move(exchange)); });
    QVERIFY(server.listenUnix(sockets.path()));
    auto client = std::make_unique<Client>(Endpoint::unixSocket(sockets.path()));
    auto running = client->request(get("/"), Patience);
    QVERIFY(spinUntil([&] { return held.size() == 1; }));

    client.reset();
    const auto answer = await(std::move(running));

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Cancelled);
}

void ClientTest::aStreamIsReadAsItComes()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) { held.push_back(std::move(exchange)); });
    QVERIFY(server.listenUnix(sockets.path()));
    const auto client = clientOf(sockets.path());
    auto opening = client->stream(get("/events"), Patience);
    QVERIFY(spinUntil([&] { return held.size() == 1; }));
    QVERIFY(held[0]->beginStream(200, {{"X", "y"}}));

    const auto stream = await(std::move(opening));
    QVERIFY(stream);
    QCOMPARE((*stream)->head().status, 200);
    QCOMPARE((*stream)->head().headers.get("X"), std::optional<std::string>("y"));
    QVERIFY(await(held[0]->write("one")));
    const auto first = await((*stream)->next({}));
    auto waiting = (*stream)->next({});
    QVERIFY(await(held[0]->write("two")));
    const auto second = await(std::move(waiting));
    held[0]->end();
    const auto end = await((*stream)->next({}));
    const auto again = await((*stream)->next({}));

    QCOMPARE(**first, std::string("one"));
    QCOMPARE(**second, std::string("two"));
    QVERIFY(end && !*end);
    QVERIFY(again && !*again);
}

void ClientTest::linesAreCutAcrossPieces()
{
    const Sockets sockets;
    const RawServer server(sockets.path(), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        const std::string body = "{\"a\":1}\n\r\n\n{\"b\":2}\r\n{\"c\":3}\nrest";
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (const char byte : body)
            socket.send(std::string("1\r\n") + byte + "\r\n");
        socket.send("0\r\n\r\n");
    });
    const auto client = clientOf(sockets.path());
    const auto stream = await(client->stream(get("/"), Patience));
    QVERIFY(stream);

    for (const std::string expected : {"{\"a\":1}", "{\"b\":2}", "{\"c\":3}", "rest"}) {
        const auto line = await((*stream)->nextLine({}));
        QVERIFY(line && *line);
        QCOMPARE(**line, expected);
    }

    const auto end = await((*stream)->nextLine({}));
    QVERIFY(end && !*end);
}

void ClientTest::aTooLongLineIsAnError()
{
    const Sockets sockets;
    const RawServer server(sockets.path(), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\n\r\n" + std::string(17 * 1024 * 1024, 'x'));
    });
    const auto client = clientOf(sockets.path());
    const auto stream = await(client->stream(get("/"), Patience));
    QVERIFY(stream);

    const auto line = await((*stream)->nextLine({}));

    QVERIFY(!line);
    QCOMPARE(line.error().code, ErrorCode::ResourceExhausted);
}

void ClientTest::aBrokenStreamIsNotAnEnd()
{
    const Sockets sockets;
    const RawServer server(sockets.path(), [](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    });
    const auto client = clientOf(sockets.path());
    const auto stream = await(client->stream(get("/"), Patience));
    QVERIFY(stream);

    const auto piece = await((*stream)->next({}));
    const auto broken = await((*stream)->next({}));

    QCOMPARE(**piece, std::string("abc"));
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, ErrorCode::Unavailable);
}

void ClientTest::anUnreadStreamSlowsTheServer()
{
    const Sockets sockets;
    std::atomic<std::size_t> sent{0};
    const RawServer server(sockets.path(), [&](RawSocket& socket) {
        socket.receiveUntil("\r\n\r\n");
        socket.send("HTTP/1.1 200 OK\r\n\r\n");
        for (int i = 0; i < 100; ++i) {
            socket.send(std::string(100'000, 'x'));
            sent += 100'000;
        }
    });
    const auto client = clientOf(sockets.path());
    const auto stream = await(client->stream(get("/"), Patience));
    QVERIFY(stream);

    // Until the sender has not moved for a while it might still be allowed to.
    for (std::size_t before = 1, quiet = 0; quiet < 50; quiet = before == sent ? quiet + 1 : 0) {
        before = sent;
        QTest::qWait(1);
    }
    const std::size_t unread = sent;
    std::size_t total = 0;
    for (auto piece = await((*stream)->next({})); piece && *piece; piece = await((*stream)->next({})))
        total += (*piece)->size();

    QVERIFY2(unread < 3'000'000, std::to_string(unread).c_str());
    QCOMPARE(total, std::size_t(10'000'000));
}

void ClientTest::stoppingAndClosingEndAWait()
{
    const Sockets sockets;
    Server server;
    std::vector<std::shared_ptr<Exchange>> held;
    server.setHandler([&](std::shared_ptr<Exchange> exchange) {
        QVERIFY(exchange->beginStream(200, {}));
        held.push_back(std::move(exchange));
    });
    QVERIFY(server.listenUnix(sockets.path()));
    const auto client = clientOf(sockets.path());
    auto stream = await(client->stream(get("/"), Patience));
    QVERIFY(stream);
    const async::Stop stop;

    auto waiting = (*stream)->nextLine(stop);
    stop.request();
    const auto stopped = await(std::move(waiting));
    QVERIFY(await(held[0]->write("after\n")));
    const auto line = await((*stream)->nextLine({})); // a stopped wait loses nothing
    auto waitingAgain = (*stream)->nextLine({});
    (*stream)->close();
    const auto closed = await(std::move(waitingAgain));

    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QCOMPARE(**line, std::string("after"));
    QCOMPARE(closed.error().code, ErrorCode::Cancelled);
    QVERIFY(spinUntil([&] { return held[0]->gone().requested(); }));
}

void ClientTest::aCommandIsAnEndpoint()
{
    Client client(Endpoint::command({"sh", "-c", "read line; printf 'HTTP/1.1 200 OK\\r\\n\\r\\n%s' \"$line\""}));

    const auto answer = await(client.request(get("/over/ssh"), Patience));

    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    QCOMPARE(answer->body, std::string("GET /over/ssh HTTP/1.1\r"));
}

void ClientTest::aFailingCommandGivesItsReason()
{
    Client refused(Endpoint::command({"sh", "-c", "echo noise >&2; echo 'ssh: host unknown' >&2; exit 255"}));
    Client missing(Endpoint::command({"/no/such/program"}));

    const auto failed = await(refused.request(get("/"), Patience));
    const auto absent = await(missing.request(get("/"), Patience));

    QVERIFY(!failed && !absent);
    QCOMPARE(failed.error().code, ErrorCode::Unavailable);
    QVERIFY2(failed.error().message.find("ssh: host unknown") != std::string::npos, failed.error().message.c_str());
    QCOMPARE(absent.error().code, ErrorCode::Unavailable);
    QVERIFY(absent.error().message.find("/no/such/program") != std::string::npos);
}

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"

#include "daemon/mesh/proxypublisher.h"

#include "shared/base/rng.h"
#include "tests/unit/mesh/sockets.h"

#include <algorithm>
#include <future>
#include <map>

using namespace skep;
using namespace skep::testing;
using api::PortProtocol;

namespace {

Bytes randomBytes(std::uint64_t seed, std::size_t size)
{
    Rng rng(seed);
    Bytes bytes(size, '\0');
    for (auto& byte : bytes)
        byte = static_cast<char>(rng.next());
    return bytes;
}

std::shared_ptr<mesh::Attachment> attach(mesh::ProxyPublisher& publisher, std::uint16_t port, std::uint16_t targetPort)
{
    auto handle = publisher.attach(PortProtocol::Tcp, port, "127.0.0.1", targetPort);
    if (!handle)
        qFatal("%s", handle.error().message.c_str());
    return *handle;
}

bool refused(std::uint16_t port)
{
    return !connectTcp(port) && errno == ECONNREFUSED;
}

} // namespace

class TestProxyPublisher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiftyConnectionsCarryTheirBytesAndHalfCloses_data();
    void fiftyConnectionsCarryTheirBytesAndHalfCloses();
    void bytesGoBothWaysAtOnce();
    void anAnswerComesBeforeTheRequestHasEnded();
    void connectionsGoRoundRobin();
    void aRefusingTargetIsSkipped();
    void aTargetThatDoesNotListenYetIsWaitedFor();
    void aClientIsResetWhenNoTargetAnswers();
    void aResetIsPassedOnAsAReset();
    void theLastAnswerArrivesThoughTheServerDidNotReadEverything();
    void aSlowReaderHoldsTheWriterBack();
    void withdrawingTheLastTargetClosesThePortAndKeepsConnections();
    void whoeverIsAtTheDoorWhenTheLastTargetLeavesIsServed();
    void aTargetIsInUseUntilItsLastConnectionEnds();
    void withdrawingOneTargetSendsNewConnectionsToTheOthers();
    void aPortCanBeOpenedAgainAtOnce();
    void aPortOfAnotherProgramIsAnError();
    void wildcardServesBothFamilies();
    void aListenAddressIsTheOnlyOne();
    void wrongRequestsAreRefused();
    void aHandleMayOutliveThePublisher();
};

void TestProxyPublisher::fiftyConnectionsCarryTheirBytesAndHalfCloses_data()
{
    QTest::addColumn<qulonglong>("size");
    QTest::newRow("nothing") << 0ULL;
    QTest::newRow("one byte") << 1ULL;
    QTest::newRow("a megabyte") << 1'000'003ULL;
}

void TestProxyPublisher::fiftyConnectionsCarryTheirBytesAndHalfCloses()
{
    QFETCH(qulonglong, size);
    TcpTarget target(echoAtEnd);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());

    std::vector<std::future<bool>> clients;
    for (std::uint64_t i = 0; i < 50; ++i)
        clients.push_back(std::async(std::launch::async, [=] {
            const Bytes sent = randomBytes(i, size);
            const auto fd = connectTcp(port);
            if (!fd || !sendAll(fd.get(), sent))
                return false;
            shutdown(fd.get(), SHUT_WR);
            return receiveAll(fd.get()) == sent;
        }));
    const auto good = std::ranges::count_if(clients, [](auto& client) { return client.get(); });

    QCOMPARE(good, 50);
}

void TestProxyPublisher::bytesGoBothWaysAtOnce()
{
    TcpTarget target(echo);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());

    std::vector<std::future<bool>> clients;
    for (std::uint64_t i = 0; i < 4; ++i)
        clients.push_back(std::async(std::launch::async, [=] {
            const Bytes sent = randomBytes(i, 5'000'011);
            const auto fd = connectTcp(port);
            std::thread writer([&] {
                sendAll(fd.get(), sent);
                shutdown(fd.get(), SHUT_WR);
            });
            const bool same = receiveAll(fd.get()) == sent;
            writer.join();
            return same;
        }));
    const auto good = std::ranges::count_if(clients, [](auto& client) { return client.get(); });

    QCOMPARE(good, 4);
}

void TestProxyPublisher::anAnswerComesBeforeTheRequestHasEnded()
{
    TcpTarget target(echo);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());
    const auto fd = connectTcp(port);

    for (int i = 0; i < 100; ++i) {
        QVERIFY(sendAll(fd.get(), "ping"));
        QCOMPARE(receive(fd.get(), 4), Bytes("ping"));
    }
    shutdown(fd.get(), SHUT_WR);

    int error = 0;
    QCOMPARE(receiveAll(fd.get(), &error), Bytes());
    QCOMPARE(error, 0);
}

void TestProxyPublisher::connectionsGoRoundRobin()
{
    TcpTarget a(greet("a")), b(greet("b")), c(greet("c"));
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handles
        = std::vector{attach(publisher, port, a.port()), attach(publisher, port, b.port()), attach(publisher, port, c.port())};

    std::map<Bytes, int> answers;
    for (int i = 0; i < 12; ++i)
        ++answers[receiveAll(connectTcp(port).get())];

    QCOMPARE(answers, (std::map<Bytes, int>{{"a", 4}, {"b", 4}, {"c", 4}}));
}

void TestProxyPublisher::aRefusingTargetIsSkipped()
{
    TcpTarget good(greet("good"));
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handles = std::vector{
        attach(publisher, port, freePort()), attach(publisher, port, good.port()), attach(publisher, port, freePort())};

    for (int i = 0; i < 6; ++i)
        QCOMPARE(receiveAll(connectTcp(port).get()), Bytes("good"));
}

// Its container has been started, the program in it is not so far.
void TestProxyPublisher::aTargetThatDoesNotListenYetIsWaitedFor()
{
    const auto any = address("127.0.0.1", 0);
    const mesh::Fd target(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    limitTime(target.get());
    QCOMPARE(bind(target.get(), any.raw(), any.length()), 0);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, localPort(target.get()));

    const auto client = connectTcp(port);
    QTest::qWait(100); // it is refused several times
    QCOMPARE(listen(target.get(), 8), 0);
    {
        const mesh::Fd accepted(accept4(target.get(), nullptr, nullptr, SOCK_CLOEXEC));
        QVERIFY(bool(accepted));
        QVERIFY(sendAll(accepted.get(), Bytes("late")));
    }

    QCOMPARE(receiveAll(client.get()), Bytes("late"));
}

void TestProxyPublisher::aClientIsResetWhenNoTargetAnswers()
{
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, freePort());

    const auto fd = connectTcp(port);
    int error = 0;
    receiveAll(fd.get(), &error);

    QCOMPARE(error, ECONNRESET);
}

void TestProxyPublisher::aResetIsPassedOnAsAReset()
{
    TcpTarget target([](int fd) {
        receive(fd, 1);
        mesh::resetOnClose(fd);
    });
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());

    const auto fd = connectTcp(port);
    QVERIFY(sendAll(fd.get(), "x"));
    int error = 0;
    receiveAll(fd.get(), &error);

    QCOMPARE(error, ECONNRESET);
}

void TestProxyPublisher::theLastAnswerArrivesThoughTheServerDidNotReadEverything()
{
    TcpTarget target([](int fd) {
        receive(fd, 1);
        sendAll(fd, "too much");
        shutdown(fd, SHUT_WR);
    });
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());

    const auto fd = connectTcp(port);
    sendAll(fd.get(), randomBytes(1, 1000));

    QCOMPARE(receive(fd.get(), 8), Bytes("too much"));
}

void TestProxyPublisher::aSlowReaderHoldsTheWriterBack()
{
    std::promise<void> go;
    std::promise<std::size_t> received;
    TcpTarget target(
        [&, wait = go.get_future().share()](int fd) {
            wait.wait();
            received.set_value(receiveAll(fd).size());
        },
        64 * 1024);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());
    const auto fd = connectTcp(port);
    const timeval brief{.tv_sec = 1, .tv_usec = 0};
    setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &brief, sizeof brief);
    const Bytes block = randomBytes(1, 256 * 1024);

    std::size_t sent = 0;
    while (sent < 256U * 1024 * 1024) {
        const ssize_t count = send(fd.get(), block.data(), block.size(), MSG_NOSIGNAL);
        if (count <= 0)
            break;
        sent += static_cast<std::size_t>(count);
    }
    go.set_value();
    shutdown(fd.get(), SHUT_WR);

    QVERIFY2(sent < 64U * 1024 * 1024, "nothing held the writer back");
    QCOMPARE(received.get_future().get(), sent);
}

void TestProxyPublisher::withdrawingTheLastTargetClosesThePortAndKeepsConnections()
{
    TcpTarget target(echo);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    auto handle = attach(publisher, port, target.port());
    const auto open = connectTcp(port);
    QVERIFY(sendAll(open.get(), "before"));
    QCOMPARE(receive(open.get(), 6), Bytes("before"));

    handle.reset();

    QTRY_VERIFY(refused(port));
    QVERIFY(sendAll(open.get(), "after"));
    QCOMPARE(receive(open.get(), 5), Bytes("after"));
}

void TestProxyPublisher::whoeverIsAtTheDoorWhenTheLastTargetLeavesIsServed()
{
    TcpTarget target(greet("hello"));
    mesh::ProxyPublisher publisher("127.0.0.1");
    std::vector<mesh::Fd> clients;

    for (int i = 0; i < 200; ++i) {
        const std::uint16_t port = freePort();
        auto handle = attach(publisher, port, target.port());
        for (int j = 0; j < 3; ++j)
            clients.push_back(connectTcp(port));
        handle.reset();
    }

    for (const auto& client : clients)
        QCOMPARE(receiveAll(client.get()), Bytes("hello"));
}

void TestProxyPublisher::aTargetIsInUseUntilItsLastConnectionEnds()
{
    TcpTarget target(echo);
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto first = attach(publisher, port, target.port());
    const auto second = attach(publisher, port, target.port());
    auto one = connectTcp(port), other = connectTcp(port); // to the first, to the second
    QVERIFY(sendAll(one.get(), "one") && receive(one.get(), 3) == Bytes("one"));
    QVERIFY(sendAll(other.get(), "other") && receive(other.get(), 5) == Bytes("other"));

    first->withdraw();
    second->withdraw();

    QTRY_VERIFY(refused(port));
    QVERIFY(first->inUse() && second->inUse());
    one.reset();
    QTRY_VERIFY(!first->inUse());
    QVERIFY(second->inUse());
    other.reset();
    QTRY_VERIFY(!second->inUse());
}

void TestProxyPublisher::withdrawingOneTargetSendsNewConnectionsToTheOthers()
{
    TcpTarget leaving(greet("leaving")), staying(greet("staying"));
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    auto first = attach(publisher, port, leaving.port());
    const auto second = attach(publisher, port, staying.port());

    first.reset();
    const auto third = attach(publisher, freePort(), staying.port()); // done in order: now the withdrawal was seen
    QTRY_COMPARE(receiveAll(connectTcp(port).get()), Bytes("staying"));

    for (int i = 0; i < 5; ++i)
        QCOMPARE(receiveAll(connectTcp(port).get()), Bytes("staying"));
}

void TestProxyPublisher::aPortCanBeOpenedAgainAtOnce()
{
    TcpTarget target(greet("hello"));
    mesh::ProxyPublisher publisher;
    const std::uint16_t port = freePort();

    for (int i = 0; i < 200; ++i) {
        const auto handle = attach(publisher, port, target.port());
        if (i % 20 == 0)
            QCOMPARE(receiveAll(connectTcp(port).get()), Bytes("hello"));
    }
}

void TestProxyPublisher::aPortOfAnotherProgramIsAnError()
{
    TcpTarget other(echo);
    mesh::ProxyPublisher publisher;

    const auto handle = publisher.attach(PortProtocol::Tcp, other.port(), "127.0.0.1", 80);

    QVERIFY(!handle);
    QCOMPARE(handle.error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(handle.error().message, "port " + std::to_string(other.port()) + "/tcp is already in use on this node");
}

void TestProxyPublisher::wildcardServesBothFamilies()
{
    TcpTarget target(greet("hello"));
    mesh::ProxyPublisher publisher("0.0.0.0");
    const std::uint16_t port = freePort();
    const auto handle = attach(publisher, port, target.port());

    QCOMPARE(receiveAll(connectTcp(port, "127.0.0.1").get()), Bytes("hello"));
    QCOMPARE(receiveAll(connectTcp(port, "127.0.0.9").get()), Bytes("hello"));
    if (!mesh::Fd(socket(AF_INET6, SOCK_STREAM, 0)))
        QSKIP("no IPv6 on this machine");
    QCOMPARE(receiveAll(connectTcp(port, "::1").get()), Bytes("hello"));
}

void TestProxyPublisher::aListenAddressIsTheOnlyOne()
{
    TcpTarget target(greet("hello"));
    mesh::ProxyPublisher first("127.0.0.11"), second("127.0.0.12");
    const std::uint16_t port = freePort();
    const auto one = attach(first, port, target.port());
    const auto two = attach(second, port, target.port());

    QCOMPARE(receiveAll(connectTcp(port, "127.0.0.11").get()), Bytes("hello"));
    QCOMPARE(receiveAll(connectTcp(port, "127.0.0.12").get()), Bytes("hello"));
    QVERIFY(!connectTcp(port, "127.0.0.13"));
}

void TestProxyPublisher::wrongRequestsAreRefused()
{
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto code = [&](PortProtocol protocol, std::uint32_t published, const char* address, std::uint32_t target) {
        const auto handle = publisher.attach(protocol, published, address, target);
        return handle ? ErrorCode::Unknown : handle.error().code;
    };

    QCOMPARE(code(PortProtocol::Sctp, port, "127.0.0.1", 80), ErrorCode::Unimplemented);
    QCOMPARE(code(PortProtocol::Tcp, 0, "127.0.0.1", 80), ErrorCode::InvalidArgument);
    QCOMPARE(code(PortProtocol::Tcp, 65'536, "127.0.0.1", 80), ErrorCode::InvalidArgument);
    QCOMPARE(code(PortProtocol::Tcp, port, "127.0.0.1", 0), ErrorCode::InvalidArgument);
    QCOMPARE(code(PortProtocol::Tcp, port, "web.example.test", 80), ErrorCode::InvalidArgument);
    QCOMPARE(code(PortProtocol::Tcp, port, "", 80), ErrorCode::InvalidArgument);
}

void TestProxyPublisher::aHandleMayOutliveThePublisher()
{
    const std::uint16_t port = freePort();
    std::shared_ptr<void> handle;
    {
        mesh::ProxyPublisher publisher("127.0.0.1");
        handle = attach(publisher, port, 80);
    }
    QVERIFY(refused(port));

    handle.reset();
}

QTEST_GUILESS_MAIN(TestProxyPublisher)
#include "tst_proxypublisher.moc"

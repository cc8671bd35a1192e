#include "daemon/mesh/proxypublisher.h"

#include "tests/unit/mesh/sockets.h"

#include <set>

using namespace skep;
using namespace skep::testing;
using api::PortProtocol;

namespace {

// Answers each datagram with its name and the datagram.
class UdpTarget {
public:
    explicit UdpTarget(std::string name) : m_name(std::move(name)), m_socket(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        const auto any = address("127.0.0.1", 0);
        bind(m_socket.get(), any.raw(), any.length());
        m_port = localPort(m_socket.get());
        m_thread = std::thread([this] { serve(); });
    }
    ~UdpTarget()
    {
        m_stopped = true;
        mesh::Fd fd(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        const auto to = address("127.0.0.1", m_port);
        sendto(fd.get(), "", 0, 0, to.raw(), to.length());
        m_thread.join();
    }
    UdpTarget(const UdpTarget&) = delete;
    UdpTarget& operator=(const UdpTarget&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    void serve()
    {
        char buffer[65'536];
        while (!m_stopped) {
            mesh::SocketAddress from;
            socklen_t length = mesh::SocketAddress::capacity();
            const ssize_t size = recvfrom(m_socket.get(), buffer, sizeof buffer, 0, from.raw(), &length);
            if (size <= 0)
                continue;
            const Bytes answer = m_name + ":" + Bytes(buffer, static_cast<std::size_t>(size));
            sendto(m_socket.get(), answer.data(), answer.size(), 0, from.raw(), length);
        }
    }

    const std::string m_name;
    mesh::Fd m_socket;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_stopped{false};
    std::thread m_thread;
};

// A client that accepts answers only from the address it writes to.
class UdpClient {
public:
    explicit UdpClient(std::uint16_t port, const std::string& ip = "127.0.0.1")
    {
        const auto to = address(ip, port);
        m_socket = mesh::Fd(socket(to.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0));
        const timeval limit{.tv_sec = 3, .tv_usec = 0};
        setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        static_cast<void>(connect(m_socket.get(), to.raw(), to.length()));
    }
    // "" when no answer comes.
    [[nodiscard]] Bytes ask(BytesView question) const
    {
        char buffer[65'536];
        if (send(m_socket.get(), question.data(), question.size(), 0) < 0)
            return {};
        const ssize_t size = recv(m_socket.get(), buffer, sizeof buffer, 0);
        return size < 0 ? Bytes() : Bytes(buffer, static_cast<std::size_t>(size));
    }

private:
    mesh::Fd m_socket;
};

std::shared_ptr<void> attach(mesh::ProxyPublisher& publisher, std::uint16_t port, std::uint16_t targetPort)
{
    auto handle = publisher.attach(PortProtocol::Udp, port, "127.0.0.1", targetPort);
    if (!handle)
        qFatal("%s", handle.error().message.c_str());
    return *handle;
}

} // namespace

class TestUdpPublishing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientKeepsItsTargetAndClientsAreSpread();
    void largeAndSmallDatagramsPass();
    void answersComeFromTheAddressThatWasAsked();
    void aRefusingTargetIsLeft();
    void theSamePortMayBePublishedForTcpToo();
    void aPortOfAnotherProgramIsAnError();
    void withdrawingTheLastTargetClosesThePort();
};

void TestUdpPublishing::aClientKeepsItsTargetAndClientsAreSpread()
{
    UdpTarget a("a"), b("b");
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort(SOCK_DGRAM);
    const auto handles = std::vector{attach(publisher, port, a.port()), attach(publisher, port, b.port())};
    const UdpClient first(port), second(port);

    std::set<Bytes> ofFirst, ofSecond;
    for (int i = 0; i < 10; ++i) {
        ofFirst.insert(first.ask("q"));
        ofSecond.insert(second.ask("q"));
    }

    QCOMPARE(ofFirst, std::set<Bytes>{"a:q"});
    QCOMPARE(ofSecond, std::set<Bytes>{"b:q"});
}

void TestUdpPublishing::largeAndSmallDatagramsPass()
{
    UdpTarget target("t");
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort(SOCK_DGRAM);
    const auto handle = attach(publisher, port, target.port());
    const UdpClient client(port);
    const Bytes large(60'000, 'x');

    QCOMPARE(client.ask(large), "t:" + large);
    QCOMPARE(client.ask("small"), Bytes("t:small"));
}

void TestUdpPublishing::answersComeFromTheAddressThatWasAsked()
{
    UdpTarget target("t");
    mesh::ProxyPublisher publisher;
    const std::uint16_t port = freePort(SOCK_DGRAM);
    const auto handle = attach(publisher, port, target.port());

    QCOMPARE(UdpClient(port, "127.0.0.7").ask("v4"), Bytes("t:v4"));
    QCOMPARE(UdpClient(port, "127.0.0.1").ask("v4"), Bytes("t:v4"));
    if (!mesh::Fd(socket(AF_INET6, SOCK_DGRAM, 0)))
        QSKIP("no IPv6 on this machine");
    QCOMPARE(UdpClient(port, "::1").ask("v6"), Bytes("t:v6"));
}

void TestUdpPublishing::aRefusingTargetIsLeft()
{
    UdpTarget good("good");
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort(SOCK_DGRAM);
    const auto handles = std::vector{attach(publisher, port, freePort(SOCK_DGRAM)), attach(publisher, port, good.port())};
    const UdpClient client(port);

    // The first may be lost: that nobody is there is only learnt from it.
    QTRY_COMPARE_WITH_TIMEOUT(client.ask("q"), Bytes("good:q"), 15'000);

    QCOMPARE(client.ask("r"), Bytes("good:r"));
}

void TestUdpPublishing::theSamePortMayBePublishedForTcpToo()
{
    UdpTarget udp("udp");
    TcpTarget tcp(greet("tcp"));
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort();
    const auto one = attach(publisher, port, udp.port());
    const auto two = publisher.attach(PortProtocol::Tcp, port, "127.0.0.1", tcp.port());

    QVERIFY(two);
    QCOMPARE(UdpClient(port).ask("q"), Bytes("udp:q"));
    QCOMPARE(receiveAll(connectTcp(port).get()), Bytes("tcp"));
}

void TestUdpPublishing::aPortOfAnotherProgramIsAnError()
{
    UdpTarget other("other");
    mesh::ProxyPublisher publisher;

    const auto handle = publisher.attach(PortProtocol::Udp, other.port(), "127.0.0.1", 80);

    QVERIFY(!handle);
    QCOMPARE(handle.error().message, "port " + std::to_string(other.port()) + "/udp is already in use on this node");
}

void TestUdpPublishing::withdrawingTheLastTargetClosesThePort()
{
    UdpTarget target("t");
    mesh::ProxyPublisher publisher("127.0.0.1");
    const std::uint16_t port = freePort(SOCK_DGRAM);
    auto handle = attach(publisher, port, target.port());
    QCOMPARE(UdpClient(port).ask("q"), Bytes("t:q"));

    handle.reset();

    QTRY_COMPARE_WITH_TIMEOUT(UdpClient(port).ask("q"), Bytes(), 15'000);
}

QTEST_GUILESS_MAIN(TestUdpPublishing)
#include "tst_udppublishing.moc"

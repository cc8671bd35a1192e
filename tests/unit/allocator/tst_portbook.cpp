#include "daemon/allocator/defaults.h"
#include "daemon/allocator/portbook.h"

#include <QTest>

using namespace skep;
using namespace skep::allocator;

namespace {

api::PortConfig ingress(
    std::uint32_t target, std::uint32_t published, api::PortProtocol protocol = api::PortProtocol::Tcp)
{
    return {.protocol = protocol,
        .targetPort = target,
        .publishedPort = published,
        .publishMode = api::PublishMode::Ingress};
}

// A service as the book's user keeps it.
struct Service {
    std::string id;
    std::vector<api::PortConfig> spec, ports;

    bool ask(PortBook& book, const std::vector<api::PortConfig>& wanted)
    {
        const auto plan = book.plan(id, wanted, spec, ports);
        if (!plan)
            return false;
        spec = wanted;
        ports = *plan;
        book.hold(id, ports);
        return true;
    }
};

} // namespace

class TestPortBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dynamicPortsAreDistinct_12_9_96();
    void explicitPortsConflict_12_9_96();
    void protocolsAreIndependent_12_9_96();
    void dynamicPortStaysWhileNothingChanges_12_9_97();
    void otherTargetGetsAnotherPort_12_9_97();
    void explicitAndDynamicForOneTargetCoexist_12_9_97();
    void hostPortsAreNobodysBusiness_12_9_98();
    void explicitPortOfTheDynamicRangeIsNotGivenOut();
    void releasedPortCanBeTaken();
    void failedPlanChangesNothing();
    void searchGoesOnUpwardAndWraps();
    void rangeCanBeUsedUp();
};

void TestPortBook::dynamicPortsAreDistinct_12_9_96()
{
    PortBook book;
    Service a{.id = "a"}, b{.id = "b"};

    QVERIFY(a.ask(book, {ingress(80, 0), ingress(81, 0)}));
    QVERIFY(b.ask(book, {ingress(80, 0)}));

    const std::set<std::uint32_t> given{a.ports[0].publishedPort, a.ports[1].publishedPort, b.ports[0].publishedPort};
    QCOMPARE(given.size(), std::size_t(3));
    QVERIFY(*given.begin() >= FirstDynamicPort && *given.rbegin() <= LastDynamicPort);
}

void TestPortBook::explicitPortsConflict_12_9_96()
{
    PortBook book;
    Service a{.id = "a"}, b{.id = "b"};

    for (const std::uint32_t port : {30'000U, 10'000U}) {
        QVERIFY(a.ask(book, {ingress(80, port)}));
        QVERIFY(!b.ask(book, {ingress(80, port)}));
    }
    const auto plan = book.plan("b", {ingress(80, 10'000)}, {}, {});
    QCOMPARE(plan.error().serviceId, std::string("a"));
    QCOMPARE(plan.error().port, (IngressPort{api::PortProtocol::Tcp, 10'000}));
}

void TestPortBook::protocolsAreIndependent_12_9_96()
{
    PortBook book;
    Service a{.id = "a"}, b{.id = "b"}, c{.id = "c"};

    QVERIFY(a.ask(book, {ingress(53, 53, api::PortProtocol::Tcp)}));
    QVERIFY(b.ask(book, {ingress(53, 53, api::PortProtocol::Udp)}));
    QVERIFY(c.ask(book, {ingress(53, 53, api::PortProtocol::Sctp)}));
}

void TestPortBook::dynamicPortStaysWhileNothingChanges_12_9_97()
{
    PortBook book;
    Service a{.id = "a"};
    QVERIFY(a.ask(book, {ingress(80, 0), ingress(81, 0)}));
    const auto before = a.ports;

    QVERIFY(a.ask(book, {ingress(81, 0), ingress(9, 9'000), ingress(80, 0)}));

    QCOMPARE(a.ports[0].publishedPort, before[1].publishedPort);
    QCOMPARE(a.ports[2].publishedPort, before[0].publishedPort);
}

void TestPortBook::otherTargetGetsAnotherPort_12_9_97()
{
    PortBook book;
    Service a{.id = "a"};
    QVERIFY(a.ask(book, {ingress(80, 0)}));
    const std::uint32_t before = a.ports[0].publishedPort;

    QVERIFY(a.ask(book, {ingress(8'080, 0)}));

    QVERIFY(a.ports[0].publishedPort != before);
    QVERIFY(a.ports[0].publishedPort >= FirstDynamicPort);
}

void TestPortBook::explicitAndDynamicForOneTargetCoexist_12_9_97()
{
    PortBook book;
    Service a{.id = "a"};

    QVERIFY(a.ask(book, {ingress(80, 0), ingress(80, 8'080)}));
    const auto first = a.ports;
    QVERIFY(a.ask(book, {ingress(80, 0), ingress(80, 8'080)}));

    QCOMPARE(a.ports[1].publishedPort, 8'080U);
    QVERIFY(a.ports[0].publishedPort >= FirstDynamicPort);
    QCOMPARE(a.ports, first);
}

void TestPortBook::hostPortsAreNobodysBusiness_12_9_98()
{
    PortBook book;
    api::PortConfig host = ingress(80, 8'080);
    host.publishMode = api::PublishMode::Host;
    api::PortConfig open = host;
    open.publishedPort = 0;
    Service a{.id = "a"}, b{.id = "b"};

    QVERIFY(a.ask(book, {host, open}));
    QVERIFY(b.ask(book, {host, ingress(80, 8'080)}));

    QCOMPARE(a.ports, (std::vector{host, open}));
}

void TestPortBook::explicitPortOfTheDynamicRangeIsNotGivenOut()
{
    PortBook book;
    Service a{.id = "a"}, b{.id = "b"};
    QVERIFY(a.ask(book, {ingress(80, FirstDynamicPort), ingress(81, FirstDynamicPort + 1)}));

    QVERIFY(b.ask(book, {ingress(80, 0)}));

    QCOMPARE(b.ports[0].publishedPort, FirstDynamicPort + 2);
}

void TestPortBook::releasedPortCanBeTaken()
{
    PortBook book;
    Service a{.id = "a"}, b{.id = "b"};
    QVERIFY(a.ask(book, {ingress(80, 8'080)}));

    QVERIFY(book.hold("a", {}));
    QVERIFY(!book.hold("a", {}));

    QVERIFY(b.ask(book, {ingress(80, 8'080)}));
}

void TestPortBook::failedPlanChangesNothing()
{
    PortBook book;
    Service a{.id = "a"}, b{.id = "b"}, c{.id = "c"};
    QVERIFY(a.ask(book, {ingress(80, 8'080)}));

    QVERIFY(!b.ask(book, {ingress(81, 8'081), ingress(80, 8'080)}));

    QVERIFY(c.ask(book, {ingress(81, 8'081)}));
}

void TestPortBook::searchGoesOnUpwardAndWraps()
{
    PortBook book;
    Service a{.id = "a"};
    QVERIFY(a.ask(book, {ingress(80, 0)}));
    const std::uint32_t first = a.ports[0].publishedPort;
    QVERIFY(a.ask(book, {ingress(81, 0)}));
    QCOMPARE(a.ports[0].publishedPort, first + 1); // though `first` is free again

    for (std::uint32_t i = 0; i < LastDynamicPort - FirstDynamicPort; ++i)
        QVERIFY(a.ask(book, {ingress(1'000 + i, 0)}));
    QCOMPARE(a.ports[0].publishedPort, first);
}

void TestPortBook::rangeCanBeUsedUp()
{
    PortBook book;
    std::vector<api::PortConfig> all;
    for (std::uint32_t i = FirstDynamicPort; i <= LastDynamicPort; ++i)
        all.push_back(ingress(i, 0));
    Service a{.id = "a"}, b{.id = "b"};
    QVERIFY(a.ask(book, all));

    const auto plan = book.plan("b", {ingress(80, 0)}, {}, {});

    QVERIFY(!plan);
    QCOMPARE(plan.error().serviceId, std::string());
    QVERIFY(b.ask(book, {ingress(80, 0, api::PortProtocol::Udp)}));
}

QTEST_GUILESS_MAIN(TestPortBook)
#include "tst_portbook.moc"

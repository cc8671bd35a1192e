#include "daemon/allocator/defaults.h"
#include "daemon/allocator/initialnetworks.h"
#include "daemon/allocator/networkbook.h"

#include <QTest>

using namespace skep;
using namespace skep::allocator;

namespace {

api::Network network(const std::string& id, std::vector<api::IpamConfig> configs = {})
{
    api::Network network{.id = id};
    network.spec.name = id;
    network.spec.scope = "swarm";
    network.spec.driver.name = "overlay";
    if (!configs.empty())
        network.spec.ipam = api::IpamOptions{.configs = std::move(configs)};
    return network;
}

api::Network allocated(NetworkBook& book, const api::Network& network, const api::Cluster* cluster = nullptr)
{
    const auto result = book.allocate(network, cluster);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    book.adopt(std::make_shared<const api::Network>(*result));
    return *result;
}

std::string vxlanOf(const api::Network& network)
{
    return network.driverState.options.at(std::string(VxlanOption));
}

std::string errorOf(NetworkBook& book, const api::Network& network, const api::Cluster* cluster = nullptr)
{
    const auto result = book.allocate(network, cluster);
    return result ? std::string("none") : result.error().message;
}

} // namespace

class TestNetworkBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ingressLooksAsDockerShowsIt();
    void subnetsAreCutFromThePoolInOrder();
    void subnetOfARemovedNetworkIsUsedAgainButNotItsVxlanId();
    void chosenSubnetIsTakenAsItIs();
    void overlappingSubnetsAreRefused();
    void automaticSubnetsKeepClearOfChosenOnes();
    void impossibleWishesAreNamed_data();
    void impossibleWishesAreNamed();
    void poolsOfTheClusterAreUsedInOrder();
    void driverOptionsAreKept();
    void chosenVxlanIdIsHonoured();
    void otherDriversHaveNoVxlanId();
    void severalSubnetsHaveAnIdEachAndExtendEachOther();
    void nodeLocalNetworksNeedNothing();
    void restoredNetworksAreInUse();
    void exhaustionNamesTheNetwork();
};

void TestNetworkBook::ingressLooksAsDockerShowsIt()
{
    NetworkBook book;
    const api::Network ingress = allocated(book, makeIngressNetwork("i"));

    QCOMPARE(ingress.spec.name, std::string("ingress"));
    QVERIFY(ingress.spec.ingress);
    QCOMPARE(ingress.spec.driver, api::Driver{});
    QCOMPARE(ingress.spec.ipam, api::IpamOptions{});
    QCOMPARE(ingress.spec.scope, std::string("swarm"));
    QCOMPARE(ingress.driverState,
        (api::Driver{.name = "overlay", .options = {{"com.docker.network.driver.overlay.vxlanid_list", "4096"}}}));
    QCOMPARE(*ingress.ipam,
        (api::IpamOptions{
            .driver = {.name = "default"}, .configs = {{.subnet = "10.0.0.0/24", .gateway = "10.0.0.1"}}}));
    QCOMPARE(book.ingress()->id, std::string("i"));
}

void TestNetworkBook::subnetsAreCutFromThePoolInOrder()
{
    NetworkBook book;
    for (int i = 0; i < 300; ++i) {
        const api::Network made = allocated(book, network("n" + std::to_string(i)));
        const std::string base = "10." + std::to_string(i / 256) + '.' + std::to_string(i % 256) + '.';
        QCOMPARE(made.ipam->configs.front().subnet, base + "0/24");
        QCOMPARE(made.ipam->configs.front().gateway, base + '1');
        QCOMPARE(vxlanOf(made), std::to_string(4096 + i));
    }
}

void TestNetworkBook::subnetOfARemovedNetworkIsUsedAgainButNotItsVxlanId()
{
    NetworkBook book;
    allocated(book, network("a"));
    allocated(book, network("b"));
    book.forget("a");

    const api::Network made = allocated(book, network("c"));

    QCOMPARE(made.ipam->configs.front().subnet, std::string("10.0.0.0/24"));
    QCOMPARE(vxlanOf(made), std::string("4098"));
}

void TestNetworkBook::chosenSubnetIsTakenAsItIs()
{
    NetworkBook book;
    const api::Network made = allocated(
        book, network("a", {{.subnet = "192.168.7.0/26", .range = "192.168.7.32/27", .gateway = "192.168.7.62"}}));

    QCOMPARE(made.ipam->configs.front(),
        (api::IpamConfig{.subnet = "192.168.7.0/26", .range = "192.168.7.32/27", .gateway = "192.168.7.62"}));
    QCOMPARE(*book.take("a", "t"), std::string("192.168.7.32/26"));
}

void TestNetworkBook::overlappingSubnetsAreRefused()
{
    NetworkBook book;
    allocated(book, network("a", {{.subnet = "172.20.0.0/16"}}));

    for (const char* subnet : {"172.20.0.0/16", "172.20.5.0/24", "172.16.0.0/12", "172.20.255.0/30"})
        QCOMPARE(errorOf(book, network("b", {{.subnet = subnet}})),
            "subnet " + std::string(subnet) + " overlaps with that of another network");
    QCOMPARE(errorOf(book, network("b", {{.subnet = "172.21.0.0/16"}})), std::string("none"));
    QCOMPARE(errorOf(book, network("b", {{.subnet = "1.0.0.0/24"}, {.subnet = "1.0.0.128/25"}})),
        std::string("subnet 1.0.0.128/25 overlaps with that of another network"));
}

void TestNetworkBook::automaticSubnetsKeepClearOfChosenOnes()
{
    NetworkBook book;
    allocated(book, network("a", {{.subnet = "10.0.0.128/25"}}));
    allocated(book, network("b", {{.subnet = "10.0.2.0/23"}}));

    QCOMPARE(allocated(book, network("c")).ipam->configs.front().subnet, std::string("10.0.1.0/24"));
    QCOMPARE(allocated(book, network("d")).ipam->configs.front().subnet, std::string("10.0.4.0/24"));
}

void TestNetworkBook::impossibleWishesAreNamed_data()
{
    QTest::addColumn<QByteArray>("subnet");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<QByteArray>("gateway");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("subnet") << QByteArray("10.0.0.0") << QByteArray() << QByteArray()
                            << QByteArray("subnet 10.0.0.0 is not an address with a prefix length");
    QTest::newRow("range outside") << QByteArray("10.1.0.0/24") << QByteArray("10.2.0.0/25") << QByteArray()
                                   << QByteArray("range 10.2.0.0/25 is not part of subnet 10.1.0.0/24");
    QTest::newRow("range larger") << QByteArray("10.1.0.0/24") << QByteArray("10.1.0.0/16") << QByteArray()
                                  << QByteArray("range 10.1.0.0/16 is not part of subnet 10.1.0.0/24");
    QTest::newRow("gateway") << QByteArray("10.1.0.0/24") << QByteArray() << QByteArray("10.1.1.1")
                             << QByteArray("gateway 10.1.1.1 is not in subnet 10.1.0.0/24");
    QTest::newRow("gateway text") << QByteArray("10.1.0.0/24") << QByteArray() << QByteArray("x")
                                  << QByteArray("gateway x is not in subnet 10.1.0.0/24");
}

void TestNetworkBook::impossibleWishesAreNamed()
{
    QFETCH(QByteArray, subnet);
    QFETCH(QByteArray, range);
    QFETCH(QByteArray, gateway);
    QFETCH(QByteArray, error);
    NetworkBook book;

    QCOMPARE(
        errorOf(book,
            network("a",
                {{.subnet = subnet.toStdString(), .range = range.toStdString(), .gateway = gateway.toStdString()}})),
        error.toStdString());
}

void TestNetworkBook::poolsOfTheClusterAreUsedInOrder()
{
    NetworkBook book;
    api::Cluster cluster;
    cluster.defaultAddrPool = {"172.30.0.0/25", "172.31.0.0/26"};
    cluster.subnetSize = 26;

    std::vector<std::string> subnets;
    for (const char* id : {"a", "b", "c"})
        subnets.push_back(allocated(book, network(id), &cluster).ipam->configs.front().subnet);

    QCOMPARE(subnets, (std::vector<std::string>{"172.30.0.0/26", "172.30.0.64/26", "172.31.0.0/26"}));
    QCOMPARE(
        errorOf(book, network("d"), &cluster), std::string("no free subnet is left in the address pools of the swarm"));
}

void TestNetworkBook::driverOptionsAreKept()
{
    NetworkBook book;
    api::Network encrypted = network("a");
    encrypted.spec.driver.options = {{"encrypted", ""}};

    const api::Network made = allocated(book, encrypted);

    QCOMPARE(made.driverState.options,
        (api::Labels{{"com.docker.network.driver.overlay.vxlanid_list", "4096"}, {"encrypted", ""}}));
}

void TestNetworkBook::chosenVxlanIdIsHonoured()
{
    NetworkBook book;
    api::Network wishing = network("a");
    wishing.spec.driver.options = {{std::string(VxlanOption), "4096"}};
    QCOMPARE(vxlanOf(allocated(book, wishing)), std::string("4096"));
    QCOMPARE(vxlanOf(allocated(book, network("b"))), std::string("4097"));

    wishing.id = "c";
    QCOMPARE(errorOf(book, wishing), std::string("VXLAN id 4096 is used by another network"));
    wishing.spec.driver.options = {{std::string(VxlanOption), "many"}};
    QCOMPARE(errorOf(book, wishing), std::string("VXLAN ids \"many\" are not one number for each subnet"));
}

void TestNetworkBook::otherDriversHaveNoVxlanId()
{
    NetworkBook book;
    api::Network other = network("a");
    other.spec.driver.name = "weave";

    QCOMPARE(allocated(book, other).driverState, (api::Driver{.name = "weave"}));
}

void TestNetworkBook::severalSubnetsHaveAnIdEachAndExtendEachOther()
{
    NetworkBook book;
    const api::Network made = allocated(book, network("a", {{.subnet = "10.9.0.0/30"}, {.subnet = "10.9.1.0/30"}}));

    QCOMPARE(vxlanOf(made), std::string("4096,4097"));
    QCOMPARE(*book.take("a", "x"), std::string("10.9.0.2/30"));
    QCOMPARE(*book.take("a", "x"), std::string("10.9.1.2/30"));
    QVERIFY(!book.take("a", "x"));
}

void TestNetworkBook::nodeLocalNetworksNeedNothing()
{
    const api::Network host = makePredefinedNetwork("h", "host");

    QVERIFY(isNodeLocal(host));
    QVERIFY(NetworkBook::isAllocated(host));
    QCOMPARE(host.spec.labels, (api::Labels{{"com.docker.swarm.predefined", "true"}}));
    QCOMPARE(host.driverState.name, std::string("host"));
}

void TestNetworkBook::restoredNetworksAreInUse()
{
    NetworkBook first;
    const api::Network a = allocated(first, network("a")), b = allocated(first, network("b"));
    NetworkBook second;
    second.adopt(std::make_shared<const api::Network>(a));
    second.adopt(std::make_shared<const api::Network>(b));
    second.adopt(std::make_shared<const api::Network>(b));
    QVERIFY(second.claim("a", "10.0.0.2/24", "t1"));

    const api::Network made = allocated(second, network("c"));

    QCOMPARE(made.ipam->configs.front().subnet, std::string("10.0.2.0/24"));
    QCOMPARE(vxlanOf(made), std::string("4098"));
    QCOMPARE(*second.take("a", "t2"), std::string("10.0.0.3/24"));
}

void TestNetworkBook::exhaustionNamesTheNetwork()
{
    NetworkBook book;
    allocated(book, network("back", {{.subnet = "10.9.0.0/30"}}));
    QVERIFY(book.take("back", "x"));

    QCOMPARE(book.take("back", "x").error(),
        (Error{ErrorCode::ResourceExhausted, "network back has no free address left in 10.9.0.0/30"}));
    QCOMPARE(book.take("nowhere", "x").error(), (Error{ErrorCode::NotFound, "network nowhere not found"}));
}

QTEST_GUILESS_MAIN(TestNetworkBook)
#include "tst_networkbook.moc"

#include "daemon/allocator/subnet.h"

#include <QTest>

using namespace skep;
using namespace skep::allocator;

namespace {

Subnet subnet(const char* prefix, const char* gateway, const char* range = "")
{
    return {*parsePrefix(prefix), parsePrefix(range), *parseIp(gateway)};
}

std::string next(Subnet& from, const std::string& owner = "x")
{
    const auto address = from.take(owner);
    return address ? toText(*address) : "none";
}

} // namespace

class TestSubnet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesComeInOrder();
    void releasedAddressesRestUntilTheEnd();
    void gatewayNetworkAndBroadcastAreKept();
    void exhaustedSubnetGivesNothing();
    void rangeLimitsWhatIsGivenOut();
    void claimedAddressesAreNotGivenOut();
    void onlyTheOwnerCanRelease();
    void ipv6IsServedToo();
};

void TestSubnet::addressesComeInOrder()
{
    Subnet subject = subnet("10.0.1.0/24", "10.0.1.1");

    QCOMPARE(next(subject), std::string("10.0.1.2"));
    QCOMPARE(next(subject), std::string("10.0.1.3"));
    QCOMPARE(next(subject), std::string("10.0.1.4"));
}

void TestSubnet::releasedAddressesRestUntilTheEnd()
{
    Subnet subject = subnet("10.0.1.0/29", "10.0.1.1");
    QCOMPARE(next(subject), std::string("10.0.1.2"));
    QVERIFY(subject.release(*parseIp("10.0.1.2"), "x"));

    for (const char* expected : {"10.0.1.3", "10.0.1.4", "10.0.1.5", "10.0.1.6", "10.0.1.2"})
        QCOMPARE(next(subject), std::string(expected));
    QCOMPARE(next(subject), std::string("none"));
}

void TestSubnet::gatewayNetworkAndBroadcastAreKept()
{
    Subnet subject = subnet("10.0.1.0/29", "10.0.1.4");
    std::vector<std::string> all;
    for (std::string address = next(subject); address != "none"; address = next(subject))
        all.push_back(address);

    QCOMPARE(all, (std::vector<std::string>{"10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.1.5", "10.0.1.6"}));
}

void TestSubnet::exhaustedSubnetGivesNothing()
{
    Subnet subject = subnet("10.0.1.0/24", "10.0.1.1");
    for (int i = 0; i < 253; ++i)
        QVERIFY(subject.take("x"));

    QVERIFY(!subject.take("x"));
    QVERIFY(subject.release(*parseIp("10.0.1.77"), "x"));
    QCOMPARE(next(subject), std::string("10.0.1.77"));
}

void TestSubnet::rangeLimitsWhatIsGivenOut()
{
    Subnet subject = subnet("10.0.1.0/24", "10.0.1.1", "10.0.1.64/30");

    for (const char* expected : {"10.0.1.64", "10.0.1.65", "10.0.1.66", "10.0.1.67"})
        QCOMPARE(next(subject), std::string(expected));
    QVERIFY(!subject.take("x"));
}

void TestSubnet::claimedAddressesAreNotGivenOut()
{
    Subnet subject = subnet("10.0.1.0/24", "10.0.1.1");
    QVERIFY(subject.claim(*parseIp("10.0.1.9"), "old"));
    QVERIFY(subject.claim(*parseIp("10.0.1.9"), "old"));
    QVERIFY(!subject.claim(*parseIp("10.0.1.9"), "other"));
    QVERIFY(!subject.claim(*parseIp("10.0.2.9"), "old"));

    QCOMPARE(next(subject), std::string("10.0.1.10")); // goes on after the last one known
}

void TestSubnet::onlyTheOwnerCanRelease()
{
    Subnet subject = subnet("10.0.1.0/24", "10.0.1.1");
    QVERIFY(subject.claim(*parseIp("10.0.1.9"), "mine"));

    QVERIFY(!subject.release(*parseIp("10.0.1.9"), "yours"));
    QVERIFY(!subject.release(*parseIp("10.0.1.8"), "mine"));
    QVERIFY(subject.release(*parseIp("10.0.1.9"), "mine"));
    QVERIFY(!subject.release(*parseIp("10.0.1.9"), "mine"));
}

void TestSubnet::ipv6IsServedToo()
{
    Subnet subject = subnet("fd00:1::/64", "fd00:1::1");

    QCOMPARE(next(subject), std::string("fd00:1::2"));
    QCOMPARE(next(subject), std::string("fd00:1::3"));
}

QTEST_GUILESS_MAIN(TestSubnet)
#include "tst_subnet.moc"

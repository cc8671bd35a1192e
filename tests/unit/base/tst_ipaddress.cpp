#include "shared/base/ipaddress.h"

#include <QTest>

using namespace skep;

class TestIpAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreReadAndWritten();
    void notationDoesNotMatter();
    void nonsenseIsNoAddress_data();
    void nonsenseIsNoAddress();
    void prefixesAreReadAndWritten();
    void containment();
    void overlapIsMutual();
    void offsetsAndAddressesAreInverse();
};

void TestIpAddress::addressesAreReadAndWritten()
{
    for (const char* text : {"0.0.0.0", "10.0.1.255", "255.255.255.255", "::", "::1", "2001:db8::2", "fe80::a:b"})
        QCOMPARE(toText(*parseIp(text)), std::string(text));
    QVERIFY(!parseIp("10.0.0.1")->v6);
    QVERIFY(parseIp("::1")->v6);
}

void TestIpAddress::notationDoesNotMatter()
{
    QVERIFY(parseIp("2001:DB8:0:0::0002") == parseIp("2001:db8::2"));
    QVERIFY(parseIp("::ffff:10.1.2.3") == parseIp("10.1.2.3"));
    QVERIFY(parseIp("::10.1.2.3") != parseIp("10.1.2.3"));
}

void TestIpAddress::nonsenseIsNoAddress_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "01.2.3.4", "1.2.3.4 ",
             "1.2.3.4/8", "text", ":::", "1::2::3", "fe80::1%eth0", "12345::"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("zero inside") << QByteArray("1.2.3.4\0x", 9);
    QTest::newRow("long") << QByteArray(10'000, '1');
}

void TestIpAddress::nonsenseIsNoAddress()
{
    QFETCH(QByteArray, text);

    QVERIFY(!parseIp(text.toStdString()));
    QVERIFY(!parsePrefix(text.toStdString() + "/x"));
}

void TestIpAddress::prefixesAreReadAndWritten()
{
    for (const char* text : {"10.0.1.7/24", "0.0.0.0/0", "1.2.3.4/32", "2001:db8::/64", "::1/128"})
        QCOMPARE(toText(*parsePrefix(text)), std::string(text));
    for (const char* text :
        {"10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8x", "::/129", "/8"})
        QVERIFY2(!parsePrefix(text), text);
    QCOMPARE(toText(parsePrefix("10.0.1.7/22")->network()), std::string("10.0.0.0/22"));
}

void TestIpAddress::containment()
{
    const IpPrefix subnet = *parsePrefix("10.0.4.9/22");

    QVERIFY(subnet.contains(*parseIp("10.0.4.0")));
    QVERIFY(subnet.contains(*parseIp("10.0.7.255")));
    QVERIFY(!subnet.contains(*parseIp("10.0.8.0")));
    QVERIFY(!subnet.contains(*parseIp("::a00:400")));
    QVERIFY(parsePrefix("0.0.0.0/0")->contains(*parseIp("200.1.1.1")));
}

void TestIpAddress::overlapIsMutual()
{
    const auto overlap = [](const char* a, const char* b) {
        const bool there = parsePrefix(a)->overlaps(*parsePrefix(b)), back = parsePrefix(b)->overlaps(*parsePrefix(a));
        return there == back && there;
    };
    QVERIFY(overlap("10.0.0.0/8", "10.9.0.0/24"));
    QVERIFY(overlap("10.0.0.0/24", "10.0.0.0/24"));
    QVERIFY(!overlap("10.0.0.0/24", "10.0.1.0/24"));
    QVERIFY(!overlap("0.0.0.0/0", "::/0"));
}

void TestIpAddress::offsetsAndAddressesAreInverse()
{
    const IpPrefix small = *parsePrefix("10.0.255.0/23");
    QCOMPARE(small.size(), std::uint64_t(512));
    for (std::uint64_t offset = 0; offset < small.size(); ++offset)
        QCOMPARE(*small.offsetOf(small.at(offset)), offset);
    QCOMPARE(toText(small.at(300)), std::string("10.0.255.44"));
    QVERIFY(!small.offsetOf(*parseIp("10.1.0.0")));

    const IpPrefix large = *parsePrefix("2001:db8::/32");
    for (const std::uint64_t offset : {0ULL, 255ULL, 256ULL, 0xffffffffULL, 0x7fffffffffffffffULL})
        QCOMPARE(*large.offsetOf(large.at(offset)), offset);
    QVERIFY(!large.offsetOf(*parseIp("2001:db8:1::")));
}

QTEST_GUILESS_MAIN(TestIpAddress)
#include "tst_ipaddress.moc"

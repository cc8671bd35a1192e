#include "shared/scheduler/constraintmatch.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::test;

namespace {

bool meets(const api::Node& node, const std::string& constraint)
{
    const auto parsed = api::parseConstraints({constraint});
    return parsed && scheduler::matches(node, *parsed);
}

} // namespace

class TestConstraintMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noPatternsAreKnown_12_7_74();
    void comparesWithoutRegardToCase();
    void unknownKeysNeverMatch_12_7_75();
    void missingHostnamePassesNotEqual_12_7_75();
    void nodeIdMustMatchInFull_12_7_75();
    void nodeIpTakesAddressesAndSubnets_12_7_76_data();
    void nodeIpTakesAddressesAndSubnets_12_7_76();
    void nodeWithoutAddressPassesNotEqualOnly_12_7_76();
    void nodeAndEngineLabelsAreDistinct_12_7_77();
    void missingLabelPassesNotEqual_12_7_77();
    void severalConstraintsMustAllHold_12_7_77();
    void labelNamesKeepTheirCase();
    void roleIsTheObservedOne();
    void architectureHasTwoNames();
    void placementThatDoesNotParseIsNoConstraint();
};

void TestConstraintMatch::noPatternsAreKnown_12_7_74()
{
    QVERIFY(meets(node("n", {{"k", "f*o"}}), "node.labels.k == f*o"));
    QVERIFY(meets(node("n", {{"k", "F*o"}}), "node.labels.k == f*o"));
    QVERIFY(!meets(node("n", {{"k", "fo"}}), "node.labels.k == f*o"));
    QVERIFY(!meets(node("n", {{"k", "fooo"}}), "node.labels.k == f*o"));
    QVERIFY(meets(node("n", {{"k", "f.-$o"}}), "node.labels.k == f.-$o"));
    QVERIFY(!meets(node("n", {{"k", "fx-$o"}}), "node.labels.k == f.-$o"));
    QVERIFY(meets(node("n", {{"k", "foo"}}), "node.labels.k != f*o"));
    QVERIFY(!meets(node("n", {{"k", "f*o"}}), "node.labels.k != f*o"));
}

void TestConstraintMatch::comparesWithoutRegardToCase()
{
    QVERIFY(meets(node("n", {{"zone", "West"}}), "NODE.Labels.zone == wEST"));
    QVERIFY(!meets(node("n", {{"zone", "West"}}), "node.labels.zone != wEST"));
}

void TestConstraintMatch::unknownKeysNeverMatch_12_7_75()
{
    QVERIFY(!meets(node("n"), "node.abc.bcd == x"));
    QVERIFY(!meets(node("n"), "node.abc.bcd != x"));
    QVERIFY(!meets(node("n"), "node.labels. == x"));
}

void TestConstraintMatch::missingHostnamePassesNotEqual_12_7_75()
{
    QVERIFY(meets(node("n"), "node.hostname != web"));
    QVERIFY(!meets(node("n"), "node.hostname == web"));
}

void TestConstraintMatch::nodeIdMustMatchInFull_12_7_75()
{
    QVERIFY(meets(node("abcdef"), "node.id == abcdef"));
    QVERIFY(!meets(node("abcdef"), "node.id == abc"));
}

void TestConstraintMatch::nodeIpTakesAddressesAndSubnets_12_7_76_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("constraint");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* address, const char* constraint, bool expected) {
        QTest::newRow(constraint) << QByteArray(address) << QByteArray(constraint) << expected;
    };
    row("186.17.9.41", "node.ip == 186.17.9.41", true);
    row("186.17.9.41", "node.ip != 186.17.9.41", false);
    row("186.17.9.41", "node.ip == 186.17.9.42", false);
    row("186.17.9.41", "node.ip == 186.17.9.0/24", true);
    row("186.17.9.41", "node.ip != 186.17.9.0/24", false);
    row("186.17.9.41", "node.ip == 186.17.8.0/24", false);
    row("186.17.9.41", "node.ip != 186.17.8.0/24", true);
    row("186.17.9.41", "node.ip == 186.17.9.41/34", false);
    row("186.17.9.41", "node.ip != 186.17.9.41/34", false);
    row("186.17.9.41", "node.ip == 266.17.9.41", false);
    row("186.17.9.41", "node.ip != 266.17.9.41", false);
    row("186.17.9.41", "node.ip == text", false);
    row("186.17.9.41", "node.ip != text", false);
    row("186.17.9.41", "node.ip != 0.0.0.0", true);
    row("2001:db8::2", "node.ip == 2001:0db8:0::0002", true);
    row("2001:db8::2", "node.ip == 2001:db8::/64", true);
    row("2001:db8::2", "node.ip != 2001:db8:1::/48", true);
}

void TestConstraintMatch::nodeIpTakesAddressesAndSubnets_12_7_76()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, constraint);
    QFETCH(bool, expected);
    api::Node subject = node("n");
    subject.status.addr = address.toStdString();

    QCOMPARE(meets(subject, constraint.toStdString()), expected);
}

void TestConstraintMatch::nodeWithoutAddressPassesNotEqualOnly_12_7_76()
{
    QVERIFY(!meets(node("n"), "node.ip == 10.0.0.1"));
    QVERIFY(meets(node("n"), "node.ip != 10.0.0.1"));
    QVERIFY(!meets(node("n"), "node.ip == 10.0.0.0/8"));
    QVERIFY(meets(node("n"), "node.ip != 10.0.0.0/8"));
}

void TestConstraintMatch::nodeAndEngineLabelsAreDistinct_12_7_77()
{
    api::Node subject = node("n", {{"a", "of node"}});
    subject.description.engine.labels = {{"b", "of engine"}};

    QVERIFY(meets(subject, "node.labels.a == of node"));
    QVERIFY(!meets(subject, "engine.labels.a == of node"));
    QVERIFY(meets(subject, "engine.labels.b == of engine"));
    QVERIFY(!meets(subject, "node.labels.b == of engine"));
}

void TestConstraintMatch::missingLabelPassesNotEqual_12_7_77()
{
    QVERIFY(meets(node("n"), "node.labels.zone != a"));
    QVERIFY(!meets(node("n"), "node.labels.zone == a"));
    QVERIFY(meets(node("n"), "engine.labels.zone != a"));
}

void TestConstraintMatch::severalConstraintsMustAllHold_12_7_77()
{
    const auto both = api::parseConstraints({"node.labels.a == 1", "node.labels.b == 2"});

    QVERIFY(scheduler::matches(node("n", {{"a", "1"}, {"b", "2"}}), *both));
    QVERIFY(!scheduler::matches(node("n", {{"a", "1"}, {"b", "3"}}), *both));
    QVERIFY(!scheduler::matches(node("n", {{"b", "2"}}), *both));
}

void TestConstraintMatch::labelNamesKeepTheirCase()
{
    QVERIFY(meets(node("n", {{"Zone", "a"}}), "node.labels.Zone == a"));
    QVERIFY(!meets(node("n", {{"Zone", "a"}}), "node.labels.zone == a"));
}

void TestConstraintMatch::roleIsTheObservedOne()
{
    api::Node subject = node("n");
    subject.spec.role = api::NodeRole::Manager; // wanted; not promoted yet
    subject.role = api::NodeRole::Worker;

    QVERIFY(meets(subject, "node.role == worker"));
    QVERIFY(!meets(subject, "node.role == manager"));
}

void TestConstraintMatch::architectureHasTwoNames()
{
    api::Node subject = node("n");
    subject.description.platform = {.architecture = "x86_64", .os = "linux"};

    QVERIFY(meets(subject, "node.platform.arch == x86_64"));
    QVERIFY(meets(subject, "node.platform.arch == amd64"));
    QVERIFY(!meets(subject, "node.platform.arch != amd64"));
    QVERIFY(meets(subject, "node.platform.arch != arm64"));
    QVERIFY(meets(subject, "node.platform.os == Linux"));
}

void TestConstraintMatch::placementThatDoesNotParseIsNoConstraint()
{
    QVERIFY(scheduler::matches(node("n"), api::Placement{.constraints = {"nonsense"}}));
    QVERIFY(!scheduler::matches(node("n"), api::Placement{.constraints = {"node.id == other"}}));
}

QTEST_GUILESS_MAIN(TestConstraintMatch)
#include "tst_constraintmatch.moc"

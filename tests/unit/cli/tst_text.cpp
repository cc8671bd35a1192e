#include "app/cli/text.h"

#include <QTest>

using namespace skep;
using namespace skep::cli;

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agesAreWrittenAsDockerDoes_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << qint64(0) << "Less than a second";
        QTest::newRow("1") << qint64(1) << "1 second";
        QTest::newRow("59") << qint64(59) << "59 seconds";
        QTest::newRow("60") << qint64(60) << "About a minute";
        QTest::newRow("120") << qint64(120) << "2 minutes";
        QTest::newRow("3600") << qint64(3600) << "About an hour";
        QTest::newRow("2 days") << qint64(2 * 86400) << "2 days";
        QTest::newRow("3 weeks") << qint64(21 * 86400) << "3 weeks";
        QTest::newRow("90 days") << qint64(90 * 86400) << "3 months";
    }

    void agesAreWrittenAsDockerDoes()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        QCOMPARE(humanDuration(std::chrono::seconds(seconds)), text.toStdString());
    }

    void quantitiesAreRead()
    {
        QCOMPARE(*parseDuration("f", "1m30s"), std::int64_t(90'000'000'000));
        QCOMPARE(*parseDuration("f", "1.5s"), std::int64_t(1'500'000'000));
        QCOMPARE(*parseBytes("f", "64m"), std::int64_t(64) << 20);
        QCOMPARE(*parseBytes("f", "1GiB"), std::int64_t(1) << 30);
        QCOMPARE(*parseCpus("f", "0.5"), std::int64_t(500'000'000));
        QCOMPARE(*parseUint("f", "7"), std::uint64_t(7));
    }

    void badQuantitiesAreRefusedWithTheFlag()
    {
        for (const auto& result : {parseDuration("delay", "5"), parseDuration("delay", "x"), parseDuration("delay", "5y")}) {
            QVERIFY(!result);
            QVERIFY(result.error().message.find("--delay") != std::string::npos);
        }
        QVERIFY(!parseUint("replicas", "-1"));
        QVERIFY(!parseUint("replicas", "99999999999999999999"));
        QVERIFY(!parseBytes("limit-memory", "1x"));
    }

    void tablesAreLaidOutAsDockers()
    {
        Table table({"ID", "NAME", "PORTS"});
        table.add({"x", "a-longer-name", "*:80"});
        QCOMPARE(table.text(), std::string("ID        NAME            PORTS\nx         a-longer-name   *:80\n"));
    }

    void jsonIsIndentedInItsOwnOrder()
    {
        QCOMPARE(indented("{\"b\":1,\"a\":{\"c\":[],\"d\":\"x,{\"}}"),
            std::string("{\n    \"b\": 1,\n    \"a\": {\n        \"c\": [],\n        \"d\": \"x,{\"\n    }\n}"));
    }

    void commaListsMayBeQuoted()
    {
        QCOMPARE(splitCsv("a=1,\"b=2,3\",c"), (std::vector<std::string>{"a=1", "b=2,3", "c"}));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"

#include "daemon/engineapi/filters.h"

#include <QTest>

using namespace skep;
using engineapi::Filters;

class TestFilters : public QObject {
    Q_OBJECT

    static Filters parsed(std::string_view json) { return *Filters::parseAny(json); }

private Q_SLOTS:
    void bothSpellingsMeanTheSame()
    {
        const Filters maps = parsed(R"({"name":{"web":true,"db":true}})"), lists = parsed(R"({"name":["web","db"]})");

        QVERIFY(maps.values("name") == lists.values("name"));
        QCOMPARE(maps.values("name").size(), std::size_t(2));
    }

    void absentAndEmptyAreNoFilter()
    {
        for (const char* json : {"", "{}"}) {
            const Filters none = parsed(json);
            QVERIFY(none.prefix("name", "x") && none.exact("role", "x") && none.labels("label", {}));
        }
    }

    void brokenFiltersAreRefused_data()
    {
        QTest::addColumn<QString>("json");
        QTest::newRow("list") << "[]";
        QTest::newRow("text") << "\"x\"";
        QTest::newRow("not JSON") << "nul";
        QTest::newRow("value that is neither") << R"({"name":3})";
    }

    void brokenFiltersAreRefused()
    {
        QFETCH(QString, json);

        const auto result = Filters::parseAny(json.toStdString());

        QVERIFY(!result);
        QCOMPARE(result.error().message, std::string("invalid filter"));
    }

    void anUnknownNameIsNamed()
    {
        const auto result = Filters::parse(R"({"bogus":["1"]})", {"name"});

        QVERIFY(!result);
        QCOMPARE(result.error().message, std::string("invalid filter 'bogus'"));
    }

    void severalValuesAreAlternativesButAllLabelsMustHold()
    {
        const Filters filters = parsed(R"({"name":["web","db"],"label":["a","b=2"]})");

        QVERIFY(filters.prefix("name", "dbase"));
        QVERIFY(!filters.prefix("name", "cache"));
        QVERIFY(filters.labels("label", {{"a", "anything"}, {"b", "2"}}));
        QVERIFY(!filters.labels("label", {{"a", "anything"}, {"b", "3"}}));
        QVERIFY(!filters.labels("label", {{"b", "2"}}));
    }
};

QTEST_GUILESS_MAIN(TestFilters)
#include "tst_apifilters.moc"

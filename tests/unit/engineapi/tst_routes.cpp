#include "daemon/engineapi/engine.h"
#include "daemon/engineapi/routes.h"

#include <QTest>

#include <set>

using namespace skep;
using namespace skep::engineapi;

class TestRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowHasASignAndExactlyOneHandlerAndStandsOnce()
    {
        std::set<std::pair<std::string_view, std::string_view>> seen;
        for (const Route& route : routes()) {
            QVERIFY2(!route.sign.empty(), route.pattern.data());
            QVERIFY2((route.handler != nullptr) != (route.stream != nullptr), route.pattern.data());
            QVERIFY2(seen.emplace(route.method, route.pattern).second, route.pattern.data());
        }
    }

    void whatTheServerCanDoFollowsFromTheTable()
    {
        const auto names = capabilityNames();

        for (const std::string_view name : {"watch", "raft", "joins", "certificates"})
            QVERIFY2(names.contains(name), name.data());
        for (const Route& route : routes())
            if (route.handler == notYet && route.method == "GET" && route.pattern == "/secrets")
                QVERIFY(!names.contains("secrets"));
        QVERIFY(findRoute("GET", "/skep/v1").route);
    }

    void pathsFindTheirRows_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("pattern");
        QTest::newRow("list") << "GET" << "/services" << "/services";
        QTest::newRow("create before id") << "POST" << "/services/create" << "/services/create";
        QTest::newRow("by id") << "GET" << "/services/web" << "/services/{id}";
        QTest::newRow("deeper") << "POST" << "/nodes/n1/update" << "/nodes/{id}/update";
        QTest::newRow("another method") << "PUT" << "/services" << "";
        QTest::newRow("nothing behind the slash") << "GET" << "/services/" << "";
        QTest::newRow("too deep") << "GET" << "/services/a/b" << "";
        QTest::newRow("unknown") << "GET" << "/nosuch" << "";
    }

    void pathsFindTheirRows()
    {
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(QString, pattern);

        const Match match = findRoute(method.toStdString(), path.toStdString());

        QCOMPARE(match.route ? QString::fromUtf8(match.route->pattern.data(), qsizetype(match.route->pattern.size())) : QString(), pattern);
    }

    void whatStandsForTheIdIsHandedOn()
    {
        const Match match = findRoute("POST", "/services/web/update");

        QCOMPARE(match.parameters, std::vector<std::string>{"web"});
    }

    void versionsCompareByTheirNumbers()
    {
        QVERIFY(*parseApiNumber("1.9") < *parseApiNumber("1.24"));
        QVERIFY(!parseApiNumber("1"));
        QVERIFY(!parseApiNumber("1.x"));
        QVERIFY(!parseApiNumber("1.2.3"));
    }
};

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"

#include "shared/http/message.h"

#include <QTest>

using namespace skep;
using namespace skep::http;

class MessageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerNamesIgnoreCaseAndKeepTheirOrder();
    void aTokenIsFoundInAnyLineOfAList();
    void queriesAreDecodedInOrder();
    void aMalformedQueryValueIsKeptAsWritten();
    void targetsComeInThreeForms_data();
    void targetsComeInThreeForms();
    void aMalformedPathIsRefused_data();
    void aMalformedPathIsRefused();
    void encodingIsUndoneByDecoding();
    void targetIsMadeOfPathAndQuery();
    void reasonsAreTheUsualWords();
    void errorsAreDockersJson();
};

void MessageTest::headerNamesIgnoreCaseAndKeepTheirOrder()
{
    Headers headers{{"Accept", "a"}, {"X-Two", "1"}};

    headers.add("x-two", "2");
    headers.set("ACCEPT", "b");

    QCOMPARE(headers.get("accept"), std::optional<std::string>("b"));
    QCOMPARE(headers.get("X-TWO"), std::optional<std::string>("1"));
    QVERIFY(!headers.has("X-Tw"));
    QCOMPARE(headers.size(), std::size_t(3));
    QCOMPARE(headers.begin()->name, std::string("X-Two"));
    headers.remove("X-Two");
    QCOMPARE(headers, (Headers{{"ACCEPT", "b"}}));
}

void MessageTest::aTokenIsFoundInAnyLineOfAList()
{
    const Headers headers{{"Connection", "close , x"}, {"connection", "Upgrade"}};

    QVERIFY(headers.hasToken("Connection", "upgrade"));
    QVERIFY(headers.hasToken("Connection", "CLOSE"));
    QVERIFY(!headers.hasToken("Connection", "up"));
    QVERIFY(!headers.hasToken("Upgrade", "upgrade"));
}

void MessageTest::queriesAreDecodedInOrder()
{
    const Query query = Query::parse("filters=%7B%22a%22%3A1%7D&x=1&force&x=a+b%2Bc&&=e");

    QCOMPARE(query.get("filters"), std::optional<std::string>("{\"a\":1}"));
    QCOMPARE(query.all("x"), (std::vector<std::string>{"1", "a b+c"}));
    QCOMPARE(query.get("force"), std::optional<std::string>(""));
    QVERIFY(!query.has("y"));
    QCOMPARE(query.get(""), std::optional<std::string>("e"));
    QCOMPARE(Query::parse(query.toString()), query);
}

void MessageTest::aMalformedQueryValueIsKeptAsWritten()
{
    QCOMPARE(Query::parse("a=100%&b=%zz&c=%4").get("a"), std::optional<std::string>("100%"));
    QCOMPARE(Query::parse("a=100%&b=%zz&c=%4").get("b"), std::optional<std::string>("%zz"));
    QCOMPARE(Query::parse("a=100%&b=%zz&c=%4").get("c"), std::optional<std::string>("%4"));
}

void MessageTest::targetsComeInThreeForms_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("all");
    QTest::newRow("origin") << "/v1.41/services?all=1" << "/v1.41/services" << "1";
    QTest::newRow("absolute") << "http://docker/v1.41/services?all=1" << "/v1.41/services" << "1";
    QTest::newRow("absolute without path") << "http://docker" << "/" << "";
    QTest::newRow("absolute with query only") << "http://docker?all=2" << "/" << "2";
    QTest::newRow("asterisk") << "*" << "*" << "";
    QTest::newRow("escaped slash") << "/images/a%2Fb:1/json" << "/images/a/b:1/json" << "";
    QTest::newRow("plus is not a space in a path") << "/a+b" << "/a+b" << "";
    QTest::newRow("url inside the query") << "/auth?all=http://x/y" << "/auth" << "http://x/y";
    QTest::newRow("fragment is dropped") << "/a?all=1#x" << "/a" << "1";
    QTest::newRow("dots stay") << "/a/../b" << "/a/../b" << "";
}

void MessageTest::targetsComeInThreeForms()
{
    QFETCH(QString, target);
    QFETCH(QString, path);
    QFETCH(QString, all);

    const auto parsed = parseTarget(target.toStdString());

    QVERIFY(parsed);
    QCOMPARE(parsed->path, path.toStdString());
    QCOMPARE(parsed->query.get("all").value_or(""), all.toStdString());
}

void MessageTest::aMalformedPathIsRefused_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("no hex") << "/a%zz";
    QTest::newRow("cut off") << "/a%4";
    QTest::newRow("only a percent sign") << "/%";
    QTest::newRow("nul") << "/a%00b";
}

void MessageTest::aMalformedPathIsRefused()
{
    QFETCH(QString, target);

    const auto parsed = parseTarget(target.toStdString());

    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
}

void MessageTest::encodingIsUndoneByDecoding()
{
    std::string every;
    for (int c = 0; c < 256; ++c)
        every += char(c);

    QCOMPARE(percentDecode(percentEncode(every)), std::optional(every));
    QCOMPARE(percentEncode("a b/c~", "/"), std::string("a%20b/c~"));
}

void MessageTest::targetIsMadeOfPathAndQuery()
{
    Request request{.path = "/images/a b/json", .query = {{"x", "1 2"}}};

    QCOMPARE(targetOf(request), std::string("/images/a%20b/json?x=1%202"));
    request.target = "/as?is";
    QCOMPARE(targetOf(request), std::string("/as?is"));
}

void MessageTest::reasonsAreTheUsualWords()
{
    QCOMPARE(reason(404), std::string_view("Not Found"));
    QCOMPARE(reason(101), std::string_view("Switching Protocols"));
    QCOMPARE(reason(299), std::string_view(""));
    QCOMPARE(reason(-1), std::string_view(""));
}

void MessageTest::errorsAreDockersJson()
{
    const Response response = errorResponse(404, "no \"such\"\n\x01 thing <a>");

    QCOMPARE(response.status, 404);
    QCOMPARE(response.headers.get("content-type"), std::optional<std::string>("application/json"));
    QCOMPARE(response.body, std::string("{\"message\":\"no \\\"such\\\"\\n\\u0001 thing <a>\"}\n"));
}

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"

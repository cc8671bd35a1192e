#include "shared/http/codec.h"

#include <QTest>

using namespace skep;
using namespace skep::http;
using Stage = Parser::Stage;

namespace {

// Feeds `input` in pieces of `piece` bytes, as a socket would, until the message is over. Returns what is left.
std::string feedAll(Parser& parser, const std::string& input, std::size_t piece)
{
    std::string waiting;
    std::size_t at = 0;
    while (parser.stage() != Stage::Done && parser.stage() != Stage::Failed) {
        const std::size_t used = parser.feed(waiting);
        waiting.erase(0, used);
        if (used > 0)
            continue;
        if (at >= input.size())
            break;
        const auto more = input.substr(at, piece);
        at += more.size();
        waiting += more;
    }
    return waiting + input.substr(std::min(at, input.size()));
}

Stage stageOf(const std::string& input)
{
    Parser parser(Parser::Kind::Request);
    (void)feedAll(parser, input, input.size());
    return parser.stage();
}

const std::string Chunked = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "5\r\nhello\r\n1;ext=\"a\"\r\n \r\n6\r\nworld!\r\n0\r\nTrailer: t\r\n\r\n";

} // namespace

class CodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestMeansTheSameHoweverItIsCut_data();
    void aRequestMeansTheSameHoweverItIsCut();
    void nothingBehindTheMessageIsUsed();
    void theHeadIsAnEventOfItsOwn();
    void emptyLinesBeforeARequestAreSkipped();
    void ambiguousOrMalformedRequestsAreRefused_data();
    void ambiguousOrMalformedRequestsAreRefused();
    void limitsHold_data();
    void limitsHold();
    void keepAliveFollowsVersionAndConnection_data();
    void keepAliveFollowsVersionAndConnection();
    void aResponseEndsWhereItsHeadSays_data();
    void aResponseEndsWhereItsHeadSays();
    void aCutOffResponseIsNotComplete();
    void aWatchedBodyIsNotKept();
    void trailersAreNotHeaders();
    void headsCannotBeSplitByValues();
    void chunksAreFramed();
    void datesAreRfc9110();
};

void CodecTest::aRequestMeansTheSameHoweverItIsCut_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 4, 5, 6, 7, 11, 64, 10000})
        QTest::addRow("%d", piece) << piece;
}

void CodecTest::aRequestMeansTheSameHoweverItIsCut()
{
    QFETCH(int, piece);
    Parser parser(Parser::Kind::Request);

    const std::string left = feedAll(parser, Chunked + "GET", std::size_t(piece));

    QCOMPARE(parser.stage(), Stage::Done);
    QCOMPARE(parser.head().method, std::string("POST"));
    QCOMPARE(parser.head().target, std::string("/a"));
    QCOMPARE(parser.head().headers.get("host"), std::optional<std::string>("x"));
    QVERIFY(parser.head().chunked);
    QCOMPARE(parser.takeBody(), std::string("hello world!"));
    QVERIFY(left.starts_with("GET") || std::string("GET").starts_with(left));
}

void CodecTest::nothingBehindTheMessageIsUsed()
{
    Parser parser(Parser::Kind::Request);
    const std::string two = "POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcPOST /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nx";

    const std::string left = feedAll(parser, two, two.size());
    const Bytes first = parser.takeBody();
    parser.reset();
    const std::string rest = feedAll(parser, left, left.size());

    QCOMPARE(first, std::string("abc"));
    QCOMPARE(parser.head().target, std::string("/2"));
    QCOMPARE(parser.takeBody(), std::string("x"));
    QCOMPARE(rest, std::string());
}

void CodecTest::theHeadIsAnEventOfItsOwn()
{
    Parser parser(Parser::Kind::Request);
    const std::string head = "PUT / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n";

    const std::size_t used = parser.feed(head + "ab");

    QCOMPARE(used, head.size());
    QCOMPARE(parser.stage(), Stage::Body);
    QVERIFY(parser.head().expectsContinue);
    QCOMPARE(parser.head().contentLength, std::optional<std::uint64_t>(2));
    QVERIFY(parser.body().empty());
}

void CodecTest::emptyLinesBeforeARequestAreSkipped()
{
    for (const auto piece : {std::size_t(1), std::size_t(2), std::size_t(3), std::size_t(100)}) {
        Parser parser(Parser::Kind::Request);
        (void)feedAll(parser, "\r\n\r\n\r\nGET / HTTP/1.1\r\n\r\n", piece);
        QCOMPARE(parser.stage(), Stage::Done);
    }
    QCOMPARE(stageOf("\n\nGET / HTTP/1.1\r\n\r\n"), Stage::Failed);
}

void CodecTest::ambiguousOrMalformedRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& input, int status = 400) {
        QTest::newRow(name) << input << status;
    };
    const QByteArray start = "POST / HTTP/1.1\r\n";
    row("length and coding", start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("coding and length", start + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n");
    row("two lengths", start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n");
    row("two lengths in a list", start + "Content-Length: 3, 4\r\n\r\n");
    row("signed length", start + "Content-Length: +3\r\n\r\n");
    row("negative length", start + "Content-Length: -3\r\n\r\n");
    row("empty length", start + "Content-Length: \r\n\r\n");
    row("hex length", start + "Content-Length: 0x3\r\n\r\n");
    row("length above 64 bits", start + "Content-Length: 18446744073709551616\r\n\r\n");
    row("unknown coding", start + "Transfer-Encoding: xchunked\r\n\r\n", 501);
    row("identity beside a length", start + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\n", 501);
    row("stacked codings", start + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501);
    row("coding twice", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("nul in a value", start + QByteArray("X: a\0b\r\n\r\n", 10));
    row("nul in the target", QByteArray("GET /a\0b HTTP/1.1\r\n\r\n", 21));
    row("folded line", start + "X: a\r\n b\r\n\r\n");
    row("folded line before another", start + "X: a\r\n b\r\nY: ccccccccccccccccccccccccccccccccccccccccccccccc\r\n\r\n");
    row("folded empty line", start + "X:\r\n\tb\r\n\r\n");
    row("space before colon", start + "X : a\r\n\r\n");
    row("no colon", start + "X\r\n\r\n");
    row("empty name", start + ": a\r\n\r\n");
    row("bare line feeds", start + "Host: x\n\n");
    row("bare carriage return in a value", start + "X: a\rb\r\n\r\n");
    row("no version", "GET /\r\n\r\n");
    row("http 2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("tls hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
    row("two spaces", "GET  / HTTP/1.1\r\n\r\n");
    row("chunk size is no number", start + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n");
    row("chunk size is negative", start + "Transfer-Encoding: chunked\r\n\r\n-1\r\nab\r\n0\r\n\r\n");
    row("chunk size ends in a bare line feed", start + "Transfer-Encoding: chunked\r\n\r\n2\nab\r\n0\r\n\r\n");
    row("chunk above 2^31", start + "Transfer-Encoding: chunked\r\n\r\n80000001\r\nab\r\n0\r\n\r\n");
    row("chunk size above 64 bits", start + "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\nab\r\n0\r\n\r\n");
    row("chunk longer than it says", start + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n");
}

void CodecTest::ambiguousOrMalformedRequestsAreRefused()
{
    QFETCH(QByteArray, input);
    QFETCH(int, status);
    std::vector<std::size_t> pieces{std::size_t(input.size())};
    for (std::size_t piece = 1; piece < 40; ++piece)
        pieces.push_back(piece);
    for (const std::size_t piece : pieces) {
        Parser parser(Parser::Kind::Request);

        (void)feedAll(parser, input.toStdString(), piece);

        QCOMPARE(parser.stage(), Stage::Failed);
        QCOMPARE(parser.refusal().status, status);
        QVERIFY(!parser.refusal().message.empty());
    }
}

void CodecTest::limitsHold_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status");
    QByteArray many = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 201; ++i)
        many += "X: y\r\n";
    QTest::newRow("many headers") << many + "\r\n" << 431;
    QTest::newRow("a long header") << "GET / HTTP/1.1\r\nX: " + QByteArray(70'000, 'x') + "\r\n\r\n" << 431;
    QTest::newRow("a long header without end") << "GET / HTTP/1.1\r\nX: " + QByteArray(70'000, 'x') << 431;
    QTest::newRow("a long target") << "GET /" + QByteArray(70'000, 'x') << 431;
    QTest::newRow("long in sum") << "GET /" + QByteArray(40'000, 'x') + " HTTP/1.1\r\nX: " + QByteArray(40'000, 'x')
            + "\r\n\r\n" << 431;
    const QByteArray chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("a long chunk extension") << chunked + "1;" + QByteArray(20'000, 'x') << 400;
    QTest::newRow("long trailers") << chunked + "0\r\nX: " + QByteArray(20'000, 'x') << 400;
}

void CodecTest::limitsHold()
{
    QFETCH(QByteArray, input);
    QFETCH(int, status);
    for (const std::size_t piece : {std::size_t(1000), std::size_t(input.size())}) {
        Parser parser(Parser::Kind::Request);

        (void)feedAll(parser, input.toStdString(), piece);

        QCOMPARE(parser.stage(), Stage::Failed);
        QCOMPARE(parser.refusal().status, status);
    }
}

void CodecTest::keepAliveFollowsVersionAndConnection_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\n\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n") << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true;
}

void CodecTest::keepAliveFollowsVersionAndConnection()
{
    QFETCH(QByteArray, input);
    QFETCH(bool, keepAlive);
    Parser parser(Parser::Kind::Request);

    (void)parser.feed(input.toStdString());

    QCOMPARE(parser.stage(), Stage::Done);
    QCOMPARE(parser.head().keepAlive, keepAlive);
}

void CodecTest::aResponseEndsWhereItsHeadSays_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<bool>("toHead");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("sized") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabX") << false << QByteArray("ab")
                           << QByteArray("X") << true;
    QTest::newRow("chunked") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\nX")
                             << false << QByteArray("ab") << QByteArray("X") << true;
    QTest::newRow("until close") << QByteArray("HTTP/1.1 200 OK\r\n\r\nabX") << false << QByteArray("abX")
                                 << QByteArray() << false;
    QTest::newRow("until close, empty") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << false << QByteArray()
                                        << QByteArray() << false;
    QTest::newRow("to head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nX") << true << QByteArray()
                             << QByteArray("X") << true;
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\nX") << false << QByteArray() << QByteArray("X")
                         << true;
    QTest::newRow("304") << QByteArray("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nX") << false << QByteArray()
                         << QByteArray("X") << true;
    QTest::newRow("101") << QByteArray("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n\r\nX") << false << QByteArray()
                         << QByteArray("X") << true;
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n") << false << QByteArray()
                               << QByteArray() << true;
}

void CodecTest::aResponseEndsWhereItsHeadSays()
{
    QFETCH(QByteArray, input);
    QFETCH(bool, toHead);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, left);
    QFETCH(bool, keepAlive);
    for (const std::size_t piece : {std::size_t(1), std::size_t(100)}) {
        Parser parser(Parser::Kind::Response);
        parser.reset(toHead);

        const std::string rest = feedAll(parser, input.toStdString(), piece);
        if (parser.stage() != Stage::Done)
            parser.feedEnd();

        QCOMPARE(parser.stage(), Stage::Done);
        QCOMPARE(parser.takeBody(), body.toStdString());
        QCOMPARE(rest, left.toStdString());
        QCOMPARE(parser.head().keepAlive, keepAlive);
    }
}

void CodecTest::aCutOffResponseIsNotComplete()
{
    for (const std::string input : {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na", "HTTP/1.1 200 OK\r\nX:",
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", ""}) {
        Parser parser(Parser::Kind::Response);

        (void)feedAll(parser, input, 100);
        parser.feedEnd();

        QCOMPARE(parser.stage(), Stage::Failed);
    }
}

void CodecTest::aWatchedBodyIsNotKept()
{
    Parser parser(Parser::Kind::Request);
    parser.keepBody(false);

    (void)feedAll(parser, Chunked, 7);

    QCOMPARE(parser.stage(), Stage::Done);
    QVERIFY(parser.body().empty());
}

void CodecTest::trailersAreNotHeaders()
{
    Parser parser(Parser::Kind::Request);

    (void)feedAll(parser, Chunked, 1000);

    QVERIFY(!parser.head().headers.has("Trailer"));
}

void CodecTest::headsCannotBeSplitByValues()
{
    Bytes out;

    appendRequestHead(out, "GET", "/a b\r\nX", 11, {{"X", std::string("1\r\nInjected: 2\0", 15)}});

    QCOMPARE(out, std::string("GET /a%20b%0D%0AX HTTP/1.1\r\nX: 1  Injected: 2 \r\n\r\n"));
}

void CodecTest::chunksAreFramed()
{
    Bytes out;

    appendChunk(out, std::string(26, 'x'));
    appendChunk(out, "");

    QCOMPARE(out, "1a\r\n" + std::string(26, 'x') + "\r\n");
}

void CodecTest::datesAreRfc9110()
{
    QCOMPARE(httpDate(Timestamp{784111777'000'000'000}), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
}

QTEST_GUILESS_MAIN(CodecTest)
#include "tst_codec.moc"

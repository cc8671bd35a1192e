#include "daemon/rpc/frame.h"
#include "daemon/rpc/wire.h"

#include <QTest>

using namespace skep;
using namespace skep::rpc;

namespace {

const Frame Full{.kind = FrameKind::Error,
    .id = 0x123456789abcdef0,
    .method = Method::EngineForward,
    .payload = {Bytes("p\0q", 3)},
    .error = {5, {"no such thing"}},
    .creditItems = 64,
    .creditBytes = 4 << 20,
    .deadlineMs = 70000};

Bytes bodyOf(const Frame& frame)
{
    Bytes octets;
    appendFrame(octets, frame);
    return octets.substr(FrameHeaderBytes);
}

Bytes fromHex(const char* hex) { return QByteArray::fromHex(hex).toStdString(); }

} // namespace

class TestFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldSurvives() { QCOMPARE(*decodeFrame(bodyOf(Full)), Full); }

    // The wire format: must never change for these fields.
    void encodingIsFixed()
    {
        Bytes octets;
        appendFrame(octets,
            {.kind = FrameKind::Request, .id = 1, .method = Method::CaRoot, .payload = {"abc"}, .deadlineMs = 500});

        QCOMPARE(toHex(octets),
            std::string("00000011bf010102010"
                        "30a0443616263081901f4ff"));
        QCOMPARE(toHex(bodyOf({.kind = FrameKind::Ping})), std::string("bf0109ff"));
        QCOMPARE(toHex(bodyOf(errorFrame(2, {ErrorCode::NotFound, "x"}))), std::string("bf0103020205bf0105024178ffff"));
    }

    void unknownFieldsOfEveryKindAreSkipped()
    {
        // ping, then keys 50…58: number, negative, text, octets, array, map, tag, float, true
        const auto frame = decodeFrame(fromHex("bf0109"
                                               "183218ff"
                                               "183320"
                                               "18346161"
                                               "183542ffff"
                                               "183682018102"
                                               "1837a10182f6f7"
                                               "1838c11a00000001"
                                               "1839fb3ff0000000000000"
                                               "183af5ff"));

        QVERIFY(frame.has_value());
        QCOMPARE(*frame, Frame{});
    }

    void unknownKindsAndCodesAreKept()
    {
        const auto frame = decodeFrame(fromHex("bf011903e70201ff"));
        QVERIFY(frame.has_value());
        QCOMPARE(static_cast<std::uint32_t>(frame->kind), 999U);

        QCOMPARE(errorOf(*decodeFrame(fromHex("bf010305bf0118c8ffff"))).code, ErrorCode::Unknown);
    }

    void errorsThatAreNotTextTravelAllTheSame()
    {
        const Error error{ErrorCode::Internal, "\xff\xfe"};
        QCOMPARE(errorOf(*decodeFrame(bodyOf(errorFrame(1, error)))), error);
    }

    void malformedMapsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not a map") << QByteArray("8101");
        QTest::newRow("map of a given length, which frames do not use") << QByteArray("a10109");
        QTest::newRow("cut") << QByteArray("bf01");
        QTest::newRow("without its end") << QByteArray("bf0109");
        QTest::newRow("payload longer than the frame") << QByteArray("bf0109045b7fffffffffffffff00ff");
        QTest::newRow("unknown array longer than the frame") << QByteArray("bf010918329b7fffffffffffffff00ff");
        QTest::newRow("octets after the map") << QByteArray("bf0109ff00");
        QTest::newRow("keys in disorder") << QByteArray("bf02010109ff");
        QTest::newRow("key twice") << QByteArray("bf01090109ff");
        QTest::newRow("text where a number belongs") << QByteArray("bf016161ff");
        QTest::newRow("number where octets belong") << QByteArray("bf01090405ff");
        QTest::newRow("text key") << QByteArray("bf616101ff");
        QTest::newRow("kind beyond 32 bits") << QByteArray("bf011b0000000100000000ff");
        QTest::newRow("nesting without end")
            << QByteArray("bf01091832") + QByteArray("81").repeated(200) + QByteArray("00ff");
    }
    void malformedMapsAreRefused()
    {
        QFETCH(QByteArray, hex);

        const auto frame = decodeFrame(QByteArray::fromHex(hex).toStdString());

        QVERIFY(!frame);
        QCOMPARE(frame.error().code, ErrorCode::InvalidArgument);
    }

    void everyCutOfAFrameIsRefused()
    {
        const Bytes body = bodyOf(Full);
        for (std::size_t size = 0; size < body.size(); ++size)
            QVERIFY(!decodeFrame(BytesView(body).substr(0, size)));
    }

    void longErrorTextsAreCutAtACodePoint()
    {
        Error error{ErrorCode::Internal, "x"};
        for (int i = 0; i < 3000; ++i)
            error.message += "ä";

        const auto decoded = errorOf(*decodeFrame(bodyOf(errorFrame(1, error))));

        QCOMPARE(decoded.message.size(), MaxErrorText - 1);
        QVERIFY(decoded.message.ends_with("ä"));
    }

    void readerReassemblesWhatArrivesOctetByOctet()
    {
        Bytes octets;
        appendFrame(octets, Full);
        appendFrame(octets, {});
        FrameReader reader(1024);
        std::vector<Frame> frames;

        for (const char c : octets) {
            reader.append({&c, 1});
            auto frame = reader.next();
            QVERIFY(frame.has_value());
            if (*frame)
                frames.push_back(**frame);
        }

        QCOMPARE(frames.size(), std::size_t(2));
        QCOMPARE(frames[0], Full);
        QCOMPARE(frames[1], Frame{});
        QCOMPARE(reader.buffered(), std::size_t(0));
    }

    void readerYieldsAllThatArrivesAtOnce()
    {
        Bytes octets;
        for (std::uint64_t id = 1; id <= 1000; ++id)
            appendFrame(octets, {.kind = FrameKind::Reply, .id = id, .payload = {Bytes(100, 'x')}});
        FrameReader reader(1024);
        reader.append(octets);

        for (std::uint64_t id = 1; id <= 1000; ++id)
            QCOMPARE((*reader.next())->id, id);
        QVERIFY(!reader.next()->has_value());
    }

    void readerRefusesAtTheLengthWithoutWaitingForTheRest()
    {
        FrameReader reader(1024);
        reader.append(Bytes("\0\0\4\1", 4)); // 1025

        const auto frame = reader.next();

        QVERIFY(!frame);
        QCOMPARE(frame.error().code, ErrorCode::ResourceExhausted);
    }

    void deadHostIsGivenUpSoonerThanAStoppedProcess()
    {
        const Keepalive keepalive;
        QVERIFY(!givenUp(keepalive, 3, false));
        QVERIFY(givenUp(keepalive, 4, false));
        QVERIFY(!givenUp(keepalive, 19, true));
        QVERIFY(givenUp(keepalive, 20, true));
    }
};

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"

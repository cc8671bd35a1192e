#include "shared/api/alltypes.h"
#include "shared/api/cbor.h"
#include "shared/api/cborimpl.h"
#include "tests/support/randomvalue.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamReader>
#include <QCborValue>
#include <QTest>

using namespace skep;
using namespace skep::api;
using namespace std::string_literals;

namespace {

enum class Plain : std::uint8_t { A = 0, B = 1 };

// A struct of another room, with defaults that are not zero.
struct Sample {
    bool on = true;
    std::int32_t level = -5;
    Limits limits{.nanoCpus = 7};
    std::map<std::string, Version> versions;
    Plain plain = Plain::B;
    double ratio = 0.5;
    std::string word = "x";

    template <class V>
    static void fields(V& v)
    {
        v(1, "", &Sample::on, Omit::Empty);
        v(2, "", &Sample::level, Omit::Empty);
        v(3, "", &Sample::limits, Omit::Empty);
        v(4, "", &Sample::versions, Omit::Empty);
        v(5, "", &Sample::plain, Omit::Empty);
        v(6, "", &Sample::ratio, Omit::Empty);
        v(70000, "", &Sample::word, Omit::Empty);
    }
    bool operator==(const Sample&) const = default;
};

Bytes fromHex(const char* hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

template <class T>
QString errorOf(BytesView bytes)
{
    const auto result = fromCbor<T>(bytes);
    if (result)
        return QStringLiteral("no error");
    return result.error().code == ErrorCode::DataLoss ? QString::fromStdString(result.error().message)
                                                      : QStringLiteral("wrong code");
}

template <class T>
bool surviveCbor(int rounds)
{
    for (int seed = 0; seed < rounds; ++seed) {
        const T value = test::RandomValue(static_cast<std::uint64_t>(seed)).make<T>();
        const Bytes bytes = toCbor(value);
        const auto read = fromCbor<T>(bytes);
        if (!read || *read != value) {
            qWarning("seed %d: %s", seed, read ? "differs" : read.error().message.c_str());
            return false;
        }
    }
    const auto unset = fromCbor<T>(toCbor(T{}));
    return unset && *unset == T{};
}

// Qt's reader as the oracle of form: one map of integers, nothing after it.
bool isWellFormed(const Bytes& bytes)
{
    QCborParserError error;
    const QByteArray array = QByteArray::fromStdString(bytes);
    QCborStreamReader reader(array);
    const QCborValue value = QCborValue::fromCbor(reader);
    (void)error;
    return reader.lastError() == QCborError::NoError && value.isMap() && reader.currentOffset() == array.size();
}

} // namespace

class CborTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenOctets()
    {
        const auto hex = [](const Bytes& bytes) { return QByteArray::fromStdString(bytes).toHex(); };

        QCOMPARE(hex(toCbor(Version{})), QByteArray("bfff"));
        QCOMPARE(hex(toCbor(Version{500})), QByteArray("bf011901f4ff"));
        QCOMPARE(hex(toCbor(Ulimit{"nofile", -1, 24})), QByteArray("bf01666e6f66696c650220031818ff"));
        QCOMPARE(hex(toCbor(Meta{{9}, {-1}, {}})), QByteArray("bf01bf0109ff0220ff"));
        QCOMPARE(hex(toCbor(profileOf("\x00\xff"s))), QByteArray("bf024200ffff"));
        QCOMPARE(hex(toCbor(NodeSpec{.name = "n", .labels = {{"a", "b"}}, .role = NodeRole::Manager})),
            QByteArray("bf01616e02a16161616203"
                       "02ff"));
        QCOMPARE(hex(toCbor(UpdateConfig{.parallelism = 1, .maxFailureRatio = 0.5})),
            QByteArray("bf010105fb3fe00000000000000600ff"));
        QCOMPARE(hex(toCbor(ServiceMode{.globalJob = Nothing{}})), QByteArray("bf04bfffff"));
        QCOMPARE(hex(toCbor(Placement{.constraints = {"a", "é"}})), QByteArray("bf0182616162c3a9ff"));
        QCOMPARE(hex(toCbor(HeartbeatRequest{"\xff"})), QByteArray("bf0141ffff")); // no UTF-8: a byte string
        QCOMPARE(hex(toCbor(Assignments{.last = false})), QByteArray("bf02f4ff"));
        QCOMPARE(hex(toCbor(Assignments{})), QByteArray("bf02f5ff"));
        QCOMPARE(hex(toCbor(RaftMember{.raftId = 0xffffffffffffffff})), QByteArray("bf011bffffffffffffffffff"));
    }

    void defaultsThatAreNotZeroSurvive()
    {
        const Sample other{.on = false, .level = 0, .limits = {}, .plain = Plain::A, .ratio = 0, .word = ""};

        QCOMPARE(toCbor(Sample{}), "\xbf\xff"s);
        QVERIFY(fromCbor<Sample>(toCbor(other)) == other);
        QVERIFY(fromCbor<Sample>(toCbor(Sample{.versions = {{"a", {1}}}})) == (Sample{.versions = {{"a", {1}}}}));
        QVERIFY(fromCbor<TokenGeneration>(toCbor(TokenGeneration{.number = 0})) == TokenGeneration{.number = 0});
        QVERIFY(fromCbor<Assignments>(toCbor(Assignments{.last = false})) == Assignments{.last = false});
    }

    void randomValuesSurvive()
    {
#define CHECK(T) QVERIFY2(surviveCbor<T>(20), #T);
        SKEP_API_TYPES(CHECK)
#undef CHECK
        QVERIFY(surviveCbor<Service>(300));
        QVERIFY(surviveCbor<Task>(300));
        QVERIFY(surviveCbor<SessionMessage>(100));
    }

    void qtAgreesOnTheForm()
    {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            QVERIFY(isWellFormed(toCbor(test::RandomValue(seed).make<Task>())));
            QVERIFY(isWellFormed(toCbor(test::RandomValue(seed).make<Cluster>())));
        }
        const Task task{
            .id = "t1", .labels = {{"k", "v"}}, .slot = 3, .status = {.timestamp = {-2}, .state = TaskState::Running}};
        const QCborMap map = QCborValue::fromCbor(QByteArray::fromStdString(toCbor(task))).toMap();
        QCOMPARE(map.value(1).toString(), QStringLiteral("t1"));
        QCOMPARE(map.value(3).toMap().value(QStringLiteral("k")).toString(), QStringLiteral("v"));
        QCOMPARE(map.value(6).toInteger(), 3);
        QCOMPARE(map.value(8).toMap().value(1).toInteger(), -2);
        QCOMPARE(map.value(8).toMap().value(2).toInteger(), 512);
        QVERIFY(!map.contains(5));
    }

    void unknownKeysArePassedOver_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("integer") << QByteArray("1bffffffffffffffff");
        QTest::newRow("negative") << QByteArray("3903e7");
        QTest::newRow("octets") << QByteArray("4401020304");
        QTest::newRow("text") << QByteArray("63616263");
        QTest::newRow("list") << QByteArray("83010203");
        QTest::newRow("nested") << QByteArray("82a16161bf0102ff80");
        QTest::newRow("map") << QByteArray("a201020304");
        QTest::newRow("open list") << QByteArray("9f01820203ff");
        QTest::newRow("open text") << QByteArray("7f61616162ff");
        QTest::newRow("open octets") << QByteArray("5f4101ff");
        QTest::newRow("open map") << QByteArray("bf6161016162f6ff");
        QTest::newRow("tag") << QByteArray("c11a514b67b0");
        QTest::newRow("float16") << QByteArray("f93c00");
        QTest::newRow("float32") << QByteArray("fa47c35000");
        QTest::newRow("float64") << QByteArray("fb3ff199999999999a");
        QTest::newRow("null") << QByteArray("f6");
        QTest::newRow("simple") << QByteArray("f8ff");
    }
    void unknownKeysArePassedOver()
    {
        QFETCH(QByteArray, value);
        const Bytes unknown = QByteArray::fromHex(value).toStdString();

        // A node of a later version knows keys 4 and 1000 of a Ulimit; and one between 1 and 3 went away.
        const auto read = fromCbor<Ulimit>("\xbf\x01\x61n\x03\x07\x04"s + unknown + "\x19\x03\xe8" + unknown + "\xff");

        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(*read == (Ulimit{"n", 0, 7}));
        QVERIFY(fromCbor<Version>("\xbf\x02" + unknown + "\xff") == Version{});
    }

    void whatIsNotExactlyOneValueIsRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("no map") << QByteArray("01");
        QTest::newRow("definite map") << QByteArray("a10101");
        QTest::newRow("no end") << QByteArray("bf0101");
        QTest::newRow("key without value") << QByteArray("bf01ff");
        QTest::newRow("something after") << QByteArray("bf0101ff00");
        QTest::newRow("key twice") << QByteArray("bf01010101ff");
        QTest::newRow("keys descending") << QByteArray("bf02010101ff");
        QTest::newRow("unknown keys descending") << QByteArray("bf03010201ff");
        QTest::newRow("key zero") << QByteArray("bf0001ff");
        QTest::newRow("text key") << QByteArray("bf616101ff");
        QTest::newRow("largest key") << QByteArray("bf1bffffffffffffffff01ff");
        QTest::newRow("wrong type") << QByteArray("bf016161ff");
        QTest::newRow("negative for unsigned") << QByteArray("bf0120ff");
        QTest::newRow("null") << QByteArray("bf01f6ff");
        QTest::newRow("reserved length") << QByteArray("bf011cff");
        QTest::newRow("cut integer") << QByteArray("bf011aff");
        QTest::newRow("unknown: cut text") << QByteArray("bf027bffffffffffffffff61ff");
        QTest::newRow("unknown: endless list") << QByteArray("bf029bffffffffffffffff01ff");
        QTest::newRow("unknown: endless map") << QByteArray("bf02bbffffffffffffffff01ff");
        QTest::newRow("unknown: open map of one and a half") << QByteArray("bf02bf010203ffff");
        QTest::newRow("unknown: open text of octets") << QByteArray("bf027f4101ffff");
        QTest::newRow("unknown: lone break") << QByteArray("bf02ffff");
        QTest::newRow("unknown: simple in two octets") << QByteArray("bf02f810ff");
        QTest::newRow("unknown: open integer") << QByteArray("bf021fff");
        QTest::newRow("unknown: too deep")
            << QByteArray("bf02") + QByteArray(80, '8').replace("88", "81") + QByteArray("01ff");
    }
    void whatIsNotExactlyOneValueIsRefused()
    {
        QFETCH(QByteArray, hex);

        const QString error = errorOf<Version>(fromHex(hex.constData()));

        QVERIFY2(error.startsWith(QStringLiteral("not a well-formed Version at octet ")), qPrintable(error));
    }

    void numbersOutsideTheFieldAreRefused()
    {
        QVERIFY(errorOf<PortConfig>(fromHex("bf031b0000000100000000ff"))
                    .startsWith(QStringLiteral("not a well-formed"))); // uint32
        QVERIFY(errorOf<NodeSpec>(fromHex("bf0303ff")).startsWith(QStringLiteral("not a well-formed"))); // no such role
        QVERIFY(errorOf<NodeSpec>(fromHex("bf03190100ff")).startsWith(QStringLiteral("not a well-formed")));
        QVERIFY(errorOf<Ulimit>(fromHex("bf023b8000000000000000ff"))
                    .startsWith(QStringLiteral("not a well-formed"))); // below INT64_MIN
        QVERIFY(fromCbor<Ulimit>(fromHex("bf023b7fffffffffffffffff"))->hard == INT64_MIN);
        QVERIFY(errorOf<NodeSpec>(fromHex("bf02a2616161786161"
                                          "6179ff"))
                    .startsWith(QStringLiteral("not a well-formed"))); // label twice
        QVERIFY(errorOf<Assignments>(fromHex("bf0201ff")).startsWith(QStringLiteral("not a well-formed")));
    }

    void everyCutIsRefused()
    {
        const Bytes bytes = toCbor(test::RandomValue(3).make<Task>());

        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY2(!fromCbor<Task>(BytesView(bytes).substr(0, size)), std::to_string(size).c_str());
    }

    void smallInputsCannotClaimMuchMemory()
    {
        // A list of 60,000 tasks of two octets each would take 100 MB.
        Bytes bytes = fromHex("bf0399ea60");
        for (int i = 0; i < 60'000; ++i)
            bytes += "\xbf\xff";
        bytes += '\xff';

        QVERIFY(!fromCbor<Assignments>(bytes));
        QVERIFY(!fromCbor<Assignments>(fromHex("bf039b0000ffffffffffffbfffff")));
        QVERIFY(!fromCbor<NodeSpec>(fromHex("bf02bb0000ffffffffffff61616161ff")));
        QVERIFY(!fromCbor<NodeSpec>(fromHex("bf017b0000ffffffffffff61ff")));

        Assignments honest;
        for (std::uint64_t seed = 0; seed < 3000; ++seed)
            honest.tasks.push_back({.id = makeId(m_rng), .serviceId = makeId(m_rng)});
        QVERIFY(fromCbor<Assignments>(toCbor(honest)) == honest);
    }

    void damageNeverCrashesAndNeverLies()
    {
        for (std::uint64_t seed = 0; seed < 3000; ++seed) {
            Bytes bytes = toCbor(test::RandomValue(seed % 30).make<Node>());
            for (std::uint64_t hits = 1 + m_rng.below(3); hits > 0; --hits)
                bytes[m_rng.below(bytes.size())] = static_cast<char>(m_rng.next());

            // Whatever is accepted is a value that says the same when written again.
            if (const auto read = fromCbor<Node>(bytes))
                QVERIFY(fromCbor<Node>(toCbor(*read)));
        }
    }

    void benchmarkWrite()
    {
        const Service service = test::RandomValue(7).make<Service>();
        QBENCHMARK
        {
            (void)toCbor(service);
        }
    }
    void benchmarkRead()
    {
        const Bytes bytes = toCbor(test::RandomValue(7).make<Service>());
        QBENCHMARK
        {
            (void)fromCbor<Service>(bytes);
        }
    }

private:
    static SecurityProfile profileOf(Bytes bytes) { return {.profile = {std::move(bytes)}}; }

    Rng m_rng{1};
};

QTEST_GUILESS_MAIN(CborTest)
#include "tst_cbor.moc"

#include "shared/api/alltypes.h"
#include "shared/api/json.h"
#include "shared/api/jsonimpl.h"
#include "tests/support/randomvalue.h"

#include <QTest>

using namespace skep;
using namespace skep::api;
using namespace std::string_literals;

namespace {

// A struct of another room, with what the model has no example of.
struct Sample {
    double ratio = 0;
    std::int32_t small = 0;
    std::uint16_t port = 0;
    std::map<std::string, Version> versions;
    std::optional<Timestamp> at;
    std::string hidden;

    template <class V>
    static void fields(V& v)
    {
        v(1, "Ratio", &Sample::ratio, Omit::Empty);
        v(2, "Small", &Sample::small, Omit::Empty);
        v(3, "Port", &Sample::port, Omit::Empty);
        v(4, "Versions", &Sample::versions, Omit::Empty);
        v(5, "At", &Sample::at, Omit::Never);
        v(6, "", &Sample::hidden, Omit::Never);
    }
    bool operator==(const Sample&) const = default;
};

template <class T>
QString errorOf(std::string_view json)
{
    const auto result = fromJson<T>(json);
    if (result)
        return QStringLiteral("no error");
    if (result.error().code != ErrorCode::InvalidArgument)
        return QStringLiteral("wrong code");
    return QString::fromStdString(result.error().message);
}

template <class T>
bool surviveJson(int rounds)
{
    for (int seed = 0; seed < rounds; ++seed) {
        test::RandomValue random(static_cast<std::uint64_t>(seed));
        random.forJson = true;
        const std::string text = toJson(random.make<T>());
        const auto read = fromJson<T>(text);
        if (!read || toJson(*read) != text) {
            qWarning("seed %d: %s\n%s", seed, read ? "differs" : read.error().message.c_str(), text.c_str());
            return false;
        }
    }
    return true;
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesDockersNamesInOrder()
    {
        const PortConfig port{
            .name = "http", .protocol = PortProtocol::Tcp, .targetPort = 80, .publishMode = PublishMode::Host};

        QCOMPARE(toJson(port), R"({"Name":"http","Protocol":"tcp","TargetPort":80,"PublishMode":"host"})"s);
    }

    void omitRulesAreGos()
    {
        QCOMPARE(toJson(NodeSpec{}), R"({"Labels":{}})"s); // a map that is never left out, enums whose text is ""
        QCOMPARE(toJson(PortStatus{}), "{}"s);
        QCOMPARE(toJson(TaskStatus{}), R"({"Timestamp":"0001-01-01T00:00:00Z","State":"new","PortStatus":{}})"s);
        QCOMPARE(toJson(Privileges{}), R"({"CredentialSpec":null,"SELinuxContext":null,"NoNewPrivileges":false})"s);
        QCOMPARE(toJson(UpdateConfig{}), R"({"Parallelism":0,"MaxFailureRatio":0,"Order":""})"s);
        QCOMPARE(toJson(RestartPolicy{.maxAttempts = 0}), R"({"MaxAttempts":0})"s); // a pointer that is set is shown
        QCOMPARE(toJson(ServiceMode{.global = Nothing{}}), R"({"Global":{}})"s);
        QVERIFY(toJson(Task{}).ends_with(R"("Volumes":null})"));
        QVERIFY(toJson(Cluster{}).find(R"("DefaultAddrPool":null)") != std::string::npos);
        QVERIFY(toJson(Cluster{.defaultAddrPool = {"10.0.0.0/8"}}).find(R"("DefaultAddrPool":["10.0.0.0/8"])")
            != std::string::npos);
    }

    void metaStandsInTheObjectItself()
    {
        const Secret secret{.id = "s1",
            .meta = {.version = {7}, .createdAt = {0}, .updatedAt = {1'500'000'000}},
            .spec = {.name = "pass"}};

        QCOMPARE(toJson(secret),
            R"({"ID":"s1","Version":{"Index":7},"CreatedAt":"1970-01-01T00:00:00Z",)"
            R"("UpdatedAt":"1970-01-01T00:00:01.5Z","Spec":{"Name":"pass","Labels":{}}})"s);
        QVERIFY(fromJson<Secret>(toJson(secret)) == secret);
    }

    void fieldsWithoutNameStayInside()
    {
        const Cluster cluster{.id = "c", .joinTokens = {"w", "m"}, .rootCaKey = "key"};
        const ContainerSpec container{.image = "x", .registryAuth = "auth"};

        QVERIFY(toJson(cluster).find("key") == std::string::npos);
        QVERIFY(toJson(cluster).find("Worker") == std::string::npos);
        QCOMPARE(toJson(container), R"({"Image":"x"})"s);
        QVERIFY(fromJson<Sample>(R"({"":"x","hidden":"x"})") == Sample{});
    }

    void escapesOnlyWhatMustBe()
    {
        const auto name = [](const std::string& text) { return toJson(NodeSpec{.name = text}); };

        QCOMPARE(name("<a href=\"x\">&\\/"), "{\"Name\":\"<a href=\\\"x\\\">&\\\\/\",\"Labels\":{}}"s);
        QCOMPARE(name("\n\r\t\b\x1f\x7f"), "{\"Name\":\"\\n\\r\\t\\u0008\\u001f\x7f\",\"Labels\":{}}"s);
        QCOMPARE(name("蜂🐝"), R"({"Name":"蜂🐝","Labels":{}})"s);
        QCOMPARE(name("a\xff"
                      "b\xc3"),
            "{\"Name\":\"a\xef\xbf\xbd"
            "b\xef\xbf\xbd\",\"Labels\":{}}"s);
        QCOMPARE(name("\xed\xa0\x80\xc0\xafz"), // a surrogate and an overlong form, octet by octet
            "{\"Name\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\",\"Labels\":{}}"s);
        QCOMPARE(toJson(NodeSpec{.labels = {{"b", "2"}, {"a\"", "1"}}}), "{\"Labels\":{\"a\\\"\":\"1\",\"b\":\"2\"}}"s);
    }

    void doublesLookAsInGo_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("0.4") << 0.4 << QStringLiteral("0.4");
        QTest::newRow("1") << 1.0 << QStringLiteral("1");
        QTest::newRow("-0.25") << -0.25 << QStringLiteral("-0.25");
        QTest::newRow("1e-6") << 1e-6 << QStringLiteral("0.000001");
        QTest::newRow("1e-7") << 1e-7 << QStringLiteral("1e-7");
        QTest::newRow("1.5e-12") << 1.5e-12 << QStringLiteral("1.5e-12");
        QTest::newRow("1e20") << 1e20 << QStringLiteral("100000000000000000000");
        QTest::newRow("1e21") << 1e21 << QStringLiteral("1e+21");
        QTest::newRow("1e100") << 1e100 << QStringLiteral("1e+100");
    }
    void doublesLookAsInGo()
    {
        QFETCH(double, value);
        QFETCH(QString, text);

        const std::string json = toJson(Sample{.ratio = value});

        QCOMPARE(QString::fromStdString(json), QStringLiteral(R"({"Ratio":%1,"At":null})").arg(text));
        QVERIFY(fromJson<Sample>(json)->ratio == value);
    }

    void blobsAreBase64()
    {
        QCOMPARE(toJson(SecretSpec{.data = Blob{"\x00\xff"
                                                "a"s}}),
            R"({"Labels":{},"Data":"AP9h"})"s);
        const std::pair<std::string, std::string> good[] = {
            {"", ""}, {"YQ==", "a"}, {"YWI=", "ab"}, {"YWJj", "abc"}, {"YWJjZA==", "abcd"}, {"YW\\nJj\\r\\n", "abc"}};
        for (const auto& [text, bytes] : good) {
            const auto read = fromJson<SecretSpec>("{\"Data\":\"" + text + "\"}");
            QVERIFY2(read && read->data && read->data->data == bytes, text.c_str());
        }
    }

    void badBase64NamesTheOctet_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::newRow("no base64 at all") << "!!!" << 0;
        QTest::newRow("url alphabet") << "ab-_" << 2;
        QTest::newRow("one too few") << "YWJ" << 3;
        QTest::newRow("no padding") << "YQ" << 2;
        QTest::newRow("half padding") << "YQ=" << 3;
        QTest::newRow("padding first") << "=YQ=" << 0;
        QTest::newRow("text after padding") << "YQ==YQ==" << 4;
        QTest::newRow("padding too long") << "YWI==" << 4;
    }
    void badBase64NamesTheOctet()
    {
        QFETCH(QString, text);
        QFETCH(int, offset);

        QCOMPARE(errorOf<SecretSpec>("{\"Data\":\"" + text.toStdString() + "\"}"),
            QStringLiteral(
                "invalid JSON: json: cannot unmarshal string into Go struct field SecretSpec.Data of type []uint8: "
                "illegal base64 data at input byte %1")
                .arg(offset));
    }

    void readsWithoutRegardToCaseOrStrangers()
    {
        const auto read = fromJson<ServiceSpec>(
            R"({"name":"web","LABELS":{"Keep":"Case"},"mode":{"replicated":{"Replicas":3}},"unknown":{"a":[1,{}]},"TaskTemplate":null})");

        QVERIFY(read);
        QCOMPARE(read->name, "web"s);
        QCOMPARE(read->labels, (Labels{{"Keep", "Case"}}));
        QCOMPARE(read->mode.replicated->replicas, std::optional<std::uint64_t>(3));
        QVERIFY(read->task == TaskSpec{});
    }

    void exactNamesWin() { QCOMPARE(fromJson<NodeSpec>(R"({"name":"folded","Name":"exact"})")->name, "exact"s); }

    void nullIsAbsent()
    {
        const auto read = fromJson<ServiceSpec>(
            R"({"Name":null,"Labels":{"a":null},"TaskTemplate":{"ContainerSpec":{"Args":null,"Env":["A=1",null],"Init":null}},"UpdateConfig":null})");

        QVERIFY(read);
        QVERIFY(!read->updateConfig);
        QVERIFY(!read->task.container->init);
        QCOMPARE(read->labels, (Labels{{"a", ""}}));
        QCOMPARE(read->task.container->env, (std::vector<std::string>{"A=1", ""}));
        QVERIFY(fromJson<ServiceSpec>(" null\n") == ServiceSpec{});
    }

    void integersAreExact()
    {
        QCOMPARE(fromJson<Version>(R"({"Index":9223372036854775807})")->index, std::uint64_t(INT64_MAX));
        QCOMPARE(fromJson<Version>(R"({"Index":9007199254740993})")->index, std::uint64_t(9007199254740993));
        QCOMPARE(fromJson<Ulimit>(R"({"Hard":-9223372036854775808})")->hard, INT64_MIN);
        QCOMPARE(fromJson<Version>(R"({"Index":0})")->index, std::uint64_t(0));
        QVERIFY(!fromJson<Version>(R"({"Index":18446744073709551615})"));
        QVERIFY(!fromJson<Version>(R"({"Index":9223372036854775809})"));
    }

    void wrongTypesNameTheField_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const char* json, const char* rest) {
            QTest::newRow(name) << QString::fromUtf8(json)
                                << QStringLiteral("invalid JSON: json: cannot unmarshal ") + QString::fromUtf8(rest);
        };
        row("number for text", R"({"Name":5})", "number into Go struct field ServiceSpec.Name of type string");
        row("negative count", R"({"Mode":{"Replicated":{"Replicas":-1}}})",
            "number -1 into Go struct field ServiceSpec.Mode.Replicated.Replicas of type uint64: out of range");
        row("fraction", R"({"TaskTemplate":{"ForceUpdate":1.5}})",
            "number 1.5 into Go struct field ServiceSpec.TaskTemplate.ForceUpdate of type uint64");
        row("too large", R"({"EndpointSpec":{"Ports":[{"TargetPort":4294967296}]}})",
            "number 4294967296 into Go struct field ServiceSpec.EndpointSpec.Ports.TargetPort of type uint32: out of "
            "range");
        row("text for bool", R"({"TaskTemplate":{"ContainerSpec":{"TTY":"yes"}}})",
            "string into Go struct field ServiceSpec.TaskTemplate.ContainerSpec.TTY of type bool");
        row("object for list", R"({"TaskTemplate":{"ContainerSpec":{"Env":{}}}})",
            "object into Go struct field ServiceSpec.TaskTemplate.ContainerSpec.Env of type []string");
        row("list for object", R"({"UpdateConfig":[]})",
            "array into Go struct field ServiceSpec.UpdateConfig of type UpdateConfig");
        row("text for number", R"({"UpdateConfig":{"MaxFailureRatio":"0.5"}})",
            "string into Go struct field ServiceSpec.UpdateConfig.MaxFailureRatio of type float64");
        row("number for a word", R"({"UpdateConfig":{"Order":1}})",
            "number into Go struct field ServiceSpec.UpdateConfig.Order of type string");
        row("label", R"({"Labels":{"a":1}})", "number into Go struct field ServiceSpec.Labels of type string");
        row("form before words", R"({"UpdateConfig":{"Order":"bogus"},"Labels":[]})",
            "array into Go struct field ServiceSpec.Labels of type map[string]string");
    }
    void wrongTypesNameTheField()
    {
        QFETCH(QString, json);
        QFETCH(QString, error);

        QCOMPARE(errorOf<ServiceSpec>(json.toStdString()), error);
    }

    void aSwarmsSpecHasDockersName()
    {
        QCOMPARE(errorOf<ClusterSpec>(R"({"Raft":{"ElectionTick":"x"}})"),
            QStringLiteral("invalid JSON: json: cannot unmarshal string into Go struct field Spec.Raft.ElectionTick of "
                           "type int64"));
    }

    void unknownWordsHaveTheirOwnTexts()
    {
        QCOMPARE(errorOf<NodeSpec>(R"({"Role":"boss"})"), QStringLiteral("invalid Role: \"boss\""));
        QCOMPARE(errorOf<UpdateConfig>(R"({"Order":"bogus"})"), QStringLiteral("unrecognized update order bogus"));
        QCOMPARE(errorOf<Mount>(R"({"Type":"bogus"})"), QStringLiteral("invalid MountType: \"bogus\""));
        QVERIFY(fromJson<NodeSpec>(R"({"Role":"MANAGER"})")->role == NodeRole::Manager);
    }

    void badTimesAreRefused()
    {
        QVERIFY(
            errorOf<Meta>(R"({"CreatedAt":"yesterday"})").contains(QStringLiteral("Meta.CreatedAt of type time.Time")));
        QCOMPARE(fromJson<Meta>(R"({"CreatedAt":"2024-05-06T09:08:09.5+02:00"})")->createdAt.ns,
            std::int64_t(1714979289500000000));
    }

    void brokenDocumentsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("start");
        const QString bad = QStringLiteral("invalid JSON: ");
        QTest::newRow("empty") << QByteArray() << bad;
        QTest::newRow("blank") << QByteArray(" \n ") << bad;
        QTest::newRow("no key string") << QByteArray("{bad") << bad;
        QTest::newRow("unterminated") << QByteArray(R"({"Name":"x")") << bad;
        QTest::newRow("text") << QByteArray("\"x\"") << bad;
        QTest::newRow("number") << QByteArray("5") << bad;
        QTest::newRow("list") << QByteArray("[]") << bad;
        QTest::newRow("invalid UTF-8") << QByteArray("{\"Name\":\"\xff\"}") << bad;
        QTest::newRow("too deep") << QByteArray(100'000, '[') << bad;
        QTest::newRow("deep in an unknown member")
            << "{\"x\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}" << bad;
        QTest::newRow("text after") << QByteArray("{} x") << QStringLiteral("unexpected content after JSON");
        QTest::newRow("another after") << QByteArray("{}{}") << QStringLiteral("unexpected content after JSON");
    }
    void brokenDocumentsAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, start);

        const QString error = errorOf<ServiceSpec>(json.toStdString());

        QVERIFY2(error.startsWith(start), qPrintable(error));
        QVERIFY(start.endsWith(QLatin1Char(' ')) || error == start);
    }

    void whiteSpaceAroundIsFine() { QVERIFY(fromJson<ServiceSpec>("\r\n {\"Name\":\"x\"} \n\n")); }

    void listsAndParts()
    {
        const auto list = listFromJson<Version>(R"([{"Index":1},{"Index":2},null])");
        QVERIFY(list && *list == (std::vector<Version>{{1}, {2}, {0}}));
        QVERIFY(listFromJson<Version>("[]")->empty());
        QVERIFY(!listFromJson<Version>("{}"));
        QVERIFY(fromJsonValue<Version>(QJsonObject{{QStringLiteral("Index"), 5}}) == Version{5});

        std::string out = "[";
        appendJson(out, Version{1});
        QCOMPARE(out, R"([{"Index":1})"s);
    }

    void structsOfOtherRoomsWork()
    {
        const Sample sample{
            .ratio = 0.5, .small = -7, .port = 65535, .versions = {{"b", {2}}, {"a", {1}}}, .at = Timestamp{0}};

        QCOMPARE(toJson(sample),
            R"({"Ratio":0.5,"Small":-7,"Port":65535,"Versions":{"a":{"Index":1},"b":{"Index":2}},)"
            R"("At":"1970-01-01T00:00:00Z"})"s);
        QVERIFY(fromJson<Sample>(toJson(sample)) == sample);
        QCOMPARE(errorOf<Sample>(R"({"Port":65536})"),
            QStringLiteral("invalid JSON: json: cannot unmarshal number 65536 into Go struct field Sample.Port of type "
                           "uint16: out of range"));
    }

    void randomValuesSurvive()
    {
#define CHECK(T) QVERIFY2(surviveJson<T>(20), #T);
        SKEP_API_TYPES(CHECK)
#undef CHECK
        QVERIFY(surviveJson<Service>(300));
        QVERIFY(surviveJson<Task>(300));
    }

    void benchmarkWrite()
    {
        test::RandomValue random(7);
        random.forJson = true;
        const Service service = random.make<Service>();
        QBENCHMARK
        {
            (void)toJson(service);
        }
    }
    void benchmarkRead()
    {
        test::RandomValue random(7);
        random.forJson = true;
        const std::string json = toJson(random.make<Service>());
        QBENCHMARK
        {
            (void)fromJson<Service>(json);
        }
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"

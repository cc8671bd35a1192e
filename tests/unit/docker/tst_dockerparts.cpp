#include "daemon/docker/engineclient.h"
#include "daemon/docker/imagepuller.h"
#include "daemon/docker/nodedescription.h"
#include "daemon/docker/watchedcontainer.h"

#include <QTest>

using namespace skep;
using docker::WatchedContainer;
using Health = WatchedContainer::Health;

namespace {

// Outside of the tests: moc does not read such strings in arguments of macros.
const std::string NodeJson =
    R"({"Hostname":"vm","Platform":{"Architecture":"x86_64","OS":"linux"},"Resources":{"NanoCPUs":2000000000,"MemoryBytes":1000000},)"
    R"("Engine":{"EngineVersion":"20.10.24+dfsg1","Labels":{"rack":"1=2","ssd":"","zone":"b"},"Plugins":[{"Type":"Log","Name":"awslogs"},)"
    R"({"Type":"Log","Name":"syslog"},{"Type":"Network","Name":"bridge"},{"Type":"Network","Name":"null"},{"Type":"Network","Name":"overlay"},)"
    R"({"Type":"Volume","Name":"local"}]},"TLSInfo":{}})";

docker::Event happening(std::string action, api::Labels attributes = {})
{
    return {.type = "container", .action = std::move(action), .actor = {.id = "c1", .attributes = std::move(attributes)}};
}

docker::Inspection inspection(std::string status, std::int64_t exitCode = 0, std::string health = {})
{
    docker::Inspection result{.id = "c1", .state = {.status = std::move(status), .pid = 42, .exitCode = exitCode}};
    if (!health.empty())
        result.state.health = docker::HealthState{.status = std::move(health)};
    return result;
}

} // namespace

class TestDockerParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOlderSidesVersionIsSpoken_data();
    void theOlderSidesVersionIsSpoken();
    void refusalsBecomeErrors_data();
    void refusalsBecomeErrors();
    void aMissingImageIsToldFromOtherMissingThings();
    void imageReferencesAreSplit_data();
    void imageReferencesAreSplit();
    void aNodeIsDescribedAsDockerDoes();
    void aContainersLifeIsFollowed();
    void anEndIsNeverTakenBack();
    void aLateInspectionDoesNotUndoHealth();
    void illHealthStays();
    void aRemovedContainerHasEndedBadly();
    void outOfMemoryIsRemembered();
};

void TestDockerParts::theOlderSidesVersionIsSpoken_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("minimum");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("20.10") << "1.41" << "1.12" << "1.41";
    QTest::newRow("28.5") << "1.51" << "1.24" << "1.46";
    QTest::newRow("29") << "1.54" << "1.44" << "1.46";
    QTest::newRow("one that dropped ours") << "1.70" << "1.60" << "1.60";
    QTest::newRow("numbers, not letters") << "1.9" << "" << "1.9";
}

void TestDockerParts::theOlderSidesVersionIsSpoken()
{
    QFETCH(QString, engine);
    QFETCH(QString, minimum);
    QFETCH(QString, spoken);

    QCOMPARE(docker::negotiatedVersion("1.46", engine.toStdString(), minimum.toStdString()), spoken.toStdString());
}

void TestDockerParts::refusalsBecomeErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("missing") << 404 << "{\"message\":\"No such image: a:b\"}\n" << int(ErrorCode::NotFound) << "No such image: a:b";
    QTest::newRow("taken") << 409 << "{\"message\":\"Conflict.\"}" << int(ErrorCode::AlreadyExists) << "Conflict.";
    QTest::newRow("bad") << 400 << "{\"message\":\"bad mount\"}" << int(ErrorCode::InvalidArgument) << "bad mount";
    QTest::newRow("broken") << 500 << "{\"message\":\"oci\\n\"}" << int(ErrorCode::Internal) << "oci";
    QTest::newRow("away") << 503 << "" << int(ErrorCode::Unavailable) << "the container engine answered with status 503";
    QTest::newRow("not JSON") << 418 << "teapot" << int(ErrorCode::Unknown) << "the container engine answered with status 418";
}

void TestDockerParts::refusalsBecomeErrors()
{
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(int, code);
    QFETCH(QString, message);

    const Error error = docker::engineError(status, body.toStdString());

    QCOMPARE(int(error.code), code);
    QCOMPARE(error.message, message.toStdString());
}

void TestDockerParts::aMissingImageIsToldFromOtherMissingThings()
{
    QVERIFY(docker::isMissingImage({ErrorCode::NotFound, "No such image: nosuch:1"}));
    QVERIFY(docker::isMissingImage({ErrorCode::NotFound, "nosuch:1: image not known"}));
    QVERIFY(!docker::isMissingImage({ErrorCode::NotFound, "No such container: web.1"}));
    QVERIFY(!docker::isMissingImage({ErrorCode::Internal, "No such image: nosuch:1"}));
}

void TestDockerParts::imageReferencesAreSplit_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("tag");
    QTest::newRow("name") << "nginx" << "nginx" << "latest";
    QTest::newRow("tag") << "nginx:1.25" << "nginx" << "1.25";
    QTest::newRow("registry with port") << "r.example.test:5000/a/b" << "r.example.test:5000/a/b" << "latest";
    QTest::newRow("registry with port, tag") << "r.example.test:5000/a/b:v1" << "r.example.test:5000/a/b" << "v1";
    QTest::newRow("digest") << "nginx@sha256:abc" << "nginx" << "sha256:abc";
    QTest::newRow("tag and digest") << "r:5000/nginx:1@sha256:abc" << "r:5000/nginx" << "sha256:abc";
}

void TestDockerParts::imageReferencesAreSplit()
{
    QFETCH(QString, reference);
    QFETCH(QString, name);
    QFETCH(QString, tag);

    QCOMPARE(docker::splitImage(reference.toStdString()), (docker::ImageParts{name.toStdString(), tag.toStdString()}));
}

void TestDockerParts::aNodeIsDescribedAsDockerDoes()
{
    const docker::InfoAnswer info{.name = "vm",
        .architecture = "x86_64",
        .osType = "linux",
        .serverVersion = "20.10.24+dfsg1",
        .ncpu = 2,
        .memTotal = 1'000'000,
        .labels = {"zone=a", "ssd", "rack=1=2"},
        .plugins = {.volume = {"local"}, .network = {"null", "bridge"}, .authorization = {}, .log = {"syslog", "awslogs"}}};

    const auto node = docker::nodeDescription(info, "", {{"zone", "b"}});

    QCOMPARE(api::toJson(node), NodeJson);
    QCOMPARE(docker::nodeDescription(info, "host1", {}).hostname, std::string("host1"));
}

void TestDockerParts::aContainersLifeIsFollowed()
{
    WatchedContainer container("c1");
    container.apply(inspection("created"));
    QVERIFY(!container.started());

    container.apply(inspection("running", 0, "starting"));
    QVERIFY(container.started());
    QCOMPARE(container.pid(), std::int64_t(42));
    QCOMPARE(container.health(), Health::Starting);

    container.apply(happening("health_status: healthy"));
    QCOMPARE(container.health(), Health::Healthy);
    QVERIFY(!container.ended());

    container.apply(happening("die", {{"exitCode", "137"}}));
    QVERIFY(container.ended());
    QCOMPARE(container.exitCode(), std::int64_t(137));
    QCOMPARE(container.pid(), std::int64_t(0));
}

void TestDockerParts::anEndIsNeverTakenBack()
{
    WatchedContainer container("c1");
    container.apply(happening("die", {{"exitCode", "3"}}));

    container.apply(inspection("running"));
    container.apply(happening("die", {{"exitCode", "4"}}));
    container.disappear();

    QVERIFY(container.ended());
    QCOMPARE(container.exitCode(), std::int64_t(3));
    QCOMPARE(container.pid(), std::int64_t(0));
    QCOMPARE(container.error(), std::string());
}

void TestDockerParts::aLateInspectionDoesNotUndoHealth()
{
    WatchedContainer container("c1");
    container.apply(happening("health_status: healthy"));

    container.apply(inspection("running", 0, "starting"));

    QCOMPARE(container.health(), Health::Healthy);
}

void TestDockerParts::illHealthStays()
{
    WatchedContainer container("c1");
    container.apply(happening("health_status: unhealthy"));

    container.apply(happening("health_status: healthy"));
    container.apply(inspection("running", 0, "healthy"));

    QCOMPARE(container.health(), Health::Unhealthy);
}

void TestDockerParts::aRemovedContainerHasEndedBadly()
{
    WatchedContainer container("c1");
    container.apply(inspection("running"));

    container.apply(happening("destroy"));

    QVERIFY(container.ended());
    QVERIFY(container.gone());
    QCOMPARE(container.error(), std::string("the container was removed"));
}

void TestDockerParts::outOfMemoryIsRemembered()
{
    WatchedContainer container("c1");
    container.apply(happening("oom"));
    QVERIFY(!container.ended());

    container.apply(happening("die", {{"exitCode", "137"}}));

    QVERIFY(container.oomKilled());
}

QTEST_GUILESS_MAIN(TestDockerParts)
#include "tst_dockerparts.moc"

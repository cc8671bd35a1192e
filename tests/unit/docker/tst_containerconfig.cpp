#include "daemon/docker/containerconfig.h"

#include "tests/unit/docker/tasks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace skep;
using namespace skep::testing;

namespace {

// Outside of the tests: moc does not read such strings in arguments of macros.
const char* const PlainJson = R"({
    "Image": "searchsvc:v1.0",
    "Labels": {
        "com.docker.swarm.node.id": "rhbqgvefnx2dsmhcqxdgc5u6l",
        "com.docker.swarm.service.id": "wybjfw2qv7ttq6rc9s9xmg4gd",
        "com.docker.swarm.service.name": "web",
        "com.docker.swarm.task": "",
        "com.docker.swarm.task.id": "2b7nmj5ysjztr3zuqxj3p2f4v",
        "com.docker.swarm.task.name": "web.3.2b7nmj5ysjztr3zuqxj3p2f4v"
    },
    "StopTimeout": 10,
    "HostConfig": {}
})";

const char* const FullJson = R"({
    "Image": "searchsvc:v1.0",
    "Labels": {
        "com.docker.swarm.node.id": "rhbqgvefnx2dsmhcqxdgc5u6l",
        "com.docker.swarm.service.id": "wybjfw2qv7ttq6rc9s9xmg4gd",
        "com.docker.swarm.service.name": "web",
        "com.docker.swarm.task": "",
        "com.docker.swarm.task.id": "2b7nmj5ysjztr3zuqxj3p2f4v",
        "com.docker.swarm.task.name": "web.3.2b7nmj5ysjztr3zuqxj3p2f4v",
        "tier": "web"
    },
    "Entrypoint": ["httpd"],
    "Cmd": ["-f", "-p", "8080"],
    "Hostname": "h-3",
    "Env": ["A=1", "B=two words", "C"],
    "WorkingDir": "/www",
    "User": "1000:1000",
    "Tty": true,
    "OpenStdin": true,
    "StopSignal": "SIGINT",
    "StopTimeout": 12,
    "Healthcheck": {"Test": ["CMD-SHELL", "true"], "Interval": 2000000000, "Timeout": 1000000000,
        "StartPeriod": 3000000000, "StartInterval": 500000000, "Retries": 3},
    "HostConfig": {
        "GroupAdd": ["audio", "7"],
        "SecurityOpt": ["label=user:u", "label=role:r", "label=level:l", "label=type:t",
            "seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}", "apparmor=unconfined", "no-new-privileges=true"],
        "Init": true,
        "ReadonlyRootfs": true,
        "Mounts": [
            {"Type": "volume", "Source": "data", "Target": "/data", "VolumeOptions": {"NoCopy": true, "Labels": {"x": "y"},
                "Subpath": "sub", "DriverConfig": {"Name": "local", "Options": {"type": "nfs"}}}},
            {"Type": "bind", "Source": "/tmp", "Target": "/host", "ReadOnly": true, "BindOptions": {"Propagation": "rslave"}},
            {"Type": "tmpfs", "Target": "/scratch", "TmpfsOptions": {"SizeBytes": 65536, "Mode": 1016}}],
        "ExtraHosts": ["db.example.test:10.1.2.3"],
        "Dns": ["10.0.0.53"], "DnsSearch": ["example.test"], "DnsOptions": ["ndots:2"],
        "Sysctls": {"net.core.somaxconn": "1024"},
        "CapAdd": ["CAP_NET_ADMIN"], "CapDrop": ["CAP_MKNOD"],
        "Ulimits": [{"Name": "nofile", "Hard": 2048, "Soft": 1024}],
        "OomScoreAdj": 500,
        "NanoCpus": 500000000, "Memory": 67108864, "PidsLimit": 100, "MemoryReservation": 16777216,
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "1m"}}
    }
})";

QByteArray normalized(const std::string& json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
    if (document.isNull())
        qFatal("bad JSON in the test: %s", qPrintable(error.errorString()));
    return document.toJson(QJsonDocument::Indented);
}

std::string configJson(const agent::TaskContext& context, const std::vector<docker::FileMount>& files = {})
{
    const auto request = docker::containerConfig(context, *context.task.spec.container, files);
    return request ? api::toJson(*request) : "\"" + request.error().message + "\"";
}

// The part of the request at `path`, as compact JSON in an array.
QByteArray part(const agent::TaskContext& context, std::initializer_list<const char*> path)
{
    QJsonValue value = QJsonDocument::fromJson(QByteArray::fromStdString(configJson(context))).object();
    for (const char* name : path)
        value = value.toObject().value(QLatin1String(name));
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
}

api::NetworkAttachment attachment(std::string id, std::optional<api::NetworkSpec> spec = {})
{
    api::NetworkAttachment result{.networkId = id};
    if (spec)
        result.network = api::Network{.id = id, .spec = *spec};
    return result;
}

} // namespace

class TestContainerConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlainTaskSaysLittle();
    void everythingASpecCanSay();
    void systemLabelsOverrideOnesOfTheSpec();
    void aGlobalTaskIsNamedAfterItsNode();
    void commandReplacesTheEntryPoint();
    void hostPortsAreBoundAndIngressPortsAreNot();
    void securityProfiles_data();
    void securityProfiles();
    void genericResourcesBecomeEnvironment();
    void theTasksLogDriverIsUsed();
    void filesAreMountedReadOnly();
    void theStopGraceIsWholeSeconds_data();
    void theStopGraceIsWholeSeconds();
    void networks_data();
    void networks();
    void hostPortsAreReportedAsTheEngineGaveThem();
};

void TestContainerConfig::aPlainTaskSaysLittle()
{
    QCOMPARE(normalized(configJson(plainTask())), normalized(PlainJson));
}

void TestContainerConfig::everythingASpecCanSay()
{
    auto context = plainTask();
    api::TaskSpec& task = context.task.spec;
    task.container = api::ContainerSpec{
        .image = "searchsvc:v1.0",
        .labels = {{"tier", "web"}},
        .command = {"httpd"},
        .args = {"-f", "-p", "8080"},
        .hostname = "h-3",
        .env = {"A=1", "B=two words", "C"},
        .dir = "/www",
        .user = "1000:1000",
        .groups = {"audio", "7"},
        .privileges
        = api::Privileges{.seLinuxContext = api::SeLinuxContext{.user = "u", .role = "r", .type = "t", .level = "l"},
            .seccomp = api::SecurityProfile{.mode = "custom", .profile = {R"({"defaultAction":"SCMP_ACT_ALLOW"})"}},
            .appArmor = api::SecurityProfile{.mode = "disabled"},
            .noNewPrivileges = true},
        .init = true,
        .stopSignal = "SIGINT",
        .tty = true,
        .openStdin = true,
        .readOnly = true,
        .mounts = {{.type = api::MountType::Volume,
                       .source = "data",
                       .target = "/data",
                       .volumeOptions = api::VolumeOptions{.noCopy = true,
                           .labels = {{"x", "y"}},
                           .subpath = "sub",
                           .driverConfig = api::Driver{.name = "local", .options = {{"type", "nfs"}}}}},
            {.type = api::MountType::Bind,
                .source = "/tmp",
                .target = "/host",
                .readOnly = true,
                .bindOptions = api::BindOptions{.propagation = "rslave"}},
            {.type = api::MountType::Tmpfs,
                .target = "/scratch",
                .tmpfsOptions = api::TmpfsOptions{.sizeBytes = 65536, .mode = 01770}}},
        .stopGracePeriod = 12'000'000'000,
        .healthcheck = api::Healthcheck{.test = {"CMD-SHELL", "true"},
            .interval = 2'000'000'000,
            .timeout = 1'000'000'000,
            .startPeriod = 3'000'000'000,
            .startInterval = 500'000'000,
            .retries = 3},
        .hosts = {"10.1.2.3 db.example.test db", "bad"},
        .dnsConfig = api::DnsConfig{.nameservers = {"10.0.0.53"}, .search = {"example.test"}, .options = {"ndots:2"}},
        .isolation = "default",
        .sysctls = {{"net.core.somaxconn", "1024"}},
        .capabilityAdd = {"CAP_NET_ADMIN"},
        .capabilityDrop = {"CAP_MKNOD"},
        .ulimits = {{.name = "nofile", .hard = 2048, .soft = 1024}},
        .oomScoreAdj = 500,
    };
    task.resources
        = api::ResourceRequirements{.limits = api::Limits{.nanoCpus = 500'000'000, .memoryBytes = 67'108'864, .pids = 100},
            .reservations = api::Resources{.nanoCpus = 100'000'000, .memoryBytes = 16'777'216}};
    task.logDriver = api::Driver{.name = "json-file", .options = {{"max-size", "1m"}}};

    QCOMPARE(normalized(configJson(context)), normalized(FullJson));
}

void TestContainerConfig::systemLabelsOverrideOnesOfTheSpec()
{
    auto context = plainTask();
    context.task.spec.container.edit().labels = {{"com.docker.swarm.task.id", "forged"}, {"own", "spec"}, {"kept", "yes"}};
    context.task.labels = {{"own", "task"}};
    context.task.serviceLabels = {{"of.the.service", "is not copied"}};

    const auto labels = docker::containerConfig(context, *context.task.spec.container, {})->labels;

    QCOMPARE(labels.at("com.docker.swarm.task.id"), TaskId);
    QCOMPARE(labels.at("own"), std::string("task"));
    QCOMPARE(labels.at("kept"), std::string("yes"));
    QCOMPARE(labels.size(), 8U);
}

void TestContainerConfig::aGlobalTaskIsNamedAfterItsNode()
{
    auto context = plainTask();
    context.task.slot = 0;

    const auto labels = docker::containerConfig(context, *context.task.spec.container, {})->labels;

    QCOMPARE(labels.at("com.docker.swarm.task.name"), "web." + NodeId + "." + TaskId);
}

void TestContainerConfig::commandReplacesTheEntryPoint()
{
    auto context = plainTask();
    context.task.spec.container.edit().args = {"-v"};
    QCOMPARE(part(context, {"Cmd"}), QByteArray(R"([["-v"]])"));
    QCOMPARE(part(context, {"Entrypoint"}), QByteArray("[null]"));

    context.task.spec.container.edit().command = {"/bin/sh", "-c"};
    QCOMPARE(part(context, {"Entrypoint"}), QByteArray(R"([["/bin/sh","-c"]])"));
    QCOMPARE(part(context, {"Cmd"}), QByteArray(R"([["-v"]])"));
}

void TestContainerConfig::hostPortsAreBoundAndIngressPortsAreNot()
{
    auto context = plainTask();
    const auto host = api::PublishMode::Host;
    context.task.endpoint.ports = {
        {.protocol = api::PortProtocol::Tcp, .targetPort = 80, .publishedPort = 8080, .publishMode = host},
        {.protocol = api::PortProtocol::Tcp, .targetPort = 80, .publishedPort = 8081, .publishMode = host},
        {.protocol = api::PortProtocol::Udp, .targetPort = 53, .publishedPort = 0, .publishMode = host},
        {.protocol = api::PortProtocol::Tcp, .targetPort = 443, .publishedPort = 8443, .publishMode = api::PublishMode::Ingress},
    };

    QCOMPARE(part(context, {"HostConfig", "PortBindings"}),
        QByteArray(R"([{"53/udp":[{}],"80/tcp":[{"HostPort":"8080"},{"HostPort":"8081"}]}])"));
    QCOMPARE(part(context, {"ExposedPorts"}), QByteArray(R"([{"53/udp":{},"80/tcp":{}}])"));
    const auto bindings = [&](const char* address) {
        return docker::containerConfig(context, *context.task.spec.container, {}, address)->hostConfig.portBindings.at("53/udp");
    };
    QCOMPARE(bindings("127.0.0.11"), (std::vector<docker::PortBinding>{{.hostIp = "127.0.0.11"}}));
    QCOMPARE(bindings("0.0.0.0"), std::vector<docker::PortBinding>{{}});
}

void TestContainerConfig::securityProfiles_data()
{
    QTest::addColumn<QString>("seccomp");
    QTest::addColumn<QString>("appArmor");
    QTest::addColumn<QByteArray>("options");
    QTest::newRow("default") << "default" << "default" << QByteArray("[null]");
    QTest::newRow("unconfined") << "unconfined" << "disabled" << QByteArray(R"([["seccomp=unconfined","apparmor=unconfined"]])");
}

void TestContainerConfig::securityProfiles()
{
    QFETCH(QString, seccomp);
    QFETCH(QString, appArmor);
    QFETCH(QByteArray, options);
    auto context = plainTask();
    context.task.spec.container.edit().privileges = api::Privileges{.seccomp = api::SecurityProfile{.mode = seccomp.toStdString()},
        .appArmor = api::SecurityProfile{.mode = appArmor.toStdString()}};

    QCOMPARE(part(context, {"HostConfig", "SecurityOpt"}), options);
}

void TestContainerConfig::genericResourcesBecomeEnvironment()
{
    auto context = plainTask();
    context.task.spec.container.edit().env = {"A=1"};
    context.task.genericResources = {{.named = api::NamedResource{.kind = "gpu", .value = "uuid1"}},
        {.discrete = api::DiscreteResource{.kind = "ssd", .value = 3}},
        {.named = api::NamedResource{.kind = "gpu", .value = "uuid2"}}};

    QCOMPARE(part(context, {"Env"}), QByteArray(R"([["A=1","DOCKER_RESOURCE_GPU=uuid1,uuid2","DOCKER_RESOURCE_SSD=3"]])"));
}

void TestContainerConfig::theTasksLogDriverIsUsed()
{
    auto context = plainTask();
    context.task.logDriver = api::Driver{.name = "syslog"};

    QCOMPARE(part(context, {"HostConfig", "LogConfig"}), QByteArray(R"([{"Type":"syslog"}])"));
}

void TestContainerConfig::filesAreMountedReadOnly()
{
    auto context = plainTask();

    const auto request = docker::containerConfig(
        context, *context.task.spec.container, {{.source = "/run/skep/files/n/t/0", .target = "/run/secrets/db"}});

    QCOMPARE(request->hostConfig.mounts.size(), 1U);
    QCOMPARE(api::toJson(request->hostConfig.mounts.front()),
        std::string(R"({"Type":"bind","Source":"/run/skep/files/n/t/0","Target":"/run/secrets/db","ReadOnly":true})"));
}

void TestContainerConfig::theStopGraceIsWholeSeconds_data()
{
    QTest::addColumn<qlonglong>("nanoseconds");
    QTest::addColumn<qlonglong>("seconds");
    QTest::newRow("none") << 0LL << 0LL;
    QTest::newRow("a little") << 1LL << 1LL;
    QTest::newRow("whole") << 2'000'000'000LL << 2LL;
    QTest::newRow("and a half") << 1'500'000'000LL << 2LL;
}

void TestContainerConfig::theStopGraceIsWholeSeconds()
{
    QFETCH(qlonglong, nanoseconds);
    QFETCH(qlonglong, seconds);

    QCOMPARE(docker::stopGraceSeconds({.stopGracePeriod = nanoseconds}), std::int64_t(seconds));
    QCOMPARE(docker::stopGraceSeconds({}), std::int64_t(10));
}

void TestContainerConfig::networks_data()
{
    using Attachments = std::vector<api::NetworkAttachment>;
    using Targets = std::vector<std::string>;
    QTest::addColumn<Targets>("targets");
    QTest::addColumn<Attachments>("attachments");
    QTest::addColumn<bool>("publishesIngress");
    QTest::addColumn<QString>("mode"); // or the error
    const auto ingress = attachment("n1", api::NetworkSpec{.name = "ingress", .ingress = true});
    const auto host = attachment("n2", api::NetworkSpec{.name = "host"});
    const auto overlay = attachment("n3", api::NetworkSpec{.name = "back"});
    const QString unsupported = QStringLiteral("network %1 cannot be used on this node: overlay networks are not supported yet");
    QTest::newRow("none") << Targets{} << Attachments{} << false << "";
    QTest::newRow("ingress") << Targets{} << Attachments{ingress} << true << "";
    QTest::newRow("ingress, only its id") << Targets{} << Attachments{attachment("n1")} << true << "";
    QTest::newRow("host by name") << Targets{"host"} << Attachments{} << false << "host";
    QTest::newRow("host by id") << Targets{"n2"} << Attachments{host} << false << "host";
    QTest::newRow("host and ingress") << Targets{"n2"} << Attachments{attachment("n1"), host} << true << "host";
    QTest::newRow("none network") << Targets{"none"} << Attachments{} << false << "none";
    QTest::newRow("bridge") << Targets{"bridge"} << Attachments{attachment("bridge")} << false << "bridge";
    QTest::newRow("overlay") << Targets{"n3"} << Attachments{ingress, overlay} << true << unsupported.arg(QStringLiteral("back"));
    QTest::newRow("overlay, only its id") << Targets{"n3"} << Attachments{attachment("n1"), attachment("n3")} << true
                                          << unsupported.arg(QStringLiteral("n3"));
    QTest::newRow("overlay of the service")
        << Targets{} << Attachments{overlay} << false << unsupported.arg(QStringLiteral("back"));
    QTest::newRow("two") << Targets{"host", "bridge"} << Attachments{} << false
                         << "a task can be attached to one of the networks bridge, host and none only";
}

void TestContainerConfig::networks()
{
    QFETCH(std::vector<std::string>, targets);
    QFETCH(std::vector<api::NetworkAttachment>, attachments);
    QFETCH(bool, publishesIngress);
    QFETCH(QString, mode);
    auto context = plainTask();
    for (const auto& target : targets)
        context.task.spec.networks.push_back({.target = target});
    context.task.networks = attachments;
    if (publishesIngress)
        context.task.endpoint.ports = {{.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Ingress}};

    const auto result = docker::networkMode(context.task);

    QCOMPARE(QString::fromStdString(result ? *result : result.error().message), mode);
}

void TestContainerConfig::hostPortsAreReportedAsTheEngineGaveThem()
{
    auto context = plainTask();
    context.task.endpoint.ports = {
        {.name = "http", .protocol = api::PortProtocol::Tcp, .targetPort = 80, .publishMode = api::PublishMode::Host},
        {.protocol = api::PortProtocol::Tcp, .targetPort = 443, .publishedPort = 8443, .publishMode = api::PublishMode::Ingress}};
    const docker::NetworkSettings settings{
        .ports = {{"80/tcp", {{"0.0.0.0", "49153"}, {"::", "49153"}}}, {"443/tcp", {}}, {"9/udp", {{"", "9"}}}}};

    const auto status = docker::hostPorts(context.task, settings);

    QCOMPARE(api::toJson(status),
        std::string(
            R"({"Ports":[{"Name":"http","Protocol":"tcp","TargetPort":80,"PublishedPort":49153,"PublishMode":"host"}]})"));
}

QTEST_GUILESS_MAIN(TestContainerConfig)
#include "tst_containerconfig.moc"

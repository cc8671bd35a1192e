#include "shared/api/defaults.h"
#include "shared/api/validation.h"

#include <QTest>

#include <functional>

using namespace skep;
using namespace skep::api;

namespace {

ServiceSpec goodService()
{
    ServiceSpec spec{.name = "web", .task = {.container = ContainerSpec{.image = "nginx"}}};
    applyDefaults(spec);
    return spec;
}

QString textOf(const Result<void>& result)
{
    return result ? QStringLiteral("accepted")
                  : QString::fromStdString(std::string(name(result.error().code)) + ": " + result.error().message);
}

struct Case {
    const char* text; // "" is accepted
    std::function<void(ServiceSpec&)> change;
};

FileTarget file(const char* name)
{
    return {.name = name, .uid = "0", .gid = "0", .mode = 0444};
}

} // namespace

class ValidationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serviceRules()
    {
        const Case cases[] = {
            {"", [](auto&) {}},
            {"meta: name must be provided", [](auto& s) { s.name = ""; }},
            {"name must be valid as a DNS name component", [](auto& s) { s.name = "a."; }},
            {"name must be valid as a DNS name component", [](auto& s) { s.name = "a-"; }},
            {"", [](auto& s) { s.name = "a--b__c"; }},
            {"", [](auto& s) { s.name = std::string(63, 'a'); }},
            {"name must be 63 characters or fewer", [](auto& s) { s.name = std::string(64, 'a'); }},
            {"invalid cpu value 0.0005: Must be at least 0.001",
                [](auto& s) { s.task.resources = ResourceRequirements{.limits = Limits{.nanoCpus = 500'000}}; }},
            {"invalid memory value -1: Must be at least 4MiB",
                [](auto& s) { s.task.resources = ResourceRequirements{.reservations = Resources{.memoryBytes = -1}}; }},
            {"",
                [](auto& s) {
                    s.task.resources = ResourceRequirements{.limits = Limits{.memoryBytes = MinMemoryBytes},
                        .reservations = Resources{.memoryBytes = 2 * MinMemoryBytes}};
                }},
            {"invalid argument for resource gpu",
                [](auto& s) {
                    s.task.resources = ResourceRequirements{.reservations = Resources{.generic = {{.named = NamedResource{"gpu", "u1"}}}}};
                }},
            {"",
                [](auto& s) {
                    s.task.resources
                        = ResourceRequirements{.reservations = Resources{.generic = {{.discrete = DiscreteResource{"gpu", 2}}}}};
                }},
            {"TaskSpec: restart-delay cannot be negative",
                [](auto& s) { s.task.restartPolicy = RestartPolicy{.delay = -1}; }},
            {"TaskSpec: restart-window cannot be negative",
                [](auto& s) { s.task.restartPolicy = RestartPolicy{.window = -1}; }},
            {"TaskSpec: update-monitor cannot be negative",
                [](auto& s) { s.updateConfig = UpdateConfig{.monitor = -1}; }},
            {"TaskSpec: rollback-delay cannot be negative",
                [](auto& s) { s.rollbackConfig = UpdateConfig{.delay = -1}; }},
            {"TaskSpec: rollback-maxfailureratio cannot be less than 0 or bigger than 1",
                [](auto& s) { s.rollbackConfig = UpdateConfig{.maxFailureRatio = 1.5}; }},
            {"RollbackConfig.FailureAction: a rollback is not rolled back: pause or continue is needed",
                [](auto& s) { s.rollbackConfig = UpdateConfig{.failureAction = FailureAction::Rollback}; }},
            {"", [](auto& s) { s.updateConfig = UpdateConfig{.failureAction = FailureAction::Rollback}; }},
            {"", // it is warned of
                [](auto& s) {
                    s.updateConfig = UpdateConfig{.order = UpdateOrder::StartFirst};
                    s.endpointSpec = EndpointSpec{
                        .ports = {{.targetPort = 80, .publishedPort = 8080, .publishMode = PublishMode::Host}}};
                }},
            {"Placement.Constraints: no node has 'node.hostnam': a constraint is about node.id, node.hostname, "
             "node.role, "
             "node.ip, node.platform.os, node.platform.arch, node.labels.NAME or engine.labels.NAME",
                [](auto& s) { s.task.placement = Placement{.constraints = {"node.hostnam==a"}}; }},
            {"",
                [](auto& s) {
                    s.task.placement = Placement{.constraints = {"Node.Hostname==a", "node.labels.x != y",
                                                     "engine.labels.os==z", "node.ip==10.0.0.0/8", "node.role==worker"}};
                }},
            {"ContainerSpec.Mounts: /data is to be a cluster volume, which Skep does not have: volume, bind or tmpfs "
             "is needed",
                [](auto& s) {
                    s.task.container.edit().mounts = {{.type = MountType::Volume, .source = "v", .target = "/v"},
                        {.type = MountType::Cluster, .source = "group:fast", .target = "/data"}};
                }},
            {"ContainerSpec: StopGracePeriod cannot be negative",
                [](auto& s) { s.task.container.edit().stopGracePeriod = -1; }},
            {"ContainerSpec: duplicate mount point: /data",
                [](auto& s) {
                    s.task.container.edit().mounts = {{.target = "/data"}, {.target = "/x"}, {.target = "/data"}};
                }},
            {"ContainerSpec: Interval in HealthConfig cannot be less than 1ms",
                [](auto& s) { s.task.container.edit().healthcheck = Healthcheck{.interval = 999'999}; }},
            {"ContainerSpec: StartInterval in HealthConfig cannot be less than 1ms",
                [](auto& s) { s.task.container.edit().healthcheck = Healthcheck{.startInterval = -1}; }},
            {"ContainerSpec: Retries in HealthConfig cannot be negative",
                [](auto& s) { s.task.container.edit().healthcheck = Healthcheck{.retries = -1}; }},
            {"malformed secret reference",
                [](auto& s) { s.task.container.edit().secrets = {{.file = file("a"), .secretId = "1"}}; }},
            {"malformed secret reference, no target provided",
                [](auto& s) { s.task.container.edit().secrets = {{.secretId = "1", .secretName = "a"}}; }},
            {"malformed file secret reference, invalid target file name provided",
                [](auto& s) {
                    s.task.container.edit().secrets = {{file(""), "1", "a"}};
                }},
            {"secret references 'a' and 'b' have a conflicting target: 'f'",
                [](auto& s) {
                    s.task.container.edit().secrets = {{file("f"), "1", "a"}, {file("f"), "2", "b"}};
                }},
            {"",
                [](auto& s) {
                    s.task.container.edit().secrets = {{file("f"), "1", "a"}};
                    s.task.container.edit().configs = {{.file = file("f"), .configId = "2", .configName = "b"}};
                }},
            {"malformed config reference, no target provided",
                [](auto& s) { s.task.container.edit().configs = {{.configId = "1", .configName = "a"}}; }},
            {"CredentialSpec references config 'c1', but that config isn't in config references with RuntimeTarget",
                [](auto& s) {
                    s.task.container.edit().privileges = Privileges{.credentialSpec = CredentialSpec{.config = "c1"}};
                }},
            {"",
                [](auto& s) {
                    s.task.container.edit().privileges = Privileges{.credentialSpec = CredentialSpec{.config = "c1"}};
                    s.task.container.edit().configs = {{.runtime = Nothing{}, .configId = "c1", .configName = "cred"}};
                }},
            {"Number of replicas must be non-negative",
                [](auto& s) { s.mode.replicated->replicas = ~std::uint64_t{0}; }},
            {"Unrecognized service mode", [](auto& s) { s.mode = {}; }},
            {"Maximum concurrent jobs must not be negative",
                [](auto& s) { s.mode = {.replicatedJob = ReplicatedJobMode{.maxConcurrent = ~std::uint64_t{0}}}; }},
            {"EndpointSpec: port published with ingress mode can't be used with dnsrr mode",
                [](auto& s) {
                    s.endpointSpec = EndpointSpec{.mode = EndpointMode::DnsRr, .ports = {{.targetPort = 80}}};
                }},
            {"",
                [](auto& s) {
                    s.endpointSpec = EndpointSpec{
                        .mode = EndpointMode::DnsRr, .ports = {{.targetPort = 80, .publishMode = PublishMode::Host}}};
                }},
            {"",
                [](auto& s) {
                    s.endpointSpec = EndpointSpec{.ports = {{.targetPort = 80}, {.targetPort = 81}}};
                }},
            {"",
                [](auto& s) {
                    s.endpointSpec
                        = EndpointSpec{.ports = {{.protocol = PortProtocol::Udp, .targetPort = 53, .publishedPort = 53},
                                           {.targetPort = 53, .publishedPort = 53}}};
                }},
            {"EndpointSpec: port 70000 is not in the range 0-65535",
                [](auto& s) { s.endpointSpec = EndpointSpec{.ports = {{.targetPort = 70000}}}; }},
        };
        for (const Case& c : cases) {
            ServiceSpec spec = goodService();
            c.change(spec);

            const QString expected = *c.text ? QStringLiteral("InvalidArgument: ") + QString::fromUtf8(c.text)
                                             : QStringLiteral("accepted");
            QCOMPARE(textOf(validate(spec)), expected);
        }
    }

    void requestRules()
    {
        QCOMPARE(textOf(checkRequest(NodeSpec{.availability = Availability::Active})),
            QStringLiteral("InvalidArgument: invalid Role: \"\""));
        QCOMPARE(textOf(checkRequest(NodeSpec{.role = NodeRole::Worker})),
            QStringLiteral("InvalidArgument: invalid Availability: \"\""));
        QVERIFY(checkRequest(NodeSpec{.role = NodeRole::Worker, .availability = Availability::Drain}));
        QVERIFY(checkRequest(ClusterSpec{}));
        QCOMPARE(textOf(checkRequest(ClusterSpec{.name = "renamed"})),
            QStringLiteral("InvalidArgument: swarm spec must be named \"default\""));
        QCOMPARE(textOf(checkRequest(ClusterSpec{.ca = {.externalCas = {{.protocol = "acme"}}}})),
            QStringLiteral("InvalidArgument: invalid protocol: \"acme\""));
        QVERIFY(checkRequest(ClusterSpec{.ca = {.externalCas = {{.protocol = "cfssl"}}}}));
    }

    void clusterRules()
    {
        QVERIFY(validate(defaultClusterSpec()));
        QVERIFY(validate(ClusterSpec{}));
        QVERIFY(validate(ClusterSpec{.ca = {.nodeCertExpiry = MinNodeCertExpiry}}));
        QCOMPARE(textOf(validate(ClusterSpec{.ca = {.nodeCertExpiry = MinNodeCertExpiry - 1}})),
            QStringLiteral("InvalidArgument: minimum certificate expiry time is: 1h0m0s"));
        QCOMPARE(textOf(validate(ClusterSpec{.dispatcher = {.heartbeatPeriod = -1}})),
            QStringLiteral("InvalidArgument: heartbeat time period cannot be a negative duration"));
    }

    void secretAndConfigRules()
    {
        const auto secret = [](const std::string& name, std::size_t size) {
            return textOf(validate(SecretSpec{.name = name, .data = Blob{std::string(size, 'x')}}));
        };
        const QString badName = QStringLiteral("InvalidArgument: invalid name, only 64 [a-zA-Z0-9-_.] characters "
                                               "allowed, and the start and end character must be [a-zA-Z0-9]");

        QCOMPARE(secret("site.key_1-a", 1), QStringLiteral("accepted"));
        QCOMPARE(secret(std::string(64, 'a'), 511'999), QStringLiteral("accepted"));
        QCOMPARE(secret("", 1), QStringLiteral("InvalidArgument: name must be provided"));
        QCOMPARE(secret(std::string(65, 'a'), 1), badName);
        QCOMPARE(secret(".a", 1), badName);
        QCOMPARE(secret("a b", 1), badName);
        QCOMPARE(secret("a", 0),
            QStringLiteral("InvalidArgument: secret data must be larger than 0 and less than 512000 bytes"));
        QCOMPARE(secret("a", 512'000),
            QStringLiteral("InvalidArgument: secret data must be larger than 0 and less than 512000 bytes"));
        QVERIFY(validate(SecretSpec{.name = "a", .driver = Driver{.name = "vault"}}));
        QCOMPARE(textOf(validate(ConfigSpec{.name = "a"})),
            QStringLiteral("InvalidArgument: config data must be larger than 0 and less than 1024000 bytes"));
        QVERIFY(validate(ConfigSpec{.name = "a", .data = Blob{std::string(1'023'999, 'x')}}));
    }

    void networkRules()
    {
        const auto ipam = [](const char* subnet, const char* range, const char* gateway) {
            return textOf(
                validate(NetworkSpec{.name = "net", .ipam = IpamOptions{.configs = {{subnet, range, gateway}}}}));
        };

        QVERIFY(validate(NetworkSpec{.name = "net"}));
        QCOMPARE(textOf(validate(NetworkSpec{.name = "bad name"})),
            QStringLiteral("InvalidArgument: name must be valid as a DNS name component"));
        QCOMPARE(textOf(validate(NetworkSpec{.name = "i", .attachable = true, .ingress = true})),
            QStringLiteral("InvalidArgument: ingress network cannot be attachable"));
        QCOMPARE(textOf(validate(NetworkSpec{.name = "i", .labels = {{"com.docker.swarm.predefined", ""}}})).left(16),
            QStringLiteral("PermissionDenied"));
        QCOMPARE(ipam("10.1.0.0/16", "10.1.2.0/24", "10.1.0.1"), QStringLiteral("accepted"));
        QCOMPARE(ipam("fd00::/64", "", "fd00::1"), QStringLiteral("accepted"));
        QCOMPARE(
            ipam("10.1.0.0", "", ""), QStringLiteral("InvalidArgument: ipam configuration: invalid subnet 10.1.0.0"));
        QCOMPARE(ipam("10.1.0.0/33", "", ""),
            QStringLiteral("InvalidArgument: ipam configuration: invalid subnet 10.1.0.0/33"));
        QCOMPARE(ipam("10.1.0.0/16", "10.2.0.0/24", ""),
            QStringLiteral(
                "InvalidArgument: ipam configuration: subnet 10.1.0.0/16 does not contain range 10.2.0.0/24"));
        QCOMPARE(
            ipam("10.1.0.0/16", "", "x"), QStringLiteral("InvalidArgument: ipam configuration: invalid gateway x"));
        QCOMPARE(ipam("10.1.0.0/16", "", "10.2.0.1"),
            QStringLiteral(
                "InvalidArgument: ipam configuration: subnet 10.1.0.0/16 does not contain gateway 10.2.0.1"));
    }

    void initMergesIntoTheDefaults()
    {
        const ClusterSpec asked{.labels = {{"a", "b"}},
            .orchestration = {.taskHistoryRetentionLimit = 0},
            .raft = {.snapshotInterval = 2000},
            .ca = {.forceRotate = 3},
            .encryption = {.autoLockManagers = true}};

        const ClusterSpec merged = mergeClusterSpec(defaultClusterSpec(), asked);

        QCOMPARE(merged.name, std::string("default"));
        QCOMPARE(merged.labels, asked.labels);
        QCOMPARE(merged.orchestration.taskHistoryRetentionLimit, std::optional<std::int64_t>(0));
        QCOMPARE(merged.raft.snapshotInterval, std::uint64_t(2000));
        QCOMPARE(merged.raft.electionTick, std::int64_t(10));
        QCOMPARE(merged.dispatcher.heartbeatPeriod, DefaultHeartbeatPeriod);
        QCOMPARE(merged.ca.nodeCertExpiry, std::int64_t(7776000000000000));
        QCOMPARE(merged.ca.forceRotate, std::uint64_t(3));
        QVERIFY(merged.encryption.autoLockManagers);
    }

    void updateKeepsNothing()
    {
        const ClusterSpec stored = updatedClusterSpec({.dispatcher = {.heartbeatPeriod = 8}});

        QVERIFY(stored
            == (ClusterSpec{.name = "default",
                .orchestration = {.taskHistoryRetentionLimit = 0},
                .raft = {.keepOldSnapshots = 0},
                .dispatcher = {.heartbeatPeriod = 8}}));
    }
};

QTEST_GUILESS_MAIN(ValidationTest)
#include "tst_validation.moc"

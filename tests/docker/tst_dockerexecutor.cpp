#include "daemon/docker/dockerexecutor.h"
#include "daemon/mesh/proxypublisher.h"
#include "shared/base/rng.h"
#include "tests/docker/testengine.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace skep;
using namespace skep::testing;
using namespace std::chrono_literals;

namespace {

const std::string NodeId = "rhbqgvefnx2dsmhcqxdgc5u6l";
const std::vector<std::string> Shell{"/bin/sh", "-c"};

// A task of service "web" that runs a shell script.
agent::TaskContext scriptTask(std::string script)
{
    agent::TaskContext context;
    context.nodeId = NodeId;
    context.nodeHostname = "host1";
    context.nodePlatform = {.architecture = "x86_64", .os = "linux"};
    context.task.id = makeSecureId();
    context.task.serviceId = makeSecureId();
    context.task.serviceName = "web";
    context.task.slot = 1;
    context.task.nodeId = NodeId;
    context.task.spec.container = api::ContainerSpec{
        .image = TestEngine::Image, .command = Shell, .args = {std::move(script)}, .stopGracePeriod = 1'000'000'000};
    return context;
}

const char* const Sleep = "trap 'exit 0' TERM; while true; do sleep 0.1; done";

agent::TaskContext webTask(std::vector<api::PortConfig> ports)
{
    auto context = scriptTask("trap 'exit 0' TERM; httpd -f -p 80 -h /www & wait");
    context.task.endpoint.ports = std::move(ports);
    return context;
}

api::PortConfig port(api::PublishMode mode, std::uint32_t published)
{
    return {.protocol = api::PortProtocol::Tcp, .targetPort = 80, .publishedPort = published, .publishMode = mode};
}

api::Healthcheck check(std::string command)
{
    return {.test = {"CMD-SHELL", std::move(command)}, .interval = 200'000'000, .timeout = 5'000'000'000, .retries = 1};
}

// What an HTTP server says on that port of this machine; "" when nobody answers.
QByteArray get(std::uint32_t port, const QString& address = QStringLiteral("127.0.0.1"))
{
    QTcpSocket socket;
    socket.connectToHost(address, static_cast<quint16>(port));
    if (!socket.waitForConnected(2'000))
        return {};
    socket.write("GET / HTTP/1.0\r\n\r\n");
    while (socket.waitForReadyRead(5'000)) {
    }
    return socket.readAll();
}

std::uint16_t freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

std::string messageOf(const Result<void>& result) { return result ? "success" : result.error().message; }

} // namespace

#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto outcome = (expression);                                                                             \
        QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().message.c_str());                                 \
    } while (false)

class TestDockerExecutor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void describesItsNode();
    void aTaskEndsWithItsCode_data();
    void aTaskEndsWithItsCode();
    void aContainerCarriesTheSwarmsNameAndLabels();
    void aMissingImageIsRejectedInDockersWords();
    void aMissingImageIsPulledWithTheTasksCredentials();
    void aCommandThatCannotStartFails();
    void startWaitsForHealth();
    void startFailsWhenHealthDoesNotCome();
    void anExitBeforeHealthIsTheFailure();
    void anUnhealthyContainerIsStopped();
    void aContainerThatListensToItsStopSignalIsNotKilled();
    void aContainerThatDoesNotIsKilledAfterItsGrace();
    void shutdownIsWellDefinedInEveryState();
    void shutdownInterruptsTheWaitForHealth();
    void aContainerMadeTwiceIsOne();
    void aRunningContainerIsAdoptedWithItsPorts();
    void anEndedContainerIsNotStartedAgain();
    void hostPortsAreReported();
    void ingressPortsReachTheContainer();
    void aTakenIngressPortFailsTheTaskAndStopsIt();
    void limitsMountsAndSettingsArrive();
    void secretsAndConfigsAreFilesInMemory();
    void outOfMemoryIsSaid();
    void aRemovedContainerIsNoticed();
    void strangersAreRemoved();
    void manyContainersShareOneStreamOfEvents();
    void closingLeavesContainersAlone();
    void tasksSurviveARestartOfTheEngine_data();
    void tasksSurviveARestartOfTheEngine();

private:
    using Task = std::unique_ptr<agent::Controller>;

    [[nodiscard]] docker::ExecutorOptions options() const
    {
        return {.socketPath = m_engine->socketPath(),
            .engineLabels = {{"of.skep", "yes"}},
            .filesDirectory = m_engine->path("files")};
    }
    // Prepared and started.
    [[nodiscard]] Task running(agent::TaskContext context)
    {
        auto task = m_executor->controller(std::move(context));
        const auto prepared = await(task->prepare());
        const auto started = prepared ? await(task->start()) : prepared;
        if (!started)
            qWarning("cannot run the task: %s", started.error().message.c_str());
        return task;
    }
    [[nodiscard]] QJsonObject inspect(const agent::Controller& task) const
    {
        return m_engine
            ->ask("GET", "/containers/" + task.containerStatus().value_or(api::ContainerStatus{}).containerId + "/json")
            .object();
    }
    [[nodiscard]] QString state(const agent::Controller& task) const
    {
        return inspect(task)[QStringLiteral("State")][QStringLiteral("Status")].toString();
    }

    std::unique_ptr<TestEngine> m_engine;
    std::unique_ptr<mesh::ProxyPublisher> m_publisher;
    std::unique_ptr<docker::DockerExecutor> m_executor;
};

void TestDockerExecutor::initTestCase()
{
    m_engine = std::make_unique<TestEngine>();
    const QString reason = m_engine->begin();
    if (!reason.isEmpty()) {
        m_engine.reset();
        QSKIP(qPrintable(QStringLiteral("NO CONTAINER ENGINE, NOTHING OF THIS IS TESTED: ") + reason));
    }
}

void TestDockerExecutor::init()
{
    m_publisher = std::make_unique<mesh::ProxyPublisher>("127.0.0.1");
    m_executor = std::make_unique<docker::DockerExecutor>(options(), *m_publisher);
}

void TestDockerExecutor::cleanup()
{
    if (!m_executor)
        return;
    [[maybe_unused]] const auto removed = await(m_executor->removeOthers(NodeId, {}));
    QCoro::waitFor(m_executor->close());
    m_executor.reset();
    m_publisher.reset();
}

void TestDockerExecutor::cleanupTestCase() { m_engine.reset(); }

void TestDockerExecutor::describesItsNode()
{
    const auto node = await(m_executor->describe());

    VERIFY_OK(node);
    QCOMPARE(node->platform.os, std::string("linux"));
    QVERIFY(node->resources.nanoCpus >= 1'000'000'000);
    QVERIFY(node->resources.memoryBytes > 0);
    QVERIFY(!node->hostname.empty() && !node->engine.engineVersion.empty());
    QCOMPARE(node->engine.labels, (api::Labels{{"of.skep", "yes"}, {"of.the.engine", "yes"}}));
    QVERIFY(std::ranges::find(node->engine.plugins, api::EnginePlugin{.type = "Network", .name = "overlay"})
        != node->engine.plugins.end());
}

void TestDockerExecutor::aTaskEndsWithItsCode_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("code");
    QTest::newRow("at once") << "exit 0" << 0;
    QTest::newRow("with a code") << "exit 3" << 3;
    QTest::newRow("a little later") << "sleep 0.5; exit 4" << 4;
}

void TestDockerExecutor::aTaskEndsWithItsCode()
{
    QFETCH(QString, script);
    QFETCH(int, code);
    const auto task = running(scriptTask(script.toStdString()));

    const auto exit = await(task->wait());

    VERIFY_OK(exit);
    QCOMPARE(exit->code, code);
    QCOMPARE(exit->error, std::string());
    QCOMPARE(task->containerStatus()->exitCode, code);
    VERIFY_OK(await(task->shutdown()));
    VERIFY_OK(await(task->remove()));
    QVERIFY(inspect(*task).isEmpty());
}

void TestDockerExecutor::aContainerCarriesTheSwarmsNameAndLabels()
{
    const auto context = scriptTask(Sleep);
    const auto task = running(context);

    const auto container = inspect(*task);

    const QString name = QString::fromStdString("web.1." + context.task.id);
    QCOMPARE(container[QStringLiteral("Name")].toString(), QLatin1Char('/') + name);
    const QJsonValue labels = container[QStringLiteral("Config")][QStringLiteral("Labels")];
    QCOMPARE(labels[QStringLiteral("com.docker.swarm.task.name")].toString(), name);
    QCOMPARE(labels[QStringLiteral("com.docker.swarm.node.id")].toString().toStdString(), NodeId);
    QCOMPARE(container[QStringLiteral("State")][QStringLiteral("Pid")].toInt(), int(task->containerStatus()->pid));
    QVERIFY(task->containerStatus()->pid > 1);
}

void TestDockerExecutor::aMissingImageIsRejectedInDockersWords()
{
    auto context = scriptTask("true");
    context.task.spec.container.edit().image = "127.0.0.1:1/nosuch-image:1";
    const auto task = m_executor->controller(context);

    const auto prepared = await(task->prepare());

    QCOMPARE(messageOf(prepared), std::string("No such image: 127.0.0.1:1/nosuch-image:1"));
    QCOMPARE(prepared.error().code, ErrorCode::NotFound);
    QVERIFY(!task->containerStatus());
}

void TestDockerExecutor::aMissingImageIsPulledWithTheTasksCredentials()
{
    const std::string image = m_engine->pushToRegistry(freePort());
    if (image.empty())
        QSKIP("NO REGISTRY (docker-registry), PULLING IS NOT TESTED");
    auto context = scriptTask("exit 3");
    context.task.spec.container.edit().image = image;
    const auto stranger = m_executor->controller(context);
    QCOMPARE(messageOf(await(stranger->prepare())), "No such image: " + image);
    context.task.spec.container.edit().registryAuth = TestEngine::registryCredentials();
    const auto first = m_executor->controller(context);
    context.task.id = makeSecureId();
    const auto second = m_executor->controller(context);

    auto preparing = first->prepare();
    VERIFY_OK(await(second->prepare()));
    VERIFY_OK(await(std::move(preparing)));

    VERIFY_OK(await(first->start()));
    QCOMPARE(await(first->wait())->code, 3);
    VERIFY_OK(await(first->remove()));
    static_cast<void>(m_engine->ask("DELETE", "/images/" + image + "?force=1"));
}

void TestDockerExecutor::aCommandThatCannotStartFails()
{
    auto context = scriptTask("");
    context.task.spec.container.edit().command = {"/no/such/program"};
    const auto task = m_executor->controller(context);
    VERIFY_OK(await(task->prepare()));

    const auto started = await(task->start());

    QVERIFY2(messageOf(started).starts_with("starting container failed: "), messageOf(started).c_str());
    VERIFY_OK(await(task->shutdown()));
    VERIFY_OK(await(task->remove()));
}

void TestDockerExecutor::startWaitsForHealth()
{
    auto context = scriptTask("sleep 1; touch /tmp/ok; " + std::string(Sleep));
    context.task.spec.container.edit().healthcheck = check("test -f /tmp/ok");
    context.task.spec.container.edit().healthcheck->retries = 100;

    const auto task = running(context);

    QCOMPARE(inspect(*task)[QStringLiteral("State")][QStringLiteral("Health")][QStringLiteral("Status")].toString(),
        QStringLiteral("healthy"));
}

void TestDockerExecutor::startFailsWhenHealthDoesNotCome()
{
    auto context = scriptTask("trap 'exit 5' TERM; while true; do sleep 0.1; done");
    context.task.spec.container.edit().healthcheck = check("false");
    const auto task = m_executor->controller(context);
    VERIFY_OK(await(task->prepare()));

    const auto started = await(task->start());

    QCOMPARE(messageOf(started), std::string("task: non-zero exit (5): unhealthy container"));
    QCOMPARE(state(*task), QStringLiteral("exited"));
}

void TestDockerExecutor::anExitBeforeHealthIsTheFailure()
{
    auto context = scriptTask("exit 7");
    context.task.spec.container.edit().healthcheck = check("true");
    context.task.spec.container.edit().healthcheck->interval = 30'000'000'000;
    const auto task = m_executor->controller(context);
    VERIFY_OK(await(task->prepare()));

    QCOMPARE(messageOf(await(task->start())), std::string("task: non-zero exit (7)"));
}

void TestDockerExecutor::anUnhealthyContainerIsStopped()
{
    auto context = scriptTask(
        "touch /tmp/ok; trap 'exit 5' TERM; n=0; while true; do sleep 0.1; n=$((n+1)); test $n = 15 && rm /tmp/ok; done");
    context.task.spec.container.edit().healthcheck = check("test -f /tmp/ok");
    const auto task = running(context);

    const auto exit = await(task->wait());

    VERIFY_OK(exit);
    QCOMPARE(exit->error, std::string("unhealthy container"));
    QCOMPARE(exit->code, 5);
    QCOMPARE(state(*task), QStringLiteral("exited"));
}

void TestDockerExecutor::aContainerThatListensToItsStopSignalIsNotKilled()
{
    auto context = scriptTask("trap 'exit 9' USR1; while true; do sleep 0.1; done");
    context.task.spec.container.edit().stopSignal = "SIGUSR1";
    context.task.spec.container.edit().stopGracePeriod = 20'000'000'000;
    const auto task = running(context);
    auto waiting = task->wait();

    VERIFY_OK(await(task->shutdown()));
    const auto exit = await(std::move(waiting));

    VERIFY_OK(exit);
    QCOMPARE(exit->code, 9);
    QCOMPARE(task->containerStatus()->exitCode, 9);
}

void TestDockerExecutor::aContainerThatDoesNotIsKilledAfterItsGrace()
{
    const auto task = running(scriptTask("trap '' TERM; while true; do sleep 0.1; done"));
    QElapsedTimer timer;
    timer.start();

    VERIFY_OK(await(task->shutdown()));

    QVERIFY(timer.elapsed() >= 1'000);
    QCOMPARE(task->containerStatus()->exitCode, 128 + SIGKILL);
    QCOMPARE(state(*task), QStringLiteral("exited"));
}

void TestDockerExecutor::shutdownIsWellDefinedInEveryState()
{
    const auto unprepared = m_executor->controller(scriptTask(Sleep));
    VERIFY_OK(await(unprepared->shutdown()));
    QCOMPARE(await(unprepared->prepare()).error().code, ErrorCode::Cancelled);
    VERIFY_OK(await(unprepared->remove()));

    const auto unstarted = m_executor->controller(scriptTask(Sleep));
    VERIFY_OK(await(unstarted->prepare()));
    VERIFY_OK(await(unstarted->shutdown()));
    QCOMPARE(await(unstarted->start()).error().code, ErrorCode::Cancelled);
    VERIFY_OK(await(unstarted->remove()));
    VERIFY_OK(await(unstarted->remove()));
    VERIFY_OK(await(unstarted->shutdown()));
}

void TestDockerExecutor::shutdownInterruptsTheWaitForHealth()
{
    auto context = scriptTask(Sleep);
    context.task.spec.container.edit().healthcheck = check("test -f /tmp/never");
    context.task.spec.container.edit().healthcheck->startPeriod = 60'000'000'000;
    const auto task = m_executor->controller(context);
    VERIFY_OK(await(task->prepare()));
    auto starting = task->start();
    QTRY_COMPARE_WITH_TIMEOUT(state(*task), QStringLiteral("running"), 10'000);

    VERIFY_OK(await(task->shutdown()));

    QCOMPARE(await(std::move(starting)).error().code, ErrorCode::Cancelled);
    QCOMPARE(state(*task), QStringLiteral("exited"));
}

void TestDockerExecutor::aContainerMadeTwiceIsOne()
{
    const auto context = scriptTask(Sleep);
    const auto first = m_executor->controller(context);
    VERIFY_OK(await(first->prepare()));

    const auto second = m_executor->controller(context);
    VERIFY_OK(await(second->prepare()));
    VERIFY_OK(await(second->start()));
    const auto third = m_executor->controller(context);
    VERIFY_OK(await(third->prepare()));
    VERIFY_OK(await(third->start()));

    QCOMPARE(first->containerStatus()->containerId, second->containerStatus()->containerId);
    QCOMPARE(third->containerStatus()->pid, second->containerStatus()->pid);
    QCOMPARE(m_engine->ask("GET", "/containers/json?all=1").array().size(), 1);
}

void TestDockerExecutor::aRunningContainerIsAdoptedWithItsPorts()
{
    const std::uint16_t published = freePort();
    const auto context = webTask({port(api::PublishMode::Ingress, published), port(api::PublishMode::Host, 0)});
    auto before = running(context);
    const auto status = before->containerStatus();
    const auto ports = before->portStatus();
    QCoro::waitFor(m_executor->close());
    before.reset();
    m_executor.reset();
    m_publisher.reset();
    QCOMPARE(get(published), QByteArray());

    init();
    const auto after = m_executor->controller(context);
    auto waiting = after->wait();

    QTRY_VERIFY(get(published).endsWith("hello from the task\n"));
    QCOMPARE(after->containerStatus(), status);
    QCOMPARE(after->portStatus(), ports);
    VERIFY_OK(await(after->shutdown()));
    VERIFY_OK(await(std::move(waiting)));
}

void TestDockerExecutor::anEndedContainerIsNotStartedAgain()
{
    const auto context = scriptTask("exit 6");
    const auto before = running(context);
    VERIFY_OK(await(before->wait()));

    const auto after = m_executor->controller(context);
    VERIFY_OK(await(after->prepare()));
    VERIFY_OK(await(after->start()));
    const auto exit = await(after->wait());

    QCOMPARE(exit->code, 6);
    QCOMPARE(inspect(*after)[QStringLiteral("State")][QStringLiteral("StartedAt")],
        inspect(*before)[QStringLiteral("State")][QStringLiteral("StartedAt")]);
}

void TestDockerExecutor::hostPortsAreReported()
{
    const std::uint16_t fixed = freePort();
    const auto task = running(webTask({port(api::PublishMode::Host, 0)}));
    const auto other = running(webTask({port(api::PublishMode::Host, fixed)}));

    const auto ports = task->portStatus().ports;

    QCOMPARE(ports.size(), 1U);
    QVERIFY(ports.front().publishedPort > 0);
    QTRY_VERIFY(get(ports.front().publishedPort).endsWith("hello from the task\n"));
    QTRY_VERIFY(get(fixed).endsWith("hello from the task\n"));
}

void TestDockerExecutor::ingressPortsReachTheContainer()
{
    const std::uint16_t published = freePort();
    const auto task = running(webTask({port(api::PublishMode::Ingress, published)}));
    const auto second = running(webTask({port(api::PublishMode::Ingress, published)}));

    QTRY_VERIFY(get(published).endsWith("hello from the task\n"));
    QVERIFY(task->portStatus().ports.empty());

    VERIFY_OK(await(task->shutdown()));
    QTRY_VERIFY(get(published).endsWith("hello from the task\n"));
    VERIFY_OK(await(second->shutdown()));
    QTRY_COMPARE(get(published), QByteArray());
}

void TestDockerExecutor::aTakenIngressPortFailsTheTaskAndStopsIt()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const auto task = m_executor->controller(webTask({port(api::PublishMode::Ingress, other.serverPort())}));
    VERIFY_OK(await(task->prepare()));

    const auto started = await(task->start());

    QCOMPARE(messageOf(started), "port " + std::to_string(other.serverPort()) + "/tcp is already in use on this node");
    QCOMPARE(state(*task), QStringLiteral("exited"));
}

void TestDockerExecutor::limitsMountsAndSettingsArrive()
{
    auto context = scriptTask("{ env; hostname; id -u; ulimit -n; cat /proc/mounts /etc/hosts; cat /proc/1/oom_score_adj; "
                              "touch /new || echo read-only; } >/out/result 2>&1");
    auto& spec = context.task.spec.container.edit();
    spec.env = {"SLOT={{.Task.Slot}}"};
    spec.hostname = "{{.Service.Name}}-h";
    spec.user = "0";
    spec.readOnly = true;
    spec.hosts = {"10.1.2.3 db.example.test"};
    spec.ulimits = {{.name = "nofile", .hard = 2048, .soft = 1024}};
    spec.oomScoreAdj = 321;
    spec.init = true;
    const QString out = QString::fromStdString(m_engine->path("out"));
    QDir().mkpath(out);
    spec.mounts = {{.type = api::MountType::Bind, .source = out.toStdString(), .target = "/out"},
        {.type = api::MountType::Volume,
            .source = "skep-{{.Service.Name}}",
            .target = "/data",
            .volumeOptions = api::VolumeOptions{.labels = {{"x", "y"}}}},
        {.type = api::MountType::Tmpfs, .target = "/scratch", .tmpfsOptions = api::TmpfsOptions{.sizeBytes = 65536}}};
    context.task.spec.resources
        = api::ResourceRequirements{.limits = api::Limits{.nanoCpus = 500'000'000, .memoryBytes = 64 << 20, .pids = 50},
            .reservations = api::Resources{.memoryBytes = 32 << 20}};

    const auto task = running(context);
    const auto exit = await(task->wait());

    VERIFY_OK(exit);
    QCOMPARE(exit->code, 0);
    QFile file(out + QStringLiteral("/result"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray result = file.readAll();
    for (const char* expected : {"SLOT=1\n", "\nweb-h\n", "\n1024\n", "\n321\n", " /data ", "tmpfs /scratch tmpfs",
             "10.1.2.3\tdb.example.test", "read-only"})
        QVERIFY2(result.contains(expected), (QByteArray(expected) + " is not in " + result).constData());
    const QJsonValue host = inspect(*task)[QStringLiteral("HostConfig")];
    QCOMPARE(host[QStringLiteral("NanoCpus")].toInt(), 500'000'000);
    QCOMPARE(host[QStringLiteral("Memory")].toInt(), 64 << 20);
    QCOMPARE(host[QStringLiteral("MemoryReservation")].toInt(), 32 << 20);
    QCOMPARE(host[QStringLiteral("PidsLimit")].toInt(), 50);
    const auto volume = m_engine->ask("GET", "/volumes/skep-web");
    QCOMPARE(volume[QStringLiteral("Labels")][QStringLiteral("x")].toString(), QStringLiteral("y"));
}

void TestDockerExecutor::secretsAndConfigsAreFilesInMemory()
{
    auto context = scriptTask(
        "{ ls -ln /run/secrets/pw; cat /run/secrets/pw /app.conf; grep -E ' /(run/secrets/pw|app.conf) ' /proc/mounts; "
        "touch /run/secrets/pw || echo cannot-write; } >/out/secrets 2>&1; "
        + std::string(Sleep));
    auto& spec = context.task.spec.container.edit();
    const QString out = QString::fromStdString(m_engine->path("out"));
    QDir().mkpath(out);
    spec.mounts = {{.type = api::MountType::Bind, .source = out.toStdString(), .target = "/out"}};
    spec.secrets = {{.file = api::FileTarget{.name = "pw", .uid = "1000", .gid = "1001", .mode = 0400},
        .secretId = "s1",
        .secretName = "dbpass"}};
    spec.configs = {{.file = api::FileTarget{.name = "app.conf", .uid = "0", .gid = "0", .mode = 0444},
        .configId = "c1",
        .configName = "conf"}};
    context.secrets = {{.id = "s1", .spec = {.name = "dbpass", .data = api::Blob{"for tests only\n"}}}};
    context.configs = {{.id = "c1",
        .spec = {.name = "conf", .data = api::Blob{"slot={{.Task.Slot}}\n"}, .templating = api::Driver{.name = "golang"}}}};
    const QDir kept(QString::fromStdString(m_engine->path("files") + "/" + NodeId + "/" + context.task.id));

    const auto task = running(context);
    QFile file(out + QStringLiteral("/secrets"));
    QTRY_VERIFY(file.exists() && file.size() > 0);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray result;
    QTRY_VERIFY((result += file.readAll()).contains("cannot-write\n"));

    QVERIFY2(result.contains("-r--------"), result.constData());
    QVERIFY2(result.contains("1000     1001"), result.constData());
    QVERIFY2(result.contains("for tests only\nslot=1\n"), result.constData());
    QCOMPARE(result.count("tmpfs /"), 2);
    QVERIFY(kept.exists());
    VERIFY_OK(await(task->shutdown()));
    VERIFY_OK(await(task->remove()));
    QVERIFY(!kept.exists());
}

void TestDockerExecutor::outOfMemoryIsSaid()
{
    auto context = scriptTask({});
    context.task.spec.resources = api::ResourceRequirements{.limits = api::Limits{.memoryBytes = 16 << 20}};
    context.task.spec.container.edit().command = {"/bin/busybox", "tail"};
    context.task.spec.container.edit().args = {"/dev/zero"};
    const auto task = running(context);

    const auto exit = await(task->wait());

    VERIFY_OK(exit);
    QCOMPARE(exit->code, 128 + SIGKILL);
    QCOMPARE(exit->error, std::string("out of memory"));
}

void TestDockerExecutor::aRemovedContainerIsNoticed()
{
    const auto task = running(scriptTask(Sleep));
    auto waiting = task->wait();

    static_cast<void>(m_engine->ask("DELETE", "/containers/" + task->containerStatus()->containerId + "?force=1"));
    const auto exit = await(std::move(waiting));

    VERIFY_OK(exit);
    QVERIFY(!exit->ok());
}

void TestDockerExecutor::strangersAreRemoved()
{
    const auto mine = scriptTask(Sleep), stranger = scriptTask(Sleep);
    auto other = scriptTask(Sleep);
    other.nodeId = "anothernode";
    const std::vector<Task> tasks = [&] {
        std::vector<Task> result;
        for (const auto& context : {mine, stranger, other})
            result.push_back(running(context));
        return result;
    }();

    VERIFY_OK(await(m_executor->removeOthers(NodeId, {mine.task.id})));

    QCOMPARE(state(*tasks[0]), QStringLiteral("running"));
    QVERIFY(inspect(*tasks[1]).isEmpty());
    QCOMPARE(state(*tasks[2]), QStringLiteral("running"));
    VERIFY_OK(await(m_executor->removeOthers("anothernode", {})));
    QVERIFY(inspect(*tasks[2]).isEmpty());
}

void TestDockerExecutor::manyContainersShareOneStreamOfEvents()
{
    std::vector<Task> tasks;
    std::vector<async::Task<Result<void>>> steps;
    for (int i = 0; i < 6; ++i)
        tasks.push_back(m_executor->controller(scriptTask(Sleep)));
    for (const auto& task : tasks)
        steps.push_back(task->prepare());
    for (auto& step : steps)
        VERIFY_OK(await(std::move(step)));
    steps.clear();
    for (const auto& task : tasks)
        steps.push_back(task->start());
    for (auto& step : steps)
        VERIFY_OK(await(std::move(step)));
    std::vector<async::Task<Result<agent::Exit>>> waiting;
    for (const auto& task : tasks)
        waiting.push_back(task->wait());

    QTRY_COMPARE(m_engine->ask("GET", "/info")[QStringLiteral("NEventsListener")].toInt(), 1);

    steps.clear();
    for (const auto& task : tasks)
        steps.push_back(task->shutdown());
    for (auto& step : steps)
        VERIFY_OK(await(std::move(step)));
    for (auto& wait : waiting)
        VERIFY_OK(await(std::move(wait)));
}

void TestDockerExecutor::closingLeavesContainersAlone()
{
    const auto task = running(scriptTask(Sleep));
    auto waiting = task->wait();
    QVERIFY(!waiting.isReady());

    QCoro::waitFor(m_executor->close());

    QCOMPARE(await(std::move(waiting)).error().code, ErrorCode::Cancelled);
    QCOMPARE(state(*task), QStringLiteral("running"));
    QCOMPARE(await(task->shutdown()).error().code, ErrorCode::Cancelled);
    init();
}

void TestDockerExecutor::tasksSurviveARestartOfTheEngine_data()
{
    QTest::addColumn<bool>("killed");
    QTest::newRow("stopped") << false;
    QTest::newRow("killed") << true;
}

void TestDockerExecutor::tasksSurviveARestartOfTheEngine()
{
    QFETCH(bool, killed);
    const auto survivor = running(scriptTask(Sleep));
    const auto ending = running(scriptTask("trap 'exit 8' USR1; while true; do sleep 0.1; done"));
    auto surviving = survivor->wait();
    auto ended = ending->wait();

    killed ? m_engine->kill() : m_engine->stop();
    QCOMPARE(await(m_executor->describe()).error().code, ErrorCode::Unavailable);
    const auto meanwhile = m_executor->controller(scriptTask(Sleep));
    QCOMPARE(await(meanwhile->prepare()).error().code, ErrorCode::Unavailable);
    ::kill(static_cast<pid_t>(ending->containerStatus()->pid), SIGUSR1);
    QVERIFY(m_engine->start());

    const auto exit = await(std::move(ended));
    VERIFY_OK(exit);
    QCOMPARE(exit->code, 8);
    QVERIFY(!surviving.isReady());
    VERIFY_OK(await(meanwhile->prepare()));
    VERIFY_OK(await(meanwhile->start()));
    VERIFY_OK(await(survivor->shutdown()));
    VERIFY_OK(await(std::move(surviving)));
}

QTEST_GUILESS_MAIN(TestDockerExecutor)
#include "tst_dockerexecutor.moc"

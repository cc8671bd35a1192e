#include "app/cli/command.h"
#include "app/cli/parse.h"
#include "app/cli/servicespec.h"
#include "shared/api/json.h"
#include "shared/api/quantities.h"
#include "ui/forms/servicecommand.h"
#include "ui/text/text.h"

#include <QTest>

using namespace skep;
using namespace skep::ui;

namespace {

const std::map<QString, QString> Networks{{QStringLiteral("net1"), QStringLiteral("front")}};

api::ServiceSpec web()
{
    api::ServiceSpec spec;
    spec.name = "web";
    spec.task.container.emplace().image = "nginx:1.27";
    spec.mode.replicated.emplace().replicas = 3;
    return spec;
}

// Everything that a form can say and that docker's command can say too.
api::ServiceSpec rich()
{
    api::ServiceSpec spec = web();
    auto& container = spec.task.container.edit();
    container.command = {"/bin/sh", "-c"};
    container.args = {"echo", "it's here", ""};
    container.env = {"A=1", "TEXT=two words", "QUOTE=it's"};
    container.user = "1000:1000";
    container.dir = "/srv";
    container.hostname = "web-{{.Task.Slot}}";
    container.stopGracePeriod = 90'000'000'000;
    container.stopSignal = "SIGINT";
    container.init = true;
    container.readOnly = container.tty = true;
    container.healthcheck = api::Healthcheck{.test = {"CMD-SHELL", "curl -f localhost || exit 1"},
        .interval = 5'000'000'000,
        .timeout = 500'000'000,
        .startPeriod = 60'000'000'000,
        .retries = 4};
    container.mounts = {{.type = api::MountType::Volume, .source = "data", .target = "/data", .readOnly = true},
        {.type = api::MountType::Bind, .source = "/etc/a,b", .target = "/b"},
        {.type = api::MountType::Tmpfs, .target = "/tmp"}};
    container.labels = {{"tier", "front"}};
    spec.task.resources = api::ResourceRequirements{
        api::Limits{1'500'000'000, 256 << 20, 100}, api::Resources{250'000'000, 64 << 20, {}}};
    spec.task.placement = api::Placement{.constraints = {"node.labels.zone==a", "node.role != manager"},
        .preferences = {{api::SpreadOver{"node.labels.rack"}}},
        .maxReplicas = 2,
        .platforms = {}};
    spec.task.restartPolicy = api::RestartPolicy{api::RestartCondition::OnFailure, 2'000'000'000, 5, 120'000'000'000};
    spec.task.logDriver = api::Driver{"json-file", {{"max-size", "10m"}}};
    spec.endpointSpec = api::EndpointSpec{api::EndpointMode::Vip,
        {{.protocol = api::PortProtocol::Tcp,
             .targetPort = 80,
             .publishedPort = 8080,
             .publishMode = api::PublishMode::Ingress},
            {.protocol = api::PortProtocol::Udp,
                .targetPort = 53,
                .publishedPort = 5353,
                .publishMode = api::PublishMode::Host}}};
    spec.updateConfig = api::UpdateConfig{
        2, 10'000'000'000, api::FailureAction::Rollback, 20'000'000'000, 0.25, api::UpdateOrder::StartFirst};
    spec.endpointSpec->ports.back().publishedPort = 0; // start-first needs no port of the node
    spec.rollbackConfig = api::UpdateConfig{
        0, 1'000'000'000, api::FailureAction::Continue, 5'000'000'000, 0, api::UpdateOrder::StopFirst};
    spec.labels = {{"com.example.team", "blue"}, {"empty", ""}};
    return spec;
}

// What the client adds of its own says nothing.
api::ServiceSpec plain(api::ServiceSpec spec)
{
    auto& container = spec.task.container.edit();
    if (container.dnsConfig == api::DnsConfig{})
        container.dnsConfig.reset();
    if (container.init == false)
        container.init.reset();
    if (spec.task.placement == api::Placement{})
        spec.task.placement.reset();
    if (spec.task.resources == api::ResourceRequirements{api::Limits{}, api::Resources{}})
        spec.task.resources.reset();
    if (spec.endpointSpec == api::EndpointSpec{api::EndpointMode::Vip, {}})
        spec.endpointSpec.reset();
    std::sort(container.env.begin(), container.env.end());
    std::sort(container.mounts.begin(), container.mounts.end(),
        [](const auto& a, const auto& b) { return a.target < b.target; });
    if (spec.endpointSpec)
        std::sort(spec.endpointSpec->ports.begin(), spec.endpointSpec->ports.end(),
            [](const auto& a, const auto& b) { return a.targetPort < b.targetPort; });
    return spec;
}

// Runs the command line's parser over the command; a sentence when it refuses.
struct Typed
{
    client::EngineClient engine{http::Endpoint::unixSocket("/nowhere")};
    cli::Parsed parsed;
    std::optional<cli::Invocation> invocation;

    explicit Typed(const QString& command)
    {
        auto words = api::splitWords(command.toStdString());
        words.erase(words.begin()); // docker
        parsed = cli::parseCommand(words);
        if (!parsed.command)
            return;
        invocation.emplace(*parsed.command, engine);
        if (cli::parseOptions(*invocation, parsed.rest))
            invocation.reset();
    }
};

} // namespace

class TestServiceCommand final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void three_fields_make_the_command_of_the_manual()
    {
        const ServiceCommand command = createCommand(web(), Networks);

        QCOMPARE(command.text, QStringLiteral("docker service create --name web --replicas 3 nginx:1.27"));
        QVERIFY(command.complete);
    }

    void the_command_line_makes_the_same_service_of_it()
    {
        const api::ServiceSpec wanted = rich();
        const ServiceCommand command = createCommand(wanted, Networks);
        QVERIFY2(command.complete, qPrintable(command.text));
        Typed typed(command.text);
        QVERIFY2(typed.invocation.has_value(), qPrintable(command.text));

        auto running = cli::specForCreate(*typed.invocation);

        QVERIFY(running.isReady());
        const auto made = QCoro::waitFor(running);
        QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
        QCOMPARE(qstr(api::toJson(plain(*made))), qstr(api::toJson(plain(wanted))));
    }

    void an_update_says_what_differs()
    {
        api::ServiceSpec after = web();
        after.task.container.edit().image = "nginx:1.28";
        after.updateConfig = api::UpdateConfig{.parallelism = 1,
            .delay = 20'000'000'000,
            .failureAction = api::FailureAction::Pause,
            .monitor = 5'000'000'000,
            .maxFailureRatio = 0,
            .order = api::UpdateOrder::StopFirst};

        const ServiceCommand command = updateCommand(web(), after, Networks);

        QCOMPARE(command.text, QStringLiteral("docker service update --image nginx:1.28 --update-delay 20s web"));
        QVERIFY(command.complete);
    }

    void the_command_line_makes_the_same_change_of_it_data()
    {
        QTest::addColumn<bool>("back");
        QTest::newRow("from few settings to many") << false;
        QTest::newRow("from many settings to others") << true;
    }
    void the_command_line_makes_the_same_change_of_it()
    {
        QFETCH(bool, back);
        api::ServiceSpec before = web(), after = rich();
        if (back) {
            before = rich();
            after = rich();
            auto& container = after.task.container.edit();
            container.env = {"A=2", "NEW=1"};
            container.mounts.erase(container.mounts.begin());
            container.labels.clear();
            container.healthcheck = api::Healthcheck{.test = {"NONE"}};
            container.user.clear();
            container.readOnly = false;
            after.labels = {{"com.example.team", "green"}};
            after.endpointSpec->ports = {{.protocol = api::PortProtocol::Tcp,
                .targetPort = 80,
                .publishedPort = 9090,
                .publishMode = api::PublishMode::Ingress}};
            after.task.placement.edit().constraints = {"node.role != manager", "node.labels.zone==b"};
            after.task.placement.edit().preferences.clear();
            after.task.resources.edit().limits->memoryBytes = 0;
            after.mode.replicated->replicas = 7;
        }
        const ServiceCommand command = updateCommand(before, after, Networks);
        QVERIFY2(command.complete, qPrintable(command.text));
        Typed typed(command.text);
        QVERIFY2(typed.invocation.has_value(), qPrintable(command.text));

        api::ServiceSpec made = before;
        auto running = cli::applyUpdate(*typed.invocation, made);

        QVERIFY(running.isReady());
        const auto done = QCoro::waitFor(running);
        QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
        QCOMPARE(qstr(api::toJson(plain(made))), qstr(api::toJson(plain(after))));
    }

    void references_are_told_by_name()
    {
        api::ServiceSpec after = web();
        after.task.networks = {{.target = "net1", .aliases = {"www"}, .driverOpts = {}}};
        after.task.container.edit().secrets = {{api::FileTarget{"password", "0", "0", 0400}, "s2", "db-pass-v2"}};
        api::ServiceSpec before = web();
        before.task.container.edit().secrets = {{api::FileTarget{"db-pass", "0", "0", 0444}, "s1", "db-pass"}};

        const ServiceCommand command = updateCommand(before, after, Networks);

        QCOMPARE(command.text,
            QStringLiteral("docker service update --secret-rm db-pass --secret-add "
                           "source=db-pass-v2,target=password,mode=0400 --network-add name=front,alias=www web"));
        QVERIFY(command.complete);
    }

    void what_the_command_cannot_say_is_owned_up_to()
    {
        api::ServiceSpec after = web();
        after.task.container.edit().healthcheck = api::Healthcheck{.test = {"CMD", "/check"}};

        QVERIFY(!updateCommand(web(), after, Networks).complete);
        QVERIFY(!updateCommand(rich(), web(), Networks).complete); // a log option cannot be taken back
    }
};

QTEST_GUILESS_MAIN(TestServiceCommand)
#include "tst_servicecommand.moc"

#include "daemon/docker/expansion.h"

#include "tests/unit/docker/tasks.h"

#include <QTest>

using namespace skep;
using namespace skep::testing;

class TestExpansion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceholderHasItsValue();
    void theSlotOfAGlobalTaskIsItsNode();
    void onlyWhatDockerExpandsIsExpanded();
    void mountsAreExpanded();
    void aBadTemplateIsNamed();
    void payloadsAreExpandedOnlyWhenAsked();
    void payloadsSeeTheTasksFilesAndEnvironment();
    void payloadErrorsNameTheObjectAndNotItsData();
};

void TestExpansion::everyPlaceholderHasItsValue()
{
    auto context = plainTask();
    context.task.serviceLabels = {{"zone", "a"}};
    context.task.spec.container.edit().hostname = "{{.Service.Name}}-{{.Task.Slot}}";
    context.task.spec.container.edit().env = {"S={{.Service.ID}} {{index .Service.Labels \"zone\"}}",
        "N={{.Node.ID}} {{.Node.Hostname}} {{.Node.Platform.OS}}/{{.Node.Platform.Architecture}}", "T={{.Task.ID}} {{.Task.Name}}",
        "EQUALS=a={{.Task.Slot}}"};

    const auto spec = docker::expandSpec(context);

    QVERIFY(spec);
    QCOMPARE(spec->hostname, std::string("web-3"));
    QCOMPARE(spec->env, (std::vector<std::string>{"S=" + context.task.serviceId + " a", "N=" + NodeId + " host1 linux/x86_64",
                            "T=" + TaskId + " web.3." + TaskId, "EQUALS=a=3"}));
}

void TestExpansion::theSlotOfAGlobalTaskIsItsNode()
{
    auto context = plainTask();
    context.task.slot = 0;
    context.task.spec.container.edit().hostname = "{{.Task.Slot}}";

    QCOMPARE(docker::expandSpec(context)->hostname, NodeId);
}

void TestExpansion::onlyWhatDockerExpandsIsExpanded()
{
    auto context = plainTask();
    auto& spec = context.task.spec.container.edit();
    spec.image = "{{.Nope}}";
    spec.args = {"{{.Nope}}"};
    spec.labels = {{"l", "{{.Nope}}"}};
    spec.env = {"{{.Nope}}"};

    QCOMPARE(*docker::expandSpec(context), spec);
}

void TestExpansion::mountsAreExpanded()
{
    auto context = plainTask();
    context.task.spec.container.edit().mounts = {{.type = api::MountType::Volume,
        .source = "data-{{.Task.Slot}}",
        .target = "/data/{{.Service.Name}}",
        .volumeOptions = api::VolumeOptions{.labels = {{"slot", "{{.Task.Slot}}"}},
            .driverConfig = api::Driver{.name = "nfs", .options = {{"device", ":/{{.Node.Hostname}}"}}}}}};

    const auto mount = docker::expandSpec(context)->mounts.front();

    QCOMPARE(mount.source, std::string("data-3"));
    QCOMPARE(mount.target, std::string("/data/web"));
    QCOMPARE(mount.volumeOptions->labels.at("slot"), std::string("3"));
    QCOMPARE(mount.volumeOptions->driverConfig->options.at("device"), std::string(":/host1"));
}

void TestExpansion::aBadTemplateIsNamed()
{
    auto context = plainTask();
    context.task.spec.container.edit().env = {"A={{.Nope}}"};

    const auto spec = docker::expandSpec(context);

    QVERIFY(!spec);
    QCOMPARE(spec.error(), (Error{ErrorCode::InvalidArgument, "expanding env failed: \"{{.Nope}}\": unknown field \"Nope\""}));
}

void TestExpansion::payloadsAreExpandedOnlyWhenAsked()
{
    const auto context = plainTask();
    const auto& spec = *context.task.spec.container;

    QCOMPARE(*docker::fileContent(context, spec, {}, "{{.Task.Slot}}", "config c"), Bytes("{{.Task.Slot}}"));
    QCOMPARE(*docker::fileContent(context, spec, api::Driver{.name = "golang"}, "{{.Task.Slot}}", "config c"), Bytes("3"));
    QCOMPARE(docker::fileContent(context, spec, api::Driver{.name = "jinja"}, "", "config c").error().message,
        std::string("config c: unrecognized template type \"jinja\""));
}

void TestExpansion::payloadsSeeTheTasksFilesAndEnvironment()
{
    auto context = plainTask();
    auto& spec = context.task.spec.container.edit();
    spec.env = {"USER=search"};
    spec.secrets = {{.file = api::FileTarget{.name = "pw"}, .secretId = "s1", .secretName = "dbpass"}};
    spec.configs = {{.file = api::FileTarget{.name = "/etc/host"}, .configId = "c1", .configName = "dbhost"}};
    context.secrets = {{.id = "s1", .spec = {.name = "dbpass", .data = api::Blob{"s3cret"}}}};
    context.configs = {{.id = "c1", .spec = {.name = "dbhost", .data = api::Blob{"db.example.test"}}}};

    const auto content = docker::fileContent(context, spec, api::Driver{.name = "golang"},
        "{{env \"USER\"}}:{{secret \"pw\"}}@{{config \"/etc/host\"}}[{{env \"NONE\"}}]", "config dsn");

    QCOMPARE(*content, Bytes("search:s3cret@db.example.test[]"));
}

void TestExpansion::payloadErrorsNameTheObjectAndNotItsData()
{
    const auto context = plainTask();
    const auto& spec = *context.task.spec.container;

    const auto content
        = docker::fileContent(context, spec, api::Driver{.name = "golang"}, "s3cret {{secret \"pw\"}}", "secret dsn");

    QVERIFY(!content);
    QCOMPARE(content.error().message, std::string("expanding secret dsn failed: secret target pw not found"));
}

QTEST_GUILESS_MAIN(TestExpansion)
#include "tst_expansion.moc"

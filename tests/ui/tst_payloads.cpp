#include "tests/support/formworld.h"
#include "ui/forms/labelsheet.h"
#include "ui/forms/networksheet.h"
#include "ui/forms/payloadinput.h"
#include "ui/forms/rotation.h"
#include "ui/pages/why.h"
#include "ui/text/translations.h"

#include <QAbstractButton>
#include <QJsonDocument>

using namespace skep;
using namespace skep::ui;
using skep::test::FormWorld;
using skep::test::one;

namespace {

constexpr auto Secret = api::ObjectKind::Secret;

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

api::Service user(std::string id, std::string name, const std::string& file)
{
    api::Service service = test::runningService(std::move(id), std::move(name), 1);
    service.spec.task.container.edit().secrets = {{api::FileTarget{file, "0", "0", 0400}, "sec1", "db-pass"}};
    return service;
}

// Two services with a secret, each with its task.
void fill(FormWorld& world)
{
    world.writes.put([](store::Tx& tx) {
        QVERIFY(tx.create(test::readyNode("n1", "worker-1")).has_value());
        api::Secret secret{.id = "sec1"};
        secret.spec.name = "db-pass";
        secret.spec.labels = {{"tier", "data"}};
        QVERIFY(tx.create(secret).has_value());
        for (const api::Service& service : {user("s1", "api", "password"), user("s2", "worker", "db-pass")}) {
            QVERIFY(tx.create(service).has_value());
            QVERIFY(tx.create(test::runningTaskOf(service)).has_value());
        }
    });
}

void putLabelled(FormWorld& world, const api::Labels& labels)
{
    world.writes.put([&labels](store::Tx& tx) {
        api::Node node = test::readyNode("n1", "worker-1");
        node.spec.labels = labels;
        QVERIFY(tx.create(node).has_value());
    });
}

// A task of a service that wants what its only node has not, and the panel that says why it does not run.
struct Pending
{
    Pending(FormWorld& shown, const std::function<void(api::TaskSpec&)>& want)
        : world(shown)
    {
        api::Task task = test::taskOf("t1", "s1");
        task.spec.container.emplace().image = "web";
        want(task.spec);
        task.status.state = api::TaskState::Pending;
        task.desiredState = api::TaskState::Running;
        world.writes.put([&task](store::Tx& tx) {
            QVERIFY(tx.create(test::readyNode("n1", "worker-1")).has_value());
            api::Service service = test::runningService("s1", "web", 1);
            service.spec.task = task.spec;
            QVERIFY(tx.create(service).has_value());
            QVERIFY(tx.create(task).has_value());
        });
    }
    ~Pending()
    {
        if (world.window.centralWidget() == &why)
            world.window.takeCentralWidget();
    }
    void press(const char* button)
    {
        QVERIFY(world.ready());
        world.window.setCentralWidget(&why);
        why.explain(world.cluster, *world.cluster.store().get<api::Task>("t1"));
        auto* found = why.findChild<QPushButton*>(QString::fromLatin1(button));
        QVERIFY(found);
        found->click();
    }

    FormWorld& world;
    Why why{nullptr};
};

const Operation& newest(const FormWorld& world)
{
    return const_cast<FormWorld&>(world).cluster.operations().all().front();
}

} // namespace

class TestPayloads final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTranslations(QLocale(QLocale::English)); }

    void the_next_name_counts_on()
    {
        QCOMPARE(nextVersionName(QStringLiteral("db-pass"), {}), QStringLiteral("db-pass-v2"));
        QCOMPARE(nextVersionName(QStringLiteral("db-pass-v9"), {}), QStringLiteral("db-pass-v10"));
        QCOMPARE(
            nextVersionName(QStringLiteral("db-pass-v2"), {QStringLiteral("db-pass-v3"), QStringLiteral("db-pass-v4")}),
            QStringLiteral("db-pass-v5"));
        const QString longest(64, u'a');
        QCOMPARE(nextVersionName(longest, {}), QString(61, u'a') + QStringLiteral("-v2"));
    }

    void a_reference_is_replaced_and_its_file_stays()
    {
        QJsonObject spec = json(R"({"TaskTemplate":{"ContainerSpec":{"Image":"x","Secrets":[
            {"SecretID":"other","SecretName":"other","File":{"Name":"other","UID":"0","GID":"0","Mode":292}},
            {"SecretID":"sec1","SecretName":"db-pass","New":1,"File":{"Name":"password","UID":"5","GID":"6","Mode":256}}]}}})");

        QVERIFY(replaceReference(
            spec, Secret, QStringLiteral("sec1"), QStringLiteral("sec2"), QStringLiteral("db-pass-v2")));

        QCOMPARE(spec, json(R"({"TaskTemplate":{"ContainerSpec":{"Image":"x","Secrets":[
            {"SecretID":"other","SecretName":"other","File":{"Name":"other","UID":"0","GID":"0","Mode":292}},
            {"SecretID":"sec2","SecretName":"db-pass-v2","New":1,"File":{"Name":"password","UID":"5","GID":"6","Mode":256}}]}}})"));
        QVERIFY(!replaceReference(spec, Secret, QStringLiteral("sec1"), QStringLiteral("sec3"), QStringLiteral("x")));
        QVERIFY(!replaceReference(
            spec, api::ObjectKind::Config, QStringLiteral("sec2"), QStringLiteral("sec3"), QStringLiteral("x")));
    }

    void a_secret_is_created_and_its_value_kept_nowhere()
    {
        FormWorld world;
        QVERIFY(world.ready());
        QVERIFY(world.run("secret.create"));
        world.type("name", QStringLiteral("db-pass"));
        auto* value = world.find<QPlainTextEdit>("value");
        QTest::keyClicks(value, QStringLiteral("hunter2"));
        world.click("labels.add");
        world.type("labels.0.0", QStringLiteral("tier"));
        world.type("labels.0.1", QStringLiteral("data"));
        QCOMPARE(world.text("command"), QStringLiteral("docker secret create --label tier=data db-pass -"));
        value->selectAll();
        value->copy(); // hidden text gives nothing away
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("hunter2")));

        world.click("verb");

        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.writes.posts.front().body,
            json(R"({"Name":"db-pass","Labels":{"tier":"data"},"Data":"aHVudGVyMg=="})"));
        for (auto* edit : world.window.findChildren<QPlainTextEdit*>())
            QVERIFY(edit->toPlainText().isEmpty());
        QCOMPARE(newest(world).title, QStringLiteral("Create db-pass"));
    }

    void the_value_may_come_from_a_file_or_from_chance()
    {
        FormWorld world;
        QVERIFY(world.ready());
        QVERIFY(world.run("secret.create"));
        world.type("name", QStringLiteral("key"));
        QFile file(world.dir.filePath(QStringLiteral("key.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("\0\xff\n", 3));
        file.close();
        world.type("file", file.fileName());
        QVERIFY(!world.enabled("value"));
        world.click("verb");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.writes.posts.back().body.value(QStringLiteral("Data")).toString(), QStringLiteral("AP8K"));

        QVERIFY(world.run("secret.create"));
        world.type("name", QStringLiteral("token"));
        world.click("generate");
        world.click("verb");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(
            QByteArray::fromBase64(world.writes.posts.back().body.value(QStringLiteral("Data")).toString().toLatin1())
                .size(),
            32);
    }

    void what_is_wrong_with_a_secret_is_told_and_nothing_is_lost()
    {
        FormWorld world;
        QVERIFY(world.ready());
        QVERIFY(world.run("secret.create"));
        world.type("name", QStringLiteral("no such/name"));
        world.click("verb");
        QVERIFY(world.text("refusal").contains(QStringLiteral("invalid name")));
        world.type("name", QStringLiteral("db-pass"));
        world.click("verb");
        QCOMPARE(world.text("refusal"), QStringLiteral("A secret needs a value"));
        QTest::keyClicks(world.find<QPlainTextEdit>("value"), QStringLiteral("x"));
        world.writes.refusals["/secrets/create"]
            = {409, "rpc error: code = AlreadyExists desc = secret db-pass already exists"};
        world.click("verb");
        QTRY_VERIFY(world.text("refusal").contains(QStringLiteral("secret db-pass already exists")));
        QCOMPARE(world.text("value"), QStringLiteral("x"));
        QCOMPARE(world.writes.posts.size(), std::size_t(1));
    }

    void a_rotation_goes_from_service_to_service() // journey 19
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        QVERIFY(world.run("secret.rotate", one(Secret, "sec1")));
        QCOMPARE(world.text("name"), QStringLiteral("db-pass-v2"));
        QVERIFY(world.find<QCheckBox>("user.api")->isChecked() && world.find<QCheckBox>("user.worker")->isChecked());
        QTest::keyClicks(world.find<QPlainTextEdit>("value"), QStringLiteral("new"));
        QCOMPARE(world.text("command"),
            QStringLiteral(
                "docker secret create --label tier=data db-pass-v2 -\n"
                "docker service update --secret-rm db-pass --secret-add source=db-pass-v2,target=password api\n"
                "docker service update --secret-rm db-pass --secret-add source=db-pass-v2,target=db-pass worker"));
        world.click("verb");
        QTRY_COMPARE(world.writes.to("/services/s1/update").size(), std::size_t(1));
        QVERIFY(!world.sheet());
        QCOMPARE(world.writes.to("/secrets/create").front().body,
            json(R"({"Name":"db-pass-v2","Labels":{"tier":"data"},"Data":"bmV3"})"));
        const std::string made = world.manager.store.byName<api::Secret>("db-pass-v2").front()->id;
        const auto first = world.manager.store.get<api::Service>("s1")->spec.task.container->secrets;
        QCOMPARE(first.size(), std::size_t(1));
        QVERIFY(first[0].secretId == made && first[0].secretName == "db-pass-v2" && first[0].file->name == "password"
            && first[0].file->mode == 0400);
        QTRY_COMPARE(newest(world).progress, QStringLiteral("0 of 2 services, now api"));
        // The second one waits until the first runs with the new value, whatever else happens.
        world.writes.editService("s2", [](api::Service& service) { service.spec.labels["x"] = "y"; });
        QTRY_COMPARE(world.cluster.store().get<api::Service>("s2")->spec.labels.count("x"), std::size_t(1));
        QCOMPARE(world.writes.to("/services/s2/update").size(), std::size_t(0));
        world.rollOut("s1");
        QTRY_COMPARE(world.writes.to("/services/s2/update").size(), std::size_t(1));
        QTRY_COMPARE(newest(world).progress, QStringLiteral("1 of 2 services, now worker"));
        world.rollOut("s2");
        QTRY_COMPARE(int(newest(world).stage), int(Operation::Stage::Converged));

        // The old one is free now.
        QVERIFY(world.run("secret.remove", one(Secret, "sec1")));
        QVERIFY(world.text("question").startsWith(QStringLiteral("db-pass: no service refers to it")));
        world.click("verb");
        QTRY_VERIFY(!world.manager.store.get<api::Secret>("sec1"));
    }

    void a_rotation_ends_at_the_first_service_that_fails()
    {
        FormWorld world;
        fill(world);
        world.writes.refusals["/services/s1/update"] = {400, "no"};
        QVERIFY(world.ready());
        QVERIFY(world.run("secret.rotate", one(Secret, "sec1")));
        QTest::keyClicks(world.find<QPlainTextEdit>("value"), QStringLiteral("new"));
        world.click("verb");

        QTRY_VERIFY(!world.cluster.operations().all().empty() && newest(world).stage == Operation::Stage::Failed);

        QCOMPARE(newest(world).error,
            QStringLiteral("api: The server refused the values. no\nThe services after it were not changed."));
        QCOMPARE(world.writes.to("/services/s2/update").size(), std::size_t(0));
    }

    void an_update_that_went_back_ends_a_rotation()
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        QVERIFY(world.run("secret.rotate", one(Secret, "sec1")));
        QTest::keyClicks(world.find<QPlainTextEdit>("value"), QStringLiteral("new"));
        world.click("verb");
        QTRY_COMPARE(world.writes.to("/services/s1/update").size(), std::size_t(1));

        world.writes.editService("s1", [](api::Service& service) {
            service.updateStatus = api::UpdateStatus{.state = api::UpdateState::Paused,
                .startedAt = Timestamp{5},
                .completedAt = {},
                .message = "update paused due to failure"};
        });

        QTRY_COMPARE(newest(world).error,
            QStringLiteral("api: update paused due to failure\nThe services after it were not changed."));
        QCOMPARE(world.writes.to("/services/s2/update").size(), std::size_t(0));
    }

    void a_secret_in_use_cannot_be_removed()
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());

        QVERIFY(world.run("secret.remove", one(Secret, "sec1")));

        QVERIFY(world.text("question").contains(QStringLiteral("db-pass: used by api, worker")));
        QCOMPARE(world.text("refusal"), QStringLiteral("Take it from these services first."));
        QVERIFY(!world.enabled("verb"));
    }

    void labels_of_a_node_change_one_by_one()
    {
        FormWorld world;
        putLabelled(world, {{"disk", "ssd"}, {"rack", "r1"}});
        QVERIFY(world.ready());
        QVERIFY(world.run("node.labels", one(api::ObjectKind::Node, "n1")));
        world.type("labels.0.1", QStringLiteral("nvme"));
        world.click("labels.1.remove");
        world.click("labels.add");
        world.type("labels.1.0", QStringLiteral("zone"));
        world.type("labels.1.1", QStringLiteral("a"));
        QCOMPARE(world.text("command"),
            QStringLiteral("docker node update --label-add disk=nvme --label-add zone=a --label-rm rack worker-1"));
        // Meanwhile somebody adds another.
        world.writes.put([&world](store::Tx& tx) {
            api::Node node = *world.manager.store.get<api::Node>("n1");
            node.spec.labels["theirs"] = "1";
            QVERIFY(tx.update(node).has_value());
        });

        world.click("verb");

        QTRY_VERIFY(!world.sheet());
        QTRY_COMPARE(world.manager.store.get<api::Node>("n1")->spec.labels,
            (api::Labels{{"disk", "nvme"}, {"theirs", "1"}, {"zone", "a"}}));
        world.cluster.operations().undo(newest(world).id);
        QTRY_COMPARE(world.manager.store.get<api::Node>("n1")->spec.labels,
            (api::Labels{{"disk", "ssd"}, {"rack", "r1"}, {"theirs", "1"}}));
    }

    void the_same_label_changed_by_two_is_told()
    {
        FormWorld world;
        putLabelled(world, {{"disk", "ssd"}});
        QVERIFY(world.ready());
        QVERIFY(world.run("node.labels", one(api::ObjectKind::Node, "n1")));
        world.type("labels.0.1", QStringLiteral("nvme"));
        world.writes.put([&world](store::Tx& tx) {
            api::Node node = *world.manager.store.get<api::Node>("n1");
            node.spec.labels["disk"] = "hdd";
            QVERIFY(tx.update(node).has_value());
        });

        world.click("verb");

        QTRY_COMPARE(world.text("refusal"),
            QStringLiteral("Somebody else changed it meanwhile. Look at it again. Now: disk=hdd. Saving again puts "
                           "yours in its place."));
        QCOMPARE(world.text("labels.0.1"), QStringLiteral("nvme"));
        QCOMPARE(world.manager.store.get<api::Node>("n1")->spec.labels.at("disk"), std::string("hdd"));
        world.click("verb");
        QTRY_COMPARE(world.manager.store.get<api::Node>("n1")->spec.labels.at("disk"), std::string("nvme"));
    }

    void why_leads_to_the_label_that_places_the_task() // journey 8
    {
        FormWorld world;
        Pending pending(
            world, [](api::TaskSpec& task) { task.placement.emplace().constraints = {"node.labels.zone == a"}; });
        pending.press("suggestion.0.label");
        QCOMPARE(world.text("labels.0.0") + u'=' + world.text("labels.0.1"), QStringLiteral("zone=a"));

        world.click("verb");

        QTRY_COMPARE(world.manager.store.get<api::Node>("n1")->spec.labels, (api::Labels{{"zone", "a"}}));
        QTRY_VERIFY(!world.sheet());
    }

    void why_leads_to_the_field_that_asks_too_much() // journey 9
    {
        FormWorld world;
        Pending pending(world,
            [](api::TaskSpec& task) { task.resources.emplace().reservations.emplace().memoryBytes = 64LL << 30; });

        pending.press("suggestion.0.edit");

        QTRY_VERIFY(world.find<QLineEdit>("field.reserveMemory")->isVisible());
        QCOMPARE(world.text("field.reserveMemory"), QStringLiteral("64G"));
    }

    void a_network_is_asked_for_as_the_command_says()
    {
        FormWorld world;
        QVERIFY(world.ready());
        QVERIFY(world.run("network.create"));
        world.type("name", QStringLiteral("front"));
        world.type("gateway", QStringLiteral("10.9.0.1"));
        world.click("verb");
        QCOMPARE(world.text("refusal"), QStringLiteral("A range or a gateway lies in a subnet: give that too"));
        world.type("subnet", QStringLiteral("10.9.0.0/24"));
        world.click("attachable");
        world.click("encrypted");
        QCOMPARE(world.text("command"),
            QStringLiteral("docker network create --driver overlay --subnet 10.9.0.0/24 --gateway 10.9.0.1 "
                           "--attachable --opt encrypted front"));
        world.click("verb");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.writes.to("/networks/create").front().body,
            json(R"({"Name":"front","Driver":"overlay","CheckDuplicate":true,"Scope":"swarm","Internal":false,
            "Attachable":true,"IPAM":{"Driver":"default","Config":[{"Subnet":"10.9.0.0/24","Gateway":"10.9.0.1"}]},"Options":{"encrypted":""},"Labels":{}})"));
    }

    void a_server_without_secrets_offers_none()
    {
        FormWorld world;
        world.manager.routes.clear(); // only what every Skep has
        QVERIFY(world.ready());

        QVERIFY(!world.run("secret.create"));
        QVERIFY(!world.run("config.create"));
        QVERIFY(!world.run("network.create"));
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestPayloads test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_payloads.moc"

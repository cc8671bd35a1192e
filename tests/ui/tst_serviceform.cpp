#include "tests/support/formworld.h"
#include "ui/activity/notices.h"
#include "ui/forms/drafts.h"
#include "ui/text/translations.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QListWidget>
#include <QTreeWidget>

using namespace skep;
using namespace skep::ui;
using skep::test::FormWorld;
using skep::test::one;

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

QStringList rowsOf(QTreeWidget* tree)
{
    QStringList rows;
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        QStringList cells;
        for (int column = 0; column < tree->columnCount(); ++column)
            cells << tree->topLevelItem(i)->text(column);
        rows << cells.join(u'|');
    }
    return rows;
}

const Selection Web = one(api::ObjectKind::Service, "s1");

} // namespace

class TestServiceForm final : public QObject
{
    Q_OBJECT

    static void fill(FormWorld& world)
    {
        world.writes.put([](store::Tx& tx) {
            QVERIFY(tx.create(test::readyNode("n1", "worker-1")).has_value());
            QVERIFY(tx.create(test::runningService("s1", "web")).has_value());
        });
    }
    static bool open(FormWorld& world)
    {
        return world.ready() && world.run("service.edit", Web) && QTest::qWaitFor([&world] {
            return world.sheet()->findChild<QLineEdit*>(QStringLiteral("field.image"))->isVisible();
        });
    }
    static bool showSection(FormWorld& world, const QString& title)
    {
        auto* sections = world.find<QListWidget>("sections");
        for (int i = 0; i < sections->count(); ++i)
            if (sections->item(i)->text().startsWith(title) && !sections->item(i)->isHidden())
                return sections->setCurrentRow(i), true;
        return false;
    }

private Q_SLOTS:
    void initTestCase() { installTranslations(QLocale(QLocale::English)); }

    void three_fields_make_a_service() // journey 3
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        QVERIFY(world.run("service.create"));
        QVERIFY(world.find<QLineEdit>("field.image")->hasFocus());

        world.type("field.image", QStringLiteral("nginx:1.27"));
        world.type("field.name", QStringLiteral("shop"));
        world.type("field.replicas", QStringLiteral("3"));

        QCOMPARE(world.text("command"), QStringLiteral("docker service create --name shop --replicas 3 nginx:1.27"));
        QCOMPARE(world.text("effect"), QStringLiteral("3 tasks start."));
        const QString request = world.text("request");
        QVERIFY(request.startsWith(QStringLiteral("POST /services/create\n\n{")));
        QTest::keyClick(world.find<QLineEdit>("field.replicas"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.writes.posts.size(), std::size_t(1));
        QCOMPARE(qstr(world.writes.posts[0].path), QStringLiteral("/services/create"));
        QCOMPARE(world.writes.posts[0].body, json(R"({"Name":"shop","Labels":{},"EndpointSpec":{"Mode":"vip"},
            "TaskTemplate":{"ContainerSpec":{"Image":"nginx:1.27"}},"Mode":{"Replicated":{"Replicas":3}}})"));
        QCOMPARE(QJsonDocument::fromJson(request.section(QStringLiteral("\n\n"), 1).toUtf8()).object(), world.writes.posts[0].body);
        QCOMPARE(world.wentTo, QStringLiteral("services"));
        QCOMPARE(world.cluster.operations().all().front().title, QStringLiteral("Create shop"));
    }

    void what_is_missing_is_asked_at_its_field()
    {
        FormWorld world;
        QVERIFY(world.ready());
        QVERIFY(world.run("service.create"));

        world.click("apply");

        QCOMPARE(world.text("note.image"), QStringLiteral("Which image shall run?"));
        QVERIFY(world.find<QLineEdit>("field.image")->hasFocus());
        QVERIFY(world.writes.posts.empty());
    }

    void every_section_can_be_reached_and_filled()
    {
        FormWorld world;
        fill(world);
        world.writes.put([](store::Tx& tx) {
            api::Secret secret{.id = "sec1"};
            secret.spec.name = "db-pass";
            QVERIFY(tx.create(secret).has_value());
        });
        QVERIFY(world.ready());
        QVERIFY(world.run("service.create"));
        const auto go = [&world](const QString& title) { return showSection(world, title); };
        world.type("field.image", QStringLiteral("web"));
        world.type("field.name", QStringLiteral("shop"));
        QVERIFY(go(QStringLiteral("Run")));
        world.click("field.env.add");
        world.type("field.env.0.0", QStringLiteral("MODE"));
        world.type("field.env.0.1", QStringLiteral("a b"));
        QVERIFY(go(QStringLiteral("Placement")));
        world.click("field.constraints.add");
        world.type("field.constraints.0.0", QStringLiteral("node.hostname"));
        world.type("field.constraints.0.2", QStringLiteral("worker-9"));
        QCOMPARE(world.text("note.constraints"), QStringLiteral("matches 0 of 1 node (ready and active)"));
        QVERIFY(world.text("warnings").contains(QStringLiteral("No node meets its constraints")));
        world.type("field.constraints.0.2", QStringLiteral("worker-1"));
        QCOMPARE(world.text("note.constraints"), QStringLiteral("matches 1 of 1 node (ready and active)"));
        QVERIFY(go(QStringLiteral("Network")));
        world.click("field.ports.add");
        world.type("field.ports.0.0", QStringLiteral("8080"));
        world.type("field.ports.0.1", QStringLiteral("80"));
        world.find<QComboBox>("field.ports.0.2")->setCurrentText(QStringLiteral("udp"));
        QVERIFY(go(QStringLiteral("Secrets and configs")));
        world.click("field.secrets.add");
        world.type("field.secrets.0.0", QStringLiteral("db-pass"));
        world.type("field.secrets.0.4", QStringLiteral("400"));
        QVERIFY(go(QStringLiteral("Update")));
        world.find<QComboBox>("field.update.order")->setCurrentIndex(2);

        QCOMPARE(world.text("command"),
            QStringLiteral(
                "docker service create --name shop --env 'MODE=a b' --secret source=db-pass,mode=0400 "
                "--constraint node.hostname==worker-1 --publish 8080:80/udp --update-order start-first web"));
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        const QJsonObject body = world.writes.posts.front().body;
        const QJsonObject container
            = body.value(QStringLiteral("TaskTemplate")).toObject().value(QStringLiteral("ContainerSpec")).toObject();
        QCOMPARE(
            container, json(R"({"Image":"web","Env":["MODE=a b"],"Secrets":[{"SecretID":"sec1","SecretName":"db-pass",
            "File":{"Name":"db-pass","UID":"0","GID":"0","Mode":256}}]})"));
        QCOMPARE(body.value(QStringLiteral("EndpointSpec")).toObject(),
            json(
                R"({"Mode":"vip","Ports":[{"PublishedPort":8080,"TargetPort":80,"Protocol":"udp","PublishMode":"ingress"}]})"));
        QCOMPARE(body.value(QStringLiteral("UpdateConfig")).toObject().value(QStringLiteral("Order")).toString(),
            QStringLiteral("start-first"));
    }

    void an_update_is_reviewed_and_keeps_what_nobody_here_knows() // journey 21, last part
    {
        FormWorld world;
        fill(world);
        QVERIFY(open(world));
        const auto version = world.manager.store.get<api::Service>("s1")->meta.version.index;
        QCOMPARE(rowsOf(world.find<QTreeWidget>("otherFields")).filter(QStringLiteral("FromTheFuture")),
            QStringList(QStringLiteral("FromTheFuture|9007199254740993")));
        QVERIFY(!world.enabled("apply"));

        world.type("field.image", QStringLiteral("web:1.4"));

        QCOMPARE(rowsOf(world.find<QTreeWidget>("changes")), QStringList(QStringLiteral("Image|web:1.3|web:1.4")));
        QCOMPARE(world.text("note.image"), QStringLiteral("was web:1.3"));
        QVERIFY(world.text("diff").contains(QStringLiteral("\"Image\": \"web:1.4\"")));
        QCOMPARE(world.text("command"), QStringLiteral("docker service update --image web:1.4 web"));
        QVERIFY(world.text("request").startsWith(QStringLiteral("POST /services/s1/update?version=")));
        QVERIFY(!world.enabled("field.name"));
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.writes.posts.size(), std::size_t(1));
        QCOMPARE(qstr(world.writes.posts[0].path), QStringLiteral("/services/s1/update"));
        QCOMPARE(world.writes.posts[0].version, std::to_string(version));
        const QJsonObject body = world.writes.posts[0].body;
        QCOMPARE(body.value(QStringLiteral("FromTheFuture")).toInteger(), qint64(9'007'199'254'740'993));
        QCOMPARE(body.value(QStringLiteral("Labels")).toObject(), json(R"({"team":"blue"})"));
        QCOMPARE(world.manager.store.get<api::Service>("s1")->spec.task.container->image, std::string("web:1.4"));
    }

    void an_update_can_be_taken_back_while_nobody_changed_the_same()
    {
        for (const bool meddled : {false, true}) {
            FormWorld world;
            fill(world);
            QVERIFY(open(world));
            world.type("field.image", QStringLiteral("web:1.4"));
            world.click("apply");
            QTRY_COMPARE(world.cluster.operations().all().size(), std::size_t(1));
            const int id = world.cluster.operations().all().front().id;
            world.writes.editService("s1", [meddled](api::Service& service) {
                service.spec.mode.replicated->replicas = 5;
                if (meddled)
                    service.spec.task.container.edit().image = "web:9";
            });

            QTRY_COMPARE(world.cluster.operations().all().front().undoText, QStringLiteral("Undo"));
            world.cluster.operations().undo(id);

            using Stage = Operation::Stage;
            QTRY_COMPARE(
                int(world.cluster.operations().all().front().stage), int(meddled ? Stage::Failed : Stage::Cancelled));
            QCOMPARE(world.manager.store.get<api::Service>("s1")->spec.task.container->image,
                std::string(meddled ? "web:9" : "web:1.3"));
        }
    }

    void others_changes_of_other_fields_are_taken_in() // journey 21
    {
        FormWorld world;
        fill(world);
        QVERIFY(open(world));
        world.type("field.image", QStringLiteral("web:1.4"));

        world.writes.editService("s1", [](api::Service& service) { service.spec.mode.replicated->replicas = 7; });

        QTRY_COMPARE(world.text("field.replicas"), QStringLiteral("7"));
        QVERIFY(world.text("conflictSentence").contains(QStringLiteral("Replicas: 2 → 7")));
        QCOMPARE(world.text("field.image"), QStringLiteral("web:1.4"));
        QVERIFY(world.enabled("apply"));
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        const auto service = world.manager.store.get<api::Service>("s1");
        QCOMPARE(service->spec.task.container->image, std::string("web:1.4"));
        QCOMPARE(*service->spec.mode.replicated->replicas, std::uint64_t(7));
    }

    void others_changes_of_the_same_field_are_asked_about_data() // journey 21
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("image");
        QTest::newRow("mine") << QStringLiteral("mine.image") << QStringLiteral("web:1.4");
        QTest::newRow("theirs") << QStringLiteral("theirs.image") << QStringLiteral("web:2.0");
    }
    void others_changes_of_the_same_field_are_asked_about()
    {
        QFETCH(QString, button);
        QFETCH(QString, image);
        FormWorld world;
        fill(world);
        QVERIFY(open(world));
        world.type("field.image", QStringLiteral("web:1.4"));
        world.type("field.replicas", QStringLiteral("4"));

        world.writes.editService(
            "s1", [](api::Service& service) { service.spec.task.container.edit().image = "web:2.0"; });

        QTRY_VERIFY(world.sheet()->findChild<QPushButton*>(button));
        QCOMPARE(world.text("base.image") + world.text("yours.image") + world.text("other.image"),
            QStringLiteral("web:1.3web:1.4web:2.0"));
        QVERIFY(!world.enabled("apply"));
        world.click(button.toLatin1().constData());
        QVERIFY(world.enabled("apply"));
        QCOMPARE(world.text("field.image"), image);
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        const auto service = world.manager.store.get<api::Service>("s1");
        QCOMPARE(qstr(service->spec.task.container->image), image);
        QCOMPARE(*service->spec.mode.replicated->replicas, std::uint64_t(4));
        QCOMPARE(world.writes.posts.back().body.value(QStringLiteral("FromTheFuture")).toInteger(),
            qint64(9'007'199'254'740'993));
    }

    void somebody_faster_is_noticed_and_nothing_is_sent_blindly()
    {
        FormWorld world;
        fill(world);
        QVERIFY(open(world));
        world.type("field.image", QStringLiteral("web:1.4"));
        world.writes.beforeWrite = [&world](const test::FakeWrites::Post&) {
            world.writes.beforeWrite = {};
            world.writes.editService(
                "s1", [](api::Service& service) { service.spec.task.container.edit().image = "web:2.0"; });
        };

        world.click("apply");

        QTRY_VERIFY(world.sheet()->findChild<QPushButton*>(QStringLiteral("mine.image")));
        QCOMPARE(world.writes.posts.size(), std::size_t(1));
        QCOMPARE(world.manager.store.get<api::Service>("s1")->spec.task.container->image, std::string("web:2.0"));
        world.click("mine.image");
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.manager.store.get<api::Service>("s1")->spec.task.container->image, std::string("web:1.4"));
    }

    void a_refusal_is_shown_at_its_field_and_nothing_is_lost()
    {
        FormWorld world;
        fill(world);
        world.writes.refusals["/services/create"] = {409,
            "rpc error: code = AlreadyExists desc = name conflicts with an existing object: service shop already "
            "exists"};
        QVERIFY(world.ready());
        QVERIFY(world.run("service.create"));
        world.type("field.image", QStringLiteral("web"));
        world.type("field.name", QStringLiteral("shop"));

        world.click("apply");

        QTRY_VERIFY(world.text("refusal").contains(QStringLiteral("service shop already exists")));
        QVERIFY(world.text("note.name").contains(QStringLiteral("already exists")));
        QCOMPARE(world.text("field.image"), QStringLiteral("web"));
        world.writes.refusals.clear();
        world.type("field.name", QStringLiteral("shop2"));
        QVERIFY(world.text("refusal").isEmpty());
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        QVERIFY(world.manager.store.byName<api::Service>("shop2").size() == 1);
    }

    void what_cannot_be_is_told_at_its_field()
    {
        FormWorld world;
        fill(world);
        QVERIFY(open(world));

        world.type("field.replicas", QStringLiteral("many"));

        QCOMPARE(world.text("note.replicas"), QStringLiteral("“many” is not a whole number from 0"));
        QVERIFY(!world.enabled("apply"));
        QTest::keyClick(world.find<QLineEdit>("field.replicas"), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(world.sheet() && world.writes.posts.empty());
    }

    void a_closed_form_comes_back_with_its_changes()
    {
        FormWorld world;
        fill(world);
        QVERIFY(open(world));
        world.type("field.image", QStringLiteral("web:1.4"));
        QTest::keyClick(world.sheet(), Qt::Key_Escape);
        QTRY_VERIFY(!world.sheet());
        world.writes.editService("s1", [](api::Service& service) { service.spec.mode.replicated->replicas = 7; });

        QVERIFY(open(world));

        QCOMPARE(world.text("field.image"), QStringLiteral("web:1.4"));
        QTRY_COMPARE(world.text("field.replicas"), QStringLiteral("7"));
        QVERIFY(!world.text("restored").isEmpty());
        world.click("discard");
        QCOMPARE(world.text("field.image"), QStringLiteral("web:1.3"));
        QVERIFY(!world.enabled("apply"));
    }

    void what_was_typed_outlives_the_program_without_secrets()
    {
        const QTemporaryDir data;
        const auto files = [&data] {
            QStringList all;
            for (QDirIterator each(data.path(), QDir::Files, QDirIterator::Subdirectories); each.hasNext();)
                all << each.next();
            return all;
        };
        {
            FormWorld world(test::FakeManager::Level::Skep, data.path());
            fill(world);
            QVERIFY(open(world));
            world.type("field.image", QStringLiteral("web:1.4"));
            world.type("field.replicas", QStringLiteral("many")); // what is wrong is kept too
            QVERIFY(showSection(world, QStringLiteral("Run")));
            world.type("field.args", QStringLiteral("--password hunter2"));
            QTRY_COMPARE_WITH_TIMEOUT(files().size(), qsizetype(1), 20'000); // without a word of the program's end
            QFile file(files().front());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray written = file.readAll();
            QVERIFY(written.contains("web:1.4"));
            QVERIFY2(!written.contains("hunter2"), written);
            QVERIFY(!(QFileInfo(file).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        }
        FormWorld world(test::FakeManager::Level::Skep, data.path());
        fill(world);
        // Meanwhile somebody has changed the image too, and something else.
        world.writes.editService("s1", [](api::Service& service) {
            service.spec.task.container.edit().image = "web:9";
            service.spec.labels["theirs"] = "1";
        });
        Notices notices(world.cluster, nullptr);
        QVERIFY(world.ready());
        QTRY_COMPARE(notices.all().size(), std::size_t(1));
        QCOMPARE(notices.all().front().page, QStringLiteral("services"));
        QTRY_COMPARE(Drafts::of(world.cluster).all(), (std::vector{Drafts::Unfinished{"s1", QStringLiteral("web")}}));

        QVERIFY(open(world));

        QVERIFY(!world.text("restored").isEmpty());
        QCOMPARE(world.text("left"), QStringLiteral("Not kept, since it may be a secret: Run · Command."));
        QCOMPARE(world.text("field.image"), QStringLiteral("web:1.4"));
        QCOMPARE(world.text("field.replicas"), QStringLiteral("many"));
        QCOMPARE(world.text("field.args"), QString());
        QVERIFY(world.find<QPushButton>("apply")->toolTip().contains(QStringLiteral("somebody else changed too")));

        world.click("discard");
        QVERIFY(Drafts::of(world.cluster).all().empty());
        QCOMPARE(files(), QStringList());
    }

    void what_was_sent_is_not_offered_again()
    {
        const QTemporaryDir data;
        {
            FormWorld world(test::FakeManager::Level::Skep, data.path());
            fill(world);
            QVERIFY(open(world));
            world.type("field.image", QStringLiteral("web:1.4"));
            world.click("apply");
            QTRY_VERIFY(!world.sheet());
            // A new service that was begun stays.
            QVERIFY(world.run("service.create"));
            world.type("field.name", QStringLiteral("db"));
        }
        FormWorld world(test::FakeManager::Level::Skep, data.path());
        fill(world);
        QVERIFY(world.ready());
        QTRY_COMPARE(Drafts::of(world.cluster).all(), (std::vector{Drafts::Unfinished{"", QStringLiteral("db")}}));
        QVERIFY(world.run("service.create"));
        QCOMPARE(world.text("field.name"), QStringLiteral("db"));
    }

    void what_was_removed_meanwhile_is_not_offered()
    {
        const QTemporaryDir data;
        {
            FormWorld world(test::FakeManager::Level::Skep, data.path());
            fill(world);
            QVERIFY(open(world));
            world.type("field.image", QStringLiteral("web:1.4"));
        }
        FormWorld world(test::FakeManager::Level::Skep, data.path()); // nothing is there
        Notices notices(world.cluster, nullptr);
        QVERIFY(world.ready());
        QTRY_VERIFY(QDirIterator(data.path(), QDir::Files, QDirIterator::Subdirectories).next().isEmpty());
        QVERIFY(Drafts::of(world.cluster).all().empty());
        QVERIFY(notices.all().empty());
    }

    void a_service_that_goes_away_cannot_be_updated()
    {
        FormWorld world;
        fill(world);
        QVERIFY(open(world));
        world.type("field.image", QStringLiteral("web:1.4"));

        world.writes.put([](store::Tx& tx) { QVERIFY(tx.remove<api::Service>("s1").has_value()); });

        QTRY_VERIFY(!world.enabled("apply"));
        QCOMPARE(world.find<QPushButton>("apply")->toolTip(), QStringLiteral("It was removed meanwhile"));
    }

    void it_works_on_a_docker_swarm_too()
    {
        FormWorld world(test::FakeManager::Level::Docker);
        fill(world);
        QVERIFY(open(world));
        world.type("field.image", QStringLiteral("web:1.4"));
        QTRY_VERIFY(
            world.text("aboutPlacement").startsWith(u'≈') || !world.find<QLabel>("aboutPlacement")->isVisible());
        world.click("apply");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(world.writes.to("/services/s1/update").size(), std::size_t(1));
    }

    void nothing_can_be_changed_over_a_read_only_connection() // journey 26
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        world.cluster.connection().setReadOnly(true);

        QVERIFY(!world.run("service.edit", Web));
        QVERIFY(!world.run("service.create"));
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestServiceForm test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_serviceform.moc"

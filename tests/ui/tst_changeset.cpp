#include "tests/support/formworld.h"
#include "tests/support/scene.h"
#include "ui/changes/changeset.h"
#include "ui/changes/changesetsheet.h"
#include "ui/changes/stagednodes.h"
#include "ui/forms/drafts.h"

#include <QToolButton>
#include <QTreeWidget>

using namespace skep;
using namespace skep::ui;
using skep::test::FormWorld;
using skep::test::one;
using skep::test::Scene;

namespace {

// Three services: the first has a task, which the test moves; the others want none.
void fill(FormWorld& world)
{
    world.writes.put([](store::Tx& tx) {
        QVERIFY(tx.create(test::readyNode("n1", "worker-1")).has_value());
        const api::Service web = test::runningService("s1", "web", 1);
        QVERIFY(tx.create(web).has_value());
        QVERIFY(tx.create(test::runningTaskOf(web)).has_value());
        QVERIFY(tx.create(test::runningService("s2", "db", 0)).has_value());
        QVERIFY(tx.create(test::runningService("s3", "api", 0)).has_value());
    });
}

bool stage(FormWorld& world, const char* service, const QString& image)
{
    if (!world.run("service.edit", one(api::ObjectKind::Service, service)))
        return false;
    const auto shown = [&] {
        auto* field = world.sheet() ? world.sheet()->findChild<QLineEdit*>(QStringLiteral("field.image")) : nullptr;
        return field && field->isVisible();
    };
    if (!QTest::qWaitFor(shown))
        return false;
    world.type("field.image", image);
    world.click("stage");
    return QTest::qWaitFor([&] { return !world.sheet(); });
}

QStringList titles(const FormWorld& world)
{
    QStringList all;
    for (const StagedChange& one : ChangeSet::of(const_cast<Cluster&>(world.cluster)).all())
        all << one.title;
    return all;
}

const Operation* operation(const FormWorld& world, const QString& title)
{
    for (const Operation& each : const_cast<Cluster&>(world.cluster).operations().all())
        if (each.title == title)
            return &each;
    return nullptr;
}

std::string imageOf(const FormWorld& world, const char* service)
{
    return world.manager.store.get<api::Service>(service)->spec.task.container->image;
}

} // namespace

class TestChangeSet final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        test::startProgram(m_settings.path());
    }

    void edits_are_reviewed_together_and_applied_in_order_until_one_fails()
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        QVERIFY(!world.run("changes.review")); // nothing is staged
        for (const char* service : {"s1", "s2", "s3"})
            QVERIFY(stage(world, service, QStringLiteral("web:2")));
        QVERIFY(world.writes.posts.empty());
        QCOMPARE(titles(world),
            (QStringList{QStringLiteral("Update web"), QStringLiteral("Update db"), QStringLiteral("Update api")}));

        QVERIFY(world.run("changes.review"));
        QCOMPARE(world.find<QPushButton>("verb")->text(), QStringLiteral("Apply 3 Changes"));
        auto* changes = world.find<QTreeWidget>("changes");
        QCOMPARE(changes->topLevelItemCount(), 3);
        QCOMPARE(changes->topLevelItem(1)->text(0), QStringLiteral("Update db · Image"));
        QCOMPARE(changes->topLevelItem(1)->text(2), QStringLiteral("web:2"));
        QCOMPARE(world.text("command"),
            QStringLiteral("docker service update --image web:2 web\ndocker service update --image web:2 "
                           "db\ndocker service update --image web:2 api"));
        QCOMPARE(world.text("diff").count(QStringLiteral("+             \"Image\": \"web:2\"")), 3);
        world.writes.refusals["/services/s2/update"] = {400, "no"};
        world.click("verb");

        // The second begins when the first runs as it says, and is refused; the third is never sent.
        QTRY_COMPARE(world.writes.to("/services/s1/update").size(), std::size_t(1));
        QVERIFY(!world.sheet());
        QTRY_COMPARE(
            operation(world, QStringLiteral("Apply 3 changes"))->progress, QStringLiteral("0 of 3, now: Update web"));
        world.writes.editService("s3", [](api::Service& service) { service.spec.labels["x"] = "y"; });
        QTRY_COMPARE(world.cluster.store().get<api::Service>("s3")->spec.labels.count("x"), std::size_t(1));
        QCOMPARE(world.writes.to("/services/s2/update").size(), std::size_t(0));
        world.rollOut("s1");
        QTRY_COMPARE(int(operation(world, QStringLiteral("Apply 3 changes"))->stage), int(Operation::Stage::Failed));
        QCOMPARE(operation(world, QStringLiteral("Apply 3 changes"))->error,
            QStringLiteral("Update db: The server refused the values. no\nWhat was not applied is still staged."));
        QCOMPARE(world.writes.to("/services/s3/update").size(), std::size_t(0));
        QCOMPARE(titles(world), (QStringList{QStringLiteral("Update db"), QStringLiteral("Update api")}));
        QCOMPARE(Drafts::of(world.cluster).all().size(), std::size_t(2)); // sent drafts are gone

        // What was applied has its own undo.
        const Operation* web = operation(world, QStringLiteral("Update web"));
        QCOMPARE(web->undoText, QStringLiteral("Undo"));
        world.cluster.operations().undo(web->id);
        QTRY_COMPARE(imageOf(world, "s1"), std::string("web:1.3"));

        // The rest goes through later, over what others changed meanwhile.
        world.writes.refusals.clear();
        QVERIFY(world.run("changes.review"));
        world.click("verb");
        QTRY_COMPARE(titles(world), QStringList());
        QCOMPARE(imageOf(world, "s2"), std::string("web:2"));
        QCOMPARE(imageOf(world, "s3"), std::string("web:2"));
        QCOMPARE(world.manager.store.get<api::Service>("s3")->spec.labels.count("x"), std::size_t(1));
        QTRY_COMPARE(int(operation(world, QStringLiteral("Apply 2 changes"))->stage), int(Operation::Stage::Converged));
    }

    void the_order_and_the_content_can_be_changed()
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        QVERIFY(stage(world, "s2", QStringLiteral("db:2")));
        QVERIFY(stage(world, "s3", QStringLiteral("api:2")));
        QVERIFY(world.run("changes.review"));
        auto* list = world.find<QTreeWidget>("staged");
        list->setCurrentItem(list->topLevelItem(1));
        world.click("up");
        QCOMPARE(titles(world), (QStringList{QStringLiteral("Update api"), QStringLiteral("Update db")}));
        QCOMPARE(list->indexOfTopLevelItem(list->currentItem()), 0);
        QVERIFY(!world.enabled("up"));

        // Its form has what was staged; staging it again takes the same place.
        world.click("edit");
        QTRY_VERIFY(world.sheet() && world.sheet()->findChild<QLineEdit*>(QStringLiteral("field.image"))
            && world.sheet()->findChild<QLineEdit*>(QStringLiteral("field.image"))->isVisible());
        QCOMPARE(world.text("field.image"), QStringLiteral("api:2"));
        world.type("field.image", QStringLiteral("api:3"));
        world.click("stage");
        QTRY_VERIFY(!world.sheet());
        QCOMPARE(titles(world), (QStringList{QStringLiteral("Update api"), QStringLiteral("Update db")}));

        // What goes away cannot be applied, and is said before anything is sent.
        world.writes.put([](store::Tx& tx) { QVERIFY(tx.remove<api::Service>("s2").has_value()); });
        QTRY_VERIFY(!world.cluster.store().get<api::Service>("s2"));
        QVERIFY(world.run("changes.review"));
        QTRY_VERIFY(world.text("warnings").contains(QStringLiteral("Update db: It was removed meanwhile")));
        list = world.find<QTreeWidget>("staged");
        list->setCurrentItem(list->topLevelItem(1));
        world.click("remove");
        QCOMPARE(titles(world), QStringList{QStringLiteral("Update api")});
        world.click("verb");
        QTRY_COMPARE(imageOf(world, "s3"), std::string("api:3"));
        QTRY_COMPARE(titles(world), QStringList());
    }

    void a_new_service_is_staged_and_made_with_the_others()
    {
        FormWorld world;
        fill(world);
        QVERIFY(world.ready());
        QVERIFY(world.run("service.create"));
        world.type("field.image", QStringLiteral("cache:1"));
        world.type("field.name", QStringLiteral("cache"));
        world.type("field.replicas", QStringLiteral("0"));
        world.click("stage");
        QTRY_COMPARE(titles(world), QStringList{QStringLiteral("Create cache")});
        QVERIFY(world.run("service.create")); // an empty one
        QCOMPARE(world.text("field.name"), QString());
        world.click("cancel");
        QTRY_VERIFY(!world.sheet());

        QVERIFY(world.run("changes.review"));
        world.click("verb");

        QTRY_COMPARE(world.manager.store.byName<api::Service>("cache").size(), std::size_t(1));
        QTRY_COMPARE(int(operation(world, QStringLiteral("Apply 1 change"))->stage), int(Operation::Stage::Converged));
        QCOMPARE(titles(world), QStringList());
    }

    void changes_of_nodes_are_staged_from_their_preview()
    {
        Scene scene;
        scene.usual();
        scene.open();
        for (const auto& [node, verb] :
            {std::pair("w1", QStringLiteral("node.drain")), std::pair("w2", QStringLiteral("node.drain"))}) {
            QVERIFY(scene.window().go(QStringLiteral("nodes"), {api::ObjectKind::Node, {node}}));
            QVERIFY(scene.click(verb));
            QVERIFY(scene.click(QStringLiteral("stage")));
        }
        auto* staged = scene.find<QToolButton>(QStringLiteral("status.staged"));
        QVERIFY(staged);
        QTRY_COMPARE(staged->text(), QStringLiteral("2 staged changes"));
        QCOMPARE(scene.writes(), std::vector<std::string>{});

        staged->click();
        auto* changes = scene.find<QTreeWidget>(QStringLiteral("changes"));
        QVERIFY(changes);
        QCOMPARE(changes->topLevelItem(0)->text(0), QStringLiteral("Drain w1 · Availability"));
        QCOMPARE(changes->topLevelItem(0)->text(2), QStringLiteral("drained"));
        QTRY_VERIFY(
            changes->columnWidth(0) >= changes->fontMetrics().horizontalAdvance(changes->topLevelItem(0)->text(0)));
        QVERIFY(scene.click(QStringLiteral("verb")));

        QTRY_COMPARE(scene.writes(), (std::vector<std::string>{"POST /nodes/w1/update", "POST /nodes/w2/update"}));
        QTRY_COMPARE(scene.seen().get<api::Node>("w2")->spec.availability, api::Availability::Drain);
        QTRY_VERIFY(!staged->isVisible());
    }

    void changes_of_nodes_outlive_the_window()
    {
        Scene scene;
        scene.manager.capabilities = R"("watch","raft","drain")";
        scene.usual();
        scene.open();
        ChangeSet& before = ChangeSet::of(scene.window().cluster());
        before.stage(stagedNodeChange(scene.window().cluster(), NodeChange::Drain, "w1", {.force = false, .gapFree = true}));
        before.stage(stagedNodeChange(scene.window().cluster(), NodeChange::Pause, "w2"));
        before.stage(stagedNodeChange(scene.window().cluster(), NodeChange::Promote, "w3"));
        scene.close();
        scene.remove<api::Node>("w3"); // meanwhile
        scene.open();
        ChangeSet& after = ChangeSet::of(scene.window().cluster());
        QTRY_COMPARE(after.all().size(), std::size_t(2));
        QCOMPARE(after.all()[0].title, QStringLiteral("Drain w1 without gaps"));
        QCOMPARE(after.all()[1].title, QStringLiteral("Pause w2"));
        auto* staged = scene.find<QToolButton>(QStringLiteral("status.staged"));
        QTRY_COMPARE(staged->text(), QStringLiteral("2 staged changes"));
        QCOMPARE(scene.writes(), std::vector<std::string>{});

        after.clear();
        scene.close();
        scene.open();
        QVERIFY(ChangeSet::of(scene.window().cluster()).all().empty());
    }

private:
    QTemporaryDir m_settings;
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestChangeSet test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_changeset.moc"

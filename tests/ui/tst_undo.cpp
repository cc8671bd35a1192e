#include "tests/support/formworld.h"
#include "tests/support/scene.h"
#include "ui/activity/undoing.h"

using namespace skep;
using namespace skep::ui;
using skep::test::FormWorld;
using skep::test::one;
using skep::test::Scene;

namespace {

Operation newest(const FormWorld& world)
{
    return world.cluster.operations().all().front();
}

std::uint64_t replicasOf(Scene& scene)
{
    return scene.manager.store.get<api::Service>("web")->spec.mode.replicated->replicas.value_or(1);
}

// The button of the newest operation in the dock.
QPushButton* undoButton(Scene& scene)
{
    auto* dock = scene.window().findChild<QWidget*>(QStringLiteral("activity"));
    if (!dock->isVisible())
        scene.click(QStringLiteral("status.operations"));
    const int id = scene.window().cluster().operations().all().front().id;
    auto* row = scene.find<QWidget>(QStringLiteral("operation.%1").arg(id));
    return row ? row->findChild<QPushButton*>(QStringLiteral("undo")) : nullptr;
}

} // namespace

class TestUndo final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        test::startProgram(m_settings.path());
    }

    void a_scale_is_undone_by_key_while_it_stands()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 3);
        scene.open();
        QVERIFY(!scene.window().book().trigger(QStringLiteral("operation.undo"))); // nothing was done
        scene.window().cluster().select(one(api::ObjectKind::Service, "web"));
        QVERIFY(scene.window().book().trigger(QStringLiteral("service.scaleUp")));
        QTRY_COMPARE(replicasOf(scene), std::uint64_t(4));
        QTRY_VERIFY(lastUndoable(scene.window().cluster()));
        QVERIFY(scene.window().book().trigger(QStringLiteral("operation.undo")));
        QTRY_COMPARE(replicasOf(scene), std::uint64_t(3));
        QTRY_VERIFY(!lastUndoable(scene.window().cluster()));
    }

    void what_somebody_else_changed_since_is_looked_at_first()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 3);
        scene.open();
        scene.window().cluster().select(one(api::ObjectKind::Service, "web"));
        QVERIFY(scene.window().book().trigger(QStringLiteral("service.scaleUp")));
        QTRY_COMPARE(replicasOf(scene), std::uint64_t(4));
        QTRY_COMPARE(scene.seen().get<api::Service>("web")->spec.mode.replicated->replicas.value_or(1), std::uint64_t(4));
        scene.edit<api::Service>("web", [](api::Service& service) { service.spec.labels["theirs"] = "1"; });
        QTRY_COMPARE(scene.seen().get<api::Service>("web")->spec.labels.size(), std::size_t(1));
        QCOMPARE(scene.window().cluster().operations().all().front().contested, QString()); // it is another field
        scene.edit<api::Service>("web", [](api::Service& service) { service.spec.mode.replicated->replicas = 9; });
        // Nothing runs here: the operation is not over, and is no longer waited for.
        scene.window().cluster().operations().cancel(scene.window().cluster().operations().all().front().id);
        auto* undo = undoButton(scene);
        QVERIFY(undo);
        QTRY_COMPARE(undo->text(), QStringLiteral("Review…"));
        const auto before = scene.writes().size();
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(scene.says(QStringLiteral("replicas 4 → 9")));
        QCOMPARE(scene.writes().size(), before);
        QVERIFY(scene.click(QStringLiteral("verb")));
        QTRY_COMPARE(replicasOf(scene), std::uint64_t(3));
        QCOMPARE(scene.manager.store.get<api::Service>("web")->spec.labels.size(), std::size_t(1));
    }

    void availability_that_others_changed_is_named()
    {
        Scene scene;
        scene.usual();
        scene.open();
        scene.window().cluster().select(one(api::ObjectKind::Node, "w1"));
        QVERIFY(scene.window().book().trigger(QStringLiteral("node.pause")));
        QTRY_COMPARE(scene.seen().get<api::Node>("w1")->spec.availability, api::Availability::Pause);
        auto* undo = undoButton(scene);
        QVERIFY(undo);
        QTRY_COMPARE(undo->text(), QStringLiteral("Undo"));
        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.availability = api::Availability::Drain; });
        QTRY_COMPARE(undo->text(), QStringLiteral("Review…"));
        QCOMPARE(scene.window().cluster().operations().all().front().contested, QStringLiteral("w1: drained"));
        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.availability = api::Availability::Pause; });
        QTRY_COMPARE(undo->text(), QStringLiteral("Undo"));
    }

    void a_removed_service_is_created_again_from_what_it_said()
    {
        FormWorld world;
        world.writes.put([](store::Tx& tx) { QVERIFY(tx.create(test::runningService("s1", "web", 0)).has_value()); });
        QVERIFY(world.ready());
        QVERIFY(world.run("service.remove", one(api::ObjectKind::Service, "s1")));
        QVERIFY(world.text("question").contains(QStringLiteral("Activity can create it again")));
        world.click("verb");
        QTRY_VERIFY(!world.cluster.store().get<api::Service>("s1"));
        QTRY_COMPARE(newest(world).undoText, QStringLiteral("Create Again"));

        world.cluster.operations().undo(newest(world).id);

        QTRY_COMPARE(world.manager.store.byName<api::Service>("web").size(), std::size_t(1));
        const auto again = world.manager.store.byName<api::Service>("web").front();
        QCOMPARE(again->spec, test::runningService("s1", "web", 0).spec);
        QTRY_COMPARE(newest(world).progress, QStringLiteral("web is back as a new one with the id ") + shortId(again->id));
    }

    void a_removed_network_is_created_again_with_its_addresses()
    {
        FormWorld world;
        world.writes.documents["/networks/n1"] = R"({"Name":"back","Id":"n1","Created":"2026-01-02T03:04:05Z","Scope":"swarm","Driver":"overlay",
            "EnableIPv6":false,"IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.0.3.0/24","Gateway":"10.0.3.1"}]},
            "Internal":true,"Attachable":false,"Ingress":false,"ConfigFrom":{"Network":""},"ConfigOnly":false,"Containers":null,
            "Options":{"com.docker.network.driver.overlay.vxlanid_list":"4099","encrypted":""},"Labels":{"team":"a"}})";
        world.writes.put([](store::Tx& tx) { QVERIFY(tx.create(api::Network{.id = "n1", .spec = {.name = "back"}}).has_value()); });
        QVERIFY(world.ready());
        QTRY_VERIFY(world.cluster.store().get<api::Network>("n1"));
        QVERIFY(world.run("network.remove", one(api::ObjectKind::Network, "n1")));
        QVERIFY(world.text("question").contains(QStringLiteral("Activity can create it again as it is now")));
        world.click("verb");
        QTRY_COMPARE(newest(world).undoText, QStringLiteral("Create Again"));
        world.cluster.operations().undo(newest(world).id);
        QTRY_COMPARE(world.writes.to("/networks/create").size(), std::size_t(1));
        QCOMPARE(world.writes.to("/networks/create").front().body,
            QJsonDocument::fromJson(R"({"CheckDuplicate":true,"Name":"back","Scope":"swarm","Driver":"overlay","EnableIPv6":false,
                "IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.0.3.0/24","Gateway":"10.0.3.1"}]},
                "Internal":true,"Attachable":false,"Options":{"encrypted":""},"Labels":{"team":"a"}})").object());
        QTRY_VERIFY(newest(world).progress.startsWith(QStringLiteral("back is back as a new one with the id new")));
    }

    void a_removed_config_is_created_again_with_its_content()
    {
        FormWorld world;
        api::Config config{.id = "c1", .spec = {.name = "site"}};
        config.spec.data = api::Blob{"ab"};
        world.writes.put([&config](store::Tx& tx) { QVERIFY(tx.create(config).has_value()); });
        QVERIFY(world.ready());
        QTRY_VERIFY(world.cluster.store().get<api::Config>("c1"));
        QVERIFY(world.run("config.remove", one(api::ObjectKind::Config, "c1")));
        world.click("verb");
        QTRY_VERIFY(!world.cluster.store().get<api::Config>("c1"));
        QTRY_COMPARE(newest(world).undoText, QStringLiteral("Create Again"));
        world.cluster.operations().undo(newest(world).id);
        QTRY_COMPARE(world.manager.store.byName<api::Config>("site").size(), std::size_t(1));
        QCOMPARE(world.manager.store.byName<api::Config>("site").front()->spec, config.spec);
    }

    void a_created_service_is_removed_again()
    {
        FormWorld world;
        QVERIFY(world.ready());
        QVERIFY(world.run("service.create"));
        world.type("field.image", QStringLiteral("cache:1"));
        world.type("field.name", QStringLiteral("cache"));
        world.click("apply");
        QTRY_COMPARE(world.cluster.store().byName<api::Service>("cache").size(), std::size_t(1));
        QTRY_COMPARE(newest(world).undoText, QStringLiteral("Remove Again"));
        const std::string id = world.cluster.store().byName<api::Service>("cache").front()->id;
        QTRY_COMPARE(newest(world).contested, QString());
        world.writes.editService(id, [](api::Service& service) { service.spec.mode.replicated->replicas = 5; });
        QTRY_COMPARE(newest(world).contested, QStringLiteral("replicas 1 → 5"));
        world.cluster.operations().undo(newest(world).id, true);
        QTRY_VERIFY(world.manager.store.byName<api::Service>("cache").empty());
        QTRY_COMPARE(newest(world).progress, QStringLiteral("removed again"));
    }

    void a_removed_secret_is_not_offered_back()
    {
        FormWorld world;
        world.writes.put([](store::Tx& tx) { QVERIFY(tx.create(api::Secret{.id = "k1", .spec = {.name = "key"}}).has_value()); });
        QVERIFY(world.ready());
        QTRY_VERIFY(world.cluster.store().get<api::Secret>("k1"));
        QVERIFY(world.run("secret.remove", one(api::ObjectKind::Secret, "k1")));
        QVERIFY(world.text("question").contains(QStringLiteral("there is no undo")));
        world.click("verb");
        QTRY_COMPARE(int(newest(world).stage), int(Operation::Stage::Converged));
        QCOMPARE(newest(world).undoText, QString());
    }

private:
    QTemporaryDir m_settings;
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestUndo test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_undo.moc"

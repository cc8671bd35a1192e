#include "tests/support/scene.h"
#include "ui/actions/nodechanges.h"
#include "ui/actions/servicechanges.h"
#include "ui/actions/waysback.h"
#include "ui/forms/servicerequests.h"
#include "ui/swarm/swarmrequests.h"

#include <QDirIterator>

using namespace skep;
using namespace skep::ui;
using skep::test::FakeManager;
using skep::test::Scene;
using Stage = Operation::Stage;

namespace {

Operations& operations(Scene& scene)
{
    return scene.window().cluster().operations();
}

const Operation& newest(Scene& scene)
{
    return operations(scene).all().front();
}

api::Availability availabilityOf(Scene& scene, const std::string& node)
{
    return scene.manager.store.get<api::Node>(node)->spec.availability;
}

std::uint64_t replicasOf(Scene& scene, const std::string& service)
{
    return scene.manager.store.get<api::Service>(service)->spec.mode.replicated->replicas.value_or(1);
}

bool isKept()
{
    return QTest::qWaitFor([] {
        QDirIterator files(qEnvironmentVariable("XDG_DATA_HOME"), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            if (files.next().contains(QStringLiteral("/operations/")))
                return true;
        return false;
    });
}

// A Docker swarm on which w1 is drained by scaling: web has one of its two tasks there. As far as the third one is waited for.
bool beginDrainByScaling(Scene& scene)
{
    scene.usual();
    scene.addService("web", 2);
    scene.addTask("web", 1, "w1");
    scene.addTask("web", 2, "w2");
    scene.open();
    operations(scene).start(nodeWork(scene.window().cluster(), NodeChange::Drain, {"w1"}, {.gapFree = true, .byScaling = true}));
    return QTest::qWaitFor([&] { return newest(scene).stage == Stage::Accepted && replicasOf(scene, "web") == 3; }, 20'000);
}

void closeAndOpen(Scene& scene)
{
    scene.close();
    scene.manager.requests.clear();
    scene.open();
}

QPushButton* buttonOf(Scene& scene, const char* name)
{
    if (auto* dock = scene.window().findChild<QWidget*>(QStringLiteral("activity")); !dock->isVisible())
        scene.click(QStringLiteral("status.operations"));
    auto* row = scene.find<QWidget>(QStringLiteral("operation.%1").arg(newest(scene).id));
    return row ? row->findChild<QPushButton*>(QLatin1String(name)) : nullptr;
}

} // namespace

class TestKeptOperations final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        test::startProgram(m_settings.path());
    }

    void a_drain_is_followed_on_by_the_next_window_and_can_be_taken_back()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w1");
        scene.open();
        operations(scene).start(nodeWork(scene.window().cluster(), NodeChange::Drain, {"w1"}));
        QTRY_COMPARE(newest(scene).progress, QStringLiteral("2 of 2 tasks left"));
        closeAndOpen(scene);

        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QCOMPARE(newest(scene).title, QStringLiteral("Drain w1"));
        scene.remove<api::Task>("web-1");
        QTRY_COMPARE(newest(scene).progress, QStringLiteral("1 of 2 tasks left"));
        scene.remove<api::Task>("web-2");
        QTRY_COMPARE(newest(scene).stage, Stage::Converged);
        QCOMPARE(scene.writes(), std::vector<std::string>{});

        operations(scene).undo(newest(scene).id);
        QTRY_COMPARE(availabilityOf(scene, "w1"), api::Availability::Active);

        closeAndOpen(scene); // it is over: nothing is taken up
        QTest::qWait(200);
        QVERIFY(operations(scene).all().empty());
    }

    void what_somebody_else_changed_meanwhile_is_not_overwritten_unseen()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 1);
        scene.addTask("web", 1, "w1");
        scene.open();
        operations(scene).start(nodeWork(scene.window().cluster(), NodeChange::Drain, {"w1"}));
        QTRY_COMPARE(newest(scene).progress, QStringLiteral("1 of 1 tasks left"));
        scene.close();
        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.availability = api::Availability::Pause; });
        scene.open();
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QTRY_COMPARE(newest(scene).contested, QStringLiteral("w1: paused"));
    }

    void changes_of_services_are_followed_on()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 1);
        scene.addService("db", 1);
        scene.open();
        const auto before = scene.seen().get<api::Service>("db");
        scaleService(scene.window().cluster(), "web", 2);
        scene.edit<api::Service>("db", [](api::Service& db) { db.spec.task.container.edit().image = "db:2"; });
        const auto after = scene.manager.store.get<api::Service>("db");
        followService(scene.window().cluster(), QStringLiteral("Update db"), "db", before->meta.version.index, documentOf(before->spec), documentOf(after->spec));
        QTRY_COMPARE(operations(scene).kept().size(), std::size_t(2));
        QVERIFY(isKept());
        closeAndOpen(scene);

        QTRY_COMPARE(operations(scene).all().size(), std::size_t(2));
        const auto stageOf = [&](const QString& title) {
            for (const Operation& one : operations(scene).all())
                if (one.title == title)
                    return one.stage;
            return Stage::Failed;
        };
        QCOMPARE(stageOf(QStringLiteral("Scale web from 1 to 2")), Stage::Accepted);
        QCOMPARE(stageOf(QStringLiteral("Update db")), Stage::Accepted);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w2");
        QTRY_COMPARE(stageOf(QStringLiteral("Scale web from 1 to 2")), Stage::Converged);
        scene.addTask("db", 1, "w1");
        QTRY_COMPARE(stageOf(QStringLiteral("Update db")), Stage::Converged);
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        // Both have their way back, which touches nothing else.
        for (const int id : {operations(scene).all()[0].id, operations(scene).all()[1].id})
            operations(scene).undo(id);
        QTRY_COMPARE(scene.manager.store.get<api::Service>("db")->spec.task.container->image, std::string("db:1"));
        QTRY_COMPARE(replicasOf(scene, "web"), std::uint64_t(1));
        QCOMPARE(scene.manager.store.get<api::Service>("web")->spec.task.container->image, std::string("web:1"));
    }

    void what_may_be_a_secret_is_not_on_disk_and_cannot_be_taken_back_from_there()
    {
        Scene scene;
        scene.usual();
        scene.addService("db", 1);
        scene.open();
        const auto before = scene.seen().get<api::Service>("db");
        scene.edit<api::Service>("db", [](api::Service& db) { db.spec.task.container.edit().env = {"PASSWORD=hunter2"}; });
        const auto after = scene.manager.store.get<api::Service>("db");
        followService(scene.window().cluster(), QStringLiteral("Update db"), "db", before->meta.version.index, documentOf(before->spec), documentOf(after->spec));
        QVERIFY(isKept());
        for (const QJsonObject& one : operations(scene).kept())
            QVERIFY(!QJsonDocument(one).toJson().contains("hunter2"));
        closeAndOpen(scene);
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QCOMPARE(newest(scene).undoText, QString());
        scene.addTask("db", 1, "w1");
        QTRY_COMPARE(newest(scene).stage, Stage::Converged);
    }

    void a_node_that_was_invited_is_waited_for_on()
    {
        Scene scene;
        scene.usual();
        scene.open();
        waitForNewNode(scene.window().cluster(), api::NodeRole::Worker);
        QVERIFY(isKept());
        scene.close();
        scene.addWorker("w9"); // meanwhile
        scene.open();
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QTRY_COMPARE(newest(scene).progress, QStringLiteral("w9 has joined"));
        QCOMPARE(newest(scene).stage, Stage::Converged);
    }

    void what_has_a_step_to_come_waits_to_be_told()
    {
        Scene scene(FakeManager::Level::Docker);
        QVERIFY(beginDrainByScaling(scene));
        closeAndOpen(scene);

        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QCOMPARE(newest(scene).title, QStringLiteral("Drain w1 without gaps"));
        QTRY_VERIFY(newest(scene).progress.contains(QStringLiteral("waiting for web")));
        scene.addTask("web", 3, "w3");
        QTRY_COMPARE(newest(scene).progress, QStringLiteral("it was interrupted here and goes on when it is told to"));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        QCOMPARE(scene.find<QAbstractButton>(QStringLiteral("toastButton"))->text(), QStringLiteral("Go On"));
        closeAndOpen(scene); // as often as one likes
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));

        QPushButton* goOn = buttonOf(scene, "goOn");
        QVERIFY(goOn && goOn->isVisible());
        QTest::mouseClick(goOn, Qt::LeftButton);
        QVERIFY(!scene.window().book().trigger(QStringLiteral("operation.goOn"))); // it does already
        QTRY_COMPARE(availabilityOf(scene, "w1"), api::Availability::Drain);
        QTRY_COMPARE(replicasOf(scene, "web"), std::uint64_t(2));
        QTRY_COMPARE(newest(scene).progress, QStringLiteral("1 of 1 tasks left"));
        closeAndOpen(scene); // its last step is taken: there is nothing to tell it
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QVERIFY(!newest(scene).waits);
        scene.edit<api::Task>("web-1", [](api::Task& task) { task.status.state = api::TaskState::Shutdown; });
        QTRY_COMPARE(newest(scene).stage, Stage::Converged);
        QCOMPARE(scene.writes(), std::vector<std::string>{});
    }

    void what_waits_can_be_taken_back_instead()
    {
        Scene scene(FakeManager::Level::Docker);
        QVERIFY(beginDrainByScaling(scene));
        closeAndOpen(scene);
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QPushButton* undo = buttonOf(scene, "undo");
        QVERIFY(undo && undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(availabilityOf(scene, "w1"), api::Availability::Active);
        QTRY_COMPARE(replicasOf(scene, "web"), std::uint64_t(2));
        QTRY_COMPARE(newest(scene).stage, Stage::Cancelled);
        closeAndOpen(scene);
        QTest::qWait(200);
        QVERIFY(operations(scene).all().empty());
    }

    void what_somebody_else_ended_meanwhile_says_so_and_only_goes_back()
    {
        Scene scene(FakeManager::Level::Docker);
        QVERIFY(beginDrainByScaling(scene));
        scene.close();
        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.availability = api::Availability::Active; });
        scene.open();
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QCOMPARE(newest(scene).stage, Stage::Failed);
        QCOMPARE(newest(scene).error, QStringLiteral("w1 is active: it was never paused, or somebody has activated it since"));
        QVERIFY(!newest(scene).waits);
        operations(scene).undo(newest(scene).id);
        QTRY_COMPARE(replicasOf(scene, "web"), std::uint64_t(2));
    }

    // As after a crash: what was sent last has left no answer in the file.
    void what_was_cut_off_while_it_was_sent_is_known_by_what_is_there()
    {
        Scene scene(FakeManager::Level::Docker);
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w2");
        scene.open();
        scene.respondFirst = [&](const http::Request& request, const std::string&) -> std::optional<http::Response> {
            if (request.path == "/services/web/update" && scene.windowStore) {
                scene.edit<api::Service>("web", [](api::Service& web) { web.spec.mode.replicated->replicas = 3; });
                scene.close();
            }
            return std::nullopt;
        };
        operations(scene).start(nodeWork(scene.window().cluster(), NodeChange::Drain, {"w1"}, {.gapFree = true, .byScaling = true}));
        QTRY_VERIFY(!scene.windowStore);
        scene.respondFirst = nullptr;
        scene.open();
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
        QTRY_VERIFY(newest(scene).waits);
        QVERIFY(scene.window().book().trigger(QStringLiteral("operation.goOn"))); // as soon as it can
        QVERIFY(!newest(scene).waits);
        QCOMPARE(availabilityOf(scene, "w1"), api::Availability::Pause);
        scene.addTask("web", 3, "w3");
        QTRY_COMPARE(replicasOf(scene, "web"), std::uint64_t(2));
        QCOMPARE(availabilityOf(scene, "w1"), api::Availability::Drain);
    }

    void a_second_window_leaves_the_first_ones_to_it()
    {
        Scene scene;
        scene.usual();
        scene.open();
        waitForNewNode(scene.window().cluster(), api::NodeRole::Worker);
        QVERIFY(isKept());
        {
            MainWindow second(scene.window().cluster().connection().target());
            QTRY_VERIFY(second.cluster().state().synced);
            QTest::qWait(200);
            QVERIFY(second.cluster().operations().all().empty());
        }
        closeAndOpen(scene);
        QTRY_COMPARE(operations(scene).all().size(), std::size_t(1));
    }

private:
    QTemporaryDir m_settings;
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestKeptOperations test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keptoperations.moc"

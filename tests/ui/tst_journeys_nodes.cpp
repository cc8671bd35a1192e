#include "tests/support/scene.h"
#include "ui/topology/topologycanvas.h"
#include "ui/widgets/sheet.h"

#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>

using namespace skep;
using namespace skep::test;
using skep::ui::topology::Canvas;
namespace topology = skep::ui::topology;

namespace {

QStringList columnOf(const QTableWidget& table, int column)
{
    QStringList cells;
    for (int row = 0; row < table.rowCount(); ++row)
        cells << table.item(row, column)->text();
    return cells;
}

Canvas* openMap(Scene& scene)
{
    scene.open();
    return scene.canvas();
}

// By keyboard: the node on the map, then D.
bool openDrainOf(Scene& scene, const std::string& node)
{
    Canvas* canvas = openMap(scene);
    if (!canvas)
        return false;
    canvas->setFocus();
    canvas->choose(node, false);
    QTest::keyClick(canvas, Qt::Key_D);
    return scene.find<QAbstractButton>(QStringLiteral("verb")) != nullptr;
}

// On w1: one of two tasks of web, one of the global service agent, and one of port, which publishes a port of its node.
void mixed(Scene& scene)
{
    scene.usual();
    scene.addService("web", 2);
    scene.addService("agent", 1);
    scene.addService("port", 1);
    scene.edit<api::Service>("agent", [](api::Service& service) { service.spec.mode.replicated.reset();
        service.spec.mode.global = api::Nothing(); });
    scene.edit<api::Service>("port", [](api::Service& service) {
        service.spec.endpointSpec = api::EndpointSpec{.ports = {{.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Host}}};
    });
    scene.addTask("web", 1, "w1");
    scene.addTask("web", 2, "w2");
    scene.addTask("port", 1, "w1");
    api::Task task{.id = "agent-w1", .serviceId = "agent", .nodeId = "w1", .serviceName = "agent"};
    task.status.state = task.desiredState = api::TaskState::Running;
    scene.put(task);
}

} // namespace

class TestJourneysNodes final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }

    void a_node_dragged_onto_the_dock_shows_what_would_happen_and_only_the_button_sends() // journey 10
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.addService("db", 1);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w2");
        scene.addTask("db", 1, "w1");
        Canvas* canvas = openMap(scene);
        QVERIFY(canvas);

        Scene::drag(*canvas, Scene::middleOf(*canvas, "w1"), Scene::dockOf(*canvas));

        auto* table = scene.find<QTableWidget>(QStringLiteral("whatIf"));
        QVERIFY(table);
        QTRY_COMPARE(table->rowCount(), 2);
        QCOMPARE(columnOf(*table, 0).front(), QStringLiteral("db")); // the trouble first
        QVERIFY(table->item(0, 4)->text().contains(QStringLiteral("only copy")));
        QVERIFY(scene.says(QStringLiteral("Drain w1: 2 tasks leave.")));
        QVERIFY(scene.texts().contains(QStringLiteral("docker node update --availability drain w1")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});

        QVERIFY(scene.click(QStringLiteral("verb")));

        QVERIFY(scene.left("POST /nodes/w1/update"));
        QVERIFY(QString::fromStdString(scene.manager.bodies.back()).contains(QStringLiteral("\"Availability\":\"drain\"")));
        QTRY_COMPARE(scene.seen().get<api::Node>("w1")->spec.availability, api::Availability::Drain);
        QVERIFY(scene.says(QStringLiteral("2 of 2 tasks left")));
        scene.remove<api::Task>("db-1");
        QVERIFY(scene.says(QStringLiteral("1 of 2 tasks left")));
        scene.remove<api::Task>("web-1");
        QVERIFY(scene.find<QAbstractButton>(QStringLiteral("toastButton")));
        QTRY_COMPARE(scene.find<QAbstractButton>(QStringLiteral("toastButton"))->text(), QStringLiteral("Undo"));
        QVERIFY(scene.click(QStringLiteral("toastButton")));
        QTRY_COMPARE(scene.seen().get<api::Node>("w1")->spec.availability, api::Availability::Active);
    }

    void enter_presses_the_button_that_has_the_focus()
    {
        Scene scene;
        scene.usual();
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {api::ObjectKind::Node, {"w1"}}));
        QVERIFY(scene.window().book().trigger(QStringLiteral("node.drain")));
        auto* verb = scene.find<QPushButton>(QStringLiteral("verb"));
        QVERIFY(verb);
        QTRY_VERIFY(verb->isEnabled() && verb->hasFocus());
        scene.key(Qt::Key_Return);
        QVERIFY(scene.left("POST /nodes/w1/update"));
    }

    void a_drained_node_is_dragged_back_to_its_band()
    {
        Scene scene;
        scene.usual();
        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.availability = api::Availability::Drain; });
        Canvas* canvas = openMap(scene);
        QVERIFY(canvas);
        QTRY_COMPARE(canvas->layout().tickets.size(), std::size_t(1));

        Scene::drag(*canvas, canvas->mapFromScene(canvas->layout().tickets.front().rect.center()), Scene::bandOf(*canvas, topology::BandKind::Workers));

        QVERIFY(scene.says(QStringLiteral("Activate w1: it may get tasks again.")));
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.left("POST /nodes/w1/update"));
        QTRY_COMPARE(scene.seen().get<api::Node>("w1")->spec.availability, api::Availability::Active);
    }

    void escape_ends_a_drag_and_its_own_band_means_nothing()
    {
        Scene scene;
        scene.usual();
        Canvas* canvas = openMap(scene);
        QVERIFY(canvas);

        Scene::drag(*canvas, Scene::middleOf(*canvas, "w1"), Scene::dockOf(*canvas), false);
        QTest::keyClick(canvas, Qt::Key_Escape);
        QTest::mouseRelease(canvas->viewport(), Qt::LeftButton, {}, Scene::dockOf(*canvas));
        Scene::drag(*canvas, Scene::middleOf(*canvas, "w2"), Scene::bandOf(*canvas, topology::BandKind::Workers));

        QVERIFY(scene.window().findChildren<ui::Sheet*>().isEmpty());
        QCOMPARE(scene.writes(), std::vector<std::string>{});
    }

    void a_drain_without_gaps_is_offered_where_the_server_can_and_asked_for() // journey 11; that none is below what it
                                                                              // wants: tst_drain
    {
        Scene scene;
        scene.manager.capabilities = R"("watch","raft","drain")";
        scene.respondFirst = [](const http::Request& request, const std::string&) -> std::optional<http::Response> {
            if (request.path == "/skep/v1/nodes/w1/drain")
                return http::Response{200, {}, "{}"};
            return std::nullopt;
        };
        scene.usual();
        QVERIFY(openDrainOf(scene, "w1"));

        QVERIFY(scene.click(QStringLiteral("drainGapFree")));
        QVERIFY(scene.says(QStringLiteral("skep node update --availability drain --gap-free w1")));
        QVERIFY(scene.click(QStringLiteral("verb")));

        QVERIFY(scene.left("POST /skep/v1/nodes/w1/drain"));
        QCOMPARE(scene.manager.asked("POST /nodes/w1/update"), std::size_t(0));
    }

    void a_docker_swarm_is_drained_without_gaps_by_pausing_and_scaling() // journey 11; live: tst_desktop
    {
        Scene scene(FakeManager::Level::Docker);
        mixed(scene);
        QVERIFY(openDrainOf(scene, "w1"));
        QVERIFY(scene.click(QStringLiteral("drainGapFree")));
        auto* table = scene.find<QTableWidget>(QStringLiteral("whatIf"));
        const auto gapOf = [table](const QString& service) {
            const auto found = table->findItems(service, Qt::MatchExactly);
            return found.isEmpty() ? QString() : table->item(found.front()->row(), 3)->text();
        };
        QTRY_COMPARE(gapOf(QStringLiteral("web")), QStringLiteral("none"));
        QVERIFY(gapOf(QStringLiteral("port")) != QStringLiteral("none"));
        QVERIFY(scene.says(QStringLiteral("agent has a gap all the same: it runs once on each node.")));
        QVERIFY(scene.says(QStringLiteral("port has a gap all the same: it publishes a port of its node.")));
        QVERIFY(scene.says(QStringLiteral("docker node update --availability pause w1\ndocker service scale web=3\n"
                                          "docker node update --availability drain w1\ndocker service scale web=2")));
        QVERIFY(scene.click(QStringLiteral("verb")));

        const auto availability = [&] { return scene.manager.store.get<api::Node>("w1")->spec.availability; };
        const auto replicas = [&] { return scene.manager.store.get<api::Service>("web")->spec.mode.replicated->replicas.value_or(0); };
        QTRY_COMPARE(replicas(), std::uint64_t(3));
        QCOMPARE(availability(), api::Availability::Pause);
        scene.addTask("web", 3, "w3", api::TaskState::Starting);
        const auto progress = [&] { return scene.window().cluster().operations().all().front().progress; };
        QTRY_VERIFY(progress().contains(QStringLiteral("waiting for web")));
        QCOMPARE(availability(), api::Availability::Pause);

        // Closed now it would stay half done.
        scene.window().close();
        QVERIFY(scene.window().isVisible());
        QVERIFY(scene.says(QStringLiteral("Closed now, it stays half done until")));
        QVERIFY(scene.click(QStringLiteral("cancel")));

        scene.edit<api::Task>("web-3", [](api::Task& task) { task.status.state = api::TaskState::Running; });
        QTRY_COMPARE(availability(), api::Availability::Drain);
        QTRY_COMPARE(replicas(), std::uint64_t(2));
        QTRY_COMPARE(progress(), QStringLiteral("3 of 3 tasks left"));
        for (const char* id : {"web-1", "agent-w1", "port-1"})
            scene.edit<api::Task>(id, [](api::Task& task) { task.status.state = api::TaskState::Shutdown; });
        QTRY_COMPARE(scene.window().cluster().operations().all().front().stage, ui::Operation::Stage::Converged);
    }

    void where_no_service_can_go_without_a_gap_the_choice_says_why()
    {
        Scene scene(FakeManager::Level::Docker);
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.edit<api::Service>("web", [](api::Service& web) { web.updateStatus = api::UpdateStatus{.state = api::UpdateState::Updating}; });
        QVERIFY(openDrainOf(scene, "w1"));
        auto* gapFree = scene.find<QAbstractButton>(QStringLiteral("drainGapFree"));
        QVERIFY(gapFree && !gapFree->isEnabled());
        QVERIFY(scene.says(QStringLiteral("web has a gap all the same: it is being updated.")));
        scene.edit<api::Service>("web", [](api::Service& web) { web.updateStatus->state = api::UpdateState::Completed; });
        QTRY_VERIFY(gapFree->isEnabled());
        QVERIFY(!scene.texts().contains(QStringLiteral("web has a gap")));
        scene.remove<api::Task>("web-1");
        QTRY_VERIFY(!gapFree->isVisible()); // nothing is there to go
    }

    void a_drain_does_not_wait_for_what_a_dead_node_cannot_report()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w1");
        QVERIFY(openDrainOf(scene, "w1"));
        QVERIFY(scene.click(QStringLiteral("verb")));
        const auto& operations = scene.window().cluster().operations();
        QTRY_COMPARE(operations.all().front().progress, QStringLiteral("2 of 2 tasks left"));
        scene.edit<api::Task>("web-1", [](api::Task& task) { task.desiredState = api::TaskState::Shutdown; });
        scene.edit<api::Node>("w1", [](api::Node& node) { node.status.state = api::NodeState::Down; });
        QTRY_COMPARE(operations.all().front().progress, QStringLiteral("1 of 2 tasks left"));
        scene.edit<api::Task>("web-2", [](api::Task& task) { task.desiredState = api::TaskState::Shutdown; });
        QTRY_COMPARE(operations.all().front().stage, ui::Operation::Stage::Converged);
    }

    void a_drain_by_scaling_that_waits_for_ever_is_stopped_and_taken_back()
    {
        Scene scene(FakeManager::Level::Docker);
        mixed(scene);
        QVERIFY(openDrainOf(scene, "w1"));
        QVERIFY(scene.click(QStringLiteral("drainGapFree")));
        QVERIFY(scene.click(QStringLiteral("verb")));
        auto& operations = scene.window().cluster().operations();
        QTRY_COMPARE(operations.all().front().stage, ui::Operation::Stage::Accepted);
        operations.cancel(operations.all().front().id);
        scene.key(Qt::Key_Z, Qt::ControlModifier);

        QTRY_COMPARE(scene.manager.store.get<api::Node>("w1")->spec.availability, api::Availability::Active);
        QTRY_COMPARE(*scene.manager.store.get<api::Service>("web")->spec.mode.replicated->replicas, std::uint64_t(2));
        QCOMPARE(scene.manager.asked("POST /nodes/w1/update"), std::size_t(2));
    }

    void what_if_a_node_fails_is_shown_and_nothing_is_sent()
    {
        Scene scene;
        mixed(scene);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {api::ObjectKind::Node, {"w1"}}));
        QVERIFY(scene.window().book().trigger(QStringLiteral("node.whatIf")));

        QVERIFY(scene.says(QStringLiteral("What if w1 fails?")));
        QVERIFY(scene.says(QStringLiteral("2 tasks would move, 1 would stop.")));
        QVERIFY(!scene.window().findChild<QAbstractButton*>(QStringLiteral("verb")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
    }

    void tasks_are_brought_back_to_a_node_after_a_look_at_what_moves()
    {
        Scene scene;
        scene.manager.capabilities = R"("watch","raft","rebalance")";
        std::string rest = R"({"ServiceID":"web","Moves":[]})";
        const std::string move = R"({"TaskID":"web-1","Name":"web.1","FromID":"w1","From":"w1","ToID":"w2","To":"w2"})";
        std::string left = R"({"ServiceID":"web","Moves":[{"Move":)" + move + R"(,"Text":"on its way"}]})";
        scene.respondFirst = [&](const http::Request& request, const std::string&) -> std::optional<http::Response> {
            if (request.path != "/skep/v1/services/web/rebalance")
                return std::nullopt;
            if (request.method == "POST")
                return http::Response{200, {}, R"({"ServiceID":"web","Moves":[)" + move + R"(],"Left":0,"Nodes":[]})"};
            if (request.method == "DELETE")
                left = rest;
            return http::Response{200, {}, left};
        };
        scene.usual(2);
        for (const char* manager : {"m1", "m2", "m3"})
            scene.edit<api::Node>(manager, [](api::Node& node) { node.spec.availability = api::Availability::Drain; });
        scene.addService("web", 4);
        for (const std::uint64_t slot : {1U, 2U, 3U, 4U})
            scene.addTask("web", slot, "w1");
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), {api::ObjectKind::Service, {"web"}}));
        QVERIFY(scene.window().book().trigger(QStringLiteral("service.rebalance")));

        QVERIFY(scene.says(QStringLiteral("2 tasks would move.")));
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.left("POST /skep/v1/services/web/rebalance"));
        const auto operation = [&] { return scene.window().cluster().operations().all().front(); };
        QTRY_VERIFY(operation().stage == ui::Operation::Stage::Accepted && operation().total == 1 && operation().done == 0);

        left = rest;
        QTRY_COMPARE(operation().stage, ui::Operation::Stage::Converged);
        QCOMPARE(operation().done, 1);
        QVERIFY(operation().undoText.isEmpty());
    }

    void what_is_even_already_has_nothing_to_rebalance()
    {
        Scene scene;
        scene.manager.capabilities = R"("watch","raft","rebalance")";
        scene.usual(1);
        scene.addService("web", 1);
        scene.addTask("web", 1, "w1");
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), {api::ObjectKind::Service, {"web"}}));
        QVERIFY(scene.window().book().trigger(QStringLiteral("service.rebalance")));
        QVERIFY(scene.says(QStringLiteral("No task would move.")));
        QVERIFY(!scene.find<QAbstractButton>(QStringLiteral("verb"))->isEnabled());
    }

    void a_worker_dragged_to_the_managers_is_promoted_after_its_sentence() // journey 12
    {
        Scene scene;
        scene.usual();
        Canvas* canvas = openMap(scene);
        QVERIFY(canvas);

        Scene::drag(*canvas, Scene::middleOf(*canvas, "w2"), Scene::bandOf(*canvas, topology::BandKind::Managers));

        QVERIFY(scene.says(QStringLiteral("Promote w2: 4 managers, still may lose 1.")));
        QVERIFY(scene.texts().contains(QStringLiteral("an odd number is better")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.left("POST /nodes/w2/update"));
        QVERIFY(QString::fromStdString(scene.manager.bodies.back()).contains(QStringLiteral("\"Role\":\"manager\"")));
    }

    void the_last_manager_cannot_be_demoted_and_the_reason_stands_there() // journey 13
    {
        Scene scene;
        scene.addManager("m1", true);
        scene.addWorker("w1");
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {api::ObjectKind::Node, {"m1"}}));
        auto* demote = scene.find<QAbstractButton>(QStringLiteral("node.demote"));
        QVERIFY(demote);
        QVERIFY(!demote->isEnabled());
        QVERIFY(demote->toolTip().contains(QStringLiteral("It is the last manager")));
        QAction* entry = scene.window().book().find(QStringLiteral("node.demote"));
        QTRY_VERIFY(!entry->isEnabled());
        QTRY_COMPARE(entry->toolTip(), demote->toolTip());
        QVERIFY(!scene.window().book().trigger(QStringLiteral("node.demote")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
    }

    void what_the_server_refuses_is_told_in_its_words_and_stays() // journey 13
    {
        Scene scene;
        scene.usual();
        scene.respondFirst = [](const http::Request& request, const std::string&) -> std::optional<http::Response> {
            if (request.method == "POST")
                return http::errorResponse(400, "can't demote the last manager of the swarm");
            return std::nullopt;
        };
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {api::ObjectKind::Node, {"m2"}}));
        QVERIFY(scene.click(QStringLiteral("node.demote")));
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.says(QStringLiteral("can't demote the last manager of the swarm")));
        QVERIFY(scene.seen().get<api::Node>("m2")->managerStatus);
    }

    void another_leader_shows_by_itself_and_nothing_is_in_the_way() // journey 14
    {
        Scene scene;
        scene.usual();
        scene.open();
        auto* leader = scene.find<QToolButton>(QStringLiteral("status.leader"));
        QVERIFY(leader);
        QTRY_COMPARE(leader->text(), QStringLiteral("m1 leads"));

        scene.edit<api::Node>("m1", [](api::Node& node) { node.managerStatus->leader = false; });
        scene.edit<api::Node>("m2", [](api::Node& node) { node.managerStatus->leader = true; });

        QTRY_COMPARE(leader->text(), QStringLiteral("m2 leads"));
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        QTRY_VERIFY(canvas->item("m2")->node().leader && !canvas->item("m1")->node().leader);
        QVERIFY(scene.window().findChildren<ui::Sheet*>().isEmpty());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void the_palette_understands_a_verb_and_a_name() // journey 28
    {
        Scene scene;
        scene.usual();
        scene.open();
        scene.key(Qt::Key_K, Qt::ControlModifier);
        auto* line = scene.find<QWidget>(QStringLiteral("paletteLine"));
        QVERIFY(line);
        QTest::keyClicks(line, QStringLiteral("dr w2"));
        QTest::keyClick(line, Qt::Key_Return);

        QVERIFY(scene.says(QStringLiteral("Drain w2 — preview, nothing has changed yet")));
        QCOMPARE(scene.window().cluster().selection(), (ui::Selection{api::ObjectKind::Node, {"w2"}}));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestJourneysNodes)
#include "tst_journeys_nodes.moc"

#include "shared/planning/why.h"
#include "tests/support/scene.h"
#include "ui/actions/prefernode.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/timeline/timelineview.h"

#include <QDockWidget>
#include <QDropEvent>
#include <QListWidget>
#include <QSpinBox>
#include <QStatusBar>
#include <QTreeView>
#include <QTreeWidget>

#include <algorithm>

using namespace skep;
using namespace skep::test;

namespace {

ui::Selection serviceOnly(const std::string& id)
{
    return {api::ObjectKind::Service, {id}};
}

ui::Selection taskOnly(const std::string& id)
{
    return {api::ObjectKind::Task, {id}};
}

// The replicas that the last update asked for.
std::uint64_t askedReplicas(const Scene& scene)
{
    const auto spec = scene.manager.bodies.empty() ? Result<api::ServiceSpec>(fail(ErrorCode::NotFound, "")) : api::fromJson<api::ServiceSpec>(scene.manager.bodies.back());
    return spec && spec->mode.replicated ? spec->mode.replicated->replicas.value_or(0) : 0;
}

// A rolling update as a manager would do it, step by step.
class Rollout {
public:
    Rollout(Scene& scene, std::uint64_t slots) : m_scene(scene)
    {
        scene.addService("web", slots);
        scene.edit<api::Service>("web", [](api::Service& service) {
            service.spec.task.container.edit().healthcheck = api::Healthcheck{.test = {"CMD", "true"}};
            service.spec.updateConfig = api::UpdateConfig{.parallelism = 2, .delay = 2'000'000'000};
        });
        for (std::uint64_t slot = 1; slot <= slots; ++slot)
            scene.addTask("web", slot, "w1");
    }
    void begin()
    {
        m_scene.edit<api::Service>("web", [](api::Service& service) {
            service.previousSpec = service.spec;
            service.spec.task.container.edit().image = "web:2";
            service.updateStatus = api::UpdateStatus{.state = api::UpdateState::Updating, .startedAt = systemNow()};
        });
    }
    void make(std::uint64_t slot)
    {
        api::Task task = *m_scene.manager.store.get<api::Task>("web-" + std::to_string(slot));
        task.id = "new-" + std::to_string(slot);
        task.meta = {};
        task.spec = m_scene.manager.store.get<api::Service>("web")->spec.task;
        task.status = {.timestamp = systemNow(), .state = api::TaskState::Preparing};
        task.desiredState = api::TaskState::Running;
        m_scene.put(task);
    }
    void move(std::uint64_t slot, api::TaskState state, const std::string& error = {})
    {
        m_scene.edit<api::Task>("new-" + std::to_string(slot), [&](api::Task& task) {
            task.status.state = state;
            task.status.timestamp = systemNow();
            task.status.err = error;
        });
    }
    void stop(std::uint64_t slot)
    {
        m_scene.edit<api::Task>("web-" + std::to_string(slot), [](api::Task& task) { task.desiredState = api::TaskState::Shutdown; });
    }
    void stopped(std::uint64_t slot)
    {
        m_scene.edit<api::Task>("web-" + std::to_string(slot), [](api::Task& task) {
            task.status.state = api::TaskState::Shutdown;
            task.status.timestamp = systemNow();
        });
    }
    // Time goes by.
    static void pass(int ms) { QTest::qWait(ms); }

private:
    Scene& m_scene;
};

int inMotion(const ui::Timeline& timeline)
{
    return int(std::count_if(timeline.rows.begin(), timeline.rows.end(), [](const ui::SlotRow& row) {
        return std::any_of(row.bars.begin(), row.bars.end(), [](const ui::PhaseBar& bar) { return bar.to.isZero() && bar.phase != ui::Phase::Delay; });
    }));
}

// Whether it would be taken there.
template <class Event>
bool dragOver(QWidget& widget, const QPoint& at, const QMimeData& data)
{
    Event event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

} // namespace

class TestJourneysServices final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }

    void what_tells_of_operations_stays_above_the_status_bar()
    {
        Scene scene;
        scene.usual();
        scene.open();
        auto* bar = scene.window().findChild<QStatusBar*>();
        for (int waiting = 1; waiting <= 3; ++waiting) {
            ui::waitForNewNode(scene.window().cluster(), api::NodeRole::Worker);
            const auto* toasts = scene.find<QWidget>(QStringLiteral("toasts"));
            QVERIFY(toasts);
            QTest::qWait(100); // until it is laid out; it has nothing more to tell
            QCOMPARE(toasts->findChildren<QFrame*>(QStringLiteral("toast")).size(), waiting);
            QVERIFY2(toasts->geometry().bottom() < bar->geometry().top(), qPrintable(QString::number(waiting)));
        }
    }

    void a_task_that_came_before_its_service_gets_its_name()
    {
        for (const bool watched : {false, true}) {
            Scene scene;
            scene.usual();
            scene.put(api::Task{.id = "t1", .serviceId = "web", .slot = 1, .status = {.state = api::TaskState::Pending}, .desiredState = api::TaskState::Running});
            if (watched)
                scene.manager.capabilities = R"("watch","raft","explain")";
            scene.open();
            QTRY_VERIFY(scene.seen().get<api::Task>("t1"));

            scene.addService("web", 1);

            QTRY_COMPARE(scene.seen().get<api::Task>("t1")->serviceName, std::string("web"));
        }
    }

    void a_service_that_lacks_tasks_says_why()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "", api::TaskState::Pending);
        scene.edit<api::Task>("web-2", [](api::Task& task) { task.status.err = "no suitable node (1 node not available)"; });
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), {api::ObjectKind::Service, {"web"}}));
        QVERIFY(scene.says(QStringLiteral("1 task waits for a node: no suitable node (1 node not available)")));
        QVERIFY(scene.click(QStringLiteral("why")));
        QTRY_COMPARE(scene.window().pageId(), QStringLiteral("tasks"));
        QCOMPARE(scene.window().cluster().selection(), taskOnly("web-2"));

        scene.edit<api::Task>("web-2", [](api::Task& task) {
            task.nodeId = "w2";
            task.status.state = api::TaskState::Running;
        });
        QVERIFY(scene.window().go(QStringLiteral("services"), {api::ObjectKind::Service, {"web"}}));
        QTRY_VERIFY(!scene.texts().contains(QStringLiteral("waits for a node")));
    }

    void scaling_by_keyboard_and_back_with_undo() // journey 4
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 3);
        for (std::uint64_t slot = 1; slot <= 3; ++slot)
            scene.addTask("web", slot, "w1");
        scene.open();
        scene.key(Qt::Key_3, Qt::ControlModifier); // the services
        auto* list = scene.find<QTreeView>(QStringLiteral("table.services"));
        QVERIFY(list);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        QTRY_COMPARE(scene.window().cluster().selection(), serviceOnly("web"));
        auto* replicas = scene.find<QSpinBox>(QStringLiteral("replicas"));
        QVERIFY(replicas);
        QCOMPARE(replicas->value(), 3);

        replicas->setFocus();
        replicas->selectAll();
        QTest::keyClicks(replicas, QStringLiteral("10"));
        QTest::keyClick(replicas, Qt::Key_Return);

        QVERIFY(scene.left("POST /services/web/update"));
        QCOMPARE(askedReplicas(scene), 10u);
        QVERIFY(scene.says(QStringLiteral("Scale web from 3 to 10")));
        QVERIFY(scene.says(QStringLiteral("3 of 10 running"))); // accepted; nothing is painted before it was seen
        for (std::uint64_t slot = 4; slot <= 10; ++slot)
            scene.addTask("web", slot, "w2");
        QTRY_COMPARE(scene.seen().tasksOfService("web").size(), std::size_t(10));
        auto* undo = scene.find<QAbstractButton>(QStringLiteral("toastButton"));
        QVERIFY(undo);
        QTRY_COMPARE(undo->text(), QStringLiteral("Scale back to 3"));
        // What tells of it leaves the list of operations, which has the same button, in sight, with and without it.
        const auto* toasts = scene.find<QWidget>(QStringLiteral("toasts"));
        auto* dock = scene.window().findChild<QDockWidget*>();
        QVERIFY(toasts && dock && !dock->isVisible()); // it waits to be asked for
        QVERIFY(scene.click(QStringLiteral("status.operations")));
        QTRY_VERIFY(dock->isVisible());
        QTRY_VERIFY(!toasts->geometry().intersects(dock->geometry()));
        const int above = toasts->geometry().bottom();
        dock->hide();
        QTRY_VERIFY(toasts->geometry().bottom() > above + 50);
        dock->show();
        QTRY_VERIFY(!toasts->geometry().intersects(dock->geometry()));
        // The time line and its button are in sight too, on the pages that have one.
        dock->hide();
        const auto* page = scene.window().findChild<QWidget*>(QStringLiteral("page.services"));
        QVERIFY(scene.window().go(QStringLiteral("topology"), serviceOnly("web")));
        const auto* live = scene.find<QWidget>(QStringLiteral("scrubber.live"));
        QVERIFY(live && !page->isVisible());
        const auto placeOf = [&](const QWidget* widget) { return QRect(widget->mapTo(&scene.window(), QPoint()), widget->size()); };
        QTRY_VERIFY(!placeOf(toasts).intersects(placeOf(live)));
        const int higher = toasts->geometry().bottom();
        QVERIFY(scene.window().go(QStringLiteral("services"), serviceOnly("web")));
        QTRY_VERIFY(toasts->geometry().bottom() > higher);
        dock->show();
        undo->setFocus();
        QTest::keyClick(undo, Qt::Key_Space);
        QTRY_COMPARE(scene.manager.asked("POST /services/web/update"), std::size_t(2));
        QTRY_COMPARE(askedReplicas(scene), 3u);
        QTRY_COMPARE(scene.seen().get<api::Service>("web")->spec.mode.replicated->replicas.value_or(0), 3u);
    }

    void what_was_is_not_kept()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 1);
        scene.addTask("web", 1, "w1");
        scene.open();
        const std::weak_ptr<const api::Service> service = scene.seen().get<api::Service>("web");
        const std::weak_ptr<const api::Task> task = scene.seen().get<api::Task>("web-1");
        for (const auto state : {api::TaskState::Failed, api::TaskState::Running, api::TaskState::Failed}) {
            scene.edit<api::Service>("web", [state](api::Service& now) { now.spec.labels["a"] = std::to_string(int(state)); });
            scene.edit<api::Task>("web-1", [state](api::Task& now) { now.status.state = state; });
            QTRY_COMPARE(scene.seen().get<api::Task>("web-1")->status.state, state);
        }
        QTRY_VERIFY(task.expired());
        QTRY_VERIFY(service.expired());
    }

    void what_waits_for_a_service_ends_when_somebody_removes_it()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 1);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), serviceOnly("web")));
        QTRY_VERIFY(scene.window().book().find(QStringLiteral("service.scaleUp"))->isEnabled());
        scene.key(Qt::Key_Plus, Qt::ControlModifier);
        auto& operations = scene.window().cluster().operations();
        QTRY_VERIFY(!operations.all().empty() && operations.all().front().stage == ui::Operation::Stage::Accepted);
        QCOMPARE(operations.running(), 1);

        scene.remove<api::Service>("web");
        QTRY_COMPARE(operations.running(), 0);
        QCOMPARE(operations.all().front().stage, ui::Operation::Stage::Cancelled);
        QCOMPARE(operations.all().front().progress, QStringLiteral("it was removed meanwhile"));
        QVERIFY(operations.all().front().undoText.isEmpty());
    }

    void one_more_with_a_single_key()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 3);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), serviceOnly("web")));
        QTRY_VERIFY(scene.window().book().find(QStringLiteral("service.scaleUp"))->isEnabled());
        scene.key(Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(scene.left("POST /services/web/update"));
        QCOMPARE(askedReplicas(scene), 4u);
        // What this program does not know of a specification goes back as it came.
        QVERIFY(QString::fromStdString(scene.manager.bodies.back()).contains(QStringLiteral("\"FromTheFuture\":9007199254740993")));
    }

    void the_timeline_shows_five_phases_in_order_and_never_more_in_motion_than_there_are() // journey 5
    {
        Scene scene;
        scene.usual();
        Rollout rollout(scene, 4);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), serviceOnly("web")));
        QVERIFY(scene.find<QSpinBox>(QStringLiteral("replicas")));
        rollout.begin();
        rollout.make(1);
        rollout.make(2);
        ui::TimelineView* view = nullptr;
        QTRY_VERIFY((view = scene.window().findChild<ui::TimelineView*>()) && view->isVisible() && view->timeline().rows.size() == 2);
        int most = 0;
        const auto settle = [&] {
            const auto version = scene.manager.store.version();
            return QTest::qWaitFor([&] {
                most = std::max(most, inMotion(view->timeline()));
                return scene.window().cluster().store().version() == version;
            }, 20'000);
        };
        for (const std::uint64_t first : {1u, 3u}) {
            const auto both = [first](const auto& step) {
                for (const std::uint64_t slot : {first, first + 1})
                    step(slot);
            };
            if (first == 3)
                both([&](std::uint64_t slot) { rollout.make(slot); });
            Rollout::pass(30);
            both([&](std::uint64_t slot) {
                rollout.move(slot, api::TaskState::Ready);
                rollout.stop(slot);
            });
            QVERIFY(settle());
            Rollout::pass(30);
            both([&](std::uint64_t slot) {
                rollout.stopped(slot);
                rollout.move(slot, api::TaskState::Starting);
            });
            QVERIFY(settle());
            Rollout::pass(1200); // the first second is the start, the rest is for the health check
            both([&](std::uint64_t slot) { rollout.move(slot, api::TaskState::Running); });
            QVERIFY(settle());
            Rollout::pass(30);
        }
        QTRY_COMPARE(view->timeline().done, 4);
        QCOMPARE(view->timeline().total, 4);
        QVERIFY(most >= 1 && most <= 2);
        for (const auto& row : view->timeline().rows) {
            std::vector<ui::Phase> phases;
            for (const auto& bar : row.bars)
                phases.push_back(bar.phase);
            std::vector<ui::Phase> wanted{ui::Phase::Prepare, ui::Phase::Stop, ui::Phase::Start, ui::Phase::Health};
            if (row.slot <= 2)
                wanted.push_back(ui::Phase::Delay);
            else if (phases.size() == 5)
                QCOMPARE(phases.back(), ui::Phase::Delay);
            phases.resize(wanted.size());
            QCOMPARE(phases, wanted);
        }
        QVERIFY(scene.texts().contains(QStringLiteral("Update: updating, 4 of 4 slots")));
    }

    void an_update_that_crashes_names_the_slot_and_is_rolled_back() // journey 6
    {
        Scene scene;
        scene.usual();
        Rollout rollout(scene, 3);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), serviceOnly("web")));
        rollout.begin();
        rollout.make(2);
        rollout.stop(2);
        rollout.stopped(2);
        Rollout::pass(20);
        rollout.move(2, api::TaskState::Failed, "task: non-zero exit (3)");
        scene.edit<api::Service>("web", [](api::Service& service) { service.updateStatus->state = api::UpdateState::Paused; });

        QVERIFY(scene.says(QStringLiteral("Update: paused")));
        QVERIFY(scene.says(QStringLiteral("Slot 2 failed, attempt 1: task: non-zero exit (3)")));
        QVERIFY(scene.click(QStringLiteral("service.rollback")));
        QVERIFY(scene.says(QStringLiteral("Image: web:2 → web:1")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        QVERIFY(scene.click(QStringLiteral("verb")));

        QVERIFY(scene.left("POST /services/web/update"));
        QTRY_COMPARE(scene.seen().get<api::Service>("web")->spec.task.container->image, std::string("web:1"));
        QVERIFY(scene.says(QStringLiteral("Update: rolling back")));
    }

    void a_rollback_that_the_server_began_shows_each_of_its_states() // journey 7
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), serviceOnly("web")));
        auto* list = scene.find<QTreeView>(QStringLiteral("table.services"));
        QVERIFY(list);
        for (const auto& [state, word] : std::vector<std::pair<api::UpdateState, QString>>{{api::UpdateState::Updating, QStringLiteral("updating")},
                 {api::UpdateState::RollbackStarted, QStringLiteral("rolling back")}, {api::UpdateState::RollbackCompleted, QStringLiteral("rolled back")}}) {
            scene.edit<api::Service>("web", [state = state](api::Service& service) { service.updateStatus = api::UpdateStatus{.state = state}; });
            const auto shown = [&] {
                for (int column = 0; column < list->model()->columnCount(); ++column)
                    if (list->model()->index(0, column).data().toString() == word)
                        return true;
                return false;
            };
            QTRY_VERIFY2(shown(), qPrintable(word));
        }
    }

    void why_a_task_waits_counts_every_filter_on_every_node_data()
    {
        QTest::addColumn<bool>("explained");
        QTest::newRow("by the leader") << true;
        QTest::newRow("worked out here") << false;
    }

    void why_a_task_waits_counts_every_filter_on_every_node() // journey 8
    {
        QFETCH(bool, explained);
        Scene scene;
        scene.usual(4);
        // Of seven nodes: zone a has one; memory for it have six; m3 is drained.
        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.labels["zone"] = "a"; });
        scene.edit<api::Node>("w1", [](api::Node& node) { node.description.resources.memoryBytes = std::int64_t(1) << 30; });
        scene.edit<api::Node>("m3", [](api::Node& node) { node.spec.availability = api::Availability::Drain; });
        scene.addService("web", 1);
        scene.edit<api::Service>("web", [](api::Service& service) {
            service.spec.task.placement = api::Placement{.constraints = {"node.labels.zone==a"}};
            service.spec.task.resources = api::ResourceRequirements{.reservations = api::Resources{.memoryBytes = std::int64_t(2) << 30}};
        });
        scene.addTask("web", 1, "", api::TaskState::Pending);
        if (explained) {
            scene.manager.capabilities = R"("watch","raft","explain")";
            scene.respondFirst = [&scene](const http::Request& request, const std::string&) -> std::optional<http::Response> {
                if (request.path != "/skep/v1/tasks/web-1/explain")
                    return std::nullopt;
                const auto why = planning::why(scene.manager.store, "web-1", systemNow());
                return http::Response{200, {{"Content-Type", "application/json"}}, api::toJson(*why)};
            };
        }
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("tasks"), taskOnly("web-1")));

        auto* matrix = scene.find<QTreeWidget>(QStringLiteral("whyMatrix"));
        QVERIFY(matrix);
        QVERIFY(scene.says(explained ? QStringLiteral("As the leader explains it.") : QStringLiteral("≈ Worked out here")));
        QCOMPARE(matrix->topLevelItemCount(), 1 + 7);
        QStringList head, counts;
        for (int column = 0; column < matrix->columnCount(); ++column) {
            head << matrix->headerItem()->text(column);
            counts << matrix->topLevelItem(0)->text(column);
        }
        QCOMPARE(head, (QStringList{QStringLiteral("Node"), QStringLiteral("Ready"), QStringLiteral("Resources"), QStringLiteral("Constraints")}));
        QCOMPARE(counts, (QStringList{QStringLiteral("fits 0 of 7"), QStringLiteral("6 of 7"), QStringLiteral("6 of 7"), QStringLiteral("1 of 7")}));
        QCOMPARE(scene.manager.asked("GET /skep/v1/tasks/web-1/explain") > 0, explained);
    }

    void the_smallest_change_is_enough_and_anything_less_is_not() // journey 9
    {
        Scene scene;
        scene.addManager("m1", true);
        scene.edit<api::Node>("m1", [](api::Node& node) { node.description.resources.memoryBytes = 1000; });
        scene.addService("web", 1);
        scene.edit<api::Service>("web", [](api::Service& service) {
            service.spec.task.resources = api::ResourceRequirements{.reservations = api::Resources{.memoryBytes = 1001}};
        });
        scene.addTask("web", 1, "", api::TaskState::Pending);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("tasks"), taskOnly("web-1")));
        QVERIFY(scene.says(QStringLiteral("Smallest changes that would place it:")));
        QTRY_VERIFY2(scene.texts().contains(QStringLiteral("m1")) && scene.texts().contains(QStringLiteral("fits 1 node")), qPrintable(scene.texts()));
        auto* matrix = scene.find<QTreeWidget>(QStringLiteral("whyMatrix"));
        QVERIFY(matrix);
        QCOMPARE(matrix->topLevelItem(0)->text(0), QStringLiteral("fits 0 of 1"));

        scene.edit<api::Task>("web-1", [](api::Task& task) { task.spec.resources.edit().reservations->memoryBytes = 1000; });
        QTRY_COMPARE(matrix->topLevelItem(0)->text(0), QStringLiteral("fits 1 of 1"));
        QTRY_VERIFY(!scene.texts().contains(QStringLiteral("fits 1 node")));
    }

    void a_label_that_the_panel_asks_for_places_the_task() // journey 8
    {
        Scene scene;
        scene.usual(1);
        scene.addService("web", 1);
        scene.edit<api::Service>("web", [](api::Service& service) { service.spec.task.placement = api::Placement{.constraints = {"node.labels.zone==a"}}; });
        scene.addTask("web", 1, "", api::TaskState::Pending);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("tasks"), taskOnly("web-1")));
        const auto suggestion = [&] {
            const auto* label = scene.find<QLabel>(QStringLiteral("suggestion.0.text"));
            return label ? label->text() : QString();
        };
        QTRY_VERIFY2(suggestion().contains(QStringLiteral("zone=a")), qPrintable(suggestion()));

        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.labels["zone"] = "a"; });

        auto* matrix = scene.find<QTreeWidget>(QStringLiteral("whyMatrix"));
        QVERIFY(matrix);
        QTRY_COMPARE(matrix->topLevelItem(0)->text(0), QStringLiteral("fits 1 of 4"));
        // And when it runs there is nothing to explain.
        scene.edit<api::Task>("web-1", [](api::Task& task) {
            task.nodeId = "w1";
            task.status.state = api::TaskState::Running;
        });
        QTRY_VERIFY(!matrix->isVisible());
    }

    void a_service_dragged_from_the_list_onto_a_node_opens_its_form_at_placement()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.edit<api::Service>("web", [](api::Service& web) {
            web.spec.task.placement.emplace().constraints = {"node.hostname == w1", "node.labels.zone == a"};
        });
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services")));
        auto* list = scene.find<QTreeView>(QStringLiteral("table.services"));
        QVERIFY(list);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QVERIFY(list->dragEnabled() && list->model()->flags(list->model()->index(0, 0)) & Qt::ItemIsDragEnabled);
        const auto data = ui::mimeOfService(*scene.seen().get<api::Service>("web"));

        // Over the sidebar's entry for a moment: the map opens.
        auto* sidebar = scene.find<QListWidget>(QStringLiteral("sidebar"));
        const QPoint entry = sidebar->visualItemRect(sidebar->item(0)).center();
        QVERIFY(dragOver<QDragEnterEvent>(*sidebar->viewport(), entry, *data));
        dragOver<QDragMoveEvent>(*sidebar->viewport(), entry, *data);
        QTRY_COMPARE(scene.window().pageId(), QStringLiteral("topology"));

        auto* canvas = scene.canvas();
        QVERIFY(canvas);
        QTRY_VERIFY(canvas->item("w2"));
        QVERIFY(dragOver<QDragEnterEvent>(*canvas->viewport(), {2, 2}, *data));
        QVERIFY(!dragOver<QDragMoveEvent>(*canvas->viewport(), Scene::middleOf(*canvas, "w1"), *data)); // it is held there already
        QVERIFY(!dragOver<QDragMoveEvent>(*canvas->viewport(), Scene::dockOf(*canvas), *data));
        QVERIFY(dragOver<QDragMoveEvent>(*canvas->viewport(), Scene::middleOf(*canvas, "w2"), *data));
        QVERIFY(dragOver<QDropEvent>(*canvas->viewport(), Scene::middleOf(*canvas, "w2"), *data));

        QVERIFY(scene.says(QStringLiteral("Update web")));
        QVERIFY(scene.says(QStringLiteral("was node.hostname == w1; node.labels.zone == a")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        QVERIFY(scene.click(QStringLiteral("apply")));
        QVERIFY(scene.left("POST /services/web/update"));
        QCOMPARE(api::fromJson<api::ServiceSpec>(scene.manager.bodies.back())->task.placement->constraints,
            (std::vector<std::string>{"node.labels.zone == a", "node.hostname==w2"}));
    }

    void what_no_node_can_be_preferred_for_says_why()
    {
        Scene scene;
        scene.usual();
        scene.addService("agent", 1);
        scene.edit<api::Service>("agent", [](api::Service& agent) {
            agent.spec.mode = {};
            agent.spec.mode.global.emplace();
        });
        const auto intent = ui::preferIntent(scene.manager.store, "agent", "w1");
        QVERIFY(intent);
        QCOMPARE(intent->refusal, QStringLiteral("agent runs once on each node"));
        QVERIFY(!ui::preferIntent(scene.manager.store, "of another cluster", "w1"));
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestJourneysServices)
#include "tst_journeys_services.moc"

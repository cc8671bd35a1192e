#include "tests/support/scene.h"
#include "ui/tables/objecttable.h"
#include "ui/topology/topologycanvas.h"

#include <QSignalSpy>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>

using namespace skep;
using namespace skep::test;

namespace {

constexpr int Nodes = 1000, Tasks = 20'000, PatienceMs = 120'000;

// A swarm of that size in one write, and the window on it.
void openLarge(Scene& scene)
{
    scene.addManager("m1", true);
    scene.addWorker("w0");
    scene.addService("web", Tasks);
    const api::Node worker = *scene.manager.store.get<api::Node>("w0");
    QVERIFY(commit(scene.manager.store, [&](store::Tx& tx) {
        for (int i = 1; i < Nodes - 1; ++i) {
            api::Node node = worker;
            node.id = node.description.hostname = "w" + std::to_string(i);
            node.meta = {};
            QVERIFY(tx.create(node).has_value());
        }
        for (int i = 1; i <= Tasks; ++i) {
            api::Task task{.id = "t" + std::to_string(i),
                .serviceId = "web",
                .slot = std::uint64_t(i),
                .nodeId = "w" + std::to_string(i % (Nodes - 1)),
                .serviceName = "web"};
            task.status.state = task.desiredState = api::TaskState::Running;
            QVERIFY(tx.create(task).has_value());
        }
    }).has_value());
    scene.open();
    QVERIFY(QTest::qWaitFor([&] { return scene.seen().count<api::Task>() == Tasks; }, PatienceMs));
}

} // namespace

// Journey 31 without its times, which bench_desktop measures: at that size everything is there, and stays where it is.
class TestJourneysLarge final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
        openLarge(m_scene);
    }

    void the_map_has_them_all_and_says_that_names_are_hidden()
    {
        QCOMPARE(m_scene.find<QToolButton>(QStringLiteral("status.nodes"))->text(), QStringLiteral("1000 nodes"));
        auto* canvas = m_scene.canvas();
        QVERIFY(canvas);
        for (const char* id : {"m1", "w0", "w500", "w998"})
            QVERIFY2(canvas->item(id), id);
    }

    void the_list_is_filtered_and_keeps_its_place_while_a_thousand_tasks_change()
    {
        QVERIFY(m_scene.window().go(QStringLiteral("tasks"), {api::ObjectKind::Task, {"t777"}}));
        auto* table = m_scene.window().page()->findChild<ui::ObjectTable*>();
        QVERIFY(table);
        QTRY_COMPARE_WITH_TIMEOUT(table->model().rowCount(), Tasks, PatienceMs);
        table->setFilter(QStringLiteral("node:w777"));
        QTRY_VERIFY_WITH_TIMEOUT(
            table->countText().startsWith(QStringLiteral("showing 20 of 20,000")), PatienceMs); // t777, t1776, …
        QSignalSpy resets(&table->model(), &QAbstractItemModel::modelReset);

        QVERIFY(commit(m_scene.manager.store, [&](store::Tx& tx) {
            for (int i = 1; i <= 1000; ++i) {
                api::Task task = *m_scene.manager.store.get<api::Task>("t" + std::to_string(i));
                task.status.state = api::TaskState::Failed;
                QVERIFY(tx.update(task).has_value());
            }
        }).has_value());

        QTRY_COMPARE_WITH_TIMEOUT(
            m_scene.seen().get<api::Task>("t1000")->status.state, api::TaskState::Failed, PatienceMs);
        QTRY_COMPARE(m_scene.seen().get<api::Task>("t777")->status.state, api::TaskState::Failed);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(table->view()->selectionModel()->selectedRows().size(), 1);
        table->setFilter({});
    }

    void the_palette_finds_one_of_them()
    {
        m_scene.key(Qt::Key_K, Qt::ControlModifier);
        auto* line = m_scene.find<QWidget>(QStringLiteral("paletteLine"));
        QVERIFY(line);
        QTest::keyClicks(line, QStringLiteral("dr w998"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(m_scene.says(QStringLiteral("Drain w998 — preview, nothing has changed yet")));
        // Twenty or so of its tasks would go elsewhere, as the simulation of the whole swarm says.
        auto* rows = m_scene.find<QTableWidget>(QStringLiteral("whatIf"));
        QVERIFY(rows);
        QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 1, PatienceMs);
        QVERIFY(m_scene.writes().empty());
    }

private:
    QTemporaryDir m_settings;
    Scene m_scene;
};

QTEST_MAIN(TestJourneysLarge)
#include "tst_journeys_large.moc"

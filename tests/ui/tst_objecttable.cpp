#include "tests/support/scene.h"
#include "ui/history/eventfeed.h"
#include "ui/pages/tablepage.h"
#include "ui/tables/changeflash.h"
#include "ui/theme/motion.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QScrollBar>
#include <QStatusBar>
#include <QTreeView>

using namespace skep;
using namespace skep::ui;
using skep::test::Scene;

namespace {

ObjectTable& tableOf(Scene& scene)
{
    return *scene.window().page()->findChild<ObjectTable*>();
}

// Hides all columns but these.
void showOnly(ObjectTable& table, const QStringList& ids)
{
    const auto& columns = table.model().kind().columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        table.view()->header()->setSectionHidden(int(i), !ids.contains(columns[i].id));
}

int columnOf(const ObjectTable& table, const QString& id)
{
    const auto& columns = table.model().kind().columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&id](const Column& one) { return one.id == id; });
    return int(found - columns.begin());
}

// Whether a line in the accent colour lies at the bottom of the cell.
bool underlined(const ObjectTable& table, const QModelIndex& cell)
{
    const QRect box = table.view()->visualRect(cell);
    const QImage seen = table.view()->viewport()->grab(box).toImage();
    return seen.pixelColor(seen.width() / 2, seen.height() - 1) == theme().accent;
}

} // namespace

class TestObjectTable final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        test::startProgram(m_settings.path());
    }

    void init() { QSettings().clear(); } // columns as they come

    void columns_take_the_room_that_comes()
    {
        Scene scene;
        scene.addManager("m1", true);
        scene.addService("web", 1);
        scene.addTask("web", 1, "m1", api::TaskState::Failed);
        scene.edit<api::Task>("web-1", [](api::Task& task) { task.status.err = "starting container failed: " + std::string(60, 'x'); });
        scene.open();
        scene.window().resize(760, 600);
        QVERIFY(scene.window().go(QStringLiteral("tasks"), {}));
        ObjectTable& table = tableOf(scene);
        const int error = columnOf(table, QStringLiteral("error"));
        QTRY_COMPARE(table.model().rowCount(), 1);
        QTRY_VERIFY(table.view()->header()->sectionSize(error) < 250);

        // Also while another page is shown.
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {}));
        scene.window().resize(1900, 600);
        QVERIFY(scene.window().go(QStringLiteral("tasks"), {}));

        const int needed = table.view()->fontMetrics().horizontalAdvance(table.model().text(0, error));
        QTRY_VERIFY(table.view()->header()->sectionSize(error) > needed);
    }

    void the_last_column_gives_way_before_anything_has_to_be_scrolled_to()
    {
        Scene scene;
        scene.addManager("m1", true);
        scene.addService("web", 1);
        scene.addTask("web", 1, "m1", api::TaskState::Failed);
        scene.edit<api::Task>("web-1", [](api::Task& task) { task.status.err = "starting container failed: " + std::string(20, 'x'); });
        scene.open();
        scene.window().resize(1280, 600);
        QVERIFY(scene.window().go(QStringLiteral("tasks"), {}));
        ObjectTable& table = tableOf(scene);
        QTRY_COMPARE(table.model().rowCount(), 1);
        QTRY_COMPARE(table.view()->horizontalScrollBar()->maximum(), 0);

        QVERIFY(scene.window().go(QStringLiteral("tasks"), {api::ObjectKind::Task, {"web-1"}})); // the inspector comes
        QTRY_VERIFY(table.view()->viewport()->width() < 800);
        QTRY_COMPARE(table.view()->horizontalScrollBar()->maximum(), 0);
    }

    void services_are_found_by_their_stack_and_show_it_when_asked()
    {
        Scene scene;
        scene.addManager("m1", true);
        scene.addService("web", 1);
        scene.addService("shop_db", 1);
        scene.edit<api::Service>("shop_db", [](api::Service& service) { service.spec.labels["com.docker.stack.namespace"] = "shop"; });
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("services"), {}));
        ObjectTable& table = tableOf(scene);
        QTRY_COMPARE(table.model().rowCount(), 2);
        const int stack = columnOf(table, QStringLiteral("stack"));
        QVERIFY(table.view()->header()->isSectionHidden(stack));

        table.setFilter(QStringLiteral("stack:shop"));
        QCOMPARE(table.model().rowCount(), 1);
        table.view()->header()->findChild<QAction*>(QStringLiteral("column.stack"))->trigger();
        QVERIFY(!table.view()->header()->isSectionHidden(stack));
        QCOMPARE(table.model().text(0, stack), QStringLiteral("shop"));
        QVERIFY(table.csv().contains("Stack"));
    }

    void a_column_grows_with_what_stands_in_it()
    {
        Scene scene;
        scene.addManager("m1", true);
        scene.addService("web", 1);
        scene.open();
        scene.window().resize(1280, 600);
        QVERIFY(scene.window().go(QStringLiteral("services"), {}));
        ObjectTable& table = tableOf(scene);
        const int image = columnOf(table, QStringLiteral("image"));
        QTRY_COMPARE(table.model().rowCount(), 1);

        scene.edit<api::Service>("web", [](api::Service& service) {
            service.spec.task.container = api::ContainerSpec{.image = "registry.example/team/web:2.0"};
        });
        const auto needed = [&] { return table.view()->fontMetrics().horizontalAdvance(QStringLiteral("registry.example/team/web:2.0")); };
        QTRY_VERIFY(table.view()->header()->sectionSize(image) > needed());
    }

    void what_is_shown_is_exported()
    {
        Scene scene;
        scene.addManager("m1", true);
        for (const char* name : {"a,b", "=1+1", "say \"so\"", "plain"}) {
            scene.addWorker(name);
            scene.edit<api::Node>(name, [](api::Node& node) { node.spec.labels["zone"] = "z"; });
        }
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {}));
        ObjectTable& table = tableOf(scene);
        QTRY_COMPARE(table.model().rowCount(), 5);
        showOnly(table, {QStringLiteral("name"), QStringLiteral("role")});
        table.view()->header()->moveSection(columnOf(table, QStringLiteral("role")), 0);
        table.setFilter(QStringLiteral("role:worker"));
        QCOMPARE(table.model().rowCount(), 4);

        QCOMPARE(table.csv(),
            QByteArray("Role,Name\r\n"
                       "worker,'=1+1\r\n"
                       "worker,\"a,b\"\r\n"
                       "worker,plain\r\n"
                       "worker,\"say \"\"so\"\"\"\r\n"));

        QVERIFY(scene.window().book().trigger(QStringLiteral("view.export")));
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = scene.window().findChild<QFileDialog*>()) && dialog->isVisible());
        const QTemporaryDir target;
        const QString path = target.filePath(QStringLiteral("nodes.csv"));
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), table.csv());
    }

    void events_are_exported_and_a_page_without_a_list_says_so()
    {
        Scene scene;
        qputenv("XDG_CACHE_HOME", m_settings.path().toLocal8Bit());
        scene.usual();
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("topology"), {}));
        QVERIFY(scene.window().book().trigger(QStringLiteral("view.export")));
        QCOMPARE(scene.window().statusBar()->currentMessage(), QStringLiteral("There is no list on this page"));

        scene.edit<api::Node>("w1", [](api::Node& node) { node.status.state = api::NodeState::Down; });
        QVERIFY(scene.window().go(QStringLiteral("events"), {}));
        auto* feed = scene.window().page()->findChild<EventFeed*>();
        QVERIFY(feed);
        QTRY_VERIFY(feed->model().rowCount() > 0 && feed->model().csv().contains(",w1,"));
        const QList<QByteArray> lines = feed->model().csv().split('\n');
        QCOMPARE(lines.front(), QByteArray("Time,Kind,Name,What happened\r"));
        QVERIFY2(lines[1].startsWith(QByteArray::number(QDate::currentDate().year()) + '-'), lines[1]);
    }

    void a_cell_that_changes_in_sight_is_underlined_for_a_moment_data()
    {
        QTest::addColumn<bool>("reduced");
        QTest::newRow("full motion") << false;
        QTest::newRow("reduced motion") << true;
    }

    void a_cell_that_changes_in_sight_is_underlined_for_a_moment()
    {
        QFETCH(bool, reduced);
        setReducedMotion(reduced);
        Scene scene;
        scene.usual();
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), {}));
        ObjectTable& table = tableOf(scene);
        QTRY_COMPARE(table.model().rowCount(), 6);
        const int availability = columnOf(table, QStringLiteral("availability"));
        const auto cell
            = [&](const char* id, int column) { return table.model().index(table.model().rowOf(id), column); };
        QVERIFY(QTest::qWaitForWindowExposed(&scene.window()));
        QVERIFY(!underlined(table, cell("w1", availability)));

        scene.edit<api::Node>("w1", [](api::Node& node) { node.spec.availability = api::Availability::Pause; });
        QTRY_COMPARE(cell("w1", availability).data().toString(), QStringLiteral("paused"));

        QCOMPARE(underlined(table, cell("w1", availability)), !reduced);
        QVERIFY(!underlined(table, cell("w1", 0)));
        QVERIFY(!underlined(table, cell("w2", availability)));
        QTRY_VERIFY(!underlined(table, cell("w1", availability)));
        setReducedMotion(false);
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestObjectTable)
#include "tst_objecttable.moc"

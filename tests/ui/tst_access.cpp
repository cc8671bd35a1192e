#include "tests/support/scene.h"
#include "ui/pages/page.h"
#include "ui/topology/topologycanvas.h"
#include "ui/topology/topologytable.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QTreeWidget>

using namespace skep;
using namespace skep::test;
using skep::ui::topology::Canvas;
using skep::ui::topology::TopologyTable;

namespace {

QString described(QAccessibleInterface* one)
{
    const QObject* object = one->object();
    return QStringLiteral("%1 %2").arg(object ? QString::fromLatin1(object->metaObject()->className()) : QStringLiteral("part"),
        object ? object->objectName() : QString());
}

// Everything that the keyboard can reach and that has no name, below `one`.
void nameless(QAccessibleInterface* one, QStringList& found, int depth = 0)
{
    if (!one || !one->isValid() || depth > 20 || one->state().invisible)
        return;
    const QString name = one->text(QAccessible::Name);
    const bool cell = one->role() == QAccessible::Cell || one->role() == QAccessible::ListItem || one->role() == QAccessible::TreeItem; // may be empty
    if (one->state().focusable && name.isEmpty() && one->role() != QAccessible::Window && !cell)
        found << described(one);
    // Cells of lists speak by their texts.
    const bool cells = one->role() == QAccessible::Table || one->role() == QAccessible::Tree || one->role() == QAccessible::List;
    for (int i = 0; i < (cells ? std::min(one->childCount(), 20) : one->childCount()); ++i)
        nameless(one->child(i), found, depth + 1);
}

} // namespace

class TestAccess final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
        QAccessible::setActive(true);
    }

    void every_key_of_an_action_stands_in_the_help()
    {
        Scene scene;
        scene.usual();
        scene.open();
        scene.key(Qt::Key_F1);
        auto* list = scene.find<QTreeWidget>(QStringLiteral("keys"));
        QVERIFY(list);
        for (const ui::Action& action : ui::actions())
            if (!action.shortcut.isEmpty() && ui::isOffered(action, scene.window().cluster()))
                QVERIFY2(!list->findItems(action.shortcut.toString(QKeySequence::NativeText), Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty(),
                    qPrintable(action.id));
        scene.key(Qt::Key_Escape);
        QTRY_VERIFY(!scene.window().findChild<QWidget*>(QStringLiteral("keyboardHelp")));
    }

    void the_map_has_a_child_for_each_node_and_each_of_its_tasks()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 3);
        for (std::uint64_t slot = 1; slot <= 3; ++slot)
            scene.addTask("web", slot, "w2");
        scene.open();
        auto* canvas = scene.find<Canvas>(QStringLiteral("topologyCanvas"));
        QVERIFY(canvas);
        QTRY_COMPARE(canvas->item("w2")->node().pips.size(), std::size_t(3));
        QAccessibleInterface* map = QAccessible::queryAccessibleInterface(canvas);
        QVERIFY(map);
        QCOMPARE(map->text(QAccessible::Name), QStringLiteral("Map of the swarm"));
        QCOMPARE(map->childCount(), 6);
        QCOMPARE(map->child(0)->text(QAccessible::Name).section(u',', 0, 2), QStringLiteral("m1, leader, ready"));
        QAccessibleInterface* node = map->child(4);
        QCOMPARE(node->text(QAccessible::Name).section(u',', 0, 4), QStringLiteral("w2, worker, ready, active, 3 tasks"));
        QCOMPARE(node->role(), QAccessible::Grouping);
        QCOMPARE(node->parent(), map);
        QCOMPARE(map->indexOfChild(node), 4);
        QCOMPARE(node->childCount(), 3);
        QAccessibleInterface* task = node->child(2);
        QVERIFY(task->text(QAccessible::Name).startsWith(QStringLiteral("web slot 3, running on w2")));
        QCOMPARE(task->parent(), node);
        QVERIFY(node->rect().contains(task->rect().center()));
        QCOMPARE(map->childAt(node->rect().center().x(), node->rect().center().y()), node);
        QCOMPARE(node->childAt(task->rect().center().x(), task->rect().center().y()), task);

        scene.remove<api::Task>("web-3");
        QTRY_COMPARE(node->childCount(), 2);
        QVERIFY(!task->isValid());
        task->actionInterface()->doAction(QAccessibleActionInterface::pressAction()); // nothing happens to what is gone
        node->child(0)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QTRY_COMPARE(scene.window().pageId(), QStringLiteral("tasks"));
        QCOMPARE(scene.window().cluster().selection(), (ui::Selection{api::ObjectKind::Task, {"web-1"}}));
    }

    void arrows_move_on_the_map_and_the_focus_is_told()
    {
        Scene scene;
        scene.usual();
        scene.open();
        auto* canvas = scene.find<Canvas>(QStringLiteral("topologyCanvas"));
        QVERIFY(canvas);
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Home);
        QTest::keyClick(canvas, Qt::Key_Right);
        QCOMPARE(canvas->current(), std::string("m2"));
        QTest::keyClick(canvas, Qt::Key_Down);
        QCOMPARE(canvas->current(), std::string("w2"));
        QTest::keyClick(canvas, Qt::Key_Left);
        QCOMPARE(scene.window().cluster().selection(), (ui::Selection{api::ObjectKind::Node, {"w1"}}));
        QAccessibleInterface* focus = QAccessible::queryAccessibleInterface(canvas)->focusChild();
        QVERIFY(focus);
        QVERIFY(focus->text(QAccessible::Name).startsWith(QStringLiteral("w1,")));
        QVERIFY(focus->state().focused && focus->state().selected);
        QTest::keyClick(canvas, Qt::Key_End);
        QCOMPARE(canvas->current(), std::string("w3"));
    }

    void the_table_says_what_the_map_shows()
    {
        Scene scene;
        scene.usual(2);
        scene.edit<api::Node>("w2", [](api::Node& node) { node.spec.availability = api::Availability::Drain; });
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w1", api::TaskState::Starting);
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("topology"), {api::ObjectKind::Node, {"w1"}}));
        scene.key(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        auto* table = scene.find<TopologyTable>(QStringLiteral("topologyTable"));
        QVERIFY(table);
        QVERIFY(table->hasFocus());
        QCOMPARE(table->topLevelItemCount(), 2);
        QCOMPARE(table->topLevelItem(0)->childCount(), 3);
        QTreeWidgetItem* worker = table->topLevelItem(1)->child(0);
        QCOMPARE(worker->text(0), QStringLiteral("w1"));
        QCOMPARE(worker->text(3), QStringLiteral("2"));
        QVERIFY(worker->isSelected());
        QCOMPARE(table->topLevelItem(1)->child(1)->text(2), QStringLiteral("drained"));
        QCOMPARE(worker->childCount(), 0); // made when opened
        worker->setExpanded(true);
        QCOMPARE(worker->childCount(), 2);
        QCOMPARE(worker->child(1)->text(1), QStringLiteral("starting"));

        scene.edit<api::Task>("web-2", [](api::Task& task) { task.status.state = api::TaskState::Running; });
        QTRY_COMPARE(worker->child(1)->text(1), QStringLiteral("running"));
        QVERIFY(worker->isExpanded());
        scene.addWorker("w3");
        QTRY_COMPARE(table->topLevelItem(1)->childCount(), 3);
        QVERIFY(table->topLevelItem(1)->child(0)->isExpanded());
        QVERIFY(table->topLevelItem(1)->child(0)->isSelected());
        scene.key(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(scene.find<Canvas>(QStringLiteral("topologyCanvas")));
    }

    void everything_the_keyboard_reaches_has_a_name() // journey 32
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "", api::TaskState::Pending);
        scene.open();
        const std::map<QString, ui::Selection> chosen{{QStringLiteral("nodes"), {api::ObjectKind::Node, {"w1"}}},
            {QStringLiteral("services"), {api::ObjectKind::Service, {"web"}}}, {QStringLiteral("tasks"), {api::ObjectKind::Task, {"web-2"}}}};
        for (const ui::PageEntry& page : ui::pages()) {
            if (page.available && !page.available(scene.window().cluster()))
                continue;
            const auto selection = chosen.find(page.id);
            QVERIFY(scene.window().go(page.id, selection == chosen.end() ? ui::Selection{} : selection->second));
            QStringList found; // until everything has its words
            const auto named = [&] {
                found.clear();
                nameless(QAccessible::queryAccessibleInterface(&scene.window()), found);
                found.removeDuplicates();
                return found.isEmpty();
            };
            QVERIFY2(QTest::qWaitFor(named), qPrintable(page.id + QStringLiteral(": ") + found.join(QStringLiteral("; "))));
        }
    }

    void a_drain_with_the_keyboard_alone() // journey 32
    {
        Scene scene;
        scene.usual();
        scene.open();
        scene.key(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(scene.window().pageId(), QStringLiteral("nodes"));
        for (int i = 0; i < 3; ++i)
            scene.key(Qt::Key_F6); // from the sidebar to the page, and there and back
        auto* list = scene.find<QWidget>(QStringLiteral("table.nodes"));
        QVERIFY(list);
        QTRY_VERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_End);
        QTRY_COMPARE(scene.window().cluster().selection(), (ui::Selection{api::ObjectKind::Node, {"w3"}}));
        QTRY_VERIFY(scene.window().book().find(QStringLiteral("node.drain"))->isEnabled());
        scene.key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        auto* verb = scene.find<QAbstractButton>(QStringLiteral("verb"));
        QVERIFY(verb);
        QTRY_VERIFY(verb->isEnabled() && verb->hasFocus());
        scene.key(Qt::Key_Tab); // stays within the sheet
        QVERIFY(verb->parentWidget()->isAncestorOf(QApplication::focusWidget()));
        verb->setFocus();
        scene.key(Qt::Key_Space);
        QVERIFY(scene.left("POST /nodes/w3/update"));
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestAccess)
#include "tst_access.moc"

#include "tests/support/scene.h"
#include "ui/theme/contrast.h"
#include "ui/topology/legend.h"
#include "ui/topology/topologypage.h"
#include "ui/topology/topologytable.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QSignalSpy>

using namespace skep;
using namespace skep::test;
using namespace skep::ui::topology;

namespace {

Load tasks(int count)
{
    Load load;
    load.tasks = count;
    return load;
}

Load cpu(double share, const QString& apart = {})
{
    Load load;
    load.cpuShare = share;
    load.apart = apart;
    return load;
}

QStringList bandsOf(const Canvas& canvas)
{
    QStringList titles;
    for (const Band& band : canvas.layout().bands)
        titles << (canvas.grouping().byRole() ? QString::number(int(band.kind))
                                              : canvas.grouping().bandTitle(band.group));
    return titles;
}

void zone(Scene& scene, const std::string& node, const std::string& value)
{
    scene.edit<api::Node>(node, [&](api::Node& one) { one.spec.labels["zone"] = value; });
}

// As a person picks an entry of an open list.
void pick(QComboBox& box, const QString& text)
{
    const int index = box.findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box.setFocus();
    box.setCurrentIndex(index);
    Q_EMIT box.activated(index);
}

void reserve(Scene& scene, const std::string& service, std::int64_t cpus)
{
    scene.addService(service, 1);
    scene.edit<api::Service>(service, [cpus](api::Service& one) {
        one.spec.task.resources = api::ResourceRequirements{};
        one.spec.task.resources.edit().reservations = api::Resources{.nanoCpus = cpus * 1'000'000'000, .memoryBytes = 0};
    });
}

} // namespace

class TestTopologyViews final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }
    void cleanup()
    {
        QSettings().clear();
        ui::applyTheme(QStringLiteral("light"));
    }

    // --- groups

    void a_grouping_is_named_as_constraints_name_the_label()
    {
        for (const auto& grouping : {Grouping{}, Grouping{Grouping::By::NodeLabel, QStringLiteral("zone")},
                 Grouping{Grouping::By::EngineLabel, QStringLiteral("rack")}})
            QCOMPARE(Grouping::named(grouping.name()), grouping);
        QCOMPARE(
            Grouping(Grouping::By::EngineLabel, QStringLiteral("rack")).name(), QStringLiteral("engine.labels.rack"));
        QCOMPARE(Grouping::named(QStringLiteral("zone")), Grouping());
        QCOMPARE(Grouping::named(QStringLiteral("node.labels.")), Grouping());
    }

    void labels_of_nodes_and_engines_are_offered_and_group_the_map()
    {
        Scene scene;
        scene.usual();
        zone(scene, "w1", "b");
        zone(scene, "w2", "a");
        zone(scene, "m1", "a");
        scene.edit<api::Node>("w3", [](api::Node& node) { node.description.engine.labels["rack"] = "r7"; });
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        auto* group = scene.find<QComboBox>(QStringLiteral("topologyGroup"));
        QVERIFY(group);
        QTRY_COMPARE(group->count(), 3);
        QCOMPARE(group->itemText(1), QStringLiteral("Group: zone"));
        QCOMPARE(group->itemText(2), QStringLiteral("Group: rack (engine)"));

        pick(*group, QStringLiteral("Group: zone"));

        QCOMPARE(bandsOf(*canvas),
            (QStringList{QStringLiteral("zone = a"), QStringLiteral("zone = b"), QStringLiteral("no zone")}));
        QCOMPARE(canvas->item("w1")->node().group, QStringLiteral("b"));
        pick(*group, QStringLiteral("Group: rack (engine)"));
        QCOMPARE(
            bandsOf(*canvas), (QStringList{QStringLiteral("rack (engine) = r7"), QStringLiteral("no rack (engine)")}));
    }

    void the_choice_is_kept_for_each_cluster_and_waits_for_its_label()
    {
        {
            Scene scene;
            scene.usual();
            zone(scene, "w1", "a");
            scene.open();
            auto* group = scene.find<QComboBox>(QStringLiteral("topologyGroup"));
            QVERIFY(group);
            QTRY_COMPARE(group->count(), 2);
            pick(*group, QStringLiteral("Group: zone"));
        }
        {
            Scene other;
            other.manager.clusterId = "c2";
            other.usual();
            zone(other, "w1", "a");
            other.open();
            Canvas* canvas = other.canvas();
            QVERIFY(canvas);
            QTRY_COMPARE(canvas->item("w1")->node().name, QStringLiteral("w1"));
            QVERIFY(canvas->grouping().byRole());
        }
        Scene again;
        again.usual();
        again.open();
        Canvas* canvas = again.canvas();
        QVERIFY(canvas);
        QVERIFY(canvas->grouping().byRole()); // nobody has the label yet
        zone(again, "w2", "b");
        QTRY_COMPARE(bandsOf(*canvas), (QStringList{QStringLiteral("zone = b"), QStringLiteral("no zone")}));
        again.edit<api::Node>("w2", [](api::Node& node) { node.spec.labels.clear(); });
        QTRY_VERIFY(canvas->grouping().byRole());
    }

    void an_action_asks_for_the_groups_wherever_one_is()
    {
        Scene scene;
        scene.usual();
        zone(scene, "w1", "a");
        scene.open();
        auto* group = scene.find<QComboBox>(QStringLiteral("topologyGroup"));
        QVERIFY(group);
        QTRY_COMPARE(group->count(), 2);
        QVERIFY(scene.window().go(QStringLiteral("nodes")));
        QVERIFY(scene.window().book().trigger(QStringLiteral("view.group")));
        QTRY_COMPARE(scene.window().pageId(), QStringLiteral("topology"));
        QTRY_VERIFY(group->view()->isVisible());
        QTest::keyClick(group->view(), Qt::Key_Down);
        QTest::keyClick(group->view(), Qt::Key_Return);
        QTRY_COMPARE(bandsOf(*scene.canvas()), (QStringList{QStringLiteral("zone = a"), QStringLiteral("no zone")}));
    }

    void a_node_dragged_from_band_to_band_of_labels_means_nothing_and_the_dock_still_drains()
    {
        Scene scene;
        scene.usual();
        zone(scene, "w1", "a");
        scene.open();
        auto* group = scene.find<QComboBox>(QStringLiteral("topologyGroup"));
        QVERIFY(group);
        QTRY_COMPARE(group->count(), 2);
        pick(*group, QStringLiteral("Group: zone"));
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);

        Scene::drag(*canvas, Scene::middleOf(*canvas, "w1"),
            canvas->mapFromScene(canvas->layout().bands.back().rect.bottomRight() - QPointF(8, 4)));
        QVERIFY(scene.window().findChildren<QWidget*>(QStringLiteral("whatIf")).isEmpty());
        Scene::drag(*canvas, Scene::middleOf(*canvas, "w1"), Scene::dockOf(*canvas));
        QVERIFY(scene.says(QStringLiteral("Drain w1")));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
    }

    void the_table_shows_the_same_groups()
    {
        Scene scene;
        scene.usual();
        zone(scene, "w1", "a");
        scene.open();
        auto* group = scene.find<QComboBox>(QStringLiteral("topologyGroup"));
        QVERIFY(group);
        QTRY_COMPARE(group->count(), 2);
        pick(*group, QStringLiteral("Group: zone"));
        QVERIFY(scene.window().book().trigger(QStringLiteral("view.table")));
        auto* table = scene.find<TopologyTable>(QStringLiteral("topologyTable"));
        QVERIFY(table);
        QCOMPARE(table->topLevelItemCount(), 2);
        QCOMPARE(table->topLevelItem(0)->text(0), QStringLiteral("zone = a"));
        QCOMPARE(table->topLevelItem(1)->text(0), QStringLiteral("no zone"));
    }

    // --- heat

    void a_spread_that_cannot_be_more_even_is_not_hot()
    {
        const HeatScale scale = scaleOf({tasks(3), tasks(3), tasks(4)}, Measure::Tasks);
        QCOMPARE(scale.nodes, 3);
        QCOMPARE(scale.mean, 3.3);
        QCOMPARE(*scale.step(tasks(3)), 0);
        QCOMPARE(*scale.step(tasks(4)), 0);
    }

    void loads_are_off_from_a_quarter_of_the_mean_and_far_off_from_three_quarters()
    {
        const HeatScale scale{.measure = Measure::Tasks, .mean = 12, .nodes = 4};
        for (const auto& [count, step] :
            {std::pair(3, -2), {4, -1}, {9, -1}, {10, 0}, {14, 0}, {15, 1}, {20, 1}, {21, 2}})
            QCOMPARE(*scale.step(tasks(count)), step);
        const HeatScale shares{.measure = Measure::Cpu, .mean = 0.1, .nodes = 4};
        for (const auto& [share, step] : {std::pair(0.0, -1), {0.05, 0}, {0.2, 1}, {0.3, 2}})
            QCOMPARE(*shares.step(cpu(share)), step);
    }

    void only_nodes_that_may_get_tasks_are_compared()
    {
        const std::vector<Load> loads{cpu(0.5), cpu(0.7), cpu(0, QStringLiteral("drained")), cpu(-1)};
        const HeatScale scale = scaleOf(loads, Measure::Cpu);
        QCOMPARE(scale.nodes, 2);
        QCOMPARE(scale.mean, 0.6);
        QVERIFY(!scale.step(loads[2]) && !scale.step(loads[3]));
        QCOMPARE(comparisonText(loads[0], scale), QStringLiteral("10 points below the mean"));
        QCOMPARE(comparisonText(loads[2], scale), QStringLiteral("not compared: drained"));
        QCOMPARE(loadText(loads[3], Measure::Cpu), QStringLiteral("unknown"));
        QCOMPARE(scaleOf({loads[2]}, Measure::Cpu).nodes, 0);
    }

    void the_ramp_tells_its_steps_apart_for_every_kind_of_sight_and_its_words_are_read_on_it()
    {
        for (const bool dark : {false, true}) {
            const ui::Theme t = ui::themeFor(dark);
            for (const QColor& ground : t.heat)
                QVERIFY2(ui::contrast(ground, textOn(ground)) >= 4.5, qPrintable(ground.name()));
            for (const auto sight : {ui::Sight::Normal, ui::Sight::Protan, ui::Sight::Deutan, ui::Sight::Tritan})
                for (int i = 0; i < HeatScale::Steps; ++i)
                    for (int j = i + 1; j < HeatScale::Steps; ++j)
                        QVERIFY2(ui::difference(ui::asSeenBy(sight, t.heat[i]), ui::asSeenBy(sight, t.heat[j])) >= 10,
                            qPrintable(QStringLiteral("%1 and %2 for sight %3").arg(i).arg(j).arg(int(sight))));
        }
    }

    void the_legend_names_the_loads_of_each_colour()
    {
        const HeatScale scale{.measure = Measure::Tasks, .mean = 3.3, .nodes = 4};
        QCOMPARE(stepText(scale, -2), QStringLiteral("≤ 0.8"));
        QCOMPARE(stepText(scale, 0), QStringLiteral("3.3"));
        QCOMPARE(stepText(scale, 1), QStringLiteral("≥ 4.3"));
        QCOMPARE(stepText(HeatScale{.measure = Measure::Cpu, .mean = 0.05, .nodes = 1}, -1), QString());
        QCOMPARE(meanText(scale), QStringLiteral("Tasks; mean of 4 nodes: 3.3"));
    }

    void the_map_says_the_loads_in_words_and_follows_them()
    {
        Scene scene;
        scene.usual();
        reserve(scene, "big", 3);
        reserve(scene, "small", 1);
        scene.addTask("big", 1, "w1");
        scene.addTask("small", 1, "w2");
        scene.edit<api::Node>("w3", [](api::Node& node) { node.spec.availability = api::Availability::Drain; });
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        auto* colour = scene.find<QComboBox>(QStringLiteral("topologyColour"));
        QVERIFY(colour);
        pick(*colour, QStringLiteral("Heat: Reserved CPU"));

        QVERIFY(canvas->heat());
        QTRY_COMPARE(canvas->heat()->nodes, 5);
        QCOMPARE(canvas->heat()->mean, 0.2);
        QVERIFY2(canvas->item("w1")->sentence().endsWith(QStringLiteral("75 %, 55 points above the mean")),
            qPrintable(canvas->item("w1")->sentence()));
        QVERIFY(canvas->item("w3")->sentence().endsWith(QStringLiteral("not compared: drained")));
        QVERIFY(scene.find<QWidget>(QStringLiteral("heatLegend")));
        QVERIFY(scene.says(QStringLiteral("Reserved CPU; mean of 5 nodes: 20 %")));
        QVERIFY(!canvas->item("w1")->pipAt(canvas->item("w1")->boxOf("big-1")->center()));

        scene.remove<api::Task>("big-1");
        QVERIFY(scene.says(QStringLiteral("Reserved CPU; mean of 5 nodes: 5 %")));
        QVERIFY(scene.window().book().trigger(QStringLiteral("view.table")));
        auto* table = scene.find<TopologyTable>(QStringLiteral("topologyTable"));
        QVERIFY(table);
        QCOMPARE(table->topLevelItem(1)->child(1)->text(6), QStringLiteral("25 %, 20 points above the mean"));
        scene.remove<api::Task>("small-1");
        QTRY_COMPARE(table->topLevelItem(1)->child(1)->text(6), QStringLiteral("0 %, at the mean"));
    }

    void the_heat_map_is_painted_in_the_ramps_colours_at_every_zoom_in_both_themes()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 9);
        for (std::uint64_t slot = 1; slot <= 9; ++slot)
            scene.addTask("web", slot, "w1");
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        QTRY_COMPARE(canvas->item("w1")->node().pips.size(), std::size_t(9));
        QVERIFY(scene.window().book().trigger(QStringLiteral("view.heat")));
        QTRY_COMPARE(*canvas->heat()->step(loadOf(canvas->item("w1")->node())), 2);
        for (const char* name : {"light", "dark"}) {
            ui::applyTheme(QLatin1String(name));
            for (const double zoom : {0.1, 0.25, 1.0}) {
                canvas->setTransform(QTransform::fromScale(zoom, zoom));
                canvas->centerOn(canvas->item("w1")->sceneBoundingRect().center());
                const QPointF place
                    = zoom < 0.2 ? QPointF(CardWidth / 2, CardHeight / 2) : QPointF(40, 104); // beside the words
                const QPoint spot = canvas->mapFromScene(canvas->item("w1")->mapToScene(place));
                QTRY_COMPARE(canvas->viewport()->grab().toImage().pixelColor(spot), heatColour(2));
            }
        }
        QVERIFY(scene.window().book().trigger(QStringLiteral("view.heat")));
        QVERIFY(!canvas->heat());
    }

    // --- typing

    void typing_a_name_moves_the_keyboard_to_that_node()
    {
        Scene scene;
        scene.usual(12);
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        canvas->setFocus();
        QTest::keyClicks(canvas, QStringLiteral("w10"));
        QCOMPARE(canvas->current(), std::string("w10"));
        QCOMPARE(scene.window().cluster().selection(), (ui::Selection{api::ObjectKind::Node, {"w10"}}));
        QVERIFY(scene.says(QStringLiteral("w10")));
        QTest::keyClick(canvas, Qt::Key_Backspace);
        QCOMPARE(scene.find<QLabel>(QStringLiteral("typedAhead"))->text(), QStringLiteral("w1"));
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!canvas->findChild<QLabel*>(QStringLiteral("typedAhead"))->isVisible());
        QCOMPARE(canvas->current(), std::string("w10")); // the first Escape ends the typing alone
        QTest::keyClicks(canvas, QStringLiteral("mxyz"));
        QVERIFY(scene.says(QStringLiteral("mxyz: no such node")));
    }

    void a_letter_that_is_a_command_is_one_only_at_the_start_and_while_single_keys_are_on()
    {
        Scene scene;
        scene.usual();
        scene.edit<api::Node>("w3", [](api::Node& node) { node.description.hostname = "dpa"; });
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        QTRY_COMPARE(canvas->item("w3")->node().name, QStringLiteral("dpa"));
        canvas->setFocus();
        canvas->choose("w1", false);
        QSignalSpy asked(canvas, &Canvas::actionAsked);
        QTest::keyClick(canvas, Qt::Key_M);
        QTest::keyClick(canvas, Qt::Key_A, Qt::NoModifier); // goes on with the name
        QCOMPARE(asked.count(), 0);
        QTest::keyClick(canvas, Qt::Key_Escape);

        QSettings().setValue(QStringLiteral("keys/single"), false);
        QTest::keyClicks(canvas, QStringLiteral("dpa"));
        QCOMPARE(canvas->current(), std::string("w3"));
        QCOMPARE(asked.count(), 0);
        QSettings().setValue(QStringLiteral("keys/single"), true);
        QTest::keyClick(canvas, Qt::Key_Escape);
        QTest::keyClick(canvas, Qt::Key_D);
        QCOMPARE(asked.count(), 1);
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestTopologyViews)
#include "tst_topologyviews.moc"

#include "tests/support/scene.h"
#include "ui/changes/changeset.h"
#include "ui/guard/clusterstrip.h"
#include "ui/guard/guard.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace skep;
using namespace skep::test;
using skep::ui::Guard;
using skep::ui::Selection;

namespace {

using Level = Guard::Level;

Selection of(api::ObjectKind kind, std::vector<std::string> ids)
{
    return {.kind = kind, .ids = std::move(ids)};
}

void guard(Level level, const QString& tag = {})
{
    ui::GuardBook::instance().set("c1", {.level = level, .tag = tag});
}

// A window on a swarm with a service that runs.
struct Guarded : Scene
{
    explicit Guarded(int workers = 3)
    {
        manager.capabilities = R"("watch","raft","drain","rootrotation")";
        usual(workers);
        addService("web", 1);
        addTask("web", 1, "w1");
        open();
    }
    bool run(const char* action, const Selection& selection = {})
    {
        window().cluster().select(selection);
        return window().book().trigger(QString::fromLatin1(action));
    }
    QPushButton* verb() { return find<QPushButton>(QStringLiteral("verb")); }
    QLineEdit* confirm()
    {
        for (auto* line : window().findChildren<QLineEdit*>(QStringLiteral("confirm")))
            if (line->isVisible())
                return line;
        return nullptr;
    }
    void choose(Level level, const QString& tag = {})
    {
        QVERIFY(run("file.preferences"));
        auto* levels = find<QComboBox>(QStringLiteral("guardLevel"));
        QVERIFY(levels);
        levels->setCurrentIndex(int(level));
        auto* line = find<QLineEdit>(QStringLiteral("guardTag"));
        if (line->isEnabled())
            line->setText(tag);
        QVERIFY(click(QStringLiteral("savePreferences")));
    }
};

} // namespace

class TestGuard final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }
    void cleanup() { QSettings().clear(); }

    void the_rules_are_those_of_the_levels()
    {
        const ui::Deed loss{.irreversible = true, .name = QStringLiteral("web"), .dependants = 2};
        const ui::Deed harmless{.irreversible = true, .name = QStringLiteral("web")};
        const auto word = [](Level level, const ui::Deed& deed) { return ui::wordToType({level, {}}, QStringLiteral("lab"), deed); };
        QCOMPARE(word(Level::Relaxed, loss), QString());
        QCOMPARE(word(Level::Guarded, loss), QStringLiteral("web"));
        QCOMPARE(word(Level::Guarded, harmless), QString());
        QCOMPARE(word(Level::Production, harmless), QStringLiteral("lab"));
        QCOMPARE(word(Level::Production, {.objects = 9}), QString());
        QCOMPARE(word(Level::Relaxed, {.wholeCluster = true}), QStringLiteral("lab"));
        QVERIFY(!ui::whyStaged({Level::Production, {}}, 5));
        QVERIFY(ui::whyStaged({Level::Production, {}}, 6));
        QVERIFY(!ui::whyStaged({Level::Guarded, {}}, 60));
        QCOMPARE(ui::verbUnder({Level::Guarded, {}}, QStringLiteral("Drain w1")), QStringLiteral("Drain w1"));
        QCOMPARE(ui::verbUnder({Level::Production, {}}, QStringLiteral("Drain w1")), QStringLiteral("Drain w1 on PROD"));
        QCOMPARE(ui::verbUnder({Level::Production, QStringLiteral("EU")}, QStringLiteral("Drain w1")), QStringLiteral("Drain w1 on EU"));
    }

    void a_guarded_cluster_wants_the_name_of_a_service_whose_tasks_run()
    {
        Guarded scene;
        QVERIFY(scene.run("service.remove", of(api::ObjectKind::Service, {"web"})));
        QVERIFY(scene.verb() && !scene.verb()->isEnabled());
        QVERIFY(scene.says(QStringLiteral("1 running task depends on it. Type web to confirm:")));
        QVERIFY(scene.confirm());
        QTest::keyClicks(scene.confirm(), QStringLiteral("we"));
        QCOMPARE(scene.verb()->toolTip(), QStringLiteral("Type web first"));
        QTest::keyClicks(scene.confirm(), QStringLiteral("b"));
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.left("DELETE /services/web"));
    }

    void what_nothing_depends_on_goes_without_typing()
    {
        Guarded scene;
        scene.addService("idle", 0);
        QTRY_VERIFY(scene.seen().get<api::Service>("idle"));
        QVERIFY(scene.run("service.remove", of(api::ObjectKind::Service, {"idle"})));
        QVERIFY(scene.verb()->isEnabled());
        QVERIFY(!scene.confirm());
    }

    void a_production_cluster_is_named_on_buttons_and_typed()
    {
        Guarded scene;
        scene.choose(Level::Production, QStringLiteral("EU-PROD"));
        QTRY_COMPARE(scene.find<QToolButton>(QStringLiteral("status.writes"))->text(), QStringLiteral("EU-PROD"));
        QCOMPARE(scene.window().windowTitle(), QStringLiteral("Skep — test — EU-PROD"));
        QTRY_COMPARE(scene.window().book().find(QStringLiteral("node.pause"))->text(), QStringLiteral("Pause on EU-PROD"));
        QCOMPARE(scene.window().book().find(QStringLiteral("node.drain"))->text(), QStringLiteral("Drain…")); // its sheet says it
        QVERIFY(scene.run("node.drain", of(api::ObjectKind::Node, {"w2"})));
        QCOMPARE(scene.verb()->text(), QStringLiteral("Drain w2 on EU-PROD"));
        QVERIFY(!scene.confirm()); // it can be undone

        scene.edit<api::Node>("w3", [](api::Node& node) { node.status.state = api::NodeState::Down; });
        QTRY_COMPARE(scene.seen().get<api::Node>("w3")->status.state, api::NodeState::Down);
        QVERIFY(scene.run("node.remove", of(api::ObjectKind::Node, {"w3"})));
        QVERIFY(scene.confirm());
        QVERIFY(!scene.verb()->isEnabled());
        QTest::keyClicks(scene.confirm(), QStringLiteral("w3"));
        QVERIFY(!scene.verb()->isEnabled());
        scene.confirm()->clear();
        QTest::keyClicks(scene.confirm(), QStringLiteral("test"));
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.left("DELETE /nodes/w3"));

        QVERIFY(scene.run("ca.rotate"));
        QCOMPARE(scene.verb()->text(), QStringLiteral("Rotate the Root on EU-PROD"));
        QVERIFY(!scene.verb()->isEnabled());
    }

    void many_objects_of_a_production_cluster_go_through_the_change_set()
    {
        guard(Level::Production);
        Guarded scene(6);
        const Selection all = of(api::ObjectKind::Node, {"w1", "w2", "w3", "w4", "w5", "w6"});
        QVERIFY(scene.run("node.pause", all)); // acts at once elsewhere
        QCOMPARE(ui::ChangeSet::of(scene.window().cluster()).all().size(), std::size_t(6));
        QCOMPARE(scene.verb()->text(), QStringLiteral("Apply 6 Changes on PROD"));
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        ui::ChangeSet::of(scene.window().cluster()).clear();

        QVERIFY(scene.run("node.drain", all));
        QVERIFY(!scene.verb()->isEnabled());
        QVERIFY(scene.verb()->toolTip().startsWith(QStringLiteral("More than 5 objects of a production cluster")));
        QVERIFY(scene.click(QStringLiteral("stage")));
        QTRY_COMPARE(ui::ChangeSet::of(scene.window().cluster()).all().size(), std::size_t(6));
        QTRY_COMPARE(scene.verb()->text(), QStringLiteral("Apply 6 Changes on PROD"));
        ui::ChangeSet::of(scene.window().cluster()).clear();

        std::vector<std::string> names;
        for (int i = 1; i <= 6; ++i) {
            names.push_back("s" + std::to_string(i));
            scene.addService(names.back(), 0);
        }
        QTRY_VERIFY(scene.seen().get<api::Service>("s6"));
        QVERIFY(scene.run("service.remove", of(api::ObjectKind::Service, names)));
        QVERIFY(scene.click(QStringLiteral("stage")));
        QTRY_COMPARE(ui::ChangeSet::of(scene.window().cluster()).all().size(), std::size_t(6));
        QVERIFY(!scene.verb()->isEnabled()); // what cannot be undone needs the cluster's name
        QTest::keyClicks(scene.confirm(), QStringLiteral("test"));
        QVERIFY(scene.click(QStringLiteral("verb")));
        QVERIFY(scene.left("DELETE /services/s1"));
    }

    void a_read_only_cluster_refuses_with_the_reason_and_sends_nothing()
    {
        Guarded scene;
        scene.choose(Level::ReadOnly);
        auto* field = scene.find<QToolButton>(QStringLiteral("status.writes"));
        QTRY_COMPARE(field->text(), QStringLiteral("read-only"));
        const Selection node = of(api::ObjectKind::Node, {"w1"});
        QVERIFY(!scene.run("node.drain", node));
        QAction* drain = scene.window().book().find(QStringLiteral("node.drain"));
        QTRY_VERIFY(!drain->isEnabled());
        QTRY_COMPARE(drain->toolTip(), QStringLiteral("This connection is read-only (Preferences change that)"));
        std::optional<Result<void>> answer; // past the catalogue
        const auto edit = [&]() -> async::Task<void> {
            const client::ClusterConnection::Edit nothing = [](QJsonObject&) -> Result<void> { return {}; };
            auto result = co_await scene.window().cluster().connection().editNode("w1", nothing);
            answer = std::move(result);
        };
        const auto running = edit();
        QTRY_VERIFY(answer.has_value());
        QVERIFY(!*answer);
        QCOMPARE(scene.writes(), std::vector<std::string>{});

        // The field leads to where it is changed.
        field->click();
        auto* levels = scene.find<QComboBox>(QStringLiteral("guardLevel"));
        QVERIFY(levels);
        QCOMPARE(levels->currentIndex(), int(Level::ReadOnly));
        levels->setCurrentIndex(int(Level::Guarded));
        QVERIFY(scene.says(QStringLiteral("no access control")));
        QVERIFY(scene.click(QStringLiteral("savePreferences")));
        QVERIFY(scene.run("node.drain", node));
    }

    void a_level_is_remembered_for_its_cluster_and_holds_in_every_window()
    {
        guard(Level::ReadOnly);
        Scene first, second;
        first.usual();
        second.manager.clusterId = "c2";
        second.usual();
        first.open();
        second.open();
        QVERIFY(first.window().cluster().connection().readOnly());
        QVERIFY(!second.window().cluster().connection().readOnly());
        guard(Level::Relaxed); // as another window of the same cluster would
        QVERIFY(!first.window().cluster().connection().readOnly());
        QCOMPARE(second.window().cluster().guard().level, Level::Guarded);
    }

    void the_colour_of_a_cluster_runs_along_its_windows_alone()
    {
        Scene first, second;
        first.usual();
        second.manager.clusterId = "c2";
        second.usual();
        first.open();
        second.open();
        const auto strip = [](Scene& scene) { return scene.window().findChild<ui::ClusterStrip*>(QStringLiteral("clusterStrip")); };
        QVERIFY(!strip(first)->isVisible());
        QVERIFY(first.window().book().trigger(QStringLiteral("file.preferences")));
        auto* colours = first.find<QComboBox>(QStringLiteral("guardColour"));
        QVERIFY(colours);
        colours->setCurrentIndex(colours->findText(QStringLiteral("Red")));
        QVERIFY(first.click(QStringLiteral("savePreferences")));

        QVERIFY(strip(first)->isVisible());
        QCOMPARE(strip(first)->grab().toImage().pixelColor(5, 1).rgb(), ui::membershipTint(strip(first)->colour()).rgb());
        QVERIFY(!strip(second)->isVisible());
        QCOMPARE(ui::GuardBook::instance().of("c1").level, Level::Guarded);
    }

    void the_colour_of_a_cluster_is_the_same_on_a_chosen_row()
    {
        const QIcon swatch = ui::clusterSwatch(2);
        QCOMPARE(swatch.pixmap(16, QIcon::Selected).toImage(), swatch.pixmap(16, QIcon::Normal).toImage());
    }

    void the_tag_of_a_production_cluster_stands_beside_its_name()
    {
        guard(Level::Production, QStringLiteral("LIVE"));
        Scene scene;
        scene.usual();
        scene.open();
        QCOMPARE(scene.find<QLabel>(QStringLiteral("clusterName"))->text(), QStringLiteral("test — LIVE"));
        guard(Level::Relaxed);
        QCOMPARE(scene.find<QLabel>(QStringLiteral("clusterName"))->text(), QStringLiteral("test"));
    }

private:
    QTemporaryDir m_settings;
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestGuard test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_guard.moc"

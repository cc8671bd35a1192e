#include "tests/support/scene.h"
#include "ui/widgets/alertframe.h"
#include "ui/widgets/banner.h"

#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace skep;
using namespace skep::test;

namespace {

constexpr const char* NoLeader
    = "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online. Make sure more than half of the managers are online.";

ui::Selection nodeOnly(const std::string& id)
{
    return {api::ObjectKind::Node, {id}};
}

QString bannerText(Scene& scene)
{
    auto* banner = scene.window().findChild<ui::Banner*>();
    return banner && banner->isVisible() ? banner->text() : QString();
}

} // namespace

class TestJourneysConnection final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }

    void without_a_majority_nothing_can_be_changed_and_everything_can_be_read_data()
    {
        QTest::addColumn<bool>("skep");
        QTest::newRow("Skep") << true;
        QTest::newRow("Docker") << false;
    }

    void without_a_majority_nothing_can_be_changed_and_everything_can_be_read() // journey 15
    {
        QFETCH(bool, skep);
        Scene scene(skep ? FakeManager::Level::Skep : FakeManager::Level::Docker);
        scene.usual();
        scene.addService("web", 1);
        scene.addTask("web", 1, "w1");
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("nodes"), nodeOnly("w1")));
        auto* drain = scene.find<QAbstractButton>(QStringLiteral("node.drain"));
        QVERIFY(drain);
        QTRY_VERIFY(drain->isEnabled());
        auto* frame = scene.find<ui::AlertFrame>(QStringLiteral("alertFrame"));
        QVERIFY(frame);
        QVERIFY(!frame->alert());

        scene.manager.refusal = {500, NoLeader};

        QTRY_VERIFY_WITH_TIMEOUT(frame->alert(), 20'000);
        QVERIFY(bannerText(scene).contains(QStringLiteral("Running services keep running; nothing can be changed")));
        QTRY_VERIFY(!drain->isEnabled());
        QVERIFY(drain->toolTip().contains(QStringLiteral("no majority")));
        for (const ui::Action& action : ui::actions())
            if (action.mutates && std::ranges::find(action.worksIn, client::Standing::NoQuorum) == action.worksIn.end() && (action.kind == api::ObjectKind::Node || action.kind == api::ObjectKind::Service))
                QVERIFY2(!scene.window().book().trigger(action, nodeOnly("w1")), qPrintable(action.id));
        QVERIFY(scene.window().go(QStringLiteral("services")));
        QCOMPARE(scene.find<QTreeView>(QStringLiteral("table.services"))->model()->rowCount(), 1);
        QCOMPARE(scene.writes(), std::vector<std::string>{});

        scene.manager.refusal.reset();

        QTRY_VERIFY_WITH_TIMEOUT(!frame->alert(), 20'000);
        QTRY_COMPARE(bannerText(scene), QString());
        QTRY_VERIFY(!ui::refusalOf(*ui::findAction(QStringLiteral("node.drain")), scene.window().cluster(), nodeOnly("w1")));
    }

    void a_cut_leaves_the_picture_the_selection_and_the_place_in_the_list() // journey 22
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 300);
        for (std::uint64_t slot = 1; slot <= 300; ++slot)
            scene.addTask("web", slot, "w1");
        scene.open();
        QVERIFY(scene.window().go(QStringLiteral("tasks"), {api::ObjectKind::Task, {"web-200"}}));
        auto* list = scene.find<QTreeView>(QStringLiteral("table.tasks"));
        QVERIFY(list);
        QTRY_COMPARE(list->model()->rowCount(), 300);
        list->verticalScrollBar()->setValue(list->selectionModel()->selectedRows().front().row() - 3);
        const int place = list->verticalScrollBar()->value();
        QVERIFY(place > 100);
        QSignalSpy resets(list->model(), &QAbstractItemModel::modelReset);
        auto* fresh = scene.find<QToolButton>(QStringLiteral("status.fresh"));
        QVERIFY(fresh);
        QTRY_COMPARE(fresh->text(), QStringLiteral("live"));

        scene.manager.stop();

        QTRY_VERIFY_WITH_TIMEOUT(fresh->text().startsWith(QStringLiteral("stale")), 20'000);
        QVERIFY(bannerText(scene).contains(QStringLiteral("No connection; showing")));
        QCOMPARE(list->model()->rowCount(), 300);
        QVERIFY(scene.window().go(QStringLiteral("tasks"), {api::ObjectKind::Task, {"web-200"}}));

        scene.put(api::Service{.id = "db", .spec = {.name = "db"}}); // what happens meanwhile is not lost
        scene.manager.start();

        QTRY_COMPARE_WITH_TIMEOUT(fresh->text(), QStringLiteral("live"), 20'000);
        QTRY_VERIFY(scene.seen().get<api::Service>("db"));
        QCOMPARE(bannerText(scene), QString());
        QCOMPARE(resets.count(), 0);
        QCOMPARE(list->verticalScrollBar()->value(), place);
        QCOMPARE(scene.window().cluster().selection(), (ui::Selection{api::ObjectKind::Task, {"web-200"}}));
        QCOMPARE(list->selectionModel()->selectedRows().size(), 1);
    }

    void a_read_only_connection_sends_nothing_but_questions() // journey 26
    {
        Scene scene;
        scene.manager.capabilities = R"("watch","raft","drain","pause")";
        scene.usual();
        scene.addService("web", 2);
        scene.edit<api::Service>("web", [](api::Service& service) {
            service.previousSpec = service.spec;
            service.updateStatus = api::UpdateStatus{.state = api::UpdateState::Updating};
        });
        scene.open();
        scene.window().cluster().connection().setReadOnly(true);
        for (const ui::Action& action : ui::actions()) {
            if (!action.mutates)
                continue;
            const ui::Selection selection = action.kind == api::ObjectKind::Node ? nodeOnly("w1")
                : action.kind == api::ObjectKind::Service                        ? ui::Selection{action.kind, {"web"}}
                                                                                 : ui::Selection{action.kind, {}};
            if (action.kind == api::ObjectKind::Node || action.kind == api::ObjectKind::Service)
                QCOMPARE(ui::refusalOf(action, scene.window().cluster(), selection).value_or(QString()), QStringLiteral("This connection is read-only (Preferences change that)"));
            QVERIFY2(!scene.window().book().trigger(action, selection), qPrintable(action.id));
        }
        // Even past the catalogue nothing leaves.
        std::optional<Result<void>> answer;
        const auto edit = [&]() -> async::Task<void> {
            const client::ClusterConnection::Edit nothing = [](QJsonObject&) -> Result<void> { return {}; };
            auto result = co_await scene.window().cluster().connection().editNode("w1", nothing);
            answer = std::move(result);
        };
        const auto running = edit();
        QTRY_VERIFY(answer.has_value());
        QVERIFY(!*answer && answer->error().code == ErrorCode::PermissionDenied);
        QCOMPARE(scene.writes(), std::vector<std::string>{});
        QVERIFY(!scene.manager.requests.empty());
    }

    void two_windows_on_two_swarms_have_nothing_to_do_with_each_other() // journey 29
    {
        Scene first, second;
        first.usual();
        second.manager.clusterId = "c2";
        second.addManager("n1", true);
        second.addWorker("n2");
        first.open();
        second.open();
        QVERIFY(first.window().go(QStringLiteral("nodes"), nodeOnly("w1")));
        QCOMPARE(second.window().cluster().selection(), ui::Selection{});
        QCOMPARE(second.window().pageId(), QStringLiteral("topology"));
        QCOMPARE(second.seen().count<api::Node>(), std::size_t(2));

        QVERIFY(second.window().go(QStringLiteral("nodes"), nodeOnly("n2")));
        QVERIFY(second.click(QStringLiteral("node.drain")));
        QVERIFY(second.click(QStringLiteral("verb")));

        QVERIFY(second.left("POST /nodes/n2/update"));
        QCOMPARE(first.writes(), std::vector<std::string>{});
        QCOMPARE(first.window().cluster().selection(), nodeOnly("w1"));
        second.close();
        first.edit<api::Node>("w1", [](api::Node& node) { node.status.state = api::NodeState::Down; });
        QTRY_COMPARE(first.seen().get<api::Node>("w1")->status.state, api::NodeState::Down);
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestJourneysConnection)
#include "tst_journeys_connection.moc"

#include "tests/support/scene.h"
#include "ui/connect/connectwindow.h"
#include "ui/connect/recents.h"
#include "ui/desktop/desktop.h"
#include "ui/fleet/fleetwindow.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace skep;
using namespace skep::test;
using skep::ui::FleetSummary;
using skep::ui::FleetWindow;
using Health = skep::ui::FleetSummary::Health;

namespace {

enum Column
{
    Name,
    State,
    Managers,
    Nodes,
    Services,
    Tasks,
    Problem,
    Address
};

client::ConnectionState live()
{
    client::ConnectionState state;
    state.liveness = client::Liveness::Live;
    state.standing = client::Standing::Manager;
    state.synced = true;
    return state;
}

// A swarm whose API only its mirror's content matters of.
FleetSummary summaryOf(const Scene& scene, const client::ConnectionState& state = live())
{
    ui::Tally tally;
    tally.restart(scene.manager.store);
    return ui::summaryOf(state, scene.manager.store, tally);
}

// Two swarms that the program connected to before.
class TwoClusters
{
public:
    TwoClusters()
    {
        remember(QStringLiteral("lab"), QStringLiteral("lab.sock"));
        remember(QStringLiteral("prod"), QStringLiteral("prod.sock"));
        lab = std::make_unique<FakeManager>(path(QStringLiteral("lab.sock")));
        prod = std::make_unique<FakeManager>(path(QStringLiteral("prod.sock")));
        for (auto* manager : {lab.get(), prod.get()}) {
            manager->nodeId = "m1";
            api::Node node{.id = "m1", .description = {.hostname = "m1"}};
            node.status.state = api::NodeState::Ready;
            node.spec.availability = api::Availability::Active;
            node.spec.role = api::NodeRole::Manager;
            node.managerStatus = api::ManagerStatus{
                .leader = true, .reachability = api::Reachability::Reachable, .addr = "10.0.0.1:2377"};
            (void)manager->store.apply(2, {{1}, {{store::Action::Create, std::make_shared<const api::Node>(node)}}});
        }
    }
    [[nodiscard]] std::string path(const QString& name) const { return m_directory.filePath(name).toStdString(); }

    std::unique_ptr<FakeManager> lab, prod;

private:
    void remember(const QString& name, const QString& file) const
    {
        ui::remember({.name = name,
            .host = QStringLiteral("unix://") + m_directory.filePath(file),
            .tlsFolder = {},
            .last = QDateTime::currentDateTime(),
            .ca = {},
            .certificate = {},
            .key = {}});
    }
    QTemporaryDir m_directory;
};

QTreeWidget& listOf(const FleetWindow& window)
{
    return *window.findChild<QTreeWidget*>(QStringLiteral("fleetList"));
}

QString cell(const FleetWindow& window, int row, int column)
{
    const QTreeWidgetItem* item = listOf(window).topLevelItem(row);
    return item ? item->text(column) : QString();
}

} // namespace

class TestFleet final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }
    void cleanup() { QSettings().clear(); }

    // --- the line

    void a_cluster_in_order_has_its_numbers_and_no_problem()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "w2");

        const FleetSummary summary = summaryOf(scene);

        QCOMPARE(summary.health, Health::Good);
        QCOMPARE(summary.state, QStringLiteral("live"));
        QCOMPARE(summary.nodes, 6);
        QCOMPARE(summary.nodesReady, 6);
        QCOMPARE(summary.quorum.managers, 3);
        QCOMPARE(std::pair(summary.converged, summary.services), std::pair(1, 1));
        QCOMPARE(std::pair(summary.running, summary.wanted), std::pair(2, 2));
        QCOMPARE(summary.problems, QStringList());
    }

    void what_is_less_than_wanted_is_said_the_most_serious_first()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 3);
        scene.addTask("web", 1, "w1");
        scene.addTask("web", 2, "", api::TaskState::Pending);
        scene.addService("api", 1);
        scene.edit<api::Service>("api",
            [](api::Service& service) { service.updateStatus = api::UpdateStatus{.state = api::UpdateState::Paused}; });
        scene.edit<api::Node>("m2", [](api::Node& node) {
            node.status.state = api::NodeState::Down;
            node.managerStatus->reachability = api::Reachability::Unreachable;
        });

        const FleetSummary summary = summaryOf(scene);

        QCOMPARE(summary.health, Health::Attention);
        QCOMPARE(summary.problems,
            (QStringList{QStringLiteral("2 of 3 managers can be reached: no further one may be lost."),
                QStringLiteral("1 node not ready: m2."), QStringLiteral("1 update paused: api."),
                QStringLiteral("1 service runs fewer tasks than wanted: web."),
                QStringLiteral("1 task waits for a node.")}));
        QCOMPARE(summary.converged, 0);
        QCOMPARE(std::pair(summary.running, summary.wanted), std::pair(1, 4));
    }

    void a_cluster_without_majority_or_answer_is_bad_and_keeps_its_numbers()
    {
        Scene scene;
        scene.usual();
        client::ConnectionState state = live();
        state.standing = client::Standing::NoQuorum;
        QCOMPARE(summaryOf(scene, state).health, Health::Bad);
        QCOMPARE(summaryOf(scene, state).state, QStringLiteral("no majority"));
        state = live();
        state.liveness = client::Liveness::Down;
        state.host = "mgr-1";
        state.problem = "connection refused";
        const FleetSummary down = summaryOf(scene, state);
        QCOMPARE(down.health, Health::Bad);
        QCOMPARE(down.problems.front(), QStringLiteral("mgr-1 cannot be reached: connection refused"));
        QCOMPARE(down.nodes, 6);
        QCOMPARE(summaryOf(scene, client::ConnectionState{}).health, Health::Unknown);
    }

    void a_job_that_is_done_lacks_nothing()
    {
        Scene scene;
        scene.usual();
        scene.addService("once", 1);
        scene.edit<api::Service>("once", [](api::Service& service) {
            service.spec.mode = {};
            service.spec.mode.replicatedJob = api::ReplicatedJobMode{.maxConcurrent = 1, .totalCompletions = 5};
        });
        QCOMPARE(summaryOf(scene).converged, 1);
        QCOMPARE(summaryOf(scene).wanted, 0);
    }

    // --- the window

    void every_remembered_cluster_has_a_line_that_follows_it()
    {
        TwoClusters clusters;
        FleetWindow window({});
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.settled(), 20'000);
        QCOMPARE(listOf(window).topLevelItemCount(), 2);
        QCOMPARE(cell(window, 0, Name), QStringLiteral("lab"));
        QCOMPARE(cell(window, 1, Name), QStringLiteral("prod"));
        QTRY_COMPARE(cell(window, 1, Nodes), QStringLiteral("1 of 1 ready"));
        QTRY_COMPARE(cell(window, 1, Managers), QStringLiteral("quorum 1/1 (may lose 0)"));
        QCOMPARE(window.findChild<QLabel*>(QStringLiteral("fleetCount"))->text(), QStringLiteral("2 clusters"));

        api::Node worker{.id = "w1", .description = {.hostname = "w1"}};
        worker.status.state = api::NodeState::Down;
        (void)clusters.prod->store.apply(
            3, {{1}, {{store::Action::Create, std::make_shared<const api::Node>(worker)}}});

        QTRY_COMPARE(cell(window, 1, Nodes), QStringLiteral("1 of 2 ready"));
        QCOMPARE(cell(window, 1, Problem), QStringLiteral("1 node not ready: w1."));
        QCOMPARE(cell(window, 0, Problem), QString());
        QCOMPARE(window.findChild<QLabel*>(QStringLiteral("fleetCount"))->text(),
            QStringLiteral("2 clusters · 1 needs attention"));
        listOf(window).setCurrentItem(listOf(window).topLevelItem(1));
        QCOMPARE(
            window.findChild<QLabel*>(QStringLiteral("fleetDetail"))->text(), QStringLiteral("1 node not ready: w1."));
        for (const FakeManager* manager : {clusters.lab.get(), clusters.prod.get()})
            for (const std::string& request : manager->requests)
                QVERIFY2(request.starts_with("GET ") || request.starts_with("HEAD "), request.c_str());
    }

    void a_cluster_that_stops_answering_says_so_and_keeps_its_numbers()
    {
        TwoClusters clusters;
        FleetWindow window({});
        window.show();
        QTRY_COMPARE(cell(window, 0, Nodes), QStringLiteral("1 of 1 ready"));
        clusters.lab->stop();
        QTRY_COMPARE_WITH_TIMEOUT(cell(window, 0, State), QStringLiteral("not reachable"), 30'000);
        QCOMPARE(cell(window, 0, Nodes), QStringLiteral("1 of 1 ready"));
        QVERIFY(!cell(window, 0, Problem).isEmpty());
        QCOMPARE(cell(window, 1, State), QStringLiteral("live"));
    }

    void open_add_and_remove()
    {
        TwoClusters clusters;
        FleetWindow window({});
        window.show();
        QSignalSpy added(&window, &FleetWindow::addAsked);
        QString opened;
        connect(&window, &FleetWindow::openAsked, &window,
            [&](const client::ClusterTarget& target) { opened = ui::addressOf(target); });
        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("fleetAdd")), Qt::LeftButton);
        QCOMPARE(added.count(), 1);
        listOf(window).setCurrentItem(listOf(window).topLevelItem(1));
        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("fleetOpen")), Qt::LeftButton);
        QCOMPARE(opened, cell(window, 1, Address));

        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("fleetRemove")), Qt::LeftButton);
        QCOMPARE(listOf(window).topLevelItemCount(), 2); // asked first
        auto* verb = window.findChild<QPushButton*>(QStringLiteral("verb"));
        QVERIFY(verb);
        QTest::mouseClick(verb, Qt::LeftButton);
        QCOMPARE(listOf(window).topLevelItemCount(), 1);
        QCOMPARE(ui::recents().size(), std::size_t(1));
        QCOMPARE(ui::recents().front().name, QStringLiteral("lab"));
    }

    void without_a_cluster_it_says_how_to_get_one()
    {
        FleetWindow window({});
        window.show();
        QVERIFY(!listOf(window).isVisible());
        QVERIFY(!window.findChild<QPushButton*>(QStringLiteral("fleetOpen"))->isEnabled());
        QVERIFY(window.findChild<QPushButton*>(QStringLiteral("fleetAdd"))->isEnabled());
    }

    void the_program_opens_it_from_any_window_and_a_line_brings_its_window_forward()
    {
        TwoClusters clusters;
        ui::Desktop desktop({.hosts
            = {QStringLiteral("unix://") + QString::fromStdString(clusters.path(QStringLiteral("prod.sock")))}});
        QVERIFY(desktop.start());
        ui::MainWindow* first = nullptr;
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<ui::MainWindow*>(widget))
                first = found;
        QVERIFY(first);
        QVERIFY(first->book().trigger(QStringLiteral("file.fleet")));
        FleetWindow* fleet = desktop.showFleet();
        QVERIFY(fleet->isVisible());
        QCOMPARE(listOf(*fleet).topLevelItemCount(), 2); // the open one is a remembered one
        const auto windows = [] {
            int count = 0;
            for (QWidget* widget : QApplication::topLevelWidgets())
                count += qobject_cast<ui::MainWindow*>(widget) != nullptr;
            return count;
        };
        listOf(*fleet).setCurrentItem(listOf(*fleet).topLevelItem(1));
        QTest::keyClick(&listOf(*fleet), Qt::Key_Return);
        QCOMPARE(windows(), 1);
        listOf(*fleet).setCurrentItem(listOf(*fleet).topLevelItem(0));
        QTest::keyClick(&listOf(*fleet), Qt::Key_Return);
        QCOMPARE(windows(), 2);
        QCOMPARE(listOf(*fleet).topLevelItemCount(), 2);
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestFleet)
#include "tst_fleet.moc"

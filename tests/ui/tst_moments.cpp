#include "tests/support/fakemanager.h"
#include "tests/support/pace.h"
#include "tests/support/storedobjects.h"
#include "tests/support/widgettest.h"
#include "tests/unit/http/support.h"
#include "ui/actions/action.h"
#include "ui/activity/activitydock.h"
#include "ui/activity/notices.h"
#include "ui/history/eventfeed.h"
#include "ui/history/scrubber.h"
#include "ui/mainwindow/actionbook.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/pages/servicedetail.h"
#include "ui/pages/tablepage.h"
#include "ui/servicepage/servicespage.h"
#include "ui/servicepage/serviceview.h"
#include "ui/text/linediff.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/sheet.h"

#include <QComboBox>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTreeView>
#include <QTreeWidget>

using namespace skep;
using namespace skep::ui;
using namespace skep::test;
using skep::http::test::Sockets;
using skep::http::test::spinUntil;

namespace {

// What is not answered is noticed soon.
client::Pace impatient()
{
    client::Pace pace = quick();
    pace.stale = 200ms;
    return pace;
}

api::Service web(const std::string& image, std::uint64_t replicas = 3)
{
    api::Service made = serviceOf("s1", "web");
    made.spec.task.container.emplace().image = image;
    made.spec.mode.replicated.emplace().replicas = replicas;
    return made;
}

// A cluster with a service, in a window of its own with a cache of its own.
class Room
{
public:
    explicit Room(FakeManager::Level level = FakeManager::Level::Skep)
        : manager(sockets.path(), level)
    {
        qputenv("XDG_CACHE_HOME", cache.path().toLocal8Bit());
        change([](store::Tx& tx) {
            QVERIFY(tx.create(web("web:1.3")));
            api::Node node = nodeOf("n1", "alpha");
            node.status.state = api::NodeState::Ready;
            node.spec.availability = api::Availability::Active;
            QVERIFY(tx.create(node));
        });
    }
    void open()
    {
        window = std::make_unique<MainWindow>(
            client::ClusterTarget{.name = "test", .endpoints = {http::Endpoint::unixSocket(sockets.path())}});
        window->show();
        QVERIFY(spinUntil([&] { return window->settled() && !cluster().history().extent().first.isZero(); }));
    }
    [[nodiscard]] Cluster& cluster() const { return window->cluster(); }
    template <class Write>
    void change(Write write)
    {
        QVERIFY(commit(manager.store, write));
    }
    void update(const std::string& image, std::uint64_t replicas = 3)
    {
        change([&](store::Tx& tx) {
            api::Service next = *manager.store.get<api::Service>("s1");
            next.previousSpec = next.spec;
            next.spec = web(image, replicas).spec;
            QVERIFY(tx.update(next));
        });
    }
    [[nodiscard]] std::string shownImage() const
    {
        return cluster().store().get<api::Service>("s1")->spec.task.container->image;
    }
    template <class W>
    [[nodiscard]] W* find(const char* name) const
    {
        W* any = nullptr;
        for (W* found : window->findChildren<W*>(QString::fromLatin1(name))) {
            any = found;
            if (found->isVisible())
                return found;
        }
        return any;
    }
    [[nodiscard]] QString historyPath() const
    {
        return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/history/c1.sqlite");
    }

    Sockets sockets;
    QTemporaryDir cache;
    FakeManager manager;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class MomentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setApplicationName(QStringLiteral("skep-desktop")); }

    // Journey 27.
    void theTimeBeforeAnUpdateIsShownAndNothingCanBeChangedThere()
    {
        Room room;
        const Timestamp then = systemNow() - std::chrono::hours(1);
        {
            QDir().mkpath(QFileInfo(room.historyPath()).path());
            auto file = HistoryFile::open(room.historyPath(), {});
            QVERIFY(file);
            QVERIFY((*file)->writeKeyframe(then,
                {std::make_shared<const api::Cluster>(api::Cluster{.id = "c1"}),
                    std::make_shared<const api::Service>(web("web:1.2")), room.manager.store.get<api::Node>("n1")}));
            QVERIFY((*file)->write(then, {}, {}));
        }
        room.open();
        QVERIFY(room.window->go(QStringLiteral("topology")));
        QVERIFY(spinUntil([&] { return room.find<TimeTrack>("scrubber.track")->isEnabled(); }));
        QVERIFY(room.find<QPushButton>("scrubber.live")->isChecked());
        QVERIFY(!room.find<QWidget>("pastFrame")->isVisible());

        auto* track = room.find<TimeTrack>("scrubber.track");
        track->setFocus();
        QTest::keyClick(track, Qt::Key_Home);
        QVERIFY(spinUntil([&] { return room.cluster().viewing().has_value(); }));
        QCOMPARE(room.shownImage(), std::string("web:1.2"));
        QVERIFY(room.find<QWidget>("pastFrame")->isVisible());
        QVERIFY(!room.find<QPushButton>("scrubber.live")->isChecked());
        QVERIFY(room.find<Banner>("banner")->text().startsWith(QStringLiteral("Viewing")));
        const Selection selection{.kind = api::ObjectKind::Service, .ids = {"s1"}};
        const auto refused = refusalOf(*findAction(QStringLiteral("service.scaleUp")), room.cluster(), selection);
        QVERIFY(refused && refused->contains(QStringLiteral("go back to LIVE")));

        // Every page shows it.
        QVERIFY(room.window->go(QStringLiteral("services"), selection));
        auto* table = room.find<QTreeView>("table.services");
        const auto shows = [&](const QString& text) {
            for (int column = 0; column < table->model()->columnCount(); ++column)
                if (table->model()->index(0, column).data().toString().contains(text))
                    return true;
            return false;
        };
        QVERIFY(shows(QStringLiteral("web:1.2")));
        QVERIFY(!room.find<QPushButton>("service.scaleUp")->isEnabled());

        // What happens meanwhile waits.
        room.update("web:1.4");
        QVERIFY(spinUntil(
            [&] { return room.cluster().live().get<api::Service>("s1")->spec.task.container->image == "web:1.4"; }));
        QCOMPARE(room.shownImage(), std::string("web:1.2"));

        QVERIFY(room.window->book().trigger(QStringLiteral("view.live")));
        QVERIFY(!room.cluster().viewing());
        QCOMPARE(room.shownImage(), std::string("web:1.4"));
        QVERIFY(shows(QStringLiteral("web:1.4")));
        QVERIFY(!refusalOf(*findAction(QStringLiteral("service.scaleUp")), room.cluster(), selection));
        QVERIFY(room.window->go(QStringLiteral("topology")));
        QVERIFY(!room.find<QWidget>("pastFrame")->isVisible());

        // The hour in which nobody looked is a gap.
        QVERIFY(spinUntil([&] { return room.cluster().history().extent().gaps.size() == 1; }));
        QCOMPARE(room.cluster().history().extent().gaps.front().first, then);
        // And what was different after it is told.
        QStringList told;
        room.cluster().history().events({.name = QStringLiteral("web")}, this, [&](const std::vector<Recorded>& rows) {
            for (const auto& row : rows)
                told << row.told.text;
        });
        QVERIFY(spinUntil([&] { return !told.isEmpty(); }));
        QVERIFY(told.contains(QStringLiteral("image 1.2 → 1.3")));
    }

    void eventsAreListedAndLeadToObjectAndMoment()
    {
        Room room;
        room.open();
        QVERIFY(room.window->go(QStringLiteral("events")));
        QVERIFY(spinUntil([&] { return room.window->page()->settled(); }));
        room.update("web:1.4");
        auto* feed = room.window->page()->findChild<EventFeed*>();
        QVERIFY(spinUntil([&] { return feed->model().rowCount() == 1; }));
        QCOMPARE(feed->model().text(0, EventModel::Name), QStringLiteral("web"));
        QCOMPARE(feed->model().text(0, EventModel::What), QStringLiteral("image 1.3 → 1.4"));
        room.change([&](store::Tx& tx) {
            api::Node down = *room.manager.store.get<api::Node>("n1");
            down.status.state = api::NodeState::Down;
            QVERIFY(tx.update(down));
        });
        QVERIFY(spinUntil([&] { return feed->model().rowCount() == 2; }));
        QCOMPARE(feed->model().text(0, EventModel::What), QStringLiteral("went down"));

        QTest::keyClicks(room.find<QLineEdit>("filter"), QStringLiteral("kind:service"));
        QVERIFY(spinUntil([&] { return feed->model().rowCount() == 1; }));
        QCOMPARE(feed->model().text(0, EventModel::Name), QStringLiteral("web"));
        feed->view()->setCurrentIndex(feed->model().index(0, 0));
        QTest::keyClick(feed->view(), Qt::Key_Return);
        QCOMPARE(room.window->pageId(), QStringLiteral("services"));
        QCOMPARE(room.cluster().selection().ids, std::vector<std::string>{"s1"});
        QVERIFY(spinUntil([&] { return room.cluster().viewing().has_value(); }));
        room.cluster().showLive();
    }

    void noticesWaitBehindTheBell()
    {
        Room room;
        room.open();
        QCOMPARE(room.find<Bell>("bell")->text(), QString());
        room.change([&](store::Tx& tx) {
            api::Node down = *room.manager.store.get<api::Node>("n1");
            down.status.state = api::NodeState::Down;
            QVERIFY(tx.update(down));
        });
        QVERIFY(spinUntil([&] { return room.find<Bell>("bell")->notices().all().size() == 1; }));
        QCOMPARE(room.find<Bell>("bell")->text(), QStringLiteral("1"));
        QTest::mouseClick(room.find<Bell>("bell"), Qt::LeftButton);
        auto* list = room.find<QListWidget>("noticeList");
        QVERIFY(list);
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().endsWith(QStringLiteral("node alpha: went down")));
        QCOMPARE(room.find<Bell>("bell")->text(), QString());
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(room.window->pageId(), QStringLiteral("nodes"));
    }

    void operationsStayInTheDockWithTheirUndo()
    {
        Room room;
        room.open();
        auto* dock = room.find<ActivityDock>("activity");
        QVERIFY(!dock->isVisible()); // there is nothing in it
        auto* field = room.find<QToolButton>("status.operations");
        QVERIFY(!field->isVisible());
        int undone = 0;
        Operations::Work work;
        work.title = QStringLiteral("Scale web from 3 to 4");
        const auto done = []() -> async::Task<Result<void>> { co_return Result<void>(); };
        work.request = done;
        work.undoText = QStringLiteral("Scale back to 3");
        work.undo = [&undone, done](bool) {
            ++undone;
            return done();
        };
        const int id = room.cluster().operations().start(std::move(work));
        QVERIFY(spinUntil([&] { return field->text().startsWith(QStringLiteral("1 operation")) && !field->text().contains(QStringLiteral("running")); }));
        QTest::mouseClick(field, Qt::LeftButton);
        QVERIFY(dock->isVisible() && dock->height() >= 120);
        auto* row = dock->findChild<QWidget*>(QStringLiteral("operation.%1").arg(id));
        QVERIFY(row);
        auto* undo = row->findChild<QPushButton*>(QStringLiteral("undo"));
        QVERIFY(spinUntil([&] { return undo->isVisible(); }));
        QCOMPARE(undo->text(), QStringLiteral("Scale back to 3"));
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(spinUntil([&] { return row->accessibleName().contains(QStringLiteral("undone")); }));
        QVERIFY(!undo->isVisible());
        QVERIFY(room.window->book().trigger(QStringLiteral("view.activity")));
        QVERIFY(!dock->isVisible());
    }

    void aRowOfServicesOpensTheService()
    {
        Room room(FakeManager::Level::Docker);
        room.update("web:1.4", 5);
        room.open();
        QVERIFY(room.window->go(QStringLiteral("services")));
        auto* table = room.find<QTreeView>("table.services");
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        auto* view = room.find<ServiceView>("serviceView");
        QVERIFY(view && view->isVisible());
        QCOMPARE(room.find<QLabel>("serviceName")->text(), QStringLiteral("web"));
        auto* tabs = room.find<QTabWidget>("serviceTabs");
        QVERIFY(tabs->isTabVisible(2)); // logs: this server has them
        view->showTab(QStringLiteral("spec"));
        QVERIFY(room.find<QPlainTextEdit>("spec")->toPlainText().contains(QStringLiteral("\"Image\": \"web:1.4\"")));
        view->showTab(QStringLiteral("history"));
        QVERIFY(spinUntil([&] { return room.find<QTreeWidget>("revisions")->topLevelItemCount() == 2; }));
        QVERIFY(
            room.find<QLabel>("revisionSummary")->text().endsWith(QStringLiteral("image 1.3 → 1.4; replicas 3 → 5")));
        const QString diff = room.find<QPlainTextEdit>("revisionDiff")->toPlainText();
        QVERIFY(diff.contains(QRegularExpression(QStringLiteral("−.*web:1\\.3"))));
        QVERIFY(diff.contains(QRegularExpression(QStringLiteral("\\+.*web:1\\.4"))));

        QTest::mouseClick(room.find<QPushButton>("useRevision"), Qt::LeftButton);
        QTest::mouseClick(room.find<QPushButton>("verb"), Qt::LeftButton);
        QVERIFY(spinUntil([&] { return room.manager.asked("POST /services/s1/update") == 1; }));

        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(!view->isVisible());
        QVERIFY(table->isVisible());
    }

    void onDockerFormerSpecificationsAreThoseThatWereSeen()
    {
        Room room(FakeManager::Level::Docker);
        room.open();
        for (const char* image : {"web:1.4", "web:1.5"}) {
            room.update(image);
            QVERIFY(spinUntil([&] { return room.shownImage() == image; }));
        }
        QVERIFY(room.window->go(QStringLiteral("services")));
        auto* table = room.find<QTreeView>("table.services");
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        room.find<ServiceView>("serviceView")->showTab(QStringLiteral("history"));
        auto* list = room.find<QTreeWidget>("revisions");
        QVERIFY(spinUntil([&] { return list->topLevelItemCount() == 3; }));
        QCOMPARE(list->topLevelItem(1)->text(2), QStringLiteral("the one before"));
        QCOMPARE(list->topLevelItem(2)->text(2), QStringLiteral("recorded"));
        list->clearSelection();
        list->topLevelItem(2)->setSelected(true);
        QVERIFY(room.find<QLabel>("revisionSummary")->text().endsWith(QStringLiteral("image 1.3 → 1.5")));
        QTest::mouseClick(room.find<QPushButton>("useRevision"), Qt::LeftButton);
        QTest::mouseClick(room.find<QPushButton>("verb"), Qt::LeftButton);
        QVERIFY(spinUntil([&] { return !room.manager.bodies.empty(); }));
        const QJsonObject sent
            = QJsonDocument::fromJson(QByteArray::fromStdString(room.manager.bodies.front())).object();
        QCOMPARE(sent[QLatin1String("TaskTemplate")][QLatin1String("ContainerSpec")][QLatin1String("Image")].toString(),
            QStringLiteral("web:1.3"));
        QVERIFY(sent.contains(QLatin1String("FromTheFuture"))); // what nobody here knows
    }

    void revisionsOfSkepAreUsedByNumber()
    {
        Room room;
        std::vector<std::string> rollbacks;
        room.manager.routes.push_back([&](const std::shared_ptr<http::Exchange>& exchange,
                                          const http::Request& request) {
            if (request.path == "/skep/v1")
                exchange->respond({200, {}, R"({"Version":"0.1.0","Capabilities":["watch","history"]})"});
            else if (request.path == "/skep/v1/services/s1/history")
                exchange->respond({200, {},
                    R"([{"Number":3,"At":"2026-01-03T00:00:00Z","Cause":"update","Current":true,"Spec":)"
                        + api::toJson(web("web:1.4").spec)
                        + R"(},{"Number":2,"At":"2026-01-02T00:00:00Z","Cause":"rollback to 1","Current":false,"Spec":)"
                        + api::toJson(web("web:1.3").spec)
                        + R"(},{"Number":1,"At":"2026-01-01T00:00:00Z","Cause":"create","Current":false,"Spec":)"
                        + api::toJson(web("web:1.2").spec) + "}]"});
            else if (request.path == "/skep/v1/services/s1/rollback") {
                rollbacks.push_back(request.query.get("to").value_or(""));
                exchange->respond({200, {}, "{}"});
            } else
                return false;
            return true;
        });
        room.update("web:1.4");
        room.open();
        QVERIFY(room.window->go(QStringLiteral("services")));
        auto* table = room.find<QTreeView>("table.services");
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        room.find<ServiceView>("serviceView")->showTab(QStringLiteral("history"));
        auto* list = room.find<QTreeWidget>("revisions");
        QVERIFY(spinUntil([&] { return list->topLevelItemCount() == 3; }));
        QVERIFY(!room.find<QTabWidget>("serviceTabs")->isTabVisible(2)); // no logs here
        list->clearSelection();
        list->topLevelItem(1)->setSelected(true);
        list->topLevelItem(2)->setSelected(true);
        QCOMPARE(room.find<QLabel>("revisionSummary")->text(), QStringLiteral("From no. 1 to no. 2: image 1.2 → 1.3"));
        QVERIFY(!room.find<QPushButton>("useRevision")->isEnabled());
        list->topLevelItem(1)->setSelected(false);
        QTest::mouseClick(room.find<QPushButton>("useRevision"), Qt::LeftButton);
        QCOMPARE(rollbacks.size(), std::size_t(0)); // the sheet only says what would happen
        QTest::mouseClick(room.find<QPushButton>("verb"), Qt::LeftButton);
        QVERIFY(spinUntil([&] { return rollbacks.size() == 1; }));
        QCOMPARE(rollbacks.front(), std::string("1"));
    }

    // Journey 22: the part about what was missed.
    void aTimeWithoutConnectionIsAGap()
    {
        Room room;
        Cluster cluster(
            client::ClusterTarget{.name = "test", .endpoints = {http::Endpoint::unixSocket(room.sockets.path())}},
            nullptr, impatient());
        EventFeed feed(cluster, nullptr);
        feed.show();
        QVERIFY(spinUntil([&] { return !cluster.history().extent().first.isZero(); }));
        room.manager.stop();
        QVERIFY(spinUntil([&] {
            return cluster.state().liveness == client::Liveness::Stale
                || cluster.state().liveness == client::Liveness::Down;
        }));
        const Timestamp lost = cluster.state().asOf;
        room.update("web:1.4"); // while nobody looks
        room.manager.start();
        QVERIFY(spinUntil([&] { return cluster.history().extent().gaps.size() == 1; }));
        QCOMPARE(cluster.history().extent().gaps.front().first, lost);
        QVERIFY(
            spinUntil([&] { return feed.model().rowCount() == 2; })); // the gap, and what turned out to have changed
        QVERIFY(feed.model().row(0).gap() || feed.model().row(1).gap());
        for (int row = 0; row < 2; ++row)
            if (feed.model().row(row).gap())
                QCOMPARE(feed.model().data(feed.model().index(row, 0), Qt::BackgroundRole).value<QBrush>().style(),
                    Qt::BDiagPattern);
    }

    // Of two windows on one cluster one writes.
    void twoWindowsDoNotWriteTwice()
    {
        Room room;
        const client::ClusterTarget target{
            .name = "test", .endpoints = {http::Endpoint::unixSocket(room.sockets.path())}};
        Cluster one(target, nullptr, impatient()), two(target, nullptr, impatient());
        QVERIFY(spinUntil([&] { return !one.history().extent().first.isZero() && two.state().synced; }));
        EventFeed feed(two, nullptr);
        feed.show();
        room.update("web:1.4");
        QVERIFY(spinUntil([&] { return feed.model().rowCount() >= 1; }));
        one.history().flush();
        two.history().flush();
        int stored = -1;
        one.history().events({}, this, [&](const std::vector<Recorded>& rows) { stored = int(rows.size()); });
        QVERIFY(spinUntil([&] { return stored >= 0; }));
        QCOMPARE(stored, 1);
    }

    void whatIsEqualIsLeftOutOfDifferences()
    {
        using Kind = DiffLine::Kind;
        QStringList from, to;
        for (int i = 0; i < 20; ++i)
            from << QString::number(i);
        to = from;
        to[10] = QStringLiteral("ten");
        const auto lines = diffLines(from, to, 1);
        QCOMPARE(lines.size(), std::size_t(6));
        QCOMPARE(lines[0], (DiffLine{Kind::Skipped, {}, 9}));
        QCOMPARE(lines[2], (DiffLine{Kind::Gone, QStringLiteral("10")}));
        QCOMPARE(lines[3], (DiffLine{Kind::New, QStringLiteral("ten")}));
        QCOMPARE(lines[5].count, 8);
        QCOMPARE(diffLines(from, from).front().count, 20);
    }
};

QTEST_MAIN(MomentsTest)
#include "tst_moments.moc"

#include "tests/support/fakelogs.h"
#include "tests/support/pace.h"
#include "tests/support/storedobjects.h"
#include "tests/support/widgettest.h"
#include "tests/unit/http/support.h"
#include "ui/actions/action.h"
#include "ui/logs/logspage.h"
#include "ui/logs/logspane.h"
#include "ui/logs/logview.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

using namespace skep;
using namespace skep::ui;
using namespace skep::test;
using skep::http::test::Sockets;
using skep::http::test::spinUntil;

namespace {

// A service of five replicas on five nodes, and a window that reads its logs.
class Room
{
public:
    explicit Room(
        FakeManager::Level level = FakeManager::Level::Docker, const std::function<void(api::Service&)>& shape = {})
        : manager(sockets.path(), level)
        , logs(manager)
    {
        change([&](store::Tx& tx) {
            api::Service web = serviceOf("s1", "web");
            web.spec.task.container.emplace().image = "web:1";
            web.spec.mode.replicated.emplace().replicas = 5;
            if (shape)
                shape(web);
            QVERIFY(tx.create(web));
            for (unsigned i = 1; i <= 5; ++i) {
                api::Node node = nodeOf("n" + std::to_string(i), "w" + std::to_string(i));
                node.status.state = api::NodeState::Ready;
                QVERIFY(tx.create(node));
                api::Task task = taskOf("t" + std::to_string(i), "s1", node.id, i);
                task.status.state = task.desiredState = api::TaskState::Running;
                task.spec = web.spec.task;
                QVERIFY(tx.create(task));
            }
        });
        cluster = std::make_unique<Cluster>(
            client::ClusterTarget{.name = "test", .endpoints = {http::Endpoint::unixSocket(sockets.path())}}, nullptr,
            quick());
        QVERIFY(spinUntil([&] { return cluster->state().synced && cluster->live().count<api::Task>() == 5; }));
        page.reset(logsEntry().make(*cluster, nullptr));
        page->resize(1000, 600);
        page->show();
    }

    template <class Write>
    void change(Write write)
    {
        QVERIFY(commit(manager.store, write));
    }
    [[nodiscard]] bool reading()
    {
        return spinUntil([this] { return !logs.readers.empty(); });
    }
    template <class W>
    [[nodiscard]] W* find(const char* name) const
    {
        return page->findChild<W*>(QString::fromLatin1(name));
    }
    [[nodiscard]] LogView& view() const { return *find<LogView>("logView"); }
    [[nodiscard]] QString lane(int row) const
    {
        auto* item = find<QListWidget>("logLanes")->item(row);
        return item ? item->text().replace(u'\n', u' ') : QString();
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList all;
        for (int i = 0; i < view().shownLines(); ++i)
            all << view().lineText(i).section(u' ', 1);
        return all;
    }

    Sockets sockets;
    FakeManager manager;
    FakeLogs logs;
    std::unique_ptr<Cluster> cluster;
    std::unique_ptr<Page> page;
};

} // namespace

class LogsPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Journey 20.
    void fiveReplicasAreMergedAndOneNodeDies()
    {
        Room room;
        QVERIFY(room.reading());
        const auto& asked = room.logs.asked.front();
        QCOMPARE(asked.path, std::string("/services/s1/logs"));
        for (const char* name : {"follow", "details", "timestamps", "stdout", "stderr"})
            QCOMPARE(asked.query.get(name).value_or(""), std::string("1"));
        QCOMPARE(asked.query.get("tail").value_or(""), std::string("100"));
        QCOMPARE(room.lane(2), QStringLiteral("web.3@w3 live, no line yet"));

        room.logs.line("2026-01-01T00:00:02.000000000Z", "t2", "n2", "second");
        room.logs.line("2026-01-01T00:00:01.000000000Z", "t1", "n1", "first");
        room.logs.line("2026-01-01T00:00:03.000000000Z", "t3", "n3", "third", 2);
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 3; }));
        QCOMPARE(room.texts(),
            (QStringList{QStringLiteral("web.1@w1 first"), QStringLiteral("web.2@w2 second"),
                QStringLiteral("web.3@w3 third")}));

        room.change([&](store::Tx& tx) {
            api::Node dead = *room.manager.store.get<api::Node>("n3");
            dead.status.state = api::NodeState::Down;
            QVERIFY(tx.update(dead));
        });
        QVERIFY(spinUntil([&] { return room.lane(2).contains(QStringLiteral("unreachable: w3 is down")); }));
        QCOMPARE(room.lane(1), QStringLiteral("web.2@w2 live"));
        room.logs.line("2026-01-01T00:00:04.000000000Z", "t5", "n5", "fourth");
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 4; }));
        QCOMPARE(room.texts().last(), QStringLiteral("web.5@w5 fourth"));
    }

    void aBrokenStreamIsTakenUpWhereItWas()
    {
        Room room;
        QVERIFY(room.reading());
        room.logs.line("2026-01-01T00:00:01.000000000Z", "t1", "n1", "one");
        room.logs.line("2026-01-01T00:00:02.000000000Z", "t1", "n1", "two");
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 2; }));
        room.logs.cut();
        QVERIFY(spinUntil([&] { return room.logs.asked.size() == 2 && !room.logs.readers.empty(); }));
        QCOMPARE(room.logs.asked.back().query.get("since").value_or(""),
            std::to_string((*parseRfc3339("2026-01-01T00:00:01Z")).ns / 1'000'000'000));
        room.logs.line("2026-01-01T00:00:02.000000000Z", "t1", "n1", "two"); // once more
        room.logs.line("2026-01-01T00:00:03.000000000Z", "t1", "n1", "three");
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 3; }));
        QCOMPARE(room.texts().last(), QStringLiteral("web.1@w1 three"));
    }

    void replicasAndWordsChooseWhatIsShown()
    {
        Room room;
        QVERIFY(room.reading());
        room.logs.line("2026-01-01T00:00:01.000000000Z", "t1", "n1", "GET /index");
        room.logs.line("2026-01-01T00:00:02.000000000Z", "t2", "n2", "POST /form");
        room.logs.line("2026-01-01T00:00:03.000000000Z", "t1", "n1", "GET /logo");
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 3; }));
        room.find<QListWidget>("logLanes")->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(room.texts(), QStringList{QStringLiteral("web.2@w2 POST /form")});
        room.find<QListWidget>("logLanes")->item(0)->setCheckState(Qt::Checked);
        QVERIFY(room.page->focusFilter());
        QTest::keyClicks(room.find<QLineEdit>("logFilter"), QStringLiteral("get"));
        QCOMPARE(room.view().shownLines(), 2);
        room.find<QLineEdit>("logFilter")->setText(QStringLiteral("^(GET|POST) /[fl]o"));
        QCOMPARE(room.view().shownLines(), 0);
        QTest::mouseClick(room.find<QToolButton>("logRegex"), Qt::LeftButton);
        QCOMPARE(room.view().shownLines(), 2);
        QTest::mouseClick(room.find<QToolButton>("logCopy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(),
            QStringLiteral("2026-01-01T00:00:02.000000000Z web.2@w2 POST /form\n2026-01-01T00:00:03.000000000Z "
                           "web.1@w1 GET /logo\n"));
        room.find<QLineEdit>("logFilter")->setText(QStringLiteral("("));
        QVERIFY(
            room.find<QLabel>("logProblem")->text().startsWith(QStringLiteral("The filter is no regular expression")));
    }

    void scrollingUpLetsGoAndTheChipLeadsBack()
    {
        Room room;
        QVERIFY(room.reading());
        for (int i = 0; i < 100; ++i)
            room.logs.line("2026-01-01T00:00:01.000000000Z", "t1", "n1", std::to_string(i));
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 100; }));
        QVERIFY(room.find<QToolButton>("logFollow")->isChecked());
        QTest::keyClick(&room.view(), Qt::Key_PageUp);
        QVERIFY(!room.find<QToolButton>("logFollow")->isChecked());
        for (int i = 0; i < 7; ++i)
            room.logs.line("2026-01-01T00:00:02.000000000Z", "t2", "n2", "new");
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 107; }));
        auto* chip = room.find<QPushButton>("logChip");
        QVERIFY(chip->isVisible());
        QVERIFY(chip->text().startsWith(QStringLiteral("7 new line")));
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(room.find<QToolButton>("logFollow")->isChecked());
        QVERIFY(!chip->isVisible());
        QCOMPARE(room.view().verticalScrollBar()->value(), room.view().verticalScrollBar()->maximum());
    }

    void aDriverThatCannotBeReadIsNamed()
    {
        Room room(
            FakeManager::Level::Docker, [](api::Service& web) { web.spec.task.logDriver.emplace().name = "syslog"; });
        QVERIFY(room.reading());
        room.logs.send(FakeLogs::frame(3,
            "Error grabbing logs: rpc error: code = Unknown desc = warning: incomplete log stream. some logs could not "
            "be retrieved for the following reasons: "
            "task t1 is not readable: configured logging driver does not support reading\n"));
        QVERIFY(spinUntil([&] { return room.find<QLabel>("logProblem")->isVisible(); }));
        QVERIFY(room.find<QLabel>("logProblem")->text().contains(QStringLiteral("“syslog” cannot be read back")));
    }

    void aRefusalIsSaidInTheServersWords()
    {
        Room room(FakeManager::Level::Docker);
        QVERIFY(room.reading());
        room.logs.refusal = {501, "logs are not kept here"};
        room.logs.cut(); // it asks again
        QVERIFY(spinUntil([&] { return room.find<QLabel>("logProblem")->text() == QStringLiteral("logs are not kept here"); }));
    }

    void aDriverThatKeepsNothingIsNotEvenAsked()
    {
        Room room(FakeManager::Level::Docker, [](api::Service& web) { web.spec.task.logDriver.emplace().name = "none"; });
        QVERIFY(room.find<QLabel>("logProblem")->isVisible());
        QVERIFY(room.find<QLabel>("logProblem")->text().contains(QStringLiteral("“none” keeps nothing")));
        QCOMPARE(room.logs.asked.size(), std::size_t(0));
    }

    void aTerminalIsToldOnce()
    {
        Room room(FakeManager::Level::Docker, [](api::Service& web) { web.spec.task.container.edit().tty = true; });
        QVERIFY(room.reading());
        room.logs.send("2026-01-01T00:00:01.000000000Z com.docker.swarm.node.id=n4,com.docker.swarm.task.id=t4 "
                       "\x1b[31mred\x1b[0m\r\n");
        QVERIFY(spinUntil([&] { return room.view().shownLines() == 1; }));
        QCOMPARE(room.texts(), QStringList{QStringLiteral("web.4@w4 red")});
        QVERIFY(room.find<QLabel>("logTerminal")->isVisible());
    }

    void aTasksOwnLogsAreReadAlone()
    {
        Room room;
        QVERIFY(room.reading());
        room.cluster->select({.kind = api::ObjectKind::Task, .ids = {"t4"}});
        QVERIFY(spinUntil([&] { return room.logs.asked.back().path == "/tasks/t4/logs"; }));
        QCOMPARE(room.find<QListWidget>("logLanes")->count(), 1);
        QCOMPARE(room.find<QComboBox>("logSource")->currentText(), QStringLiteral("task web.4"));
    }

    void aServerWithoutLogsHasNeitherPageNorAction()
    {
        Room room(FakeManager::Level::Skep);
        QVERIFY(!logsEntry().available(*room.cluster));
        const Selection web{.kind = api::ObjectKind::Service, .ids = {"s1"}};
        QVERIFY(refusalOf(*findAction(QStringLiteral("service.logs")), *room.cluster, web));
        QVERIFY(!isOffered(*findAction(QStringLiteral("service.logs")), *room.cluster));
        QVERIFY(!isOffered(*findAction(QStringLiteral("task.logs")), *room.cluster));
        Room docker;
        QVERIFY(logsEntry().available(*docker.cluster));
        QVERIFY(isOffered(*findAction(QStringLiteral("service.logs")), *docker.cluster));
        QVERIFY(!refusalOf(*findAction(QStringLiteral("service.logs")), *docker.cluster, web));
    }
};

QTEST_MAIN(LogsPaneTest)
#include "tst_logspane.moc"

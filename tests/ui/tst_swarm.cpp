#include "tests/support/fakeswarm.h"
#include "tests/support/storedobjects.h"
#include "tests/unit/http/support.h"
#include "ui/mainwindow/actionbook.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/swarm/secrets.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/sheet.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest/qtestkeyboard.h>
#include <QtTest/qtestmouse.h>

#include <algorithm>

using namespace skep;
using namespace skep::ui;
using skep::http::test::Sockets;
using skep::http::test::spinUntil;
using skep::test::FakeManager;
using skep::test::FakeSwarm;

namespace {

api::Node node(const std::string& id, bool manager, bool leader = false)
{
    api::Node result = test::nodeOf(id, id + "-host");
    result.spec.role = manager ? api::NodeRole::Manager : api::NodeRole::Worker;
    result.spec.availability = api::Availability::Active;
    result.status.state = api::NodeState::Ready;
    result.meta.createdAt = {1'000'000'000'000};
    if (manager)
        result.managerStatus
            = api::ManagerStatus{leader, api::Reachability::Reachable, "10.0.0." + id.substr(1) + ":2377"};
    return result;
}

// A window on a fake swarm of some managers (m1 leads) and workers.
struct Bench
{
    explicit Bench(int managers = 3, int workers = 2, FakeManager::Level level = FakeManager::Level::Docker)
        : manager(sockets.path(), level)
        , swarm(manager)
    {
        const auto filled = test::commit(manager.store, [&](store::Tx& tx) {
            for (int i = 1; i <= managers; ++i)
                QVERIFY(tx.create(node("m" + std::to_string(i), true, i == 1)).has_value());
            for (int i = 1; i <= workers; ++i)
                QVERIFY(tx.create(node("w" + std::to_string(i), false)).has_value());
            QVERIFY(tx.create(test::serviceOf("s1", "web")).has_value());
            api::Cluster cluster = *manager.store.cluster();
            cluster.meta.createdAt = {1'000'000'000'000};
            cluster.spec.orchestration.taskHistoryRetentionLimit = 5;
            cluster.spec.dispatcher.heartbeatPeriod = 5'000'000'000;
            cluster.spec.ca.nodeCertExpiry = 90LL * 86'400'000'000'000;
            cluster.spec.raft.snapshotInterval = 10'000;
            QVERIFY(tx.update(cluster).has_value());
        });
        QVERIFY(filled.has_value());
        manager.nodeId = "m1";
    }
    void open(const QString& page = {})
    {
        window
            = std::make_unique<MainWindow>(client::ClusterTarget{"lab", {http::Endpoint::unixSocket(sockets.path())}});
        window->resize(1280, 800);
        window->show();
        if (!page.isEmpty())
            QVERIFY(window->go(page));
    }
    void openLive(const QString& page)
    {
        open(page);
        QVERIFY(spinUntil([this] { return window->settled(); }));
    }
    template <class W = QPushButton>
    W* find(const QString& name, QWidget* in = nullptr)
    {
        auto* found = (in ? in : window.get())->template findChild<W*>(name);
        if (!found)
            qWarning("there is no %s", qPrintable(name));
        return found;
    }
    void click(const QString& name, QWidget* in = nullptr)
    {
        auto* button = find<QAbstractButton>(name, in);
        QVERIFY(button && button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    // A button of the band across the window, or of another band.
    void clickBanner(const QString& text, Banner* band = nullptr)
    {
        if (!band)
            band = window->findChild<Banner*>(QStringLiteral("banner"));
        // The banner's buttons are laid out a turn after its sentence.
        QPushButton* offered = nullptr;
        const bool found = spinUntil([&] {
            for (auto* button : band->findChildren<QPushButton*>())
                if (button->text() == text && button->isVisible())
                    offered = button;
            return offered != nullptr;
        });
        QVERIFY2(found, qPrintable(QStringLiteral("the banner does not offer ") + text));
        QTest::mouseClick(offered, Qt::LeftButton);
    }
    [[nodiscard]] QString banner() const
    {
        const auto* shown = window->findChild<Banner*>(QStringLiteral("banner"));
        return shown->isVisible() ? shown->text() : QString();
    }
    // The sheet that is open; null for none.
    [[nodiscard]] Sheet* sheet() const
    {
        for (auto* each : window->findChildren<Sheet*>(Qt::FindDirectChildrenOnly))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    [[nodiscard]] QString labels(QWidget* in) const
    {
        QString all;
        for (const auto* label : in->findChildren<QLabel*>())
            if (label->isVisible())
                all += label->text() + u'\n';
        return all;
    }
    [[nodiscard]] bool enabled(const char* action) const
    {
        return window->book().find(QLatin1String(action))->isEnabled();
    }
    [[nodiscard]] QString tooltip(const char* action) const
    {
        return window->book().find(QLatin1String(action))->toolTip();
    }

    const Sockets sockets;
    FakeManager manager;
    FakeSwarm swarm;
    std::unique_ptr<MainWindow> window;
};

const QString Token = QStringLiteral("SWMTKN-1-") + QString(50, u'3') + u'-' + QString(25, u'z');

} // namespace

class TestSwarm final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("skep-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        installTranslations(QLocale(QLocale::English));
        applyTheme(QStringLiteral("light"));
    }
    void init() { QSettings().clear(); }

    // --- getting in
    void a_node_without_a_swarm_creates_one_from_the_banner()
    {
        Bench bench(1, 0);
        bench.manager.localState = "inactive";
        bench.manager.controlAvailable = false;
        bench.open();
        QVERIFY(spinUntil([&] { return bench.banner().contains(QStringLiteral("is not part of a swarm")); }));
        QVERIFY(spinUntil([&] { return bench.enabled("swarm.init"); }));
        QVERIFY(!bench.enabled("swarm.unlock"));
        QVERIFY(!bench.enabled("node.add"));
        bench.clickBanner(QStringLiteral("Create a Cluster Here…"));
        Sheet* sheet = bench.sheet();
        QVERIFY(sheet);
        QCOMPARE(sheet->objectName(), QStringLiteral("initSheet"));
        bench.find<QComboBox>(QStringLiteral("advertise"), sheet)->setEditText(QStringLiteral("10.9.8.7"));
        QCOMPARE(bench.find<QLabel>(QStringLiteral("command"), sheet)->text(),
            QStringLiteral("docker swarm init --advertise-addr 10.9.8.7"));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] {
            return bench.window->cluster().state().standing == client::Standing::Manager && bench.banner().isEmpty();
        }));
        QCOMPARE(bench.swarm.writes.size(), std::size_t(1));
        QCOMPARE(bench.swarm.writes[0].path, std::string("/swarm/init"));
        QCOMPARE(bench.swarm.writes[0].body.value(u"AdvertiseAddr").toString(), QStringLiteral("10.9.8.7"));
        QVERIFY(!bench.sheet());
        QVERIFY(spinUntil([&] { return !bench.enabled("swarm.init") && bench.enabled("node.add"); }));
        QCOMPARE(bench.tooltip("swarm.init"), QStringLiteral("This node is part of a swarm already"));
    }
    void a_new_cluster_listens_where_it_was_told()
    {
        Bench bench(1, 0);
        bench.manager.localState = "inactive";
        bench.manager.controlAvailable = false;
        bench.open();
        QVERIFY(spinUntil([&] { return bench.enabled("swarm.init"); }));
        QVERIFY(bench.window->book().trigger(QStringLiteral("swarm.init")));
        Sheet* sheet = bench.sheet();
        bench.find<QComboBox>(QStringLiteral("advertise"), sheet)->setEditText(QStringLiteral("10.9.8.7"));
        bench.find<QLineEdit>(QStringLiteral("port"), sheet)->setText(QStringLiteral("70000"));
        auto* verb = bench.find(QStringLiteral("verb"), sheet);
        QVERIFY(!verb->isEnabled());
        QVERIFY(verb->toolTip().contains(QStringLiteral("from 1 to 65535")));
        bench.find<QLineEdit>(QStringLiteral("port"), sheet)->setText(QStringLiteral("12377"));
        bench.find<QLineEdit>(QStringLiteral("dataPort"), sheet)->setText(QStringLiteral("80"));
        QVERIFY(verb->toolTip().contains(QStringLiteral("from 1024 to 49151")));
        bench.find<QLineEdit>(QStringLiteral("dataPort"), sheet)->setText(QStringLiteral("14789"));
        QCOMPARE(bench.find<QLabel>(QStringLiteral("command"), sheet)->text(),
            QStringLiteral("docker swarm init --advertise-addr 10.9.8.7 --listen-addr 0.0.0.0:12377 "
                           "--data-path-port 14789"));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return !bench.swarm.writes.empty(); }));
        QCOMPARE(bench.swarm.writes[0].body.value(u"ListenAddr").toString(), QStringLiteral("0.0.0.0:12377"));
        QCOMPARE(bench.swarm.writes[0].body.value(u"DataPathPort").toInt(), 14789);
    }
    void what_the_welcome_began_goes_on_in_the_window() // journey 1
    {
        Bench bench(1, 0);
        bench.manager.localState = "inactive";
        bench.manager.controlAvailable = false;
        bench.open();
        bench.window->triggerWhenReady(QStringLiteral("swarm.init"));
        QVERIFY(spinUntil([&] { return bench.sheet() && bench.sheet()->objectName() == u"initSheet"; }));
        bench.sheet()->close();
        bench.window->cluster().connection().refresh();
        bench.manager.requests.clear();
        QVERIFY(spinUntil([&] { return bench.manager.asked("GET /info") > 1; }));
        QVERIFY(!bench.sheet()); // once
    }
    void a_pasted_command_joins_and_a_refusal_stays_in_the_sheet()
    {
        Bench bench(1, 0);
        bench.manager.localState = "inactive";
        bench.manager.controlAvailable = false;
        bench.open();
        QVERIFY(spinUntil([&] { return bench.enabled("swarm.join"); }));
        bench.clickBanner(QStringLiteral("Join a Cluster…"));
        Sheet* sheet = bench.sheet();
        QVERIFY(sheet);
        auto* text = bench.find<QPlainTextEdit>(QStringLiteral("joinText"), sheet);
        auto* verb = bench.find(QStringLiteral("verb"), sheet);
        QVERIFY(!verb->isEnabled());
        text->setPlainText(QStringLiteral("SWMTKN-1-half"));
        QVERIFY(bench.labels(sheet).contains(QStringLiteral("no whole join token")));
        text->setPlainText(QStringLiteral("docker swarm join --token %1 10.0.0.1:2377").arg(Token));
        QVERIFY(bench.labels(sheet).contains(QStringLiteral("333333333333…")));
        QVERIFY(!bench.labels(sheet).contains(QStringLiteral("zzzz"))); // the secret is in no label
        QCOMPARE(bench.find<QLineEdit>(QStringLiteral("manager"), sheet)->text(), QStringLiteral("10.0.0.1:2377"));
        bench.swarm.refuse = std::pair(
            400, "rpc error: code = InvalidArgument desc = A valid join token is necessary to join this cluster");
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] {
            return bench.find<QLabel>(QStringLiteral("error"), sheet)
                ->text()
                .contains(QStringLiteral("valid join token"));
        }));
        QVERIFY(sheet->isVisible());
        QVERIFY(verb->isEnabled());
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return bench.window->cluster().state().standing == client::Standing::Manager; }));
        QCOMPARE(bench.swarm.writes.back().path, std::string("/swarm/join"));
        QCOMPARE(bench.swarm.writes.back().body.value(u"JoinToken").toString(), Token);
        QCOMPARE(bench.swarm.writes.back().body.value(u"RemoteAddrs").toArray(),
            QJsonArray{QStringLiteral("10.0.0.1:2377")});
    }
    void a_worker_names_the_managers_it_knows() // journey 24, in a window
    {
        Bench bench(1, 0);
        bench.manager.controlAvailable = false;
        bench.manager.remoteManagers = {"10.0.0.1:2377", "10.0.0.2:2377"};
        bench.open();
        QVERIFY(spinUntil([&] { return bench.banner().contains(QStringLiteral("is a worker")); }));
        QStringList offered;
        for (auto* button : bench.window->findChild<Banner*>()->findChildren<QPushButton*>())
            offered << button->text();
        QVERIFY(offered.contains(QStringLiteral("Connect to 10.0.0.2:2377")));
        // A socket leads to no other host: the way there has to be said.
        QSignalSpy asked(bench.window.get(), &MainWindow::connectAsked);
        bench.clickBanner(QStringLiteral("Connect to 10.0.0.2:2377"));
        QCOMPARE(asked.size(), 1);
        QVERIFY(spinUntil([&] { return bench.enabled("swarm.leave"); }));
        QVERIFY(!bench.enabled("swarm.init"));
    }
    void a_locked_manager_is_unlocked() // journey 25
    {
        Bench bench;
        bench.manager.localState = "locked";
        bench.manager.controlAvailable = false;
        bench.open();
        QVERIFY(spinUntil(
            [&] { return bench.banner().contains(QStringLiteral("is locked")) && bench.enabled("swarm.unlock"); }));
        bench.clickBanner(QStringLiteral("Unlock…"));
        Sheet* sheet = bench.sheet();
        QVERIFY(sheet);
        auto* key = bench.find<QLineEdit>(QStringLiteral("unlockKey"), sheet);
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        QVERIFY(key->hasFocus());
        QTest::keyClicks(key, QStringLiteral("SWMKEY-1-") + QString(43, u'B'));
        QTest::keyClick(key, Qt::Key_Return);
        QVERIFY(spinUntil([&] {
            return bench.find<QLabel>(QStringLiteral("error"), sheet)->text().contains(QStringLiteral("invalid key"));
        }));
        key->setText(QString::fromStdString(bench.swarm.unlockKey));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil(
            [&] { return bench.banner().isEmpty() && bench.window->cluster().store().count<api::Node>() == 5; }));
        QCOMPARE(bench.swarm.writes.back().path, std::string("/swarm/unlock"));
        QCOMPARE(bench.swarm.writes.back().body.value(u"UnlockKey").toString().toStdString(), bench.swarm.unlockKey);
    }
    void the_last_manager_leaves_only_when_its_cluster_is_named()
    {
        Bench bench(1, 0);
        bench.openLive(QStringLiteral("swarm"));
        bench.click(QStringLiteral("swarm.leave"));
        Sheet* sheet = bench.sheet();
        QVERIFY(sheet);
        QVERIFY(bench.labels(sheet).contains(QStringLiteral("the swarm is dissolved")));
        auto* verb = bench.find(QStringLiteral("verb"), sheet);
        QVERIFY(!verb->isEnabled());
        QTest::mouseClick(
            bench.find<QAbstractButton>(QStringLiteral("force"), sheet), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!verb->isEnabled());
        QTest::keyClicks(bench.find<QLineEdit>(QStringLiteral("confirm"), sheet), QStringLiteral("lab"));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return bench.banner().contains(QStringLiteral("is not part of a swarm")); }));
        QCOMPARE(bench.swarm.writes.back().path, std::string("/swarm/leave"));
        QCOMPARE(bench.swarm.writes.back().query.at("force"), std::string("1"));
    }

    // --- managers
    void promoting_shows_its_sentence_before_anything_is_sent() // journey 12
    {
        Bench bench(3, 1);
        bench.openLive(QStringLiteral("managers"));
        auto* menu = bench.find(QStringLiteral("promote"))->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1);
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("w1-host…"));
        menu->actions().front()->trigger();
        Sheet* sheet = bench.sheet();
        QVERIFY(sheet);
        QVERIFY(bench.labels(sheet).contains(QStringLiteral("Promote w1-host: 4 managers, still may lose 1.")));
        QVERIFY(bench.labels(sheet).contains(QStringLiteral("an odd number is better")));
        QCOMPARE(bench.manager.asked("POST /nodes/w1/update"), std::size_t(0));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(
            spinUntil([&] { return bench.manager.store.get<api::Node>("w1")->spec.role == api::NodeRole::Manager; }));
        // It counts as one that is missing until it takes part.
        auto* warning = bench.find<QLabel>(QStringLiteral("warning"));
        QVERIFY(spinUntil([&] { return warning->text().contains(QStringLiteral("1 manager cannot be reached")); }));
        const auto up = test::commit(bench.manager.store, [&](store::Tx& tx) {
            api::Node promoted = *bench.manager.store.get<api::Node>("w1");
            promoted.managerStatus = api::ManagerStatus{false, api::Reachability::Reachable, "10.0.0.9:2377"};
            QVERIFY(tx.update(promoted).has_value());
        });
        QVERIFY(up.has_value());
        QVERIFY(spinUntil([&] { return warning->text().contains(QStringLiteral("With 4 managers")); }));
    }
    void the_last_manager_cannot_be_demoted() // journey 13
    {
        Bench bench(1, 1);
        bench.openLive(QStringLiteral("managers"));
        auto* table = bench.find<QTreeWidget>(QStringLiteral("managersTable"));
        QCOMPARE(table->topLevelItemCount(), 1);
        table->topLevelItem(0)->setSelected(true);
        auto* demote = bench.find(QStringLiteral("node.demote"));
        QVERIFY(!demote->isEnabled());
        QVERIFY(demote->toolTip().contains(QStringLiteral("last manager")));
    }
    void the_leader_moves_without_a_word() // journey 14
    {
        Bench bench;
        bench.openLive(QStringLiteral("managers"));
        auto* table = bench.find<QTreeWidget>(QStringLiteral("managersTable"));
        QCOMPARE(table->topLevelItem(0)->text(0), QStringLiteral("m1-host"));
        const auto led = test::commit(bench.manager.store, [&](store::Tx& tx) {
            for (const char* id : {"m1", "m2"}) {
                api::Node changed = *bench.manager.store.get<api::Node>(id);
                changed.managerStatus->leader = std::string(id) == "m2";
                if (std::string(id) == "m1")
                    changed.managerStatus->reachability = api::Reachability::Unreachable;
                QVERIFY(tx.update(changed).has_value());
            }
        });
        QVERIFY(led.has_value());
        QVERIFY(spinUntil([&] {
            return table->topLevelItem(0)->text(0) == u"m2-host" && table->topLevelItem(0)->text(1) == u"leader";
        }));
        QCOMPARE(table->topLevelItem(1)->text(2), QStringLiteral("no"));
        QVERIFY(bench.banner().isEmpty());
        QVERIFY(!bench.sheet());
        QVERIFY(bench.find<QLabel>(QStringLiteral("warning"))->text().contains(QStringLiteral("If one more fails")));
        QVERIFY(bench.find<QLabel>(QStringLiteral("leaders"))->text().contains(QStringLiteral("m1-host → m2-host (")));
    }
    void without_a_majority_everything_can_still_be_read() // journey 15
    {
        Bench bench;
        bench.openLive(QStringLiteral("services"));
        bench.manager.refusal = std::pair(500,
            "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers "
            "are online.");
        bench.window->cluster().connection().refresh();
        QVERIFY(spinUntil([&] { return bench.banner().startsWith(QStringLiteral("No majority")); }));
        QVERIFY(bench.window->cluster().store().get<api::Service>("s1"));
        QVERIFY(spinUntil([&] { return !bench.enabled("node.add") && bench.enabled("swarm.forceNew"); }));
        bench.clickBanner(QStringLiteral("Which Managers Are Down"));
        QCOMPARE(bench.window->pageId(), QStringLiteral("managers"));
        bench.clickBanner(QStringLiteral("They Are Gone for Good…"));
        QVERIFY(bench.sheet());
        QVERIFY(!bench.find(QStringLiteral("verb"), bench.sheet())
                     ->isVisible()); // Docker's engine: the command is run there
        QVERIFY(bench.labels(bench.sheet())
                    .contains(QStringLiteral("docker swarm init --force-new-cluster --advertise-addr 10.0.0.1")));
        bench.sheet()->close();
        bench.manager.refusal.reset();
        bench.window->cluster().connection().refresh();
        QVERIFY(spinUntil([&] { return bench.banner().isEmpty() && bench.enabled("node.add"); }));
    }
    void on_skep_one_manager_goes_on_alone_and_two_more_join_it() // journey 16
    {
        Bench bench(3, 0, FakeManager::Level::Skep);
        bench.openLive(QStringLiteral("services"));
        bench.manager.refusal = std::pair(500, "rpc error: code = Unknown desc = The swarm does not have a leader.");
        bench.window->cluster().connection().refresh();
        QVERIFY(spinUntil([&] { return bench.enabled("swarm.forceNew"); }));
        QVERIFY(bench.window->book().trigger(QStringLiteral("swarm.forceNew")));
        Sheet* sheet = bench.sheet();
        auto* verb = bench.find(QStringLiteral("verb"), sheet);
        QVERIFY(!verb->isEnabled());
        QTest::keyClicks(bench.find<QLineEdit>(QStringLiteral("confirm"), sheet), QStringLiteral("lab"));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return !bench.swarm.writes.empty(); }));
        QCOMPARE(bench.swarm.writes.back().path, std::string("/swarm/init"));
        QVERIFY(bench.swarm.writes.back().body.value(u"ForceNewCluster").toBool());
        QCOMPARE(bench.swarm.writes.back().body.value(u"AdvertiseAddr").toString(), QStringLiteral("10.0.0.1"));

        // It manages alone: the others are nodes that are down.
        QVERIFY(test::commit(bench.manager.store, [&](store::Tx& tx) {
            for (const char* id : {"m2", "m3"}) {
                api::Node lost = *bench.manager.store.get<api::Node>(id);
                lost.spec.role = api::NodeRole::Worker;
                lost.managerStatus.reset();
                lost.status.state = api::NodeState::Down;
                QVERIFY(tx.update(lost).has_value());
            }
        }).has_value());
        bench.window->cluster().connection().refresh();
        auto* quorum = bench.find<QToolButton>(QStringLiteral("status.quorum"));
        QVERIFY(spinUntil([&] { return bench.banner().isEmpty() && quorum->text().contains(QStringLiteral("1/1")); }));
        QVERIFY2(quorum->text().contains(QStringLiteral("may lose 0")), qPrintable(quorum->text()));

        // Two more, and it may lose one again.
        QVERIFY(spinUntil([&] { return bench.enabled("node.add"); }));
        for (const char* id : {"m4", "m5"}) {
            QVERIFY(bench.window->book().trigger(QStringLiteral("node.add")));
            sheet = bench.sheet();
            bench.find<QRadioButton>(QStringLiteral("manager"), sheet)->click();
            bench.click(QStringLiteral("verb"), sheet);
            QVERIFY(spinUntil([&] { return bench.labels(sheet).contains(QStringLiteral("Waiting for the node")); }));
            QCOMPARE(QGuiApplication::clipboard()->text(),
                QStringLiteral("docker swarm join --token %1 10.0.0.1:2377").arg(bench.swarm.managerToken()));
            QVERIFY(test::commit(bench.manager.store, [id](store::Tx& tx) {
                QVERIFY(tx.create(node(id, true)).has_value());
            }).has_value());
            QVERIFY(spinUntil([&] {
                return bench.labels(sheet).contains(QStringLiteral("✓ %1-host has joined.").arg(QLatin1String(id)));
            }));
            sheet->close();
        }
        QVERIFY(spinUntil([&] { return quorum->text().contains(QStringLiteral("3/3")); }));
        QVERIFY2(quorum->text().contains(QStringLiteral("may lose 1")), qPrintable(quorum->text()));
    }
    void the_planner_answers_without_asking_anybody()
    {
        Bench bench;
        bench.openLive(QStringLiteral("managers"));
        auto* sentence = bench.find<QLabel>(QStringLiteral("whatIfSentence"));
        bench.click(QStringLiteral("fail.m2"));
        QVERIFY(
            sentence->text().startsWith(QStringLiteral("Without m2-host, 2 of 3 managers remain: the swarm goes on")));
        bench.click(QStringLiteral("fail.m3"));
        QVERIFY(sentence->text().contains(QStringLiteral("no quorum")));
        QTest::keyClick(bench.find(QStringLiteral("fail.m3")), Qt::Key_Space);
        QVERIFY(!sentence->text().contains(QStringLiteral("no quorum")));
        const auto* table = bench.find<QTableWidget>(QStringLiteral("toleranceTable"));
        QCOMPARE(table->item(2, 3)->text(), QStringLiteral("◀ this swarm"));
        QVERIFY(bench.swarm.writes.empty());
        QVERIFY(bench.manager.bodies.empty());
    }
    void raft_columns_are_there_only_where_the_server_tells()
    {
        {
            Bench docker;
            docker.openLive(QStringLiteral("managers"));
            QVERIFY(docker.find<QTreeWidget>(QStringLiteral("managersTable"))->isColumnHidden(7));
        }
        Bench skep(3, 0, FakeManager::Level::Skep);
        skep.swarm.raft
            = R"({"Term":41,"Commit":120,"Applied":120,"Last":120,"Members":[{"NodeID":"m2","Addr":"a","Leader":false,"Voter":true,"Match":118,"Lag":2,"LastContactMs":40}]})";
        skep.openLive(QStringLiteral("managers"));
        auto* table = skep.find<QTreeWidget>(QStringLiteral("managersTable"));
        QVERIFY(spinUntil([&] { return table->topLevelItemCount() == 3 && table->topLevelItem(1)->text(7) == u"41"; }));
        QVERIFY(!table->isColumnHidden(7));
        QCOMPARE(table->topLevelItem(1)->text(8), QStringLiteral("118/120"));
        QCOMPARE(table->topLevelItem(1)->text(9), QStringLiteral("2 entries"));
        QCOMPARE(table->topLevelItem(1)->text(10), QStringLiteral("40 ms"));
    }

    // --- tokens
    void a_node_is_added_and_awaited() // journey 2
    {
        Bench bench(2, 0);
        bench.openLive(QStringLiteral("swarm"));
        QVERIFY(bench.window->book().trigger(QStringLiteral("node.add")));
        Sheet* sheet = bench.sheet();
        QVERIFY(!bench.labels(sheet).contains(bench.swarm.workerToken()));
        auto* address = bench.find<QComboBox>(QStringLiteral("address"), sheet);
        QCOMPARE(address->count(), 2);
        address->setCurrentIndex(1);
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return bench.labels(sheet).contains(QStringLiteral("Waiting for the node")); }));
        QCOMPARE(QGuiApplication::clipboard()->text(),
            QStringLiteral("docker swarm join --token %1 10.0.0.2:2377").arg(bench.swarm.workerToken()));
        QVERIFY(test::commit(bench.manager.store, [](store::Tx& tx) {
            QVERIFY(tx.create(node("w7", false)).has_value());
        }).has_value());
        QVERIFY(spinUntil([&] { return bench.labels(sheet).contains(QStringLiteral("✓ w7-host has joined.")); }));
    }
    void rotating_a_token_keeps_the_old_generation_in_the_ledger() // journey 17; who is let in: tst_dockercli.py
    {
        Bench bench(1, 1);
        bench.openLive(QStringLiteral("swarm"));
        auto* ledger = bench.find<QLabel>(QStringLiteral("ledger.worker"));
        QVERIFY(spinUntil(
            [&] { return ledger->text().contains(QStringLiteral("≈ Token 1 (valid) — joined by it: w1-host")); }));
        const QString old = bench.swarm.workerToken();
        bench.click(QStringLiteral("token.rotate.worker"));
        Sheet* sheet = bench.sheet();
        QVERIFY(bench.labels(sheet).contains(QStringLiteral("Nodes that have joined stay as they are.")));
        QVERIFY(bench.swarm.writes.empty());
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return bench.sheet() && bench.sheet()->objectName() == u"addNodeSheet"; }));
        QCOMPARE(bench.swarm.writes.size(), std::size_t(1));
        const auto& write = bench.swarm.writes[0];
        QCOMPARE(write.path, std::string("/swarm/update"));
        QCOMPARE(write.query.at("rotateWorkerToken"), std::string("true"));
        QCOMPARE(write.query.at("rotateManagerToken"), std::string("false"));
        QCOMPARE(write.body.value(u"FromTheFuture").toString(), QStringLiteral("kept"));
        bench.click(QStringLiteral("verb"), bench.sheet());
        QVERIFY(spinUntil([&] { return QGuiApplication::clipboard()->text().contains(bench.swarm.workerToken()); }));
        QVERIFY(bench.swarm.workerToken() != old);
        QVERIFY(spinUntil([&] { return ledger->text().count(u'\n') == 1; }));
        QVERIFY(ledger->text().startsWith(QStringLiteral("≈ Token 2, since ")));
        QVERIFY(ledger->text().endsWith(QStringLiteral("Token 1 — joined by it: w1-host")));
        // What is remembered is no token.
        const QByteArray kept = QSettings().value(QStringLiteral("tokens/c1")).toByteArray();
        QVERIFY(!kept.isEmpty());
        QVERIFY(!kept.contains("SWMTKN"));
    }
    void after_a_rotation_those_who_joined_before_are_asked_about() // journey 17, the review
    {
        Bench bench(1, 2);
        bench.openLive(QStringLiteral("swarm"));
        auto* question = bench.find<Banner>(QStringLiteral("recognise.worker"));
        auto* ledger = bench.find<QLabel>(QStringLiteral("ledger.worker"));
        QVERIFY(spinUntil([&] { return ledger->text().contains(QStringLiteral("Token 1")); }));
        QVERIFY(!question->isVisible()); // nothing was replaced
        bench.swarm.workerGeneration = 2; // by somebody else
        bench.window->go(QStringLiteral("nodes"));
        bench.window->go(QStringLiteral("swarm"));
        QVERIFY(spinUntil([&] { return question->isVisible(); }));
        QVERIFY2(question->text().startsWith(
                     QStringLiteral("Do you recognise these? They joined by a token that was replaced: "))
                && question->text().contains(QStringLiteral("w1-host ("))
                && question->text().contains(QStringLiteral("w2-host (")),
            qPrintable(question->text()));
        QVERIFY(!bench.find<Banner>(QStringLiteral("recognise.manager"))->isVisible());

        bench.clickBanner(QStringLiteral("Show Them"), question);
        QCOMPARE(bench.window->pageId(), QStringLiteral("nodes"));
        auto shown = bench.window->cluster().selection();
        std::sort(shown.ids.begin(), shown.ids.end());
        QCOMPARE(shown, (Selection{api::ObjectKind::Node, {"w1", "w2"}}));

        bench.window->go(QStringLiteral("swarm"));
        bench.clickBanner(QStringLiteral("I Know Them"), question);
        QVERIFY(!question->isVisible());
        QVERIFY(bench.swarm.writes.empty());
        // Not again, in this window or another.
        Bench again(1, 2);
        again.swarm.workerGeneration = 2;
        again.openLive(QStringLiteral("swarm"));
        auto* told = again.find<QLabel>(QStringLiteral("ledger.worker"));
        QVERIFY(spinUntil([&] { return told->text().contains(QStringLiteral("Token 2")); }));
        QVERIFY(!again.find<Banner>(QStringLiteral("recognise.worker"))->isVisible());
    }
    void skeps_own_record_is_taken_where_there_is_one()
    {
        Bench bench(1, 1, FakeManager::Level::Skep);
        bench.manager.capabilities = R"("watch","joins","certificates")";
        bench.swarm.joins
            = R"({"WorkerToken":{"Number":2,"Since":"2026-03-14T10:00:00Z"},"ManagerToken":{"Number":1,"Since":"2026-01-02T10:00:00Z"},"Nodes":[
            {"NodeID":"w1","Hostname":"w1-host","Token":"worker","TokenGeneration":1,"TokenCurrent":false,"JoinedAt":"2026-01-03T10:00:00Z"}]})";
        bench.swarm.certificates = R"([{"NodeID":"m1","Hostname":"m1-host","NotAfter":"2099-01-01T00:00:00Z"}])";
        bench.openLive(QStringLiteral("swarm"));
        auto* ledger = bench.find<QLabel>(QStringLiteral("ledger.worker"));
        QVERIFY(spinUntil([&] { return ledger->text().contains(QStringLiteral("Token 1 — joined by it: w1-host")); }));
        QVERIFY(!ledger->text().contains(u'≈'));
        QVERIFY(spinUntil([&] { return bench.find<QWidget>(QStringLiteral("certificateAxis"))->isVisible(); }));
        QVERIFY(bench.find<QWidget>(QStringLiteral("certificateAxis"))
                    ->accessibleName()
                    .contains(QStringLiteral("m1-host")));
    }
    void a_token_is_hidden_until_asked_for_and_again_afterwards()
    {
        Bench bench(1, 0);
        bench.openLive(QStringLiteral("swarm"));
        auto* line = bench.find<SecretLine>(QStringLiteral("token.worker"));
        auto* text = bench.find<QLabel>(QStringLiteral("secret"), line);
        QVERIFY(!text->text().contains(QStringLiteral("www")));
        line->setRevealTime(std::chrono::milliseconds(30));
        bench.click(QStringLiteral("reveal"), line);
        QVERIFY(spinUntil([&] { return text->text() == bench.swarm.workerToken(); }));
        QVERIFY(spinUntil([&] { return text->text().contains(u'•'); }));
    }
    void the_clipboard_forgets_a_secret_but_nothing_else()
    {
        auto* clipboard = QGuiApplication::clipboard();
        copySecret(QStringLiteral("secret"), std::chrono::milliseconds(1));
        QVERIFY(spinUntil([&] { return clipboard->text().isEmpty(); }));
        copySecret(QStringLiteral("secret"), std::chrono::milliseconds(1));
        clipboard->setText(QStringLiteral("mine"));
        bool later = false;
        QTimer::singleShot(20, this, [&later] { later = true; });
        QVERIFY(spinUntil([&] { return later; }));
        QCOMPARE(clipboard->text(), QStringLiteral("mine"));
    }

    // --- settings
    void settings_are_staged_with_their_command_and_sent_at_once()
    {
        Bench bench(1, 0);
        bench.openLive(QStringLiteral("swarm"));
        QWidget* card = bench.find<QWidget>(QStringLiteral("settings"));
        auto* history = bench.find<QLineEdit>(QStringLiteral("setting.taskHistory"), card);
        auto* expiry = bench.find<QLineEdit>(QStringLiteral("setting.certExpiry"), card);
        QCOMPARE(history->text(), QStringLiteral("5"));
        QCOMPARE(expiry->text(), QStringLiteral("90d"));
        auto* apply = bench.find(QStringLiteral("apply"), card);
        QVERIFY(!apply->isEnabled());
        history->setText(QStringLiteral("-1"));
        QVERIFY(bench.labels(card).contains(QStringLiteral("Task history: a whole number, 0 or more, is needed")));
        QVERIFY(!apply->isEnabled());
        history->setText(QStringLiteral("3"));
        expiry->setText(QStringLiteral("30d"));
        QVERIFY(bench.labels(card).contains(
            QStringLiteral("Task history: 5 → 3\nNode certificates are valid for: 90d → 30d")));
        QCOMPARE(bench.find<QLabel>(QStringLiteral("command"), card)->text(),
            QStringLiteral("docker swarm update --task-history-limit 3 --cert-expiry 720h"));
        QVERIFY(bench.swarm.writes.empty());
        bench.find(QStringLiteral("apply"), card)->click();
        QVERIFY(spinUntil([&] { return !bench.swarm.writes.empty(); }));
        const QJsonObject body = bench.swarm.writes[0].body;
        QCOMPARE(body.value(u"Orchestration").toObject().value(u"TaskHistoryRetentionLimit").toInt(), 3);
        QCOMPARE(
            body.value(u"CAConfig").toObject().value(u"NodeCertExpiry").toInteger(), qint64(30) * 86'400'000'000'000);
        QCOMPARE(body.value(u"FromTheFuture").toString(), QStringLiteral("kept"));
        QVERIFY(bench.swarm.writes[0].query.contains("version"));
        QVERIFY(spinUntil(
            [&] { return !apply->isEnabled() && bench.find<QLabel>(QStringLiteral("diff"), card)->text().isEmpty(); }));
        QCOMPARE(bench.swarm.writes.size(), std::size_t(1));
    }
    void revert_goes_back_to_what_is()
    {
        Bench bench(1, 0);
        bench.openLive(QStringLiteral("swarm"));
        auto* history = bench.find<QLineEdit>(QStringLiteral("setting.taskHistory"));
        history->setText(QStringLiteral("7"));
        bench.find(QStringLiteral("revert"))->click();
        QCOMPARE(history->text(), QStringLiteral("5"));
    }
    void autolock_is_switched_on_and_its_key_shown_on_demand()
    {
        Bench bench(1, 0);
        bench.openLive(QStringLiteral("swarm"));
        bench.click(QStringLiteral("swarm.autolock"));
        Sheet* sheet = bench.sheet();
        auto* verb = bench.find(QStringLiteral("verb"), sheet);
        QCOMPARE(verb->text(), QStringLiteral("Turn Autolock On"));
        bench.click(QStringLiteral("verb"), sheet);
        QVERIFY(spinUntil([&] { return verb->text() == u"Turn Autolock Off"; }));
        QVERIFY(bench.swarm.writes[0].body.value(u"EncryptionConfig").toObject().value(u"AutoLockManagers").toBool());
        auto* key = sheet->findChild<SecretLine*>();
        QVERIFY(key->isVisible());
        const QString secret = QString::fromStdString(bench.swarm.unlockKey);
        QVERIFY(!bench.labels(sheet).contains(secret));
        bench.click(QStringLiteral("reveal"), key);
        QVERIFY(spinUntil([&] { return bench.labels(sheet).contains(secret); }));
        bench.click(QStringLiteral("rotateKey"), sheet);
        QVERIFY(spinUntil([&] { return bench.swarm.writes.size() == 2; }));
        QCOMPARE(bench.swarm.writes[1].query.at("rotateManagerUnlockKey"), std::string("true"));
    }
    void what_a_server_does_not_list_is_not_offered()
    {
        Bench bench(1, 1, FakeManager::Level::Skep);
        bench.manager.capabilities = R"("watch")";
        bench.openLive(QStringLiteral("swarm"));
        QVERIFY(!bench.find(QStringLiteral("swarm.autolock"))->isVisible());
        QVERIFY(!bench.find<QWidget>(QStringLiteral("setting.externalCas"))->isVisible());
        QVERIFY(!bench.find(QStringLiteral("ca.rotate"))->isEnabled());
        QVERIFY(spinUntil([&] { return !bench.window->book().find(QStringLiteral("swarm.autolock"))->isVisible(); }));
        QVERIFY(bench.window->book().find(QStringLiteral("ca.rotate"))->toolTip().contains(QStringLiteral("one node only")));
    }
    void rotating_the_root_counts_nodes_and_names_the_waiting() // journey 18
    {
        Bench bench(2, 1);
        const auto setWorker = [&bench](api::NodeState state) {
            QVERIFY(test::commit(bench.manager.store, [&](store::Tx& tx) {
                api::Node worker = *bench.manager.store.get<api::Node>("w1");
                worker.status.state = state;
                QVERIFY(tx.update(worker).has_value());
            }).has_value());
        };
        setWorker(api::NodeState::Down); // it is stopped, and the rotation waits for it
        bench.openLive(QStringLiteral("swarm"));
        bench.click(QStringLiteral("ca.rotate"));
        QVERIFY(bench.labels(bench.sheet()).contains(QStringLiteral("Not ready now: w1-host.")));
        bench.click(QStringLiteral("verb"), bench.sheet());
        QVERIFY(spinUntil([&] { return !bench.swarm.writes.empty(); }));
        QCOMPARE(bench.swarm.writes[0].body.value(u"CAConfig").toObject().value(u"ForceRotate").toInt(), 1);
        const auto turn = [&](bool running, const std::vector<std::string>& done) {
            QVERIFY(test::commit(bench.manager.store, [&](store::Tx& tx) {
                api::Cluster cluster = *bench.manager.store.cluster();
                cluster.rootRotationInProgress = running;
                cluster.tlsInfo.trustRoot = "new";
                QVERIFY(tx.update(cluster).has_value());
                for (const std::string& id : done) {
                    api::Node changed = *bench.manager.store.get<api::Node>(id);
                    changed.description.tlsInfo.trustRoot = "new";
                    QVERIFY(tx.update(changed).has_value());
                }
            }).has_value());
            bench.window->cluster().connection().refresh();
        };
        turn(true, {"m1", "m2"});
        QVERIFY(spinUntil([&] {
            return bench.find<QLabel>(QStringLiteral("rotation"))->text()
                == u"CA rotation: 2 of 3 nodes are on the new root; waiting: w1-host (down).";
        }));
        setWorker(api::NodeState::Ready);
        turn(false, {"w1"});
        QVERIFY(spinUntil(
            [&] { return bench.window->cluster().operations().all().front().stage == Operation::Stage::Converged; }));
        QVERIFY(spinUntil([&] { return !bench.find<QLabel>(QStringLiteral("rotation"))->isVisible(); }));
    }

private:
    const QTemporaryDir m_settings;
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    TestSwarm test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_swarm.moc"

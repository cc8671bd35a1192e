#include "tests/support/scene.h"
#include "ui/activity/alerts.h"
#include "ui/activity/desktopnotification.h"

#include <QCheckBox>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QStandardPaths>

using namespace skep;
using namespace skep::test;
using namespace std::chrono_literals;
using skep::ui::Alert;
using skep::ui::DesktopAlerts;
using skep::ui::Quorum;
using skep::ui::QuorumLevel;

namespace {

// A window that is not in front, and what the desktop was told.
class Told
{
public:
    explicit Told(std::chrono::milliseconds apart = 10ms)
        : alerts([this](const QString& title, const QString& text) { all << title + QStringLiteral(": ") + text; },
            {.collect = 10ms, .apart = apart}, nullptr)
    {
    }
    void watch(Scene& scene)
    {
        alerts.watch(scene.window().cluster(), scene.window());
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other)); // also what showing it still sets off
    }
    QStringList all;
    QWidget other;
    DesktopAlerts alerts;
};

void goesDown(Scene& scene, const std::string& id)
{
    scene.edit<api::Node>(id, [](api::Node& node) {
        node.status.state = api::NodeState::Down;
        if (node.managerStatus)
            node.managerStatus->reachability = api::Reachability::Unreachable;
    });
}

void updates(Scene& scene, const std::string& id, api::UpdateState state)
{
    scene.edit<api::Service>(
        id, [state](api::Service& service) { service.updateStatus = api::UpdateStatus{.state = state}; });
}

// The notifications of a desktop, as far as a caller sees them.
class Notifications final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList shown;
public Q_SLOTS:
    uint Notify(const QString& program, uint, const QString&, const QString& title, const QString& text,
        const QStringList&, const QVariantMap& hints, int)
    {
        shown << program + u'|' + title + u'|' + text + u'|' + hints.value(QStringLiteral("desktop-entry")).toString();
        return 1;
    }
};

} // namespace

class TestAlerts final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }
    void cleanup() { QSettings().clear(); }

    void a_quorum_is_at_risk_once_a_manager_is_missing_and_no_other_may_be()
    {
        QCOMPARE(ui::levelOf(Quorum{3, 3}), QuorumLevel::Safe);
        QCOMPARE(ui::levelOf(Quorum{3, 2}), QuorumLevel::AtRisk);
        QCOMPARE(ui::levelOf(Quorum{5, 4}), QuorumLevel::Safe);
        QCOMPARE(ui::levelOf(Quorum{5, 3}), QuorumLevel::AtRisk);
        QCOMPARE(ui::levelOf(Quorum{3, 1}), QuorumLevel::Lost);
        QCOMPARE(ui::levelOf(Quorum{1, 1}), QuorumLevel::Safe); // nobody is missing
        QCOMPARE(ui::levelOf(Quorum{}), QuorumLevel::Unknown);
        QVERIFY(!ui::quorumAlert(QuorumLevel::Unknown, QuorumLevel::AtRisk, {3, 2})); // found so, no news
        QVERIFY(!ui::quorumAlert(QuorumLevel::Lost, QuorumLevel::AtRisk, {3, 2})); // it got better
        QCOMPARE(ui::quorumAlert(QuorumLevel::Safe, QuorumLevel::AtRisk, {3, 2})->kind, Alert::Kind::Quorum);
    }

    void a_lost_manager_is_told_once_with_what_it_means()
    {
        Scene scene;
        scene.usual();
        scene.open();
        Told told;
        told.watch(scene);
        goesDown(scene, "m2");
        QTRY_COMPARE(told.all,
            QStringList(QStringLiteral("test needs attention: Node m2 went down.\n2 of 3 managers can be reached: no "
                                       "further one may be lost.")));
    }

    void updates_that_stop_or_go_back_are_told()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 2);
        scene.open();
        Told told;
        told.watch(scene);
        updates(scene, "web", api::UpdateState::Updating);
        updates(scene, "web", api::UpdateState::Paused);
        QTRY_COMPARE(told.all, QStringList(QStringLiteral("test needs attention: The update of web is paused.")));
        updates(scene, "web", api::UpdateState::RollbackStarted);
        QTRY_COMPARE(told.all.size(), 2);
        QVERIFY(told.all.last().endsWith(QStringLiteral("web is rolled back.")));
        updates(scene, "web", api::UpdateState::RollbackCompleted); // was told when it began
        updates(scene, "web", api::UpdateState::Completed);
        goesDown(scene, "w1"); // the next thing that is told
        QTRY_COMPARE(told.all.size(), 3);
        QVERIFY(told.all.last().endsWith(QStringLiteral("attention: Node w1 went down.")));
    }

    void nothing_is_told_while_the_window_is_in_front()
    {
        Scene scene;
        scene.usual();
        scene.open();
        Told told;
        told.watch(scene);
        scene.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&scene.window()));
        goesDown(scene, "w1");
        QTRY_COMPARE(scene.seen().get<api::Node>("w1")->status.state, api::NodeState::Down);
        told.other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&told.other));
        goesDown(scene, "w2");
        QTRY_COMPARE(told.all, QStringList(QStringLiteral("test needs attention: Node w2 went down.")));
    }

    void what_comes_soon_after_is_told_together_and_later()
    {
        Scene scene;
        scene.usual(8);
        scene.open();
        Told told(1500ms);
        told.watch(scene);
        goesDown(scene, "w1");
        QTRY_COMPARE(told.all.size(), 1);
        for (const char* id : {"w2", "w3", "w4", "w5", "w6", "w7", "w8"})
            goesDown(scene, id);
        QTRY_COMPARE(told.all.size(), 2);
        QCOMPARE(told.all.last(),
            QStringLiteral("test needs attention: Node w2 went down.\nNode w3 went down.\nNode w4 went down.\nNode w5 "
                           "went down.\nNode w6 went down.\nand 2 more"));
    }

    void two_windows_on_a_cluster_tell_a_thing_once()
    {
        Scene scene;
        scene.usual();
        scene.open();
        ui::MainWindow second(scene.window().cluster().connection().target());
        QTRY_VERIFY_WITH_TIMEOUT(second.settled(), 20'000);
        Told told;
        told.watch(scene);
        told.alerts.watch(second.cluster(), second);
        goesDown(scene, "w1");
        QTRY_COMPARE(second.cluster().store().get<api::Node>("w1")->status.state, api::NodeState::Down);
        goesDown(scene, "w2");
        QTRY_VERIFY(told.all.join(u'\n').contains(QStringLiteral("w2")));
        QCOMPARE(told.all.join(u'\n').count(QStringLiteral("Node w1 went down.")), 1);
    }

    void kinds_and_clusters_are_switched_off_in_the_preferences()
    {
        Scene scene;
        scene.usual();
        scene.addService("web", 1);
        scene.open();
        Told told;
        told.watch(scene);
        QVERIFY(scene.window().book().trigger(QStringLiteral("file.preferences")));
        auto* nodes = scene.find<QCheckBox>(QStringLiteral("alert.%1").arg(int(Alert::Kind::NodeDown)));
        QVERIFY(nodes);
        QVERIFY(nodes->isChecked());
        nodes->setChecked(false);
        QVERIFY(ui::alertsOf(Alert::Kind::NodeDown)); // not before it is saved
        QVERIFY(scene.click(QStringLiteral("savePreferences")));
        QVERIFY(!ui::alertsOf(Alert::Kind::NodeDown));

        told.other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&told.other));
        goesDown(scene, "w1");
        updates(scene, "web", api::UpdateState::Paused);
        QTRY_COMPARE(told.all, QStringList(QStringLiteral("test needs attention: The update of web is paused.")));

        QVERIFY(scene.window().book().trigger(QStringLiteral("file.preferences")));
        auto* muted = scene.find<QCheckBox>(QStringLiteral("alertsMuted"));
        QVERIFY(muted);
        muted->setChecked(true);
        QVERIFY(scene.click(QStringLiteral("savePreferences")));
        QVERIFY(ui::alertsMuted("c1") && !ui::alertsMuted("c2"));
        updates(scene, "web", api::UpdateState::RollbackPaused);
        QTRY_COMPARE(scene.seen().get<api::Service>("web")->updateStatus->state, api::UpdateState::RollbackPaused);
        QTest::qWait(50); // longer than a batch is collected
        QCOMPARE(told.all.size(), 1);
    }

    void letters_are_switched_off_in_the_preferences()
    {
        Scene scene;
        scene.usual();
        scene.open();
        QVERIFY(scene.window().book().trigger(QStringLiteral("file.preferences")));
        auto* single = scene.find<QCheckBox>(QStringLiteral("singleKeys"));
        QVERIFY(single);
        single->setChecked(false);
        QVERIFY(scene.click(QStringLiteral("savePreferences")));
        QCOMPARE(QSettings().value(QStringLiteral("keys/single")).toBool(), false);
    }

    void the_desktops_service_gets_plain_text()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("there is no dbus-daemon here");
        QProcess bus;
        bus.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        QVERIFY(bus.waitForReadyRead());
        const QString address = QString::fromLocal8Bit(bus.readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toLocal8Bit());
        Notifications service;
        {
            QDBusConnection desktop = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
            QVERIFY(desktop.registerObject(
                QStringLiteral("/org/freedesktop/Notifications"), &service, QDBusConnection::ExportAllSlots));
            QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));

            ui::showDesktopNotification(QStringLiteral("prod needs attention"), QStringLiteral("Node <b> went down."));

            QTRY_COMPARE(service.shown,
                QStringList(QStringLiteral("Skep|prod needs attention|Node &lt;b&gt; went down.|skep-desktop")));
        }
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
        bus.kill();
        bus.waitForFinished();
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestAlerts)
#include "tst_alerts.moc"

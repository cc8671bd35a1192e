#include "tests/support/scene.h"
#include "ui/activity/alerts.h"
#include "ui/activity/certificatealerts.h"
#include "ui/activity/desktopnotification.h"

#include <QCheckBox>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
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
        : alerts(
            [this](const QString& title, const QString& text, std::function<void()> clicked) {
                all << title + QStringLiteral(": ") + text;
                click = std::move(clicked);
            },
            {.collect = 10ms, .apart = apart, .longOperation = 0ms}, nullptr)
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
    std::function<void()> click; // of the last one
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
    QStringList shown, actions;
Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
public Q_SLOTS:
    uint Notify(const QString& program, uint, const QString&, const QString& title, const QString& text,
        const QStringList& offered, const QVariantMap& hints, int)
    {
        actions = offered;
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

    void a_click_leads_to_what_was_told()
    {
        Scene scene;
        scene.usual();
        scene.open();
        Told told;
        told.watch(scene);
        QSignalSpy followed(&told.alerts, &DesktopAlerts::followed);
        goesDown(scene, "w2");
        QTRY_COMPARE(told.all.size(), 1);
        told.click();
        QCOMPARE(followed.size(), 1);
        QCOMPARE(followed.front().at(0).value<QWidget*>(), &scene.window());
        QCOMPARE(followed.front().at(1).toString(), QStringLiteral("nodes"));
        QCOMPARE(followed.front().at(2).value<ui::Selection>(), (ui::Selection{api::ObjectKind::Node, {"w2"}}));
    }

    void a_click_opens_the_cluster_again_whose_window_was_closed_meanwhile()
    {
        Scene scene;
        scene.usual();
        scene.open();
        Told told;
        told.watch(scene);
        QSignalSpy followed(&told.alerts, &DesktopAlerts::followed);
        QSignalSpy reopened(&told.alerts, &DesktopAlerts::reopened);
        goesDown(scene, "w2");
        QTRY_COMPARE(told.all.size(), 1);
        const auto target = scene.window().cluster().connection().target();
        scene.close();
        told.click();
        QCOMPARE(followed.size(), 0);
        QCOMPARE(reopened.size(), 1);
        QCOMPARE(reopened.front().at(0).value<client::ClusterTarget>().endpoints.front().path, target.endpoints.front().path);
        QCOMPARE(reopened.front().at(1).toString(), QStringLiteral("nodes"));
        QCOMPARE(reopened.front().at(2).value<ui::Selection>(), (ui::Selection{api::ObjectKind::Node, {"w2"}}));
    }

    void an_operation_that_took_long_is_told()
    {
        Scene scene;
        scene.usual();
        scene.open();
        Told told;
        told.watch(scene);
        ui::Operations::Work work;
        work.title = QStringLiteral("Drain w1");
        work.request = []() -> async::Task<Result<void>> { co_return Result<void>(); };
        scene.window().cluster().operations().start(std::move(work));
        QTRY_COMPARE(told.all, QStringList(QStringLiteral("test needs attention: Drain w1: done")));
        told.click(); // there is no page for it
    }

    void certificates_are_told_when_nodes_should_have_renewed()
    {
        constexpr std::int64_t Day = 86'400'000'000'000;
        const Timestamp now{1'000 * Day};
        const std::vector<ui::CertificateFact> facts{{"a", QStringLiteral("w1"), {now.ns + 6 * Day}}, {"b", QStringLiteral("w2"), {now.ns + 8 * Day}},
            {"c", QStringLiteral("w3"), {now.ns - Day}}, {"d", QStringLiteral("w4"), {}}};
        const auto all = ui::expiring(facts, 90 * Day, now);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].text, QStringLiteral("The certificate of w1 expires in 6 d."));
        QCOMPARE(all[0].selection, (ui::Selection{api::ObjectKind::Node, {"a"}}));
        QCOMPARE(all[1].text, QStringLiteral("The certificate of w3 has expired."));
        QCOMPARE(ui::expiring(facts, 10 * Day, now).size(), std::size_t(1)); // w1 has just begun to renew
    }

    void the_desktops_service_gets_plain_text()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        QVERIFY2(!daemon.isEmpty(), "dbus-daemon is missing: packaging/install-packages test");
        QProcess bus;
        bus.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        QVERIFY(bus.waitForReadyRead());
        const QString address = QString::fromLocal8Bit(bus.readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toLocal8Bit());
        Notifications service;
        {
            QDBusConnection desktop = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
            QVERIFY(desktop.registerObject(
                QStringLiteral("/org/freedesktop/Notifications"), &service,
                QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
            QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));

            ui::DesktopNotifier notifier;
            int clicks = 0;
            notifier.show(
                QStringLiteral("prod needs attention"), QStringLiteral("Node <b> went down."), [&clicks] { ++clicks; });

            QTRY_COMPARE(service.shown,
                QStringList(QStringLiteral("Skep|prod needs attention|Node &lt;b&gt; went down.|skep-desktop")));
            QCOMPARE(service.actions, (QStringList{QStringLiteral("default"), QStringLiteral("Open")}));
            const auto pressed = [&] {
                Q_EMIT service.ActionInvoked(1, QStringLiteral("default"));
                return clicks > 0;
            };
            QTRY_VERIFY(pressed());
            QTest::qWait(50); // what the presses that came too early would still set off
            QCOMPARE(clicks, 1);
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

#include "tests/support/windowdriver.h"
#include "ui/widgets/sheet.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

// The window against a real swarm that somebody else has started: SKEP_LIVE_SOCKET is the socket of a manager that does not lead,
// SKEP_LIVE_IMAGE an image to update the service "web" to, SKEP_LIVE_DIRECTORY where this program asks for what only the starter can do
// (a file "kill-leader") and is told that it is done ("killed"). Every step waits for its end as the mirror shows it.
using namespace skep;
using namespace skep::test;
namespace topology = skep::ui::topology;

namespace {

constexpr int PatienceMs = 90'000;

std::string fromEnvironment(const char* name)
{
    return qgetenv(name).toStdString();
}

template <class Condition>
bool within(Condition condition)
{
    return QTest::qWaitFor(condition, PatienceMs);
}

} // namespace

class TestLiveJourneys final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        if (fromEnvironment("SKEP_LIVE_SOCKET").empty())
            QSKIP("SKEP_LIVE_SOCKET is not set: tests/process/tst_desktop.py starts this with a real swarm");
        startProgram(m_settings.path());
        qputenv("XDG_DATA_HOME", m_settings.path().toLocal8Bit());
        openWindow();
        QVERIFY2(within([this] { return web() && running("web") == 2; }), qPrintable(state()));
    }

    void cleanupTestCase() { m_window.reset(); }

    void scaling()
    {
        openService();
        auto* replicas = m_driver.find<QSpinBox>(QStringLiteral("replicas"));
        QVERIFY(replicas);
        QCOMPARE(replicas->value(), 2);
        replicas->setFocus();
        replicas->selectAll();
        QTest::keyClicks(replicas, QStringLiteral("5"));
        QTest::keyClick(replicas, Qt::Key_Return);

        QVERIFY(within([this] { return running("web") == 5; }));
        QVERIFY(lastOperationEnds(ui::Operation::Stage::Converged));
        shot("scaled");
    }

    void updatingAnImage()
    {
        openService();
        const std::string image = fromEnvironment("SKEP_LIVE_IMAGE");
        QVERIFY(useImage(image));
        QVERIFY(m_driver.says(QStringLiteral("Update: ")));
        shot("updating");
        QVERIFY(within([this] { return web()->updateStatus && web()->updateStatus->state == api::UpdateState::Completed; }));
        QVERIFY(within([&] {
            const auto tasks = seen().tasksOfService(web()->id);
            return std::count_if(tasks.begin(), tasks.end(), [&](const auto& task) {
                return task->status.state == api::TaskState::Running && task->spec.container && task->spec.container->image == image;
            }) == 5;
        }));
        QVERIFY(m_driver.says(QStringLiteral("Update: completed, 5 of 5 slots")));
    }

    void goingBackToTheFormerImage()
    {
        openService();
        QVERIFY(m_driver.click(QStringLiteral("service.rollback")));
        QVERIFY(m_driver.says(QStringLiteral("Image: ")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(within([this] { return web()->updateStatus && web()->updateStatus->state == api::UpdateState::RollbackCompleted; }));
        const std::string image = fromEnvironment("SKEP_LIVE_IMAGE");
        QVERIFY(web()->spec.task.container->image != image);
        QVERIFY(within([&] {
            const auto tasks = seen().tasksOfService(web()->id);
            return running("web") == 5 && std::none_of(tasks.begin(), tasks.end(), [&](const auto& task) {
                return task->status.state == api::TaskState::Running && task->spec.container->image == image;
            });
        }));
    }

    void creatingAServiceThatFitsNowhere()
    {
        QVERIFY(m_window->book().trigger(QStringLiteral("service.create")));
        QVERIFY(type(QStringLiteral("field.image"), QString::fromStdString(fromEnvironment("SKEP_LIVE_IMAGE"))));
        QVERIFY(type(QStringLiteral("field.name"), QStringLiteral("picky")));
        auto* sections = m_driver.find<QListWidget>(QStringLiteral("sections"));
        QVERIFY(sections);
        const auto placement = sections->findItems(QStringLiteral("Placement"), Qt::MatchExactly);
        QCOMPARE(placement.size(), 1);
        QTest::mouseClick(sections->viewport(), Qt::LeftButton, {}, sections->visualItemRect(placement.front()).center());
        QVERIFY(m_driver.click(QStringLiteral("field.constraints.add")));
        QVERIFY(type(QStringLiteral("field.constraints.0.0"), QStringLiteral("node.hostname")));
        QVERIFY(type(QStringLiteral("field.constraints.0.2"), QStringLiteral("nowhere")));
        QVERIFY(m_driver.says(QStringLiteral("matches 0 of ")));
        QVERIFY(m_driver.click(QStringLiteral("apply")));

        QVERIFY(within([this] { return picky() && seen().tasksOfService(picky()->id).size() == 1; }));
        QVERIFY(within([this] { return !seen().tasksOfService(picky()->id).front()->status.err.empty(); }));
    }

    void askingWhyATaskWaits()
    {
        const auto task = seen().tasksOfService(picky()->id).front();
        QCOMPARE(task->status.state, api::TaskState::Pending);
        QVERIFY(m_window->go(QStringLiteral("tasks"), {api::ObjectKind::Task, {task->id}}));

        auto* matrix = m_driver.find<QTreeWidget>(QStringLiteral("whyMatrix"));
        QVERIFY(matrix);
        const int nodes = int(seen().count<api::Node>());
        QTRY_COMPARE_WITH_TIMEOUT(matrix->topLevelItemCount(), 1 + nodes, PatienceMs);
        QCOMPARE(matrix->topLevelItem(0)->text(0), QStringLiteral("fits 0 of %1").arg(nodes));
        shot("why");
    }

    void removingAService()
    {
        QVERIFY(m_window->go(QStringLiteral("services"), {api::ObjectKind::Service, {picky()->id}}));
        QVERIFY(m_window->book().trigger(QStringLiteral("service.remove")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(within([this] { return !picky(); }));
        QVERIFY(web());
    }

    void rotatingAToken()
    {
        QVERIFY(m_window->book().trigger(QStringLiteral("token.copy.worker")));
        const auto copied = [] { return QGuiApplication::clipboard()->text(); };
        QVERIFY(within([&] { return copied().contains(QStringLiteral(" join --token SWMTKN-1-")); }));
        const QString before = copied();
        QVERIFY(m_window->go(QStringLiteral("swarm"), {}));
        QVERIFY(m_driver.click(QStringLiteral("token.rotate.worker")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));
        QVERIFY(m_driver.find<QWidget>(QStringLiteral("addNodeSheet")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(within([&] { return copied() != before && copied().contains(QStringLiteral(" join --token SWMTKN-1-")); }));
        // Of the same swarm, with another secret.
        const auto part = [](const QString& command, int number) { return command.section(QStringLiteral("SWMTKN-1-"), 1).section(u' ', 0, 0).section(u'-', number, number); };
        QCOMPARE(part(copied(), 0), part(before, 0));
        QVERIFY(part(copied(), 1) != part(before, 1));
        shot("rotated");
    }

    void drainingByHand()
    {
        QVERIFY(m_window->go(QStringLiteral("topology"), {}));
        topology::Canvas* canvas = m_driver.canvas();
        QVERIFY(canvas);
        const std::string node = busyNode();
        QVERIFY(!node.empty());
        WindowDriver::drag(*canvas, WindowDriver::middleOf(*canvas, node), WindowDriver::dockOf(*canvas));
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(within([&] { return seen().get<api::Node>(node)->spec.availability == api::Availability::Drain; }));
        QVERIFY(within([&] { return liveOn(node) == 0 && running("web") == 5; }));
        QVERIFY(lastOperationEnds(ui::Operation::Stage::Converged));
        QVERIFY(within([&] { return canvas->layout().tickets.size() == 1; }));
        shot("drained");

        WindowDriver::drag(*canvas, canvas->mapFromScene(canvas->layout().tickets.front().rect.center()), WindowDriver::middleOf(*canvas, node));
        QVERIFY(m_driver.click(QStringLiteral("verb")));
        QVERIFY(within([&] { return seen().get<api::Node>(node)->spec.availability == api::Availability::Active; }));
    }

    void drainingWithoutAGap()
    {
        QVERIFY(within([this] { return running("web") == 5; }));
        std::string node;
        std::set<std::string> there;
        for (const auto& task : seen().tasksOfService(web()->id)) {
            if (task->status.state != api::TaskState::Running)
                continue;
            if (node.empty())
                node = task->nodeId;
            if (task->nodeId == node)
                there.insert(task->id);
        }
        QVERIFY(!there.empty());
        QVERIFY(m_window->go(QStringLiteral("nodes"), {api::ObjectKind::Node, {node}}));
        QVERIFY(m_window->book().trigger(QStringLiteral("node.drain")));
        QVERIFY(m_driver.click(QStringLiteral("drainGapFree")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(within([&] { return seen().get<api::Node>(node)->spec.availability == api::Availability::Drain && liveOn(node) == 0; }));
        QVERIFY(lastOperationEnds(ui::Operation::Stage::Converged));
        QCOMPARE(*web()->spec.mode.replicated->replicas, std::uint64_t(5));
        QVERIFY(within([this] { return running("web") == 5; }));
        // Whenever a task ended there, five others ran: those that run now, and those that ended there later.
        const auto tasks = seen().tasksOfService(web()->id);
        int ended = 0;
        for (const auto& task : tasks) {
            if (!there.contains(task->id))
                continue;
            ++ended;
            const Timestamp end = task->status.timestamp;
            const auto ran = std::count_if(tasks.begin(), tasks.end(), [&](const auto& other) {
                return other->status.state == api::TaskState::Running ? other->status.timestamp <= end
                                                                      : there.contains(other->id) && other->status.timestamp > end;
            });
            QVERIFY2(ran >= 5, qPrintable(QStringLiteral("%1 of 5 ran when %2 ended").arg(ran).arg(ui::qstr(task->id))));
        }
        QCOMPARE(ended, int(there.size()));

        QVERIFY(m_window->book().trigger(QStringLiteral("node.activate")));
        QVERIFY(within([&] { return seen().get<api::Node>(node)->spec.availability == api::Availability::Active; }));
        QCOMPARE(liveOn(node), 0); // tasks do not come back by themselves
        m_emptied = node;
    }

    void bringingTasksBack()
    {
        openService();
        const ui::Action* action = ui::findAction(QStringLiteral("service.rebalance"));
        if (!m_window->cluster().capabilities().has("rebalance")) {
            QVERIFY(!ui::isOffered(*action, m_window->cluster()));
            return;
        }
        QVERIFY(m_window->book().trigger(action->id));
        QVERIFY(m_driver.says(QStringLiteral("would move")));
        shot("rebalance");
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(lastOperationEnds(ui::Operation::Stage::Converged));
        QVERIFY(within([this] { return liveOn(m_emptied) > 0 && running("web") == 5; }));
    }

    void anUpdateThatPausesItself()
    {
        const auto state = [this] { return web()->updateStatus ? web()->updateStatus->state : api::UpdateState::Unspecified; };
        const std::string image = web()->spec.task.container->image;
        QVERIFY(useImage("nowhere/to-be-found:1"));
        QVERIFY(within([&] { return state() == api::UpdateState::Paused; }));
        openService();
        shot("paused");
        if (m_window->cluster().capabilities().has("pause")) {
            QVERIFY(m_driver.click(QStringLiteral("steer.service.resume")));
            QVERIFY(within([&] { return state() == api::UpdateState::Updating; }));
        } else { // re-sending its specification does not make Docker's engine go on
            QVERIFY(!ui::isOffered(*ui::findAction(QStringLiteral("service.resume")), m_window->cluster()));
        }
        QVERIFY(useImage(image));
        QVERIFY(within([&] { return state() == api::UpdateState::Completed && running("web") == 5; }));
    }

    void changingARole()
    {
        QVERIFY(m_window->go(QStringLiteral("topology"), {}));
        topology::Canvas* canvas = m_driver.canvas();
        QVERIFY(canvas);
        // A worker up and down again; where there is none, a manager that follows down and up again.
        std::string worker, follower;
        for (const auto& node : seen().all<api::Node>()) {
            if (!ui::isManager(*node))
                worker = node->id;
            else if (!ui::isLeader(*node) && node->id != m_window->cluster().state().nodeId)
                follower = node->id;
        }
        const std::string node = worker.empty() ? follower : worker;
        QVERIFY(!node.empty());
        const auto manages = [&] {
            const auto now = seen().get<api::Node>(node);
            return now && now->managerStatus && now->managerStatus->reachability == api::Reachability::Reachable;
        };
        for (const bool up : {!worker.empty(), worker.empty()}) {
            WindowDriver::drag(*canvas, WindowDriver::middleOf(*canvas, node),
                WindowDriver::bandOf(*canvas, up ? topology::BandKind::Managers : topology::BandKind::Workers));
            QVERIFY(m_driver.says((up ? QStringLiteral("Promote %1: ") : QStringLiteral("Demote %1: ")).arg(ui::nodeName(*seen().get<api::Node>(node)))));
            QVERIFY(m_driver.click(QStringLiteral("verb")));
            QVERIFY(within([&] { return up ? manages() : !seen().get<api::Node>(node)->managerStatus; }));
            QVERIFY(lastOperationEnds(ui::Operation::Stage::Converged));
            QTRY_COMPARE_WITH_TIMEOUT(canvas->item(node)->node().manager, up, PatienceMs);
        }
    }

    void theLeaderMoves()
    {
        auto* leader = m_driver.find<QToolButton>(QStringLiteral("status.leader"));
        QVERIFY(leader);
        const QString before = leader->text();
        QVERIFY(before.endsWith(QStringLiteral(" leads")));
        const QString directory = QString::fromStdString(fromEnvironment("SKEP_LIVE_DIRECTORY"));
        QFile wish(directory + QStringLiteral("/kill-leader"));
        QVERIFY(wish.open(QIODevice::WriteOnly));
        wish.close();
        QVERIFY(within([&] { return QFile::exists(directory + QStringLiteral("/killed")); }));
        QElapsedTimer spent;
        spent.start();

        QVERIFY(within([&] { return leader->text() != before && leader->text().endsWith(QStringLiteral(" leads")); }));
        qInfo("another leader was shown after %lld ms", spent.elapsed());
        QVERIFY(m_window->findChildren<ui::Sheet*>().isEmpty());
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(within([this] { return m_window->settled() && m_window->cluster().state().standing == client::Standing::Manager; }));
        shot("another-leader");
    }

    void restartingATask()
    {
        QVERIFY(within([this] { return running("web") == 5; }));
        std::set<std::string> before;
        for (const auto& task : seen().tasksOfService(web()->id))
            before.insert(task->id);
        openService();
        QVERIFY(m_driver.click(QStringLiteral("service.restart")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));

        QVERIFY(within([&] {
            int fresh = 0;
            for (const auto& task : seen().tasksOfService(web()->id))
                fresh += task->status.state == api::TaskState::Running && !before.contains(task->id);
            return fresh == 5;
        }));
    }

    void whatWasBegunIsFollowedOnByTheNextWindow()
    {
        QVERIFY(within([this] {
            return running("web") == 5 && (!web()->updateStatus || web()->updateStatus->state != api::UpdateState::Updating);
        }));
        std::string node;
        for (const auto& one : seen().all<api::Node>()) // of two that are left one leads and the other one answers us
            if (one->status.state == api::NodeState::Ready && liveOn(one->id) > 0)
                node = one->id;
        QVERIFY(!node.empty());
        QVERIFY(m_window->go(QStringLiteral("nodes"), {api::ObjectKind::Node, {node}}));
        QVERIFY(m_window->book().trigger(QStringLiteral("node.drain")));
        QVERIFY(m_driver.click(QStringLiteral("drainGapFree")));
        QVERIFY(m_driver.click(QStringLiteral("verb")));
        const QString title = m_window->cluster().operations().all().front().title;
        QVERIFY(lastOperationEnds(ui::Operation::Stage::Accepted));
        openWindow(); // the other one is gone

        const auto again = [&]() -> const ui::Operation* {
            for (const auto& operation : m_window->cluster().operations().all())
                if (operation.title == title)
                    return &operation;
            return nullptr;
        };
        QVERIFY(within([&] { return again() != nullptr; }));
        const bool bySteps = !m_window->cluster().capabilities().has("drain");
        QCOMPARE(again()->waits, bySteps);
        if (bySteps) {
            QVERIFY(within([&] { return again()->progress == QStringLiteral("it was interrupted here and goes on when it is told to"); }));
            QCOMPARE(seen().get<api::Node>(node)->spec.availability, api::Availability::Pause);
            shot("interrupted");
            m_window->cluster().operations().goOn(again()->id);
        }
        QVERIFY(within([&] { return again()->stage == ui::Operation::Stage::Converged && liveOn(node) == 0; }));
        QCOMPARE(*web()->spec.mode.replicated->replicas, std::uint64_t(5));
        QVERIFY(m_window->go(QStringLiteral("nodes"), {api::ObjectKind::Node, {node}}));
        QVERIFY(m_window->book().trigger(QStringLiteral("node.activate")));
        QVERIFY(within([&] { return seen().get<api::Node>(node)->spec.availability == api::Availability::Active; }));
    }

    void nothingIsWaitedForButTheNodeThatWasInvited()
    {
        const auto left = [this] {
            QStringList titles;
            for (const auto& operation : m_window->cluster().operations().all())
                if (operation.stage == ui::Operation::Stage::Requested || operation.stage == ui::Operation::Stage::Accepted)
                    titles << operation.title;
            return titles;
        };
        const QStringList invited{QStringLiteral("Wait for the new worker")};
        QVERIFY2(within([&] { return left() == invited; }), qPrintable(left().join(u';')));
    }

private:
    void openWindow()
    {
        m_window.reset();
        m_window = std::make_unique<ui::MainWindow>(
            client::ClusterTarget{.name = "live", .endpoints = {http::Endpoint::unixSocket(fromEnvironment("SKEP_LIVE_SOCKET"))}});
        m_driver.drive(m_window.get());
        QVERIFY2(within([this] { return m_window->settled(); }), m_window->cluster().state().problem.c_str());
    }
    [[nodiscard]] const store::View& seen() { return m_driver.seen(); }
    [[nodiscard]] store::Ptr<api::Service> web()
    {
        const auto found = seen().byName<api::Service>("web");
        return found.empty() ? nullptr : found.front();
    }
    [[nodiscard]] store::Ptr<api::Service> picky()
    {
        const auto found = seen().byName<api::Service>("picky");
        return found.empty() ? nullptr : found.front();
    }
    // As somebody else would, with the API.
    [[nodiscard]] bool useImage(const std::string& image)
    {
        std::optional<Result<void>> answer;
        const auto update = [&]() -> async::Task<void> {
            const client::ClusterConnection::Edit edit = [&image](QJsonObject& spec) -> Result<void> {
                QJsonObject task = spec.value(u"TaskTemplate").toObject(), container = task.value(u"ContainerSpec").toObject();
                container.insert(QStringLiteral("Image"), QString::fromStdString(image));
                task.insert(QStringLiteral("ContainerSpec"), container);
                spec.insert(QStringLiteral("TaskTemplate"), task);
                return {};
            };
            auto written = co_await m_window->cluster().connection().editService(web()->id, edit);
            answer = std::move(written);
        };
        for (int attempt = 0; attempt < 5; ++attempt) { // while an update moves, its state may change in between
            answer.reset();
            const auto running = update();
            if (!within([&] { return answer.has_value(); }) || *answer || answer->error().code != ErrorCode::Aborted)
                break;
        }
        if (answer && !*answer)
            qWarning("%s", answer->error().message.c_str());
        return answer && *answer;
    }
    [[nodiscard]] bool type(const QString& field, const QString& words)
    {
        auto* edit = m_driver.find<QLineEdit>(field);
        if (!edit)
            return false;
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, words);
        return true;
    }
    // What is there, for a failure's message.
    [[nodiscard]] QString state()
    {
        QStringList all;
        for (const auto& task : seen().all<api::Task>())
            all << QStringLiteral("%1 %2 %3").arg(ui::qstr(api::taskShortName(*task)), ui::stateText(task->status.state), ui::qstr(task->status.err));
        return QStringLiteral("%1 nodes, %2 services; %3").arg(seen().count<api::Node>()).arg(seen().count<api::Service>()).arg(all.join(u';'));
    }
    [[nodiscard]] int running(const std::string&)
    {
        int count = 0;
        for (const auto& task : seen().tasksOfService(web()->id))
            count += task->status.state == api::TaskState::Running && task->desiredState == api::TaskState::Running;
        return count;
    }
    [[nodiscard]] int liveOn(const std::string& node)
    {
        int count = 0;
        for (const auto& task : seen().tasksOfNode(node))
            count += !isTerminal(task->status.state);
        return count;
    }
    // One with tasks, that neither leads nor answers us.
    [[nodiscard]] std::string busyNode()
    {
        std::string best;
        for (const auto& node : seen().all<api::Node>())
            if (!ui::isLeader(*node) && node->id != m_window->cluster().state().nodeId && liveOn(node->id) > 0)
                best = node->id;
        return best;
    }
    void openService()
    {
        QVERIFY(m_window->go(QStringLiteral("services"), {api::ObjectKind::Service, {web()->id}}));
    }
    [[nodiscard]] bool lastOperationEnds(ui::Operation::Stage stage)
    {
        return within([&] {
            const auto& all = m_window->cluster().operations().all();
            return !all.empty() && all.front().stage == stage;
        });
    }
    // For people to look at, where SKEP_LIVE_PICTURES says.
    void shot(const char* name)
    {
        if (const QByteArray to = qgetenv("SKEP_LIVE_PICTURES"); !to.isEmpty()) {
            QTest::qWait(200); // until everything is laid out
            m_window->grab().save(QString::fromLocal8Bit(to) + u'/' + QLatin1String(name) + QStringLiteral(".png"));
        }
    }

    QTemporaryDir m_settings;
    std::unique_ptr<ui::MainWindow> m_window;
    WindowDriver m_driver;
    std::string m_emptied; // the node that was drained
};

QTEST_MAIN(TestLiveJourneys)
#include "tst_livejourneys.moc"

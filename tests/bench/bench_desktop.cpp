#include "tests/support/fakemanager.h"
#include "tests/support/storedobjects.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/pages/tablepage.h"
#include "ui/preview/whatifview.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/topology/topologycanvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// How the desktop does on a large swarm: a manager in a process of its own that holds it, a window here. Prints figures beside the
// budgets of the design; exit status 1 when any is missed.
//   bench_desktop [NODES [TASKS]]
using namespace skep;
using namespace skep::test;

namespace {

constexpr int Services = 200;

// Notes how long each event kept the thread.
class TimedApplication final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth++ > 0) {
            const bool done = QApplication::notify(receiver, event);
            --m_depth;
            return done;
        }
        QElapsedTimer spent;
        spent.start();
        const QByteArray who = receiver->metaObject()->className();
        const int type = int(event->type());
        const bool done = QApplication::notify(receiver, event);
        --m_depth;
        if (const double ms = double(spent.nsecsElapsed()) / 1e6; ms > longest) {
            longest = ms;
            in = who + " event " + QByteArray::number(type);
        }
        return done;
    }
    void forget() { longest = 0; }

    double longest = 0; // ms
    QByteArray in;

private:
    int m_depth = 0;
};

int missed = 0;

void figure(const char* what, double value, const char* unit, double budget)
{
    const bool kept = value <= budget;
    missed += !kept;
    std::printf("%-52s %9.1f %-3s budget %6.0f %-3s %s\n", what, value, unit, budget, unit, kept ? "kept" : "MISSED");
    std::fflush(stdout);
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

double residentMb()
{
    std::ifstream file("/proc/self/statm");
    long pages = 0, resident = 0;
    file >> pages >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// Sleeps in the event loop between events, as a program that is used does: what waiting costs would count as the window's.
template <class Until>
bool waitFor(Until until, int ms = 120'000)
{
    QTimer alarm;
    alarm.setSingleShot(true);
    alarm.start(ms);
    while (!until()) {
        if (!alarm.isActive())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void rest(int ms)
{
    (void)waitFor([] { return false; }, ms);
}

// --- The manager -------------------------------------------------------------------------------------------------

void fill(store::Store& store, int nodes, int tasks)
{
    (void)commit(store, [&](store::Tx& tx) {
        for (int i = 0; i < nodes; ++i) {
            api::Node node = nodeOf("node" + std::to_string(i), (i < 5 ? "manager-" : "worker-") + std::to_string(i));
            node.status.state = api::NodeState::Ready;
            node.spec.availability = api::Availability::Active;
            node.spec.role = i < 5 ? api::NodeRole::Manager : api::NodeRole::Worker;
            node.spec.labels["zone"] = std::string(1, char('a' + i % 3));
            node.description.resources = {.nanoCpus = 32'000'000'000, .memoryBytes = std::int64_t(128) << 30};
            if (i < 5)
                node.managerStatus = api::ManagerStatus{.leader = i == 0, .reachability = api::Reachability::Reachable, .addr = "10.0.0.1:2377"};
            (void)tx.create(node);
        }
        for (int i = 0; i < Services; ++i) {
            api::Service service = serviceOf("service" + std::to_string(i), "app-" + std::to_string(i));
            service.spec.task.container = api::ContainerSpec{.image = "registry.example/app:1." + std::to_string(i)};
            service.spec.task.resources = api::ResourceRequirements{.reservations = api::Resources{.nanoCpus = 10'000'000, .memoryBytes = 64 << 20}};
            service.spec.mode.replicated = api::ReplicatedMode{.replicas = std::uint64_t(tasks / Services)};
            (void)tx.create(service);
        }
        for (int i = 0; i < tasks; ++i) {
            const int of = i % Services;
            // Every node runs tasks of many services.
            api::Task task = taskOf("task" + std::to_string(i), "service" + std::to_string(of), "node" + std::to_string((i * 7 + i / nodes) % nodes),
                std::uint64_t(i / Services + 1));
            task.serviceName = "app-" + std::to_string(of);
            task.spec = store::Tx(tx).get<api::Service>(task.serviceId)->spec.task;
            task.status.state = api::TaskState::Running;
            task.status.timestamp = systemNow();
            task.desiredState = api::TaskState::Running;
            (void)tx.create(task);
        }
    });
}

// 1,000 tasks start anew, as after a node was lost.
void burst(store::Store& store, int& round)
{
    ++round;
    (void)commit(store, [&](store::Tx& tx) {
        for (int i = 0; i < 1000; ++i) {
            api::Task task = *store.get<api::Task>("task" + std::to_string(i * 37 % int(store.count<api::Task>())));
            task.status.state = round % 2 ? api::TaskState::Starting : api::TaskState::Running;
            task.status.timestamp = systemNow();
            (void)tx.update(task);
        }
    });
}

int serve(const std::string& socket, int nodes, int tasks, int ready, int argc, char** argv)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    QCoreApplication application(argc, argv);
    FakeManager manager(socket);
    manager.nodeId = "node0";
    int round = 0;
    manager.answer = [&](const http::Request& request, const std::string&) -> std::optional<http::Response> {
        if (request.path != "/bench/burst")
            return std::nullopt;
        burst(manager.store, round);
        return http::Response{200, {}, "{}"};
    };
    fill(manager.store, nodes, tasks);
    if (write(ready, "!", 1) != 1)
        return 1;
    return application.exec();
}

// --- The window --------------------------------------------------------------------------------------------------

// Paints at once after each step and notes how long step and painting took.
template <class Step>
std::vector<double> frames(QWidget* painted, int count, Step step)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer spent;
        spent.start();
        step(i);
        painted->repaint();
        times.push_back(double(spent.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    return times;
}

void measureMap(ui::topology::Canvas& canvas)
{
    QWidget* viewport = canvas.viewport();
    canvas.fit();
    figure("frame, whole map, p95", percentile(frames(viewport, 60, [&](int) { canvas.viewport()->update(); }), 0.95), "ms", 16);
    figure("frame, zooming, p95", percentile(frames(viewport, 120, [&](int i) { canvas.zoomBy(i % 60 < 40 ? 1.08 : 0.85); }), 0.95), "ms", 16);
    canvas.fit();
    for (const double share : {60., 130., 190.}) {
        canvas.fit();
        canvas.zoomBy(share / (canvas.transform().m11() * ui::topology::CardWidth));
        auto* bar = canvas.verticalScrollBar();
        const auto times = frames(viewport, 120, [&](int i) { bar->setValue(bar->minimum() + (bar->maximum() - bar->minimum()) * (i % 60) / 60); });
        figure(("frame, panning, cards " + std::to_string(int(share)) + " px wide, p95").c_str(), percentile(times, 0.95), "ms", 16);
    }
    canvas.fit();
}

void measureBurst(TimedApplication& application, ui::MainWindow& window, const char* what)
{
    auto& cluster = window.cluster();
    std::size_t seen = 0;
    const auto handle = QObject::connect(&cluster, &ui::Cluster::changed, [&](const std::vector<store::Event>& events) { seen += events.size(); });
    application.forget();
    const auto post = [](std::shared_ptr<client::EngineClient> engine) -> async::Task<void> {
        [[maybe_unused]] const auto done = co_await engine->post("/bench/burst");
    };
    const auto running = post(*cluster.connection().engine());
    waitFor([&] { return seen >= 1000; }, 20'000);
    rest(300); // what follows by timers
    QObject::disconnect(handle);
    figure(what, application.longest, "ms", 50);
    std::printf("    longest in %s\n", application.in.constData());
}

void measureTable(TimedApplication& application, ui::MainWindow& window)
{
    QElapsedTimer spent;
    spent.start();
    application.forget();
    window.go(QStringLiteral("tasks"), {});
    auto* page = dynamic_cast<ui::TablePage*>(window.page());
    QTreeView* view = page->table().view();
    waitFor([&] { return view->model()->rowCount() > 0 && view->isVisible(); });
    view->viewport()->repaint();
    figure("tasks page, first time", double(spent.elapsed()), "ms", 1000);
    auto* bar = view->verticalScrollBar();
    figure("frame, list of tasks, scrolling, p95",
        percentile(frames(view->viewport(), 120, [&](int i) { bar->setValue(bar->maximum() / 130 * i); }), 0.95), "ms", 16);
    for (const auto& [line, what] : {std::pair{QStringLiteral("app-17"), "filter, plain words"}, {QStringLiteral("node:worker-77"), "filter, one field"}}) {
        spent.start();
        page->table().setFilter(line);
        view->viewport()->repaint();
        figure(what, double(spent.elapsed()), "ms", 120);
    }
    page->table().setFilter({});
}

} // namespace

int main(int argc, char** argv)
{
    const int nodes = argc > 1 ? std::atoi(argv[1]) : 1000, tasks = argc > 2 ? std::atoi(argv[2]) : 100'000;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir directory;
    qputenv("XDG_CACHE_HOME", directory.path().toUtf8()); // a history of an earlier run would be read and compared
    const std::string socket = directory.filePath(QStringLiteral("s.sock")).toStdString();
    int ready[2];
    if (pipe(ready) != 0)
        return 2;
    const pid_t server = fork();
    if (server == 0)
        _exit(serve(socket, nodes, tasks, ready[1], argc, argv));
    close(ready[1]);
    // The manager needs a while for its swarm; that is not the window's time.
    char byte = 0;
    if (read(ready[0], &byte, 1) != 1)
        return 2;
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});

    TimedApplication application(argc, argv);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, directory.path());
    ui::installTranslations(QLocale());
    ui::applyTheme(QStringLiteral("light"));
    std::printf("%d nodes, %d tasks\n", nodes, tasks);
    QElapsedTimer spent;
    spent.start();
    {
        ui::MainWindow window(client::ClusterTarget{.name = "bench", .endpoints = {http::Endpoint::unixSocket(socket)}});
        window.resize(1440, 900);
        window.show();
        window.repaint();
        figure("window painted", double(spent.elapsed()), "ms", 800);
        application.forget();
        const auto& store = window.cluster().store();
        if (!waitFor([&] { return int(store.count<api::Node>()) >= nodes; }) || !waitFor([&] { return int(store.count<api::Task>()) >= tasks && window.settled(); }))
            std::printf("the swarm does not arrive: %s\n", window.cluster().state().problem.c_str());
        figure("everything is there", double(spent.elapsed()), "ms", 5000);
        figure("longest event while it comes", application.longest, "ms", 50);
        std::printf("    longest in %s\n", application.in.constData());
        rest(1000);

        auto* canvas = window.findChild<ui::topology::Canvas*>();
        measureMap(*canvas);
        measureBurst(application, window, "longest event, 1,000 tasks change, map");
        measureTable(application, window);
        measureBurst(application, window, "longest event, 1,000 tasks change, list of tasks");
        window.go(QStringLiteral("services"), {});
        measureBurst(application, window, "longest event, 1,000 tasks change, services");

        spent.start();
        application.forget();
        ui::WhatIfView preview(nullptr);
        planning::Question question;
        question.changes.push_back({.kind = planning::ChangeKind::Drain, .node = "node77"});
        preview.ask(store, question);
        waitFor([&] { return preview.answered(); });
        figure("preview of a drain", double(spent.elapsed()), "ms", 300);
        figure("longest event meanwhile", application.longest, "ms", 50);

        window.go(QStringLiteral("topology"), {});
        rest(2000); // what follows by timers
        const double before = cpuSeconds();
        rest(5000);
        figure("processor while nothing happens", (cpuSeconds() - before) * 20, "%", 5);
        figure("memory", residentMb(), "MB", 450);
    }
    kill(server, SIGKILL);
    waitpid(server, nullptr, 0);
    return missed ? 1 : 0;
}

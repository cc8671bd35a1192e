#include "ui/desktop/desktop.h"

#include "ui/activity/alerts.h"
#include "ui/activity/desktopnotification.h"
#include "ui/connect/connectwindow.h"
#include "ui/connect/recents.h"
#include "ui/desktop/screenshot.h"
#include "ui/fleet/fleetwindow.h"
#include "ui/text/text.h"
#include "ui/text/translations.h"

#include <QApplication>
#include <QSettings>

namespace skep::ui {

using namespace std::chrono_literals;

Desktop::Desktop(Options options)
    : m_options(std::move(options))
    , m_notifier(std::make_unique<DesktopNotifier>())
    , m_alerts(std::make_unique<DesktopAlerts>([this](const QString& title, const QString& text, std::function<void()> clicked) {
        m_notifier->show(title, text, std::move(clicked));
    }))
{
    connect(m_alerts.get(), &DesktopAlerts::followed, this, [](QWidget* window, const QString& page, const Selection& selection) {
        bringForward(window);
        if (auto* of = qobject_cast<MainWindow*>(window); of && !page.isEmpty())
            of->go(page, selection);
    });
    connect(m_alerts.get(), &DesktopAlerts::reopened, this, [this](const client::ClusterTarget& target, const QString& page, const Selection& selection) {
        MainWindow* window = open(target);
        if (!page.isEmpty())
            window->go(page, selection);
    });
}

Desktop::~Desktop()
{
    for (const auto& window : m_windows)
        delete window;
    delete m_connect;
    delete m_fleet;
}

Result<void> Desktop::start()
{
    std::vector<client::ClusterTarget> targets;
    QStringList hosts = m_options.hosts;
    const bool fleet = m_options.page == u"fleet";
    if (hosts.isEmpty() && m_options.page != u"connect" && !fleet)
        hosts << QString();
    for (const QString& host : hosts) {
        SKEP_TRY(target, targetFor(host));
        // Without a word about where, and nothing here to talk to: ask.
        if (!host.isEmpty() || m_options.screenshot.isEmpty() == false || answers(target))
            targets.push_back(std::move(target));
    }
    if (fleet) {
        m_watched = std::exchange(targets, {});
        showFleet();
    } else if (targets.empty()) {
        showConnect();
    }
    for (const auto& target : targets) {
        auto* window = open(target);
        if (!m_options.page.isEmpty() && !window->go(m_options.page)) {
            QStringList known;
            for (const PageEntry& page : pages())
                known << page.id;
            return fail(ErrorCode::InvalidArgument,
                QStringLiteral("--page %1: there is no such page; there are %2, connect and fleet").arg(m_options.page, known.join(QStringLiteral(", "))).toStdString());
        }
    }
    if (!m_options.screenshot.isEmpty())
        shoot();
    return {};
}

MainWindow* Desktop::open(const client::ClusterTarget& target)
{
    auto* window = new MainWindow(target);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &MainWindow::connectAsked, this, &Desktop::showConnect);
    connect(window, &MainWindow::fleetAsked, this, &Desktop::showFleet);
    connect(window, &MainWindow::duplicateAsked, this, &Desktop::open);
    // Not from within the window that asks for its own end.
    connect(window, &MainWindow::languageAsked, this, &Desktop::retranslate, Qt::QueuedConnection);
    m_alerts->watch(window->cluster(), *window);
    place(window);
    m_windows.emplace_back(window);
    if (m_fleet)
        m_fleet->watch(target);
    window->show();
    return window;
}

ConnectWindow* Desktop::showConnect()
{
    if (!m_connect) {
        m_connect = new ConnectWindow;
        m_connect->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_connect, &ConnectWindow::chosen, this, [this](const client::ClusterTarget& target) {
            open(target);
            m_connect->close();
        });
        connect(m_connect, &ConnectWindow::begun, this, [this](const client::ClusterTarget& target, const QString& action) {
            open(target)->triggerWhenReady(action);
            m_connect->close();
        });
        place(m_connect);
    }
    bringForward(m_connect);
    return m_connect;
}

FleetWindow* Desktop::showFleet()
{
    if (!m_fleet) {
        auto clusters = m_watched;
        for (const auto& window : m_windows)
            if (window)
                clusters.push_back(window->cluster().connection().target());
        m_fleet = new FleetWindow(std::move(clusters));
        m_fleet->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_fleet, &FleetWindow::addAsked, this, &Desktop::showConnect);
        connect(m_fleet, &FleetWindow::openAsked, this, [this](const client::ClusterTarget& target) {
            for (const auto& window : m_windows)
                if (window && addressOf(window->cluster().connection().target()) == addressOf(target))
                    return bringForward(window);
            open(target);
        });
        place(m_fleet);
    }
    bringForward(m_fleet);
    return m_fleet;
}

void Desktop::bringForward(QWidget* window)
{
    window->show();
    window->raise();
    window->activateWindow();
}

void Desktop::retranslate()
{
    struct Open {
        client::ClusterTarget target;
        QString page;
        QByteArray geometry;
    };
    std::vector<Open> open;
    QApplication::setQuitOnLastWindowClosed(false); // they come back
    for (const auto& window : std::exchange(m_windows, {}))
        if (window) {
            open.push_back({window->cluster().connection().target(), window->pageId(), window->saveGeometry()});
            delete window;
        }
    const bool connecting = m_connect, watching = m_fleet;
    delete m_connect;
    delete m_fleet;
    const QLocale locale = localeOf(QSettings().value(QStringLiteral("language")).toString());
    QLocale::setDefault(locale);
    installTranslations(locale);
    for (const auto& one : open) {
        MainWindow* window = this->open(one.target);
        window->restoreGeometry(one.geometry);
        window->go(one.page);
    }
    if (connecting)
        showConnect();
    if (watching)
        showFleet();
    QApplication::setQuitOnLastWindowClosed(true);
}

void Desktop::place(QWidget* window)
{
    if (m_options.windowSize.isValid() && !m_options.windowSize.isEmpty())
        window->resize(m_options.windowSize);
}

void Desktop::shoot()
{
    QWidget* window = m_connect;
    std::function<bool()> settled = [] { return true; };
    std::function<QString()> reason = [] { return QString(); };
    if (m_fleet) {
        window = m_fleet;
        settled = [this] { return m_fleet->settled(); };
        reason = [] { return QStringLiteral("a cluster has not answered yet"); };
    } else if (!m_windows.empty()) {
        MainWindow* first = m_windows.front();
        window = first;
        settled = [first] { return first->settled(); };
        reason = [first] {
            const auto& state = first->cluster().state();
            return state.problem.empty() ? QStringLiteral("the page is still waiting for its data") : qstr(state.problem);
        };
    }
    auto* shot = new Screenshot(window, m_options.screenshot, settled, reason, 30s);
    connect(shot, &Screenshot::done, this, &Desktop::finished);
}

} // namespace skep::ui

#include "ui/desktop/desktop.h"

#include "ui/connect/connectwindow.h"
#include "ui/connect/recents.h"
#include "ui/desktop/screenshot.h"
#include "ui/text/text.h"
#include "ui/text/translations.h"

#include <QApplication>
#include <QSettings>

namespace skep::ui {

using namespace std::chrono_literals;

Desktop::Desktop(Options options) : m_options(std::move(options)) {}

Desktop::~Desktop()
{
    for (const auto& window : m_windows)
        delete window;
    delete m_connect;
}

Result<void> Desktop::start()
{
    std::vector<client::ClusterTarget> targets;
    QStringList hosts = m_options.hosts;
    if (hosts.isEmpty() && m_options.page != u"connect")
        hosts << QString();
    for (const QString& host : hosts) {
        SKEP_TRY(target, targetFor(host));
        // Without a word about where, and nothing here to talk to: ask.
        if (!host.isEmpty() || m_options.screenshot.isEmpty() == false || answers(target))
            targets.push_back(std::move(target));
    }
    if (targets.empty())
        showConnect();
    for (const auto& target : targets) {
        auto* window = open(target);
        if (!m_options.page.isEmpty() && !window->go(m_options.page)) {
            QStringList known;
            for (const PageEntry& page : pages())
                known << page.id;
            return fail(ErrorCode::InvalidArgument,
                QStringLiteral("--page %1: there is no such page; there are %2 and connect").arg(m_options.page, known.join(QStringLiteral(", "))).toStdString());
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
    connect(window, &MainWindow::duplicateAsked, this, &Desktop::open);
    // Not from within the window that asks for its own end.
    connect(window, &MainWindow::languageAsked, this, &Desktop::retranslate, Qt::QueuedConnection);
    place(window);
    m_windows.emplace_back(window);
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
    m_connect->show();
    m_connect->raise();
    m_connect->activateWindow();
    return m_connect;
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
    const bool connecting = m_connect;
    delete m_connect;
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
    if (!m_windows.empty()) {
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

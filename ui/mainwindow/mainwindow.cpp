#include "ui/mainwindow/mainwindow.h"

#include "ui/activity/activitydock.h"
#include "ui/activity/keptoperations.h"
#include "ui/activity/notices.h"
#include "ui/guard/clusterstrip.h"
#include "ui/mainwindow/actionbook.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/palette/palette.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/alertframe.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/clusterstatusbar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/toasts.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

namespace skep::ui {
namespace {

constexpr int TitleLetters = 40; // of a cluster that is known by its address alone

} // namespace

WindowCommands* WindowCommands::of(QWidget* widget)
{
    return widget ? dynamic_cast<WindowCommands*>(widget->window()) : nullptr;
}

MainWindow::MainWindow(client::ClusterTarget target) : m_cluster(std::make_unique<Cluster>(std::move(target)))
{
    setWindowIcon(QIcon(QStringLiteral(":/skep.svg")));
    m_book = new ActionBook(*m_cluster, this, [this](const QString& page, const Selection& selection) { go(page, selection); });
    m_book->fill(menuBar());
    buildToolbar();

    auto* middle = m_frame = new AlertFrame(this);
    auto* rows = new QVBoxLayout(middle);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_strip = new ClusterStrip(middle);
    rows->addWidget(m_strip);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    rows->addLayout(columns, 1);
    m_sidebar = new Sidebar(*m_cluster, middle);
    columns->addWidget(m_sidebar);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_banner = new Banner(middle);
    m_stack = new QStackedWidget(middle);
    right->addWidget(m_banner);
    right->addWidget(m_stack, 1);
    columns->addLayout(right, 1);
    setCentralWidget(middle);

    auto* status = new ClusterStatusBar(*m_cluster, this);
    setStatusBar(status);
    auto* toasts = new Toasts(*m_cluster, middle, this);
    // Once the page is laid out.
    connect(m_stack, &QStackedWidget::currentChanged, toasts, &Toasts::place, Qt::QueuedConnection);
    connect(status, &ClusterStatusBar::goTo, this, qOverload<const QString&>(&MainWindow::go));
    connect(status, &ClusterStatusBar::asked, this, &MainWindow::follow);
    connect(m_sidebar, &Sidebar::chosen, this, qOverload<const QString&>(&MainWindow::go));
    connect(m_banner, &Banner::asked, this, &MainWindow::follow);
    connect(m_cluster.get(), &Cluster::stateChanged, this, &MainWindow::refreshState);
    connect(m_cluster.get(), &Cluster::momentChanged, this, [this] {
        m_missing.clear();
        refreshState();
    });
    connect(m_cluster.get(), &Cluster::momentMissing, this, [this](const QString& why) {
        m_missing = why;
        refreshState();
    });
    for (const bool forwards : {true, false}) { // F6: sidebar, page, and back
        auto* key = new QShortcut(forwards ? QKeySequence(Qt::Key_F6) : QKeySequence(Qt::SHIFT | Qt::Key_F6), this);
        connect(key, &QShortcut::activated, this, [this] {
            if (m_sidebar->hasFocus() && page())
                page()->setFocus();
            else
                m_sidebar->setFocus();
        });
    }
    m_activity = new ActivityDock(*m_cluster, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_activity);
    connect(m_activity, &ActivityDock::goTo, this, qOverload<const QString&, const Selection&>(&MainWindow::go));
    new KeptOperations(*m_cluster, m_activity); // when all that tells of operations is there
    resize(1280, 800);
    resizeDocks({m_activity}, {150}, Qt::Vertical);
    m_activity->hide(); // it is empty; what runs stands in the status bar, which opens it
    restoreState(QSettings().value(QStringLiteral("window/state")).toByteArray());
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    m_sidebar->setNarrow(QSettings().value(QStringLiteral("window/narrow")).toBool());
    refreshState();
    go(pages().front().id);
    m_sidebar->setFocus(); // not the first thing of the toolbar
}

MainWindow::~MainWindow()
{
    // Pages look at the cluster until they are gone.
    delete takeCentralWidget();
    delete m_activity;
    delete m_bell;
    delete findChild<Toasts*>();
    setStatusBar(nullptr);
}

void MainWindow::buildToolbar()
{
    auto* bar = addToolBar(tr("Toolbar"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->addAction(m_book->find(QStringLiteral("view.back")));
    bar->addAction(m_book->find(QStringLiteral("view.forward")));
    bar->addAction(m_book->find(QStringLiteral("view.refresh")));
    m_title = new QLabel(bar);
    m_title->setObjectName(QStringLiteral("clusterName"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setContentsMargins(8, 0, 8, 0);
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    bar->addWidget(m_title);
    auto* gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    auto* search = new QToolButton(bar);
    search->setDefaultAction(m_book->find(QStringLiteral("view.palette")));
    search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addWidget(search);
    m_bell = new Bell(*m_cluster, bar);
    bar->addWidget(m_bell);
    connect(m_bell, &Bell::goTo, this, qOverload<const QString&, const Selection&>(&MainWindow::go));
}

bool MainWindow::go(const QString& page)
{
    return go(page, m_cluster->selection());
}

bool MainWindow::go(const QString& id, const Selection& selection)
{
    const Place place{id, selection};
    if (!m_history.empty() && m_history[m_at] == place)
        return true;
    const auto& all = pages();
    if (std::none_of(all.begin(), all.end(), [&id](const PageEntry& entry) { return entry.id == id; }))
        return false;
    if (!m_history.empty())
        m_history.resize(m_at + 1);
    m_history.push_back(place);
    m_at = m_history.size() - 1;
    visit(place);
    return true;
}

void MainWindow::visit(const Place& place)
{
    Page*& page = m_pages[place.page];
    if (!page) {
        const auto& all = pages();
        const auto entry = std::find_if(all.begin(), all.end(), [&place](const PageEntry& one) { return one.id == place.page; });
        page = entry->make(*m_cluster, m_stack);
        page->setObjectName(QStringLiteral("page.") + place.page);
        page->setAccessibleName(entry->title);
        connect(page, &Page::goTo, this, qOverload<const QString&, const Selection&>(&MainWindow::go));
        connect(page, &Page::trigger, this, [this](const QString& action) { m_book->trigger(action); });
        m_stack->addWidget(page);
    }
    m_pageId = place.page;
    m_cluster->select(place.selection);
    const bool inside = m_stack->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(page);
    if (inside)
        page->setFocus(); // not its first button
    m_sidebar->setCurrentPage(place.page);
}

Page* MainWindow::page() const
{
    return qobject_cast<Page*>(m_stack->currentWidget());
}

bool MainWindow::settled() const
{
    const auto& state = m_cluster->state();
    return (state.liveness == client::Liveness::Live || state.liveness == client::Liveness::Slow) && state.synced && page() && page()->settled();
}

void MainWindow::goBack()
{
    if (m_at > 0)
        visit(m_history[--m_at]);
}

void MainWindow::goForward()
{
    if (m_at + 1 < m_history.size())
        visit(m_history[++m_at]);
}

void MainWindow::toggleSidebar()
{
    m_sidebar->setNarrow(!m_sidebar->narrow());
    QSettings().setValue(QStringLiteral("window/narrow"), m_sidebar->narrow());
}

// Of the page that is shown, or of the map where it knows no such thing.
void MainWindow::askMap(bool (Page::*command)())
{
    if (!(page()->*command)() && go(QStringLiteral("topology")))
        (page()->*command)();
}

void MainWindow::toggleActivity()
{
    m_activity->setVisible(!m_activity->isVisible());
}

void MainWindow::focusFilter()
{
    if (page())
        page()->focusFilter();
}

void MainWindow::exportTable()
{
    if (page() && !page()->exportTable())
        statusBar()->showMessage(tr("There is no list on this page"), 4000);
}

void MainWindow::showPalette()
{
    CommandPalette::open(*m_cluster, *m_book, this, [this](const QString& to, const Selection& selection) { go(to, selection); });
}

void MainWindow::refreshState()
{
    const auto& state = m_cluster->state();
    const QString asOf = state.asOf.isZero() ? QString()
                                             : QLocale().toString(QDateTime::fromMSecsSinceEpoch(state.asOf.ns / 1'000'000).time(), QLocale::LongFormat);
    m_frame->setAlert(state.standing == client::Standing::NoQuorum);
    auto guidance = guidanceFor(state, m_cluster->live(), asOf);
    if (const auto at = m_cluster->viewing(); at && !guidance)
        guidance = Guidance{Guidance::Severity::Warning, tr("Viewing %1 as it was recorded. Nothing can be changed there.").arg(momentText(*at)),
            {{tr("Back to LIVE"), QStringLiteral("view.live")}}};
    else if (!m_missing.isEmpty() && !guidance)
        guidance = Guidance{Guidance::Severity::Info, m_missing, {}};
    m_banner->say(guidance);
    const QString tag = tagOf(m_cluster->guard());
    const QString title = m_cluster->name() + (tag.isEmpty() ? QString() : QStringLiteral(" — ") + tag);
    m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideMiddle, m_title->fontMetrics().averageCharWidth() * TitleLetters));
    m_title->setToolTip(title);
    setWindowTitle(QStringLiteral("Skep — ") + title);
    m_strip->setColour(m_cluster->guard().colour);
    tryPending();
}

void MainWindow::triggerWhenReady(const QString& actionId)
{
    m_pending = actionId;
    tryPending();
}

void MainWindow::tryPending()
{
    const auto standing = m_cluster->state().standing;
    if (m_pending.isEmpty() || standing == client::Standing::Unknown)
        return;
    if (m_book->trigger(m_pending) || standing == client::Standing::Manager)
        m_pending.clear();
}

// A button of the banner.
void MainWindow::follow(const QString& offered)
{
    if (offered.startsWith(u"page:")) {
        go(offered.mid(5));
    } else if (offered.startsWith(u"use:")) {
        // With the credentials and the port of the endpoint in use.
        if (const auto endpoint = m_cluster->connection().endpointOf(offered.mid(4).toStdString()))
            m_cluster->connection().use(*endpoint);
        else // a socket leads to no other host: how to get there has to be said
            showConnect();
    } else {
        m_book->trigger(offered);
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (const QStringList left = m_cluster->operations().halfDone(); !left.isEmpty() && !m_closesAnyway) {
        event->ignore();
        ask(nullptr, this,
            {.title = tr("Close the window?"),
                .text = tr("This takes more than one step and goes on only while the window is open: %1. Closed now, it stays half done until the window is opened again and it is told to go on there. Activity can stop it and take it back.")
                            .arg(left.join(QStringLiteral(", "))),
                .verb = tr("Close Anyway"),
                .role = ButtonRole::Danger},
            [this] {
                m_closesAnyway = true;
                close();
            });
        return;
    }
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    QSettings().setValue(QStringLiteral("window/state"), saveState());
    QMainWindow::closeEvent(event);
}

} // namespace skep::ui

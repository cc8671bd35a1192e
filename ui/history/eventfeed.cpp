#include "ui/history/eventfeed.h"

#include "ui/text/text.h"
#include "ui/theme/style.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeView>

namespace skep::ui {

using namespace std::chrono_literals;

QString pageOf(api::ObjectKind kind)
{
    switch (kind) {
    case api::ObjectKind::Node:
        return QStringLiteral("nodes");
    case api::ObjectKind::Service:
        return QStringLiteral("services");
    case api::ObjectKind::Network:
        return QStringLiteral("networks");
    case api::ObjectKind::Task:
        return QStringLiteral("tasks");
    case api::ObjectKind::Secret:
        return QStringLiteral("secrets");
    case api::ObjectKind::Config:
        return QStringLiteral("configs");
    case api::ObjectKind::Cluster:
        break;
    }
    return {};
}

EventFeed::EventFeed(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
    , m_model(new EventModel(this))
{
    auto* stack = new QStackedLayout(this);
    stack->setStackingMode(QStackedLayout::StackAll);
    m_view = new QTreeView(this);
    m_view->setObjectName(QStringLiteral("eventList"));
    m_view->setAccessibleName(tr("Events"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    setRowInset(m_view, PageRowInset);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->resizeSection(EventModel::Time, 150);
    m_view->header()->resizeSection(EventModel::Kind, 90);
    m_view->header()->resizeSection(EventModel::Name, 200);
    m_view->installEventFilter(this);
    m_empty = new QLabel(this);
    m_empty->setObjectName(QStringLiteral("eventsEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    stack->addWidget(m_empty);
    stack->addWidget(m_view);
    stack->setCurrentWidget(m_empty);
    setFocusProxy(m_view);
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const Recorded row = m_model->row(index.row());
        Q_EMIT opened(row);
    });
    connect(&cluster.history(), &History::recorded, this, &EventFeed::more);
    connect(&cluster.history(), &History::extentChanged, this, &EventFeed::more);
    m_later.setSingleShot(true);
    m_later.setInterval(150ms); // typing
    connect(&m_later, &QTimer::timeout, this, &EventFeed::restart);
}

void EventFeed::setQuery(HistoryFile::Query query)
{
    m_query = std::move(query);
    m_stale = true;
    m_later.start();
}

void EventFeed::restart()
{
    if (!isVisible())
        return;
    m_stale = false;
    HistoryFile::Query query = m_query;
    query.after = 0;
    query.limit = 2000;
    m_cluster.history().events(query, this, [this, mine = ++m_generation](const std::vector<Recorded>& rows) {
        if (mine != m_generation)
            return;
        m_answered = true;
        m_model->restart(rows);
        m_empty->setText(!rows.empty() ? QString()
                : m_query.text.isEmpty() && m_query.name.isEmpty() && !m_query.kind
                ? tr("Nothing has happened since Skep began to look. What changes in the cluster shows up here.")
                : tr("Nothing recorded matches."));
        Q_EMIT counted();
    });
}

void EventFeed::more()
{
    if (!isVisible()) {
        m_stale = true;
        return;
    }
    if (m_stale || m_model->rowCount() == 0)
        return restart();
    HistoryFile::Query query = m_query;
    query.after = m_model->newest();
    m_cluster.history().events(query, this, [this, mine = m_generation](const std::vector<Recorded>& rows) {
        // Two questions may have been on their way for the same rows.
        if (mine != m_generation || rows.empty() || rows.back().id <= m_model->newest())
            return;
        m_model->prepend(rows);
        Q_EMIT counted();
    });
}

void EventFeed::copy() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const QModelIndex& index : rows) {
        QStringList cells;
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells << m_model->text(index.row(), column);
        text += cells.join(u'\t') + u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
}

void EventFeed::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        restart();
}

bool EventFeed::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace skep::ui

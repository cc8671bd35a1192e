#include "ui/activity/activitydock.h"

#include "ui/actions/action.h"
#include "ui/activity/undoing.h"
#include "ui/history/eventfeed.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

using Stage = Operation::Stage;

bool runs(const Operation& operation)
{
    return operation.stage == Stage::Requested || operation.stage == Stage::Accepted;
}

QString stageText(const Operation& operation)
{
    if (operation.stage == Stage::Failed)
        return operation.error;
    QString text;
    switch (operation.stage) {
    case Stage::Requested:
        text = OperationList::tr("sent");
        break;
    case Stage::Accepted:
        text = OperationList::tr("accepted");
        break;
    case Stage::Converged:
        text = OperationList::tr("done");
        break;
    case Stage::Cancelled:
        text = OperationList::tr("no longer waited for; what was accepted stays");
        break;
    case Stage::Failed:
        break;
    }
    return operation.progress.isEmpty() ? text
                                        : OperationList::tr("%1, %2", "stage, progress").arg(text, operation.progress);
}

} // namespace

class OperationList::Row final : public QWidget
{
public:
    Row(Cluster& cluster, int id, QWidget* parent)
        : QWidget(parent)
        , m_cluster(cluster)
    {
        setObjectName(QStringLiteral("operation.%1").arg(id));
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(12, 3, 8, 3);
        row->setSpacing(10);
        m_mark = new QLabel(this);
        m_title = new QLabel(this);
        m_title->setTextFormat(Qt::PlainText);
        m_progress = new QProgressBar(this);
        m_progress->setTextVisible(false);
        m_progress->setFixedSize(160, 6);
        m_detail = new QLabel(this);
        m_detail->setObjectName(QStringLiteral("detail"));
        m_detail->setTextFormat(Qt::PlainText);
        m_detail->setForegroundRole(QPalette::PlaceholderText);
        m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_stop = new QPushButton(OperationList::tr("Stop Waiting"), this);
        m_stop->setObjectName(QStringLiteral("stop"));
        m_goOn = new QPushButton(OperationList::tr("Go On"), this);
        m_goOn->setObjectName(QStringLiteral("goOn"));
        m_undo = new QPushButton(icon(QStringLiteral("undo")), {}, this);
        m_undo->setObjectName(QStringLiteral("undo"));
        for (QWidget* widget :
            {static_cast<QWidget*>(m_mark), static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_progress)})
            row->addWidget(widget);
        row->addWidget(m_detail, 1);
        row->addWidget(m_goOn);
        row->addWidget(m_stop);
        row->addWidget(m_undo);
        QObject::connect(m_goOn, &QPushButton::clicked, this, [&cluster, id] { cluster.operations().goOn(id); });
        QObject::connect(m_stop, &QPushButton::clicked, this, [&cluster, id] { cluster.operations().cancel(id); });
        QObject::connect(m_undo, &QPushButton::clicked, this, [this, &cluster, id] { undoOperation(cluster, window(), id); });
    }

    void take(const Operation& operation, bool mayUndo, const QString& whyNot)
    {
        const bool failed = operation.stage == Stage::Failed;
        m_mark->setPixmap(icon(failed ? QStringLiteral("error")
                : runs(operation)     ? QStringLiteral("clock")
                                      : QStringLiteral("check"))
                              .pixmap(16));
        m_title->setText(operation.title);
        m_detail->setText(stageText(operation));
        m_detail->setToolTip(stageText(operation));
        m_progress->setVisible(runs(operation) && operation.total > 0);
        m_progress->setRange(0, std::max(1, operation.total));
        m_progress->setValue(operation.done);
        m_stop->setVisible(operation.stage == Stage::Accepted);
        m_goOn->setVisible(operation.waits);
        m_goOn->setText(verbUnder(m_cluster.guard(), OperationList::tr("Go On")));
        m_undo->setVisible((!runs(operation) || operation.waits) && !operation.undoText.isEmpty());
        m_undo->setText(undoButtonText(m_cluster, operation));
        m_goOn->setEnabled(mayUndo);
        m_goOn->setToolTip(whyNot);
        m_undo->setEnabled(mayUndo);
        m_undo->setToolTip(whyNot.isEmpty() ? operation.contested : whyNot);
        setAccessibleName(operation.title + QStringLiteral(": ") + stageText(operation));
    }

private:
    Cluster& m_cluster;
    QLabel *m_mark, *m_title, *m_detail;
    QProgressBar* m_progress;
    QPushButton *m_goOn, *m_stop, *m_undo;
};

OperationList::OperationList(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("operations"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(0);
    m_empty = new QLabel(tr("Nothing was asked for in this window yet. What you do shows up here, with how far it is "
                            "and how to take it back."),
        this);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_empty);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(0);
    layout->addLayout(m_rows);
    layout->addStretch(1);
    connect(&cluster.operations(), &Operations::changed, this, &OperationList::follow);
    const auto all = [this] {
        for (const auto& operation : m_cluster.operations().all())
            follow(operation.id);
    };
    connect(&cluster, &Cluster::stateChanged, this, all);
    connect(&cluster, &Cluster::momentChanged, this, all);
    all();
}

void OperationList::follow(int id)
{
    const auto& all = m_cluster.operations().all();
    const auto operation = std::find_if(all.begin(), all.end(), [id](const Operation& one) { return one.id == id; });
    if (operation == all.end())
        return;
    Row*& row = m_byId[id];
    if (!row) {
        row = new Row(m_cluster, id, this);
        m_rows->insertWidget(0, row);
        m_empty->hide();
    }
    const QString whyNot = changeRefusal(m_cluster).value_or(QString());
    row->take(*operation, whyNot.isEmpty(), whyNot);
    Q_EMIT changed();
}

ActivityDock::ActivityDock(Cluster& cluster, QWidget* window)
    : QDockWidget(tr("Activity"), window)
{
    setObjectName(QStringLiteral("activity"));
    setAccessibleName(tr("Activity"));
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    setFeatures(DockWidgetClosable | DockWidgetMovable);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("activityTabs"));
    m_tabs->setAccessibleName(tr("Activity"));
    m_tabs->setDocumentMode(true);
    auto* scroll = new QScrollArea(m_tabs);
    scroll->setAccessibleName(tr("Operations"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    m_operations = new OperationList(cluster, scroll);
    scroll->setWidget(m_operations);
    m_feed = new EventFeed(cluster, m_tabs);
    m_feed->setObjectName(QStringLiteral("activityEvents"));
    m_tabs->addTab(scroll, tr("Operations"));
    m_tabs->addTab(m_feed, tr("Events"));
    m_tabs->setCurrentIndex(QSettings().value(QStringLiteral("activity/tab")).toInt());
    setWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this,
        [](int index) { QSettings().setValue(QStringLiteral("activity/tab"), index); });
    connect(m_operations, &OperationList::changed, this, [this, &cluster] {
        const int running = cluster.operations().running();
        m_tabs->setTabText(0, running ? tr("Operations %1").arg(running) : tr("Operations"));
    });
    connect(m_feed, &EventFeed::opened, this, [this](const Recorded& event) {
        if (const QString page = event.gap() ? QString() : pageOf(event.told.kind); !page.isEmpty())
            Q_EMIT goTo(page, Selection{.kind = event.told.kind, .ids = {event.told.id}});
    });
}

} // namespace skep::ui

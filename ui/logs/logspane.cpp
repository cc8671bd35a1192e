#include "ui/logs/logspane.h"

#include "ui/logs/logview.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/savefile.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

QLabel* note(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setContentsMargins(12, 4, 12, 4);
    label->hide();
    return label;
}

void band(QLabel* label, const QColor& back, const QColor& text)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::Window, back);
    palette.setColor(QPalette::WindowText, text);
    label->setPalette(palette);
    label->setAutoFillBackground(true);
}

struct Past
{
    int tail;
    Nanoseconds since;
};
constexpr Past Pasts[] = {{100, {}}, {1000, {}}, {10'000, {}}, {-1, 15min}, {-1, 1h}, {-1, 24h}, {-1, {}}};

QIcon laneIcon(LogLane::State state)
{
    switch (state) {
    case LogLane::State::Waiting:
        return taskIcon(api::TaskState::Pending);
    case LogLane::State::Live:
        return taskIcon(api::TaskState::Running);
    case LogLane::State::Ended:
        return taskIcon(api::TaskState::Shutdown);
    case LogLane::State::Unreachable:
        return taskIcon(api::TaskState::Orphaned);
    }
    return {};
}

} // namespace

LogsPane::LogsPane(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
    , m_session(new LogSession(cluster, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_lanes = new QListWidget(splitter);
    m_lanes->setObjectName(QStringLiteral("logLanes"));
    m_lanes->setAccessibleName(tr("Replicas"));
    m_lanes->setFrameShape(QFrame::NoFrame);
    m_lanes->setWordWrap(true);
    m_lanes->setIconSize({12, 12});
    m_lanes->setSpacing(2);
    m_lanes->setMinimumWidth(150);
    auto* right = new QWidget(splitter);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_problem = note("logProblem", right);
    m_terminal = note("logTerminal", right);
    m_dropped = note("logDropped", right);
    m_view = new LogView(right);
    layout->addWidget(makeTools());
    for (auto* label : {m_problem, m_terminal, m_dropped})
        column->addWidget(label);
    m_waiting = new QLabel(right);
    m_waiting->setObjectName(QStringLiteral("logEmpty"));
    m_waiting->setAlignment(Qt::AlignCenter);
    m_waiting->setWordWrap(true);
    m_waiting->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_waiting, 1);
    column->addWidget(m_view, 1);
    splitter->addWidget(m_lanes);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({230, 900});
    layout->addWidget(splitter, 1);
    m_chip = new QPushButton(icon(QStringLiteral("down")), {}, m_view);
    m_chip->setObjectName(QStringLiteral("logChip"));
    m_chip->hide();
    m_view->installEventFilter(this);
    setFocusProxy(m_view);

    connect(m_session, &LogSession::lines, this, [this](const std::vector<LogLine>& lines) {
        m_view->append(lines);
        refreshNotes();
    });
    connect(m_session, &LogSession::lanesChanged, this, &LogsPane::refreshLanes);
    connect(m_session, &LogSession::stateChanged, this, &LogsPane::refreshNotes);
    connect(m_view, &LogView::counted, this, &LogsPane::refreshNotes);
    connect(m_view, &LogView::followChanged, m_follow, &QToolButton::setChecked);
    connect(m_view, &LogView::unseenChanged, this, [this](int lines) {
        m_chip->setText(tr("%n new line(s)", nullptr, lines));
        m_chip->setVisible(lines > 0);
        m_chip->adjustSize();
        m_chip->move(
            (m_view->viewport()->width() - m_chip->width()) / 2, m_view->viewport()->height() - m_chip->height() - 12);
    });
    connect(m_chip, &QPushButton::clicked, this, [this] { m_view->setFollow(true); });
    connect(m_lanes, &QListWidget::itemChanged, this, [this] {
        if (m_filling)
            return;
        std::set<std::string> hidden;
        for (int row = 0; row < m_lanes->count(); ++row)
            if (m_lanes->item(row)->checkState() == Qt::Unchecked)
                hidden.insert(m_lanes->item(row)->data(Qt::UserRole).toString().toStdString());
        m_view->setHidden(std::move(hidden));
    });
    refreshNotes();
}

QWidget* LogsPane::makeTools()
{
    auto* tools = new QWidget(this);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(16, 0, 12, 8);
    row->setSpacing(6);
    m_filter = new QLineEdit(tools);
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setPlaceholderText(tr("Show only lines with…"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    row->addWidget(m_filter, 1);
    const auto toggle = [&](const char* name, const QString& text, const QString& what, bool on) {
        auto* button = new QToolButton(tools);
        button->setObjectName(QString::fromLatin1(name));
        button->setText(text);
        button->setToolTip(what);
        button->setAccessibleName(what);
        button->setCheckable(true);
        button->setChecked(on);
        row->addWidget(button);
        return button;
    };
    m_regex = toggle("logRegex", QStringLiteral(".*"), tr("The filter is a regular expression"), false);
    m_count = new QLabel(tools);
    m_count->setObjectName(QStringLiteral("logCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_count);
    m_past = new QComboBox(tools);
    m_past->setObjectName(QStringLiteral("logPast"));
    m_past->setAccessibleName(tr("How much of the past"));
    for (const QString& text : {tr("last 100 lines each"), tr("last 1,000 lines each"), tr("last 10,000 lines each"),
             tr("last 15 minutes"), tr("last hour"), tr("last day"), tr("everything")})
        m_past->addItem(text);
    // Docker's engine leaves out whole replicas when it has to bring very much at once; this much always comes.
    m_past->setCurrentIndex(0);
    m_past->setToolTip(tr("Asked for very much at once, Docker's engine may leave out replicas"));
    row->addWidget(m_past);
    m_times = toggle("logTimes", tr("Times"), tr("Show the time of each line"), false);
    m_wrap = toggle("logWrap", tr("Wrap"), tr("Wrap long lines"), false);
    m_follow = toggle("logFollow", tr("Follow"), tr("Stay at the newest line (End)"), true);
    auto* copy = new QToolButton(tools);
    copy->setObjectName(QStringLiteral("logCopy"));
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy what is selected, else all that is shown"));
    copy->setAccessibleName(tr("Copy"));
    auto* keep = new QToolButton(tools);
    keep->setObjectName(QStringLiteral("logSave"));
    keep->setIcon(icon(QStringLiteral("save")));
    keep->setToolTip(tr("Save what is shown…"));
    keep->setAccessibleName(tr("Save…"));
    row->addWidget(copy);
    row->addWidget(keep);
    connect(m_filter, &QLineEdit::textChanged, this, &LogsPane::applyFilter);
    connect(m_regex, &QToolButton::toggled, this, &LogsPane::applyFilter);
    connect(m_wrap, &QToolButton::toggled, m_view, &LogView::setWrap);
    connect(m_times, &QToolButton::toggled, m_view, &LogView::setTimes);
    connect(m_follow, &QToolButton::toggled, m_view, &LogView::setFollow);
    connect(m_past, &QComboBox::activated, this, &LogsPane::reopen);
    connect(copy, &QToolButton::clicked, m_view, &LogView::copy);
    connect(keep, &QToolButton::clicked, this, &LogsPane::save);
    return tools;
}

void LogsPane::show(api::ObjectKind kind, const std::string& id)
{
    if (m_source.kind == kind && m_source.id == id)
        return;
    m_source.kind = kind;
    m_source.id = id;
    m_open = false;
    if (isVisible())
        reopen();
}

void LogsPane::reopen()
{
    const Past& past = Pasts[std::max(0, m_past->currentIndex())];
    m_source.tail = past.tail;
    m_source.since = past.since;
    m_open = true;
    m_tints.clear();
    m_saved.clear();
    m_view->clear();
    m_view->setHidden({});
    m_lanes->clear();
    m_session->open(m_source);
    refreshLanes();
    refreshNotes();
}

void LogsPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_open && !m_source.id.empty())
        reopen();
}

void LogsPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    // Behind a minimised window it goes on; on another page nobody needs it.
    if (!event->spontaneous() && m_open) {
        m_open = false;
        m_session->close();
    }
}

void LogsPane::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void LogsPane::applyFilter()
{
    m_badFilter = m_view->setFilter(m_filter->text(), m_regex->isChecked());
    refreshNotes();
}

void LogsPane::refreshLanes()
{
    m_filling = true;
    const auto& lanes = m_session->lanes();
    while (m_lanes->count() > int(lanes.size()))
        delete m_lanes->takeItem(m_lanes->count() - 1);
    std::set<QString> hidden;
    for (int row = 0; row < m_lanes->count(); ++row)
        if (m_lanes->item(row)->checkState() == Qt::Unchecked)
            hidden.insert(m_lanes->item(row)->data(Qt::UserRole).toString());
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const LogLane& lane = lanes[i];
        QListWidgetItem* item = m_lanes->item(int(i));
        if (!item) {
            item = new QListWidgetItem(m_lanes);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        }
        const QString id = qstr(lane.taskId);
        const bool silent = lane.state == LogLane::State::Live && lane.lines == 0;
        const QString state = silent ? tr("live, no line yet")
            : lane.reason.isEmpty()  ? laneStateText(lane.state)
                                     : tr("%1: %2").arg(laneStateText(lane.state), lane.reason);
        item->setData(Qt::UserRole, id);
        item->setText(lane.label + u'\n' + state);
        item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(lane.label, state));
        item->setToolTip(tr("Task %1").arg(id));
        item->setIcon(laneIcon(lane.state));
        item->setCheckState(hidden.contains(id) ? Qt::Unchecked : Qt::Checked);
        const auto tint = m_tints.try_emplace(lane.taskId, int(m_tints.size())).first;
        m_view->setGutter(lane.taskId, {lane.label, tint->second});
    }
    m_filling = false;
    refreshNotes();
}

void LogsPane::refreshNotes()
{
    const Theme& t = theme();
    const QString problem
        = m_badFilter.isEmpty() ? m_session->problem() : tr("The filter is no regular expression: %1").arg(m_badFilter);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    band(m_problem, t.warningBand, t.warningText);
    m_terminal->setText(tr("These containers have a terminal: what they write to standard output and to standard error "
                           "cannot be told apart."));
    m_terminal->setVisible(m_session->terminal());
    m_dropped->setText(
        tr("%1 older lines were dropped: the newest %2 are kept.")
            .arg(QLocale().toString(qulonglong(m_view->dropped())), QLocale().toString(qulonglong(LogBuffer::Usual))));
    m_dropped->setVisible(m_view->dropped() > 0);
    m_count->setText(m_saved.isEmpty() ? tr("%n line(s)", nullptr, m_view->shownLines()) : m_saved);
    const bool nothing = m_view->shownLines() == 0;
    m_view->setVisible(!nothing);
    m_waiting->setVisible(nothing);
    m_waiting->setText(m_source.id.empty() ? tr("Choose a service to read its logs.")
            : !m_filter->text().isEmpty()  ? tr("No line matches.")
            : m_session->streaming()       ? tr("Nothing was written yet. New lines show up here by themselves.")
                                           : tr("No line could be read."));
}

void LogsPane::save()
{
    const QString name
        = m_session->lanes().empty() ? QStringLiteral("log") : m_session->lanes().front().label.section(u'.', 0, 0);
    saveFile(
        this, tr("Save Log"), name + QStringLiteral(".log"), tr("Text (*.log *.txt)"),
        [this] { return m_view->textOf(false).toUtf8(); },
        [this](const QString& outcome) {
            m_saved = outcome;
            refreshNotes();
        });
}

bool LogsPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_filter->clear();
        m_view->setFocus();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->text() == u"/") {
        focusFilter();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::Resize)
        m_chip->move(
            (m_view->viewport()->width() - m_chip->width()) / 2, m_view->viewport()->height() - m_chip->height() - 12);
    return QWidget::eventFilter(watched, event);
}

} // namespace skep::ui

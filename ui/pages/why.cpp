#include "ui/pages/why.h"

#include "shared/api/json.h"
#include "ui/pages/suggestions.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t NodesShown = 200;

QString filterText(scheduler::FilterId filter)
{
    switch (filter) {
    case scheduler::FilterId::Ready:
        return Why::tr("Ready", "filter");
    case scheduler::FilterId::Resources:
        return Why::tr("Resources", "filter");
    case scheduler::FilterId::Plugins:
        return Why::tr("Plugins", "filter");
    case scheduler::FilterId::Constraints:
        return Why::tr("Constraints", "filter");
    case scheduler::FilterId::Platform:
        return Why::tr("Platform", "filter");
    case scheduler::FilterId::HostPorts:
        return Why::tr("Host ports", "filter");
    case scheduler::FilterId::MaxReplicas:
        return Why::tr("Maximum per node", "filter");
    }
    return {};
}

async::Task<void> fetch(std::shared_ptr<client::EngineClient> engine, std::string path,
    std::function<void(const Result<std::string>&)> ended)
{
    const auto answer = co_await engine->get(path);
    ended(answer);
}

} // namespace

bool asksWhy(const api::Task& task)
{
    return task.status.state != api::TaskState::Running;
}

WhyTable whyTable(const scheduler::Explanation& explanation)
{
    WhyTable table;
    const auto failsAt = [](const scheduler::NodeVerdict& node, scheduler::FilterId filter) {
        return std::find_if(node.failing.begin(), node.failing.end(),
            [filter](const scheduler::Finding& one) { return one.filter == filter; });
    };
    for (const auto& entry : api::EnumText<scheduler::FilterId>::Table) {
        const auto filter = entry.first;
        const auto passing = std::count_if(explanation.nodes.begin(), explanation.nodes.end(),
            [&](const scheduler::NodeVerdict& node) { return failsAt(node, filter) == node.failing.end(); });
        if (std::size_t(passing) == explanation.nodes.size())
            continue;
        table.filters.push_back(filter);
        table.titles << filterText(filter);
        table.passing << Why::tr("%1 of %2").arg(passing).arg(explanation.nodes.size());
    }
    for (const auto& node : explanation.nodes) {
        table.fitting += node.failing.empty();
        WhyTable::Row row{
            .node = node.hostname.empty() ? shortId(node.nodeId) : qstr(node.hostname), .fits = node.failing.empty()};
        for (const auto filter : table.filters) {
            const auto finding = failsAt(node, filter);
            row.cells << (finding == node.failing.end() ? QStringLiteral("✓")
                                                        : QStringLiteral("✗ ") + qstr(finding->reason));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Why::Why(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* heading = new QLabel(tr("Why is it not running?"), this);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(QStringLiteral("whySentence"));
    m_suggestions = new Suggestions(this);
    m_source = new QLabel(this);
    m_source->setForegroundRole(QPalette::PlaceholderText);
    for (auto* label : {m_sentence, m_source}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_matrix = new QTreeWidget(this);
    m_matrix->setObjectName(QStringLiteral("whyMatrix"));
    m_matrix->setAccessibleName(tr("Nodes and what keeps the task off them"));
    m_matrix->setRootIsDecorated(false);
    m_matrix->setUniformRowHeights(true);
    m_matrix->setMinimumHeight(200);
    m_matrix->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    layout->addWidget(heading);
    layout->addWidget(m_sentence);
    layout->addWidget(m_suggestions);
    layout->addWidget(m_matrix);
    layout->addWidget(m_source);
    m_again.setSingleShot(true);
    m_again.setInterval(2s);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
}

void Why::explain(Cluster& cluster, const api::Task& task)
{
    m_cluster = &cluster;
    if (m_task != task.id) {
        m_task = task.id;
        m_seen.reset();
        m_again.stop();
    }
    if (!asksWhy(task)) {
        m_seen.reset();
        return hide();
    }
    // The task itself has changed: now. The world around it: soon.
    if (m_cluster->store().get<api::Task>(m_task) != m_seen)
        refresh();
    else if (!m_again.isActive())
        m_again.start();
    setVisible(m_seen != nullptr);
}

void Why::refresh()
{
    m_seen = m_cluster->store().get<api::Task>(m_task);
    const auto local = m_seen ? planning::why(m_cluster->store(), m_task, systemNow())
                              : Result<planning::Why>(fail(ErrorCode::NotFound, ""));
    if (!local || !asksWhy(*m_seen)) {
        m_seen.reset();
        return hide();
    }
    const bool server = m_cluster->capabilities().has("explain");
    if (!server || m_source->property("task").toString() != qstr(m_task)
        || m_source->property("state").toInt() != int(m_seen->status.state))
        show(*local, false); // the server's answer stays while a newer one is on its way
    if (server)
        ask();
}

void Why::ask()
{
    const auto engine = m_cluster->connection().engine();
    if (!engine || m_asking)
        return;
    m_asking = true;
    const auto ended = [self = QPointer<Why>(this), id = m_task](const Result<std::string>& answer) {
        if (self)
            self->take(id, answer);
    };
    // Detached by intent: it ends by itself, and says nothing when nobody is left to hear it.
    [[maybe_unused]] const auto running = fetch(*engine, "/skep/v1/tasks/" + m_task + "/explain", ended);
}

void Why::take(const std::string& taskId, const Result<std::string>& answer)
{
    m_asking = false;
    if (taskId != m_task) {
        if (m_seen)
            ask();
        return;
    }
    if (!answer || !m_seen)
        return;
    if (const auto why = api::fromJson<planning::Why>(*answer); why && why->explanation.taskId == m_task)
        show(*why, true);
}

void Why::show(const planning::Why& why, bool measured)
{
    m_sentence->setText(qstr(why.sentence));
    m_suggestions->show(*m_cluster, *m_seen, why.explanation);
    // Where it already has a node, the table would only say where else it could be.
    const bool waits = why.state <= api::TaskState::Pending && why.desired <= api::TaskState::Running;
    m_matrix->setVisible(waits && !why.explanation.nodes.empty());
    if (waits)
        showMatrix(whyTable(why.explanation));
    m_source->setText(measured ? tr("As the leader explains it.")
                               : tr("≈ Worked out here, with the scheduler's rules on what this window sees."));
    m_source->setProperty("task", measured ? qstr(m_task) : QString());
    m_source->setProperty("state", int(why.state));
}

void Why::showMatrix(const WhyTable& table)
{
    const int scrolled = m_matrix->currentIndex().row();
    m_matrix->clear();
    m_matrix->setColumnCount(1 + int(table.titles.size()));
    m_matrix->setHeaderLabels(QStringList(tr("Node")) + table.titles);
    auto* counts = new QTreeWidgetItem(
        m_matrix, QStringList(tr("fits %1 of %2").arg(table.fitting).arg(table.rows.size())) + table.passing);
    QFont bold = m_matrix->font();
    bold.setWeight(QFont::DemiBold);
    for (int column = 0; column < m_matrix->columnCount(); ++column)
        counts->setFont(column, bold);
    for (std::size_t at = 0; at < std::min(table.rows.size(), NodesShown); ++at) {
        const auto& row = table.rows[at];
        auto* item = new QTreeWidgetItem(m_matrix, QStringList(row.node) + row.cells);
        for (int column = 0; column < int(row.cells.size()); ++column) {
            const bool passes = row.cells[column] == u"✓";
            item->setForeground(column + 1, passes ? theme().textOk : theme().textError);
            item->setToolTip(column + 1, row.cells[column]);
            item->setData(column + 1, Qt::AccessibleTextRole,
                passes ? tr("%1 passes").arg(table.titles[column]) : row.cells[column]);
        }
    }
    if (table.rows.size() > NodesShown)
        new QTreeWidgetItem(m_matrix, QStringList(tr("%n more node(s)", nullptr, int(table.rows.size() - NodesShown))));
    for (int column = 0; column < m_matrix->columnCount(); ++column) {
        m_matrix->resizeColumnToContents(column);
        m_matrix->setColumnWidth(column, std::min(m_matrix->columnWidth(column), 260));
    }
    if (scrolled >= 0 && scrolled < m_matrix->topLevelItemCount())
        m_matrix->setCurrentItem(m_matrix->topLevelItem(scrolled));
}

} // namespace skep::ui

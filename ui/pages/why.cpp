#include "ui/pages/why.h"

#include "ui/text/text.h"

#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int NodesShown = 200;

} // namespace

bool asksWhy(const api::Task& task)
{
    return task.nodeId.empty() && task.status.state <= api::TaskState::Pending && task.desiredState <= api::TaskState::Running;
}

Why::Why(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* heading = new QLabel(tr("Why is it not running?"), this);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    m_sentence = new QLabel(this);
    m_changes = new QLabel(this);
    for (auto* label : {m_sentence, m_changes}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_matrix = new QTreeWidget(this);
    m_matrix->setObjectName(QStringLiteral("whyMatrix"));
    m_matrix->setAccessibleName(tr("Nodes and what keeps the task off them"));
    m_matrix->setRootIsDecorated(false);
    m_matrix->setUniformRowHeights(true);
    m_matrix->setHeaderLabels({tr("Node"), tr("What keeps it off")});
    m_matrix->setMinimumHeight(180);
    layout->addWidget(heading);
    layout->addWidget(m_sentence);
    layout->addWidget(m_matrix);
    layout->addWidget(m_changes);
}

void Why::explain(const Cluster& cluster, const api::Task& task)
{
    const auto explained = asksWhy(task) ? scheduler::explain(cluster.store(), task.id) : Result<scheduler::Explanation>(fail(ErrorCode::NotFound, ""));
    setVisible(explained.has_value());
    if (!explained)
        return;
    m_sentence->setText(explained->summary.empty() ? tr("A node would take it now; the scheduler has not placed it yet.")
                                                   : tr("No node can take it: %1").arg(qstr(explained->summary)));
    m_matrix->clear();
    int shown = 0;
    for (const auto& node : explained->nodes) {
        if (++shown > NodesShown)
            break;
        QStringList reasons;
        for (const auto& finding : node.failing)
            reasons << QStringLiteral("✗ %1: %2").arg(qstr(api::text(finding.filter)), qstr(finding.reason));
        auto* item = new QTreeWidgetItem(m_matrix,
            {node.hostname.empty() ? shortId(node.nodeId) : qstr(node.hostname), reasons.isEmpty() ? tr("✓ fits") : reasons.join(QStringLiteral("; "))});
        item->setToolTip(1, reasons.join(u'\n'));
    }
    QStringList changes;
    for (const auto& suggestion : explained->suggestions)
        if (changes.size() < 5)
            changes << tr("%1. %2 (fits %n node(s))", nullptr, int(suggestion.nodeIds.size())).arg(changes.size() + 1).arg(qstr(suggestion.text));
    m_changes->setVisible(!changes.isEmpty());
    m_changes->setText(tr("Smallest changes that would place it:") + u'\n' + changes.join(u'\n'));
}

} // namespace skep::ui

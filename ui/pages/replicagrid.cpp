#include "ui/pages/replicagrid.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <map>

namespace skep::ui {

ReplicaGrid::ReplicaGrid(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Replicas by slot"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ReplicaGrid::show(const store::View& view, const std::string& serviceId)
{
    std::map<std::pair<std::uint64_t, std::string>, store::Ptr<api::Task>> newest;
    for (const auto& task : view.tasksOfService(serviceId)) {
        auto& slot = newest[{task->slot, task->slot ? std::string() : task->nodeId}];
        const auto wanted = [](const api::Task& one) { return one.desiredState <= api::TaskState::Running || one.desiredState == api::TaskState::Complete; };
        if (!slot || std::pair(wanted(*task), task->meta.createdAt) > std::pair(wanted(*slot), slot->meta.createdAt))
            slot = task;
    }
    m_cells.clear();
    QStringList spoken;
    for (const auto& [place, task] : newest) {
        if (task->desiredState > api::TaskState::Complete && isTerminal(task->status.state))
            continue; // the slot is gone
        const auto node = view.get<api::Node>(task->nodeId);
        const QString host = node ? qstr(node->description.hostname) : task->nodeId.empty() ? QStringLiteral("–") : shortId(task->nodeId);
        m_cells.push_back({task->id, task->status.err, place.first ? QString::number(place.first) : QString(), host, task->status.state});
        spoken << tr("slot %1 on %2, %3").arg(m_cells.back().label, host, stateText(task->status.state));
    }
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    m_current = std::clamp(m_current, 0, std::max(0, int(m_cells.size()) - 1));
    updateGeometry();
    update();
}

int ReplicaGrid::heightForWidth(int width) const
{
    const int across = columns(width);
    return std::max(1, (int(m_cells.size()) + across - 1) / across) * cellHeight();
}

int ReplicaGrid::at(const QPoint& position) const
{
    const int column = position.x() / CellWidth, across = columns(width());
    const int index = position.y() / cellHeight() * across + column;
    return column < across && index < int(m_cells.size()) ? index : -1;
}

void ReplicaGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int across = columns(width()), height = cellHeight();
    for (int i = 0; i < int(m_cells.size()); ++i) {
        const Cell& cell = m_cells[std::size_t(i)];
        const QRect box(i % across * CellWidth, i / across * height, CellWidth - 4, height - 3);
        painter.setPen(theme().hairline);
        painter.setBrush(theme().surface);
        if (hasFocus() && i == m_current)
            painter.setPen(QPen(theme().accent, 2));
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 3, 3);
        paintTaskMark(painter, QRectF(box.x() + 6, box.center().y() - 5, 11, 11), cell.state);
        painter.setPen(theme().text);
        const QString text = cell.label.isEmpty() ? cell.node : cell.label + QStringLiteral("  ") + cell.node;
        const QRect room = box.adjusted(22, 0, -4, 0);
        painter.drawText(room, int(Qt::AlignVCenter), fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    }
    if (m_cells.empty()) {
        painter.setPen(theme().muted);
        painter.drawText(rect(), int(Qt::AlignVCenter), tr("no replicas"));
    }
}

void ReplicaGrid::mousePressEvent(QMouseEvent* event)
{
    if (const int index = at(event->position().toPoint()); index >= 0) {
        m_current = index;
        update();
        Q_EMIT chosen(qstr(m_cells[std::size_t(index)].taskId));
    }
}

void ReplicaGrid::keyPressEvent(QKeyEvent* event)
{
    const int across = columns(width());
    int to = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        --to;
        break;
    case Qt::Key_Right:
        ++to;
        break;
    case Qt::Key_Up:
        to -= across;
        break;
    case Qt::Key_Down:
        to += across;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_cells.empty())
            Q_EMIT chosen(qstr(m_cells[std::size_t(m_current)].taskId));
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    if (to >= 0 && to < int(m_cells.size()))
        m_current = to;
    update();
}

bool ReplicaGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const int index = at(help->pos()); index >= 0) {
            const Cell& cell = m_cells[std::size_t(index)];
            QToolTip::showText(help->globalPos(),
                cell.error.empty() ? tr("%1 on %2").arg(stateText(cell.state), cell.node)
                                   : tr("%1 on %2: %3").arg(stateText(cell.state), cell.node, qstr(cell.error)),
                this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace skep::ui

#include "ui/timeline/timelineview.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <utility>

namespace skep::ui {
namespace {

constexpr int Gutter = 72, Margin = 16;

QColor phaseColour(Phase phase)
{
    switch (phase) {
    case Phase::Prepare:
        return theme().wait;
    case Phase::Stop:
        return theme().fail;
    case Phase::Start:
        return theme().move;
    case Phase::Health:
        return theme().run;
    case Phase::Delay:
        break;
    }
    return theme().done;
}

// Hue is never alone: each phase has its own hatch too.
Qt::BrushStyle phasePattern(Phase phase)
{
    switch (phase) {
    case Phase::Prepare:
        return Qt::Dense4Pattern;
    case Phase::Stop:
        return Qt::BDiagPattern;
    case Phase::Health:
        return Qt::DiagCrossPattern;
    case Phase::Start:
    case Phase::Delay:
        break;
    }
    return Qt::SolidPattern;
}

} // namespace

QString phaseText(Phase phase)
{
    switch (phase) {
    case Phase::Prepare:
        return QCoreApplication::translate("Timeline", "prepare");
    case Phase::Stop:
        return QCoreApplication::translate("Timeline", "stop");
    case Phase::Start:
        return QCoreApplication::translate("Timeline", "start");
    case Phase::Health:
        return QCoreApplication::translate("Timeline", "health");
    case Phase::Delay:
        break;
    }
    return QCoreApplication::translate("Timeline", "delay");
}

namespace {

struct LegendPart {
    Phase phase;
    int x = 0, line = 0;
};

// Beside the names of the rows where one line is enough, else in as many lines as it needs.
std::vector<LegendPart> legendOf(const QFontMetrics& metrics, int width)
{
    std::vector<LegendPart> parts;
    int x = 0, line = 0;
    for (const Phase phase : {Phase::Prepare, Phase::Stop, Phase::Start, Phase::Health, Phase::Delay}) {
        const int wide = 24 + metrics.horizontalAdvance(phaseText(phase));
        if (x > 0 && x + wide > width) {
            x = 0;
            ++line;
        }
        parts.push_back({phase, x, line});
        x += wide + 16;
    }
    if (line == 0 && Gutter + x <= width)
        for (LegendPart& part : parts)
            part.x += Gutter;
    return parts;
}

} // namespace

TimelineView::TimelineView(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Update timeline"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (const int lines = legendOf(fontMetrics(), width()).back().line + 1; std::exchange(m_legendLines, lines) != lines)
        updateGeometry();
}

// Legend, rows, axis.
int TimelineView::linesHigh(int row) const
{
    return row * (int(m_timeline.rows.size()) + 1 + m_legendLines) + 8;
}

int TimelineView::rowHeight() const
{
    return std::clamp((height() - 8) / (int(m_timeline.rows.size()) + 1 + m_legendLines), tightRow(), looseRow());
}

QSize TimelineView::sizeHint() const
{
    return {500, linesHigh(looseRow())};
}

QSize TimelineView::minimumSizeHint() const
{
    return {300, linesHigh(tightRow())};
}

void TimelineView::show(Timeline timeline, Timestamp now)
{
    m_timeline = std::move(timeline);
    m_now = now;
    QStringList rows;
    for (const SlotRow& row : m_timeline.rows)
        if (!row.bars.empty())
            rows << tr("slot %1: %2").arg(qstr(row.key), row.finished ? tr("running") : phaseText(row.bars.back().phase));
    setAccessibleDescription(rows.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

double TimelineView::xOf(Timestamp at) const
{
    const double span = std::max(1., double((m_timeline.end - m_timeline.begin).count()));
    const double part = double((at - m_timeline.begin).count()) / span;
    return Gutter + std::clamp(part, 0., 1.) * (width() - Gutter - Margin);
}

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int height = rowHeight();
    for (const LegendPart& part : legendOf(fontMetrics(), width())) {
        const QRectF box(part.x, part.line * height + 4, 18, height - 8);
        painter.fillRect(box, QBrush(phaseColour(part.phase), phasePattern(part.phase)));
        painter.setPen(theme().muted);
        painter.drawText(QRectF(part.x + 24, part.line * height, width() - part.x - 24, height), int(Qt::AlignLeft | Qt::AlignVCenter), phaseText(part.phase));
    }
    int top = m_legendLines * height;
    for (const SlotRow& row : m_timeline.rows) {
        painter.setPen(theme().text);
        const QString name = row.slot ? tr("slot %1").arg(row.slot) : fontMetrics().elidedText(qstr(row.key), Qt::ElideRight, Gutter - 8);
        painter.drawText(QRect(0, top, Gutter - 8, height), int(Qt::AlignRight | Qt::AlignVCenter), name);
        for (const PhaseBar& bar : row.bars) {
            const double from = xOf(bar.from), to = xOf(bar.to.isZero() ? m_now : bar.to);
            const QRectF box(from, top + height / 6, std::max(2., to - from), height - 2 * (height / 6));
            painter.fillRect(box, QBrush(phaseColour(bar.phase), phasePattern(bar.phase)));
            painter.setPen(QPen(phaseColour(bar.phase), 1, bar.late ? Qt::DashLine : Qt::SolidLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box);
        }
        if (row.finished && !row.bars.empty())
            paintTaskMark(painter, QRectF(std::min(xOf(row.bars.back().to.isZero() ? m_now : row.bars.back().to) + 3, double(width() - 14)), top + height / 2. - 5, 10, 10),
                api::TaskState::Running);
        top += height;
    }
    painter.setPen(theme().muted);
    const auto clock = [](Timestamp at) { return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000).time(), QStringLiteral("HH:mm:ss")); };
    const QRect axis(Gutter, top, width() - Gutter - Margin, height);
    painter.drawText(axis, int(Qt::AlignLeft | Qt::AlignVCenter), clock(m_timeline.begin));
    painter.drawText(axis, int(Qt::AlignRight | Qt::AlignVCenter), clock(m_timeline.end));
}

bool TimelineView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = help->pos().y() / rowHeight() - m_legendLines;
        if (row >= 0 && row < int(m_timeline.rows.size())) {
            const SlotRow& slot = m_timeline.rows[std::size_t(row)];
            QStringList lines;
            for (const PhaseBar& bar : slot.bars) {
                const QString lasted = durationText(((bar.to.isZero() ? m_now : bar.to) - bar.from).count());
                lines << (bar.late ? tr("%1 ≈ %2 (seen late)") : tr("%1 %2")).arg(phaseText(bar.phase), lasted);
            }
            if (!slot.failure.empty())
                lines << tr("attempt %1: %2").arg(slot.attempts).arg(qstr(slot.failure));
            QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace skep::ui

#include "ui/logs/loglevel.h"
#include "ui/logs/logview.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QPainter>
#include <QScrollBar>

namespace skep::ui {
namespace {

QString timeText(Timestamp at)
{
    return at.isZero() ? QString()
                       : QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000).toString(QStringLiteral("HH:mm:ss.zzz"));
}

// Membership, never a state: quiet hues that keep 4.5:1 on the surface of their theme.
QColor tintOf(int tint)
{
    static constexpr int Hues[] = {212, 168, 280, 30, 190, 330, 95, 250};
    const int hue = Hues[tint % 8];
    return theme().dark ? QColor::fromHsl(hue, 130, 178) : QColor::fromHsl(hue, 190, 72);
}

QColor colourOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Error:
        return theme().textError;
    case LogLevel::Warning:
        return theme().textWarn;
    case LogLevel::Debug:
        return theme().muted;
    case LogLevel::Info:
    case LogLevel::Unknown:
        break;
    }
    return theme().text;
}

} // namespace

void LogView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setFont(viewport()->font());
    const auto top = std::uint64_t(verticalScrollBar()->value()) + m_rowsGone;
    for (std::size_t index = indexAtRow(top); index < m_shown.size(); ++index) {
        const int y = (int(std::int64_t(rowBegin(index)) - std::int64_t(top))) * m_lineHeight;
        if (y > event->rect().bottom())
            break;
        paintLine(painter, int(index), y);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme().accent, 2));
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

void LogView::paintLine(QPainter& painter, int index, int y) const
{
    const Theme& t = theme();
    const std::uint64_t number = m_shown[std::size_t(index)];
    const LogLine& line = m_buffer.at(number);
    const int rows = rowsOf(line), height = rows * m_lineHeight;
    const bool chosen
        = m_selected && number >= std::min(m_anchor, m_current) && number <= std::max(m_anchor, m_current);
    if (chosen)
        painter.fillRect(QRect(0, y, viewport()->width(), height), t.selection);
    const int baseline = y + painter.fontMetrics().ascent() + 1;
    int x = Padding;
    if (m_times) {
        painter.setPen(t.muted);
        painter.drawText(x, baseline, timeText(line.at));
        x += 13 * m_charWidth;
    }
    const bool ours = line.origin == LogOrigin::System || line.origin == LogOrigin::Marker;
    const auto gutter = m_gutters.find(line.taskId);
    painter.setPen(ours || gutter == m_gutters.end() ? t.muted : tintOf(gutter->second.tint));
    painter.drawText(x, baseline, painter.fontMetrics().elidedText(labelOf(line), Qt::ElideMiddle, m_gutterWidth));
    painter.fillRect(QRect(x + m_gutterWidth + m_charWidth / 2, y, line.origin == LogOrigin::Stderr ? 3 : 1, height),
        line.origin == LogOrigin::Stderr ? t.wait : t.hairline);
    const int left = textLeft();
    painter.save();
    painter.setClipRect(QRect(left, y, viewport()->width() - left, height));
    const int shift = horizontalScrollBar()->value() * m_charWidth;
    if (!m_filter.isEmpty() && !ours) { // where it matches
        QColor found = t.wait;
        found.setAlphaF(0.35f);
        const auto mark = [&](qsizetype at, qsizetype length) {
            for (qsizetype i = at; i < at + length; ++i) {
                const int row = m_wrap ? int(i / m_columns) : 0, column = m_wrap ? int(i % m_columns) : int(i);
                painter.fillRect(
                    QRect(left - shift + column * m_charWidth, y + row * m_lineHeight, m_charWidth, m_lineHeight),
                    found);
            }
        };
        if (m_regex) {
            for (auto matches = m_expression.globalMatch(line.text); matches.hasNext();) {
                const auto match = matches.next();
                mark(match.capturedStart(), match.capturedLength());
            }
        } else {
            for (qsizetype at = 0; (at = line.text.indexOf(m_filter, at, Qt::CaseInsensitive)) >= 0;
                 at += m_filter.size())
                mark(at, m_filter.size());
        }
    }
    painter.setPen(ours ? t.textWarn : colourOf(guessLevel(line.text)));
    for (int row = 0; row < rows; ++row) {
        const QString part = m_wrap ? line.text.mid(qsizetype(row) * m_columns, m_columns)
                                    : line.text.mid(horizontalScrollBar()->value(), m_columns + 2);
        painter.drawText(left, baseline + row * m_lineHeight, part);
    }
    painter.restore();
}

} // namespace skep::ui

#include "ui/logs/logview.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr int LongestLabel = 28;

} // namespace

LogView::LogView(QWidget* parent, std::size_t capacity)
    : QAbstractScrollArea(parent)
    , m_buffer(capacity)
{
    setObjectName(QStringLiteral("logView"));
    setAccessibleName(tr("Log lines"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    viewport()->setCursor(Qt::IBeamCursor);
    measure();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_placing)
            return;
        if (value < verticalScrollBar()->maximum())
            letGo();
        else
            setFollow(true);
    });
}

void LogView::measure()
{
    QFont fixed = codeFont();
    fixed.setPointSizeF(font().pointSizeF());
    viewport()->setFont(fixed);
    const QFontMetrics metrics(fixed);
    m_charWidth = std::max(1, metrics.horizontalAdvance(u'0'));
    m_lineHeight = metrics.height() + 2;
    int longest = 6;
    for (const auto& [task, gutter] : m_gutters)
        longest = std::max(longest, std::min(LongestLabel, int(gutter.label.size())));
    m_gutterWidth = longest * m_charWidth;
    m_columns = std::max(20, (viewport()->width() - textLeft() - Padding) / m_charWidth);
}

int LogView::textLeft() const
{
    return Padding + (m_times ? 13 * m_charWidth : 0) + m_gutterWidth + 2 * m_charWidth;
}

QString LogView::labelOf(const LogLine& line) const
{
    if (line.origin == LogOrigin::System)
        return tr("engine");
    if (line.origin == LogOrigin::Marker)
        return QStringLiteral("—");
    const auto known = m_gutters.find(line.taskId);
    return known == m_gutters.end() ? shortId(line.taskId) : known->second.label;
}

bool LogView::shows(const LogLine& line) const
{
    if (line.origin == LogOrigin::System || line.origin == LogOrigin::Marker)
        return true;
    if (m_hidden.contains(line.taskId))
        return false;
    if (m_filter.isEmpty())
        return true;
    return m_regex ? m_expression.match(line.text).hasMatch() : line.text.contains(m_filter, Qt::CaseInsensitive);
}

int LogView::rowsOf(const LogLine& line) const
{
    return m_wrap ? std::max(1, int((line.text.size() + m_columns - 1) / m_columns)) : 1;
}

std::uint64_t LogView::rowBegin(std::size_t index) const
{
    return index == 0 ? m_rowsGone : m_ends[index - 1];
}

std::size_t LogView::indexAtRow(std::uint64_t row) const
{
    return std::size_t(std::upper_bound(m_ends.begin(), m_ends.end(), row) - m_ends.begin());
}

void LogView::addRows(std::uint64_t number)
{
    const LogLine& line = m_buffer.at(number);
    m_widest = std::max(m_widest, int(line.text.size()));
    m_shown.push_back(number);
    m_ends.push_back((m_ends.empty() ? m_rowsGone : m_ends.back()) + std::uint64_t(rowsOf(line)));
}

void LogView::layOut()
{
    m_rowsGone = 0;
    m_ends.clear();
    std::uint64_t row = 0;
    for (const std::uint64_t number : m_shown)
        m_ends.push_back(row += std::uint64_t(rowsOf(m_buffer.at(number))));
}

void LogView::choose()
{
    m_shown.clear();
    m_ends.clear();
    m_rowsGone = 0;
    m_widest = 0;
    for (std::uint64_t number = m_buffer.begin(); number < m_buffer.end(); ++number)
        if (shows(m_buffer.at(number)))
            addRows(number);
    place();
    viewport()->update();
    Q_EMIT counted();
}

void LogView::append(const std::vector<LogLine>& lines)
{
    int fresh = 0;
    std::uint64_t gone = 0;
    for (const LogLine& line : lines) {
        m_buffer.append(line);
        const std::uint64_t number = m_buffer.end() - 1;
        if (shows(m_buffer.at(number))) {
            addRows(number);
            ++fresh;
        }
        while (!m_shown.empty() && m_shown.front() < m_buffer.begin()) {
            gone += m_ends.front() - m_rowsGone;
            m_rowsGone = m_ends.front();
            m_shown.pop_front();
            m_ends.pop_front();
        }
    }
    if (m_selected && m_buffer.begin() > std::min(m_anchor, m_current))
        m_anchor = m_current = std::max({m_anchor, m_current, m_buffer.begin()});
    const int before = verticalScrollBar()->value();
    place();
    if (!m_follow) {
        // What one looks at stays where it is.
        m_placing = true;
        verticalScrollBar()->setValue(std::max(0, before - int(gone)));
        m_placing = false;
        m_unseen += fresh;
        Q_EMIT unseenChanged(m_unseen);
    }
    viewport()->update();
    Q_EMIT counted();
}

void LogView::clear()
{
    m_buffer.clear();
    m_gutters.clear();
    m_selected = false;
    m_unseen = 0;
    choose();
    setFollow(true);
    Q_EMIT unseenChanged(0);
}

void LogView::setGutter(const std::string& taskId, Gutter gutter)
{
    m_gutters[taskId] = std::move(gutter);
    measure();
    if (m_wrap)
        layOut();
    place();
    viewport()->update();
}

void LogView::setHidden(std::set<std::string> tasks)
{
    if (std::exchange(m_hidden, tasks) != tasks)
        choose();
}

QString LogView::setFilter(const QString& text, bool regex)
{
    m_filter = text;
    m_regex = regex;
    QString error;
    if (regex) {
        m_expression = QRegularExpression(text, QRegularExpression::CaseInsensitiveOption);
        if (!m_expression.isValid()) {
            error = m_expression.errorString();
            m_filter.clear();
        }
    }
    choose();
    return error;
}

void LogView::setWrap(bool wrap)
{
    m_wrap = wrap;
    layOut();
    place();
    viewport()->update();
}

void LogView::setTimes(bool times)
{
    m_times = times;
    measure();
    layOut();
    place();
    viewport()->update();
}

void LogView::place()
{
    m_placing = true;
    const int rows = int((m_ends.empty() ? m_rowsGone : m_ends.back()) - m_rowsGone);
    const int page = std::max(1, viewport()->height() / m_lineHeight);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, rows - page));
    horizontalScrollBar()->setPageStep(m_columns);
    horizontalScrollBar()->setRange(0, m_wrap ? 0 : std::max(0, m_widest - m_columns));
    if (m_follow)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_placing = false;
}

void LogView::letGo()
{
    if (std::exchange(m_follow, false))
        Q_EMIT followChanged(false);
}

void LogView::setFollow(bool follow)
{
    if (m_follow == follow)
        return;
    m_follow = follow;
    if (follow) {
        m_unseen = 0;
        Q_EMIT unseenChanged(0);
        place();
        viewport()->update();
    }
    Q_EMIT followChanged(follow);
}

void LogView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    const int before = m_columns;
    measure();
    if (m_wrap && before != m_columns)
        layOut();
    place();
}

void LogView::scrollContentsBy(int, int)
{
    viewport()->update();
}

int LogView::indexAt(int y) const
{
    const auto row
        = std::uint64_t(std::max(0, verticalScrollBar()->value() + (y < 0 ? -1 : y / m_lineHeight))) + m_rowsGone;
    return m_shown.empty() ? -1 : int(std::min(indexAtRow(row), m_shown.size() - 1));
}

void LogView::select(int from, int to)
{
    if (from < 0 || to < 0 || m_shown.empty())
        return;
    m_selected = true;
    m_anchor = m_shown[std::size_t(from)];
    m_current = m_shown[std::size_t(to)];
    setAccessibleDescription(lineText(to));
    viewport()->update();
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    const int at = indexAt(event->position().toPoint().y());
    if (event->button() != Qt::LeftButton || at < 0)
        return;
    if (event->modifiers() & Qt::ShiftModifier && m_selected) {
        m_current = m_shown[std::size_t(at)];
        viewport()->update();
    } else {
        select(at, at);
    }
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_selected)
        return;
    const int y = event->position().toPoint().y();
    if (y < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - 1);
    else if (y > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + 1);
    if (const int at = indexAt(y); at >= 0)
        m_current = m_shown[std::size_t(at)];
    viewport()->update();
}

void LogView::mouseReleaseEvent(QMouseEvent*) { }

void LogView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return select(0, int(m_shown.size()) - 1);
    switch (event->key()) {
    case Qt::Key_Up:
        return bar->setValue(bar->value() - 1);
    case Qt::Key_Down:
        return bar->setValue(bar->value() + 1);
    case Qt::Key_PageUp:
        return bar->setValue(bar->value() - bar->pageStep());
    case Qt::Key_PageDown:
        return bar->setValue(bar->value() + bar->pageStep());
    case Qt::Key_Home:
        return bar->setValue(0);
    case Qt::Key_End:
        return setFollow(true);
    case Qt::Key_Left:
        return horizontalScrollBar()->setValue(horizontalScrollBar()->value() - 8);
    case Qt::Key_Right:
        return horizontalScrollBar()->setValue(horizontalScrollBar()->value() + 8);
    case Qt::Key_Escape:
        m_selected = false;
        return viewport()->update();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        measure();
}

QString LogView::lineText(int shown) const
{
    const LogLine& line = m_buffer.at(m_shown[std::size_t(shown)]);
    const QString time = line.at.isZero() ? QString() : qstr(toRfc3339Nano(line.at)) + u' ';
    return time + labelOf(line) + u' ' + line.text;
}

QString LogView::textOf(bool selectedOnly) const
{
    QString text;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const std::uint64_t number = m_shown[i];
        if (!selectedOnly
            || (m_selected && number >= std::min(m_anchor, m_current) && number <= std::max(m_anchor, m_current)))
            text += lineText(int(i)) + u'\n';
    }
    return text;
}

void LogView::copy() const
{
    const QString text = textOf(m_selected);
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace skep::ui

#pragma once

#include "ui/logs/logline.h"

#include <QAbstractScrollArea>
#include <QColor>
#include <QRegularExpression>

#include <set>

namespace skep::ui {

// Lines as a terminal would show them, with who wrote each in a gutter. It paints what is in sight and nothing else, so
// it is as fast with 200,000 lines as with ten. Where it is at the end it stays there; scrolling up lets go.
class LogView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    struct Gutter
    {
        QString label;
        int tint = 0; // which of the theme's membership colours
    };

    explicit LogView(QWidget* parent, std::size_t capacity = LogBuffer::Usual);

    void append(const std::vector<LogLine>& lines);
    void clear();
    // By task. Lines of a task without one show the beginning of its id.
    void setGutter(const std::string& taskId, Gutter gutter);
    // Tasks whose lines are not shown.
    void setHidden(std::set<std::string> tasks);
    // "" shows everything. Error: the expression's, and everything is shown.
    [[nodiscard]] QString setFilter(const QString& text, bool regex);
    void setWrap(bool wrap);
    void setTimes(bool times);
    void setFollow(bool follow);

    [[nodiscard]] bool following() const { return m_follow; }
    // Lines that came since it was let go.
    [[nodiscard]] int unseen() const { return m_unseen; }
    [[nodiscard]] std::uint64_t dropped() const { return m_buffer.dropped(); }
    [[nodiscard]] int shownLines() const { return int(m_shown.size()); }
    // Of all that is shown, or of what is selected; as "time label text".
    [[nodiscard]] QString textOf(bool selectedOnly) const;
    [[nodiscard]] QString lineText(int shown) const;
    void copy() const;

Q_SIGNALS:
    void followChanged(bool follow);
    void unseenChanged(int lines);
    void counted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static constexpr int Padding = 8;

    [[nodiscard]] bool shows(const LogLine& line) const;
    void choose(); // which lines are shown, anew
    void measure(); // font and columns
    void layOut(); // rows of each line, anew
    void addRows(std::uint64_t number);
    void place(); // scroll bars
    void letGo();
    [[nodiscard]] int rowsOf(const LogLine& line) const;
    [[nodiscard]] std::uint64_t rowBegin(std::size_t index) const;
    [[nodiscard]] std::size_t indexAtRow(std::uint64_t row) const; // into m_shown
    [[nodiscard]] int indexAt(int y) const;
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] QString labelOf(const LogLine& line) const;
    void paintLine(QPainter& painter, int index, int y) const;
    void select(int from, int to);

    LogBuffer m_buffer;
    std::deque<std::uint64_t> m_shown; // numbers of lines
    std::deque<std::uint64_t> m_ends; // the row after each of them, counted from the first that ever was
    std::uint64_t m_rowsGone = 0; // rows of lines that were dropped
    std::map<std::string, Gutter> m_gutters;
    std::set<std::string> m_hidden;
    QString m_filter;
    QRegularExpression m_expression;
    bool m_regex = false, m_wrap = false, m_times = false, m_follow = true, m_placing = false;
    int m_unseen = 0, m_widest = 0;
    int m_charWidth = 8, m_lineHeight = 16, m_columns = 80, m_gutterWidth = 80;
    std::uint64_t m_anchor = 0, m_current = 0; // numbers of lines, the selection between them
    bool m_selected = false;
};

} // namespace skep::ui

#pragma once

#include "ui/timeline/timeline.h"

#include <QWidget>

namespace skep::ui {

[[nodiscard]] QString phaseText(Phase phase);

// The rows of an update over time, painted; one row of text tells each to a screen reader. Rows move closer together where there is
// less room.
class TimelineView final : public QWidget {
    Q_OBJECT
public:
    explicit TimelineView(QWidget* parent);
    void show(Timeline timeline, Timestamp now);
    [[nodiscard]] const Timeline& timeline() const { return m_timeline; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] double xOf(Timestamp at) const;
    [[nodiscard]] int linesHigh(int row) const; // all of it with rows of that height, px
    [[nodiscard]] int looseRow() const { return fontMetrics().height() + 8; }
    [[nodiscard]] int tightRow() const { return fontMetrics().height() + 1; }
    [[nodiscard]] int rowHeight() const;

    Timeline m_timeline;
    Timestamp m_now;
    int m_legendLines = 1;
};

} // namespace skep::ui

#pragma once

#include "ui/cluster/cluster.h"

#include <QAbstractSlider>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace skep::ui {

// The recorded time as a line, in seconds since its beginning: gaps hatched, trouble as ticks. Its end is now.
class TimeTrack final : public QAbstractSlider
{
    Q_OBJECT
public:
    explicit TimeTrack(QWidget* parent);

    void setExtent(const HistoryFile::Extent& extent, Timestamp now);
    void setMarks(std::vector<Recorded> marks);
    [[nodiscard]] Timestamp timeOf(int at) const { return m_extent.first + std::chrono::seconds(at); }
    [[nodiscard]] int valueOf(Timestamp at) const;
    [[nodiscard]] QSize sizeHint() const override { return {240, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void sliderChange(SliderChange change) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double xOf(Timestamp at) const;
    [[nodiscard]] int valueAt(int x) const;

    HistoryFile::Extent m_extent;
    std::vector<Recorded> m_marks;
};

// Leads the whole window through the recorded time and back. At its right end, and with its button, things are live.
class Scrubber final : public QWidget
{
    Q_OBJECT
public:
    Scrubber(Cluster& cluster, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void askMarks();

    Cluster& m_cluster;
    QLabel* m_time;
    TimeTrack* m_track;
    QPushButton* m_live;
    QTimer m_clock, m_marks;
};

// Lies over a view while a recorded moment is shown: a hatched frame with the time. Lets the mouse through.
class PastFrame final : public QWidget
{
    Q_OBJECT
public:
    PastFrame(Cluster& cluster, QWidget* over);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();

    Cluster& m_cluster;
};

} // namespace skep::ui

#include "ui/history/scrubber.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

constexpr int Margin = 8; // half of the handle, and room for its focus ring

QColor markColour(Told::Tone tone)
{
    switch (tone) {
    case Told::Tone::Error:
        return theme().fail;
    case Told::Tone::Warning:
        return theme().wait;
    case Told::Tone::Good:
    case Told::Tone::Info:
        break;
    }
    return theme().border;
}

} // namespace

TimeTrack::TimeTrack(QWidget* parent)
    : QAbstractSlider(parent)
{
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSingleStep(10);
    setPageStep(300);
    setMinimum(0);
}

int TimeTrack::valueOf(Timestamp at) const
{
    return m_extent.first.isZero() ? 0 : int(std::clamp<std::int64_t>((at - m_extent.first) / 1s, 0, maximum()));
}

void TimeTrack::setExtent(const HistoryFile::Extent& extent, Timestamp now)
{
    m_extent = extent;
    setMaximum(extent.first.isZero() ? 0 : int(std::max<std::int64_t>(1, (now - extent.first) / 1s + 1)));
    setEnabled(!extent.first.isZero());
    update();
}

void TimeTrack::setMarks(std::vector<Recorded> marks)
{
    m_marks = std::move(marks);
    update();
}

double TimeTrack::xOf(Timestamp at) const
{
    const double share
        = maximum() == 0 ? 1 : std::clamp(double((at - m_extent.first).count()) / 1e9 / maximum(), 0.0, 1.0);
    return Margin + share * (width() - 2 * Margin);
}

int TimeTrack::valueAt(int x) const
{
    const double share = std::clamp(double(x - Margin) / std::max(1, width() - 2 * Margin), 0.0, 1.0);
    return int(share * maximum() + 0.5);
}

void TimeTrack::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0;
    const QRectF line(Margin, middle - 2, width() - 2 * Margin, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.hairline);
    painter.drawRoundedRect(line, 2, 2);
    if (!isEnabled())
        return;
    const double at = Margin + (maximum() == 0 ? 1.0 : double(value()) / maximum()) * line.width();
    painter.setBrush(t.accent);
    painter.drawRoundedRect(QRectF(line.left(), line.top(), at - line.left(), line.height()), 2, 2);
    for (const auto& [from, to] : m_extent.gaps) {
        const QRectF gap(xOf(from), middle - 6, std::max(3.0, xOf(to) - xOf(from)), 12);
        painter.fillRect(gap, t.surface);
        painter.fillRect(gap, QBrush(t.muted, Qt::BDiagPattern));
    }
    for (const Recorded& mark : m_marks)
        painter.fillRect(QRectF(xOf(mark.at) - 1, middle - 8, 2, mark.told.tone >= Told::Tone::Warning ? 16 : 5),
            markColour(mark.told.tone));
    painter.setBrush(t.surface);
    painter.setPen(QPen(t.accent, 2));
    painter.drawEllipse(QPointF(at, middle), 6, 6);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void TimeTrack::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setValue(valueAt(event->position().toPoint().x()));
}

void TimeTrack::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown())
        setValue(valueAt(event->position().toPoint().x()));
}

void TimeTrack::mouseReleaseEvent(QMouseEvent*)
{
    setSliderDown(false);
}

void TimeTrack::sliderChange(SliderChange change)
{
    QAbstractSlider::sliderChange(change);
    update();
}

bool TimeTrack::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), momentText(timeOf(valueAt(help->pos().x()))), this);
        return true;
    }
    return QAbstractSlider::event(event);
}

Scrubber::Scrubber(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("scrubber"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_time = new QLabel(this);
    m_time->setObjectName(QStringLiteral("scrubber.time"));
    m_track = new TimeTrack(this);
    m_track->setObjectName(QStringLiteral("scrubber.track"));
    m_track->setAccessibleName(tr("Recorded time"));
    m_live = new QPushButton(tr("LIVE"), this);
    m_live->setObjectName(QStringLiteral("scrubber.live"));
    m_live->setCheckable(true);
    m_live->setToolTip(tr("Show the present state (End)"));
    row->addWidget(m_time);
    row->addWidget(m_track, 1);
    row->addWidget(m_live);
    connect(m_track, &QAbstractSlider::valueChanged, this, [this](int value) {
        if (value == m_track->maximum())
            m_cluster.showLive();
        else
            m_cluster.showMoment(m_track->timeOf(value));
        refresh();
    });
    connect(m_live, &QPushButton::clicked, this, [this] {
        m_cluster.showLive();
        refresh();
    });
    connect(&cluster, &Cluster::momentChanged, this, &Scrubber::refresh);
    connect(&cluster.history(), &History::extentChanged, this, [this] {
        refresh();
        m_marks.start();
    });
    connect(&cluster.history(), &History::recorded, this, [this] {
        if (!m_marks.isActive())
            m_marks.start();
    });
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    m_clock.start(1s);
    m_marks.setSingleShot(true);
    m_marks.setInterval(500ms);
    connect(&m_marks, &QTimer::timeout, this, &Scrubber::askMarks);
    refresh();
}

void Scrubber::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    askMarks();
}

void Scrubber::refresh()
{
    const auto viewing = m_cluster.viewing();
    const auto& extent = m_cluster.history().extent();
    if (!m_track->isSliderDown()) {
        const QSignalBlocker quiet(m_track);
        m_track->setExtent(extent, systemNow());
        m_track->setValue(viewing ? m_track->valueOf(*viewing) : m_track->maximum());
    }
    m_live->setChecked(!viewing);
    m_time->setText(viewing         ? momentText(*viewing)
            : extent.first.isZero() ? tr("nothing recorded yet")
                                    : tr("since %1").arg(momentText(extent.first)));
    m_track->setAccessibleDescription(viewing ? tr("Viewing %1").arg(momentText(*viewing)) : tr("LIVE"));
}

void Scrubber::askMarks()
{
    if (!isVisible())
        return;
    m_cluster.history().events({.limit = 500}, this, [this](const std::vector<Recorded>& rows) {
        std::vector<Recorded> marks;
        for (const Recorded& row : rows)
            if (!row.gap() && row.told.kind != api::ObjectKind::Task)
                marks.push_back(row);
            else if (!row.gap() && row.told.tone >= Told::Tone::Warning)
                marks.push_back(row);
        m_track->setMarks(std::move(marks));
    });
}

PastFrame::PastFrame(Cluster& cluster, QWidget* over)
    : QWidget(over)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("pastFrame"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    over->installEventFilter(this);
    connect(&cluster, &Cluster::momentChanged, this, &PastFrame::refresh);
    refresh();
}

void PastFrame::refresh()
{
    const auto viewing = m_cluster.viewing();
    setVisible(viewing.has_value());
    setGeometry(parentWidget()->rect());
    raise();
    if (viewing)
        setAccessibleName(tr("Viewing %1").arg(momentText(*viewing)));
    update();
}

bool PastFrame::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void PastFrame::paintEvent(QPaintEvent*)
{
    const auto viewing = m_cluster.viewing();
    if (!viewing)
        return;
    const Theme& t = theme();
    QPainter painter(this);
    constexpr int Wide = 10;
    const QRegion frame = QRegion(rect()).subtracted(rect().adjusted(Wide, Wide, -Wide, -Wide));
    painter.setClipRegion(frame);
    painter.fillRect(rect(), t.warningBand);
    painter.fillRect(rect(), QBrush(t.warningText, Qt::BDiagPattern));
    painter.setClipping(false);
    const QString text = tr("Viewing %1").arg(momentText(*viewing));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const QRect box(Wide, Wide, QFontMetrics(bold).horizontalAdvance(text) + 20, QFontMetrics(bold).height() + 8);
    painter.fillRect(box, t.warningBand);
    painter.setPen(t.warningText);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace skep::ui

#include "ui/topology/legend.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace skep::ui::topology {
namespace {

struct LegendText
{
    Q_DECLARE_TR_FUNCTIONS(Legend)
};

constexpr int MarkSize = 14;

QHBoxLayout* rowIn(QWidget* legend)
{
    auto* row = new QHBoxLayout(legend);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    return row;
}

QLabel* wordIn(QWidget* legend, const QString& text)
{
    auto* word = new QLabel(text, legend);
    word->setForegroundRole(QPalette::PlaceholderText);
    return word;
}

QPixmap swatch(const QColor& colour, double ratio)
{
    QPixmap picture(QSize(MarkSize, MarkSize) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setPen(theme().border);
    painter.setBrush(colour.isValid() ? QBrush(colour) : QBrush(theme().border, Qt::BDiagPattern));
    painter.drawRect(QRectF(0.5, 0.5, MarkSize - 1, MarkSize - 1));
    return picture;
}

} // namespace

Legend::Legend(QWidget* parent)
    : QWidget(parent)
{
    auto* row = rowIn(this);
    for (const auto state :
        {api::TaskState::Running, api::TaskState::Starting, api::TaskState::Preparing, api::TaskState::Pending,
            api::TaskState::Failed, api::TaskState::Complete, api::TaskState::Shutdown, api::TaskState::Orphaned}) {
        auto* mark = new QLabel(this);
        mark->setPixmap(taskIcon(state).pixmap(MarkSize));
        m_marks.emplace_back(mark, state);
        row->addWidget(mark);
        row->addWidget(wordIn(this, stateText(state)));
        row->addSpacing(8);
    }
}

void Legend::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (const auto& [mark, state] : m_marks)
            mark->setPixmap(taskIcon(state).pixmap(MarkSize));
}

HeatLegend::HeatLegend(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("heatLegend"));
    auto* row = rowIn(this);
    m_mean = wordIn(this, QString());
    row->addWidget(m_mean);
    row->addSpacing(12);
    for (int i = 0; i <= HeatScale::Steps; ++i) {
        m_steps.emplace_back(new QLabel(this), wordIn(this, QString()));
        row->addWidget(m_steps.back().first);
        row->addWidget(m_steps.back().second);
        row->addSpacing(8);
    }
    m_steps.back().second->setText(LegendText::tr("not compared"));
    paintSwatches();
}

void HeatLegend::tell(const HeatScale& scale)
{
    m_mean->setText(meanText(scale));
    for (int i = 0; i < HeatScale::Steps; ++i) {
        const auto& [mark, word] = m_steps[std::size_t(i)];
        const QString loads = scale.nodes ? stepText(scale, i - HeatScale::Steps / 2) : QString();
        word->setText(loads);
        mark->setVisible(!loads.isEmpty());
        word->setVisible(!loads.isEmpty());
    }
}

void HeatLegend::paintSwatches()
{
    for (int i = 0; i <= HeatScale::Steps; ++i)
        m_steps[std::size_t(i)].first->setPixmap(
            swatch(i < HeatScale::Steps ? heatColour(i - HeatScale::Steps / 2) : QColor(), devicePixelRatioF()));
}

void HeatLegend::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintSwatches();
}

} // namespace skep::ui::topology

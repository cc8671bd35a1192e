#include "ui/widgets/alertframe.h"

#include "ui/theme/theme.h"

namespace skep::ui {
namespace {

constexpr int Wide = 4;

} // namespace

AlertFrame::AlertFrame(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("alertFrame"));
}

void AlertFrame::setAlert(bool alert)
{
    if (m_alert == alert)
        return;
    m_alert = alert;
    const int margin = alert ? Wide : 0;
    setContentsMargins(margin, margin, margin, margin);
    update();
}

void AlertFrame::paintEvent(QPaintEvent*)
{
    if (!m_alert)
        return;
    QPainter painter(this);
    painter.setPen(QPen(theme().wait, Wide, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(QRectF(rect()).adjusted(Wide / 2., Wide / 2., -Wide / 2., -Wide / 2.));
}

} // namespace skep::ui

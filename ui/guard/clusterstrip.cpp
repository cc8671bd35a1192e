#include "ui/guard/clusterstrip.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace skep::ui {
namespace {

constexpr int Height = 3; // px
constexpr int Side = 16; // px of a swatch

} // namespace

ClusterStrip::ClusterStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("clusterStrip"));
    setFixedHeight(Height);
    hide();
}

void ClusterStrip::setColour(int tint)
{
    m_tint = tint;
    setVisible(tint >= 0);
    update();
}

void ClusterStrip::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), membershipTint(m_tint));
}

QIcon clusterSwatch(int tint)
{
    if (tint < 0)
        return {};
    QPixmap picture(Side, Side);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(membershipTint(tint));
    painter.drawRoundedRect(QRectF(0, 0, Side, Side), 3, 3);
    painter.end();
    QIcon swatch(picture);
    swatch.addPixmap(picture, QIcon::Selected); // the same on a chosen row
    return swatch;
}

} // namespace skep::ui

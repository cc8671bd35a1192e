#include "ui/topology/cardpictures.h"

#include "ui/theme/theme.h"
#include "ui/topology/nodeitem.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace skep::ui::topology {
namespace {

// So that the same place is the same number.
double onGrid(double pixels)
{
    return std::round(pixels * 1024) / 1024;
}

qint64 bytesOf(const QPixmap& pixmap)
{
    return qint64(pixmap.width()) * pixmap.height() * pixmap.depth() / 8;
}

} // namespace

bool CardPictures::draw(QPainter& painter, const std::vector<NodeItem*>& items, Pace pace)
{
    ++m_frame;
    m_transform = painter.worldTransform();
    m_ratio = painter.device()->devicePixelRatioF();
    m_hurried = pace == Pace::Moving && m_cost * double(items.size()) > m_budget;
    m_spent = 0;
    painter.save();
    painter.resetTransform();
    bool sharp = true;
    for (NodeItem* item : items)
        sharp &= drawOne(painter, *item, pace);
    painter.restore();
    return sharp;
}

bool CardPictures::drawOne(QPainter& painter, NodeItem& item, Pace pace)
{
    CardPicture& picture = item.picture();
    picture.frame = m_frame;
    const QRectF box = item.boundingRect().translated(item.pos());
    const QPointF corner = m_transform.map(box.topLeft()) * m_ratio;
    const QPointF exact(onGrid(corner.x()), onGrid(corner.y()));
    const QPointF whole(std::floor(exact.x()), std::floor(exact.y()));
    const double zoom = m_transform.m11();
    const bool there = !picture.pixmap.isNull();
    const bool fits = picture.zoom == zoom && picture.ratio == m_ratio && picture.fraction == exact - whole;
    const bool late = pace != Pace::Whole && m_spent > m_budget;
    if (there && picture.fresh && !fits && (m_hurried || late)) {
        painter.drawPixmap(m_transform.mapRect(box), picture.pixmap, QRectF(picture.pixmap.rect()));
        return false;
    }
    if (!there && late && pace == Pace::Moving) {
        painter.fillRect(m_transform.mapRect(QRectF(item.pos(), QSizeF(CardWidth, CardHeight))), theme().surface);
        return false;
    }
    if (!there || !picture.fresh || !fits) {
        QElapsedTimer clock;
        clock.start();
        picture.zoom = zoom;
        picture.ratio = m_ratio;
        paint(item, exact - whole);
        const double ms = double(clock.nsecsElapsed()) / 1e6;
        m_spent += ms;
        m_cost += (ms - m_cost) / 16;
    }
    painter.drawPixmap(whole / m_ratio, picture.pixmap);
    return true;
}

void CardPictures::paint(NodeItem& item, const QPointF& fraction)
{
    CardPicture& picture = item.picture();
    const QRectF box = item.boundingRect();
    const double scale = picture.zoom * picture.ratio;
    const QSize size(
        int(std::ceil(fraction.x() + box.width() * scale)), int(std::ceil(fraction.y() + box.height() * scale)));
    if (picture.pixmap.size() != size)
        picture.pixmap = QPixmap(size);
    picture.pixmap.setDevicePixelRatio(picture.ratio);
    picture.pixmap.fill(Qt::transparent);
    picture.fraction = fraction;
    picture.fresh = true;
    QPainter painter(&picture.pixmap);
    painter.translate(fraction / picture.ratio);
    painter.scale(picture.zoom, picture.zoom);
    painter.translate(-box.topLeft());
    QStyleOptionGraphicsItem option;
    option.exposedRect = box;
    item.paint(&painter, &option, nullptr);
}

void CardPictures::trim(const std::vector<NodeItem*>& all)
{
    qint64 bytes = 0;
    for (NodeItem* item : all)
        bytes += bytesOf(item->picture().pixmap);
    if (bytes <= m_kept)
        return;
    for (NodeItem* item : all)
        if (item->picture().frame != m_frame)
            item->picture() = {};
}

} // namespace skep::ui::topology

#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/topology/topologycanvas.h"

#include <QApplication>

#include <algorithm>

// What the map paints behind and over its cards.
namespace skep::ui::topology {
namespace {

QFont sceneFont(double pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font = QApplication::font();
    font.setPixelSize(int(pixels));
    font.setWeight(weight);
    return font;
}

} // namespace

void Canvas::drawBackground(QPainter* painter, const QRectF& rect)
{
    painter->fillRect(rect, theme().window);
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_items.empty())
        return;
    for (const Band& band : m_layout.bands)
        drawBand(*painter, band);
    drawDock(*painter);
    drawCards(*painter, rect);
}

// The cards that `rect` touches, and another frame when they are not all as they should be.
void Canvas::drawCards(QPainter& painter, const QRectF& rect)
{
    std::vector<NodeItem*> touched;
    for (NodeItem* item : m_drawn)
        if (rect.intersects(item->boundingRect().translated(item->pos())))
            touched.push_back(item);
    const bool sharp = m_pictures.draw(painter, touched, m_pace);
    m_pictures.trim(m_drawn);
    if (m_pace != CardPictures::Pace::Settling)
        return;
    if (!sharp)
        m_settle.start(0);
    else if (rect.contains(mapToScene(viewport()->rect()).boundingRect()))
        m_pace = CardPictures::Pace::Whole;
}

void Canvas::drawBand(QPainter& painter, const Band& band) const
{
    const Theme& t = theme();
    painter.setPen(QPen(t.hairline, 0));
    painter.setBrush(t.dark ? t.window.lighter(112) : t.window.darker(102));
    painter.drawRoundedRect(band.rect, 8, 8);
    QString title, note;
    const store::View& view = m_cluster.store();
    if (band.kind == BandKind::Managers) {
        const Quorum quorum = quorumOf(view);
        title = tr("MANAGERS");
        note = m_cluster.state().standing == client::Standing::NoQuorum && !m_cluster.viewing()
            ? tr("no majority")
            : tr("quorum %1 of %2, may lose %3").arg(quorum.reachable).arg(quorum.managers).arg(quorum.mayStillLose());
    } else if (band.kind == BandKind::Workers) {
        title = tr("WORKERS");
        const auto count = std::count_if(
            m_items.begin(), m_items.end(), [](const auto& entry) { return !entry.second->node().manager; });
        note = count ? tr("%n node(s)", nullptr, int(count)) : tr("none: every task runs on managers");
    } else {
        title = m_grouping.bandTitle(band.group);
        note = zoneNote(band);
    }
    const bool dense = this->dense();
    const QFont strong = sceneFont(dense ? 44 : 12, QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(t.muted);
    const QRectF line = band.rect.adjusted(Padding, 4, -Padding, 0);
    painter.drawText(
        QRectF(line.topLeft(), QSizeF(line.width(), TitleHeight)), Qt::AlignVCenter | Qt::AlignLeft, title);
    if (dense)
        return;
    const QFont plain = sceneFont(12);
    painter.setFont(plain);
    const QRectF beside = line.adjusted(QFontMetricsF(strong).horizontalAdvance(title) + 12, 0, 0, 0);
    painter.drawText(QRectF(beside.topLeft(), QSizeF(beside.width(), TitleHeight)), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetricsF(plain).elidedText(note, Qt::ElideRight, beside.width()));
}

// What would be lost with everything in the band.
QString Canvas::zoneNote(const Band& band) const
{
    int nodes = 0, managers = 0;
    for (const auto& [id, item] : m_items)
        if (item->node().group == band.group) {
            ++nodes;
            managers += item->node().manager;
        }
    const QString count = tr("%n node(s)", nullptr, nodes);
    return managers ? count + QStringLiteral(" · ") + tr("%n manager(s)", nullptr, managers) : count;
}

void Canvas::drawDock(QPainter& painter) const
{
    const Theme& t = theme();
    painter.setPen(QPen(t.border, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(m_layout.dock.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (dense())
        return;
    painter.setFont(sceneFont(12, QFont::DemiBold));
    painter.setPen(t.muted);
    const QRectF inner = m_layout.dock.adjusted(Padding, 4, -Padding, 0);
    painter.drawText(
        QRectF(inner.topLeft(), QSizeF(inner.width(), TitleHeight)), Qt::AlignVCenter | Qt::AlignLeft, tr("DRAINED"));
    painter.setFont(sceneFont(11));
    painter.drawText(QRectF(inner.x(), inner.y() + TitleHeight, inner.width(), 52),
        Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
        tr("Drop a node here to drain it; drag it back to activate it."));
    for (const Card& ticket : m_layout.tickets) {
        const NodeItem* node = item(ticket.id);
        if (!node)
            continue;
        painter.setPen(QPen(t.hairline, 1));
        painter.setBrush(t.surface);
        painter.drawRoundedRect(ticket.rect, 5, 5);
        const QRectF text = ticket.rect.adjusted(8, 3, -8, -3);
        const QFont name = sceneFont(12, QFont::DemiBold);
        painter.setFont(name);
        painter.setPen(t.text);
        painter.drawText(text, Qt::AlignTop | Qt::AlignLeft,
            QFontMetricsF(name).elidedText(node->node().name, Qt::ElideRight, text.width()));
        painter.setFont(sceneFont(11));
        painter.setPen(t.muted);
        const int left = int(node->node().pips.size());
        painter.drawText(
            text, Qt::AlignBottom | Qt::AlignLeft, left ? tr("%n task(s) left", nullptr, left) : tr("empty"));
    }
}

void Canvas::drawForeground(QPainter* painter, const QRectF& rect)
{
    const Theme& t = theme();
    const auto liveness = m_cluster.state().liveness;
    if (liveness == client::Liveness::Stale || liveness == client::Liveness::Down) {
        QColor veil = t.window;
        veil.setAlphaF(0.4f);
        painter->fillRect(rect, veil);
    }
    painter->setRenderHint(QPainter::Antialiasing);
    if (const auto intent = visitIntent())
        for (const auto* cards : {&m_layout.cards, &m_layout.tickets})
            for (const Card& card : *cards)
                if (card.id == m_visit->node)
                    drawTarget(*painter, card.rect, true, intent->sentence, intent->refusal);
    if (!m_drag)
        return;
    for (const Place& place : places())
        if (const auto intent = dropIntent(m_cluster.store(), m_drag->ids, m_drag->fromDock, place.target))
            drawTarget(*painter, place.rect, place.rect.contains(m_drag->at), intent->sentence, intent->refusal);
    // The cards in hand, as a stack.
    const double unit = 1 / transform().m11();
    for (std::size_t i = std::min<std::size_t>(m_drag->ids.size(), 3); i-- > 0;) {
        const QRectF ghost(
            m_drag->at + QPointF(10 + 4.0 * double(i), 8 + 4.0 * double(i)) * unit, QSizeF(150, 30) * unit);
        painter->setPen(QPen(t.accent, 1.5 * unit));
        painter->setBrush(t.raised);
        painter->drawRoundedRect(ghost, 5 * unit, 5 * unit);
        if (i == 0) {
            painter->setPen(t.text);
            painter->setFont(sceneFont(std::max(1.0, 13 * unit), QFont::DemiBold));
            painter->drawText(ghost.adjusted(10 * unit, 0, -6 * unit, 0), Qt::AlignVCenter | Qt::AlignLeft,
                nodeNames(m_cluster.store(), m_drag->ids));
        }
    }
}

void Canvas::drawTarget(
    QPainter& painter, const QRectF& place, bool over, const QString& sentence, const std::optional<QString>& refusal) const
{
    const Theme& t = theme();
    const double unit = 1 / transform().m11();
    const QColor colour = refusal ? t.fail : t.accent;
    QColor fill = colour;
    fill.setAlphaF(over ? 0.16f : 0.05f);
    painter.setBrush(fill);
    painter.setPen(QPen(colour, (over ? 3 : 2) * unit, Qt::DashLine));
    painter.drawRoundedRect(place.adjusted(unit, unit, -unit, -unit), 8, 8);
    const QString words = refusal ? *refusal + u'.' : sentence;
    const QFont font = sceneFont(std::max(1.0, 13 * unit), QFont::DemiBold);
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect().adjusted(8 * unit, 8 * unit, -8 * unit, -8 * unit);
    // A card may be narrower than what is said of it.
    const double width = std::min({std::max(place.width() - 16 * unit, 260 * unit), seen.width(), 420 * unit});
    const QRectF text = QFontMetricsF(font).boundingRect({0, 0, width, 400 * unit}, Qt::TextWordWrap, words);
    QRectF label(place.center().x() - text.width() / 2 - 10 * unit,
        place.bottom() - text.height() - 22 * unit, text.width() + 20 * unit, text.height() + 12 * unit);
    label.moveLeft(std::clamp(label.left(), seen.left(), std::max(seen.left(), seen.right() - label.width())));
    label.moveTop(std::clamp(label.top(), seen.top(), std::max(seen.top(), seen.bottom() - label.height())));
    painter.setPen(QPen(colour, unit));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(label, 5 * unit, 5 * unit);
    painter.setFont(font);
    painter.setPen(refusal ? t.textError : t.text);
    painter.drawText(label, Qt::AlignCenter | Qt::TextWordWrap, words);
}

} // namespace skep::ui::topology

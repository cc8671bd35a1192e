#include "ui/theme/cellpainter.h"

#include <QIcon>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionViewItem>
#include <QTreeView>

namespace skep::ui {
namespace {

bool isPlain(const QStyleOptionViewItem& cell, const QWidget* widget)
{
    const auto* list = qobject_cast<const QTreeView*>(widget);
    constexpr auto other = QStyleOptionViewItem::WrapText | QStyleOptionViewItem::HasCheckIndicator;
    return list && list->uniformRowHeights() && !(cell.features & other) && !(cell.state & QStyle::State_HasFocus)
        && cell.direction == Qt::LeftToRight && cell.decorationPosition == QStyleOptionViewItem::Left
        && cell.textElideMode == Qt::ElideRight && !cell.text.contains(QChar::LineSeparator);
}

} // namespace

bool CellPainter::paint(QPainter& painter, const QStyleOptionViewItem& cell, const QWidget* widget)
{
    if (!isPlain(cell, widget))
        return false;
    const QStyle* style = widget->style();
    const bool enabled = cell.state & QStyle::State_Enabled, selected = cell.state & QStyle::State_Selected;
    if (selected || cell.backgroundBrush.style() != Qt::NoBrush)
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, &painter, widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, widget) + 1;
    QRect room = cell.rect;
    if (cell.features & QStyleOptionViewItem::HasDecoration) {
        const QRect box(room.left() + margin, room.top(), cell.decorationSize.width(), room.height());
        const QPixmap picture = cell.icon.pixmap(cell.decorationSize, painter.device()->devicePixelRatioF(),
            !enabled       ? QIcon::Disabled
                : selected ? QIcon::Selected
                           : QIcon::Normal,
            cell.state & QStyle::State_Open ? QIcon::On : QIcon::Off);
        const QSize size = (QSizeF(picture.size()) / picture.devicePixelRatio()).toSize();
        painter.drawPixmap(QStyle::alignedRect(cell.direction, Qt::AlignCenter, size, box).topLeft(), picture);
        room.setLeft(box.right() + 1 + margin);
    }
    room.adjust(margin, 0, -margin, 0);
    if (cell.text.isEmpty() || room.width() <= 0)
        return true;
    const auto group = !enabled             ? QPalette::Disabled
        : cell.state & QStyle::State_Active ? QPalette::Normal
                                            : QPalette::Inactive;
    painter.setPen(cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    painter.setFont(cell.font);
    const QStaticText& text = laidOut(cell, room.width());
    const QSize size(int(text.size().width()), int(text.size().height()));
    painter.drawStaticText(QStyle::alignedRect(cell.direction, cell.displayAlignment, size, room).topLeft(), text);
    return true;
}

const QStaticText& CellPainter::laidOut(const QStyleOptionViewItem& cell, int room)
{
    if (cell.font != m_font) {
        m_texts.clear();
        m_font = cell.font;
    }
    const QStaticText& whole = kept(cell.text, -1, cell.text);
    if (whole.size().width() <= room)
        return whole;
    if (const QStaticText* known = m_texts.object({cell.text, room}))
        return *known;
    return kept(cell.text, room, cell.fontMetrics.elidedText(cell.text, cell.textElideMode, room));
}

const QStaticText& CellPainter::kept(const QString& text, int room, const QString& shown)
{
    if (const QStaticText* known = m_texts.object({text, room}))
        return *known;
    auto* made = new QStaticText(shown);
    made->setTextFormat(Qt::PlainText);
    made->prepare(QTransform(), m_font);
    m_texts.insert({text, room}, made);
    return *made;
}

} // namespace skep::ui

#pragma once

#include <QCache>
#include <QFont>
#include <QPair>
#include <QStaticText>

class QPainter;
class QStyleOptionViewItem;
class QWidget;

namespace skep::ui {

// Paints the cells of lists whose rows have one height: one line of text, elided at its end, maybe an icon before it.
// It looks as Fusion would paint it, which lays each text out three times to get there; here what was laid out is kept.
class CellPainter
{
public:
    // False when it is no such cell; then nothing was painted.
    [[nodiscard]] bool paint(QPainter& painter, const QStyleOptionViewItem& cell, const QWidget* widget);

private:
    [[nodiscard]] const QStaticText& laidOut(const QStyleOptionViewItem& cell, int room);
    [[nodiscard]] const QStaticText& kept(const QString& text, int room, const QString& shown);

    QFont m_font; // of all that is kept
    QCache<QPair<QString, int>, QStaticText> m_texts{2000}; // by text and room, px; -1: not elided
};

} // namespace skep::ui

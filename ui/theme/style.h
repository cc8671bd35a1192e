#pragma once

#include "ui/theme/cellpainter.h"

#include <QProxyStyle>

class QPushButton;
class QTreeView;

namespace skep::ui {

// Fusion with the theme's flat surfaces: one hairline where Fusion has bevels, a focus ring that is always visible.
class Style final : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const override;
    [[nodiscard]] QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const override;

private:
    mutable CellPainter m_cells;
};

// How a push button asks to be drawn.
enum class ButtonRole { Plain, Primary, Danger };
void setButtonRole(QPushButton* button, ButtonRole role);

// Rows reach to the list's edge; what stands in their first column, and its title, begins that many pixels further in.
void setRowInset(QTreeView* list, int pixels);
// px; with this inset the first column's text begins below the title of its page.
inline constexpr int PageMargin = 16, PageRowInset = PageMargin - 3;
[[nodiscard]] int rowInset(const QWidget* list);

} // namespace skep::ui

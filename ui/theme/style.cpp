#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

namespace skep::ui {
namespace {

constexpr int ColumnGap = 10; // px more between the columns of small tables
constexpr int FieldInset = 4; // px between a field's frame and its text, besides Fusion's
constexpr int ToolGap = 6; // px around and between the icon and the text of a tool button
constexpr const char *RoleProperty = "skepButtonRole", *InsetProperty = "skepRowInset";

ButtonRole roleOf(const QWidget* widget)
{
    return widget ? ButtonRole(widget->property(RoleProperty).toInt()) : ButtonRole::Plain;
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto mix = [share](float x, float y) { return float(double(x) * (1 - share) + double(y) * share); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

void drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const Theme& t = theme();
    const bool enabled = option->state & QStyle::State_Enabled;
    const ButtonRole role = enabled ? roleOf(widget) : ButtonRole::Plain;
    QColor fill = role == ButtonRole::Primary ? t.accent : role == ButtonRole::Danger ? t.danger : t.raised;
    if (!enabled)
        fill = t.window;
    else if (option->state & (QStyle::State_Sunken | QStyle::State_On))
        fill = mixed(fill, t.text, 0.16);
    else if (option->state & QStyle::State_MouseOver)
        fill = mixed(fill, t.text, 0.07);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(role == ButtonRole::Plain ? QPen(enabled ? t.border : t.hairline, 1) : QPen(fill, 1));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
    if (option->state & QStyle::State_HasFocus) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(role == ButtonRole::Plain ? t.accent : t.text, 2));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 5, 5);
    }
    painter->restore();
}

void drawField(const QStyleOption* option, QPainter* painter)
{
    const Theme& t = theme();
    const bool focus = option->state & QStyle::State_HasFocus;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(option->palette.brush(QPalette::Base));
    painter->setPen(QPen(focus ? t.accent : option->state & QStyle::State_Enabled ? t.border : t.hairline, focus ? 2 : 1));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 4, 4);
    painter->restore();
}

// Fusion's frames are as dark as the dark theme's ground.
void drawIndicator(const QStyleOption* option, QPainter* painter, bool round)
{
    const Theme& t = theme();
    const bool enabled = option->state & QStyle::State_Enabled, on = option->state & QStyle::State_On,
               some = option->state & QStyle::State_NoChange;
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const double side = std::min(box.width(), box.height());
    const QRectF shape(box.center() - QPointF(side / 2, side / 2), QSizeF(side, side));
    QColor fill = on || some ? t.accent : t.surface;
    if (!enabled)
        fill = on || some ? t.disabled : t.window;
    else if (option->state & (QStyle::State_MouseOver | QStyle::State_Sunken))
        fill = mixed(fill, t.text, 0.07);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(QPen(on || some ? fill : enabled ? t.border : t.hairline, 1));
    round ? painter->drawEllipse(shape) : painter->drawRoundedRect(shape, 3, 3);
    painter->setPen(QPen(t.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&shape](double x, double y) { return QPointF(shape.x() + x * shape.width(), shape.y() + y * shape.height()); };
    if (on && round) {
        painter->setBrush(t.onAccent);
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(shape.center(), side * 0.2, side * 0.2);
    } else if (on) {
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(QPolygonF({at(0.24, 0.52), at(0.43, 0.72), at(0.77, 0.3)}));
    } else if (some) {
        painter->drawLine(at(0.27, 0.5), at(0.73, 0.5));
    }
    painter->restore();
}

// Fusion leaves nothing between the icon and the text.
bool showsBoth(const QStyleOptionToolButton* button)
{
    return button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull() && !button->text.isEmpty();
}

void drawToolLabel(const QStyle& style, const QStyleOptionToolButton& button, QPainter* painter)
{
    const bool enabled = button.state & QStyle::State_Enabled;
    const QRect room = button.rect.adjusted(ToolGap, 0, -ToolGap, 0);
    const QRect picture(QPoint(room.left(), room.center().y() - button.iconSize.height() / 2 + 1), button.iconSize);
    button.icon.paint(painter, QStyle::visualRect(button.direction, button.rect, picture), Qt::AlignCenter,
        enabled ? QIcon::Normal : QIcon::Disabled);
    style.drawItemText(painter, QStyle::visualRect(button.direction, button.rect, room.adjusted(picture.width() + ToolGap, 0, 0, 0)),
        int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic), button.palette, enabled, button.text, QPalette::ButtonText);
}

} // namespace

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void setButtonRole(QPushButton* button, ButtonRole role)
{
    button->setProperty(RoleProperty, int(role));
    button->update();
}

void setRowInset(QTreeView* list, int pixels)
{
    list->setProperty(InsetProperty, pixels);
    list->viewport()->update();
}

int rowInset(const QWidget* list)
{
    return list ? list->property(InsetProperty).toInt() : 0;
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(option, painter, widget);
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            return drawField(option, painter);
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        return drawIndicator(option, painter, element == PE_IndicatorRadioButton);
    case PE_FrameFocusRect:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme().accent, 2));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 4, 4);
        painter->restore();
        return;
    case PE_Frame:
        if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget); text && !text->isReadOnly())
            return drawField(option, painter);
        painter->save();
        painter->setPen(theme().hairline);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_FrameStatusBarItem:
    case PE_FrameDefaultButton:
        return;
    case PE_PanelButtonTool: {
        const bool on = option->state & (State_On | State_Sunken), over = option->state & State_MouseOver;
        if (!(option->state & State_Enabled) || !(on || over))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(on ? theme().selection : mixed(option->palette.color(QPalette::Window), theme().text, 0.07));
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 4, 4);
        painter->restore();
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == CE_PushButtonLabel && roleOf(widget) != ButtonRole::Plain && option->state & State_Enabled) {
        QStyleOptionButton copy(*qstyleoption_cast<const QStyleOptionButton*>(option));
        copy.palette.setColor(QPalette::ButtonText, roleOf(widget) == ButtonRole::Danger ? theme().onDanger : theme().onAccent);
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    // A line of text that can be pressed begins where other text does.
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        element == CE_PushButtonLabel && button && (button->features & QStyleOptionButton::Flat)) {
        QStyleOptionToolButton label;
        static_cast<QStyleOption&>(label) = *button;
        label.icon = button->icon;
        label.iconSize = button->icon.isNull() ? QSize(0, 0) : button->iconSize;
        label.text = button->text;
        label.rect.adjust(-ToolGap, 0, 0, 0);
        return drawToolLabel(*this, label, painter);
    }
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option); element == CE_ToolButtonLabel && showsBoth(tool))
        return drawToolLabel(*this, *tool, painter);
    if (element == CE_ItemViewItem) {
        QStyleOptionViewItem cell(*qstyleoption_cast<const QStyleOptionViewItem*>(option));
        const auto position = cell.viewItemPosition;
        const int inset = rowInset(widget);
        if (inset > 0 && (position == QStyleOptionViewItem::Beginning || position == QStyleOptionViewItem::OnlyOne)) {
            proxy()->drawPrimitive(PE_PanelItemViewItem, &cell, painter, widget); // to the edge
            cell.rect.setLeft(cell.rect.left() + inset);
        }
        if (!m_cells.paint(*painter, cell, widget))
            QProxyStyle::drawControl(element, &cell, painter, widget);
        return;
    }
    if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        header && element == CE_HeaderLabel && widget && rowInset(widget->parentWidget()) > 0) {
        QStyleOptionHeader title(*header);
        if (title.position == QStyleOptionHeader::Beginning || title.position == QStyleOptionHeader::OnlyOneSection)
            title.rect.setLeft(title.rect.left() + rowInset(widget->parentWidget()));
        return QProxyStyle::drawControl(element, &title, painter, widget);
    }
    if (element == CE_HeaderSection) {
        painter->fillRect(option->rect, theme().window);
        painter->setPen(theme().hairline);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    // Icons that open a menu say so themselves.
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        control == CC_ToolButton && tool && tool->text.isEmpty() && (tool->features & QStyleOptionToolButton::HasMenu)) {
        QStyleOptionToolButton plain(*tool);
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); control == CC_SpinBox && spin && spin->frame) {
        const bool focus = spin->state & State_HasFocus;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(focus ? theme().accent : spin->state & State_Enabled ? theme().border : theme().hairline, focus ? 2 : 1));
        painter->drawRoundedRect(QRectF(spin->rect).adjusted(1, 1, -1, -1), 4, 4);
        painter->restore();
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    return element == SE_LineEditContents && frame && frame->lineWidth > 0 ? rect.adjusted(FieldInset, 0, -FieldInset, 0) : rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    const bool text = (control == CC_ComboBox && part == SC_ComboBoxEditField) || (control == CC_SpinBox && part == SC_SpinBoxEditField);
    if (text && option->direction == Qt::LeftToRight)
        rect.setLeft(rect.left() + FieldInset);
    return rect;
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    return which == SP_TitleBarCloseButton ? icon(QStringLiteral("close")) : QProxyStyle::standardIcon(which, option, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
        return 16;
    case PM_DefaultFrameWidth: // room for the frame of a field
        return qobject_cast<const QPlainTextEdit*>(widget) ? 2 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ToolBarIconSize:
        return 20;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ToolBarSeparatorExtent:
        return 12;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
        return 0;
    case SH_Menu_MouseTracking:
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int least = 28 * option->fontMetrics.height() / 17;
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        result.setHeight(std::max(result.height(), least));
    if (type == CT_PushButton)
        result.rwidth() += 8;
    if (type == CT_LineEdit)
        result.rwidth() += 2 * FieldInset;
    if (type == CT_ComboBox || type == CT_SpinBox)
        result.rwidth() += FieldInset;
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option); type == CT_ToolButton && tool && !tool->text.isEmpty()
        && tool->toolButtonStyle != Qt::ToolButtonIconOnly)
        result.rwidth() += showsBoth(tool) ? 2 * ToolGap + 2 : ToolGap;
    if (type == CT_HeaderSection || (type == CT_ItemViewItem && qobject_cast<const QTableView*>(widget)))
        result.rwidth() += ColumnGap;
    if (type == CT_ItemViewItem && qobject_cast<const QTreeView*>(widget))
        result.setHeight(std::max(result.height(), least));
    return result;
}

} // namespace skep::ui

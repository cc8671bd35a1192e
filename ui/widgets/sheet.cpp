#include "ui/widgets/sheet.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {

Sheet::Sheet(QWidget* window) : QFrame(window->window())
{
    for (auto* other : parentWidget()->findChildren<Sheet*>(Qt::FindDirectChildrenOnly))
        if (other != this)
            other->close();
    setObjectName(QStringLiteral("sheet"));
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    m_title = new QLabel(this);
    m_title->setWordWrap(true);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    layout->addWidget(m_title);
    m_content = new QVBoxLayout;
    m_content->setSpacing(8);
    layout->addLayout(m_content, 1);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    layout->addLayout(m_buttons);
    parentWidget()->installEventFilter(this);
    hide();
}

void Sheet::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

QPushButton* Sheet::addButton(const QString& text, ButtonRole role)
{
    auto* button = new QPushButton(text, this);
    setButtonRole(button, role);
    m_buttons->addWidget(button);
    return button;
}

void Sheet::present()
{
    place();
    show();
    raise();
    setFocus();
}

void Sheet::close()
{
    if (isHidden())
        return; // another one has its place, and the focus
    hide();
    deleteLater();
    if (parentWidget())
        parentWidget()->setFocus();
}

void Sheet::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::min(room.width() - 48, std::max(560, sizeHint().width()));
    // The hint's height is for the hint's width, where lines of text are shorter.
    const int wanted = hasHeightForWidth() ? heightForWidth(width) : sizeHint().height();
    const int height = std::min(room.height() - 96, wanted);
    setGeometry((room.width() - width) / 2, std::max(48, (room.height() - height) / 3), width, height);
}

bool Sheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

bool Sheet::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest && isVisible())
        place();
    return QFrame::event(event);
}

void Sheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    // Enter presses the button that has the focus; a field keeps it.
    if (auto* button = qobject_cast<QPushButton*>(window()->focusWidget());
        button && isAncestorOf(button) && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !event->isAutoRepeat())
        return button->click();
    QFrame::keyPressEvent(event);
}

bool Sheet::focusNextPrevChild(bool next)
{
    // Tab stays inside.
    QWidget* from = window()->focusWidget() && isAncestorOf(window()->focusWidget()) ? window()->focusWidget() : this;
    for (QWidget* to = next ? from->nextInFocusChain() : from->previousInFocusChain(); to != from;
         to = next ? to->nextInFocusChain() : to->previousInFocusChain()) {
        if (isAncestorOf(to) && to->isVisible() && to->isEnabled() && (to->focusPolicy() & Qt::TabFocus)) {
            to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

void Sheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme().raised);
    painter.setPen(QPen(theme().border, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace skep::ui

#include "ui/widgets/valuelabel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace skep::ui {
namespace {

constexpr QChar Break(0x200B); // no width, a line may end there
constexpr qsizetype LongWord = 12; // longer ones may break

QString breakable(const QString& text)
{
    QString out;
    qsizetype word = 0;
    for (const QChar c : text) {
        word = c.isSpace() ? 0 : word + 1;
        if (word > LongWord && !c.isLowSurrogate())
            out += Break;
        out += c;
    }
    return out;
}

} // namespace

ValueLabel::ValueLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void ValueLabel::say(const QString& text)
{
    if (const QString shown = m_anywhere ? breakable(text) : text; shown != QLabel::text())
        setText(shown);
}

QString ValueLabel::chosenText() const
{
    return selectedText().remove(Break);
}

void ValueLabel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy) && hasSelectedText())
        return QGuiApplication::clipboard()->setText(chosenText());
    QLabel::keyPressEvent(event);
}

void ValueLabel::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] {
        QGuiApplication::clipboard()->setText(hasSelectedText() ? chosenText() : text().remove(Break));
    });
    menu->popup(event->globalPos());
}

// What the middle button pastes.
void ValueLabel::mouseReleaseEvent(QMouseEvent* event)
{
    QLabel::mouseReleaseEvent(event);
    if (hasSelectedText() && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(chosenText(), QClipboard::Selection);
}

} // namespace skep::ui

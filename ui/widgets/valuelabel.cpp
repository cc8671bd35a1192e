#include "ui/widgets/valuelabel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr QChar Break(0x200B); // no width, a line may end there
constexpr qsizetype LongWord = 12; // longer ones may break

QString breakable(const QString& text)
{
    QString out;
    qsizetype start = 0;
    const auto word = [&](qsizetype end) {
        const QStringView one = QStringView(text).mid(start, end - start);
        const bool breaks = one.size() > LongWord && std::any_of(one.begin(), one.end(), [](QChar c) { return c.isDigit(); });
        for (qsizetype i = 0; i < one.size(); ++i) {
            if (breaks && i >= LongWord && !one[i].isLowSurrogate())
                out += Break;
            out += one[i];
        }
    };
    for (qsizetype at = 0; at < text.size(); ++at)
        if (text[at].isSpace()) {
            word(at);
            out += text[at];
            start = at + 1;
        }
    word(text.size());
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
    if (const QString shown = breakable(text); shown != QLabel::text())
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

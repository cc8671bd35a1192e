#include "ui/forms/secretedit.h"
#include "ui/theme/theme.h"

#include <QMimeData>
#include <QPainter>
#include <QTextBlock>

namespace skep::ui {

SecretEdit::SecretEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setFont(codeFont());
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
}

void SecretEdit::setRevealed(bool revealed)
{
    m_revealed = revealed;
    viewport()->update();
}

void SecretEdit::paintEvent(QPaintEvent* event)
{
    if (m_revealed || document()->isEmpty())
        return QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::Text));
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
        if (line.top() > viewport()->height())
            break;
        painter.drawText(QRectF(line.left() + document()->documentMargin(), line.top(), 1e6, line.height()),
            Qt::AlignLeft | Qt::AlignVCenter, QString(std::min<qsizetype>(block.text().size(), 200), QChar(0x2022)));
    }
    if (hasFocus())
        painter.fillRect(
            QRectF(cursorRect().left(), cursorRect().top(), 1, cursorRect().height()), palette().color(QPalette::Text));
}

QMimeData* SecretEdit::createMimeDataFromSelection() const
{
    return m_revealed ? QPlainTextEdit::createMimeDataFromSelection() : new QMimeData;
}

// Input methods remember what surrounds the cursor.
QVariant SecretEdit::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (!m_revealed && (query == Qt::ImSurroundingText || query == Qt::ImCurrentSelection))
        return {};
    return QPlainTextEdit::inputMethodQuery(query);
}

} // namespace skep::ui

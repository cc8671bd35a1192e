#include "ui/swarm/card.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace skep::ui {

SwarmCard::SwarmCard(const QString& title, QWidget* parent)
    : QFrame(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(10);
    m_head = new QHBoxLayout;
    m_head->setSpacing(8);
    auto* words = new QLabel(title, this);
    QFont font = words->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    words->setFont(font);
    m_head->addWidget(words);
    m_head->addStretch(1);
    layout->addLayout(m_head);
    m_body = new QVBoxLayout;
    m_body->setSpacing(8);
    layout->addLayout(m_body, 1);
    setAccessibleName(title);
}

QLabel* SwarmCard::addText(const QString& text, bool muted)
{
    auto* label = new QLabel(text, this);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (muted)
        setTone(label, TextTone::Muted);
    m_body->addWidget(label);
    return label;
}

void SwarmCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme().surface);
    painter.setPen(QPen(theme().hairline, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void SwarmCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        for (auto* label : findChildren<QLabel*>())
            if (const QVariant tone = label->property("tone"); tone.isValid())
                setTone(label, TextTone(tone.toInt()));
}

void setTone(QLabel* label, TextTone tone)
{
    label->setProperty("tone", int(tone));
    const Theme& t = theme();
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText,
        tone == TextTone::Muted       ? t.muted
            : tone == TextTone::Ok    ? t.textOk
            : tone == TextTone::Warn  ? t.textWarn
            : tone == TextTone::Error ? t.textError
                                      : t.text);
    label->setPalette(colours);
}

} // namespace skep::ui

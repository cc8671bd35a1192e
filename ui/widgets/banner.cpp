#include "ui/widgets/banner.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace skep::ui {

Banner::Banner(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("banner"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_buttons = new QHBoxLayout;
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    hide();
}

QString Banner::text() const
{
    return m_shown ? m_shown->text : QString();
}

void Banner::say(const std::optional<Guidance>& guidance)
{
    if (guidance == m_shown)
        return;
    m_shown = guidance;
    setVisible(guidance.has_value());
    if (!guidance)
        return;
    m_text->setText(guidance->text);
    setAccessibleName(guidance->text);
    colour();
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const auto& offered : guidance->buttons) {
        auto* button = new QPushButton(offered.text, this);
        connect(button, &QPushButton::clicked, this, [this, action = offered.action] { Q_EMIT asked(action); });
        m_buttons->addWidget(button);
    }
    update();
}

// In the theme of the moment.
void Banner::colour()
{
    const bool error = m_shown->severity == Guidance::Severity::Error;
    const bool info = m_shown->severity == Guidance::Severity::Info;
    m_icon->setPixmap(icon(error ? QStringLiteral("error") : info ? QStringLiteral("info") : QStringLiteral("warning")).pixmap(16));
    QPalette colours = palette();
    const Theme& t = theme();
    colours.setColor(QPalette::WindowText, error ? t.errorText : info ? t.text : t.warningText);
    m_text->setPalette(colours);
}

void Banner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shown)
        colour();
}

void Banner::paintEvent(QPaintEvent*)
{
    if (!m_shown)
        return;
    const Theme& t = theme();
    QPainter painter(this);
    const auto severity = m_shown->severity;
    painter.fillRect(rect(), severity == Guidance::Severity::Error ? t.errorBand : severity == Guidance::Severity::Info ? t.selection : t.warningBand);
    painter.fillRect(QRect(0, 0, 4, height()), severity == Guidance::Severity::Error ? t.fail : severity == Guidance::Severity::Info ? t.accent : t.wait);
}

} // namespace skep::ui

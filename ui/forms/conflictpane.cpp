#include "ui/forms/conflictpane.h"

#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace skep::ui {

ConflictPane::ConflictPane(QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("conflicts"));
    setAccessibleName(tr("Changed meanwhile by somebody else"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(QStringLiteral("conflictSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    column->addWidget(m_sentence);
    hide();
}

void ConflictPane::show(const std::vector<Draft::Change>& taken, const std::vector<Draft::Conflict>& conflicts)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme().warningText);
    setPalette(colours);
    QStringList in;
    for (const Draft::Change& change : taken)
        if (std::none_of(conflicts.begin(), conflicts.end(),
                [&change](const Draft::Conflict& known) { return known.id == change.id; }))
            in << tr("%1: %2 → %3").arg(change.label, change.from, change.to);
    QStringList lines{tr("Somebody else changed it meanwhile.")};
    if (!in.isEmpty())
        lines << tr("Taken in beside your changes: %1.").arg(in.join(QStringLiteral(", ")));
    if (!conflicts.empty())
        lines << tr("You both changed these; which one shall it be?");
    m_sentence->setText(lines.join(u'\n'));
    if (m_rows)
        m_rows->deleteLater();
    m_rows = new QWidget(this);
    layout()->addWidget(m_rows);
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(16);
    int row = 0;
    const auto cell = [&](int column, const QString& text, const QString& name = {}) {
        auto* label = new QLabel(text, m_rows);
        label->setWordWrap(column > 0);
        label->setTextFormat(Qt::PlainText);
        label->setObjectName(name);
        grid->addWidget(label, row, column);
    };
    if (!conflicts.empty()) {
        int column = 1;
        for (const QString& heading : {tr("It was"), tr("Yours"), tr("Theirs")})
            cell(column++, heading);
        grid->setColumnStretch(1, 1);
        grid->setColumnStretch(2, 1);
        grid->setColumnStretch(3, 1);
    }
    for (const Draft::Conflict& conflict : conflicts) {
        ++row;
        cell(0, conflict.label);
        cell(1, conflict.base, QStringLiteral("base.") + conflict.id);
        cell(2, conflict.mine, QStringLiteral("yours.") + conflict.id);
        cell(3, conflict.theirs, QStringLiteral("other.") + conflict.id);
        int column = 4;
        for (const bool mine : {true, false}) {
            auto* button = new QPushButton(mine ? tr("Keep mine") : tr("Take theirs"), m_rows);
            button->setObjectName((mine ? QStringLiteral("mine.") : QStringLiteral("theirs.")) + conflict.id);
            button->setAccessibleName(QStringLiteral("%1: %2").arg(conflict.label, button->text()));
            connect(button, &QPushButton::clicked, this, [this, id = conflict.id, mine] { Q_EMIT settled(id, mine); });
            grid->addWidget(button, row, column++);
        }
    }
    m_rows->setVisible(!conflicts.empty());
    setVisible(!in.isEmpty() || !conflicts.empty());
}

void ConflictPane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().warningBand);
    painter.drawRoundedRect(rect(), 6, 6);
}

} // namespace skep::ui

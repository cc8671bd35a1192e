#include "ui/guard/confirmation.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace skep::ui {

Confirmation::Confirmation(Cluster& cluster, QWidget* sheet)
    : QWidget(sheet)
    , m_cluster(cluster)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    m_label = new QLabel(this);
    m_label->setObjectName(QStringLiteral("confirmLabel"));
    m_label->setTextFormat(Qt::PlainText);
    m_line = new QLineEdit(this);
    m_line->setObjectName(QStringLiteral("confirm"));
    m_label->setBuddy(m_line);
    row->addWidget(m_label);
    row->addWidget(m_line, 1);
    connect(m_line, &QLineEdit::textChanged, this, &Confirmation::changed);
    connect(&cluster, &Cluster::stateChanged, this, &Confirmation::refresh);
    hide();
}

void Confirmation::setDeed(const Deed& deed)
{
    m_deed = deed;
    refresh();
}

void Confirmation::refresh()
{
    const QString word = wordToType(m_cluster.guard(), m_cluster.name(), m_deed);
    setVisible(!word.isEmpty());
    m_label->setText(m_deed.dependants > 0
            ? tr("%n running task(s) depend on it. Type %1 to confirm:", nullptr, m_deed.dependants).arg(word)
            : tr("Type %1 to confirm:").arg(word));
    m_line->setAccessibleName(m_label->text());
    if (std::exchange(m_word, word) != word)
        Q_EMIT changed();
}

std::optional<QString> Confirmation::refusal() const
{
    if (m_word.isEmpty() || m_line->text().trimmed() == m_word)
        return std::nullopt;
    return tr("Type %1 first").arg(m_word);
}

} // namespace skep::ui

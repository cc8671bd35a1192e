#include "ui/forms/fieldeditor.h"

#include "ui/forms/rowseditor.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace skep::ui {

FieldEditor::FieldEditor(const Field& field, std::function<const FormNames&()> names, QWidget* parent)
    : QWidget(parent)
    , m_field(field)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    grid->setColumnMinimumWidth(0, fontMetrics().averageCharWidth() * 19);
    grid->setColumnStretch(1, 1);
    const bool wide = field.kind == Field::Kind::Table;
    const QString name = QStringLiteral("field.") + field.id;
    auto* label = new QLabel(field.kind == Field::Kind::Check ? QString() : field.label, this);
    grid->addWidget(label, 0, 0, 1, wide ? 2 : 1);
    switch (field.kind) {
    case Field::Kind::Line: {
        auto* edit = new QLineEdit(this);
        edit->setPlaceholderText(field.hint);
        connect(edit, &QLineEdit::textEdited, this, &FieldEditor::edited);
        m_input = edit;
        break;
    }
    case Field::Kind::Choice: {
        auto* choice = new QComboBox(this);
        for (const QString& word : field.choices)
            choice->addItem(word.isEmpty() ? tr("default") : word, word);
        connect(choice, &QComboBox::currentIndexChanged, this, &FieldEditor::edited);
        m_input = choice;
        break;
    }
    case Field::Kind::Check: {
        auto* check = new QCheckBox(field.label, this);
        connect(check, &QCheckBox::toggled, this, &FieldEditor::edited);
        m_input = check;
        break;
    }
    case Field::Kind::Table: {
        QFont bold = label->font();
        bold.setWeight(QFont::DemiBold);
        label->setFont(bold);
        m_table = new RowsEditor(name, field.label, field.columns, std::move(names), this);
        connect(m_table, &RowsEditor::edited, this, &FieldEditor::edited);
        m_input = m_table;
        break;
    }
    }
    m_input->setObjectName(name);
    m_input->setAccessibleName(field.label);
    label->setBuddy(m_input);
    grid->addWidget(m_input, wide ? 1 : 0, wide ? 0 : 1, 1, wide ? 2 : 1);
    m_below = new QLabel(this);
    m_below->setObjectName(QStringLiteral("note.") + field.id);
    m_below->setWordWrap(true);
    m_below->setTextFormat(Qt::PlainText);
    grid->addWidget(m_below, wide ? 2 : 1, wide ? 0 : 1, 1, wide ? 2 : 1);
    refreshNote();
}

Rows FieldEditor::rows() const
{
    QString text;
    if (m_table)
        return m_table->rows();
    if (const auto* edit = qobject_cast<const QLineEdit*>(m_input))
        text = edit->text();
    else if (const auto* choice = qobject_cast<const QComboBox*>(m_input))
        text = choice->currentData().toString();
    else if (static_cast<const QCheckBox*>(m_input)->isChecked())
        text = QStringLiteral("true");
    return text.isEmpty() ? Rows() : Rows{{text}};
}

void FieldEditor::setRows(const Rows& rows)
{
    const QSignalBlocker quiet(m_input);
    const QString text = rows.value(0).value(0);
    if (m_table) {
        m_table->setRows(rows);
    } else if (auto* edit = qobject_cast<QLineEdit*>(m_input)) {
        if (edit->text() != text)
            edit->setText(text);
    } else if (auto* choice = qobject_cast<QComboBox*>(m_input)) {
        if (choice->findData(text) < 0)
            choice->addItem(text.isEmpty() ? tr("default") : text, text);
        choice->setCurrentIndex(choice->findData(text));
    } else {
        static_cast<QCheckBox*>(m_input)->setChecked(!text.isEmpty());
    }
}

void FieldEditor::setFixed(bool fixed)
{
    m_input->setEnabled(!fixed);
    m_input->setToolTip(fixed ? tr("Fixed after creation") : QString());
}

void FieldEditor::setError(const QString& sentence)
{
    if (std::exchange(m_error, sentence) != sentence)
        refreshNote();
}

void FieldEditor::setNote(const QString& sentence)
{
    if (std::exchange(m_note, sentence) != sentence)
        refreshNote();
}

void FieldEditor::refreshNote()
{
    const bool wrong = !m_error.isEmpty();
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, wrong ? theme().textError : theme().muted);
    m_below->setPalette(colours);
    m_below->setText(wrong ? m_error : m_note);
    m_below->setVisible(!m_below->text().isEmpty());
    m_input->setAccessibleDescription(m_below->text());
}

void FieldEditor::focusInput()
{
    if (m_table) {
        if (auto* first = m_table->findChild<QWidget*>(m_table->objectName() + QStringLiteral(".0.0")))
            first->setFocus();
        else
            m_table->findChild<QWidget*>(m_table->objectName() + QStringLiteral(".add"))->setFocus();
        return;
    }
    m_input->setFocus();
    if (auto* edit = qobject_cast<QLineEdit*>(m_input))
        edit->selectAll();
}

} // namespace skep::ui

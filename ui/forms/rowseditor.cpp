#include "ui/forms/rowseditor.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QToolButton>

namespace skep::ui {
namespace {

// Goes with the next turn of the loop: it may be what was just clicked.
void discard(QWidget* widget)
{
    widget->setObjectName(QString()); // its name is another's now
    widget->hide();
    widget->deleteLater();
}

} // namespace

RowsEditor::RowsEditor(const QString& name, const QString& title, std::vector<FieldColumn> columns,
    std::function<const FormNames&()> names, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(title)
    , m_columns(std::move(columns))
    , m_names(std::move(names))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(4);
    m_grid->setVerticalSpacing(4);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        m_grid->setColumnStretch(int(i), m_columns[i].stretch);
        auto* heading = new QLabel(m_columns[i].title, this);
        heading->setForegroundRole(QPalette::PlaceholderText);
        heading->hide();
        m_grid->addWidget(heading, 0, int(i));
        m_headings.push_back(heading);
    }
    layout->addLayout(m_grid);
    m_add = new QToolButton(this);
    m_add->setIcon(icon(QStringLiteral("plus")));
    m_add->setText(tr("Add"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setObjectName(m_name + QStringLiteral(".add"));
    m_add->setAccessibleName(tr("Add to: %1").arg(m_title));
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QToolButton::clicked, this, [this] { addRow(); });
}

void RowsEditor::setRows(const Rows& rows)
{
    if (rows == this->rows())
        return;
    for (const Line& line : std::exchange(m_lines, {})) {
        for (QWidget* cell : line.cells)
            discard(cell);
        discard(line.remove);
    }
    for (const QStringList& row : rows)
        insert(row);
    rename();
}

Rows RowsEditor::rows() const
{
    Rows all;
    for (const Line& line : m_lines)
        all.append(textsOf(line));
    return all;
}

QStringList RowsEditor::textsOf(const Line& line) const
{
    QStringList texts;
    for (const QWidget* cell : line.cells) {
        if (const auto* choice = qobject_cast<const QComboBox*>(cell))
            texts << choice->currentText();
        else
            texts << qobject_cast<const QLineEdit*>(cell)->text();
    }
    return texts;
}

void RowsEditor::addRow(const QStringList& cells)
{
    insert(cells);
    rename();
    m_lines.back().cells.front()->setFocus();
    Q_EMIT edited();
}

void RowsEditor::insert(const QStringList& cells)
{
    Line line;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        line.cells.push_back(makeCell(i, cells.value(int(i))));
        m_grid->addWidget(line.cells.back(), m_next, int(i));
    }
    line.remove = new QToolButton(this);
    line.remove->setIcon(icon(QStringLiteral("close")));
    m_grid->addWidget(line.remove, m_next++, int(m_columns.size()));
    connect(line.remove, &QToolButton::clicked, this, [this, button = line.remove] {
        const auto found = std::find_if(
            m_lines.begin(), m_lines.end(), [button](const Line& each) { return each.remove == button; });
        if (found == m_lines.end())
            return;
        m_add->setFocus();
        for (QWidget* cell : found->cells)
            discard(cell);
        discard(button);
        m_lines.erase(found);
        rename();
        Q_EMIT edited();
    });
    // Written order is tab order.
    QWidget* before = m_lines.empty() ? nullptr : m_lines.back().remove;
    for (QWidget* cell : line.cells)
        if (std::exchange(before, cell) && before != cell)
            setTabOrder(before, cell);
    m_lines.push_back(std::move(line));
    setTabOrder(m_lines.back().cells.back(), m_lines.back().remove);
    setTabOrder(m_lines.back().remove, m_add);
}

QWidget* RowsEditor::makeCell(std::size_t column, const QString& text)
{
    const FieldColumn& described = m_columns[column];
    if (!described.choices.isEmpty()) {
        auto* choice = new QComboBox(this);
        choice->addItems(described.choices);
        if (!text.isEmpty() && choice->findText(text) < 0)
            choice->addItem(text); // a word of a newer server stays what it is
        if (!text.isEmpty())
            choice->setCurrentText(text);
        connect(choice, &QComboBox::currentTextChanged, this, &RowsEditor::edited);
        return choice;
    }
    auto* edit = new QLineEdit(text, this);
    edit->setPlaceholderText(described.hint);
    if (described.complete) {
        auto* completer = new QCompleter(new QStringListModel(edit), edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        edit->setCompleter(completer);
        connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &RowsEditor::edited,
            Qt::QueuedConnection);
        complete(edit, column);
        connect(edit, &QLineEdit::textEdited, this, [this, edit, column] { complete(edit, column); });
    }
    connect(edit, &QLineEdit::textEdited, this, &RowsEditor::edited);
    return edit;
}

void RowsEditor::complete(QWidget* cell, std::size_t column)
{
    auto* edit = static_cast<QLineEdit*>(cell);
    QStringList row;
    for (const Line& line : m_lines)
        if (line.cells[column] == cell)
            row = textsOf(line);
    static_cast<QStringListModel*>(edit->completer()->model())
        ->setStringList(m_columns[column].complete(m_names(), row));
}

void RowsEditor::rename()
{
    for (QWidget* heading : m_headings)
        heading->setVisible(!m_lines.empty());
    int number = 0;
    for (const Line& line : m_lines) {
        for (std::size_t i = 0; i < line.cells.size(); ++i) {
            line.cells[i]->setObjectName(QStringLiteral("%1.%2.%3").arg(m_name).arg(number).arg(i));
            line.cells[i]->setAccessibleName(tr("%1 %2: %3").arg(m_title).arg(number + 1).arg(m_columns[i].title));
            line.cells[i]->show();
        }
        line.remove->setObjectName(QStringLiteral("%1.%2.remove").arg(m_name).arg(number));
        line.remove->setAccessibleName(tr("Remove %1 %2").arg(m_title).arg(++number));
        line.remove->setToolTip(tr("Remove"));
        line.remove->show();
    }
}

} // namespace skep::ui

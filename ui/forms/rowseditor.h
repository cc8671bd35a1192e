#pragma once

#include "ui/forms/field.h"

#include <QWidget>

class QGridLayout;
class QToolButton;

namespace skep::ui {

// Rows of cells with "Add" below and a cross behind each: environment, ports, labels. Cells complete words of the
// cluster.
class RowsEditor final : public QWidget
{
    Q_OBJECT
public:
    // `names` is asked while typing. Cells are named "NAME.row.column".
    RowsEditor(const QString& name, const QString& title, std::vector<FieldColumn> columns,
        std::function<const FormNames&()> names, QWidget* parent);

    void setRows(const Rows& rows);
    [[nodiscard]] Rows rows() const;
    // Adds a row and puts the cursor into it.
    void addRow(const QStringList& cells = {});

Q_SIGNALS:
    void edited();

private:
    struct Line
    {
        std::vector<QWidget*> cells;
        QToolButton* remove = nullptr;
    };
    void insert(const QStringList& cells);
    [[nodiscard]] QWidget* makeCell(std::size_t column, const QString& text);
    void rename();
    [[nodiscard]] QStringList textsOf(const Line& line) const;
    void complete(QWidget* cell, std::size_t column);

    const QString m_name, m_title;
    const std::vector<FieldColumn> m_columns;
    const std::function<const FormNames&()> m_names;
    QGridLayout* m_grid;
    int m_next = 1; // grid row
    std::vector<Line> m_lines;
    std::vector<QWidget*> m_headings;
    QToolButton* m_add;
};

} // namespace skep::ui

#pragma once

#include "ui/forms/field.h"

#include <QWidget>

class QLabel;

namespace skep::ui {

class RowsEditor;

// One field of a form: its name, what is written, and below it what is wrong or what stood there before.
class FieldEditor final : public QWidget
{
    Q_OBJECT
public:
    FieldEditor(const Field& field, std::function<const FormNames&()> names, QWidget* parent);

    [[nodiscard]] const Field& field() const { return m_field; }
    [[nodiscard]] Rows rows() const;
    void setRows(const Rows& rows);
    // A field that only exists before its object does.
    void setFixed(bool fixed);
    void setError(const QString& sentence);
    // In muted text, when there is no error: "was 1.3", "matches 4 of 12 nodes".
    void setNote(const QString& sentence);
    void focusInput();
    [[nodiscard]] RowsEditor* table() const { return m_table; }

Q_SIGNALS:
    void edited();

private:
    void refreshNote();

    const Field& m_field;
    QWidget* m_input = nullptr; // QLineEdit, QComboBox, QCheckBox or RowsEditor
    RowsEditor* m_table = nullptr;
    QLabel* m_below;
    QString m_error, m_note;
};

} // namespace skep::ui

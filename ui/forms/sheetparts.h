#pragma once

#include "ui/forms/field.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace skep::ui {

class Sheet;

// What small forms in sheets are made of.
// A named line below the others; `name` is the object's name.
QLineEdit* addLine(Sheet& sheet, const QString& name, const QString& label, const QString& hint = {});
// Words that wrap and can be selected; hidden while empty.
QLabel* addWords(Sheet& sheet, const QString& name);
// The same in the colour of errors.
QLabel* addRefusal(Sheet& sheet);
// A command in the fixed font with a button that copies it.
QLabel* addCommand(Sheet& sheet);
void setWords(QLabel* label, const QString& text);

// {"zone": "a"} from rows of names and values, as the fields of a form read them; the sentence where they are wrong.
[[nodiscard]] const Field& labelsField();
[[nodiscard]] FieldValue readLabels(const Rows& rows);
// " --label zone=a"
[[nodiscard]] QString labelOptions(const Rows& rows, const char* option = "--label");

} // namespace skep::ui

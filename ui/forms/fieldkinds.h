#pragma once

#include "ui/forms/field.h"

// The kinds of fields that specifications are made of; tables of fields are written with them.
namespace skep::ui {

struct FieldName
{
    const char* id;
    QString label;
    JsonPath path;
    QString hint = {};
};

[[nodiscard]] Field textField(FieldName name);
[[nodiscard]] Field countField(FieldName name); // whole numbers from 0
[[nodiscard]] Field ratioField(FieldName name); // 0 … 1
[[nodiscard]] Field durationField(FieldName name); // nanoseconds, written "1m30s"
[[nodiscard]] Field bytesField(FieldName name); // written "64M"
[[nodiscard]] Field cpusField(FieldName name); // billionths, written "0.5"
[[nodiscard]] Field wordsField(FieldName name); // a list of words, written as in a shell
[[nodiscard]] Field choiceField(FieldName name, QStringList choices);
[[nodiscard]] Field checkField(FieldName name);

// {"name": "value"}
[[nodiscard]] Field mapField(FieldName name, QString keyTitle, QString valueTitle);
// A list of texts, one row each, cut into the columns by `cut` and put together by `join` ("" drops the row).
[[nodiscard]] Field listField(FieldName name, std::vector<FieldColumn> columns,
    std::function<QStringList(const QString&)> cut, std::function<FieldValue(const QStringList&)> join);
// A list of objects. `show` makes a row of one; `write` puts a row into the object that stood there, or into a new one,
// and answers a sentence when the row is wrong. Rows and objects belong together by `identity`.
[[nodiscard]] Field objectsField(FieldName name, std::vector<FieldColumn> columns, int key,
    std::function<QStringList(const QJsonObject&, const FormNames&)> show,
    std::function<QString(const QStringList&, QJsonObject&, const FormNames&)> write);

// "", or why it is no such number.
[[nodiscard]] FieldValue portNumber(const QString& text);

} // namespace skep::ui

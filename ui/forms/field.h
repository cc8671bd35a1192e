#pragma once

#include "shared/store/store.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

// The members of a specification that a form knows, as data: where they stand in the document, how a person sees and
// writes them. Values in, values out; no widget here.
namespace skep::ui {

// Where a value stands in a document: {"TaskTemplate", "ContainerSpec", "Image"}.
using JsonPath = QStringList;

// Undefined where there is nothing.
[[nodiscard]] QJsonValue valueAt(const QJsonObject& document, const JsonPath& path);
// Undefined takes the member away, and with it what becomes empty around it (up to the first member of the document).
void setValueAt(QJsonObject& document, const JsonPath& path, const QJsonValue& value);

// What a field shows: rows of cells. A field that is one line has one row of one cell; "" stands for "not given".
using Rows = QList<QStringList>;

// Names that specifications refer to by id, and words to complete with; taken from the mirror.
struct FormNames
{
    std::map<QString, QString> networks, secrets, configs; // id → name
    QStringList nodeKeys; // "node.role", "node.labels.zone"
    std::map<QString, QStringList> nodeValues; // key → values that nodes have
};
[[nodiscard]] FormNames formNames(const store::View& view);

// What came of reading a field: a value (Undefined: the member is left out), or a sentence about what is wrong.
struct FieldValue
{
    QJsonValue value;
    QString error;
};

struct FieldColumn
{
    QString title, hint;
    int stretch = 1;
    QStringList choices = {}; // a fixed list; the first is what a new row has
    // Words offered while typing, given the row so far.
    std::function<QStringList(const FormNames&, const QStringList& row)> complete = {};
};

struct Field
{
    enum class Kind
    {
        Line,
        Choice,
        Check,
        Table
    };

    QString id; // name of its widget: "field.image"
    QString label, hint;
    JsonPath path;
    Kind kind = Kind::Line;
    QStringList choices = {}; // of Choice; "" is "as the server decides"
    std::vector<FieldColumn> columns = {}; // of Table
    int key = -1; // the column that tells rows apart, for merging; -1: the whole row does
    bool createOnly = false; // cannot be changed afterwards
    bool mayHoldSecret = false; // people write passwords there: never put on disk
    std::function<Rows(const QJsonValue&, const FormNames&)> show;
    // `old` is what stands there now: members of it that the form does not show survive.
    std::function<FieldValue(const Rows&, const QJsonValue& old, const FormNames&)> read;
    // Whether the field makes sense for this document; empty: always.
    std::function<bool(const QJsonObject&)> applies = {};
};

struct FieldSection
{
    QString id, title;
    std::vector<Field> fields;
};

// "–" for nothing, else rows joined by "; " and cells by a blank.
[[nodiscard]] QString describe(const Field& field, const QJsonValue& value, const FormNames& names);

// Of a service, in the order of the form.
[[nodiscard]] const std::vector<FieldSection>& serviceSections();
[[nodiscard]] const Field* findServiceField(const QString& id);

// "TaskTemplate.LogDriver: {…}": what the document has beyond the fields.
struct OtherMember
{
    QString path, value;
};
[[nodiscard]] std::vector<OtherMember> otherMembers(
    const QJsonObject& document, const std::vector<FieldSection>& sections);

} // namespace skep::ui

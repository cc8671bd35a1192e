#include "ui/forms/fieldkinds.h"

#include "shared/api/quantities.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace skep::ui {
namespace {

struct FieldKinds
{
    Q_DECLARE_TR_FUNCTIONS(FieldKinds)
};

const QJsonValue Nothing(QJsonValue::Undefined);

Field fieldOf(FieldName name, Field::Kind kind = Field::Kind::Line)
{
    return {.id = QString::fromLatin1(name.id),
        .label = std::move(name.label),
        .hint = std::move(name.hint),
        .path = std::move(name.path),
        .kind = kind};
}

QString cell(const Rows& rows)
{
    return rows.isEmpty() || rows.front().isEmpty() ? QString() : rows.front().front().trimmed();
}

Rows line(const QString& text)
{
    return text.isEmpty() ? Rows() : Rows{{text}};
}

// A number that a parser of quantities reads; nothing and 0 are both "not given" on the wire, and shown as nothing.
Field quantity(FieldName name, Result<std::int64_t> (*parse)(const std::string&), std::string (*write)(std::int64_t),
    QString wrong)
{
    Field field = fieldOf(std::move(name));
    field.show = [write](const QJsonValue& value, const FormNames&) {
        return value.isDouble() && value.toInteger() != 0 ? line(qstr(write(value.toInteger()))) : Rows();
    };
    field.read
        = [parse, wrong = std::move(wrong)](const Rows& rows, const QJsonValue& old, const FormNames&) -> FieldValue {
        const QString text = cell(rows);
        // A zero that somebody wrote stays as it is.
        if (text.isEmpty())
            return {old.isDouble() && old.toInteger() == 0 ? old : Nothing, {}};
        const auto number = parse(text.toStdString());
        if (!number || *number < 0)
            return {Nothing, wrong.arg(text)};
        return {QJsonValue(qint64(*number)), {}};
    };
    return field;
}

// A row in which nothing was written: fixed choices do not count, a new row has them from the start.
bool isBlank(const QStringList& row, const std::vector<FieldColumn>& columns)
{
    for (qsizetype i = 0; i < row.size(); ++i)
        if (!row.at(i).trimmed().isEmpty() && columns[std::size_t(i)].choices.isEmpty())
            return false;
    return true;
}

} // namespace

Field textField(FieldName name)
{
    Field field = fieldOf(std::move(name));
    field.show = [](const QJsonValue& value, const FormNames&) { return line(value.toString()); };
    field.read = [](const Rows& rows, const QJsonValue&, const FormNames&) -> FieldValue {
        const QString text = cell(rows);
        return {text.isEmpty() ? Nothing : QJsonValue(text), {}};
    };
    return field;
}

Field countField(FieldName name)
{
    Field field = fieldOf(std::move(name));
    field.show = [](const QJsonValue& value, const FormNames&) {
        return value.isDouble() ? line(QString::number(value.toInteger())) : Rows();
    };
    field.read = [](const Rows& rows, const QJsonValue&, const FormNames&) -> FieldValue {
        const QString text = cell(rows);
        if (text.isEmpty())
            return {Nothing, {}};
        bool good = false;
        const qlonglong number = text.toLongLong(&good);
        if (!good || number < 0)
            return {Nothing, FieldKinds::tr("“%1” is not a whole number from 0").arg(text)};
        return {QJsonValue(qint64(number)), {}};
    };
    return field;
}

Field ratioField(FieldName name)
{
    Field field = fieldOf(std::move(name));
    field.show = [](const QJsonValue& value, const FormNames&) {
        return value.toDouble() != 0 ? line(QString::number(value.toDouble())) : Rows();
    };
    field.read = [](const Rows& rows, const QJsonValue& old, const FormNames&) -> FieldValue {
        const QString text = cell(rows);
        if (text.isEmpty())
            return {old.isDouble() && old.toDouble() == 0 ? old : Nothing, {}};
        bool good = false;
        const double number = text.toDouble(&good);
        if (!good || number < 0 || number > 1)
            return {Nothing, FieldKinds::tr("“%1” is not a share between 0 and 1").arg(text)};
        return {QJsonValue(number), {}};
    };
    return field;
}

Field durationField(FieldName name)
{
    return quantity(std::move(name), api::parseDuration, api::durationText,
        FieldKinds::tr("“%1” is not a duration such as 500ms, 10s or 1m30s"));
}

Field bytesField(FieldName name)
{
    return quantity(
        std::move(name), api::parseBytes, api::byteCountText, FieldKinds::tr("“%1” is not a size such as 64M or 2G"));
}

Field cpusField(FieldName name)
{
    return quantity(
        std::move(name), api::parseCpus, api::cpuCountText, FieldKinds::tr("“%1” is not a number of CPUs such as 0.5"));
}

Field wordsField(FieldName name)
{
    Field field = fieldOf(std::move(name));
    field.show = [](const QJsonValue& value, const FormNames&) {
        std::vector<std::string> words;
        for (const QJsonValue& word : value.toArray())
            words.push_back(word.toString().toStdString());
        return line(qstr(api::joinWords(words)));
    };
    field.read = [](const Rows& rows, const QJsonValue&, const FormNames&) -> FieldValue {
        QJsonArray words;
        for (const std::string& word : api::splitWords(cell(rows).toStdString()))
            words.append(qstr(word));
        return {words.isEmpty() ? Nothing : QJsonValue(words), {}};
    };
    return field;
}

Field choiceField(FieldName name, QStringList choices)
{
    Field field = textField(std::move(name));
    field.kind = Field::Kind::Choice;
    field.choices = std::move(choices);
    return field;
}

Field checkField(FieldName name)
{
    Field field = fieldOf(std::move(name), Field::Kind::Check);
    field.show = [](const QJsonValue& value, const FormNames&) {
        return value.toBool() ? line(QStringLiteral("true")) : Rows();
    };
    field.read = [](const Rows& rows, const QJsonValue& old, const FormNames&) -> FieldValue {
        if (!cell(rows).isEmpty())
            return {QJsonValue(true), {}};
        return {old.isBool() ? QJsonValue(false) : Nothing, {}};
    };
    return field;
}

Field mapField(FieldName name, QString keyTitle, QString valueTitle)
{
    Field field = fieldOf(std::move(name), Field::Kind::Table);
    field.columns = {{.title = std::move(keyTitle), .hint = {}}, {.title = std::move(valueTitle), .hint = {}}};
    field.key = 0;
    field.show = [](const QJsonValue& value, const FormNames&) {
        Rows rows;
        const QJsonObject map = value.toObject();
        for (auto member = map.begin(); member != map.end(); ++member)
            rows.append({member.key(), member.value().toString()});
        return rows;
    };
    field.read = [](const Rows& rows, const QJsonValue& old, const FormNames&) -> FieldValue {
        QJsonObject map;
        for (const QStringList& row : rows) {
            const QString key = row.value(0).trimmed();
            if (key.isEmpty() && row.value(1).isEmpty())
                continue;
            if (key.isEmpty())
                return {Nothing, FieldKinds::tr("“%1” has no name").arg(row.value(1))};
            if (map.contains(key))
                return {Nothing, FieldKinds::tr("“%1” stands there twice").arg(key)};
            map.insert(key, row.value(1));
        }
        return {map.isEmpty() && !old.isObject() ? Nothing : QJsonValue(map), {}};
    };
    return field;
}

Field listField(FieldName name, std::vector<FieldColumn> columns, std::function<QStringList(const QString&)> cut,
    std::function<FieldValue(const QStringList&)> join)
{
    Field field = fieldOf(std::move(name), Field::Kind::Table);
    field.columns = std::move(columns);
    field.show = [cut](const QJsonValue& value, const FormNames&) {
        Rows rows;
        for (const QJsonValue& text : value.toArray())
            rows.append(cut(text.toString()));
        return rows;
    };
    field.read = [cut, join = std::move(join), columns = field.columns](
                     const Rows& rows, const QJsonValue& old, const FormNames&) -> FieldValue {
        QJsonArray list;
        const QJsonArray before = old.toArray();
        for (const QStringList& row : rows) {
            // What was written another way than we would is left so.
            const auto same = std::find_if(
                before.begin(), before.end(), [&](const QJsonValue& text) { return cut(text.toString()) == row; });
            if (same != before.end()) {
                list.append(*same);
                continue;
            }
            if (isBlank(row, columns))
                continue;
            const FieldValue text = join(row);
            if (!text.error.isEmpty())
                return text;
            if (!text.value.isUndefined())
                list.append(text.value);
        }
        return {list.isEmpty() && !old.isArray() ? Nothing : QJsonValue(list), {}};
    };
    return field;
}

Field objectsField(FieldName name, std::vector<FieldColumn> columns, int key,
    std::function<QStringList(const QJsonObject&, const FormNames&)> show,
    std::function<QString(const QStringList&, QJsonObject&, const FormNames&)> write)
{
    Field field = fieldOf(std::move(name), Field::Kind::Table);
    field.columns = std::move(columns);
    field.key = key;
    field.show = [show](const QJsonValue& value, const FormNames& names) {
        Rows rows;
        for (const QJsonValue& each : value.toArray())
            rows.append(show(each.toObject(), names));
        return rows;
    };
    field.read = [show, write = std::move(write), key, columns = field.columns](
                     const Rows& rows, const QJsonValue& old, const FormNames& names) -> FieldValue {
        QList<QPair<QStringList, QJsonObject>> before;
        for (const QJsonValue& each : old.toArray())
            before.append({show(each.toObject(), names), each.toObject()});
        // A row that is as it was keeps its object as it was; a changed one takes over what its predecessor had
        // besides.
        const auto take = [&before](const auto& matches) -> std::optional<QPair<QStringList, QJsonObject>> {
            for (qsizetype i = 0; i < before.size(); ++i)
                if (matches(before.at(i).first))
                    return before.takeAt(i);
            return std::nullopt;
        };
        QList<std::optional<QJsonObject>> kept;
        for (const QStringList& row : rows) {
            const auto same = take([&row](const QStringList& shown) { return shown == row; });
            kept.append(same ? std::optional(same->second) : std::nullopt);
        }
        QJsonArray list;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QStringList& row = rows.at(i);
            if (kept.at(i)) {
                list.append(*kept.at(i));
                continue;
            }
            if (isBlank(row, columns))
                continue;
            const auto predecessor
                = take([&](const QStringList& shown) { return key >= 0 && shown.value(key) == row.value(key); });
            QJsonObject object = predecessor ? predecessor->second : QJsonObject();
            const QString error = write(row, object, names);
            if (!error.isEmpty())
                return {Nothing, error};
            list.append(object);
        }
        return {list.isEmpty() && !old.isArray() ? Nothing : QJsonValue(list), {}};
    };
    return field;
}

FieldValue portNumber(const QString& text)
{
    bool good = false;
    const uint number = text.trimmed().toUInt(&good);
    if (!good || number > 65535)
        return {Nothing, FieldKinds::tr("“%1” is not a port between 0 and 65535").arg(text)};
    return {QJsonValue(qint64(number)), {}};
}

} // namespace skep::ui

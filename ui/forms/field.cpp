#include "ui/forms/field.h"

#include "shared/scheduler/constraintmatch.h"
#include "ui/text/text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>

namespace skep::ui {
namespace {

QJsonObject without(QJsonObject object, const JsonPath& path, int depth)
{
    const QString& name = path.at(depth);
    if (depth + 1 == path.size()) {
        object.remove(name);
        return object;
    }
    const QJsonValue inner = object.value(name);
    if (!inner.isObject())
        return object;
    const QJsonObject rest = without(inner.toObject(), path, depth + 1);
    if (rest.isEmpty() && depth > 0 && !inner.toObject().isEmpty())
        object.remove(name);
    else
        object.insert(name, rest);
    return object;
}

QJsonObject with(QJsonObject object, const JsonPath& path, int depth, const QJsonValue& value)
{
    const QString& name = path.at(depth);
    object.insert(name,
        depth + 1 == path.size() ? value : QJsonValue(with(object.value(name).toObject(), path, depth + 1, value)));
    return object;
}

QString compact(const QJsonValue& value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    const QString wrapped = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return wrapped.mid(1, wrapped.size() - 2);
}

void collect(const QJsonObject& object, const QString& prefix, std::vector<OtherMember>& into)
{
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString path = prefix.isEmpty() ? member.key() : prefix + u'.' + member.key();
        if (member.value().isObject() && !member.value().toObject().isEmpty())
            collect(member.value().toObject(), path, into);
        else if (!member.value().isObject()) // an empty object says nothing
            into.push_back({path, compact(member.value())});
    }
}

} // namespace

QJsonValue valueAt(const QJsonObject& document, const JsonPath& path)
{
    QJsonValue value = document;
    for (const QString& name : path) {
        if (!value.isObject())
            return QJsonValue(QJsonValue::Undefined);
        value = value.toObject().value(name);
    }
    return value;
}

void setValueAt(QJsonObject& document, const JsonPath& path, const QJsonValue& value)
{
    document = value.isUndefined() ? without(document, path, 0) : with(document, path, 0, value);
}

FormNames formNames(const store::View& view)
{
    FormNames names;
    for (const auto& network : view.all<api::Network>())
        names.networks[qstr(network->id)] = qstr(network->spec.name);
    for (const auto& secret : view.all<api::Secret>())
        names.secrets[qstr(secret->id)] = qstr(secret->spec.name);
    for (const auto& config : view.all<api::Config>())
        names.configs[qstr(config->id)] = qstr(config->spec.name);
    std::set<QString> keys{QStringLiteral("node.hostname"), QStringLiteral("node.id"), QStringLiteral("node.ip"),
        QStringLiteral("node.platform.arch"), QStringLiteral("node.platform.os"), QStringLiteral("node.role")};
    const auto nodes = view.all<api::Node>();
    for (const auto& node : nodes) {
        for (const auto& label : node->spec.labels)
            keys.insert(QStringLiteral("node.labels.") + qstr(label.first));
        for (const auto& label : node->description.engine.labels)
            keys.insert(QStringLiteral("engine.labels.") + qstr(label.first));
    }
    names.nodeKeys = QStringList(keys.begin(), keys.end());
    for (const QString& key : names.nodeKeys) {
        std::set<QString> values;
        for (const auto& node : nodes)
            values.insert(qstr(scheduler::valueOf(*node, key.toStdString())));
        values.erase(QString());
        names.nodeValues[key] = QStringList(values.begin(), values.end());
    }
    return names;
}

QString describe(const Field& field, const QJsonValue& value, const FormNames& names)
{
    QStringList lines;
    for (const QStringList& row : field.show(value, names)) {
        QStringList cells = row;
        cells.removeAll(QString());
        if (!cells.isEmpty())
            lines << cells.join(u' ');
    }
    return lines.isEmpty() ? QStringLiteral("–") : lines.join(QStringLiteral("; "));
}

const Field* findServiceField(const QString& id)
{
    for (const FieldSection& section : serviceSections())
        for (const Field& field : section.fields)
            if (field.id == id)
                return &field;
    return nullptr;
}

std::vector<OtherMember> otherMembers(const QJsonObject& document, const std::vector<FieldSection>& sections)
{
    QJsonObject rest = document;
    for (const FieldSection& section : sections)
        for (const Field& field : section.fields)
            setValueAt(rest, field.path, QJsonValue(QJsonValue::Undefined));
    std::vector<OtherMember> members;
    collect(rest, {}, members);
    return members;
}

} // namespace skep::ui

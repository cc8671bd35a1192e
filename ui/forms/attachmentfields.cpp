#include "ui/forms/fieldkinds.h"
#include "ui/forms/servicefields.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace skep::ui {
namespace {

struct ServiceFields
{
    Q_DECLARE_TR_FUNCTIONS(ServiceFields)
};

JsonPath container(const QString& member)
{
    return {QStringLiteral("TaskTemplate"), QStringLiteral("ContainerSpec"), member};
}

QString number(const QJsonValue& value)
{
    return value.toInteger() == 0 ? QString() : QString::number(value.toInteger());
}

QString idOf(const std::map<QString, QString>& names, const QString& name)
{
    for (const auto& [id, known] : names)
        if (known == name)
            return id;
    return {};
}

QStringList valuesOf(const std::map<QString, QString>& names)
{
    QStringList all;
    for (const auto& [id, name] : names)
        all << name;
    all.sort(Qt::CaseInsensitive);
    return all;
}

void put(QJsonObject& object, const QString& member, const QString& text)
{
    if (text.isEmpty())
        object.remove(member);
    else
        object.insert(member, text);
}

Field ports()
{
    using S = ServiceFields;
    return objectsField(
        {"ports", S::tr("Published ports"), {QStringLiteral("EndpointSpec"), QStringLiteral("Ports")}},
        {{.title = S::tr("On the nodes"), .hint = S::tr("any"), .stretch = 2},
            {.title = S::tr("In the container"), .hint = QStringLiteral("80"), .stretch = 2},
            {.title = S::tr("Protocol"),
                .hint = {},
                .stretch = 1,
                .choices = {QStringLiteral("tcp"), QStringLiteral("udp"), QStringLiteral("sctp")}},
            {.title = S::tr("How"),
                .hint = {},
                .stretch = 1,
                .choices = {QStringLiteral("ingress"), QStringLiteral("host")}}},
        1,
        [](const QJsonObject& port, const FormNames&) {
            return QStringList{number(port.value(QStringLiteral("PublishedPort"))),
                number(port.value(QStringLiteral("TargetPort"))),
                port.value(QStringLiteral("Protocol")).toString(QStringLiteral("tcp")),
                port.value(QStringLiteral("PublishMode")).toString(QStringLiteral("ingress"))};
        },
        [](const QStringList& row, QJsonObject& port, const FormNames&) {
            if (row.value(1).trimmed().isEmpty())
                return S::tr("A published port needs the port in the container");
            for (const auto& [column, member] :
                {std::pair(0, QStringLiteral("PublishedPort")), std::pair(1, QStringLiteral("TargetPort"))}) {
                if (row.value(column).trimmed().isEmpty()) {
                    port.remove(member);
                    continue;
                }
                const FieldValue read = portNumber(row.value(column));
                if (!read.error.isEmpty())
                    return read.error;
                port.insert(member, read.value);
            }
            port.insert(QStringLiteral("Protocol"), row.value(2));
            port.insert(QStringLiteral("PublishMode"), row.value(3));
            return QString();
        });
}

Field networks()
{
    using S = ServiceFields;
    return objectsField(
        {"networks", S::tr("Networks"), {QStringLiteral("TaskTemplate"), QStringLiteral("Networks")}},
        {{.title = S::tr("Network"),
             .hint = {},
             .stretch = 2,
             .choices = {},
             .complete = [](const FormNames& names, const QStringList&) { return valuesOf(names.networks); }},
            {.title = S::tr("Other names of the service in it"), .hint = {}, .stretch = 3}},
        0,
        [](const QJsonObject& attachment, const FormNames& names) {
            const QString target = attachment.value(QStringLiteral("Target")).toString();
            const auto known = names.networks.find(target);
            QStringList aliases;
            for (const QJsonValue& alias : attachment.value(QStringLiteral("Aliases")).toArray())
                aliases << alias.toString();
            return QStringList{known == names.networks.end() ? target : known->second, aliases.join(u' ')};
        },
        [](const QStringList& row, QJsonObject& attachment, const FormNames& names) {
            const QString name = row.value(0).trimmed(), id = idOf(names.networks, name);
            if (name.isEmpty())
                return S::tr("Which network?");
            // A node's own networks ("host", "bridge") have no id in the swarm: the server knows them by name.
            attachment.insert(QStringLiteral("Target"), id.isEmpty() ? name : id);
            const QStringList aliases = row.value(1).split(u' ', Qt::SkipEmptyParts);
            if (aliases.isEmpty())
                attachment.remove(QStringLiteral("Aliases"));
            else
                attachment.insert(QStringLiteral("Aliases"), QJsonArray::fromStringList(aliases));
            return QString();
        });
}

Field mounts()
{
    using S = ServiceFields;
    const QString readOnly = QStringLiteral("ro"), writable = QStringLiteral("rw");
    return objectsField(
        {"mounts", S::tr("Mounts"), container(QStringLiteral("Mounts"))},
        {{.title = S::tr("Type"),
             .hint = {},
             .stretch = 1,
             .choices = {QStringLiteral("volume"), QStringLiteral("bind"), QStringLiteral("tmpfs")}},
            {.title = S::tr("Source"), .hint = S::tr("volume, or path on the node"), .stretch = 3},
            {.title = S::tr("In the container"), .hint = QStringLiteral("/data"), .stretch = 3},
            {.title = S::tr("Access"), .hint = {}, .stretch = 1, .choices = {writable, readOnly}}},
        2,
        [readOnly, writable](const QJsonObject& mount, const FormNames&) {
            return QStringList{mount.value(QStringLiteral("Type")).toString(),
                mount.value(QStringLiteral("Source")).toString(), mount.value(QStringLiteral("Target")).toString(),
                mount.value(QStringLiteral("ReadOnly")).toBool() ? readOnly : writable};
        },
        [readOnly](const QStringList& row, QJsonObject& mount, const FormNames&) {
            const QString source = row.value(1).trimmed(), target = row.value(2).trimmed();
            if (target.isEmpty())
                return S::tr("A mount needs its place in the container");
            if (row.value(0) == u"bind" && source.isEmpty())
                return S::tr("“%1”: which path of the node?").arg(target);
            mount.insert(QStringLiteral("Type"), row.value(0));
            put(mount, QStringLiteral("Source"), source);
            mount.insert(QStringLiteral("Target"), target);
            if (row.value(3) == readOnly)
                mount.insert(QStringLiteral("ReadOnly"), true);
            else
                mount.remove(QStringLiteral("ReadOnly"));
            return QString();
        });
}

// Secrets and configs are referred to alike: "SecretID" and "SecretName", "ConfigID" and "ConfigName", and a file.
Field payloads(
    FieldName name, const QString& word, std::map<QString, QString> FormNames::*known, const QString& missing)
{
    using S = ServiceFields;
    const QString file = QStringLiteral("File");
    return objectsField(
        std::move(name),
        {{.title = S::tr("Name"),
             .hint = {},
             .stretch = 3,
             .choices = {},
             .complete = [known](const FormNames& names, const QStringList&) { return valuesOf(names.*known); }},
            {.title = S::tr("File"), .hint = S::tr("as its name"), .stretch = 3},
            {.title = S::tr("User"), .hint = QStringLiteral("0"), .stretch = 1},
            {.title = S::tr("Group"), .hint = QStringLiteral("0"), .stretch = 1},
            {.title = S::tr("Mode"), .hint = QStringLiteral("444"), .stretch = 1}},
        0,
        [word, file](const QJsonObject& reference, const FormNames&) {
            const QJsonObject target = reference.value(file).toObject();
            const qint64 mode = target.value(QStringLiteral("Mode")).toInteger();
            return QStringList{reference.value(word + QStringLiteral("Name")).toString(),
                target.value(QStringLiteral("Name")).toString(), target.value(QStringLiteral("UID")).toString(),
                target.value(QStringLiteral("GID")).toString(), mode ? QString::number(mode, 8) : QString()};
        },
        [word, file, known, missing](const QStringList& row, QJsonObject& reference, const FormNames& names) {
            const QString wanted = row.value(0).trimmed(), id = idOf(names.*known, wanted);
            if (id.isEmpty())
                return missing.arg(wanted);
            reference.insert(word + QStringLiteral("ID"), id);
            reference.insert(word + QStringLiteral("Name"), wanted);
            if (reference.contains(QStringLiteral("Runtime")) && row.value(1).isEmpty())
                return QString(); // not a file
            QJsonObject target = reference.value(file).toObject();
            const auto or0
                = [](const QString& text) { return text.trimmed().isEmpty() ? QStringLiteral("0") : text.trimmed(); };
            target.insert(QStringLiteral("Name"), row.value(1).trimmed().isEmpty() ? wanted : row.value(1).trimmed());
            target.insert(QStringLiteral("UID"), or0(row.value(2)));
            target.insert(QStringLiteral("GID"), or0(row.value(3)));
            bool good = true;
            const int mode = row.value(4).trimmed().isEmpty() ? 0444 : row.value(4).trimmed().toInt(&good, 8);
            if (!good || mode < 0 || mode > 07777)
                return S::tr("“%1” is not a file mode such as 440").arg(row.value(4));
            target.insert(QStringLiteral("Mode"), mode);
            reference.insert(file, target);
            return QString();
        });
}

} // namespace

std::vector<FieldSection> attachmentSections()
{
    using S = ServiceFields;
    const QString name = S::tr("Name"), value = S::tr("Value");
    FieldSection network{QStringLiteral("network"), S::tr("Network"),
        {ports(), networks(),
            choiceField({"endpointMode", S::tr("Found by"), {QStringLiteral("EndpointSpec"), QStringLiteral("Mode")}},
                {QString(), QStringLiteral("vip"), QStringLiteral("dnsrr")})}};
    FieldSection storage{QStringLiteral("mounts"), S::tr("Mounts"), {mounts()}};
    FieldSection data{QStringLiteral("data"), S::tr("Secrets and configs"),
        {payloads({"secrets", S::tr("Secrets"), container(QStringLiteral("Secrets"))}, QStringLiteral("Secret"),
             &FormNames::secrets, S::tr("There is no secret “%1”")),
            payloads({"configs", S::tr("Configs"), container(QStringLiteral("Configs"))}, QStringLiteral("Config"),
                &FormNames::configs, S::tr("There is no config “%1”"))}};
    FieldSection labels{QStringLiteral("labels"), S::tr("Labels"),
        {mapField({"labels", S::tr("Of the service"), {QStringLiteral("Labels")}}, name, value),
            mapField(
                {"containerLabels", S::tr("Of its containers"), container(QStringLiteral("Labels"))}, name, value)}};
    return {network, storage, data, labels};
}

} // namespace skep::ui

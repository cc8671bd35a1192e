#include "ui/forms/fieldkinds.h"
#include "ui/forms/servicefields.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct ServiceFields
{
    Q_DECLARE_TR_FUNCTIONS(ServiceFields)
};

const QJsonValue Nothing(QJsonValue::Undefined);

JsonPath task(const QString& part, const QString& member)
{
    return {QStringLiteral("TaskTemplate"), part, member};
}

JsonPath resource(const QString& side, const QString& member)
{
    return task(QStringLiteral("Resources"), side) + QStringList{member};
}

Field constraints()
{
    const FieldColumn key{.title = ServiceFields::tr("Of the node"),
        .hint = QStringLiteral("node.labels.zone"),
        .stretch = 3,
        .choices = {},
        .complete = [](const FormNames& names, const QStringList&) { return names.nodeKeys; }};
    const FieldColumn value{.title = ServiceFields::tr("Value"),
        .hint = {},
        .stretch = 2,
        .choices = {},
        .complete = [](const FormNames& names, const QStringList& row) {
            const auto known = names.nodeValues.find(row.value(0));
            return known == names.nodeValues.end() ? QStringList() : known->second;
        }};
    return listField(
        {"constraints", ServiceFields::tr("Constraints"),
            task(QStringLiteral("Placement"), QStringLiteral("Constraints"))},
        {key, {.title = {}, .hint = {}, .stretch = 1, .choices = {QStringLiteral("=="), QStringLiteral("!=")}}, value},
        [](const QString& text) {
            for (const char* op : {"==", "!="})
                if (const auto at = text.indexOf(QLatin1String(op)); at >= 0)
                    return QStringList{text.left(at).trimmed(), QString::fromLatin1(op), text.mid(at + 2).trimmed()};
            return QStringList{text, QString(), QString()};
        },
        [](const QStringList& row) -> FieldValue {
            const QString name = row.value(0).trimmed(), wanted = row.value(2).trimmed();
            if (name.isEmpty() || wanted.isEmpty())
                return {Nothing, ServiceFields::tr("A constraint needs both sides, as in node.labels.zone == a")};
            return {QJsonValue(name + row.value(1) + wanted), {}};
        });
}

Field preferences()
{
    const FieldColumn over{.title = ServiceFields::tr("Spread over"),
        .hint = QStringLiteral("node.labels.zone"),
        .stretch = 1,
        .choices = {},
        .complete
        = [](const FormNames& names, const QStringList&) { return names.nodeKeys.filter(QStringLiteral(".labels.")); }};
    return objectsField(
        {"preferences", ServiceFields::tr("Preferences"),
            task(QStringLiteral("Placement"), QStringLiteral("Preferences"))},
        {over}, 0,
        [](const QJsonObject& preference, const FormNames&) {
            return QStringList{preference.value(QStringLiteral("Spread"))
                                   .toObject()
                                   .value(QStringLiteral("SpreadDescriptor"))
                                   .toString()};
        },
        [](const QStringList& row, QJsonObject& preference, const FormNames&) {
            setValueAt(
                preference, {QStringLiteral("Spread"), QStringLiteral("SpreadDescriptor")}, row.value(0).trimmed());
            return QString();
        });
}

FieldSection updates(const QString& id, const QString& title, const QString& part, QStringList failureActions)
{
    using S = ServiceFields;
    const auto name = [&id](const char* member) { return id + u'.' + QLatin1String(member); };
    const auto renamed = [](Field field, QString wanted) {
        field.id = std::move(wanted);
        // Jobs are never updated in steps.
        field.applies = [](const QJsonObject& spec) {
            const QJsonObject mode = spec.value(QStringLiteral("Mode")).toObject();
            return !mode.contains(QStringLiteral("ReplicatedJob")) && !mode.contains(QStringLiteral("GlobalJob"));
        };
        return field;
    };
    return {id, title,
        {renamed(
             countField({"", S::tr("At a time"), {part, QStringLiteral("Parallelism")}, S::tr("1; 0 is all at once")}),
             name("parallelism")),
            renamed(durationField({"", S::tr("Delay between"), {part, QStringLiteral("Delay")}, QStringLiteral("0s")}),
                name("delay")),
            renamed(choiceField({"", S::tr("Order"), {part, QStringLiteral("Order")}},
                        {QString(), QStringLiteral("stop-first"), QStringLiteral("start-first")}),
                name("order")),
            renamed(
                durationField({"", S::tr("Watch each for"), {part, QStringLiteral("Monitor")}, QStringLiteral("5s")}),
                name("monitor")),
            renamed(choiceField(
                        {"", S::tr("On failure"), {part, QStringLiteral("FailureAction")}}, std::move(failureActions)),
                name("failureAction")),
            renamed(ratioField({"", S::tr("Share that may fail"), {part, QStringLiteral("MaxFailureRatio")},
                        QStringLiteral("0")}),
                name("maxFailureRatio"))}};
}

} // namespace

std::vector<FieldSection> schedulingSections()
{
    using S = ServiceFields;
    const QString limits = QStringLiteral("Limits"), reservations = QStringLiteral("Reservations");
    const QString restart = QStringLiteral("RestartPolicy");
    FieldSection resources{QStringLiteral("resources"), S::tr("Resources"),
        {cpusField(
             {"reserveCpu", S::tr("CPUs reserved"), resource(reservations, QStringLiteral("NanoCPUs")), S::tr("none")}),
            bytesField({"reserveMemory", S::tr("Memory reserved"),
                resource(reservations, QStringLiteral("MemoryBytes")), S::tr("none")}),
            cpusField(
                {"limitCpu", S::tr("CPUs at most"), resource(limits, QStringLiteral("NanoCPUs")), S::tr("no limit")}),
            bytesField({"limitMemory", S::tr("Memory at most"), resource(limits, QStringLiteral("MemoryBytes")),
                S::tr("no limit")}),
            countField({"limitPids", S::tr("Processes at most"), resource(limits, QStringLiteral("Pids")),
                S::tr("no limit")})}};
    FieldSection placement{QStringLiteral("placement"), S::tr("Placement"),
        {constraints(), preferences(),
            countField({"maxReplicas", S::tr("Most on one node"),
                task(QStringLiteral("Placement"), QStringLiteral("MaxReplicas")), S::tr("no limit")})}};
    FieldSection policy{QStringLiteral("restart"), S::tr("Restart"),
        {choiceField({"restart.condition", S::tr("When it ends"), task(restart, QStringLiteral("Condition"))},
             {QString(), QStringLiteral("any"), QStringLiteral("on-failure"), QStringLiteral("none")}),
            durationField(
                {"restart.delay", S::tr("Delay"), task(restart, QStringLiteral("Delay")), QStringLiteral("5s")}),
            countField({"restart.maxAttempts", S::tr("Attempts at most"), task(restart, QStringLiteral("MaxAttempts")),
                S::tr("no limit")}),
            durationField({"restart.window", S::tr("Counted within"), task(restart, QStringLiteral("Window")),
                S::tr("its whole life")})}};
    const QStringList actions{QString(), QStringLiteral("pause"), QStringLiteral("continue")};
    return {resources, placement,
        updates(QStringLiteral("update"), S::tr("Update"), QStringLiteral("UpdateConfig"),
            actions + QStringList{QStringLiteral("rollback")}),
        updates(QStringLiteral("rollback"), S::tr("Rollback"), QStringLiteral("RollbackConfig"), actions), policy};
}

} // namespace skep::ui

#include "ui/forms/fieldkinds.h"
#include "ui/forms/servicefields.h"

#include "shared/api/quantities.h"
#include "ui/text/text.h"
#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace skep::ui {
namespace {

struct ServiceFields
{
    Q_DECLARE_TR_FUNCTIONS(ServiceFields)
};

const QJsonValue Nothing(QJsonValue::Undefined);

JsonPath container(const QString& member)
{
    return {QStringLiteral("TaskTemplate"), QStringLiteral("ContainerSpec"), member};
}

JsonPath health(const QString& member)
{
    return container(QStringLiteral("Healthcheck")) + QStringList{member};
}

Field mayHoldSecret(Field field)
{
    field.mayHoldSecret = true;
    return field;
}

std::function<bool(const QJsonObject&)> inMode(const QString& mode)
{
    return [mode](const QJsonObject& spec) { return spec.value(QStringLiteral("Mode")).toObject().contains(mode); };
}

// Docker's words for the four modes and the members that stand for them.
const std::pair<const char*, const char*> Modes[] = {{"replicated", "Replicated"}, {"global", "Global"},
    {"replicated-job", "ReplicatedJob"}, {"global-job", "GlobalJob"}};

Field modeField()
{
    Field field = choiceField({"mode", ServiceFields::tr("Mode"), {QStringLiteral("Mode")}},
        {QStringLiteral("replicated"), QStringLiteral("global"), QStringLiteral("replicated-job"),
            QStringLiteral("global-job")});
    field.createOnly = true;
    field.show = [](const QJsonValue& value, const FormNames&) -> Rows {
        for (const auto& [word, member] : Modes)
            if (value.toObject().contains(QLatin1String(member)))
                return {{QString::fromLatin1(word)}};
        return {{QStringLiteral("replicated")}};
    };
    field.read = [](const Rows& rows, const QJsonValue& old, const FormNames&) -> FieldValue {
        for (const auto& [word, member] : Modes) {
            const QLatin1String name(member);
            if (rows.value(0).value(0) == QLatin1String(word))
                return {old.toObject().contains(name) ? old : QJsonValue(QJsonObject{{name, QJsonObject()}}), {}};
        }
        return {old, {}};
    };
    return field;
}

Field nameField()
{
    Field field = textField(
        {"name", ServiceFields::tr("Name"), {QStringLiteral("Name")}, ServiceFields::tr("letters, digits, - and _")});
    field.createOnly = true;
    return field;
}

Field environment()
{
    Field field = listField(
        {"env", ServiceFields::tr("Environment"), container(QStringLiteral("Env"))},
        {{.title = ServiceFields::tr("Variable"), .hint = {}, .stretch = 2},
            {.title = ServiceFields::tr("Value"), .hint = {}, .stretch = 3}},
        [](const QString& text) {
            const auto equals = text.indexOf(u'=');
            return equals < 0 ? QStringList{text, QString()} : QStringList{text.left(equals), text.mid(equals + 1)};
        },
        [](const QStringList& row) -> FieldValue {
            const QString name = row.value(0).trimmed();
            if (name.isEmpty())
                return {Nothing, ServiceFields::tr("“%1” has no name").arg(row.value(1))};
            if (name.contains(u'='))
                return {Nothing, ServiceFields::tr("“%1”: a name has no “=”").arg(name)};
            return {QJsonValue(name + u'=' + row.value(1)), {}};
        });
    field.key = 0;
    return field;
}

// {"CMD-SHELL", text} as its text, {"CMD", …} as words after "CMD", {"NONE"} as that word.
Field healthTest()
{
    Field field = textField({"health.test", ServiceFields::tr("Command"), health(QStringLiteral("Test")),
        ServiceFields::tr("a shell command; NONE switches off the image's own")});
    field.show = [](const QJsonValue& value, const FormNames&) -> Rows {
        const QJsonArray test = value.toArray();
        if (test.isEmpty())
            return {};
        if (test.at(0) == QLatin1String("CMD-SHELL"))
            return {{test.at(1).toString()}};
        std::vector<std::string> words;
        for (const QJsonValue& word : test)
            words.push_back(word.toString().toStdString());
        return {{qstr(api::joinWords(words))}};
    };
    field.read = [](const Rows& rows, const QJsonValue&, const FormNames&) -> FieldValue {
        const QString text = rows.value(0).value(0).trimmed();
        if (text.isEmpty())
            return {Nothing, {}};
        if (text == u"NONE")
            return {QJsonValue(QJsonArray{text}), {}};
        if (text.startsWith(u"CMD ")) {
            QJsonArray words;
            for (const std::string& word : api::splitWords(text.toStdString()))
                words.append(qstr(word));
            return {words, {}};
        }
        return {QJsonValue(QJsonArray{QStringLiteral("CMD-SHELL"), text}), {}};
    };
    return field;
}

} // namespace

std::vector<FieldSection> processSections()
{
    using S = ServiceFields;
    const QString replicated = QStringLiteral("Replicated"), job = QStringLiteral("ReplicatedJob");
    Field replicas = countField({"replicas", S::tr("Replicas"),
        {QStringLiteral("Mode"), replicated, QStringLiteral("Replicas")}, QStringLiteral("1")});
    replicas.applies = inMode(replicated);
    Field completions = countField({"completions", S::tr("Completions"),
        {QStringLiteral("Mode"), job, QStringLiteral("TotalCompletions")}, QStringLiteral("1")});
    completions.applies = inMode(job);
    Field concurrent = countField({"concurrent", S::tr("At a time"),
        {QStringLiteral("Mode"), job, QStringLiteral("MaxConcurrent")}, S::tr("all")});
    concurrent.applies = inMode(job);
    FieldSection general{QStringLiteral("general"), S::tr("General"),
        {textField(
             {"image", S::tr("Image"), container(QStringLiteral("Image")), S::tr("nginx:1.27, reg.example/web:2.0")}),
            nameField(), replicas, modeField(), completions, concurrent}};
    FieldSection run{QStringLiteral("run"), S::tr("Run"),
        {mayHoldSecret(
             wordsField({"args", S::tr("Command"), container(QStringLiteral("Args")), S::tr("the image's own")})),
            mayHoldSecret(wordsField(
                {"entrypoint", S::tr("Entry point"), container(QStringLiteral("Command")), S::tr("the image's own")})),
            mayHoldSecret(environment()),
            textField({"user", S::tr("User"), container(QStringLiteral("User")), S::tr("name or number[:group]")}),
            textField({"dir", S::tr("Directory"), container(QStringLiteral("Dir")), S::tr("the image's own")}),
            textField({"hostname", S::tr("Host name"), container(QStringLiteral("Hostname"))}),
            durationField({"stopGrace", S::tr("Time to stop"), container(QStringLiteral("StopGracePeriod")),
                QStringLiteral("10s")}),
            textField({"stopSignal", S::tr("Stop signal"), container(QStringLiteral("StopSignal")),
                QStringLiteral("SIGTERM")}),
            checkField({"init", S::tr("An init process reaps orphans"), container(QStringLiteral("Init"))}),
            checkField({"readOnly", S::tr("Its file system is read-only"), container(QStringLiteral("ReadOnly"))}),
            checkField({"tty", S::tr("It has a terminal"), container(QStringLiteral("TTY"))}),
            textField({"logDriver", S::tr("Log driver"),
                {QStringLiteral("TaskTemplate"), QStringLiteral("LogDriver"), QStringLiteral("Name")},
                S::tr("the engine's own")}),
            mayHoldSecret(
                mapField({"logOptions", S::tr("Log options"),
                             {QStringLiteral("TaskTemplate"), QStringLiteral("LogDriver"), QStringLiteral("Options")}},
                    S::tr("Option"), S::tr("Value")))}};
    FieldSection check{QStringLiteral("health"), S::tr("Health"),
        {mayHoldSecret(healthTest()),
            durationField(
                {"health.interval", S::tr("Interval"), health(QStringLiteral("Interval")), QStringLiteral("30s")}),
            durationField(
                {"health.timeout", S::tr("Timeout"), health(QStringLiteral("Timeout")), QStringLiteral("30s")}),
            durationField({"health.startPeriod", S::tr("Start period"), health(QStringLiteral("StartPeriod")),
                QStringLiteral("0s")}),
            countField({"health.retries", S::tr("Retries"), health(QStringLiteral("Retries")), QStringLiteral("3")})}};
    return {general, run, check};
}

const std::vector<FieldSection>& serviceSections()
{
    return keptByLanguage([] {
        std::vector<FieldSection> sections;
        for (auto part : {processSections(), schedulingSections(), attachmentSections()})
            sections.insert(sections.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
        return sections;
    });
}

} // namespace skep::ui

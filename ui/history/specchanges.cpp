#include "ui/history/specchanges.h"

#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <map>
#include <set>

namespace skep::ui {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SpecChanges)
};

QString repositoryOf(const QString& image)
{
    const auto colon = image.lastIndexOf(u':');
    return colon > image.lastIndexOf(u'/') ? image.left(colon) : image;
}

QString scaleText(const api::ServiceSpec& spec)
{
    if (spec.mode.replicated)
        return QString::number(spec.mode.replicated->replicas.value_or(1));
    if (spec.mode.replicatedJob)
        return QString::number(spec.mode.replicatedJob->totalCompletions.value_or(0));
    return {};
}

// The names of variables only: values may be passwords.
QString envNames(const std::vector<std::string>& from, const std::vector<std::string>& to)
{
    const auto table = [](const std::vector<std::string>& env) {
        std::map<std::string, std::string> all;
        for (const auto& one : env)
            all[one.substr(0, one.find('='))] = one;
        return all;
    };
    const auto before = table(from), after = table(to);
    QStringList names;
    for (const auto& [name, whole] : after)
        if (const auto old = before.find(name); old == before.end() || old->second != whole)
            names << qstr(name);
    for (const auto& [name, whole] : before)
        if (!after.contains(name))
            names << u'-' + qstr(name);
    return names.join(QStringLiteral(", "));
}

void tellContainer(QStringList& words, const api::ContainerSpec& from, const api::ContainerSpec& to)
{
    if (from.image != to.image)
        words << imageChangeText(from.image, to.image);
    if (from.env != to.env)
        words << Tr::tr("environment: %1").arg(envNames(from.env, to.env));
    if (from.command != to.command || from.args != to.args)
        words << Tr::tr("another command");
    if (from.mounts != to.mounts)
        words << Tr::tr("other mounts");
    if (from.secrets != to.secrets)
        words << Tr::tr("other secrets");
    if (from.configs != to.configs)
        words << Tr::tr("other configs");
    if (from.healthcheck != to.healthcheck)
        words << Tr::tr("another health check");
    api::ContainerSpec rest = from;
    rest.image = to.image;
    rest.env = to.env;
    rest.command = to.command;
    rest.args = to.args;
    rest.mounts = to.mounts;
    rest.secrets = to.secrets;
    rest.configs = to.configs;
    rest.healthcheck = to.healthcheck;
    if (rest != to)
        words << Tr::tr("other container settings");
}

void tellTaskSpec(QStringList& words, const api::TaskSpec& from, const api::TaskSpec& to)
{
    if (from.container && to.container)
        tellContainer(words, *from.container, *to.container);
    if (from.resources != to.resources)
        words << Tr::tr("other resources");
    if (from.restartPolicy != to.restartPolicy)
        words << Tr::tr("another restart policy");
    if (from.placement != to.placement)
        words << Tr::tr("another placement");
    if (from.networks != to.networks)
        words << Tr::tr("other networks");
    if (from.logDriver != to.logDriver)
        words << Tr::tr("another log driver");
    if (from.forceUpdate != to.forceUpdate)
        words << Tr::tr("all tasks are to be replaced");
}

} // namespace

QString changeText(const QString& what, const QString& from, const QString& to)
{
    const QString nothing = QStringLiteral("–");
    return QStringLiteral("%1 %2 → %3").arg(what, from.isEmpty() ? nothing : from, to.isEmpty() ? nothing : to);
}

void tellLabelChanges(QStringList& words, const api::Labels& from, const api::Labels& to)
{
    std::set<std::string> keys;
    for (const auto& [key, value] : from)
        keys.insert(key);
    for (const auto& [key, value] : to)
        keys.insert(key);
    const auto value = [](const api::Labels& labels, const std::string& key) {
        const auto found = labels.find(key);
        return found == labels.end() ? QString() : qstr(found->second);
    };
    for (const auto& key : keys)
        if (!from.contains(key) || !to.contains(key) || from.at(key) != to.at(key))
            words << changeText(Tr::tr("label %1").arg(qstr(key)), value(from, key), value(to, key));
}

QString imageChangeText(const std::string& from, const std::string& to)
{
    QString before = imageText(from), after = imageText(to);
    if (before == after)
        return Tr::tr("image %1: another digest").arg(after);
    if (repositoryOf(before) == repositoryOf(after) && before != repositoryOf(before) && after != repositoryOf(after)) {
        before = before.mid(repositoryOf(before).size() + 1);
        after = after.mid(repositoryOf(after).size() + 1);
    }
    return changeText(Tr::tr("image"), before, after);
}

QStringList changesBetween(const api::ServiceSpec& from, const api::ServiceSpec& to)
{
    QStringList words;
    if (from.name != to.name)
        words << changeText(Tr::tr("name"), qstr(from.name), qstr(to.name));
    tellTaskSpec(words, from.task, to.task);
    if (scaleText(from) != scaleText(to))
        words << changeText(Tr::tr("replicas"), scaleText(from), scaleText(to));
    if (from.endpointSpec != to.endpointSpec)
        words << Tr::tr("other ports");
    if (from.networks != to.networks)
        words << Tr::tr("other networks");
    if (from.updateConfig != to.updateConfig || from.rollbackConfig != to.rollbackConfig)
        words << Tr::tr("other update settings");
    tellLabelChanges(words, from.labels, to.labels);
    words.removeDuplicates();
    if (words.isEmpty() && from != to)
        words << Tr::tr("other settings");
    return words;
}

} // namespace skep::ui

#include "ui/guard/guard.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace skep::ui {
namespace {

struct GuardText
{
    Q_DECLARE_TR_FUNCTIONS(Guard)
};

using Level = Guard::Level;

// As the settings spell it.
QString wordOf(Level level)
{
    switch (level) {
    case Level::Relaxed:
        return QStringLiteral("relaxed");
    case Level::Guarded:
        return QStringLiteral("guarded");
    case Level::Production:
        return QStringLiteral("production");
    case Level::ReadOnly:
        return QStringLiteral("readonly");
    }
    return {};
}

QString settingOf(const std::string& clusterId, const char* what)
{
    return QStringLiteral("guard/%1/%2").arg(qstr(clusterId), QLatin1String(what));
}

} // namespace

QString tagOf(const Guard& guard)
{
    if (guard.level != Level::Production)
        return {};
    return guard.tag.isEmpty() ? QStringLiteral("PROD") : guard.tag;
}

QString verbUnder(const Guard& guard, const QString& verb)
{
    const QString tag = tagOf(guard);
    return tag.isEmpty() ? verb : GuardText::tr("%1 on %2", "what is done, tag of the cluster").arg(verb, tag);
}

QString wordToType(const Guard& guard, const QString& cluster, const Deed& deed)
{
    if (deed.wholeCluster)
        return cluster;
    if (!deed.irreversible)
        return {};
    if (guard.level == Level::Production)
        return cluster;
    if (guard.level == Level::Guarded && deed.dependants > 0)
        return deed.name.isEmpty() ? cluster : deed.name;
    return {};
}

std::optional<QString> whyStaged(const Guard& guard, int objects)
{
    if (guard.level != Level::Production || objects <= MostAtOnce)
        return std::nullopt;
    return GuardText::tr("More than %1 objects of a production cluster are changed by a change set: one after the other, "
                         "and no further than the first that fails.")
        .arg(MostAtOnce);
}

QString guardLevelText(Level level)
{
    switch (level) {
    case Level::Relaxed:
        return GuardText::tr("Relaxed");
    case Level::Guarded:
        return GuardText::tr("Guarded");
    case Level::Production:
        return GuardText::tr("Production");
    case Level::ReadOnly:
        return GuardText::tr("Read-only");
    }
    return {};
}

QString colourText(int colour)
{
    switch (colour) {
    case 0:
        return GuardText::tr("Blue");
    case 1:
        return GuardText::tr("Green");
    case 2:
        return GuardText::tr("Brown");
    case 3:
        return GuardText::tr("Violet");
    case 4:
        return GuardText::tr("Pink");
    case 5:
        return GuardText::tr("Olive");
    case 6:
        return GuardText::tr("Turquoise");
    case 7:
        return GuardText::tr("Red");
    }
    return GuardText::tr("None");
}

QString guardLevelMeaning(Level level)
{
    switch (level) {
    case Level::Relaxed:
        return GuardText::tr("For a lab: what cannot be undone is asked about, and nothing has to be typed.");
    case Level::Guarded:
        return GuardText::tr("What cannot be undone needs the name of the object typed where running tasks depend on it.");
    case Level::Production:
        return GuardText::tr("Every button that changes something carries the cluster's tag. What cannot be undone needs "
                             "the cluster's name typed. More than %1 objects at once go through a change set.")
            .arg(MostAtOnce);
    case Level::ReadOnly:
        return GuardText::tr("Nothing is changed from here: only requests that read leave the program.");
    }
    return {};
}

GuardBook& GuardBook::instance()
{
    auto* known = QCoreApplication::instance()->findChild<GuardBook*>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new GuardBook(QCoreApplication::instance());
}

Guard GuardBook::of(const std::string& clusterId) const
{
    Guard guard;
    if (clusterId.empty())
        return guard;
    const QSettings settings;
    const QString word = settings.value(settingOf(clusterId, "level")).toString();
    for (const Level level : GuardLevels)
        if (word == wordOf(level))
            guard.level = level;
    guard.tag = settings.value(settingOf(clusterId, "tag")).toString();
    guard.colour = std::clamp(settings.value(settingOf(clusterId, "colour"), -1).toInt(), -1, MembershipTints - 1);
    return guard;
}

void GuardBook::set(const std::string& clusterId, const Guard& guard)
{
    if (clusterId.empty() || guard == of(clusterId))
        return;
    QSettings settings;
    settings.setValue(settingOf(clusterId, "level"), wordOf(guard.level));
    settings.setValue(settingOf(clusterId, "tag"), guard.tag);
    settings.setValue(settingOf(clusterId, "colour"), guard.colour);
    Q_EMIT changed(clusterId);
}

} // namespace skep::ui

#include "ui/swarm/swarmspec.h"

#include "ui/text/text.h"
#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace skep::ui {
namespace {

struct SwarmSpecText
{
    Q_DECLARE_TR_FUNCTIONS(SwarmSettings)
};

using Kind = SwarmSetting::Kind;

constexpr std::int64_t Second = 1'000'000'000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

struct Unit
{
    const char* name;
    std::int64_t ns;
};
constexpr Unit Units[] = {{"d", Day}, {"h", Hour}, {"m", Minute}, {"s", Second}, {"ms", 1'000'000}, {"us", 1'000}, {"ns", 1}};

const SwarmSetting* settingOf(const QString& id)
{
    const auto& all = swarmSettings();
    const auto found
        = std::find_if(all.begin(), all.end(), [&id](const SwarmSetting& setting) { return setting.id == id; });
    return found == all.end() ? nullptr : &*found;
}

QStringList urlsOf(const QString& text)
{
    static const QRegularExpression space(QStringLiteral("\\s+"));
    return text.split(space, Qt::SkipEmptyParts);
}

Failure bad(const SwarmSetting& setting, const QString& rule)
{
    return fail(ErrorCode::InvalidArgument,
        SwarmSpecText::tr("%1: %2", "setting: rule").arg(setting.title, rule).toStdString());
}

Result<QJsonValue> valueOf(const SwarmSetting& setting, const QString& text, const QJsonObject& spec)
{
    switch (setting.kind) {
    case Kind::Count: {
        bool whole = false;
        const qint64 count = text.trimmed().toLongLong(&whole);
        if (!whole || count < setting.least)
            return bad(setting, SwarmSpecText::tr("a whole number, %1 or more, is needed").arg(setting.least));
        return QJsonValue(count);
    }
    case Kind::Duration: {
        const auto ns = parseDuration(text);
        if (!ns)
            return bad(setting, SwarmSpecText::tr("a duration such as 90d, 12h or 5s is needed"));
        if (*ns < setting.least)
            return bad(setting, SwarmSpecText::tr("%1 or more is needed").arg(durationInput(setting.least)));
        return QJsonValue(qint64(*ns));
    }
    case Kind::Urls: {
        // Those that stay keep their options and their CA.
        const QJsonArray before = spec.value(setting.section).toObject().value(setting.member).toArray();
        QJsonArray after;
        for (const QString& url : urlsOf(text)) {
            if (!url.startsWith(u"https://") || QUrl(url).host().isEmpty())
                return bad(
                    setting, SwarmSpecText::tr("addresses that begin with https:// are needed, not “%1”").arg(url));
            const auto known = std::find_if(before.begin(), before.end(),
                [&url](const auto& one) { return one.toObject().value(u"URL").toString() == url; });
            after.append(known != before.end()
                    ? known->toObject()
                    : QJsonObject{{QStringLiteral("Protocol"), QStringLiteral("cfssl")}, {QStringLiteral("URL"), url}});
        }
        return QJsonValue(after);
    }
    }
    return QJsonValue();
}

std::vector<SwarmSetting> makeSettings()
{
    using T = SwarmSpecText;
    const auto text = [](const char* latin1) { return QString::fromLatin1(latin1); };
    return {
        {text("taskHistory"), text("Orchestration"), text("TaskHistoryRetentionLimit"), Kind::Count,
            text("--task-history-limit"), T::tr("Task history"), T::tr("Ended tasks that each slot remembers"), 0},
        {text("heartbeat"), text("Dispatcher"), text("HeartbeatPeriod"), Kind::Duration, text("--dispatcher-heartbeat"),
            T::tr("Dispatcher heartbeat"), T::tr("How often nodes report; a node that misses three is down"), 1},
        {text("certExpiry"), text("CAConfig"), text("NodeCertExpiry"), Kind::Duration, text("--cert-expiry"),
            T::tr("Node certificates are valid for"),
            T::tr("At least an hour; nodes renew theirs by themselves long before"), Hour},
        {text("externalCas"), text("CAConfig"), text("ExternalCAs"), Kind::Urls, text("--external-ca"),
            T::tr("External CAs"),
            T::tr("Addresses of cfssl servers that sign certificates instead of the managers, one on each line"), 0},
        {text("snapshotInterval"), text("Raft"), text("SnapshotInterval"), Kind::Count, text("--snapshot-interval"),
            T::tr("Raft: snapshot every"), T::tr("Entries of the log between snapshots"), 1},
        {text("keepSnapshots"), text("Raft"), text("KeepOldSnapshots"), Kind::Count, text("--max-snapshots"),
            T::tr("Raft: old snapshots kept"), T::tr("Besides the newest"), 0},
        {text("logEntries"), text("Raft"), text("LogEntriesForSlowFollowers"), Kind::Count, QString(),
            T::tr("Raft: entries kept after a snapshot"),
            T::tr("So that a manager that is a little behind need not be sent everything"), 0},
    };
}

} // namespace

const std::vector<SwarmSetting>& swarmSettings()
{
    return keptByLanguage([] { return makeSettings(); });
}

QString settingText(const SwarmSetting& setting, const QJsonObject& spec)
{
    const QJsonValue value = spec.value(setting.section).toObject().value(setting.member);
    switch (setting.kind) {
    case Kind::Count:
        return QString::number(value.toInteger());
    case Kind::Duration:
        return durationInput(value.toInteger());
    case Kind::Urls: {
        QStringList urls;
        for (const auto& one : value.toArray())
            urls << one.toObject().value(u"URL").toString();
        return urls.join(u'\n');
    }
    }
    return {};
}

Result<std::vector<SettingChange>> settingChanges(const QJsonObject& spec, const std::map<QString, QString>& texts)
{
    std::vector<SettingChange> changes;
    for (const SwarmSetting& setting : swarmSettings()) {
        const auto written = texts.find(setting.id);
        if (written == texts.end())
            continue;
        SKEP_TRY(value, valueOf(setting, written->second, spec));
        QJsonObject changed = spec;
        QJsonObject section = changed.value(setting.section).toObject();
        section.insert(setting.member, value);
        changed.insert(setting.section, section);
        const QString from = settingText(setting, spec), to = settingText(setting, changed);
        if (from != to)
            changes.push_back({setting.id, setting.title, from, to});
    }
    return changes;
}

Result<void> applySettings(QJsonObject& spec, const std::vector<SettingChange>& changes)
{
    for (const SettingChange& change : changes) {
        const SwarmSetting* setting = settingOf(change.id);
        if (!setting)
            continue;
        SKEP_TRY(value, valueOf(*setting, change.to, spec));
        QJsonObject section = spec.value(setting->section).toObject();
        section.insert(setting->member, value);
        spec.insert(setting->section, section);
    }
    return {};
}

QString settingsCommand(const std::vector<SettingChange>& changes)
{
    QStringList words{QStringLiteral("docker swarm update")}, rest;
    for (const SettingChange& change : changes) {
        const SwarmSetting* setting = settingOf(change.id);
        if (!setting)
            continue;
        if (setting->flag.isEmpty()) {
            rest << QStringLiteral("# %1.%2=%3").arg(setting->section, setting->member, change.to);
        } else if (setting->kind == Kind::Urls) {
            for (const QString& url : urlsOf(change.to))
                words << setting->flag + QStringLiteral(" protocol=cfssl,url=") + url;
            if (urlsOf(change.to).isEmpty())
                words << setting->flag + QStringLiteral(" \"\"");
        } else {
            // Go's durations have no days.
            const auto ns = setting->kind == Kind::Duration ? parseDuration(change.to) : std::nullopt;
            const bool days = ns && change.to.contains(u'd');
            words << setting->flag + QLatin1Char(' ')
                    + (days ? QString::number(*ns / Hour) + QLatin1Char('h') : change.to);
        }
    }
    QStringList lines;
    if (words.size() > 1)
        lines << words.join(u' ');
    return (lines + rest).join(u'\n');
}

std::optional<std::int64_t> parseDuration(const QString& text)
{
    static const QRegularExpression part(QStringLiteral("\\G\\s*([0-9]{1,9})\\s*(d|h|ms|us|ns|min|m|s)\\s*"));
    std::int64_t ns = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto found = part.match(text, at);
        if (!found.hasMatch())
            return std::nullopt;
        const QString unit = found.captured(2) == u"min" ? QStringLiteral("m") : found.captured(2);
        for (const Unit& known : Units)
            if (unit == QLatin1String(known.name)) {
                std::int64_t more = 0;
                if (__builtin_mul_overflow(found.captured(1).toLongLong(), known.ns, &more)
                    || __builtin_add_overflow(ns, more, &ns))
                    return std::nullopt;
            }
        at = found.capturedEnd(0);
    }
    return text.trimmed().isEmpty() ? std::nullopt : std::optional(ns);
}

QString durationInput(std::int64_t ns)
{
    if (ns == 0)
        return QStringLiteral("0s");
    QString text;
    for (const Unit& unit : Units) {
        // Days only when they are all there is to say.
        if (unit.ns == Day && ns % Day != 0)
            continue;
        if (ns >= unit.ns) {
            text += QString::number(ns / unit.ns) + QLatin1String(unit.name);
            ns %= unit.ns;
        }
    }
    return text;
}

} // namespace skep::ui

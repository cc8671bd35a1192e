#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

// The swarm's specification as settings that a person edits. The raw document stays as it was but for what is changed.
namespace skep::ui {

struct SwarmSetting
{
    enum class Kind
    {
        Count,
        Duration,
        Urls
    };

    QString id; // "taskHistory"
    QString section, member; // where it is in the specification
    Kind kind = Kind::Count;
    QString flag; // of "docker swarm update"; "" where it has none
    QString title, help;
    std::int64_t least = 0; // counts and nanoseconds
};
[[nodiscard]] const std::vector<SwarmSetting>& swarmSettings();

// As its field shows it: "5", "90d", one URL on each line. The specification as JSON, as the API has it.
[[nodiscard]] QString settingText(const SwarmSetting& setting, const QJsonObject& spec);

struct SettingChange
{
    QString id, title, from, to;
};
// What the texts (by id) change. Error InvalidArgument naming the setting and the rule.
[[nodiscard]] Result<std::vector<SettingChange>> settingChanges(
    const QJsonObject& spec, const std::map<QString, QString>& texts);
// Puts the changed ones into the specification, and nothing else. What `settingChanges` accepted cannot fail.
[[nodiscard]] Result<void> applySettings(QJsonObject& spec, const std::vector<SettingChange>& changes);
// "docker swarm update --task-history-limit 3"; what docker has no flag for is a line of its own, as a comment.
[[nodiscard]] QString settingsCommand(const std::vector<SettingChange>& changes);

// "2160h", "1h 30m", "5 s", "90d", as nanoseconds.
[[nodiscard]] std::optional<std::int64_t> parseDuration(const QString& text);
// The shortest of that kind.
[[nodiscard]] QString durationInput(std::int64_t ns);

} // namespace skep::ui

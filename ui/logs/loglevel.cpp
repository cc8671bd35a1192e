#include "ui/logs/loglevel.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace skep::ui {
namespace {

constexpr qsizetype LookedAt = 200; // what comes later is about something else

LogLevel levelOf(const QString& word)
{
    using enum LogLevel;
    static constexpr std::array<std::pair<std::string_view, LogLevel>, 22> Words{{{"trace", Debug}, {"debug", Debug}, {"dbg", Debug},
        {"info", Info}, {"notice", Info}, {"i", Info}, {"warn", Warning}, {"warning", Warning}, {"wrn", Warning}, {"w", Warning},
        {"error", Error}, {"err", Error}, {"e", Error}, {"severe", Error}, {"critical", Error}, {"crit", Error}, {"fatal", Error},
        {"f", Error}, {"panic", Error}, {"alert", Error}, {"emerg", Error}, {"emergency", Error}}};
    const std::string lower = word.toLower().toStdString();
    const auto* known = std::find_if(Words.begin(), Words.end(), [&lower](const auto& entry) { return entry.first == lower; });
    return known == Words.end() ? Unknown : known->second;
}

} // namespace

LogLevel guessLevel(const QString& text)
{
    // In the order of how sure they are.
    static const std::array<QRegularExpression, 4> Forms{
        QRegularExpression(QStringLiteral(R"re((?:^|[^a-z])(?:log_?level|level|lvl|severity)"?\s*[=:]\s*"?([a-z]+))re"), QRegularExpression::CaseInsensitiveOption),
        QRegularExpression(QStringLiteral(R"re(^([IWEF])\d{4} \d\d:\d\d)re")),
        QRegularExpression(QStringLiteral(
            R"re((?<![\w/.-])(TRACE|DEBUG|DBG|INFO|NOTICE|WARN|WARNING|WRN|ERROR|ERR|SEVERE|CRITICAL|CRIT|FATAL|PANIC|ALERT|EMERG)(?![\w/-]))re")),
        QRegularExpression(QStringLiteral(
            R"re((?:\[(trace|debug|info|notice|warn|warning|error|err|crit|critical|fatal|alert|emerg)\])|(?:^|\s)(debug|info|warn|warning|error|fatal|panic): )re"),
            QRegularExpression::CaseInsensitiveOption),
    };
    const QString begin = text.left(LookedAt);
    for (const QRegularExpression& form : Forms) {
        const auto found = form.match(begin);
        if (!found.hasMatch())
            continue;
        if (const LogLevel level = levelOf(found.captured(found.lastCapturedIndex())); level != LogLevel::Unknown)
            return level;
    }
    return LogLevel::Unknown;
}

} // namespace skep::ui

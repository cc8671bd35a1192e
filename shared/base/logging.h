#pragma once

#include <QLoggingCategory>

#include <string_view>

// Info = an operator would want it at 3 a.m.; Warning = we retried or degraded; Critical = data or identity at risk.
// Form: a sentence, then key=value pairs. Never a secret; a user's mistake is never above debug on the daemon.
namespace skep {

Q_DECLARE_LOGGING_CATEGORY(logRaft)
Q_DECLARE_LOGGING_CATEGORY(logConsensus)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logOrchestrator)
Q_DECLARE_LOGGING_CATEGORY(logScheduler)
Q_DECLARE_LOGGING_CATEGORY(logDispatcher)
Q_DECLARE_LOGGING_CATEGORY(logCa)
Q_DECLARE_LOGGING_CATEGORY(logRpc)
Q_DECLARE_LOGGING_CATEGORY(logApi)
Q_DECLARE_LOGGING_CATEGORY(logAgent)
Q_DECLARE_LOGGING_CATEGORY(logDocker)
Q_DECLARE_LOGGING_CATEGORY(logMesh)
Q_DECLARE_LOGGING_CATEGORY(logNode)

// Text for a log statement: qCInfo(logNode) << "started" << log("id=", id)
[[nodiscard]] inline QByteArray log(std::string_view text) { return {text.data(), qsizetype(text.size())}; }

// Sends all messages to stderr, one line each: time, level, category, text; with <N> priorities under the journal.
// `level` is debug, info, warning or critical. Returns false on another word.
bool installLogging(std::string_view level);

} // namespace skep

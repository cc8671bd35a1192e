#include "shared/base/logging.h"

#include "shared/base/time.h"

#include <cstdio>
#include <cstdlib>

namespace skep {

Q_LOGGING_CATEGORY(logRaft, "skep.raft", QtInfoMsg)
Q_LOGGING_CATEGORY(logConsensus, "skep.consensus", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "skep.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logOrchestrator, "skep.orchestrator", QtInfoMsg)
Q_LOGGING_CATEGORY(logScheduler, "skep.scheduler", QtInfoMsg)
Q_LOGGING_CATEGORY(logDispatcher, "skep.dispatcher", QtInfoMsg)
Q_LOGGING_CATEGORY(logCa, "skep.ca", QtInfoMsg)
Q_LOGGING_CATEGORY(logRpc, "skep.rpc", QtInfoMsg)
Q_LOGGING_CATEGORY(logApi, "skep.api", QtInfoMsg)
Q_LOGGING_CATEGORY(logAgent, "skep.agent", QtInfoMsg)
Q_LOGGING_CATEGORY(logDocker, "skep.docker", QtInfoMsg)
Q_LOGGING_CATEGORY(logMesh, "skep.mesh", QtInfoMsg)
Q_LOGGING_CATEGORY(logNode, "skep.node", QtInfoMsg)

namespace {

struct Level {
    const char* name;
    int priority; // syslog(3)
};

Level levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return {"debug", 7};
    case QtInfoMsg: return {"info", 6};
    case QtWarningMsg: return {"warning", 4};
    case QtCriticalMsg: return {"critical", 2};
    case QtFatalMsg: return {"fatal", 1};
    }
    return {"info", 6};
}

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const Level level = levelOf(type);
    const QByteArray text = message.toUtf8();
    static const bool journal = std::getenv("JOURNAL_STREAM") != nullptr;
    if (journal)
        std::fprintf(stderr, "<%d>%s: %s\n", level.priority, context.category, text.constData());
    else
        std::fprintf(stderr, "%s %-8s %s: %s\n", toRfc3339Nano(systemNow()).c_str(), level.name, context.category,
            text.constData());
}

} // namespace

bool installLogging(std::string_view level)
{
    QString rules;
    if (level == "debug")
        rules = QStringLiteral("skep.*=true");
    else if (level == "info")
        rules = QStringLiteral("skep.*.debug=false\nskep.*.info=true");
    else if (level == "warning" || level == "warn")
        rules = QStringLiteral("skep.*.debug=false\nskep.*.info=false");
    else if (level == "critical" || level == "error")
        rules = QStringLiteral("skep.*.debug=false\nskep.*.info=false\nskep.*.warning=false");
    else
        return false;
    qInstallMessageHandler(writeLine);
    QLoggingCategory::setFilterRules(rules);
    return true;
}

} // namespace skep

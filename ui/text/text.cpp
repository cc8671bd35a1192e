#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace skep::ui {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(skep::ui::Text)
};

constexpr std::int64_t Second = 1'000'000'000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

QString roughly(std::int64_t ns)
{
    if (ns < Minute)
        return Tr::tr("%1 s").arg(ns / Second);
    if (ns < Hour)
        return Tr::tr("%1 min").arg(ns / Minute);
    if (ns < 2 * Day)
        return Tr::tr("%1 h").arg(ns / Hour);
    return Tr::tr("%1 d").arg(ns / Day);
}

// Up to two decimals, without trailing zeros.
QString number(double value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(std::round(value * 100) / 100, 'g', 12);
}

// The daemon's words without the wrapping of its RPC layer.
QString unwrapped(const std::string& message)
{
    const QString text = qstr(message);
    const QString mark = QStringLiteral(" desc = ");
    const auto at = text.startsWith(QStringLiteral("rpc error: code = ")) ? text.indexOf(mark) : -1;
    return at < 0 ? text : text.mid(at + mark.size());
}

QString why(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled: return Tr::tr("It was cancelled.");
    case ErrorCode::InvalidArgument: return Tr::tr("The server refused the values.");
    case ErrorCode::DeadlineExceeded: return Tr::tr("No answer came in time.");
    case ErrorCode::NotFound: return Tr::tr("It does not exist (any more).");
    case ErrorCode::AlreadyExists: return Tr::tr("It conflicts with what is there.");
    case ErrorCode::PermissionDenied: return Tr::tr("It is not allowed.");
    case ErrorCode::ResourceExhausted: return Tr::tr("It is too large.");
    case ErrorCode::FailedPrecondition: return Tr::tr("The node cannot do that in its present state.");
    case ErrorCode::Aborted: return Tr::tr("Somebody else changed it meanwhile. Look at it again.");
    case ErrorCode::OutOfRange: return Tr::tr("A value is out of range.");
    case ErrorCode::Unimplemented: return Tr::tr("The server does not have this.");
    case ErrorCode::Internal: return Tr::tr("The answer could not be understood.");
    case ErrorCode::Unavailable: return Tr::tr("The manager cannot be reached.");
    case ErrorCode::DataLoss: return Tr::tr("The answer was damaged.");
    case ErrorCode::Unauthenticated: return Tr::tr("The credentials were refused.");
    case ErrorCode::Unknown: break;
    }
    return {};
}

} // namespace

QString taskNameOn(const api::Task& task, const std::string& nodeId)
{
    QString name = qstr(api::taskShortName(task));
    if (const QString here = u'.' + qstr(nodeId); name.endsWith(here))
        name.chop(here.size());
    return name;
}

QString stateText(api::TaskState state)
{
    switch (state) {
    case api::TaskState::New: return Tr::tr("new", "task state");
    case api::TaskState::Pending: return Tr::tr("pending", "task state");
    case api::TaskState::Assigned: return Tr::tr("assigned", "task state");
    case api::TaskState::Accepted: return Tr::tr("accepted", "task state");
    case api::TaskState::Preparing: return Tr::tr("preparing", "task state");
    case api::TaskState::Ready: return Tr::tr("ready", "task state");
    case api::TaskState::Starting: return Tr::tr("starting", "task state");
    case api::TaskState::Running: return Tr::tr("running", "task state");
    case api::TaskState::Complete: return Tr::tr("complete", "task state");
    case api::TaskState::Shutdown: return Tr::tr("shut down", "task state");
    case api::TaskState::Failed: return Tr::tr("failed", "task state");
    case api::TaskState::Rejected: return Tr::tr("rejected", "task state");
    case api::TaskState::Remove: return Tr::tr("being removed", "task state");
    case api::TaskState::Orphaned: return Tr::tr("orphaned", "task state");
    }
    return {};
}

QString stateText(api::NodeState state)
{
    switch (state) {
    case api::NodeState::Unknown: return Tr::tr("unknown", "node state");
    case api::NodeState::Down: return Tr::tr("down", "node state");
    case api::NodeState::Ready: return Tr::tr("ready", "node state");
    case api::NodeState::Disconnected: return Tr::tr("disconnected", "node state");
    }
    return {};
}

QString stateText(api::UpdateState state)
{
    switch (state) {
    case api::UpdateState::Unspecified: return {};
    case api::UpdateState::Updating: return Tr::tr("updating", "update state");
    case api::UpdateState::Paused: return Tr::tr("paused", "update state");
    case api::UpdateState::Completed: return Tr::tr("completed", "update state");
    case api::UpdateState::RollbackStarted: return Tr::tr("rolling back", "update state");
    case api::UpdateState::RollbackPaused: return Tr::tr("rollback paused", "update state");
    case api::UpdateState::RollbackCompleted: return Tr::tr("rolled back", "update state");
    }
    return {};
}

QString availabilityText(api::Availability availability)
{
    switch (availability) {
    case api::Availability::Unspecified:
    case api::Availability::Active: return Tr::tr("active", "availability");
    case api::Availability::Pause: return Tr::tr("paused", "availability");
    case api::Availability::Drain: return Tr::tr("drained", "availability");
    }
    return {};
}

QString roleText(api::NodeRole role)
{
    return role == api::NodeRole::Manager ? Tr::tr("manager", "role") : Tr::tr("worker", "role");
}

QString ageText(Timestamp since, Timestamp now)
{
    if (since.isZero())
        return {};
    const std::int64_t ns = (now - since).count();
    return ns < Second ? Tr::tr("now") : roughly(ns);
}

QString whenText(Timestamp at, Timestamp now)
{
    if (at.isZero())
        return {};
    const QString moment = QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000), QLocale::ShortFormat);
    return (now - at).count() < Second ? moment : Tr::tr("%1 (%2 ago)").arg(moment, ageText(at, now));
}

QString durationText(api::DurationNs duration)
{
    if (duration < 0)
        return Tr::tr("−%1").arg(durationText(-duration));
    if (duration == 0)
        return Tr::tr("%1 s").arg(0);
    if (duration < 1'000'000)
        return Tr::tr("%1 µs").arg(number(double(duration) / 1e3));
    if (duration < Second)
        return Tr::tr("%1 ms").arg(number(double(duration) / 1e6));
    if (duration < Minute)
        return Tr::tr("%1 s").arg(number(double(duration) / 1e9));
    QStringList parts;
    if (duration >= Day && duration % Hour == 0) {
        parts << Tr::tr("%1 d").arg(duration / Day);
        duration %= Day;
    }
    if (duration >= Hour)
        parts << Tr::tr("%1 h").arg(duration / Hour);
    if (duration % Hour >= Minute)
        parts << Tr::tr("%1 min").arg(duration % Hour / Minute);
    if (duration % Minute >= Second)
        parts << Tr::tr("%1 s").arg(duration % Minute / Second);
    return parts.join(QLatin1Char(' '));
}

QString momentText(Timestamp at)
{
    if (at.isZero())
        return {};
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000);
    const QLocale locale;
    const QString time = locale.toString(local.time(), QStringLiteral("HH:mm:ss"));
    return local.date() == QDate::currentDate() ? time : Tr::tr("%1, %2", "day, time").arg(locale.toString(local.date(), QLocale::ShortFormat), time);
}

QString bytesText(std::int64_t bytes)
{
    static constexpr const char* Units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = double(bytes);
    std::size_t unit = 0;
    while (std::abs(value) >= 1024 && unit + 1 < std::size(Units)) {
        value /= 1024;
        ++unit;
    }
    return number(value < 100 ? std::round(value * 10) / 10 : std::round(value)) + QChar(0x00a0) + QLatin1String(Units[unit]);
}

QString cpusText(std::int64_t nanoCpus) { return number(double(nanoCpus) / 1e9); }

QString shortId(std::string_view id) { return qstr(id.substr(0, 12)); }

QString errorText(const Error& error)
{
    const QString said = unwrapped(error.message), reason = why(error.code);
    if (said.isEmpty())
        return reason.isEmpty() ? Tr::tr("The server refused it without giving a reason.") : reason;
    if (error.code == ErrorCode::Aborted || reason.isEmpty())
        return reason.isEmpty() ? said : reason;
    return Tr::tr("%1 %2", "our reason, then the server's words").arg(reason, said);
}

QString livenessText(client::Liveness liveness)
{
    switch (liveness) {
    case client::Liveness::Connecting: return Tr::tr("connecting");
    case client::Liveness::Live: return Tr::tr("live");
    case client::Liveness::Slow: return Tr::tr("slow");
    case client::Liveness::Stale: return Tr::tr("stale");
    case client::Liveness::Down: return Tr::tr("not reachable");
    }
    return {};
}

QString standingText(client::Standing standing)
{
    switch (standing) {
    case client::Standing::Unknown:
    case client::Standing::Manager: return {};
    case client::Standing::NoSwarm: return Tr::tr("This node is not part of a swarm. Create one here, or join one.");
    case client::Standing::Worker:
        return Tr::tr("This node is a worker: workers cannot show or change the swarm. Connect to a manager.");
    case client::Standing::Locked: return Tr::tr("This manager is locked. It needs the swarm's unlock key before it can be used.");
    case client::Standing::NoQuorum:
        return Tr::tr("No majority of the managers answers. Running services keep running; nothing can be changed or rescheduled.");
    }
    return {};
}

QString connectionText(const client::ConnectionState& state)
{
    const QString host = qstr(state.host), problem = qstr(state.problem);
    if (state.otherCluster)
        return Tr::tr("%1 answers for another swarm than the one shown.").arg(host);
    switch (state.liveness) {
    case client::Liveness::Connecting: return state.attempts == 0 ? Tr::tr("Connecting…") : Tr::tr("Connecting to %1: %2").arg(host, problem);
    case client::Liveness::Down: return Tr::tr("%1 cannot be reached: %2").arg(host, problem);
    case client::Liveness::Stale: {
        const auto at = QDateTime::fromMSecsSinceEpoch(state.asOf.ns / 1'000'000).time();
        return Tr::tr("Showing %1, reconnecting (%2)…").arg(QLocale().toString(at, QStringLiteral("HH:mm:ss"))).arg(state.attempts + 1);
    }
    case client::Liveness::Live:
    case client::Liveness::Slow: break;
    }
    return standingText(state.standing);
}

} // namespace skep::ui

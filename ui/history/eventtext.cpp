#include "ui/history/eventtext.h"

#include "ui/actions/quorum.h"
#include "ui/history/specchanges.h"
#include "ui/pages/inspector.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

using Tone = Told::Tone;

std::optional<Told> tellNode(const api::Node& now, const api::Node* old, Told told)
{
    QStringList words;
    if (!old) {
        told.text
            = now.spec.role == api::NodeRole::Manager ? Tr::tr("joined as a manager") : Tr::tr("joined as a worker");
        told.tone = Tone::Good;
        return told;
    }
    if (now.status.state != old->status.state) {
        switch (now.status.state) {
        case api::NodeState::Down:
            words << (now.status.message.empty() ? Tr::tr("went down")
                                                 : Tr::tr("went down: %1").arg(qstr(now.status.message)));
            told.tone = Tone::Error;
            break;
        case api::NodeState::Ready:
            words << (old->status.state == api::NodeState::Down ? Tr::tr("is back") : Tr::tr("is ready"));
            told.tone = Tone::Good;
            break;
        case api::NodeState::Disconnected:
            words << Tr::tr("disconnected");
            told.tone = Tone::Warning;
            break;
        case api::NodeState::Unknown:
            words << Tr::tr("has not reported yet");
            told.tone = Tone::Warning;
            break;
        }
    }
    if (now.spec.availability != old->spec.availability)
        words << changeText(
            Tr::tr("availability"), availabilityText(old->spec.availability), availabilityText(now.spec.availability));
    if (now.spec.role != old->spec.role)
        words << (now.spec.role == api::NodeRole::Manager ? Tr::tr("promoted to manager")
                                                          : Tr::tr("demoted to worker"));
    const auto leads = [](const api::Node& node) { return node.managerStatus && node.managerStatus->leader; };
    // Without a status it was not known who leads.
    if (now.managerStatus && old->managerStatus && leads(now) != leads(*old))
        words << (leads(now) ? Tr::tr("leads now") : Tr::tr("leads no more"));
    const auto reach = [](const api::Node& node) {
        return node.managerStatus ? node.managerStatus->reachability : api::Reachability::Unknown;
    };
    if (now.managerStatus && old->managerStatus && reach(now) != reach(*old)) {
        const bool lost = reach(now) == api::Reachability::Unreachable;
        words << (lost ? Tr::tr("cannot be reached by the other managers")
                       : Tr::tr("is reached by the other managers again"));
        if (lost)
            told.tone = std::max(told.tone, Tone::Warning);
    }
    tellLabelChanges(words, old->spec.labels, now.spec.labels);
    if (now.description.hostname != old->description.hostname)
        words << changeText(Tr::tr("name"), qstr(old->description.hostname), qstr(now.description.hostname));
    if (now.description.engine.engineVersion != old->description.engine.engineVersion)
        words << changeText(
            Tr::tr("engine"), qstr(old->description.engine.engineVersion), qstr(now.description.engine.engineVersion));
    told.text = words.join(QStringLiteral("; "));
    return words.isEmpty() ? std::nullopt : std::optional(told);
}

void tellUpdate(QStringList& words, const api::UpdateStatus& status, Tone& tone)
{
    switch (status.state) {
    case api::UpdateState::Unspecified:
        return;
    case api::UpdateState::Updating:
        words << Tr::tr("update started");
        return;
    case api::UpdateState::Completed:
        words << Tr::tr("update completed");
        tone = Tone::Good;
        return;
    case api::UpdateState::Paused:
        words << (status.message.empty() ? Tr::tr("update paused")
                                         : Tr::tr("update paused: %1").arg(qstr(status.message)));
        tone = Tone::Warning;
        return;
    case api::UpdateState::RollbackStarted:
        words << (status.message.empty() ? Tr::tr("rollback started")
                                         : Tr::tr("rollback started: %1").arg(qstr(status.message)));
        tone = Tone::Warning;
        return;
    case api::UpdateState::RollbackPaused:
        words << (status.message.empty() ? Tr::tr("rollback paused")
                                         : Tr::tr("rollback paused: %1").arg(qstr(status.message)));
        tone = Tone::Error;
        return;
    case api::UpdateState::RollbackCompleted:
        words << Tr::tr("rolled back");
        tone = Tone::Warning;
        return;
    }
}

std::optional<Told> tellService(const api::Service& now, const api::Service* old, Told told)
{
    if (!old) {
        const QString image = now.spec.task.container ? imageText(now.spec.task.container->image) : QString();
        told.text = now.spec.mode.replicated
            ? Tr::tr("created: %1, %n replica(s)", nullptr, int(now.spec.mode.replicated->replicas.value_or(1)))
                  .arg(image)
            : Tr::tr("created: %1, %2").arg(image, serviceModeText(now));
        told.tone = Tone::Good;
        return told;
    }
    QStringList words = changesBetween(old->spec, now.spec);
    const auto state = [](const api::Service& service) {
        return service.updateStatus ? service.updateStatus->state : api::UpdateState::Unspecified;
    };
    if (state(now) != state(*old) && now.updateStatus)
        tellUpdate(words, *now.updateStatus, told.tone);
    told.text = words.join(QStringLiteral("; "));
    return words.isEmpty() ? std::nullopt : std::optional(told);
}

std::optional<Told> tellTask(const api::Task& now, const api::Task* old, const store::View& view, Told told)
{
    const bool moved = !old || old->status.state != now.status.state;
    const auto node = view.get<api::Node>(now.nodeId);
    const QString host = node ? nodeName(*node) : now.nodeId.empty() ? QString() : shortId(now.nodeId);
    const QString why = qstr(now.status.err.empty() ? std::string() : now.status.err);
    if (now.status.state == api::TaskState::Pending && !now.status.err.empty()
        && (moved || !old || old->status.err.empty())) {
        told.text = Tr::tr("waits for a node: %1").arg(why);
        told.tone = Tone::Warning;
        return told;
    }
    if (!moved)
        return std::nullopt;
    switch (now.status.state) {
    case api::TaskState::Running:
        told.text = Tr::tr("runs on %1").arg(host);
        told.tone = Tone::Good;
        return told;
    case api::TaskState::Complete:
        told.text = Tr::tr("completed on %1").arg(host);
        return told;
    case api::TaskState::Shutdown:
        told.text = Tr::tr("stopped on %1").arg(host);
        return told;
    case api::TaskState::Failed: {
        const std::int64_t code = now.status.container ? now.status.container->exitCode : 0;
        const QString meaning = exitCodeText(code);
        told.text = code == 0   ? Tr::tr("failed on %1: %2").arg(host, why)
            : meaning.isEmpty() ? Tr::tr("failed on %1: exit code %2").arg(host).arg(code)
                                : Tr::tr("failed on %1: exit code %2, %3").arg(host).arg(code).arg(meaning);
        told.tone = Tone::Error;
        return told;
    }
    case api::TaskState::Rejected:
        told.text = Tr::tr("refused by %1: %2").arg(host, why);
        told.tone = Tone::Error;
        return told;
    case api::TaskState::Orphaned:
        told.text = Tr::tr("lost with %1").arg(host);
        told.tone = Tone::Warning;
        return told;
    default:
        return std::nullopt;
    }
}

std::optional<Told> tellCluster(const api::Cluster& now, const api::Cluster* old, Told told)
{
    if (!old)
        return std::nullopt;
    QStringList words;
    if (now.rootRotationInProgress != old->rootRotationInProgress)
        words << (now.rootRotationInProgress ? Tr::tr("rotation of the root certificate started")
                                             : Tr::tr("rotation of the root certificate ended"));
    if (now.spec.orchestration != old->spec.orchestration)
        words << changeText(Tr::tr("task history"),
            QString::number(old->spec.orchestration.taskHistoryRetentionLimit.value_or(0)),
            QString::number(now.spec.orchestration.taskHistoryRetentionLimit.value_or(0)));
    if (now.spec.ca.nodeCertExpiry != old->spec.ca.nodeCertExpiry)
        words << changeText(Tr::tr("validity of certificates"), durationText(old->spec.ca.nodeCertExpiry),
            durationText(now.spec.ca.nodeCertExpiry));
    if (now.spec.dispatcher != old->spec.dispatcher)
        words << changeText(Tr::tr("heartbeat"), durationText(old->spec.dispatcher.heartbeatPeriod),
            durationText(now.spec.dispatcher.heartbeatPeriod));
    if (now.spec.encryption != old->spec.encryption)
        words << (now.spec.encryption.autoLockManagers ? Tr::tr("managers lock themselves")
                                                       : Tr::tr("managers lock themselves no more"));
    if (now.spec.raft != old->spec.raft)
        words << Tr::tr("other Raft settings");
    tellLabelChanges(words, old->spec.labels, now.spec.labels);
    told.text = words.join(QStringLiteral("; "));
    return words.isEmpty() ? std::nullopt : std::optional(told);
}

} // namespace

QString kindText(api::ObjectKind kind)
{
    switch (kind) {
    case api::ObjectKind::Cluster:
        return Tr::tr("swarm", "kind");
    case api::ObjectKind::Node:
        return Tr::tr("node", "kind");
    case api::ObjectKind::Service:
        return Tr::tr("service", "kind");
    case api::ObjectKind::Network:
        return Tr::tr("network", "kind");
    case api::ObjectKind::Task:
        return Tr::tr("task", "kind");
    case api::ObjectKind::Secret:
        return Tr::tr("secret", "kind");
    case api::ObjectKind::Config:
        return Tr::tr("config", "kind");
    }
    return {};
}

std::optional<Told> tell(const store::Event& event, const store::View& view)
{
    if (!present(event.object))
        return std::nullopt;
    Told told{
        .kind = store::kindOf(event.object), .id = store::idOf(event.object), .name = nameOf(event.object), .text = {}};
    const bool gone = event.action == store::Action::Remove;
    if (const auto task = store::as<api::Task>(event.object)) {
        told.name = taskName(view, *task);
        const auto old = store::as<api::Task>(event.old);
        return gone ? std::nullopt : tellTask(*task, old.get(), view, std::move(told));
    }
    if (gone) {
        told.text = Tr::tr("removed");
        told.tone = told.kind == api::ObjectKind::Node ? Tone::Warning : Tone::Info;
        return told;
    }
    if (const auto node = store::as<api::Node>(event.object))
        return tellNode(*node, store::as<api::Node>(event.old).get(), std::move(told));
    if (const auto service = store::as<api::Service>(event.object))
        return tellService(*service, store::as<api::Service>(event.old).get(), std::move(told));
    if (const auto cluster = store::as<api::Cluster>(event.object))
        return tellCluster(*cluster, store::as<api::Cluster>(event.old).get(), std::move(told));
    if (event.action == store::Action::Create) {
        told.text = Tr::tr("created");
        return told;
    }
    QStringList words;
    if (const auto now = store::as<api::Secret>(event.object), old = store::as<api::Secret>(event.old); now && old)
        tellLabelChanges(words, old->spec.labels, now->spec.labels);
    if (const auto now = store::as<api::Config>(event.object), old = store::as<api::Config>(event.old); now && old)
        tellLabelChanges(words, old->spec.labels, now->spec.labels);
    told.text = words.join(QStringLiteral("; "));
    return words.isEmpty() ? std::nullopt : std::optional(told);
}

QString iconOf(Told::Tone tone)
{
    switch (tone) {
    case Told::Tone::Error:
        return QStringLiteral("error");
    case Told::Tone::Warning:
        return QStringLiteral("warning");
    case Told::Tone::Good:
        return QStringLiteral("check");
    case Told::Tone::Info:
        break;
    }
    return QStringLiteral("info");
}

} // namespace skep::ui

#include "ui/actions/action.h"
#include "ui/actions/removals.h"
#include "ui/actions/servicechanges.h"
#include "ui/changes/stagedremovals.h"
#include "ui/forms/serviceform.h"
#include "ui/guard/confirmation.h"
#include "ui/preview/whatifsheet.h"
#include "ui/tables/tablekind.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"
#include "ui/widgets/question.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct ServiceActions {
    Q_DECLARE_TR_FUNCTIONS(ServiceActions)
};

using Refusal = std::optional<QString>;

store::Ptr<api::Service> only(const Cluster& cluster, const Selection& selection)
{
    return selection.single() ? cluster.store().get<api::Service>(selection.ids.front()) : nullptr;
}

Refusal notOne(const Cluster& cluster, const Selection& selection)
{
    if (!only(cluster, selection))
        return ServiceActions::tr("Select one service");
    return std::nullopt;
}

Action row(const char* id, QString text, const char* iconName, QKeySequence shortcut = {})
{
    return {.id = QString::fromLatin1(id), .menu = QStringLiteral("Service"), .text = std::move(text), .icon = QString::fromLatin1(iconName),
        .shortcut = std::move(shortcut), .kind = api::ObjectKind::Service};
}

Action create()
{
    Action action = row("service.create", ServiceActions::tr("Create Service…"), "add", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    action.kind = api::ObjectKind::Cluster; // nothing needs to be selected
    action.asks = Action::Asks::Preview;
    action.run = [](const ActionContext& context) { ServiceForm::open(context.cluster, context.window, {}, {}, context.go); };
    return action;
}

Action edit()
{
    Action action = row("service.edit", ServiceActions::tr("Update…"), "edit", QKeySequence(Qt::CTRL | Qt::Key_E));
    action.asks = Action::Asks::Preview;
    action.refusal = notOne;
    action.run = [](const ActionContext& context) { ServiceForm::open(context.cluster, context.window, context.selection.ids.front()); };
    return action;
}

Action placement()
{
    Action action = row("service.placement", ServiceActions::tr("Placement…"), "nodes");
    action.asks = Action::Asks::Preview;
    action.refusal = notOne;
    action.run = [](const ActionContext& context) {
        ServiceForm::open(context.cluster, context.window, context.selection.ids.front(), QStringLiteral("constraints"));
    };
    return action;
}

Action scale(const char* id, QString text, const char* iconName, QKeySequence shortcut, int step)
{
    Action action = row(id, std::move(text), iconName, std::move(shortcut));
    const auto wanted = [step](const api::Service& service) { return std::int64_t(service.spec.mode.replicated->replicas.value_or(1)) + step; };
    action.refusal = [wanted](const Cluster& cluster, const Selection& selection) -> Refusal {
        const auto service = only(cluster, selection);
        if (!service)
            return ServiceActions::tr("Select one service");
        if (!service->spec.mode.replicated)
            return ServiceActions::tr("Only replicated services have a number of replicas");
        if (wanted(*service) < 0)
            return ServiceActions::tr("It has no replicas already");
        return std::nullopt;
    };
    action.run = [wanted](const ActionContext& context) {
        if (const auto service = only(context.cluster, context.selection); service && service->spec.mode.replicated)
            scaleService(context.cluster, service->id, std::uint64_t(wanted(*service)));
    };
    action.command = [wanted](const Cluster& cluster, const Selection& selection) {
        const auto service = only(cluster, selection);
        return service && service->spec.mode.replicated ? QStringLiteral("docker service scale %1=%2").arg(qstr(service->spec.name)).arg(wanted(*service))
                                                        : QString();
    };
    return action;
}

QString differences(const api::Service& service)
{
    const auto& now = service.spec;
    const auto& then = *service.previousSpec;
    QStringList lines;
    const auto line = [&lines](const QString& what, const QString& from, const QString& to) {
        if (from != to)
            lines << QStringLiteral("%1: %2 → %3").arg(what, from.isEmpty() ? QStringLiteral("–") : from, to.isEmpty() ? QStringLiteral("–") : to);
    };
    const auto image = [](const api::ServiceSpec& spec) { return spec.task.container ? imageText(spec.task.container->image) : QString(); };
    const auto replicas = [](const api::ServiceSpec& spec) {
        return spec.mode.replicated ? QString::number(spec.mode.replicated->replicas.value_or(1)) : QString();
    };
    line(ServiceActions::tr("Image"), image(now), image(then));
    line(ServiceActions::tr("Replicas"), replicas(now), replicas(then));
    if (now.task != then.task && image(now) == image(then))
        lines << ServiceActions::tr("Other settings of its tasks go back too.");
    if (lines.isEmpty())
        lines << ServiceActions::tr("Image and number of replicas stay; other settings go back.");
    return lines.join(u'\n');
}

Action rollback()
{
    Action action = row("service.rollback", ServiceActions::tr("Roll Back…"), "rollback");
    action.asks = Action::Asks::Preview;
    action.refusal = [](const Cluster& cluster, const Selection& selection) -> Refusal {
        const auto service = only(cluster, selection);
        if (!service)
            return ServiceActions::tr("Select one service");
        if (!service->previousSpec)
            return ServiceActions::tr("It has no previous specification: it was not updated since it was created");
        return std::nullopt;
    };
    action.run = [](const ActionContext& context) {
        const auto service = only(context.cluster, context.selection);
        if (!service || !service->previousSpec)
            return;
        const QString verb = ServiceActions::tr("Roll back %1").arg(qstr(service->spec.name));
        ask(&context.cluster, context.window, {.title = verb, .text = differences(*service), .verb = verb},
            [cluster = &context.cluster, id = service->id] { rollbackService(*cluster, id); });
    };
    action.command = [](const Cluster& cluster, const Selection& selection) { return QStringLiteral("docker service rollback ") + namesOf(cluster.store(), selection).value(0); };
    return action;
}

Action restart()
{
    Action action = row("service.restart", ServiceActions::tr("Restart Tasks…"), "update");
    action.asks = Action::Asks::Preview;
    action.refusal = notOne;
    action.run = [](const ActionContext& context) {
        const auto service = only(context.cluster, context.selection);
        if (!service)
            return;
        const QString verb = ServiceActions::tr("Restart tasks of %1").arg(qstr(service->spec.name));
        ask(&context.cluster, context.window,
            {.title = verb,
                .text = ServiceActions::tr("All its tasks are replaced by new ones of the same specification, as its update settings say."),
                .verb = verb},
            [cluster = &context.cluster, id = service->id] { restartService(*cluster, id); });
    };
    action.command = [](const Cluster& cluster, const Selection& selection) {
        return QStringLiteral("docker service update --force ") + namesOf(cluster.store(), selection).value(0);
    };
    return action;
}

Action remove()
{
    Action action = row("service.remove", ServiceActions::tr("Remove…"), "remove", QKeySequence(Qt::Key_Delete));
    action.asks = Action::Asks::Dialog;
    action.run = [](const ActionContext& context) {
        const store::View& view = context.cluster.store();
        QStringList lost;
        int running = 0;
        for (const auto& id : context.selection.ids) {
            const auto service = view.get<api::Service>(id);
            if (!service)
                continue;
            int live = 0;
            for (const auto& task : view.tasksOfService(id))
                live += lives(*task);
            running += runningAmong(view.tasksOfService(id));
            QString line = ServiceActions::tr("%1: %n task(s) stop", nullptr, live).arg(qstr(service->spec.name));
            if (const QString ports = portsText(*service); !ports.isEmpty())
                line += ServiceActions::tr("; ports %1 are free again").arg(ports);
            lost << line;
        }
        lost << ServiceActions::tr("Activity can create it again from what it says now, as a new service with another id. Volumes, secrets, configs and networks stay.");
        const QString names = namesOf(view, context.selection).join(QStringLiteral(", "));
        const QString verb = ServiceActions::tr("Remove %1").arg(names);
        ask(&context.cluster, context.window,
            {.title = verb,
                .text = lost.join(u'\n'),
                .verb = verb,
                .role = ButtonRole::Danger,
                .deed = {.irreversible = true,
                    .name = context.selection.single() ? names : QString(),
                    .dependants = running,
                    .objects = int(context.selection.ids.size())},
                .stage = [context] { stageRemovals(context.cluster, context.window, context.selection); }},
            [cluster = &context.cluster, selection = context.selection] { cluster->operations().start(removalWork(*cluster, selection)); });
    };
    action.command = [](const Cluster& cluster, const Selection& selection) {
        return removalCommand(cluster.store(), selection);
    };
    return action;
}

bool pauses(const Cluster& cluster)
{
    return cluster.capabilities().has("pause");
}

// Whether an update moves, or is paused.
Refusal noUpdate(const Cluster& cluster, const Selection& selection, bool paused)
{
    const auto service = only(cluster, selection);
    if (!service)
        return ServiceActions::tr("Select one service");
    using State = api::UpdateState;
    const State state = service->updateStatus ? service->updateStatus->state : State::Unspecified;
    if (paused && state != State::Paused && state != State::RollbackPaused)
        return ServiceActions::tr("No update is paused");
    if (!paused && state != State::Updating && state != State::RollbackStarted)
        return ServiceActions::tr("No update is running");
    return std::nullopt;
}

Action ofUpdate(const char* id, QString text, const char* iconName, bool whilePaused, bool onServersThatPause)
{
    Action action = row(id, std::move(text), iconName);
    action.offered = [onServersThatPause](const Cluster& cluster) { return pauses(cluster) == onServersThatPause; };
    action.refusal = [whilePaused](const Cluster& cluster, const Selection& selection) { return noUpdate(cluster, selection, whilePaused); };
    return action;
}

Action pause()
{
    Action action = ofUpdate("service.pause", ServiceActions::tr("Pause Update"), "pause", false, true);
    action.run = [](const ActionContext& context) { pauseUpdate(context.cluster, context.selection.ids.front(), true); };
    return action;
}

Action resume()
{
    Action action = ofUpdate("service.resume", ServiceActions::tr("Resume Update"), "play", true, true);
    action.run = [](const ActionContext& context) { pauseUpdate(context.cluster, context.selection.ids.front(), false); };
    return action;
}

// What there is instead of a pause where the server knows none: a longer delay holds back what has not begun.
Action slowDown()
{
    Action action = ofUpdate("service.slowDown", ServiceActions::tr("Slow Down Update…"), "clock", false, false);
    action.asks = Action::Asks::Preview;
    action.run = [](const ActionContext& context) {
        ServiceForm::open(context.cluster, context.window, context.selection.ids.front(), QStringLiteral("update.delay"));
    };
    return action;
}

Action rebalance()
{
    Action action = row("service.rebalance", ServiceActions::tr("Rebalance…"), "balance");
    action.asks = Action::Asks::Preview;
    action.offered = [](const Cluster& cluster) { return cluster.capabilities().has("rebalance"); };
    action.refusal = [](const Cluster& cluster, const Selection& selection) -> Refusal {
        const auto service = only(cluster, selection);
        if (!service)
            return ServiceActions::tr("Select one service");
        if (!service->spec.mode.replicated)
            return ServiceActions::tr("Only tasks of replicated services can move");
        return std::nullopt;
    };
    action.command = [](const Cluster& cluster, const Selection& selection) {
        return QStringLiteral("skep service rebalance ") + namesOf(cluster.store(), selection).value(0);
    };
    action.run = [command = action.command](const ActionContext& context) {
        const auto service = only(context.cluster, context.selection);
        if (!service)
            return;
        const QString verb = ServiceActions::tr("Rebalance %1").arg(qstr(service->spec.name));
        openWhatIf(context.cluster, context.window,
            {.title = verb,
                .sentence = ServiceActions::tr("Nodes that have joined or come back get their share. Each task runs on until the one that takes its place runs elsewhere."),
                .question = {{{.kind = planning::ChangeKind::Rebalance, .service = service->id}}},
                .command = command(context.cluster, context.selection),
                .verb = verb,
                .send = [cluster = &context.cluster, id = service->id] { rebalanceService(*cluster, id); }});
    };
    return action;
}

} // namespace

std::vector<Action> serviceActions()
{
    return {
        create(),
        edit(),
        placement(),
        scale("service.scaleUp", ServiceActions::tr("One Replica More"), "plus", QKeySequence(Qt::CTRL | Qt::Key_Plus), 1),
        scale("service.scaleDown", ServiceActions::tr("One Replica Less"), "minus", QKeySequence(Qt::CTRL | Qt::Key_Minus), -1),
        restart(),
        pause(),
        slowDown(),
        resume(),
        rollback(),
        rebalance(),
        remove(),
    };
}

} // namespace skep::ui

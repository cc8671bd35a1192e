#include "ui/actions/action.h"
#include "ui/activity/undoing.h"
#include "ui/changes/changesetsheet.h"
#include "ui/swarm/jointext.h"
#include "ui/swarm/membership.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/swarm/tokensheets.h"

#include <QCoreApplication>
#include <QPushButton>

namespace skep::ui {
namespace {

struct ClusterActions {
    Q_DECLARE_TR_FUNCTIONS(ClusterActions)
};

using client::Standing;
using Asks = Action::Asks;

Action row(const char* id, QString text, const char* iconName, Asks asks, std::vector<Standing> worksIn = {Standing::Manager})
{
    return {.id = QString::fromLatin1(id), .menu = QStringLiteral("Cluster"), .text = std::move(text), .icon = QString::fromLatin1(iconName), .asks = asks,
        .worksIn = std::move(worksIn)};
}

template <class S, class... Arguments>
std::function<void(ActionContext)> opens(Arguments... arguments)
{
    return [arguments...](const ActionContext& context) {
        auto* sheet = new S(context.cluster, context.window, arguments...);
        sheet->present();
        for (const char* first : {"joinText", "unlockKey", "verb"})
            if (auto* field = sheet->template findChild<QWidget*>(QLatin1String(first)); field && field->isVisibleTo(sheet) && field->isEnabled()) {
                field->setFocus();
                break;
            }
    };
}

Action sheet(const char* id, QString text, const char* iconName, Asks asks, std::vector<Standing> worksIn, std::function<void(ActionContext)> run, QString command = {})
{
    Action action = row(id, std::move(text), iconName, asks, std::move(worksIn));
    action.run = std::move(run);
    if (!command.isEmpty())
        action.command = [command](const Cluster&, const Selection&) { return command; };
    return action;
}

async::Task<Result<void>> failWith(QString why)
{
    co_return fail(ErrorCode::Unknown, why.toStdString());
}

// With the address of the leader; the sheet of "Add Node…" lets one choose another.
Action copyToken(const char* id, QString text, api::NodeRole role)
{
    Action action = row(id, std::move(text), "copy", Asks::Nothing);
    action.mutates = false;
    action.refusal = [](const Cluster& cluster, const Selection&) -> std::optional<QString> {
        if (cluster.state().standing != Standing::Manager)
            return ClusterActions::tr("Only a manager knows the join tokens");
        if (joinAddresses(cluster.store()).isEmpty())
            return ClusterActions::tr("No manager tells an address to join at");
        return std::nullopt;
    };
    action.run = [role, title = action.text](const ActionContext& context) {
        Cluster* cluster = &context.cluster;
        copyJoinCommand(
            *cluster, cluster, role, joinAddresses(cluster->store()).value(0), [](int) {},
            [cluster, title](const QString& why) {
                Operations::Work work;
                work.title = title;
                work.request = [why] { return failWith(why); };
                cluster->operations().start(std::move(work));
            });
    };
    action.command = [role](const Cluster&, const Selection&) {
        return QStringLiteral("docker swarm join-token ") + (role == api::NodeRole::Manager ? QStringLiteral("manager") : QStringLiteral("worker"));
    };
    return action;
}

std::optional<QString> noRootRotation(const Cluster& cluster, const Selection&)
{
    if (offers(cluster, "rootrotation") || cluster.store().count<api::Node>() <= 1)
        return std::nullopt;
    return ClusterActions::tr("This server rotates the root of a swarm of one node only");
}

Action autolock()
{
    Action action = sheet("swarm.autolock", ClusterActions::tr("Autolock…"), "lock", Asks::Dialog, {Standing::Manager}, opens<AutolockSheet>());
    action.offered = [](const Cluster& cluster) { return offers(cluster, "autolock"); };
    return action;
}

Action reviewChanges()
{
    Action action
        = sheet("changes.review", ClusterActions::tr("Review Change Set…"), "stack", Asks::Preview, {Standing::Manager},
            [](const ActionContext& context) { ChangeSetSheet::open(context.cluster, context.window); });
    action.refusal = [](const Cluster& cluster, const Selection&) -> std::optional<QString> {
        const ChangeSet* set = ChangeSet::existing(cluster);
        if (set && set->applying())
            return ClusterActions::tr("The change set is being applied");
        if (!set || set->all().empty())
            return ClusterActions::tr(
                "Nothing is staged: forms and previews can add to the change set instead of sending");
        return std::nullopt;
    };
    return action;
}

Action undoLast()
{
    Action action = row("operation.undo", ClusterActions::tr("Undo Last Operation"), "undo", Asks::Nothing);
    action.shortcut = QKeySequence::Undo;
    action.refusal = [](const Cluster& cluster, const Selection&) -> std::optional<QString> {
        if (!lastUndoable(cluster))
            return ClusterActions::tr("Nothing that was done in this window can be undone");
        return std::nullopt;
    };
    action.run = [](const ActionContext& context) { undoOperation(context.cluster, context.window, lastUndoable(context.cluster)->id); };
    return action;
}

// The newest that is so.
std::optional<int> lastOperation(const Cluster& cluster, bool (*is)(const Operation&))
{
    for (const Operation& operation : cluster.operations().all())
        if (is(operation))
            return operation.id;
    return std::nullopt;
}

bool isWaitedFor(const Operation& operation)
{
    return operation.stage == Operation::Stage::Accepted;
}

bool waits(const Operation& operation)
{
    return operation.waits;
}

Action goOn()
{
    Action action = row("operation.goOn", ClusterActions::tr("Go On with the Interrupted Operation"), "play", Asks::Nothing);
    action.refusal = [](const Cluster& cluster, const Selection&) -> std::optional<QString> {
        if (!lastOperation(cluster, waits))
            return ClusterActions::tr("Nothing that has a further step was interrupted");
        return std::nullopt;
    };
    action.run = [](const ActionContext& context) { context.cluster.operations().goOn(*lastOperation(context.cluster, waits)); };
    return action;
}

Action stopWaiting()
{
    Action action = row("operation.stop", ClusterActions::tr("Stop Waiting for the Last Operation"), "stop", Asks::Nothing);
    action.shortcut = QKeySequence(Qt::CTRL | Qt::Key_Period);
    action.mutates = false;
    action.refusal = [](const Cluster& cluster, const Selection&) -> std::optional<QString> {
        if (!lastOperation(cluster, isWaitedFor))
            return ClusterActions::tr("Nothing is waited for");
        return std::nullopt;
    };
    action.run = [](const ActionContext& context) { context.cluster.operations().cancel(*lastOperation(context.cluster, isWaitedFor)); };
    return action;
}

Action rotateRoot()
{
    Action action = sheet("ca.rotate", ClusterActions::tr("Rotate Root CA…"), "certificate", Asks::Dialog, {Standing::Manager}, opens<RotateCaSheet>(),
        QStringLiteral("docker swarm ca --rotate"));
    action.refusal = noRootRotation;
    return action;
}

} // namespace

std::vector<Action> clusterActions()
{
    using Role = api::NodeRole;
    const auto any = [](std::initializer_list<Standing> all) { return std::vector<Standing>(all); };
    return {
        sheet("swarm.init", ClusterActions::tr("Create a Cluster Here…"), "add", Asks::Dialog, any({Standing::NoSwarm}),
            opens<InitSheet>(), QStringLiteral("docker swarm init")),
        sheet("swarm.join", ClusterActions::tr("Join a Cluster…"), "connect", Asks::Dialog, any({Standing::NoSwarm}),
            opens<JoinSheet>(), QStringLiteral("docker swarm join --token TOKEN HOST:PORT")),
        sheet("swarm.unlock", ClusterActions::tr("Unlock…"), "unlock", Asks::Dialog, any({Standing::Locked}),
            opens<UnlockSheet>(), QStringLiteral("docker swarm unlock")),
        sheet("node.add", ClusterActions::tr("Add Node…"), "add", Asks::Dialog, any({Standing::Manager}),
            opens<AddNodeSheet>(Role::Worker)),
        copyToken("token.copy.worker", ClusterActions::tr("Copy Join Command for a Worker"), Role::Worker),
        copyToken("token.copy.manager", ClusterActions::tr("Copy Join Command for a Manager"), Role::Manager),
        sheet("token.rotate.worker", ClusterActions::tr("Rotate Worker Token…"), "rotate", Asks::Preview,
            any({Standing::Manager}), opens<RotateTokenSheet>(Role::Worker),
            QStringLiteral("docker swarm join-token --rotate worker")),
        sheet("token.rotate.manager", ClusterActions::tr("Rotate Manager Token…"), "rotate", Asks::Preview,
            any({Standing::Manager}), opens<RotateTokenSheet>(Role::Manager),
            QStringLiteral("docker swarm join-token --rotate manager")),
        reviewChanges(),
        undoLast(),
        goOn(),
        stopWaiting(),
        autolock(),
        rotateRoot(),
        sheet("swarm.forceNew", ClusterActions::tr("Managers Are Gone for Good…"), "quorum", Asks::Dialog,
            any({Standing::NoQuorum}), opens<ForceNewSheet>(), QStringLiteral("docker swarm init --force-new-cluster")),
        sheet("swarm.leave", ClusterActions::tr("Leave the Swarm…"), "leave", Asks::Dialog,
            any({Standing::Worker, Standing::Manager, Standing::NoQuorum, Standing::Locked}), opens<LeaveSheet>(),
            QStringLiteral("docker swarm leave")),
    };
}

} // namespace skep::ui
